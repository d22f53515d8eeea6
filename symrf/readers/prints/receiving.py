"""How a layer receives a tensor: as it is, flattened, or made an image, and what it says that it receives."""

from __future__ import annotations

from dataclasses import replace

from symrf.networks.notation.architecture import Layer, Value
from symrf.networks.notation.kinds import Kind
from symrf.readers.prints import _english
from symrf.readers.prints.leaves import Leaf
from symrf.readers.prints.modules import Module
from symrf.readers.prints.needs import squared
from symrf.readers.prints.state import State
from symrf.readers.prints.tensors import Tensor

__all__ = ["received"]


def received(state: State, module: Module, given: Leaf, tensor: Tensor, path: str) -> tuple[Tensor, tuple[Layer, ...]]:
    """The tensor as a leaf receives it, and the leaf's layers as they then are; a refusal where it cannot."""
    if given.takes is None:
        if state.dense_flattens and not tensor.flat and any(layer.kind is Kind.DENSE for layer in given.layers):
            tensor = state.add(Layer(Kind.FLATTEN), tensor, "", module)
        return tensor, given.layers
    quantity, count = given.takes
    if state.channels is None and tensor.channels is None:
        state.channels = count
        state.flat = quantity == "features"
        tensor = replace(tensor, channels=count, flat=state.flat)
    if quantity == "features":
        return _features(state, module, given, tensor, count, path)
    return _channels(state, module, given, tensor, count, path), given.layers


def _channels(state: State, module: Module, given: Leaf, tensor: Tensor, count: Value, path: str) -> Tensor:
    if tensor.channels is None:
        return replace(tensor, channels=count)
    windowed = any(layer.kind is not Kind.PASS for layer in given.layers)
    if tensor.flat and windowed:
        grows = any(layer.kind is Kind.TRANSPOSED for layer in given.layers)
        return _image(state, module, tensor, count, grows)
    if tensor.channels != count:
        raise state.refusal(_english.other_channels(path or module.name, count, tensor.channels), module)
    kernels = [size for layer in given.layers if layer.kind is Kind.CONVOLUTION for size in layer.sizes]
    if tensor.one and not state.gated and any(size != 1 for size in kernels):
        raise state.refusal(_english.window_on_a_pixel(path or module.name), module)
    return tensor


def _image(state: State, module: Module, tensor: Tensor, count: Value, grows: bool) -> Tensor:
    """A vector as an image, square, of so many channels; of one pixel where the layer makes it grow alone."""
    features = tensor.channels
    side = squared(features, count) if isinstance(features, int) and isinstance(count, int) and count else None
    if side is None or features is None:
        raise state.refusal(_english.no_square_image(module.name, features, count), module)
    axes = len(state.axes or ("h", "w"))
    if axes != 2 and side != 1:
        raise state.refusal(_english.no_square_image(module.name, features, count), module)
    if side == 1 and (state.pooled or not grows):
        raise state.refusal(_english.image_of_a_pixel(module.name), module)
    state.assume(_english.becomes_an_image(features, count, side), module)
    view = Layer(Kind.VIEW, (side,) * axes, channels=count)
    return state.add(view, tensor, "", module)


def _features(
    state: State, module: Module, given: Leaf, tensor: Tensor, count: Value, path: str
) -> tuple[Tensor, tuple[Layer, ...]]:
    """A dense layer: on pixels one by one, on a vector, or on an image that is flattened."""
    if not tensor.flat and tensor.channels == count and (state.gated or state.pointwise):
        return tensor, tuple(_pointwise(layer) for layer in given.layers)
    if not tensor.flat:
        tensor = _flattened(state, module, tensor, count)
    elif tensor.channels is not None and tensor.channels != count:
        raise state.refusal(_english.other_features(path or module.name, count, tensor.channels), module)
    state.expecting(count, module)
    tensor = replace(tensor, channels=count)
    state.history.append(tensor)
    return tensor, given.layers


def _pointwise(layer: Layer) -> Layer:
    if layer.kind is not Kind.DENSE:
        return layer
    return Layer(Kind.CONVOLUTION, (1,), channels=layer.sizes[0], bias=layer.bias)


def _flattened(state: State, module: Module, tensor: Tensor, count: Value) -> Tensor:
    """An image as a vector, though no flattening is printed; pooled to a pixel before, where only that fits."""
    channels = tensor.channels
    if isinstance(channels, int) and isinstance(count, int) and count % channels:
        raise state.refusal(_english.no_multiple(module.name, count, channels), module)
    if state.dense_flattens:
        return state.add(Layer(Kind.FLATTEN), tensor, "", module)
    if channels == count and not tensor.one and not state.closes_up(tensor):
        state.assume(_english.pooled_in_forward(module.name, count), module)
        state.pooled = True
        tensor = state.add(Layer(Kind.GLOBAL_AVERAGE), tensor, "", module)
    else:
        state.assume(_english.flattened_in_forward(module.name), module)
    return state.add(Layer(Kind.FLATTEN), tensor, "", module)
