"""Sizes against PyTorch itself, on its meta device: random chains on one to three axes."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from support.extras import needed
from support.laws import examples
from support.networks import Layer, axes_text

import symrf
from symrf.networks.derivation import Derivation

torch = needed("torch")

FEW = settings(max_examples=examples(300), deadline=None)
AXES = ("d", "h", "w")

pytestmark = pytest.mark.filterwarnings(
    "ignore:Using padding='same' with even kernel lengths and odd dilation:UserWarning"
)


class Plane(NamedTuple):
    """One layer on several axes: numbers of its own for each, all else alike."""

    axes: tuple[Layer, ...]

    @property
    def first(self) -> Layer:
        """The layer on the first axis."""
        return self.axes[0]

    def each(self, field: str, default: int) -> list[int]:
        """A number on each axis."""
        written: list[int | None] = [getattr(layer, field) for layer in self.axes]
        return [default if value is None else value for value in written]

    @property
    def kernel(self) -> list[int]:
        """The kernel on each axis."""
        return self.each("kernel", 1)

    @property
    def sides(self) -> list[tuple[int, int]]:
        """The padding before and after on each axis that is not left to PyTorch."""
        if self.first.padding == "causal":
            return [(layer.extent - 1, 0) for layer in self.axes]
        return [layer.padding if isinstance(layer.padding, tuple) else (0, 0) for layer in self.axes]


def run(layer: Plane, image: torch.Tensor) -> torch.Tensor:
    """The layer's output; RuntimeError where PyTorch refuses, or where a crop takes all that there is on an axis."""
    axes = len(layer.axes)
    kind, functional = layer.first.kind, torch.nn.functional
    named: Callable[[str], Callable[..., torch.Tensor]] = lambda name: getattr(functional, f"{name}{axes}d")  # noqa: E731
    if kind == "pass":
        return torch.relu(image)
    if kind == "z":
        for size, (before, after) in zip(image.shape[2:], layer.sides, strict=True):
            if size + min(before, after, before + after) < 1:
                raise RuntimeError("PyTorch would give an empty image")
        return padded(image, layer.sides)
    if kind in ("c", "dw"):
        groups = image.shape[1] if kind == "dw" else 1
        weight = image.new_empty(image.shape[1], image.shape[1] // groups, *layer.kernel)
        stride, dilation = layer.each("stride", 1), layer.each("dilation", 1)
        if isinstance(layer.first.padding, str) and layer.first.padding != "causal":
            return named("conv")(image, weight, None, stride, layer.first.padding, dilation, groups)
        return named("conv")(padded(image, layer.sides), weight, None, stride, 0, dilation, groups)
    stride_given = None if layer.first.stride is None else layer.each("stride", 1)
    before = [sides[0] for sides in layer.sides]
    up = layer.first.rounding == "ceil"
    if kind == "a":
        return named("avg_pool")(image, layer.kernel, stride_given, before, up)
    return named("max_pool")(image, layer.kernel, stride_given, before, layer.each("dilation", 1), up)


def padded(image: torch.Tensor, sides: list[tuple[int, int]]) -> torch.Tensor:
    """The image with its margins; PyTorch takes the last axis first."""
    return torch.nn.functional.pad(image, [side for pair in reversed(sides) for side in pair])


def torch_shape(layers: list[Plane], shape: tuple[int, ...]) -> tuple[int, ...]:
    """The shape that PyTorch gives."""
    image = torch.empty((1, 2, *shape), device="meta")
    for layer in layers:
        image = run(layer, image)
    return tuple(image.shape[2:])


def derived(layers: list[Plane]) -> Derivation:
    """The chain, derived under PyTorch's convention."""
    axes = AXES[-len(layers[0].axes) :]
    return symrf.derive(" ".join(axes_text(layer.axes) for layer in layers), axes=axes)


@st.composite
def convolutions(draw: st.DrawFn, axes: int) -> Plane:
    """Convolutions that PyTorch takes: it refuses `same` with a stride."""
    rule = draw(st.sampled_from([None, "sides", "sides", "sides", "same", "valid", "causal"]))
    kind = draw(st.sampled_from(["c", "dw"]))
    stride = draw(st.none() | st.just([1] * axes)) if rule == "same" else draw(numbers(axes, 1, 4))
    dilation = draw(st.none() | numbers(axes, 1, 3))
    sides = draw(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=axes, max_size=axes))
    kernel = draw(numbers(axes, 1, 5))
    return Plane(
        tuple(
            Layer(
                kind,
                kernel[axis],
                None if stride is None else stride[axis],
                sides[axis] if rule == "sides" else rule,
                None if dilation is None else dilation[axis],
            )
            for axis in range(axes)
        )
    )


@st.composite
def pools(draw: st.DrawFn, axes: int) -> Plane:
    """Pools that PyTorch takes: padded alike on both sides, by half of the undilated kernel at the most."""
    kind = draw(st.sampled_from("pa"))
    kernel, stride = draw(numbers(axes, 1, 5)), draw(st.none() | numbers(axes, 1, 4))
    dilation = draw(st.none() | numbers(axes, 1, 3)) if kind == "p" else None
    bare = kind == "a" and axes == 3  # avg_pool3d also refuses an input that is smaller than the kernel by itself
    pads = [draw(st.integers(0, 0 if bare else size // 2)) for size in kernel]
    given_pads = draw(st.booleans())
    rounding = draw(st.sampled_from([None, "floor"] if bare else [None, "floor", "ceil", "ceil"]))
    return Plane(
        tuple(
            Layer(
                kind,
                kernel[axis],
                None if stride is None else stride[axis],
                (pads[axis], pads[axis]) if given_pads else None,
                None if dilation is None else dilation[axis],
                rounding,
            )
            for axis in range(axes)
        )
    )


def margins(axes: int) -> st.SearchStrategy[Plane]:
    """Zero padding and crops."""
    sides = st.tuples(st.integers(-2, 2), st.integers(-2, 2))
    one = sides.map(lambda padding: Layer("z", padding=padding))
    return st.tuples(*[one] * axes).map(Plane)


def numbers(axes: int, least: int, most: int) -> st.SearchStrategy[list[int]]:
    """A number for each axis."""
    return st.lists(st.integers(least, most), min_size=axes, max_size=axes)


def planes(axes: int) -> st.SearchStrategy[Plane]:
    """Layers of every kind on so many axes."""
    passed = st.just(Plane((Layer("pass"),) * axes))
    return st.one_of(convolutions(axes), convolutions(axes), pools(axes), pools(axes), margins(axes), passed)


CHAINS = st.integers(1, 3).flatmap(lambda axes: st.lists(planes(axes), min_size=1, max_size=4))
CLIPPED = [Plane((Layer("p", 2, 6, (0, 0), 2, "ceil"),)), Plane((Layer("a", 3, 3, (1, 1), None, "ceil"),))]


@given(CHAINS, st.lists(st.integers(0, 40), min_size=3, max_size=3))
@FEW
@example(CLIPPED, [0, 0, 0])
@example(CLIPPED, [5, 0, 0])
def test_the_size_is_the_one_that_pytorch_gives(layers: list[Plane], more: list[int]) -> None:
    derivation = derived(layers)
    for extra in (0, 1, 2, 3, 5, 8, 13):
        shape = {
            axis: int(derivation[axis].size.minimum) + extra + further
            for axis, further in zip(derivation.axes, more, strict=False)
        }
        assert tuple(derivation.at(**shape).values()) == torch_shape(layers, tuple(shape.values()))


@given(CHAINS, st.data())
@FEW
def test_below_the_minimum_pytorch_refuses(layers: list[Plane], data: st.DataObject) -> None:
    derivation = derived(layers)
    shape = {axis: int(derivation[axis].size.minimum) for axis in derivation.axes}
    assert min(torch_shape(layers, tuple(shape.values()))) >= 1
    short = data.draw(st.sampled_from([axis for axis in shape if shape[axis] > 1] or [""]))
    if short:
        shape[short] -= 1
        with pytest.raises(RuntimeError, match=r"size|empty"):
            torch_shape(layers, tuple(shape.values()))
        with pytest.raises(symrf.SizeError, match=f"{short} must be at least"):
            derivation.at(**shape)


@pytest.mark.parametrize("kernel", range(1, 6))
@pytest.mark.parametrize("stride", range(1, 5))
@pytest.mark.parametrize("dilation", range(1, 4))
def test_pools_that_round_up_clip_as_pytorch_does(kernel: int, stride: int, dilation: int) -> None:
    for pad in range(kernel // 2 + 1):
        layers = [Plane((Layer("p", kernel, stride, (pad, pad), dilation, "ceil"),))]
        derivation = derived(layers)
        least = int(derivation["w"].size.minimum)
        for size in range(least, least + 4 * stride):
            assert (derivation["w"].size.at(size),) == torch_shape(layers, (size,))


REFUSED = [
    ((Layer("c", 3, 2, "same"),), "padding='same' is not supported for strided"),
    ((Layer("p", 3, 1, (2, 2)),), "should be at most half"),
    ((Layer("a", 3, 1, (2, 2)),), "should be at most half"),
    ((Layer("p", 3, 1, (2, 2), 3),), "should be at most half"),
    ((Layer("c", 3, 1, "same"), Layer("c", 3, 2, "same")), "padding='same' is not supported for strided"),
    ((Layer("p", 3, 1, (2, 2)), Layer("p", 5, 1, (1, 1))), "should be at most half"),
]


@pytest.mark.parametrize(("layer", "refusal"), REFUSED, ids=[axes_text(layer) for layer, _ in REFUSED])
def test_what_pytorch_refuses_is_noted(layer: tuple[Layer, ...], refusal: str) -> None:
    plane = Plane(layer)
    with pytest.raises((RuntimeError, ValueError), match=refusal):
        torch_shape([plane], (20,) * len(layer))
    assert [note.layer for note in derived([plane]).notes] == list(symrf.parse(axes_text(layer)).items)


def test_what_pytorch_refuses_is_noted_in_a_repeat_that_is_taken_whole() -> None:
    (layer,) = symrf.parse("c3s2same").items
    for times in (1, 1000, 1001, 2500):
        assert [note.layer for note in symrf.derive(f"(c3s2same)*{times}").notes] == [layer]


@given(CHAINS)
@settings(FEW, max_examples=examples(100))
def test_what_pytorch_takes_is_not_noted(layers: list[Plane]) -> None:
    assert derived(layers).notes == ()
