"""Archives of modules that are quick to load: bytecode in the place of source, made by the Python that is to load it.

What only people read is left out: docstrings, and which line an instruction comes from.
"""

from __future__ import annotations

import importlib.util
import marshal
import os
import sys
import zipfile
from collections.abc import Mapping
from importlib.machinery import SourceFileLoader
from io import BytesIO
from pathlib import Path
from types import CodeType

import symrf

__all__ = ["compile_all", "kept"]

_DATE = (1980, 1, 1, 0, 0, 0)  # of all files: the same files make the same archive
_UNCHECKED = b"\1\0\0\0" + bytes(8)  # no source is looked for
_LONG = 40  # letters of a docstring that is worth leaving out
_DOCUMENTED = 0x4000000  # inspect.CO_HAS_DOCSTRING of Python 3.13: the first constant of a function is its docstring


def kept(files: Mapping[str, bytes]) -> bytes:
    """An archive of files, not deflated: what carries it deflates all of it together.

    >>> zipfile.ZipFile(BytesIO(kept({"a.lark": b"start: A"}))).namelist()
    ['a.lark']
    """
    archive = BytesIO()
    with zipfile.ZipFile(archive, "w") as opened:
        for name in sorted(files):
            opened.writestr(zipfile.ZipInfo(name, _DATE), files[name])
    return archive.getvalue()


def compile_all(folder: str, sources: str) -> None:
    """Compile the archives in a folder, each of which is unpacked in a folder of its name among `sources`, too.

    Of SymPy and of Python's library it is what a family needs, and all of symrf; what else there is stays source, which
    is shorter. The parse tables are put beside the grammars, so that the page needs no lark.
    """
    symrf.check("(c{k})*{n}", ["rf = n*k"])
    library = os.path.dirname(os.__file__)
    needed = {getattr(module, "__file__", None) for module in [*sys.modules.values()]}
    for name, place in {"symrf": "/lib/symrf.zip", "sympy": "/lib/sympy.zip", "python_stdlib": library}.items():
        root = Path(sources, name)
        files = {path.relative_to(root).as_posix(): path for path in root.rglob("*") if path.is_file()}
        found = {}
        for each, path in files.items():
            imported = str(library if name == "python_stdlib" else root) + f"/{each}"
            if each.endswith(".py") and (name == "symrf" or imported in needed):
                found[f"{each}c"] = _bytecode(path, f"{place}/{each}c")
            elif not each.endswith(".pyc"):
                found[each] = path.read_bytes()
        Path(folder, f"{name}.zip").write_bytes(kept(found))


def _bytecode(source: Path, place: str) -> bytes:
    code = SourceFileLoader("", str(source)).get_code("")
    assert code is not None  # noqa: S101 - there is a source
    return importlib.util.MAGIC_NUMBER + _UNCHECKED + marshal.dumps(_stripped(code, place))


def _stripped(code: CodeType, place: str) -> CodeType:
    """Code as it is at a place, without lines and long docstrings."""
    constants = [_stripped(each, place) if isinstance(each, CodeType) else each for each in code.co_consts]
    texts = [at for at, each in enumerate(constants) if isinstance(each, str)]
    if code.co_flags & _DOCUMENTED or (code.co_name == "<module>" and "__doc__" in code.co_names):
        said = texts[:1]
    else:  # the first text of a class is its name
        said = texts[1:2] if {"__doc__", "__qualname__"} <= {*code.co_names} else []
    for at in said:
        if len(str(constants[at])) > _LONG:
            constants[at] = ""
    whole, rest = divmod(len(code.co_code) // 2, 8)
    nowhere = b"\xff" * whole + bytes([0xF7 + rest] if rest else [])  # up to eight instructions a byte
    return code.replace(co_consts=tuple(constants), co_filename=place, co_linetable=nowhere)
