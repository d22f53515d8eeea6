"""What frameworks do otherwise is said, and only where they do."""

from __future__ import annotations

import pytest

import symrf

# network, convention, axes, the names of what is said
SAID = [
    ("c3s2same", "pytorch", 2, ["SAME_STRIDE"]),
    ("c3same", "pytorch", 2, []),
    ("p2p2", "pytorch", 2, ["POOL_PADDING"]),
    ("p2p1", "pytorch", 2, []),
    ("a3p1", "pytorch", 3, ["POOL_3D"]),
    ("a3p1", "pytorch", 2, []),
    ("p3p1", "pytorch", 3, []),
    ("a3", "pytorch", 3, []),
    ("t3s2same", "pytorch", 2, ["TRANSPOSED_RULE"]),
    ("t3s2valid", "pytorch", 2, ["TRANSPOSED_RULE"]),
    ("t3s2p1", "pytorch", 2, []),
    ("t3s2same", "tensorflow", 2, []),
    ("u41", "pytorch", 2, ["NEAREST"]),
    ("u42", "pytorch", 2, []),
    ("ub41", "pytorch", 2, []),
    ("u41", "onnx", 2, []),
    ("u3/2", "pytorch", 2, []),
    ("u7/10", "pytorch", 2, ["SCALE"]),
    ("u3/7", "pytorch", 2, ["SCALE"]),
    ("ub3/7", "pytorch", 2, []),
    ("u7/10", "onnx", 2, ["ONNX_SCALE"]),
    ("u2/3", "onnx", 2, []),
    ("~attn mix", "caffe", 2, ["OPAQUE", "MIX"]),
    ("c3d2same", "onnx", 2, ["ONNX_DILATED"]),
    ("p3d2same", "onnx", 2, ["ONNX_DILATED_POOL"]),
    ("c3same", "onnx", 2, []),
    ("c1s2same", "onnx", 2, ["ONNX_NARROW"]),
    ("c2s2same", "onnx", 2, []),
    ("t2s3same", "onnx", 2, ["ONNX_TRANSPOSED"]),
    ("t3s3same", "onnx", 2, []),
    ("p3s2p1ceil", "onnx", 2, ["ONNX_CEIL"]),
    ("p3s2ceil", "onnx", 2, []),
    ("c3s2same", "caffe", 2, []),
]


@pytest.mark.parametrize(("text", "convention", "axes", "names"), SAID, ids=[" ".join(map(str, row)) for row in SAID])
def test_what_a_framework_does_otherwise_is_said(text: str, convention: str, axes: int, names: list[str]) -> None:
    derivation = symrf.derive(text, ("w", "h", "d")[:axes], convention)
    assert [note.deviation.name for note in derivation.notes] == names


def test_it_is_said_of_a_layer_once() -> None:
    assert len(symrf.derive("[c3s2same + c3s2same] (c3s2same)*3").notes) == 1
