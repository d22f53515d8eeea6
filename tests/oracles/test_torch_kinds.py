"""Sizes of layers of every kind against PyTorch on one to three axes; transposed convolutions of other frameworks."""

from __future__ import annotations

from itertools import product
from math import prod

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st
from support.laws import examples
from support.modules import Branches, Item, Part, Repeat, part, text
from support.modules_torch import Network, counted, image, pixels, size_of, torch

import symrf
from symrf.networks.derivation import Derivation

FEW = settings(max_examples=examples(120), deadline=None, suppress_health_check=[HealthCheck.too_slow])
AXES = ("d", "h", "w")
CHANNELS = 2
MOST_STRIDE = 36  # in all, and as many times finer

pytestmark = pytest.mark.filterwarnings(
    "ignore:Using padding='same' with even kernel lengths and odd dilation:UserWarning"
)


def derived(items: tuple[Item, ...], axes: int, convention: str = "pytorch") -> Derivation:
    """The network, derived on so many axes."""
    return symrf.derive(text(items, CHANNELS), axes=AXES[-axes:], convention=convention)


# --- random networks


@st.composite
def numbers(draw: st.DrawFn, axes: int, least: int, most: int) -> tuple[int, ...]:
    """One number for all axes, or one an axis."""
    return tuple(draw(st.lists(st.integers(least, most), min_size=axes, max_size=axes) | lone(least, most)))


def lone(least: int, most: int) -> st.SearchStrategy[list[int]]:
    """One number in a list."""
    return st.lists(st.integers(least, most), min_size=1, max_size=1)


def sides(axes: int, least: int, most: int) -> st.SearchStrategy[tuple[tuple[int, int], ...]]:
    """Sides for all axes, or for each."""
    both = st.integers(least, most).map(lambda side: (side, side)) | st.tuples(*[st.integers(least, most)] * 2)
    return st.tuples(both) | st.tuples(*[both] * axes)


@st.composite
def convolutions(draw: st.DrawFn, axes: int) -> Part:
    """Convolutions; PyTorch refuses `same` with a stride."""
    pad = draw(st.none() | sides(axes, 0, 2) | sides(axes, 0, 2) | st.sampled_from(["same", "valid", "causal"]))
    stride = None if pad == "same" else draw(st.none() | numbers(axes, 1, 3))
    apart = draw(st.none() | numbers(axes, 1, 3))
    return part(draw(st.sampled_from(["c", "dw", "bl"])), draw(numbers(axes, 1, 4)), stride, pad, apart=apart)


@st.composite
def transposed(draw: st.DrawFn, axes: int) -> Part:
    """Transposed convolutions; output padding is less than the stride or the dilation."""
    stride, apart = draw(st.none() | numbers(axes, 1, 3)), draw(st.none() | numbers(axes, 1, 3))
    bounds = [max(each) for each in zip(each_axis(stride, axes), each_axis(apart, axes), strict=True)]
    extra = draw(st.none() | st.tuples(*(st.integers(0, bound - 1) for bound in bounds)))
    pad = draw(st.none() | sides(axes, 0, 2))
    return part("t", draw(numbers(axes, 1, 4)), stride, pad, apart=apart, extra=extra)


def each_axis(given: tuple[int, ...] | None, axes: int) -> tuple[int, ...]:
    """A number for each axis, 1 where it is left open."""
    return (given or (1,)) * (1 if given and len(given) > 1 else axes)


@st.composite
def pools(draw: st.DrawFn, axes: int) -> Part:
    """Pools; PyTorch pads by half of the kernel at the most, and avg_pool3d has a rule of its own for padded ones."""
    kind, kernel = draw(st.sampled_from("pa")), draw(numbers(axes, 1, 4))
    bare = kind == "a" and axes == 3
    pad = None if bare else draw(st.none() | st.tuples(*(st.integers(0, size // 2) for size in kernel)))
    return part(
        kind,
        kernel,
        draw(st.none() | numbers(axes, 1, 3)),
        None if pad is None else tuple((side, side) for side in pad),
        apart=draw(st.none() | numbers(axes, 1, 2)) if kind == "p" else None,
        rounding=draw(st.sampled_from(["", "floor"] if bare else ["", "floor", "ceil", "ceil"])),
    )


def shuffled(factors: tuple[int, ...], axes: int) -> tuple[Part, ...]:
    """A pixel shuffle, which is given as many channels as it needs."""
    return part("c", 1, channels=CHANNELS * prod(each_axis(factors, axes))), part("ps", factors)


def unshuffled(factors: tuple[int, ...]) -> tuple[Part, ...]:
    """A pixel unshuffle; its channels become few again."""
    return part("pu", factors), part("c", 1, channels=CHANNELS)


def chains(axes: int) -> st.SearchStrategy[tuple[Item, ...]]:
    """Layers of one kind; a shuffle has a convolution beside it."""
    factors = numbers(axes, 1, 3)
    single = [
        *[convolutions(axes), pools(axes), transposed(axes), transposed(axes)],
        sides(axes, -2, 2).map(lambda pad: part("z", pad=pad)),
        st.builds(part, st.sampled_from(["u", "u", "ub"]), factors),
        st.builds(part, st.sampled_from(["ad", "resize"]), numbers(axes, 1, 7)),
        st.sampled_from(["gap", "gmp", "id", "bn", "relu", "gn", "lrn"]).map(part),
    ]
    pairs = [factors.map(lambda each: shuffled(each, axes)), factors.map(unshuffled), factors.map(unshuffled)]
    whole = [convolutions(axes).map(lambda each: (each,)), *(one.map(lambda each: (each,)) for one in single)]
    return st.integers(0, len(whole) + len(pairs) - 1).flatmap([*whole, *pairs].__getitem__)


@st.composite
def agreeing(draw: st.DrawFn, axes: int) -> tuple[Item, ...]:
    """Branches that agree: on every size, or on multiples of the factors."""
    factors = draw(numbers(axes, 1, 3))
    kernel = tuple(2 * number + 1 for number in factors)
    around = tuple((number, number) for number in factors)
    ups: list[tuple[Item, ...]] = [
        (part("u", factors),),
        (part("t", factors, factors),),
        shuffled(factors, axes),
        (part("t", 1, factors, extra=tuple(number - 1 for number in factors)),),
    ]
    downs: list[tuple[Item, ...]] = [(part("p", factors),), (part("c", factors, factors),), unshuffled(factors)]
    keeps: list[tuple[Item, ...]] = [
        (part("id"),),
        (part("c", kernel, pad=around),),
        (part("t", kernel, pad=around),),
        (part("c", 3, pad="same", apart=factors),),
        (part("p", kernel, 1, around),),
        (*draw(st.sampled_from(downs)), *draw(st.sampled_from(ups))),
        (*draw(st.sampled_from(ups)), *draw(st.sampled_from(downs))),
        (Repeat((part("c", 1), part("bn")), 2), part("dw", kernel, pad=around)),
    ]
    crop: list[tuple[Item, ...]] = [(part("crop"),), (part("c", kernel),)]
    form = draw(st.sampled_from([ups, downs, keeps, keeps, keeps, crop]))
    chosen = crop if form is crop else draw(st.lists(st.sampled_from(form), min_size=2, max_size=3))
    return (Branches(tuple(chosen), draw(st.sampled_from("+|"))), part("c", 1, channels=CHANNELS))


@st.composite
def networks(draw: st.DrawFn) -> tuple[int, tuple[Item, ...]]:
    """The number of axes, and a network of at most four kinds of layers, one of them branches in every third."""
    axes = draw(st.integers(1, 3))
    parts = draw(st.lists(chains(axes), min_size=1, max_size=4))
    if draw(st.sampled_from([True, False, False])):
        parts.insert(draw(st.integers(0, len(parts))), draw(agreeing(axes)))
    items: tuple[Item, ...] = ()
    for each in parts:
        if _pace((*items, *each)) <= MOST_STRIDE:
            items = (*items, *each)
    ends: list[tuple[Item, ...]] = [(), (), (), (part("flatten"),)]
    return axes, (*items, *draw(st.sampled_from(ends))) or (part("c", 3),)


def _pace(items: tuple[Item, ...]) -> int:
    """The product of the strides and of the factors."""
    pace = 1
    for item in items:
        if isinstance(item, Branches):
            pace *= prod(map(_pace, item.branches))
        elif isinstance(item, Part) and item.kind not in ("ad", "resize"):
            stride = item.stride or (item.sizes if item.kind not in ("c", "dw", "bl", "t") else ())
            pace *= max(stride, default=1)
    return pace


def taken(derivation: Derivation, axis: str) -> list[int]:
    """The least sizes that the network takes on an axis."""
    least = int(derivation[axis].size.minimum)
    return list(filter(derivation[axis].takes, range(least, least + 200)))


@given(networks())
@FEW
@example((2, (part("t", (3, 4), (2, 1), ((1, 1), (0, 0)), extra=(1, 0)),)))
@example((2, (part("c", 3), part("ad", (7, 5)), part("u", 2))))
@example((3, (*shuffled((1, 2, 3), 3), *unshuffled((3, 2, 1)), part("resize", (5, 1, 7)))))
@example((1, (part("ad", 3), part("pu", 2))))
@example((1, (part("resize", 3), part("c", 4))))
def test_the_sizes_that_are_taken_and_given_are_those_of_pytorch(drawn: tuple[int, tuple[Item, ...]]) -> None:
    axes, items = drawn
    network = Network(items, axes)
    try:
        derivation = derived(items, axes)
    except symrf.DerivationError:
        assert not any(size_of(network, image(CHANNELS, (size,) * axes)) for size in range(1, 50))
        return
    assert derivation.notes == ()
    good = {axis: taken(derivation, axis)[0] for axis in derivation.axes}
    for place, axis in enumerate(derivation.axes):
        size, least = derivation[axis].size, good[axis]
        for number in {*range(1, 4), *range(max(1, least - 2), least + 7), least + 37}:
            sizes = [number if each == axis else first for each, first in good.items()]
            found = size_of(network, image(CHANNELS, sizes))
            assert derivation[axis].takes(number) == bool(found), (number, found)
            if found:
                assert size.at(number) == found[place]
            else:
                with pytest.raises(symrf.SizeError, match=f"{axis} (must|may) be"):
                    size.at(number)


@given(networks(), st.data())
@settings(FEW, max_examples=examples(80))
def test_the_size_after_every_layer_is_that_of_pytorch(
    drawn: tuple[int, tuple[Item, ...]], data: st.DataObject
) -> None:
    axes, items = drawn
    try:
        derivation = derived(items, axes)
    except symrf.DerivationError:
        assume(False)
    sizes_taken = {axis: taken(derivation, axis)[:20] for axis in derivation.axes}
    assume(all(sizes_taken.values()))  # some take none of those that are tried
    at = {axis: data.draw(st.sampled_from(sizes), axis) for axis, sizes in sizes_taken.items()}
    network, given_image = Network(items, axes), image(CHANNELS, list(at.values()))
    network(given_image)
    sizes = [pixels(each.shape, axes) for each in counted(network, given_image)]
    assert derivation.at(**at) == dict(zip(at, sizes[-1], strict=True))
    for axis in derivation.axes:
        assert [step.size.at(at[axis]) for step in derivation[axis].steps] == [
            each[derivation.axes.index(axis)] for each in sizes
        ]
    pair = ", ".join(map(str, sizes[-1])) if axes > 1 else str(sizes[-1][0])
    given_sizes = ", ".join(f"{axis}={size}" for axis, size in at.items())
    claim = f"size at {given_sizes} = {f'({pair})' if axes > 1 else pair}"
    assert [each.status for each in symrf.check(text(items), [claim], axes=derivation.axes)] == ["proved"]


# --- what PyTorch refuses


@pytest.mark.parametrize("kernel", range(1, 4))
@pytest.mark.parametrize("stride", range(1, 4))
def test_output_padding_is_refused_where_pytorch_refuses_it(kernel: int, stride: int) -> None:
    for apart, extra in product(range(1, 4), range(5)):
        items = (part("t", kernel, stride, apart=apart, extra=extra),)
        # PyTorch's meta device looks at no output padding
        found = size_of(Network(items, 1), image(CHANNELS, (4,), "cpu"))
        assert bool(found) == (extra < max(stride, apart))
        if found:
            assert derived(items, 1).at(w=4) == {"w": found[0]}
        else:
            with pytest.raises(symrf.DerivationError, match=f"its output padding {extra} must be less than"):
                derived(items, 1)


@given(st.data())
@settings(FEW, max_examples=examples(100))
def test_output_padding_is_refused_on_any_axis(data: st.DataObject) -> None:
    axes = data.draw(st.integers(2, 3))
    stride, apart, extra = (data.draw(numbers(axes, least, 3)) for least in (1, 1, 0))
    items = (part("t", data.draw(numbers(axes, 1, 3)), stride, apart=apart, extra=extra),)
    found = size_of(Network(items, axes), image(CHANNELS, (2,) * axes, "cpu"))
    try:
        sizes = tuple(derived(items, axes).at(**dict.fromkeys(AXES[-axes:], 2)).values())
    except symrf.DerivationError:
        sizes = ()
    assert sizes == found


@pytest.mark.parametrize("factors", list(product(range(1, 5), repeat=2)), ids=str)
def test_a_pixel_unshuffle_takes_what_its_factor_divides(factors: tuple[int, int]) -> None:
    items = unshuffled(factors)
    derivation, network = derived(items, 2), Network(items, 2)
    assert derivation.axes == ("h", "w")
    for sizes in product(range(1, 10), repeat=2):
        taken = [derivation[axis].takes(size) for axis, size in zip("hw", sizes, strict=True)]
        assert taken == [size % factor == 0 for size, factor in zip(sizes, factors, strict=True)]
        found = size_of(network, image(CHANNELS, sizes))
        assert bool(found) == all(taken)
        if found:
            assert tuple(derivation.at(h=sizes[0], w=sizes[1]).values()) == found
    size = 2 * factors[1] + 1
    if factors[1] > 1:
        message = f"needs a multiple of {factors[1]} pixels, not {size}: w may be {2 * factors[1]} or {3 * factors[1]}"
        with pytest.raises(symrf.SizeError, match=message):
            derivation.at(w=size)


@pytest.mark.parametrize("rule", ["same", "valid"])
@pytest.mark.parametrize("stride", [1, 2])
def test_a_transposed_convolution_with_a_rule_is_noted_for_pytorch_refuses_it(stride: int, rule: str) -> None:
    layer = torch.nn.ConvTranspose2d(CHANNELS, CHANNELS, 3, stride, padding=rule)
    with pytest.raises(TypeError, match="must be tuple of ints"):
        layer(image(CHANNELS, (9, 9), "cpu"))
    written = f"t3s{stride}{rule}"
    assert [note.layer for note in symrf.derive(written).notes] == list(symrf.parse(written).items)


# --- the other conventions: what their frameworks' sources say, written out


def keras(n: int, stride: int, extent: int, rule: str, extra: int | None) -> int:
    """The length that Keras gives, `compute_conv_transpose_output_length`."""
    if extra is None:
        return n * stride + max(extent - stride, 0) if rule == "valid" else n * stride
    pad = 0 if rule == "valid" else extent // 2
    return (n - 1) * stride + extent - 2 * pad + extra


def written_out(n: int, stride: int, extent: int, pads: tuple[int, int], extra: int) -> int:
    """The size with padding in numbers: PyTorch, ONNX, and Caffe's deconvolution, which has no output padding."""
    return (n - 1) * stride - sum(pads) + extent + extra


WINDOWS = list(product(range(1, 6), range(1, 5), range(1, 4)))  # kernel, stride, dilation


@pytest.mark.parametrize("rule", ["valid", "same"])
@pytest.mark.parametrize("extra", [None, 0, 1, 2, 3])
def test_a_transposed_convolution_of_keras(rule: str, extra: int | None) -> None:
    for kernel, stride, apart in WINDOWS:
        layer = part("t", kernel, stride, rule, apart=apart, extra=extra)
        if extra is not None and extra >= stride:  # Keras refuses these; symrf takes those less than the dilation
            continue
        size = derived((layer,), 1, "tensorflow")["w"].size
        for n in range(1, 12):
            expected = keras(n, stride, 1 + (kernel - 1) * apart, rule, extra)
            assert size.minimum > n if expected < 1 else size.at(n) == expected


def test_a_transposed_convolution_that_gives_no_padding_is_valid_in_keras() -> None:
    """`valid` is what Keras' Conv2DTranspose has where nothing is said."""
    for kernel, stride, apart in WINDOWS:
        size = derived((part("t", kernel, stride, apart=apart),), 1, "tensorflow")["w"].size
        assert [size.at(n) for n in range(1, 9)] == [
            keras(n, stride, 1 + (kernel - 1) * apart, "valid", None) for n in range(1, 9)
        ]


@pytest.mark.parametrize("convention", ["pytorch", "tensorflow", "onnx", "caffe", "darknet"])
def test_a_transposed_convolution_with_padding_in_numbers_is_the_same_everywhere(convention: str) -> None:
    for (kernel, stride, apart), pads, extra in product(WINDOWS, [(0, 0), (1, 1), (0, 1), (2, 1)], [None, 0, 1]):
        if (extra or 0) >= max(stride, apart):
            continue
        size = derived((part("t", kernel, stride, (pads,), apart=apart, extra=extra),), 1, convention)["w"].size
        for n in (1, 2, 3, 8):
            expected = written_out(n, stride, 1 + (kernel - 1) * apart, pads, extra or 0)
            assert size.minimum > n if expected < 1 else size.at(n) == expected


@pytest.mark.parametrize("convention", ["pytorch", "onnx", "caffe", "darknet"])
def test_outside_keras_valid_is_no_padding(convention: str) -> None:
    for kernel, stride, apart in WINDOWS:
        size = derived((part("t", kernel, stride, "valid", apart=apart),), 1, convention)["w"].size
        assert [size.at(n) for n in (1, 2, 7)] == [
            written_out(n, stride, 1 + (kernel - 1) * apart, (0, 0), 0) for n in (1, 2, 7)
        ]


def test_same_is_the_stride_times_the_size_in_the_specification_of_onnx() -> None:
    """ONNX Runtime gives s(n-1)+k instead where the kernel is less than the stride."""
    for kernel, stride, apart in WINDOWS:
        size = derived((part("t", kernel, stride, "same", apart=apart),), 1, "onnx")["w"].size
        assert [size.at(n) for n in (1, 2, 7)] == [stride, 2 * stride, 7 * stride]


# network, whether its field is the exact number of pixels
SHUFFLES = [
    ("pu2 ps2", True),
    ("pu3 relu ps3", True),
    ("pu2 pu2 ps2 ps2", True),
    ("pu2 pu3 ps3 relu ps2", True),
    ("pu2 c1 ps2", True),
    ("pu2 ps2 pu2 c1 ps2", True),
    ("pu2 pu2 ps2 c1 ps2", True),
    ("pu4 ps2 ps2", False),
    ("pu2 pu2 ps4", False),
    ("pu2 pu3 ps2 ps3", False),
]


@pytest.mark.parametrize(("layers", "exact"), SHUFFLES, ids=[layers for layers, _ in SHUFFLES])
def test_a_shuffle_undoes_an_unshuffle(layers: str, exact: bool) -> None:
    pixels = torch.rand((1, 1, 24, 24), dtype=torch.float64, requires_grad=True)
    result = pixels
    for layer in layers.split():
        match layer[:2], layer[2:]:
            case "pu", factor:
                result = torch.nn.functional.pixel_unshuffle(result, int(factor))
            case "ps", factor:
                result = torch.nn.functional.pixel_shuffle(result, int(factor))
            case "c1", _:
                result = result.sum(1, keepdim=True).expand_as(result)
            case _:
                result = result.relu()
    reading = symrf.derive(layers, axes="w")["w"]
    most = 0
    for output in range(12):
        (found,) = torch.autograd.grad(result[:, :, 0, output].sum(), pixels, retain_graph=True)
        read = {int(place) for place in found.abs().sum((0, 1, 2)).nonzero()}
        said = set(reading.reads(output, 24))
        assert read == said if exact else read <= said
        most = max(most, len(said))
    assert reading.receptive_field == most


def test_a_shuffle_by_other_factors_on_another_axis_undoes_nothing() -> None:
    fields = [axis.receptive_field for axis in symrf.derive("pu2x3 ps2x1")]
    assert fields == [2, 3]
    assert [axis.receptive_field for axis in symrf.derive("pu2x3 ps2x3")] == [1, 1]
    assert [axis.receptive_field for axis in symrf.derive("pu2 softmax ps2x2")] == [2, 2]
    assert [axis.receptive_field for axis in symrf.derive("pu2 relu ps2x2")] == [1, 1]
