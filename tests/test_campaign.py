"""That a campaign can find: a wrong answer is planted for each oracle, found, and made small; a right one is let be."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any

import pytest
from campaign import asking
from campaign.counting import Walk, least_input, size, view
from campaign.drawing import sizable
from campaign.formulas import Formula, add, divided, down, mul, number, power, smaller, summed, symbol
from campaign.hands import STYLES, written
from campaign.networks import Repeat, Turns, Window, numbered, plainer, text
from campaign.plain import value, within, worded
from campaign.questions import KINDS, Claim, Question
from campaign.running import Campaign, drawn, judged, shrunk
from campaign.truths import chain
from campaign.writing import HEAD, as_test
from support import oracles
from support.networks import Layer, Network

import symrf

W, K, N = symbol("w"), symbol("k"), symbol("n")
CHAIN = (Window("c", number(3)), Window("p", number(2)), Window("c", number(3)))
STACK = (Repeat((Window("c", K),), N),)
NEVER = {"modulus": 1, "residues": []}
RISES = Window("c", number(2), number(1), (number(2), number(2)))
HALVED = Claim("size", "=", (divided(add(W, -6), 2),))


def asked(kind: str, network: tuple[Any, ...], *claims: Claim, **options: Any) -> Question:
    return Question(kind, network, claims, **options)


def oracles_of(question: Question) -> set[str]:
    """The oracles that have something against the answers."""
    return {difference.oracle for difference in judged(question).differences}


class Changed:
    """Something of symrf whose plain data are others."""

    def __init__(self, of: Any, change: Callable[[Any], Any]) -> None:
        self.of, self.change = of, change

    def __getattr__(self, name: str) -> Any:
        return getattr(self.of, name)

    def __contains__(self, values: Mapping[str, int]) -> bool:
        return values in self.of

    def __iter__(self) -> Iterator[Any]:
        return iter(self.of)

    def to_dict(self) -> Any:
        data = self.of.to_dict()
        self.change(data)
        return data


def plant(monkeypatch: pytest.MonkeyPatch, name: str, change: Callable[[Any], Any]) -> None:
    """A function of symrf gives data that are changed so."""
    true = getattr(symrf, name)
    monkeypatch.setattr(symrf, name, lambda *given, **options: Changed(true(*given, **options), change))


# ---- what is right is let be -------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_right_answers_are_let_be(kind: str) -> None:
    campaign = Campaign(5, (kind,))
    options = {"solve": (HALVED,), "claims": (HALVED,), "documents": (HALVED,)}
    found = judged(asked(kind, CHAIN, *options.get(kind, ())))
    assert found.differences == []
    assert found.counts["calls"] > 0
    assert list(islice(campaign.seeds(None), 2)) == list(islice(campaign.seeds(2), 2))


def test_a_question_is_the_same_for_its_seed() -> None:
    assert [drawn(f"{kind}:3") for kind in KINDS] == [drawn(f"{kind}:3") for kind in KINDS]
    with pytest.raises(ValueError, match="claims:17"):
        drawn("clams:17")


# ---- planted answers: the data of a verdict, and the oracle that must speak ---------------------------------------

EVEN = {"modulus": 2, "residues": [0], "from": 8, "and": [], "but_not": []}
FINDINGS = [
    ("proved", {"status": "proved", "counterexample": None}),
    ("refuted", {"status": "refuted"}),
    ("condition", {"true_on": [{"w": {**EVEN, "modulus": 4}}]}),
    ("condition", {"true_on": [{"w": {**EVEN, "and": [[101, 101, 1]]}}]}),
    ("condition", {"true_on": [{"w": {**EVEN, "but_not": [[30030, 30030, 2]]}}]}),
    ("counterexample", {"counterexample": {"w": 10}}),
    ("counterexample", {"counterexample": {"w": 11}}),
    ("counterexample", {"counterexample": {"w": 7}}),
    ("counterexample", {"counterexample": None}),
    ("truth", {"truth": "floor((w-7)/2)+1"}),
    ("values", {"truth_value": 2}),
    ("values", {"claim_value": 1}),
]


@pytest.mark.parametrize(("oracle", "planted"), FINDINGS, ids=[f"{oracle}-{planted}" for oracle, planted in FINDINGS])
def test_a_wrong_verdict_is_found(monkeypatch: pytest.MonkeyPatch, oracle: str, planted: dict[str, Any]) -> None:
    question = asked("claims", CHAIN, HALVED)
    plant(monkeypatch, "check", lambda data: data["verdicts"][0]["findings"][0].update(planted))
    assert oracle in oracles_of(question)


def test_a_wrong_witness_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    plant(monkeypatch, "check", lambda data: data["verdicts"][0].update(true_at={"w": 9}))
    assert oracles_of(asked("claims", CHAIN, HALVED)) == {"witness"}


def test_a_refuted_claim_about_two_axes_is_found_true(monkeypatch: pytest.MonkeyPatch) -> None:
    plant(monkeypatch, "check", lambda data: data["verdicts"][0].update(status="refuted"))
    claim = Claim("size", "=", (HALVED.formulas[0], divided(add(symbol("h"), -6), 2)))
    assert oracles_of(asked("claims", CHAIN, claim, axes=("w", "h"))) == {"refuted"}


FAMILIES = [
    ("proved", {"status": "proved"}, Claim("rf", "<=", (number(1_000_000),))),  # false far out alone
    ("refuted", {"status": "refuted"}, Claim("rf", "=", (number(30_030),))),  # true far out alone: k = 30030, n = 1
    ("condition", {"true_on": [{}]}, Claim("rf", ">=", (number(2),))),
    ("truth", {"truth": "n*k"}, Claim("rf", ">=", (number(2),))),
]


@pytest.mark.parametrize(("oracle", "planted", "claim"), FAMILIES, ids=[each[0] for each in FAMILIES])
def test_a_wrong_verdict_on_a_family_is_found(
    monkeypatch: pytest.MonkeyPatch, oracle: str, planted: dict[str, Any], claim: Claim
) -> None:
    plant(monkeypatch, "check", lambda data: data["verdicts"][0]["findings"][0].update(planted))
    assert oracle in oracles_of(asked("claims", STACK, claim))


def test_a_wrong_condition_in_words_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    plant(monkeypatch, "check", _with_condition("for k*n = n+46"))
    assert "condition" in oracles_of(asked("claims", STACK, Claim("rf", "=", (number(48),))))


def _with_condition(words: str) -> Callable[[Any], None]:
    def change(data: Any) -> None:
        verdict = data["verdicts"][0]
        verdict.update(status="conditional", condition=words, complete=True, left_off=0)
        verdict["findings"][0].update(status="conditional", true_on=None)

    return change


# ---- planted derivations, solutions, documents, and manners -------------------------------------------------------

DERIVED = [
    ("field", lambda axis: axis.update(receptive_field=9)),
    ("field", lambda axis: axis.update(jump=1)),
    ("size", lambda axis: axis["size"].update(closed="floor((w-7)/2)+1")),
    ("size", lambda axis: axis["size"].update(nested="floor((w-2)/2)-1")),
    ("minimum", lambda axis: axis["size"].update(minimum=9)),
    ("exact", lambda axis: axis["size"].update(exact_when={"modulus": 1, "residues": [0]})),
    ("exact", lambda axis: axis["size"].update(exact_when=NEVER)),
]


@pytest.mark.parametrize(("oracle", "change"), DERIVED)
def test_a_wrong_derivation_is_found(
    monkeypatch: pytest.MonkeyPatch, oracle: str, change: Callable[[Any], None]
) -> None:
    plant(monkeypatch, "derive", lambda data: change(data["result"]["w"]))
    assert oracles_of(asked("networks", CHAIN)) == {oracle}


@pytest.mark.parametrize("change", [{"receptive_field": 9}, {"start": "3"}])
def test_a_wrong_field_of_pixels_is_found(monkeypatch: pytest.MonkeyPatch, change: dict[str, Any]) -> None:
    plant(monkeypatch, "derive", lambda data: data["result"]["w"].update(change))
    assert oracles_of(asked("sets", CHAIN)) == {"field"}


@pytest.mark.parametrize(("network", "claim"), [(CHAIN, HALVED), (STACK, Claim("rf", ">=", (number(48),)))])
def test_a_wrong_solution_is_found_and_that_check_disagrees(
    monkeypatch: pytest.MonkeyPatch, network: Any, claim: Claim
) -> None:
    monkeypatch.setattr("symrf.answers.solutions.Solution.__contains__", lambda *_: True)
    found = oracles_of(asked("solve", network, claim, unknown="w" if network is CHAIN else "n"))
    assert "solution" in found
    assert "agree" in found or network is STACK


def test_a_document_that_is_judged_otherwise_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    for form in ("claims", "markdown", "latex", "command"):
        question = asked("documents", CHAIN, HALVED, Claim("rf", "=", (number(9),), "latex"), form=form)
        assert oracles_of(question) == set()
        with monkeypatch.context() as planted:
            plant(planted, "check", lambda data: data["verdicts"][0].update(condition="for odd w"))
            assert oracles_of(question) == {"document"}


def test_a_wrong_field_in_latex_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    question = asked("documents", CHAIN, form="cache")
    assert oracles_of(question) == set()
    monkeypatch.setattr("campaign.papers.Path.read_text", lambda *_: r"\symrfentry{}{field}{c3}{}{\ensuremath{9}}")
    assert oracles_of(question) == {"document"}


def test_a_wrong_exit_code_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("symrf.answers.verdicts.Report.exit_code", lambda *_: 3)
    assert oracles_of(asked("documents", CHAIN, HALVED, form="claims")) == {"command"}


def test_a_traceback_is_found_and_a_refusal_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_given: Any, **_options: Any) -> None:
        raise KeyError("w")

    indexed = (Repeat((Window("c", symbol("i")),), N, "i"),)  # which has a kernel of 0
    assert judged(asked("claims", indexed, HALVED)).refusals
    assert oracles_of(asked("claims", indexed, HALVED)) == set()
    monkeypatch.setattr(symrf, "check", broken)
    assert oracles_of(asked("claims", CHAIN, HALVED)) == {"traceback"}


def test_what_takes_long_is_found_and_left(monkeypatch: pytest.MonkeyPatch) -> None:
    def endless(*_given: Any, **_options: Any) -> None:
        while True:
            pass

    monkeypatch.setattr(asking, "LATE", 0.05)
    monkeypatch.setattr(asking, "LOST", 2)
    monkeypatch.setattr(symrf, "check", endless)
    assert oracles_of(asked("claims", CHAIN, HALVED)) == {"late"}
    monkeypatch.setattr(asking, "LEAST_LATE", 0.1)
    late = judged(asked("claims", CHAIN, HALVED, budget=0.05)).differences
    assert ["budget=0.05" in line for line in late[0].lines] == [False, True]
    monkeypatch.setattr(symrf, "check", lambda *_given, **_options: time.sleep(0.01))
    assert oracles_of(asked("claims", CHAIN, HALVED)) == set()  # time that the processor does not spend


# ---- making it small, and a test of it -----------------------------------------------------------------------------


def test_a_difference_is_made_small(monkeypatch: pytest.MonkeyPatch) -> None:
    network = (*CHAIN, Repeat((Window("c", number(7), number(2)), Window("relu")), number(3)), Window("p", number(3)))
    claims = (Claim("rf", "<=", (add(W, 3),)), Claim("rf", "=", (number(977),), "latex"), HALVED)
    plant(monkeypatch, "check", lambda data: data["verdicts"][0]["findings"][0].update(status="proved"))
    question = asked("claims", network, *claims, axes=("w", "h"), convention="tensorflow")
    difference = next(each for each in judged(question).differences if each.oracle == "proved")
    smallest = shrunk(question, difference).smallest
    assert (len(smallest.network), len(smallest.claims), smallest.axes, smallest.convention) == (
        1,
        1,
        ("w",),
        "pytorch",
    )
    assert len(smallest.text) <= 2
    assert "proved" in oracles_of(smallest)


def written_test(question: Question) -> Callable[..., None]:
    """The test that is written of the first difference of a question."""
    found = shrunk(question, judged(question).differences[0])
    names: dict[str, Any] = {}
    exec(compile(HEAD + as_test(found), "found.py", "exec"), names)  # noqa: S102
    return next(names[name] for name in names if name.startswith("test_"))


BECOMING = [
    (asked("claims", CHAIN, HALVED), "check", lambda data: data["verdicts"][0]["findings"][0].update(status="proved")),
    (asked("networks", CHAIN), "derive", lambda data: data["result"]["w"].update(receptive_field=9)),
    (asked("networks", CHAIN), "derive", lambda data: data["result"]["w"]["size"].update(exact_when=NEVER)),
    (asked("claims", CHAIN, HALVED), "check", lambda data: data["verdicts"][0].update(true_at={"w": 9})),
    (
        asked("documents", CHAIN, HALVED, form="markdown"),
        "check",
        lambda data: data["verdicts"][0].update(condition="for odd w"),
    ),
]


@pytest.mark.parametrize(("question", "name", "change"), BECOMING)
def test_a_difference_becomes_a_test(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    question: Question,
    name: str,
    change: Callable[[Any], None],
) -> None:
    folder = Path.cwd()
    with monkeypatch.context() as planted:
        plant(planted, name, change)
        test = written_test(question)
        given = (capsys, tmp_path, planted)[: 3 * (question.kind == "documents")]
        with pytest.raises(AssertionError):
            test(*given)
    assert Path.cwd() == folder
    test(*((capsys, tmp_path, monkeypatch)[: len(given)]))  # symrf itself answers rightly


# ---- the oracles of the campaign, against those that lay windows out ------------------------------------------------


@pytest.mark.parametrize("seed", range(24))
def test_what_is_counted_is_what_is_laid_out(seed: int) -> None:
    random = Random(seed)  # noqa: S311
    convention = random.choice(["pytorch", "tensorflow", "onnx", "caffe", "darknet"])
    items = sizable(random, 4, convention, branching=False)
    layers = [each for item in items for each in _unrolled(item)]
    at = numbered(items, {})
    for n in (*range(1, 24), 90):
        found = oracles.sizes(n, layers, convention)
        assert size(n, at, convention) == (None if found is None else found[-1])
    seen, n = view(at, convention), 20_000
    if seen is not None and not any(layer.padding == "same" for layer in layers):
        first, last = oracles.spread(n, _network(layers, convention), 5)
        assert (first, last) == (5 * seen.jump - seen.before, 5 * seen.jump - seen.before + seen.extent - 1)


@pytest.mark.parametrize("seed", range(24))
def test_turns_that_are_alike_are_what_each_of_them_is(seed: int) -> None:
    random = Random(seed)  # noqa: S311
    turn = numbered(sizable(random, 2, branching=False) if seed % 2 else (Window("c", number(seed + 1)), RISES), {})
    once, often = Walk(turn), Walk((Turns(37, (turn,)),))
    least = None
    for n in range(1, 600):
        each: int | None = n
        for _ in range(37):
            each = each and once.size(each)
        assert often.size(n) == each
        least = least or (each and n)
    assert least is None or least_input(often) == least


def test_what_is_longer_than_a_range_is_counted() -> None:
    assert size(2**70 + 1, (Layer("c", 3, 2, "same"), Layer("p", 2, 2, None, None, "ceil"))) == 2**68 + 1


def _network(layers: list[Layer], convention: str) -> Any:
    return Network(tuple(layers), convention)


def _unrolled(item: Any) -> list[Layer]:
    if isinstance(item, Repeat):
        return [each for inner in item.items for each in _unrolled(inner)] * item.times.value
    (layer,) = numbered((item,), {})
    assert isinstance(layer, Layer)
    return [layer]


TRUE = [
    (CHAIN, {}, range(8, 40)),
    (STACK, {"k": 4, "n": 5}, range(16, 30)),
    ((Repeat((Window("c", K, number(2)), Window("p", number(2))), N),), {"k": 3, "n": 2}, range(40, 80)),
    (
        (Repeat((Window("c", number(3), dilation=power(2, symbol("i"))),), N, "i"), Window("p", K)),
        {"k": 3, "n": 3},
        range(30, 50),
    ),
    (
        (Window("p", number(3), number(2), rounding="ceil"), Window("c", K, symbol("s"), "same")),
        {"k": 2, "s": 3},
        range(3, 30),
    ),
]


@pytest.mark.parametrize(("items", "env", "inputs"), TRUE, ids=[text(each[0]) for each in TRUE])
def test_what_a_hand_would_claim_is_true(items: Any, env: dict[str, int], inputs: range) -> None:
    known, layers = chain(items), numbered(items, env)
    assert known is not None
    for n in inputs:
        assert known.size("w").at({**env, "w": n}) == size(n, layers)
    seen = view(layers)
    assert seen is not None
    assert (known.field.at(env), known.jump.at(env)) == (seen.extent, seen.jump)


# ---- formulas, and the reader of what symrf writes -------------------------------------------------------------------

WRITTEN = [
    (down(divided(add(W, -2), 2)), "floor((w-2)/2)", r"\left\lfloor \frac{w-2}{2}\right\rfloor", "⌊(w−2)/2⌋"),
    (mul(-3, add(W, 1)), "(-3)*(w+1)", r"\left(-3\right) \cdot \left(w+1\right)", "(−3)·(w+1)"),
    (add(power(2, N), mul(-2, N), -1), "2^n-2*n-1", r"2^{n}-2 \cdot n-1", "2^n−2·n−1"),
    (Formula("mod", (W, number(3))), "((w) mod 3)", r"\left(w \bmod 3\right)", "(w mod 3)"),
    (
        summed(power(2, symbol("j")), "j", N),
        "Sum(2^j, (j, 0, n-1))",
        r"\left(\sum_{j=0}^{n-1}2^{j}\right)",
        "(∑_{j=0}^{n−1} 2^j)",
    ),
]


@pytest.mark.parametrize(("formula", "plain", "latex", "unicode"), WRITTEN)
def test_a_formula_is_written_in_three_hands(formula: Formula, plain: str, latex: str, unicode: str) -> None:
    assert [written(formula, style) for style in STYLES] == [plain, latex, unicode]
    assert any(each.numbers != formula.numbers or each.sign != formula.sign for each in smaller(formula))


def test_plain_text_and_data_are_read() -> None:
    assert value("Piecewise((2*n+1, Eq(s, 1)), (2*(s**n-1)/(s-1)+1, True))", {"s": 3, "n": 2}) == 9
    assert value("Sum(2**i, (i, 0, n-1))-Mod(n, 2)", {"n": 3}) == 6
    assert value("ceiling(w/2)-1/2", {"w": 3}) == Fraction(3, 2)
    assert worded("for n | k+1 and k >= 3", {"n": 2, "k": 3})
    assert not worded("for k = 3 or k = 5", {"k": 4})
    boxes = [{"w": {"modulus": 1, "residues": [0], "from": 3, "and": [], "but_not": [[5, 9, 2]]}}]
    assert [n for n in range(12) if within(boxes, {"w": n})] == [3, 4, 6, 8, 10, 11]


def test_less_of_a_network_ends() -> None:
    items, seen = (*CHAIN, *STACK), 0
    while (shorter := next(iter(plainer(items)), None)) is not None:
        items, seen = shorter, seen + 1
        assert seen < 100
    assert len(items) == 1
