"""The families of PyTorch's modules: what the arguments of each come to as layers."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from fractions import Fraction

from symrf.formulas.tree import Written, number
from symrf.networks.notation.architecture import Layer, PaddingRule, Rounding, Sides, Value
from symrf.networks.notation.kinds import Kind
from symrf.readers import _english

__all__ = ["FAMILIES", "axes", "padded", "values", "whole"]


def axes(name: str) -> tuple[str, ...] | None:
    """The axes of what a module works on, as its name says: ("h", "w") for Conv2d, None for ReLU."""
    found = re.search(r"([123])[dD]$", name)
    return None if found is None else {"1": ("w",), "2": ("h", "w"), "3": ("d", "h", "w")}[found[1]]


# ---- numbers ---------------------------------------------------------------------------------------------------------


def whole(value: object) -> bool:
    """Whether a value is a whole number, maybe in symbols.

    >>> whole(3), whole(True), whole(0.5)
    (True, False, False)
    """
    return isinstance(value, int | Written) and not isinstance(value, bool)


_MAY_BE_NONE = frozenset({"padding", "output_padding"})


def values(what: str, value: object, count: int = 0) -> tuple[Value, ...]:
    """A number, or one an axis, of which equal ones are one; a ValueError where they are not so many.

    >>> values("kernel_size", (3, 3)), values("kernel_size", (3, 5))
    ((3,), (3, 5))
    """
    found = tuple(value) if isinstance(value, tuple | list) else (value,)
    found = tuple(int(each) if isinstance(each, float) and each.is_integer() else each for each in found)
    if not found or not all(map(whole, found)):
        raise ValueError(_english.argument_is_no_number(what, value))
    if what not in _MAY_BE_NONE and any(isinstance(each, int) and each < 1 for each in found):
        raise ValueError(_english.argument_is_too_small(what, value))
    if count and len(found) not in (1, count):
        raise ValueError(_english.argument_has_other_length(what, len(found), count))
    return found[:1] if all(each == found[0] for each in found) else found


def _unless(layers: tuple[Value, ...], plain: int) -> tuple[Value, ...] | None:
    """Numbers that are left out where they are what every convention has."""
    return None if layers == (plain,) else layers


def _count(name: str) -> int:
    return len(axes(name) or ())


def _sides(name: str, value: object) -> tuple[Sides, ...]:
    return tuple(Sides(each, each) for each in values("padding", value, _count(name)))


def _padding(name: str, given: Mapping[str, object]) -> tuple[Sides, ...] | PaddingRule | None:
    """The padding of a convolution; by rule where it is a word."""
    match given["padding"]:
        case "same":
            return PaddingRule.SAME
        case "valid":
            return None
        case value:
            sides = _sides(name, value)
            return None if sides == (Sides(0, 0),) else sides


# ---- families of modules ---------------------------------------------------------------------------------------------


def _convolution(name: str, given: Mapping[str, object]) -> tuple[Layer, ...]:
    count = _count(name)
    groups, into = given["groups"], given["in_channels"]
    (out,) = values("out_channels", given["out_channels"], 1)
    (group,) = values("groups", groups, 1)
    for what, channels in (("in_channels", into), ("out_channels", out)):
        if isinstance(group, int) and isinstance(channels, int) and group and channels % group:
            raise ValueError(_english.channels_in_groups(what, channels, group))
    depthwise = group != 1 and group == into
    return (
        Layer(
            Kind.DEPTHWISE if depthwise else Kind.CONVOLUTION,
            values("kernel_size", given["kernel_size"], count),
            stride=_unless(values("stride", given["stride"], count), 1),
            padding=_padding(name, given),
            dilation=_unless(values("dilation", given["dilation"], count), 1),
            groups=None if depthwise or group == 1 else group,
            channels=out,
            bias=given["bias"] is not False,
        ),
    )


def _transposed(name: str, given: Mapping[str, object]) -> tuple[Layer, ...]:
    count = _count(name)
    (out,) = values("out_channels", given["out_channels"], 1)
    (group,) = values("groups", given["groups"], 1)
    return (
        Layer(
            Kind.TRANSPOSED,
            values("kernel_size", given["kernel_size"], count),
            stride=_unless(values("stride", given["stride"], count), 1),
            padding=_sides(name, given["padding"]),
            dilation=_unless(values("dilation", given["dilation"], count), 1),
            output_padding=_unless(values("output_padding", given["output_padding"], count), 0),
            groups=None if group == 1 else group,
            channels=out,
            bias=given["bias"] is not False,
        ),
    )


def _pool(name: str, given: Mapping[str, object]) -> tuple[Layer, ...]:
    count = _count(name)
    kernel = values("kernel_size", given["kernel_size"], count)
    stride = given["stride"]
    padding = _sides(name, given.get("padding", 0))
    dilation = values("dilation", given.get("dilation", 1), count)
    for place in range(max(len(kernel), len(padding))):
        side, size = padding[min(place, len(padding) - 1)].before, kernel[min(place, len(kernel) - 1)]
        if isinstance(side, int) and isinstance(size, int) and dilation == (1,) and 2 * side > size:
            raise ValueError(_english.pool_pads_too_much(side, size))
    return (
        Layer(
            Kind.MAX_POOL if name.startswith("Max") else Kind.AVERAGE_POOL,
            kernel,
            stride=kernel if stride is None or stride == () or stride == [] else values("stride", stride, count),
            padding=padding,
            dilation=_unless(dilation, 1),
            rounding=Rounding.CEIL if given["ceil_mode"] is True else Rounding.FLOOR,
        ),
    )


def _adaptive(name: str, given: Mapping[str, object]) -> tuple[Layer, ...]:
    size = given["output_size"]
    entries = size if isinstance(size, tuple | list) else (size,)
    if all(each is None for each in entries):
        return ()
    if None in entries:
        raise ValueError(_english.adaptive_along_one_axis(name))
    sizes = values("output_size", size, _count(name))
    if sizes == (1,):
        return (Layer(Kind.GLOBAL_MAX if "Max" in name else Kind.GLOBAL_AVERAGE),)
    return (Layer(Kind.ADAPTIVE, sizes),)


def _upsample(name: str, given: Mapping[str, object]) -> tuple[Layer, ...]:
    nearest = str(given["mode"]).startswith("nearest")
    if given["size"] is not None:
        return (Layer(Kind.RESIZE, values("size", given["size"])),)
    factor = given["scale_factor"]
    if factor is None:
        raise ValueError(_english.argument_is_missing(name, "scale_factor"))
    factors = tuple(map(_factor, factor if isinstance(factor, tuple | list) else (factor,)))
    return (Layer(Kind.NEAREST if nearest else Kind.BILINEAR, values("scale_factor", factors)),)


def _factor(value: object) -> object:
    """A scale as a number of the notation: 1.5 is a fraction."""
    if isinstance(value, float) and not value.is_integer():
        ratio = Fraction(value).limit_denominator(1000)
        return number(ratio.numerator) / ratio.denominator
    return value


def _shuffle(name: str, given: Mapping[str, object]) -> tuple[Layer, ...]:
    kind = Kind.UNSHUFFLE if "Un" in name else Kind.SHUFFLE
    return (Layer(kind, values("factor", given["factor"], 1)),)


def _padded(name: str, given: Mapping[str, object]) -> tuple[Layer, ...]:
    count = _count(name)
    amounts = given["padding"]
    return padded(amounts if isinstance(amounts, tuple | list) else (amounts,) * (2 * count), count)


def padded(amounts: object, count: int) -> tuple[Layer, ...]:
    """The margins of so many axes, which PyTorch gives before and after, from the last axis on.

    >>> [layer.text for layer in padded((1, 2, 0, 0), 2)]
    ['z0x1:2']
    """
    if not isinstance(amounts, tuple | list) or not all(map(whole, amounts)):
        raise ValueError(_english.argument_is_no_number("pad", amounts))
    if len(amounts) % 2 or len(amounts) > 2 * count:
        raise ValueError(_english.argument_has_other_length("pad", len(amounts), 2 * count))
    pairs = [Sides(amounts[place], amounts[place + 1]) for place in range(0, len(amounts), 2)]
    sides = (*[Sides(0, 0)] * (count - len(pairs)), *reversed(pairs))
    if all(side == Sides(0, 0) for side in sides):
        return ()
    return (Layer(Kind.PAD, padding=sides[:1] if all(side == sides[0] for side in sides) else sides),)


def _linear(_: str, given: Mapping[str, object]) -> tuple[Layer, ...]:
    return (Layer(Kind.DENSE, values("out_features", given["out_features"], 1), bias=given["bias"] is not False),)


def _flatten(name: str, given: Mapping[str, object]) -> tuple[Layer, ...]:
    if given["start_dim"] not in (0, 1) or given["end_dim"] not in (-1, 3):
        raise ValueError(_english.flattens_some_axes(name))
    return (Layer(Kind.FLATTEN),)


def _unflatten(name: str, given: Mapping[str, object]) -> tuple[Layer, ...]:
    size = given["unflattened_size"]
    if given["dim"] != 1 or not isinstance(size, tuple | list) or len(size) < 2:
        raise ValueError(_english.flattens_some_axes(name))
    return (Layer(Kind.VIEW, values("size", size[1:]), channels=values("channels", size[0])[0]),)


def _recurrent(name: str, given: Mapping[str, object]) -> tuple[Layer, ...]:
    """It reads everything, and gives channels of its own: what it costs is left out."""
    (hidden,) = values("hidden_size", given["proj_size"] or given["hidden_size"], 1)
    both = given["bidirectional"] is True
    return Layer(Kind.MIX), Layer(Kind.OPAQUE, word=name.lower(), channels=hidden * 2 if both else hidden)


def _attention(_: str, __: Mapping[str, object]) -> tuple[Layer, ...]:
    return Layer(Kind.MIX), Layer(Kind.OPAQUE, word="attn")


def _nothing(_: str, __: Mapping[str, object]) -> tuple[Layer, ...]:
    return ()


def _block(_: str, given: Mapping[str, object]) -> tuple[Layer, ...]:
    """torchvision's convolution with its norm and its activation."""
    kernel, dilation, padding = given["kernel_size"], given["dilation"], given["padding"]
    if padding is None and isinstance(kernel, int) and isinstance(dilation, int):
        padding = (kernel - 1) // 2 * dilation
    norm, act = given["norm_layer"], given["activation_layer"]
    bias = given["bias"] is True or (given["bias"] is None and norm is None)
    made = _convolution("Conv2d", {**given, "padding": padding, "bias": bias})
    made += () if norm is None else (Layer(Kind.PASS, word="bn"),)
    return made if act is None else (*made, Layer(Kind.PASS, word="relu"))


def _refused(name: str, _: Mapping[str, object]) -> tuple[Layer, ...]:
    raise ValueError(_english.has_no_place(name))


FAMILIES: Mapping[str, Callable[[str, Mapping[str, object]], tuple[Layer, ...]]] = {
    "convolution": _convolution,
    "transposed": _transposed,
    "pool": _pool,
    "adaptive": _adaptive,
    "upsample": _upsample,
    "shuffle": _shuffle,
    "pad": _padded,
    "linear": _linear,
    "flatten": _flatten,
    "unflatten": _unflatten,
    "recurrent": _recurrent,
    "attention": _attention,
    "nothing": _nothing,
    "block": _block,
    "refused": _refused,
}
