"""Sizes, and the inputs that every output reads, of networks with branches: numbers alone, tap by tap, at one size.

Nothing here knows symrf or a formula of a chain. There are two ways to follow a tap that falls outside what a layer is
given. Unclipped, the layers before are taken to go on for ever, and it is followed as a place below 0, or n or more:
that is how the field of a padded chain is commonly counted. Clipped, it reads nothing, and so at every layer. A layer
that takes the whole axis (global and adaptive pooling, resize, flatten, fc) has its real outputs alone: a tap outside
them reads nothing either way.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from fractions import Fraction
from typing import NamedTuple, TypeAlias

from support import oracles
from support.branching import Branches, Branching, Item, Simple, Transposed, crops
from support.networks import Layer

__all__ = [
    "path_counts",
    "pixel_paths",
    "reads",
    "reads_of",
    "sees_padding",
    "size",
    "sizes",
    "spread",
    "working_sizes",
]


CHANNELWISE = ("pass", "p", "a", "z", "dw")  # the kinds of layers that work on each channel alone


class Step(NamedTuple):
    """A layer at one size: the pixels that it is given and gives, and the places that an output place reads."""

    received: int
    given: int
    taps: Callable[[int], Iterable[int]]
    kind: str = ""
    factor: int = 1


class Fork(NamedTuple):
    """Branches at one size; of some there is one pixel, which is spread over the others."""

    received: int
    given: int
    branches: tuple[Road, ...]
    spread: tuple[bool, ...]


Road: TypeAlias = tuple[Step | Fork, ...]
Reading: TypeAlias = tuple[int, tuple[tuple[int, int], ...]]


def sizes(w: int, network: Branching) -> list[int] | None:
    """The size before the first item, after it, …, branches being one item; None where something has no output."""
    road = _road(w, network.items)
    return None if road is None else [w, *(step.given for step in road)]


def size(w: int, network: Branching) -> int | None:
    """The output size for w pixels.

    None where a layer has no output, pixels to unshuffle do not divide, branches disagree, or a crop has too little.
    """
    found = sizes(w, network)
    return None if found is None else found[-1]


def working_sizes(network: Branching, below: int = 400, most: int = 400) -> list[int]:
    """The first input sizes that have an output, at most so many of them."""
    found: list[int] = []
    for w in range(1, below):
        if len(found) < most and size(w, network) is not None:
            found.append(w)
    return found


def reads(w: int, network: Branching, *, clipped: bool = False) -> list[set[int]]:
    """The inputs that each output reads."""
    road = _working_road(w, network)
    return [_places(road, {output}, clipped) for output in range(road[-1].given if road else w)]


def reads_of(w: int, network: Branching, output: int, *, clipped: bool = False) -> set[int]:
    """The inputs that one output reads; unclipped, it need not be one of the outputs that there are."""
    return _places(_working_road(w, network), {output}, clipped)


def path_counts(w: int, network: Branching, output: int, *, clipped: bool = False) -> Counter[int]:
    """The number of paths from each input to an output; an input to which none goes is not there.

    All channels are added up, so those between a block that is unshuffled and shuffled back are too.
    """
    return _paths(_working_road(w, network), Counter({output: 1}), clipped)


def pixel_paths(w: int, network: Branching, output: int) -> Counter[int]:
    """The paths from each input, unclipped, where a pixel that is unshuffled is followed in a channel of its own.

    Where no layer between an unshuffle and its shuffle mixes channels, what the other channels hold is not read.
    """
    paths, read = Counter[int](), Counter[Reading]({(output, ()): 1})
    for (place, _), ways in _followed(_working_road(w, network), read, False).items():
        paths[place] += ways
    return paths


def sees_padding(w: int, network: Branching, output: int) -> bool:
    """Whether a tap of an output falls outside what a layer is given; bilinear up-sampling reads the edge there."""
    road, read = _working_road(w, network), Counter({(output, ()): 1})
    clipped, all_of_them = (_followed(road, read, clipped, edges=True) for clipped in (True, False))
    return clipped.total() < all_of_them.total()


def _working_road(w: int, network: Branching) -> Road:
    road = _road(w, network.items)
    assert road is not None, f"{network.text} has no output for {w}"
    return road


def _places(road: Road, places: set[int], clipped: bool) -> set[int]:
    """The places before a road that those after it read."""
    return {place for place, _ in _followed(road, Counter((place, ()) for place in places), clipped)}


def _followed(road: Road, read: Counter[Reading], clipped: bool, edges: bool = False) -> Counter[Reading]:
    """What is read before a road: a place, and where in the blocks of shuffles, the last one first, it is read from.

    Each with the number of ways in which it is.

    An unshuffle puts a block into channels, a shuffle takes it out of them: where no layer between them mixes channels,
    the channel that is read says which pixel of the block it is.
    """
    for step in reversed(road):
        before: Counter[Reading] = Counter()
        for (place, within), ways in read.items():
            if isinstance(step, Fork):
                for branch, spread in zip(step.branches, step.spread, strict=True):
                    before.update(_followed(branch, Counter({(0 if spread else place, ()): ways}), clipped, edges))
            elif step.kind == "ps":
                before[place // step.factor, ((step.factor, place % step.factor), *within)] += ways
            elif step.kind == "pu" and within and within[0][0] == step.factor:
                before[place * step.factor + within[0][1], within[1:]] += ways
            else:
                for tap in step.taps(place):
                    if edges and step.kind == "ub":
                        tap = min(max(tap, 0), step.received - 1)
                    before[tap, within if step.kind in CHANNELWISE else ()] += ways
        read = Counter({each: n for each, n in before.items() if not clipped or 0 <= each[0] < step.received})
    return read


def _paths(road: Road, paths: Counter[int], clipped: bool) -> Counter[int]:
    """The paths from each place before a road, given those from each place after it."""
    for step in reversed(road):
        before: Counter[int] = Counter()
        if isinstance(step, Fork):
            for branch, spread in zip(step.branches, step.spread, strict=True):
                before.update(_paths(branch, Counter({0: paths.total()}) if spread else paths, clipped))
        else:
            for place, number in paths.items():
                for tap in step.taps(place):
                    before[tap] += number
        paths = Counter({place: n for place, n in before.items() if not clipped or 0 <= place < step.received})
    return paths


def _road(n: int, items: tuple[Item, ...], fits: int | None = None) -> Road | None:
    """The steps of a chain for n pixels, a crop in it cropping to `fits`; None where one has no output."""
    road: Road = ()
    for item in items:
        step = _step(n, item, fits)
        if step is None or step.given < 1:
            return None
        road, n = (*road, step), step.given
    return road


def _given(n: int, road: Road) -> int:
    return road[-1].given if road else n


def _step(n: int, item: Item, fits: int | None) -> Step | Fork | None:
    if isinstance(item, Branches):
        return _fork(n, item)
    if isinstance(item, Transposed):
        return _transposed(n, item)
    if isinstance(item, Simple):
        return _simple(n, item.kind, item.number, fits)
    return _window(n, item)


def _fork(n: int, item: Branches) -> Fork | None:
    """Branches, all of the size of those that do not crop."""
    assert not all(map(crops, item.branches)), "branches that all crop have nothing to fit"
    given: int | None = None
    roads: list[Road] = []
    spreads = spread(item)
    order = sorted(zip(item.branches, spreads, strict=True), key=lambda each: crops(each[0]))
    for branch, pixel in order:  # those that crop come last, and know what to fit
        road = _road(n, branch, given)
        if road is None or (not pixel and _given(n, road) != (given or _given(n, road))):
            return None
        given = given if pixel else _given(n, road)
        roads.append(road)
    assert given is not None
    return Fork(n, given, tuple(roads), tuple(pixel for _, pixel in order))


def spread(item: Branches) -> tuple[bool, ...]:
    """Which branches are spread over the others: those of a sum or a product that are one pixel for every input.

    A branch that is cropped to fit them alone is one pixel, too.
    """
    pixels = tuple(constant(branch) == 1 for branch in item.branches)
    alone = all(pixel or crops(branch) for pixel, branch in zip(pixels, item.branches, strict=True))
    return tuple(False for _ in pixels) if item.joint == "|" or alone else pixels


def constant(items: tuple[Item, ...]) -> int | None:
    """The size of a chain that is one number for every input; None where it is none."""
    found: int | None = None
    for item in items:
        if isinstance(item, Simple) and item.kind in ("gap", "gmp", "flatten", "fc", "ad", "resize"):
            found = int(item.number) if item.kind in ("ad", "resize") else 1
        elif found is not None:
            step = _step(found, item, None)
            found = None if step is None else step.given
        elif isinstance(item, Branches):
            inside = [constant(branch) for branch in item.branches if not crops(branch)]  # a crop fits the others
            found = None if None in inside else max(each or 0 for each in inside)
    return found


def _window(n: int, layer: Layer) -> Step:
    laid = oracles.window_of(n, layer, "pytorch")

    def taps(place: int) -> Iterable[int]:
        first = place * laid.stride - laid.before
        return range(first, first + laid.extent, laid.apart)

    return Step(n, oracles.count_windows(n, layer, "pytorch"), taps, layer.kind)


def _transposed(n: int, layer: Transposed) -> Step:
    """Every input lays its taps over the output; an output reads the inputs whose taps fall on it."""
    stride, apart = layer.stride or 1, layer.dilation or 1
    before, after = layer.padding or (0, 0)
    given = (n - 1) * stride + layer.extent + (layer.output_padding or 0) - before - after

    def taps(place: int) -> Iterable[int]:
        for tap in range(layer.kernel):
            distance = place + before - tap * apart
            if distance % stride == 0:
                yield distance // stride

    return Step(n, given, taps)


def _simple(n: int, kind: str, number: int | Fraction, fits: int | None) -> Step | None:
    if kind == "crop":
        assert fits is not None, "a crop stands in branches"
        lost = n - fits
        return Step(n, fits, lambda place: [place + lost // 2]) if lost >= 0 else None
    if kind in ("u", "ps"):
        return Step(n, int(n * number), lambda place: [place // number], kind, int(number))
    if kind == "ub":
        return Step(n, int(n * number), lambda place: _between(2 * place + 1 - number, 2 * number), kind)
    if kind == "pu":
        block = int(number)
        taps = lambda place: range(place * block, (place + 1) * block)  # noqa: E731
        return Step(n, n // block, taps, kind, block) if n % block == 0 else None
    if kind == "mix":
        return Step(n, n, lambda _: range(n))
    if kind == "resize":
        return _real(n, int(number), lambda place: [int(place * n // number)])
    if kind == "ad":
        count = int(number)
        return _real(n, count, lambda place: range(place * n // count, -(-(place + 1) * n // count)))
    assert kind in ("gap", "gmp", "flatten", "fc")
    return _real(n, 1, lambda _: range(n))


def _between(over: int | Fraction, under: int | Fraction) -> Iterable[int]:
    """The whole numbers beside a fraction: one where it is whole."""
    return sorted({over // under, -(-over // under)})


def _real(n: int, given: int, taps: Callable[[int], Iterable[int]]) -> Step:
    """A layer that has no output but its real ones."""
    return Step(n, given, lambda place: taps(place) if 0 <= place < given else ())
