"""Functions of TensorFlow that ask for shapes, or put a tensor into another one."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping, Sequence

from symrf.networks.notation.kinds import Kind
from symrf.readers.source import _english
from symrf.readers.source.keras_layering import Held, Layering
from symrf.readers.source.state import State
from symrf.readers.source.values import External

__all__ = ["SHAPING", "Maker", "tensor_of"]

Given = Sequence[object]
Named = Mapping[str, object]
Maker = Callable[[Layering, State, External, Given, Named, ast.AST], object]


def tensor_of(library: Layering, machine: State, given: Given, named: Named, node: ast.AST) -> Held:
    """The tensor that a function is given."""
    value = (
        given[0] if given else next((named[word] for word in ("inputs", "input", "x", "value") if word in named), None)
    )
    if isinstance(value, External):
        return library.taken(machine, value, node)
    if not isinstance(value, Held):
        machine.refuse(_english.no_tensor("this function"), node)
    return value


def _shape(library: Layering, machine: State, _: External, given: Given, named: Named, node: ast.AST) -> object:
    return library.shape(tensor_of(library, machine, given, named, node))


def _reduced(kind: Kind) -> Maker:
    """tf.reduce_mean over the axes of an image."""

    def made(library: Layering, machine: State, _: External, given: Given, named: Named, node: ast.AST) -> object:
        if given and not isinstance(given[0], Held):
            return External("mean()")  # of a loss
        value = tensor_of(library, machine, given, named, node)
        over = given[1] if len(given) > 1 else named.get("axis", named.get("reduction_indices"))
        spatial = list(range(2, 2 + value.axes) if library.first else range(1, 1 + value.axes))
        if not value.axes or not isinstance(over, list | tuple) or list(over) != spatial:
            machine.refuse(_english.POOLED_ALONG_ONE, node)
        name = "GlobalAveragePooling" if kind is Kind.GLOBAL_AVERAGE else "GlobalMaxPooling"
        keeps = named.get("keepdims", named.get("keep_dims", False)) is True
        return library.layer(machine, f"{name}{value.axes}D", {"keepdims": keeps}, value, node)

    return made


def _padded(library: Layering, machine: State, _: External, given: Given, named: Named, node: ast.AST) -> object:
    """tf.pad(x, [[0, 0], [1, 1], [1, 1], [0, 0]])."""
    value = tensor_of(library, machine, given, named, node)
    sides = given[1] if len(given) > 1 else named.get("paddings")
    pairs = [list(each) for each in sides if isinstance(each, list | tuple)] if isinstance(sides, list | tuple) else []
    start = 2 if library.first else 1
    inner = pairs[start : start + value.axes]
    if not value.axes or len(pairs) != value.axes + 2 or any(any(each) for each in pairs if each not in inner):
        machine.refuse(_english.not_known("the padding"), node)
    return library.layer(
        machine, f"ZeroPadding{value.axes}D", {"padding": inner if value.axes > 1 else inner[0]}, value, node
    )


def _squeezed(library: Layering, machine: State, _: External, given: Given, named: Named, node: ast.AST) -> object:
    """tf.squeeze of an image of one pixel, or of a vector."""
    value = tensor_of(library, machine, given, named, node)
    if not value.axes:
        return value
    if not library.of(value).pixel(value.place):
        machine.refuse(_english.FOLDED, node)
    return library.layer(machine, "Flatten", {}, value, node)


def _pixel(library: Layering, machine: State, _: External, given: Given, named: Named, node: ast.AST) -> object:
    """An axis that is put into a vector: it meets an image as its one pixel does."""
    value = tensor_of(library, machine, given, named, node)
    if value.axes:
        machine.refuse(_english.FOLDED, node)
    return value


SHAPING: Mapping[str, Maker] = {
    "int_shape": _shape,
    "reduce_mean": _reduced(Kind.GLOBAL_AVERAGE),
    "reduce_max": _reduced(Kind.GLOBAL_MAX),
    "pad": _padded,
    "squeeze": _squeezed,
    "expand_dims": _pixel,
}
"""What is understood, by the last part of its name."""
