"""The kinds of texts and files that are read, a row each: what it is called, and the module that reads it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Protocol, cast

if TYPE_CHECKING:
    from symrf.readers.graph import Graph
    from symrf.readers.pasted import Pasted

__all__ = ["NOTATION", "READERS", "Reader", "dialect"]

NOTATION = "notation"


class _Module(Protocol):
    """What a reader is: two functions."""

    def claims(self, pasted: Pasted) -> bool:
        """Whether a text is of this kind, for sure."""

    def read(self, pasted: Pasted) -> tuple[Graph, ...]:
        """The networks in it, in their order."""


@dataclass(frozen=True)
class Reader:
    """A kind: its name (`--from`), its title in a sentence ("PyTorch source"), and its module in symrf.readers.

    A `binary` one is asked of bytes, and no other is. One with a `dialect` writes lines that the notation takes for its
    own and means otherwise: it is asked before the notation of a text in which that pattern is found. The `hint` is a
    pattern that each text of the kind has, so that its module is not loaded for others.
    """

    name: str
    title: str
    module: str
    binary: bool = False
    dialect: str = ""
    hint: str = ""

    def claims(self, pasted: Pasted) -> bool:
        """Whether a text is of this kind."""
        return re.search(self.hint, pasted.clean) is not None and self._module.claims(pasted)

    def read(self, pasted: Pasted) -> tuple[Graph, ...]:
        """The networks in a text, in their order; a ReadError points at what is not read."""
        return self._module.read(pasted)

    @property
    def _module(self) -> _Module:
        """Loaded when it is asked for, as a text is of one kind."""
        return cast(_Module, import_module(f"symrf.readers.{self.module}"))


_ROWS: tuple[Reader, ...] = (
    Reader("pytorch", "PyTorch source", "source.pytorch", hint=r"torch|\b(?:nn|F|models)\.|Module|Conv|Linear|Pool"),
    Reader("torch-print", "a printed PyTorch model", "prints.torch_print", hint=r"\w ?\("),
    Reader("torch-table", "a table of torchinfo or torchsummary", "tables.torch_table", hint=r"(?i)layer|param|\[-1,"),
    Reader("keras-code", "Keras source", "source.keras", hint=r"[Kk]eras|layers|Sequential|Conv|Dense|slim"),
    Reader("keras-json", "a Keras configuration", "tables.keras_json", hint="class_name"),
    Reader("keras-table", "a Keras summary", "tables.keras_table", hint=r"(?i)layer|param|output"),
    Reader("onnx", "an ONNX file", "onnx.reading", binary=True),
    Reader("onnx-log", "the log of an ONNX export", "onnx.log", hint=r"onnx::|\bgraph\b|%\w+ ="),
    Reader("prototxt", "a Caffe prototxt", "prototxt.reading", hint=r"layers?\s*[{:]|type\s*:|net\s*:|param\s*\{"),
    Reader("darknet", "a darknet cfg", "darknet.reading", hint=r"\[\s*\w+\s*\]|\d[ \t]*->[ \t]*\d"),
    Reader("yaml", "a YAML of a detector", "detector_yaml.reading", hint=r"backbone|head|MODEL|_BASE_|model|_base_"),
    Reader("block-strings", "block strings", "block_strings", hint=r"_?r\d+_"),
    Reader("layers", "a list of layers", "layers_list"),
    Reader("papers", "a paper's notation", "papers", dialect=r"\bc\d+s\d+-\d+\b[\s\S]*\bu\d\d"),
    Reader("torch7", "a printed Torch 7 model", "prints.torch7", hint=r"\bc?u?d?nn\.\w+"),
    Reader("gluon", "a printed Gluon model", "prints.gluon", hint=r"\): \w+\("),
    Reader("fx", "a printed graph of torch.fx", "prints.fx_graph", hint=r"call_module|= self\.\w|(?:aten|prim)::"),
    Reader("matlab", "a printed MATLAB network", "prints.matlab", hint=r"(?i)layer|\d\s+'\w*'\s"),
)

READERS: Mapping[str, Reader] = {row.name: row for row in _ROWS}
"""All kinds but the notation, which is no graph and is read by symrf.networks.notation."""


def dialect(text: str) -> Reader | None:
    """The kind that writes a text which the notation may take for its own, if there is one."""
    return next((each for each in _ROWS if each.dialect and re.search(each.dialect, text)), None)
