"""Documents that were read, each beside numbers that were worked out without symrf."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from support.documents import CODES, DOCUMENTS, SUFFIXES
from support.katex import render_errors
from support.pdflatex import compile_document

from symrf.front.cli import main
from symrf.front.rendering.latex import whole

GOLDEN = Path(__file__).parents[1] / "golden"
CASES = [(name, arguments, suffix) for name, arguments, formats in DOCUMENTS for suffix in formats]


@pytest.mark.parametrize(("name", "arguments", "suffix"), CASES, ids=[f"{name}.{suffix}" for name, _, suffix in CASES])
def test_document(name, arguments, suffix, golden, capsysbinary) -> None:  # type: ignore[no-untyped-def]
    assert main([*arguments, "--format", suffix]) == CODES.get(arguments[0], 0)
    golden(f"{name}.{SUFFIXES[suffix]}", capsysbinary.readouterr().out.decode("utf-8"))


@pytest.mark.parametrize(
    "number",
    # worked out by hand in the question that began it, and counted window by window
    ["(w-4, h-4)", "((w-2)/2-2, (h-2)/2-2)", "for even w and h", "(60, 60)", "(29, 29)", "field(O_2) = (8, 8)"],
)
def test_the_founding_case_says(number: str) -> None:
    assert number in (GOLDEN / "c3s1_c3s1_and_c3s1_p2s2_c3s1.txt").read_text("utf-8")


def test_the_founding_case_has_the_field_of_every_prefix() -> None:
    """That after F_1, with which both networks begin, stands there once."""
    text = (GOLDEN / "c3s1_c3s1_and_c3s1_p2s2_c3s1.txt").read_text("utf-8")
    assert re.findall(r"field = .* = (\d+)$", text, re.MULTILINE) == ["3", "5", "4", "8"]


def formulas(path: Path) -> list[str]:
    """The formulas in a LaTeX or Markdown document: displays, and what stands between dollars."""
    text = path.read_text("utf-8")
    displays = re.findall(r"\\begin\{align\*\}.*?\\end\{align\*\}|\$\$.*?\$\$", text, re.DOTALL)
    for display in displays:
        text = text.replace(display, "")
    inline = re.findall(r"\$([^$]+)\$", text)
    return [display.strip("$") for display in displays] + inline


@pytest.mark.parametrize("path", sorted([*GOLDEN.glob("*.tex"), *GOLDEN.glob("*.md")]), ids=lambda path: path.name)
def test_katex_renders_every_formula(path: Path) -> None:
    found = formulas(path)
    assert found
    assert render_errors(found) == [None] * len(found)


def test_pdflatex_compiles_all_of_them(tmp_path: Path) -> None:
    bodies = [path.read_text("utf-8") for path in sorted(GOLDEN.glob("*.tex"))]
    source = whole("\n".join(bodies))
    assert "Output written" in compile_document(source, tmp_path)
