"""A claim and a network -> the claim as it is meant there: which axis, which layer, which inputs and symbols."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from symrf.answers import _english
from symrf.answers.claims.reader import Claim
from symrf.answers.meanings import every_axis, input_named
from symrf.answers.subjects import Subject
from symrf.formulas.tree import number
from symrf.networks.notation.instances import put

__all__ = ["about", "settled"]

_DEEP_FIRST = ("t", "d", "z", "h", "y", "w", "x")  # the order of axes in a shape


def settled(subject: Subject, claim: Claim) -> tuple[Subject, Claim, tuple[str, ...]]:
    """The network that a claim is about, the claim in its axes and layers, and notes on how it was read."""
    if _is_layer(subject, claim):
        claim = replace(claim, network=None, place=(claim.network or "").strip())
    subject = about(subject, claim)
    _check_free(subject, claim)
    claim = _on_axis(subject, subject.placed(claim))
    inputs, values, notes = _given(subject, claim)
    if values:
        subject.parameters.check(values)
        subject = replace(subject, network=put(subject.network, values))
        claim = claim.put({name: number(value) for name, value in values.items()})
    return subject, replace(claim, inputs=tuple(inputs.items())), notes


def about(subject: Subject, claim: Claim) -> Subject:
    """The network that a claim is about, which it may name: that at hand, or another of its definitions."""
    if claim.network is None or _is_argument(subject, claim.network) or _is_layer(subject, claim):
        return subject
    return subject.of(claim.network)


def _is_layer(subject: Subject, claim: Claim) -> bool:
    """Whether the text in brackets is a layer, as derivations write field(P_3) for the output of that name."""
    return claim.network is not None and claim.place is None and subject.is_place(claim.network.strip())


def _is_argument(subject: Subject, text: str) -> bool:
    """Whether a text in brackets is the input, as in size(n) = n-2, and no network."""
    names = [name.strip() for name in text.split(",")]
    known = {subject.network.name, *(each.name for each in subject.network.definitions)}
    return all(name not in known and (name in subject.axes or input_named(name, subject.axes)) for name in names)


def _check_free(subject: Subject, claim: Claim) -> None:
    """Refuse a letter for a quantity where the network has it for a symbol or a layer."""
    if claim.word and (
        claim.word in subject.parameters.names or any(link.name == claim.word for link in subject.chain.links)
    ):
        raise claim.refused(_english.is_of_network(claim.word, claim.quantity), 0)


def _on_axis(subject: Subject, claim: Claim) -> Claim:
    """A claim on an axis of the network: that of `W_out` is the one axis, where there is one."""
    axis = claim.axis
    if axis is None or axis in subject.axes:
        return claim
    if len(subject.axes) == 1 and every_axis(axis):
        return replace(claim, axis=None)
    if every_axis(axis) and axis not in _DEEP_FIRST:
        return replace(claim, axis=None)
    raise claim.refused(_english.no_axis(axis, subject.axes), 0, axis)


def _given(subject: Subject, claim: Claim) -> tuple[dict[str, int], dict[str, int], tuple[str, ...]]:
    """The inputs and the symbols that a claim gives, in the order of the axes, and how they were read."""
    symbols = subject.parameters.names
    values = {name: value for name, value in subject.given.items() if name in symbols}
    notes: list[str] = []
    bare = [value for name, value in claim.inputs if not name]
    told = [("", axis, size) for axis, size in (_in_order(subject, claim, bare, notes) if bare else {}).items()]
    for name, value in claim.inputs:
        if name:
            told += [(name, each, value) for each in ((name,) if name in symbols else _axes(subject, claim, name))]
    found: dict[str, tuple[str, int]] = {}
    for name, axis, value in told:
        other, before = found.setdefault(axis, (name, value))
        if before != value or (other and other != name):
            raise claim.refused(_english.given_again(name, axis, other), 0, name)
    values |= {name: value for name, (_, value) in found.items() if name in symbols}
    inputs = {axis: found[axis][1] for axis in subject.axes if axis in found}
    if claim.axis is not None and inputs and claim.axis not in inputs:
        name = next(filter(None, dict(claim.inputs)), "")
        raise claim.refused(_english.input_of_another_axis(claim.axis, [*inputs]), 0, name)
    return inputs, values, tuple(notes)


def _axes(subject: Subject, claim: Claim, name: str) -> tuple[str, ...]:
    """The axes whose input a name stands for."""
    meant = subject.names.get(name, name)
    if meant in subject.axes:
        return (meant,)
    axes = input_named(name, subject.axes)
    if not axes:
        raise claim.refused(_english.no_axis(name, subject.axes), 0, name)
    return axes


def _in_order(subject: Subject, claim: Claim, sizes: Sequence[int], notes: list[str]) -> dict[str, int]:
    """The inputs of sizes without names: one for every axis, one an axis, or a shape, with channels and batch."""
    axes, more = subject.axes, len(sizes) - len(subject.axes)
    if len(sizes) == 1:
        return dict.fromkeys(axes, sizes[0])
    if more == 0:
        return dict(zip(axes, sizes, strict=True))
    if more not in (1, 2):
        raise claim.refused(_english.other_count_of_inputs(len(sizes), axes), claim.text.find(str(sizes[0])))
    last = subject.habits.name == "tensorflow"
    inside = sizes[more - 1 : -1] if last else sizes[more:]
    ordered = in_shape(axes)
    notes.append(_english.shape_of_input(ordered, batch=more == 2, last=last))
    return dict(zip(ordered, inside, strict=True))


def in_shape(axes: Sequence[str]) -> tuple[str, ...]:
    """Axes in the order that they have in a shape: height before width."""
    if not set(axes) <= set(_DEEP_FIRST):
        return tuple(axes)
    return tuple(sorted(axes, key=_DEEP_FIRST.index))
