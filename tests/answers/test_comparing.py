"""Networks side by side: what differs in words, what is the same, and any contents about each of them."""

from __future__ import annotations

import re

import pytest

import symrf
from symrf.answers.documents.document import Document, Heading, Paragraph, Picture
from symrf.answers.documents.english.comparing import compared
from symrf.answers.documents.english.contents import CONTENTS
from symrf.front.cli import main
from symrf.front.rendering.text import PLAIN_TEXT
from symrf.networks.display import Selection

PAIR = ("c3s1 c3s1", "c3s1 p2s2 c3s1")
AT = {"w": 64, "h": 64}


def difference(*networks: str, at: dict[str, int] | None = None, axes: str = "w,h") -> str:
    """What is said first of all: a paragraph for each network but the first."""
    document = compared(symrf.compare(networks, axes), Selection(("formula",), at=(at,) if at else ()))
    said = [block for block in document.blocks[: len(networks) - 1] if isinstance(block, Paragraph)]
    return "\n".join(PLAIN_TEXT.inlines(block.inlines) for block in said)


def headings(document: Document) -> list[str]:
    return [PLAIN_TEXT.inlines(block.inlines) for block in document.blocks if isinstance(block, Heading)]


# ---- what differs ----------------------------------------------------------------------------------------------------

DIFFERENCES = [
    (
        PAIR,
        AT,
        (
            "O_2 is O_1 with M (2x2 max pool, stride 2) after F_1. Its output is 29 x 29 instead of 60 x 60 at w = 64 "
            "and h = 64, its field 8 x 8 instead of 5 x 5 and its jump 2 instead of 1. It has as many parameters "
            "as O_1."
        ),
    ),
    (
        PAIR,
        {},
        (
            "O_2 is O_1 with M (2x2 max pool, stride 2) after F_1. Its output is ((w-2)/2-2, (h-2)/2-2) for even w and "
            "h instead of (w-4, h-4), its field 8 x 8 instead of 5 x 5 and its jump 2 instead of 1. It has as many "
            "parameters as O_1."
        ),
    ),
    (
        PAIR[::-1],
        AT,
        (
            "O_2 is O_1 without M (2x2 max pool, stride 2). Its output is 60 x 60 instead of 29 x 29 at w = 64 and "
            "h = 64, its field 5 x 5 instead of 8 x 8 and its jump 1 instead of 2. It has as many parameters as O_1."
        ),
    ),
    (("c3 relu", "relu c3 relu"), {}, "O_2 is O_1 with relu at the beginning. "),
    (("c3", "c3 c3 c3"), {}, "O_2 is O_1 with F_2 (3x3 convolution) and F_3 (3x3 convolution) after F_1. "),
    (("c3", "c3"), {}, "O_2 has the same layers as O_1. The output, the field and the jump are the same. It has as"),
    (
        ("c3p1", "c5p2"),
        {},
        " in place of F (3x3 convolution, padding 1). Its field is 5 x 5 instead of 3 x 3. The o",
    ),
    (("c1 c2 c3 c4 c5", "c6 c7 c8 c9 c10"), {}, "O_2 differs from O_1 in more than a few layers. Its output is "),
    (("c3", "gap c3p1"), {"w": 9, "h": 9}, "Its output is 1 x 1 instead of 7 x 7 at w = 9 and h = 9"),
    (("c3s2", "c2s2"), {"w": 5, "h": 5}, " 3 x 3. The output is the same at w = 5 and h = 5. The jump is the same."),
    (("in@9x9 c3", "in@20x12 c5"), {}, "is 16 x 8 at w = 20 and h = 12 instead of 7 x 7 at w = 9 and h = 9"),
    (("in1 c3-4", "in1 c3-5"), {}, "It has 10 more parameters."),
    (("in1 c1-1nobias", "in1 c1-1"), {}, "It has 1 more parameter."),
    (("in1 c3-5", "in1 c3-4"), {}, "It has 10 fewer parameters."),
    (("in1 c3-4", "in1 c{k}-4"), {}, "It has 4*(k**2+1) parameters instead of 40."),
    (("c3 c3", "(c{k})*{n}"), {"w": 64, "h": 64, "k": 3, "n": 2}, "The output, the field and the jump are the same."),
    (
        ("c3 c3", "(c{k})*{n}"),
        {"k": 5, "n": 3},
        "Its output is (w-12, h-12) instead of (w-4, h-4) and its field 13 x 13",
    ),
]


@pytest.mark.parametrize(("networks", "at", "told"), DIFFERENCES, ids=[f"{row[0]} {row[1]}" for row in DIFFERENCES])
def test_the_difference_comes_first(networks: tuple[str, ...], at: dict[str, int], told: str) -> None:
    assert told in difference(*networks, at=at)


def test_a_group_is_told_by_what_it_is() -> None:
    said = difference("stem = c3-4; stem stem [id + c3p1-4]", "stem = c3-4; stem [id + c3p1-4]")
    assert "without stem" in said
    said = difference("[id + c3p1] (c3 relu)*2", "[id + c3p1] (c3 relu)*3")
    assert "with 3 x (3x3 convolution -> ReLU) in place of 2 x (3x3 convolution -> ReLU)." in said


def test_counts_have_their_thousands_apart() -> None:
    assert "It has 36,864 more parameters." in difference("in64 c3-64", "in64 c3-64 c3-64nobias")


@pytest.mark.parametrize("network", ["c3 flatten fc10", "fc10", "c3 ps2 c3", "~attn", "[c3p1 | c1] c3"])
def test_nothing_is_said_of_parameters_that_may_be_others(network: str) -> None:
    """With a pool before them, these layers may have other weights, or it is not known."""
    assert "parameters" not in difference(network, f"p2 {network}")


@pytest.mark.parametrize("layers", ["c3-8 bn", "c3-8 relu dw3", "c3-8 t2s2-4", "c3-8 prelu"])
def test_a_pool_brings_no_parameters(layers: str) -> None:
    """So it is said without channels of the input, and so it is counted with them."""
    pooled = layers.replace("c3-8", "c3-8 p2", 1)
    said = difference(layers, pooled)
    assert "It has as many parameters as O_1." in said
    if "prelu" not in layers:
        assert symrf.derive(f"in3 {layers}").params == symrf.derive(f"in3 {pooled}").params


def test_each_of_several_is_compared_with_the_first() -> None:
    said = difference("c3", "c5", "c7", axes="w").splitlines()
    assert said[0].startswith(
        "O_2 is O_1 with F (convolution, kernel 5) in place of F (convolution, kernel 3). Its output is w-4 instead"
    )
    assert said[1].startswith(
        "O_3 is O_1 with F (convolution, kernel 7) in place of F (convolution, kernel 3). Its output is w-6 instead"
    )


def test_outputs_are_compared_one_by_one() -> None:
    document = compared(symrf.compare(["c3", "A: c3s2p1 B: c3s2p1; out @A @B"], "w"), Selection(("formula",)))
    assert [heading.partition(":")[0] for heading in headings(document)] == ["O_1", "A", "B"]


# ---- what is the same ------------------------------------------------------------------------------------------------

COMMON = [
    (PAIR, 1),
    (("c3", "c5"), 0),
    (("c3 p2", "c3 p2 c3", "c3 p2 c5"), 2),
    (("c3 p2", "c3 p2"), 2),
    (("[c3p1 | c1] p2", "[c3p1 | c1] p3"), 3),
    (("C3: c3 c1 fit@C3", "C3: c3 c1 c1"), 2),
    (("c3 (c{k})*{n}", "c3 c3"), 0),  # whose letters are others
    (("c3",), 0),
]


@pytest.mark.parametrize(("networks", "count"), COMMON, ids=[" and ".join(networks) for networks, _ in COMMON])
def test_what_is_in_common(networks: tuple[str, ...], count: int) -> None:
    assert symrf.compare(networks).common == count


@pytest.mark.parametrize("networks", [networks for networks, count in COMMON if count])
def test_what_is_in_common_is_derived_alike(networks: tuple[str, ...]) -> None:
    comparison = symrf.compare(networks)
    first, *others = [[step["w"].facts for step in each.steps[: comparison.common]] for each in comparison]
    assert all(other == first for other in others)


def test_another_convention_is_another_derivation() -> None:
    one, other = symrf.derive("c3 p3s2"), symrf.derive("c3 p3s2", convention="caffe")
    assert symrf.networks.comparison.Comparison((one, other)).common == 0


def test_what_is_in_common_is_shown_once() -> None:
    text = symrf.compare(PAIR, "w").document()
    assert re.findall(r"^(\w+) = c3s1", text, re.MULTILINE) == ["F_1", "F_2", "F_2"]
    assert "Both begin with F_1\n" in text
    assert "In O_1 F_1 is called F." in symrf.compare(["c3", "c3 c3"]).document()


# ---- what is selected ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", CONTENTS)
def test_each_content_is_there_for_each_network(name: str) -> None:
    networks = ["in3 c3-8", "in3 c3-8 p2"]
    document = compared(symrf.compare(networks), Selection((name,), at=({"w": 12, "h": 12},)))
    assert [each.partition(":")[0] for each in headings(document)][-2:] == ["O_1", "O_2"]
    pictures = [block for block in document.blocks if isinstance(block, Picture)]
    assert len(pictures) == (2 if CONTENTS[name].draws else 0)


def test_the_command_takes_contents(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", *PAIR, "--contents", "table", "--columns", "field", "--costs", "--axes", "w"]) == 2
    assert "channels are missing" in capsys.readouterr().err
    assert main(["compare", "in1 c3-4", "in1 c5-4", "--contents", "table", "--columns", "field,macs", "--reach"]) == 0
    said = capsys.readouterr().out
    assert said.count("MACs\n") == 2
    assert said.count("Output 0 reads") == 2
    assert "In the rules" not in said


def test_a_comparison_of_python_takes_them_too() -> None:
    comparison = symrf.compare(PAIR)
    text = comparison.document("github", AT, contents="pyramid,table", columns="field")
    assert text.count("| $`F_1`$ | ") == 2
    data = symrf.compare(["in1 c3-4", "in1 c5-4"]).to_dict(AT, reach=True, costs=True)
    assert all({"reach", "costs", "at"} <= each.keys() for each in data["networks"])


def test_families_stand_beside_numbers(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", "c3 c3", "(c{k})*{n}", "--axes", "w", "--at", "w=64,k=3,n=2", "--contents", "formula"]) == 0
    said = capsys.readouterr().out
    assert re.search(r"^at w = 64, k = 3 and n = 2 +60 +60$", said, re.MULTILINE)
    found = symrf.compare(["c3 c3", "(c{k})*{n}"], "w").to_dict({"w": 64, "k": 3, "n": 2})
    assert [each["at"] for each in found["networks"]] == [{"w": 60}, {"w": 60}]
