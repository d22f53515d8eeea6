"""Numbers for the inputs that are given: what formulas come to there, and how that input is called."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from symrf.answers.documents.document import Count, Inline
from symrf.answers.documents.english.premises import given
from symrf.answers.documents.english.wording import joined
from symrf.formulas.relations import Across, Relation
from symrf.formulas.tree import Number, Symbol, Tuple, Written, number, symbols
from symrf.networks.derivation import Derivation
from symrf.networks.links import is_flat
from symrf.networks.reading import Reading, at_place
from symrf.networks.stepwise import Stepwise

if TYPE_CHECKING:
    from fractions import Fraction

__all__ = ["beside", "by_hand", "checked", "counted", "multiplied", "put", "shape_at", "short", "worth"]

_UNCOUNTED = 10**30


def short(at: Mapping[str, int], axes: Sequence[str]) -> tuple[Inline, ...]:
    """How an input is called over a column: at 64×64, or with its names where it is more than a size on each axis.

    >>> short({"w": 64, "h": 32}, ("w", "h"))
    ('at ', Across(lengths=(Number(value=64), Number(value=32)), close=True))
    """
    if len(axes) == 1 or not set(axes) <= at.keys():
        return tuple(given(at))
    others = [Relation((Symbol(name), number(value))) for name, value in at.items() if name not in axes]
    sizes = Across(tuple(number(at[axis]) for axis in axes), close=True)
    return ("at ", sizes, *(inline for each in others for inline in (", ", each)))


def checked(derivation: Derivation, at: Sequence[Mapping[str, int]]) -> tuple[Mapping[str, int], ...]:
    """The inputs that are given with a size on some axis; a SizeError names a layer that does not take one."""
    known = tuple(each for each in at if each.keys() & set(derivation.axes))
    for output in derivation.outputs.values() or (derivation,):
        for each in known:
            output.at(**each)
    return known


def put(tree: Written | None, at: Mapping[str, int]) -> Written | None:
    """A formula with the numbers of an input in it; None where it has other symbols, or none of these.

    >>> from symrf.formulas.tree import Symbol
    >>> put(2 * Symbol("w") - 1, {"w": 8}), put(number(3), {"w": 8})
    (Number(value=15), None)
    """
    if tree is None or not symbols(tree) or not symbols(tree) <= at.keys():
        return None
    if isinstance(tree, Tuple):
        return Tuple(tuple(put(entry, at) or entry for entry in tree.entries))
    from symrf.formulas.values import rational

    return None if (value := worth(tree, at)) is None else rational(value)


def worth(tree: Written, at: Mapping[str, int]) -> Fraction | None:
    """The number that a formula is for an input; None where it is too long to be written out."""
    from symrf.formulas.values import evaluate

    try:
        return evaluate(tree, at)
    except ValueError:
        return None


def by_hand(derivation: Derivation, at: Mapping[str, int]) -> tuple[Inline, ...]:
    """What the hand form gives for an input where that is another number, 5/2 on w and 7/2 on h; nothing elsewhere."""
    from symrf.formulas.values import rational

    sizes = derivation.at(**at)
    found = {axis: worth(derivation[axis].size.tree("hand"), at) for axis in sizes}
    wrong = {axis: value for axis, value in found.items() if value is not None and value != sizes[axis]}
    if len(wrong) == len(sizes) and len(set(wrong.values())) == 1:
        return (rational(next(iter(wrong.values()))),)
    return tuple(joined(((rational(value), " on ", Symbol(axis)) for axis, value in wrong.items()), " and "))


def multiplied(product: Written) -> tuple[Written, ...]:
    """The number that a product of numbers is; nothing where it is one, or has symbols."""
    from symrf.formulas.values import worked_out

    return () if symbols(product) or isinstance(product, Number) else (worked_out(product),)


def counted(tree: Written) -> Inline:
    """A whole number with its thousands apart; one that nobody counts by them, and another formula, as it is."""
    return Count.of(tree.value) if isinstance(tree, Number) and tree.value < _UNCOUNTED else tree


def shape_at(derivation: Derivation, place: int, at: Mapping[str, int]) -> tuple[Inline, ...]:
    """What stands at a place for an input that is taken: 7×7×4 with the channels, 196 in a row, if that is known."""
    from symrf.formulas.values import worked_out

    if is_flat(derivation.chain.links, place):
        length = derivation.overall.length(place)
        known = length if length is None or not symbols(length) else put(length, at)
        return () if known is None else (worked_out(known),)
    sizes = list(_sizes(derivation, place, at))
    features = derivation.overall.channels(place)
    if features is not None and len(sizes) == len(derivation.axes):
        sizes.append(number(features))
    return (Across(tuple(sizes), close=True) if len(sizes) > 1 else sizes[0],)


def beside(
    derivation: Derivation, reading: Reading, quantity: Stepwise, at: Sequence[Mapping[str, int]]
) -> Iterator[tuple[Inline, ...]]:
    """What a quantity is at each input: 31 at w = 64, 23 at h = 48; where all axes are alike it is that on each.

    The size is the true one, also where a formula without floors is not.
    """
    tracks = derivation.tracks if derivation.uniform else [reading.track]
    for each in at:
        told: set[int] = set()
        for track in tracks:
            size = each.get(track.axis)
            if size is None or size in told:
                continue
            told.add(size)
            there = at_place(track, reading.place)
            value = _size(there, each) if quantity == "size" else put(there.tree(quantity), each)
            if value is not None:
                yield (value, " at ", Relation((Symbol(track.axis), number(size))))


def _sizes(derivation: Derivation, place: int, at: Mapping[str, int]) -> Iterator[Written]:
    """The sizes on the axes that are given."""
    for track in derivation.tracks:
        if track.axis not in at:
            continue
        yield _size(at_place(track, place), at)


def _size(reading: Reading, at: Mapping[str, int]) -> Written:
    """The size for an input that is taken."""
    if not reading.state.symbolic:
        return number(reading.state.size_at(at[reading.track.axis]))
    tree = reading.tree("size", "closed")
    return put(tree, at) or tree
