"""What a claim says of a quantity: a number, a formula, one value an axis, a shape, a trace, or a question."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from symrf.answers import _english
from symrf.answers.claims.amounts import NO_UNITS, Rounded, Units, amount, ungrouped
from symrf.answers.claims.given import plain
from symrf.answers.claims.heads import spoken
from symrf.answers.claims.shapes import Shape, shape
from symrf.errors import FormulaError
from symrf.formulas import limits
from symrf.formulas import reader as formula
from symrf.formulas.tree import Number, Tuple, Written, tupled
from symrf.networks.conventions import Convention
from symrf.networks.quantities import Quantity

__all__ = ["Rounded", "Value", "check_indices", "of_an_axis", "value", "within"]

_AROUND = re.compile(r"(\s*(?:\$\$?|\\\(|\\\[))(.*)((?:\$\$?|\\\)|\\\])\s*)", re.DOTALL)
_ABOUT = re.compile(r"\s*(?:≈|~|\\(?:approx|simeq|sim)(?![A-Za-z])|(?:about|around|roughly|circa|approx\.?|ca\.)\s)")
_PIXELS = re.compile(r"(?<=[\d)\]])\s*(?:px|pixels?|samples?)\s*$")
_TOKEN = re.compile(
    r"(?P<arrow>->|=>|→|⟶|\\(?:to|rightarrow|mapsto)(?![A-Za-z]))|(?P<comma>,)|(?P<colon>:)"
    r"|(?P<open>\\?[(\[{⌊⌈]|\\lfloor|\\lceil)|(?P<close>\\?[)\]}⌋⌉]|\\rfloor|\\rceil)|\{,\}|\\.",
)
_CLOSE = re.compile(r"\s*\d+(?:,\d+)+\s*")
_GROUPS = re.compile(r"\s*\d{1,3}(?:,\d{3})+\s*")
_POINTS = re.compile(r"\s*\d{1,3}(?:\.\d{3}){2,}\s*")
_BLANKS = re.compile(r"\s*\d{1,3}(?: \d{3})+\s*")
_INDEX = re.compile(r"(?<=[\w}'])\s*(?:\\left\s*)?\[\s*(?:[A-Za-z]+\\?_)?(?:\d+|i)\s*(?:\\right\s*)?\]")
_OF_AN_AXIS = re.compile(r"\[\s*(?:\d+|i)\s*(?:\\right\s*)?\]")
_MOST_AXES = 3  # of a network of which one axis is told
_SQUARE = re.compile(r"(?<!\\)\[")
_INT = re.compile(r"\bint\s*(?:\\left\s*)?\(")
_WHOLE = ("size", "padding", "minimum")  # whose two values are no decimal with a comma


@dataclass(frozen=True, slots=True)
class Value:
    """What is claimed: `tree` is a number, a formula, or one of them for each axis, in the order of the axes.

    `rounded` is where a truth comes to the digits that are given, of a claim that it is equal; `channels` and `batch`
    are those of a shape that has them; `trace` are values one after another, the last of which is the tree; `after` is
    the padding behind, where the tree is that before; a `question` has no value. `notes` say how it was read; `vector`
    is what is meant where there are vectors, and no images.
    """

    tree: Written
    rounded: Rounded | None = None
    channels: int | None = None
    batch: int | None = None
    trace: tuple[Written, ...] | None = None
    question: bool = False
    notes: tuple[str, ...] = ()
    after: Written | None = None
    vector: Value | None = None


def value(
    text: str,
    start: int,
    quantity: Quantity | None,
    axes: Sequence[str],
    habits: Convention,
    units: Units = NO_UNITS,
    about: bool = False,
) -> Value:
    """What a text says from a place on of a quantity, or of a size; a FormulaError points at what cannot be read.

    `axes` are those that it may be about, one alone where the claim names it; `about`: a sign such as ≈ stands before.

    >>> from symrf.networks.conventions import CONVENTIONS
    >>> from symrf.networks.quantities import QUANTITIES
    >>> found = value("size = torch.Size([1, 96, 55, 54])", 7, QUANTITIES["size"], ("w", "h"), CONVENTIONS["pytorch"])
    >>> found.tree, found.channels, found.batch
    (Tuple(entries=(Number(value=54), Number(value=55))), 96, 1)
    """
    with within(text, start):
        return _Right(quantity, axes, habits, units).read(text[start:], about)


@dataclass(frozen=True, slots=True)
class _Right:
    """What a right side is about. Texts keep their places: what is left out of one is replaced by blanks."""

    quantity: Quantity | None
    axes: Sequence[str]
    habits: Convention
    units: Units

    @property
    def counted(self) -> bool:
        """Whether it is one number, and has no axes."""
        return self.quantity is not None and self.quantity.along is None

    @property
    def sided(self) -> bool:
        """Whether it has a value before and one after."""
        return self.quantity is not None and self.quantity.sides

    def read(self, said: str, about: bool) -> Value:
        if len(said) > limits.VALUE_CHARACTERS:
            return Value(formula.parse(said))
        if around := _AROUND.fullmatch(said):
            said = " " * len(around[1]) + around[2] + " " * len(around[3])
        if said.strip() in ("?", "??", "…"):
            return Value(Number(0), question=True)
        if sign := _ABOUT.match(said):
            said, about = " " * sign.end() + said[sign.end() :], True
        if not self.counted and (unit := _PIXELS.search(said)):
            said = said[: unit.start()]
        if len(steps := [*_parted(said, "arrow")]) > 1:
            return self.trace(steps)
        if len(sides := [*_parted(said, "colon")]) > 1 or ":" in said:
            return self.sides(said, sides)
        if len(several := [*_parted(said, "comma")]) > 1 and not (
            self.counted and amount(said, self.quantity, about, self.units)
        ):
            return self.several(said, several)
        return self.one(said, about)

    def one(self, said: str, about: bool = False) -> Value:
        """A number, a shape or a formula."""
        bare = said.lstrip()
        with within(said, len(said) - len(bare)):
            return self.bare(bare, about)

    def bare(self, said: str, about: bool) -> Value:
        """The same, without blanks before it."""
        if found := amount(said, self.quantity, about, self.units):
            return Value(found.tree, found.rounded, notes=found.notes)
        if about:
            raise _refused(_english.NUMBER_IS_NEEDED, said)
        if self.counted and _POINTS.fullmatch(said):
            raise _refused(_english.points_between_groups(said.strip()), said)
        if self.counted and _BLANKS.fullmatch(said):
            raise _refused(_english.blanks_between_groups(said), said)
        said = ungrouped(said) if self.counted else said
        if made := shape(said, self.quantity, self.axes, self.habits):
            if self.sided and len(self.axes) == 1 and isinstance(made.tree, Tuple):
                return self.before_and_after(made.tree.entries)
            return _of_shape(made)
        check_indices(said, self.axes)
        return Value(formula.parse(said), notes=tuple(_notes(said)))

    def several(self, said: str, pieces: Sequence[str]) -> Value:
        """Values with commas between and no brackets around: a pair, or a trace; refused where it may be a number."""
        texts = [piece.strip() for piece in pieces]
        name = "size" if self.quantity is None else self.quantity.name
        pair, arrows = f"({', '.join(texts)})", " -> ".join(texts)
        whole = "".join(texts) if _GROUPS.fullmatch(said) else ".".join(texts)
        if self.counted:
            if len([*_parted(ungrouped(said), "comma")]) > 1:
                raise _refused(_english.whole_with_commas(name), said)
            return self.one(said)
        likely = name not in _WHOLE or (len(self.axes) == 1 and not self.sided)  # a comma of one number
        if likely and _CLOSE.fullmatch(said) and (len(texts) == 2 or _GROUPS.fullmatch(said)):
            raise _refused(_english.two_readings(said.strip(), whole, pair if len(texts) == 2 else arrows), said)
        if len(texts) == 2:
            values = tuple(self.one(piece).tree for piece in pieces)
            return self.before_and_after(values) if self.sided and len(self.axes) == 1 else Value(Tuple(values))
        if len(texts) == len(self.axes):
            raise _refused(_english.two_readings(said.strip(), pair, arrows), said)
        return self.trace(pieces)

    def trace(self, steps: Sequence[str]) -> Value:
        """Values one after another."""
        if (named := spoken(plain(steps[0]))) is not None and not named.loose:
            raise _refused(_english.trace_after_name(steps[0].strip()), steps[0])
        found = [self.step(step) for step in steps]
        for step, each in zip(steps, found, strict=True):
            if each.channels is not None or each.batch is not None or each.rounded is not None:
                raise _refused(_english.NO_CHANNELS_IN_A_TRACE, step)
        notes = dict.fromkeys(note for each in found for note in each.notes)
        return Value(found[-1].tree, trace=tuple(each.tree for each in found), notes=tuple(notes))

    def step(self, said: str) -> Value:
        """One of the values of a trace."""
        pieces = [*_parted(said, "comma")]
        return self.several(said, pieces) if len(pieces) == 2 else self.one(said)

    def before_and_after(self, sides: Sequence[Written]) -> Value:
        """A pair on one axis, of what has two sides."""
        if len(sides) != 2:
            return Value(Tuple(tuple(sides)))
        return Value(sides[0], after=sides[1], notes=(_english.BEFORE_AND_AFTER,))

    def sides(self, said: str, parted: Sequence[str]) -> Value:
        """What is before and after, 6:0, on each axis or on all of them."""
        bracketed = len(parted) == 1
        if not self.sided:
            at = said.index(":")
            raise FormulaError(_english.ONLY_PADDING_HAS_SIDES, said, (at, at + 1))
        inside = re.sub(r"\(|\)", " ", said) if bracketed else said
        pairs = [[*_parted(each, "colon")] for each in (_parted(inside, "comma") if bracketed else [said])]
        if any(len(pair) != 2 for pair in pairs):
            raise _refused(_english.TWO_SIDES, said)
        before, after = ([formula.parse(pair[side]) for pair in pairs] for side in (0, 1))
        return Value(tupled(before), after=tupled(after))


def check_indices(text: str, axes: Sequence[str]) -> None:
    """A FormulaError at an index such as [7], where there are not so many axes, channels and a batch counted in."""
    most = (len(axes) if len(axes) > 1 else _MOST_AXES) + 2
    for found in _INDEX.finditer(text):
        index = re.sub(r"\D", "", found[0])
        if len(index) > 1 or int(index or 0) >= most:
            raise FormulaError(_english.no_index(index, most), text, found.span())


def of_an_axis(text: str) -> bool:
    """Whether a word has an index such as [0], of one of the axes."""
    return any(_OF_AN_AXIS.search(found) for found in _INDEX.findall(text))


@contextmanager
def within(text: str, start: int) -> Iterator[None]:
    """Refusals of what stands in a text from a place on point into the text."""
    try:
        yield
    except FormulaError as error:
        first, last = error.span or (0, len(text) - start)
        raise type(error)(error.message, text, (start + first, start + last)) from None


def _parted(text: str, sign: str) -> Iterator[str]:
    """What stands between signs that are in no brackets, each at its place."""
    depth = start = 0
    for found in _TOKEN.finditer(text):
        depth = max(0, depth + (found["open"] is not None) - (found["close"] is not None))
        if found[sign] and not depth:
            yield " " * start + text[start : found.start()]
            start = found.end()
    yield " " * start + text[start:]


def _of_shape(made: Shape) -> Value:
    vector = None if made.vector is None else _of_shape(made.vector)
    return Value(made.tree, channels=made.channels, batch=made.batch, notes=made.notes, vector=vector)


def _notes(said: str) -> Iterator[str]:
    """How a formula was read, where that is not plain."""
    if _INT.search(said):
        yield _english.INT_CUTS_OFF
    if of_an_axis(said):
        yield _english.INDEX_IS_LEFT_OUT
    if _SQUARE.search(_INDEX.sub("", said)):
        yield _english.BRACKETS_ARE_FLOOR


def _refused(message: str, said: str) -> FormulaError:
    """A refusal that points at all of what is said."""
    start = len(said) - len(said.lstrip())
    return FormulaError(message, said, (start, max(start, len(said.rstrip()))))
