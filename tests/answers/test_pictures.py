"""How pictures are drawn: as SVG and as TikZ, short, the same in every run, no wider than a column."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from support.drawings import (
    EXAMPLES,
    ROOT,
    assert_on_the_sheet,
    example_derived,
)
from support.laws import examples, some
from support.pdflatex import compile_document

import symrf
from symrf.answers.documents.drawing import Drawing
from symrf.answers.documents.pictures.graph import graph
from symrf.answers.documents.pictures.pyramid import pyramid
from symrf.front.rendering.latex import whole
from symrf.front.rendering.svg import SVG
from symrf.front.rendering.tikz import TIKZ
from symrf.networks.derivation import Derivation

LIMIT = 200_000  # bytes of a picture of 1,000 layers
GRAPHS = {
    "founding": "c3s1 p2s2 c3s1",
    "residual": "c7s2p3 [c3s2p1 c3p1 + short: c1s2] relu",
    "unet": "[crop | p2 c3 c3 t2s2] c3",
    "symbols": "(c{k}s{s})*{n} (c2d{2^i})*{i=0..n-1} [c3p1 + id]",
}


# How pictures are drawn


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_pictures_of_examples_are_small_and_on_their_sheet(path: Path) -> None:
    derivation = example_derived(path)
    for drawing in (pyramid(derivation), graph(derivation)):
        assert_on_the_sheet(drawing)
        for render in (SVG, TIKZ):
            assert len(render(drawing).encode()) < LIMIT


@pytest.mark.parametrize(
    "text",
    [
        "(c3p1)*1000",
        f"(c3p2d2)*{examples(1000)}",  # whose rows are followed pixel by pixel
        "in1 " + " ".join(f"c3p1-{channels} relu" for channels in range(1, 501)),
        " ".join(f"[c3p1-{channels} + c1-{channels}]" for channels in range(1, 301)),
        "[" + " + ".join(["c3p1"] * 500) + "]",
        "c3p7d7 " * 40,
    ],
    ids=lambda text: text[:20],
)
def test_pictures_of_long_networks_are_small(text: str) -> None:
    derivation = symrf.derive(text)
    for drawing in (pyramid(derivation), graph(derivation)):
        assert_on_the_sheet(drawing)
        for render in (SVG, TIKZ):
            assert len(render(drawing).encode()) < LIMIT


def test_an_svg_says_what_it_is() -> None:
    drawing = graph(symrf.derive("c3 p2"))
    tree = ElementTree.fromstring(SVG(drawing))  # noqa: S314
    assert tree.get("role") == "img"
    assert [tree[0].text, tree[1].text] == [drawing.title, drawing.description]
    assert not {"id", "href"} & {name for element in tree.iter() for name in element.attrib}


@pytest.mark.parametrize("drawn", [pyramid, graph])
def test_the_founding_case(drawn: Callable[[Derivation], Drawing], golden: Callable[[str, str], None]) -> None:
    drawing = drawn(symrf.derive("c3s1 p2s2 c3s1"))
    golden(f"{drawn.__name__}_founding.svg", SVG(drawing))
    golden(f"{drawn.__name__}_founding.tikz", TIKZ(drawing))


def test_pdflatex_compiles_pictures(tmp_path: Path) -> None:
    pictures = [path.read_text("utf-8") for path in sorted((ROOT / "tests" / "golden").glob("*.tikz"))]
    assert pictures
    pictures += [TIKZ(graph(symrf.derive(text))) for text in GRAPHS.values()]
    pictures += [TIKZ(pyramid(symrf.derive(text))) for text in ("c3p1 p2 c3p1", "c3d1 c3d2 c3d4", "(c3p1)*1000")]
    pictures += [TIKZ(graph(example_derived(path))) for path in some(EXAMPLES)]
    assert "Output written" in compile_document(whole("\n\n".join(pictures)), tmp_path)


def test_pictures_are_no_wider_than_a_column(tmp_path: Path) -> None:
    networks = [symrf.derive(text) for text in GRAPHS.values() if "{" not in text]
    pictures = [TIKZ(drawn(network)) for network in networks for drawn in (pyramid, graph)]
    pictures += [TIKZ(pyramid(symrf.derive(f"c2d1 c2d64 c2d{power}"))) for power in (128, 512)]
    text = whole("\n\n".join(f"\\noindent {each}" for each in pictures))
    log = compile_document(text.replace("{article}", "[twocolumn]{article}", 1), tmp_path)
    assert [line for line in log.splitlines() if line.startswith("Overfull \\hbox")] == []


def test_tikz_is_as_short_as_what_it_draws() -> None:
    wide = TIKZ(pyramid(symrf.derive("c3p1 c3p1 p2 c3p1")))
    assert wide.count("\\foreach") >= 3
    assert len(wide.splitlines()) < 100
    assert len(TIKZ(pyramid(symrf.derive(" ".join(f"c2d{2**power}" for power in range(10))))).splitlines()) < 150


def test_pictures_do_not_hang_on_the_order_of_sets() -> None:
    code = (
        "import symrf; from symrf.answers.documents.pictures.graph import graph\n"
        "from symrf.answers.documents.pictures.pyramid import pyramid\n"
        "from symrf.front.rendering.svg import SVG; from symrf.front.rendering.tikz import TIKZ\n"
        "d = symrf.derive('c3p1 pool: p2 [c3p1 c3d2p2 + id] relu (c3 p2)*2 u2')\n"
        "print(*(render(draw(d)) for draw in (pyramid, graph) for render in (SVG, TIKZ)))"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            cwd=ROOT,
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert runs[0] == runs[1]
    assert runs[0].count(b"<svg") == 2


def test_pictures_of_numbers_do_not_load_sympy() -> None:
    code = (
        "import sys, symrf; from symrf.answers.documents.pictures.graph import graph\n"
        "from symrf.answers.documents.pictures.pyramid import pyramid\n"
        "from symrf.answers.documents.pictures.grid import grid\n"
        "d = symrf.derive('c3 p2 [c3p1 + id]'); pyramid(d), graph(d), grid(symrf.derive('c3s2p1'))\n"
        "assert 'sympy' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)
