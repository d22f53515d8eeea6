"""The parts that a formula is read into: a tree, and where it stands in the text."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING, Any, NamedTuple

from symrf.formulas import _english, limits
from symrf.formulas.refusals import Refusal
from symrf.formulas.spelling import nearest
from symrf.formulas.tree import (
    Floor,
    Modulo,
    Negative,
    Number,
    Piecewise,
    Product,
    Sum,
    Summation,
    Symbol,
    Tuple,
    Written,
)

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = [
    "Index",
    "Part",
    "check_beside",
    "joined",
    "letters",
    "multiplied",
    "parts",
    "place",
    "solid",
    "summed",
    "trees",
]

_BRACKETS = {Summation: 2, Piecewise: 3}  # that a node may print with, where that is not 1
_NAMES = ("WORD", "UPRIGHT", "INDEX", "PRIME", "SUBSCRIPT", "GREEK")  # tokens that a symbol ends with


class Index(NamedTuple):
    """What stands in square brackets after a name, and where."""

    text: str
    place: tuple[int, int]


class Part(NamedTuple):
    """A tree, and where in the text it was read."""

    tree: Written
    first: Any  # the first token that LaTeX shows: not a brace
    last: Any
    start_pos: int
    end_pos: int
    depth: int
    axis: Index | None = None  # of a name inside: k[0]
    within: str = ""  # "(" if brackets hold it together, "{" if it is only braces, which LaTeX does not show
    after_minus: Callable[[Any], Part] | None = None  # by its token, where that is not the minus of the whole


def parts(children: list[Any]) -> list[Part]:
    """The parts among tokens."""
    return [child for child in children if isinstance(child, Part)]


def trees(of: list[Part]) -> tuple[Written, ...]:
    """The trees of parts."""
    return tuple(part.tree for part in of)


def place(children: list[Any]) -> tuple[int, int]:
    """Where the first of what stands side by side begins, and the last ends."""
    return children[0].start_pos, children[-1].end_pos


def summed(term: Part, index: Part, first: Part, last: Part, children: list[Any]) -> Part:
    """The sum of a term over an index."""
    if not isinstance(index.tree, Symbol):
        raise Refusal(_english.INDEX_IS_A_SYMBOL, place([index]))
    return joined(Summation(term.tree, index.tree, first.tree, last.tree), children)


def multiplied(factors: list[Part]) -> Part:
    """The product of factors; a single one is itself."""
    return factors[0] if len(factors) == 1 else joined(Product(trees(factors)), factors)


def joined(tree: Written, children: list[Any]) -> Part:
    """A part made of others, which are refused if they are pairs, nest too deep or are of two axes."""
    depth, brackets, axis = 0, _BRACKETS.get(type(tree), 1), None
    for part in parts(children):
        depth = max(depth, part.depth + brackets)
        if isinstance(part.tree, Tuple):
            raise Refusal(_english.PAIR_STANDS_ALONE, place([part]))
        if depth > limits.FORMULA_DEPTH:
            raise Refusal(_english.operations_too_deep(limits.FORMULA_DEPTH), place([part.last]))
        if part.axis and axis and part.axis.text != axis.text and not isinstance(tree, Tuple):
            raise Refusal(_english.two_indices(axis.text, part.axis.text), part.axis.place)
        axis = part.axis or axis
    first, last = getattr(children[0], "first", children[0]), getattr(children[-1], "last", children[-1])
    return Part(tree, first, last, *place(children), max(depth, 1), axis)


def solid(part: Part, *loose: type[Written]) -> Part:
    """A part of something bigger, refused if only braces make it one: `{a+b}c` is set as a+bc."""
    if part.within == "{" and isinstance(part.tree, (Sum, Negative, Modulo, Summation, *loose)):
        start, end = place([part])
        raise Refusal(_english.BRACES_NOT_SHOWN, (start, end), (start + 1, end - 1))
    return part


def check_beside(left: Part, divisor: Part | None, right: Part) -> None:
    """Refuses what is no plain product: `sin(x)`, `3{2}`, which is set as 32, and `1/2w`."""
    name = letters(left.last)
    if left.last.type in ("WORD", "UPRIGHT") and len(name) > 1 and right.first.type == "OPEN":
        message = _english.unknown_function(name, nearest(name, ("floor", "ceil", "ceiling", "min", "max"), 0.7))
        raise Refusal(message, place([left.last]))
    named = left.last.type in _NAMES or (left.within == "{" and isinstance(left.tree, Symbol))
    constant = isinstance(right.tree, Floor) and isinstance(right.tree.of, Number)
    if (named or constant) and right.first.type == "OPEN_SQUARE":
        raise Refusal(_english.SQUARE_AFTER_A_NAME, place([right.first]))
    if right.first.type == "NUMBER":
        raise Refusal(_english.BRACES_BEFORE_A_NUMBER, place([right]))
    if divisor:
        start, middle, cut, end = left.start_pos, divisor.start_pos, divisor.end_pos, right.end_pos
        raise Refusal(_english.TWO_WAYS, (start, end), (start, cut), (cut, end), (start, middle), (middle, end))


def letters(token: str) -> str:
    r"""The plain letters of a word, an index or a prime: `_in` of `_{\mathrm{in}}`, `sigma` of a Greek letter."""
    plain = re.sub(r"\\(?:mathrm|mathit|text|operatorname)(?![A-Za-z])|[\\{}\s]", "", token).replace("'", "_prime")
    return plain if plain.isascii() else re.sub(r"[^\x00-\x7f]", lambda letter: _spelled(letter[0]), plain)


def _spelled(letter: str) -> str:
    name = unicodedata.name(letter).split()[-1].lower().replace("lamda", "lambda")
    return name.capitalize() if letter.isupper() else name
