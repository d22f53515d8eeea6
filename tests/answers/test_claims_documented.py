"""The formulas of frameworks and of a guide, as their documentation types them, are proved of their layers.

PyTorch: Conv1d, Conv2d, MaxPool2d, AvgPool2d, ConvTranspose2d. TensorFlow: tf.nn.convolution and the notes on padding.
ONNX: MaxPool, AveragePool, ConvTranspose. Dumoulin and Visin: A guide to convolution arithmetic, relationships 1 to 14.
"""

from __future__ import annotations

import pytest

import symrf

CONV = (
    r"H_{out} = \left\lfloor\frac{H_{in} + 2 \times \text{padding}[0] - \text{dilation}[0] \times"
    r" (\text{kernel\_size}[0] - 1) - 1}{\text{stride}[0]} + 1\right\rfloor"
)
CONV_1D = (
    r"L_{out} = \left\lfloor\frac{L_{in} + 2 \times \text{padding} - \text{dilation} \times"
    r" (\text{kernel\_size} - 1) - 1}{\text{stride}} + 1\right\rfloor"
)
AVERAGE = (
    r"W_{out} = \left\lfloor\frac{W_{in} + 2 \times \text{padding}[1] - \text{kernel\_size}[1]}{\text{stride}[1]}"
    r" + 1\right\rfloor"
)
TRANSPOSED = (
    r"H_{out} = (H_{in} - 1) \times \text{stride}[0] - 2 \times \text{padding}[0] + \text{dilation}[0] \times"
    r" (\text{kernel\_size}[0] - 1) + \text{output\_padding}[0] + 1"
)
ONNX_POOL = (
    "output_spatial_shape[i] = floor((input_spatial_shape[i] + pad_shape[i] - dilation[i] * (kernel_shape[i] - 1) - 1)"
    " / strides_spatial_shape[i] + 1)"
)
ONNX_TRANSPOSED = (
    "output_shape[i] = stride[i] * (input_size[i] - 1) + output_padding[i] + ((kernel_shape[i] - 1) * dilations[i] + 1)"
    " - pads[start_i] - pads[end_i]"
)
KERAS_VALID = (
    "output_spatial_shape[i] = ceil((input_spatial_shape[i] - (spatial_filter_shape[i]-1) * dilation_rate[i])"
    " / strides[i])"
)
KERAS_SAME = "output_spatial_shape[i] = ceil(input_spatial_shape[i] / strides[i])"
TF_VALID = "out_height = ceil(float(in_height - filter_height + 1) / float(strides[1]))"

DOCUMENTED = [
    ("c{k}s{s}p{p}d{d}", CONV, "w,h", "pytorch"),
    ("c3s2p1", CONV, "w,h", "pytorch"),
    ("c3x5s2x1p1x2", CONV, "w,h", "pytorch"),
    ("c3x5s2x1p1x2", CONV.replace("H_", "W_").replace("[0]", "[1]"), "w,h", "pytorch"),
    ("p{k}s{s}p1", CONV, "w,h", "pytorch"),
    ("c{k}s{s}p{p}d{d}", CONV_1D, "l", "pytorch"),
    ("c5s3p2d2", CONV_1D, "t", "pytorch"),
    ("a{k}s{s}p{p}", AVERAGE, "w,h", "pytorch"),
    ("t{k}s{s}p{p}d{d}", TRANSPOSED, "w,h", "pytorch"),
    ("t4s2p1o1", TRANSPOSED, "w,h", "pytorch"),
    ("c{k}s{s}same", "out_height = ceil(float(in_height) / float(strides[1]))", "w,h", "tensorflow"),
    ("c{k}s{s}same", KERAS_SAME, "w,h", "tensorflow"),
    ("c{k}s{s}valid", TF_VALID, "w,h", "tensorflow"),
    ("c{k}s{s}d{d}valid", KERAS_VALID, "w,h", "tensorflow"),
    ("p{k}s{s}p{a}:{b}d{d}", ONNX_POOL, "w,h", "onnx"),
    ("t{k}s{s}p{a}:{b}d{d}", ONNX_TRANSPOSED, "w,h", "onnx"),
    ("c{k}", "o = (i - k) + 1", "i", "pytorch"),
    ("c{k}p{p}", "o = (i - k) + 2p + 1", "i", "pytorch"),
    ("c{k}p{(k-1)/2}", "o = i", "i", "pytorch"),
    ("c{k}p{k-1}", "o = i + (k - 1)", "i", "pytorch"),
    ("c{k}s{s}", r"o = \left\lfloor \frac{i - k}{s} \right\rfloor + 1", "i", "pytorch"),
    ("c{k}s{s}p{p}", r"o = \left\lfloor \frac{i + 2p - k}{s} \right\rfloor + 1", "i", "pytorch"),
    ("c{k}s{s}p{p}d{d}", r"o = \left\lfloor\frac{i+2p-k-(k-1)(d-1)}{s}\right\rfloor + 1", "i", "pytorch"),
    ("t{k}", "o' = i' + (k - 1)", "i", "pytorch"),
    ("t{k}p{p}", "o' = i' + (k - 1) - 2p", "i", "pytorch"),
    ("t{k}s{s}p{p}", "o' = s(i' - 1) + k - 2p", "i", "pytorch"),
    ("c11s4p2", "W_out = floor((W-F+2P)/S)+1", "w,h", "pytorch"),
]


@pytest.mark.parametrize(("network", "claim", "axes", "convention"), DOCUMENTED)
def test_a_documented_formula_is_proved(network: str, claim: str, axes: str, convention: str) -> None:
    (verdict,) = symrf.check(network, claim, axes.split(","), convention)
    assert (verdict.status, verdict.error) == ("proved", None)


WRONG = [
    ("c{k}s{s}p{p}d{d}", CONV.replace("2 ", "1 ", 1)),  # padding on one side
    ("c{k}s{s}p{p}d{d}", CONV.replace(" + 1\\right", "\\right")),
    ("c3s2p1", CONV.replace("\\text{stride}[0]", "1")),
    (
        "c3x5s2x1p1x2",
        CONV.replace("H_{in}", "W_{in}").replace("H_{out}", "W_{out}").replace("stride}[0]", "dilation}[0]"),
    ),
    ("t{k}s{s}p{p}d{d}", TRANSPOSED.replace(" + 1", "")),
]


@pytest.mark.parametrize(("network", "claim"), WRONG)
def test_a_documented_formula_with_a_slip_is_not(network: str, claim: str) -> None:
    (verdict,) = symrf.check(network, claim)
    assert verdict.status in ("refuted", "conditional")


def test_a_number_of_layers_that_differ_is_not_guessed() -> None:
    (verdict,) = symrf.check("c3s2p1 c5", "size = floor((W-F+2P)/S)+1")
    assert verdict.error is not None
    assert (
        verdict.error.message == "F is the kernel of a layer, but the layers of this network differ in kernel: "
        "write the number, or its symbol"
    )
    assert verdict.error.span == (16, 17)
    assert symrf.check("c3s2 c3s2", "jump = stride")[0].status == "proved"  # the total stride, which it is here
    assert symrf.check("c3 c3", "rf = 1 + 2*(k-1)")[0].notes == ("k is read as the kernel of the layers",)
