"""What a printed module asks of the tensor that it is given, before anything is wired."""

from __future__ import annotations

from dataclasses import dataclass
from math import isqrt

from symrf.networks.notation.architecture import Layer, Value
from symrf.networks.notation.kinds import Kind
from symrf.readers.prints.leaves import LEFT_OUT, told
from symrf.readers.prints.modules import Module
from symrf.readers.prints.templates import chosen, opaque
from symrf.readers.prints.tensors import Tensor

__all__ = ["Need", "fits", "gates", "gives", "layers", "need", "squared"]

_BLOCKING = frozenset({Kind.NEAREST, Kind.BILINEAR, Kind.SHUFFLE, Kind.UNSHUFFLE, Kind.FLATTEN, Kind.VIEW})
_POOLED = frozenset({Kind.GLOBAL_AVERAGE, Kind.GLOBAL_MAX})
_GATES = frozenset({"sigmoid", "hsigmoid"})


@dataclass(frozen=True, slots=True)
class Need:
    """So many channels, or so many `features` where it is a dense layer's; `norm` says that it is a norm's."""

    count: Value
    features: bool
    norm: bool = False


def need(module: Module) -> Need | None:
    """What the first layer of a module that says so receives; None behind a layer that changes the channels."""
    found = _first(module)
    return found if isinstance(found, Need) else None


def _first(module: Module) -> Need | bool:
    """What it receives; True where what follows receives the same, False where that is not known."""
    if module.first is None:
        module.first = _looked(module)
    found: Need | bool = module.first
    return found


def _looked(module: Module) -> Need | bool:
    if LEFT_OUT.fullmatch(module.name):
        return True
    template = chosen(module) if module.children else None
    if template is not None and opaque(template):
        return False
    given = told(module)
    if given is not None:
        if given.takes is not None:
            quantity, count = given.takes
            return Need(count, quantity == "features", all(layer.kind is Kind.PASS for layer in given.layers))
        return not any(layer.kind in _BLOCKING for layer in given.layers)
    for child in module.children:
        found = _first(child)
        if found is not True:
            return found
    return bool(module.children)


def fits(tensor: Tensor, asked: Need | None) -> bool:
    """Whether a module can go on from a tensor, which is flattened or made an image where that is all it takes.

    >>> fits(Tensor(1, 16), Need(400, True)), fits(Tensor(1, 16), Need(32, False))
    (True, False)
    """
    if asked is None or tensor.channels is None or tensor.channels == asked.count:
        return True
    count, channels = asked.count, tensor.channels
    if not isinstance(count, int) or not isinstance(channels, int) or asked.norm or not count or not channels:
        return False
    if tensor.flat:
        return not asked.features and squared(channels, count) is not None
    return asked.features and not tensor.one and count % channels == 0


def squared(features: int, channels: int) -> int | None:
    """The side of the square image that so many features are with so many channels.

    >>> squared(8192, 512), squared(8192, 500)
    (4, None)
    """
    pixels, rest = divmod(features, channels)
    side = isqrt(pixels)
    return side if not rest and side * side == pixels else None


def layers(module: Module) -> tuple[Layer, ...]:
    """The layers of all leaves in a module, in the order in which they are printed."""
    if module.layers is None:
        module.layers = _collected(module)
    return module.layers


def _collected(module: Module) -> tuple[Layer, ...]:
    given = None if module.children and module.name == "Sequential" else told(module)
    if given is not None:
        return given.layers * module.times
    return tuple(layer for child in module.children for layer in layers(child)) * module.times


def gives(module: Module) -> int | None:
    """The channels that the last layer gives which says how many."""
    for layer in reversed(layers(module)):
        count = layer.sizes[0] if layer.kind is Kind.DENSE else layer.channels
        if isinstance(count, int):
            return count
    return None


def gates(module: Module) -> bool:
    """Whether a module pools everything to a pixel first, and ends in a sigmoid: a factor for each channel."""
    found = [layer for layer in layers(module) if layer.kind is not Kind.PASS or layer.word in _GATES]
    if len(found) < 2 or found[0].kind not in _POOLED or found[-1].word not in _GATES:
        return False
    return not any(layer.kind is Kind.FLATTEN for layer in found)
