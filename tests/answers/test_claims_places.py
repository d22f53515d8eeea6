"""Claims that name the input, an output or a layer, as derivations write them, and those about gates."""

from __future__ import annotations

import pytest

import symrf

PYRAMID = "P2: c3s2p1 P3: c3s2p1 P4: c3s2p1; out @P3 @P4"
SQUEEZED = "in3@64x64 stem: c3s2p1-64 [id & gap c1-16 relu c1-64 sigmoid] c3s2p1-128"
CROPPED = "in3@65x65 P2: c3s2p1-8 P3: c3s2p1-8 [u2 crop@P2 + @P2]"

PLACES = [
    (PYRAMID, "shape(P_3) = (ceil(w/4), ceil(h/4))", "proved"),
    (PYRAMID, "field(P4) = (15, 15)", "proved"),
    (PYRAMID, "field( P2 ) = 4", "refuted"),
    (PYRAMID, "rf(P9) = 3", "unread"),
    (PYRAMID, "size@I = (w, h)", "proved"),
    (PYRAMID, "size@I.w = w", "proved"),
    (PYRAMID, "size(I) = w-1", "refuted"),
    (PYRAMID, "rf@I = 1", "proved"),
    (f"{PYRAMID} @I", "jump@I = 1", "proved"),
    ("F = c3; M = p2; O = F M F", "rf(F) = 3", "proved"),
    ("F = c3; M = p2; O = F M F", "rf(F M) = 4", "proved"),
    ("O = c3 p2 c3", "rf(F_2) = 8", "proved"),
]


@pytest.mark.parametrize(("network", "claim", "status"), PLACES)
def test_a_place_of_a_claim(network: str, claim: str, status: str) -> None:
    assert symrf.check(network, claim)[0].status == status


def test_what_a_derivation_writes_of_outputs_is_read_back() -> None:
    lines = [
        line.strip() for line in str(symrf.derive(PYRAMID).document(contents="results")).splitlines() if "(P_" in line
    ]
    claims = [line.partition("    ")[0] for line in lines if " = " in line]
    assert len(claims) == 10
    assert {each.status for each in symrf.check(PYRAMID, claims)} == {"proved", "conditional"}


def test_of_a_field_without_gates_no_slip_is_suspected() -> None:
    without, other = symrf.check(SQUEEZED, ["rf = (7, 7)", "rf = 9"])
    assert (without.status, without.why) == ("refuted", ())
    assert any("rf.ungated" in note for note in without.notes)
    assert other.why


def test_a_chain_does_not_hold_where_a_link_of_it_does_not() -> None:
    (chain,) = symrf.check(CROPPED, "size = 2*ceil(w/4) = (w+1)/2")
    assert [note for note in chain.notes if " at w = 65" in note] == ["it does not hold at w = 65 and h = 65"]
    (chain,) = symrf.check(CROPPED, "size = ceil(w/2) = (w+1)/2")
    assert [note for note in chain.notes if " at w = 65" in note] == ["it holds at w = 65 and h = 65"]


def test_a_trace_passes_over_what_is_inside_of_branches() -> None:
    (trace,) = symrf.check(CROPPED, "65 -> 33 -> 17 -> 33")
    assert trace.status == "proved"
    assert trace.notes[0].endswith("branches of the network that change it: P2, P3, B")
    assert symrf.check(CROPPED, "65 -> 33 -> 17 -> 34")[0].status == "refuted"


OF_VECTORS = [
    ("in784 fc200 relu fc10", "shape = (N, 10)", "proved"),
    ("in784 fc200 relu fc10", "shape = torch.Size([1, 10])", "proved"),
    ("in784 fc200 relu fc10", "shape = (N, 12)", "refuted"),
    ("in784 fc200 relu fc10", "size = (1, 1)", "proved"),
    ("in784 fc200 relu fc10", "shape = torch.Size([1, 1])", "refuted"),
    ("in784 fc200 relu fc10", "shape@I = (None, 784)", "proved"),
    ("in1@28x28 c3-4 V: flatten fc10", "shape@V = (1, 2704)", "proved"),
    ("in1@28x28 c3-4 V: flatten fc10", "shape@V = (1, 2705)", "refuted"),
    ("in1@28x28 F: c3-4 flatten fc10", "shape@F = (1, 26)", "refuted"),
    ("in9 [id & flatten fc9]", "shape = (1, 9)", "conditional"),
]


@pytest.mark.parametrize(("network", "claim", "status"), OF_VECTORS)
def test_a_shape_of_a_vector_has_a_batch_and_its_length(network: str, claim: str, status: str) -> None:
    assert symrf.check(network, claim)[0].status == status
