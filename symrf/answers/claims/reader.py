"""Text -> Claim: what somebody says of a network, `size@pool1 at w=224 = 112`. The side that names the quantity is in
grammar/claims.lark, the others in grammar/formula.lark."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from symrf.answers import _english
from symrf.answers.claims.amounts import NO_UNITS, Units
from symrf.answers.claims.given import Input
from symrf.answers.claims.heads import head, spoken
from symrf.answers.claims.hints import check_one
from symrf.answers.claims.outlines import Outline, outline
from symrf.answers.claims.values import Value, check_indices, of_an_axis, value, within
from symrf.errors import FormulaError, SymrfError
from symrf.formulas import reader as formula
from symrf.formulas.relations import FLIPPED, Sign
from symrf.formulas.tree import Written, substitute, symbols
from symrf.networks.conventions import CONVENTIONS, Convention
from symrf.networks.notation import reader as notation
from symrf.networks.notation.architecture import Architecture
from symrf.networks.quantities import QUANTITIES

__all__ = ["Claim", "ClaimsLine", "UnreadClaim", "claims_line", "claims_lines", "is_claim", "mistyped", "parse"]

_DEFINED = re.compile(r"(?:^|;)\s*([A-Za-z]\w*)\s*=(?!=)")
_BARE = re.compile(r"\s*[\d(⌊⌈\[\\$]")
_NAMES = re.compile(r"\s*[A-Za-z]\w*\s*=\s*([A-Za-z]\w*(?:\s+[A-Za-z]\w*)+)\s*")
_NAMED = re.compile(r"\s*[A-Za-z]\w*\s*=(?:\s*[A-Za-z]\w*(?=\s|$))+\s*")  # F M F, which may be layers
_LETTER = "[A-Za-z]"
_AROUND = re.compile(r"(\s*(?:\$\$?|\\\(|\\\[))((?:(?!\\[()\[\]])[^$])*)((?:\$\$?|\\\)|\\\])\s*)")
_FIRST = re.compile(r"\s*([A-Za-z_]\w*)")


@dataclass(frozen=True, slots=True)
class Claim:
    """A quantity of a network, by its name in symrf.networks.quantities, `relation`, a formula.

    `network` is a text in the notation, or None for the network at hand; `place` the name or number of the layer after
    which the claim is, or None for the last; `axis` the one axis it is about, or None for every axis; `inputs` the
    values of inputs and symbols that it is about, "" the name of an input that is not named. `left` is a formula in
    quantities, where the claim is about one, and `value` all that the text says of the right side. A chain `a = b = c`
    has its `links`, one for each sign. Where the quantity was a letter that the network may have for a symbol, `word`
    is it.
    """

    text: str
    quantity: str
    relation: Sign
    formula: Written
    formula_start: int
    value: Value
    network: str | None = None
    place: str | int | None = None
    axis: str | None = None
    inputs: tuple[Input, ...] = ()
    left: Written | None = None
    links: tuple[Claim, ...] = ()
    word: str = ""

    def mapped(self, change: Callable[[Written], Written]) -> Claim:
        """The claim with all of its formulas changed."""
        left, said = self.left, self.value
        trace = None if said.trace is None else tuple(map(change, said.trace))
        after = None if said.after is None else change(said.after)
        return replace(
            self,
            formula=change(self.formula),
            left=None if left is None else change(left),
            value=replace(said, trace=trace, after=after),
        )

    def put(self, values: Mapping[str, Written]) -> Claim:
        """The claim with formulas in place of symbols."""
        return self.mapped(lambda tree: substitute(tree, values))

    @property
    def simple(self) -> bool:
        """Whether it says of one quantity that it is a formula, or at most or at least one."""
        words = [said for name in symbols(self.formula) if (said := spoken(name)) is not None and not said.loose]
        whole = self.value.rounded is None and not self.value.question
        return self.left is None and not words and whole and self.relation in ("=", "<=", ">=")

    def refused(self, message: str, at: int | None = None, word: str = "") -> FormulaError:
        """A refusal that points at a word in the formula, at all of that, or at a place in the claim."""
        start = self.formula_start if at is None else max(at, 0)
        found = re.compile(f"(?<!{_LETTER}){re.escape(word)}(?!{_LETTER})").search(self.text, start) if word else None
        return FormulaError(message, self.text, found.span() if found else (start, len(self.text.rstrip())))


@dataclass(frozen=True, slots=True)
class UnreadClaim:
    """A text that was to be a claim, or the network of claims, and the error that says why it is not judged."""

    text: str
    error: SymrfError


def parse(
    text: str,
    axes: Sequence[str] = ("w", "h"),
    habits: Convention = CONVENTIONS["pytorch"],
    units: Units = NO_UNITS,
) -> Claim:
    """The claim that a text makes; a FormulaError points at what cannot be read.

    >>> claim = parse("size@pool1 at w=224 <= 112")
    >>> claim.quantity, claim.place, claim.relation
    ('size', 'pool1', '<=')
    >>> [link.text for link in parse("size at n=9 = 9-3+1 = 7").links]
    ['size at n=9 = 9-3+1', 'size at n=9 = 7']
    """
    if not text.strip():
        raise FormulaError(_english.CLAIM_IS_EMPTY, text, (0, 0))
    if around := _AROUND.fullmatch(text):
        text = " " * len(around[1]) + around[2] + " " * len(around[3])
    parts = outline(text)
    check_one(text, parts)
    for start, end in parts.sides:
        if start == end:
            raise FormulaError(_english.CLAIM_ENDS_TOO_SOON, text, (start, end))
    pivot, named = _pivot(text, parts)
    reading = _Reading(text, parts, axes, habits, units)
    fields: dict[str, Any] = {"quantity": "size"} if pivot is None else reading.about(pivot, named)
    links = tuple(reading.links(pivot, fields))
    return links[0] if len(links) == 1 else replace(links[0], text=text.strip(), links=links)


def mistyped(text: str) -> FormulaError | None:
    """The refusal of a text that would be a claim, but for the name before its relation; None where it is not one.

    >>> print(mistyped("sise = n-2").message.partition(":")[0])
    sise is not a quantity
    >>> mistyped("F = c3")
    """
    word = _FIRST.match(text)
    if word is None or _NAMED.fullmatch(text) or not _is_claim(f"size{text[word.end() :]}"):
        return None
    try:
        parse(text)
    except FormulaError as error:
        return error
    return None


def _is_claim(text: str) -> bool:
    try:
        parse(text)
    except FormulaError:
        return False
    return True


def _pivot(text: str, parts: Outline) -> tuple[int | None, dict[str, Any] | None]:
    """The side that the claim is about, and what it says where it names a quantity, which is the first that does.

    There is no such side where all are values of a size.
    """
    for place, (start, end) in enumerate(parts.sides):
        if (named := head(text[start:end])) is not None:
            return place, named
    start, end = parts.sides[0]
    if not parts.signs:
        if (alone := _FIRST.fullmatch(text[start:end])) is not None:
            raise FormulaError(_english.no_quantity(alone[1]), text, (start, end))
        return None, None
    left = _formula(text, start, end)
    if any(spoken(name) for name in symbols(left)):
        return 0, None
    if symbols(left) or any(sign != "=" for sign in parts.signs):
        word = min(symbols(left), default=text[start:end])
        place = max(text.find(word, start, end), start)
        raise FormulaError(_english.no_quantity(word), text, (place, min(place + len(word), end)))
    return None, None


@dataclass(frozen=True, slots=True)
class _Reading:
    """A text that is read, its parts, and what is known of the network."""

    text: str
    parts: Outline
    axes: Sequence[str]
    habits: Convention
    units: Units

    def about(self, pivot: int, named: dict[str, Any] | None) -> dict[str, Any]:
        """What the side that a claim is about says: what it names, or a formula of quantities."""
        start, end = self.parts.sides[pivot]
        with within(self.text, start):
            check_indices(self.text[start:end], self.axes)
        if named is not None:
            if not self.parts.signs:
                last = len(self.text.rstrip())
                raise FormulaError(_english.CLAIM_ENDS_TOO_SOON, self.text, (last, last))
            return named
        left = _formula(self.text, start, end)
        first = next(each for name in _in_order(left, self.text[start:end]) if (each := spoken(name)) is not None)
        return {"quantity": first.quantity.name, "left": left}

    def links(self, pivot: int | None, fields: Mapping[str, Any]) -> Iterator[Claim]:
        """A claim for each sign, or the one of a value that stands alone."""
        signs, sides = self.parts.signs, self.parts.sides
        inputs = (*fields.get("inputs", ()), *self.parts.inputs)
        quantity = QUANTITIES[fields["quantity"]]
        axes = (fields["axis"],) if fields.get("axis") in self.axes else self.axes
        alone = len(sides) == (1 if pivot is None else 2)
        first, last = sides[pivot or 0]
        told = "size" if pivot is None else self.text[first:last]
        told = " ".join((told, *(self.text[start:end] for start, end in self.parts.wheres)))
        for place, (start, end) in enumerate(sides):
            if place == pivot:
                continue
            sign: Sign = "=" if pivot is None else signs[place - 1] if place > pivot else FLIPPED[signs[place]]
            rounded = bool(signs) and self.parts.rounded[place - 1 if pivot is None or place > pivot else place]
            said = value(self.text[:end], start, quantity, axes, self.habits, self.units, rounded)
            if pivot is not None and of_an_axis(self.text[first:last]):
                said = replace(said, notes=(*said.notes, _english.INDEX_IS_LEFT_OUT))
            if sign != "=":  # at most 1G is at most 10^9
                said = replace(said, rounded=None)
            written = self.text[start:end]
            text = self.text.strip() if alone else f"{told} {sign} {written}"
            at = text.rfind(written) if not alone else start - len(self.text) + len(self.text.lstrip())
            yield Claim(
                **{**fields, "inputs": inputs, "text": text, "relation": sign},
                formula=said.tree,
                formula_start=at,
                value=said,
            )


def _formula(text: str, start: int, end: int) -> Written:
    """The formula at a place; a word before something else is taken for a quantity that is mistyped."""
    try:
        return formula.parse(text[start:end])
    except FormulaError as error:
        first, last = error.span or (0, 0)
        word = _FIRST.match(text[start:end])
        if word and spoken(word[1]) is None and not first:
            raise FormulaError(_english.no_quantity(word[1]), text, (start, start + word.end())) from None
        raise FormulaError(error.message, text, (start + first, start + last)) from None


def _in_order(tree: Written, text: str) -> list[str]:
    """The symbols of a formula in the order in which they stand in a text, as far as they do."""
    return sorted(symbols(tree), key=lambda name: (text.find(name) % (len(text) + 1), name))


@dataclass(frozen=True, slots=True)
class Meant:
    """A network that is not in the notation, with the axes and the convention under which it is meant."""

    network: Architecture
    axes: tuple[str, ...]
    habits: str


@dataclass(frozen=True, slots=True)
class ClaimsLine:
    """A line of a claims file: a definition or a network in the notation, or a claim; `line` counts from 1.

    In a document it may be a network that was read from a program, or why that is not read.
    """

    line: int
    text: str
    claim: bool
    meant: Meant | SymrfError | None = None


def is_claim(line: str, defined: Collection[str] = ()) -> bool:
    """Whether a line of a claims file is a claim, and no definition or network; `defined` are the names before it.

    >>> is_claim("O = F M F", {"F", "M"}), is_claim("O = (w-2)/2"), is_claim("rf <= 5"), is_claim("c3 p2")
    (False, True, True, False)
    """
    return _may_be(line) and not _is_network(line, defined)


def claims_line(line: int, text: str, defined: Collection[str] = ()) -> ClaimsLine | None:
    """What a line says, without its comment; None where it is blank."""
    bare = re.sub(r"(?<!\\)#.*", "", text).strip()
    return ClaimsLine(line, bare, is_claim(bare, defined)) if bare else None


def claims_lines(text: str) -> Sequence[ClaimsLine]:
    """The lines of a claims file that are not blank, without their comments."""
    found: list[ClaimsLine] = []
    defined: set[str] = set()
    for place, line in enumerate(re.split(r"\r\n?|\n", text), 1):
        said = claims_line(place, line, defined)
        if said is not None:
            found.append(said)
            defined |= set() if said.claim else set(_DEFINED.findall(said.text))
    return found


def _may_be(line: str) -> bool:
    """Whether a side of a line is a quantity, or it is a value that stands alone."""
    word, bare = _FIRST.match(line), _BARE.match(line) is not None
    first = None if word is None else spoken(word[1])
    try:
        parts = outline(line)
        if parts.signs:
            return _pivot(line, parts) is not None or bare
        return bare and parse(line) is not None
    except FormulaError:
        return first is not None and not first.loose


def _is_network(line: str, defined: Collection[str]) -> bool:
    """Whether a line reads as a network: of layers, of names that are defined before it, or of names alone."""
    if (named := _NAMES.fullmatch(line)) is not None:
        defined = {*defined, *(word for word in set(named[1].split()) if not _reads(word))}
    return _reads("; ".join((*(f"{name} = c1" for name in defined), line)))


def _reads(text: str) -> bool:
    """Whether a text is in the notation of networks."""
    try:
        notation.parse(text)
    except SymrfError:
        return False
    return True
