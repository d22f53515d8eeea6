r"""Reads a typed formula, in plain text, Unicode or LaTeX, into the written tree; nothing in it is ever evaluated.

`grammar/formula.lark` says what a formula is. A method of `_Builder` is called for each rule, innermost first, so
that no depth of brackets overflows a stack. Where the parser stops, symrf.formulas.refusals says why in words.

>>> parse("(w-2)/2-2") == parse(r"$\frac{w-2}{2}-2$") == (Symbol("w") - 2) / 2 - 2
True
>>> parse("(w-2")
Traceback (most recent call last):
    ...
symrf.errors.FormulaError: this bracket is never closed
  (w-2
  ^
"""

from __future__ import annotations

import re
import unicodedata
from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from symrf.errors import FormulaError
from symrf.formulas import _english, grammars, limits
from symrf.formulas.parsing import Parser, Token, Unread
from symrf.formulas.refusals import PAIRS, Refusal, explained
from symrf.formulas.tree import (
    Ceiling,
    Floor,
    Fraction,
    Maximum,
    Minimum,
    Modulo,
    Negative,
    Number,
    Piecewise,
    Power,
    Product,
    Sum,
    Summation,
    Symbol,
    Tuple,
    Written,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

__all__ = ["parse"]

_DEEPEST = (
    100  # brackets within brackets, and nodes of a tree within nodes, each as often as the brackets it prints with
)
_BRACKETS = {Summation: 2, Piecewise: 3}  # that a node may print with, where that is not 1
_FUNCTIONS = ("floor", "ceil", "ceiling", "Mod", "min", "max", "mod", "Sum", "Piecewise")
_NAMES = ("WORD", "UPRIGHT", "INDEX", "GREEK")  # tokens that a symbol ends with
_COLUMNS = ("COLUMN", "ROW")
_BRACKET = re.compile(r"\\(?:[A-Za-z]+|.)|[(){}\[\]⌊⌋⌈⌉]", re.DOTALL)


def parse(text: str) -> Written:
    r"""The written tree of a formula; FormulaError points at what cannot be read.

    >>> parse(r"2\left\lfloor\frac{w}{2}\right\rfloor") == 2 * Floor(Symbol("w") / 2)
    True
    """
    if len(text) > limits.FORMULA_CHARACTERS:
        raise FormulaError(
            _english.FORMULA_TOO_LONG,
            text,
            (limits.FORMULA_CHARACTERS, limits.FORMULA_CHARACTERS + 1),
        )
    tree: Written  # the parser hands on what the builder made
    refusals = [*_misbracketed(text)]
    try:
        tree = _parser().parse(text)
    except Refusal as refusal:
        refusals.append(refusal)
    except Unread as error:
        refusals.append(explained(text, error))
    if refusals:
        first = min(refusals, key=lambda refusal: refusal.span[0])
        raise first.told(text)
    return tree


@cache
def _parser() -> Parser:
    return grammars.parser("formula", _Builder(), keep_all_tokens=True, sieve=_sieved, always_accept=_COLUMNS)


def _sieved(tokens: Iterator[Token]) -> Iterator[Token]:
    r"""Keeps the tokens `&` and `\\` inside of cases, and drops them elsewhere, where they are blanks."""
    inside = 0
    for token in tokens:
        inside += (token.type == "BEGIN_CASES") - (token.type == "END_CASES")
        if inside or token.type not in _COLUMNS:
            yield token


def _misbracketed(text: str) -> Iterator[Refusal]:
    """The first bracket that is too deep, has no partner or has the wrong one, if any is."""
    unclosed: list[re.Match[str]] = []
    for found in _BRACKET.finditer(text):
        if found[0] in PAIRS:
            unclosed.append(found)
            if len(unclosed) > _DEEPEST:
                return (yield Refusal(_english.brackets_too_deep(_DEEPEST), found.span()))
        elif found[0] in PAIRS.values():
            if not unclosed:
                return (yield Refusal(_english.NEVER_OPENED, found.span()))
            opening = unclosed.pop()[0]
            if PAIRS[opening] != found[0]:
                message = _english.closed_by_another(opening, found[0], PAIRS[opening])
                return (yield Refusal(message, found.span()))
    if unclosed:
        yield Refusal(_english.NEVER_CLOSED, unclosed[-1].span())


class _Part(NamedTuple):
    """A tree, and where in the text it was read."""

    tree: Written
    first: Any  # the first token that LaTeX shows: not a brace
    last: Any
    start_pos: int
    end_pos: int
    depth: int
    within: str = ""  # "(" if brackets hold it together, "{" if it is only braces, which LaTeX does not show
    after_minus: Callable[[Any], _Part] | None = None  # by its token, where that is not the minus of the whole


class _Builder:
    """A method for each rule of the grammar: from its tokens and the parts below it to one part."""

    def start(self, children: list[Any]) -> Written:
        return _parts(children)[0].tree

    def sum(self, children: list[Any]) -> _Part:
        terms: list[_Part] = []
        for sign, child in zip([None, *children], children, strict=False):
            if isinstance(child, _Part):
                minus = sign is not None and sign.type == "MINUS"
                if minus and not terms and child.after_minus:
                    terms.append(child.after_minus(sign))
                else:
                    terms.append(self.negative([sign, child]) if minus else _solid(child))
        return terms[0] if len(terms) == 1 else _part(Sum(_trees(terms)), terms)

    def negative(self, children: list[Any]) -> _Part:
        return _part(Negative(_solid(children[1]).tree), children)

    def modulo(self, children: list[Any]) -> _Part:
        dividend, _, divisor = children

        def after_minus(sign: Any) -> _Part:
            start, middle, cut, end = sign.start_pos, dividend.start_pos, dividend.end_pos, divisor.end_pos
            raise Refusal(_english.TWO_WAYS, (start, end), (start, cut), (cut, end), (start, middle), (middle, end))

        part = _part(Modulo(_solid(dividend).tree, _solid(divisor).tree), children)
        return part._replace(after_minus=after_minus)

    def product(self, children: list[Any]) -> _Part:
        part = self.factors(children)
        if not any(getattr(child, "type", "") == "FLOOR_OVER" for child in children):
            return part
        first, *others = children  # -a//b is (-a)//b, as in Python, which alone has the sign

        def after_minus(sign: Any) -> _Part:
            return self.factors([self.negative([sign, first]), *others])

        return part._replace(after_minus=after_minus)

    def factors(self, children: list[Any]) -> _Part:
        factors: list[_Part] = []  # so far; a division makes one of them
        operator = divisor = None
        for child in children:
            if not isinstance(child, _Part):
                operator = child.type
                continue
            if factors and operator is None:
                _check_beside(factors[-1], divisor, child)
            divisor = _solid(child) if operator in ("OVER", "FLOOR_OVER") else None
            if divisor is None:
                factors.append(_solid(child))
            else:
                quotient = _part(Fraction(_multiplied(factors).tree, divisor.tree), [*factors, divisor])
                factors = [quotient if operator == "OVER" else _part(Floor(quotient.tree), [quotient])]
            operator = None
        return _multiplied(factors)

    def power(self, children: list[Any]) -> _Part:
        base, _, exponent = children
        return _part(Power(_solid(base, Product).tree, exponent.tree), children)

    def number(self, children: list[Any]) -> _Part:
        if len(children[0]) > limits.FORMULA_DIGITS:
            raise Refusal(_english.NUMBER_TOO_LONG, _place(children))
        return _part(Number(int(children[0])), children)

    def symbol(self, children: list[Any]) -> _Part:
        name = "".join(map(_letters, children))
        if name == "mod":
            raise Refusal(_english.MODULO, _place(children))
        word = name.partition("_")[0]
        if word in _FUNCTIONS:
            raise Refusal(_english.function_with_index(word), _place(children))
        return _part(Symbol(name), children)

    def single(self, children: list[Any]) -> _Part:
        return self.number(children) if children[0].isdigit() else self.symbol(children)

    def bracket(self, children: list[Any]) -> _Part:
        inside = _parts(children)
        if len(inside) > 1:
            return _part(Tuple(_trees(inside)), children)
        start, end = _place(children)
        return inside[0]._replace(
            first=children[0], last=children[-1], start_pos=start, end_pos=end, within="(", after_minus=None
        )

    def braces(self, children: list[Any]) -> _Part:
        start, end = _place(children)
        inside: _Part = children[1]
        return inside._replace(last=children[-1], start_pos=start, end_pos=end, within=inside.within or "{")

    def floor(self, children: list[Any]) -> _Part:
        return _part(Floor(children[1].tree), children)

    def ceiling(self, children: list[Any]) -> _Part:
        return _part(Ceiling(children[1].tree), children)

    def fraction(self, children: list[Any]) -> _Part:
        return _part(Fraction(children[1].tree, children[2].tree), children)

    def call(self, children: list[Any]) -> _Part:
        name, arguments = _letters(children[0]), _trees(_parts(children))
        match name, arguments:
            case "floor", (of,):
                return _part(Floor(of), children)
            case "ceil" | "ceiling", (of,):
                return _part(Ceiling(of), children)
            case "Mod", (dividend, divisor):
                return _part(Modulo(dividend, divisor), children)
            case "min", (_, _, *_):
                return _part(Minimum(arguments), children)
            case "max", (_, _, *_):
                return _part(Maximum(arguments), children)
        raise Refusal(_english.takes_arguments(name), _place(children))

    def summation(self, children: list[Any]) -> _Part:
        *bounds, term = _parts(children)
        index, first, last = bounds if children[1].type == "LOWER" else (*bounds[1:], bounds[0])
        return _summed(_solid(term), index, first, last, children)

    def sum_of(self, children: list[Any]) -> _Part:
        whole, *bounds = _parts(children)
        while bounds:  # the first index is the innermost
            index, first, last, *bounds = bounds
            whole = _summed(whole, index, first, last, [children[0], whole, index, first, last, children[-1]])
        return whole

    def cases(self, children: list[Any]) -> _Part:
        *cases, whole = _parts(children)
        while cases:
            *cases, value, left, right = cases
            tree = Piecewise(value.tree, left.tree, right.tree, whole.tree)
            whole = _part(tree, [children[0], value, left, right, whole, children[-1]])
        return whole


def _parts(children: list[Any]) -> list[_Part]:
    return [child for child in children if isinstance(child, _Part)]


def _trees(parts: list[_Part]) -> tuple[Written, ...]:
    return tuple(part.tree for part in parts)


def _place(children: list[Any]) -> tuple[int, int]:
    return children[0].start_pos, children[-1].end_pos


def _summed(term: _Part, index: _Part, first: _Part, last: _Part, children: list[Any]) -> _Part:
    if not isinstance(index.tree, Symbol):
        raise Refusal(_english.INDEX_IS_A_SYMBOL, _place([index]))
    return _part(Summation(term.tree, index.tree, first.tree, last.tree), children)


def _multiplied(factors: list[_Part]) -> _Part:
    return factors[0] if len(factors) == 1 else _part(Product(_trees(factors)), factors)


def _part(tree: Written, children: list[Any]) -> _Part:
    """A part made of others, which are refused if they are pairs or nest too deep."""
    depth, brackets = 0, _BRACKETS.get(type(tree), 1)
    for part in _parts(children):
        depth = max(depth, part.depth + brackets)
        if isinstance(part.tree, Tuple):
            raise Refusal(_english.PAIR_STANDS_ALONE, _place([part]))
        if depth > _DEEPEST:
            raise Refusal(_english.operations_too_deep(_DEEPEST), _place([part.last]))
    first, last = children[0], children[-1]
    return _Part(tree, getattr(first, "first", first), getattr(last, "last", last), *_place(children), max(depth, 1))


def _solid(part: _Part, *loose: type[Written]) -> _Part:
    """A part of something bigger, refused if only braces make it one: `{a+b}c` is set as a+bc."""
    if part.within == "{" and isinstance(part.tree, (Sum, Negative, Modulo, Summation, *loose)):
        start, end = _place([part])
        raise Refusal(_english.BRACES_NOT_SHOWN, (start, end), (start + 1, end - 1))
    return part


def _check_beside(left: _Part, divisor: _Part | None, right: _Part) -> None:
    """Refuses what is no plain product: `sin(x)`, `3{2}`, which is set as 32, and `1/2w`."""
    name = _letters(left.last)
    if left.last.type in ("WORD", "UPRIGHT") and len(name) > 1 and right.first.type == "OPEN":
        close = get_close_matches(name.lower(), ("floor", "ceil", "ceiling", "min", "max"), 1, 0.7)
        message = _english.unknown_function(name, close[0] if close else None)
        raise Refusal(message, _place([left.last]))
    named = left.last.type in _NAMES or (left.within == "{" and isinstance(left.tree, Symbol))
    if named and right.first.type == "OPEN_SQUARE":
        raise Refusal(_english.SQUARE_AFTER_A_NAME, _place([right.first]))
    if right.first.type == "NUMBER":
        raise Refusal(_english.BRACES_BEFORE_A_NUMBER, _place([right]))
    if divisor:
        start, middle, cut, end = left.start_pos, divisor.start_pos, divisor.end_pos, right.end_pos
        raise Refusal(_english.TWO_WAYS, (start, end), (start, cut), (cut, end), (start, middle), (middle, end))


def _letters(token: str) -> str:
    r"""The plain letters of a word or an index: `_in` of `_{\mathrm{in}}`, `sigma` of a Greek letter."""
    plain = re.sub(r"\\(?:mathrm|mathit|text|operatorname)(?![A-Za-z])|[\\{}\s]", "", token)
    return re.sub(r"[^\x00-\x7f]", lambda letter: _spelled(letter[0]), plain)


def _spelled(letter: str) -> str:
    name = unicodedata.name(letter).split()[-1].lower().replace("lamda", "lambda")
    return name.capitalize() if letter.isupper() else name
