"""Solutions against brute force: every input, every value of a parameter, each network derived by itself."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from functools import cache
from itertools import product
from operator import ge, gt, le, lt

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from support.laws import examples
from support.networks import Network, networks
from support.oracles import size as counted

import symrf
from symrf.answers.solutions import Solution
from symrf.errors import SymrfError
from symrf.exact.logic.solved import Closed
from symrf.formulas.reader import parse
from symrf.formulas.tree import Written, symbols
from symrf.formulas.values import evaluate
from symrf.front.cli import main
from symrf.networks.derivation import AxisDerivation
from symrf.networks.notation.instances import put

FOUNDING = "c3s1 p2s2 c3s1"

# network, conditions, options, answer, status
APART = "the conditions cannot hold together"
ANSWERS = [
    (FOUNDING, ["size = 28"], {}, "w and h from 62 to 63", "solved"),
    (FOUNDING, ["size = (w-2)/2-2"], {}, "even w and h", "solved"),
    (FOUNDING, ["rf = w"], {}, "w = 8 and h = 8", "solved"),
    (FOUNDING, ["size = w"], {}, "no w and no h: the size is always less", "none"),
    (FOUNDING, ["size >= 10", "size <= 12"], {}, "w and h from 26 to 31", "solved"),
    (FOUNDING, ["size = 28", "rf >= 100"], {}, "no w and no h: the field is 8", "none"),
    ("c3s2 c3s2 t3s2 t3s2", ["size = w"], {"axes": ("w",)}, "w = 3 (mod 4)", "solved"),
    ("gap", ["size = 1"], {}, "every w and h", "solved"),
    ("c3", ["size = 28"], {"at": {"w": 30}}, "h = 30", "solved"),
    ("c3", ["size = 28"], {"unknown": "h"}, "h = 30", "solved"),
    ("in3 c3-8 flatten", ["flat = 8"], {}, "w = 3 and h = 3", "solved"),
    ("(c3 c3 p2)*{n}", ["rf >= 224"], {}, "n >= 6", "solved"),
    ("(c3 c3 p2)*{n}", ["rf >= 10^6"], {}, "n >= 18", "solved"),
    (
        "(c3 c3 p2)*{n}",
        ["rf = 10^6"],
        {},
        "no n: the field is 655356 at n = 17, and 1310716 at n = 18",
        "none",
    ),
    ("(c2d{2^i})*{i=0..n-1}", ["rf >= 16000"], {}, "n >= 14", "solved"),
    ("(c3)*{n}", ["rf >= 224"], {}, "n >= 112", "solved"),
    ("c{k}p{p}", ["size = w"], {"unknown": "p"}, "p = (k-1)/2 for odd k, for every w", "solved"),
    ("c{k}p{p}", ["size = w+1"], {"unknown": "p"}, "p = k/2 for even k, for every w", "solved"),
    ("c5p{p}", ["size = w"], {}, "p = 2, for every w", "solved"),
    ("(c{k} p2)*{n}", ["rf = k^2"], {"unknown": "n"}, "no n", "none"),
    ("(c{k})*{n}", ["rf = 100*n^2"], {"unknown": "n"}, "n = 1 and k = 100", "solved"),
    ("(c{k})*{n}", ["rf = n*(3n+1)"], {"unknown": "n"}, "n = 1 and k = 4", "solved"),
    ("(c{k})*{n}", ["rf = n*(3n+1)"], {"unknown": "k"}, "k = 4 and n = 1", "solved"),
    ("c{k}d{d}", ["rf <= 31"], {"unknown": "d"}, "d <= 30/(k-1) for k >= 2 (every d for k = 1)", "solved"),
    ("c{k}d{d} c{m}", ["rf <= 31"], {"unknown": "d"}, "d*(k-1) <= 31-m", "solved"),
    ("c3p{p}", ["size = w-2"], {}, "p = 0, for every w", "solved"),
    ("c3s2p{p}", ["size = ceil(w/2)"], {}, "p = 1, for every w", "solved"),
    ("c3s2p{p}", ["size = floor(w/2)"], {}, "no p for every w: p would be 1/2, which is not a whole number", "none"),
    ("c4p{p}", ["size = w"], {}, "no p for every w: p would be 3/2, which is not a whole number", "none"),
    ("c{k}s{s}p{p}", ["size = ceil(w/s)"], {"unknown": "p"}, "p = (k-1)/2 for odd k, for every w", "solved"),
    ("c3s{s}p1", ["size = ceil(w/2)"], {}, "s = 2, for every w", "solved"),
    ("(c3)*{n}", ["rf >= w"], {"unknown": "n"}, "n >= (w-1)/2", "solved"),
    ("(c3)*{n}", ["size = 4"], {}, "n = (w-4)/2 for even w from 6 on", "solved"),
    ("(c3 p2)*{n}", ["rf >= w"], {}, "2**n >= (w+2)/3", "solved"),
    ("(c3 p2)*{n}", ["rf >= w"], {"at": {"w": 224}}, "n >= 7", "solved"),
    ("(c3 p2)*{n}", ["size >= 1"], {}, "2**n <= (w+2)/3", "solved"),
    ("c3s{s}", ["jump = 4"], {}, "s = 4", "solved"),
    ("c3d{d}", ["rf = 9"], {}, "d = 4", "solved"),
    ("p{k}", ["size = 7"], {"at": {"w": 56}}, "k = 8", "solved"),
    ("p{k}", ["size = 7", "rf <= 7"], {"at": {"w": 56}}, "no k: the conditions cannot hold together", "none"),
    ("c{k}s{s}", ["size = 28"], {"unknown": "w"}, "w <= k+28*s-1 and w >= k+27*s and w >= k", "solved"),
    ("c3s{s} c3s{t}", ["jump = 12"], {"unknown": "s"}, "s = 12/t where t | 12, where that is at least 1", "solved"),
    ("c3s{s} c3s{t}", ["jump = 12"], {"unknown": "s", "at": {"t": 3}}, "s = 4", "solved"),
    ("c{k}p{(k-1)/2}", ["rf >= 6"], {}, "odd k from 7 on", "solved"),
    ("c{k}", ["rf = 2k-k"], {}, "every k", "solved"),
    ("t4s1p{p}o{o}", ["size = w"], {"unknown": "p"}, "no p for every w", "none"),  # o is 0, and (o+3)/2 is not whole
    ("t3s1p{p}o{o}", ["size = w"], {"unknown": "p"}, "p = (o+2)/2 for even o and o <= 0, for every w", "solved"),
    ("t4s2p{p}o{o}", ["size = 2w"], {"unknown": "p"}, "p = (o+2)/2 for even o and o <= 1", "solved"),
    ("c{k}p{p}", ["size = w", "rf = 4"], {"unknown": "p"}, f"no p for every w: {APART}", "none"),
    ("c{k}p{p}", ["size = w", "rf = 5"], {"unknown": "p"}, "p = (k-1)/2 for odd k and k = 5, for every w", "solved"),
    ("c{k}p{p}d{d}", ["size = w", "rf <= 0"], {"unknown": "p"}, f"no p for every w: {APART}", "none"),
    ("c{k}p{p}", ["size = w", "rf = 2k"], {"unknown": "p"}, f"no p for every w: {APART}", "none"),
]


@pytest.mark.parametrize(
    ("network", "conditions", "options", "answer", "status"), ANSWERS, ids=[f"{row[0]} {row[1]}" for row in ANSWERS]
)
def test_the_answer(network: str, conditions: list[str], options: dict, answer: str, status: str) -> None:  # type: ignore[type-arg]
    found = symrf.solve(network, conditions, **options)
    assert (found.to_dict()["answer"], found.status) == (answer, status)
    assert found.to_dict()["complete"]


def test_a_form_for_none_of_the_symbols_that_are_taken_is_no_solution() -> None:
    even = symrf.parse("c{k}p{p}", ["k even"])
    assert symrf.solve(even, ["size = w"], "p").to_dict()["answer"] == "no p for every w"
    assert symrf.solve(even, ["size = w+1"], "p").to_dict()["answer"] == "p = k/2 for even k, for every w"


UNDECIDED = [
    (
        "c{k}p{p}",
        ["size = w", "size = 4"],
        "p",
        "some conditions may hold for every w and others not: give w with --at",
    ),
    (
        "(c{k}s2)*{n}",
        ["rf = n^2"],
        "n",
        "1+(k-1)*(2**n-1) = n**2 cannot be solved for n unless k is given with --at",
    ),
]


@pytest.mark.parametrize(("network", "conditions", "unknown", "reason"), UNDECIDED, ids=[row[0] for row in UNDECIDED])
def test_what_is_not_solved_says_why(network: str, conditions: list[str], unknown: str, reason: str) -> None:
    found = symrf.solve(network, conditions, unknown)
    assert (found.status, found.exit_code, found.reason) == ("undecided", 3, reason)


# ---- the examples of the theory: least depths ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("network", "target", "least"),
    [("(c3)*{n}", 224, 112), ("(c3 c3 p2)*{n}", 224, 6), ("(c2d{2^i})*{i=0..n-1}", 16000, 14)],
)
def test_the_least_depth_is_enough_and_one_less_is_not(network: str, target: int, least: int) -> None:
    found = symrf.solve(network, f"rf >= {target}")
    assert found.least == least
    for depth in (least - 1, least):
        field = _number_of(network, {"n": depth}).receptive_field
        assert (field >= target) == (depth == least)
        assert [int(each.value) for each in found.witnesses if each.at == depth] == [field]


@settings(max_examples=examples(40), deadline=None)
@given(st.integers(1, 5), st.integers(1, 3), st.integers(1, 4), st.integers(2, 10**6))
def test_the_least_depth_of_a_block(kernel: int, dilation: int, stride: int, target: int) -> None:
    """Counted up block by block, with the recurrence of fields."""
    growth = dilation * (kernel - 1)
    found = symrf.solve(f"(c{kernel}d{dilation}s{stride})*{{n}}", f"rf >= {target}")
    field, jump, depth = 1, 1, 0
    if growth == 0:
        assert found.status == "none"
        return
    if stride == 1:
        depth = -(-(target - 1) // growth)
    else:
        while field < target:
            field, jump, depth = field + growth * jump, jump * stride, depth + 1
    assert found.least == depth
    assert found.bound is None


# ---- inputs ----------------------------------------------------------------------------------------------------------


@settings(max_examples=examples(80), deadline=None)
@given(networks(), st.sampled_from(["=", "<=", ">="]), st.integers(1, 30))
def test_the_inputs_are_those_that_counting_windows_finds(drawn: Network, relation: str, target: int) -> None:
    try:
        found = symrf.solve(drawn.text, f"size {relation} {target}", axes=("w",), convention=drawn.convention)
    except SymrfError:
        assume(False)
    assert found.bound is None
    for w in range(1, 140):
        size = counted(w, drawn)
        expected = size is not None and {"=": size == target, "<=": size <= target, ">=": size >= target}[relation]
        assert ({"w": w} in found) == expected


def test_the_inputs_of_two_axes_together() -> None:
    found = symrf.solve("in3 c3-8 p2 flatten", "flat = 400")
    for w, h in product(range(4, 120), repeat=2):
        assert ({"w": w, "h": h} in found) == (8 * ((w - 2) // 2) * ((h - 2) // 2) == 400)


# ---- a parameter -----------------------------------------------------------------------------------------------------

FAMILIES = [
    ("c{x}", True),
    ("c{x}p{(x-1)/2}", True),
    ("c3s{x}", True),
    ("c3s{x} p2 c3s2", True),
    ("c3d{x} c3p{x}", True),
    ("p{x}", True),
    ("p{x}s{x}rawceil c3", True),
    ("c{x}s{x}p{x}", True),
    ("(c3 p2)*{x}", True),
    ("(c3)*{x} p2", True),
    ("(c3s2p1)*{x}", True),
    ("c3 (c3 c3s3)*{x} c5", True),
    ("(c2d{2^i})*{i=0..x-1}", True),
    ("(c3d{i})*{i=1..x}", True),
    ("c{2x+1}p{x}s2", True),
]
MOST = 40


@cache
def _solved(network: str, condition: str, unknown: str) -> Solution:
    return symrf.solve(network, condition, unknown, axes=("w",))


@cache
def _read(text: str) -> Written:
    return parse(text)


@cache
def _derived(network: str, values: tuple[tuple[str, int], ...]) -> AxisDerivation | None:
    try:
        return symrf.derive(put(symrf.parse(network), dict(values)), axes=("w",))["w"]
    except SymrfError:  # its numbers are not whole
        return None


def _number_of(network: str, values: dict[str, int]) -> AxisDerivation:
    """The derivation of a network of numbers, on one axis."""
    found = _derived(network, tuple(values.items()))
    assert found is not None
    return found


def _truth(network: str, quantity: str, values: dict[str, int], w: int) -> int | None:
    """A size, or a field, of a network of numbers; None where there is none."""
    one = _derived(network, tuple(values.items()))
    if one is None:
        return None
    if quantity != "size":
        return int(one.receptive_field if quantity == "rf" else one.jump)
    try:
        return one.size.at(w)
    except SymrfError:  # the input is too small
        return None


def _keeps(value: int | None, relation: str, target: int) -> bool:
    return value is not None and {"=": value == target, "<=": value <= target, ">=": value >= target}[relation]


@settings(max_examples=examples(80), deadline=None)
@given(
    st.sampled_from([family for family, _ in FAMILIES]),
    st.sampled_from(["size", "rf", "jump"]),
    st.sampled_from(["=", "<=", ">="]),
    st.integers(1, 120) | st.integers(10**3, 10**6),
    st.integers(1, 300),
)
def test_the_values_are_those_whose_networks_keep_to_it(
    network: str, quantity: str, relation: str, target: int, w: int
) -> None:
    found = symrf.solve(network, f"{quantity} {relation} {target}", at={"w": w}, axes=("w",))
    assert found.bound is None
    if "the network takes w >=" in str(found.reason):  # for no x does it take that input
        assert all(w < symrf.derive(network, axes=("w",), where=[f"x = {x}"])["w"].size.minimum for x in (1, 2, 9))
        return
    for x in range(1, MOST):
        assert ({"x": x} in found) == _keeps(_truth(network, quantity, {"x": x}, w), relation, target), x


@settings(max_examples=examples(20), deadline=None)
@given(st.sampled_from([family for family, _ in FAMILIES]), st.integers(1, 60), st.integers(1, 60), st.integers(1, 200))
def test_several_conditions_hold_together(network: str, low: int, high: int, w: int) -> None:
    found = symrf.solve(network, [f"rf >= {low}", f"size <= {high}"], at={"w": w}, axes=("w",))
    for x in range(1, MOST):
        field, size = (_truth(network, quantity, {"x": x}, w) for quantity in ("rf", "size"))
        assert ({"x": x} in found) == (_keeps(field, ">=", low) and _keeps(size, "<=", high))


# ---- closed forms ----------------------------------------------------------------------------------------------------

# network, condition, unknown, the most that each symbol is
FORMS = [
    ("(c3)*{n}", "rf >= w", "n", {"n": 9, "w": 20}),
    ("(c3)*{n}", "rf <= w", "n", {"n": 9, "w": 20}),
    ("(c3)*{n}", "size = 4", "n", {"n": 9, "w": 24}),
    ("(c3 p2)*{n}", "rf >= w", "n", {"n": 5, "w": 60}),
    ("(c3 p2)*{n}", "size >= 1", "n", {"n": 5, "w": 60}),
    ("(c3 p2)*{n}", "size <= 5", "n", {"n": 5, "w": 90}),
    ("(c3 p2)*{n}", "size = 5", "n", {"n": 5, "w": 90}),
    ("c3s{s}", "size = 5", "s", {"s": 9, "w": 40}),
    ("c{k}s{s}p{p}", "size = 5", "w", {"k": 4, "s": 4, "p": 2, "w": 24}),
    ("c{k}s{s}p{p}", "size >= 5", "p", {"k": 4, "s": 4, "p": 6, "w": 14}),
    ("c{k}d{d}", "rf = 13", "d", {"k": 14, "d": 13, "w": 1}),
    ("c{k}s{s} c{m}", "rf >= 20", "m", {"k": 6, "s": 4, "m": 22, "w": 1}),
    ("c3s{s} c3s{t}", "jump = 12", "s", {"s": 13, "t": 13, "w": 1}),
    ("(c{k}d{2^i})*{i=0..n-1}", "rf >= 40", "n", {"k": 5, "n": 6, "w": 1}),
    ("(c{k}d{2^i})*{i=0..n-1}", "rf >= 40", "k", {"k": 42, "n": 4, "w": 1}),
    ("c3s{s} (c3 p2)*{n}", "jump <= 24", "n", {"s": 7, "n": 6, "w": 1}),
    ("c{k}d{d}", "rf <= 31", "d", {"k": 9, "d": 32, "w": 1}),
    ("c{k}d{d}", "rf <= 31", "k", {"k": 33, "d": 9, "w": 1}),
    ("c{k}d{d}", "rf >= 31", "d", {"k": 9, "d": 32, "w": 1}),
    ("(c{k})*{n}", "rf <= 9", "n", {"k": 9, "n": 9, "w": 1}),
    ("(c{k}d{d} c{m})*{n}", "rf <= 9", "n", {"k": 4, "d": 4, "m": 4, "n": 9, "w": 1}),
    ("c{k}d{d} c{m}", "rf <= 12", "d", {"k": 5, "d": 12, "m": 14, "w": 1}),
    ("c{k}d{d} c{m}", "rf >= 12", "d", {"k": 5, "d": 12, "m": 14, "w": 1}),
    ("c{k}d{d} c{m}d{d}", "rf <= 12", "d", {"k": 5, "d": 12, "m": 6, "w": 1}),
]


def _formed(form: Closed, values: dict[str, int]) -> bool:
    """Whether numbers keep to a closed form."""
    if form.elsewhere and form.where is not None and values[form.where.symbol] not in form.where:
        return True
    try:
        left, right = evaluate(form.left, values), evaluate(form.right, values)
    except ValueError:  # a division by 0
        return False
    return {"=": left == right, "<=": left <= right, ">=": left >= right}[form.relation]


@pytest.mark.parametrize(("network", "condition", "unknown", "most"), FORMS, ids=[" ".join(row[:3]) for row in FORMS])
def test_a_form_is_each_of_its_networks(network: str, condition: str, unknown: str, most: dict[str, int]) -> None:
    found = _solved(network, condition, unknown)
    assert found.status == "solved"
    assert found.forms
    quantity, relation, target = condition.split()
    for numbers in product(*(range(1, top + 1) for top in most.values())):
        values = dict(zip(most, numbers, strict=True))
        truth = _truth(network, quantity, {name: each for name, each in values.items() if name != "w"}, values["w"])
        expected = _keeps(truth, relation, values["w"] if target == "w" else int(target))
        assert all(_formed(form, values) for form in found.forms) == expected, values
        assert (values in found) == expected, values


# network, condition, unknown, the most that each symbol is
EVERY = [
    ("c{k}p{p}", "size = w", "p", {"k": 9, "p": 5}),
    ("c{k}p{p}", "size = w+1", "p", {"k": 9, "p": 5}),
    ("c{k}p{p}", "size >= w", "p", {"k": 9, "p": 5}),
    ("c{k}s{s}p{p}", "size = ceil(w/s)", "p", {"k": 6, "s": 4, "p": 4}),
    ("c{k}s{s}p{p}", "size = floor(w/s)", "p", {"k": 6, "s": 4, "p": 4}),
    ("c{k}d{d}p{p}", "size = w", "p", {"k": 5, "d": 4, "p": 8}),
    ("c{k}p{p} c3s2p1", "size = ceil(w/2)", "p", {"k": 6, "p": 4}),
    ("c5p{p}", "size = w", "p", {"p": 6}),
    ("c4p{p}", "size = w", "p", {"p": 6}),
    ("c3s2p{p}", "size = ceil(w/2)", "p", {"p": 6}),
    ("c3s2p{p}", "size = floor(w/2)", "p", {"p": 6}),
    ("c3s{s}p1", "size = ceil(w/2)", "s", {"s": 6}),
    ("(c3s2p1)*{n}", "size = ceil(w/16)", "n", {"n": 6}),
]


@pytest.mark.parametrize(("network", "condition", "unknown", "most"), EVERY, ids=[" ".join(row[:2]) for row in EVERY])
def test_what_holds_for_every_input_is_proved_of_just_those_networks(
    network: str, condition: str, unknown: str, most: dict[str, int]
) -> None:
    found = _solved(network, condition, unknown)
    assert found.every == ("w",)
    relation = condition.split()[1]
    for numbers in product(*(range(1, top + 1) for top in most.values())):
        values = dict(zip(most, numbers, strict=True))
        one = _number_of(network, values)
        claim = condition.replace("/s", f"/{values.get('s', 1)}")
        wanted = claim.split(None, 2)[2]
        right = [eval_claim(wanted, w) for w in range(one.size.minimum, one.size.minimum + 60)]
        sizes = [one.size.at(w) for w in range(one.size.minimum, one.size.minimum + 60)]
        expected = all(_keeps(size, relation, side) for size, side in zip(sizes, right, strict=True))
        if found.forms:
            assert all(_formed(form, values) for form in found.forms) == expected, values
        assert (values in found) == expected, values


def eval_claim(text: str, w: int) -> int:
    """The right side of a condition for an input."""
    return int(evaluate(_read(text), {"w": w}))


def test_a_form_with_an_equality_says_for_which_symbols_it_is_whole() -> None:
    for network, condition, unknown, most in (*FORMS, *EVERY):
        for form in _solved(network, condition, unknown).forms:
            if form.relation != "=":
                continue
            names = sorted(symbols(form.right))
            for numbers in product(*(range(1, min(most.get(name, 20), 12) + 1) for name in names)):
                values = dict(zip(names, numbers, strict=True))
                try:
                    whole = evaluate(form.right, values).denominator == 1
                except ValueError:  # a division by 0
                    whole = False
                if form.where is not None:
                    enough = form.where.start <= values[form.where.symbol]
                    assert (values[form.where.symbol] in form.where) == (whole and enough)
                elif form.divides is not None:
                    below, above = (int(evaluate(tree, values)) for tree in form.divides)
                    assert (below != 0 and above % below == 0) == whole
                else:
                    assert whole


# ---- refusals, and the command ---------------------------------------------------------------------------------------

REFUSED = [
    (("c{k}p{p}", "size = w"), {}, "which one is the unknown: k, p? Say so, as in --unknown k"),
    (("c{k}p{p}", "size = w", "q"), {}, "there is no q to solve for: choose one of k, p, w, h"),
    (("c{k}", "rf = 4", "k"), {"at": {"k": 3}}, "k is given, so it cannot be the unknown"),
    (("c3", "size = 4"), {"at": {"w": 3, "h": 3}}, "there is no unknown: every input is given"),
    (("c3", "size = 4"), {"at": {"x": 3}}, "there is no symbol x: choose one of w, h"),
    (("c3", []), {}, "a condition is missing: write one such as 'size = 28'"),
    (("c3", "size = 4"), {"at": {"w": 2}}, "at w=2 layer F (c3) has no output: w must be at least 3"),
]


@pytest.mark.parametrize(("arguments", "options", "message"), REFUSED, ids=[row[2] for row in REFUSED])
def test_a_question_that_is_none_is_refused(arguments: tuple, options: dict, message: str) -> None:  # type: ignore[type-arg]
    with pytest.raises(SymrfError) as refusal:
        symrf.solve(*arguments, **options)
    assert str(refusal.value) == message


def test_a_condition_that_gives_inputs_is_refused_where_it_does() -> None:
    with pytest.raises(symrf.FormulaError) as refusal:
        symrf.solve("c3", "size at w=3 = 1")
    assert str(refusal.value).splitlines() == [
        "give the input's size with --at",
        "  size at w=3 = 1",
        "       ^^^^^^^^^^",
    ]


COMMANDS = [
    (
        ["(c3 c3 p2)*{n}", "rf >= 224"],
        0,
        [
            "rf >= 224: n >= 6",
            "At n = 5 the field is 156, at n = 6 it is 316.",
            "For n >= 1 there are no others: the difference of the two sides only rises, or\nonly falls.",
        ],
    ),
    (
        ["(c3 p2)*{n}", "rf >= w", "--at", "w=224"],
        0,
        [
            "rf >= w: n >= 7",
            "At n = 6 the field is 190, at n = 7 it is 382.",
            "For n >= 1 there are no others: the difference of the two sides only rises, or\nonly falls.",
            "At n = 7 the network takes w >= 382, but 224 is less.",
        ],
    ),
    (
        ["(c3 p2)*{n}", "rf >= w", "--format", "latex"],
        0,
        ["% needs \\usepackage{amsmath}\n\\texttt{rf >= w}: $2^{n} \\ge \\frac{w+2}{3}$", r"Solved for $n \ge 1$."],
    ),
    (
        ["(c3 p2)*{n}", "size >= 1", "--format", "unicode"],
        0,
        ["size >= 1: 2^n ≤ (w+2)/3", "Solved for n ≥ 1."],
    ),
    (
        ["c{k}p{p}", "size = w", "--unknown", "p", "--format", "markdown"],
        0,
        ["`size = w`: $p = \\frac{k-1}{2}$ for odd $k$, for every $w$", "Proved by putting it back into the network."],
    ),
    (
        ["c4p{p}", "size = w"],
        1,
        ["size = w: no p for every w; p would be 3/2, which is not a whole number", "Solved for p >= 0."],
    ),
    (
        ["c{k}", "rf = W", "--unknown", "k", "--meaning", "W=w", "--axes", "w"],
        0,
        ["rf = W: k = w", "Solved for k >= 1."],
    ),
]


@pytest.mark.parametrize(("arguments", "code", "lines"), COMMANDS, ids=[" ".join(row[0]) for row in COMMANDS])
def test_the_command(
    arguments: list[str], code: int, lines: list[str], capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main(["solve", *arguments]) == code
    printed = capsysbinary.readouterr()
    assert printed.err == b""
    assert printed.out.decode("utf-8").split("\n\n") == [*lines[:-1], lines[-1] + "\n"]


def test_the_command_in_json(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["solve", FOUNDING, "size = 28", "--format", "json"]) == 0
    assert json.loads(capsysbinary.readouterr().out) == symrf.solve(FOUNDING, "size = 28").to_dict()


def test_numbers_are_solved_without_sympy() -> None:
    code = f"import sys, symrf; symrf.solve({FOUNDING!r}, 'size = 28'); sys.exit('sympy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0


def test_the_witnesses_are_the_ends_of_a_solution_and_what_is_beside_them() -> None:
    found = symrf.solve(FOUNDING, "size = 28", axes="w")
    shown = [(each.at, int(each.value), each.holds) for each in found.witnesses]
    assert shown == [(61, 27, False), (62, 28, True), (63, 28, True), (64, 29, False)]


def test_a_solution_knows_its_numbers() -> None:
    found: Solution = symrf.solve(FOUNDING, "size = 28")
    assert [w for w in range(100) if {"w": w, "h": 62} in found] == [62, 63]
    assert [n for n in range(1, 20) if n in symrf.solve("(c3 c3 p2)*{n}", "rf >= 224")] == list(range(6, 20))
    for values, message in (({"w": 62}, "h has no value"), (62, "h has no value")):
        with pytest.raises(symrf.InputError, match=message):
            assert values in found


# sums whose terms are as many as the unknown: tried as far as a number of operations goes
SUMS = [
    ("c3", "rf = \\sum_{i=0}^{n-1} floor(i/2)-2*floor(i/4)"),
]


@pytest.mark.parametrize(("network", "condition"), SUMS)
def test_sums_are_added_up_as_long_as_that_is_worth_it(network: str, condition: str) -> None:
    solution = symrf.solve(network, condition, axes=("w",))
    assert solution.proof == "tried"
    assert solution.bound is not None
    assert solution.bound < 1000
    assert "greater solutions are not ruled out" in solution.document()


# the values of one symbol, where another one says whether the network takes the input that is given
OTHERS = [
    ("c{k}p{p}", "rf = 3", "k", {"w": 9}, "k = 3", ()),
    ("c{k} c{m}", "jump = 1", "k", {"w": 9}, "every k", ("at k = 1 the network takes w = 9 only if 1+m-1 <= 9",)),
    ("(c3s{s})*{n}", "jump = 4", "s", {"w": 9, "n": 2}, "s = 2", ()),
    ("(c3s2)*{n}", "rf >= 224", "n", {"w": 9}, "n >= 7", ("at n = 7 the network takes w >= 255, but 9 is less",)),
]


@pytest.mark.parametrize(("network", "condition", "unknown", "at", "answer", "notes"), OTHERS)
def test_what_the_network_takes_may_depend_on_other_symbols(
    network: str, condition: str, unknown: str, at: dict[str, int], answer: str, notes: tuple[str, ...]
) -> None:
    solution = symrf.solve(network, condition, unknown, at, axes=("w",))
    assert solution.to_dict()["answer"] == answer
    assert solution.notes == notes


@pytest.mark.parametrize(
    ("network", "condition", "answer"),
    [
        ("c{k} c5", "rf >= 3", "no k: the network takes w >= k+4, but 3 is less"),
        ("c5 (c3)*{n}", "rf >= 5", "no n: the network takes w >= 2*n+5, but 3 is less"),
        ("in1 c5-{m}", "params = 52", "no m: the network takes w >= 5, but 3 is less"),
        ("c{k}p{p} c5", "rf = 9", None),
    ],
)
def test_an_input_that_is_taken_for_no_symbols_is_not_solved_for(
    network: str, condition: str, answer: str | None
) -> None:
    solution = symrf.solve(network, condition, "k" if "k" in network else None, {"w": 3}, axes=("w",))
    assert (solution.to_dict()["answer"] if solution.status == "none" else None) == answer


def test_numbers_tried_one_by_one_are_all_where_another_condition_ends_them() -> None:
    solution = symrf.solve("in3 a{2k} u3", "size <= \\sum_{i=0}^{n-1} k^i", at={"w": 12}, axes=("w",))
    holds = [k for k in range(1, 7) if 3 * (12 // (2 * k)) <= sum(k**i for i in range(12))]
    assert [k for k in range(1, 100) if {"k": k} in solution] == holds
    assert (solution.proof, solution.bound) == ("monotone", None)


@pytest.mark.parametrize(
    ("network", "condition", "unknown", "at", "inside", "outside"),
    [
        ("c{2*k}s2", "size = w/2", "k", {}, {"k": 1, "w": 4}, {"k": 1, "w": 3}),
        ("t{k}s{s}", "size = k", "s", {"k": 2}, {"s": 1, "w": 1}, {"s": 1, "w": 2}),
        ("c{k}p{p}", "size = w", "p", {}, {"p": 1, "k": 3}, {"p": 1, "k": 4}),
    ],
)
def test_what_is_in_a_solution_keeps_to_the_values_that_it_depends_on(
    network: str, condition: str, unknown: str, at: dict[str, int], inside: dict[str, int], outside: dict[str, int]
) -> None:
    found = symrf.solve(network, condition, unknown=unknown, at=at, axes="w")
    assert inside in found
    assert outside not in found
    assert symrf.check(network, condition, axes="w")[0].true_at is not None


@pytest.mark.parametrize("amount", ["1M", "1e6", "1000k", "1,000,000"])
@pytest.mark.parametrize(
    ("sign", "holds"),
    [("<=", le), ("<", lt), (">=", ge), (">", gt)],
)
def test_at_most_a_number_in_units_is_at_most_that_number(
    amount: str, sign: str, holds: Callable[[int, int], bool]
) -> None:
    condition, network = f"macs {sign} {amount}", "in3 c3p1-64"  # 27 products for each of 64 channels of a pixel
    found = symrf.solve(network, condition, where="h = w")
    for side in (*range(1, 40), 761, 10**6):
        truth = holds(27 * 64 * side**2, 10**6)
        assert ({"w": side} in found) == truth, (side, found)
        verdict = symrf.check(network, condition, at={"w": side, "h": side})[0]
        assert verdict.status == ("proved" if truth else "refuted")


def test_a_number_in_units_is_equal_to_what_rounds_to_it() -> None:
    found = symrf.solve("in3 c3p1-64", "macs = 1M", where="h = w")
    sides = [side for side in range(1, 100) if 500_000 <= 27 * 64 * side**2 < 1_500_000]
    assert [side for side in range(1, 100) if {"w": side} in found] == sides


def test_a_budget_of_parameters_is_kept_to() -> None:
    found = symrf.solve("in3 c3p1-{c} gap fc10", "params <= 1M")
    most = max(c for c in range(1, 10**5) if 28 * c + 10 * c + 10 <= 10**6)
    assert found.to_dict()["answer"] == f"c from 1 to {most}"
