"""The items of a network, walked and folded: layers, groups, branches, and names and taps, which are not followed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from symrf.networks.notation.architecture import Branches, Group, Item, Layer, Reference, Tap

__all__ = ["Fold", "walk"]

T = TypeVar("T")


@dataclass(frozen=True)
class Fold(Generic[T]):
    """What an item comes to, from the inside out: brackets are handed what the items in them come to.

    >>> from symrf.networks.notation.reader import parse
    >>> depth = Fold[int](
    ...     layer=lambda _: 0,
    ...     group=lambda _, inside: 1 + max(inside),
    ...     branches=lambda _, inside: 1 + max(map(max, inside)),
    ...     reference=lambda _: 0,
    ...     tap=lambda _: 0,
    ... )
    >>> list(map(depth, parse("c3 [(p2 c3)*2 | id]").items))
    [0, 2]
    """

    layer: Callable[[Layer], T]
    group: Callable[[Group, list[T]], T]
    branches: Callable[[Branches, list[list[T]]], T]
    reference: Callable[[Reference], T]
    tap: Callable[[Tap], T]

    def __call__(self, item: Item) -> T:
        match item:
            case Layer():
                return self.layer(item)
            case Group(items):
                return self.group(item, [self(each) for each in items])
            case Branches(branches):
                return self.branches(item, [[self(each) for each in branch] for branch in branches])
            case Reference():
                return self.reference(item)
            case Tap():
                return self.tap(item)


def walk(items: Sequence[Item], around: tuple[Group, ...] = ()) -> Iterator[tuple[Item, tuple[Group, ...]]]:
    """Every item as it is written, brackets after what is in them, each with the groups around it.

    >>> from symrf.networks.notation.reader import parse
    >>> [str(item) for item, _ in walk(parse("c3 (p2 c3)*2").items)]
    ['c3', 'p2', 'c3', '(p2 c3)*2']
    """
    for item in items:
        match item:
            case Group(inside):
                yield from walk(inside, (*around, item))
            case Branches(branches):
                for branch in branches:
                    yield from walk(branch, around)
        yield item, around
