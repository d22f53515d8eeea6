"""Texts that are no claims yet: the refusal says what to write, and that is a claim."""

from __future__ import annotations

import pytest

import symrf

MEANT = [  # text, what the refusal says to write, whether that is so of c3 p2 at every input
    ("rf is 4", "rf = 4", "proved"),
    ("The receptive field is 5.", "receptive field = 5", "refuted"),
    ("rf equals 4", "rf = 4", "proved"),
    ("size 28", "size = 28", "conditional"),
    ("jump 2", "jump = 2", "proved"),
    ("what is rf", "rf = ?", "proved"),
    ("What is the jump?", "jump = ?", "proved"),
    ("receptive field?", "receptive field = ?", "proved"),
    ("rf in [3,5]", "3 <= rf <= 5", "proved"),
    ("rf in (3, 4)", "3 < rf < 4", "refuted"),
    ("7x7x512 @ pool1", "size@pool1 = 7x7x512", "conditional"),
]


@pytest.mark.parametrize(("text", "claim", "status"), MEANT)
def test_a_text_that_is_no_claim_yet(text: str, claim: str, status: str) -> None:
    (verdict,) = symrf.check("c3 p2", text)
    assert verdict.error is not None
    assert verdict.error.message == f"a claim needs a sign such as =: write {claim}"
    assert symrf.check("c3 p2", claim)[0].status == status


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("rf = 4, jump = 2", ["rf = 4", "jump = 2"]),
        ("rf = 4 and jump = 2", ["rf = 4", "jump = 2"]),
        ("rf = 4; jump = 2; size = 3 at 8", ["rf = 4", "jump = 2", "size = 3 at 8"]),
        ("rf = 4, size at 8 = 3", ["rf = 4", "size at 8 = 3"]),
        ("3 <= rf, jump <= 2", ["3 <= rf", "jump <= 2"]),
    ],
)
def test_two_claims_in_one_text_are_written_apart(text: str, claims: list[str]) -> None:
    (verdict,) = symrf.check("c3 p2", text)
    assert verdict.error is not None
    told = " ".join(map(repr, claims))
    assert verdict.error.message == f"these are {len(claims)} claims: write them separately, {told}"
    assert [each.status for each in symrf.check("c3 p2", claims)] == ["proved"] * len(claims)


@pytest.mark.parametrize(
    ("claim", "status"), [("rf ~ 4", "proved"), ("rf ~ 5", "refuted"), ("rf = ~4", "proved"), ("rf~=~4", "proved")]
)
def test_a_tilde_before_a_number_is_about(claim: str, status: str) -> None:
    assert symrf.check("c3 p2", claim)[0].status == status


def test_blanks_between_the_groups_of_a_number() -> None:
    (verdict,) = symrf.check("in3@28x28 c3-4", "params = 61 706")
    assert verdict.error is not None
    assert verdict.error.message == "a number must not contain blanks: write 61,706 or 61706"


def test_prose_in_a_claims_file_does_not_silence_what_follows() -> None:
    lines = [
        "c3 p2",
        "The receptive field is 5.",
        "rf = 5",
        "This is a remark of the network",
        "rf = 4",
        "c3 p99x",
        "rf = 4",
    ]
    report = symrf.check_file("\n".join(lines))
    assert [verdict.status for verdict in report] == ["unread", "refuted", "unread", "proved", "unread", "unread"]
    said = [verdict.error.message for verdict in report if verdict.error is not None]
    assert said[0] == "this is neither a network nor a claim: write receptive field = 5"
    assert said[1] == "this is neither a network nor a claim: write # before a remark"
    assert said[3] == "it is about the network on line 6, which cannot be read"


@pytest.mark.parametrize(
    ("place", "near"), [("p2", "pool2"), ("c3", "conv3"), ("a1", None), ("p9", None), ("P2", "pool2"), ("x2", None)]
)
def test_a_layer_that_is_called_by_its_letter_and_number(place: str, near: str | None) -> None:
    network = "c3 p2 c3 p2 c3 c3 c3 c3 c3 c3"
    (verdict,) = symrf.check(network, f"size@{place} at 64 = 3")
    assert verdict.error is not None
    message = verdict.error.message
    assert ("did you mean" in message, f"did you mean {near}?" in message) == (near is not None,) * 2
    assert message.endswith("the layers are F_1, M_1, F_2, M_2, F_3, F_4, F_5, F_6 and 2 more")
    if near is not None:
        assert symrf.check(network, f"size@{near} at 64 = 1")[0].status == "refuted"


def test_an_unknown_quantity_names_the_usual_ones() -> None:
    (verdict,) = symrf.check("c3", "foo = 3")
    assert verdict.error is not None
    assert verdict.error.message == (
        "foo is not a quantity: choose one of size, rf, jump, start, padding, minimum, flat, params, macs, flops"
    )


@pytest.mark.parametrize(
    ("axes", "said"), [("wh", "in3@224x224, or --axes w"), ("whd", "in3@224x224x224, or --axes w")]
)
def test_an_input_with_one_size_for_several_axes(axes: str, said: str) -> None:
    with pytest.raises(symrf.SymrfError, match=f"write {said}"):
        symrf.check("in3@224 c7s2p3", "size = 3", axes=tuple(axes))
