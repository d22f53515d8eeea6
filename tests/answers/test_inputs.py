"""What is taken for granted of inputs, `h = w`, `w >= 10`, `w odd`, against every input one by one."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

import symrf
from symrf.formulas.reader import parse
from symrf.formulas.values import evaluate
from symrf.front.cli import main

# premises, and whether an input keeps to them
PREMISES: list[tuple[tuple[str, ...], Callable[[int, int], bool]]] = [
    (("h = w",), lambda w, h: h == w),
    (("w = h",), lambda w, h: h == w),
    (("h = 2w",), lambda w, h: h == 2 * w),
    (("h = w+3", "w odd"), lambda w, h: h == w + 3 and w % 2 == 1),
    (("h = (w+1)/2",), lambda w, h: 2 * h == w + 1),
    (("h = w^2-w",), lambda w, h: h == w * w - w),
    (("w >= 10",), lambda w, _: w >= 10),
    (("w < 20", "h > 7"), lambda w, h: w < 20 and h > 7),
    (("w divisible by 3", "h = w"), lambda w, h: w % 3 == 0 and h == w),
    (("h = 9",), lambda _, h: h == 9),
]
NETWORKS = ["c3s2", "in1 c3-4", "[p2 + c3s2p1] c2", "p3s2ceil", "c5 t2s2"]
INPUTS = [(w, h) for w in range(1, 31) for h in range(1, 80)]


def taken(network: str, keeps: Callable[[int, int], bool]) -> list[tuple[int, int]]:
    derivation = symrf.derive(network)
    return [at for at in INPUTS if keeps(*at) and derivation["w"].takes(at[0]) and derivation["h"].takes(at[1])]


@pytest.mark.parametrize("network", NETWORKS)
@pytest.mark.parametrize(("where", "keeps"), PREMISES, ids=[", ".join(where) for where, _ in PREMISES])
def test_a_claim_is_judged_for_the_inputs_that_keep_to_it(
    network: str, where: tuple[str, ...], keeps: Callable[[int, int], bool]
) -> None:
    derivation = symrf.derive(network)
    inputs = taken(network, keeps)
    uneven = network.startswith("[") and where[0] in ("h = 2w", "h = w+3", "h = (w+1)/2", "h = w^2-w")
    for claims in ("(w/2, h/2)", "(w-2, w-2)", "(4, 4)", "(floor(w/2), floor(h/2))"):
        if uneven or not inputs or (claims == "(w-2, w-2)" and not where[0].startswith(("h = w", "w = h", "h = 2w"))):
            continue  # refused, as is tested below, or it speaks of w on an axis that has none
        verdict = symrf.check(network, f"size = {claims}", where=list(where))[0]
        of_w, of_h = claims[1:-1].rsplit(", ", 1)
        right = []
        for w, h in inputs:
            at = {"w": w, "h": h}
            sizes = derivation.at(**at)
            said = [evaluate(parse(each), at) for each in (of_w, of_h)]
            right.append(said == [sizes["w"], sizes["h"]])
        if verdict.status == "proved":
            assert all(right)
        elif verdict.status == "conditional":
            assert not all(right)
        else:
            assert verdict.status == "refuted"
            assert not any(right)


@pytest.mark.parametrize(
    ("network", "condition", "holds"),
    [
        ("in1 c3-4", "flat = 196", lambda w, h: 4 * (w - 2) * (h - 2) == 196),
        ("in1 c3-4", "flat = 4*18*8", lambda w, h: (w - 2) * (h - 2) == 18 * 8),
        ("in1 c3-4", "flat <= 400", lambda w, h: (w - 2) * (h - 2) <= 100),
        ("c3s2", "size = 4", lambda w, h: (w - 1) // 2 == (h - 1) // 2 == 4),
        ("p2", "size >= 3", lambda w, h: w // 2 >= 3 and h // 2 >= 3),
    ],
)
@pytest.mark.parametrize(("where", "keeps"), PREMISES, ids=[", ".join(where) for where, _ in PREMISES])
def test_a_solution_keeps_to_it(
    network: str,
    condition: str,
    holds: Callable[[int, int], bool],
    where: tuple[str, ...],
    keeps: Callable[[int, int], bool],
) -> None:
    solution = symrf.solve(network, condition, where=list(where))
    if solution.status == "undecided":
        assert solution.reason == "for which inputs it holds on several axes is not worked out"
        return
    for w, h in taken(network, keeps):
        assert _contains(solution, {"w": w, "h": h}) == holds(w, h), (w, h)


def _contains(solution: symrf.Solution, at: Mapping[str, int]) -> bool:
    return {name: at[name] for name in solution.unknowns} in solution


def test_a_square_input_is_solved_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["solve", "in1 c3-4", "flat = 196", "--where", "h = w"]) == 0
    told = capsys.readouterr().out
    assert told.startswith("flat = 196: w = 9 and h = 9\n")
    assert told.endswith("Assumed: h = w.\n")


# network, claim, premises, status
FAMILIES = [
    ("c{k}", "size >= 8", ("w >= k+7", "h = w"), "proved"),
    ("c{k}", "size >= 8", ("w >= 10", "h = w"), "conditional"),
    ("in1 c{k}-4", "flat = 4(w-k+1)^2", ("h = w",), "proved"),
    ("c{k}", "size = (w-k+1, w-k+1)", ("h = w",), "proved"),
]


@pytest.mark.parametrize(("network", "claim", "where", "status"), FAMILIES)
def test_a_claim_about_a_family(network: str, claim: str, where: tuple[str, ...], status: str) -> None:
    assert symrf.check(network, claim, where=list(where))[0].status == status


@pytest.mark.parametrize(
    ("network", "condition", "where", "message"),
    [
        ("c3", "size = 4", ["h >= w"], "h >= w is about several inputs: only an equation"),
        ("c3", "size = 4", ["z >= w"], "there is no symbol z in the network: it has no symbols"),
        ("c3", "size = 4", ["h = w", "h odd"], "the input h is given by another one"),
        ("c3", "size = 4", ["h = w/2"], 'w/2 is whole only for even w: assume "w even", or write floor(w/2)'),
        ("c3", "size = 4", ["w <= 2"], "no w that the network takes satisfies the assumptions"),
        ("c{k}p{p}", "size = w", ["w >= 3", "k = 3"], "a parameter is solved for every input, so w >= 3 cannot"),
        ("p2 pu2", "size = 4", ["h = 2w"], "the network takes only some sizes of h"),
        ("pu2", "size = 4", ["h = 9"], "at h=9 layer Q (pu2) needs a multiple of 2 pixels, not 9"),
    ],
)
def test_what_cannot_be_taken_for_granted(network: str, condition: str, where: list[str], message: str) -> None:
    with pytest.raises(symrf.SymrfError, match=r"\w") as refused:
        symrf.solve(network, condition, where=where)
    assert refused.value.message.startswith(message)


def test_an_input_that_does_not_keep_to_it_is_refused() -> None:
    square = symrf.derive("c3", where="h = w")
    assert square.at(w=9, h=9) == {"w": 7, "h": 7}
    with pytest.raises(symrf.InputError, match="h = w must hold, but does not at w=9, h=10"):
        square.at(w=9, h=10)
    with pytest.raises(symrf.InputError, match="w must leave the remainder 1 by 2, but is 8"):
        symrf.derive("c3", where="w odd").at(w=8)
    unread = symrf.check("c3", "size at w=9 = 7", where="w >= 10")[0].error
    assert unread is not None
    assert "w >= 10 must hold" in unread.message


def test_it_is_told_with_the_inputs() -> None:
    assert "for w >= 3 and h >= 3 and h = w" in symrf.derive("c3", where="h = w").document("text", "summary")
    assert "for odd w and h\n" in symrf.derive("c3s2", where="w odd").document("text", "summary")
    assert "in general, for w >= 3 and even w" in symrf.derive("c3s2", where="w even", axes="w").document(
        "text", "summary"
    )
