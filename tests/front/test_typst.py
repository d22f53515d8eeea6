"""Typst: the compiler takes whatever is rendered, understands the formulas that were meant, and runs nothing."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st
from support.laws import examples
from support.pdflatex import available
from support.strategies import written_trees
from support.typst_mathematics import understood

import symrf
from symrf.answers.documents.document import Code, Document, Equations, Heading, Inline, Paragraph, Picture, Row, Table
from symrf.answers.documents.drawing import Drawing, Line, Style
from symrf.answers.documents.english.comparing import compared
from symrf.answers.documents.english.contents import USUAL_COMPARED, composed, explain
from symrf.answers.documents.english.judgement import judged
from symrf.errors import InputError
from symrf.formulas import reader as formula
from symrf.formulas.printing.typst import TYPST as FORMULA
from symrf.formulas.relations import Across, Applied, Composition, Congruence, Divides, Relation, Word
from symrf.formulas.tree import Fraction, Number, Symbol, number
from symrf.front.rendering.breadth import PAGE, breadth
from symrf.front.rendering.compilation import compiled, published
from symrf.front.rendering.svg import SVG
from symrf.front.rendering.targets import TARGETS
from symrf.front.rendering.typst import TYPST, page
from symrf.networks.display import Selection

CLAIMS = ["size = ((w-2)/2-2, (h-2)/2-2)", "size at w=64 = 29", "rf@M = (4, 4)", "size <= [w/2]", "size = 2^w"]
DOCUMENTS: dict[str, Callable[[], Document]] = {
    "founding": lambda: explain(symrf.derive("c3s1 p2s2 c3s1"), steps=True),
    "compared": lambda: compared(
        symrf.compare(("c3s1 c3s1", "c3s1 p2s2 c3s1")), Selection(USUAL_COMPARED, at=({"w": 64, "h": 64},))
    ),
    "closed": lambda: explain(symrf.derive("c3s1 p2s2 c3s1"), "closed", steps=True),
    "tensorflow": lambda: explain(symrf.derive("c3s2same p2", convention="tensorflow"), steps=True),
    "two axes": lambda: explain(symrf.derive("c3x5s2p1x2 p3s2ceil relu"), at={"w": 65, "h": 64}, steps=True),
    "one axis": lambda: explain(symrf.derive("a_b: z1:2 dw3d2 a2", axes=("time",)), steps=True),
    "residual": lambda: explain(symrf.derive("c7s2p3 [c3s2p1 c3p1 + short: c1s2] relu"), steps=True, reach=True),
    "unet": lambda: explain(symrf.derive("[crop | p2 c3 c3 t2s2] c3", axes=("w",)), steps=True),
    "without crop": lambda: explain(symrf.derive("[id | p2 c3p1 u2] c3p1"), at={"w": 64, "h": 64}),
    "up": lambda: explain(symrf.derive("t3s2p1o1 ub2 pu2 ps3 resize9 gap", axes=("w",)), steps=True),
    "costs": lambda: explain(symrf.derive("in3 c3p1-8 p2 flatten fc10"), costs=True),
    "costs of a family": lambda: explain(symrf.derive("in3 (c3p1-{c} p2)*{n} c3-4"), steps=True, costs=True),
    "deep": lambda: explain(symrf.derive("(c3 p2)*100"), steps=True),
    "cases": lambda: explain(symrf.derive("(c{k}s{s})*{n}"), steps=True),
    "checked": lambda: judged(symrf.check("F = c3; M = p2; O2 = F M F", CLAIMS)),
}
SIGNATURES = {"pdf": b"%PDF-", "png": b"\x89PNG\r\n\x1a\n", "svg": b"<svg "}
NASTY = (
    *("#import", '#read("/etc/passwd")', "$", "$x$", "@x", "*b*", "_i_", "`", "``a`", '"', '\\"', "\\", "\\u{41}"),
    *("<l>", "]", "[", "= t", "- i", "+ i", "/ t: d", "1. x", "//", "/*", "*/", "https://a.b", "---", "-?", "...", "~"),
    *("'", "{", "}", "#{1+1}", ";", "a\nb", "\n\n= t", "\t", "\x00", "é", "→", " x ", "x.y", "(y)", "\\ ", "#", "12"),
)


def texts(source: str) -> str:
    """All that Typst sets of a document, without blanks."""

    def read(node: Any) -> str:
        match node:
            case {"func": "smartquote", "double": double}:
                return '"' if double else "'"
            case {"func": "raw" | "text" | "symbol", "text": str(text)}:
                return text
            case dict():
                return "".join(read(node[key]) for key in ("text", "body", "children", "base", "b", "t") if key in node)
            case list():
                return "".join(map(read, node))
        return ""

    with TemporaryDirectory() as root:
        compiler = typst.Compiler(f"#[{source}] <all>".encode(), root=root, ignore_system_fonts=True)
        return "".join(read(json.loads(compiler.query("<all>"))).split())


@pytest.mark.parametrize("name", DOCUMENTS)
@pytest.mark.parametrize("kind", SIGNATURES)
def test_documents_compile(name: str, kind: Any) -> None:
    assert published(DOCUMENTS[name](), kind).startswith(SIGNATURES[kind])


@pytest.mark.parametrize("name", ["founding", "costs of a family", "checked"])
def test_documents_that_were_read(name: str, golden: Callable[[str, str], None]) -> None:
    golden(f"{name.replace(' ', '_')}.typ", TARGETS["typst"].render(DOCUMENTS[name](), standalone=name == "founding"))


@settings(max_examples=examples(25), deadline=None)
@given(st.lists(written_trees(), min_size=1, max_size=30))
def test_typst_understands_the_tree_that_was_printed(trees: list[Any]) -> None:
    assert [formula.parse(latex) for latex in understood(list(map(FORMULA, trees)))] == trees


@settings(max_examples=examples(25), deadline=None)
@given(st.lists(written_trees(), min_size=1, max_size=30))
def test_displays_of_any_trees_compile(trees: list[Any]) -> None:
    rows = (Row(Relation((Word("size"), tree, tree)), ("for ", tree)) for tree in trees)
    source = TYPST(Document((Equations(tuple(rows)), *(Paragraph((tree,)) for tree in trees))))
    assert compiled(page(source), "pdf").startswith(SIGNATURES["pdf"])


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("(w-2)/2-2", "(w-2)/2-2"),
        ("floor((w-8)/2)+1", "floor((w-8)/2)+1"),
        ("ceiling(w/2)", "ceil(w/2)"),
        ("2**n*(w-1)", "2^n (w-1)"),
        ("2**(n+1)", "2^(n+1)"),
        ("w**(2*n)", "w^(2n)"),
        ("2*k*s", "2k s"),
        ("2*3", "2 dot 3"),
        ("2*floor(w)", "2 floor(w)"),
        ("W_in-p_l", 'W_"in"-p_l'),
        ("F_12", "F_12"),
        ("sigma_1*height", 'sigma_1 "height"'),
        ("Sum(2**i, (i, 0, n-1))", "sum_(i=0)^(n-1) 2^i"),
        ("Piecewise((n, Eq(s, 1)), (2*n, True))", 'cases(n &quad "if" s=1, 2n &quad "otherwise")'),
        ("Mod(w, 2)", "w mod 2"),
        ("min(w, h)", "min(w, h)"),
        ("(w-2, h-2)", "(w-2, h-2)"),
    ],
)
def test_formulas_read_as_a_person_types_them(text: str, source: str) -> None:
    assert FORMULA(formula.parse(text)) == source


@pytest.mark.parametrize("text", NASTY, ids=ascii)
def test_what_a_user_types_is_set_as_it_is(text: str) -> None:
    cells: tuple[Inline, ...] = (text, Code(text), Word(text), Symbol(text), Applied(text, Symbol(text)))
    said = Document(
        (
            Heading(cells),
            *(Paragraph((cell,)) for cell in cells),
            Paragraph((text, text, Code(text), text)),
            Equations((Row(Relation((Word(text), Symbol(text), number(1))), cells),)),
            Table((cells,), ((cells,),)),
        )
    )
    assert compiled(page(TYPST(said)), "pdf").startswith(SIGNATURES["pdf"])
    if text.isprintable():
        shown = "".join(text.split())
        for inline in cells[:3]:
            assert texts(TYPST(Document((Paragraph((inline,)),)))) == shown
        assert texts(TYPST(Document((Paragraph((text, Code(text), text)),)))) == 3 * shown


@settings(max_examples=examples(50), deadline=None)
@given(st.lists(st.lists(st.sampled_from(NASTY) | st.characters(codec="utf-8"), max_size=4).map("".join), max_size=20))
def test_nothing_that_is_typed_runs(typed: list[str]) -> None:
    said = (inlines for text in typed for inlines in ((text, Code(text)), (Code(text), text), (Symbol(text), text)))
    assert compiled(page(TYPST(Document(tuple(map(Paragraph, said))))), "pdf").startswith(SIGNATURES["pdf"])


def test_other_mathematics() -> None:
    w, two = Symbol("w"), number(2)
    said = (Composition((Symbol("F_2"), w)), Congruence(w, number(1), two), Divides(two, w), Relation((w, two), ">="))
    said += (Across((w, two)),)
    source = TYPST(Document((Paragraph(said),)))
    assert source == "$F_2 compose w$$w equiv 1 thick (mod 2)$$2 divides w$$w >= 2$$w times 2$\n"
    assert texts(source) == "F2∘ww≡1(mod2)2∣ww≥2w×2"


def test_a_line_that_is_too_long_is_broken_before_a_sign_and_its_premise_stands_below() -> None:
    long = Fraction(Number(10**30), Symbol("w"))
    row = Row(Relation((Word("size"), long, long, long, long)), ("for ", long, " and ", Symbol("h")))
    assert breadth([row.relation]) > PAGE
    lines = TYPST(Document((Equations((row,)),))).splitlines()
    assert [line.split()[:2] for line in lines[1:-1]] == [['"size"', "&="], ["&=", f"{10**30}/w"], ["&quad", '"for"']]


def test_a_picture_is_drawn_from_its_source() -> None:
    drawing = Drawing(9, 9, (Line(((0, 0), (9, 9)), Style.EDGE),), '```#x\\"', 'a "line"\\')
    said = Document((Picture(drawing, ("What ", Symbol("O"), " reads.")),))
    assert f"\n{SVG(drawing).strip()}\n" in TYPST(said)
    assert published(said, "svg").startswith(SIGNATURES["svg"])


def test_a_pdf_is_the_same_each_time() -> None:
    assert published(DOCUMENTS["checked"](), "pdf") == published(DOCUMENTS["checked"](), "pdf")


def test_without_the_wheel_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(InputError) as refused:
        compiled("x", "png")
    assert str(refused.value) == 'symrf needs Typst to write png: pip install "symrf[typst]"'


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("$frac(1$", "Typst refuses the document: unclosed delimiter"),
        (
            '#read("../../etc/passwd")',
            'Typst refuses the document: path `"../../etc/passwd"` would escape the project root',
        ),
        ("a #pagebreak() b", "png holds only one page, but the document has more: choose pdf"),
    ],
)
def test_what_does_not_compile_is_refused(source: str, message: str) -> None:
    with pytest.raises(InputError) as refused:
        compiled(source, "png")
    assert refused.value.message == message


def test_the_files_of_the_machine_are_not_there() -> None:
    with pytest.raises(InputError, match="file not found"):
        compiled('#read("/etc/passwd")', "pdf")


def test_there_are_three_formats() -> None:
    kind: Any = "gif"
    with pytest.raises(InputError, match="there is no format 'gif': choose one of pdf, png, svg"):
        compiled("x", kind)


WIDE = {
    "googlenet": lambda: told("googlenet", "table", "size,field,jump,start,params,macs,memory"),
    "unet": lambda: told("unet_valid", "table,costs", "size,field,jump,start,padding,params"),
    "family": lambda: composed(symrf.derive("in3 (c{k}p{p}-{c} p2)*{n} c{k}"), Selection(("table",), notation=False)),
}


def told(name: str, contents: str, columns: str) -> Document:
    network = (Path(__file__).parents[2] / "examples" / f"{name}.symrf").read_text("utf-8")
    asked = Selection(tuple(contents.split(",")), columns=tuple(columns.split(",")), notation=False)
    return composed(symrf.derive(network, budget=20), asked)


@pytest.mark.parametrize("name", WIDE)
def test_no_words_of_a_wide_table_lie_on_others_or_beside_the_page(name: str, tmp_path: Path) -> None:
    """As poppler sees the words of the page: boxes that overlap in a line by more than a hair."""
    (tmp_path / "page.pdf").write_bytes(published(WIDE[name](), "pdf"))
    command = [available("pdftotext"), "-bbox", str(tmp_path / "page.pdf"), "-"]
    shown = subprocess.run(command, capture_output=True, check=True, text=True).stdout
    pages = shown.split("<page ")[1:]
    assert pages
    found = 0
    for page_shown in pages:
        boxes = [
            tuple(map(float, box))
            for box in re.findall(
                r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">', page_shown
            )
        ]
        found += len(boxes)
        assert all(left >= 0 and right <= 595.3 for left, _, right, _ in boxes)
        for one, other in combinations(boxes, 2):
            high = min(one[3], other[3]) - max(one[1], other[1])
            wide = min(one[2], other[2]) - max(one[0], other[0])
            whole = min(one[3] - one[1], other[3] - other[1])
            assert not (high > 0.6 * whole and wide > 2.5), (one, other)
    assert found > 40
