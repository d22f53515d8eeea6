"""A certificate for Rocq (once Coq): definitions, theorems, and proofs that it accepts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import reduce
from importlib.resources import files

from symrf.answers.certificates import _english
from symrf.answers.certificates.fields import PIXEL, Reads, reads
from symrf.answers.certificates.judgements import Theorem
from symrf.answers.certificates.layers import INPUT, NetworkDefined, Taps
from symrf.answers.certificates.rocq_turns import TurnsInRocq
from symrf.answers.certificates.statements import All, Compared, Every, Not, OneOf, Same, Statement, defined
from symrf.answers.certificates.turns import turns
from symrf.formulas.printing.plain import ATOM, FACTOR, PRODUCT, SIGNED, Printer, Text
from symrf.formulas.tree import Fraction, Symbol, Written, number

__all__ = ["ROCQ", "Rocq", "statement", "term"]


class _Printer(Printer):
    """Whole numbers as Rocq has them: `2 * (w / 2) - 3`, `w mod 2`, `Z.min a b`."""

    modulo_level = PRODUCT
    minus = " - "
    plus = " + "

    def of_negative(self, of: Written) -> Text:
        return SIGNED, f"- {self.at(FACTOR, of)}"  # where - a / b is (- a) / b

    def of_floor(self, of: Written) -> Text:
        if not isinstance(of, Fraction):
            raise TypeError(f"no quotient of whole numbers: {of!r}")
        return PRODUCT, f"{self.at(FACTOR, of.numerator)} / {self.at(FACTOR, of.denominator)}"

    def product(self, factors: tuple[Written, ...]) -> str:
        return " * ".join(self.at(FACTOR, factor) for factor in factors)

    def power(self, base: Written, exponent: Written) -> str:
        return f"{self.at(ATOM, base)} ^ {self.at(ATOM, exponent)}"

    def function(self, name: str, arguments: tuple[Written, ...]) -> str:
        first, *others = (self.argument(each) for each in arguments)
        for other in others:
            first = f"(Z.{name} {first} {other})"
        return first

    def argument(self, tree: Written) -> str:
        """What a function is given: what is applied itself stands in brackets."""
        text = self.at(ATOM, tree)
        return f"({text})" if isinstance(tree, Symbol) and " " in text else text

    def modulo(self, dividend: Written, divisor: Written) -> str:
        return f"{self.at(FACTOR, dividend)} mod {self.at(FACTOR, divisor)}"


_NUMBER = _Printer()
term = _NUMBER
"""A whole number in Rocq."""
_BY = "ltac:(computed) "  # the proof of what is so of numbers


class Rocq:
    """How definitions and theorems are written for Rocq."""

    def opening(self, turning: bool) -> Iterator[str]:
        """What a certificate begins with: the general theorems, with their proofs, those about turns where needed."""
        for name in ("preamble.v", *(["turns.v"] if turning else [])):
            yield files("symrf.answers.certificates").joinpath(name).read_text("utf-8")

    def comment(self, text: str) -> str:
        """A text as a comment, in which nothing begins another one or a string."""
        return f"(* {text.replace('(*', '( *').replace('*)', '* )').replace(chr(34), chr(39))} *)"

    def sizes(self, network: NetworkDefined) -> Iterator[str]:
        """The lines of a network: its layers, what they come to one after another, and what is proved of that."""
        yield self.comment(_english.sizes(network.text, network.axis))
        yield f"Module {network.sizes}."
        yield from self._sizes(network)
        yield from self._taken(network)
        yield f"End {network.sizes}."

    def reads(self, network: NetworkDefined) -> Iterator[str]:
        """The lines of what the outputs of a network read."""
        if network.windows:
            lines, words = list(self._reads(network)), _english.reads
        else:
            lines = list(TurnsInRocq(network, turns(network), _NUMBER, statement).lines())
            words = _english.reads_in_turns
        yield self.comment(words(network.text, network.axis))
        yield f"Module {network.reads}."
        yield from lines
        yield f"End {network.reads}."

    def theorem(self, theorem: Theorem) -> Iterator[str]:
        """The lines of a theorem, with its proof."""
        yield self.comment(theorem.words)
        yield f"Theorem {theorem.name} : {statement(theorem.statement)}."
        match theorem.statement:
            case Every(identity=tuple(quotients)):
                known = "".join(f"rewrite ({each.replace(' ', '_is ', 1)}). " for each in defined(theorem.statement))
                known += "".join(f"try replace ({term(each)}) with ({term(is_)}) by lia. " for each, is_ in quotients)
                yield f"Proof. intros. {known}ring. Qed."
            case Every((_, *_)):
                yield f"Proof. intros. {_known(defined(theorem.statement))}lia. Qed."
            case _:
                yield "Proof. computed. Qed."

    def _sizes(self, network: NetworkDefined) -> Iterator[str]:
        axis = network.axis
        for layer in network.layers:
            yield self.comment(_english.layer(layer.text, layer.law, layer.sentence))
            yield f"Definition {layer.name} (n : Z) : Z := {_NUMBER(layer.body)}."
        yield self.comment(_english.sizes_after(axis))
        for layer in network.layers:
            received = _NUMBER.argument(network.after(layer.source))
            yield f"Definition after_{layer.name} ({axis} : Z) : Z := {layer.name} {received}."
        yield f"Definition size ({axis} : Z) : Z := {_NUMBER(network.after(network.last))}."
        yield self.comment(_english.CLOSED)
        for layer in network.layers:
            yield f"Lemma after_{layer.name}_is : forall {axis}, after_{layer.name} {axis} = {_NUMBER(layer.closed)}."
            known = _known(_after(network, (layer.source,)))
            yield f"Proof. intros. {known}unfold after_{layer.name}, {layer.name}. lia. Qed."
        last = network.called(network.last)
        closed = next((each.closed for each in network.layers if each.place == network.last), Symbol(axis))
        yield f"Lemma size_is : forall {axis}, size {axis} = {_NUMBER(closed)}."
        yield f"Proof. {'reflexivity' if last is None else f'exact after_{last}_is'}. Qed."

    def _taken(self, network: NetworkDefined) -> Iterator[str]:
        """Which inputs a network takes, and that those from the least on are."""
        axis, asked = network.axis, list(network.asked())
        least: list[Statement] = [Compared(number(1), "<=", Symbol(axis))]
        yield self.comment(_english.TAKES)
        said = " /\\ ".join(statement(each) for each in (*least, *(each for _, each in asked)))
        yield f"Definition takes ({axis} : Z) : Prop := {said}."
        every = Every((axis,), network.taken, least[0])
        yield f"Theorem takes_all : {_hypotheses(every)}takes {axis}."
        yield "Proof. intros. unfold takes. split; [lia |]." if asked else "Proof. intros. unfold takes. lia."
        for index, (places, _) in enumerate(asked):
            step = f"{_known(_after(network, places))}settled".replace(". ", "; ")
            yield f"  split; [{step} |]." if index < len(asked) - 1 else f"  {step}."
        yield "Qed."
        if network.least > 1:
            yield f"Theorem takes_no_less : ~ takes {network.least - 1}."
            yield "Proof. unfold takes. intros T. vm_compute in T. refuted T. Qed."

    def _reads(self, network: NetworkDefined) -> Iterator[str]:
        """What the outputs of each layer read of the input, and that it is the pixels from a first to a last one."""
        last = PIXEL
        for last in reads(network):
            before = list(map(_Read.of, last.sources))
            made = before[0].through(last.taps) if last.taps is not None else reduce(_Read.met, before)
            own = _Read.of(last)
            yield f"Definition {own.relation} : Z -> Z -> Prop := {made.relation}."
            for name, text in zip(own.numbers, made.numbers, strict=True):
                yield f"Definition {name} : Z := {text}."
            way = "run" if last.solid else "hull"
            yield f"Lemma {own.relation}_{way} : {way} {own.relation} {' '.join(own.numbers[:3])}."
            yield f"Proof. exact {made.run if last.solid else made.hull}. Qed."
        end = _Read.of(last)
        yield self.comment(_english.SOLID if last.solid else _english.HULL)
        yield f"Definition reads : Z -> Z -> Prop := {end.relation}."
        for (word, _), name in zip(last.numbers, end.numbers, strict=True):
            yield f"Definition {word} : Z := {name}."
        for word, value in last.numbers:
            yield f"Lemma {word}_is : {word} = {value}."
            yield "Proof. reflexivity. Qed."
        way = "run" if last.solid else "hull"
        yield f"Theorem reads_all : {way} reads {last.field} {last.jump} {_NUMBER.at(ATOM, number(last.first))}."
        yield f"Proof. exact {end.run if last.solid else end.hull}. Qed."


@dataclass(frozen=True, slots=True)
class _Read:
    """What outputs read, in Rocq: the relation, the field, the jump, the first pixel and the padding after; why so.

    `run` proves that they read all pixels in between, where they do, and `hull` that they read the first and the last.
    """

    relation: str
    numbers: tuple[str, str, str, str]
    run: str
    hull: str

    @classmethod
    def of(cls, here: Reads) -> _Read:
        """What a place reads, by the names of its definitions."""
        if here.place == INPUT:
            return cls("pixel", ("1", "1", "0", "0"), "pixel_run", "(run_hull pixel 1 1 0 ltac:(computed) pixel_run)")
        name, numbers = f"reads_{here.name}", [f"{word}_{here.name}" for word, _ in here.numbers]
        field, jump, first, after = numbers
        own = f"{name}_{'run' if here.solid else 'hull'}"
        hull = f"(run_hull {name} {field} {jump} {first} ltac:(computed) {own})" if here.solid else own
        return cls(name, (field, jump, first, after), own, hull)

    def through(self, taps: Taps) -> _Read:
        """What is read through a layer."""
        field, jump, first, after = self.numbers
        k, s, d = taps.kernel, taps.stride, taps.dilation
        p, q = (_NUMBER.at(ATOM, number(side)) for side in (taps.before, taps.after))
        numbers = (
            f"{field} + {d} * ({k} - 1) * {jump}",
            f"{s} * {jump}",
            f"{first} - {p} * {jump}",
            f"{after} + {q} * {jump}",
        )
        given = f"{self.relation} {field} {jump} {first} {k} {s} {p}"
        run = f"(run_through {given} {_BY * 3} {self.run})"
        hull = f"(hull_through {given} {d} {_BY * 3} {self.hull})"
        return _Read(f"through {self.relation} {k} {s} {p} {d}", numbers, run, hull)

    def met(self, other: _Read) -> _Read:
        """What is read by one branch or another."""
        r1, j, b1, q1 = self.numbers
        r2, _, b2, q2 = other.numbers
        first = f"(Z.min {b1} {b2})"
        numbers = (f"(Z.max ({b1} + {r1}) ({b2} + {r2}) - {first})", j, first, f"(Z.max {q1} {q2})")
        given = f"{self.relation} {other.relation} {r1} {r2} {j} {b1} {b2}"
        run = f"(run_either {given} {_BY * 2} {self.run} {other.run})"
        hull = f"(hull_either {given} {self.hull} {other.hull})"
        return _Read(f"(either {self.relation} {other.relation})", numbers, run, hull)


def statement(told: Statement) -> str:
    """A statement in Rocq."""
    match told:
        case Compared(left, sign, right):
            return f"{_NUMBER(left)} {sign} {_NUMBER(right)}"
        case All(parts):
            return " /\\ ".join(map(_bracketed, parts)) or "True"
        case OneOf(parts):
            return " \\/ ".join(map(_bracketed, parts)) or "False"
        case Not(part):
            return f"~ {_bracketed(part)}"
        case Same(one, other):
            return f"{_bracketed(one)} <-> {_bracketed(other)}"
        case Every():
            return f"{_hypotheses(told)}{statement(told.then)}"
    raise TypeError(f"not a statement: {told!r}")


def _bracketed(told: Statement) -> str:
    """A statement inside another one."""
    text = statement(told)
    return text if isinstance(told, Compared) else f"({text})"


def _hypotheses(every: Every) -> str:
    """What stands before a statement: for which numbers it is, and what is given of them."""
    given = "".join(f"{_bracketed(each)} -> " for each in every.given)
    return f"forall {' '.join(every.names)} : Z, {given}" if every.names else given


def _after(network: NetworkDefined, places: Sequence[int]) -> list[str]:
    """The sizes after some places, by the names of their definitions and what those are of."""
    return [f"after_{name} {network.axis}" for place in places if (name := network.called(place)) is not None]


def _known(terms: Iterable[str]) -> str:
    """The tactics that recall what defined terms are: of `size w` the lemma `size_is w`."""
    recalled = []
    for term in terms:
        name, *arguments = term.split(" ")
        lemma = " ".join((f"{name}_is", *arguments))
        recalled.append(f"recall ({lemma}). " if name.startswith("R") and arguments else f"pose proof ({lemma}). ")
    return "".join(recalled)


ROCQ = Rocq()
