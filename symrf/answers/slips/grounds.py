"""The network that a claim is about, as slips are tried on it: its longest path on one axis, in plain numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from symrf.answers.slips.networks import Change, Items, Place, changed, unrolled
from symrf.answers.slips.steps import (
    IDENTITY,
    Step,
    Window,
    composed,
    ends,
    field,
    jump,
    outputs,
    settled,
    shift,
    size,
    start,
    whole,
    window,
)
from symrf.formulas.budget import spend
from symrf.formulas.tree import Written, symbols
from symrf.formulas.values import evaluate
from symrf.networks.conventions import Convention
from symrf.networks.notation.architecture import Branches, Group, Item, Layer
from symrf.networks.notation.kinds import Effect, Kind

__all__ = ["Counted", "Edit", "Ground", "Site", "Span"]

Value = int | Fraction


class Site(NamedTuple):
    """A layer on the path, where it stands, and what it does on the axis."""

    place: Place
    layer: Layer
    step: Step


class Counted(NamedTuple):
    """A layer of windows: kernel k, stride s, dilation d, effective kernel E, and the jump before and after it."""

    k: int
    s: int
    d: int
    e: int
    j: int
    a: int


class Span(NamedTuple):
    """The layers of a path from a first one up to a last, without it, and what stands there instead."""

    first: int
    last: int
    by: tuple[Layer, ...] = ()


Edit = tuple[Span, ...]
"""What a slip makes of a path: spans that do not overlap, in order."""


@dataclass(frozen=True)
class Ground:
    """A network written out as far as a claim is about it, on one axis, for the inputs that are claimed of.

    `items` are written out; `around` are they with their repeats. `sizes` is the input at which values are compared;
    there is none where the input does not matter. `later` are the layers after the place, `channels` those there,
    `others` those of layers before, `inputs` the sizes on all axes. Symbols have the values that are `put` for them.
    `head` is the text of the layer that reads the whole image, if the path ends before one: what is claimed is not of
    that path then.
    """

    items: Items
    around: Items
    axis: int
    axes: tuple[str, ...]
    habits: Convention
    quantity: str
    sizes: tuple[int, ...] = ()
    later: tuple[Step, ...] = ()
    channels: int | None = None
    others: tuple[int, ...] = ()
    inputs: tuple[int | None, ...] = ()
    put: Mapping[str, int] | None = None
    head: str = ""

    def step(self, layer: Layer) -> Step:
        """What a layer does on the axis; Unsettled where that has no plain numbers."""
        if (put := self.put) is not None:
            layer = layer.mapped(lambda value: value if isinstance(value, int) else _number(value, put))
        return settled(layer, self.axis, self.axes, self.habits)

    @cached_property
    def path(self) -> tuple[Site, ...]:
        """The layers along the branches that read most."""
        return tuple(self._along(self.items, ()))

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """What the layers of the path do."""
        return tuple(site.step for site in self.path)

    def of(self, items: Items) -> Ground:
        """Another network, asked the same."""
        return replace(self, items=unrolled(items), around=items)

    def asked(self, quantity: str) -> Ground:
        """The same network, asked another quantity."""
        return replace(self, quantity=quantity)

    def _along(self, items: Sequence[Item], within: Place) -> Iterator[Site]:
        for number, item in enumerate(items):
            at = (*within, number)
            match item:
                case Layer(kind=Kind.INPUT):
                    pass
                case Layer():
                    yield Site(at, item, self.step(item))
                case Group(inner):
                    yield from self._along(inner, (*at, 0))
                case Branches(branches):
                    along = [list(self._along(branch, (*at, each))) for each, branch in enumerate(branches)]
                    yield from max(along, key=_reading)

    # --- values

    def value(self, steps: Sequence[Step], given: int | None = None) -> Value | None:
        """The quantity of a chain of layers; None where that is none."""
        spend(len(steps))
        match self.quantity:
            case "field":
                return field(steps) if not any(step.effect in _GLOBAL for step in steps) else None
            case "jump":
                return jump(steps)
            case "start":
                return start(steps) if not any(step.effect in _GLOBAL for step in steps) else None
            case "padding":
                return whole(steps).before
            case "reach":
                few = len(outputs(steps)) <= FEW_OUTPUTS
                return max(max(each) for each in _reaches(steps)) if few else None
            case "size":
                size_in = given if given is not None else next(iter(self.sizes), None)
                return None if size_in is None else size(steps, size_in)
        return None

    def spanned(self, edit: Edit) -> list[Step]:
        """The steps after an edit."""
        found: list[Step] = []
        place = 0
        for span in edit:
            found += self.steps[place : span.first]
            found += map(self.step, span.by)
            place = span.last
        found += self.steps[place:]
        return found

    def edited(self, edit: Edit) -> Value | None:
        """The quantity after an edit, for the first input."""
        if len(edit) == 1 and self._plain:
            (span,) = edit
            by = [self.step(layer) for layer in span.by]
            if all(step.windowed for step in by):
                return self._spliced(span, by)
        if self._plain and self.quantity in _READ:
            return self._joined(edit)
        return self.value(self.spanned(edit))

    def _joined(self, edit: Edit) -> Value | None:
        """The quantity of windows after several spans, of which each is composed with what lies between."""
        found, place = IDENTITY, 0
        for span in edit:
            for one in self.windows[place : span.first]:
                found = composed(found, one)
            for layer in span.by:
                found = composed(found, window(self.step(layer)))
            place = span.last
        spend(place)
        return self._read(composed(found, self._suffixes[place]))

    def changed(self, edit: Edit) -> Items:
        """The items after an edit."""
        changes = []
        for span in edit:
            for place in range(span.first, span.last):
                changes.append(Change(self.path[place].place, 1, span.by if place == span.first else ()))
        return changed(self.items, changes)

    # --- prefixes and suffixes

    @cached_property
    def _plain(self) -> bool:
        return all(step.windowed and step.effect is not Effect.FIT for step in self.steps)

    @cached_property
    def prefixes(self) -> tuple[Window, ...]:
        """The convolution that the layers before each place are."""
        found = [IDENTITY]
        for one in self.windows:
            found.append(composed(found[-1], one))
        return tuple(found)

    @cached_property
    def windows(self) -> tuple[Window, ...]:
        """The layers, each as a chain of one."""
        return tuple(map(window, self.steps))

    @cached_property
    def layers(self) -> tuple[Counted, ...]:
        """The layers of windows, with what a rule for fields needs to know of each."""
        found = []
        before = 1
        for step, one in zip(self.steps, self.windows, strict=True):
            if step.effect in (Effect.WINDOWS, Effect.GATHER):
                kernel, dilation = (step.kernel, step.dilation) if step.effect is Effect.WINDOWS else (one.kernel, 1)
                found.append(Counted(kernel, one.stride, dilation, one.kernel, before, before * one.stride))
                before *= one.stride
        return tuple(found)

    @cached_property
    def _suffixes(self) -> tuple[Window, ...]:
        found = [IDENTITY]
        for one in reversed(self.windows):
            found.append(composed(one, found[-1]))
        return tuple(reversed(found))

    @cached_property
    def through(self) -> tuple[int, ...]:
        """The size before each place, from the first input on."""
        found = [self.sizes[0]]
        for step in self.steps:
            found.append(step.given(found[-1]))
        return tuple(found)

    @cached_property
    def _sizes_after(self) -> tuple[tuple[int, int], ...]:
        """A and S of the size floor((n+A)/S) that the layers from each place on give."""
        moved, stride = 0, 1
        found = [(moved, stride)]
        for step in reversed(self.steps):
            own = shift(step)
            moved, stride = own + step.stride * moved, step.stride * stride
            found.append((moved, stride))
        return tuple(reversed(found))

    def at(self, place: int) -> Value | None:
        """The quantity after so many layers."""
        if self.quantity == "size":
            return self.through[place] if self.sizes else None
        return self._read(self.prefixes[place]) if self._plain else self.value(self.steps[:place])

    def after(self, place: int, given: int) -> int:
        """The size after the layers from a place on, of the size there."""
        if not self._plain:
            return size(self.steps[place:], given)
        moved, stride = self._sizes_after[place]
        return (given + moved) // stride

    def _spliced(self, span: Span, by: Sequence[Step]) -> Value | None:
        spend(1 + len(by))
        if self.quantity == "size":
            return self.after(span.last, size(by, self.through[span.first])) if self.sizes else None
        middle = self.prefixes[span.first]
        for step in by:
            middle = composed(middle, window(step))
        found = composed(middle, self._suffixes[span.last])
        return self._read(found)

    def _read(self, chain: Window) -> Value | None:
        """The quantity of a chain of windows."""
        match self.quantity:
            case "field":
                return chain.kernel
            case "jump":
                return chain.stride
            case "padding":
                return chain.before
            case "start":
                return Fraction(chain.kernel - 1, 2) - chain.before
        return None


def _reaches(steps: Sequence[Step]) -> Iterator[tuple[Fraction, Fraction]]:
    """How far each output reads before and after its place."""
    apart = jump(steps)
    for output, first, last in ends(steps):
        yield output * apart - first, last - output * apart


def _number(tree: Written, put: Mapping[str, int]) -> int:
    """An expression at numbers, the index of a repeat at its second."""
    return int(evaluate(tree, dict.fromkeys(symbols(tree), 1) | dict(put)))


FEW_OUTPUTS = 32  # whose reaches are followed at each slip
_READ = frozenset({"field", "jump", "padding", "start"})
_GLOBAL = frozenset({Effect.ALL, Effect.SHARE, Effect.PICK})


def _reading(along: Sequence[Site]) -> tuple[int, int]:
    """How much a branch reads, and of how many layers it is."""
    steps = [site.step for site in along]
    if any(step.effect in _GLOBAL for step in steps):
        return 0, 0
    return field(steps), len(steps)
