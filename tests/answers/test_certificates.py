"""Certificates: what their theorems say; that Rocq and z3 accept them is in tests/oracles/test_provers.py too."""

from __future__ import annotations

import re
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from support.certificates import accepted
from support.pdflatex import available

import symrf
from symrf.answers.certificates.clearing import compared, integral
from symrf.answers.certificates.rocq import statement
from symrf.answers.certificates.statements import inside
from symrf.answers.verdicts import Report, Verdict
from symrf.exact.sets.periodic import Periodic
from symrf.formulas.printing.plain import PLAIN
from symrf.formulas.reader import parse
from symrf.front.cli import main

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


def theorems(text: str) -> dict[str, str]:
    """What the theorems about claims say, by their names."""
    return dict(re.findall(r"^Theorem (claim_\w+) : (.*)\.$", text, re.MULTILINE))


def verdict(network: str, claim: str, axes: str = "w") -> Verdict:
    return symrf.check(network, claim, axes)[0]


@pytest.mark.parametrize(
    ("network", "claim", "said"),
    [
        (
            "c3 p2 c3",
            "size = (w-2)/2-2",
            {
                "claim_1_size": "forall w : Z, 8 <= w -> 2 * N1.size w = w - 6 <-> w mod 2 = 0",
                "claim_1_size_counterexample": "~ 2 * N1.size 9 = 3",
                "claim_1_size_no_less": "forall w : Z, 8 <= w -> w < 9 -> 2 * N1.size w = w - 6",
            },
        ),
        (
            "c3 p2 c3",
            "size = floor((w-8)/2)+1",
            {"claim_1_size": "forall w : Z, 8 <= w -> N1.size w = (w - 8) / 2 + 1"},
        ),
        ("c3 p2 c3", "size = w", {"claim_1_size": "forall w : Z, 8 <= w -> ~ N1.size w = w"}),
        ("c3 p2 c3", "size at w=64 = 29", {"claim_1_size": "N1.size 64 = 29"}),
        ("c3 p2 c3", "size at w=64 = 30", {"claim_1_size": "~ N1.size 64 = 30"}),
        ("c3 p2 c3", "rf = 8", {"claim_1_field": "R1.field = 8"}),
        ("c3 p2 c3", "rf = 7", {"claim_1_field": "~ R1.field = 7"}),
        ("c3 p2 c3", "start = 7/2", {"claim_1_start": "2 * R1.first + R1.field - 1 = 7"}),
        ("c3 p2 c3", "padding = 0", {"claim_1_padding": "- R1.first = 0 /\\ R1.padding_after = 0"}),
        (
            "[id | p2 c3p1 t2s2]",
            "size = w",
            {"claim_1_size": "forall w : Z, 2 <= w -> w mod 2 = 0 -> N1.size w = w"},
        ),
        ("in1 c3-32 p2 flatten", "flat at w=28 = 416", {"claim_1_flat": "32 * N1.size 28 = 416"}),
        ("in3 c3-8 c1-2nobias", "params = 96", {"claim_1_params": "3 * 3 * 8 + 8 + 1 * 8 * 2 = 96"}),
        (
            "in3 c3-8 p2",
            "macs = 72*(w-2)",
            {"claim_1_macs": "forall w : Z, 4 <= w -> 3 * 3 * 8 * N1.after_F w = 72 * (w - 2)"},
        ),
        ("in1 c3-4", "flat = 4*(w-2)", {"claim_1_flat": "forall w : Z, 3 <= w -> 4 * N1.size w = 4 * (w - 2)"}),
        ("c3 u2 c3", "rf = 4", {"claim_1_field": "R1.field = 4"}),
        ("c3 u2", "jump = 1/2", {"claim_1_jump": "R1.advance = 1"}),
        ("c3 gap", "rf = w", {"claim_1_field": "forall w : Z, 3 <= w -> R1.field w = w"}),
        ("c3s2same", "rf = 3", {"claim_1_field": "forall w : Z, 1 <= w -> R1.field w = 3"}),
    ],
    ids=str,
)
def test_a_theorem_says_the_verdict_in_whole_numbers(network: str, claim: str, said: dict[str, str]) -> None:
    assert theorems(verdict(network, claim).certificate("coq")) == said


def test_rocq_accepts_a_proved_a_conditional_and_a_refuted_verdict_and_a_field(tmp_path: Path) -> None:
    claims = ["size = (w-2)/2-2", "size = floor((w-8)/2)+1", "size = w", "rf = 8", "rf = 7", "padding = 0"]
    assert not accepted(symrf.check("c3 p2 c3", claims, "w").certificate("coq").text, tmp_path)


def test_nothing_is_admitted(tmp_path: Path) -> None:
    text = verdict("c3 p2 [c3p1 + id]", "size = (w-2)/2").certificate()
    assert not re.search(r"\b(Admitted|Axiom|Parameter|Conjecture|admit)\b", text)
    path = tmp_path / "out.v"
    path.write_text(f"{text}Print Assumptions claim_1_size.\nPrint Assumptions last_window.\n", "utf-8")
    run = subprocess.run([available("coqc"), "-q", path.name], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert run.stdout.splitlines() == ["Closed under the global context"] * 2


def test_a_claim_on_each_axis_has_a_theorem_on_each_axis() -> None:
    said = theorems(verdict("c3 p2 c3", "size = ((w-6)/2, (h-6)/2)", "w,h").certificate("coq"))
    assert said["claim_1_size_h"] == "forall h : Z, 8 <= h -> 2 * N1.size h = h - 6 <-> h mod 2 = 0"


FAMILIES = (
    ("c{k}s{s} c{m}", "size = floor((w-k-(m-1)s)/s)+1", "forall w : Z, size w = (w - k - (m - 1) * s) / s + 1"),
    ("(c{k} p2)*{n}", "rf = 1+k(2^n-1)", "field = 1 + k * (2 ^ n - 1)"),
    ("(c{k})*{n}", "size = w-n(k-1)", "forall w : Z, size w = w - n * (k - 1)"),
    ("c{k}p{(k-1)/2}", "size = w", "forall w : Z, size w = w"),
    ("t{k}s{s}", "size = s(w-1)+k", "forall w : Z, size w = s * (w - 1) + k"),
    ("c{k}s{s} c{k}s{t}", "jump = s*t", "jump = s * t"),
)


def test_families_have_theorems_for_all_values_of_their_symbols(tmp_path: Path) -> None:
    report = Report(tuple(verdict(network, claim) for network, claim, _ in FAMILIES))
    text = report.certificate("coq").whole()
    assert list(theorems(text).values()) == [said for _, _, said in FAMILIES]
    assert not accepted(text, tmp_path)


def test_a_wrong_verdict_on_a_family_is_not_accepted(tmp_path: Path) -> None:
    for network, claim in (("(c{k} p2)*{n}", "rf = k*2^n"), ("c{k}s{s}", "size = floor((w-k)/s)")):
        right = verdict(network, claim)
        (found,) = right.findings
        wrong = replace(right, findings=(replace(found, decision=replace(found.decision, status="proved")),))
        assert accepted(wrong.certificate(), tmp_path)


def test_the_example_is_what_the_command_writes() -> None:
    report = symrf.check_file((EXAMPLES / "founding_case.claims").read_text("utf-8"))
    assert (EXAMPLES / "founding_case.v").read_text("utf-8") == report.certificate("coq").text


def test_several_claims_are_one_file_and_what_has_none_is_said_in_its_place() -> None:
    found = symrf.check("in1 c3-4 t2s3", ["size = 3*w-7", "rf = 3", "jump = 3"], "w").certificate("smt2")
    assert (found.claims, found.certified) == (3, 1)
    assert found.reasons == (
        "rf = 3: t2s3: a field has no certificate if some outputs read nothing",
        "jump = 3: t2s3: a field has no certificate if some outputs read nothing",
    )
    assert "; t2s3: a field has no certificate if some outputs read nothing" in found.text.splitlines()


@pytest.mark.parametrize(
    ("network", "claim", "reason"),
    [
        ("c3 t2s3", "rf = 3", "if some outputs read nothing"),
        ("t3s2d2", "rf = 2", "a field through a dilated transposed convolution has no certificate"),
        ("pu2 c1-4 pu2 ps2", "rf = 2", "a field through a shuffle that undoes an unshuffle has no certificate"),
        ("u2 gap", "rf <= w", "if adaptive pooling follows outputs that differ in what they read"),
        ("c3 ad7", "rf <= w", "if outputs read in so many different ways"),
        ("[ad4 u2 | ad8]", "rf <= w", "if the branches that meet have the same jump"),
        ("(c3)*2000", "size = w-4000", "a repeat that is not written out has no certificate"),
        ("c3", "size = 9/w", "a formula that divides by a symbol has no certificate"),
        ("c3", "size at w=2 = 0", "an input that the network does not take has no certificate"),
        ("in1 c3-4", "area = 3", "claims about area have no certificate"),
        ("(c3d{2^i})*{i=0..n-1}", "rf = 2^(n+1)-1", "a repeat with an index has no certificate"),
        ("c{k}", "rf = 3", "for families, only proved equations have a certificate"),
        (f"{'c3p1 ' * 1001}", "size = w", "a network with so many layers has no certificate"),
        ("c3d1000003 p200", "size = floor((w - 2000006)/200)", ""),
    ],
    ids=str,
)
def test_what_has_no_certificate_says_of_which_class_it_is(network: str, claim: str, reason: str) -> None:
    if not reason:
        assert "Theorem claim_1_size :" in verdict(network, claim).certificate()
        return
    with pytest.raises(symrf.InputError, match=re.escape(reason)):
        verdict(network, claim).certificate()


def test_another_language_is_refused_with_those_that_there_are() -> None:
    with pytest.raises(symrf.InputError, match="there is no certificate for 'lean': choose one of coq, smt2"):
        verdict("c3", "rf = 3").certificate("lean")


def test_the_command_writes_the_certificate_and_says_of_how_many_verdicts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "out.v"
    code = main(["check", "in1 c3-2", "rf = 3", "area = 1", "--axes", "w", "--certificate", str(path)])
    told = capsys.readouterr()
    assert code == 1  # area = 1 is refuted
    assert "Theorem claim_1_field" in path.read_text("utf-8")
    assert told.err == f"symrf: certificate {path}: 1 of 2 verdicts; area = 1: claims about area have no certificate\n"


@pytest.mark.parametrize(
    ("words", "answer", "message"),
    [
        (["check", "c3", "area = 9", "--certificate", "out.v"], "1 proved.", "claims about area have no certificate"),
        (["check", "c3", "rf = 3", "--certificate", "out.txt"], "1 proved.", "it must end in .v or .smt2"),
        (["solve", "c3", "area = 9", "--certificate", "out.v"], "w >= 3", "claims about area have no certificate"),
        (["solve", "(c3)*{n}", "rf >= 9", "--certificate", "out.v"], "n >= 4", "only if the unknown is the size"),
    ],
    ids=str,
)
def test_the_command_answers_without_a_certificate_and_says_why_in_one_message(
    words: list[str],
    answer: str,
    message: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    code = main(words)
    told = capsys.readouterr()
    assert (code, list(tmp_path.iterdir())) == (2, [])
    assert answer in told.out
    assert message in told.err
    assert len(told.err.splitlines()) == 1


@pytest.mark.parametrize("text", ["c3", "c3\nrf = ("])
def test_a_report_without_a_verdict_has_no_certificate(text: str) -> None:
    with pytest.raises(symrf.InputError, match="there is no verdict"):
        symrf.check_file(text).certificate("coq")


def test_a_solution_for_the_input_is_an_iff(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "out.v"
    words = ["c3 p2 c3", "size = 28", "--axes", "w", "--certificate", str(path), "--for", "json"]
    assert main(["solve", *words]) == 0
    assert '"status": "solved"' in capsys.readouterr().out
    said = theorems(path.read_text("utf-8"))
    assert said["claim_1_size"] == "forall w : Z, 8 <= w -> N1.size w = 28 <-> (w = 62 \\/ w = 63)"


def test_names_and_texts_of_people_break_no_certificate(tmp_path: Path) -> None:
    network = 'forall: c3 in: p2 size: c3  # "odd" (* names'
    text = symrf.check(network, ["size = (in-6)/2", "rf = 8"], axes="in").certificate("coq").text
    assert not accepted(text, tmp_path)


@pytest.mark.parametrize(
    ("formula", "whole"),
    [
        ("(w-2)/2-2", "w-6"),
        ("w/3+1/2", "2*w+3"),
        ("-(w/2)", "-w"),
        ("2/3*w*6", "4*w"),
        ("max(w/2, 3)", "max(w, 6)"),
        ("Mod(w/2, 3)", "Mod(w, 6)"),
        ("(w-1)^2/2", "(w-1)*(w-1)"),
    ],
)
def test_fractions_are_multiplied_out(formula: str, whole: str) -> None:
    found = compared(parse("f"), "=", parse(formula))
    assert PLAIN(found.right) == whole


def test_a_ceiling_is_a_floor() -> None:
    assert PLAIN(integral(parse("ceil((w-3)/2)"))) == "floor((w-2)/2)"


def test_a_set_is_a_statement_about_its_number() -> None:
    where = Periodic("w", 8, 4, (0, 1), 8, included=(range(10, 11),), excluded=(range(12, 14),))
    assert statement(inside(where)) == ("w = 10 \\/ ((w mod 4 = 0 \\/ w mod 4 = 1) /\\ (~ (12 <= w /\\ w <= 13)))")
