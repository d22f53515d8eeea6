"""The command: what it prints, where, and the code it ends with."""

from __future__ import annotations

import io
import json
import os
import re
import shlex
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

import symrf
from symrf.formulas.forms import FORMS, FormName
from symrf.front.cli import main
from symrf.front.commands import VERBS
from symrf.front.examples import EXAMPLES
from symrf.front.options import FORMATS

FOUNDING = "c3s1 p2s2 c3s1"
FIRST_LINE = "3x3 convolution -> 2x2 max pool, stride 2 -> 3x3 convolution"
CONTRACTS = [
    (FOUNDING, r"\left(\frac{w-2}{2}-2,\frac{h-2}{2}-2\right)"),
    ("c3s1 c3s1", r"\left(w-4,h-4\right)"),
]


def run(
    *arguments: str, given: bytes = b"", environment: dict[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """The command as a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "symrf", *arguments],
        input=given,
        capture_output=True,
        env={**os.environ, **(environment or {})},
    )


def answer(capture: pytest.CaptureFixture[bytes], *arguments: str) -> str:
    """What the command prints where it is content: nothing on standard error, no colour."""
    assert main(arguments) == 0
    out, err = capture.readouterr()
    assert err == b""
    assert b"\x1b" not in out
    return out.decode()


def data(capture: pytest.CaptureFixture[bytes], *arguments: str) -> Any:
    return json.loads(answer(capture, *arguments, "--format", "json"))


def blanks_aside(text: str) -> str:
    return re.sub(r"\s", "", text)


def lines_with(text: str, start: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip().startswith(start)]


def keys(value: Any) -> Any:
    """The keys of nested dictionaries; a list is what its first entry is."""
    match value:
        case dict():
            return {key: keys(inner) for key, inner in value.items()}
        case [first, *_]:
            return [keys(first)]
    return None


# ---- verbs -----------------------------------------------------------------------------------------------------------


def test_the_verb_may_be_left_out(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert answer(capsysbinary, FOUNDING) == answer(capsysbinary, "derive", FOUNDING)


def test_the_founding_case_in_text(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert answer(capsysbinary, FOUNDING).splitlines() == [
        FIRST_LINE,
        "",
        "output size       (w-2)/2-2           for even w; h like w",
        "                  floor((w-8)/2)+1    in general, for w >= 8",
        "receptive field   8 x 8               neighbours are 2 pixels apart",
        "",
        "layer  code  size       field  jump",
        "F_1    c3s1  w-2            3     1",
        "M      p2s2  (w-2)/2        4     2",
        "F_2    c3s1  (w-2)/2-2      8     2",
        "",
        r"LaTeX  \left(\frac{w-2}{2}-2, \frac{h-2}{2}-2\right)",
        "As one layer: an 8x8 convolution with stride 2 (c8s2).",
    ]


def test_compare_puts_networks_side_by_side(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    text = answer(capsysbinary, "compare", "c3s1 c3s1", FOUNDING, "c3s2", "--axes", "w", "--at", "w=64")
    assert lines_with(text, "O_1  ")[0].split() == ["O_1", "O_2", "O_3"]
    row = re.split(r"\s{2,}", lines_with(text, "at w = 64")[0])
    assert row == ["at w = 64", "60", "29", "31"]
    assert [line.partition(" -> ")[2] for line in text.splitlines() if re.match("O_[123]: ", line)] == [
        "convolution, kernel 3",
        "max pool, kernel 2, stride 2 -> convolution,",
        "",
    ]


def test_compare_of_one_network(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert answer(capsysbinary, "compare", "c3").splitlines()[0].split() == ["O"]


def test_compare_in_json_is_a_list_of_derivations(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    networks = ("c3s1 c3s1", FOUNDING)
    assert data(capsysbinary, "compare", *networks, "--at", "w=64,h=65") == {
        "schema": 1,
        "networks": [symrf.derive(network).to_dict({"w": 64, "h": 65}) for network in networks],
    }


# ---- options ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("network", "shape"), CONTRACTS, ids=[network for network, _ in CONTRACTS])
@pytest.mark.parametrize("format_", ["text", "unicode", "latex", "markdown"])
def test_the_contract_strings(
    capsysbinary: pytest.CaptureFixture[bytes], format_: str, network: str, shape: str
) -> None:
    assert shape in blanks_aside(answer(capsysbinary, network, "--format", format_))


@pytest.mark.parametrize(("network", "shape"), CONTRACTS, ids=[network for network, _ in CONTRACTS])
def test_the_contract_strings_in_json(capsysbinary: pytest.CaptureFixture[bytes], network: str, shape: str) -> None:
    assert blanks_aside(data(capsysbinary, network)["latex"]["size"]) == shape


MARKS = [
    ("html", "<annotation encoding="),
    ("typst", "#align(center, layout("),
    ("github", "```math\n\\begin{aligned}"),
    ("stackexchange", "$$\\begin{align*}"),
    ("slides", "\\begin{frame}"),
    ("text", "floor((w-8)/2)+1    in general, for w >= 8"),
    ("unicode", "⌊(w−8)/2⌋+1    in general, for w ≥ 8"),
    ("svg", "</svg>"),
    ("tikz", "\\end{tikzpicture}"),
    (
        "latex paper slides",
        "\n\\begin{align*}\n\\text{output size} &= \\left(\\frac{w-2}{2}-2, \\frac{h-2}{2}-2\\right)",
    ),
    (
        "notebook markdown",
        "$$\n\\begin{aligned}\n\\text{output size} &= \\left(\\frac{w-2}{2}-2, \\frac{h-2}{2}-2\\right)",
    ),
    ("json", '"closed": "floor((w-8)/2)+1"'),
]


@pytest.mark.parametrize(("formats", "mark"), MARKS, ids=[formats for formats, _ in MARKS])
def test_each_format_has_its_own_signs(capsysbinary: pytest.CaptureFixture[bytes], formats: str, mark: str) -> None:
    found = [name for name in FORMATS if mark in answer(capsysbinary, FOUNDING, "--format", name)]
    assert sorted(found) == sorted(formats.split())


def test_every_format_ends_with_one_new_line(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    for name in FORMATS:
        assert re.search(r"[^\n]\n\Z", answer(capsysbinary, FOUNDING, "--format", name))


FORM_SHAPES: list[tuple[FormName, str]] = [
    ("hand", "(w-2)/2-2           for even w; h like w"),
    ("nested", "floor((w-2)/2)-2    for w >= 8; h like w"),
    ("closed", "floor((w-8)/2)+1    for w >= 8; h like w"),
]


@pytest.mark.parametrize(("form", "shape"), FORM_SHAPES, ids=[form for form, _ in FORM_SHAPES])
def test_the_form_is_how_sizes_are_written(
    capsysbinary: pytest.CaptureFixture[bytes], form: FormName, shape: str
) -> None:
    text = answer(capsysbinary, FOUNDING, "--form", form)
    assert lines_with(text, "output size")[0] == f"output size       {shape}"
    copied = text.partition("LaTeX")[2].partition("As one layer")[0]
    assert blanks_aside(copied) == blanks_aside(symrf.derive(FOUNDING).latex(form))


def test_the_forms_are_the_three() -> None:
    assert FORMS == ("hand", "nested", "closed")


AXES = [
    ("t", "t-4    for t >= 5"),
    ("w,h", "w-4      for w >= 5; h like w"),
    ("x,y,z", "x-4          for x >= 5; y and z like x"),
    ("height,W_in", "height-4    for height >= 5; W_in like height"),
    ("x_1,q2", "x_1-4    for x_1 >= 5; q2 like x_1"),
    (" a , b ", "a-4      for a >= 5; b like a"),
    ("beta", "beta-4    for beta >= 5"),
]


@pytest.mark.parametrize(("axes", "shape"), AXES, ids=[axes for axes, _ in AXES])
def test_axes_have_the_names_that_are_given(capsysbinary: pytest.CaptureFixture[bytes], axes: str, shape: str) -> None:
    assert lines_with(answer(capsysbinary, "c3 c3", "--axes", axes), "output size") == [f"output size       {shape}"]


def test_numbers_in_the_order_of_the_axes(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    text = answer(capsysbinary, "c3x5x7", "--axes", "d,w,h", "--at", "h=9,d=3")
    assert text.splitlines()[2:7] == [
        "output size       d-2          on d, for d >= 3",
        "                  w-4          on w, for w >= 5",
        "                  h-6          on h, for h >= 7",
        "                  1 x 3        at d = 3 and h = 9",
        "receptive field   3 x 5 x 7    neighbours are 1 pixel apart",
    ]


@pytest.mark.parametrize("sizes", ["h=5,w=9", "w=9,h=5"])
def test_a_pair_is_in_the_order_of_the_axes(capsysbinary: pytest.CaptureFixture[bytes], sizes: str) -> None:
    text = answer(capsysbinary, "c{k}", "--at", f"{sizes},k=3", "--contents", "results,prose")
    assert lines_with(text, "shape(O)")[-1] == "shape(O) = (7, 3)    at w = 9, h = 5 and k = 3"
    assert "It is (7, 3) at w = 9, h = 5 and k = 3." in text
    assert lines_with(answer(capsysbinary, "compare", "c3", "p3s1", "--at", sizes), "at w = 9 and h = 5")
    assert list(data(capsysbinary, "c3", "--at", sizes)["at"].items()) == [("w", 7), ("h", 3)]
    assert list(symrf.derive("c3").at(h=5, w=9).items()) == [("w", 7), ("h", 3)]


def test_sizes_are_put_in(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    text = answer(capsysbinary, FOUNDING, "--at", "w=64, h = 65")
    assert lines_with(text, "29 x 29") == ["29 x 29             at 64x65 (by hand 59/2 on h)"]
    assert data(capsysbinary, FOUNDING, "--at", "w=64, h = 65")["at"] == {"w": 29, "h": 29}


def test_a_number_for_each_axis_needs_no_name(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert data(capsysbinary, FOUNDING, "--axes", "t", "--at", "64")["at"] == {"t": 29}
    assert data(capsysbinary, "c3x5", "--axes", "h,w", "--at", "9, 8")["at"] == {"h": 7, "w": 4}


def test_sizes_of_some_axes(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    text = answer(capsysbinary, FOUNDING, "--at", "h=8")
    assert lines_with(text, "1  ") == ["1                   at h = 8"]
    assert data(capsysbinary, FOUNDING, "--at", "h=8")["at"] == {"h": 1}


CONVENTIONS = [
    ("pytorch", "p3s2", 6, 2),
    ("pytorch", "p3", 7, 2),
    ("tensorflow", "p3s2", 6, 2),
    ("onnx", "p3", 7, 5),
    ("caffe", "p3s2", 6, 3),
    ("caffe", "p3", 7, 5),
    ("darknet", "p3", 7, 7),
]


@pytest.mark.parametrize(("name", "network", "size", "expected"), CONVENTIONS, ids=str)
def test_a_convention_fills_in_what_is_left_open(
    capsysbinary: pytest.CaptureFixture[bytes], name: str, network: str, size: int, expected: int
) -> None:
    found = data(capsysbinary, network, "--convention", name, "--axes", "w", "--at", f"w={size}")
    assert (found["convention"], found["at"]) == (name, {"w": expected})


def test_steps_show_rule_numbers_and_result(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    text = answer(capsysbinary, FOUNDING, "--steps")
    assert lines_with(text, "size ") == [
        "size  = n-k+1 = w-3+1 = w-2",
        "size  = (n-k)/s+1 = ((w-2)-2)/2+1 = (w-2)/2",
        "size  = n-k+1 = (w-2)/2-3+1 = (w-2)/2-2",
    ]
    assert lines_with(text, "field ") == [
        "field = r+(k-1)*j = 1+(3-1)*1 = 3",
        "field = r+(k-1)*j = 3+(2-1)*1 = 4",
        "field = r+(k-1)*j = 4+(3-1)*2 = 8",
    ]
    assert lines_with(answer(capsysbinary, FOUNDING), "size ") == []


NAMED = [
    ("text", "F1: c3 c5 c7"),
    ("latex", "F1: c3 c5 c7"),
    ("latex", "F: c3 F_: c5"),
]


@pytest.mark.parametrize(
    ("format_", "network"),
    [pytest.param(*each, id="-".join(each)) for each in NAMED],
)
def test_different_layers_have_different_names(
    capsysbinary: pytest.CaptureFixture[bytes], format_: str, network: str
) -> None:
    text = answer(capsysbinary, network, "--format", format_, "--contents", "results")
    [composition] = [line for line in text.splitlines() if "∘" in line or "\\circ" in line]
    names = re.split(r"∘|\\circ", composition.partition("=")[2].rstrip("\\ "))
    assert len({name.strip() for name in names}) == len(network.split("c"))


# ---- JSON ------------------------------------------------------------------------------------------------------------


def test_json_is_the_dictionary_of_the_derivation(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    expected = symrf.derive("c3x5s2p1 p2", ("x", "y"), "onnx").to_dict({"x": 64})
    given = ("c3x5s2p1 p2", "--axes", "x,y", "--convention", "onnx", "--at", "x=64")
    assert data(capsysbinary, *given) == expected
    assert json.loads(json.dumps(expected)) == expected


def test_json_has_the_keys_of_the_contract(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    forms = {"hand": None, "nested": None, "closed": None}
    reading = {
        "size": {**forms, "latex": forms, "exact_when": {"modulus": None, "residues": [None]}, "minimum": None},
        "receptive_field": None,
        "jump": None,
        "start": None,
        "padding": [None],
        "minimum": None,
        "reach_left": None,
        "reach_right": None,
        "equivalent": None,
    }
    contract = {
        "schema": None,
        "architecture": None,
        "convention": None,
        "axes": [None],
        "result": {"w": reading, "h": reading},
        "latex": {"size": None, "receptive_field": None},
        "overall": {"area": None},
        "layers": [{"layer": None, "name": None, "overall": {"area": None}, "w": reading, "h": reading}],
    }
    assert keys(data(capsysbinary, FOUNDING)) == contract
    assert keys(data(capsysbinary, FOUNDING, "--at", "w=64,h=64")) == {**contract, "at": {"w": None, "h": None}}


def test_json_of_the_founding_case(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    found = data(capsysbinary, FOUNDING, "--at", "w=64,h=64")
    result = found["result"]["w"]
    assert {**result, "size": {**result["size"], "latex": ...}} == {
        "size": {
            "hand": "(w-2)/2-2",
            "nested": "floor((w-2)/2)-2",
            "closed": "floor((w-8)/2)+1",
            "latex": ...,
            "exact_when": {"modulus": 2, "residues": [0]},
            "minimum": 8,
        },
        "receptive_field": 8,
        "jump": 2,
        "start": "7/2",
        "padding": [0, 0],
        "minimum": 8,
        "reach_left": 0,
        "reach_right": 7,
        "equivalent": "c8s2",
    }
    assert [(each["layer"], each["name"]) for each in found["layers"]] == [
        ("c3s1", "F_1"),
        ("p2s2", "M"),
        ("c3s1", "F_2"),
    ]
    assert (found["architecture"], found["convention"], found["axes"]) == (FOUNDING, "pytorch", ["w", "h"])
    assert blanks_aside(found["latex"]["receptive_field"]) == r"\left(8,8\right)"
    assert found["at"] == {"w": 29, "h": 29}


# ---- where the network comes from ------------------------------------------------------------------------------------


FILES = [
    ("plain", b"c3s1 p2s2 c3s1"),
    ("with a new line at the end", b"c3s1 p2s2 c3s1\n"),
    ("UTF-8 with a mark", b"\xef\xbb\xbfc3s1 p2s2 c3s1\n"),
    ("CRLF", b"c3s1\r\np2s2\r\nc3s1\r\n"),
    ("comments", "# das große Netz\nc3s1 # erst\np2s2, c3s1 # ( [ {\n#".encode()),
    ("arrows", "c3s1 → p2s2 -> c3s1".encode()),
    ("everything", "\ufeff# ein Netz\r\n\r\nc3s1 → # größer\r\np2s2\r\n\tc3s1\r\n".encode()),
]


@pytest.mark.parametrize("content", [content for _, content in FILES], ids=[name for name, _ in FILES])
def test_a_file_and_standard_input(
    capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, content: bytes
) -> None:
    expected = data(capsysbinary, FOUNDING)["result"]
    path = tmp_path / "a network.txt"
    path.write_bytes(content)
    assert data(capsysbinary, f"@{path}")["result"] == expected
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content), encoding="ascii"))
    assert data(capsysbinary, "-")["result"] == expected


def test_definitions_in_a_file(capsysbinary: pytest.CaptureFixture[bytes], tmp_path: Path) -> None:
    path = tmp_path / "network"
    path.write_bytes(b"F = c3s1\r\nM = p2s2\r\nO2 = F M F\r\n")
    text = answer(capsysbinary, f"@{path}")
    assert text.splitlines()[0] == "F -> M -> F; F: 3x3 convolution; M: 2x2 max pool, stride 2"
    assert "(w-2)/2-2           for even w; h like w" in text


def test_compare_reads_files_too(capsysbinary: pytest.CaptureFixture[bytes], tmp_path: Path) -> None:
    path = tmp_path / "network"
    path.write_bytes(b"c3\n")
    assert answer(capsysbinary, "compare", f"@{path}", "c5") == answer(capsysbinary, "compare", "c3", "c5")


# ---- help ------------------------------------------------------------------------------------------------------------


def test_version(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    with pytest.raises(SystemExit) as ending:
        main(["--version"])
    assert ending.value.code == 0
    assert capsysbinary.readouterr() == (f"symrf {symrf.__version__}\n".encode(), b"")


def help_of(capture: pytest.CaptureFixture[bytes], *arguments: str) -> str:
    with pytest.raises(SystemExit) as ending:
        main(arguments)
    assert ending.value.code == 0
    out, err = capture.readouterr()
    assert err == b""
    return out.decode()


def examples(text: str) -> list[list[str]]:
    """The arguments of each line of a text that shows the command."""
    return [shlex.split(line)[1:] for line in lines_with(text, "symrf ")]


@pytest.mark.parametrize("verb", [verb for verb in EXAMPLES if verb != "serve"])  # which runs until it is interrupted
def test_every_example_of_the_help_runs(
    verb: str, capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "model.py").write_text("c3 p2 c3\n")
    for claims in ("claims.txt", "summary.txt"):
        (tmp_path / claims).write_text("F = c3\nrf = 3\n" if verb == "check" else "c3 p2\n")
    (tmp_path / "paper.tex").write_text("\\symrf{c3} % symrf: c3\n% symrf: rf = 3\n")
    (tmp_path / "answer.md").write_text("```symrf\nc3\nrf = 3\n```\n")
    monkeypatch.chdir(tmp_path)
    shown = examples(help_of(capsysbinary, verb, "--help").partition("examples:")[2])
    assert len(shown) == 3
    for arguments in shown:
        assert main(arguments) == 0
        printed, said = capsysbinary.readouterr()
        assert printed or Path(arguments[arguments.index("-o") + 1]).stat().st_size
        assert said == b"" or verb == "read"


def test_every_verb_has_examples_and_the_help_one_of_each(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    shown = examples(help_of(capsysbinary, "--help").partition("examples:")[2])
    assert shown == [shlex.split(each[0])[1:] for each in EXAMPLES.values()]
    assert {*VERBS} == {*EXAMPLES}


def test_the_help_of_a_verb_names_every_choice(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    text = help_of(capsysbinary, "derive", "--help")
    choices = (*FORMATS, *FORMS, "--steps", "--axes", "--at", "pytorch", "tensorflow", "onnx", "caffe", "darknet")
    assert [choice for choice in choices if choice not in text] == []


@pytest.mark.parametrize("verb", [*VERBS, ""])
def test_the_help_fits_on_a_terminal_and_shows_examples(
    verb: str, capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    text = help_of(capsysbinary, *verb.split(), "--help")
    assert [line for line in text.splitlines() if len(line) > 80] == []
    shown = examples(text.partition("examples:")[2])
    assert shown
    assert all(verb in (arguments[0], "derive", "") for arguments in shown)
    assert answer(capsysbinary, "help", *verb.split()) == text


def test_symrf_alone_shows_two_examples_that_run(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    text = answer(capsysbinary)
    assert [line.split()[0] for line in text.splitlines()] == ["symrf", "symrf"]
    first, second = (answer(capsysbinary, *arguments) for arguments in examples(text))
    assert first.splitlines()[0] == FIRST_LINE
    assert "(60, 60)" in second
    assert "(29, 29)" in second


# ---- as a process ----------------------------------------------------------------------------------------------------


def test_a_process_prints_the_same(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    expected = answer(capsysbinary, FOUNDING).encode()
    done = run(FOUNDING)
    assert (done.returncode, done.stdout, done.stderr) == (0, expected, b"")
    done = run("-", given=FOUNDING.encode())
    assert (done.returncode, done.stdout, done.stderr) == (0, expected, b"")


def test_a_wrong_network_ends_a_process_with_2() -> None:
    done = run("c3s1p2s2")
    message = b"symrf: stride given twice: is a blank missing before p2s2?\n  c3s1p2s2\n        ^^\n"
    assert (done.returncode, done.stdout, done.stderr) == (2, b"", message)


ENVIRONMENTS = [
    {"PYTHONIOENCODING": "ascii"},
    {"PYTHONIOENCODING": "latin-1"},
    {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    {"TERM": "xterm-256color", "FORCE_COLOR": "1", "CLICOLOR_FORCE": "1"},
]


@pytest.mark.parametrize("environment", ENVIRONMENTS, ids=[" ".join(each) for each in ENVIRONMENTS])
def test_the_encoding_and_the_terminal_change_no_byte(
    capsysbinary: pytest.CaptureFixture[bytes], environment: dict[str, str]
) -> None:
    expected = answer(capsysbinary, FOUNDING, "--format", "unicode").encode()
    done = run(FOUNDING, "--format", "unicode", environment=environment)
    assert (done.returncode, done.stdout, done.stderr) == (0, expected, b"")


def test_a_message_in_a_narrow_encoding() -> None:
    done = run("c٣", environment={"PYTHONIOENCODING": "ascii"})
    message = (
        b"symrf: a digit of another script has no meaning here: write digits 0-9 and letters a-z\n  c\\u0663\n   ^\n"
    )
    assert (done.returncode, done.stdout, done.stderr) == (2, b"", message)


def test_an_output_that_is_closed_is_told(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    assert main(["c3"]) == 2
    assert capsys.readouterr().err == "symrf: standard output cannot be written: it is closed\n"


def test_a_reader_that_leaves_is_no_fault() -> None:
    network = b"c3 " * 30_000
    with subprocess.Popen(
        [sys.executable, "-m", "symrf", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdin.write(network)
        process.stdin.close()
        assert process.stdout.read(10) == b"30000 x (3"
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


@pytest.mark.parametrize("arguments", [(FOUNDING,), (), ("--help",), ("--version",)], ids=" ".join)
def test_a_reader_that_has_left_is_no_fault(arguments: tuple[str, ...]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run([sys.executable, "-m", "symrf", *arguments], stdout=writing, stderr=subprocess.PIPE)
    os.close(writing)
    assert (done.returncode, done.stderr) == (0, b"")


LOADED = """
import sys
import symrf
assert not {"sympy", "lark"} & set(sys.modules), "import symrf"
from symrf.front.cli import main
from symrf.front.commands import VERBS
from symrf.front.examples import EXAMPLES
from symrf.front.options import FORMATS
from symrf.formulas.forms import FORMS
from symrf.front.rendering.targets import PICTURES
for format_ in PICTURES:
    assert main(["c3 p2", "--format", format_]) == 0
for format_ in (each for each in FORMATS if each not in PICTURES):
    for form in FORMS:
        assert main([sys.argv[1], "--format", format_, "--form", form, "--at", "w=640,h=650"]) == 0
        assert main(["compare", sys.argv[1], "c3", "--format", format_, "--form", form]) == 0
assert main([sys.argv[1], "--steps"]) == 0
assert main(["c3s1p2s2"]) == 2
assert not {"sympy", "lark"} & set(sys.modules), "reading and printing"
"""


PLAIN_ROAD = f"""
import sys
from symrf.front.cli import main
from symrf.front.commands import VERBS
from symrf.front.examples import EXAMPLES
assert main([{FOUNDING!r}]) == 0
print(*sorted(sys.modules), file=sys.stderr)
"""
BESIDE_IT = (  # what a chain of windows and its summary do without: `symrf` starts in the time that it takes to load
    *("sympy", "lark", "json", "symrf.answers.verdicts", "symrf.answers.solutions", "symrf.answers.claims.reader"),
    *("symrf.answers.documents.drawing", "symrf.answers.documents.renaming", "symrf.answers.documents.english.domains"),
    *("symrf.exact.logic", "symrf.exact.sets.boxes", "symrf.exact.sets.periodic", "symrf.exact.sets.quasipolynomials"),
    *("symrf.exact.sampling.quasi_affine", "symrf.exact.sampling.reach", "symrf.exact.sampling.samplings"),
    *("symrf.exact.sampling.scaled", "symrf.exact.sampling.composing", "symrf.exact.sampling.joining"),
    *("symrf.networks.areas", "symrf.networks.borders", "symrf.networks.comparison", "symrf.networks.costs"),
    *("symrf.networks.induction", "symrf.networks.overall", "symrf.networks.paths", "symrf.networks.smallest_paths"),
    *("symrf.networks.steps", "symrf.networks.data", "symrf.networks.notation.instances"),
)


def test_a_plain_derivation_loads_what_it_needs_alone() -> None:
    assert all(map(find_spec, BESIDE_IT))
    assert main([FOUNDING]) == 0  # keeps the tables
    done = subprocess.run([sys.executable, "-c", PLAIN_ROAD], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    loaded = set(done.stderr.split())
    assert {"symrf.networks.derivation", "symrf.exact.sampling.windows"} <= loaded
    assert not loaded & set(BESIDE_IT)


def test_numbers_need_no_sympy_and_tables_that_are_kept_no_lark() -> None:
    assert main([FOUNDING, "--symbol", "w=W"]) == 0  # keeps the tables
    network = "c3s1 p2s2ceil c3s2same (c3x5p1 a2)*2 z-1 relu (c3p1)*1000000000 F: c3d2causal"
    done = subprocess.run([sys.executable, "-c", LOADED, network], capture_output=True)
    assert done.returncode == 0, done.stderr.decode()
