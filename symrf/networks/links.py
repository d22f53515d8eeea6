"""The links of a network: layers, each with those that it receives from, and the order in which they are derived."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from symrf.errors import DerivationError
from symrf.networks import _english
from symrf.networks.notation.architecture import Branches, Group, Layer

__all__ = ["Link", "in_order", "is_flat", "needs"]


@dataclass(frozen=True, slots=True)
class Link:
    """One layer, a repeat that is kept whole, or the place where branches meet: how it is written, its name, and the
    groups it is in."""

    item: Layer | Group | Branches
    name: str
    within: tuple[str, ...] = ()
    given: bool = False  # the name is the user's own
    sources: tuple[int, ...] = ()  # the places of the links that it receives from, 0 for the input
    fits: int | None = None  # the place of the link whose size a crop or a fit gives, 0 for the input


def needs(link: Link) -> tuple[int, ...]:
    """The places without which a link is not derived: those that it receives from, and that which it fits.

    >>> from symrf.networks.graph import chain
    >>> from symrf.networks.notation.reader import parse
    >>> [needs(link) for link in chain(parse("[crop | c3]")).links]
    [(0, 2), (0,), (1, 2)]
    """
    return link.sources if link.fits is None else (*link.sources, link.fits)


def is_flat(links: Sequence[Link], place: int) -> bool:
    """Whether what stands at a place is a row of numbers: a flat layer gave it, and words passed it on.

    >>> from symrf.networks.graph import chain
    >>> from symrf.networks.notation.reader import parse
    >>> links = chain(parse("c3 flatten relu")).links
    >>> is_flat(links, 1), is_flat(links, 3)
    (False, True)
    """
    while place > 0:
        item = links[place - 1].item
        if not isinstance(item, Layer) or not item.word:
            return isinstance(item, Layer) and item.kind.flat
        place = links[place - 1].sources[0]
    return False


def in_order(links: Sequence[Link]) -> tuple[int, ...] | None:
    """The places so that each comes after those that it needs; None where they are one after the other."""
    if all(link.sources == (place,) and link.fits is None for place, link in enumerate(links)):
        return None
    done: dict[int, None] = {}
    for last in range(1, len(links) + 1):
        waiting, going = [last], set[int]()
        while waiting:
            place = waiting[-1]
            needed = [] if place in done else [each for each in needs(links[place - 1]) if each and each not in done]
            if not needed:
                done[waiting.pop()] = None
                going.discard(place)
                continue
            going.add(place)
            if not going.isdisjoint(needed):
                fitting = next(links[each - 1] for each in sorted(going) if links[each - 1].fits in going)
                raise DerivationError(_english.fits_what_follows(fitting.item.text))
            waiting += reversed(needed)
    return tuple(done)
