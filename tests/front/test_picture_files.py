"""Where pictures go: files of their own, beside a text, in a page, and as flowcharts."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from support.browser import available, rendered

import symrf
from symrf.answers.documents.pictures.graph import graph
from symrf.answers.documents.pictures.grid import grid
from symrf.front.cli import main
from symrf.front.rendering.svg import SVG, SVG_FILE

FOUNDING = "c3s1 p2s2 c3s1"
BOTH = ["--contents", "pyramid,graph"]


def title(path: Path) -> str | None:
    """The title of an SVG file."""
    return ElementTree.fromstring(path.read_text("utf-8"))[0].text  # noqa: S314


def test_two_pictures_are_two_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([FOUNDING, "--for", "svg", *BOTH, "-o", str(tmp_path / "x.svg")]) == 0
    assert capsys.readouterr() == ("", "")
    assert {path.name: title(path) for path in tmp_path.iterdir()} == {
        "x-pyramid.svg": "What one output of c3s1 p2s2 c3s1 reads along w",
        "x-graph.svg": "The layers of c3s1 p2s2 c3s1",
    }


def test_pictures_of_one_name_are_numbered(tmp_path: Path) -> None:
    network = "C3: c3s2p1 C4: c3s2p1; out @C3 @C4"
    assert main([network, "--for", "svg", "--contents", "pyramid", "-o", str(tmp_path / "x.svg")]) == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["x-pyramid-2.svg", "x-pyramid.svg"]


def test_one_picture_is_the_file_that_is_named(tmp_path: Path) -> None:
    assert main([FOUNDING, "--contents", "pyramid", "-o", str(tmp_path / "x.svg")]) == 0
    assert [path.name for path in tmp_path.iterdir()] == ["x.svg"]


def test_two_pictures_are_not_printed_as_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([FOUNDING, "--for", "svg", *BOTH]) == 2
    said = "an SVG is one picture, but these are several: pyramid, graph; ask for one, or write them with -o net.svg"
    assert capsys.readouterr() == ("", f"symrf: {said}\n")


@pytest.mark.parametrize("place", ["github", "stackexchange", "notebook", "markdown"])
def test_the_pictures_of_a_text_are_files_beside_it(place: str, tmp_path: Path) -> None:
    path = tmp_path / "my text.md"
    assert main([FOUNDING, "--for", place, "--contents", "formula,pyramid,graph", "-o", str(path)]) == 0
    text = path.read_text("utf-8")
    assert re.findall(r"^!\[.*\]\((.*)\)$", text, re.MULTILINE) == ["my%20text-pyramid.svg", "my%20text-graph.svg"]
    assert "![At w = 10 the network has 2 outputs." in text
    assert title(tmp_path / "my text-graph.svg") == "The layers of c3s1 p2s2 c3s1"
    assert "mermaid" not in text


def test_a_graph_on_github_is_a_flowchart(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([FOUNDING, "--for", "github", *BOTH]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith("At w = 10 the network has 2 outputs.")  # which Mermaid cannot show
    [chart] = re.findall(r"```mermaid\n(.*?)```", printed, re.DOTALL)
    assert chart == symrf.write(FOUNDING, "mermaid")
    assert main(["(c3)*{n}", "--for", "github", "--contents", "graph", "--at", "n=2"]) == 0
    assert capsys.readouterr().out.count("c3") == 2
    assert main([FOUNDING, "--for", "stackexchange", "--contents", "graph"]) == 0
    assert "mermaid" not in capsys.readouterr().out


@pytest.mark.parametrize(
    "network", ["(c3p1)*{n}", "in1 " + " ".join(f"[id + c3p{each}d{each}]" for each in range(1, 200))]
)
def test_what_mermaid_cannot_show_is_said(network: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([network, "--for", "github", "--contents", "graph"]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith("A graph of ")
    assert "mermaid" not in printed


def test_a_file_says_its_colours_and_a_picture_in_a_page_has_those_of_the_page() -> None:
    drawing = grid(symrf.derive("c3"))
    assert "prefers-color-scheme:dark" in SVG_FILE(drawing)
    assert "<style>" not in SVG(drawing)
    for text in (SVG(drawing), SVG_FILE(drawing)):
        tree = ElementTree.fromstring(text)  # noqa: S314
        assert not re.findall(r"(?:https?:|url\()", text.replace('xmlns="http://www.w3.org/2000/svg"', ""))
        assert not {"id", "href"} & {name for element in tree.iter() for name in element.attrib}


@pytest.mark.parametrize("dark", [False, True])
def test_a_file_is_light_on_a_dark_page(dark: bool, tmp_path: Path) -> None:
    available()
    picture = SVG_FILE(graph(symrf.derive(FOUNDING))).replace("<svg ", '<svg id="seen" ')
    probe = (
        "<script>document.documentElement.style.background = "
        "getComputedStyle(document.getElementById('seen')).color</script>"
    )
    page = f"<!DOCTYPE html><html><body>{picture}{probe}</body></html>"
    shown = rendered(page, tmp_path, dark=dark)
    assert (shown.brightness > 200) is dark
