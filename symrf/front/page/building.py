"""The page as a folder for a host of files, and as one file that works from a disk: nothing is asked of a server."""

from __future__ import annotations

import gzip
import json
from base64 import b64encode
from collections.abc import Mapping
from hashlib import sha256
from html import escape
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

from symrf.errors import InputError
from symrf.front.page import _english
from symrf.front.page.baking import baked
from symrf.front.page.licences import licences
from symrf.front.page.packing import packed
from symrf.front.page.serving import ENGINE

__all__ = ["build"]

_STYLE, _SCRIPT = '<link rel="stylesheet" href="page.css">', '<script src="page.js" defer></script>'
_WORKER = "worker.js"
_GZIPPED = ".gzipped"  # a kind of file that no host unzips on the way
_POLICY = {  # of what the page loads, and where it sends something
    "default-src": "'none'",
    "img-src": "data:",
    "style-src-attr": "'unsafe-inline'",  # formulas and pictures are styled where they stand
    "base-uri": "'none'",
    "form-action": "'none'",
}


class _File(NamedTuple):
    """A file of Python, gzipped, and how many bytes it has when it is not."""

    gzipped: bytes
    size: int


def build(folder: str) -> dict[str, int]:
    """Write the page to a folder, and say how many bytes each of its files has.

    What Python is made of is gzipped there already: hosts do not do that to every kind of file, and some know none of
    these kinds.
    """
    made = _pages(packed())
    try:
        Path(folder).mkdir(parents=True, exist_ok=True)
        for name, data in made.items():
            Path(folder, name).write_bytes(data)
    except OSError as error:
        raise InputError(_english.no_folder(folder, error)) from None
    return {name: len(data) for name, data in made.items()}


def _pages(python: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files of the folder, and symrf.html, which has all of them in it."""
    static = files("symrf.front.page") / "static"
    texts = {name: (static / name).read_text("utf-8") for name in ("page.css", "page.js", "engine.js", _WORKER)}
    page = baked((static / "page.html").read_text("utf-8"))
    loaded = {name: _File(gzip.compress(data, 9, mtime=0), len(data)) for name, data in python.items()}
    text = licences()
    return {
        "index.html": _open(page, texts, loaded).encode(),
        "symrf.html": _single(page, texts, loaded, text).encode(),
        "licences.txt": text.encode(),
        **{name: texts[name].encode() for name in ("page.css", "page.js", _WORKER)},
        **{f"{name}{_GZIPPED}": file.gzipped for name, file in loaded.items()},
    }


def _open(page: str, texts: Mapping[str, str], loaded: Mapping[str, _File]) -> str:
    """The page of the folder, whose addresses change with what is there, so that no browser keeps an old file."""
    files = {
        name: {"at": _address(f"{name}{_GZIPPED}", each.gzipped), "bytes": each.size} for name, each in loaded.items()
    }
    engine = _engine({"worker": _address(_WORKER, texts[_WORKER].encode()), "files": files}, texts)
    policy = {"script-src": f"'self' {_allowed(engine)}", "worker-src": "'self'", "connect-src": "'self'"}
    policy["style-src"] = "'self'"
    for name in ("page.css", "page.js"):
        page = page.replace(f'"{name}"', f'"{_address(name, texts[name].encode())}"')
    return _filled(page, policy, f"<script>{engine}</script>", '<p><a href="licences.txt">Licences</a></p>')


def _single(page: str, texts: Mapping[str, str], loaded: Mapping[str, _File], text: str) -> str:
    """The page with all that it loads in it, in base64."""
    engine = _engine({"files": {name: {"bytes": each.size} for name, each in loaded.items()}}, texts)
    inert = {_WORKER: texts[_WORKER]} | {name: b64encode(each.gzipped).decode() for name, each in loaded.items()}
    held = [f'<script type="text/plain" id="{name}">{each}</script>' for name, each in inert.items()]
    scripts = [engine, texts["page.js"]]
    sources = " ".join(map(_allowed, scripts))
    policy = {"script-src": f"blob: 'wasm-unsafe-eval' {sources}", "worker-src": "blob:", "connect-src": "'none'"}
    policy["style-src"] = _allowed(texts["page.css"])
    wrapped = f'<pre style="white-space: pre-wrap">\n{escape(text)}</pre>'
    told = f"<details><summary>Licences</summary>{wrapped}</details>"
    page = page.replace(_STYLE, f"<style>{texts['page.css']}</style>").replace(_SCRIPT, "")
    return _filled(page, policy, "\n".join([*held, *(f"<script>{each}</script>" for each in scripts)]), told)


def _engine(parts: Mapping[str, object], texts: Mapping[str, str]) -> str:
    """The script that makes an engine of its parts."""
    return f"const PARTS = {json.dumps(parts)};\n{texts['engine.js']}"


def _filled(page: str, policy: Mapping[str, str], engine: str, told: str) -> str:
    """The page with its policy, its licences and its engine."""
    content = "; ".join(f"{name} {value}" for name, value in {**_POLICY, **policy}.items())
    page = page.replace("<title>", f'<meta http-equiv="Content-Security-Policy" content="{content}">\n<title>')
    return page.replace("</footer>", f"{told}\n</footer>").replace(ENGINE, engine)


def _allowed(script: str) -> str:
    """A script or a style as a policy allows it."""
    return f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'"


def _address(name: str, data: bytes) -> str:
    return f"{name}?{sha256(data).hexdigest()[:12]}"
