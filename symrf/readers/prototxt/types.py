"""What layers of Caffe give, type by type."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from symrf.networks.notation.architecture import Join, Layer, Rounding, Sides
from symrf.networks.notation.kinds import Kind
from symrf.readers.prototxt import _english
from symrf.readers.prototxt.layers import convolution, kind_of, pool
from symrf.readers.prototxt.text import Message
from symrf.readers.prototxt.walking import Reading, Types

__all__ = ["TYPES"]


def _convolution(reading: Reading, layer: Message, places: list[int]) -> list[int]:
    kind = kind_of(layer)
    shape = Kind.TRANSPOSED if kind == "deconvolution" else Kind.CONVOLUTION
    found = []
    for place in places:
        received = reading.channels[place]
        made = convolution(layer.message("convolution_param"), shape, received, "depthwise" in kind)
        found.append(reading.add(made, place))
    return found


def _pool(reading: Reading, layer: Message, places: list[int]) -> list[int]:
    return [reading.add(pool(layer.message("pooling_param")), places[0])]


def _dense(reading: Reading, layer: Message, places: list[int]) -> list[int]:
    param = layer.message("inner_product_param")
    units = param.integers("num_output", least=1)
    if not units:
        raise reading.refusal(_english.missing("num_output"))
    source = places[0] if places[0] in reading.flat else reading.add(Layer(Kind.FLATTEN), places[0])
    return [reading.add(Layer(Kind.DENSE, (units[-1],), bias=param.true("bias_term", True)), source)]


def _flatten(reading: Reading, _layer: Message, places: list[int]) -> list[int]:
    return places[:1] if places[0] in reading.flat else [reading.add(Layer(Kind.FLATTEN), places[0])]


def _reshape(reading: Reading, layer: Message, places: list[int]) -> list[int]:
    """A reshape that flattens, or that changes nothing."""
    dims = layer.message("reshape_param").message("shape").integers("dim", least=-1)
    if dims in ([0, -1], [0, -1, 1, 1]) or (len(dims) == 2 and dims[0] in (0, 1)):
        return _flatten(reading, layer, places)
    if dims and all(each == 0 for each in dims):
        return places[:1]
    raise reading.refusal(_english.RESHAPED)


def _relu(reading: Reading, layer: Message, places: list[int]) -> list[int]:
    slope = layer.message("relu_param").text("negative_slope", "0")
    word = "relu" if slope.strip("0.") == "" else "lrelu"
    return [reading.add(Layer(Kind.PASS, word=word), places[0])]


def _lrn(reading: Reading, layer: Message, places: list[int]) -> list[int]:
    """A normalisation over channels, or by a window of pixels."""
    param = layer.message("lrn_param")
    size = param.integer("local_size", 5, 1)
    if param.text("norm_region").upper() not in ("WITHIN_CHANNEL", "1") or size == 1:
        return [reading.add(Layer(Kind.PASS, word="lrn"), places[0])]
    reading.building.assume(_english.normalised_within(size), reading.span, certain=True)
    around = Sides((size - 1) // 2, (size - 1) // 2)
    mean = Layer(Kind.AVERAGE_POOL, (size,), (1,), (around,), rounding=Rounding.FLOOR)
    return [reading.join(Join.GATE, [places[0], reading.add(mean, places[0])])]


def _scale(reading: Reading, _layer: Message, places: list[int]) -> list[int]:
    """A factor a channel: it belongs to the BatchNorm before it, or is another blob."""
    if len(places) > 1:
        return [reading.join(Join.GATE, places)]
    before = reading.building.nodes[places[0] - 1].item if places[0] else None
    if isinstance(before, Layer) and before.word == "bn":
        return places[:1]
    reading.building.assume(_english.SCALE_NOT_COUNTED, reading.span, certain=True)
    return [reading.add(Layer(Kind.PASS, word="id"), places[0])]


def _axpy(reading: Reading, _layer: Message, places: list[int]) -> list[int]:
    """A gate, what it is multiplied with, and what is added."""
    if len(places) != 3:
        raise reading.refusal(_english.bottoms("Axpy", len(places)))
    gate, scaled, added = places
    return [reading.join(Join.ADD, [reading.join(Join.GATE, [scaled, gate]), added])]


def _eltwise(reading: Reading, layer: Message, places: list[int]) -> list[int]:
    """Blobs element by element: their sum, where it is not told."""
    operation = layer.message("eltwise_param").text("operation", "SUM").upper()
    if operation in ("MAX", "2"):
        reading.building.assume(_english.MAXIMUM, reading.span, certain=True)
    return [reading.join(Join.GATE if operation in ("PROD", "0") else Join.ADD, places)]


def _over_channels(reading: Reading, param: Message, places: Sequence[int], *names: str) -> None:
    """A ReadError where a layer works along another axis than channels."""
    axes = param.integers(*names, least=-9)
    if axes and axes[-1] not in (1, -3) and not all(each in reading.flat for each in places):
        raise reading.refusal(_english.ALONG_PIXELS)


def _concat(reading: Reading, layer: Message, places: list[int]) -> list[int]:
    _over_channels(reading, layer.message("concat_param"), places, "axis", "concat_dim")
    return [reading.join(Join.CONCATENATE, places)]


def _slice(reading: Reading, layer: Message, places: list[int]) -> list[int]:
    """Shares of the channels: cut at points, or equal ones."""
    param = layer.message("slice_param")
    _over_channels(reading, param, places, "axis", "slice_dim")
    points, tops = param.integers("slice_point", least=1), len(layer.scalars("top"))
    channels = reading.channels[places[0]]
    if channels is None:
        raise reading.refusal(_english.UNKNOWN_SHARES)
    points = points or [channels * place // tops for place in range(1, tops)]
    ends = [0, *points, channels]
    counts = [stop - start for start, stop in pairwise(ends)]
    if len(counts) != tops or min(counts) < 1 or (not param.all("slice_point") and channels % tops):
        raise reading.refusal(_english.cut_into(len(points), tops))
    return [reading.add(Layer(Kind.TAKE, (each,)), places[0]) for each in counts]


def _crop(reading: Reading, _layer: Message, places: list[int]) -> list[int]:
    """A crop to the size of a second blob."""
    if len(places) != 2:
        raise reading.refusal(_english.bottoms("Crop", len(places)))
    reading.building.assume(_english.CROP_IN_THE_MIDDLE, reading.span)
    return [reading.add(Layer(Kind.CROP), places[0], fits=places[1])]


def _interp(reading: Reading, layer: Message, places: list[int]) -> list[int]:
    """A resize to a height and a width."""
    param = layer.message("interp_param")
    size = [*param.integers("height", least=0), *param.integers("width", least=0)]
    if len(places) == 2:
        return [reading.add(Layer(Kind.FIT_BILINEAR), places[0], fits=places[1])]
    if len(size) != 2 or 0 in size:
        raise reading.refusal(_english.NO_LENGTH)
    return [reading.add(Layer(Kind.RESIZE, (size[0],) if size[0] == size[1] else tuple(size)), places[0])]


def _reorg(reading: Reading, layer: Message, places: list[int]) -> list[int]:
    stride = layer.message("reorg_param").integer("stride", 2, 1)
    return [reading.add(Layer(Kind.UNSHUFFLE, (stride,)), places[0])]


def _upsample(reading: Reading, layer: Message, places: list[int]) -> list[int]:
    """Each pixel so many times; SegNet's takes where the maxima were, too."""
    if len(layer.scalars("bottom")) > 1:
        raise reading.refusal(_english.SEGNET)
    return [reading.add(Layer(Kind.NEAREST, (layer.message("upsample_param").integer("scale", 2, 1),)), places[0])]


def _argmax(reading: Reading, _layer: Message, places: list[int]) -> list[int]:
    reading.building.assume(_english.ONE_CHANNEL_OF_MANY, reading.span, certain=True)
    return [reading.add(Layer(Kind.TAKE, (1,)), places[0])]


TYPES: Types = {
    **dict.fromkeys(("convolution", "deconvolution", "convolutiondepthwise", "depthwiseconvolution"), _convolution),
    "pooling": _pool,
    "innerproduct": _dense,
    "flatten": _flatten,
    "reshape": _reshape,
    "relu": _relu,
    "lrn": _lrn,
    **dict.fromkeys(("scale", "bias"), _scale),
    "axpy": _axpy,
    "eltwise": _eltwise,
    "concat": _concat,
    "slice": _slice,
    "crop": _crop,
    "interp": _interp,
    "reorg": _reorg,
    "upsample": _upsample,
    "argmax": _argmax,
}
"""What types of layers give, by their names in small letters."""
