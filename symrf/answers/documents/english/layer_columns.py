"""Columns with a layer's own numbers: kernel, stride, padding, dilation and the channels that it gives."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from symrf.answers.documents.document import Inline
from symrf.answers.documents.english.wording import joined
from symrf.exact.numbers.powers import Whole
from symrf.exact.sampling.hand import whole
from symrf.formulas.relations import Across
from symrf.formulas.tree import Written
from symrf.networks.conventions import Counting, Windows, windows
from symrf.networks.derivation import Derivation
from symrf.networks.notation.architecture import Layer, PaddingRule
from symrf.networks.notation.kinds import Effect

__all__ = ["LAYER_COLUMNS"]

Cell = tuple[Inline, ...]
_WITH_KERNEL = (Effect.WINDOWS, Effect.SPREAD)


def _own(derivation: Derivation, place: int) -> tuple[Layer, list[Windows]] | None:
    """A layer with windows, and its numbers on each axis; None where there are none at that place."""
    item = derivation.chain.links[place - 1].item
    if not isinstance(item, Layer) or item.kind.effect not in (*_WITH_KERNEL, Effect.MARGINS):
        return None
    axes = derivation.axes
    several = range(1 if derivation.chain.alike else len(axes))
    return item, [windows(item, each, axes, derivation.habits, derivation.parameters) for each in several]


def _number(of: Callable[[Windows], Whole]) -> Callable[[Derivation, int], Cell]:
    def cell(derivation: Derivation, place: int) -> Cell:
        found = _own(derivation, place)
        if found is None or found[0].kind.effect not in _WITH_KERNEL:
            return ()
        return _across([whole(of(each)) for each in found[1]])

    return cell


def _padding(derivation: Derivation, place: int) -> Cell:
    """The padding on each side, or both sides where they differ; the rule where it depends on the size."""
    found = _own(derivation, place)
    if found is None:
        return ()
    axes = found[1]
    if any(each.counting is Counting.SAME for each in axes):
        return (PaddingRule.SAME.value,)
    if all(each.before == each.after for each in axes):
        return _across([whole(each.before) for each in axes])
    return tuple(joined(dict.fromkeys(map(_sides, axes)), "; "))


def _sides(each: Windows) -> Cell:
    if each.before == each.after:
        return (whole(each.before),)
    return (whole(each.before), " before, ", whole(each.after), " after")


def _channels(derivation: Derivation, place: int) -> Cell:
    features = derivation.overall.features[place]
    if isinstance(features, Whole):
        return (whole(features),)
    length = derivation.overall.length(place)
    return () if length is None else (length,)


def _across(trees: list[Written]) -> Cell:
    """One number for all axes, or one an axis: 2; 2×1."""
    if len(set(trees)) == 1:
        return (trees[0],)
    return (Across(tuple(trees), close=True),)


LAYER_COLUMNS: Mapping[str, Callable[[Derivation, int], Cell]] = {
    "kernel": _number(lambda each: each.kernel),
    "stride": _number(lambda each: each.stride),
    "padding": _padding,
    "dilation": _number(lambda each: each.dilation),
    "channels": _channels,
}
"""The columns with a layer's own numbers by name, each a function of a derivation and of a place in it."""
