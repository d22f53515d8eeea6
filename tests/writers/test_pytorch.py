"""What is written as PyTorch code runs, and has the sizes that are derived."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from support.branching import Branching
from support.branching_strategies import branchings
from support.extras import needed
from support.written import TOLD, run

import symrf
from symrf.errors import DerivationError, InputError, SymrfError
from symrf.networks.notation.reader import parse
from symrf.writers.program import Program, program
from symrf.writers.python_code import code
from symrf.writers.pytorch import written

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
        assert "cannot be added" in refusal.message  # noqa: PT017
    else:
        assert found[2:] in ((expected["h"], expected["w"]), ())


@pytest.mark.parametrize(
    ("text", "axes", "size", "expected"),
    [
        ("in3@32x48 c3x5p1-8 p2 flatten fc10", ("w", "h"), (48, 32), (2, 10)),
        ("in2 c3s2p1-8", ("t",), (9,), (2, 8, 5)),
        ("in2 c3s2p1-8 a2", ("d", "h", "w"), (9, 8, 7), (2, 8, 2, 2, 2)),
        ("in2 c2p0:1-8 p3s2p2:0 z-1", ("h", "w"), (9, 8), (2, 8, 3, 2)),
        ("in2 t3s2same-8", ("h", "w"), (9, 8), (2, 8, 18, 16)),
        ("in4 c{k}p{(k-1)/2}g2-8 bn relu gap", ("h", "w"), (9, 8), (2, 8, 1, 1)),
        ("in3@32x24 c3p1-8 [id & gap c1-4 relu c1-8 sigmoid] take4 u3/2 ub2", ("w", "h"), (24, 32), (2, 4, 72, 96)),
        (
            "in3@33x25 C: c3s2p1-8 P: c3s2p1-16 N: [@C c1-4 + @P c1-4 fit] M: [@C | @N fitb@C]; out @N",
            ("w", "h"),
            (25, 33),
            (2, 4, 13, 17),
        ),
        ("in8@4x4 flatten fc128 view4x4-8 [take3 | take5] mix ~attn t4s2p1-3", ("w", "h"), (4, 4), (2, 3, 8, 8)),
        ("in784 fc200 relu fc10", ("w", "h"), (), (2, 10)),
    ],
)
def test_some_are_as_a_hand_counts_them(
    text: str, axes: tuple[str, ...], size: tuple[int, ...], expected: tuple[int, ...]
) -> None:
    assert shape(program(parse(text), axes), *size, k=3) == expected


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("c3s2same", "PyTorch has no padding same with a stride; say the padding, as in p0:1, or write Keras or ONNX"),
        ("p2s3p2rawceil", "PyTorch drops a last window that starts in the padding after, which is counted here"),
        ("(c3)*{n}", "how often it is repeated is no number; give it one, as in --at n=3"),
    ],
)
def test_what_pytorch_does_not_have_is_refused(text: str, message: str) -> None:
    with pytest.raises((InputError, DerivationError)) as refusal:
        written(program(parse(text), ("w", "h")))
    assert refusal.value.message == f"{text}: {message}"
