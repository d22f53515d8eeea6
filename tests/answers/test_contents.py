"""Documents made of what is asked for: the pieces, the columns, other symbols, and the files that they go to."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from support.networks import Layer, network
from support.oracles import hull, reached
from support.texts import PLAIN_TEXT

import symrf
from symrf.answers.documents.document import Document
from symrf.answers.documents.english.comparing import compared
from symrf.answers.documents.english.contents import CONTENTS, composed, explain
from symrf.answers.documents.renaming import renamed
from symrf.formulas.tree import Symbol
from symrf.formulas.values import evaluate
from symrf.front.cli import main
from symrf.front.rendering.targets import PICTURES, TARGETS, target
from symrf.networks.comparison import Comparison
from symrf.networks.derivation import Derivation
from symrf.networks.display import Selection

FOUNDING = "c3s1 p2s2 c3s1"
WRITTEN = [each for each in TARGETS.values() if each.name not in PICTURES]


@pytest.mark.parametrize("name", [name for name in CONTENTS if not CONTENTS[name].draws])
@pytest.mark.parametrize("text", ["in1 c3-1 p2", "in3 c3p1-8 [c3p1-8 + id] p2 flatten fc10", "in1 (c{k}-1 p2)*{n}"])
def test_each_content_is_laid_out_everywhere(name: str, text: str) -> None:
    document = composed(symrf.derive(text), Selection((name,)))
    for each in WRITTEN:
        assert each.render(document, standalone=True).strip() or name in ("reach", "remarks", "summary")


@pytest.mark.parametrize(("name", "network"), [("pyramid", FOUNDING), ("graph", FOUNDING), ("grid", "c3s1 p2s2")])
def test_a_picture_is_laid_out_everywhere(name: str, network: str) -> None:
    document = composed(symrf.derive(network), Selection((name,), at=({"w": 14, "h": 14},)))
    for each in TARGETS.values():
        text = each.render(document, standalone=True)
        assert "14" in text or "c3s1" in text


@pytest.mark.parametrize(
    "arguments",
    [["compare", "c3", "c3", "--contents", "formula"], ["check", "c3", "rf = 3"], ["c3", "--contents", "prose"]],
)
def test_a_document_without_a_picture(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*arguments, "--for", "svg"]) == 2
    assert capsys.readouterr().err == (
        "symrf: there is no picture in it: only the contents pyramid, graph and grid draw one\n"
    )


TOLD = [
    (
        FOUNDING,
        "Each neuron of F_2 ∘ M ∘ F_1 sees 8 x 8 pixels of the input; the windows of neighbouring",
    ),
    (FOUNDING, "gives an output of shape ((w-2)/2-2, (h-2)/2-2) for even w and h; exactly, it is (floor((w-8)/2)+1, "),
    (FOUNDING, "Layer by layer, a neuron sees 3 pixels after F_1, 4 after M and 8 after F_2, along each side."),
    ("c3 t3s2p1", "Each neuron of T ∘ F sees at most 4 x 4 pixels of the input;"),
    ("c1", "Each neuron of F sees 1 x 1 pixel of the input; the windows of neighbouring neurons are 1 pixel apart."),
    ("net = c3 c3", "Each neuron of net sees 5 x 5 pixels"),
    ("c3x5", "Each neuron of F sees 3 x 5 pixels"),
    ("(c{k})*{n}", "Each neuron of B sees (1+n*(k-1), 1+n*(k-1)) pixels of the input"),
]


@pytest.mark.parametrize(("text", "sentence"), TOLD, ids=[sentence for _, sentence in TOLD])
def test_prose(text: str, sentence: str) -> None:
    assert sentence in PLAIN_TEXT(composed(symrf.derive(text), Selection(("prose",))))


def test_the_numbers_of_prose_are_those_of_index_sets() -> None:
    chain = network(Layer("c", 3), Layer("p", 2, 2), Layer("c", 3))
    first, last = hull(reached(64, chain, 5))
    after, _ = hull(reached(64, chain, 6))
    told = PLAIN_TEXT(composed(symrf.derive(chain.text), Selection(("prose",))))
    assert f"sees {last - first + 1} x {last - first + 1} pixels" in told
    assert f"are {after - first} pixels apart" in told


PADDED = [
    ("c3", "Output 0 reads 3 pixels, from 0 on by 1, 1, 1 paths."),
    ("c3p1", "by 1, 1, 1 paths. Output 0 reads 2 pixels, 0 and 1, and 1 of padding, where w >= 2."),
    ("c5p1", "Output 0 reads 4 pixels, 0 to 3, and 1 of padding, where w >= 4."),
    (
        "c3d2p2",
        "reads 3 of 5 pixels, by 1, 0, 1, 0, 1 paths. Output 0 reads 2 pixels, 0 and 2, and 1 of padding, where",
    ),
    ("c2d3p3 c2", "Output 0 reads 2 pixels, 0 and 1, and 2 of padding, where w >= 2."),
    ("c1p1", "An output that sees no padding reads 1 pixel, by 1 paths. Output 0 reads padding alone."),
    ("z-1 c3p1", "An output that sees no padding reads 3 pixels, by 1, 1, 1 paths.\n"),
]


@pytest.mark.parametrize(("text", "sentence"), PADDED, ids=[text for text, _ in PADDED])
def test_padding_is_not_read(text: str, sentence: str) -> None:
    assert sentence in PLAIN_TEXT(composed(symrf.derive(text, axes="w"), Selection(("reach",))))


def test_columns() -> None:
    text = PLAIN_TEXT(composed(symrf.derive("in1 c3-8 p2"), Selection(("table",), columns=("field", "params", "macs"))))
    assert text.splitlines()[0].split() == ["layer", "code", "field", "parameters", "MACs"]
    assert text.splitlines()[2].split() == ["F", "c3-8", "3", "80", "72*(w-2)*(h-2)"]


@pytest.mark.parametrize("text", [FOUNDING, "in3 c3p1-8 p2 flatten fc10", "[id | p2 c3p1 u2] c3p1", "(c{k} p2)*{n}"])
def test_a_document_with_other_symbols_is_the_one_of_axes_with_those_names(text: str) -> None:
    """Renaming is what naming the axes so would have been."""
    to = {"w": Symbol("W_in"), "h": Symbol("H_in")}
    pieces: list[Callable[[Derivation], Document]] = [
        lambda d: explain(d, steps=True, reach=True),
        lambda d: compared(Comparison((d, d))),
        lambda d: composed(d, Selection(("prose", "formula", "table"))),
    ]
    for make in pieces:
        named = symrf.derive(text, axes=("W_in", "H_in"))
        assert PLAIN_TEXT(renamed(make(symrf.derive(text)), to)) == PLAIN_TEXT(make(named))


def test_arrows() -> None:
    text = PLAIN_TEXT(composed(symrf.derive(FOUNDING), Selection(("results",), arrows=True)))
    assert text.startswith("I -> F_1 -> M -> F_2 -> O\n")
    assert "∘" not in text


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["c3", "--contents", "poem"], f"there is no content 'poem': choose from {', '.join(CONTENTS)}"),
        (
            ["c3", "--contents", "table", "--columns", "colour"],
            "there is no column 'colour': choose from kernel, stride,",
        ),
        (["c3", "--contents", "table", "--columns", "params"], "the weights of c3: channels are missing"),
        (["c3", "--write-as", "w"], "--write-as takes a symbol and how to write it, such as w=W_{in}\n  w\n  ^"),
        (["c3", "--write-as", "w=1/2"], "--write-as takes a symbol"),
        (["c3", "-o", "/nowhere/at/all.tex"], "/nowhere/at/all.tex cannot be written: No such file or directory"),
        (
            ["c3", "--format", "latex", "-o", "a.pdf"],
            ".pdf files are made by Typst: leave out --format latex,",
        ),
    ],
)
def test_what_is_wrong(arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(arguments) == 2
    printed = capsys.readouterr()
    assert printed.err.startswith(f"symrf: {message}")
    assert printed.out == ""


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("a.tex", b"% needs \\usepackage{amsmath,booktabs}\n$3 \\times 3$ convolution"),
        ("a.html", b"<p>"),
        ("a.typ", b"$3 times 3$ convolution"),
        ("a.json", b"{"),
        ("a.txt", b"3x3 convolution -> "),
        ("a.pdf", b"%PDF"),
        ("a.png", b"\x89PNG"),
        ("a.svg", b"<svg"),
        ("pyramid.svg", b"<svg"),
    ],
)
def test_a_file_is_what_its_name_says(name: str, begins: bytes, tmp_path: Path) -> None:
    path = tmp_path / name
    contents = ["--contents", "pyramid"] if "pyramid" in name else []
    assert main([FOUNDING, *contents, "-o", str(path)]) == 0
    assert path.read_bytes().startswith(begins)


def test_a_check_goes_into_a_file_with_its_exit_code(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    assert main(["check", FOUNDING, "rf = 9", "--standalone", "-o", str(path)]) == 1
    assert "refuted" in path.read_text("utf-8")


def test_a_target_that_there_is_not() -> None:
    with pytest.raises(symrf.InputError, match="there is no target 'papyrus'"):
        target("papyrus")


PREMISES: list[tuple[str, str, Callable[[int], bool]]] = [
    (FOUNDING, "for even w", lambda w: w % 2 == 0),
    ("p2 c3 gap fc10", "for even w", lambda w: w % 2 == 0),
    ("p2s2 c3p1 p3s3ceil", "for w divisible by 6", lambda w: w % 6 == 0),
    ("[p2 c3p1 t2s2 | crop] c3", "for even w", lambda w: w % 2 == 0),
    ("c4s3 u2", "for w = 1 (mod 3)", lambda w: w % 3 == 1),
    ("c5s4 ad7", "for w = 1 (mod 4)", lambda w: w % 4 == 1),
    ("p2 u2 gap", "for even w", lambda w: w % 2 == 0),
    ("p2 c3p1s2 gap", "for w = 2 (mod 4)", lambda w: w % 4 == 2),
    ("[c3s2p1 | p2s2]", "for no w", lambda w: w < 1),
]


@pytest.mark.parametrize("content", ["table", "steps"])
@pytest.mark.parametrize(("text", "words", "holds"), PREMISES)
def test_sizes_on_the_way_are_told_with_where_they_are_exact(
    text: str, words: str, holds: Callable[[int], bool], content: str
) -> None:
    d = symrf.derive(text, axes=("w",))
    told = PLAIN_TEXT(composed(d, Selection((content,)))).splitlines()[-1]
    assert told.startswith(f"The sizes are exact {words}; the network takes ")
    for size in filter(d["w"].takes, range(1, 60)):
        by_hand = [evaluate(step.size.tree("hand"), {"w": size}) for step in d["w"].steps]
        assert holds(size) == (by_hand == [step.size.at(size) for step in d["w"].steps])


NEVER = ["c3s2p1 t4s2p1 p3s2ceil", "p2 u2 z1:0 p2 gap", "p2 u2 c3p1s2 gap", "p3 u3 z1 p3 gap"]


def ever_exact(text: str, modulus: int = 24) -> bool:
    """Whether an input makes the hand forms after all layers whole, and so exact."""
    steps = symrf.derive(text, axes="w")["w"].steps
    sizes = range(20 * modulus, 21 * modulus)
    return any(all(evaluate(step.tree("size"), {"w": w}) == step.size.at(w) for step in steps) for w in sizes)


@pytest.mark.parametrize("text", [*NEVER, "p2 u2 p2 gap", "p2 c3p1s2 gap", "p2 u6 p3 gap"])
def test_sizes_that_no_input_makes_exact_are_said_to_be_so(text: str) -> None:
    said = target("text").render(explain(symrf.derive(text, axes="w"), steps=True))
    assert ("No input makes all the sizes exact" in said) == (text in NEVER) == (not ever_exact(text))


def test_the_premise_of_symbols_is_not_said_to_be_empty() -> None:
    said = PLAIN_TEXT(explain(symrf.derive("c{k}s2 p2 u2", axes="w"), steps=True))
    assert "No input" not in said


def test_a_premise_is_told_once() -> None:
    told = PLAIN_TEXT(composed(symrf.derive(FOUNDING), Selection(("summary", "table"))))
    assert "exact" not in told
    assert "the network takes" in PLAIN_TEXT(composed(symrf.derive("p2 gap"), Selection(("summary", "table"))))
    assert "exact" not in PLAIN_TEXT(composed(symrf.derive(FOUNDING), Selection(("table",), columns=("field",))))


def test_documents_from_python() -> None:
    d = symrf.derive(FOUNDING)
    assert d.document(at={"w": 64, "h": 64}) == target("text").render(explain(d, at={"w": 64, "h": 64}))
    assert d.document("paper", ["pyramid"], standalone=True).startswith("\\documentclass")
    assert "W_{in}" in d.document("github", write_as={"w": "W_{in}"})
    report = symrf.check(d.architecture, ["rf = 8"])
    assert report.document("github").startswith("| ")
    assert "n ≥ 112" in symrf.solve("(c3)*{n}", "rf >= 224").document("unicode")


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"target": "pdf"}, "there is no target 'pdf': choose one of text, "),
        ({"contents": ["poem"]}, "there is no content 'poem': choose from "),
        ({"form": "short"}, "there is no form 'short': choose one of "),
        ({"at": {"q": 3}}, "there is no axis q: the input has w, h"),
        ({"target": "tikz"}, "there is no picture in it"),
        ({"write_as": {"w": "2"}}, "--write-as takes a symbol"),
    ],
)
def test_what_is_wrong_from_python(asked: dict[str, Any], message: str) -> None:
    with pytest.raises(symrf.SymrfError, match=message.replace("(", "\\(")):
        symrf.derive(FOUNDING).document(**asked)


@pytest.mark.parametrize(
    ("arguments", "row"),
    [
        (["c3s2same c3s2same", "--axes", "w", "--at", "w=512"], "start(O) = 3    at w = 512"),
        (["c3s2same c3s2same", "--axes", "w", "--at", "w=511"], "start(O) = 2    at w = 511"),
        (["c4s2same", "--at", "w=225,h=224"], "start(O) = (1/2, 1/2)\n"),
        (["c7s2same", "--at", "h=224,w=225"], "start(O) = (0, 1)    at w = 225 and h = 224"),
        (["in@7 c2s2same", "--axes", "w"], "start(O) = 1/2\n"),
    ],
)
def test_a_start_that_varies_is_told_at_the_sizes(
    arguments: list[str], row: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*arguments, "--reach"]) == 0
    assert row in capsys.readouterr().out


UNREAD = [
    ("c3 p2 c3", "For odd w the last pixel is never read."),
    (
        "z-1 c3s2",
        "The first pixel is never read. For even w the last 2 pixels, for odd w the last pixel is never read.",
    ),
    ("z-2:-1", "The first 2 pixels and the last pixel are never read."),
    ("z-2:0", "The first 2 pixels are never read."),
    ("z0:-1 c3", "The last pixel is never read."),
    ("c3s4", "The last Mod(w+1, 4) pixels are never read."),
    ("c3", "Outputs read from the first pixel to the last."),
]


@pytest.mark.parametrize(("text", "sentence"), UNREAD, ids=[text for text, _ in UNREAD])
def test_pixels_that_are_never_read_are_told_by_the_parity_of_the_size(text: str, sentence: str) -> None:
    told = PLAIN_TEXT(composed(symrf.derive(text, axes="w"), Selection(("reach",))))
    assert told.rstrip().endswith(f"\n\n{sentence}") or told.strip() == sentence


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("c3 (c{k}s2)*{n}", "Step: a block turns a size n_l, a field r and a jump j into"),
        ("c3 (c{2*i+1}s2)*{i=1..n}", "Step: block i turns a size n_l, a field r and a jump j into"),
    ],
)
def test_a_repeat_is_told_by_induction(text: str, step: str) -> None:
    """What there is before the first block, what a block makes of it, and what so many blocks come to."""
    told = PLAIN_TEXT(composed(symrf.derive(text, axes="w"), Selection(("steps",))))
    base, _, rest = told.partition("Base: before the first block,\n")[2].partition(f"\n\n{step}\n")
    one, _, result = rest.partition("\n\nResult: by induction, after n blocks,\n")
    assert base == "  size  = w-2\n  field = 3\n  jump  = 1"
    assert one.endswith("\n  jump  = 2*j")
    assert "\n  jump  = 2**n\n" in result
