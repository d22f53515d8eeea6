"""Papers: what symrf prints fits one column and two, in IEEEtran and article; a table stays a table."""

from __future__ import annotations

import re
import subprocess
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from support.pdflatex import available, compile_document

import symrf
from symrf.answers.documents.document import Document, Table
from symrf.errors import DerivationError, InputError
from symrf.formulas import reader as formula
from symrf.formulas.tree import Number, Written
from symrf.front.options import request_of_words
from symrf.front.rendering.latex import packages, paper, preamble
from symrf.front.rendering.publication import captioned, text
from symrf.front.rendering.slides import SLIDES

EXAMPLES = Path(__file__).parents[2] / "examples"
NETWORKS = ("lenet5", "vgg16", "resnet18", "resnet50", "googlenet", "densenet121", "unet_valid", "wavenet_stack", "tcn")
FAMILIES = (
    *("c3s1 p2s2 c3s1", "(c{k} p2)*{n}", "(c{k}s{s})*{n}", "(c2d{2^i})*{i=0..n-1}", "(c{k}p{p} p2)*{n}"),
    *("in3 (c3p1-{c} p2)*{n} flatten fc10", "c{k}s{s} p{m} c{k}"),
)
CONTENTS = ("summary,results,remarks", "table", "costs", "graph", "pyramid", "prose")
CLASSES = {
    "IEEEtran": ("", 252.0),
    "IEEEtran of one column": ("[onecolumn]", 516.0),
    "article": ("", 345.0),
    "article of two columns": ("[twocolumn]", 229.5),
}


@cache
def documents() -> dict[str, Document]:
    """What papers say of the networks, by its name."""
    found = {}
    texts = {name: (EXAMPLES / f"{name}.symrf").read_text("utf-8") for name in NETWORKS}
    for name, network in (texts | dict(zip(FAMILIES, FAMILIES, strict=True))).items():
        derivation = symrf.derive(network, budget=20)
        for contents in CONTENTS:
            asked = replace(request_of_words(f"--contents {contents}"), target="paper", budget=20.0)
            try:
                document = asked.document(derivation)
            except (DerivationError, InputError):
                continue  # a family has no picture, and what has no channels no costs
            if contents == "table":
                document = captioned(document, f"The layers of {name}", f"tab:{len(found)}")
            found[f"{name}: {contents}"] = document
    return found


@pytest.mark.parametrize("name", CLASSES)
def test_nothing_is_wider_than_its_column_or_higher_than_its_page(name: str, tmp_path: Path) -> None:
    options, width = CLASSES[name]
    kind = name.split()[0]
    if not subprocess.run([available("kpsewhich"), f"{kind}.cls"], capture_output=True, check=False).stdout:
        pytest.skip(f"{kind}.cls is not installed")
    texts = {said: text(document, "paper", width=width) for said, document in documents().items()}
    assert len(texts) > 60
    body = "\n".join(f"\\typeout{{PART {said}}}\n{part}\\clearpage" for said, part in texts.items())
    head = f"\\documentclass{options}{{{kind}}}\n{preamble(body)}"
    begin = "\\begin{document}\\typeout{WIDE \\the\\columnwidth}"
    log = compile_document(f"{head}\n{begin}\n{body}\n\\end{{document}}", tmp_path)
    assert f"WIDE {width}pt" in log
    part, wrong = "", []
    for line in log.splitlines():
        part = line.removeprefix("PART ") if line.startswith("PART ") else part
        if line.startswith("Overfull") or "too large" in line:
            wrong.append(f"{part}: {line}")
    assert wrong == []


@pytest.mark.parametrize("width", [150.0, 229.5, 252.0, 345.0])
def test_a_table_is_a_table_whatever_its_width(width: str) -> None:
    for said, document in documents().items():
        tables = [block for block in document.blocks if isinstance(block, Table)]
        printed = text(document, "paper", width=width)
        assert "{description}" not in printed, said
        assert printed.count("\\begin{tabular}") + printed.count("\\begin{longtable}") >= len(tables)


def test_each_row_of_a_table_is_there_once_in_whatever_parts_it_is_set() -> None:
    rows = tuple(((f"row {place}",), (formula.parse(f"w-{place}"),), ("word " * 9,)) for place in range(90))
    table = Table((("name",), ("size",), ("what it is",)), rows, foot=(("altogether",), (Number(7),), ()))
    for width in (150.0, 252.0, 345.0):
        printed = text(Document((table,)), "paper", width=width)
        assert [printed.count(f"row {place} &") for place in range(90)] == [1] * 90
        assert printed.count("altogether") == 1
        assert printed.count("$w-77$") == 1


def long(terms: int) -> Written:
    return formula.parse("+".join(f"2^{{{place}k}}" for place in range(1, terms)))


def printed_row(*cells: str | Written) -> str:
    """A table of one row in columns of 252 points."""
    return paper(252.0)(
        Document((Table(tuple((f"a{place}",) for place in range(len(cells))), (tuple((cell,) for cell in cells),)),))
    )


def test_a_table_that_is_wider_is_made_smaller_then_spread_over_both_columns() -> None:
    signs = ("{1.25}", "\\small", "\\footnotesize", "table*")
    first = [next(n for n in range(1, 60) if sign in printed_row("a" * n, "b" * n)) for sign in signs]
    assert first == sorted(set(first))
    assert first[0] == 1


def test_sums_that_are_too_long_are_broken() -> None:
    assert "aligned" not in printed_row(long(3), long(3))
    assert "aligned" in printed_row(long(40), long(40))


def test_columns_that_are_wider_than_a_page_are_left_out_and_named() -> None:
    base = formula.parse("w")
    for _ in range(60):
        base = (base - 2) / formula.parse("k") + long(5)
    table = Table((("name",), ("size",), ("jump",)), ((("F",), (base,), (Number(2),)),))
    printed = paper(252.0)(Document((table,)))
    assert "Left out, as they are wider than the page: size." in printed
    assert "F & $2$" in printed


def test_a_caption_and_a_label_make_a_table_float() -> None:
    asked = replace(request_of_words("--contents table --label tab:layers --width 3.5in"), target="paper")
    asked = replace(asked, caption="The layers of A & B")
    printed = text(asked.document(asked.derive("c3s1 p2s2 c3s1")), "paper", width=asked.width)
    assert printed.startswith("% needs \\usepackage{amsmath,booktabs")
    assert "\\caption{The layers of A \\& B}\\label{tab:layers}" in printed
    assert printed.count("\\begin{table}[tbp]\n\\centering") == printed.count("\\end{table}") == 1


def test_what_has_neither_table_nor_picture_takes_no_caption() -> None:
    asked = request_of_words("--contents formula --label tab:layers")
    with pytest.raises(InputError, match="for a table or a picture"):
        asked.document(asked.derive("c3"))


@pytest.mark.parametrize(
    ("said", "points"), [("3.5in", 252.945), ("252pt", 252), ("8.8cm", 250.382), ("88mm", 250.382), (" 20 pc ", 240)]
)
def test_a_width_is_a_length(said: str, points: float) -> None:
    assert request_of_words(f"--width '{said}'").width == pytest.approx(points, abs=0.01)


@pytest.mark.parametrize("said", ["3.5", "3.5furlongs", "in", "-3in", "1in", "99999pt", "3,5in", "1e3pt", "3.5 in in"])
def test_another_width_is_refused(said: str) -> None:
    with pytest.raises(InputError, match=r"such as 3.5in, 8.8cm or 252pt"):
        request_of_words(f"--width '{said}'")


@pytest.mark.parametrize("said", ["tab layers", "a}b", "%", "\\x", "#", "é"])
def test_a_label_holds_nothing_that_tex_would_read(said: str) -> None:
    with pytest.raises(InputError, match="a label is made of letters"):
        request_of_words(f"--label '{said}'")


@pytest.mark.parametrize("place", ["github", "text", "typst", "slides"])
def test_only_a_paper_has_a_width(place: str) -> None:
    with pytest.raises(InputError, match="--width is for latex and paper"):
        text(Document(()), place, width=252.0)


@pytest.mark.parametrize("width", [None, 252.0, 345.0])
def test_a_whole_document_has_columns_of_that_width(width: float | None, tmp_path: Path) -> None:
    asked = request_of_words("--contents summary,table")
    whole = text(asked.document(asked.derive("c3s1 p2s2 c3s1")), "paper", standalone=True, width=width)
    begin = "\\begin{document}"
    log = compile_document(whole.replace(begin, f"{begin}\\typeout{{WIDE \\the\\columnwidth}}"), tmp_path)
    assert float(re.findall(r"WIDE ([\d.]+)pt", log)[0]) == pytest.approx(width or 345.0, abs=0.1)


def test_what_is_above_a_fragment_is_what_it_needs() -> None:
    for document in documents().values():
        printed = text(document, "paper")
        first, rest = printed.split("\n", 1)
        assert first == f"% needs \\usepackage{{{','.join(packages(rest))}}}"
        assert ("tikz" in first) == ("tikzpicture" in rest)


def test_published_steps_say_layers_in_words_and_the_notation_where_it_is_asked_for() -> None:
    for words, there in (("--steps", False), ("--steps --notation", True)):
        asked = replace(request_of_words(words), target="paper")
        printed = text(asked.document(asked.derive("c3s1 p2s2")), "paper")
        assert ("\\texttt{c3s1}" in printed) is there
        assert ("$F$: $3 \\times 3$ convolution" in printed) is not there


def test_a_slide_is_about_one_layer_and_has_its_row_of_the_pyramid() -> None:
    asked = replace(request_of_words("--contents steps,results"), target="slides")
    printed = SLIDES(asked.document(asked.derive("c3s1 relu p2s2 c{k}")))
    frames = printed.split("\\begin{frame}")[1:]
    titles = [re.match(r"\[allowframebreaks\]\{(.*)\}", frame) for frame in frames]
    assert ["" if title is None else title[1] for title in titles[1:5]] == [
        *("$F_1$: $3 \\times 3$ convolution", "$\\mathrm{relu}$: ReLU", "$M$: $2 \\times 2$ max pool, stride $2$"),
        "$F_2$: $k \\times k$ convolution",
    ]
    assert [frame.count("{tikzpicture}") // 2 for frame in frames[1:5]] == [1, 0, 1, 0]
    assert all("\\text{size} &=" in frame and "\\text{field} &=" in frame for frame in frames[1:5])
    assert len(frames) == 6
