"""What people call a quantity: `W_out`, `receptive field`, `size_w`, and letters where the network leaves them free."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from symrf.answers.claims.given import plain, sizes
from symrf.formulas.grammars import parser
from symrf.formulas.parsing import Parser, Token, Unread
from symrf.networks.quantities import NAMES, QUANTITIES, Quantity

__all__ = ["Spoken", "head", "spoken"]

_LETTERS = {"O": "size", "o": "size", "r": "field", "j": "jump"}
_DOCUMENTED = {"o_prime": "size", "output_spatial_shape": "size"}  # by Dumoulin and Visin, and by ONNX
_ON_AXIS = re.compile(
    r"(?P<axis>[A-Za-z])_?(?:out|output)"
    r"|(?:out|output|new)_(?P<out>w|h|d|t)(?:idth|eight|epth|ime)?"
    r"|(?P<side>w|h|d|t)(?:idth|eight|epth|ime)_out",
    re.IGNORECASE,
)
_SUFFIXED = re.compile(r"(?P<name>\w+)_(?P<axis>[A-Za-z])")
_BLIND: Mapping[str, Quantity] = {name.lower(): each for name, each in NAMES.items()}


@dataclass(frozen=True, slots=True)
class Spoken:
    """A quantity that a word names, and the letter of the axis that it names with it.

    A word that is `loose` is a letter, which is a symbol of the network where that has one.
    """

    quantity: Quantity
    axis: str | None = None
    loose: bool = False


def spoken(word: str) -> Spoken | None:
    """What a word in plain letters names; None where it is no quantity.

    >>> spoken("W_out").quantity.name, spoken("W_out").axis
    ('size', 'w')
    >>> spoken("RF_h").axis
    'h'
    """
    if on_axis := _ON_AXIS.fullmatch(word):
        return Spoken(QUANTITIES["size"], next(filter(None, on_axis.groups())).lower())
    suffixed = _SUFFIXED.fullmatch(word)
    return _named(word) or (None if suffixed is None else _named(suffixed["name"], suffixed["axis"].lower()))


def _named(word: str, axis: str | None = None) -> Spoken | None:
    """The quantity of a name that has no axis in it."""
    quantity = NAMES.get(_DOCUMENTED.get(word, word)) or _BLIND.get(word.lower())
    if quantity is not None:
        return Spoken(quantity, axis)
    return Spoken(QUANTITIES[_LETTERS[word]], axis, loose=True) if word in _LETTERS else None


def head(text: str) -> dict[str, Any] | None:
    """What a side says that names a quantity; None where it is a formula."""
    try:
        fields: dict[str, Any] = _parser().parse(text)
    except Unread:
        return None
    if not isinstance(fields["spoken"], Spoken):
        return None
    said: Spoken = fields.pop("spoken")
    found = {"quantity": said.quantity.name, "word": fields["word"] if said.loose else ""}
    return {**({} if said.axis is None else {"axis": said.axis}), **fields, **found}


class _Builder:
    """What each rule of the grammar means."""

    def start(self, children: list[Any]) -> dict[str, Any]:
        words = [child for child in children if isinstance(child, Token)]
        word = plain(" ".join(words))
        fields = {name: what for child in children if isinstance(child, dict) for name, what in child.items()}
        if (longer := f"{word}.{fields.get('axis')}") in NAMES:  # reach.left
            del fields["axis"]
            word = longer
        return {"word": word, "spoken": spoken(word), **fields}

    def network(self, tokens: list[Any]) -> dict[str, Any]:
        inside = "".join(map(str, tokens[1:-1]))
        inputs = sizes(inside)
        return {"network": inside} if inputs is None else {"inputs": inputs}

    def group(self, tokens: list[Any]) -> str:
        return "".join(map(str, tokens))

    def place(self, tokens: list[Token]) -> dict[str, Any]:
        name, _, last = str(tokens[0]).rpartition(".")
        if not name or last[0].isdigit():
            return {"place": _numbered(str(tokens[0]))}
        return {"place": _numbered(name), "axis": last}

    def axis(self, tokens: list[Token]) -> dict[str, Any]:
        return {"axis": str(tokens[0])}


def _numbered(place: str) -> str | int:
    return int(place) if place.isdigit() else place


@cache
def _parser() -> Parser:
    return parser("claims", _Builder())
