"""Lists of channels with letters for pools: those of VGG and SSD, of MobileNet, and rows with "M" between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from symrf.formulas import limits
from symrf.networks.notation.architecture import Rounding
from symrf.networks.notation.kinds import Kind
from symrf.readers.drafts import Piece, Step, convolution, half, pool
from symrf.readers.graph import Building
from symrf.readers.inverted import filtered
from symrf.readers.layers_list import _english
from symrf.readers.layers_list.literals import Data, numbers
from symrf.readers.pasted import Pasted

__all__ = ["base", "between", "extras", "is_letters", "is_separable", "other", "rows_with_letters", "separable"]

_LETTERS = {"M", "A", "C", "S", "MP", "AP"}
_SCALES = {"B", "U"}


def is_letters(data: Data) -> bool:
    """Whether this is a list of channels and letters, such as [64, "M", 128, "M"], or of rows and letters."""
    words = [each.word for each in data.items if each.word]
    rest = [each for each in data.items if not each.word]
    known = bool(words) and all(word.upper() in _LETTERS | _SCALES for word in words)
    return known and bool(rest) and (all(each.number is not None for each in rest) or all(each.items for each in rest))


def other(data: Data) -> bool:
    """Whether this is a list of channels with known letters and others, which says nothing for sure."""
    words = [each.word.upper() for each in data.items if each.word]
    known = set(words) & {"M", "A"}
    return bool(known and set(words) - _LETTERS - _SCALES) and all(each.word or each.number for each in data.items)


def is_separable(data: Data) -> bool:
    """Whether this is a list of channels, some with a stride: [64, (128, 2), 128]."""
    single = [each.number for each in data.items if each.number is not None]
    pairs = [found for each in data.items if each.items and (found := numbers(each)) is not None and len(found) == 2]
    whole = len(single) + len(pairs) == len(data.items)
    return whole and bool(single and pairs) and all(stride in (1, 2) for _, stride in pairs) and min(single) >= 8


def base(pasted: Pasted, data: Data, building: Building) -> Iterator[Piece]:
    """The layers of a list as VGG has it."""
    building.assume(_english.VGG, pasted.span(*data.span))
    for item in data.items:
        if item.number is not None:
            if item.number < 1:
                raise pasted.error(_english.at_least("channels", 1), *item.span)
            yield Step(convolution((3,), item.number, padding=(1,)), item.span)
            continue
        match item.word.upper():
            case "M" | "MP":
                yield Step(pool((2,)), item.span)
            case "A" | "AP":
                building.assume(_english.AVERAGE, pasted.span(*item.span), certain=True)
                yield Step(pool((2,), kind=Kind.AVERAGE_POOL), item.span)
            case "C":
                building.assume(_english.CEILED, pasted.span(*item.span), certain=True)
                yield Step(pool((2,), rounding=Rounding.CEIL), item.span)
            case _:
                raise pasted.error(_english.letter(item.word or "this"), *item.span)


def extras(pasted: Pasted, data: Data, building: Building) -> Iterator[Piece]:
    """The layers of SSD's second list: kernels 1 and 3 in turn, S before one of stride 2."""
    building.assume(_english.EXTRAS, pasted.span(*data.span))
    strided = False
    wide = False
    for item in data.items:
        if item.word.upper() == "S" and not strided:
            strided = True
            continue
        if item.number is None or item.number < 1:
            raise pasted.error(_english.letter(item.word or "this"), *item.span)
        kernel = 3 if wide else 1
        yield Step(convolution((kernel,), item.number, (2 if strided else 1,), (1 if strided else 0,)), item.span)
        strided, wide = False, not wide
    if strided:
        raise pasted.error(_english.nothing_after("S"), *data.items[-1].span)


def between(data: Data) -> tuple[Piece, ...]:
    """What SSD has after its base."""
    span = data.span
    return (
        Step(pool((3,), (1,), (1,)), span),
        Step(convolution((3,), 1024, padding=(6,), dilation=(6,)), span),
        Step(convolution((1,), 1024), span),
    )


def separable(pasted: Pasted, data: Data, building: Building) -> Iterator[Piece]:
    """The layers of a list as MobileNet has it."""
    building.assume(_english.SEPARABLE, pasted.span(*data.span))
    yield from filtered(3, 1, 32, "relu", data.span)
    for item in data.items:
        channels, *rest = numbers(item) or (0,)
        yield from filtered(3, rest[0] if rest else 1, None, "relu", item.span)
        yield from filtered(1, 1, max(channels, 1), "relu", item.span)


def rows_with_letters(pasted: Pasted, data: Data, building: Building) -> Iterator[Piece]:
    """The layers of (kernel, channels, stride, padding) with "M" between, and [row, row, times]."""
    building.assume(_english.DARKNET_ROWS, pasted.span(*data.span))
    for item in data.items:
        if item.word.upper() == "M":
            yield Step(pool((2,)), item.span)
        elif item.word:
            scales = item.word.upper() in _SCALES | {"S"}
            raise pasted.error(_english.SCALES if scales else _english.letter(item.word), *item.span)
        elif all(each.number is not None for each in item.items):
            yield _row(pasted, item)
        else:
            yield from _repeated(pasted, item)


def _repeated(pasted: Pasted, item: Data) -> Sequence[Piece]:
    *rows, times = item.items
    if any(each.word for each in item.items):
        raise pasted.error(_english.SCALES, *item.span)
    if times.number is None or times.number < 1 or times.number * len(rows) > limits.LINE_LAYERS:
        raise pasted.error(_english.number_needed("repeat", pasted.clean[slice(*times.span)]), *times.span)
    return [_row(pasted, row) for row in rows] * times.number


def _row(pasted: Pasted, item: Data) -> Step:
    found = numbers(item) or ()
    if len(found) == 3 and found[1] < found[0]:  # (channels, kernel, stride), padded by half
        channels, kernel, stride = found
        padding = half((max(kernel, 1),))[0]
    elif len(found) == 4 and found[0] < found[1]:
        kernel, channels, stride, padding = found
    else:
        raise pasted.error(_english.unknown_order(len(found)), *item.span)
    if min(kernel, channels, stride) < 1 or padding < 0:
        raise pasted.error(_english.at_least("number", 1), *item.span)
    return Step(convolution((kernel,), channels, (stride,), (padding,)), item.span)
