"""The licences of all that is in a page that was built."""

from __future__ import annotations

from importlib import metadata
from importlib.resources import files
from pathlib import Path

import symrf
from symrf.front.page.packing import PYODIDE

__all__ = ["licences"]

_RULE = "-" * 80


def licences() -> str:
    """What the page is made of, with the licence of each."""
    texts = files("symrf.front.page") / "licences"
    pyodide = f"Pyodide {PYODIDE}: the Mozilla Public License 2.0; its source is at https://github.com/pyodide/pyodide"
    told = [
        ("symrf", symrf.__version__, _licence("symrf")),
        *((name, metadata.version(name), _licence(name)) for name in ("lark", "sympy", "mpmath")),
    ]
    parts = [f"{name} {version}\n\n{text}" for name, version, text in told]
    parts.append(f"{pyodide}\n\n{(texts / 'MPL-2.0.txt').read_text('utf-8')}")
    parts.append(f"Python, which is in Pyodide\n\n{(texts / 'Python.txt').read_text('utf-8')}")
    return f"\n{_RULE}\n\n".join(f"{part.strip()}\n" for part in parts)


def _licence(package: str) -> str:
    """The licence that a package has beside it; that of symrf stands above it in a checkout."""
    checkout = Path(symrf.__file__).parents[1] / "LICENSE"
    if package == "symrf" and checkout.is_file():
        return checkout.read_text("utf-8")
    found = [path for path in metadata.files(package) or () if path.name.startswith(("LICENSE", "COPYING"))]
    [licence, *_] = sorted(found, key=lambda path: len(path.parts))
    return licence.read_text("utf-8")
