"""The functions of torch that a stand-in may meet, by name: what each comes to in a graph."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

from symrf.networks.notation.architecture import Join, Layer, PaddingRule
from symrf.networks.notation.kinds import Kind
from symrf.readers import torch_modules
from symrf.readers.live import _english
from symrf.readers.live.calls import Call, plain
from symrf.readers.live.forms import formed
from symrf.readers.live.parts import averaged, concatenated, indexed, joined, split
from symrf.readers.live.recording import NotFollowed
from symrf.readers.live.shapes import BATCH, CHANNELS, Length, Standing
from symrf.readers.torch_signatures import FUNCTIONS, WORDS

__all__ = ["followed"]


def followed(call: Call) -> Any:
    """What a function gives, standing where it is in the graph; NotFollowed where it has no place there."""
    if not any(call.net.standing(each) is not None for each in call.all()):
        return call.given  # numbers that are worked out of no tensor of the network
    name = call.name if call.name in _HANDLERS else call.name.rstrip("_")
    if name in _HANDLERS:
        return _HANDLERS[name](call)
    word = _WORDS.get(name) or WORDS.get(FUNCTIONS.get(name, ""))
    if word is None:
        raise NotFollowed(_english.unknown(name))
    standing = call.stands(call.args[0] if call.args else call.kwargs.get("input"))
    return call.gives(call.given, replace(standing, place=call.net.add(Layer(Kind.PASS, word=word), standing.place)))


# ---- layers with weights ---------------------------------------------------------------------------------------------


def _convolution(call: Call) -> Any:
    """conv2d(input, weight, bias, stride, padding, dilation, groups), whose weight has the kernel."""
    transposed = "transpose" in call.name
    words: tuple[str, ...] = ("input", "weight", "bias", "stride", "padding")
    words += ("output_padding", "groups", "dilation") if transposed else ("dilation", "groups")
    called = {**dict(zip(words, call.args, strict=False)), **call.kwargs}
    standing, weight = call.received(called["input"]), called["weight"]
    count, groups = weight.dim() - 2, called.get("groups", 1)
    first, second, *kernel = (int(each) for each in weight.shape)
    arguments: dict[str | int, object] = {
        "in_channels": first if transposed else second * groups,
        "out_channels": second * groups if transposed else first,
        "kernel_size": tuple(kernel),
        "bias": called.get("bias") is not None,
        **{key: plain(called[key]) for key in words[3:] if key in called},
    }
    padding = called.get("padding")
    if isinstance(padding, str):
        arguments["padding"] = padding
    layers = torch_modules.module(f"Conv{'Transpose' if transposed else ''}{count}d", arguments) or ()
    layers = _by_rule(call, called["input"], layers)
    return call.gives(call.given, replace(standing, place=call.net.layers(layers, standing)))


def _by_rule(call: Call, tensor: Any, layers: tuple[Layer, ...]) -> tuple[Layer, ...]:
    """Layers with a window whose padding a forward worked out of the size, as TensorFlow has it."""
    if not call.net.same or call.net.same[-1] is not tensor:
        return layers
    return tuple(replace(layer, padding=PaddingRule.SAME, rounding=None) for layer in layers)


def _linear(call: Call) -> Any:
    called = {**dict(zip(("input", "weight", "bias"), call.args, strict=False)), **call.kwargs}
    standing, weight = call.net.standing(called["input"]), called["weight"]
    outs, ins = (int(each) for each in weight.shape)
    bias = called.get("bias") is not None
    if standing is not None and standing.last and len(standing.roles) > 2:
        place = call.net.add(Layer(Kind.CONVOLUTION, (1,), channels=outs, bias=bias), standing.place)
        return call.gives(call.given, replace(standing, place=place))
    if standing is None or standing.roles != (BATCH, CHANNELS):
        raise NotFollowed(_english.other_form(call.name))
    place = call.net.add(Layer(Kind.DENSE, (outs,), bias=bias), standing.place)
    call.net.building.expect(place, "features", ins)
    if call.given.dim() != 2:  # other features come than it takes, which is judged
        vector = call.net.torch.empty((call.net.shape[0], outs), device="meta")
        return call.gives(vector, Standing(place, (BATCH, CHANNELS), flat=True))
    return call.gives(call.given, Standing(place, (BATCH, CHANNELS), flat=True))


# ---- layers without weights ------------------------------------------------------------------------------------------


def _functional(call: Call) -> Any:
    """A pool, a shuffle: what torch_modules knows."""
    standing = call.received(call.args[0] if call.args else call.kwargs["input"])
    count = len(standing.roles) - 2
    arguments: dict[str | int, object] = {place: plain(each) for place, each in enumerate(call.args[1:])}
    arguments |= {key: plain(value) for key, value in call.kwargs.items() if key != "input"}
    name = call.name.removesuffix("_with_indices")
    try:
        layers = torch_modules.functional(name, arguments, count)
    except ValueError as error:
        raise NotFollowed(str(error)) from None
    if layers is None:
        raise NotFollowed(_english.unknown(name))
    layers = _by_rule(call, call.args[0] if call.args else call.kwargs["input"], layers)
    first = call.given[0] if isinstance(call.given, tuple) else call.given
    found = call.gives(first, replace(standing, place=call.net.layers(layers, standing)))
    return (found, *call.given[1:]) if isinstance(call.given, tuple) else found


def _interpolate(call: Call) -> Any:
    """A resize: by a factor, to a number, or to the size of another tensor."""
    words = ("input", "size", "scale_factor", "mode")
    called = {**dict(zip(words, call.args, strict=False)), **call.kwargs}
    standing = call.received(called["input"])
    nearest = str(called.get("mode", "nearest")).startswith("nearest")
    size = called.get("size")
    if size is None:
        arguments: dict[str | int, object] = {"scale_factor": plain(called["scale_factor"])}
        layers = torch_modules.module("Upsample", {**arguments, "mode": "nearest" if nearest else "bilinear"}) or ()
        return call.gives(call.given, replace(standing, place=call.net.layers(layers, standing)))
    lengths = [each for each in (size if isinstance(size, tuple | list) else (size,)) if isinstance(each, Length)]
    place, times = _one(lengths)
    kind = Kind.FIT if nearest else Kind.FIT_BILINEAR
    if place is not None and times == 1:
        return call.gives(call.given, replace(standing, place=call.net.add(Layer(kind), standing.place, fits=place)))
    if place == standing.place and times is not None and times.denominator == 1:
        layer = Layer(Kind.NEAREST if nearest else Kind.BILINEAR, (times.numerator,))
        return call.gives(call.given, replace(standing, place=call.net.add(layer, standing.place)))
    if lengths:
        call.net.depends(call.name)
    sizes = torch_modules.module("Upsample", {"size": plain(size)}) or ()
    return call.gives(call.given, replace(standing, place=call.net.layers(sizes, standing)))


def _one(lengths: Sequence[Length]) -> tuple[int | None, Fraction | None]:
    """The one place whose size lengths are, and how many times; None where they are of none, or of several."""
    places, times = {each.place for each in lengths}, {each.times for each in lengths}
    return (places.pop(), times.pop()) if len(places) == len(times) == 1 else (None, None)


def _pad(call: Call) -> Any:
    called = {**dict(zip(("input", "pad"), call.args, strict=False)), **call.kwargs}
    standing = call.received(called["input"])
    amounts = list(called["pad"])
    count = len(standing.roles) - 2
    if "Same" in call.net.caller() and any(isinstance(each, Length) for each in amounts):
        made = call.gives(call.given, standing)
        call.net.same.append(made)
        return made
    if any(isinstance(each, Length) for each in amounts):
        call.net.depends(call.name)
    amounts = [int(each) for each in amounts]
    if len(amounts) > 2 * count:
        if any(amounts[: 2 * count]) or len(amounts) > 2 * count + 2:
            raise NotFollowed(_english.folds(call.name))
        place = call.net.add(Layer(Kind.OPAQUE, word="pad", channels=int(call.given.shape[1])), standing.place)
        return call.gives(call.given, replace(standing, place=place))
    layers = torch_modules.functional("pad", {0: tuple(amounts)}, count) or ()
    return call.gives(call.given, replace(standing, place=call.net.layers(layers, standing)))


def _refused(call: Call) -> Any:
    raise NotFollowed(_english.reads_everything(call.name))


def _untouched(call: Call) -> Any:
    standing = call.net.standing(call.args[0])
    return call.given if standing is None else call.gives(call.given, standing)


_WORDS: Mapping[str, str] = {
    "batch_norm": "bn",
    "layer_norm": "ln",
    "group_norm": "gn",
    "instance_norm": "inorm",
    "native_layer_norm": "ln",
    "relu": "relu",
    "log": "log",
    "erf": "tanh",
    "softmax": "softmax",
    "log_softmax": "logsoftmax",
}
_HANDLERS: Mapping[str, Callable[[Call], Any]] = {
    **{f"conv{n}d": _convolution for n in "123"},
    **{f"conv_transpose{n}d": _convolution for n in "123"},
    "linear": _linear,
    **{
        f"{kind}_pool{n}d{more}": _functional
        for kind in ("max", "avg")
        for n in "123"
        for more in ("", "_with_indices")
    },
    **{f"adaptive_{kind}_pool{n}d": _functional for kind in ("max", "avg") for n in "123"},
    **dict.fromkeys(("pixel_shuffle", "pixel_unshuffle"), _functional),
    "interpolate": _interpolate,
    "upsample": _interpolate,
    "pad": _pad,
    **dict.fromkeys(("mean", "amax", "max", "sum", "amin", "std", "var"), averaged),
    **dict.fromkeys(("add", "sub", "__add__", "__radd__", "__iadd__", "__sub__", "__rsub__", "rsub"), joined(Join.ADD)),
    **dict.fromkeys(("mul", "div", "__mul__", "__rmul__", "__imul__", "__truediv__", "true_divide"), joined(Join.GATE)),
    **dict.fromkeys(("cat", "concat", "concatenate"), concatenated),
    **dict.fromkeys(("chunk", "split", "split_with_sizes", "tensor_split"), split),
    "__getitem__": indexed,
    **dict.fromkeys(
        ("view", "reshape", "flatten", "permute", "transpose", "squeeze", "unsqueeze", "unflatten"), formed
    ),
    **dict.fromkeys(("swapaxes", "movedim", "t", "view_as", "reshape_as"), formed),
    **dict.fromkeys(
        ("contiguous", "clone", "expand", "expand_as", "pow", "neg", "exp", "clamp", "dropout", "dropout2d"), _untouched
    ),
    **dict.fromkeys(("matmul", "bmm", "einsum", "scaled_dot_product_attention", "lstm", "gru", "rnn_tanh"), _refused),
    **dict.fromkeys(
        ("multi_head_attention_forward", "baddbmm", "__matmul__", "cumsum", "roll", "fold", "unfold"), _refused
    ),
}
