"""What is written as an ONNX file is one, runs, and has the sizes that are derived."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from support.branching import Branching
from support.branching_strategies import branchings
from support.extras import needed
from support.written import COUNTED, NETWORKS, TOLD, fits, sizes

import symrf
from symrf.errors import DerivationError, InputError, SymrfError
from symrf.networks.notation.reader import parse
from symrf.writers.onnx import written
from symrf.writers.program import program

numpy = needed("numpy")
onnx = needed("onnx")
runtime = needed("onnxruntime")


def shapes(network: str, axes: Sequence[str], *size: int, **at: int) -> list[tuple[int, ...]]:
    """The shapes that the runtime gives for an image, or for a vector of no size."""
    data = written(program(parse(network), axes, at=at))
    # ONNX's own inference counts the windows of a pool that rounds up otherwise than its text and the runtime
    onnx.checker.check_model(onnx.load_model_from_string(data), full_check="ceil" not in network)
    options = runtime.SessionOptions()
    options.log_severity_level = 4
    session = runtime.InferenceSession(data, options, providers=["CPUExecutionProvider"])
    (given,) = session.get_inputs()
    image = numpy.zeros((2, given.shape[1], *size), numpy.float32)
    return [tuple(each.shape) for each in session.run(None, {given.name: image})]


def shape(network: str, axes: Sequence[str], *size: int, **at: int) -> tuple[int, ...]:
    """The shape of the one output."""
    (found,) = shapes(network, axes, *size, **at)
    return found


def told(text: str) -> dict[str, int]:
    """A number for every symbol that stands for channels that a text leaves open."""
    return dict.fromkeys(program(parse(text), ("w", "h")).symbols, TOLD)


@given(branchings(whole=True), st.integers(1, 40))
def test_what_is_written_has_the_size_that_is_derived(drawn: Branching, w: int) -> None:
    text = f"in@{w}x{w + 3} {drawn.text}"
    try:
        expected = symrf.derive(text).at(w=w, h=w + 3)
    except SymrfError:  # it has no output
        assume(False)
    try:
        found = shape(text, ("w", "h"), w + 3, w, **told(text))
    except InputError:
        assert any(sign in text for sign in ("ceil", "d2", "ad", "~", "mix"))
    except DerivationError as refusal:
        assert "cannot be" in refusal.message  # noqa: PT017
    else:
        assert found[2:] in ((expected["h"], expected["w"]), ())


@pytest.mark.parametrize(("axes", "text"), NETWORKS.values(), ids=NETWORKS)
def test_a_network_of_every_kind_has_its_sizes(axes: str, text: str) -> None:
    given, expected = sizes(axes, text)
    try:
        found = shapes(text, axes.split(","), *(given if "@" in text.split()[0] else ()))
    except InputError as refusal:
        assert refusal.message.partition(":")[0] in ("mix", "ad7")  # noqa: PT017
    else:
        assert all(fits(each, size) for each, size in zip(found, expected, strict=True))


@pytest.mark.parametrize(("text", "axes", "size", "expected"), COUNTED)
def test_some_are_as_a_hand_counts_them(
    text: str, axes: tuple[str, ...], size: tuple[int, ...], expected: tuple[int, ...]
) -> None:
    assert shape(text, axes, *size, **({"k": 3} if "{k}" in text else {})) == expected


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("in3 c3", "c3: how many channels it receives and gives is not known: write them, as in in3 c3-64"),
        ("c3-8", "ONNX needs the channels of the input: write them, as in in3 c3-64"),
        ("in3 c{k}-8", "c{k}-8: ONNX needs numbers: give numbers for the symbols, as in --at k=3"),
    ],
)
def test_what_onnx_has_to_be_told_is_asked_for(text: str, message: str) -> None:
    with pytest.raises(InputError) as refusal:
        written(program(parse(text), ("w", "h")))
    assert refusal.value.message == message
