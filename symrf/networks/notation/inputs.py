"""What is taken for granted of a network's inputs: `h = w`, `w >= 10`, `w odd`."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from symrf.exact.sets.integrality import BadNumber, both, integrality
from symrf.exact.sets.parameters import Assumed, Parameters
from symrf.exact.sets.residues import Residues
from symrf.formulas.tree import Symbol, Written, substitute, symbols
from symrf.formulas.values import evaluate
from symrf.networks.notation import _english
from symrf.networks.notation.assumptions import Assumptions

__all__ = ["NOTHING", "Inputs", "on_inputs"]


@dataclass(frozen=True)
class Inputs:
    """Inputs that stand for expressions in others, the remainders that they have, and inequalities.

    >>> from symrf.networks.notation.assumptions import assumptions
    >>> on_inputs(assumptions(["w = h", "w >= 10"]), ("w", "h"), ()).tied
    (('h', Symbol(name='w')),)
    """

    tied: tuple[tuple[str, Written], ...] = ()
    classes: tuple[tuple[str, Residues], ...] = ()
    order: tuple[Assumed, ...] = ()

    def put(self, tree: Written) -> Written:
        """A tree with expressions for the inputs that stand for them."""
        return substitute(tree, dict(self.tied)) if self.tied else tree

    def free(self, axis: str) -> bool:
        """Whether an input stands for itself."""
        return axis not in dict(self.tied)

    def values(self, at: Mapping[str, int]) -> dict[str, int]:
        """The inputs that are given where others are: the numbers that their expressions come to."""
        return {name: int(evaluate(tree, at)) for name, tree in self.tied if symbols(tree) <= at.keys()}

    @property
    def relations(self) -> tuple[Assumed, ...]:
        """The equations and inequalities."""
        return (*(Assumed(Symbol(name), "=", tree) for name, tree in self.tied), *self.order)

    def check(self, at: Mapping[str, int]) -> None:
        """Refuse inputs that may not be: an InputError."""
        names = tuple(name for name, _ in self.classes)
        Parameters(names, self.classes, (), self.relations).check(at)


NOTHING = Inputs()


def on_inputs(held: Assumptions, axes: Sequence[str], names: Collection[str]) -> Inputs:
    """What assumptions say of inputs on these axes, in a network with symbols of these names.

    Of two inputs that are equal the later one stands for the earlier. An InputError says what cannot be taken for
    granted.
    """
    own = frozenset(axes) - frozenset(names)
    if not held.names & own:
        return NOTHING
    tied: dict[str, Written] = {}
    classes = {name: residues for name, residues in held.classes if name in own}
    for name, tree in ((name, tree) for name, tree in held.fixed if name in own):
        if isinstance(tree, Symbol) and tree.name in own and axes.index(name) < axes.index(tree.name):
            name, tree = tree.name, Symbol(name)
        if name in tied or name in classes:
            raise held.refused(name, _english.input_said_twice(name))
        tied[name] = tree
    tied = {name: substitute(tree, tied) for name, tree in tied.items()}
    for name, tree in tied.items():
        try:
            needed = integrality(tree, classes)
        except BadNumber as bad:
            raise held.refused(name, bad.message) from None
        if needed is not None:
            other, residues = needed
            classes[other] = both(classes[other], residues) if other in classes else residues
    order = tuple(
        Assumed(substitute(each.left, tied), each.relation, substitute(each.right, tied))
        for each in held.order
        if (symbols(each.left) | symbols(each.right)) & own
    )
    return Inputs(tuple(tied.items()), tuple(classes.items()), order)
