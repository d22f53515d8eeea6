"""Chains `a = b = c` and traces `224 -> 222 -> 111`: several claims in one, of which the first wrong one is told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import pairwise

from symrf.answers import _english
from symrf.answers.claims.given import Input
from symrf.answers.claims.reader import Claim
from symrf.answers.claims.values import Value
from symrf.answers.subjects import Subject
from symrf.answers.verdicts import Verdict
from symrf.errors import SizeError, SymrfError
from symrf.formulas.printing.plain import PLAIN
from symrf.formulas.tree import Number, Symbol, Tuple, Written, symbols
from symrf.networks.graph import Link
from symrf.networks.notation.architecture import Group, Layer
from symrf.networks.notation.kinds import Kind
from symrf.networks.quantities import QUANTITIES, Quantity
from symrf.networks.reading import Reading, at_place

__all__ = ["chained", "traced"]

_WORST = ("refuted", "conditional", "undecided")
_OF_THE_INPUT = {"field": 1, "jump": 1, "start": 0}  # before the first layer


def chained(claim: Claim, steps: Sequence[Claim], links: Sequence[Verdict]) -> Verdict:
    """The verdict on a chain: that on its first link which is as wrong as any is, with all of them as its links."""
    wrong = [place for status in _WORST for place, each in enumerate(links) if each.status == status]
    place = wrong[0] if wrong else len(links) - 1
    found, step = links[place], steps[place]
    notes = _english.of_all_links(note for each in links for note in each.notes)
    if wrong:
        notes.append(_english.first_wrong(step.text, refuted=found.status == "refuted"))
    if found.status == "conditional":  # the chain holds where all of its links do
        some = [each for each in links if each.status == "conditional"]
        found = replace(found, findings=tuple(finding for each in some for finding in each.findings))
    about = replace(step, text=claim.text, links=tuple(steps))
    return replace(found, claim=about, links=tuple(links), notes=tuple(notes))


@dataclass(frozen=True, slots=True)
class _Alignment:
    """The layers after which the values of a trace are, what those are, and whether the input stands before them.

    `inputs` are those that it is about.
    """

    places: tuple[int, ...]
    which: str = field(compare=False)
    start: bool
    inputs: tuple[Input, ...]


def traced(subject: Subject, claim: Claim, places: range) -> Iterator[tuple[tuple[Claim, ...], tuple[str, ...]]]:
    """The steps of a trace as claims, each after its layer, and how they are aligned: each way that may be meant.

    A FormulaError says that there are more steps, or fewer, than there are layers in any way.
    """
    trace = claim.value.trace or ()
    start, given, told = _start(subject, claim, trace)
    path = tuple(_path(subject.chain.links, places.stop - 1))
    known = given or told
    changing = tuple(_changing(subject, claim, path, known))
    blocks = tuple(place for place in _blocks(subject) if place in path)
    ways = [(changing, _english.LAYERS_THAT_CHANGE_IT)]
    if QUANTITIES[claim.quantity].cost is None:
        outer = tuple(_changing(subject, claim, _outer(subject, path), known))
        ways += [(path[-1:], _english.LAST_LAYER), (blocks, _english.BLOCKS), (outer, _english.LAYERS_AND_BLOCKS)]
    ways += [(path, _english.ALL_LAYERS)]
    if claim.quantity == "size" and len(image := tuple(_with_pixels(subject.chain.links, path))) < len(path):
        ways += [(tuple(place for place in changing if place in image), _english.LAYERS_WITH_PIXELS)]
        ways += [(image[-1:], _english.LAST_LAYER)]
    readings = [*([(True, known)] if start else []), (False, given), *([(False, told)] if start and not given else [])]
    found = [
        _Alignment(aligned, which, started, inputs)
        for started, inputs in readings
        for aligned, which in ways
        if len(aligned) + started == len(trace) and (started or which != _english.LAST_LAYER)
    ]
    if not found:
        raise claim.refused(_english.no_alignment(len(trace), claim.quantity, len(changing), len(blocks), len(path)))
    for alignment in dict.fromkeys(found):
        yield _aligned(subject, claim, alignment)


def _aligned(subject: Subject, claim: Claim, alignment: _Alignment) -> tuple[tuple[Claim, ...], tuple[str, ...]]:
    """The steps of a trace where it is aligned so, and the note that says how."""
    trace, names = claim.value.trace or (), [link.name for link in subject.chain.links]
    steps = tuple(
        replace(
            claim,
            text=_step(claim, names[place - 1], alignment.inputs, value),
            formula=value,
            formula_start=0,
            place=place,
            inputs=alignment.inputs,
            value=Value(value),
        )
        for place, value in zip(alignment.places, trace[alignment.start :], strict=True)
    )
    after = [names[place - 1] for place in alignment.places]
    unsaid = claim.quantity == "size" and not alignment.inputs and not symbols(trace[0])
    return steps, (
        _english.aligned(after, PLAIN(trace[0]) if alignment.start else "", alignment.which),
        *([_english.NO_INPUT_IN_TRACE] if unsaid else []),
    )


def _start(
    subject: Subject, claim: Claim, trace: Sequence[Written]
) -> tuple[bool, tuple[Input, ...], tuple[Input, ...]]:
    """Whether a trace may start before the first layer, the inputs that it is about, and those that it says then."""
    first = trace[0]
    given = claim.inputs or tuple((axis, size) for axis, size in subject.at.items() if claim.axis in (None, axis))
    if claim.quantity != "size":
        return first == Number(_OF_THE_INPUT.get(claim.quantity, -1)), given, ()
    sizes = dict(given)
    entries = first.entries if isinstance(first, Tuple) else (first,) * len(subject.axes)
    if not given and any(symbols(each) and not isinstance(each, Symbol) for each in entries):
        return False, given, ()  # a formula is what a layer gives
    told = tuple(
        (axis, each.value) for axis, each in zip(subject.axes, entries, strict=False) if isinstance(each, Number)
    )
    if claim.axis is not None:
        told = tuple((axis, size) for axis, size in told if axis == claim.axis)
    return not given or all(sizes.get(axis, size) == size for axis, size in told), given, told


def _with_pixels(links: Sequence[Link], path: Sequence[int]) -> Iterator[int]:
    """The layers of a path before the first that leaves 1 pixel, whatever the input."""
    for place in path:
        item = links[place - 1].item
        if isinstance(item, Layer) and (item.kind.flat or item.kind in (Kind.GLOBAL_AVERAGE, Kind.GLOBAL_MAX)):
            return
        yield place


def _blocks(subject: Subject) -> Iterator[int]:
    """The places at which the groups, blocks and branches of a network end that are in no other, each repeat of one."""
    for item, (start, end) in zip(subject.network.items, pairwise((0, *subject.chain.ends)), strict=True):
        times = item.count if isinstance(item, Group) and isinstance(item.count, int) else 1
        if not isinstance(item, Layer) and end > start:
            step = (end - start) // times or 1  # 1: a repeat that is kept whole
            yield from range(start + step, end + 1, step)


def _outer(subject: Subject, path: Sequence[int]) -> tuple[int, ...]:
    """The places at which the items of a network end, of a group or branches that of the whole."""
    return tuple(place for place in dict.fromkeys(subject.chain.ends) if place in path)


def _path(links: Sequence[Link], last: int) -> Iterator[int]:
    """The places from the input to a layer, of branches those of the longest."""
    longest = [0]  # layers up to each place
    for link in links[:last]:
        longest.append(1 + max((longest[source] for source in link.sources), default=0))
    back: list[int] = []
    while last:
        back.append(last)
        last = max(links[last - 1].sources, key=longest.__getitem__, default=0)
    yield from reversed(back)


def _changing(subject: Subject, claim: Claim, path: Sequence[int], inputs: Sequence[Input]) -> Iterator[int]:
    """Those layers of a path that change the quantity, on an axis at least, or that add to it."""
    quantity = QUANTITIES[claim.quantity]
    tracks = [track for track in subject.tracks if claim.axis in (None, track.axis)]
    given = {} if subject.parameters.names else dict(inputs)
    before: list[object] = (
        [] if quantity.along is None else [_along(at_place(each, 0), claim, given) for each in tracks]
    )
    for place in path:
        if quantity.along is None:
            here = [_whole(subject, quantity, place)]
        else:
            here = [_along(at_place(track, place), claim, given) for track in tracks]
        if here != [Number(0)] and (here != before or quantity.cost):
            yield place
        before = here


def _whole(subject: Subject, quantity: Quantity, place: int) -> object:
    """The quantity of one layer, or after it, of the whole network; None where there is none."""
    with suppress(SymrfError):
        return None if quantity.whole is None else quantity.whole(subject.overall, range(place, place + 1))
    return None


def _along(reading: Reading, claim: Claim, given: Mapping[str, int]) -> object:
    """The quantity on an axis, a size at the input that is given; None where there is none."""
    if claim.quantity == "size" and reading.track.axis in given:
        try:
            return reading.size.at(given[reading.track.axis])
        except SizeError:
            return None
    along = QUANTITIES[claim.quantity].along
    return None if along is None else along(reading, "closed")


def _step(claim: Claim, layer: str, inputs: Sequence[Input], value: Written) -> str:
    axis = f".{claim.axis}" if claim.axis else ""
    at = ", ".join(f"{name}={size}" for name, size in inputs)
    return f"{claim.quantity}@{layer}{axis}{f' at {at}' if at else ''} = {PLAIN(value)}"
