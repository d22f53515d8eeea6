"""The forms of a network, by their names."""

from __future__ import annotations

from pathlib import Path

import pytest

import symrf
from symrf.errors import InputError
from symrf.front.cli import main
from symrf.networks.notation.reader import parse
from symrf.writers.table import WRITERS, write


@pytest.mark.parametrize("form", WRITERS)
def test_every_form_writes_the_founding_case(form: str) -> None:
    written = write(parse("in3@64x64 F1: c3-8 M: p2 F2: c3-8"), form)
    names = ("F1", "M", "F2")
    assert all((name.encode() if isinstance(written, bytes) else name) in written for name in names)  # type: ignore[operator]


def test_a_form_that_is_not_there_is_refused_with_those_that_are() -> None:
    with pytest.raises(
        InputError, match="there is no form torch: choose one of pytorch, keras, onnx, mermaid, notation"
    ):
        write(parse("c3"), "torch")


def test_an_identity_as_the_output_is_what_it_receives() -> None:
    assert "n1 --> n2" in write(parse("c3 id"), "mermaid")


def test_the_notation_is_written_in_the_order_of_its_own_axes() -> None:
    read = symrf.read("nn.Sequential(nn.Conv2d(3, 8, (3, 5), stride=(1, 2)), nn.MaxPool2d((2, 1)))")
    written = symrf.write(read, "notation")
    assert written == "in3 c5x3s2x1-8 p1x2s1x2"
    assert symrf.derive(read).at(h=20, w=30) == symrf.derive(written).at(h=20, w=30)


NAMES = "in3@32x32 stem: c3p1-8 relu block.conv1: c3p1-8 bn class: c1-8 head: fc10"


@pytest.mark.parametrize(
    ("form", "names"),
    [
        ("pytorch", ["stem", "block_conv1", "class_", "head"]),
        ("keras", ["stem", "block.conv1", "class", "head"]),
        ("onnx", ["stem", "block.conv1", "class", "head"]),
        ("notation", ["stem", "block.conv1", "class", "head"]),
    ],
)
def test_names_come_back_as_far_as_they_are_identifiers(form: str, names: list[str]) -> None:
    read = symrf.read(symrf.write(NAMES, form))
    assert [layer.name for layer in read.architecture.layers() if layer.name] == names
    assert symrf.check(read, f"rf@{names[1]} = 5")[0].status == "proved"


def test_the_command_writes_what_the_name_of_the_file_says(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    network = "in3@32x32 c3-8 p2 flatten fc10"
    for form, path in (("pytorch", "net.py"), ("onnx", "net.onnx"), ("mermaid", "net.mmd"), ("notation", "net.txt")):
        assert main(["write", network, "-o", path]) == 0
        written = symrf.write(network, form)
        assert Path(path).read_bytes() == (written if isinstance(written, bytes) else written.rstrip().encode() + b"\n")
    assert main(["write", "net.py", "--as", "notation"]) == 0
    assert capsys.readouterr().out == "in3 F: c3-8 M: p2s2 V: flatten D: fc10\n"
    assert main(["write", network]) == 2
    assert capsys.readouterr().err.startswith("symrf: say what to write, with --as pytorch, ")
    assert main(["write", "c3s2same-8", "--as", "pytorch"]) == 2
    assert capsys.readouterr().err.startswith("symrf: c3s2same-8: PyTorch has no same padding with a stride")
