"""Claims in LaTeX, Markdown and notebooks: where they are found, what is said of them, and the exit code."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from symrf.front.cli import main
from symrf.front.manuscripts.judging import judge
from symrf.front.reports import complaints
from symrf.front.requests import Request

ROOT = Path(__file__).parents[2]
FOUNDING = "F = c3; M = p2; O = F M F"

Write = Callable[[str, str], str]


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    """Writes a document into the current folder, which is empty, and gives its name."""
    monkeypatch.chdir(tmp_path)

    def written(name: str, text: str) -> str:
        Path(name).write_text(text, "utf-8")
        return name

    return written


def found(name: str, **options: Any) -> list[tuple[str, str, str]]:
    """Place, status and claim of each verdict on a document that is not wrong."""
    judgement = judge([name], Request(**options))
    assert judgement.errors == ()
    places = [place.removeprefix(f"{name}:") for place in judgement.report.places]
    return [(place, each.status, each.claim.text) for place, each in zip(places, judgement.report, strict=True)]


def complaint(name: str) -> str:
    """What is wrong first: with a document, or with what it says."""
    judgement = judge([name])
    return str([*judgement.errors, *complaints(judgement.report)][0])


def notebook(*cells: tuple[str, str]) -> str:
    """A notebook of cells: their type, and their text, which is saved as a list of lines."""
    saved = [{"cell_type": kind, "metadata": {}, "source": text.splitlines(keepends=True)} for kind, text in cells]
    return json.dumps({"cells": saved, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


# ---- LaTeX: after the definitions of the founding case, a body; place, status and claim -----------------------------

TEX = [
    ("% symrf: rf = 8", [("2", "proved", "rf = 8")]),
    ("%%symrf:rf=9", [("2", "refuted", "rf=9")]),
    ("text % symrf: rf(F) = 3\n% symrf: rf(F M) = 5", [("2", "proved", "rf(F) = 3"), ("3", "refuted", "rf(F M) = 5")]),
    ("the field is $8$ % symrf: rf", [("2", "proved", "rf = 8")]),
    ("$1$ and $2$ % symrf: jump", [("2", "proved", "jump = 2")]),
    ("$1$ % symrf: jump\n$8$ % symrf: rf", [("2", "refuted", "jump = 1"), ("3", "proved", "rf = 8")]),
    ("$1$ \\\n % symrf: jump\n and \\(2\\)", [("4", "proved", "jump = 2")]),
    ("% symrf: rf\n\n\\[ r \\le 9. \\]", [("4", "proved", "rf <= 9")]),
    ("% symrf: rf\n$$ r = 1 + 2 + 1 + 4 = 9 $$", [("3", "refuted", "rf = 9")]),
    ("$\\$$ % symrf: rf(F) = 3", [("2", "proved", "rf(F) = 3")]),
    (
        "% symrf: size\n\\begin{equation}\n\\label{a}\nO_w = \\frac{w-2}{2}-2, \\quad w \\text{ even}\n\\end{equation}",
        [("4", "conditional", "size = \\frac{w-2}{2}-2")],
    ),
    (
        r"""\begin{align}
 a &= \lfloor\tfrac{w}{2}\rfloor-3 \\ % symrf: size
 r &= 8 && \text{for all $w$} \\ % symrf: rf
 % symrf: jump
 s &= 3
\end{align}""",
        [
            ("3", "proved", "size = \\lfloor\\tfrac{w}{2}\\rfloor-3"),
            ("4", "proved", "rf = 8"),
            ("6", "refuted", "jump = 3"),
        ],
    ),
    (
        "% symrf: size at w=64, h=64\n$(w, h) \\mapsto (29, 29)$",
        [("3", "proved", "size at w=64, h=64 = (29, 29)")],
    ),
    (
        "% symrf: F = c5\n% symrf: F F\n% symrf: rf = 9",
        None,  # a name is defined once
    ),
    ("\\verb|% symrf: rf = 9| \\verb*+%+ % symrf: rf = 8", [("2", "proved", "rf = 8")]),
    ("\\verb|never closed\n% symrf: rf = 8\n|", [("3", "proved", "rf = 8")]),
    ("\\begin{verbatim}\n% symrf: rf = 9\n\\end{verbatim}\n\\% symrf: rf = 9", []),
    ("\\symrfcheck{c3 c3}{rf = 5}", [("2", "proved", "rf = 5")]),
    ("\\symrfcheck[axes=t] {c{k} % two\n  c3}\n{size = t-k-1}", [("2", "proved", "size = t-k-1")]),
    ("\\symrfsetup{axes={a,b}}\n\\symrfcheck{c3}{size.a = a-2}", [("3", "proved", "size.a = a-2")]),
    ("% symrf: rf = 8 # as Odena et al. say", [("2", "proved", "rf = 8")]),
]  # fmt: skip


@pytest.mark.parametrize(("body", "verdicts"), TEX, ids=[ascii(body) for body, _ in TEX])
def test_latex(write: Write, body: str, verdicts: list[tuple[str, str, str]] | None) -> None:
    name = write("paper.tex", f"% symrf: {FOUNDING}\n{body}\n")
    if verdicts is None:
        assert complaint(name).startswith("paper.tex:2: F is defined twice\n")
    else:
        assert found(name) == verdicts


def test_options_in_a_document(write: Write) -> None:
    name = write("paper.tex", "% symrf: --axes t --where 'k odd'\n% symrf: c{k}p{(k-1)/2}\n% symrf: size = t\n")
    assert found(name) == [("3", "proved", "size = t")]
    assert found(write("a.md", "```symrf --axes t\nc3\nsize = t-2\n```\n")) == [("3", "proved", "size = t-2")]


def test_options_of_the_command(write: Write) -> None:
    name = write("paper.tex", "% symrf: p3s2\n% symrf: size.t = \\lceil (t-3)/2 \\rceil+1\n")
    assert found(name, axes=("t",), convention="caffe") == [("2", "proved", "size.t = \\lceil (t-3)/2 \\rceil+1")]


# ---- Markdown -------------------------------------------------------------------------------------------------------

MARKDOWN = [
    (f"```symrf\n{FOUNDING}\nrf = 8\n```\n", [("3", "proved", "rf = 8")]),
    (f"~~~~ symrf\n{FOUNDING}\n~~~\nrf = 8\n~~~~\n", None),
    (f"<!-- symrf: {FOUNDING} -->\n<!-- symrf: rf = 9 -->", [("2", "refuted", "rf = 9")]),
    (f"<!-- symrf:\n{FOUNDING}\n\nrf = 8\njump = 2\n-->", [("4", "proved", "rf = 8"), ("5", "proved", "jump = 2")]),
    (f"<!-- symrf: {FOUNDING} -->\n\nIt is $8$. <!-- symrf: rf -->", [("3", "proved", "rf = 8")]),
    (
        f"<!-- symrf: {FOUNDING}\nsize -->\n$$\n\\begin{{aligned}}\nO &= \\frac w2 - 3\n\\end{{aligned}}\n$$",
        [("5", "conditional", "size = \\frac w2 - 3")],
    ),
    (
        f"<!-- symrf: {FOUNDING} -->\nIt is <!-- symrf: rf --> $8$ pixels and <!-- symrf: rf --> $9$",
        [("2", "proved", "rf = 8"), ("2", "refuted", "rf = 9")],
    ),
    (
        f"<!-- symrf: {FOUNDING} -->\nThe jump is $2$, the field <!-- symrf: rf --> $8$.\n$7$",
        [("2", "proved", "rf = 8")],
    ),
    (
        f"<!-- symrf: {FOUNDING} -->\nThe field $8$ <!-- symrf: rf -->, the jump $2$ <!-- symrf: jump -->.\n$7$",
        [("2", "proved", "rf = 8"), ("2", "proved", "jump = 2")],
    ),
    (
        f"<!-- symrf: {FOUNDING} -->\n$8$ <!-- symrf: rf.w --><!-- symrf: rf.h -->\n<!-- symrf: jump\n--> $2$",
        [("2", "proved", "rf.w = 8"), ("2", "proved", "rf.h = 8"), ("4", "proved", "jump = 2")],
    ),
    (f"<!-- symrf: {FOUNDING} -->\n<!-- symrf: rf -->\n```math\nr = 8\n```", [("4", "proved", "rf = 8")]),
    ("```console\n<!-- symrf: rf = 9 -->\n```\n`<!-- symrf: rf = 9 -->` <!-- rf = 9 -->\n````\n```symrf\n````\n", []),
    ("100% sure % symrf: rf = 9\n", []),
    (f"> ```symrf\n> {FOUNDING}\n> rf = 8\n> ```", [("3", "proved", "rf = 8")]),
    (f"```symrf\r\n{FOUNDING}\r\nrf = 8\r\n```\r\n", [("3", "proved", "rf = 8")]),
    (f"```symrf\n{FOUNDING}\n```\n\nwords\n\n```symrf\nrf(M F) = 6\n```", [("8", "proved", "rf(M F) = 6")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "verdicts"), MARKDOWN, ids=[ascii(text) for text, _ in MARKDOWN])
def test_markdown(write: Write, text: str, verdicts: list[tuple[str, str, str]] | None) -> None:
    name = write("answer.md", text)
    if verdicts is None:
        assert complaint(name).startswith("answer.md:3: is a blank missing before ~?\n")
    else:
        assert found(name) == verdicts


# ---- notebooks ------------------------------------------------------------------------------------------------------


def test_a_notebook(write: Write) -> None:
    text = notebook(
        ("markdown", f"# Fields\n\n```symrf\n{FOUNDING}\n```"),
        ("code", "print('<!-- symrf: rf = 9 -->')"),
        ("markdown", "It is $8$. <!-- symrf: rf -->"),
        ("code", "%%symrf --axes t\nc3 c3\nrf = 5\nsize = t-3"),
        ("raw", "% symrf: rf = 9"),
        ("code", "%%symrf\n[c3p1 |\n c5p2]"),
        ("markdown", "<!-- symrf: jump = 2 -->"),
    )
    assert found(write("n.ipynb", text)) == [
        ("cell 3:1", "proved", "rf = 8"),
        ("cell 4:3", "proved", "rf = 5"),
        ("cell 4:4", "refuted", "size = t-3"),
        ("cell 7:1", "proved", "jump = 2"),
    ]


BROKEN = [
    ("", "n.ipynb is not a notebook: it is not JSON: line 1, column 1"),
    ('{"cells": [', "n.ipynb is not a notebook: it is not JSON: line 1, column 12"),
    ("[" * 100_000, "n.ipynb is not a notebook: it is not JSON"),
    ("[]", "n.ipynb is not a notebook of format 4: it has no list of cells"),
    ('{"worksheets": [{"cells": []}]}', "n.ipynb is not a notebook of format 4: it has no list of cells"),
    ('{"cells": [7]}', "n.ipynb is not a notebook of format 4: cell 1 has no type, or no text"),
    ('{"cells": [{"cell_type": "code", "source": [1]}]}', "n.ipynb is not a notebook of format 4: cell 1 has no type,"),
    (notebook(("code", "%%symrf --axis t\nc3")), "n.ipynb:cell 1:1: there is no option axis (did you mean axes?): "),
    (notebook(("code", "\n%%symrf\n\nc3\nrf = (")), "n.ipynb:cell 1:5: this bracket is never closed"),
    (notebook(("code", "%%symrf\nc3 q3")), "n.ipynb:cell 1:2: there is no kind of layer q"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "message"), BROKEN, ids=[ascii(text[:60]) for text, _ in BROKEN])
def test_a_broken_notebook(write: Write, text: str, message: str) -> None:
    assert complaint(write("n.ipynb", text)).startswith(message)


# ---- what is wrong: one message, which names the file and the line --------------------------------------------------

WRONG = [
    (
        "a.tex",
        "\n% symrf: c3 c3s1p2s2\n",
        "a.tex:2: stride given twice: is a blank missing before p2s2?\n  c3 c3s1p2s2\n           ^^",
    ),
    ("a.tex", "% symrf: rf = 8", "a.tex:1: a network must come before the first claim"),
    ("a.tex", "% symrf: c3\n% symrf: rf", "a.tex:2: there is no formula on this line or after it\n  rf\n  ^^"),
    (
        "a.tex",
        "% symrf: c3\n% symrf: rf\n\\[ a \\\\ b \\]",
        "a.tex:2: the formula has 2 rows: put the marker at the end of the one you mean\n  rf\n  ^^",
    ),
    ("a.tex", "% symrf: c3\n$r = (3$ % symrf: rf", "a.tex:2: this bracket is never closed\n  rf = (3\n       ^"),
    ("a.tex", "% symrf: c3\n% symrf: --axes t", "a.tex:2: options come before what they are for\n  --axes t\n"),
    ("a.tex", "\n\\symrfcheck{c3}", "a.tex:2: \\symrfcheck takes a network and a claim, each in braces"),
    ("a.tex", "\\symrfcheck{c3}{rf = }", "a.tex:1: the claim ends too soon: a sign such as = and a formula"),
    ("a.tex", "\\symrfcheck[axis=t]{c3}{rf = 3}", "a.tex:1: there is no option axis (did you mean axes?): choose"),
    ("a.md", "```symrf\nc3\nrf = 3\nsize@5 = 3\n```", "a.md:4: there is no layer 5: the network has 1 layer\n"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "text", "message"), WRONG, ids=[ascii(text) for _, text, _ in WRONG])
def test_what_is_wrong_is_told_with_its_place(write: Write, name: str, text: str, message: str) -> None:
    assert complaint(write(name, text)).startswith(message)


FILES = [
    ("missing.tex", None, "missing.tex cannot be read: No such file or directory"),
    ("a.md", b"caf\xe9", "a.md is not text in UTF-8: byte 3 is 0xe9"),
    ("a\0.md", None, "'a\\x00.md' cannot be the name of a file"),
]


@pytest.mark.parametrize(("name", "data", "message"), FILES, ids=[ascii(name) for name, *_ in FILES])
def test_a_file_that_is_no_document(write: Write, name: str, data: bytes | None, message: str) -> None:
    del write  # the folder is empty
    if data is not None:
        Path(name).write_bytes(data)
    assert complaint(name) == message


def test_a_folder_and_a_file_that_is_too_long(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("folder.md").mkdir()
    assert complaint("folder.md") == "folder.md cannot be read: Is a directory"
    monkeypatch.setattr("symrf.formulas.limits.FILE_BYTES", 2**20)
    assert complaint(write("a.md", "x" * 2**20 + "x")) == "a.md is too long: at most 1 MiB can be read"


HOSTILE = [
    *(sign * 300_000 for sign in ("$", "`", "%", "{", "\n")),
    *(
        f"{opening}" * 50_000
        for opening in ("\\(", "<!--", "```\n", "\\symrf{", "\\symrf[", "\\begin{align}", "\\verb|")
    ),
    "` `` " * 60_000,
    "\\\\" * 150_000,
    "% symrf: size\n$1$\n" * 15_000,
]


@pytest.mark.parametrize("name", ["a.tex", "a.md"])
@pytest.mark.parametrize("text", HOSTILE, ids=[ascii(text[:12]) for text in HOSTILE])
def test_hostile_documents_take_no_long_time(write: Write, name: str, text: str) -> None:
    write(name, text)
    command = [sys.executable, "-m", "symrf", "check", name]
    run = subprocess.run(command, capture_output=True, env={"PYTHONPATH": str(ROOT)}, timeout=30)
    assert run.returncode in (0, 2)
    assert b"Traceback" not in run.stderr


# ---- the command ----------------------------------------------------------------------------------------------------


def said(capture: pytest.CaptureFixture[bytes], *arguments: str) -> tuple[int, str, str]:
    code = main(["check", *arguments])
    out, err = capture.readouterr()
    return code, out.decode(), err.decode()


GOOD, CONDITIONAL = "% symrf: c3\n% symrf: rf = 3\n", "% symrf: p2\n% symrf: size = w/2\n"
REFUTED, UNDECIDED = "% symrf: c3\n% symrf: rf = 4\n", "% symrf: (c{k})*{n}\n% symrf: rf = n^{k}\n"


@pytest.mark.parametrize(
    ("documents", "options", "code"),
    [
        ([GOOD], [], 0),
        ([GOOD, CONDITIONAL], [], 0),
        ([GOOD, CONDITIONAL], ["--strict"], 1),
        ([GOOD, REFUTED], [], 1),
        ([GOOD, "% symrf: q3"], [], 2),
        ([REFUTED, "% symrf: q3"], [], 2),
    ],
)
def test_exit_codes(
    capsysbinary: pytest.CaptureFixture[bytes], write: Write, documents: list[str], options: list[str], code: int
) -> None:
    names = [write(f"{number}.tex", text) for number, text in enumerate(documents)]
    got, out, err = said(capsysbinary, *names, *options)
    assert got == code
    assert out != ""  # what is judged is told
    assert (err == "") == (code != 2)


def test_an_undecided_claim_ends_with_3(
    capsysbinary: pytest.CaptureFixture[bytes], write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    from symrf.answers import judging
    from symrf.exact.logic.answer import Answer

    monkeypatch.setattr(judging, "holds", lambda *_: Answer("undecided", reason="it is left open"))
    code, out, err = said(capsysbinary, write("a.tex", GOOD))
    assert (code, err) == (3, "")
    assert "a.tex:2  undecided  rf = 3  it is left open" in out


def test_every_wrong_document_has_its_message(capsysbinary: pytest.CaptureFixture[bytes], write: Write) -> None:
    names = [write("a.tex", "% symrf: q3"), write("b.md", "```symrf\nc3\n```"), write("c.ipynb", "{")]
    code, out, err = said(capsysbinary, *names, "d.tex")
    assert (code, out) == (2, "")
    heads = [line for line in err.splitlines() if line.startswith("symrf: ")]
    assert [re.split("[: ]", head)[2] for head in heads] == ["b.md", "c.ipynb", "d.tex", "a.tex"]
    assert heads[0] == "symrf: b.md contains no claims"


def test_a_document_without_claims_is_fine(capsysbinary: pytest.CaptureFixture[bytes], write: Write) -> None:
    assert said(capsysbinary, write("a.md", "# Words\n")) == (0, "", "symrf: a.md contains no claims\n")


def test_json_has_the_places(capsysbinary: pytest.CaptureFixture[bytes], write: Write) -> None:
    _, out, _ = said(capsysbinary, write("a.tex", GOOD), "--format", "json")
    [verdict] = json.loads(out)["verdicts"]
    assert (verdict["place"], verdict["status"]) == ("a.tex:2", "proved")


def test_a_claims_file_and_a_network_are_read_as_before(
    capsysbinary: pytest.CaptureFixture[bytes], write: Write
) -> None:
    wanted = said(capsysbinary, "c3", "rf = 3")
    code, out, _ = said(capsysbinary, write("claims.txt", "c3\nrf = 3\n"))
    assert code == 0
    assert "claims.txt:2  proved   rf = 3" in out
    assert said(capsysbinary, "@" + write("claims.md", "c3\nrf = 3\n")) == wanted
    assert said(capsysbinary, "c3 # as in a.md", "rf = 3") == wanted


# ---- the examples and the hook --------------------------------------------------------------------------------------


def test_the_examples(capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT / "examples")
    code, out, err = said(capsysbinary, "paper.tex", "answer.md")
    assert (code, err) == (0, "")
    statuses = re.findall(r"^(\w+\.\w+):\d+ +(\w+)", out, re.MULTILINE)
    assert ("paper.tex", "conditional") in statuses
    assert ("answer.md", "conditional") in statuses
    assert {status for _, status in statuses} == {"proved", "conditional"}
    assert len(statuses) >= 8


def test_a_wrong_number_in_an_example_is_refuted(write: Write) -> None:
    text = (ROOT / "examples" / "paper.tex").read_text("utf-8")
    assert text.count("(8, 8)") == 1
    refuted = [each for each in found(write("paper.tex", text.replace("(8, 8)", "(9, 9)"))) if each[1] == "refuted"]
    assert [claim for *_, claim in refuted] == ["rf = (9, 9)"]


def test_the_hook_calls_the_command(capsysbinary: pytest.CaptureFixture[bytes], write: Write) -> None:
    text = (ROOT / ".pre-commit-hooks.yaml").read_text("utf-8")
    hook = dict(re.findall(r"^(?:- |  )(\w+): (.*)$", text, re.MULTILINE))
    assert (hook["id"], hook["language"]) == ("symrf-check", "python")
    for name, wanted in [("a.tex", True), ("b/a.md", True), ("a.ipynb", True), ("a.text", False), ("md", False)]:
        assert (re.search(hook["files"], name) is not None) == wanted
    program, *arguments = hook["entry"].split()
    assert program == "symrf"
    assert main([*arguments, write("a.tex", REFUTED)]) == 1
    assert b"a.tex:2" in capsysbinary.readouterr().out


def test_every_error_is_symrfs(write: Write) -> None:
    for text in ("% symrf: \\", "% symrf: size at\n$$$$", "$$ % symrf: rf", "\\symrfcheck{{}{", "% symrf: --'"):
        judgement = judge([write("a.tex", text)])
        assert len([*judgement.errors, *complaints(judgement.report)]) + len(judgement.silent) == 1
