"""The input of a network of Caffe: fields of the net, or a layer of data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from symrf.readers.prototxt import _english
from symrf.readers.prototxt.layers import kind_of
from symrf.readers.prototxt.text import Message

__all__ = ["Input", "given_by", "told"]


@dataclass(frozen=True, slots=True)
class Input:
    """A blob that comes from outside: its name, its channels and its size, where they are told."""

    name: str
    channels: int | None
    size: tuple[int, ...]


def _of(name: str, dims: list[int]) -> Input:
    """An input by its dimensions: images, channels, height, width."""
    known = dims if len(dims) == 4 and all(dims) else []
    return Input(name, known[1] if known else None, tuple(known[2:]))


def told(net: Message) -> Input | None:
    """The input that the fields of a net tell: input, and input_dim or input_shape."""
    names = [each.text for each in net.scalars("input")]
    if not names:
        return None
    if len(names) > 1:
        raise net.pasted.error(_english.several_inputs(names), net.start, net.stop)
    shapes = net.messages("input_shape")
    return _of(names[0], shapes[0].integers("dim") if shapes else net.integers("input_dim"))


def given_by(layer: Message) -> Iterator[Input]:
    """The blobs that a layer of data gives: the first is the image, the others are labels and the like."""
    param = layer.message(f"{_PARAMS.get(kind_of(layer), kind_of(layer))}_param")
    shapes = [each.integers("dim") for each in param.messages("shape")]
    lists = [param.integers(each) for each in ("num", "channels", "height", "width")]
    if not shapes and all(lists):
        shapes = [list(each) for each in zip(*lists, strict=False)]
    channels = param.integer("channels", 0) or None
    for place, top in enumerate(layer.scalars("top")):
        if shapes:
            yield _of(top.text, shapes[min(place, len(shapes) - 1)])
        elif place == 0:
            yield Input(top.text, channels, _cropped(layer, param))
        else:
            yield Input(top.text, None, ())


_PARAMS = {"memorydata": "memory_data", "imagedata": "image_data", "dummydata": "dummy_data", "hdf5data": "hdf5_data"}


def _cropped(layer: Message, param: Message) -> tuple[int, ...]:
    """The size to which images are cropped, or made."""
    for each in (layer.message("transform_param"), param):
        if size := each.integer("crop_size", 0):
            return size, size
    for height, width in (("new_height", "new_width"), ("height", "width")):
        if param.integer(height, 0) and param.integer(width, 0):
            return param.integer(height, 0), param.integer(width, 0)
    return ()
