"""What a program finds out by trying: the shape that its own layers give for an input that it makes up."""

from __future__ import annotations

import ast
from collections.abc import Sequence
from math import prod

from symrf.readers.source.inputs import along, sized
from symrf.readers.source.network import Network
from symrf.readers.source.state import State
from symrf.readers.source.tensors import Tensors
from symrf.readers.source.values import External, Module, Tensor

__all__ = ["SHAPED", "of_shape", "tried"]

SHAPED = frozenset(
    ["size", "view", "reshape", "flatten", "numel", "nelement", "dim", "squeeze", "unsqueeze", "contiguous", "detach"]
)
"""What is asked of a tensor of which the shape is known, and nothing else."""


def tried(machine: State, module: Module, shape: tuple[int, ...], node: ast.AST) -> tuple[int, ...]:
    """The shape that a network gives for one; () where it is not known."""
    axes = along(module, len(shape))
    net = Network(axes, "pytorch", *sized(shape, len(axes)))
    machine.trace = net
    try:
        found = machine.call(module, (Tensor(0),), {}, node)
        shapes = Tensors(machine, net, node).shape(found) if isinstance(found, Tensor) else ()
        known = [machine.settled(each) for each in shapes[1:]]
    finally:
        machine.trace = None
    numbers = [each for each in known if isinstance(each, int)]
    return (shape[0], *numbers) if numbers and len(numbers) == len(known) else ()


def of_shape(_machine: State, value: External, name: str, given: Sequence[object], _node: ast.AST) -> object:
    """The value of a call of a method of a tensor of that shape."""
    numbers = [each for each in value.given if isinstance(each, int)]
    total = prod(numbers)
    match name:
        case "size":
            return value.given if not given else value.given[given[0]] if isinstance(given[0], int) else External(name)
        case "numel" | "nelement":
            return total
        case "dim":
            return len(value.given)
        case "flatten" if given == (1,) or given == [1]:
            return External(value.path, given=(numbers[0], total // max(numbers[0], 1)))
        case "flatten":
            return External(value.path, given=(total,))
        case "view" | "reshape":
            return External(value.path, given=_viewed(list(given), total))
    return value


def _viewed(sizes: list[object], total: int) -> tuple[object, ...]:
    wanted = list(sizes[0]) if sizes and isinstance(sizes[0], tuple | list) else sizes
    rest = prod(each for each in wanted if isinstance(each, int) and each > 0)
    return tuple(total // max(rest, 1) if each == -1 else each for each in wanted)
