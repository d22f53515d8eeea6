"""Every target takes every document: KaTeX, MathJax, pdfLaTeX and GitHub's Markdown read what is laid out for them."""

from __future__ import annotations

import html
import re
from functools import cache
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import cmarkgfm
import pytest
from support import tables
from support.documents import CLAIMS, DOCUMENTS
from support.katex import render_errors
from support.laws import examples
from support.mathjax import refusals
from support.pdflatex import compile_document

import symrf
from symrf.answers.documents.document import Code, Document, Equations, Paragraph, Table
from symrf.answers.documents.english.about import told
from symrf.answers.documents.english.comparing import compared
from symrf.answers.documents.english.contents import USUAL_COMPARED, explain
from symrf.answers.documents.english.judgement import judged
from symrf.formulas.relations import Relation
from symrf.formulas.tree import Piecewise, Symbol, Tuple, Written, nodes
from symrf.front.rendering.displays import broken
from symrf.front.rendering.formulas import mathematics
from symrf.front.rendering.targets import TARGETS, target
from symrf.front.rendering.widths import width
from symrf.networks.display import Selection

if TYPE_CHECKING:
    from collections.abc import Iterator

EXAMPLES = Path(__file__).parents[2] / "examples"
TEX = ("paper", "slides")
WEB = ("stackexchange", "github", "notebook")
FOUNDING = "targets/founding."
SUFFIXES = {name: path.removeprefix(FOUNDING) for name, path in tables.TARGETS.items() if path.startswith(FOUNDING)}
PAIR = ("c3s1 c3s1", "c3s1 p2s2 c3s1")
RESNET = EXAMPLES / "resnet18.symrf"
LAYER = re.compile(r"[A-Za-z]+[0-9]+(_.*)?").fullmatch
AT = {"w": 64, "h": 64}

VERBS = ("about", "check", "compare")
DERIVED = {arguments[0]: arguments[1:] for _, arguments, _ in DOCUMENTS if arguments[0] not in VERBS}
MAKERS = {
    "founding": lambda: compared(symrf.compare(PAIR), Selection(USUAL_COMPARED, at=(AT,))),
    "check": lambda: judged(symrf.check("F = c3; M = p2; O2 = F M F", CLAIMS)),
    "three": lambda: compared(
        symrf.compare((*PAIR, "c7s2p3 p3s2p1 c3p1 c3p1 c3s2p1")), Selection(USUAL_COMPARED, at=(AT,))
    ),
    "families": lambda: compared(symrf.compare(("(c{k}s{s})*{n}", "(c{k} p2)*{n}"))),
    "cases": lambda: explain(symrf.derive("(c{k}s{s})*{n}"), steps=True),
    "cases checked": lambda: judged(symrf.check("(c{k}s{s})*{n}", ["rf = 1+(k-1)*n", "size = w/s^n"])),
    "sum": lambda: explain(symrf.derive("(c{k}d{2^i})*{i=0..n-1} c3s2"), steps=True),
    "symbols": lambda: explain(symrf.derive("c3x5s2p1x2 p3s2ceil [c{k} c{k} | p{k}s1 c{k}]"), steps=True),
    "resnet18": lambda: explain(symrf.derive(RESNET.read_text("utf-8")), steps=True, at={"w": 224, "h": 224}),
    "layers": lambda: explain(symrf.derive("c3 c3p1 p2s2 c3s1p1 " * examples(50)), steps=True),
    "costs": lambda: explain(symrf.derive("in3 c3p1-64 p2 c{k}p1-128"), costs=True),
    "long costs": lambda: explain(symrf.derive(RESNET.read_text("utf-8")), costs=True, at={"w": 224, "h": 224}),
    "a kind": lambda: told(symrf.about("p")),
    "a quantity": lambda: told(symrf.about("rf")),
    "pipes": lambda: explain(symrf.derive("in3 [c1-64 | c3p1-128]"), steps=True, costs=True),
} | {
    network: lambda network=network, options=options: explain(
        symrf.derive(
            network,
            axes=tuple(options[options.index("--axes") + 1].split(",")) if "--axes" in options else ("w", "h"),
            convention=options[options.index("--convention") + 1] if "--convention" in options else "pytorch",
        ),
        steps="--steps" in options,
        reach="--reach" in options,
        costs="--costs" in options,
    )
    for network, options in DERIVED.items()
}


@cache
def document(name: str) -> Document:
    return MAKERS[name]()


def inline_formulas(name: str) -> Iterator[object]:
    """Every formula of a document, side by side where it is a chain."""
    for block in document(name).blocks:
        match block:
            case Equations(rows):
                for row in rows:
                    yield from row.relation.sides
                    yield from row.when
            case Paragraph(inlines):
                yield from inlines
            case Table(head, rows):
                for row in (head, *rows):
                    for cell in row:
                        yield from cell


def written(name: str) -> Iterator[Written]:
    """The written trees of a document, those in relations, too."""
    for formula in inline_formulas(name):
        match formula:
            case Relation(sides):
                yield from (side for side in sides if isinstance(side, Written))
            case Written():
                yield formula


@pytest.mark.parametrize("place", [name for name, each in TARGETS.items() if not each.pictures])
def test_a_target_takes_every_block_and_inline(place: str) -> None:
    texts = [target(place).render(document(name)) for name in MAKERS]
    assert all(text.strip() and "None" not in text for text in texts)
    assert len(set(texts)) == len(MAKERS)


@pytest.mark.parametrize("name", MAKERS)
@pytest.mark.parametrize("place", TEX)
def test_pdflatex_sets_it_and_no_line_is_too_long(place: str, name: str, tmp_path: Path) -> None:
    log = compile_document(target(place).render(document(name), standalone=True), tmp_path)
    assert "Output written" in log
    assert [line for line in log.splitlines() if line.startswith("Overfull")] == []


def web_formulas(place: str, text: str) -> tuple[list[str], list[str]]:
    """The displays and the formulas in lines of a text for the web."""
    if place == "github":
        displays = re.findall(r"^```math\n(.*?)\n```$", text, re.DOTALL | re.MULTILINE)
        return displays, re.findall(r"\$`([^`]+)`\$", text)
    displays = re.findall(r"\$\$(.*?)\$\$", text, re.DOTALL)
    return displays, re.findall(r"(?<!\\)\$((?:[^$\\]|\\.)+)\$", re.sub(r"\$\$.*?\$\$", "", text, flags=re.DOTALL))


@pytest.mark.parametrize("name", MAKERS)
def test_katex_and_mathjax_read_every_formula(name: str) -> None:
    """Each formula once: the places for the web write most of them alike."""
    found = [web_formulas(place, target(place).render(document(name))) for place in WEB]
    assert all(displays or lines for displays, lines in found)
    displays, lines = (list(dict.fromkeys(chain.from_iterable(each))) for each in zip(*found, strict=True))
    for read in (render_errors, refusals):
        assert read(displays) == [None] * len(displays)
        assert read(lines, display=False) == [None] * len(lines)


def test_the_harness_of_mathjax_refuses_what_mathjax_refuses() -> None:
    assert refusals([r"\frac{1}", r"\unknowncommand", r"\left(w", r"\frac{1}{2}"]) == [
        r"Missing argument for \frac",
        r"Undefined control sequence \unknowncommand",
        r"Extra \left or missing \right",
        None,
    ]


@pytest.mark.parametrize("name", MAKERS)
def test_github_eats_no_formula(name: str) -> None:
    text = target("github").render(document(name))
    displays, lines = web_formulas("github", text)
    page = cmarkgfm.github_flavored_markdown_to_html(text)
    fences = re.findall(r'<pre lang="math"><code>(.*?)\n</code></pre>', page, re.DOTALL)
    assert [html.unescape(fence) for fence in fences] == displays
    assert [html.unescape(code) for code in re.findall(r"\$<code>([^<]*)</code>\$", page)] == lines
    # GitHub takes no formula that touches a word, and refuses these macros
    assert not re.search(r"[\w-]\$`|`\$\w", text)
    assert not re.search(r"\\(operatorname|phantom|mbox|newcommand|def)\b", text)


@pytest.mark.parametrize("name", ["costs", "pipes", "check", "founding"])
@pytest.mark.parametrize("place", ["github", "notebook"])
def test_every_row_of_a_table_has_all_its_cells(place: str, name: str) -> None:
    page = cmarkgfm.github_flavored_markdown_to_html(target(place).render(document(name)))
    tables = [block for block in document(name).blocks if isinstance(block, Table)]
    shown = re.findall(r"<table>(.*?)</table>", page, re.DOTALL)
    assert tables
    for table, text in zip(tables, shown, strict=True):
        rows = re.findall(r"<tr>(.*?)</tr>", text, re.DOTALL)
        assert len(rows) == 1 + len(table.body)
        assert {len(re.findall("<t[hd]", row)) for row in rows} == {len(table.head)}
        codes = [html.unescape(code) for row in rows for code in re.findall(r"(?<!\$)<code>(.*?)</code>", row)]
        assert codes == [each.text for row in table.body for cell in row for each in cell if isinstance(each, Code)]


def test_a_pipe_in_a_table_on_stack_exchange_is_an_entity() -> None:
    text = target("stackexchange").render(
        Document((Table((("a",), ("b",)), (((Code("[c1 | c3]"),), (Code("c3"),)),)),))
    )
    assert "| <code>[c1 &#124; c3]</code> | `c3` |" in text


def whole_again(lines: list[str]) -> str:
    """A broken formula without the marks of its breaks."""
    text = "".join(lines).replace("\\left.", "").replace("\\right.", "")
    return re.sub(r"\{\}|\\(?:text|script|scriptscript)style ", "", text)


@pytest.mark.parametrize("name", MAKERS)
def test_every_formula_reads_back_broken_or_not(name: str) -> None:
    # the names of layers are letters and digits, which no formula is made of
    trees = [tree for tree in dict.fromkeys(written(name)) if not (isinstance(tree, Symbol) and LAYER(tree.name))]
    assert trees
    for tree in trees:
        assert symrf.formulas.reader.parse(mathematics(tree)) == tree
        if not isinstance(tree, Tuple) or not any(isinstance(node, Piecewise) for node in nodes(tree)):
            assert symrf.formulas.reader.parse(whole_again(broken(tree, 90.0))) == tree


def test_widths_are_those_of_tex(tmp_path: Path) -> None:
    names = ("founding", "cases", "sum", "symbols", "costs", "resnet18", "check")
    formulas = list(dict.fromkeys(mathematics(tree) for name in names for tree in written(name)))
    lines = [r"\documentclass{article}\usepackage{amsmath}\newlength\wide\begin{document}"]
    for formula in formulas:
        for style in ("\\displaystyle", ""):
            lines.append(f"\\settowidth\\wide{{${style} {formula}$}}\\typeout{{WIDE \\the\\wide}}")
    log = compile_document("\n".join((*lines, r"x\end{document}")), tmp_path)
    true = [float(found) for found in re.findall(r"^WIDE ([\d.]+)pt", log, re.MULTILINE)]
    assert len(true) == 2 * len(formulas) > 200
    for place, wide in enumerate(true):
        formula, style = formulas[place // 2], place % 2
        assert 0.93 * wide - 2 <= width(formula, style) <= 1.3 * wide + 15, formula


@pytest.mark.parametrize("place", SUFFIXES)
@pytest.mark.parametrize("name", ["founding", "check"])
def test_the_founding_case_is_read(name, place, golden) -> None:  # type: ignore[no-untyped-def]
    golden(f"targets/{name}.{SUFFIXES[place]}", target(place).render(document(name)))
