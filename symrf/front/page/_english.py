"""What is said where the page is asked, served and built, in English."""

from __future__ import annotations

from collections.abc import Iterable

NO_JSON = "a question is an object in JSON"
NO_BASE64 = "the bytes of a file are given in base64"
NETWORK_IS_MISSING = "a network is missing, such as c3s1 p2s2 c3s1"
NETWORK_OR_FILE = "a question is about a network or about a file, not about both"
CONDITION_IS_MISSING = "a condition is missing, such as size = 28 or rf >= 224"
TOO_DEEP = "this is nested too deeply to be read"


TEXTS = "a text, or a list of texts"
SWITCH = "true or false"
FILE = "an object with a name and base64"


def is_to_be(name: str, kind: str) -> str:
    return f"{name} is to be {kind}"


def is_unknown(name: str, names: Iterable[str]) -> str:
    return f"a question has no {name}: it has {', '.join(names)}"


def no_view(name: str, views: Iterable[str]) -> str:
    return f"there is no view {name!r}: there are {', '.join(views)}"


# ---- where it is served ----------------------------------------------------------------------------------------------

NO_SUCH_PAGE = "there is nothing here: the page is at /"
OTHER_HOST = "this is served to browsers of this computer alone, at 127.0.0.1 and localhost"
OTHER_ORIGIN = "another site asks, and only the page itself is answered"
NOT_JSON = "a question is posted as application/json, in UTF-8"
NO_LENGTH = "how long a question is must be said before it: Content-Length"
UNANSWERED = {
    "Busy": "symrf is busy with other questions: try again",
    "Late": "this takes too long, and was stopped",
    "Stopped": "symrf stopped at this question, and was started again",
}


def too_large(most: int) -> str:
    return f"this is too long: a file may have {most // 2**20} MiB"


def no_port(port: int, why: str) -> str:
    return f"port {port} cannot be used: {why}; another one is given by --port"


# ---- where it is built -----------------------------------------------------------------------------------------------

DESCRIPTION = """\
The page of symrf, for a host of files and as one file that works from a disk,
with all that answers in the browser."""
BUILD = "where to put it: a folder, which is made where there is none"


def no_program(name: str) -> str:
    return f"to build the page {name} is needed, of Node.js: Debian has it as nodejs and npm"


def other_pyodide(version: str) -> str:
    return f"npm has another pyodide {version} than the one that this symrf was built with: nothing is made of it"


def no_package(name: str) -> str:
    return f"to build the page {name} is needed: pip install {name}"


def failed(command: str, said: str) -> str:
    """That a program failed; of what it says the end is what matters."""
    return f"{command} failed: {said.strip()[-1000:]}"


def no_folder(name: str, error: OSError) -> str:
    return f"{name} cannot be written: {error.strerror or error}"


def written(name: str, size: int) -> str:
    return f"{size:>10,}  {name}"
