"""What stands on the right of a claim is read as the person meant it, or refused in words that name both readings."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

import symrf
from symrf.answers.claims.amounts import NO_UNITS, Units, units
from symrf.answers.claims.values import Value, value
from symrf.errors import FormulaError, InputError
from symrf.formulas.printing.plain import PLAIN
from symrf.formulas.reader import parse
from symrf.formulas.values import evaluate
from symrf.networks.conventions import CONVENTIONS
from symrf.networks.quantities import QUANTITIES, Quantity

MEMORY = replace(QUANTITIES["params"], name="memory")


def read(quantity: str, text: str, axes: str = "wh", habits: str = "pytorch", worth: Units = NO_UNITS) -> Value:
    row: Quantity = {**QUANTITIES, "memory": MEMORY}[quantity]
    return value(f"{quantity} = {text}", len(quantity) + 3, row, tuple(axes), CONVENTIONS[habits], worth)


NUMBERS = [
    ("params", "64,128", 64128),
    ("params", "138,357,544", 138357544),
    ("params", "64{,}128", 64128),
    ("params", r"64\,128", 64128),
    ("params", "$64,128$", 64128),
    ("params", "64,128 + 3", 64131),
    ("params", "2*1,000", 2000),
    ("params", "200_704", 200704),
    ("params", "138.357544M", 138357544),
    ("params", "9216 params", 9216),
    ("params", "64 weights", 64),
    ("flat", "9,216", 9216),
    ("flat", "7×7×64", 3136),
    ("flat", "7*7*64", 3136),
    ("flat", "7x7x64", 3136),
    ("flat", "(None, 9216)", 9216),
    ("flat", "torch.Size([1, 9216])", 9216),
    ("macs", "105,415,200", 105415200),
    ("activations", "193,600", 193600),
    ("memory", "61,440 B", 61440),
    ("size", "5.0", 5),
    ("start", "3.5", Fraction(7, 2)),
    ("start", "-3.5", Fraction(-7, 2)),
    ("start", "2.5e-1", Fraction(1, 4)),
    ("field", "1.043e3", 1043),
    ("field", "37 px", 37),
    ("field", "1_043", 1043),
    ("field", "224 samples", 224),
    ("flat", "9,216 features", 9216),
]


@pytest.mark.parametrize(("quantity", "text", "wanted"), NUMBERS, ids=[f"{row[0]} {row[1]}" for row in NUMBERS])
def test_a_number_is_exact(quantity: str, text: str, wanted: int | Fraction) -> None:
    found = read(quantity, text)
    assert evaluate(found.tree, {}) == wanted
    assert found.rounded is None


ROUNDED = [  # the text, the least and the greatest number that is rounded to it, and one that is cut to it
    ("params", "138M", 137_500_000, 138_499_999, 138_600_000),
    ("params", "15.8M", 15_750_000, 15_849_999, 15_859_712),
    ("macs", "15.3G", 15_250_000_000, 15_349_999_999, 15_399_999_999),
    ("macs", "4.1 GMACs", 4_050_000_000, 4_149_999_999, 4_199_999_999),
    ("params", "61k", 60_500, 61_499, 61_706),
    ("params", "138 million", 137_500_000, 138_499_999, 138_999_999),
    ("params", "138M parameters", 137_500_000, 138_499_999, 138_999_999),
    ("params", "1.5e7", 14_500_000, 15_499_999, 15_999_999),
    ("params", "≈ 138,000,000", 137_500_000, 138_499_999, 138_999_999),
    ("params", "~61,700", 61_650, 61_749, 61_799),
    ("params", r"\approx 138M", 137_500_000, 138_499_999, 138_999_999),
    ("params", "about 61k", 60_500, 61_499, 61_999),
    ("memory", "4 MB", 3_500_000, 4_499_999, 4_999_999),
    ("memory", "2 MiB", 3 * 2**19, 5 * 2**19 - 1, 3 * 2**20 - 1),
    ("field", "≈ 200", 150, 249, 299),
    ("field", "1.5e3", 1450, 1549, 1599),
    ("field", "≈ 200.", 200, 200, 200 + Fraction(1, 2)),
]


@pytest.mark.parametrize(
    ("quantity", "text", "least", "greatest", "cut"), ROUNDED, ids=[f"{row[0]} {row[1]}" for row in ROUNDED]
)
def test_a_number_with_few_digits_is_rounded_to_them(
    quantity: str, text: str, least: int, greatest: int, cut: int | Fraction
) -> None:
    found = read(quantity, text).rounded
    assert found is not None
    one = Fraction(1)
    assert found.holds(least * one)
    assert found.holds(greatest * one)
    assert not found.holds(least * one - 1)
    assert not found.holds(greatest * one + 1)
    assert found.cut(cut * one)
    assert not found.cut(greatest * one)
    assert not found.cut(least * one - 1)


@given(st.integers(1, 10**12), st.integers(0, 11))
def test_what_python_rounds_is_read_as_rounded_to_it(number: int, digits: int) -> None:
    """Python's own formatting is the oracle; a half is rounded up here, and to the even one there."""
    written = f"{number:.{digits}e}"
    found = read("params", written)
    if found.rounded is None:
        assert evaluate(found.tree, {}) == number
    elif abs(number - evaluate(found.tree, {})) * 2 != found.rounded.high - found.rounded.low:
        assert found.rounded.holds(Fraction(number))


def test_a_thousand_is_said_to_be_one() -> None:
    assert read("params", "9k").notes == ()
    taken = Units(taken=frozenset({"k"}))
    assert read("params", "9k", worth=taken).notes == ("9k is read as 9 thousand; write 9*k for a product",)
    assert PLAIN(read("field", "9k").tree) == "9*k"
    assert PLAIN(read("params", "2n").tree) == "2*n"


SHAPES = [  # as it is written, the axes, the convention; then what is on the axes, the channels and the batch
    ("7×7×64", "wh", "pytorch", "(7, 7)", 64, None),
    ("7*7*64", "wh", "pytorch", "(7, 7)", 64, None),
    ("7x7x64", "wh", "pytorch", "(7, 7)", 64, None),
    (r"7 \times 7 \times 64", "wh", "pytorch", "(7, 7)", 64, None),
    ("64×7×7", "wh", "tensorflow", "(7, 7)", 64, None),
    ("6@28x28", "wh", "tensorflow", "(28, 28)", 6, None),
    ("6@30x28", "wh", "tensorflow", "(28, 30)", 6, None),
    ("1x96x55x55", "wh", "pytorch", "(55, 55)", 96, 1),
    ("N×64×56×56", "wh", "pytorch", "(56, 56)", 64, None),
    ("(96, 55, 55)", "wh", "pytorch", "(55, 55)", 96, None),
    ("(55, 55, 96)", "wh", "pytorch", "(55, 55)", 96, None),
    ("(64, 30, 40)", "wh", "pytorch", "(40, 30)", 64, None),
    ("(64, 30, 40)", "hw", "caffe", "(30, 40)", 64, None),
    ("(30, 40, 64)", "wh", "tensorflow", "(40, 30)", 64, None),
    ("(30, 40, 64)", "hw", "tensorflow", "(30, 40)", 64, None),
    ("torch.Size([1, 96, 55, 54])", "wh", "tensorflow", "(54, 55)", 96, 1),
    ("torch.Size([55, 54])", "wh", "pytorch", "(54, 55)", None, None),
    ("TensorShape([None, 55, 54, 96])", "wh", "pytorch", "(54, 55)", 96, None),
    ("(None, 55, 55, 96)", "wh", "pytorch", "(55, 55)", 96, None),
    ("(None, 55, 54, 96)", "wh", "pytorch", "(54, 55)", 96, None),
    ("(?, 30, 40)", "wh", "pytorch", "(40, 30)", None, None),
    ("[N, 64, 56, 54]", "wh", "onnx", "(54, 56)", 64, None),
    ("[-1, 64, 56, 54]", "wh", "onnx", "(54, 56)", 64, None),
    ("(N, C, h-2, w-2)", "wh", "onnx", "(w-2, h-2)", None, None),
    ("(96, w-2, h-2)", "wh", "pytorch", "(w-2, h-2)", 96, None),
    ("(8, 9)", "wh", "pytorch", "(8, 9)", None, None),
    ("[8, 9]", "wh", "tensorflow", "(8, 9)", None, None),
    ("8, 9", "wh", "pytorch", "(8, 9)", None, None),
    ("8x9 pixels", "wh", "pytorch", "(8, 9)", None, None),
    ("8,9", "wh", "pytorch", "(8, 9)", None, None),
    ("8×9", "wh", "pytorch", "(8, 9)", None, None),
    ("(w-2)×(h-2)", "wh", "pytorch", "(w-2, h-2)", None, None),
    ("(h-2)×(w-2)", "wh", "pytorch", "(w-2, h-2)", None, None),
    (r"(n-2) \times (n-2)", "wh", "pytorch", "(n-2, n-2)", None, None),
    ("⌊(n_h-k_h)/2⌋×⌊(n_w-k_w)/2⌋", "wh", "pytorch", "(floor((n_w-k_w)/2), floor((n_h-k_h)/2))", None, None),
    ("2×w", "wh", "pytorch", "2*w", None, None),
    (r"2 \times \text{padding}[0]", "wh", "pytorch", "2*padding", None, None),
    ("N×2", "wh", "pytorch", "N*2", None, None),
    ("N×2", "n", "pytorch", "N*2", None, None),
    ("2×w", "w", "pytorch", "2*w", None, None),
    ("7×7", "whd", "pytorch", "(7, 7)", None, None),
    ("7×7×7×4", "whd", "pytorch", "(7, 7, 7)", 4, None),
    ("1×7×7×64", "wh", "pytorch", "(7, 7)", 64, 1),
    ("(2, 16, 8, 9, 10)", "whd", "pytorch", "(10, 9, 8)", 16, 2),
    ("(16, 8, 9, 10)", "whd", "pytorch", "(10, 9, 8)", 16, None),
    ("(4, 16)", "n", "pytorch", "16", 4, None),
    ("(4, 16)", "n", "tensorflow", "4", 16, None),
    ("(1, 4, 16)", "n", "pytorch", "16", 4, 1),
    ("torch.Size([1, 4, 16])", "n", "tensorflow", "16", 4, 1),
    ("(8, 9, 10)", "whd", "pytorch", "(8, 9, 10)", None, None),
    ("3*3", "wh", "pytorch", "3*3", None, None),
    ("(1, 2, 3, 4, 5)", "wh", "pytorch", "(1, 2, 3, 4, 5)", None, None),
    ("(N, c+1, h-2, w-2)", "wh", "pytorch", "(N, c+1, h-2, w-2)", None, None),
    ("[w/2]", "wh", "pytorch", "floor(w/2)", None, None),
]


@pytest.mark.parametrize(
    ("text", "axes", "habits", "tree", "channels", "batch"), SHAPES, ids=[" ".join(row[:3]) for row in SHAPES]
)
def test_a_shape_is_read(text: str, axes: str, habits: str, tree: str, channels: int | None, batch: int | None) -> None:
    found = read("size", text, axes, habits)
    assert (PLAIN(found.tree), found.channels, found.batch) == (tree, channels, batch)


def test_how_a_shape_was_read_is_said() -> None:
    (note,) = read("size", "(2, 64, 30, 40)").notes
    assert note == "the shape is read as h = 30, w = 40, 64 channels, a batch of 2"
    assert read("size", "(30, 40)").notes == ()


TRACES = [
    ("size", "224 -> 222 -> 111 -> 109", "wh", "224 222 111 109"),
    ("size", "224 → 112", "n", "224 112"),
    ("size", r"224 \to 222 \rightarrow 111", "n", "224 222 111"),
    ("size", "28, 26, 13, 11", "wh", "28 26 13 11"),
    ("size", "28,26,13,11", "n", "28 26 13 11"),
    ("field", "3, 7, 15", "wh", "3 7 15"),
    ("size", "224×224 -> (112, 111)", "wh", "(224,224) (112,111)"),
    ("size", "224,224 -> 112, 112", "wh", "(224,224) (112,112)"),
    ("size", "(8, 9), (6, 7), (3, 3)", "wh", "(8,9) (6,7) (3,3)"),
    ("size", "9 -> 7 pixels", "n", "9 7"),
    ("size", "n -> n-2 -> floor((n-2)/2)", "n", "n n-2 floor((n-2)/2)"),
]


@pytest.mark.parametrize(("quantity", "text", "axes", "steps"), TRACES, ids=[row[1] for row in TRACES])
def test_a_trace_is_read(quantity: str, text: str, axes: str, steps: str) -> None:
    found = read(quantity, text, axes)
    assert found.trace is not None
    assert " ".join(PLAIN(step).replace(", ", ",") for step in found.trace) == steps
    assert found.tree == found.trace[-1]


PADDINGS = [
    ("6:0", "wh", "6", "0"),
    ("6:0", "n", "6", "0"),
    ("k-1:0", "n", "k-1", "0"),
    ("(6:0, 3:2)", "wh", "(6, 3)", "(0, 2)"),
    ("(2, 3)", "n", "2", "3"),
    ("2,3", "n", "2", "3"),
    ("(2, 3)", "wh", "(2, 3)", None),
    ("2", "wh", "2", None),
]


@pytest.mark.parametrize(("text", "axes", "before", "after"), PADDINGS, ids=[f"{row[0]} {row[1]}" for row in PADDINGS])
def test_padding_has_two_sides(text: str, axes: str, before: str, after: str | None) -> None:
    found = read("padding", text, axes)
    assert (PLAIN(found.tree), found.after and PLAIN(found.after)) == (before, after)


def test_a_question_is_asked() -> None:
    assert read("flat", "?").question
    assert not read("flat", "0").question


WORTH = units("16 kHz", "5cm")
MEASURED = [  # 16 samples a millisecond, 20 pixels a metre
    ("65 ms", 1040, 8),
    ("65ms", 1040, 8),
    ("0.5 s", 8000, 800),
    ("3.25 m", 65, Fraction(1, 10)),
    ("320 cm", 64, Fraction(1, 10)),
    ("≈ 60 ms", 960, 80),
    ("7s", 112000, 8000),
    ("2m", 40, 10),
    ("25 milliseconds", 400, 8),
    ("2 minutes", 1920000, 480000),
    ("32 centimetres", Fraction(32, 5), Fraction(1, 10)),
]


@pytest.mark.parametrize(("text", "pixels", "half"), MEASURED, ids=[row[0] for row in MEASURED])
def test_a_length_or_a_time_comes_to_pixels(text: str, pixels: int, half: Fraction) -> None:
    found = read("field", text, "n", worth=WORTH)
    assert evaluate(found.tree, {}) == pixels
    assert found.rounded is not None
    assert (found.rounded.low, found.rounded.high) == (pixels - half, pixels + half)


@pytest.mark.parametrize("text", ["3s", "3m", "3*s", "2 w", "3 k"])
def test_a_letter_that_is_taken_and_no_blank_parts_from_its_number_is_a_symbol(text: str) -> None:
    assert read("field", text, "n", worth=Units(Fraction(9), Fraction(9), frozenset("sm"))).tree == parse(text)


@pytest.mark.parametrize("text", ["3s", "3m"])
def test_a_letter_behind_a_number_of_a_size_is_a_symbol_where_no_pixel_is_worth_anything(text: str) -> None:
    assert read("size", text, "n").tree == parse(text)


def test_a_claim_in_a_unit_is_answered_in_it() -> None:
    def said(network: str, claim: str, **options: str) -> str:
        return symrf.check(network, claim, axes="t", **options)._repr_mimebundle_()["text/plain"]

    assert "it is 25 ms" in said("c400s160", "rf = 30ms", rate="16000")
    assert "it is right to the digits given; exactly, it is 25 ms" in said("c400s160", "rf = 25ms", rate="16000")
    assert "12.46875 ms was cut off" in said("c400s160", "start = 12.4 ms", rate="16000")
    assert "it is about 9.070295 ms" in said("c400s160", "rf = 30ms", rate="44100")
    assert "it is 0.15 m" in said("c3", "rf = 2m", pixel="0.05m")


@pytest.mark.parametrize(
    ("network", "claim", "status"),
    [("c5 c3", "rf = 7s", "refuted"), ("c5 c3", "rf = 0.007s", "proved"), ("c{s} c{s}", "rf = 2s - 1", "proved")],
)
def test_a_letter_is_a_unit_where_the_network_has_no_such_symbol(network: str, claim: str, status: str) -> None:
    assert symrf.check(network, claim, axes="t", rate=1000)[0].status == status


def test_a_letter_of_a_length_needs_its_option() -> None:
    (verdict,) = symrf.check("c5 c3", "rf = 7s", axes="t")
    assert verdict.error is not None
    assert verdict.error.message.endswith("as in --rate 16000; a product is 7*s")
    assert symrf.check("c{s}", "rf = 1s", axes="t", rate=1000)[0].status == "proved"


@pytest.mark.parametrize("rate", ["16000", "16k", "16 kHz", "16000 Hz"])
def test_a_rate_is_typed_in_any_way(rate: str) -> None:
    assert units(rate) == Units(Fraction(16000))


@pytest.mark.parametrize(
    ("rate", "pixel"), [("fast", None), ("0", None), ("16 m", None), (None, "5"), (None, "0 m"), (None, "5 s")]
)
def test_what_no_pixel_is_worth_is_refused(rate: str | None, pixel: str | None) -> None:
    with pytest.raises(InputError, match=r"as in --(rate 16000|pixel 0\.05m)"):
        units(rate, pixel)


REFUSED = [
    ("field", "1,5", "^^^", "1,5 can be read in two ways: write 1.5 or (1, 5)"),
    ("field", "1,043", "^^^^^", "1,043 can be read in two ways: write 1043 or (1, 043)"),
    ("field", "1,043,000", "^" * 9, "1,043,000 can be read in two ways: write 1043000 or 1 -> 043 -> 000"),
    ("start", " 3,5 ", " ^^^", "3,5 can be read in two ways: write 3.5 or (3, 5)"),
    ("field", "≈ 2w", "  ^^", "a number must follow a sign such as ≈"),
    ("field", "65 ms", "   ^^", "ms is a unit of time: give the samples per second, as in --rate 16000"),
    (
        "field",
        "0.5 s",
        "    ^",
        "s is a unit of time: give the samples per second, as in --rate 16000; a product is 0.5*s",
    ),
    ("field", "3.2 cm", "    ^^", "cm is a unit of length: give the length of a pixel, as in --pixel 0.05m"),
    (
        "field",
        "2 inches",
        "  ^^^^^^",
        "there is no unit inches: the units are us, ms, s, min, and nm, um, mm, cm, m, km",
    ),
    (
        "params",
        "64,12",
        "^^^^^",
        "params is a single number: a comma may only separate groups of three digits, as in 64,128",
    ),
    ("params", "138.357.544", "^" * 11, "groups of three digits are separated by commas: write 138,357,544"),
    (
        "macs",
        "4.1 GFLOPs",
        "    ^^^^^^",
        "GFLOPs counts flops, but the claim is about macs: leave out the unit, or claim flops",
    ),
    ("params", "1e5000", "^^^^^^", "a number may have at most 1,000 digits"),
    ("params", "9" * 1001 + "M", "^" * 62, "a number may have at most 1,000 digits"),
    ("size", "6:0", " ^", "only padding has two sides, before:after"),
    ("padding", "6:0:1", "^^^^^", "padding has two sides, before:after, as in 6:0"),
    ("size", "224x224x3 -> 55x55x96", "^" * 9, "a trace has sizes only: leave out the channels and the batch"),
    ("size", "floor(w/2", "     ^", "this bracket is never closed"),
    ("size", "224 -> floor(w/2", "            ^", "this bracket is never closed"),
    ("size", "(96, 55, 5 5)", "           ^", "two numbers stand side by side: write 5*5"),
    ("size", "torch.Size([1, 96, 55, 5 5])", " " * 25 + "^", "two numbers stand side by side: write 5*5"),
    ("size", "", "^", "the formula is empty: write a number, a symbol or a bracket"),
]


@pytest.mark.parametrize(
    ("quantity", "text", "carets", "message"), REFUSED, ids=[f"{r[0]} {r[1][:30]}" for r in REFUSED]
)
def test_what_cannot_be_read_is_refused_at_its_place(quantity: str, text: str, carets: str, message: str) -> None:
    with pytest.raises(FormulaError) as refused:
        read(quantity, text)
    assert refused.value.message == message
    assert refused.value.source == f"{quantity} = {text}"
    start, stop = refused.value.span or (0, 0)
    assert start - len(quantity) - 3 == len(carets) - len(carets.lstrip())
    assert max(stop - start, 1) == len(carets.strip()) or stop - start > 1000


@pytest.mark.parametrize("text", ["3×3", "3x3", "64×7×7", "6@28x28", "7x7x64", "7×4"])
def test_a_square_on_one_axis_is_refused_for_a_number(text: str) -> None:
    with pytest.raises(FormulaError, match=r"can be read in two ways: write .*, or the value on n only"):
        read("size", text, "n")


def test_a_product_of_another_quantity_is_one() -> None:
    assert PLAIN(read("jump", "2×2×2").tree) == "2*2*2"
    assert PLAIN(read("jump", "2×4", "n").tree) == "2*4"
    assert PLAIN(read("field", "8×8").tree) == "(8, 8)"


@pytest.mark.parametrize("text", ["55,57", "64,128"])
def test_two_numbers_on_one_axis_are_refused_for_a_number(text: str) -> None:
    with pytest.raises(FormulaError, match="can be read in two ways"):
        read("size", text, "n")


def test_three_values_on_three_axes_are_refused_for_a_trace() -> None:
    with pytest.raises(FormulaError, match=r"write \(8, 8, 8\) or 8 -> 8 -> 8"):
        read("size", "8, 8, 8", "whd")


NOTED = [
    (
        r"n-\text{kernel\_size}[0]+1",
        "an index such as [0] is ignored: the symbol before it is read on the axis of the claim",
    ),
    ("int(n/2)", "int(…) rounds towards 0, which for positive numbers is floor"),
    ("[n/2]", "square brackets are read as floor"),
    ("n/2", None),
]


@pytest.mark.parametrize(("text", "note"), NOTED, ids=[row[0] for row in NOTED])
def test_how_a_formula_was_read_is_said(text: str, note: str | None) -> None:
    assert read("size", text, "n").notes == (() if note is None else (note,))


PIECES = (
    *(
        "1",
        "7",
        "64",
        "128",
        "3.5",
        "1e7",
        "M",
        "k",
        " GFLOPs",
        " ms",
        "≈",
        "~",
        "x",
        "×",
        "*",
        ",",
        ", ",
        "(",
        ")",
        "[",
    ),
    *(
        "]",
        "torch.Size([",
        "])",
        "None",
        "N",
        "?",
        ":",
        "->",
        "→",
        "w",
        "h-2",
        "@",
        "-",
        "$",
        "int(",
        "{,}",
        r"\,",
        "°",
    ),
)


@given(
    st.lists(st.sampled_from(PIECES), max_size=12).map("".join) | st.text(max_size=20),
    st.sampled_from(("size", "field", "padding", "flat", "params")),
    st.sampled_from(("n", "wh", "whd")),
)
def test_any_text_is_read_or_politely_refused(text: str, quantity: str, axes: str) -> None:
    try:
        found = read(quantity, text, axes)
    except FormulaError as refused:
        start, stop = refused.span or (-1, -1)
        assert len(quantity) + 3 <= start <= stop <= len(quantity) + 3 + len(text)
        return
    for tree in (found.tree, *(found.trace or ()), *(() if found.after is None else (found.after,))):
        assert parse(PLAIN(tree)) == tree
    assert found.rounded is None or found.rounded.low < found.rounded.high


HOSTILE = [
    *("1" * 100_000, "1e" * 50_000, "1,000" + ",000" * 20_000, "[" + "1," * 40_000, "(" * 90_000, "1 -> " * 20_000),
    *("1 " + "a " * 40_000 + "°", "×" * 90_000, "7×" * 40_000 + "7", "k[" * 40_000, "$" * 90_000, "≈" * 90_000),
]


@pytest.mark.parametrize("length", [1_900, 20_000])
@pytest.mark.parametrize("text", HOSTILE, ids=[text[:12] for text in HOSTILE])
@pytest.mark.parametrize("quantity", ["size", "params", "padding"])
def test_a_long_text_is_read_or_refused_in_words(quantity: str, text: str, length: int) -> None:
    with suppress(FormulaError):
        read(quantity, text[:length])


# --- the formulas of frameworks and papers, as their documentation types them


def windows(n: int, k: int, s: int, p: int, d: int, o: int) -> int:
    """How many windows fit, counted one by one."""
    assert not o
    return sum(1 for first in range(-p, n + p, s) if first + d * (k - 1) < n + p)


def spread(n: int, k: int, s: int, p: int, d: int, o: int) -> int:
    """The length that a transposed convolution writes, from the first tap of the first input on."""
    return max(i * s + d * j for i in range(n) for j in range(k)) + 1 - 2 * p + o


def begun(n: int, k: int, s: int, p: int, d: int, o: int) -> int:
    """How many strides are begun."""
    assert (p, d, o) == (0, 1, 0), k
    return len(range(0, n, s))


DOCUMENTED: list[tuple[str, str, str, Callable[..., int]]] = [
    (
        "PyTorch, Conv2d",
        "c{kernel_size}s{stride}p{padding}d{dilation}",
        (
            r"\left\lfloor\frac{H_{in}  + 2 \times \text{padding}[0] - \text{dilation}[0] \times "
            r"(\text{kernel\_size}[0] - 1) - 1}{\text{stride}[0]} + 1\right\rfloor"
        ),
        windows,
    ),
    (
        "PyTorch, MaxPool2d",
        "c{kernel_size}s{stride}p{padding}d{dilation}",
        (
            r"\left\lfloor\frac{H_{in} + 2 * \text{padding[0]} - \text{dilation[0]} \times "
            r"(\text{kernel\_size[0]} - 1) - 1}{\text{stride[0]}} + 1\right\rfloor"
        ),
        windows,
    ),
    (
        "PyTorch, as it is shown",
        "c{kernel_size}s{stride}p{padding}d{dilation}",
        "⌊(H_in+2×padding[0]−dilation[0]×(kernel_size[0]−1)−1)/stride[0]+1⌋",
        windows,
    ),
    (
        "PyTorch, ConvTranspose2d",
        "t{kernel_size}s{stride}p{padding}d{dilation}o{output_padding}",
        (
            r"(H_{in} - 1) \times \text{stride}[0] - 2 \times \text{padding}[0] + \text{dilation}[0] \times "
            r"(\text{kernel\_size}[0] - 1) + \text{output\_padding}[0] + 1"
        ),
        spread,
    ),
    (
        "TensorFlow, VALID",
        "c{filter_height}s{strides}",
        "ceil(float(in_height - filter_height + 1) / float(strides[1]))",
        windows,
    ),
    ("TensorFlow, SAME", "c{filter_height}s{strides}same", "ceil(float(in_height) / float(strides[1]))", begun),
    (
        "ONNX, AveragePool",
        "c{kernel_shape}s{strides_spatial_shape}p{p}d{dilation}",
        "floor((input_spatial_shape[i] + 2*p - dilation[i] * (kernel_shape[i] - 1) - 1) / strides_spatial_shape[i])+1",
        windows,
    ),
    (
        "ONNX, VALID",
        "c{kernel_spatial_shape}s{strides_spatial_shape}d{dilations}",
        (
            "floor((input_spatial_shape[i] - ((kernel_spatial_shape[i] - 1) * dilations[i] + 1)) / "
            "strides_spatial_shape[i]) + 1"
        ),
        windows,
    ),
    (
        "ONNX, SAME_UPPER",
        "c{k}s{strides_spatial_shape}same",
        "floor((input_spatial_shape[i] - 1) / strides_spatial_shape[i]) + 1",
        begun,
    ),
    (
        "Keras, MaxPooling, valid",
        "c{pool_size}s{strides}",
        "math.floor((input_shape - pool_size) / strides) + 1",
        windows,
    ),
    ("Keras, MaxPooling, same", "c{pool_size}s{strides}same", "math.floor((input_shape - 1) / strides) + 1", begun),
    (
        "Keras, Conv2DTranspose",
        "t{kernel_size}s{strides}p{padding}o{output_padding}",
        "((rows - 1) * strides[0] + kernel_size[0] - 2 * padding[0] + output_padding[0])",
        spread,
    ),
    (
        "Dumoulin and Visin, relationship 6",
        "c{k}s{s}p{p}",
        r"\left\lfloor \frac{i + 2p - k}{s} \right\rfloor + 1",
        windows,
    ),
    (
        "Dumoulin and Visin, relationship 14",
        "t{k}s{s}p{p}o{a}",
        "s(i' - 1) + a + k - 2p",
        spread,
    ),
    (
        "Dumoulin and Visin, relationship 15",
        "c{k}s{s}p{p}d{d}",
        r"\left\lfloor \frac{i + 2p - k - (k-1)(d-1)}{s} \right\rfloor + 1",
        windows,
    ),
]
STAND_FOR = {
    **dict.fromkeys(("kernel_size", "filter_height", "kernel_shape", "kernel_spatial_shape", "pool_size", "k"), "k"),
    **dict.fromkeys(("stride", "strides", "strides_spatial_shape", "s"), "s"),
    **dict.fromkeys(("padding", "p"), "p"),
    **dict.fromkeys(("dilation", "dilations", "d"), "d"),
    **dict.fromkeys(("output_padding", "a"), "o"),
    **dict.fromkeys(("H_in", "in_height", "input_spatial_shape", "input_shape", "rows", "i", "i_prime"), "n"),
}


@pytest.mark.parametrize(
    ("network", "text", "truth"), [row[1:] for row in DOCUMENTED], ids=[row[0] for row in DOCUMENTED]
)
def test_a_documented_formula_has_the_value_that_is_counted(network: str, text: str, truth: Callable[..., int]) -> None:
    tree = read("size", text, "n").tree
    drawn = random.Random(network)  # noqa: S311 - no secret
    for _ in range(200):
        k, s, d = (drawn.randint(1, 4) for _ in range(3))
        p, o = drawn.randint(0, 2), drawn.randint(0, max(s, d) - 1)
        said = {letter: each for letter, each in (("p", p), ("d", d), ("o", o)) if f"{letter}{{" in network}
        meant = {"n": drawn.randint(d * (k - 1) + 1, 40), "k": k, "s": s, "p": 0, "d": 1, "o": 0, **said}
        values: Mapping[str, int] = {name: meant[letter] for name, letter in STAND_FOR.items()}
        assert evaluate(tree, values) == truth(**meant)


@pytest.mark.parametrize(("network", "text"), [row[1:3] for row in DOCUMENTED], ids=[row[0] for row in DOCUMENTED])
def test_a_documented_formula_is_proved(network: str, text: str) -> None:
    names = {name: "n" for name, letter in STAND_FOR.items() if letter == "n"}
    (verdict,) = symrf.check(network, [f"size = {text}"], axes=("n",), meaning=names)
    assert verdict.status == "proved"


def test_an_int_that_cuts_off_is_proved_where_nothing_is_below_0() -> None:
    statuses = [
        each.status for each in symrf.check("c5s2", ["size = int((n-5)/2)+1", "size = int((n-7)/2)+2"], axes="n")
    ]
    assert statuses == ["proved", "conditional"]
    assert evaluate(parse("int(n/2)"), {"n": -3}) == int(-3 / 2) == math.trunc(-1.5)
