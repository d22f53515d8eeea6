"""What Python in a browser is made of: Pyodide, by npm, and the modules of the Python that builds the page."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import tarfile
import zipfile
from base64 import b64decode
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory

from symrf.errors import InputError
from symrf.formulas import grammars
from symrf.front.page import _english
from symrf.front.page.compiling import kept

__all__ = ["PYODIDE", "packed"]

PYODIDE = "314.0.7"
_SHA512 = "0YvXxEhfEdpLfb/XkM2BFAeMROq0iMUX2bzzH9pOttyMcWkwq+HbE5uyuGD82LN7y2q+SNvi/6V5JEsOlD2R1A=="  # as npm has it
_COMPILING = Path(__file__).with_name("compiling.mjs")
_TAKEN = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm")
_LOCK, _LIBRARY = "pyodide-lock.json", "python_stdlib.zip"
_USELESS = (  # of Python's library, where there are no terminals, processes and sockets
    *("_pyrepl/", "multiprocessing/", "wsgiref/", "xmlrpc/"),
    *("imaplib.py", "mailbox.py", "pdb.py", "pydoc.py", "smtplib.py"),
)
_WITHOUT = {"tests", "benchmarks", "static", "licences", "__pycache__"}  # folders of nothing that answers


def packed() -> Mapping[str, bytes]:
    """The files of which the worker makes Python, by name; an InputError says what is missing to make them."""
    for program in ("npm", "node"):
        if shutil.which(program) is None:
            raise InputError(_english.no_program(program))
    with TemporaryDirectory() as work:
        pyodide = _pyodide(Path(work))
        archives = {"symrf.zip": _symrf(), "sympy.zip": _modules("sympy", "mpmath"), "lark.zip": _modules("lark")}
        folder = Path(work) / "archives"
        folder.mkdir()
        for name, files in archives.items():
            (folder / name).write_bytes(kept(files))
        (folder / _LIBRARY).write_bytes(kept(_library(pyodide / _LIBRARY)))
        _run("node", str(_COMPILING), str(pyodide), str(folder))
        found = {name: (pyodide / name).read_bytes() for name in _TAKEN}
        lock = json.loads((pyodide / _LOCK).read_bytes())
        found[_LOCK] = json.dumps(lock | {"packages": {}}).encode()  # none of which is loaded
        return found | {name: (folder / name).read_bytes() for name in (_LIBRARY, "symrf.zip", "sympy.zip")}


def _pyodide(work: Path) -> Path:
    """The folder of Pyodide, as npm has it; an InputError where that is another than it was."""
    _run("npm", "pack", "--silent", f"pyodide@{PYODIDE}", "--pack-destination", str(work))
    archive = work / f"pyodide-{PYODIDE}.tgz"
    if hashlib.sha512(archive.read_bytes()).digest() != b64decode(_SHA512):
        raise InputError(_english.other_pyodide(PYODIDE))
    folder = work / "pyodide"
    folder.mkdir()
    with tarfile.open(archive) as opened:
        for name in (*_TAKEN, _LOCK, _LIBRARY):
            member = opened.extractfile(f"package/{name}")
            assert member is not None  # noqa: S101 - it is the archive that was hashed
            (folder / name).write_bytes(member.read())
    return folder


def _run(*command: str) -> None:
    """Run a program of which something is made; an InputError says what it says where it fails."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - nothing that is typed
    if done.returncode:
        raise InputError(_english.failed(" ".join(command[:2]), done.stderr or done.stdout))


def _symrf() -> Mapping[str, bytes]:
    """The files of symrf, with its grammars where an installed package has them."""
    found = {name: data for name, data in _files("symrf").items() if not name.startswith("symrf/grammar/")}
    grammar = Path(grammars.folder()).glob("*.lark")
    return found | {f"symrf/grammar/{path.name}": path.read_bytes() for path in grammar}


def _library(archive: Path) -> Mapping[str, bytes]:
    """Python's own library, without what a page has no use for."""
    with zipfile.ZipFile(archive) as opened:
        names = [name for name in opened.namelist() if not name.endswith("/") and not name.startswith(_USELESS)]
        return {name: opened.read(name) for name in names}


def _modules(*packages: str) -> Mapping[str, bytes]:
    """The modules of packages, and the grammars of lark."""
    files = {name: data for package in packages for name, data in _files(package).items()}
    return {name: data for name, data in files.items() if name.endswith((".py", ".lark"))}


def _files(package: str) -> Mapping[str, bytes]:
    """What this Python imports as a package, each file with the package's name before it."""
    found = find_spec(package)
    if found is None or found.origin is None:
        raise InputError(_english.no_package(package))
    root = Path(found.origin).parent
    files = [path for path in root.rglob("*") if path.is_file() and not _WITHOUT & {*path.relative_to(root).parts}]
    return {f"{package}/{path.relative_to(root).as_posix()}": path.read_bytes() for path in files}
