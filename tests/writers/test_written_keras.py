"""What is written as Keras code runs, and has the sizes that are derived."""

from __future__ import annotations

import os
from math import prod
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from support.branching import Branching
from support.branching_strategies import branchings
from support.extras import needed
from support.written import COUNTED, NETWORKS, TOLD, fits, learnt, run, sizes

import symrf
from symrf.errors import DerivationError, InputError, SymrfError
from symrf.networks.notation.reader import parse
from symrf.writers.keras import written
from symrf.writers.program import Operation, Program, program

os.environ.setdefault("KERAS_BACKEND", "torch")
needed("torch")
needed("keras")


def shape(made: Program, *size: int, **told: int) -> tuple[int | None, ...]:
    """The shape that a written model gives for an image."""
    numbers = {name: told.get(name, TOLD) for name in made.symbols}
    model: Any = run(written(made), "network")(**numbers, **{name: lambda x: x for name in made.handed})
    return tuple(model.compute_output_shape((2, *size, model.input_shape[-1])))


@given(branchings(whole=True), st.integers(1, 40))
def test_what_is_written_has_the_size_that_is_derived(drawn: Branching, w: int) -> None:
    text = f"in@{w}x{w + 3} {drawn.text}"
    try:
        expected = symrf.derive(text).at(w=w, h=w + 3)
    except SymrfError:  # it has no output
        assume(False)
    try:
        found = shape(program(parse(text), ("w", "h")), w + 3, w)
    except InputError:
        assert any(sign in text for sign in ("ceil", "d2", "d3", "d4", "dw", "ps", "pu"))
    except DerivationError as refusal:
        assert "cannot be" in refusal.message  # noqa: PT017
    else:
        assert found[1:-1] in ((expected["h"], expected["w"]), ())


@pytest.mark.parametrize(("axes", "text"), NETWORKS.values(), ids=NETWORKS)
def test_a_network_of_every_kind_has_its_sizes_and_its_parameters(axes: str, text: str) -> None:
    made = program(parse(text), axes.split(","))
    try:
        source = written(made)
    except InputError as refusal:
        assert refusal.message.partition(":")[0] in ("ps2", "t2s2g2-4")  # noqa: PT017
        return
    given, expected = sizes(axes, text)
    model: Any = run(source, "network")(**{each.name: other(each) for each in made.operations if each.is_left_open})
    found = model.compute_output_shape((2, *([] if made.vector else given), made.channels))
    outputs = found if isinstance(found, list) else [found]
    assert all(fits(tuple(each), size, channels_last=True) for each, size in zip(outputs, expected, strict=True))
    if "~" not in text:
        assert sum(prod(each.shape) for each in model.trainable_weights) == learnt(axes, text)


def other(operation: Operation) -> Any:
    """What stands for a layer that is handed in."""
    if operation.received[0] == operation.gives:
        return lambda x: x
    from keras.layers import Conv2D

    return Conv2D(operation.gives, 1)


@pytest.mark.parametrize(("text", "axes", "size", "expected"), COUNTED)
def test_some_are_as_a_hand_counts_them(
    text: str, axes: tuple[str, ...], size: tuple[int, ...], expected: tuple[int, ...]
) -> None:
    images, channels, *pixels = expected
    assert shape(program(parse(text), axes), *size, k=3) == (images, *pixels, channels)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("p3s2ceil", "Keras has no pooling that rounds up"),
        ("c3s2d2", "Keras takes a stride or a dilation, but not both"),
        ("flatten fc10", "Keras needs the input's size for it: give it, as in in3@224x224 or --at 224"),
    ],
)
def test_what_keras_does_not_have_is_refused(text: str, message: str) -> None:
    with pytest.raises(InputError) as refusal:
        written(program(parse(text), ("w", "h")))
    assert refusal.value.message == f"{text.split()[-1]}: {message}"
