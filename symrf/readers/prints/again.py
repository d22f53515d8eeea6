"""A pool that is printed once and that forward may call again: the sizes of the input that either fits."""

from __future__ import annotations

from collections.abc import Sequence

from symrf.networks.notation.architecture import Layer, Rounding
from symrf.networks.notation.kinds import Kind
from symrf.readers.prints import _english
from symrf.readers.prints.leaves import told
from symrf.readers.prints.modules import Module
from symrf.readers.prints.needs import layers, need

__all__ = ["called_again"]

_POOLS = frozenset({Kind.MAX_POOL, Kind.AVERAGE_POOL})
_LARGEST = 300  # pixels of an input that is tried


def called_again(module: Module) -> tuple[str, Module] | None:
    """What is said of the one pool among several convolutions of a module, and the pool; None where it has no such.

    Where a dense layer says how many features come to it, so does what is said.
    """
    children = [child for child in module.children if not child.children]
    pools = [child for child in children if _is_pool(child)]
    windows = [child for child in children if _is_window(child)]
    if len(pools) != 1 or len(windows) < 2 or any(child.children and layers(child) for child in module.children):
        return None
    pool, last = pools[0], windows[-1]
    plain = _english.called_again(pool.key or pool.name, last.key or last.name), pool
    dense = next((child for child in children if (asked := need(child)) is not None and asked.features), None)
    asked = None if dense is None else need(dense)
    channels = layers(last)[-1].channels
    if dense is None or asked is None or not isinstance(asked.count, int) or not isinstance(channels, int):
        return plain
    before = children[: children.index(dense)]
    printed = [layer for child in before for layer in layers(child)]
    repeated = [layer for child in windows for layer in (*layers(child), *layers(pool))]
    again = _inputs(repeated, channels, asked.count)
    if not again:
        return plain
    first, second = _english.inputs(_inputs(printed, channels, asked.count)), _english.inputs(again)
    return _english.called_again_fits(pool.key or pool.name, dense.key or dense.name, asked.count, first, second), pool


def _is_pool(child: Module) -> bool:
    given = told(child)
    return given is not None and any(layer.kind in _POOLS for layer in given.layers)


def _is_window(child: Module) -> bool:
    given = told(child)
    return given is not None and any(layer.kind is Kind.CONVOLUTION for layer in given.layers)


def _inputs(chain: Sequence[Layer], channels: int, features: int) -> tuple[int, ...]:
    """The square inputs of which so many features are left."""
    return tuple(n for n in range(1, _LARGEST) if (m := _size(chain, n)) is not None and channels * m * m == features)


def _size(chain: Sequence[Layer], size: int) -> int | None:
    """The size after windows; None where there is none, or a layer is no window."""
    for layer in chain:
        if layer.kind in (Kind.PASS, Kind.FLATTEN):
            continue
        numbers = (layer.sizes, layer.stride or (1,), layer.dilation or (1,))
        margins = layer.padding or ()
        if layer.kind not in _POOLS | {Kind.CONVOLUTION} or not isinstance(margins, tuple):
            return None
        kernel, stride, dilation = (each[0] for each in numbers)
        sides = [each for side in margins[:1] for each in (side.before, side.after)]
        if not isinstance(kernel, int) or not isinstance(stride, int) or not isinstance(dilation, int):
            return None
        span = size - dilation * (kernel - 1) - 1 + sum(side for side in sides if isinstance(side, int))
        if span < 0:
            return None
        size = (-(-span // stride) if layer.rounding is Rounding.CEIL else span // stride) + 1
    return size
