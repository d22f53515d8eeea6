"""Chains `a = b = c` and traces `224 -> 222 -> 111`: several claims in one, of which the first wrong one is told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace

from symrf.answers import _english
from symrf.answers.claims.reader import Claim
from symrf.answers.claims.values import Value
from symrf.answers.subjects import Subject
from symrf.answers.verdicts import Verdict
from symrf.errors import SizeError, SymrfError
from symrf.formulas.printing.plain import PLAIN
from symrf.formulas.tree import Number, Symbol, Tuple, Written, symbols
from symrf.networks.graph import Link
from symrf.networks.quantities import QUANTITIES, Quantity
from symrf.networks.reading import Reading, at_place

__all__ = ["chained", "traced"]

_WORST = ("refuted", "conditional", "undecided")


def chained(claim: Claim, steps: Sequence[Claim], links: Sequence[Verdict]) -> Verdict:
    """The verdict on a chain: that on its first link which is as wrong as any is, with all of them as its links."""
    wrong = [place for status in _WORST for place, each in enumerate(links) if each.status == status]
    place = wrong[0] if wrong else len(links) - 1
    found, step = links[place], steps[place]
    notes = dict.fromkeys(note for each in links for note in each.notes)
    if wrong:
        notes[_english.first_wrong(step.text, refuted=found.status == "refuted")] = None
    if found.status == "conditional":  # the chain holds where all of its links do
        some = [each for each in links if each.status == "conditional"]
        found = replace(found, findings=tuple(finding for each in some for finding in each.findings))
    about = replace(step, text=claim.text, links=tuple(steps))
    return replace(found, claim=about, links=tuple(links), notes=tuple(notes))


def traced(subject: Subject, claim: Claim, places: range) -> tuple[tuple[Claim, ...], tuple[str, ...]]:
    """The steps of a trace as claims, each after its layer, and how they are aligned with the layers.

    A FormulaError says that there are more steps than layers.
    """
    trace = claim.value.trace or ()
    start, inputs = _start(subject, claim, trace)
    path = tuple(_path(subject.chain.links, places.stop - 1))
    changing = tuple(_changing(subject, claim, path, inputs))
    steps = trace[1:] if start else trace
    aligned = path if len(steps) == len(path) else changing
    if len(steps) > len(aligned):
        raise claim.refused(_english.trace_too_long(len(trace), len(changing), claim.quantity))
    links = subject.chain.links
    found = tuple(
        replace(
            claim,
            text=_step(claim, links[place - 1].name, inputs, value),
            formula=value,
            formula_start=0,
            place=place,
            inputs=inputs,
            value=Value(value),
        )
        for place, value in zip(aligned, steps, strict=False)
    )
    names = [links[place - 1].name for place in aligned[: len(steps)]]
    return found, (_english.aligned(names, PLAIN(trace[0]) if start else "", all_layers=aligned is path),)


def _start(subject: Subject, claim: Claim, trace: Sequence[Written]) -> tuple[bool, tuple[tuple[str, int], ...]]:
    """Whether a trace starts before the first layer, and the inputs that it is about."""
    first = trace[0]
    given = claim.inputs or tuple((axis, size) for axis, size in subject.at.items() if claim.axis in (None, axis))
    if claim.quantity != "size":
        return first == Number(1), given
    sizes = dict(given)
    entries = first.entries if isinstance(first, Tuple) else (first,) * len(subject.axes)
    if not given and any(symbols(each) and not isinstance(each, Symbol) for each in entries):
        return False, given  # a formula is what a layer gives
    told = tuple(
        (axis, each.value) for axis, each in zip(subject.axes, entries, strict=False) if isinstance(each, Number)
    )
    if claim.axis is not None:
        told = tuple((axis, size) for axis, size in told if axis == claim.axis)
    return not given or all(sizes.get(axis, size) == size for axis, size in told), given or told


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


def _changing(subject: Subject, claim: Claim, path: Sequence[int], inputs: Sequence[tuple[str, int]]) -> Iterator[int]:
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


def _step(claim: Claim, layer: str, inputs: Sequence[tuple[str, int]], value: Written) -> str:
    axis = f".{claim.axis}" if claim.axis else ""
    at = ", ".join(f"{name}={size}" for name, size in inputs)
    return f"{claim.quantity}@{layer}{axis}{f' at {at}' if at else ''} = {PLAIN(value)}"
