"""What the outputs of a network read where they take turns, for Rocq: each layer's phases, and that they are that."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from symrf.answers.certificates.glances import Glance
from symrf.answers.certificates.layers import INPUT, NetworkDefined
from symrf.answers.certificates.statements import Compared, Statement, defined
from symrf.answers.certificates.turns import Turn, Turns
from symrf.formulas.printing.plain import ATOM, Printer
from symrf.formulas.tree import Written, number, substitute

__all__ = ["TurnsInRocq"]


class _Read(NamedTuple):
    """A relation, the first and the last pixel of an output as functions, and the proof that it is `ranging`."""

    relation: str
    low: str
    high: str
    proof: str


_PIXEL = _Read("pixel", "itself", "itself", "itself_range")


@dataclass(frozen=True)
class TurnsInRocq:
    """The definitions and lemmas of what outputs read that take turns, of inputs that a network takes."""

    network: NetworkDefined
    found: Turns
    term: Printer
    said: Callable[[Statement], str]

    def lines(self) -> Iterator[str]:
        """All of them."""
        for turn in self.found.layers:
            yield from self.layer(turn)
        yield from self.end()

    @property
    def bound(self) -> str:
        """The input that a definition is of, where what outputs read depends on it."""
        return f" ({self.network.axis} : Z)" if self.found.varies else ""

    @property
    def given(self) -> str:
        """The input that it is given there."""
        return f" {self.network.axis}" if self.found.varies else ""

    @property
    def hypotheses(self) -> str:
        """For which inputs a lemma is."""
        taken = "".join(f"({self.said(each)}) -> " for each in self.network.taken)
        return f"forall {self.network.axis} : Z, {taken}" if self.found.varies else ""

    @property
    def names(self) -> str:
        """The input of a lemma, and its hypotheses by their names."""
        known = "".join(f" H{index}" for index in range(len(self.network.taken)))
        return f"{self.given}{known}" if self.found.varies else ""

    @property
    def intros(self) -> str:
        """The tactic that names them."""
        return f"intros{self.names}. " if self.found.varies else ""

    def layer(self, turn: Turn) -> Iterator[str]:
        """What the outputs of a layer read."""
        name, advance = turn.name, self.atom(turn.advance)
        own, made = self.of(turn), self.made(turn)
        yield f"Definition reads_{name}{self.bound} : Z -> Z -> Prop := {made.relation}."
        for bound, values in (("low", turn.lows), ("high", turn.highs)):
            listed = " :: ".join(self.atom(each) for each in values)
            about = f"turns ({bound}_{name}{self.given}) {turn.period} {advance}"
            yield f"Definition {bound}_{name}{self.bound} : Z -> Z := cycle {advance} ({listed} :: nil)."
            yield f"Lemma {bound}_{name}_turns : {self.hypotheses}{about}."
            yield f"Proof. {self.intros}apply turns_cycle. Qed."
        yield f"Lemma range_{name} : {self.hypotheses}ranging {' '.join(map(_bracketed, own[:3]))}."
        yield f"Proof. {self.intros}apply (ranging_alike ({made.relation}) {made.low} {made.high});"
        yield f"  [exact {made.proof} | |]."
        for bound, way, proof in zip(("low", "high"), (made.low, made.high), self.turning(turn), strict=True):
            yield f"  - apply (turns_alike _ {way} {turn.period - 1} {advance});"
            yield f"    [exact ({bound}_{name}_turns{self.names}) | exact {proof} | {self.phases(turn)}]."
        yield "Qed."

    def phases(self, turn: Turn) -> str:
        """The proof that each phase is as it is said."""
        if not self.found.varies:
            return "vm_compute; repeat split"
        seen = () if turn.glance is None else (turn.glance.first, turn.glance.last, turn.glance.moves)
        unfolded = [f"{bound}_{each.name}" for each in (turn, *turn.sources) if each.name for bound in ("low", "high")]
        return f"{self.recalled(*seen, turn.advance)}unfold {', '.join(unfolded)}; in_turn"

    def recalled(self, *trees: Written) -> str:
        """The sizes in trees, recalled in closed form."""
        zero = number(0)
        names = dict.fromkeys(name for tree in trees for name in defined(Compared(tree, "=", zero)))
        return "".join(f"pose proof ({name.replace(' ', '_is ', 1)}); " for name in names)

    def made(self, turn: Turn) -> _Read:
        """What a layer reads, by that of its sources."""
        sources = [self.of(source) for source in turn.sources]
        if turn.glance is None:
            first, *others = sources
            relation, proof = first.relation, first.proof
            low, high = f"{first.low} output", f"{first.high} output"
            for other in others:
                relation = f"either ({relation}) ({other.relation})"
                low, high = f"Z.min ({low}) ({other.low} output)", f"Z.max ({high}) ({other.high} output)"
                proof = f"(ranging_either _ _ _ _ _ _ {proof} {other.proof})"
            return _Read(relation, f"(fun output => {low})", f"(fun output => {high})", proof)
        (before,), seen = sources, self.seen(turn.glance)
        return _Read(
            f"after ({before.relation}) ({seen.relation})",
            f"(fun output => {before.low} ({seen.low}))",
            f"(fun output => {before.high} ({seen.high}))",
            f"(ranging_after _ _ _ _ _ _ {before.proof} {seen.proof})",
        )

    def seen(self, glance: Glance) -> _Read:
        """What an output of a layer reads of the outputs before it; the first and the last are terms."""
        first, last = self.term(glance.first), self.term(glance.last)
        solved = "ltac:(lia)"
        match glance.way, list(map(self.atom, glance.numbers)):
            case "taps", [k, s, p, d]:
                low, proof = f"output * {s} - {p}", f"(ranging_taps {k} {s} {p} {d} {solved} {solved} {solved})"
                return _Read(f"taps {k} {s} {p} {d}", low, f"{low} + {d} * ({k} - 1)", proof)
            case "spread", [k, s, p]:
                low, high = f"(output + ({p} - {k} + {s})) / {s}", f"(output + {p}) / {s}"
                return _Read(f"spread {k} {s} {p}", low, high, f"(ranging_spread {k} {s} {p} {solved} {solved})")
            case "shares", [n, m]:
                low, high = f"output * {n} / {m}", f"((output + 1) * {n} + ({m} - 1)) / {m} - 1"
                some = f"ltac:({self.recalled(glance.moves)}lia)"
                return _Read(f"between {_functions(low, high)}", low, high, f"(ranging_shares {n} {m} {some} {solved})")
        ends, rises = _functions(first, last), "ltac:(unfold rising; intros; cbv beta; lia)"
        proof = f"(ranging_ends {ends} {rises} {rises} ltac:(intros; cbv beta; lia))"
        return _Read(f"ends {ends}", first, last, proof)

    def turning(self, turn: Turn) -> tuple[str, str]:
        """The proofs that the first and the last pixel turn."""
        if turn.glance is None:
            return self.meeting(turn, "low", "turns_min"), self.meeting(turn, "high", "turns_max")
        (source,), (times,) = turn.sources, turn.times
        seen, numbers = self.seen(turn.glance), " ".join(map(self.atom, turn.glance.numbers))
        before = f"{source.period} {self.atom(source.advance)} {turn.period} {self.atom(times)}"
        found = []
        for bound, way, side in (("low", seen.low, "proj1"), ("high", seen.high, "proj2")):
            known = "unfold turns; intros; cbv beta; lia"
            if turn.glance.way == "shares":
                known = f"rewrite Z.mul_1_l; exact ({side} (turns_shares {numbers} ltac:(lia)))"
            own = self.turns_of(source, bound)
            found.append(f"(turns_after _ (fun output => {way}) {before} {own} ltac:({known}))")
        return found[0], found[1]

    def meeting(self, turn: Turn, bound: str, lemma: str) -> str:
        """The proof that the least or the most of what branches read turns."""
        pairs = zip(turn.sources, turn.times, strict=True)
        first, *others = (
            f"(turns_times _ _ _ {self.atom(times)} {self.turns_of(source, bound)})" for source, times in pairs
        )
        for other in others:
            first = f"({lemma} _ _ _ _ {first} {other})"
        return first

    def turns_of(self, turn: Turn, bound: str) -> str:
        """The lemma that a bound of a source turns."""
        return "itself_turns" if turn.place == INPUT else f"({bound}_{turn.name}_turns{self.names})"

    def of(self, turn: Turn) -> _Read:
        """What a source reads, by the names of its definitions, and the lemma about it."""
        if turn.place == INPUT:
            return _PIXEL
        reads, low, high = (f"{word}_{turn.name}{self.given}" for word in ("reads", "low", "high"))
        return _Read(reads, _bracketed(low), _bracketed(high), f"(range_{turn.name}{self.names})")

    def end(self) -> Iterator[str]:
        """What those of the network read, and the numbers of it."""
        last, given, bound = self.found.last, self.given, self.bound
        own = self.of(last)
        yield f"Definition reads{bound} : Z -> Z -> Prop := {own.relation}."
        yield f"Definition low{bound} : Z -> Z := {own.low}."
        yield f"Definition high{bound} : Z -> Z := {own.high}."
        yield f"Theorem reads_all : {self.hypotheses}ranging {' '.join(map(_bracketed, own[:3]))}."
        yield f"Proof. {self.intros}exact {own.proof}. Qed."
        yield f"Definition span{bound} (output : Z) : Z := high{given} output - low{given} output + 1."
        yield f"Definition field{bound} : Z := most {_bracketed(f'span{given}')} {self.found.outputs - 1}."
        yield f"Definition advance{bound} : Z := {self.term(last.advance)}."
        yield f"Definition twice_start{bound} : Z := low{given} 0 + high{given} 0."
        unfolded = ", ".join(("span", "low", "high", *([f"low_{last.name}", f"high_{last.name}"] if last.name else [])))
        start = last.lows[0] + last.highs[0]
        for word, value in (("field", self.found.field), ("advance", last.advance), ("twice_start", start)):
            yield f"Lemma {word}_is : {self.hypotheses}{word}{given} = {self.term(self.closed(value))}."
            worked_out = f"{self.recalled(value)}unfold {word}, {unfolded}; in_turn"
            yield f"Proof. {f'intros. {worked_out}' if self.found.varies else 'reflexivity'}. Qed."

    def closed(self, tree: Written) -> Written:
        """A number in which sizes stand in closed form."""
        sizes, axis = self.network.sizes, self.network.axis
        return substitute(tree, {f"{sizes}.after_{each.name} {axis}": each.closed for each in self.network.layers})

    def atom(self, tree: Written) -> str:
        """A number, in brackets where it is more than digits or a name."""
        return _bracketed(self.term.at(ATOM, tree))


def _bracketed(text: str) -> str:
    """A term that is given to a function: what has blanks in it stands in brackets."""
    return f"({text})" if " " in text and not text.startswith("(") else text


def _functions(first: str, last: str) -> str:
    return f"(fun output => {first}) (fun output => {last})"
