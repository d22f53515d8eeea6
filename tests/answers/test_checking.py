"""Claims about networks: what each verdict is, and how a claim that cannot be read is refused."""

from __future__ import annotations

import pickle
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

import symrf
from symrf.answers.claims.reader import is_claim, parse
from symrf.front.cli import main

EXAMPLES = Path(__file__).parents[2] / "examples"
NET = "F1: c3s1 M: p2s2 F2: c3s1"

# claim about NET on w and h, status, condition, counterexample
VERDICTS = [
    ("size = ((w-2)/2-2, (h-2)/2-2)", "conditional", "for even w and h", {"w": 9}),
    (r"size = \left(\frac{w-2}{2}-2, \frac{h-2}{2}-2\right)", "conditional", "for even w and h", {"w": 9}),
    ("shape = (⌊(w−8)/2⌋+1, ⌊(h−8)/2⌋+1)", "proved", None, None),
    ("size = (w-2)/2-2", "conditional", "for even w and h", {"w": 9}),
    ("size.w = (w-2)/2-2", "conditional", "for even w", {"w": 9}),
    ("size = floor(w/2)-3", "proved", None, None),
    ("size = floor(n/2)-3", "proved", None, None),
    (r"size = \lfloor W_{in}/2 \rfloor - 3", "proved", None, None),
    ("size = [w/2]-3", "proved", None, None),
    ("size = w//2-3", "proved", None, None),
    ("size = ceil(w/2)-3", "conditional", "for even w and h", {"w": 9}),
    ("size = w/2", "refuted", None, {"w": 8}),
    ("size <= w/2-3", "proved", None, None),
    ("size >= (w-7)/2", "proved", None, None),
    ("size <= 5", "conditional", "for w and h from 8 to 17", {"w": 18}),
    ("size = 29", "conditional", "for w and h from 64 to 65", {"w": 8}),
    ("size at w=64, h=64 = (29, 29)", "proved", None, None),
    ("size at w=64 = 29", "proved", None, None),
    ("size at w=65, h=64 = ((w-2)/2-2, 29)", "refuted", None, {"w": 65}),
    ("size at w=7 = 0", "refuted", None, {"w": 7}),
    ("size@M = (w-2)/2", "conditional", "for even w and h", {"w": 5}),
    ("size@1 = (w-2, h-2)", "proved", None, None),
    ("size@F2 at w=64 = 29", "proved", None, None),
    ("rf = (8,8)", "proved", None, None),
    ("rf = 8", "proved", None, None),
    ("field = 7", "refuted", None, None),
    ("rf@M = 4", "proved", None, None),
    ("rf@M = (3+1, 4)", "proved", None, None),
    ("rf <= 8", "proved", None, None),
    ("rf(c3) = 3", "proved", None, None),
    ("rf((c3 p2)*3) = 22", "proved", None, None),
    ("jump = 2", "proved", None, None),
    ("start = 7/2", "proved", None, None),
    ("start = 3", "refuted", None, None),
    ("padding = 0", "proved", None, None),
    ("rf = 8×8", "proved", None, None),
    (r"rf = 8 \times 8", "proved", None, None),
]


@pytest.mark.parametrize(("claim", "status", "condition", "counterexample"), VERDICTS, ids=[row[0] for row in VERDICTS])
def test_verdict(claim: str, status: str, condition: str | None, counterexample: dict[str, int] | None) -> None:
    verdict = symrf.check(NET, [claim])[0]
    assert (verdict.status, verdict.condition, verdict.counterexample) == (status, condition, counterexample)


# network with channels, claim, status
COSTS = [
    ("in1 c3-32 c3-64 c3-64", "params = 55744", "proved"),  # Chollet's three convolutions
    ("in1 c3-32 c3-64 c3-64", "params = 320 + 18496 + 36928", "proved"),
    ("in1 c3-32 c3-64 c3-64", "flat at w=28, h=28 = 30976", "proved"),
    ("in1 c3-32 c3-64 c3-64", "flat = 64 (w-6)(h-6)", "proved"),
    ("in1 c3-32 p2 c3-64 p2 c3-64", "flat at w=28, h=28 = 576", "proved"),
    ("in1 c3-32 p2 c3-64 p2 c3-64 flatten fc64 fc10", "params at w=28, h=28 = 93322", "proved"),
    ("in3 c3p1-64", "macs = 27*64*w*h", "proved"),
    ("in3 c3p1-64", "macs at w=224, h=224 = 86704128", "proved"),
    ("in3 c3p1-64", "macs = 27*64*w*w", "conditional"),
    ("in64 dw3p1", "params = 640", "proved"),
    ("in64 c3p1g32-128nobias", "params = 128*2*9", "proved"),
    ("in16 bn", "params = 32", "proved"),
    ("in1 c1: c3-32 c2: c3-64", "params@c2 = 18496", "proved"),
    ("in1 c1: c3-32 c2: c3-64", "params@2 = 320 + 18496", "refuted"),
    ("in1 block: (c3-32 c3-64) c3-64", "params@block = 320 + 18496", "proved"),
    ("in1 c3-32 p2", "macs@2 = 0", "proved"),
    ("in3 c11s4p2-64", "flat = 64*floor((w-7)/4+1)*floor((h-7)/4+1)", "proved"),
]


@pytest.mark.parametrize(("network", "claim", "status"), COSTS, ids=[f"{row[0]}: {row[1]}" for row in COSTS])
def test_costs(network: str, claim: str, status: str) -> None:
    assert symrf.check(network, [claim])[0].status == status


def test_vgg16_has_the_published_costs() -> None:
    text = (EXAMPLES / "vgg16.symrf").read_text("utf-8") + " flatten fc4096 relu fc4096 relu fc1000"
    claims = [
        "params at w=224, h=224 = 138357544",
        "macs at w=224, h=224 = 15470264320",
        "flat at w=224, h=224 = 25088",
    ]
    assert [verdict.status for verdict in symrf.check(text, claims)] == ["proved"] * 3


def test_the_founding_case_has_one_wrong_sentence() -> None:
    report = symrf.check_file((EXAMPLES / "founding_case.claims").read_text("utf-8"))
    wrong = [verdict for verdict in report if verdict.status == "refuted"]
    assert [(verdict.claim.text, str(verdict.truth)) for verdict in wrong] == [("rf(F) = (4, 4)", "(3, 3)")]
    assert [verdict.condition for verdict in report if verdict.status == "conditional"] == ["for even w and h"]
    assert report.exit_code() == 1


def test_axes_are_judged_each_for_itself() -> None:
    verdict = symrf.check("c3x5s1x2", ["size = (w-2, (h-5)/2+1)"])[0]
    assert (verdict.status, verdict.condition, verdict.counterexample) == ("conditional", "for odd h", {"h": 6})


def test_symbols_are_what_the_user_says() -> None:
    report = symrf.check("c3", ["size = (A-2, B-2)", "size = A-2", "size.h = B-2"], meaning={"A": "w", "B": "h"})
    assert [verdict.status for verdict in report] == ["proved"] * 3


def refusal(network: str, claim: str, **options: Any) -> str:
    """Why the one claim is unread."""
    [verdict] = symrf.check(network, [claim], **options)
    assert (verdict.status, verdict.claim.text) == ("unread", claim.strip())
    assert verdict.error is not None
    return verdict.error.message


@pytest.mark.parametrize("claim", ["size.w = {}-2", "size at w=64 = {}-2", "size.w at w=64 = {}-2"])
def test_a_claim_on_one_axis_says_nothing_of_the_size_on_another(claim: str) -> None:
    for name, meaning in (("h", {}), ("H", {}), ("h_in", {}), ("B", {"B": "h"})):
        assert (
            refusal("c3", claim.format(name), meaning=meaning)
            == f"{name} cannot be used in a claim about w; the axes are w, h"
        )
    for name in ("w", "W", "n", "w_in"):
        assert symrf.check("c3", claim.format(name))[0].status == "proved"


def test_a_minus_binds_tighter_than_whole_division() -> None:
    report = symrf.check(
        "p2same", ["size = -(-n//2)", "size = -((-n)//2)", "size = -(n//(-2))", "size = n//2"], axes="n"
    )
    assert [verdict.status for verdict in report] == ["proved", "proved", "proved", "conditional"]


def test_a_guess_is_said() -> None:
    report = symrf.check("c3", ["size = (W_in-2, H-2)", "size = [w-2]"])
    assert report[0].notes == ("W_in is read as the size of the input", "H is read as the size of the input")
    assert report[1].notes == ("square brackets are read as floor",)


def test_a_guess_in_several_claims_is_said_once() -> None:
    report = symrf.check("c3", ["size = W-2", "size = [W-2]", "rf = 3", "size >= W-3"])
    said = report.document("text").splitlines()
    assert "In 3 claims, W is read as the size of the input." in said
    assert "size = [W-2]: square brackets are read as floor." in said
    assert sum("read as" in line for line in said) == 2


REFUSED = [
    ("", "the claim is empty"),
    ("size", "the claim ends too soon"),
    ("size =", "the claim ends too soon"),
    ("sise = 3", "sise is not a quantity"),
    ("size = floor = 4", "floor needs brackets: floor(…)"),
    ("rf = (1,2,3)", "the claim gives 3 values, but the axes are w, h"),
    ("size = (1,7,7,7,64)", "the claim gives 5 values, but the axes are w, h"),
    ("size.d = 3", "there is no axis d: the input has w, h"),
    ("size at d=3 = 3", "there is no axis d: the input has w, h"),
    ("size@9 = 3", "there is no layer 9: the network has 3 layers"),
    ("size@F3 = 3", "there is no layer named F3: the layers are F1, M, F2"),
    ("size = (h-2, w-2)", "h cannot be used in a claim about w"),
    ("size = foo-2", "foo is not known"),
    ("params = 3", "channels are missing; write in3 at the start"),
    ("params = (3, 3)", "params is a single number, without axes"),
    ("rf(q3) = 3", "there is no kind of layer q"),
    ("size = __import__('os')", ""),
    (r"size = \input{/etc/passwd}", r"unknown command \input"),
    ("size = " + "(" * 10_000, "are nested more than 100 deep"),
    (r"size = \begin{align*} w", ""),
    ("rf(c3 = 3", ""),
    ("size = w/0", "a division by zero"),
    ("size = 9**9**9", "a power with more than 100,000 bits"),
    ("size = w+10**10**10", "a power with more than 100,000 bits"),
    ("size = w/(3-3)", "a division by zero"),
]


def test_a_product_is_a_shape_only_where_it_is_of_numbers_and_of_sizes() -> None:
    report = symrf.check("p2 p2 p2", ["jump = 2*2*2", "jump = 2×2×2", "rf = 2·2·2"])
    assert [verdict.status for verdict in report] == ["proved"] * 3
    assert symrf.check("u{a} u{b}", ["size = a*b*n"])[0].status == "proved"
    assert symrf.check("u2", ["size = 2×n"], axes="n")[0].status == "proved"
    assert "7×4 can be read in two ways" in refusal("c3", "size = 7×4", axes="n")
    assert "gives 2 values" in refusal("c3", "size = 7×7", axes=("d", "w", "h"))
    for claim in (
        "size at 9 = 7×7×4",
        "size at 9 = 7*7*4",
        r"size at 9 = 7\times 7\times 4",
        "size at 9 = (1, 4, 7, 7)",
    ):
        right, wrong = symrf.check("in1 c3-4", [claim, claim.replace("4", "5")])
        assert (right.status, wrong.status) == ("proved", "refuted")


@pytest.mark.parametrize(("claim", "message"), REFUSED, ids=[repr(row[0][:40]) for row in REFUSED])
def test_a_claim_that_cannot_be_read_is_refused(claim: str, message: str) -> None:
    assert message in refusal(NET, claim)


@pytest.mark.parametrize("claim", ["size = w**999999"])
def test_what_cannot_be_decided_is_said_to_be_so(claim: str) -> None:
    assert symrf.check("c3", [claim])[0].status == "undecided"


@pytest.mark.parametrize(
    ("line", "claim"),
    [
        ("size = 3", True),
        ("rf(F M) = 4", True),
        ("size@3 <= 5", True),
        ("size at w=3 = 1", True),
        ("F = c3", False),
        ("c3 p2", False),
        ("size_2 = c3", False),
        ("O2 = F M F", False),
    ],
)
def test_a_line_is_a_claim_or_a_definition(line: str, claim: bool) -> None:
    assert is_claim(line) is claim


def test_a_claim_is_read() -> None:
    claim = parse("size@pool1.w at w=64, h=65 >= 3")
    assert (claim.quantity, claim.place, claim.axis, claim.inputs) == ("size", "pool1", "w", (("w", 64), ("h", 65)))


CODES = [
    (["c3", "rf = 3"], 0),
    (["c3", "rf = 4"], 1),
    (["c3s2", "size = (w-1)/2"], 0),
    (["c3s2", "size = (w-1)/2", "--strict"], 1),
    (["c3", "size = 2^w"], 1),
    (["c3", "size = 2^w", "rf = 4"], 1),
    (["c3", "size = "], 2),
    (["c3", "size = (W-2, H-2)", "--meaning", "W=w,H=h"], 0),
    (["c3", "size = w-2", "--meaning", "W"], 2),
    (["c{k}", "size = n-kernel+1", "--meaning", "kernel=k", "--axes", "n"], 0),
    (["c{k}", "size = W-k+1", "--meaning", "W=q", "--axes", "n"], 2),
    (["c3", "size = t-2", "--axes", "t"], 0),
    (["no_such_file"], 2),
]


@pytest.mark.parametrize(("arguments", "code"), CODES, ids=[" ".join(row[0]) for row in CODES])
def test_exit_codes(arguments: list[str], code: int, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["check", *arguments]) == code
    printed = capsysbinary.readouterr()
    assert (printed.out == b"") == (code == 2)
    assert (printed.err == b"") == (code != 2)


def test_a_file_of_claims(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    path = tmp_path / "claims.txt"
    path.write_text("# two layers\nF = c3  # a layer\nF F\nrf = 5\n\nrf(F) = 3\n", "utf-8")
    for argument in (str(path), f"@{path}"):
        assert main(["check", argument]) == 0
        assert b"2 proved." in capsysbinary.readouterr().out


def test_a_claim_comes_after_a_network() -> None:
    [verdict] = symrf.check_file("\nrf = 3\nc3")
    assert (verdict.status, verdict.place) == ("unread", "line 2")
    assert verdict.error is not None
    assert verdict.error.message == "a network must come before the first claim"


def test_json_says_where_a_claim_is_true() -> None:
    data = symrf.check("c3s1 p2s2 c3s1", ["size.w = (w-2)/2-2"]).to_dict()
    [verdict] = data["verdicts"]
    [finding] = verdict["findings"]
    assert (verdict["status"], verdict["counterexample"]) == ("conditional", {"w": 9})
    [box] = finding["true_on"]
    assert (box["w"]["modulus"], box["w"]["residues"]) == (2, [0])
    assert (finding["truth_value"], finding["claim_value"]) == (1, "3/2")


def _in(data: Mapping[str, Any], size: int) -> bool:
    """Whether a size is in a set as JSON tells it."""

    def listed(key: str) -> bool:
        return any(size in range(first, last + 1, step) for first, last, step in data[key])

    steady = size >= data["from"] and size % data["modulus"] in data["residues"]
    return listed("and") or (steady and not listed("but_not"))


@pytest.mark.parametrize("claim", ["size = min(w/2,6)", "size = w/2", "size >= max(w/2, 9-w)", "size = max(7, w/2)"])
def test_a_set_in_json_keeps_its_steps(claim: str) -> None:
    (finding,) = symrf.check("p2", [claim], axes=("w",)).to_dict()["verdicts"][0]["findings"]
    (found,) = symrf.solve("p2", [claim], axes=("w",)).to_dict()["sets"]
    asked = [claim.replace("size", f"size at w={w}") for w in range(2, 60)]
    true = [w for w, each in enumerate(symrf.check("p2", asked, axes=("w",)), 2) if each.status == "proved"]
    assert 2 < len(true) < 58
    assert [w for w in range(2, 60) if _in(finding["true_on"][0]["w"], w)] == true
    assert [w for w in range(2, 60) if _in(found["w"], w)] == true


def test_a_set_of_several_symbols_is_whole_in_json() -> None:
    verdict = symrf.check("in1 c1-1", ["activations <= 60"]).to_dict()["verdicts"][0]
    boxes = verdict["findings"][0]["true_on"]
    told = [
        sum(all(_in(box[name], size) for name, size in (("w", w), ("h", h))) for box in boxes)
        for w in range(1, 70)
        for h in range(1, 70)
    ]
    assert told == [int(w * h <= 60) for w in range(1, 70) for h in range(1, 70)]


FIELDS = (
    "for w = 1 and h from 1 to 60 or w = 2 and h from 1 to 30 or w = 3 and h from 1 to 20 or w = 4 and h from 1 to 15 "
    "or w = 5 and h from 1 to 12 or w = 6 and h from 1 to 10 or w = 7 and h from 1 to 8 or w = 8 and h from 1 to 7, "
    "and 6 more cases"
)
TWO = "for k = 1 and m from 1 to 2 or k = 2 and m = 1, and for k = 1 and m from 1 to 3 or k = 2 and m from 1 to 2 or"
BUT, ALSO = "3, 6, 11 to 15 in steps of 2, 24, 26, 27, 30, 34", "4, 6, 13, 15, 23, 25, 32, 34"

# network, claim, its condition, how many cases and ranges that leaves off
CONDITIONS = [
    ("in1 c1-1", "activations <= 60", FIELDS, 6),
    ("(c{k})*{n}", "rf >= 48", "for k >= (n+47)/n", 0),
    ("(c{k})*{n}", "rf >= (48, 1)", "for k >= (n+47)/n", 0),
    ("c{k} c{m}", "rf <= (2, 3)", f"{TWO} k = 3 and m = 1", 0),
    ("p2", "size.w = floor(w/2)+floor((w^3 mod 31)/25)*max(0,100-w)", f"for w other than {BUT}, and 15 more", 15),
    ("p2", "size <= floor(w/2)+max(0,100-w)*((w^2 mod 19)-12)", f"for w and h from 99 on, and {ALSO}, and 12 more", 12),
]


@pytest.mark.parametrize(("network", "claim", "condition", "left_off"), CONDITIONS, ids=[row[1] for row in CONDITIONS])
def test_a_condition_is_whole_or_says_what_it_leaves_off(
    network: str, claim: str, condition: str, left_off: int
) -> None:
    verdict = symrf.check(network, [claim])[0]
    assert verdict.condition == condition
    assert symrf.check(network, [claim]).to_dict()["verdicts"][0]["left_off"] == left_off


LONG = "Sum(2^j, (j, 0, {}*{}+999999))"  # a million terms, which nobody adds up; that it is great is seen at once


@pytest.mark.parametrize(("network", "axis", "status"), [("c3", "h", "refuted"), ("(c{k})*{n}", "k", "undecided")])
@pytest.mark.parametrize("relation", [">=", "<=", "="])
def test_a_sum_that_is_too_long_is_no_traceback(network: str, axis: str, status: str, relation: str) -> None:
    """Where its sign decides, the verdict has no values; elsewhere, it is undecided."""
    long = LONG.format(axis, axis)
    claim = f"size {relation} (w+9, {long})" if axis == "h" else f"rf {relation} {long}"
    (verdict,) = symrf.check(network, [claim])
    assert verdict.status == {"<=": "proved"}.get(relation, status) if axis == "h" else verdict.status == status
    options = {} if axis == "h" else {"unknown": "n"}
    assert symrf.solve(network, [claim], **options).status in ("solved", "none", "undecided")  # type: ignore[arg-type]


@pytest.mark.parametrize(("network", "claim"), [("p2", "size at n=1 = 0"), ("c3 c3p3", "size at n=1 = 4")])
def test_a_size_that_is_claimed_where_there_is_none_is_told_so(network: str, claim: str) -> None:
    report = symrf.check(network, claim, axes="n")
    assert report[0].status == "refuted"
    assert "at n = 1 there is no output" in report.document()


def test_a_line_ends_where_editors_end_it() -> None:
    for end in ("\n", "\r\n", "\r"):
        report = symrf.check_file(end.join(["c3", "rf = 3 \x0c", "rf = 4  # two\u2028lines", "", "rf = 5"]))
        assert report.places == ("line 2", "line 3", "line 5")


def test_what_is_unread_is_the_same_where_its_error_is() -> None:
    first, again, other = (symrf.check("c3", claim) for claim in ("rf = (", "rf = (", "rf = )"))
    assert first == again == pickle.loads(pickle.dumps(first))  # noqa: S301 - our own
    assert hash(first) == hash(again)
    assert first != other


def test_sizes_of_a_network_that_are_not_one_an_axis_are_no_fault_of_a_claim() -> None:
    with pytest.raises(symrf.SymrfError, match="in3@32x32 has 2 numbers for its size, but the input has 1 axis: w"):
        symrf.check("in3@32x32 c3", "rf = 3", axes="w")
