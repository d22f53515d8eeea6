"""Hypothesis strategies of networks with branches; PyTorch takes every layer of them."""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from itertools import chain
from typing import TypeAlias, TypeVar

from hypothesis import strategies as st

from support.branching import (
    CROP,
    MIX,
    PASSED,
    Branches,
    Branching,
    Item,
    Simple,
    Transposed,
    added,
    conv,
    count_layers,
    margin,
    pace,
    pool,
    transposed,
)
from support.networks import Layer, convolutions

__all__ = ["FORMS", "agreeing", "branchings", "chains", "cropped", "disagreeing", "gates", "windows"]

Chain: TypeAlias = tuple[Item, ...]
Drawn = TypeVar("Drawn")

MOST = 32  # of a total stride, a total up factor, and the period of the output phases
MOST_LAYERS = 24

KEEPS: tuple[Chain, ...] = (
    *((PASSED,), (conv(1),), (conv(3, pad=1),), (conv(5, pad=2),), (conv(3, pad=2, apart=2),), (conv(4, pad=(1, 2)),)),
    *((conv(3, pad="same"),), (conv(2, pad="same"),), (conv(2, pad="causal", apart=4),), (pool(3, 1, 1),)),
    *((conv(3), margin(1, 1)), (margin(2, 0), conv(3)), (conv(3), transposed(3)), (transposed(3, pad=1),)),
    *((Simple("u", 2), pool(2)), (Simple("u", 3), conv(3, 3)), (Simple("ub", 2), pool(2))),
    *((Simple("ps", 2), Simple("pu", 2)), (transposed(2, 2), conv(2, 2))),
)
HALVES: tuple[Chain, ...] = (  # floor(n/2)
    *((pool(2),), (conv(2, 2),), (conv(4, 2, 1),), (conv(6, 2, 2),), (Layer("a", 2),)),
    *((Simple("u", 2), conv(4, 4)), (conv(3, 2, (1, 0)),), (conv(3, 2, (1, 2), 2),), (conv(4, 2), margin(0, 1))),
)
HALVES_UP: tuple[Chain, ...] = (  # ceil(n/2)
    *((conv(1, 2),), (conv(3, 2, 1),), (conv(5, 2, 2),), (conv(4, 2, "causal"),), (pool(3, 2, 1),)),
    *((pool(2, rounding="ceil"),), (pool(2, 1, 1), pool(2)), (conv(3, 2), margin(1, 0))),
)
DOUBLES: tuple[Chain, ...] = (
    *((Simple("u", 2),), (Simple("ub", 2),), (Simple("ps", 2),), (transposed(2, 2),), (transposed(4, 2, 1),)),
    *((transposed(3, 2, 1, 1),), (Simple("u", 4), pool(2)), (transposed(3, 2), conv(2))),
    *((transposed(2, 2, apart=3), conv(3)), (transposed(1, 2, out=1),)),
)
TREBLES: tuple[Chain, ...] = (
    *((Simple("u", 3),), (Simple("ub", 3),), (Simple("ps", 3),), (transposed(3, 3),), (transposed(5, 3, 1),)),
    *((transposed(1, 3, out=2),), (transposed(2, 3, out=1),)),
)
SHRINKS: tuple[Chain, ...] = (  # n - 4
    *((conv(5),), (conv(3), conv(3)), (conv(3, apart=2),), (conv(2), conv(4)), (pool(5, 1),)),
    *((margin(-2, -2),), (margin(-1, -3),), (transposed(1, pad=2),)),
)
ROUNDS_DOWN: tuple[Chain, ...] = (  # 2 floor(n/2), or none of an odd n: as large as it was, for even n alone
    *((pool(2), Simple("u", 2)), (conv(2, 2), transposed(2, 2)), (Layer("a", 2), Simple("ub", 2))),
    *((Simple("pu", 2), Simple("ps", 2)), (conv(4, 2, 1), conv(3, pad=1), transposed(4, 2, 1))),
    (pool(2), conv(2), transposed(2, 2), margin(1, 1)),
)
FORMS = (KEEPS, HALVES, HALVES_UP, DOUBLES, TREBLES, SHRINKS, ROUNDS_DOWN, KEEPS + ROUNDS_DOWN)

NUMBERS = {"u": (2, 4), "ub": (2, 4), "ps": (2, 3), "pu": (2, 3)}
PARTS = tuple(Simple(kind, Fraction(*parts)) for kind in ("u", "ub") for parts in ((3, 2), (1, 2), (2, 3), (5, 4)))


def _one_of(*choices: st.SearchStrategy[Drawn]) -> st.SearchStrategy[Drawn]:
    """One of them, as likely as any other however many choices it has itself, which Hypothesis would count."""
    return st.integers(0, len(choices) - 1).flatmap(choices.__getitem__)


@st.composite
def _pools(draw: st.DrawFn) -> Layer:
    """Pools that PyTorch takes: padded alike on both sides, by half of the undilated kernel at the most."""
    kernel, kind = draw(st.integers(1, 4)), draw(st.sampled_from("pa"))
    side = draw(st.none() | st.integers(0, kernel // 2))
    stride = draw(st.sampled_from([None, 1, 2, 3]))
    apart = draw(st.sampled_from([None, None, 2])) if kind == "p" else None
    rounding = draw(st.sampled_from([None, None, "floor", "ceil"]))
    return Layer(kind, kernel, stride, None if side is None else (side, side), apart, rounding)


@st.composite
def _transposed(draw: st.DrawFn) -> Transposed:
    kernel, stride = draw(st.integers(1, 5)), draw(st.sampled_from([None, 1, 2, 2, 3, 4]))
    apart = draw(st.sampled_from([None, None, 1, 2, 3]))
    sides = st.integers(0, 2)
    padding = draw(st.none() | sides.map(lambda side: (side, side)) | st.tuples(sides, sides))
    out = draw(st.none() | st.integers(0, max(stride or 1, apart or 1) - 1))
    return Transposed(kernel, stride, padding, apart, out)


def windows() -> st.SearchStrategy[Layer]:
    """Convolutions, pools, margins and what keeps the size: no `same` with a stride, which PyTorch refuses."""
    sides = st.integers(-2, 2)
    margins = st.builds(margin, sides, sides)
    unstrided = convolutions().map(lambda layer: layer._replace(stride=1) if layer.padding == "same" else layer)
    return _one_of(unstrided, unstrided, _pools(), margins, st.just(PASSED))


def _resampling() -> st.SearchStrategy[Item]:
    factors = st.sampled_from(sorted(NUMBERS)).flatmap(
        lambda kind: st.integers(*NUMBERS[kind]).map(lambda number: Simple(kind, number))
    )
    return _one_of(factors, st.sampled_from(PARTS), _transposed())


def _whole() -> st.SearchStrategy[Item]:
    """Layers that take the whole axis."""
    sized = st.builds(Simple, st.sampled_from(["ad", "resize"]), st.integers(1, 9))
    return _one_of(sized, st.sampled_from([Simple("gap"), Simple("gmp"), MIX]))


def _layers(whole: bool) -> st.SearchStrategy[Item]:
    few = _one_of(windows(), windows(), windows(), _resampling(), _resampling(), _resampling())
    return _one_of(few, few, few, _whole()) if whole else few


def _modest(items: Chain, most_pixels: int) -> bool:
    """Whether a chain is small enough to be followed tap by tap."""
    found = pace(items)
    small = found.span <= most_pixels and max(found.stride, found.up, found.period) <= MOST
    return small and count_layers(items) <= MOST_LAYERS


@lru_cache(maxsize=64)
def _chain(depth: int, most: int, whole: bool, most_pixels: int) -> st.SearchStrategy[Chain]:
    """Chains of one item or more, with branches nested up to `depth`."""
    one = _layers(whole)
    parts = _one_of(one, one, one, _forks(depth, whole, most_pixels)) if depth else one

    def fitting(candidates: list[Item]) -> Chain:
        chosen: Chain = ()
        for candidate in candidates:
            if _modest((*chosen, candidate), most_pixels):
                chosen = (*chosen, candidate)
        return chosen or (conv(3),)

    return st.lists(parts, min_size=1, max_size=most).map(fitting)


def _forks(depth: int, whole: bool, most_pixels: int) -> st.SearchStrategy[Branches]:
    built, crops = agreeing(depth, most_pixels), cropped(depth, whole, most_pixels)
    if whole:
        return _one_of(built, crops, gates(depth, most_pixels), disagreeing(depth, whole, most_pixels))
    return _one_of(built, built, crops, crops, disagreeing(depth, whole, most_pixels))


def _joined(branches: st.SearchStrategy[list[Chain]], most_pixels: int) -> st.SearchStrategy[Branches]:
    """The branches in any order, as many of them as are modest."""

    def join(drawn: list[Chain], joint: str) -> Branches:
        while len(drawn) > 2 and not _modest((Branches(tuple(drawn), joint),), most_pixels):
            drawn = drawn[1:]
        joined = Branches(tuple(drawn), joint)
        return joined if _modest((joined,), most_pixels) else added((conv(3, pad=1),), (PASSED,))

    return st.builds(join, branches.flatmap(st.permutations), st.sampled_from("+|&"))


def _beside() -> st.SearchStrategy[Chain]:
    """Nothing, or layers that keep the size."""
    return _one_of(st.just(()), st.sampled_from(KEEPS))


def _concatenation(*parts: st.SearchStrategy[Chain]) -> st.SearchStrategy[Chain]:
    return st.tuples(*parts).map(lambda found: tuple(chain(*found)))


@lru_cache(maxsize=64)
def agreeing(
    depth: int = 1, most_pixels: int = 300, forms: tuple[Chain, ...] | None = None
) -> st.SearchStrategy[Branches]:
    """Branches built to agree: on every size that they take, or on even ones where some halve it and double it."""
    if forms is None:
        return _one_of(*(agreeing(depth, most_pixels, each) for each in FORMS))
    form = st.sampled_from(forms)
    plain = _concatenation(_beside(), form, _beside())
    first = plain
    if depth > 1:  # one branch alone holds branches, so that networks grow with their depth but do not explode
        keeping = agreeing(depth - 1, most_pixels, KEEPS).map(lambda item: (item,))
        nested = agreeing(depth - 1, most_pixels, forms).map(lambda item: (item,))
        first = _one_of(
            *(plain, _concatenation(keeping, form)),
            *(_concatenation(_beside(), nested), _concatenation(form, keeping)),
        )
    branches = st.tuples(first, st.lists(plain, min_size=1, max_size=2)).map(lambda parts: [parts[0], *parts[1]])
    return _joined(branches, most_pixels)


@lru_cache(maxsize=64)
def cropped(depth: int = 1, whole: bool = False, most_pixels: int = 300) -> st.SearchStrategy[Branches]:
    """Branches of which one is cropped to fit: beside valid ones, beside a valley (down, along, up), beside any."""
    downs = st.sampled_from([(pool(2),), (conv(2, 2),), (conv(3, 2, 1),)])
    ups = st.sampled_from([form for form in DOUBLES if len(form) == 1])
    valley = _concatenation(_beside(), downs, _chain(depth - 1, 2, False, most_pixels), ups)
    shrinking = _concatenation(_beside(), st.sampled_from(SHRINKS))
    rounding = _concatenation(_beside(), st.sampled_from(ROUNDS_DOWN), _beside())
    sisters = _one_of(
        *(valley.map(lambda branch: [branch]), valley.map(lambda branch: [branch])),
        *(st.lists(shrinking, min_size=1, max_size=2), st.lists(rounding, min_size=1, max_size=2)),
        _chain(depth - 1, 2, whole, most_pixels).map(lambda branch: [branch]),
    )
    leads: list[Chain] = [(), (), (), (conv(3),), (conv(3, pad=1),), (conv(2),), (transposed(3),)]
    cuts: list[Chain] = [(CROP,), (CROP,), (CROP, PASSED)]
    crop = _concatenation(st.sampled_from(leads), st.sampled_from(cuts))
    return _joined(st.tuples(crop, sisters).map(lambda parts: [parts[0], *parts[1]]), most_pixels)


@lru_cache(maxsize=64)
def gates(depth: int = 1, most_pixels: int = 300) -> st.SearchStrategy[Branches]:
    """Branches in a sum or a product, of which one gives a pixel that is spread over the others."""
    pools = st.sampled_from([Simple("gap"), Simple("gmp"), Simple("ad", 1), Simple("resize", 1)])
    pixels = _concatenation(_chain(0, 1, False, most_pixels), pools.map(lambda pool: (pool,)), _beside())
    others = _one_of(_beside(), _chain(depth - 1, 2, False, most_pixels))
    branches = st.tuples(others, pixels).map(lambda each: [each[0] or (PASSED,), each[1]])
    return st.builds(
        lambda drawn, joint: Branches(tuple(drawn), joint), branches.flatmap(st.permutations), st.sampled_from("+&")
    )


@lru_cache(maxsize=64)
def disagreeing(depth: int = 1, whole: bool = False, most_pixels: int = 300) -> st.SearchStrategy[Branches]:
    """Branches drawn by themselves: most agree on few sizes or on none."""
    flat = st.lists(_chain(0, 2, whole, most_pixels), min_size=1, max_size=2)
    drawn = st.tuples(_chain(depth - 1, 2, whole, most_pixels), flat)
    return _joined(drawn.map(lambda parts: [parts[0], *parts[1]]), most_pixels)


def chains(most: int = 5, whole: bool = False, most_pixels: int = 300) -> st.SearchStrategy[Branching]:
    """Networks without branches; `whole` lets layers in that take the whole axis."""
    return _ended(_chain(0, most, whole, most_pixels), whole)


def branchings(
    most: int = 4, depth: int = 3, whole: bool = False, most_pixels: int = 300
) -> st.SearchStrategy[Branching]:
    """Networks of at most `most` items, one of them branches that are nested up to `depth`.

    An output reads about `most_pixels` at the most; the strides, the up factors and the period of the output phases
    come to 32 at the most. `whole` lets layers in that take the whole axis, flatten and fc at the end among them.
    """

    def laid(fork: Branches, items: list[Item], place: int) -> Chain:
        longer = (*items[:place], fork, *items[place:])
        return longer if _modest(longer, most_pixels) else (fork,)

    around = st.lists(_layers(whole), max_size=most - 1)
    return _ended(st.builds(laid, _forks(depth, whole, most_pixels), around, st.integers(0, most - 1)), whole)


def _ended(items: st.SearchStrategy[Chain], whole: bool) -> st.SearchStrategy[Branching]:
    flat = Simple("flatten")
    ends: list[Chain] = [(), (), (), (flat,), (flat, Simple("fc", 10))] if whole else [()]
    return _concatenation(items, st.sampled_from(ends)).map(Branching)
