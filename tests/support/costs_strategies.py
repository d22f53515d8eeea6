"""Hypothesis strategies of networks that say their channels; PyTorch takes all but the careless ones."""

from __future__ import annotations

from collections.abc import Callable
from math import gcd
from typing import NamedTuple, TypeAlias

from hypothesis import strategies as st

from support.modules import Branches, Item, Part, Repeat, part

__all__ = ["Costed", "careless", "networks"]

Chain: TypeAlias = tuple[Item, ...]
Draw: TypeAlias = st.DrawFn

COUNTS = st.sampled_from([1, 2, 3, 4, 6, 8, 12])
WORDS = st.sampled_from(["relu", "bn", "bn", "ln", "gn", "drop", "id", "gelu", "lrn"])
FLAT_WORDS = st.sampled_from(["relu", "drop", "bn", "ln"])  # what PyTorch takes of one pixel


class Costed(NamedTuple):
    """A network, the channels of its input and the number of its axes."""

    items: Chain
    inputs: int
    axes: int


class Grown(NamedTuple):
    """A chain so far, and the channels that it gives."""

    items: Chain
    channels: int


# --- layers, of the channels that they receive


def _groups(draw: Draw, *counts: int) -> int | None:
    """Groups that divide these channels."""
    most = gcd(*counts)
    return draw(st.none() | st.sampled_from([each for each in range(1, most + 1) if most % each == 0]))


def _per_axis(draw: Draw, axes: int, least: int, most: int) -> tuple[int, ...]:
    count = draw(st.sampled_from([1, 1, axes]))
    return tuple(draw(st.lists(st.integers(least, most), min_size=count, max_size=count)))


def _kept(draw: Draw, received: int, given: int) -> Part:
    """A convolution that keeps the size."""
    groups, bias = _groups(draw, received, given), draw(st.booleans())
    shape = draw(st.sampled_from([(1, None, None), (3, 1, None), (5, 2, None), (3, 2, 2), (2, "same", 3)]))
    size, pad, apart = shape
    return part("c", size, None, pad, apart=apart, groups=groups, channels=given, bias=bias)


def _convolution(draw: Draw, received: int, axes: int) -> Grown:
    given = draw(COUNTS)
    pad = draw(st.sampled_from([None, 1, 2, ((0, 1),), "valid", "causal"]))
    stride = draw(st.none() | st.just(_per_axis(draw, axes, 1, 3)))
    apart = draw(st.sampled_from([None, None, 2]))
    groups, bias = _groups(draw, received, given), draw(st.booleans())
    kernel = _per_axis(draw, axes, 1, 4)
    return Grown((part("c", kernel, stride, pad, apart=apart, groups=groups, channels=given, bias=bias),), given)


def _depthwise(draw: Draw, received: int, axes: int) -> Grown:
    given = draw(st.none() | st.integers(1, 3).map(lambda times: times * received))
    stride, bias = draw(st.sampled_from([None, 1, 2])), draw(st.booleans())
    layer = part("dw", _per_axis(draw, axes, 1, 3), stride, draw(st.sampled_from([None, 1])), channels=given, bias=bias)
    return Grown((layer,), given or received)


def _transposed(draw: Draw, received: int, axes: int) -> Grown:
    given, stride = draw(COUNTS), _per_axis(draw, axes, 1, 3)
    extra = tuple(draw(st.integers(0, each - 1)) for each in stride)
    layer = part(
        "t",
        _per_axis(draw, axes, 1, 4),
        stride,
        draw(st.sampled_from([None, 1, ((0, 1),)])),
        apart=draw(st.sampled_from([None, None, 2])),
        extra=draw(st.sampled_from([None, extra])),
        groups=_groups(draw, received, given),
        channels=given,
        bias=draw(st.booleans()),
    )
    return Grown((layer,), given)


def _shuffle(draw: Draw, received: int, axes: int) -> Grown:
    """A pixel shuffle, with a convolution before it where the channels need one."""
    factors = _per_axis(draw, axes, 1, 2)
    pixels = _product(factors * axes if len(factors) == 1 else factors)
    if received % pixels == 0:
        return Grown((part("ps", factors),), received // pixels)
    given = draw(st.integers(1, 3))
    return Grown((_kept(draw, received, given * pixels), part("ps", factors)), given)


def _unshuffle(draw: Draw, received: int, axes: int) -> Grown:
    factors = _per_axis(draw, axes, 1, 2)
    return Grown((part("pu", factors),), received * _product(factors * axes if len(factors) == 1 else factors))


def _plain(draw: Draw, received: int, axes: int) -> Grown:
    """Layers that keep the channels."""
    window = st.sampled_from(
        [part("p", 2), part("p", 3, 2, 1, rounding="ceil"), part("a", 2, 1), part("z", pad=1), part("bl", 3, 2, 1)]
    )
    larger = st.builds(part, st.sampled_from(["u", "ub"]), st.just(_per_axis(draw, axes, 1, 2)))
    given = st.builds(part, st.sampled_from(["ad", "resize"]), st.just(_per_axis(draw, axes, 4, 7)))
    return Grown((draw(st.one_of(window, window, larger, given, WORDS.map(part), WORDS.map(part))),), received)


def _repeated(draw: Draw, received: int, axes: int) -> Grown:  # noqa: ARG001
    items = (_kept(draw, received, received), part(draw(WORDS)))
    return Grown((Repeat(items, draw(st.integers(2, 3))),), received)


def _product(numbers: tuple[int, ...]) -> int:
    product = 1
    for each in numbers:
        product *= each
    return product


# --- branches


def _branch(draw: Draw, form: str, received: int, given: int, axes: int, depth: int) -> Chain:
    """A branch of a form, that gives so many channels."""
    last = (_kept(draw, received, given),)
    words = tuple(part(word) for word in draw(st.lists(WORDS, max_size=2)))
    wide, pixels = draw(st.integers(1, 3)), 2**axes
    groups, bias = _groups(draw, received, given), draw(st.booleans())

    def learnt(
        kind: str, size: int, stride: int | None = None, pad: int | None = None, extra: int | None = None
    ) -> Part:
        return part(kind, size, stride, pad, extra=extra, groups=groups, channels=given, bias=bias)

    match form:
        case "keeps":
            forms: list[Chain] = [
                (*words, *last),
                (part("dw", 3, pad=1, bias=bias), *words, *last),
                (part("p", 3, 1, 1), *last),
                (learnt("t", 3, 1, 1), *words),
                (part("u", 2), part("a", 2), *last),
                (
                    *(_kept(draw, received, wide * pixels), part("ps", 2), part("pu", 2), *words),
                    _kept(draw, wide * pixels, given),
                ),
            ]
            if received == given:
                forms += [(part("id"),), (part("bn"), part("relu"))]
            if depth:
                inner = _branches(draw, received, axes, depth - 1, "keeps")
                forms += [(*inner.items, _kept(draw, inner.channels, given))] * 2
        case "halves":
            forms = [
                (part("p", 2), *words, *last),
                (learnt("c", 2, 2), *words),
                (learnt("c", 4, 2, 1),),
                (part("pu", 2), _kept(draw, received * pixels, given)),
            ]
        case "halves up":
            forms = [(learnt("c", 3, 2, 1), *words), (learnt("c", 1, 2),), (part("p", 2, rounding="ceil"), *last)]
            forms += [(part("dw", 3, 2, 1, bias=bias), *last)]
        case "doubles":
            forms = [
                (part("u", 2), *words, *last),
                (part("ub", 2), *last),
                (learnt("t", 2, 2), *words),
                (learnt("t", 4, 2, 1),),
                (learnt("t", 3, 2, 1, 1),),
                (_kept(draw, received, given * pixels), part("ps", 2), *words),
            ]
        case "shrinks":
            forms = [(learnt("c", 3), *words), (*last, part("crop"), *words), (part("z", pad=-1), *last)]
            forms += [(part("crop"),)] if received == given else []
        case "one pixel":
            flat = part(draw(FLAT_WORDS))
            forms = [(part("flatten"), part("fc", given, bias=bias), flat), (part("gap"), part("fc", given), flat)]
            forms += [(part("fc", given, bias=bias),), (part("gap"), part("flatten"), part("fc", given))]
        case _:
            raise AssertionError(form)
    return draw(st.sampled_from(forms))


def _branches(draw: Draw, received: int, axes: int, depth: int, form: str) -> Grown:
    """Branches that agree, added or concatenated."""
    given = draw(st.sampled_from([received, received, draw(COUNTS)]))
    count = draw(st.integers(2, 3))
    joint = draw(st.sampled_from("+|"))
    counts = [given] * count if joint == "+" else [draw(COUNTS) for _ in range(count)]
    found = [_branch(draw, form, received, each, axes, depth) for each in counts]
    if form == "shrinks" and all(part("crop") in branch for branch in found):
        found[0] = (part("c", 3, channels=counts[0]),)
    return Grown((Branches(tuple(found), joint),), given if joint == "+" else sum(counts))


def _forked(draw: Draw, received: int, axes: int) -> Grown:
    form = draw(st.sampled_from(["keeps", "keeps", "halves", "halves up", "doubles", "shrinks"]))
    return _branches(draw, received, axes, 1, form)


# --- networks

LAYERS: list[Callable[[Draw, int, int], Grown]] = [
    *(_convolution, _convolution, _depthwise, _transposed, _transposed),
    *(_shuffle, _unshuffle, _plain, _plain, _repeated, _forked, _forked),
]


@st.composite
def networks(draw: Draw, most: int = 4) -> Costed:
    """Networks of at most `most` layers or branches, then of layers that take the whole image."""
    axes = draw(st.sampled_from([2, 2, 2, 1, 3]))
    inputs = draw(COUNTS)
    items, channels = (), inputs
    for layer in draw(st.lists(st.sampled_from(LAYERS), min_size=1, max_size=most)):
        if channels <= 200:
            grown = layer(draw, channels, axes)
            items, channels = (*items, *grown.items), grown.channels
    return Costed((*items, *_ended(draw, channels, axes)), inputs, axes)


def _ended(draw: Draw, channels: int, axes: int) -> Chain:
    """Nothing, or a pool over everything, a flatten and dense layers."""
    dense = part("fc", draw(st.integers(1, 12)), bias=draw(st.booleans()))
    words = tuple(part(word) for word in draw(st.lists(FLAT_WORDS, max_size=2)))
    ends: list[Chain] = [
        *((), (), (part("gap"),), (part("flatten"),), (dense,), (part("flatten"), *words, dense)),
        (part("flatten"), dense, *words, part("fc", 3)),
        (part("gmp"), part("c", 1, channels=5), part("relu"), dense),
        (dense, *words, part("flatten"), part("fc", 2)),
        (*_branches(draw, channels, axes, 0, "one pixel").items, *words, dense),
        (_flattened(draw, channels), *words, dense),
    ]
    return draw(st.sampled_from(ends))


def _flattened(draw: Draw, channels: int) -> Branches:
    """Branches that are flattened, and concatenated whatever their lengths."""
    flat, word = part("flatten"), part(draw(FLAT_WORDS))
    forms: list[Chain] = [
        *((flat,), (flat, word), (part("gap"), flat), (part("gmp"), flat), (part("ad", 2), flat, word)),
        *((part("fc", 3),), (_kept(draw, channels, draw(COUNTS)), flat), (part("u", 2), flat)),
    ]
    return Branches(tuple(draw(st.lists(st.sampled_from(forms), min_size=2, max_size=3))), "|")


@st.composite
def careless(draw: Draw) -> Costed:
    """Networks whose channels may not fit; all their layers keep the size, halve it or double it."""
    axes = draw(st.sampled_from([2, 2, 1, 3]))
    counts, groups = st.sampled_from([1, 2, 4, 4, 6, 8]), st.sampled_from([None, 1, 2, 3, 4])
    learnt = st.builds(part, st.sampled_from("ct"), st.just(1), groups=groups, channels=counts)
    layers = st.one_of(
        *(learnt, learnt, st.builds(part, st.just("dw"), st.just(1), channels=st.none() | counts)),
        *(st.sampled_from([part("ps", 2), part("ps", 2), part("pu", 2), part("ps", (3, 2, 1)[:axes])]),),
        WORDS.map(part),
    )
    chains = st.lists(layers, min_size=1, max_size=3).map(tuple)
    branch = st.one_of(st.just((part("id"),)), learnt.map(lambda one: (one,)), st.tuples(learnt, learnt))
    forks = st.builds(Branches, st.lists(branch, min_size=2, max_size=3).map(tuple), st.sampled_from("++|"))
    parts = draw(st.tuples(chains, st.lists(forks, max_size=1), st.lists(layers, max_size=1)))
    return Costed(tuple(item for each in parts for item in each), draw(counts), axes)
