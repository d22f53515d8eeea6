"""Code that says of itself what a reader cannot see: by a comment, by weights that are fixed, by axes that are kept."""

from __future__ import annotations

import pytest

import symrf
from symrf.errors import ReadError

TORCH = """
class Net(nn.Module):
    def __init__(self, head):
        super().__init__()
        self.stem = nn.Conv2d(3, 8, 3)
        self.head = head

    def forward(self, x):
        x = self.stem(x)
        return self.head(x)
"""
KERAS = """import keras
from keras import layers

def network(head):
    inputs = x = keras.Input((32, 32, 8))
    {}
    return keras.Model(inputs, x)
"""


def torch(comment: str) -> str:
    return TORCH.rstrip() + f"  # {comment}\n"


@pytest.mark.parametrize("said", ["mix", "~attn-16", "c3s2p1-4 relu", "[id & gap c1-8 sigmoid]"])
def test_a_comment_says_what_a_call_is_that_is_not_known(said: str) -> None:
    read = symrf.read(torch(f"symrf: {said}"))
    layers = str(read).replace("head.0: ", "").replace("head.1: ", "")
    assert read.certain
    assert [part for part in said.split() if part not in layers] == []
    keras = symrf.read(KERAS.format(f"x = head(x)  # symrf: {said}"))
    assert str(keras) == f"in8@32x32 {said}"


def test_another_comment_says_nothing() -> None:
    read = symrf.read(torch("mix"))
    assert "~head" in str(read)
    assert not read.certain


def test_a_comment_that_is_not_the_notation_is_pointed_at() -> None:
    text = torch("symrf: q3")
    with pytest.raises(ReadError) as refusal:
        symrf.read(text)
    assert refusal.value.message.startswith("# symrf: q3: ")
    assert refusal.value.span is not None
    assert text[slice(*refusal.value.span)] == "self.head(x)"


def test_a_user_says_more_than_a_comment() -> None:
    assert "p2" in str(symrf.read(torch("symrf: mix"), assume="head = p2"))


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        ("nn.Conv2d(8, 8, 3, groups=8, bias=False).requires_grad_(False)", "bl3"),
        ("nn.Conv2d(8, 8, 3, groups=8, bias=False).requires_grad_(True)", "dw3"),
        ("nn.Conv2d(8, 16, 3, groups=8, bias=False).requires_grad_(False)", "dw3"),
        ("nn.Conv2d(8, 8, 3, groups=8).requires_grad_(False)", "dw3"),
        ("nn.Conv2d(8, 8, 3, bias=False).requires_grad_(False)", "c3"),
    ],
)
def test_a_depthwise_convolution_whose_weights_are_fixed_is_a_blur(made: str, expected: str) -> None:
    read = symrf.read(TORCH.replace("nn.Conv2d(3, 8, 3)", made).replace("return self.head(x)", "return x"))
    assert str(read).split()[2].startswith(expected)


@pytest.mark.parametrize(
    ("call", "expected"),
    [
        ("layers.GlobalAveragePooling2D(keepdims=True)(x)", "gap"),
        ("layers.GlobalMaxPooling2D()(x)", "gmp flatten"),
        ("layers.AdaptiveAveragePooling2D((3, 5))(x)", "ad3x5"),
        ("layers.Resizing(20, 30)(x)", "resize20x30"),
        ("layers.GroupNormalization(1)(x)", "lnorm"),
        ("layers.GroupNormalization(groups=-1)(x)", "inorm"),
        ("layers.GroupNormalization()(x)", "gn"),
        ("layers.DepthwiseConv2D(3, use_bias=False, trainable=False)(x)", "bl3"),
        ("x[..., :3]", "take3"),
        ("x[..., 3:]", "take5"),
        ("x[:, :, :, 2:6]", "take4"),
        ("layers.Conv2D(2 * k, k)(x)", "c{k}-{2*k}"),
    ],
)
def test_layers_of_keras(call: str, expected: str) -> None:
    read = symrf.read(KERAS.replace("network(head)", "network(k)").format(f"x = {call}"))
    assert str(read) == f"in8@32x32 {expected}"


@pytest.mark.parametrize("call", ["x[:, 1:]", "x[..., ::2]", "x[:, 0]", "x[..., 3]", "x[..., 8:]"])
def test_other_parts_of_a_tensor_of_keras_are_refused(call: str) -> None:
    with pytest.raises(ReadError):
        symrf.read(KERAS.format(f"x = {call}\n    x = layers.Conv2D(3, 3)(x)"))
