"""Random small networks: plain descriptions that share nothing with symrf, and their text in the notation."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple, TypeAlias

from hypothesis import strategies as st

__all__ = [
    "CONVENTIONS",
    "Layer",
    "Network",
    "Repeat",
    "axes_text",
    "convolutions",
    "network",
    "networks",
    "repeats",
    "text",
    "unrolled",
    "windows",
]

CONVENTIONS = ("pytorch", "tensorflow", "onnx", "caffe", "darknet")


class Layer(NamedTuple):
    """A layer as somebody wrote it; None is what they left open, and padding is (before, after) or a rule's name."""

    kind: str
    kernel: int = 1
    stride: int | None = None
    padding: tuple[int, int] | str | None = None
    dilation: int | None = None
    rounding: str | None = None

    @property
    def pools(self) -> bool:
        """Whether it is a pool."""
        return self.kind in ("p", "a")

    @property
    def extent(self) -> int:
        """The pixels from a window's first tap to its last."""
        return 1 + (self.kernel - 1) * (self.dilation or 1)


class Repeat(NamedTuple):
    """Layers and repeats, so many times over."""

    items: tuple[Layer | Repeat, ...]
    times: int


Item: TypeAlias = Layer | Repeat


class Network(NamedTuple):
    """A chain, and the convention that it is read under."""

    items: tuple[Item, ...]
    convention: str

    @property
    def layers(self) -> tuple[Layer, ...]:
        """Its layers, repeats written out."""
        return tuple(unrolled(self.items))

    @property
    def text(self) -> str:
        """It in the notation."""
        return text(self.items)

    @property
    def text_written_out(self) -> str:
        """It in the notation, repeats written out."""
        return text(self.layers)


def network(*items: Item, convention: str = "pytorch") -> Network:
    """A network of those items."""
    return Network(items, convention)


def unrolled(items: Sequence[Item]) -> Iterator[Layer]:
    """The layers of a chain, repeats written out."""
    for item in items:
        if isinstance(item, Repeat):
            for _ in range(item.times):
                yield from unrolled(item.items)
        else:
            yield item


def text(items: Sequence[Item]) -> str:
    """A chain in the notation."""
    return " ".join(_repeat_text(item) if isinstance(item, Repeat) else axes_text((item,)) for item in items)


def axes_text(axes: Sequence[Layer]) -> str:
    """A layer in the notation that may have numbers of its own for each axis."""
    first = axes[0]
    if first.kind == "pass":
        return "relu"
    if first.kind == "z":
        return "z" + "x".join(_sides(layer.padding) for layer in axes)
    parts = [first.kind, "x".join(str(layer.kernel) for layer in axes)]
    if first.stride is not None:
        parts += ["s", "x".join(str(layer.stride) for layer in axes)]
    if isinstance(first.padding, str):
        parts += [first.padding]
    elif first.padding is not None:
        parts += ["p", "x".join(_sides(layer.padding) for layer in axes)]
    if first.dilation is not None:
        parts += ["d", "x".join(str(layer.dilation) for layer in axes)]
    return "".join(parts) + (first.rounding or "")


def _repeat_text(item: Repeat) -> str:
    return f"({text(item.items)})*{item.times}"


def _sides(padding: tuple[int, int] | str | None) -> str:
    assert isinstance(padding, tuple)
    before, after = padding
    return str(before) if before == after else f"{before}:{after}"


KERNELS = st.integers(1, 5)
STRIDES = st.sampled_from([None, 1, 2, 2, 3, 4])
DILATIONS = st.sampled_from([None, None, 1, 2, 3])
RULES = st.sampled_from(["same", "same", "valid", "causal"])
PASSED = st.just(Layer("pass"))


def _padding(most: int) -> st.SearchStrategy[tuple[int, int] | str | None]:
    sides = st.integers(0, most)
    return st.none() | sides.map(lambda side: (side, side)) | st.tuples(sides, sides) | RULES


def convolutions() -> st.SearchStrategy[Layer]:
    """Convolutions, whose padding may exceed the kernel."""
    parts = st.tuples(st.sampled_from(["c", "dw"]), KERNELS, STRIDES, _padding(3), DILATIONS)
    return parts.map(lambda written: Layer(*written))


@st.composite
def _pools(draw: st.DrawFn, convention: str) -> Layer:
    """Pools, padded after by no more than their extent: a window in the padding alone has no meaning."""
    kernel, dilation = draw(KERNELS), draw(DILATIONS)
    extent = Layer("p", kernel, dilation=dilation).extent
    padding = draw(_padding(min(3, extent)))
    if convention == "darknet" and padding is None:
        dilation = None  # darknet has no dilation that its own padding could follow
    rounding = draw(st.sampled_from([None, None, "floor", "ceil", "ceil", "rawceil"]))
    return Layer(draw(st.sampled_from("pa")), kernel, draw(STRIDES), padding, dilation, rounding)


def _margins() -> st.SearchStrategy[Layer]:
    sides = st.integers(-2, 2)
    return st.tuples(sides, sides).map(lambda padding: Layer("z", padding=padding))


def windows(convention: str) -> st.SearchStrategy[Layer]:
    """Layers of every kind, convolutions and pools the most."""
    return st.one_of(convolutions(), convolutions(), _pools(convention), _pools(convention), _margins(), PASSED)


def repeats(convention: str) -> st.SearchStrategy[Repeat]:
    """Repeats of one to three layers, or of a repeat and a layer."""
    inner = st.lists(windows(convention), min_size=1, max_size=3).map(tuple)
    flat = st.tuples(inner, st.integers(2, 4)).map(lambda parts: Repeat(*parts))
    outer = st.tuples(flat, windows(convention)) | st.tuples(windows(convention), flat)
    return flat | st.tuples(outer, st.integers(2, 3)).map(lambda parts: Repeat(*parts))


@st.composite
def networks(
    draw: st.DrawFn, most: int = 5, repeated: bool = False, rules: bool = True, most_pixels: int = 400
) -> Network:
    """Chains under a convention whose windows span at most `most_pixels`, and whose stride is below 100."""
    convention = draw(st.sampled_from(CONVENTIONS))
    one = windows(convention)
    item = repeats(convention) | one if repeated else one
    chosen: tuple[Item, ...] = ()
    for candidate in draw(st.lists(item, min_size=1, max_size=most)):
        longer = (*chosen, candidate)
        layers = tuple(unrolled(longer))
        if not rules and any(layer.padding == "same" for layer in layers):
            continue
        span, stride = _span(layers, convention)
        if len(layers) <= 12 and span <= most_pixels and stride < 100:
            chosen = longer
    return Network(chosen or (Layer("c", 3),), convention)


def _span(layers: Sequence[Layer], convention: str) -> tuple[int, int]:
    """About how many pixels a window of the last layer spans, padding included, and how far two are apart."""
    span, jump = 1, 1
    for layer in layers:
        margin = max(map(abs, layer.padding)) if isinstance(layer.padding, tuple) else 0
        span += jump * (layer.extent - 1 + margin)
        pool = layer.pools and convention in ("pytorch", "tensorflow")
        jump *= layer.stride or (layer.kernel if pool else 1)
    return span, jump
