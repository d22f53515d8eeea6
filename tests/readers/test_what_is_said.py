"""What is said beside an answer: what was assumed, what is left out and why, and of what a text makes no claim."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

import symrf
from symrf.front.cli import main

PRINTED = """Net(
  (conv1): Conv2d(3, 6, kernel_size=(5, 5), stride=(1, 1))
  (conv2): Conv2d(6, 16, kernel_size=(5, 5), stride=(1, 1))
  (fc1): Linear(in_features=400, out_features=10, bias=True)
)"""
UNREAD = """import torch.nn as nn
from models.common import SPPF
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 6, 5)
        self.spp = SPPF(6, 6)
    def forward(self, x):
        return self.spp(self.conv1(x))
"""
OTHER = """class Other(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 6, 7)
    def forward(self, x):
        return self.conv1(x)
"""
DENSE = "nn.Sequential(nn.Conv2d(3, 8, 3), nn.Flatten(), nn.Linear(72, 10))"


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = main(list(words))
    return code, *capsys.readouterr()


def test_what_was_assumed_of_a_block_in_markdown_is_said_at_its_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.md"
    path.write_text(f"A net:\n\n```\n{PRINTED}\n```\n\n<!-- symrf: rf@conv2 = 9 -->\n")
    code, _, err = run(capsys, "check", str(path))
    assert code == 0
    assert f"symrf: {path}: line 7: No flatten is printed before Linear" in err
    assert f"symrf: {path}: this is not certain" in err
    path.write_text("```\nnn.Sequential(\n  nn.Conv2d(3, 8, 3))\n```\n\n<!-- symrf: rf = 3 -->\n")
    assert "not certain" not in run(capsys, "check", str(path))[2]


@pytest.mark.parametrize("claims", [("markdown", "<!-- symrf: rf@conv2 = 9 -->"), ("code", "%%symrf\nrf@conv2 = 9")])
def test_what_was_assumed_of_a_cell_is_said_with_its_number(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], claims: tuple[str, str]
) -> None:
    path = tmp_path / "a.ipynb"
    cells = [("markdown", "A net."), ("code", PRINTED), claims]
    path.write_text(json.dumps({"cells": [{"cell_type": kind, "source": source} for kind, source in cells]}))
    err = run(capsys, "check", str(path))[2]
    assert f"symrf: {path}: cell 2: line 4: No flatten is printed before Linear" in err
    assert f"symrf: {path}: cell 2: this is not certain" in err


def test_why_a_block_is_not_read_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.md"
    path.write_text(f"```\n{UNREAD}```\n<!-- symrf: rf = 3 -->\n")
    code, _, err = run(capsys, "check", str(path))
    assert code == 2
    assert "the network on line 2, which cannot be read: SPPF is only named here" in err


def test_claims_of_a_text_in_one_line_are_judged(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "check", DENSE, "--at", "5")
    assert (code, "flat@3 = 72" in out, "judges" in err) == (0, True, False)
    assert run(capsys, "check", DENSE, "--at", "6")[0] == 1
    assert run(capsys, "check", "nn.Sequential(nn.Conv2d(3, 8, 3))")[2].endswith("symrf: the text contains no claims\n")


def test_each_claim_of_standard_input_is_judged_at_its_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(PRINTED))
    code, out, _ = run(capsys, "check", "-", "--at", "13")
    assert code == 0
    assert [each.split()[:4] for each in out.splitlines() if "proved" in each][:1] == [
        ["standard", "input:4", "proved", "flat@fc1"]
    ]


def test_a_check_of_a_claim_does_not_send_to_check(capsys: pytest.CaptureFixture[str]) -> None:
    assert "judges" not in run(capsys, "check", DENSE, "size = 1")[2]
    assert "symrf check judges" in run(capsys, "read", DENSE)[2]


def test_a_dense_layer_without_a_name_is_called_by_its_text(capsys: pytest.CaptureFixture[str]) -> None:
    assert "symrf: fc10 takes 72 = 8·3·3: the input is 5x5\n" in run(capsys, "read", DENSE)[2]


def test_a_module_of_a_package_may_be_assumed() -> None:
    for text in (UNREAD, UNREAD + OTHER):
        found = symrf.read(text, network=None if text is UNREAD else "Net", assume="SPPF = p5s1p2")
        assert str(found) == "in3 conv1: c5-6 spp: p5s1p2"
    with pytest.raises(symrf.ReadError, match=r'only named here.*--assume "SPPF = c3p1"'):
        symrf.read(UNREAD)


def test_a_network_that_is_left_out_is_refused_with_its_reason() -> None:
    assert symrf.read(UNREAD + OTHER).network == "Other"
    with pytest.raises(symrf.ReadError, match="SPPF is only named here") as refusal:
        symrf.read(UNREAD + OTHER, network="Net")
    assert refusal.value.span is not None
    assert (UNREAD + OTHER)[slice(*refusal.value.span)] == "SPPF(6, 6)"


@pytest.mark.parametrize("text", ["nn.Conv2d(3, 8, 3)", "conv = nn.Conv2d(3, 8, kernel_size=3)"])
def test_a_layer_alone_is_a_network(text: str) -> None:
    assert str(symrf.read(text)) == "in3 c3-8"


@pytest.mark.parametrize("text", ["torchvision.models.resnet18()", "models.resnet18(pretrained=True)"])
def test_a_call_of_a_library_is_only_named(text: str) -> None:
    with pytest.raises(symrf.ReadError, match="resnet18 is only named here"):
        symrf.read(text)


def test_a_path_stands_for_its_file_and_a_text_for_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As a text may come from a document, which reads no file."""
    monkeypatch.chdir(tmp_path)
    path = Path("net.py")
    path.write_text(DENSE)
    assert symrf.derive(path).axes == ("h", "w")
    assert [each.status for each in symrf.check(path, "size = 1")] == ["proved"]
    with pytest.raises(symrf.NotationError):
        symrf.derive("net.py")


def test_what_was_read_shows_itself_in_a_line() -> None:
    assert repr(symrf.read(DENSE)) == "<Paste pytorch Sequential: in3 c3-8 flatten fc10>"


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "utf-16"])
def test_the_codings_that_shells_write(tmp_path: Path, capsys: pytest.CaptureFixture[str], coding: str) -> None:
    path = tmp_path / "model.txt"
    path.write_bytes(PRINTED.replace("\n", "\r\n").encode(coding))
    for verb in (["read"], ["check"], ["derive"]):
        code, out, err = run(capsys, *verb, str(path))
        assert code == 0
        assert "a printed PyTorch model, the network Net" in err
        assert out


def test_a_binary_file_is_told_what_to_give_instead(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "model.h5"
    path.write_bytes(b"\x89HDF\r\n\x1a\n" + bytes(100))
    for verb in ("read", "derive", "check"):
        code, out, err = run(capsys, verb, str(path))
        assert (code, out) == (2, "")
        assert err.startswith(f"symrf: {path} is a binary file of a kind that cannot be read: give the source")
        assert err.count("\n") == 1


def test_a_folder_is_not_taken_for_a_network(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for verb in (["read"], ["derive"], ["check"]):
        code, _, err = run(capsys, *verb, str(tmp_path))
        assert (code, "layer" in err) == (2, False)
        assert err.startswith(f"symrf: {tmp_path} cannot be read")


SEPARABLE = """from keras import Sequential, layers
m = Sequential([layers.SeparableConv2D(8, 3, name="sep", input_shape=(9, 9, 3))])"""
DETECTOR = """backbone:
  - [-1, 1, Conv, [64, 6, 2, 2]]
  - [-1, 3, C3, [64]]
  - [-1, 2, Conv, [64, 3]]
"""


@pytest.mark.parametrize(
    ("text", "assume"),
    [(UNREAD, "SPPF = c3p1-6 c3p1-6"), (UNREAD, "SPPF = (c3p1-6)*2"), (SEPARABLE, ()), (DETECTOR, ())],
    ids=["assumed", "repeated", "separable", "detector"],
)
def test_a_module_of_several_layers_is_not_called_several_times(text: str, assume: str) -> None:
    assert [each.text for each in symrf.read(text, assume=assume).notes if "called" in each.text] == []


def test_a_module_that_is_called_twice_is() -> None:
    text = UNREAD.replace("self.spp(self.conv1(x))", "self.spp(self.spp(self.conv1(x)))")
    found = symrf.read(text, assume="SPPF = c3p1-6 c3p1-6")
    assert str(found) == "in3 conv1: c5-6 (c3p1-6)*4"
    assert [each.text for each in found.notes] == [
        "spp is called 2 times: its weights are shared, but are counted each time."
    ]


def test_a_notebook_is_no_program(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.ipynb"
    path.write_text(json.dumps({"cells": [{"cell_type": "code", "source": DENSE}]}))
    for verb in (["read"], ["derive"]):
        code, _, err = run(capsys, *verb, str(path))
        assert code == 2
        assert err == (
            f"symrf: {path} is a notebook, from which no network is read: paste the cell that has it, or check its "
            "claims\n"
        )


def test_what_is_assumed_is_assumed_of_blocks_in_a_document(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.md"
    path.write_text(f"```\n{UNREAD}{OTHER}```\n<!-- symrf: rf = 9 -->\n")
    assert run(capsys, "check", str(path))[0] == 1
    assert run(capsys, "check", str(path), "--network", "Net", "--assume", "SPPF = p5s1p2")[0] == 0
