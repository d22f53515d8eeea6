"""A repeat that is kept whole, seen at one of its blocks: the layers there, and the blocks before it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from symrf.exact.numbers.parametric import Parametric
from symrf.exact.numbers.powers import summed
from symrf.exact.sets.parameters import Parameters
from symrf.formulas.tree import Negative, Number, Sum, Symbol, Written, number
from symrf.networks.graph import Chain, chain
from symrf.networks.notation.architecture import Architecture, Definition, Group, Index

if TYPE_CHECKING:
    from symrf.exact.numbers.powers import Whole

__all__ = ["FIRST", "INDEX", "Repeat"]

FIRST = Number(0)
INDEX = "'"  # behind the name of an index until its sum is written: no symbol that is read has it
_LETTERS = "ijlqtuvxyz"


@dataclass(frozen=True)
class Repeat:
    """A group whose blocks are counted from 0 on by an index; the names in `taken` are not for it.

    `depth` is how many repeats it stands in.
    """

    group: Group
    known: Parameters  # the symbols around it
    definitions: tuple[Definition, ...] = ()
    taken: frozenset[str] = frozenset()
    depth: int = 0

    @classmethod
    def of(cls, group: Group, links: Chain, known: Parameters, within: Repeat | None, names: frozenset[str]) -> Repeat:
        """A group of a chain, which is a block of another repeat or the network, where these names are taken."""
        definitions = tuple(Definition(name, items) for name, items in links.definitions.items())
        if within is None:
            return cls(group, known, definitions, names)
        return cls(group, known, definitions, within.taken | {within.letter}, within.depth + 1)

    @cached_property
    def letter(self) -> str:
        """The name of the index: that of the network's own, if it is free."""
        own = self.group.count.symbol if isinstance(self.group.count, Index) else "i"
        numbered = (f"i_{place}" for place in range(len(self.taken) + 1))
        free: str = next(name for name in (own, *_LETTERS, *numbered) if name not in self.taken)
        return free

    @cached_property
    def index(self) -> Symbol:
        """The index, which may be 0."""
        return Symbol(self.letter + INDEX)

    @cached_property
    def inside(self) -> Parameters:
        """The symbols in a block."""
        name = self.index.name
        return replace(self.known, names=(*self.known.names, name), leasts=(*self.known.leasts, (name, 0)))

    @cached_property
    def count(self) -> Whole:
        """How many blocks there are."""
        match self.group.count:
            case Index(_, first, last):
                return self.known.number(last) - self.known.number(first) + 1
            case None:
                return 1
            case count:
                return self.known.number(count)

    @property
    def last(self) -> Written:
        """The index of the last block."""
        match self.group.count:
            case Index(_, first, last):
                return Sum((number(last), Negative(number(first))))
            case None:
                return FIRST
            case int(count):
                return number(count - 1)
            case count:
                return count - 1

    def block(self, at: Written) -> Chain:
        """The layers of the block with that index."""
        items = self.group.items
        if isinstance(self.group.count, Index):
            from symrf.networks.notation.instances import in_items

            items = in_items(items, {self.group.count.symbol: Sum((number(self.group.count.first), at))})
        return chain(Architecture(items, self.definitions))

    def before(self, at: Written) -> Chain:
        """The blocks before the one with that index."""
        match self.group.count:
            case Index(symbol, first, _):
                items = (Group(self.group.items, Index(symbol, first, Sum((number(first), at)) - 1)),)
            case _:
                items = (Group(self.group.items, at),)
        return chain(Architecture(items, self.definitions))

    def depends(self, value: Whole) -> bool:
        """Whether a number depends on the index."""
        return isinstance(value, Parametric) and self.index.name in value.symbols

    def total(self, value: Whole, first: Whole, last: Whole) -> Whole:
        """The sum of a number over the index; what has no closed form stays a sum."""
        if not isinstance(value, Parametric) or not self.depends(value):
            return value * (last - first + 1)
        marked, plain = (
            Parametric(replace(self.known, leasts=((name, 0),)).symbol(name)) for name in (self.index.name, self.letter)
        )
        return summed(value.renamed(marked, plain), plain, first, last)
