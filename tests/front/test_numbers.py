"""Numbers for the inputs that are given, as the command, documents, notebooks and JSON have them."""

from __future__ import annotations

import json

import pytest

import symrf
from symrf.errors import InputError
from symrf.front.cli import main
from symrf.front.rendering.targets import PICTURES, TARGETS


def lines(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[str]:
    assert main(list(arguments)) == 0
    return [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What is printed, as if on one line."""
    return " ".join(lines(capsys, *arguments))


SAID = [  # a command, and a line of what it prints
    (["in1 c3-4 flatten fc10"], "flat(O) = 4*(w-2)*(h-2) what the first dense layer takes"),
    (["in1 c3-4 flatten fc10", "--at", "w=9,h=9"], "flat(O) = 196 at w = 9 and h = 9"),
    (["in1 c3-4 flatten", "--at", "9"], "flat(O) = 196 at w = 9 and h = 9"),
    (["p2 u2", "--axes", "n", "--at", "n=5"], "shape(O) = 4 at n = 5, where by hand it is 5"),
    (["c3s2", "--at", "w=6,h=8"], "shape(O) = (2, 3) at w = 6 and h = 8, where by hand it is 5/2 on w and 7/2 on h"),
    (["c3s2", "--at", "6"], "shape(O) = (2, 2) at w = 6 and h = 6, where by hand it is 5/2"),
    (["c3s2", "--at", "w=7,h=8"], "shape(O) = (3, 3) at w = 7 and h = 8, where by hand it is 7/2 on h"),
    (["c3 gap", "--at", "3,7"], "field(O) = (3, 7) at w = 3 and h = 7"),
    (["c3 gap", "--at", "3,7", "--axes", "h,w"], "field(O) = (3, 7) at h = 3 and w = 7"),
    (["c3s2", "--at", "w=6,h=8", "--contents", "steps"], "size = (n-k)/s+1 = (w-3)/2+1 2 at w = 6, 3 at h = 8"),
    (["c3s2", "--at", "7", "--contents", "steps"], "size = (n-k)/s+1 = (w-3)/2+1 3 at w = 7"),
    (["c3s2", "--at", "6", "--contents", "steps"], "field = r+(k-1)*j = 1+(3-1)*1 = 3"),
    (["c3s2same c3s2same", "--convention", "tensorflow", "--axes", "w", "--at", "512"], "start(O) = 3 at w = 512"),
    (
        ["c1s2same c3s2same", "--convention", "tensorflow", "--axes", "w"],
        "The start is 2, 0, 0 and 2 for the remainders 0 to 3 of w by 4.",
    ),
    (["c3p1 gap", "--axes", "w"], "field(O) = w+2 the whole input, and padding"),
    (["c3p1 gap", "--axes", "w", "--contents", "prose"], "Each neuron of G ∘ F sees the whole input."),
    (["c3p1 gap", "--axes", "w"], "An output reads the whole input."),
    (["(c3p1)*9", "--axes", "w", "--at", "8"], "field(O) = 19 larger than the input at w = 8: the rest is padding"),
    (
        ["(c3p1)*9", "--axes", "w", "--at", "8", "--contents", "prose"],
        "At w = 8 the field of 19 pixels is larger than the input: the rest is padding.",
    ),
    (["t4s2 c3d2 p2", "--axes", "w", "--at", "2"], "larger than the input at w = 2: the rest lies outside it"),
    (["(c{k})*{n}", "--axes", "w"], "An output reads 1+n*(k-1) pixels, all of its field."),
    (
        ["(c{k})*{n}", "--axes", "w"],
        "With equal weights, the effective receptive field has the variance n*(k-1)*(k+1)/12.",
    ),
    (["c{k}d{d}", "--axes", "w"], "How many pixels of its field an output reads is not worked out."),
    (["p2", "--axes", "n", "--at", "n=4", "--at", "n=8"], "shape(O) = 2 at n = 4"),
    (["p2", "--axes", "n", "--at", "n=4", "--at", "n=8"], "shape(O) = 4 at n = 8"),
    (["p2", "--axes", "n", "--at", "4", "--at", "8", "--contents", "prose"], "It is 2 at n = 4, and 4 at n = 8."),
]


@pytest.mark.parametrize(("arguments", "line"), SAID, ids=[f"{' '.join(each)}: {line}" for each, line in SAID])
def test_what_is_said_of_numbers(arguments: list[str], line: str, capsys: pytest.CaptureFixture[str]) -> None:
    contents = () if "--contents" in arguments else ("--contents", "results,reach,remarks")
    assert said(capsys, *arguments, *contents).count(line) == 1


def test_the_axis_after_a_flattened_layer_has_one_value_alone(capsys: pytest.CaptureFixture[str]) -> None:
    """A shape that is a number is not said again."""
    printed = lines(capsys, "in1 c3-4 flatten fc10", "--at", "9", "--contents", "results")
    assert [line for line in printed if line.startswith("shape(O)")] == ["shape(O) = (1, 1) for w >= 3 and h >= 3"]


def test_one_input_in_json_is_an_object_and_several_are_a_list(capsys: pytest.CaptureFixture[str]) -> None:
    def at(*arguments: str) -> object:
        assert main(["p2", "--axes", "n", "--for", "json", *arguments]) == 0
        return json.loads(capsys.readouterr().out).get("at")

    assert at() is None
    assert at("--at", "n=4") == {"n": 2}
    both = [{"given": {"n": 4}, "size": {"n": 2}}, {"given": {"n": 8}, "size": {"n": 4}}]
    assert at("--at", "n=4", "--at", "n=8") == both
    assert symrf.derive("p2", ["n"]).to_dict([{"n": 4}, {"n": 8}])["at"] == at("--at", "4", "--at", "8")


def test_the_variance_of_a_family_in_json() -> None:
    reach = symrf.derive("(c{k})*{n}", ["w"]).to_dict(reach=True)["reach"]["w"]
    assert reach["effective_variance"] == "n*(k-1)*(k+1)/12"


@pytest.mark.parametrize("name", [name for name in TARGETS if name not in PICTURES])
def test_numbers_stand_in_every_target(name: str) -> None:
    d = symrf.derive("c3s2 p2", ["w"])
    text = d.document(name, "steps,table", [{"w": 65}, {"w": 101}])
    assert all(text.count(value) >= 2 for value in ("32", "50", "65", "101"))


def test_a_document_takes_one_input_or_several() -> None:
    d = symrf.derive("p2", ["n"])
    assert "at n = 4" in d.document(contents="results", at={"n": 4})
    assert "at n = 8" in d.document(contents="results", at=[{"n": 4}, {"n": 8}])
    with pytest.raises(InputError):
        d.document(at="n=4")  # type: ignore[arg-type]


def test_an_input_that_is_given_twice_is_shown_once(capsys: pytest.CaptureFixture[str]) -> None:
    printed = lines(capsys, "c3s1 p2", "--at", "64", "--at", "w=64,h=64", "--at", "w=32,h=64")
    assert [line for line in printed if line.endswith("at 64x64")] == ["31 x 31 at 64x64"]
    assert "layer code size at 64x64 at 32x64 field jump" in printed


@pytest.mark.parametrize("verb", [["check", "c3", "size = 3"], ["solve", "c3", "size = 3"]])
def test_a_question_about_one_input_takes_one(verb: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*verb, "--at", "w=4,h=4", "--at", "w=5,h=5"]) == 2
    assert capsys.readouterr().err == "symrf: --at takes one value, but was given w=4,h=4 and w=5,h=5\n"


def test_the_depth_of_a_table(capsys: pytest.CaptureFixture[str]) -> None:
    network = "stem: (c7s2p3 p3s2p1) layer1: ([c3p1 c3p1 + id])*2"
    printed = lines(capsys, network, "--axes", "w", "--contents", "table", "--columns", "field", "--depth", "1")
    assert printed[1:4] == ["I input", "stem (c7s2p3 p3s2p1) 11", "layer1 ([c3p1 c3p1 + id])*2 43"]
    assert main([network, "--contents", "table", "--depth", "0"]) == 2
    assert capsys.readouterr().err == "symrf: --depth takes a whole number, 1 or more\n"
    with pytest.raises(InputError, match="depth is a whole number from 1 on, not 0"):
        symrf.derive(network).document(contents="table", depth=0)


def test_running_means_are_parameters_of_keras() -> None:
    (verdict,) = symrf.check("in1 c3-4 bn", "params_total = 56")
    assert verdict.status == "proved"
