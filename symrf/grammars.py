"""Where the grammars are: in the package once it is installed, else in the checkout's `grammar/`."""

from __future__ import annotations

from pathlib import Path

__all__ = ["read"]

_PACKAGE = Path(__file__).resolve().parent
_FOLDERS = (_PACKAGE / "grammar", _PACKAGE.parent / "grammar")


def read(name: str) -> str:
    """The text of the grammar `name`, such as `architecture`."""
    for folder in _FOLDERS:
        path = folder / f"{name}.lark"
        if path.is_file():
            return path.read_text(encoding="utf-8")
    raise FileNotFoundError(f"symrf is installed without its grammar {name}.lark")
