"""Claims about families of networks: a table of verdicts, and random claims against windows that are counted."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from math import floor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.laws import examples
from support.logic import decide
from support.networks import Layer, Network
from support.oracles import hull, reached, sizes

import symrf
from symrf.answers.verdicts import Verdict
from symrf.exact.logic.answer import Answer
from symrf.exact.sets.parameters import Assumed, Parameters
from symrf.exact.sets.residues import Residues
from symrf.formulas.budget import OutOfBudget
from symrf.formulas.reader import parse
from symrf.formulas.relations import Divides, Relation
from symrf.formulas.tree import Number, Piecewise, Summation, Symbol, Written
from symrf.formulas.values import evaluate


@pytest.fixture(params=["with z3", "without z3"])
def solver(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Whether z3 can be imported."""
    if request.param == "without z3":
        monkeypatch.setitem(sys.modules, "z3", None)
    return request.param == "with z3"


# network, claim, status, condition, counterexample
VERDICTS = [
    ("(c3)*{n}", "rf = 2n+1", "proved", None, None),
    ("(c3)*{n}", "rf = 3n", "conditional", "for n = 1", {"n": 2}),
    ("(c3)*{n}", "rf = 2n", "refuted", None, {"n": 1}),
    ("(c3)*{n}", "rf = n^2-n+3", "conditional", "for n = 1 or 2", {"n": 3}),
    ("(c3)*{n}", "rf = 2n+1+(n-1)(n-2)(n-3)", "conditional", "for n from 1 to 3", {"n": 4}),
    ("(c3)*{n}", "rf = 203 ", "conditional", "for n = 101", {"n": 1}),
    ("(c3)*{n}", "rf = 20003", "conditional", "for n = 10001", {"n": 1}),
    ("(c3)*{n}", "rf = n^2", "refuted", None, {"n": 1}),
    ("(c3)*{n}", "rf <= 3^n", "proved", None, None),
    ("(c3)*{n}", "size = w-2n^2", "conditional", "for n = 1", {"n": 2, "w": 5}),
    ("c{k}p{p}", "size = w", "conditional", "for 2*p = k-1", {"k": 1, "p": 1, "w": 1}),
    ("c{k}p{p}", "size = w-2", "conditional", "for 2*p = k-3", {"k": 1, "p": 0, "w": 1}),
    ("c{k}p{(k-1)/2}", "rf = 2 floor(k/2)+1", "proved", None, None),
    ("c{k}p{(k-1)/2}", "size = w+k-3", "conditional", "for k = 3", {"k": 1, "w": 1}),
    ("c{k}p{(k-1)/2}", "size = w+k-4", "refuted", None, {"k": 1, "w": 1}),
    ("c{k}", "rf = (k^2-k)/(k-1)", "conditional", "for k >= 2", {"k": 1}),
    ("c{k}", "rf = (k^2-2k)/(k-2)", "conditional", "for k other than 2", {"k": 2}),
    ("c{k}", "rf = max(k,1)", "proved", None, None),
    ("c{k}", "rf = min(k,5)", "conditional", "for k from 1 to 5", {"k": 6}),
    ("c{k}", "rf = 2 floor(k/2)", "conditional", "for even k", {"k": 1}),
    (
        *("c{k} c{m}", "rf = k+m-1+(k mod 2)*(m mod 3)", "conditional", "for odd k and m divisible by 3 or even k"),
        {"k": 1, "m": 1},
    ),
    ("c{k}p{(k-1)/2}", "rf = floor(k/4)+floor((k+1)/4)+floor((k+2)/4)+floor((k+3)/4)", "proved", None, None),
    ("c{k}p{(k-1)/2}", "rf = 2 floor(k/4)+2 floor((k-1)/4)+1", "conditional", "for k = 1 (mod 4)", {"k": 3}),
    ("c{k}p{(k-1)/2}", "rf >= 2 floor(k/4)+2 floor((k-1)/4)+1", "proved", None, None),
    ("c{k}s{s}", "rf = floor(k/3)+floor((k+1)/3)+floor((k+2)/3)", "proved", None, None),
    ("c{k}", "rf = 5/2", "refuted", None, {"k": 1}),
    ("c{k}", "rf = (-1)^k*k", "conditional", None, {"k": 1}),
    ("c{k}", "rf = 2^(k/2)", "conditional", None, {"k": 1}),
    ("c{k}", "rf = k/0^k", "conditional", None, {"k": 1}),
    ("c{k} c{m}", "rf = max(k,m)+min(m,k)-1", "proved", None, None),
    ("c{k}p1", "size <= max(k,w)", "conditional", None, {"k": 1, "w": 1}),
    ("c{k}p1", "size <= max(k,w+2)", "proved", None, None),
    ("c{k+s}p1", "size <= max(s,w)", "conditional", "for k >= w+3-max(s, w)-s", {"k": 1, "s": 1, "w": 1}),
    ("c{k}s{s}p{p}", "size = (w+2p-k)/s+1", "conditional", "for s | w+2*p-k", {"k": 1, "s": 2, "p": 0, "w": 2}),
    ("c{k}s{s}p{p}", "size = floor((w+2p-k+s)/s)", "proved", None, None),
    ("c{k}s{s}p{p}", "size = ceil((w+2p-k+1)/s)", "proved", None, None),
    ("c{k}s{s}p{p}", "size = (w+2p-k-(w+2p-k) mod s)/s+1", "proved", None, None),
    ("c{k}s{s}p{p}", "size <= (w+2p-k)/s+1", "proved", None, None),
    ("c{k}s{s}p{p}", "size >= (w+2p-k+1)/s", "proved", None, None),
    ("c{k}s{s}p{p}", "size >= 1", "proved", None, None),
    ("c{k}s{s}p{p}", "size = floor((w+2p-k)/s)", "refuted", None, {"k": 1, "s": 1, "p": 0, "w": 1}),
    ("c{k}s2", "size = (w-k)/2+1", "conditional", "for 2 | w-k", {"k": 1, "w": 2}),
    ("p{k}s{s}rawceil", "size = floor((w-k-1)/s)+2", "proved", None, None),
    ("c{k}s{s} c{m}s{t}", "rf = k+(m-1)s", "proved", None, None),
    ("c{k}s{s} c{m}s{t}", "rf = k+(m-1)t", "conditional", "for m = 1 or t = s", {"k": 1, "s": 1, "m": 2, "t": 2}),
    ("c{k}s{s} c{m}s{t}", "size = floor((floor((w-k)/s)+1-m)/t)+1", "proved", None, None),
    ("c{k}s{s} c{m}s{t}", "size = floor((w-k-(m-1)s)/(s t))+1", "proved", None, None),
    (
        *("c{k}s{s} c{m}s{t}", "size = ((w-k)/s+1-m)/t+1", "conditional", "for s*t | w+s-k-m*s"),
        {"k": 1, "s": 1, "m": 1, "t": 2, "w": 2},
    ),
    ("(c{k} p2)*{n}", "size = (w+k-1)/2^n+1-k", "conditional", "for 2**n | w+k-1", {"k": 1, "n": 1, "w": 3}),
    ("(c{k} p2)*{n}", "size <= w/2^n", "proved", None, None),
    ("(c{k}d{2^i})*{i=0..n-1}", "rf = 1+(k-1)(2^(n+1)/2-1)", "proved", None, None),
    ("(c{k}d{2^i})*{i=0..n-1}", "rf = 2^n", "conditional", "for k = 2", {"k": 1, "n": 1}),
    ("(c{k}d{2^i})*{i=0..n-1}", "rf = 1+(k-1)*(4^n-1)/(2^n+1)", "proved", None, None),
    ("(c{k}d{2^i})*{i=0..n-1}", "rf <= k*2^n", "proved", None, None),
    ("c5p{floor(k/s)}", "size = w-4+2 floor(k/s)", "proved", None, None),
    ("c{k}s{s}p{p}", "rf = (k+s+p)^1000", "conditional", None, {"k": 1, "s": 1, "p": 0}),
    ("c{k}s{s}p{p}", "rf = (k+1)^30*(s+1)^30*(p+1)^30", "refuted", None, {"k": 1, "s": 1, "p": 0}),
    ("c{k}p{p} u2", "size = w", "conditional", "for w = 2*(k-2*p-1)", {"k": 1, "p": 0, "w": 1}),
    ("c3s2 c3s{s} (c2s2)*{k}", "jump = 4^k", "conditional", "for s = 2**(k-1)", {"s": 1, "k": 2}),
    ("c3s2 c3s4 c3s{s} (c2s2)*{k}", "jump = 4^k", "conditional", "for 8*s = 2**k", {"s": 1, "k": 1}),
    ("c3s6 c3s{s} (c2s2)*{k}", "jump = 4^k", "refuted", None, {"s": 1, "k": 1}),
    ("c3s3 c3s{s} (c2s2)*{k}", "jump = 12^k", "conditional", "for 3*s = 6**k", {"s": 1, "k": 1}),
    ("(c3s2)*{k} c3s{s}", "jump = 3^k", "refuted", None, {"k": 1, "s": 1}),
    ("c3s2 c3s{s}", "jump = 5", "refuted", None, {"s": 1}),
]


@pytest.mark.parametrize(
    ("network", "claim", "status", "condition", "false"), VERDICTS, ids=[" ".join(row[:2]) for row in VERDICTS]
)
def test_a_verdict(
    network: str, claim: str, status: str, condition: str | None, false: dict[str, int] | None, solver: bool
) -> None:
    verdict = symrf.check(network, [claim], axes=("w",), budget=60)[0]
    assert (verdict.status, verdict.condition, verdict.counterexample) == (status, condition, false)
    assert verdict.decisions[0].method != "z3" or solver


# network, claim, condition, where it is known to be true, whether that is all
SOMEWHERE = [
    ("(c{k})*{n}", "rf = 48", "for k = 2 and n = 47 or k = 48 and n = 1", {"k": 2, "n": 47}, True),
    ("(c{k})*{n}", "rf = 10001", "for k*n = n+10000", {"k": 101, "n": 100}, True),
    ("c{k}d{d}", "rf = 48", "for k = 2 and d = 47 or k = 48 and d = 1", {"k": 2, "d": 47}, True),
    ("c{k} c{m}", "rf >= 2000", "for k >= 2001-m", {"k": 2000, "m": 1}, True),
    ("c{k} c{m}", "rf = 2000", "for m = 2001-k", {"k": 1, "m": 2000}, True),
    ("(c3s{s})*{n}", "rf = 101", "for s = 1 and n = 50 or s = 49 and n = 2", {"s": 1, "n": 50}, True),
    ("(c{k}d{s^i})*{i=0..n-1}", "rf = 255", None, {"k": 3, "s": 2, "n": 7}, False),
    ("c{k}p{p}", "size <= w-60", "for k >= 2*p+61", {"k": 61, "p": 0}, True),
    ("c{k}p{p}", "size >= w+60", "for k <= 2*p-59", {"k": 1, "p": 30, "w": 1}, True),
    ("c{k}p{(k-1)/2} c{m}", "rf >= 500", "for k >= 501-m", {"k": 499, "m": 2}, True),
    ("in{m} c3-{k}", "params >= 5000", "for k >= 5000/(3*m+1)", {"m": 1, "k": 1250}, True),
    ("c{k} c{m}", "rf = k+m-1+k^2-2m^2", "for k**2 = 2*m**2", None, False),
    ("c{k}s{s}p{p}", "rf = (k+s+p)^1000", None, None, False),
]


@pytest.mark.parametrize(
    ("network", "claim", "condition", "held", "complete"), SOMEWHERE, ids=[" ".join(row[:2]) for row in SOMEWHERE]
)
def test_what_is_tried_refutes_nothing(
    network: str, claim: str, condition: str | None, held: dict[str, int] | None, complete: bool
) -> None:
    report = symrf.check(network, [claim], axes=("w",))
    verdict = report[0]
    assert (verdict.status, verdict.condition, verdict.complete) == ("conditional", condition, complete)
    assert verdict.true_at == held
    assert verdict.counterexample is not None
    assert (report.exit_code(), report.exit_code(strict=True)) == (0 if complete else 3, 1)
    told = report.to_dict()["verdicts"][0]
    assert (told["status"], told["complete"], told["true_at"]) == ("conditional", complete, held)
    if held is not None:
        there = [f"{name} = {value}" for name, value in held.items() if name != "w"]
        assert symrf.check(network, [claim], axes=("w",), where=there)[0].status == "proved"
    if not complete:
        assert "known" in report.document()


# a claim of two axes, its status, condition, where it is known to be true, exit code
PAIRS = [
    ("c{k}", "rf = (3,5)", "refuted", None, None, 1),
    ("c{k}", "rf = (3,3)", "conditional", "for k = 3", {"k": 3}, 0),
    ("c{k}", "rf <= (3,5)", "conditional", "for k from 1 to 3 and k from 1 to 5", {"k": 1}, 0),
    ("c{k}s{s}", "rf = (3,5)", "refuted", None, None, 1),
    ("c{k}x{m}", "rf = (3,5)", "conditional", "for k = 3 and m = 5", {"k": 3, "m": 5}, 0),
    ("c{k} c{m}", "rf = (5,3)", "refuted", None, None, 1),
    ("c{k}x{m}p{p}x{q}", "size = (w-2,h-4)", "conditional", "for 2*p = k-3 and 2*q = m-5", None, 0),
    ("c3", "size = (w-2,2^h)", "refuted", None, None, 1),
]


@pytest.mark.parametrize(
    ("network", "claim", "status", "condition", "held", "code"), PAIRS, ids=[" ".join(row[:2]) for row in PAIRS]
)
def test_a_pair_is_true_where_both_are(
    network: str, claim: str, status: str, condition: str | None, held: dict[str, int] | None, code: int
) -> None:
    report = symrf.check(network, [claim])
    assert (report[0].status, report[0].condition, report.exit_code()) == (status, condition, code)
    assert held is None or report[0].true_at == held
    assert ("not known" in report.document()) == (code == 3)


@pytest.mark.parametrize(("network", "least"), [("c1s{s}", {"s": 1}), ("c{k}s{s}", {"k": 1, "s": 1})])
def test_where_it_is_true_of_every_input_is_in_its_condition(network: str, least: dict[str, int]) -> None:
    (verdict,) = symrf.check(network, "size >= ceil((w+s-1)/s)", axes=("w",)).verdicts  # at s = 2 for odd inputs alone
    assert (verdict.status, verdict.complete, verdict.true_at) == ("conditional", False, least)


def test_what_z3_adds(solver: bool) -> None:
    """A stride inside a floor and outside: z3 proves it, and without it nothing is claimed."""
    verdict = symrf.check("c{k}s{s}", ["size >= (w-k)/(2s)+1/2"], axes=("w",))[0]
    assert verdict.status == ("proved" if solver else "undecided")
    assert verdict.decisions[0].method == ("z3" if solver else None)
    if not solver:
        reason = verdict.decisions[0].reason
        assert reason is not None
        assert "1000 smallest" in reason
        assert "symrf[z3]" in reason


def test_a_context_of_z3_that_a_timer_cuts_short_complains_of_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    rings, complaints = [], []

    def rung(*given: object) -> None:
        rings.append(given)
        raise OutOfBudget(0)

    monkeypatch.setattr(sys, "unraisablehook", complaints.append)
    with monkeypatch.context() as cut:
        cut.setattr("z3.z3.Z3_mk_context_rc", rung)
        symrf.check("c{k}s{s}", "size >= (w-k)/(2s)+1/2", axes=("w",), budget=60)
    gc.collect()
    assert rings
    assert complaints == []


def test_what_nobody_finds_is_undecided(solver: bool) -> None:
    """The sum of two cubes is none (Euler), which no method here knows."""
    decision = _decided("k", "k+1-min(1, (k^3+m^3-n^3)^2)", ("k", "m", "n"))
    assert decision.status == "undecided"
    assert decision.reason is not None
    assert ("symrf[z3]" in decision.reason) == (not solver)
    assert decision.tried == 1000


def test_words_say_the_same_as_the_condition() -> None:
    report = symrf.check("c{k}s{s}p{p}", ["size = ((w+2p-k)/s+1, (h+2p-k)/s+1)", "rf = 3"])
    assert [verdict.condition for verdict in report] == ["for s | w+2*p-k and s | h+2*p-k", "for k = 3"]
    from support.texts import PLAIN_TEXT

    from symrf.answers.documents.english.judgement import judged

    told = PLAIN_TEXT(judged(report))
    assert "for s | w+2*p-k and s | h+2*p-k; at " in " ".join(told.split())
    assert "for k = 3; at " in " ".join(told.split())


def _decided(truth: str | Written, claim: str | Written, names: tuple[str, ...], **known: object) -> Answer:
    one, two = (parse(side) if isinstance(side, str) else side for side in (truth, claim))
    least = {name: parse(str(tree)) for name, tree in known.pop("least", {}).items()}  # type: ignore[attr-defined]
    relation = known.pop("relation", "=")
    return decide(one, two, relation, least, Parameters(names, **known))  # type: ignore[arg-type]


S, N, INDEX = map(Symbol, "sni")
CASES = Piecewise(parse("1+n(k-1)"), S, Number(1), parse("1+(k-1)(s^n-1)/(s-1)"))
SUMMED = 1 + (Symbol("k") - 1) * Summation(S**INDEX, INDEX, Number(0), N - 1)


@pytest.mark.usefixtures("solver")
@pytest.mark.parametrize("truth", [CASES, SUMMED], ids=["cases", "a sum"])
def test_cases(truth: Written) -> None:
    names = ("k", "s", "n")
    for other in (CASES, SUMMED):
        assert _decided(truth, other, names).method == ("identity" if other is truth else "cases")
    product = Piecewise(Number(7), S * Symbol("k"), Number(1), CASES)  # both are 1 where their product is
    assert _decided(product, Piecewise(Number(7), Symbol("k"), Number(1), CASES), names).counterexample == {
        "k": 1,
        "s": 2,
        "n": 1,
    }
    assert _decided(product, "1", names, relation=">=").status == "proved"
    claimed = _decided(truth, "1+(k-1)(s^n-1)/(s-1)", names)
    assert (claimed.status, claimed.where) == ("conditional", (Relation((S, Number(2)), ">="),))
    assert (claimed.counterexample, claimed.claim_value) == ({"k": 1, "s": 1, "n": 1}, None)
    assert _decided(truth, "k", names, relation=">=").status == "proved"
    assert _decided(truth, "1+n(k-1)", names).counterexample == {"k": 2, "s": 2, "n": 2}
    assert _decided(truth, "k", names).status == "conditional"


SUMS = [
    (Summation(INDEX * 2**INDEX, INDEX, Number(0), N), "(n-1)*2^(n+1)+2", "proved"),
    (Summation(INDEX * INDEX, INDEX, Number(1), N), "n(n+1)(2n+1)/6", "proved"),
    (Summation(INDEX * INDEX, INDEX, Number(1), N), "n(n+1)(2n+1)/5", "refuted"),
    (Summation(INDEX * S**INDEX, INDEX, Number(1), N), "n(n+1)/2", "conditional"),
    (Summation(2**INDEX, INDEX, N, 2 * N), "2^n*(2^(n+1)-1)", "proved"),
    (Summation(INDEX, INDEX, Number(1), Number(4)), "10", "proved"),
    (Summation(INDEX, INDEX, Number(3), Number(1)), "0", "proved"),
    (Summation(INDEX, INDEX, Number(3), N), "n(n+1)/2-3", "conditional"),
]


@pytest.mark.parametrize(("total", "claim", "status"), SUMS, ids=[str(index) for index in range(len(SUMS))])
def test_sums(total: Summation, claim: str, status: str) -> None:
    assert _decided(total, claim, ("s", "n")).status == status


@pytest.mark.usefixtures("solver")
def test_what_is_known_of_symbols() -> None:
    """Leasts, classes and what is assumed: points that are not taken are no counterexamples, and proofs use them."""
    least = {"w": "max(1,k-2p)"}
    padded, names = "w+2p-k+1", ("k", "p")
    zero = {"leasts": (("p", 0),), "least": least}
    found = _decided("floor((w+2p-k)/s)+1", "floor((w-k)/s)+1", ("k", "p", "s"), **zero)
    assert found.counterexample == {"k": 1, "s": 1, "p": 1, "w": 1}
    assert _decided(padded, "w", names, **zero).counterexample == {"k": 1, "p": 1, "w": 1}
    same = Assumed(2 * Symbol("p"), "=", Symbol("k") - 1)
    assert _decided(padded, "w", names, **zero, assumed=(same,)).status == "proved"
    wide = Assumed(2 * Symbol("p"), ">=", Symbol("k") - 1)
    assert _decided(padded, "w", names, **zero, assumed=(wide,), relation=">=").status == "proved"
    narrow = Assumed(2 * Symbol("p"), "<=", Symbol("k") - 1)
    assert _decided(padded, "w", names, **zero, assumed=(narrow,), relation="<=").status == "proved"
    refuted = _decided(padded, "w+1", names, **zero, assumed=(narrow,))
    assert (refuted.status, refuted.counterexample) == ("refuted", {"k": 1, "p": 0, "w": 1})
    far = _decided(padded, "w-2", names, **zero, assumed=(narrow,))
    assert far.where == (Relation((2 * Symbol("p"), Symbol("k") - 3)),)
    nothing = (Assumed(Symbol("p"), ">=", Symbol("k")), Assumed(Symbol("k"), ">=", Symbol("p") + 1))
    assert _decided("k^2", "p^3+2", names, leasts=(("p", 0),), assumed=nothing).status in ("undecided", "proved")
    classes = (("k", Residues(6, (1, 5))),)
    assert _decided("k", "3 floor(k/3)+k mod 3", ("k",), classes=classes).method == "cases"
    assert _decided("k", "2 floor(k/3)+k mod 3", ("k",), classes=classes).counterexample == {"k": 5}


# What follows is random. A formula is a text and what it is worth, by Python's own arithmetic.

Worth = Callable[[Mapping[str, int]], Fraction | None]


@dataclass(frozen=True)
class Formula:
    """A text, and its value; None where it divides by 0."""

    text: str
    worth: Worth


def _number(value: int) -> Formula:
    return Formula(str(value), lambda _: Fraction(value))


def _symbol(name: str) -> Formula:
    return Formula(name, lambda at: Fraction(at[name]))


def _both(one: Formula, sign: str, other: Formula) -> Formula:
    def worth(at: Mapping[str, int]) -> Fraction | None:
        left, right = one.worth(at), other.worth(at)
        if left is None or right is None or (sign == "/" and right == 0):
            return None
        return {
            "+": lambda: left + right,
            "-": lambda: left - right,
            "*": lambda: left * right,
            "/": lambda: left / right,
        }[sign]()

    return Formula(f"(({one.text}){sign}({other.text}))", worth)


def _rounded(name: str, one: Formula) -> Formula:
    def worth(at: Mapping[str, int]) -> Fraction | None:
        value = one.worth(at)
        return value if value is None else Fraction(floor(value) if name == "floor" else -floor(-value))

    return Formula(f"{name}({one.text})", worth)


class Family(tuple[tuple[Formula, Formula, Formula], ...]):
    """The kernel, the stride and the padding of each layer."""

    @property
    def text(self) -> str:
        """It in the notation."""
        return " ".join(f"c{{{k.text}}}s{{{s.text}}}p{{{p.text}}}" for k, s, p in self)

    @property
    def names(self) -> list[str]:
        """Its symbols, in the order in which they come."""
        return list(dict.fromkeys(c for each in self for part in each for c in part.text if c.isalpha()))

    def network(self, at: Mapping[str, int]) -> Network:
        """It with numbers."""
        numbers = [[int(part.worth(at) or 0) for part in each] for each in self]
        return Network(tuple(Layer("c", k, s, (p, p)) for k, s, p in numbers), "pytorch")

    def nested(self, rounding: list[str]) -> Formula:
        """The size layer by layer, each division rounded as said."""
        size = _symbol("w")
        for (k, s, p), name in zip(self, rounding, strict=True):
            size = _both(size, "+", _both(_both(p, "+", p), "-", k))
            size = _both(size, "/", s)
            size = _both(_rounded(name, size) if name else size, "+", _number(1))
        return size

    def field(self, strides: int) -> Formula:
        """The receptive field, with the strides of so many layers left out."""
        total, jump = _number(1), _number(1)
        for place, (k, s, _) in enumerate(self):
            total = _both(total, "+", _both(_both(k, "-", _number(1)), "*", jump))
            jump = _both(jump, "*", s) if place >= strides else jump
        return total

    def closed(self, strides: int, rounding: str) -> Formula:
        """The one convolution that it is."""
        padding, jump = _number(0), _number(1)
        for _, s, p in self:
            padding = _both(padding, "+", _both(_both(p, "+", p), "*", jump))
            jump = _both(jump, "*", s)
        size = _both(_both(_both(_symbol("w"), "+", padding), "-", self.field(strides)), "/", jump)
        return _both(_rounded(rounding, size) if rounding else size, "+", _number(1))


def _layer() -> st.SearchStrategy[tuple[Formula, Formula, Formula]]:
    k, m, s, p = map(_symbol, "kmsp")
    kernels = st.sampled_from([k, m, _number(2), _number(3), _both(_both(_number(2), "*", k), "+", _number(1))])
    strides = st.sampled_from([s, _number(1), _number(1), _number(2), _number(3), m])
    paddings = st.sampled_from([p, _number(0), _number(0), _number(1)])
    return st.tuples(kernels, strides, paddings)


@st.composite
def _claims(draw: st.DrawFn) -> tuple[Family, str, str, Formula]:
    """A family with one symbol at least, a quantity, a relation, and a formula that is true, or nearly."""
    family = Family(draw(st.lists(_layer(), min_size=1, max_size=3).filter(lambda layers: Family(layers).names)))
    quantity = draw(st.sampled_from(["size", "size", "rf"]))
    wrong = draw(st.sampled_from([0, 0, 1]))
    if quantity == "rf":
        formula = family.field(wrong)
    elif draw(st.booleans()):
        roundings = st.sampled_from(["floor", "floor", "floor", "", "ceil"])
        formula = family.nested(draw(st.lists(roundings, min_size=len(family), max_size=len(family))))
    else:
        formula = family.closed(wrong, draw(st.sampled_from(["floor", "floor", "floor", ""])))
    change = draw(st.sampled_from(["", "", "", "+", "*", "-"]))
    if change:
        others = [_number(1), _number(2), *(_symbol(name) for name in family.names)]
        formula = _both(formula, change, draw(st.sampled_from(others)))
    return family, quantity, draw(st.sampled_from(["=", "=", "=", "<=", ">="])), formula


def _made(text: str, function: Callable[..., Fraction], *parts: Formula) -> Formula:
    """A function of formulas, written as `text` with their texts put in."""

    def worth(at: Mapping[str, int]) -> Fraction | None:
        values = [part.worth(at) for part in parts]
        return None if None in values else function(*values)

    return Formula("(" + text.format(*(f"({part.text})" for part in parts)) + ")", worth)


def _floors(a: Formula, b: Formula, way: int) -> Formula:
    """The floor of a quotient, in several ways."""
    texts = ["floor({0}/{1})", "floor(({0}+{1})/{1})-1", "ceil(({0}-{1}+1)/{1})", "({0}-({0} mod {1}))/{1}"]
    return _made(texts[way], lambda one, other: Fraction(one // other), a, b)


def _greatest(a: Formula, b: Formula, way: int) -> Formula:
    texts = ["max({0},{1})", "max({1},{0})", "{0}+{1}-min({0},{1})", "{0}+max(0,{1}-{0})"]
    return _made(texts[way], max, a, b)


def _powers(way: int) -> Formula:
    texts = ["2^n", "2*2^(n-1)", "4^n/2^n", "1+(2^n-1)"]
    return _made(texts[way], lambda n: Fraction(2**n), _symbol("n"))


def _remainders(a: Formula, b: Formula, way: int) -> Formula:
    texts = ["{0} mod {1}", "{0}-{1}*floor({0}/{1})", "({0}+{1}) mod {1}", "{0} mod {1}"]
    return _made(texts[way], lambda one, other: one % other, a, b)


@st.composite
def _pairs(draw: st.DrawFn, depth: int = 3) -> tuple[Formula, Formula]:
    """A formula in two ways."""
    if depth == 0 or draw(st.integers(0, 5)) == 0:
        leaf = draw(st.sampled_from([_symbol("k"), _symbol("s"), _symbol("n"), _number(1), _number(3)]))
        return leaf, leaf
    one, two = draw(_pairs(depth=depth - 1)), draw(_pairs(depth=depth - 1))
    ways = 0, draw(st.integers(0, 3))
    below = draw(st.sampled_from([_number(2), _number(3), _symbol("s")]))
    made: list[Callable[[int], Formula]] = [
        lambda side: _both(one[side], "+", two[side]),
        lambda side: _both(two[side], "-", one[side]),
        lambda side: _both(one[side], "*", two[side]),
        lambda side: _floors(one[side], below, ways[side]),
        lambda side: _greatest(one[side], two[side], ways[side]),
        lambda side: _remainders(one[side], below, ways[side]),
        lambda side: _powers(ways[side]),
    ]
    node = draw(st.sampled_from(made))
    return node(0), node(1)


@pytest.mark.parametrize("available", [True, False], ids=["with z3", "without z3"])
@given(pair=_pairs(), change=st.sampled_from([0, 0, 1, -1]), relation=st.sampled_from(["=", "=", "<=", ">="]))
@settings(max_examples=examples(40), deadline=None)
def test_random_formulas_against_their_values(
    available: bool, pair: tuple[Formula, Formula], change: int, relation: str
) -> None:
    truth, claim = pair[0], _both(pair[1], "+" if change > 0 else "-", _number(abs(change)))
    with pytest.MonkeyPatch.context() as patch:
        if not available:
            patch.setitem(sys.modules, "z3", None)
        decision = _decided(truth.text, claim.text, ("k", "s", "n"), relation=relation)
    right = {"=": change == 0, "<=": change >= 0, ">=": change <= 0}[relation]
    assert decision.status in (("proved", "undecided") if right else ("refuted",))
    if right:
        assert all(
            truth.worth(at) == pair[1].worth(at)
            for at in (dict(zip("ksn", point, strict=True)) for point in product(range(1, 5), repeat=3))
        )
    else:
        assert decision.counterexample == {"k": 1, "s": 1, "n": 1}


MOST = 4  # of each parameter
INPUTS = 12  # above the least


def _points(family: Family, quantity: str) -> Iterator[tuple[tuple[int, tuple[int, ...]], dict[str, int], int]]:
    """Where a family can be looked at: its place in the order, the values, and what is so, by counting."""
    names = family.names
    leasts = [int(name != "p") for name in names]  # a layer need not pad
    for numbers in product(*(range(least, MOST + 1) for least in leasts)):
        at = dict(zip(names, numbers, strict=True))
        network = family.network(at)
        least = next(n for n in range(1, 500) if (sizes(n, network.layers, "pytorch") or [0])[-1] >= 1)
        above = tuple(number - start for number, start in zip(numbers, leasts, strict=True))
        if quantity == "rf":
            first, last = hull(reached(least, network, 0))
            yield (sum(above), above), at, last - first + 1
            continue
        for w in range(least, least + INPUTS):
            counted = sizes(w, network.layers, "pytorch")
            assert counted is not None
            yield (sum(above), (w - least, *above)), {**at, "w": w}, counted[-1]


def _holds(truth: int, claim: Fraction | None, relation: str) -> bool:
    if claim is None:
        return False
    return truth == claim if relation == "=" else truth <= claim if relation == "<=" else truth >= claim


def _stated(verdict: Verdict, at: Mapping[str, int]) -> bool | None:
    """Whether the condition is true there; None where there is none."""
    found = []
    for statement in verdict.decisions[0].where:
        match statement:
            case Divides(divisor, dividend):
                found.append(evaluate(dividend, at) % evaluate(divisor, at) == 0)
            case Relation((Written() as left, Written() as right), sign):
                one, two = evaluate(left, at), evaluate(right, at)
                found.append(one == two if sign == "=" else one >= two)
    return any(found) if found else None


@pytest.mark.parametrize("available", [True, False], ids=["with z3", "without z3"])
@given(drawn=_claims())
@settings(max_examples=examples(60), deadline=None)
def test_random_claims_against_windows_counted(available: bool, drawn: tuple[Family, str, str, Formula]) -> None:
    family, quantity, relation, formula = drawn
    with pytest.MonkeyPatch.context() as patch:
        if not available:
            patch.setitem(sys.modules, "z3", None)
        verdict = symrf.check(family.text, [f"{quantity} {relation} {formula.text}"], axes=("w",))[0]
    rows = [(place, at, _holds(truth, formula.worth(at), relation)) for place, at, truth in _points(family, quantity)]
    false = sorted((place, tuple(at.items())) for place, at, holds in rows if not holds)
    match verdict.status:
        case "proved" | "undecided":
            assert not false
        case "refuted":
            assert not any(holds for _, _, holds in rows)
    if verdict.status in ("conditional", "refuted"):
        found = verdict.counterexample
        assert found is not None
        places = [place for place, at, holds in rows if at == found and not holds]
        outside = max(found[name] for name in family.names) > MOST
        assert places or outside or quantity == "size"
        if verdict.findings[0].decision.least:  # by the sum of the parameters, then by the input
            above = sum(found[name] - int(name != "p") for name in family.names)
            assert places[0] == false[0][0] if places else not any(place[0] < above for place, _ in false)
    for _, at, holds in rows:
        stated = _stated(verdict, at)
        assert stated is None or stated == holds


# network, claim, whether it is true of numbers, and the least input for them: all inputs, least parameters first
LEAST: list[tuple[str, str, Callable[..., bool], Callable[..., int]]] = [
    ("c{k}p{p}", "size = w-2", lambda k, p, _: 2 * p - k + 1 == -2, lambda k, p: max(1, k - 2 * p)),
    ("c{k}p{p}", "size <= 2w-5", lambda k, p, w: w + 2 * p - k + 1 <= 2 * w - 5, lambda k, p: max(1, k - 2 * p)),
    ("c{k}s{s}", "size = (w-k)/s+1", lambda k, s, w: (w - k) % s == 0, lambda k, _: k),
    ("c{k}s{s}", "size <= 9", lambda k, s, w: (w - k) // s + 1 <= 9, lambda k, _: k),
    ("c{k}s{s}", "size >= k-w/9", lambda k, s, w: 9 * ((w - k) // s + 1) >= 9 * k - w, lambda k, _: k),
    ("c{k}s{s}", "size <= w*(k+s-5)^2", lambda k, s, w: (w - k) // s + 1 <= w * (k + s - 5) ** 2, lambda k, _: k),
]


@pytest.mark.parametrize(("network", "claim", "true", "least"), LEAST, ids=[" ".join(row[:2]) for row in LEAST])
def test_the_least_counterexample_has_the_least_parameters_then_the_least_input(
    network: str, claim: str, true: Callable[..., bool], least: Callable[..., int]
) -> None:
    report = symrf.check(network, [claim], axes=("w",))
    verdict = report[0]
    names = [name for name in (verdict.counterexample or {}) if name != "w"]
    starts = [0 if name == "p" else 1 for name in names]
    numbers = sorted(product(*(range(start, start + 9) for start in starts)), key=lambda point: (sum(point), point))
    false = [(sum(point), w, point) for point in numbers for w in range(least(*point), 99) if not true(*point, w)]
    _, w, point = min(false)
    assert verdict.counterexample == dict(zip(names, point, strict=True)) | {"w": w}
    assert report.to_dict()["verdicts"][0]["findings"][0]["least"] is True


def test_a_counterexample_far_out_is_not_said_to_be_the_least() -> None:
    report = symrf.check("(c{k}s{s})*{n}", ["rf <= 10^12+k*s*n", "rf <= 9"], axes=("w",))
    assert [verdict["findings"][0]["least"] for verdict in report.to_dict()["verdicts"]] == [False, True]
    assert report.document().count("smaller counterexamples are not ruled out") == 1
