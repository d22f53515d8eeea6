"""Which pixels at the ends of the input no output reads: for odd w the last pixel is never read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from symrf.answers.documents.document import Inline
from symrf.formulas.tree import Modulo, Number, Sum, Symbol, Written, number

if TYPE_CHECKING:
    from symrf.networks.derivation import AxisDerivation

__all__ = ["unread"]


def unread(axis: AxisDerivation, on: tuple[Inline, ...]) -> Iterator[Inline]:
    """The pixels at both ends that no output reads, in sentences; nothing where that is not worked out.

    >>> import symrf
    >>> list(unread(symrf.derive("c3 p2 c3")["w"], ()))
    ['For ', 'odd ', Symbol(name='w'), ' the last ', 'pixel is never read', '.']
    """
    trees = axis.unread_trees
    if trees is None:
        return
    first, last = trees
    none = number(0)
    if trees == (none, none):
        yield from ("Outputs", *on, " read from the first pixel to the last.")
        return
    by_parity = _by_parity(last, axis.track.axis)
    if by_parity is None and none not in trees:
        yield from ("The first ", *_pixels(first), " and the last ", *_pixels(last), " are never read", *on, ".")
        return
    if first != none:
        yield from ("The first ", *_never(first), *on, "." if last == none else ". ")
    if by_parity is not None:
        yield from (*_for(by_parity, Symbol(axis.track.axis)), *on, ".")
    elif last != none:
        yield from ("The last ", *_never(last), *on, ".")


def _by_parity(tree: Written, axis: str) -> tuple[int, int] | None:
    """How many they are for even and for odd sizes, where that is all that they depend on."""
    from symrf.formulas.values import evaluate

    match tree:
        case Modulo(_, Number(2)) | Sum((Modulo(_, Number(2)), Number())):
            return int(evaluate(tree, {axis: 0})), int(evaluate(tree, {axis: 1}))
    return None


def _for(counts: tuple[int, int], axis: Symbol) -> Iterator[Inline]:
    """For odd w the last pixel is never read; for even w the last pixel, for odd w the last 2 pixels are never read."""
    some = [(word, number(count)) for word, count in zip(("even ", "odd "), counts, strict=True) if count]
    for place, (word, count) in enumerate(some):
        last = place == len(some) - 1
        yield from (", for " if place else "For ", word, axis, " the last ", *(_never if last else _pixels)(count))


def _pixels(count: Written) -> tuple[Inline, ...]:
    return ("pixel",) if count == number(1) else (count, " pixels")


def _never(count: Written) -> tuple[Inline, ...]:
    return ("pixel is never read",) if count == number(1) else (count, " pixels are never read")
