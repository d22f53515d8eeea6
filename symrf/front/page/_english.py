"""What is said by the page's door, of questions that are none, in English."""

from __future__ import annotations

from collections.abc import Iterable

NO_JSON = "a question is an object in JSON"
NO_BASE64 = "the bytes of a file are given in base64"
NETWORK_IS_MISSING = "a network is missing, such as c3s1 p2s2 c3s1"
NETWORK_OR_FILE = "a question is about a network or about a file, not about both"
CONDITION_IS_MISSING = "a condition is missing, such as size = 28 or rf >= 224"
TOO_DEEP = "this is nested too deeply to be read"


def is_to_be(name: str, kind: str) -> str:
    return f"{name} is to be {kind}"


def is_unknown(name: str, names: Iterable[str]) -> str:
    return f"a question has no {name}: it has {', '.join(names)}"


def no_view(name: str, views: Iterable[str]) -> str:
    return f"there is no view {name!r}: there are {', '.join(views)}"
