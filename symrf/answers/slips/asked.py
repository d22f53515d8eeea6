"""What is asked why it is so, and what is answered: claims that were judged, and reasons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from math import prod

from symrf.answers.slips.costs import Counted
from symrf.answers.slips.grounds import Ground
from symrf.answers.slips.networks import before, stripped, unrolled, upto, written
from symrf.answers.slips.steps import Step
from symrf.answers.subjects import Subject
from symrf.errors import SymrfError
from symrf.formulas.tree import Number, Written
from symrf.formulas.values import evaluate
from symrf.networks.channels import channels, groups_of, input_channels
from symrf.networks.notation.architecture import Branches, Layer
from symrf.networks.notation.kinds import Effect, Spends

__all__ = ["Asked", "Entry", "Reason"]

LENGTHS = frozenset({"size", "field", "jump", "start", "padding", "minimum", "reach", "reach.left", "reach.right"})
_GLOBAL = frozenset({Effect.ALL, Effect.SHARE, Effect.PICK})


@dataclass(frozen=True, slots=True)
class Entry:
    """What is claimed on an axis, None for all of them together, and what is so; `wrong` where those differ."""

    axis: str | None
    claimed: Written
    truth: Written
    wrong: bool = True


@dataclass(frozen=True)
class Asked:
    """A claim that was judged: of a quantity of a network at some of its layers, with the inputs that it is about.

    What is wrong of a number that is `shortened`, its verdict says.
    """

    subject: Subject
    quantity: str
    places: range
    entries: tuple[Entry, ...]
    inputs: Mapping[str, int] = field(default_factory=dict)
    refuted: bool = True
    shortened: bool = False


@dataclass(frozen=True, slots=True)
class Reason:
    """A possible reason why a number or a formula is another: the slip's name, and a sentence that says it.

    `network` is the text of the network that has what was claimed, or `rule` the law that gives it; `value` is what was
    claimed. It is `firm` where it explains several numbers or a formula; `share` is its part of all the evidence.
    """

    name: str
    sentence: str
    network: str | None
    rule: str | None
    value: Written
    firm: bool
    share: float


def number_at(tree: Written, at: Mapping[str, int]) -> Fraction | None:
    """The value of a formula; None where it has none."""
    if isinstance(tree, Number):
        return Fraction(tree.value)
    try:
        found = evaluate(tree, at)
    except (ValueError, KeyError, ArithmeticError):
        return None
    return Fraction(found)


def grounds(asked: Asked, quantity: str, axis: str) -> Ground:
    """Where slips in a quantity on an axis are tried; TooLong or Unsettled where they cannot be."""
    subject = asked.subject
    place = asked.places.stop - 1
    around = written(subject.network)
    items = unrolled(around)
    given = asked.inputs.get(axis)
    end = place == len(subject.chain.links)
    here = stripped(items if end else upto(items, place))
    outer = stripped(around) if end else here
    ground = Ground(
        *(here, outer, subject.axes.index(axis), subject.axes, subject.habits, quantity),
        () if given is None else (given,),
    )
    steps = ground.steps
    stop = len(_until_global(steps))
    if stop < len(steps):
        head = ground.path[stop]
        ground = replace(ground, items=before(here, head.place), around=(), head=head.layer.text)
        ground = replace(ground, around=ground.items)
    whole = replace(ground, items=stripped(items)).steps
    later = _until_global(whole[stop:]) if whole[:stop] == steps[:stop] else ()
    inputs = tuple(asked.inputs.get(each) for each in subject.axes)
    there, others = _channels(subject, place)
    return replace(ground, later=later, channels=there, others=others, inputs=inputs)


def _until_global(steps: Sequence[Step]) -> tuple[Step, ...]:
    found: list[Step] = []
    for step in steps:
        if step.effect in _GLOBAL:
            break
        found.append(step)
    return tuple(found)


def _channels(subject: Subject, place: int) -> tuple[int | None, tuple[int, ...]]:
    """The channels of the image at a place, or of that which is flattened before it; and other ones before."""
    try:
        found = _all_channels(subject)
    except (SymrfError, ValueError, ArithmeticError):
        return None, ()
    for link in subject.chain.links[:place]:
        if isinstance(link.item, Layer) and link.item.kind.flat:
            place = link.sources[0]
            break
    there = found[place]
    others = dict.fromkeys(each for each in found[:place] if isinstance(each, int) and each != there)
    return there if isinstance(there, int) else None, tuple(others)


def _all_channels(subject: Subject) -> Sequence[object]:
    known = subject.parameters
    return channels(subject.chain, input_channels(subject.network.items, known), len(subject.axes), known)


def counted(asked: Asked) -> list[Counted]:
    """The layers whose costs are claimed, as plain numbers; ValueError where they have none."""
    subject = asked.subject
    found = _all_channels(subject)
    extents = subject.overall.extents
    layers: list[Counted] = []
    for place in asked.places:
        link = subject.chain.links[place - 1]
        if not isinstance(link.item, Layer):
            if isinstance(link.item, Branches):
                continue
            raise ValueError
        layer, source = link.item, link.sources[0]
        spends = layer.kind.spends
        norm = layer.word in ("bn", "ln", "gn")
        if spends is Spends.NOTHING or (spends is Spends.WORD and not norm):
            continue
        received, given = found[source], found[place]
        if spends is Spends.UNITS and not isinstance(received, int):
            received = _features(asked, source)
        if not isinstance(received, int) or not isinstance(given, int):
            raise ValueError
        sizes = [
            tuple(int(number_at(tree, asked.inputs) or 0) for tree in extents.at(each)) for each in (source, place)
        ]
        taps, side = _taps(layer, len(subject.axes))
        groups = 1 if norm else groups_of(layer, received, subject.parameters)
        layers.append(
            Counted(
                spends,
                received,
                given,
                groups if isinstance(groups, int) else 1,
                taps,
                side,
                before=sizes[0],
                after=sizes[1],
                bias=layer.bias,
                norm=norm,
            )
        )
    return layers


def _taps(layer: Layer, axes: int) -> tuple[int, int]:
    """The taps of a kernel, and its first side; of a dense layer one."""
    if layer.kind.spends is Spends.UNITS or layer.word:
        return 1, 1
    sides = [each for each in layer.sizes if isinstance(each, int)] or [1]
    return prod(sides * axes if len(sides) == 1 else sides), sides[0]


def _features(asked: Asked, place: int) -> int | None:
    found = number_at(asked.subject.overall.flat(range(1, place + 1)), asked.inputs)
    return None if found is None else int(found)
