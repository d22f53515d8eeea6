"""A shuffle that undoes an unshuffle, against channels laid out one by one, with the paths that end in each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

import pytest

import symrf

Row = list[list[Counter[int]]]  # channels of outputs, each with its paths to the pixels
Layer = Callable[[Row], Row]


def unshuffle(by: int) -> Layer:
    return lambda row: [channel[phase::by] for channel in row for phase in range(by)]


def shuffle(by: int) -> Layer:
    def spread(row: Row) -> Row:
        groups = [row[first : first + by] for first in range(0, len(row), by)]
        return [[group[place % by][place // by] for place in range(by * len(group[0]))] for group in groups]

    return spread


def window(row: Row) -> Row:
    """Three taps on all channels, without padding."""
    return [
        [sum((channel[at + tap] for channel in row for tap in range(3)), Counter()) for at in range(len(row[0]) - 2)]
    ]


def added(*branches: Sequence[Layer]) -> Layer:
    return lambda row: [
        [sum(pixels, Counter()) for pixels in zip(*channels, strict=True)]
        for channels in zip(*(through(branch, row) for branch in branches), strict=True)
    ]


def side_by_side(*branches: Sequence[Layer]) -> Layer:
    return lambda row: [channel for branch in branches for channel in through(branch, row)]


def through(layers: Sequence[Layer], row: Row) -> Row:
    for layer in layers:
        row = layer(row)
    return row


NETWORKS: list[tuple[str, list[Layer]]] = [
    ("pu2 ps2", [unshuffle(2), shuffle(2)]),
    ("pu3 relu ps3", [unshuffle(3), shuffle(3)]),
    ("pu2 pu2 ps2 ps2", [unshuffle(2), unshuffle(2), shuffle(2), shuffle(2)]),
    ("pu2 pu3 ps3 ps2 c3", [unshuffle(2), unshuffle(3), shuffle(3), shuffle(2), window]),
    ("c3 pu2 ps2 c3", [window, unshuffle(2), shuffle(2), window]),
    ("c3 pu3 ps3 pu2 ps2 c3", [window, unshuffle(3), shuffle(3), unshuffle(2), shuffle(2), window]),
    ("pu2 [id + relu] ps2 c3", [unshuffle(2), added([], []), shuffle(2), window]),
    ("c3 pu3 [id + id + id] ps3", [window, unshuffle(3), added([], [], []), shuffle(3)]),
    ("pu2 [id | id] ps2 c3", [unshuffle(2), side_by_side([], []), shuffle(2), window]),
    ("pu2 [pu3 ps3 + id] ps2 c3", [unshuffle(2), added([unshuffle(3), shuffle(3)], []), shuffle(2), window]),
    ("pu2 [ps2 + ps2] c3", [unshuffle(2), added([shuffle(2)], [shuffle(2)]), window]),
    ("c3 [pu2 ps2 + id] c3", [window, added([unshuffle(2), shuffle(2)], []), window]),
    ("c3 [pu2 ps2 | id] c3", [window, side_by_side([unshuffle(2), shuffle(2)], []), window]),
    ("B = pu2 ps2; c3 (B)*2 c3", [window, *([unshuffle(2), shuffle(2)] * 2), window]),
]


@pytest.mark.parametrize(("text", "layers"), NETWORKS, ids=[text for text, _ in NETWORKS])
def test_each_pixel_is_where_it_was(text: str, layers: list[Layer]) -> None:
    reading = symrf.derive(text, axes="w")["w"]
    size = next(size for size in range(14, 60) if reading.takes(size))
    row = through(layers, [[Counter({pixel: 1}) for pixel in range(size)]])
    outputs = [sum(pixels, Counter()) for pixels in zip(*row, strict=True)]
    assert reading.size.at(size) == len(outputs)
    for place, found in enumerate(outputs):
        assert reading.reads(place, size) == tuple(sorted(found))
        assert max(found) - min(found) + 1 == reading.receptive_field
    first, paths = outputs[0], reading.paths
    assert paths is not None
    assert {paths.first + place: count for place, count in enumerate(paths.counts) if count} == first
    mean = sum(pixel * count for pixel, count in first.items()) / first.total()
    variance = sum((pixel - mean) ** 2 * count for pixel, count in first.items()) / first.total()
    assert reading.moments is not None
    assert reading.moments.count == first.total()
    assert float(reading.moments.mean) == pytest.approx(mean)
    assert float(reading.moments.variance) == pytest.approx(variance)
    assert reading.unread_trees is None or symrf.derive(text, axes="w")["w"].unread == (0, 0)


@pytest.mark.parametrize(
    ("text", "field"), [("pu2 softmax ps2", 2), ("pu2 c1 ps2", 2), ("pu2 [softmax + id] ps2", 2), ("pu2 ps3", 2)]
)
def test_where_channels_are_mixed_nothing_is_undone(text: str, field: int) -> None:
    assert symrf.derive(text, axes="w")["w"].receptive_field == field


def test_the_path_that_keeps_the_channels_apart_reads_least() -> None:
    assert symrf.derive("pu2 [softmax + id] ps2", axes="w")["w"].smallest_path == 1


def alone(taps: int = 3, stride: int = 1, apart: int = 1) -> Layer:
    """Windows over each channel alone, without padding."""
    return lambda row: [
        [
            sum((channel[first + tap * apart] for tap in range(taps)), Counter())
            for first in range(0, len(channel) - (taps - 1) * apart, stride)
        ]
        for channel in row
    ]


BETWEEN: list[tuple[str, list[Layer]]] = [
    ("pu2 dw3 ps2", [unshuffle(2), alone(), shuffle(2)]),
    ("pu2 dw3 relu dw3 ps2 c3", [unshuffle(2), alone(), alone(), shuffle(2), window]),
    ("c3 pu2 dw3s2 ps2", [window, unshuffle(2), alone(3, 2), shuffle(2)]),
    ("c3 pu3 p2 ps3", [window, unshuffle(3), alone(2, 2), shuffle(3)]),
    ("pu2 dw3d2 ps2", [unshuffle(2), alone(3, 1, 2), shuffle(2)]),
    ("pu2 pu3 dw3 ps3 ps2", [unshuffle(2), unshuffle(3), alone(), shuffle(3), shuffle(2)]),
]


@pytest.mark.parametrize(("text", "layers"), BETWEEN, ids=[text for text, _ in BETWEEN])
def test_layers_between_that_work_on_each_channel_alone(text: str, layers: list[Layer]) -> None:
    reading = symrf.derive(text, axes="w")["w"]
    size = next(size for size in range(30, 90) if reading.takes(size))
    row = through(layers, [[Counter({pixel: 1}) for pixel in range(size)]])
    outputs = [sum(pixels, Counter()) for pixels in zip(*row, strict=True)]
    assert reading.size.at(size) == len(outputs)
    for place, found in enumerate(outputs):
        assert reading.reads(place, size) == tuple(sorted(found))
    assert reading.fields is not None
    fields = [int(field) for field in reading.fields]
    assert [max(found) - min(found) + 1 for found in outputs] == [
        fields[place % len(fields)] for place in range(len(outputs))
    ]
    assert reading.paths is reading.border_trees is reading.unread_trees is None


def test_where_several_between_read_pixels_apart_the_field_alone_is_known() -> None:
    reading = symrf.derive("pu2 dw3d2 dw3d2 ps2", axes="w")["w"]
    row = through([unshuffle(2), alone(3, 1, 2), alone(3, 1, 2), shuffle(2)], [[Counter({p: 1}) for p in range(40)]])
    assert reading.receptive_field == max(row[0][0]) - min(row[0][0]) + 1
    with pytest.raises(symrf.DerivationError, match="read pixels with gaps between them"):
        reading.reads(0, 40)


def test_a_padded_one_between_is_padded_a_factor_apart() -> None:
    assert symrf.derive("pu2 dw3p1 ps2", axes="w")["w"].receptive_field == 5
    assert symrf.derive("pu2 dw3p1 ps2", axes="w")["w"].reads(0, 8) == (0, 2)
