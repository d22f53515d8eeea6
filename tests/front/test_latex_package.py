r"""symrf.sty and what `symrf latex-cache` derives for it: pdfLaTeX sets the numbers, and warns of what is missing."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from support.pdflatex import compile_document, pdf_text

import symrf
from symrf.front.cli import main
from symrf.front.manuscripts.caches import STYLE, cached

FOUNDING = "c3s1 p2s2 c3s1"

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Runs `symrf latex-cache` in an empty folder: its code, and what it says."""
    monkeypatch.chdir(tmp_path)

    def command(*arguments: str) -> tuple[int, str, str]:
        code = main(["latex-cache", *arguments])
        out, err = capsysbinary.readouterr()
        return code, out.decode(), err.decode()

    return command


def document(body: str, head: str = "") -> str:
    return f"\\documentclass{{article}}\n\\usepackage{{symrf}}\n{head}\\begin{{document}}\n{body}\n\\end{{document}}\n"


def warnings(log: str) -> list[str]:
    return re.findall(r"Package symrf Warning: (.*?)(?: on input line \d+)?\.$", log, re.MULTILINE)


BOOKMARKED = r"""\documentclass{article}
\usepackage{hyperref,symrf}
\begin{document}
\tableofcontents
\section{Of \symrf[axes=w]{(c{k})*{n} p2}}
\begin{figure}F\caption{And \symrfcheck{c3}{rf = 3}}\end{figure}
\end{document}
"""


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text.replace("−", "-"))


# ---- TeX reads what was derived -------------------------------------------------------------------------------------


# What is asked for, and what the page then says; sizes at 64 are worked out by hand: 64-2 = 62, 62/2 = 31, 31-2 = 29.
ASKED = [
    (r"\symrf[at={w=64,h=64}]{c3s1 p2s2 c3s1}", "(29,29)"),
    ("\\symrf[field]{c3s1  p2s2\n  c3s1}", "(8,8)"),
    (r"\[ \symrf[jump]{c3s1 p2s2 c3s1} \]", "(2,2)"),
    (r"\symrf[start, axes=w]{c3 c3}", "2"),
    (r"\symrf[premise]{c3s1 p2s2 c3s1}", "forevenwandh"),
    (r"\symrf[axes=w]{c3 c3}", "w-4"),
    (r"\symrf[axes=w]{(c{k})*{n}}", "w-n(k-1)"),
    (r"\symrf[axes=w]{(c2d{2^i})*{i=0..n-1}}", "w+1-2n"),
    (r"\symrf[axes=w]{[c3p1 c3p1 + id] -> c3}", "w-2"),
    ("\\symrf[axes=w]{[c1-64 | c3p1-128 % with a comment\n | p3s1p1 c1-32] c5}", "w-4"),
    (r"\symrf[axes=w]{F = c3; O = F F F}", "w-6"),
    (r"\symrf[axes=w]{c3p1:2}", "w+1"),
    (r"\symrf[params]{in1 c3-32 c3-64 c3-64}", "55744"),
    (r"\symrf[axes=w, where={k odd; p = (k-1)/2}]{c{k}p{p}}", "w"),
    (r"\symrf[axes=w, convention=caffe, size=closed, at={w=6}]{p3s2}", "3"),
    (r"\symrfcheck{c3 c3}{rf = 5}", "5"),
    (r"$O = \symrfcheck[axes=w]{c3s1 p2s2 c3s1}{size = \frac{w-2}{2}-2}$", "O=w-2/2-2forevenw"),
    (r"Note\footnote{Of \symrf[axes=w]{c5 c5} pixels.}", "Ofw-8pixels."),
    (r"\begin{align} x &= \symrf[axes=w]{c7} \\ y &= \symrf[axes=w]{c9} \end{align}", "x=w-6(1)y=w-8(2)"),
    (r"\section{Of \symrf[axes=w]{c11} pixels} \tableofcontents", "1Ofw-10pixels"),
    (r"\symrf[closed, axes=w]{c3s1 p2s2 c3s1 p2}", "w-10/4"),
    (r"\symrf[nested, axes=w, at={w=9}]{c3 p2}", "3"),
    (r"\symrf[area]{c3s1 p2s2 c3s1}", "64"),
    (r"\symrf[macs, at={w=6,h=6}]{in3 c3-8}", "3456"),
    (r"\symrf[memory.half, at=6]{in3 c3-8}", "256"),
    (r"\symrf[params_total]{in1 c3-32 c3-64 c3-64}", "55744"),
    (r"\symrf[table, axes=w]{c3s1 p2s2}", "maxpool"),
    (r"\symrf[steps, axes=w]{c3s1 p2s2 c3s1}", "field=r+(k-1)j=4+(3-1)·2=8"),
]  # fmt: skip


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The words of one document with all of them, each on a line between marks."""
    folder = tmp_path_factory.mktemp("page")
    lines = "\n\n".join(f"\\noindent A{number}A: {asked} :B{number}B" for number, (asked, _) in enumerate(ASKED))
    text = document(lines)
    (folder / "document.tex").write_text(text, "utf-8")
    here = Path.cwd()
    os.chdir(folder)
    try:
        assert main(["latex-cache", "document.tex", "--sty"]) == 0
    finally:
        os.chdir(here)
    for _ in range(2):
        log = compile_document(text, folder)
    assert warnings(log) == []
    assert "[symrf?]" not in pdf_text(folder)
    return pdf_text(folder)


@pytest.mark.parametrize("number", range(len(ASKED)), ids=[asked for asked, _ in ASKED])
def test_the_page_says_what_was_derived(page: str, number: int) -> None:
    _, said = ASKED[number]
    inside = re.search(f"A{number}A:(.*?):B{number}B", page, re.DOTALL)
    assert inside is not None
    if "/" in said:  # a fraction stands in two lines
        above, below = said.split("/")
        numerator = above.partition("=")[2]
        assert numerator in squeezed(inside[1])
        assert below[1:] in squeezed(inside[1])
    elif "footnote" in ASKED[number][0] or "section" in ASKED[number][0]:
        assert said in squeezed(page)
    else:
        assert said in squeezed(inside[1])


def test_what_is_missing_is_a_mark_and_a_warning(run: Run, tmp_path: Path) -> None:
    body = f"\\symrf{{{FOUNDING}}} and $\\symrfcheck[axes=w]{{c3}}{{size = w-2}}$"
    (tmp_path / "symrf.sty").write_text(STYLE.read_text("utf-8"), "utf-8")
    log = compile_document(document(body), tmp_path)
    assert "Package symrf: there is no document.symrf.tex to read; run symrf latex-cache document" in log
    assert warnings(log) == [
        f"not derived yet: [] {FOUNDING}",
        "not derived yet: [axes=w] c3, size = w-2",
        "formulas are missing: run symrf latex-cache document, then LaTeX again",
    ]
    assert squeezed(pdf_text(tmp_path)).startswith("[symrf?]and[symrf?]")
    assert run("document.tex")[0] == 0
    assert warnings(compile_document(document(body), tmp_path)) == []
    stale = compile_document(document(body.replace("c3s1 p2s2", "c5s1 p2s2")), tmp_path)
    assert warnings(stale)[0] == "not derived yet: [] c5s1 p2s2 c3s1"
    assert len(warnings(stale)) == 2


def test_a_cache_of_another_version_is_a_warning(run: Run, tmp_path: Path) -> None:
    text = document("\\symrf[axes=w]{c3}")
    Path("document.tex").write_text(text, "utf-8")
    assert run("document", "--sty")[0] == 0
    cache = Path("document.symrf.tex")
    cache.write_text(cache.read_text("utf-8").replace("{1}\n", "{2}\n", 1), "utf-8")
    log = compile_document(text, tmp_path)
    assert warnings(log)[:2] == [
        "document.symrf.tex is of another version: run symrf latex-cache again",
        "not derived yet: [axes=w] c3",
    ]


def test_active_characters_change_nothing(run: Run, tmp_path: Path) -> None:
    shorthands = "".join(f"\\catcode`\\{sign}=13 \\def{sign}{{\\string{sign}\\relax}}" for sign in ":;!?|*")
    text = document(f"{shorthands}\\symrf[axes=w]{{F = c3p1:2; [F | F] (c3)*4}}.")
    Path("document.tex").write_text(text, "utf-8")
    assert run("document.tex", "--sty")[0] == 0
    assert warnings(compile_document(text, tmp_path)) == []
    assert squeezed(pdf_text(tmp_path)).startswith("w-7.")


def test_titles_and_captions_with_bookmarks(run: Run, tmp_path: Path) -> None:
    Path("document.tex").write_text(BOOKMARKED, "utf-8")
    assert run("document.tex", "--sty")[0] == 0
    for _ in range(2):
        log = compile_document(BOOKMARKED, tmp_path)
    assert (warnings(log), re.findall("Package hyperref Warning", log)) == ([], [])
    octal = Path("document.out").read_text("latin-1")
    bookmark = re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), octal)
    assert "(ck)*n p2" in bookmark.replace("\0", "")


def test_inputs_and_setups_are_followed(run: Run, tmp_path: Path) -> None:
    Path("parts").mkdir()
    Path("parts/one.tex").write_text("\\symrfsetup{axes=t}\n\\symrf{c3}\n\\input{parts/two}\n", "utf-8")
    Path("parts/two.tex").write_text("\\symrf{c5}\\input{parts/one}\n", "utf-8")  # a circle, which TeX would not end
    text = document("\\symrf[axes=w]{c3}: \\input{parts/one.tex} \\include{none} \\symrf[field]{c3}")
    Path("document.tex").write_text(text, "utf-8")
    assert run("document.tex", "--sty") == (
        0,
        f"document.symrf.tex: 4 entries\nsymrf.sty: the package of symrf {symrf.__version__}\n",
        "",
    )
    Path("parts/two.tex").write_text("\\symrf{c5}\n", "utf-8")
    assert warnings(compile_document(text, tmp_path)) == []
    assert re.match(r"w-2:t-2t-41?3", squeezed(pdf_text(tmp_path)))  # 1 is the number of the page before \\include


def test_a_claim_that_is_wrong_is_marked(run: Run, tmp_path: Path) -> None:
    text = document("\\symrfcheck[axes=w]{c3}{size = w-3}")
    Path("document.tex").write_text(text, "utf-8")
    code, out, err = run("document.tex", "--sty")
    assert (code, err) == (1, "")
    assert "document.tex:4  refuted  size = w-3" in out
    assert warnings(compile_document(text, tmp_path)) == ["a claim is refuted"]
    assert squeezed(pdf_text(tmp_path)).startswith("w-3[symrf:refuted]")


def test_a_claim_of_which_it_is_not_known_where_it_is_true_is_marked(run: Run) -> None:
    Path("document.tex").write_text(document("\\symrfcheck[axes=w]{c{k} c{m}}{rf = (-1)^k*k*m}"), "utf-8")
    assert run("document.tex")[0] == 3
    assert "\\symrfwrong{conditional}" in Path("document.symrf.tex").read_text("utf-8")


# ---- the command ----------------------------------------------------------------------------------------------------


def test_the_cache_is_the_same_again_and_keeps_its_time(run: Run) -> None:
    Path("document.tex").write_text(document("\\symrf{c5} \\symrf{c3 c3} \\symrf{c5} $\\symrf[field]{c5}$"), "utf-8")
    run("document.tex")
    first = Path("document.symrf.tex")
    text, changed = first.read_bytes(), 10**9
    os.utime(first, ns=(changed, changed))
    assert run("document.tex")[1] == "document.symrf.tex: 3 entries\n"
    assert (first.read_bytes(), first.stat().st_mtime_ns) == (text, changed)


def test_what_is_no_command_is_not_derived(run: Run) -> None:
    del run  # the folder is empty
    body = "% \\symrf{q}\n\\verb|\\symrf{q}|\n\\begin{verbatim}\n\\symrf{q}\n\\end{verbatim}\n\\symrfx{q}\\\\symrf{q}"
    macro = "\\newcommand{\\net}[1]{\\symrf[field]{#1}}\n"
    Path("document.tex").write_text(document(f"{body}\n\\symrf{{c3}}", macro), "utf-8")
    cache = cached("document.tex")
    assert (list(cache.entries), cache.errors) == ([("", "", "c3", "")], [])


# A line of a document, and the message that names it.
WRONG = [
    (r"\symrf{c3s1p2s2}", "document.tex:5: stride given twice: is a blank missing before p2s2?\n  c3s1p2s2\n     "),
    (r"\symrf[feild]{c3}", "document.tex:5: there is no option feild: choose one of steps, "),
    (r"\symrf[field, jump]{c3}", "document.tex:5: only one of size, shape, "),
    (r"\symrf[size=flat]{c3}", "document.tex:5: form must be one of hand, nested, closed, not 'flat'\n"),
    (r"\symrf[params]{c3}", "document.tex:5: "),
    (r"\symrf", "document.tex:5: \\symrf takes a network in braces\n"),
    (r"\symrf{c3", "document.tex:5: \\symrf takes a network in braces\n"),
    (r"\symrf{c3 # a comment}", "document.tex:5: an argument of TeX cannot contain #\n  c3 # a comment\n     ^\n"),
    (r"\symrf{\net}", "document.tex:5: "),
    (r"\symrf[at={w=2}]{c3}", "document.tex:5: at w=2 layer F (c3) has no output: w must be at least 3\n"),
    (r"\symrfcheck{c3}{rf = (}", "document.tex:5: this bracket is never closed\n"),
    (r"\symrfsetup{axes=1}", "document.tex:5: '1' cannot be the name of an axis"),
    (r"\symrf[7]{c3}", "document.tex:5: an option must be a name, or name=value\n  7\n  ^\n"),
]  # fmt: skip


@pytest.mark.parametrize(("line", "message"), WRONG, ids=[line for line, _ in WRONG])
def test_what_is_wrong_has_its_line(run: Run, line: str, message: str) -> None:
    Path("document.tex").write_text(document(f"\\symrf{{c3}}\n{line}"), "utf-8")
    code, out, err = run("document.tex")
    assert (code, out) == (2, "")
    assert err.startswith(f"symrf: {message}")
    assert not Path("document.symrf.tex").exists()


def test_every_fault_has_its_message(run: Run) -> None:
    Path("more.tex").write_text("\n\\symrf{q3}\n", "utf-8")
    Path("document.tex").write_text(document("\\symrf{x3} \\input{more}\n\\symrf{c3} \\symrf{c3 (}"), "utf-8")
    _, _, err = run("document.tex")
    assert re.findall(r"^symrf: (\S+):", err, re.MULTILINE) == ["document.tex:4", "more.tex:2", "document.tex:5"]


def test_files_that_double_and_double_are_refused(run: Run) -> None:
    for number in range(40):
        Path(f"f{number}.tex").write_text(f"\\input{{f{number + 1}}}\\input{{f{number + 1}}}", "utf-8")
    code, out, err = run("f0.tex")
    assert (code, out) == (2, "")
    assert err.startswith("symrf: more than 1,000 files are input; the last is f")


def test_the_package_has_the_version_of_symrf() -> None:
    assert f"{{{symrf.__version__}}}{{Formulas of convolutional networks}}" in STYLE.read_text("utf-8")


def test_files_and_the_style(run: Run, tmp_path: Path) -> None:
    assert run("--sty") == (0, f"{STYLE}\n", "")
    assert STYLE.is_file()
    assert run()[0] == 2
    assert run("none.tex") == (2, "", "symrf: none.tex cannot be read: No such file or directory\n")
    (tmp_path / "document.symrf.tex").mkdir()
    (tmp_path / "document.tex").write_text(document("\\symrf{c3}"), "utf-8")
    assert run("document.tex") == (2, "", "symrf: document.symrf.tex cannot be written: Is a directory\n")


def test_the_example_compiles(tmp_path: Path) -> None:
    text = (Path(__file__).parents[2] / "examples" / "paper.tex").read_text("utf-8")
    assert "Overfull" not in compile_document(text, tmp_path)
    assert "29×29" in squeezed(pdf_text(tmp_path))
