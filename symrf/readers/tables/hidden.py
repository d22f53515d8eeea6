"""What a PyTorch table does not print: a pooling function in forward, which looks like a stride."""

from __future__ import annotations

from collections.abc import Sequence

from symrf.networks.notation.kinds import Kind
from symrf.readers.tables.classes import Doing, doing
from symrf.readers.tables.fitting import convolutions
from symrf.readers.tables.rows import Image, Row

__all__ = ["hidden_pool", "weighs"]

_KERNELS = (3, 5, 7, 1)
_SHOWN = {Doing.MAX_POOL, Doing.AVERAGE_POOL}


def hidden_pool(row: Row, source: Image, output: Image, rows: Sequence[Row]) -> str | None:
    """The convolution with a stride that a row may be, where it may as well stand behind a pool of a forward.

    A network whose `rows` have pools or activations has its layers as modules: there it is a stride.
    """
    before, after = source.whole, output.whole
    if row.inner is not None or doing(row.kind) is not Doing.CONVOLUTION or not source.place:
        return None
    if not before or not after or len(before) != len(after) or before == after:
        return None
    if any(doing(each.kind) in _SHOWN or "elu" in each.kind.lower() for each in rows):
        return None
    halves = tuple(each // 2 for each in before)
    for kernel in _KERNELS:
        if not weighs(row, source, output, kernel):
            continue
        pooled = convolutions(tuple(zip(halves, after, strict=True)), (kernel,) * len(halves), keras=False).taken
        direct = convolutions(tuple(zip(before, after, strict=True)), (kernel,) * len(halves), keras=False).taken
        if pooled and pooled.stride == (1,) and direct and direct.stride != (1,):
            return direct.layer(Kind.CONVOLUTION).text
    return None


def weighs(row: Row, source: Image, output: Image, kernel: int) -> bool:
    """Whether a convolution in one group with a square kernel has a row's parameters."""
    given = output.channels
    if row.params is None or source.channels is None or given is None:
        return False
    weights = source.channels * given * kernel ** len(source.size)
    return row.params in (weights, weights + given)
