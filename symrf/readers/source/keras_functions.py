"""Functions of TensorFlow that make layers: tf.layers, tf.nn, TF-Slim, and the small letters of Keras."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from symrf.formulas import limits
from symrf.networks.notation.architecture import Layer
from symrf.networks.notation.kinds import Kind
from symrf.readers import keras_layers
from symrf.readers.source import _english
from symrf.readers.source.keras_layering import Held, Layering
from symrf.readers.source.keras_shaping import SHAPING, Maker, tensor_of
from symrf.readers.source.state import State
from symrf.readers.source.values import External

__all__ = ["FUNCTIONS"]

Given = Sequence[object]
Named = Mapping[str, object]


def _layer(kind: str, words: str, slim: str = "", **usual: object) -> Maker:
    """A function of a tensor that is a layer of Keras; `slim` are its arguments in TF-Slim."""

    def made(library: Layering, machine: State, name: External, given: Given, named: Named, node: ast.AST) -> object:
        value = tensor_of(library, machine, given, named, node)
        ours = "slim" in name.path or "contrib" in name.path
        order = (slim if ours else words).split()
        found = dict(usual) if ours else {}
        for each in machine.scopes if ours else ():
            found |= each.arguments if isinstance(each, _Usual) and name.last in each.functions else {}
        found |= dict(zip(order, given[1:], strict=False)) | {
            key: each for key, each in named.items() if key != "inputs"
        }
        config: dict[str | int, object] = {_CALLED.get(key, key): each for key, each in found.items()}
        if isinstance(config.get("padding"), str):
            config["padding"] = str(config["padding"]).lower()
        if ours and kind in _LEARNT:
            config.setdefault("activation", "relu")
        return library.layer(machine, kind, config, value, node)

    return made


_CALLED = {
    "num_outputs": "units",
    "stride": "strides",
    "rate": "dilation_rate",
    "activation_fn": "activation",
    "scope": "name",
    "num_filters": "filters",
}
_LEARNT = ("Conv2D", "Conv1D", "Dense", "SeparableConv2D", "Conv2DTranspose")


def _repeat(_library: Layering, machine: State, name: External, given: Given, named: Named, node: ast.AST) -> object:
    """slim.repeat(net, 2, slim.conv2d, 64, [3, 3])."""
    padded: list[object] = [*given, *[None] * (3 - len(given))]
    value, count, function, *rest = padded if name.last == "repeat" else (padded[1], padded[0], *padded[2:])
    if not isinstance(count, int) or count > limits.READ_ITEMS:
        machine.refuse(_english.not_known("slim.repeat"), node)
    for _turn in range(count):
        value = machine.call(function, (value, *rest), named, node)
    return value


@dataclass(frozen=True, slots=True)
class _Usual:
    """What slim.arg_scope says: the arguments that functions of these names have."""

    functions: frozenset[str]
    arguments: Named


def _scope(_library: Layering, machine: State, _: External, given: Given, named: Named, __: ast.AST) -> object:
    """slim.arg_scope: of functions, or another that a function gave."""
    first = given[0] if given else ()
    if isinstance(first, External):
        machine.scopes += first.given
    else:
        functions = first if isinstance(first, list | tuple) else ()
        names = frozenset(each.last for each in functions if isinstance(each, External))
        machine.scopes.append(_Usual(names, dict(named)))
    return External("scope", given=tuple(machine.scopes))


def _joined(kind: str) -> Maker:
    def made(library: Layering, machine: State, _: External, given: Given, named: Named, node: ast.AST) -> object:
        values = given[0] if given else named.get("values", named.get("inputs"))
        if isinstance(values, int) and len(given) > 1:  # tf.concat(axis, values) of old
            values = given[1]
        if isinstance(values, Held | External):
            values = list(given[:2])
        if kind == "merge":
            return library.joined(machine, "Merge", dict(named.items()), machine.items(values, node) or [], node)
        axis = next((each for each in (named.get("axis"), *given[:2]) if isinstance(each, int)), -1)
        return library.joined(machine, kind, {"axis": axis}, machine.items(values, node) or [], node)

    return made


def _window(values: object) -> list[object]:
    """The numbers of the axes in [1, 2, 2, 1]."""
    return list(values[1:-1]) if isinstance(values, list | tuple) and len(values) == 4 else [values]


def _convolved(library: Layering, machine: State, name: External, given: Given, named: Named, node: ast.AST) -> object:
    """tf.nn.conv2d, whose weights have a shape; tf.layers and TF-Slim have a function of that name, too."""
    if ".nn." not in f".{name.path}":
        words = "filters kernel_size strides padding data_format dilation_rate activation"
        slim = "filters kernel_size stride padding data_format rate"
        return _layer("Conv2D", words, slim, padding="same")(library, machine, name, given, _outputs(named), node)
    weights = given[1] if len(given) > 1 else named.get("filter", named.get("filters"))
    if not isinstance(weights, External) or len(weights.given) != 4:
        machine.refuse(_english.not_known("the shape of the weights"), node)
    strides = given[2] if len(given) > 2 else named.get("strides", 1)
    padding = given[3] if len(given) > 3 else named.get("padding", "VALID")
    config: dict[str | int, object] = {
        "filters": weights.given[3],
        "kernel_size": list(weights.given[:2]),
        "strides": _window(strides),
        "use_bias": False,
    }
    value = tensor_of(library, machine, given, named, node)
    return library.layer(machine, "Conv2D", {**config, "padding": str(padding).lower()}, value, node)


def _outputs(named: Named) -> dict[str, object]:
    return {"filters" if key == "num_outputs" else key: each for key, each in named.items()}


def _pooled(kind: str) -> Maker:
    """tf.nn.max_pool(x, ksize=[1, 2, 2, 1], …)."""

    def made(library: Layering, machine: State, name: External, given: Given, named: Named, node: ast.AST) -> object:
        if "slim" in name.path:
            return _layer(kind, _POOL, _SLIM_POOL, strides=2, padding="valid")(
                library, machine, name, given, named, node
            )
        words = dict(zip(("ksize", "strides", "padding"), given[1:], strict=False)) | dict(named)
        config: dict[str | int, object] = {
            "pool_size": _window(words.get("ksize", 2)),
            "strides": _window(words.get("strides", 2)),
        }
        value = tensor_of(library, machine, given, named, node)
        padding = str(words.get("padding", "VALID")).lower()
        return library.layer(machine, kind, {**config, "padding": padding}, value, node)

    return made


def _product(library: Layering, machine: State, _: External, given: Given, named: Named, node: ast.AST) -> object:
    """tf.matmul with weights of a shape: a dense layer."""
    weights = given[1] if len(given) > 1 else None
    if not isinstance(weights, External) or len(weights.given) != 2:
        machine.refuse(_english.PRODUCT_OF_MATRICES, node)
    value = tensor_of(library, machine, given, named, node)
    return library.layer(machine, "Dense", {"units": weights.given[1]}, value, node)


def _word(word: str) -> Maker:
    def made(library: Layering, machine: State, _: External, given: Given, _named: Named, node: ast.AST) -> object:
        value = given[0] if given else None
        if not isinstance(value, Held):
            return External(word)
        return library.held(library.appended(value, keras_layers.activation(word), None, machine, node))

    return made


def _reshaped(library: Layering, machine: State, _: External, given: Given, named: Named, node: ast.AST) -> object:
    """tf.reshape: to a vector, or an input to an image."""
    shape = given[1] if len(given) > 1 else named.get("shape")
    value = tensor_of(library, machine, given, named, node)
    target = list(shape)[1:] if isinstance(shape, list | tuple) else [-1]
    return library.layer(machine, "Reshape", {"target_shape": target}, value, node)


def _same(_library: Layering, _machine: State, _: External, given: Given, _named: Named, _node: ast.AST) -> object:
    return given[0] if given else None


def _passing(word: str) -> Maker:
    def made(library: Layering, machine: State, _: External, given: Given, named: Named, node: ast.AST) -> object:
        value = tensor_of(library, machine, given, named, node)
        return library.held(library.appended(value, (Layer(Kind.PASS, word=word),), None, machine, node))

    return made


_POOL = "pool_size strides padding"
_SLIM_POOL = "pool_size stride padding"

FUNCTIONS: Mapping[str, Maker] = {
    "repeat": _repeat,
    "repeat_op": _repeat,
    "fc": _layer("Dense", "units activation", "units activation"),
    "arg_scope": _scope,
    "conv2d": _convolved,
    "conv1d": _layer(
        "Conv1D", "filters kernel_size strides padding", "filters kernel_size stride padding", padding="same"
    ),
    "separable_conv2d": _layer("SeparableConv2D", "filters kernel_size strides padding"),
    "conv2d_transpose": _layer(
        "Conv2DTranspose", "filters kernel_size strides padding", "filters kernel_size stride padding", padding="same"
    ),
    "max_pooling2d": _layer("MaxPooling2D", _POOL),
    "average_pooling2d": _layer("AveragePooling2D", _POOL),
    "max_pool2d": _layer("MaxPooling2D", _POOL, _SLIM_POOL, strides=2, padding="valid"),
    "avg_pool2d": _layer("AveragePooling2D", _POOL, _SLIM_POOL, strides=2, padding="valid"),
    "max_pool": _pooled("MaxPooling2D"),
    "avg_pool": _pooled("AveragePooling2D"),
    "dense": _layer("Dense", "units activation use_bias"),
    "fully_connected": _layer("Dense", "units activation", "units activation"),
    "flatten": _layer("Flatten", "", ""),
    "batch_normalization": _layer("BatchNormalization", "", ""),
    "batch_norm": _layer("BatchNormalization", "", ""),
    "dropout": _passing("drop"),
    **dict.fromkeys(("local_response_normalization", "lrn"), _passing("lrn")),
    "reshape": _reshaped,
    "matmul": _product,
    "concat": _joined("Concatenate"),
    "concatenate": _joined("Concatenate"),
    "merge": _joined("merge"),
    "add": _joined("Add"),
    "multiply": _joined("Multiply"),
    "subtract": _joined("Subtract"),
    **SHAPING,
    "bias_add": _same,
    **dict.fromkeys(("clip", "clip_by_value", "abs", "exp", "square", "sqrt", "round", "sign", "pow"), _same),
    "identity": _same,
    "cast": _same,
    "stop_gradient": _same,
    **{
        word: _word(word)
        for word in ("relu", "relu6", "elu", "selu", "sigmoid", "tanh", "softmax", "softplus", "swish", "gelu")
    },
    "leaky_relu": _word("leaky_relu"),
}
"""What is understood, by the last part of its name."""
