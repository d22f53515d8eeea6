"""Functions that change the form of a tensor: views, permutations, axes of one pixel that come and go."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from symrf.networks.notation.architecture import Layer
from symrf.networks.notation.kinds import Kind
from symrf.readers.live import _english
from symrf.readers.live.calls import Call
from symrf.readers.live.recording import NotFollowed
from symrf.readers.live.shapes import BATCH, CHANNELS, Role, Standing

__all__ = ["formed", "inserted"]


def formed(call: Call) -> Any:
    """A tensor of another form, standing where it is in the graph; NotFollowed where axes are folded."""
    standing = call.stands(call.args[0])
    before = tuple(int(each) for each in call.args[0].shape)
    match call.name:
        case "permute" | "transpose" | "swapaxes" | "movedim" | "t":
            return call.gives(call.given, replace(standing, roles=_permuted(call, standing, before)))
        case "squeeze" | "unsqueeze":
            return call.gives(call.given, _axes(call, standing, before))
    return _viewed(call, standing, before)


def _permuted(call: Call, standing: Standing, before: tuple[int, ...]) -> tuple[Role, ...]:
    """The roles in their new order, which a tensor shows whose lengths are all different."""
    lengths = tuple(range(2, 2 + len(before)))
    probe = call.net.torch.empty(lengths, device="meta")
    moved = getattr(call.net.torch.Tensor, call.name)(probe, *call.args[1:], **call.kwargs)
    return tuple(standing.roles[lengths.index(int(each))] for each in moved.shape)


def _axes(call: Call, standing: Standing, before: tuple[int, ...]) -> Standing:
    """Axes of one pixel that go or come; where none is left, the tensor is a vector."""
    dimension = call.kwargs.get("dim", call.args[1] if len(call.args) > 1 else None)
    roles = list(standing.roles)
    if call.name == "unsqueeze":
        place = dimension if dimension >= 0 else dimension + len(before) + 1
        return inserted(call, standing, place)
    gone = range(len(before)) if dimension is None else [dimension % len(before)]
    kept = [role for place, role in enumerate(roles) if place not in gone or before[place] != 1 or role == BATCH]
    if len(kept) != len(call.given.shape):
        raise NotFollowed(_english.folds(call.name))
    if kept == [BATCH, CHANNELS] and not standing.flat:
        return Standing(call.net.add(Layer(Kind.FLATTEN), standing.place), (BATCH, CHANNELS), flat=True)
    return replace(standing, roles=tuple(kept))


def inserted(call: Call, standing: Standing, place: int) -> Standing:
    """A tensor with an axis of one pixel more, behind those that it has."""
    used = [role for role in standing.roles if isinstance(role, int)]
    if place < len(standing.roles) and used:
        raise NotFollowed(_english.folds(call.name))
    roles = (*standing.roles[:place], max(used, default=-1) + 1, *standing.roles[place:])
    return replace(standing, roles=roles)


def _viewed(call: Call, standing: Standing, before: tuple[int, ...]) -> Any:
    """view, reshape, flatten and unflatten: a vector of everything, an image of a vector, or channels in groups."""
    net, after = call.net, tuple(int(each) for each in call.given.shape)
    if not after or after == (0,) or (len(after) == 2 and after[0] != net.shape[0]):
        return _flattened(call, standing, net.torch.empty((net.shape[0], 1), device="meta"))
    if after == before:
        return call.gives(call.given, standing)
    if len(after) == 2:
        return _flattened(call, standing, call.given)
    if standing.flat and standing.roles == (BATCH, CHANNELS) and after[0] == before[0]:
        axes = len(after) - 2
        if axes != len(net.shape) - 2 and net.shape[2:]:
            raise NotFollowed(_english.folds(call.name))
        place = net.add(Layer(Kind.VIEW, after[2:], channels=after[1]), standing.place)
        return call.gives(call.given, Standing(place, (BATCH, CHANNELS, *range(axes))))
    axes = sum(isinstance(role, int) for role in standing.roles)
    leading = standing.roles[: len(standing.roles) - axes]
    grouped = leading[:1] == (BATCH,) and set(leading[1:]) == {CHANNELS}
    if grouped and axes and after[-axes:] == before[-axes:] and after[0] == before[0] and len(after) > axes + 1:
        roles = (BATCH, *(CHANNELS,) * (len(after) - axes - 1), *standing.roles[-axes:])
        return call.gives(call.given, replace(standing, roles=roles))
    raise NotFollowed(_english.folds(call.name))


def _flattened(call: Call, standing: Standing, given: Any) -> Any:
    """A vector of all that a tensor has."""
    if standing.flat:
        return call.gives(given, standing)
    if not standing.plain:
        raise NotFollowed(_english.folds(call.name))
    place = call.net.add(Layer(Kind.FLATTEN), standing.place)
    return call.gives(given, Standing(place, (BATCH, CHANNELS), flat=True))
