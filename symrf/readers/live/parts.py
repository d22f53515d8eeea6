"""Functions of torch that take parts of a tensor, or of which several tensors are given."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from symrf.networks.notation.architecture import Join, Layer, Rounding, Sides
from symrf.networks.notation.kinds import Kind
from symrf.readers.live import _english
from symrf.readers.live.calls import Call
from symrf.readers.live.forms import inserted
from symrf.readers.live.recording import NotFollowed
from symrf.readers.live.shapes import BATCH, CHANNELS, Length, Standing

__all__ = ["averaged", "concatenated", "indexed", "joined", "split"]


def averaged(call: Call) -> Any:
    """mean, amax and the like over all axes, or over the channels."""
    tensor = call.args[0]
    standing = call.net.standing(tensor)
    dims = call.kwargs.get("dim", call.args[1] if len(call.args) > 1 else None)
    if standing is None or dims is None:
        raise NotFollowed(_english.folds(call.name))
    roles = [standing.at(each) for each in (dims if isinstance(dims, tuple | list) else (dims,))]
    keep = call.kwargs.get("keepdim", call.args[2] if len(call.args) > 2 else False)
    axes = [role for role in standing.roles if isinstance(role, int)]
    first = call.given if isinstance(call.given, call.net.torch.Tensor) else call.given[0]
    if roles == [CHANNELS] and keep:
        place = call.net.add(Layer(Kind.OPAQUE, word=call.name, channels=1), standing.place)
        return _paired(call, call.gives(first, replace(standing, place=place)))
    if not axes or not roles or not set(roles) <= set(axes) or (keep and set(roles) < set(axes)):
        raise NotFollowed(_english.folds(call.name))
    if set(roles) < set(axes):
        rest = tuple(role for role in standing.roles if role not in roles)
        return _paired(call, call.gives(first, replace(standing, roles=rest, averaged=(*standing.averaged, *roles))))
    place = call.net.add(Layer(Kind.GLOBAL_MAX if "max" in call.name else Kind.GLOBAL_AVERAGE), standing.place)
    if keep and not standing.averaged:
        return _paired(call, call.gives(first, replace(standing, place=place)))
    if keep:
        raise NotFollowed(_english.folds(call.name))
    place = call.net.add(Layer(Kind.FLATTEN), place)
    return _paired(call, call.gives(first, Standing(place, (BATCH, CHANNELS), flat=True)))


def _paired(call: Call, made: Any) -> Any:
    """The values of what gives values and where they stand."""
    given = call.given
    return made if isinstance(given, call.net.torch.Tensor) else type(given)((made, *tuple(given)[1:]))


# ---- several tensors -------------------------------------------------------------------------------------------------


def joined(join: Join) -> Callable[[Call], Any]:
    def handler(call: Call) -> Any:
        tensors = [each for each in (*call.args, *call.kwargs.values()) if call.net.standing(each) is not None]
        first = call.net.standing(tensors[0])
        if first is None:
            raise NotFollowed(_english.unknown(call.name))
        if len(tensors) == 1:
            return call.gives(call.given, first)  # with a number, or with weights
        standings = [standing for each in tensors if (standing := call.net.standing(each)) is not None]
        if any(standing.roles != first.roles for standing in standings):
            raise NotFollowed(_english.other_form(call.name))
        over = first.roles.index(CHANNELS)
        counts = {int(each.shape[over]) for each in tensors}
        spread = Join.GATE if len(counts) > 1 and 1 in counts else join  # a sum has as many channels in each branch
        wide = max(standings, key=lambda each: sum(tensors[standings.index(each)].shape))
        place = call.net.add(spread, *(standing.place for standing in standings))
        return call.gives(call.given, replace(wide, place=place))

    return handler


def concatenated(call: Call) -> Any:
    tensors = call.args[0] if call.args else call.kwargs["tensors"]
    dimension = call.kwargs.get("dim", call.args[1] if len(call.args) > 1 else 0)
    standings = [call.net.standing(each) for each in tensors]
    known = [each for each in standings if each is not None]
    if len(known) < len(standings) or any(each.roles != known[0].roles for each in known):
        raise NotFollowed(_english.other_form(call.name))
    if known[0].at(dimension) != CHANNELS:
        raise NotFollowed(_english.folds(call.name))
    place = known[0].place if len(known) == 1 else call.net.add(Join.CONCATENATE, *(each.place for each in known))
    return call.gives(call.given, replace(known[0], place=place))


# ---- parts of a tensor -----------------------------------------------------------------------------------------------


def split(call: Call) -> Any:
    standing = call.net.standing(call.args[0])
    dimension = call.kwargs.get("dim", call.args[2] if len(call.args) > 2 else 0)
    if standing is None or standing.at(dimension) != CHANNELS:
        raise NotFollowed(_english.folds(call.name))
    return type(call.given)([_taken(call, standing, each, dimension) for each in call.given])


def _taken(call: Call, standing: Standing, part: Any, dimension: int = 1) -> Any:
    place = call.net.add(Layer(Kind.TAKE, (int(part.shape[dimension]),)), standing.place)
    return call.gives(part, replace(standing, place=place))


def indexed(call: Call) -> Any:
    """x[:, :64], x[:, :, :-2], x[..., ::2, 1::2]: a share of the channels, a crop, every second pixel."""
    tensor, index = call.args[0], call.args[1] if isinstance(call.args[1], tuple) else (call.args[1],)
    standing = call.net.standing(tensor)
    if standing is None:
        raise NotFollowed(_english.unknown(call.name))
    if any(each is not None and each is not Ellipsis and not isinstance(each, slice) for each in index):
        raise NotFollowed(_english.PICKS)
    if Ellipsis in index:
        place = index.index(Ellipsis)
        missing = len(standing.roles) - sum(each is not None for each in index) + 1
        index = (*index[:place], *(slice(None),) * missing, *index[place + 1 :])
    added = [place for place, each in enumerate(index) if each is None]
    index = tuple(each for each in index if each is not None)
    found = standing
    crops: dict[int, tuple[int, int, int]] = {}
    for dimension, each in enumerate(index):
        start, stop, step = each.indices(int(tensor.shape[dimension]))
        rest = int(tensor.shape[dimension]) - stop
        role = standing.roles[dimension]
        if (start, rest, step) == (0, 0, 1):
            continue
        if role == CHANNELS and step == 1:
            found = replace(found, place=call.net.add(Layer(Kind.TAKE, (stop - start,)), found.place))
        elif isinstance(role, int) and step >= 1 and standing.plain:
            crops[role] = (-start, -rest, step)
            if any(isinstance(bound, Length) for bound in (each.start, each.stop)) or (each.stop or -1) > 0:
                call.net.depends(call.name)
        else:
            raise NotFollowed(_english.folds(call.name))
    if crops:
        found = replace(found, place=call.net.layers(_cropped(crops, len(standing.roles) - 2), found))
    for place in added:
        found = inserted(call, found, place)
    return call.gives(call.given, found)


def _cropped(crops: Mapping[int, tuple[int, int, int]], count: int) -> list[Layer]:
    """Margins that are cut, then every so many pixels."""
    each = [crops.get(axis, (0, 0, 1)) for axis in range(count)]
    layers = []
    if any(before or after for before, after, _ in each):
        layers.append(Layer(Kind.PAD, padding=tuple(Sides(before, after) for before, after, _ in each)))
    if any(step > 1 for *_, step in each):
        stride = tuple(step for *_, step in each)
        pool = Layer(Kind.MAX_POOL, (1,), stride=stride, padding=(Sides(0, 0),), rounding=Rounding.FLOOR)
        layers.append(pool)
    return layers
