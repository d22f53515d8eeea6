"""The input of a table that does not print it, by its first convolution."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product
from math import prod

from symrf.networks.notation.architecture import PaddingRule
from symrf.networks.notation.kinds import Kind
from symrf.readers.tables.rows import Image, Row
from symrf.readers.tables.windows import Fit, Window

__all__ = ["Guess", "channels_and_kernels", "guesses"]

_USUAL = frozenset(  # pixels on a side, or samples
    (
        *(28, 32, 48, 64, 84, 96, 100, 128, 150, 160, 180, 192, 200, 224, 227, 240, 250, 256, 299, 300, 320),
        *(331, 384, 400, 416, 448, 480, 500, 512, 600, 608, 640, 720, 768, 800, 960, 1000, 1024, 1280, 1920, 2048),
        *(4096, 8000, 16000),
    )
)
_GREY = 28  # pixels of MNIST and its like, which have one channel
_CHANNELS = (1, 3, 2, 4)
_LARGEST_KERNEL = 16
_LARGE_KERNEL = 7  # from which on a first convolution often strides
_PATCH = 14  # from which on the kernel of an image with colours is a patch
_COLOURS = 3


@dataclass(frozen=True)
class Guess:
    """An input that a first convolution fits."""

    image: Image
    fit: Fit
    others: tuple[Guess, ...] = ()  # that fit as well, and are less likely

    def __str__(self) -> str:
        size = "x".join(map(str, self.image.size))
        return f"in{self.image.channels}@{size} {self.fit.layer(Kind.CONVOLUTION).text}"


def channels_and_kernels(row: Row, given: int, axes: int) -> list[tuple[int, int, bool]]:
    """The channels of an input and the kernels that have a row's parameters, and whether there is a bias."""
    found = []
    for bias in (True, False):
        weights = (row.params or 0) - given * bias
        taps, rest = divmod(weights, given)
        if weights <= 0 or rest:
            continue
        for kernel in range(1, min(int(taps ** (1 / axes)) + 1, 101)):
            if taps % kernel**axes == 0:
                found.append((taps // kernel**axes, kernel, bias))
    return found


def guesses(row: Row, output: Image, keras: bool, floats: tuple[float, float] | None) -> list[Guess]:
    """The inputs that are usual, the likelier ones only; of so many numbers, from and to, where a table says it."""
    size, given = output.whole, output.channels
    if size is None or given is None:
        return []
    pairs = channels_and_kernels(row, given, len(size))
    likely = [pair for pair in pairs if _is_likely(pair, row, len(size))]
    if len(size) == 1 and len(likely) > 1:
        return []  # the channels of a sequence may be any
    found = []
    for channels, kernel, bias in [pair for pair in likely if pair[2]] or likely:
        patches = kernel >= _PATCH and channels == _COLOURS and len(size) > 1
        inputs = [_in_patches(size, kernel)] if patches else _inputs(size, kernel, keras)
        for image, window in inputs:
            if floats is not None and not floats[0] <= prod(image) * channels <= floats[1]:
                continue
            found.append(Guess(Image(0, image, channels), Fit((window,) * len(size), bias=bias)))
    return _likelier(found, output, floats is not None) if floats is None or len(found) > 1 else found


def _likelier(found: list[Guess], output: Image, told: bool) -> list[Guess]:
    """Of guesses the usual sizes, with 1 or 3 channels and stride 1 as far as the kernel is small."""
    usual = [each for each in found if _usual(each)]
    large = [each for each in usual if each.fit.windows[0].kernel >= _LARGE_KERNEL]
    coloured = [each for each in usual if each in large or each.image.channels in _CHANNELS[:2]] or usual
    near = [each for each in coloured if each in large or each.fit.stride == (1,)]
    if not near and (told or len(output.size) > 1):
        near = coloured
    likely = list({(each.image, each.fit.reach): each for each in reversed(near)}.values())
    if len(likely) == 1:
        likely = [replace(likely[0], others=tuple(each for each in coloured if each not in near))]
    return likely


def _is_likely(pair: tuple[int, int, bool], row: Row, axes: int) -> bool:
    channels, kernel, _ = pair
    if row.kernel is not None and set(row.kernel) != {kernel}:
        return False
    return 1 < kernel <= _LARGEST_KERNEL if axes == 1 else channels in _CHANNELS and kernel <= _LARGEST_KERNEL


def _usual(guess: Guess) -> bool:
    grey = guess.image.channels == 1 or _GREY not in guess.image.size
    sides = guess.image.size
    return grey and set(sides[1:] if len(sides) > 2 else sides) <= _USUAL  # a volume may be of any depth


def _inputs(size: tuple[int, ...], kernel: int, keras: bool) -> Iterator[tuple[tuple[int, ...], Window]]:
    for stride in (1, 2, 4) if kernel >= _LARGE_KERNEL else (1, 2):
        for window in _windows(kernel, stride, keras):
            extent = 1 if not isinstance(window.padding, int) else kernel - 2 * window.padding
            sides = [range(least := (each - 1) * stride + extent, least + stride) for each in size]
            for image in product(*sides):
                if min(image) > 0:
                    yield image, window


def _in_patches(size: tuple[int, ...], kernel: int) -> tuple[tuple[int, ...], Window]:
    """An image in patches that lie side by side and fill it."""
    return tuple(each * kernel for each in size), Window(kernel, kernel, 0)


def _windows(kernel: int, stride: int, keras: bool) -> list[Window]:
    if keras:
        return [Window(kernel, stride), *([Window(kernel, stride, PaddingRule.SAME)] if kernel > 1 else [])]
    paddings = range(kernel // 2 + 1) if kernel >= _LARGE_KERNEL else {0, kernel // 2}
    return [Window(kernel, stride, padding) for padding in paddings]
