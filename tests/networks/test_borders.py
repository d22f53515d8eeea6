"""Which outputs see no padding, against a mark on each pixel that is carried through the layers one by one."""

from __future__ import annotations

from collections.abc import Callable
from math import ceil, floor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.laws import examples

import symrf
from symrf.errors import DerivationError

Marks = list[bool]  # whether a pixel saw padding


def window(
    kernel: int, stride: int = 1, before: int = 0, after: int = 0, dilation: int = 1
) -> Callable[[Marks], Marks]:
    def run(marks: Marks) -> Marks:
        padded = [True] * before + marks + [True] * after
        extent = dilation * (kernel - 1) + 1
        starts = range(0, len(padded) - extent + 1, stride)
        return [any(padded[start : start + extent : dilation]) for start in starts]

    return run


def nearest(factor: int) -> Callable[[Marks], Marks]:
    return lambda marks: [marks[place // factor] for place in range(factor * len(marks))]


def bilinear(factor: int) -> Callable[[Marks], Marks]:
    """The two pixels between which an output lies; at the edge the one there is."""

    def run(marks: Marks) -> Marks:
        found = []
        for place in range(factor * len(marks)):
            at = (2 * place + 1) / (2 * factor) - 0.5
            ends = (min(max(end, 0), len(marks) - 1) for end in (floor(at), ceil(at)))
            found.append(any(marks[end] for end in ends))
        return found

    return run


LAYERS: dict[str, Callable[[Marks], Marks]] = {
    "c3": window(3),
    "c5p2": window(5, 1, 2, 2),
    "c3p1": window(3, 1, 1, 1),
    "c3s2p1": window(3, 2, 1, 1),
    "c3p0:1": window(3, 1, 0, 1),
    "c3d2p2": window(3, 1, 2, 2, 2),
    "p2s2": window(2, 2),
    "a5s2": window(5, 2),
    "c1": window(1),
    "u2": nearest(2),
    "ub2": bilinear(2),
    "ub3": bilinear(3),
    "z1": lambda marks: [True, *marks, True],
}


def check(layers: list[str]) -> bool:
    """Compare what is said with the marks, for several inputs; False where nothing is said."""
    try:
        reading = symrf.derive(" ".join(layers), axes="w")["w"]
    except DerivationError:
        return False
    ends = reading.borders
    if ends is None:
        return False
    least = int(reading.size.minimum)
    for width in range(least, least + 8):
        marks = [False] * width
        for layer in layers:
            marks = LAYERS[layer](marks)
        assert len(marks) == reading.size.at(width)
        first, last = (int(end.subs("w", width)) for end in ends)
        assert [not first <= output <= last for output in range(len(marks))] == marks, (layers, width)
    return True


@pytest.mark.parametrize(
    "text",
    [*LAYERS, "ub2 a5s2", "ub2 c3s2p1", "c3p1 ub2 a5s2", "ub3 c3p1 p2s2 c1", "ub2 p2s2 c3p1", "c3s2p1 ub2 c3d2p2 a5s2"],
)
def test_what_sees_no_padding(text: str) -> None:
    check(text.split())


def test_it_is_said_where_bilinear_up_sampling_is_followed_by_a_stride() -> None:
    assert check(["ub2", "a5s2"])
    assert check(["ub2", "c3s2p1"])
    reading = symrf.derive("ub2 c3s2p1", axes="w")["w"]
    assert tuple(map(str, reading.borders or ())) == ("1", "w - 1")


@given(layers=st.lists(st.sampled_from(list(LAYERS)), min_size=1, max_size=4))
@settings(max_examples=examples(200), deadline=None)
def test_what_sees_no_padding_in_any_network(layers: list[str]) -> None:
    check(layers)
