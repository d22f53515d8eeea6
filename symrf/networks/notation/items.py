"""The items of a network, walked and folded: layers, groups, branches and names, which are not followed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from symrf.networks.notation.architecture import Branches, Group, Index, Item, Layer, Reference, Value

__all__ = ["Fold", "changed", "walk"]

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
    ... )
    >>> list(map(depth, parse("c3 [(p2 c3)*2 | id]").items))
    [0, 2]
    """

    layer: Callable[[Layer], T]
    group: Callable[[Group, list[T]], T]
    branches: Callable[[Branches, list[list[T]]], T]
    reference: Callable[[Reference], T]

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


def changed(
    items: tuple[Item, ...], change: Callable[[Value, frozenset[str]], Value], bound: frozenset[str] = frozenset()
) -> tuple[Item, ...]:
    """Items with each of their numbers changed; the change is told which indices are `bound` where the number stands.

    >>> from symrf.networks.notation.reader import parse
    >>> print(*changed(parse("c3p1 (c3d{i})*{i=1..4}").items, lambda value, bound: 7 if not bound else value))
    c7p7 (c3d{i})*{i=7..7}
    """

    def group(item: Group) -> Group:
        match item.count:
            case Index(symbol, first, last):
                inside = changed(item.items, change, bound | {symbol})
                return replace(item, items=inside, count=Index(symbol, change(first, bound), change(last, bound)))
            case None:
                return replace(item, items=changed(item.items, change, bound))
            case count:
                return replace(item, items=changed(item.items, change, bound), count=change(count, bound))

    def each(item: Item) -> Item:
        match item:
            case Layer():
                return item.mapped(lambda value: change(value, bound))
            case Group():
                return group(item)
            case Branches(branches):
                return replace(item, branches=tuple(changed(branch, change, bound) for branch in branches))
        return item

    return tuple(map(each, items))
