"""Chains, traces and signs other than =: each link is judged as it is counted, and the first wrong one is told."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from operator import eq, ge, gt, le, lt, ne
from random import Random

import pytest
from support.laws import examples
from support.networks import Layer, Network
from support.oracles import size, sizes

import symrf

VGG = "in3@224x224 (c3p1-64)*2 p2 (c3p1-128)*2 p2 (c3p1-256)*3 p2 (c3p1-512)*3 p2 (c3p1-512)*3 p2"

# claim about c3 on n, the statuses of its links, that of the chain, the first wrong one
CHAINS = [
    ("size at n=9 = 9-3+1 = 7", "proved proved", "proved", ""),
    ("size at n=9 = 9-3 = 7", "refuted proved", "refuted", "size at n=9 = 9-3"),
    ("size at n=9 = 9-3+1 = 6", "proved refuted", "refuted", "size at n=9 = 6"),
    ("size = n-3+1 = n-2", "proved proved", "proved", ""),
    ("size = n-2 = 5", "proved conditional", "conditional", "size = 5"),
    ("size = 5 = n-3", "conditional refuted", "refuted", "size = n-3"),
    ("3 <= rf <= 9", "proved proved", "proved", ""),
    ("3 < rf <= 9", "refuted proved", "refuted", "rf > 3"),
    ("3 = rf", "proved", "proved", ""),
    ("9-3+1 = 7 at n=9", "proved proved", "proved", ""),
    ("9-3+1 = 8 at n=9", "proved refuted", "refuted", "size at n=9 = 8"),
    ("rf*2 = 2*3 = 6", "proved proved", "proved", ""),
    ("size = n-2 < n", "proved proved", "proved", ""),
]


@pytest.mark.parametrize(("claim", "links", "status", "wrong"), CHAINS)
def test_a_chain(claim: str, links: str, status: str, wrong: str) -> None:
    (verdict,) = symrf.check("c3", claim, axes="n")
    assert (verdict.error, verdict.status) == (None, status)
    assert [link.status for link in verdict.links or (verdict,)] == links.split()
    told = [note for note in verdict.notes if "the first that" in note]
    assert [note.rpartition(" is ")[2] for note in told] == ([wrong] if wrong else [])


def test_a_link_can_be_asked_again_by_itself() -> None:
    for _, _, status, wrong in CHAINS:
        if wrong:
            assert symrf.check("c3", wrong, axes="n")[0].status == status


def test_a_chain_holds_where_all_of_its_links_do() -> None:
    (verdict,) = symrf.check("c3 p2", "n/4 <= size = n/2 - 1 <= 9", axes="n")
    assert (verdict.status, [link.status for link in verdict.links]) == ("conditional", ["conditional"] * 3)
    counted = {n: size(n, Network((Layer("c", 3), Layer("p", 2)), "pytorch")) or 0 for n in range(4, 60)}
    true = [n for n, found in counted.items() if Fraction(n, 4) <= found == Fraction(n, 2) - 1 <= 9]
    assert [n for n in counted if all(n in finding.decision.condition for finding in verdict.findings)] == true
    (apart,) = symrf.check("c3 p2", "size = n/2 - 1 = (n-3)/2", axes="n")
    assert (apart.status, [link.status for link in apart.links]) == ("refuted", ["conditional"] * 2)


CHANGING = "the layers that change it"
NET = "c3 relu p2 c3p1 [c3p1 + id] c5"
TRACES = [
    ("size: 28 -> 26 -> 13 -> 9", "proved"),
    ("28 -> 26 -> 13 -> 9", "proved"),
    ("size = 28 → 26 → 13 → 9", "proved"),
    (r"size: 28 \to 26 \to 13 \to 9", "proved"),
    ("size at n=28: 26 -> 13 -> 9", "proved"),
    ("size at n=28: 28 -> 26 -> 13 -> 9", "proved"),
    ("size: 28 -> 26 -> 13", "refuted"),
    ("size: 28 -> 26 -> 12 -> 9", "refuted"),
    ("size: 28 -> 27 -> 13 -> 9", "refuted"),
    ("rf: 3 -> 4 -> 8 -> 12 -> 20", "proved"),
    ("rf: 1 -> 3 -> 4 -> 8 -> 12 -> 20", "proved"),
    ("rf: 3 -> 4 -> 6 -> 12 -> 20", "refuted"),
    ("jump: 1 -> 2", "proved"),
    ("jump: 1 -> 3", "refuted"),
]


@pytest.mark.parametrize(("claim", "status"), TRACES)
def test_a_trace(claim: str, status: str) -> None:
    (verdict,) = symrf.check(NET, claim, axes="n")
    assert (verdict.error, verdict.status) == (None, status)
    assert any("the values of the trace are those after" in note for note in verdict.notes)


@pytest.mark.parametrize(
    ("network", "claim", "status"),
    [
        ("c3 p2", "size: n -> n-2 -> floor(n/2)-1", "proved"),
        ("c3 p2", "size: n-2 -> floor(n/2)-1", "proved"),
        ("c3 p2", "size: n-2 -> floor(n/2)", "refuted"),
        ("c{k} c{k}", "size: n -> n-k+1 -> n-2k+2", "proved"),
        ("c{k} relu c{k}", "rf: k -> 2k-1", "proved"),
        ("c{k} c{k}", "size at k=3: 9 -> 9-k+1 -> 5", "proved"),
        ("in3@9 c3-4 relu c3-4 c3-5", "params: 40 -> 52 -> 65", "proved"),
        ("in3@9 c3-4 relu c3-4 c3-5", "params: 40 -> 53 -> 65", "refuted"),
        ("in3@9 c3-4 c3-5", "flat: 28 -> 25", "proved"),
    ],
)
def test_a_trace_of_formulas_and_of_the_whole_network(network: str, claim: str, status: str) -> None:
    (verdict,) = symrf.check(network, claim, axes="n")
    assert (verdict.error, verdict.status) == (None, status)


def test_the_first_wrong_step_is_the_answer() -> None:
    (verdict,) = symrf.check(NET, "size: 28 -> 26 -> 12 -> 8", axes="n")
    assert [link.status for link in verdict.links] == ["proved", "refuted", "refuted"]
    assert (verdict.findings[0].decision.truth_value, verdict.findings[0].decision.claim_value) == (13, 12)
    assert verdict.notes == (
        f"28 stands before the first layer, and the values of the trace are those after {CHANGING}: F_1, M, F_4",
        "the first that is wrong is size@M at n=28 = 12",
    )


@pytest.mark.parametrize(
    ("network", "claim", "message"),
    [
        (
            "c3 p2",
            "size: 28 -> 26 -> 13 -> 9",
            "4 values are given, but the network has 2 layers that change the size, and 2 layers altogether",
        ),
        (
            "c3p1 relu",
            "jump: 1 -> 1 -> 1 -> 2",
            "4 values are given, but the network has 0 layers that change the jump, and 2 layers altogether",
        ),
        (
            "(c3 p2)*3",
            "size: 64 -> 62 -> 31 -> 29 -> 14",
            "5 values are given, but the network has 6 layers that change the size, 3 blocks, and 6 layers altogether",
        ),
    ],
)
def test_a_trace_of_as_many_values_as_there_are_of_nothing_is_refused(network: str, claim: str, message: str) -> None:
    (verdict,) = symrf.check(network, claim, axes="n")
    assert verdict.error is not None
    assert verdict.error.message == message
    assert verdict.error.span == (6, len(claim))


ENDS, BLOCKS, LAYERS = "the last layer", "the blocks, which end with these layers", "the layers"


@pytest.mark.parametrize(
    ("network", "claim", "status", "which"),
    [
        ("c3 p2 c3", "64 -> 29", "proved", f"{ENDS}: F_2"),
        ("c3 p2 c3", "64 -> 28", "refuted", f"{ENDS}: F_2"),
        ("c3 p2 c3", "size@M: 64 -> 31", "proved", f"{ENDS}: M"),
        ("(c3 p2)*3", "64 -> 31 -> 14 -> 6", "proved", f"{BLOCKS}: M_1, M_2, M_3"),
        ("(c3 p2)*3", "64 -> 31 -> 14 -> 5", "refuted", f"{BLOCKS}: M_1, M_2, M_3"),
        ("(c3p1 p2)*3", "rf: 4 -> 10 -> 22", "proved", f"{BLOCKS}: M_1, M_2, M_3"),
        ("A = c3 c3; O = A p2 A", "rf: 5 -> 14", "proved", f"{BLOCKS}: F_2, F_4"),
        ("c3p1 c3p1 p2", "jump: 1 -> 1 -> 2", "proved", f"{LAYERS}: F_1, F_2, M"),
        ("c3p1 c3p1 p2", "32 -> 32 -> 16", "proved", f"{LAYERS}: F_1, F_2, M"),
        ("c3s2p1 p2 c3p1 c3p1", "224 -> 112 -> 56 -> 56 -> 56", "proved", f"{LAYERS}: F_1, M, F_2, F_3"),
        ("c3s2p1 p2 c3p1 c3p1", "224 -> 112 -> 56", "proved", f"{CHANGING}: F_1, M"),
        (
            "c3 p2 c3 gap fc9",
            "64 -> 62 -> 31 -> 29",
            "proved",
            f"{CHANGING}, up to those that leave 1 pixel: F_1, M, F_2",
        ),
        ("c3 p2 c3 flatten", "64 -> 29", "proved", f"{ENDS}: F_2"),
        ("c3 p2", "62 -> 31", "refuted", f"{ENDS}: M"),
        ("c3 p2 c3", "64 -> 62 -> 31", "refuted", f"{CHANGING}: F_1, M, F_2"),
    ],
)
def test_a_trace_is_aligned_with_layers_or_ends_or_blocks(network: str, claim: str, status: str, which: str) -> None:
    (verdict,) = symrf.check(network, claim, axes="n")
    assert (verdict.error, verdict.status) == (None, status)
    assert verdict.notes[0].endswith(f"after {which}")


def test_a_trace_without_its_input_says_so() -> None:
    (verdict,) = symrf.check("c3 p2 c3", "62 -> 31 -> 29", axes="n")
    assert verdict.status == "conditional"
    assert [n for n in range(9, 90) if all(n in found.decision.condition for found in verdict.findings)] == [64]  # type: ignore[operator]
    assert any("the trace does not give its input" in note for note in verdict.notes)


@pytest.mark.parametrize(
    ("network", "trace"),
    [
        (f"{VGG} flatten fc4096 fc4096 fc1000", "224 -> 112 -> 56 -> 28 -> 14 -> 7"),
        ("([c3p1 c3p1 + id])*40 p2", "64 -> 32"),
        ("c3p1 " * 100 + "p2", "64 -> 32"),
    ],
)
def test_a_trace_of_a_deep_network_is_judged_in_time(network: str, trace: str) -> None:
    assert symrf.check(network, trace)[0].status == "proved"


def test_a_trace_that_names_every_layer_is_aligned_with_every_layer() -> None:
    (verdict,) = symrf.check("c3 relu p2 relu", "size: 28 -> 26 -> 26 -> 13 -> 13", axes="n")
    assert verdict.status == "proved"
    assert verdict.notes[0].endswith("after the layers: F, relu, M, relu")


@pytest.mark.parametrize("seed", range(examples(15)))
def test_random_traces_are_judged_as_counting_judges_them(seed: int) -> None:
    random = Random(seed)  # noqa: S311
    layers = tuple(
        Layer(random.choice("cpa"), random.randint(2, 4), random.randint(1, 2), (0, random.randint(0, 1)))
        for _ in range(random.randint(2, 5))
    )
    network = Network(layers, "pytorch")
    start = next(n for n in range(30, 90) if size(n, network) is not None)
    counted = sizes(start, layers, "pytorch")
    assert counted is not None
    true = [start, *counted][-len(layers) - 1 :]
    wrong = random.randrange(1, len(true))
    slipped = [*true[:wrong], true[wrong] + random.choice((-1, 1)), *true[wrong + 1 :]]
    changing = [place for place in range(1, len(true)) if true[place] != true[place - 1]]
    for steps in (true, slipped):
        said = " -> ".join(map(str, steps))
        (verdict,) = symrf.check(network.text, f"size: {said}", axes="n")
        if len(changing) == len(layers):
            assert [link.status == "proved" for link in verdict.links] == [
                a == b for a, b in zip(steps, true, strict=True)
            ][1:]
        assert (verdict.status == "proved") == (steps == true)


@pytest.mark.parametrize("seed", range(examples(8)))
def test_blocks_and_ends_are_judged_as_counting_judges_them(seed: int) -> None:
    random = Random(seed)  # noqa: S311
    block = (Layer("c", random.randint(2, 3)), Layer("p", 2))
    times = random.randint(2, 3)
    counted = sizes(64, block * times, "pytorch")
    assert counted is not None
    for true in (counted[::2], [64, counted[-1]]):
        for slip in (0, 1):
            said = " -> ".join(map(str, [*true[:-1], true[-1] + slip]))
            text = " ".join(f"{layer.kind}{layer.kernel}" for layer in block)
            (verdict,) = symrf.check(f"({text})*{times}", said, axes="n")
            assert verdict.status == ("refuted" if slip else "proved")


SPELLED: dict[Callable[[object, object], bool], tuple[str, ...]] = {
    lt: ("<", r"\lt"),
    gt: (">", r"\gt"),
    le: ("<=", "≤", r"\le", r"\leq"),
    ge: (">=", "≥", r"\ge", r"\geq"),
    ne: ("!=", "≠", r"\ne", r"\neq"),
    eq: ("=", "=="),
}
SIGNS = {sign: meant for meant, signs in SPELLED.items() for sign in signs}
VALUES: dict[str, Callable[[int], Fraction]] = {
    "5": lambda _: Fraction(5),
    "n/2": lambda n: Fraction(n, 2),
    "(n-3)/2": lambda n: Fraction(n - 3, 2),
    "floor(n/2)-1": lambda n: Fraction(n // 2 - 1),
    "10/3": lambda _: Fraction(10, 3),
}


@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize("value", VALUES)
def test_every_sign_is_judged_as_it_is_at_each_input(sign: str, value: str) -> None:
    network = Network((Layer("c", 3), Layer("p", 2)), "pytorch")
    inputs = range(4, 80)
    counted = [SIGNS[sign](Fraction(size(n, network) or 0), VALUES[value](n)) for n in inputs]
    (verdict,) = symrf.check(network.text, f"size {sign} {value}", axes="n")
    status = "proved" if all(counted) else "conditional" if any(counted) else "refuted"
    assert (verdict.error, verdict.status) == (None, status)
    decision = verdict.findings[0].decision
    if status == "conditional":
        assert [n in decision.condition for n in inputs] == counted  # type: ignore[operator]
    if status != "proved":
        assert verdict.counterexample == {"n": inputs[counted.index(False)]}
        least = inputs[counted.index(False)]
        assert (decision.truth_value, decision.claim_value) == (size(least, network), VALUES[value](least))


STRICT = [
    ("c3 c5s2", "start < 7/2", "proved"),
    ("c3 c5s2", "start < 3", "refuted"),
    ("c{k}", "rf < k + 1", "proved"),
    ("c{k}", "rf > k", "refuted"),
    ("c{k}", "rf != k", "refuted"),
    ("c{k}", "rf != k + 1", "proved"),
    ("c{k}", "rf != 3", "conditional"),
    ("c{k}s{s}", "size < n", "conditional"),
]


@pytest.mark.parametrize(("network", "claim", "status"), STRICT)
def test_strict_signs_of_fractions_and_of_families(network: str, claim: str, status: str) -> None:
    assert symrf.check(network, claim, axes="n")[0].status == status


ROUNDED = [
    ("rf ≈ 23", "proved"),
    ("rf ≈ 24", "refuted"),
    ("rf/2 ≈ 11.5", "proved"),
    ("rf/3 ≈ 7.67", "proved"),
    ("rf/3 ≈ 7.6", "refuted"),
    ("rf/3 ≈ 7.7", "proved"),
    ("rf/3 ≈ 8", "proved"),
    (r"rf/3 \approx 8", "proved"),
    ("rf/2 ≈ 12", "proved"),  # half a unit is rounded up
    ("rf/2 ≈ 11", "refuted"),
]


@pytest.mark.parametrize(("claim", "status"), ROUNDED)
def test_about_is_right_to_half_a_unit_of_the_last_digit(claim: str, status: str) -> None:
    (verdict,) = symrf.check("(c3)*11", claim)
    assert (verdict.error, verdict.status) == (None, status)


def test_about_may_hold_for_some_inputs() -> None:
    (verdict,) = symrf.check("p2", "size/10 ≈ 1.0", axes="n")  # 9.5 <= size < 10.5
    assert (verdict.status, verdict.condition) == ("conditional", "for n = 20 or 21")
    (refused,) = symrf.check("p2", "size ≈ n/2", axes="n")
    assert refused.error is not None
    assert refused.error.message == "a number must follow a sign such as ≈"


def test_conditions_that_are_solved_have_chains_and_strict_signs() -> None:
    fields = {n: 2 * n + 1 for n in range(1, 300)}
    for condition, wanted in (
        ("100 <= rf < 224", [n for n, field in fields.items() if 100 <= field < 224]),
        ("rf > 224", [n for n, field in fields.items() if field > 224][:1]),
        ("rf*2 = 26", [6]),
        ("rf ≈ 7", [3]),
    ):
        assert symrf.solve("(c3)*{n}", condition).least == wanted[0]
    for condition in ("rf = ?", "rf != 3"):
        with pytest.raises(symrf.FormulaError, match="asks for a value"):
            symrf.solve("(c3)*{n}", condition)


def test_a_chain_is_certified_link_by_link() -> None:
    certificate = symrf.check("c3", ["size = n-3+1 = n-2", "rf < 4", "rf*2 = 6"], axes="n").certificate()
    assert (certificate.claims, certificate.certified) == (4, 2)
