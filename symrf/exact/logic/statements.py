"""What may hold, `left relation right`, and of which values that is asked: parameters, and inputs from a least on."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from symrf.exact.sets.parameters import NO_SYMBOLS, Parameters
from symrf.exact.sets.periodic import Periodic, everywhere
from symrf.exact.sets.region import Region
from symrf.formulas.relations import SIGNS, Sign
from symrf.formulas.tree import Maximum, Minimum, Number, Written, number, substitute, symbols
from symrf.formulas.values import Irrational, NoValue, Work, evaluate

__all__ = ["Domain", "Statement", "split", "values_of"]


@dataclass(frozen=True)
class Statement:
    """`left relation right`, where `left` is what a network is, and `quantity` the word for it."""

    left: Written
    relation: Sign
    right: Written
    quantity: str = ""

    @cached_property
    def symbols(self) -> frozenset[str]:
        """The names of the symbols in it."""
        return symbols(self.left) | symbols(self.right)

    def put(self, values: Mapping[str, Written]) -> Statement:
        """The statement with formulas in place of symbols."""
        return replace(self, left=substitute(self.left, values), right=substitute(self.right, values))

    def holds(self, at: Mapping[str, int], work: Work | None = None) -> bool:
        """Whether it is true of numbers; not, where a side has no value there. ValueError where one is too long.

        `work` is what has been done for sums, where it is shared.
        """
        try:
            left = evaluate(self.left, at, work)
            right = evaluate(self.right, at, work)
        except NoValue:
            return False
        except Irrational:
            if self.relation != "=" or _irrational(self.left, at):
                raise
            return False
        return (left > right) - (left < right) in SIGNS[self.relation]


@dataclass(frozen=True)
class Domain:
    """The values that are asked about: of `parameters`, and of inputs, each from its `least` on.

    The least of an input may depend on the parameters. `taken` has the inputs of an axis where those are not all.

    >>> Domain.of({"w": 8}).leasts
    {'w': 8}
    """

    least: Mapping[str, Written] = field(default_factory=dict)
    parameters: Parameters = NO_SYMBOLS
    taken: Mapping[str, Periodic] = field(default_factory=dict)

    @classmethod
    def of(cls, leasts: Mapping[str, int], taken: Mapping[str, Periodic] | None = None) -> Domain:
        """Inputs from numbers on, without parameters."""
        return cls({name: number(least) for name, least in leasts.items()}, taken=taken or {})

    @classmethod
    def among(cls, sides: Collection[Periodic]) -> Domain:
        """Inputs that are in sets of numbers."""
        leasts = {side.symbol: side.least if side.never else side.first for side in sides}
        return cls.of(leasts, {side.symbol: side for side in sides if not side.always})

    @property
    def names(self) -> tuple[str, ...]:
        """The symbols, parameters first."""
        inputs = (name for name in self.least if name not in self.parameters.names)
        return (*self.parameters.names, *inputs)

    @property
    def leasts(self) -> dict[str, int]:
        """The least of each symbol, where those are numbers; of an input whose least is a formula, 1."""
        known = {name: _least(tree) for name, tree in self.least.items()}
        return {name: known[name] if name in known else self.parameters.least(name) for name in self.names}

    @property
    def region(self) -> Region:
        """The values one symbol at a time: what relates several of them is left out."""
        sides = []
        for name, least in self.leasts.items():
            values = values_of(name, self.parameters) if name in self.parameters.names else everywhere(name, least)
            sides.append(values & self.taken[name] if name in self.taken else values)
        among = tuple(everywhere(side.symbol, side.least) for side in sides)
        return Region(among, () if any(side.never for side in sides) else (tuple(sides),))


def _least(tree: Written) -> int:
    """The number that a least value is; 1 for a formula."""
    if isinstance(tree, Number):
        return tree.value
    return 1 if symbols(tree) else int(evaluate(tree, {}))


def _irrational(tree: Written, at: Mapping[str, int]) -> bool:
    try:
        evaluate(tree, at)
    except Irrational:
        return True
    return False


def values_of(name: str, names: Parameters) -> Periodic:
    """The values of a parameter."""
    among = everywhere(name, names.least(name))
    residues = dict(names.classes).get(name)
    if residues is None or residues.always:
        return among
    modulus, remainders = int(residues.modulus), tuple(map(int, residues.residues))
    return replace(among, modulus=modulus, residues=remainders)


def split(statement: Statement) -> Iterator[Statement]:
    """A statement about a maximum as one about each of its parts, where all of them must keep to it.

    >>> from symrf.formulas.tree import Symbol
    >>> k, p = Symbol("k"), Symbol("p")
    >>> len(list(split(Statement(Maximum((number(1), k - 2 * p)), "<=", Symbol("w")))))
    2
    """
    match statement:
        case Statement(Maximum(of), "<=", _) | Statement(Minimum(of), ">=", _):
            for each in of:
                yield from split(replace(statement, left=each))
        case _:
            yield statement
