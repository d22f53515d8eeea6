"""Tables of layers as people paste them: without their head, in Markdown, of Gluon, with dense layers without bias."""

from __future__ import annotations

import pytest

import symrf
from symrf.errors import ReadError

ROWS = """            Conv2d-1           [-1, 16, 32, 32]             448
       BatchNorm2d-2           [-1, 16, 32, 32]              32
         MaxPool2d-3           [-1, 16, 16, 16]               0
            Linear-4                   [-1, 10]          40,970
"""
HEAD = "        Layer (type)               Output Shape         Param #\n" + "=" * 64 + "\n"
NETWORK = "in3@32x32 Conv2d_1: c3p1-16 bn MaxPool2d_3: p2s2 flatten Linear_4: fc10"


def read(text: str) -> str:
    return str(symrf.read(text))


@pytest.mark.parametrize("text", [HEAD + ROWS, f"Summary :\n\n{ROWS}", HEAD.replace(" #", "") + ROWS])
def test_a_head_is_not_needed(text: str) -> None:
    assert read(text) == NETWORK
    assert symrf.read(text).kind == "torch-table"


def test_a_table_of_markdown() -> None:
    rows = [line.split(maxsplit=1) for line in ROWS.splitlines()]
    cells = [(name, *rest.rsplit(maxsplit=1)) for name, rest in rows]
    lines = ["| Layer (type) | Output Shape | Param # |", "|---|:---:|---:|"]
    text = "\n".join([*lines, *(f"| {' | '.join(part.strip() for part in each)} |" for each in cells)])
    assert read(text) == NETWORK


def test_a_name_of_keras_may_end_in_a_dash_and_a_number() -> None:
    text = (
        "Layer (type)                 Output Shape              Param #\n" + "=" * 65 + "\n"
        "input-1 (InputLayer)         (None, 8, 8, 3)           0\n"
        "conv-1 (Conv2D)              (None, 6, 6, 4)           112\n" + "=" * 65 + "\n"
    )
    assert symrf.read(text).kind == "keras-table"


def test_two_rows_alone_are_no_table() -> None:
    with pytest.raises(ReadError):
        symrf.read("\n".join(ROWS.splitlines()[:2]))


def test_a_dense_layer_without_bias_takes_what_comes_to_it() -> None:
    text = (
        HEAD
        + "  Conv2d-1  [-1, 48, 30, 30]  1,344\n  AdaptiveAvgPool2d-2  [-1, 48, 1, 1]  0\n  Linear-3  [-1, 8]  384\n"
    )
    assert read(text).endswith("gap flatten Linear_3: fc8nobias")


def test_gluon_counts_what_a_batch_norm_keeps() -> None:
    text = HEAD + "  Input  (32, 3, 64, 64)  0\n  Conv2D-1  (32, 8, 64, 64)  216\n  BatchNorm-2  (32, 8, 64, 64)  32\n"
    assert read(text) == "in3@64x64 Conv2D_1: c3p1-8nobias bn"


def test_patches_lie_side_by_side() -> None:
    text = HEAD + "  Conv2d-1  [-1, 768, 14, 14]  590,592\n  ReLU-2  [-1, 768, 14, 14]  0\n"
    with pytest.raises(ReadError, match="all turn 224x224 of 3 channels into 14x14"):
        read(text)
