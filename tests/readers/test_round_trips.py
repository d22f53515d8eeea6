"""What is written and read again is the same network, up to names, layers that pass through, and channels."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from support.branching import Branching
from support.branching_strategies import branchings
from support.laws import examples

import symrf
from symrf.errors import DerivationError, InputError, SymrfError
from symrf.networks.derivation import Derivation

FEW = settings(max_examples=examples(60), deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
SIZES = range(1, 60)


def sizes(derivation: Derivation) -> dict[str, list[int | None]]:
    """The size on each axis for each input, none where it is too small."""
    found: dict[str, list[int | None]] = {axis: [] for axis in derivation.axes}
    for axis in derivation.axes:
        for size in SIZES:
            try:
                found[axis].append(derivation[axis].size.at(size))
            except SymrfError:
                found[axis].append(None)
    return found


def fields(derivation: Derivation) -> dict[str, list[object]]:
    """The field on each axis for each input of which there is one."""
    return {
        axis.track.axis: [axis.receptive_field.subs(axis.track.axis, size) for size in SIZES if _works(axis, size)]
        for axis in derivation
    }


def _works(axis: object, size: int) -> bool:
    try:
        axis.size.at(size)  # type: ignore[attr-defined]
    except SymrfError:
        return False
    return True


def again(text: str, form: str, **at: int) -> Derivation:
    """The network that is read from what is written of one."""
    written = symrf.write(text, form, at=at or None)
    return symrf.derive(symrf.read(written, None if form != "notation" else "notation"))


@FEW
@given(branchings(whole=True), st.sampled_from(["pytorch", "keras", "onnx"]), st.integers(8, 40))
def test_what_is_written_is_read_as_it_was(drawn: Branching, form: str, w: int) -> None:
    text = f"in16@{w}x{w} {drawn.text}"
    try:
        first = symrf.derive(text)
        first.at(w=w, h=w)
        second = again(text, form, **{f"channels_{place}": 16 for place in range(1, 20)})
    except (InputError, DerivationError):  # it has no output, or no such form
        assume(False)
    assert sizes(second) == sizes(first)
    assert fields(second) == fields(first)


@pytest.mark.parametrize("form", ["pytorch", "keras", "onnx", "notation"])
@pytest.mark.parametrize(
    "text",
    [
        "in3@32x32 c3-8 p2 flatten fc10",
        "in3@64x48 c3s2p1-8 bn relu [id & gap c1-2 relu c1-8 sigmoid] [id + c3p1-8 bn] u2 ub2 gap flatten fc10",
        "in3@64x64 C: c3s2p1-8 P: c3s2p1-8 [@C c1-8 + @P u2] c1-2",
        "in3@64x64 c3p1-8 [id | p2 c3p1-8 t2s2-8] take8 dw3p1 ps2",
        "in784 fc200 relu fc10",
    ],
)
def test_networks_of_every_kind_go_there_and_back(text: str, form: str) -> None:
    first, second = symrf.derive(text), again(text, form)
    assert sizes(second) == sizes(first)
    assert fields(second) == fields(first)
