"""The names of what a program has worked out: `x` while nothing else is needed, another where two are."""

from __future__ import annotations

import re

from symrf.writers.program import Operation, Program

__all__ = ["LONGEST", "Variables", "class_name", "function_name", "told_of"]

LONGEST = 100
"""Letters of a network that stands in a docstring, which is one line."""
_TAKEN = frozenset(("x", "torch", "nn", "self", "layers", "keras", "inputs"))


def class_name(program: Program) -> str:
    """The name of a class for a network: its own, or Network."""
    name = re.sub(r"\W", "_", program.network.name or "")
    return name if name[:1].isalpha() else "Network"


def function_name(program: Program) -> str:
    """The name of a function that makes a network: its own, or network."""
    return class_name(program).lower()


def told_of(operation: Operation) -> str:
    """The comment that says what a layer is that is handed in, of which the code says nothing; symrf reads it."""
    return f"  # symrf: {operation.text}" if operation.is_left_open else ""


class Variables(dict[int, str]):
    """The variable of each place; one that no later operation reads is taken again."""

    def __init__(self, program: Program) -> None:
        super().__init__({0: "x"})
        self.last: dict[int, int] = {place: len(program.operations) for place in program.outputs}
        for turn, operation in enumerate(program.operations):
            for source in operation.sources if operation.fits is None else (*operation.sources, operation.fits):
                self.last[source] = max(turn, self.last.get(source, 0))
        self.turns = {operation.place: turn for turn, operation in enumerate(program.operations)}

    def named(self, operation: Operation) -> str:
        """The variable of what an operation gives: that of a source which nobody reads later, else one of its own."""
        turn = self.turns[operation.place]
        free = [source for source in operation.sources if self.last[source] == turn]
        if free:
            found = next((self[each] for each in free if self[each] == "x"), self[free[0]])
        else:
            found = operation.name.lower()
            while found in _TAKEN or any(
                name == found for place, name in self.items() if self.last.get(place, -1) >= turn
            ):
                found += "_"
        self[operation.place] = found
        return found
