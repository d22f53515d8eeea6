"""The size of the input in the notation, `in3@224x224`: read, printed, refused, and put in beside every formula."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.networks import networks
from support.oracles import size

import symrf
from symrf.front.cli import main

NUMBERS = st.lists(st.integers(1, 10**6), min_size=1, max_size=3)


@given(NUMBERS, st.none() | st.integers(1, 4096))
def test_it_prints_as_it_is_read(numbers: list[int], channels: int | None) -> None:
    text = f"in{channels or ''}@{'x'.join(map(str, numbers))}"
    for network in (symrf.parse(text), symrf.parse(f"{text} c3 p2")):
        assert symrf.parse(str(network)) == network
        assert network.input is not None
        assert network.input.at == tuple(numbers)
        assert network.input.sizes == (() if channels is None else (channels,))
    assert symrf.parse(f"{text} c3") != symrf.parse("in3 c3")


def test_of_a_network_that_says_nothing_of_its_input_there_is_none() -> None:
    assert symrf.parse("c3 p2").input is None
    assert symrf.parse("in3 c3").input.at == ()  # type: ignore[union-attr]


@given(networks(most=4), st.integers(1, 60))
def test_it_is_put_in_as_with_at(chain: object, n: int) -> None:
    expected = size(n, chain)  # type: ignore[arg-type]
    text, habits = chain.text, chain.convention  # type: ignore[attr-defined]
    derivation = symrf.derive(f"in@{n} {text}", axes="w", convention=habits)
    plain = symrf.derive(text, axes="w", convention=habits)
    assert derivation["w"].size.closed == plain["w"].size.closed
    if expected is None:
        for call in (derivation.at, derivation.document, derivation.to_dict):
            with pytest.raises(symrf.SizeError):
                call()
    else:
        assert derivation.at() == derivation.to_dict()["at"] == {"w": expected}
        assert derivation.at(w=n) == plain.at(w=n)
        assert f"at w = {n}" in derivation.document()


def test_given_sizes_replace_it() -> None:
    derivation = symrf.derive("in3@224x160 c3 p2")
    assert derivation.given == {"w": 224, "h": 160}
    assert derivation.at() == {"w": 111, "h": 79}
    assert derivation.at(w=9) == {"w": 3}
    assert derivation.to_dict({"w": 9, "h": 12})["at"] == {"w": 3, "h": 5}
    assert "at 9x12" in derivation.document(at={"h": 12, "w": 9})
    assert "224" not in derivation.document(contents="results", at={"h": 12, "w": 9}).replace("in3@224x160", "")


def test_of_a_family_it_is_put_in_with_the_symbols() -> None:
    family = symrf.derive("in@64 (c{k} p2)*{n}", axes="w")
    assert family.sizes() == {}
    assert family.at(k=3, n=2) == {"w": 14}
    assert "w = 64" not in family.document()


@pytest.mark.parametrize(
    ("text", "message", "at"),
    [
        ("in3@224,224 c3", "the numbers of the input's size must be joined by x: in3@224x224", (4, 11)),
        ("in3@224 224 c3", "the numbers of the input's size must be joined by x: in3@224x224", (4, 11)),
        ("in3@224*160", "the numbers of the input's size must be joined by x: in3@224x160", (4, 11)),
        ("in@12×9 c3", "the numbers of the input's size must be joined by x: in@12x9", (3, 7)),
        ("in3@{w}x{h} c3", "a number on each axis, as in in3@224x224, not {w}x{h}", (4, 11)),
        ("in3@w c3", "a number on each axis, as in in3@224x224, not w;", (4, 5)),
        ("in3@(5,5) c3", "a number on each axis, as in in3@224x224, not (5,5);", (4, 9)),
        ("in@ c3", "a number on each axis, as in in3@224x224;", (3, 3)),
        ("in3@0 c3", "the size of the input must be at least 1", (4, 5)),
        ("in3@2x0 c3", "the size of the input must be at least 1", (6, 7)),
        ("in3@5x c3", "a number is missing after x", (5, 6)),
        ("c3 in3@5", "the input's channels and size must come at the start", (3, 7)),
        ("F = c3; F in@5", "the input's channels and size must come at the start", (10, 13)),
    ],
)
def test_what_is_no_size_is_refused_with_what_is_meant(text: str, message: str, at: tuple[int, int]) -> None:
    with pytest.raises(symrf.NotationError) as refusal:
        symrf.parse(text)
    assert message in refusal.value.message
    assert refusal.value.span == at


@pytest.mark.parametrize(("size", "axes"), [("224", "w,h"), ("2x2", "t"), ("2x2x2", "w,h")])
def test_it_has_a_number_for_each_axis(size: str, axes: str) -> None:
    calls = [
        lambda: symrf.derive(f"in3@{size} c1", axes=axes),
        lambda: symrf.compare([f"in3@{size} c1"], axes=axes),
        lambda: symrf.solve(f"in3@{size} c1", "size = 1", axes=axes),
    ]
    for call in calls:
        with pytest.raises(symrf.DerivationError, match=rf"in3@{size} has \d numbers? for its size, but the input has"):
            call()


def test_compared_networks_are_put_in_at_their_own_sizes(capsys: pytest.CaptureFixture[str]) -> None:
    alike, unlike = ["in@9x9 c3", "in@9x9 c5"], ["in@9x9 c3", "in@20x12 c5", "c3"]
    assert main(["compare", *alike]) == 0
    assert "at w = 9 and h = 9  (7, 7)                 (5, 5)" in capsys.readouterr().out
    assert main(["compare", *unlike]) == 0
    said = capsys.readouterr().out
    assert "at its own size" in said
    assert "16 x 8 at w = 20 and h = 12 instead of 7 x 7 at w = 9 and h = 9" in " ".join(said.split())
    assert main(["compare", *unlike, "--at", "30,30"]) == 0
    assert "own size" not in capsys.readouterr().out
    data = symrf.compare(unlike).to_dict()["networks"]
    assert [each.get("at") for each in data] == [{"w": 7, "h": 7}, {"w": 16, "h": 8}, None]


def test_it_is_given_where_it_is_not_asked_for() -> None:
    assert symrf.solve("in@224 (c3p1 p2)*{n}", "size = 7", axes="t").least == 5
    assert symrf.solve("in@224 (c3p1 p2)*{n}", "size = 7", axes="t").given == {"t": 224}
    assert symrf.solve("in@224 (c3p1 p2)*{n}", "size = 7", at={"t": 56}, axes="t").least == 3
    assert symrf.solve("in@224 c3 p2", "size = 28", axes="t").least == 58
    assert symrf.solve("in1@6x8 c3-1", "flat = 12", unknown="w", axes="w,h").least == 4


def test_the_command_prints_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["in3@224x224 c7s2p3-64 p3s2p1", "--format", "json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert (data["architecture"], data["at"]) == ("in3@224x224 c7s2p3-64 p3s2p1", {"w": 56, "h": 56})
    assert main(["in@2x2 c5"]) == 2
    assert "at w=2 layer F (c5) has no output" in capsys.readouterr().err


def test_a_pair_follows_the_axes_in_whichever_order_sizes_are_given(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["c3", "--at", "h=5,w=9"]) == 0
    assert "7 x 3    at 9x5" in capsys.readouterr().out
    assert list(symrf.derive("c3").at(h=5, w=9).items()) == [("w", 7), ("h", 3)]
    assert "(7, 3)    at w = 9 and h = 5" in symrf.compare(["c3", "c3"]).document(at={"h": 5, "w": 9})
