"""A certificate in SMT-LIB: definitions, and of each theorem the negation, which no numbers meet.

A solver such as z3 or cvc5 answers `unsat` to each. For divisors of 1 and more, `div` and `mod` are those of Rocq.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from symrf.answers.certificates import _english
from symrf.answers.certificates.fields import PIXEL, Reads, reads
from symrf.answers.certificates.judgements import Theorem
from symrf.answers.certificates.layers import NetworkDefined
from symrf.answers.certificates.smtlib_turns import TurnsInSmtLib
from symrf.answers.certificates.statements import All, Compared, Every, Not, OneOf, Same, Statement
from symrf.answers.certificates.turns import turns
from symrf.formulas.fold import Fold
from symrf.formulas.printing.plain import digits
from symrf.formulas.tree import Fraction, Written, number

__all__ = ["SMTLIB", "SmtLib"]


class _Term(Fold[str]):
    """Whole numbers as SMT-LIB has them: `(- (div w 2) 3)`."""

    def of_number(self, value: int) -> str:
        return digits(value)

    def of_symbol(self, name: str) -> str:
        return f"({name})" if " " in name else name

    def of_sum(self, terms: tuple[Written, ...]) -> str:
        return self.called("+", terms)

    def of_negative(self, of: Written) -> str:
        return self.called("-", (of,))

    def of_product(self, factors: tuple[Written, ...]) -> str:
        return self.called("*", factors)

    def of_floor(self, of: Written) -> str:
        if not isinstance(of, Fraction):
            raise TypeError(f"no quotient of whole numbers: {of!r}")
        return self.called("div", (of.numerator, of.denominator))

    def of_modulo(self, dividend: Written, divisor: Written) -> str:
        return self.called("mod", (dividend, divisor))

    def of_minimum(self, of: tuple[Written, ...]) -> str:
        return self.extreme("min", of)

    def of_maximum(self, of: tuple[Written, ...]) -> str:
        return self.extreme("max", of)

    def called(self, sign: str, parts: Sequence[Written]) -> str:
        return f"({sign} {' '.join(map(self.fold, parts))})"

    def extreme(self, name: str, parts: Sequence[Written]) -> str:
        first, *others = map(self.fold, parts)
        for other in others:
            first = f"({name} {first} {other})"
        return first


_TERM = _Term()


class SmtLib:
    """How definitions and theorems are written in SMT-LIB."""

    def opening(self, _turning: bool) -> Iterator[str]:
        """What every certificate begins with."""
        yield from map(self.comment, _english.SMTLIB)
        yield "(set-logic ALL)"
        yield "(define-fun min ((a Int) (b Int)) Int (ite (<= a b) a b))"
        yield "(define-fun max ((a Int) (b Int)) Int (ite (<= a b) b a))"
        yield ""

    def comment(self, text: str) -> str:
        """A text as a comment."""
        return f"; {' '.join(text.split())}"

    def sizes(self, network: NetworkDefined) -> Iterator[str]:
        """The lines of a network: its layers, and what they come to one after another."""
        name, axis = network.sizes, network.axis
        yield self.comment(_english.sizes(network.text, axis))
        for layer in network.layers:
            yield self.comment(_english.layer(layer.text, layer.law, layer.sentence))
            yield f"(define-fun {name}.{layer.name} ((n Int)) Int {_TERM.fold(layer.body)})"
        yield self.comment(_english.sizes_after(axis))
        for layer in network.layers:
            received = _within(network, layer.source)
            yield f"(define-fun {name}.after_{layer.name} (({axis} Int)) Int ({name}.{layer.name} {received}))"
        yield f"(define-fun {name}.size (({axis} Int)) Int {_within(network, network.last)})"

    def reads(self, network: NetworkDefined) -> Iterator[str]:
        """The lines of what the outputs of a network read, by the laws of its layers."""
        if not network.windows:
            told = list(TurnsInSmtLib(network, turns(network), _TERM.fold).lines())
            yield self.comment(_english.reads_in_turns(network.text, network.axis))
            yield from told
            return
        last = PIXEL
        lines: list[str] = []
        for last in reads(network):
            lines += _field(network.reads, last)
        yield self.comment(_english.reads(network.text, network.axis))
        yield self.comment(_english.FIELDS_BY_LAWS)
        yield from lines
        for word, _ in last.numbers:
            yield _constant(f"{network.reads}.{word}", _at(network.reads, word, last))

    def theorem(self, theorem: Theorem) -> Iterator[str]:
        """The lines of a theorem: numbers for which it would not be so, of which there are none."""
        yield self.comment(f"{theorem.name}. {theorem.words}")
        yield "(push)"
        match theorem.statement:
            case Every(names, given, then, _):
                yield from (f"(declare-const {name} Int)" for name in names)
                yield from (f"(assert {_formula(each)})" for each in given)
                yield f"(assert (not {_formula(then)}))"
            case statement:
                yield f"(assert (not {_formula(statement)}))"
        yield "(check-sat)"
        yield "(pop)"


def _within(network: NetworkDefined, place: int) -> str:
    """The size after a place, of the input."""
    name = network.called(place)
    return network.axis if name is None else f"({network.sizes}.after_{name} {network.axis})"


def _at(prefix: str, word: str, here: Reads) -> str:
    """A number of what is read at a place: the name of its definition, or the number itself at the input."""
    return f"{prefix}.{word}_{here.name}" if here.name else str(dict(here.numbers)[word])


def _field(prefix: str, here: Reads) -> Iterator[str]:
    """The field, the jump, the first pixel and the padding after at a place, by the laws of what is before."""
    r, j, b, q = ([_at(prefix, word, source) for source in here.sources] for word, _ in here.numbers)
    if here.taps is not None:
        k, s, d = here.taps.kernel, here.taps.stride, here.taps.dilation
        p, a = (_TERM.fold(number(side)) for side in (here.taps.before, here.taps.after))
        made = (
            f"(+ {r[0]} (* {d} (- {k} 1) {j[0]}))",
            f"(* {s} {j[0]})",
            f"(- {b[0]} (* {p} {j[0]}))",
            f"(+ {q[0]} (* {a} {j[0]}))",
        )
    else:
        first, after = _extreme("min", b), _extreme("max", q)
        last = _extreme("max", [f"(+ {one} {other})" for one, other in zip(b, r, strict=True)])
        made = (f"(- {last} {first})", j[0], first, after)
    for (word, _), text in zip(here.numbers, made, strict=True):
        yield _constant(f"{prefix}.{word}_{here.name}", text)


def _extreme(name: str, terms: Sequence[str]) -> str:
    first, *others = terms
    for other in others:
        first = f"({name} {first} {other})"
    return first


def _constant(name: str, value: str) -> str:
    return f"(define-fun {name} () Int {value})"


def _formula(statement: Statement) -> str:
    """A statement in SMT-LIB."""
    match statement:
        case Compared(left, sign, right):
            return f"({sign} {_TERM.fold(left)} {_TERM.fold(right)})"
        case All(parts):
            return _all("and", parts) if parts else "true"
        case OneOf(parts):
            return _all("or", parts) if parts else "false"
        case Not(part):
            return f"(not {_formula(part)})"
        case Same(one, other):
            return f"(= {_formula(one)} {_formula(other)})"
    raise TypeError(f"not a statement about numbers: {statement!r}")


def _all(sign: str, parts: Sequence[Statement]) -> str:
    return f"({sign} {' '.join(map(_formula, parts))})"


SMTLIB = SmtLib()
