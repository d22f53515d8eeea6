"""What is written as PyTorch code runs, and has the sizes that are derived."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from support.branching import Branching
from support.branching_strategies import branchings
from support.extras import needed
from support.laws import some
from support.written import COUNTED, EXAMPLES, NETWORKS, TOLD, fits, learnt, run, sizes

import symrf
from symrf.errors import DerivationError, InputError, SymrfError
from symrf.formulas.values import evaluate
from symrf.networks.notation.reader import parse
from symrf.writers.program import Operation, Program, program
from symrf.writers.python_code import code
from symrf.writers.pytorch import written
from symrf.writers.variables import class_name

torch = needed("torch")


def shape(made: Program, *size: int, **told: int) -> tuple[int, ...]:
    """The shape that a written module gives for an image."""
    source = written(made)
    numbers = {name: told.get(name, TOLD) for name in made.symbols}
    channels = eval(code(made.channels), dict(numbers))  # type: ignore[arg-type]  # noqa: S307
    with torch.device("meta"):
        handed = {name: torch.nn.Identity() for name in made.handed}
        module = run(source, "Network")(**numbers, **handed).eval()
        return tuple(module(torch.empty((2, channels, *size))).shape)


@given(branchings(whole=True), st.integers(1, 40))
def test_what_is_written_has_the_size_that_is_derived(drawn: Branching, w: int) -> None:
    text = drawn.text
    try:
        expected = symrf.derive(text).at(w=w, h=w + 3)
    except SymrfError:  # it has no output
        assume(False)
    try:
        found = shape(program(parse(text), ("w", "h")), w + 3, w)
    except InputError:
        assert any(sign in text for sign in ("same", "ceil", "d2"))
    except DerivationError as refusal:
        assert "cannot be" in refusal.message  # noqa: PT017
    else:
        assert found[2:] in ((expected["h"], expected["w"]), ())


@pytest.mark.parametrize(("axes", "text"), NETWORKS.values(), ids=NETWORKS)
def test_a_network_of_every_kind_has_its_sizes_and_its_parameters(axes: str, text: str) -> None:
    made = program(parse(text), axes.split(","))
    given, expected = sizes(axes, text)
    with torch.device("meta"):
        handed = {each.name: other(each) for each in made.operations if each.is_left_open}
        module = run(written(made), "Network")(**handed).eval()
        image = torch.empty((2, made.channels, *([] if made.vector else given)))
        found = module(image)
    outputs = found if isinstance(found, tuple) else (found,)
    assert all(fits(tuple(each.shape), size) for each, size in zip(outputs, expected, strict=True))
    others = sum(count(each) for each in handed.values())
    assert count(module) - others == learnt(axes, text)


@pytest.mark.parametrize("name", some(EXAMPLES))
def test_a_published_network_has_its_sizes_and_its_parameters(name: str) -> None:
    axes, text = EXAMPLES[name]
    made = program(parse(text), axes.split(","))
    said = dict.fromkeys(made.symbols, TOLD)
    derivation = symrf.derive(text, axes)
    sizes = dict(zip(made.axes, made.size or [512] * len(made.axes), strict=True))
    with torch.device("meta"):
        module = run(written(made), class_name(made))(**said).eval()
        received = eval(code(made.channels), dict(said))  # type: ignore[arg-type]  # noqa: S307
        found = module(torch.empty((1, received, *sizes.values())))
    assert fits(tuple(found.shape), [derivation.at(**sizes)[axis] for axis in made.axes])
    if not said:
        assert count(module) == evaluate(derivation.total("params"), sizes)


def other(operation: Operation) -> Any:
    """What stands for a layer that is handed in."""
    received, gives = operation.received[0], operation.gives
    return torch.nn.Identity() if received == gives else torch.nn.Conv2d(received, gives, 1)


def count(module: Any) -> int:
    """What a module learns."""
    return sum(each.numel() for each in module.parameters() if each.requires_grad)


@pytest.mark.parametrize(("text", "axes", "size", "expected"), COUNTED)
def test_some_are_as_a_hand_counts_them(
    text: str, axes: tuple[str, ...], size: tuple[int, ...], expected: tuple[int, ...]
) -> None:
    assert shape(program(parse(text), axes), *size, k=3) == expected


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "c3s2same",
            "PyTorch has no same padding with a stride: write the padding, as in p0:1, or choose Keras or ONNX",
        ),
        ("p2s3p2rawceil", "PyTorch drops a last window that starts in the padding after, but it is counted here"),
        ("(c3p1)*2000", "it has too many layers to be written out; there may be at most 1,000"),
        ("(c3)*{n}", "the number of repeats is a symbol: give it a number, as in --at n=3"),
    ],
)
def test_what_pytorch_does_not_have_is_refused(text: str, message: str) -> None:
    with pytest.raises((InputError, DerivationError)) as refusal:
        written(program(parse(text), ("w", "h")))
    assert refusal.value.message == f"{text}: {message}"
