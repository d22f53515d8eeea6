"""What a network is written as: a row for each form."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING

from symrf.errors import InputError
from symrf.networks.notation.architecture import Architecture
from symrf.writers import _english

if TYPE_CHECKING:
    from symrf.writers.program import Program

__all__ = ["WRITERS", "Writer", "form_of", "write"]


@dataclass(frozen=True, slots=True)
class Writer:
    """A form of a network, by its name; the module that writes it is loaded when it is used."""

    name: str
    title: str
    suffix: str

    def __call__(self, network: Program) -> str | bytes:
        """The text or the bytes of a network; an InputError names a layer that this form does not have."""
        written: Callable[[Program], str | bytes] = import_module(f"symrf.writers.{self.name}").written
        return written(network)


WRITERS: Mapping[str, Writer] = {
    each.name: each
    for each in (
        Writer("pytorch", "PyTorch code", ".py"),
        Writer("keras", "Keras code", ".py"),
        Writer("onnx", "an ONNX file", ".onnx"),
        Writer("mermaid", "a Mermaid flowchart", ".mmd"),
        Writer("notation", "the notation", ".txt"),
    )
}
"""The forms by their names."""


def form_of(path: str) -> str | None:
    """The form that the name of a file says; None where it says none.

    >>> form_of("net.onnx")
    'onnx'
    """
    return next((each.name for each in WRITERS.values() if path.lower().endswith(each.suffix)), None)


def write(
    network: Architecture,
    form: str,
    axes: Sequence[str] = ("w", "h"),
    convention: str = "pytorch",
    at: Mapping[str, int] | None = None,
) -> str | bytes:
    """A network in a form of `WRITERS`; an InputError lists them, or names a layer that the form does not have.

    >>> from symrf.networks.notation.reader import parse
    >>> write(parse("c3,p2"), "notation")
    'c3 p2'
    """
    if form not in WRITERS:
        raise InputError(_english.no_form(form, WRITERS))
    if form == "notation":
        from symrf.writers.notation import written

        return written(network, axes)
    from symrf.writers.program import program

    return WRITERS[form](program(network, axes, convention, at))
