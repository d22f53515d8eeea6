"""Functions of TensorFlow that make layers: tf.layers, tf.nn, TF-Slim, and the small letters of Keras."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping, Sequence

from symrf.formulas import limits
from symrf.networks.notation.architecture import Layer
from symrf.networks.notation.kinds import Kind
from symrf.readers import keras_layers
from symrf.readers.source import _english
from symrf.readers.source.keras_layering import Held, Layering
from symrf.readers.source.state import State
from symrf.readers.source.values import External

__all__ = ["FUNCTIONS"]

Given = Sequence[object]
Named = Mapping[str, object]


Maker = Callable[[Layering, State, External, Given, Named, ast.AST], object]


def _tensor(library: Layering, machine: State, given: Given, named: Named, node: ast.AST) -> Held:
    value = (
        given[0] if given else next((named[word] for word in ("inputs", "input", "x", "value") if word in named), None)
    )
    if isinstance(value, External):
        return library.taken(machine, value, node)
    if not isinstance(value, Held):
        machine.refuse(_english.no_tensor("this function"), node)
    return value


def _layer(kind: str, words: str, slim: str = "", **usual: object) -> Maker:
    """A function of a tensor that is a layer of Keras; `slim` are its arguments in TF-Slim."""

    def made(library: Layering, machine: State, name: External, given: Given, named: Named, node: ast.AST) -> object:
        value = _tensor(library, machine, given, named, node)
        ours = "slim" in name.path or "contrib" in name.path
        order = (slim if ours else words).split()
        found = dict(usual) if ours else {}
        for names, more in library.scopes if ours else ():
            found |= more if name.last in names else {}
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


def _repeat(_library: Layering, machine: State, _: External, given: Given, named: Named, node: ast.AST) -> object:
    """slim.repeat(net, 2, slim.conv2d, 64, [3, 3])."""
    padded: list[object] = [*given, *[None] * (3 - len(given))]
    value, count, function, *rest = padded
    if not isinstance(count, int) or count > limits.READ_ITEMS:
        machine.refuse(_english.not_known("slim.repeat"), node)
    for _turn in range(count):
        value = machine.call(function, (value, *rest), named, node)
    return value


def _scope(library: Layering, _machine: State, _: External, given: Given, named: Named, __: ast.AST) -> object:
    """slim.arg_scope: it is taken to last to the end of the function."""
    functions = given[0] if given and isinstance(given[0], list | tuple) else ()
    library.scopes.append((frozenset(each.last for each in functions if isinstance(each, External)), dict(named)))
    return External("scope")


def _joined(kind: str) -> Maker:
    def made(library: Layering, machine: State, _: External, given: Given, named: Named, node: ast.AST) -> object:
        values = given[0] if given else named.get("values", named.get("inputs"))
        if isinstance(values, int) and len(given) > 1:  # tf.concat(axis, values) of old
            values = given[1]
        if isinstance(values, Held | External):
            values = list(given[:2])
        if kind == "merge":
            return library.joined(
                machine, "Merge", {"mode": named.get("mode", "sum")}, machine.items(values, node) or [], node
            )
        return library.joined(machine, kind, {}, machine.items(values, node) or [], node)

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
    value = _tensor(library, machine, given, named, node)
    return library.layer(machine, "Conv2D", {**config, "padding": str(padding).lower()}, value, node)


def _outputs(named: Named) -> dict[str, object]:
    return {"filters" if key == "num_outputs" else key: each for key, each in named.items()}


def _pooled(kind: str) -> Maker:
    """tf.nn.max_pool(x, ksize=[1, 2, 2, 1], …)."""

    def made(library: Layering, machine: State, _: External, given: Given, named: Named, node: ast.AST) -> object:
        words = dict(zip(("ksize", "strides", "padding"), given[1:], strict=False)) | dict(named)
        config: dict[str | int, object] = {
            "pool_size": _window(words.get("ksize", 2)),
            "strides": _window(words.get("strides", 2)),
        }
        value = _tensor(library, machine, given, named, node)
        padding = str(words.get("padding", "VALID")).lower()
        return library.layer(machine, kind, {**config, "padding": padding}, value, node)

    return made


def _product(library: Layering, machine: State, _: External, given: Given, named: Named, node: ast.AST) -> object:
    """tf.matmul with weights of a shape: a dense layer."""
    weights = given[1] if len(given) > 1 else None
    if not isinstance(weights, External) or len(weights.given) != 2:
        machine.refuse(_english.PRODUCT_OF_MATRICES, node)
    value = _tensor(library, machine, given, named, node)
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
    value = _tensor(library, machine, given, named, node)
    target = list(shape)[1:] if isinstance(shape, list | tuple) else [-1]
    return library.layer(machine, "Reshape", {"target_shape": target}, value, node)


def _same(_library: Layering, _machine: State, _: External, given: Given, _named: Named, _node: ast.AST) -> object:
    return given[0] if given else None


def _dropped(library: Layering, machine: State, _: External, given: Given, named: Named, node: ast.AST) -> object:
    value = _tensor(library, machine, given, named, node)
    return library.held(library.appended(value, (Layer(Kind.PASS, word="drop"),), None, machine, node))


_POOL = "pool_size strides padding"
_SLIM_POOL = "pool_size stride padding"

FUNCTIONS: Mapping[str, Maker] = {
    "repeat": _repeat,
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
    "dropout": _dropped,
    "reshape": _reshaped,
    "matmul": _product,
    "concat": _joined("Concatenate"),
    "concatenate": _joined("Concatenate"),
    "merge": _joined("merge"),
    "add": _joined("Add"),
    "multiply": _joined("Multiply"),
    "subtract": _joined("Subtract"),
    "bias_add": _same,
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
