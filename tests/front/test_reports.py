"""Reports for machines: JUnit's XML, annotations of lines, what is quiet, and several files of claims at once."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest

import symrf
from symrf.front.cli import main
from symrf.front.reports import annotated, junit

Ran = Callable[..., tuple[int, str, str]]

GOOD, WRONG, SOME, OPEN, NONE = "rf = 3", "rf = 4", "size = w^(1/2)", "size <= 9", "sise = 3"
CLAIMS = f"c3\n{GOOD}\n{WRONG}\n{NONE}\n"


@pytest.fixture
def ran(capsysbinary: pytest.CaptureFixture[bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ran:
    """Runs the command in an empty folder: its exit code, and what it says on both streams."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str) -> tuple[int, str, str]:
        code = main(arguments)
        out, err = capsysbinary.readouterr()
        return code, out.decode(), err.decode()

    return run


def test_no_claim_silences_another(ran: Ran) -> None:
    code, out, err = ran("check", "c3", GOOD, NONE, WRONG)
    assert code == 2
    assert [line.split()[0] for line in out.splitlines()[2:5]] == ["proved", "unread", "refuted"]
    assert out.endswith("1 proved, 1 refuted, 1 unread.\n")
    assert err.startswith("symrf: sise is not a quantity")
    assert err.endswith("  sise = 3\n  ^^^^\n")


def test_a_claim_alone_that_is_unread_prints_nothing(ran: Ran) -> None:
    assert ran("check", "c3", NONE)[:2] == (2, "")


@pytest.mark.parametrize(
    ("text", "statuses"),
    [
        ("c3\nrf = 3\nrf = (\nrf = 3", ["proved", "unread", "proved"]),
        ("c3\nsise = n-2\nrf = 3", ["unread", "proved"]),  # a claim with a slip in its name: the network stays
        ("c3\nsise at n=9 = 7\nrf = 3", ["unread", "proved"]),
        ("c3\nnext = c3 q3\nrf = 3", ["unread", "unread"]),  # the right side begins like a network
        ("c3\nnext = stem head\nrf = 3", ["unread", "unread"]),  # names of networks, which are not defined
        ("c3\nc3 q2\nrf = 3", ["unread", "unread"]),  # what the second is about is not known
        ("c3\nc3 q2\nrf = 3\nc5\nrf = 5", ["unread", "unread", "proved"]),
        ("F = c3; F = c5\nrf = 3", ["unread", "unread"]),
        ("c3\nsize@9 = 2\nparams = 9\nrf = 3", ["unread", "unread", "proved"]),
    ],
)
def test_what_cannot_be_read_leaves_the_others(text: str, statuses: list[str]) -> None:
    report = symrf.check_file(text, axes="n")
    assert [verdict.status for verdict in report] == statuses
    assert all((verdict.error is None) == (verdict.status != "unread") for verdict in report)
    assert [verdict.place for verdict in report][-1] == f"line {len(text.splitlines())}"


def test_networks_with_inputs_are_each_for_itself() -> None:
    networks = "net = in3@64x64 c3\nnext = c3 c3\nresnet = c7"
    claims = ["rf = 7", "size(net) = 62", "size(net next) = 58", "size(next) = (w-4, h-4)", "rf(next net) = 7"]
    report = symrf.check_file("\n".join((networks, *claims)))
    assert [each.status for each in report] == ["proved"] * 4 + ["unread"]
    assert report[-1].error is not None
    assert report[-1].error.message.startswith("net begins with in3@64x64: ")


def test_a_claim_about_a_network_that_is_unread_says_which() -> None:
    unread = symrf.check_file("c3 q2\nrf = 3")[1].error
    assert unread is not None
    assert unread.message == "it is about the network on line 1, which cannot be read"


def test_several_files_of_claims(ran: Ran) -> None:
    Path("a.claims").write_text("c3\nrf = 3\n")
    Path("b.txt").write_text("c5\nrf = 4\n# nothing more\n")
    Path("c.txt").write_text("# nothing\n")
    code, out, err = ran("check", "a.claims", "b.txt", "c.txt")
    assert (code, err) == (1, "symrf: c.txt contains no claims\n")
    assert re.findall(r"^(\S+:\d+) +(\w+)", out, re.MULTILINE) == [("a.claims:2", "proved"), ("b.txt:2", "refuted")]
    code, out, err = ran("check", "a.claims", "missing.txt")
    assert code == 2
    assert "a.claims:2" in out
    assert err == "symrf: missing.txt cannot be read: No such file or directory\n"


def test_a_file_that_is_named_like_a_network_is_the_network(ran: Ran) -> None:
    Path("c3").write_text("c5\nrf = 5\n")
    assert "proved   rf = 3" in ran("check", "c3", "rf = 3")[1]
    assert "proved   rf = 5" in ran("check", "./c3")[1]


def test_quiet_prints_what_is_not_proved(ran: Ran) -> None:
    assert ran("check", "c3", GOOD, "--quiet") == (0, "", "")
    code, out, _ = ran("check", "c3", GOOD, WRONG, "--quiet")
    assert code == 1
    assert "rf = 4" in out
    assert "rf = 3" not in out


def test_junit() -> None:
    report = symrf.check("c3", [GOOD, WRONG, SOME, OPEN, NONE, "rf = \x01"], axes="w")
    root = ElementTree.fromstring(junit(report))  # noqa: S314 - our own
    assert {name: root.get(name) for name in ("tests", "failures", "errors", "skipped")} == {
        "tests": "6",
        "failures": "1",
        "errors": "2",
        "skipped": "1",
    }
    outcomes = {case.get("name"): [outcome.tag for outcome in case] for case in root}
    assert outcomes == {GOOD: [], WRONG: ["failure"], SOME: ["skipped"], OPEN: [], NONE: ["error"], "rf = �": ["error"]}
    assert root[0].get("classname") == "c3"


def test_junit_names_file_and_line(ran: Ran) -> None:
    Path("a.claims").write_text(CLAIMS)
    code, out, _ = ran("check", "a.claims", "--format", "junit")
    assert code == 2
    cases = [(case.get("file"), case.get("line")) for case in ElementTree.fromstring(out)]  # noqa: S314
    assert cases == [("a.claims", "2"), ("a.claims", "3"), ("a.claims", "4")]


def test_annotations(ran: Ran) -> None:
    Path("a.claims").write_text(CLAIMS)
    _, out, _ = ran("check", "a.claims", "--format", "annotations")
    first, second = out.splitlines()
    assert first == "::error file=a.claims,line=3,title=refuted%3A rf = 4::it is 3"
    assert second.startswith("::error file=a.claims,line=4,title=unread%3A sise = 3::sise is not a quantity")
    assert annotated(symrf.check("c3", GOOD)) == ""
    assert annotated(symrf.check("p2", "size = w/2", axes="w")).startswith("::notice title=conditional")


def test_what_is_hostile_starts_no_line_of_its_own() -> None:
    hostile = "rf = 4 %0A\r\n::error::x\x1b[31m \x85"
    (line,) = annotated(symrf.check("c3", hostile)).splitlines()
    assert line.startswith("::error title=unread%3A rf = 4 %250A")
    assert "::error%3A" not in line
    assert line.isprintable()


@pytest.mark.parametrize("form", ["json", "annotations", "junit"])
def test_bytes_in_a_claim_that_are_no_text(ran: Ran, form: str) -> None:
    code, out, err = ran("check", "c3", "rf = 3 \udcff", "--format", form)
    assert code == 2
    assert "the character U+DCFF is not part of a formula" in out
    assert err.startswith("symrf: the character U+DCFF")


@pytest.mark.parametrize("words", [("c3 q2",), ("check", "c3 q2", "rf = 3"), ("solve", "c3", "rf ="), ("check", "no")])
def test_an_error_is_json_where_that_is_asked_for(ran: Ran, words: tuple[str, ...]) -> None:
    for options in (("--format", "json"), ("--for=json",)):
        code, out, err = ran(*words, *options)
        told = json.loads(out)
        assert (code, told["schema"]) == (2, 1)
        assert err.startswith(f"symrf: {told['error']['message']}")


def test_the_name_of_a_file_is_told_where_a_text_or_a_claim_stands(ran: Ran) -> None:
    Path("a.claims").write_text("c3\nrf = 3\n")
    with pytest.raises(symrf.InputError, match=r"a\.claims is the name of a file"):
        symrf.check_file("a.claims\n")
    code, out, err = ran("check", "c3", "rf = 3", "a.claims")
    assert (code, out) == (2, "")
    assert err == "symrf: a.claims is a file, and a file is checked without a network before it: symrf check a.claims\n"


def test_a_text_without_claims_is_told(ran: Ran) -> None:
    Path("a.claims").write_text("# nothing\n")
    assert ran("check", "a.claims") == (0, "", "symrf: a.claims contains no claims\n")
    assert ran("check", "@a.claims") == (0, "", "symrf: a.claims contains no claims\n")
