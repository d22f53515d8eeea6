"""Which windows give a printed size: all of them, and whether one of them is the usual one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from symrf.networks.notation.architecture import PaddingRule
from symrf.readers.tables.windows import Fit, Fitting, Window

__all__ = ["convolutions", "kernels", "pools", "transposed"]

_DILATIONS = 8  # beyond, no network that prints as a table dilates
_MANY = 64  # strides, paddings or kernels that are looked at
_FACTORED = 10**9  # whose divisors are looked for
_RIVAL_DILATION = 2
_LARGEST_POOL = 7  # of a kernel that is looked for; a pool that leaves one pixel may have more
_USUAL_POOL = 3  # of the kernels that are told beside the one that is taken
_SAME, _VALID = PaddingRule.SAME, 0


@lru_cache(maxsize=1024)
def kernels(weights: int, received: int, given: int, axes: int) -> tuple[tuple[tuple[int, ...], int], ...]:
    """The kernels of so many weights, each with its groups: square ones in one group first.

    >>> kernels(36864, 64, 64, 2)[0]
    ((3, 3), 1)
    """
    return tuple(_kernels(weights, received, given, axes))


def _kernels(weights: int, received: int, given: int, axes: int) -> Iterator[tuple[tuple[int, ...], int]]:
    if weights <= 0:
        return
    for groups in _divisors(received):
        taps, rest = divmod(weights * groups, received * given)
        if rest or given % groups or not taps:
            continue
        root = round(taps ** (1 / axes))
        if root**axes == taps:
            yield (root,) * axes, groups
    taps, rest = divmod(weights, received * given)
    if rest or taps > _FACTORED:
        return
    if axes == 2:
        yield from (((each, taps // each), 1) for each in _divisors(taps) if each * each != taps)
    if axes == 3 and taps <= _MANY**2:
        for deep in _divisors(taps):
            sides = (((deep, each, taps // deep // each), 1) for each in _divisors(taps // deep))
            yield from (each for each in sides if len(set(each[0])) > 1)


@lru_cache(maxsize=1024)
def convolutions(
    sizes: tuple[tuple[int, int], ...],
    kernel: tuple[int, ...],
    keras: bool,
    causal: bool = False,
    first: bool = False,
    padded: bool | None = None,
) -> Fitting:
    """The convolutions that make each first size the second, an axis each.

    The `first` of a network may stride more; where several fit, it is one that is `padded` as the others are.
    """

    def usual(window: Window) -> bool:
        strides = window.stride <= 2 or window.stride == window.kernel or first
        if window.dilation == 1:
            return strides and (window.half or window.padding == 0)
        return window.stride == 1 and window.padding == 0 and window.dilation <= _RIVAL_DILATION

    rules = _rules(keras, causal)
    options = [
        [
            *(
                window
                for dilation in range(1, _DILATIONS + 1 if size > 1 else 2)
                for window in _strided(*pair, size, rules, dilation)
            )
        ]
        for pair, size in zip(sizes, kernel, strict=True)
    ]
    return _together(options, lambda found: _convolution(found, usual, padded), len(set(kernel)) == 1)


def pools(
    sizes: Sequence[tuple[int, int]],
    kernel: tuple[int, ...] | None,
    keras: bool,
    average: bool = False,
    like: Window | None = None,
    sure: bool = False,
) -> Fitting:
    """The pools that do, of a kernel or of any; the usual one has its kernel for a stride, and no padding.

    Where several are as usual it is the one `like` an earlier pool, which goes first if it is `sure`, or the average
    of everything.
    """

    def choose(found: list[Window]) -> tuple[Window | None, list[Window]]:
        taken, others = _pool(found)
        both = [each for each in (taken, *others) if each is not None]
        surely = [each for each in both if sure and like is not None and each.reach == like.reach and not each.ceil]
        if surely:
            return surely[0], [each for each in both if each != surely[0]]
        if taken is None:
            same = [each for each in others if like is not None and each.reach == like.reach]
            whole = [each for each in others if average and each.kernel == sizes[0][0]]
            exact = [each for each in others if average and each.kernel * sizes[0][1] == sizes[0][0]]
            taken = next(iter((*same, *whole, *exact)), None)
        return taken, [each for each in others if each != taken]

    options: list[list[Window]] = []
    for place, (before, after) in enumerate(sizes):
        given = _pool_kernels(before, after) if kernel is None else (kernel[place],)
        found = [window for size in given for window in _pooling(before, after, size, keras)]
        kept = len({pair[0] == pair[1] for pair in sizes}) > 1 and before == after
        options.append([each for each in found if each.kernel > 1 or kept or kernel is not None])
    return _together(options, choose, kernel is None or len(set(kernel)) == 1)


def transposed(sizes: Sequence[tuple[int, int]], kernel: tuple[int, ...], keras: bool) -> Fitting:
    """The transposed convolutions that do."""
    options = [[*_spread(*pair, size, keras)] for pair, size in zip(sizes, kernel, strict=True)]
    return _together(options, _unsure, len(set(kernel)) == 1)


def _together(
    options: Sequence[list[Window]], choose: Callable[[list[Window]], tuple[Window | None, list[Window]]], square: bool
) -> Fitting:
    """The choice on all axes: one window for all of them where one fits."""
    if not all(options):
        return Fitting(None)
    common = set(options[0]).intersection(*options[1:])
    shared = [each for each in options[0] if each in common]
    if shared and square:
        taken, others = choose(shared)
        made = tuple(Fit((each,) * len(options)) for each in others)
        return Fitting(None if taken is None else Fit((taken,) * len(options)), made)
    chosen = [choose(each) for each in options]
    if any(taken is None for taken, _ in chosen):
        made = tuple(Fit((each,)) for taken, others in chosen if taken is None for each in others)
        return Fitting(None, made)
    best = Fit(_of_one_rule([taken for taken, _ in chosen if taken is not None]))
    if len({isinstance(each.padding, PaddingRule) for each in best.windows}) > 1:
        return Fitting(None, (best,))
    replaced = (
        Fit((*best.windows[:place], each, *best.windows[place + 1 :]))
        for place, (_, rest) in enumerate(chosen)
        for each in rest
    )
    return Fitting(best, tuple(replaced))


def _of_one_rule(windows: Sequence[Window]) -> tuple[Window, ...]:
    """The same windows, those of one pixel padded as the others are, which changes nothing."""
    rules = {each.padding for each in windows if each.kernel > 1}
    if rules != {_SAME}:
        return tuple(windows)
    return tuple(replace(each, padding=_SAME) if each.kernel == 1 else each for each in windows)


def _convolution(
    found: list[Window], usual: Callable[[Window], bool], padded: bool | None
) -> tuple[Window | None, list[Window]]:
    levels: tuple[Callable[[Window], bool], ...] = (
        usual,
        lambda each: each.dilation == 1 and (each.half or each.padding == 0),
        lambda each: each.dilation == 1,
        lambda _any: True,
    )
    best = next(best for level in levels if (best := [*filter(level, found)]))
    if any(each.half and each.stride <= 2 and each.dilation == 1 for each in best):
        best = [each for each in best if each.dilation == 1]  # what dilates to the same size without padding is rare
    alike = [each for each in best if padded is not None and each.half == padded]
    return _least(alike or best, found)


def _unsure(found: list[Window]) -> tuple[Window | None, list[Window]]:
    """Of transposed convolutions, those that mirror a usual convolution."""

    def usual(window: Window) -> bool:
        kernel, stride, padding, extra = window.kernel, window.stride, window.padding, window.extra
        if isinstance(padding, PaddingRule):
            return extra == 0
        even = kernel - stride == 2 * padding and extra == 0
        return even or (padding == 0 and extra == 0 and stride <= 2) or (padding == kernel // 2 and extra == stride - 1)

    best = [each for each in found if usual(each)]
    return _least(best or found, found)


def _least(best: list[Window], found: list[Window]) -> tuple[Window | None, list[Window]]:
    """The one of least departures, if all of the best read the same pixels."""
    if len({each.reach for each in best}) > 1:
        return None, sorted(best, key=lambda each: each.departures)
    taken = min(best, key=lambda each: (each.departures, each.padding if isinstance(each.padding, int) else 0))
    return taken, [each for each in sorted(found, key=lambda each: each.departures) if each != taken]


def _pool(found: list[Window]) -> tuple[Window | None, list[Window]]:
    """Of pools: its stride is its kernel and it pads nothing; then it is padded same; then what is usual."""
    levels: tuple[Callable[[Window], bool], ...] = (
        lambda each: each.stride == each.kernel and each.padding == 0 and not each.ceil,
        lambda each: each.stride == each.kernel and each.padding is _SAME,
        lambda each: each.kernel == 3 and each.stride == 1 and each.half,
        lambda each: each.kernel in (2, 3) and each.stride in (1, 2),
        lambda _any: True,
    )
    best = next(best for level in levels if (best := [*filter(level, found)]))
    taken, others = _least(best, found)
    kept = taken is None or taken.stride == 1
    return taken, [each for each in others if kept or each.kernel <= _USUAL_POOL]


def _rules(keras: bool, causal: bool) -> tuple[int | PaddingRule, ...]:
    return (_VALID, _SAME, *((PaddingRule.CAUSAL,) if causal else ())) if keras else ()


@lru_cache(maxsize=4096)
def _strided(
    before: int, after: int, kernel: int, rules: tuple[int | PaddingRule, ...], dilation: int
) -> tuple[Window, ...]:
    """The convolutions of a kernel and a dilation on an axis; without rules, with any padding below the kernel."""
    extent = dilation * (kernel - 1) + 1
    found = []
    paddings = sorted({*range(min(extent, _MANY)), extent // 2})
    for padding in (0,) if kernel == 1 else rules or paddings:
        if isinstance(padding, PaddingRule):
            strides = [each for each in _divided(before, after) if each == 1 or dilation == 1]
        else:
            strides = _strides(before + 2 * padding - extent, after, 1)
        found += [Window(kernel, stride, padding, dilation) for stride in strides]
    return tuple(found)


def _pool_kernels(before: int, after: int) -> list[int]:
    """The kernels of pools that are looked for: small ones, and those that are their own strides."""
    whole = range(before // (after + 1) + 1, before // after + 1)
    return sorted({*range(1, _LARGEST_POOL + 1), *whole[:_MANY], *whole[-_MANY:]})


def _pooling(before: int, after: int, kernel: int, keras: bool) -> Iterator[Window]:
    """The pools of a kernel on an axis."""
    if keras:
        yield from (Window(kernel, stride) for stride in _strides(before - kernel, after, kernel))
        yield from (Window(kernel, stride, _SAME) for stride in _divided(before, after))
        return
    for padding in range(min(kernel // 2, _MANY) + 1):
        room = before + 2 * padding - kernel
        floors = _strides(room, after, kernel)
        yield from (Window(kernel, stride, padding) for stride in floors)
        if after > 1 and room > 0:
            least = -(-room // (after - 1))  # ceil(room/s) = after-1
            if -(-room // least) == after - 1 and least not in floors and (after - 1) * least < before + padding:
                yield Window(kernel, least, padding, ceil=True)


def _spread(before: int, after: int, kernel: int, keras: bool) -> Iterator[Window]:
    """The transposed convolutions of a kernel on an axis."""
    for stride in range(1, min(after // before, _MANY) + 2):
        if keras:
            if after == stride * before + max(kernel - stride, 0):
                yield Window(kernel, stride)
            elif after == stride * before:
                yield Window(kernel, stride, _SAME)
            continue
        for padding in range(min(kernel, _MANY)):
            extra = after - ((before - 1) * stride - 2 * padding + kernel)
            if 0 <= extra < stride and (before > 1 or stride == 1):
                yield Window(kernel, stride, padding, extra=extra)


def _strides(room: int, after: int, default: int) -> list[int]:
    """The strides with floor(room/s)+1 = after; where any does that is large enough, the least from the default on."""
    if room < 0 or after < 1:
        return []
    if after == 1:
        return [max(default, room + 1) if default <= room else default]
    return list(range(room // after + 1, room // (after - 1) + 1)[:_MANY])


def _divided(before: int, after: int) -> list[int]:
    """The strides with ceil(before/s) = after."""
    if after < 1 or before < after:
        return []
    return [each for each in range(max(1, before // after), before // after + 2) if -(-before // each) == after] or (
        [before] if after == 1 else []
    )


@lru_cache(maxsize=4096)
def _divisors(number: int) -> tuple[int, ...]:
    if number > _FACTORED:
        return 1, number
    small = [each for each in range(1, int(number**0.5) + 1) if number % each == 0]
    return (*small, *(number // each for each in reversed(small) if each * each != number))
