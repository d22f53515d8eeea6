"""Documents as HTML: formulas that are the tree, valid pages that fetch nothing, and nothing typed becomes markup."""

from __future__ import annotations

import re
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import html5lib
import pytest
from hypothesis import given
from support.browser import rendered
from support.katex import render_errors
from support.strategies import written_trees

import symrf
from symrf.answers.documents.document import Code, Copy, Document, Equations, Heading, Paragraph, Picture, Row, Table
from symrf.answers.documents.english.comparing import compared
from symrf.answers.documents.english.contents import explain
from symrf.answers.documents.english.judgement import judged
from symrf.answers.documents.english.page import PageWords
from symrf.answers.documents.pictures.pyramid import pyramid
from symrf.formulas.printing.latex import LATEX
from symrf.formulas.printing.mathml import MATHML
from symrf.formulas.reader import parse
from symrf.formulas.relations import Across, Applied, Composition, Congruence, Divides, Relation, Word
from symrf.formulas.tree import Number, Symbol, Tuple, Written
from symrf.front.rendering.html import HTML, page
from symrf.front.rendering.mathml import formula
from symrf.front.rendering.svg import SVG
from symrf.front.rendering.targets import TARGETS

EXAMPLES = Path(__file__).parents[2] / "examples"
CLAIMS = ["size = ((w-2)/2-2, (h-2)/2-2)", "rf = (9, 9)", "jump = 2"]
DOCUMENTS = {
    "founding": lambda: explain(symrf.derive("c3s1 p2s2 c3s1"), steps=True),
    "comparison": lambda: compared(symrf.compare(["c3s1 p2s2 c3s1", "c3s1 c3s1 p2s2"])),
    "report": lambda: judged(symrf.check("c3s1 p2s2 c3s1", CLAIMS)),
    "family": lambda: explain(symrf.derive("(c{k}s{s})*{n}"), steps=True),
    "sums": lambda: explain(symrf.derive("(c{k} p2)*{n}"), steps=True),
    "costs": lambda: explain(symrf.derive("in3 c3p1-8 p2 flatten fc10"), costs=True, at={"w": 8, "h": 8}),
    "deep": lambda: explain(symrf.derive((EXAMPLES / "resnet152.symrf").read_text("utf-8")), steps=True),
    "empty": lambda: Document(()),
}


@cache
def whole(name: str) -> str:
    return TARGETS["html"].render(DOCUMENTS[name](), standalone=True)


def element(text: str) -> ElementTree.Element:
    return ElementTree.fromstring(text)  # noqa: S314 - written by symrf a moment ago


# What a reader of MathML sees, typed in LaTeX.
SIGNS = {"−": "-", "\u2062": "*", "⋅": "*", "\u2061": "", "mod": r"\bmod "}
SIGNS |= {"⌊": r"\lfloor ", "⌋": r"\rfloor ", "⌈": r"\lceil ", "⌉": r"\rceil ", "{": "", "∑": r"\sum "}


def read(of: ElementTree.Element) -> str:
    """An element of MathML as LaTeX, by what its tag means and nothing else."""
    text = (of.text or "").replace("\u00a0", " ")
    parts = [read(child) for child in of]
    match of.tag:
        case "mrow" | "mtd":
            return "".join(parts)
        case "mn":
            return text
        case "mi" if text in ("min", "max"):
            return f"\\{text} "
        case "mi":
            return f" {text} " if len(text) == 1 else f"\\mathrm{{{text}}}"
        case "mo":
            return SIGNS.get(text, text)
        case "mtext":
            return f"\\text{{{text}}}"
        case "msub":
            return f"{parts[0]}_{{{of[1].text or ''}}}".replace(" _", "_").replace("_1}", r"\_1}")
        case "msup":
            return f"{{{parts[0]}}}^{{{parts[1]}}}"
        case "mfrac":
            return f"\\frac{{{parts[0]}}}{{{parts[1]}}}"
        case "munderover":
            return f"{parts[0]}_{{{parts[1]}}}^{{{parts[2]}}}"
        case "mtable":
            return "\\begin{cases}" + "\\\\".join(parts) + "\\end{cases}"
        case "mtr":
            return "&".join(parts)
    raise AssertionError(f"no element of a formula: {of.tag}")


@given(written_trees())
def test_the_mathml_of_a_tree_reads_as_the_tree(tree: Written) -> None:
    assert parse(read(element(MATHML(tree)))) == tree


@given(written_trees())
def test_the_annotation_of_a_formula_reads_as_the_tree(tree: Written) -> None:
    math = element(formula(tree))
    [semantics] = math
    shown, annotation = semantics
    assert (math.tag, semantics.tag, shown.tag) == ("math", "semantics", "mrow")
    assert annotation.attrib == {"encoding": "application/x-tex"}
    assert annotation.text is not None
    assert parse(annotation.text) == tree
    assert math.attrib["alttext"]


@given(written_trees())
def test_a_dot_is_drawn_where_latex_has_one(tree: Written) -> None:
    assert MATHML(tree).count("⋅") == LATEX(tree).count(r"\cdot")


@pytest.mark.parametrize(
    ("text", "mathml"),
    [
        ("w", "<mi>w</mi>"),
        ("W_{in}", "<msub><mi>W</mi><mi>in</mi></msub>"),
        ("Gamma", '<mi mathvariant="normal">Γ</mi>'),
        ("-w", "<mrow><mo>−</mo><mi>w</mi></mrow>"),
        ("2w", "<mrow><mn>2</mn><mo>\u2062</mo><mi>w</mi></mrow>"),
        ("(w-2)/2", "<mfrac><mrow><mi>w</mi><mo>−</mo><mn>2</mn></mrow><mn>2</mn></mfrac>"),
        ("2^n", "<msup><mn>2</mn><mi>n</mi></msup>"),
        ("floor(w/2)", "<mrow><mo>⌊</mo><mfrac><mi>w</mi><mn>2</mn></mfrac><mo>⌋</mo></mrow>"),
    ],
)
def test_signs(text: str, mathml: str) -> None:
    assert MATHML(parse(text)) == mathml


def test_mathematics_of_a_document() -> None:
    w, s = Symbol("w"), Symbol("s")
    said = {
        Relation((w, Number(8)), ">="): "w≥8",
        Composition((Symbol("F"), Symbol("I"))): "F∘I",
        Applied("shape", Symbol("O_1")): "shape\u2061(O1)",
        Congruence(w, Number(1), Number(4)): "w≡1(mod4)",
        Divides(s, w - 1): "s∣w−1",
        Across((Number(8), w)): "8×w",
        Word("size"): "size",
    }
    for mathematics, text in said.items():
        [[shown, _]] = element(formula(mathematics))
        assert "".join(shown.itertext()) == text


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_page_is_valid_html_that_fetches_nothing(name: str) -> None:
    text = whole(name)
    html5lib.HTMLParser(strict=True).parse(text)  # raises at the first error
    assert not re.search(r"https?:|//|@import|url\(|\ssrc=|<link", re.sub(r"^ *//.*|  //.*", "", text, flags=re.M))
    assert "<button" not in text  # the script makes them


def test_a_page_says_its_language_and_its_words() -> None:
    words = PageWords(language="nl", title="a&b", copy='TeX "kopiëren"', copied="<ok>")
    tree = html5lib.parse(page(HTML(DOCUMENTS["founding"]()), words), namespaceHTMLElements=False)
    assert tree.attrib == {"lang": "nl"}
    assert tree.findtext("head/title") == "a&b: c3s1 · p2s2 · c3s1"
    assert tree.find("body/main").attrib == {"data-copy": words.copy, "data-copied": words.copied}
    assert {field.name for field in fields(words)} == {"language", "title", "copy", "copied"}


def test_the_formulas_of_a_page_render_in_katex() -> None:
    tree = html5lib.parse(whole("family"), namespaceHTMLElements=False)
    sources = [each.text for each in tree.iter() if str(each.tag).endswith("annotation")]
    assert len(sources) > 10
    assert render_errors(sources) == [None] * len(sources)


EVIL = "</annotation></math></code></script><script>alert(1)</script><b x=\"'&lt;"


def test_nothing_typed_becomes_markup() -> None:
    symbol = Symbol(EVIL)
    inlines: tuple[Any, ...] = (EVIL, Code(EVIL), symbol, Word(EVIL), Applied(EVIL, symbol), Composition((symbol,)))
    inlines += (
        Across((symbol, symbol)),
        Relation((symbol, symbol)),
        Congruence(symbol, symbol, symbol),
        Divides(symbol, symbol),
    )
    document = Document(
        (
            Paragraph(inlines),
            Heading(inlines),
            Equations((Row(Relation((symbol, Tuple((symbol, symbol)))), inlines),)),
            Table((inlines,), ((inlines,),)),
            Copy(((EVIL, symbol),)),
        )
    )
    text = page(HTML(document))
    tree = html5lib.HTMLParser(strict=True).parse(text)
    tags = [str(each.tag).partition("}")[2] for each in tree.iter()]
    assert "b" not in tags
    assert tags.count("script") == 1
    assert {name for each in tree.iter() for name in each.attrib} <= {
        *("alttext", "charset", "class", "content", "data-copied", "data-copy", "displaystyle", "display", "encoding"),
        *("lang", "lspace", "name", "scope", "stretchy", "style", "width"),
    }
    codes = [each for each in tree.iter("{http://www.w3.org/1999/xhtml}code") if each.text == EVIL]
    assert len(codes) == 4  # in a paragraph, a heading, and a table, its head and its body; nowhere cut


def test_a_table_names_its_columns_and_rows() -> None:
    compared = html5lib.parse(HTML(DOCUMENTS["comparison"]()), namespaceHTMLElements=False)
    assert [each.attrib["scope"] for each in compared.find(".//table").iter("th")] == ["col"] * 2 + ["row"] * 6
    costs = html5lib.parse(HTML(DOCUMENTS["costs"]()), namespaceHTMLElements=False)
    sides = ["style" in each.attrib for each in costs.findall(".//table/thead/tr")[-1]]
    assert sides == [False, False, True, True, True]


def test_a_picture_is_a_figure() -> None:
    drawing = pyramid(symrf.derive("c3"))
    shown = HTML(Document((Picture(drawing, ("Of ", Code("c3"))),)))
    assert shown.startswith('<figure><div class="scroll"><svg ')
    assert SVG(drawing).strip() in shown
    assert shown.endswith("</svg>\n</div><figcaption>Of <code>c3</code></figcaption></figure>\n")


def test_the_founding_case(golden) -> None:  # type: ignore[no-untyped-def]
    golden("c3s1_p2s2_c3s1_steps.html", HTML(DOCUMENTS["founding"]()))


@pytest.mark.parametrize("width", [400, 1200])
@pytest.mark.parametrize("name", [name for name in DOCUMENTS if name != "empty"])
def test_a_browser_shows_every_formula_and_no_page_scrolls_sideways(name: str, width: int, tmp_path: Path) -> None:
    text = whole(name)
    shown = rendered(text, tmp_path, width)
    assert shown.width == width
    assert shown.content_width == width
    assert shown.maths == text.count("<math") > 0
    assert shown.empty_maths == 0
    assert shown.brightness > 200


def test_a_browser_aligns_signs_and_breaks_wide_displays_before_them(tmp_path: Path) -> None:
    wide, narrow = (rendered(whole("founding"), tmp_path, width) for width in (1200, 400))
    assert len(wide.signs) == 3 + 3 * 3
    assert len({round(sign) for sign in wide.signs[:3]}) == len({round(sign) for sign in wide.signs[3:]}) == 1
    assert len(narrow.signs) > len(wide.signs)
    assert wide.cut == narrow.cut == 0


def test_a_browser_copies_the_tex_of_every_display(tmp_path: Path) -> None:
    shown = rendered(whole("founding"), tmp_path)
    tree = html5lib.parse(whole("founding"), namespaceHTMLElements=False)
    displays = [each for each in tree.iter() if each.attrib.get("display") == "block"]
    assert len(displays) == 2 + 3
    assert shown.copied == [next(x.text for x in each.iter() if "annotation" in str(x.tag)) for each in displays]
    assert shown.labels == [f"Copy TeX: {each.attrib['alttext']}" for each in displays]


def test_a_browser_that_wants_it_dark_has_it_dark(tmp_path: Path) -> None:
    assert rendered(whole("founding"), tmp_path, dark=True).brightness < 60
