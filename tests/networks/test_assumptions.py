"""What is taken for granted of symbols: read, put into networks, said in their premises, and what it lets through."""

from __future__ import annotations

import pytest

import symrf
from symrf.networks.notation.assumptions import assumptions

# network, assumptions, size closed, premise
HELD = [
    ("c{k}p{p}", ["p = (k-1)/2"], "w", "w >= 1 and odd k"),
    ("c{k}p{p}", ["k = 2m+1", "p = m"], "w", "w >= 1"),
    ("c{k}p{p}", ["p = m", "k = 2m+1", "m >= 2"], "w", "w >= 1 and m >= 2"),
    ("c{k}p{k/2}", ["k even"], "w+1", "w >= 1 and even k"),
    ("c{k}p{k/3}", ["k divisible by 3"], "w+(3-k)/3", "w >= max(k/3, 1) and k divisible by 3"),
    ("c{k}p{k-3}", ["k >= 3"], "w+k-5", None),
    ("c{k}p{k-3}", ["3 ≤ k"], "w+k-5", None),
    ("c{k}p{k-3}", ["k > 2"], "w+k-5", None),
    ("c3s{s}", ["s >= 2"], "floor((w-3)/s)+1", "w >= 3 and s >= 2"),
    ("c3p{4-m}", ["m <= 4"], "w-2*(m-3)", None),
    ("(c3)*{n-1}", ["n >= 2"], "w-2*(n-1)", "w >= 2*n-1 and n >= 2"),
    ("c{k}s{s}p{k-s}", ["k >= s"], "floor((w+k)/s)-1", None),
]


@pytest.mark.parametrize(("text", "where", "closed", "premise"), HELD, ids=[" ".join([r[0], *r[1]]) for r in HELD])
def test_a_network_under_assumptions(text: str, where: list[str], closed: str, premise: str | None) -> None:
    family = symrf.derive(text, axes=("w",), where=where)
    assert family.to_dict()["result"]["w"]["size"]["closed"] == closed
    if premise is not None:
        from support.texts import PLAIN_TEXT

        from symrf.answers.documents.english.contents import explain

        assert f"for {premise}\n" in PLAIN_TEXT(explain(family, form="closed"))


@pytest.mark.parametrize(
    ("text", "where", "message"),
    [
        ("c3", "k odd", "there is no symbol k in the network: it has no symbols"),
        ("c{k}", "q odd", "there is no symbol q in the network: it has k"),
        ("c{k}", "k", 'write an assumption such as "k odd", "p = (k-1)/2" or "s >= 2"\n  k\n  ^'),
        ("c{k}", "k = k+1", "k stands for itself\n  k = k+1\n     ^^^^"),
        ("c{k}", "2k = 4", "there must be a single symbol on the left of =, as in p = (k-1)/2\n  2k = 4\n  ^^^"),
        ("c{k}", "k >= (3", "this bracket is never closed\n  k >= (3\n       ^"),
        ("c{k}", "k = 1/2", "1/2 is 1/2, which is not a whole number"),
    ],
)
def test_an_assumption_that_is_none(text: str, where: str, message: str) -> None:
    with pytest.raises(symrf.SymrfError) as refused:
        symrf.derive(text, where=[where])
    assert str(refused.value) == message


# network, assumptions, the one that speaks of an index, the carets under it
INDICES = [
    ("(c3d{i})*{i=1..n}", ["i = 3"], "i = 3", "^"),
    ("(c3d{i})*{i=1..n}", ["i odd"], "i odd", "^"),
    ("(c3d{i})*{i=1..n}", ["n >= 2", "n >= i"], "n >= i", "     ^"),
    ("(c{k}d{i})*{i=1..n}", ["k = i+2"], "k = i+2", "    ^"),
    ("(c{k}d{i})*{i=1..n}", ["k = m", "m = i"], "m = i", "    ^"),
    ("F = c{k}; (F (c{k}d{i_1+j})*{j=1..n})*{i_1=1..n}", ["k = i+2*i_1"], "k = i+2*i_1", "        ^^^"),
]


@pytest.mark.parametrize(("text", "where", "line", "carets"), INDICES, ids=[" ".join([r[0], *r[1]]) for r in INDICES])
def test_nothing_can_be_assumed_of_an_index(text: str, where: list[str], line: str, carets: str) -> None:
    index = line[carets.index("^") : len(carets)]
    for network in (text, symrf.parse(text)):
        with pytest.raises(symrf.FormulaError) as refused:
            symrf.derive(network, where=where)
        message = f"{index} is the index of a repeat, and has no value outside it"
        assert str(refused.value) == f"{message}\n  {line}\n  {carets}"


def test_an_index_of_a_sum_is_no_index_of_a_repeat() -> None:
    network = symrf.parse("(c{k}d{i})*{i=1..n}", where=["k = \\sum_{i=1}^{3} i"])
    assert str(network) == "(c6d{i})*{i=1..n}"


def test_two_are_one_too_many() -> None:
    for texts in (["k odd", "k even"], ["p = k", "p = 2"]):
        with pytest.raises(symrf.FormulaError):
            assumptions(texts)


def test_an_architecture_that_was_parsed_may_be_put_under_assumptions() -> None:
    family = symrf.parse("c{k}p{p}")
    assert str(symrf.derive(family, where=["p = (k-1)/2"]).architecture) == "c{k}p{(k-1)/2}"


@pytest.mark.parametrize(
    ("claim", "status"),
    [("size = w", "proved"), ("padding = p", "proved"), ("rf = 2p+1", "proved"), ("rf = p", "refuted")],
)
def test_claims_may_speak_of_what_stands_for_another(claim: str, status: str) -> None:
    assert symrf.check("c{k}p{p}", [claim], axes=("w",), where=["p = (k-1)/2"])[0].status == status


def test_a_file_of_claims_under_assumptions() -> None:
    text = "c{k}p{p}\nsize = w\nc{k}p{p} c{k}p{p}\nsize = w"
    assert [each.status for each in symrf.check_file(text, axes=("w",), where=["p = (k-1)/2"])] == ["proved"] * 2


@pytest.mark.parametrize(
    ("network", "where", "told"),
    [
        ("c{k}s{s}p{p}", ["k even", "p = (k-1)/2"], "(k-1)/2 is whole for no even k: write floor((k-1)/2)"),
        ("c{k}p{k/2}", ["k odd"], "k/2 is whole for no odd k: write floor(k/2)"),
        ("c{k}p{(k+s)/2}s{s}", ["k even", "s odd"], "(k+s)/2 is whole for no even k and odd s: write floor((k+s)/2)"),
        ("c{k}p{k/2+1/3}", [], "k/2+1/3 is whole for no k: write floor(k/2+1/3)"),
        ("c{k}p{(k-1)/4}", ["k odd"], "(k-1)/4 is not whole for every odd k: write floor((k-1)/4)"),
        ("c{k}p{(k+s)/2}s{s}", [], "(k+s)/2 is not whole for every k and s: write floor((k+s)/2)"),
        ("c{k}p{k/2}", ["k divisible by 3"], "k/2 is not whole for every k divisible by 3: write floor(k/2)"),
        ("c{k}p{k/2}", [], 'k/2 is whole only for even k: assume "k even"'),
    ],
)
def test_what_is_not_whole_is_said_of_the_values_that_there_are(network: str, where: list[str], told: str) -> None:
    with pytest.raises(symrf.SymrfError) as refused:
        symrf.derive(network, where=where)
    assert refused.value.message.startswith(told)


@pytest.mark.parametrize(
    ("network", "axes", "line", "carets"),
    [
        ("c{w}", "w", "c{w}", "  ^"),
        ("c{k} F: c3d{k_w+2w}", "w,h", "c{k} F: c3d{k_w+2*w}", "                  ^"),
        ("c{n}", "n", "c{n}", "  ^"),
        ("(c3d{2^h})*{h=0..n-1}", "w,h", "(c3d{2^h})*{h=0..n-1}", "       ^"),
        ("(c3)*{n+h}", "t,h", "(c3)*{n+h}", "        ^"),
    ],
)
def test_a_symbol_has_not_the_name_of_an_axis(network: str, axes: str, line: str, carets: str) -> None:
    told = f"{line[len(carets) - 1]} is an axis: choose another name for the symbol\n  {line}\n  {carets}"
    named = tuple(axes.split(","))
    for ask in (
        lambda: symrf.derive(network, axes=named),
        lambda: symrf.check(network, "size = 1", axes=named),
        lambda: symrf.solve(network, "size = 1", axes=named),
        lambda: symrf.check_file(f"{network}\nsize = 1", axes=named)[0].truth,
    ):
        with pytest.raises(symrf.NotationError) as refused:
            ask()
        assert str(refused.value) == told


def test_a_symbol_may_have_the_name_of_an_axis_that_there_is_not() -> None:
    assert symrf.check("c{h}", "size = n-h+1", axes="n")[0].status == "proved"


def test_a_claim_about_another_network_names_no_symbol_as_an_axis() -> None:
    verdict = symrf.check("c3", "rf(c{w}) = 3")[0]
    assert verdict.error is not None
    assert verdict.error.message == "w is an axis: choose another name for the symbol"
