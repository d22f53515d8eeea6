"""What is written and read again is the same network, up to layers that pass through: its sizes, what its outputs read,
its channels, its parameters and its names."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st
from support.branching import Branching
from support.branching_strategies import branchings
from support.laws import examples, some
from support.written import EXAMPLES, NETWORKS

import symrf
from symrf.errors import DerivationError, InputError, SymrfError
from symrf.formulas.values import evaluate
from symrf.networks.derivation import Derivation
from symrf.writers import _english

FEW = settings(
    max_examples=examples(60),
    deadline=None,
    suppress_health_check=[HealthCheck.filter_too_much],
    phases=[Phase.explicit, Phase.generate],  # to make one that fails small takes minutes
)
FORMS = ("pytorch", "keras", "onnx", "notation")
MORE = 5  # sizes above and below
SETTLES = {"keras": re.compile(r"crop|fit|ub?\d*/|ub?\{|resize"), "onnx": re.compile("crop")}
"""What a form can say for one size of the input alone."""


def tallies(derivation: Derivation, sizes: range, resized: bool = False) -> list[object]:
    """For each axis and size of the input the size of the output, and what the first, the last and one between read;
    the size alone where a network was `resized`, by which way nobody knows."""
    found: list[object] = []
    for axis in sorted(derivation, key=lambda each: each.track.axis):
        for size in sizes:
            count = axis.size.at(size) if axis.takes(size) else 0
            found.append((count, [axis.reads(o, size) for o in {0, count // 2, count - 1} if count and not resized]))
    return found


def compare(first: Derivation, second: Derivation, form: str, size: int) -> None:
    """Whether two are the same, at sizes around one."""
    sizes = around(str(first.architecture), form, size)
    resized = form == "keras" and "resize" in str(second.architecture)
    assert tallies(second, sizes, resized) == tallies(first, sizes, resized)
    if form != "onnx" or "bl" not in str(first.architecture):  # a file does not say which weights are learnt
        assert counts(second, size) == counts(first, size)


def around(text: str, form: str, size: int) -> range:
    """The sizes at which a network and what a form has of it are the same."""
    once = form in SETTLES and SETTLES[form].search(text)
    return range(size, size + 1) if once else range(size - MORE, size + MORE)


def counts(derivation: Derivation, size: int) -> list[object]:
    """The parameters and the multiply-accumulates at a size of the input."""
    sizes = dict.fromkeys(derivation.axes, size)
    return [evaluate(derivation.total(cost), sizes) for cost in ("params", "macs")]


def again(text: str, form: str, axes: str = "w,h") -> symrf.Derivation:
    """The network that is read, for certain, from what is written of one."""
    read = symrf.read(symrf.write(text, form, axes=axes), "notation" if form == "notation" else None)
    assert read.certain or "crop" in text  # which may be larger than what it is cropped to
    return symrf.derive(read, axes=axes if form == "notation" else None)


def told(drawn: Branching) -> str:
    """A network each of whose layers says its channels."""
    return re.sub(r"(?<![\w~])([ct]\d[^\s\])]*)", r"\1-16", drawn.text)


@FEW
@given(branchings(whole=True), st.sampled_from(FORMS), st.integers(8, 40))
def test_what_is_written_is_read_as_it_was(drawn: Branching, form: str, w: int) -> None:
    text = f"in16@{w}x{w} c1-16 {told(drawn)}"
    try:
        first = symrf.derive(text)
        first.at(w=w, h=w)
    except SymrfError:  # it has no output
        assume(False)
    try:
        second = again(text, form)
    except InputError:  # there is no such layer
        return
    except DerivationError:  # what is cropped by a number fits at one size on an axis, which no law allows for
        assert "crop" in text
        return
    compare(first, second, form, w)


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(("axes", "text"), NETWORKS.values(), ids=NETWORKS)
def test_networks_of_every_kind_go_there_and_back(axes: str, text: str, form: str) -> None:
    first = symrf.derive(text, axes)
    try:
        second = again(text, form, axes)
    except InputError as refusal:
        assert (form, refusal.message.partition(":")[0]) in REFUSED  # noqa: PT017
        return
    several = (first.outputs, second.outputs) if first.several else ({"": first}, {"": second})
    for one, other in zip(*(each.values() for each in several), strict=True):
        compare(one, other, form, 32)


@pytest.mark.parametrize("name", some(EXAMPLES))
@pytest.mark.parametrize("form", FORMS)
def test_published_networks_go_there_and_back(name: str, form: str) -> None:
    axes, text = EXAMPLES[name]
    first = symrf.derive(text, axes)
    try:
        second = again(text, form, axes)
    except InputError as refusal:
        assert any(form == each and refusal.message.endswith(said) for each, said in UNPUBLISHED)  # noqa: PT017
        return
    size = dict.fromkeys(first.axes, 512)
    assert second.at(**size) == first.at(**size)
    assert [axis.reads(0, 512) for axis in map(second.__getitem__, first.axes)] == [
        axis.reads(0, 512) for axis in first
    ]
    if not first.parameters.names and "channels_" not in str(second.architecture) and _told(first):
        assert counts(second, 512) == counts(first, 512)


def _told(derivation: Derivation) -> bool:
    """Whether a network says its channels."""
    try:
        return bool(derivation.costs)
    except DerivationError:
        return False


UNPUBLISHED = {
    ("keras", "Keras has no lrn"),
    ("keras", "Keras has no pooling that rounds up"),
    *((form, _english.wants_size(title)) for form, title in (("keras", "Keras"), ("onnx", "ONNX"))),
    ("onnx", _english.WANTS_INPUT_CHANNELS),
}
"""What a form does not have, or has to know: pools of AlexNet, FCN and GoogLeNet, crops, channels that are not said."""

REFUSED = {("onnx", "mix"), ("onnx", "ad7"), ("keras", "t2s2g2-4"), ("keras", "ps2")}
"""What a form does not have: the first layer of a network that it names."""
