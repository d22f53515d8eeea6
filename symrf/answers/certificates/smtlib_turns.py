"""What the outputs of a network read where they take turns, in SMT-LIB: of each phase the first and the last pixel."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from symrf.answers.certificates.glances import OUTPUT
from symrf.answers.certificates.layers import INPUT, NetworkDefined
from symrf.answers.certificates.turns import Turn, Turns
from symrf.formulas.tree import Number, Written, number, substitute, symbols
from symrf.formulas.values import evaluate

__all__ = ["TurnsInSmtLib"]


@dataclass(frozen=True)
class TurnsInSmtLib:
    """The definitions of what outputs read that take turns, by those of the layer before."""

    network: NetworkDefined
    found: Turns
    term: Callable[[Written], str]

    def lines(self) -> Iterator[str]:
        """All of them."""
        for turn in self.found.layers:
            for phase in range(turn.period):
                for bound in ("low", "high"):
                    yield self.constant(f"{bound}_{turn.name}_{phase}", self.made(turn, bound, phase))
        last = self.found.last
        spans = [f"(- (+ {self.at(last, 'high', o)} 1) {self.at(last, 'low', o)})" for o in range(self.found.outputs)]
        field, *others = spans
        for other in others:
            field = f"(max {field} {other})"
        yield self.constant("field", field)
        yield self.constant("advance", self.term(last.advance))
        yield self.constant("twice_start", f"(+ {self.at(last, 'low', 0)} {self.at(last, 'high', 0)})")

    def constant(self, name: str, value: str) -> str:
        of = f"({self.network.axis} Int)" if self.found.varies else ""
        return f"(define-fun {self.network.reads}.{name} ({of}) Int {value})"

    def made(self, turn: Turn, bound: str, phase: int) -> str:
        """The first or the last pixel that outputs of a phase read, by those of the outputs before."""
        if turn.glance is None:
            first, *others = (self.at(source, bound, phase) for source in turn.sources)
            for other in others:
                first = f"({'min' if bound == 'low' else 'max'} {first} {other})"
            return first
        seen = substitute(turn.glance.first if bound == "low" else turn.glance.last, {OUTPUT.name: Number(phase)})
        (source,) = turn.sources
        return self.at(source, bound, seen if symbols(seen) else int(evaluate(seen, {})))

    def at(self, turn: Turn, bound: str, output: int | Written) -> str:
        """The first or the last pixel that an output reads, whose number may depend on the input."""
        if turn.place == INPUT:
            return self.term(number(output))
        advance = self.term(turn.advance)
        if isinstance(output, int):
            times, phase = divmod(output, turn.period)
            return f"(+ {self.called(turn, bound, phase)} (* {self.term(number(times))} {advance}))"
        index = self.term(output)
        phases = [self.called(turn, bound, phase) for phase in range(turn.period)]
        rises = pairwise([*phases, f"(+ {phases[0]} {advance})"])
        passed = [
            f"(* (- {after} {before}) (div (+ {index} {turn.period - phase}) {turn.period}))"
            for phase, (before, after) in enumerate(rises, 1)
        ]
        return f"(+ {phases[0]} {' '.join(passed)})"

    def called(self, turn: Turn, bound: str, phase: int) -> str:
        name = f"{self.network.reads}.{bound}_{turn.name}_{phase}"
        return f"({name} {self.network.axis})" if self.found.varies else name
