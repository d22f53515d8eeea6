"""Text -> Claim: what somebody says of a network, `size@pool1 at w=224 = 112`. The grammar is grammar/claims.lark."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from symrf.answers import _english
from symrf.errors import FormulaError, SymrfError
from symrf.formulas import reader as formula
from symrf.formulas.grammars import parser
from symrf.formulas.parsing import Parser, Token, Unread
from symrf.formulas.refusals import RelationError
from symrf.formulas.relations import Sign
from symrf.formulas.tree import Written
from symrf.networks.quantities import NAMES

__all__ = ["Claim", "ClaimsLine", "UnreadClaim", "claims_line", "claims_lines", "is_claim", "mistyped", "parse"]

_RELATIONS: dict[str, Sign] = {
    "==": "=",
    "≤": "<=",
    "\\le": "<=",
    "\\leq": "<=",
    "≥": ">=",
    "\\ge": ">=",
    "\\geq": ">=",
}
_CLAIM = re.compile(rf"\s*(?:{'|'.join(NAMES)})\s*(?:[@.(=<>≤≥\\]|at\b)")
_FIRST = re.compile(r"\s*([A-Za-z_]\w*)")


@dataclass(frozen=True, slots=True)
class Claim:
    """A quantity of a network, by its name in symrf.networks.quantities, `relation`, a formula.

    `network` is a text in the notation, or None for the network at hand; `place` the name or number of the layer after
    which the claim is, or None for the last; `axis` the one axis it is about, or None for every axis; `inputs` the
    input sizes that it is about.
    """

    text: str
    quantity: str
    relation: Sign
    formula: Written
    formula_start: int
    network: str | None = None
    place: str | int | None = None
    axis: str | None = None
    inputs: tuple[tuple[str, int], ...] = ()

    def refused(self, message: str, at: int | None = None) -> FormulaError:
        """A refusal that points at the formula, or at a place in the claim."""
        start = self.formula_start if at is None else at
        return FormulaError(message, self.text, (start, len(self.text.rstrip())))


@dataclass(frozen=True, slots=True)
class UnreadClaim:
    """A text that was to be a claim, or the network of claims, and the error that says why it is not judged."""

    text: str
    error: SymrfError


def parse(text: str) -> Claim:
    """The claim that a text makes; a FormulaError points at what cannot be read.

    >>> claim = parse("size@pool1 at w=224 <= 112")
    >>> claim.quantity, claim.place, claim.relation
    ('size', 'pool1', '<=')
    """
    word = _FIRST.match(text)
    if word and word[1] not in NAMES:
        raise FormulaError(_english.no_quantity(word[1]), text, word.span(1))
    try:
        claim: Any = _parser().parse(text)
    except Unread as error:
        raise FormulaError(*_unreadable(text, error.place)) from None
    fields: dict[str, Any] = claim
    start = fields["formula_start"]
    try:
        tree = formula.parse(text[start:])
    except FormulaError as error:
        first, last = error.span or (0, 0)
        message = _english.ONE_EQUALS_SIGN if isinstance(error, RelationError) else error.message
        raise FormulaError(message, text, (start + first, start + last)) from None
    return Claim(text=text.strip() if start == 0 else text, formula=tree, **fields)


def mistyped(text: str) -> FormulaError | None:
    """The refusal of a text that would be a claim, but for the name before its relation; None where it is not one.

    >>> print(mistyped("sise = n-2").message.partition(":")[0])
    sise is no quantity
    >>> mistyped("F = c3")
    """
    found = re.search(r"[=<>≤≥]=?|\\\\[lg]eq?", text)
    try:
        formula.parse(text[found.end() :] if found else "")
        parse(text)
    except FormulaError as error:
        return error if found is not None and (error.span or (0, 0))[0] < found.start() else None
    return None


class _Builder:
    """What each rule of the grammar means."""

    def start(self, children: list[Any]) -> dict[str, Any]:
        quantity, *between, relation, written = children
        fields: dict[str, Any] = {
            "quantity": NAMES[quantity].name,
            "relation": _RELATIONS.get(relation, str(relation)),
            "formula_start": written.start_pos,
        }
        return fields | dict(between)

    def network(self, tokens: list[Any]) -> tuple[str, str]:
        return "network", "".join(map(str, tokens[1:-1]))

    def group(self, tokens: list[Any]) -> str:
        return "".join(map(str, tokens))

    def place(self, tokens: list[Token]) -> tuple[str, str | int]:
        return "place", int(tokens[0]) if tokens[0].isdigit() else str(tokens[0])

    def axis(self, tokens: list[Token]) -> tuple[str, str]:
        return "axis", str(tokens[0])

    def inputs(self, children: list[Any]) -> tuple[str, tuple[tuple[str, int], ...]]:
        return "inputs", tuple(children[1:])

    def input(self, tokens: list[Token]) -> tuple[str, int]:
        return str(tokens[0]), int(tokens[1])


@cache
def _parser() -> Parser:
    return parser("claims", _Builder())


@dataclass(frozen=True, slots=True)
class ClaimsLine:
    """A line of a claims file: a definition or a network in the notation, or a claim; `line` counts from 1."""

    line: int
    text: str
    claim: bool


def is_claim(line: str) -> bool:
    """Whether a line of a claims file is a claim, and not a definition."""
    return _CLAIM.match(line) is not None


def claims_line(line: int, text: str) -> ClaimsLine | None:
    """What a line says, without its comment; None where it is blank."""
    bare = re.sub(r"(?<!\\)#.*", "", text).strip()
    return ClaimsLine(line, bare, is_claim(bare)) if bare else None


def claims_lines(text: str) -> Sequence[ClaimsLine]:
    """The lines of a claims file that are not blank, without their comments."""
    lines = enumerate(text.splitlines(), 1)
    return [found for place, line in lines if (found := claims_line(place, line)) is not None]


def _unreadable(text: str, place: int) -> tuple[str, str, tuple[int, int]]:
    """The message, the text and the place where a claim stops being one."""
    rest = text[place:].lstrip()
    place = len(text) - len(rest)
    if not text.strip():
        return _english.CLAIM_IS_EMPTY, text, (0, 0)
    if not rest:
        return _english.CLAIM_ENDS_TOO_SOON, text, (place, place)
    word = re.match(r"\w+|\S", rest)
    here = (place, place + (word.end() if word else 1))
    if place == len(text) - len(text.lstrip()):
        return _english.no_quantity(rest[: here[1] - place]), text, here
    return _english.no_meaning(rest[: here[1] - place]), text, here
