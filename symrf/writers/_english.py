"""What writers refuse, in words."""

from __future__ import annotations

from collections.abc import Iterable

from symrf.formulas import limits


def no_form(name: str, names: Iterable[str]) -> str:
    return f"there is no form {name}: choose one of {', '.join(names)}"


def repeat_of_no_number(text: str) -> str:
    return f"{text}: the number of repeats is a symbol: give it a number, as in --at n=3"


def repeated_too_often(text: str) -> str:
    return f"{text}: it has too many layers to be written out; there may be at most {limits.REPEAT_WRITTEN_OUT:,}"


def not_there(what: str, where: str) -> str:
    return f"{where} has no {what}"


def no_dilated_average(where: str) -> str:
    return f"{where} has no dilated average pooling"


WANTS_CHANNELS = "how many channels it receives and gives is not known: write them, as in in3 c3-64"
WANTS_KERNEL = "its weights are fixed, but their number is not known: give numbers for its symbols, as in --at k=3"
WANTS_FEATURES = "how many features it receives is not known: give the input's size, as in in3@224x224 or --at 224"
SAME_WITH_STRIDE = "PyTorch has no same padding with a stride: write the padding, as in p0:1, or choose Keras or ONNX"
WANTS_INPUT_CHANNELS = "ONNX needs the channels of the input: write them, as in in3 c3-64"
ONE_PIXEL_ALONE = "ONNX has adaptive pooling only to one pixel"
WANTS_NUMBERS = "ONNX needs numbers: give numbers for the symbols, as in --at k=3"
NO_STRIDE_WITH_DILATION = "Keras takes a stride or a dilation, but not both"
NO_SUCH_DEPTHWISE = "Keras has it only on one or two axes, with one stride for both and a multiple of the channels"
NO_ROUNDING_UP = "Keras has no pooling that rounds up"
NO_GROUPS_TRANSPOSED = "Keras has no transposed convolution with groups"
IN_A_PLANE = "Keras has it on two axes only"


def no_dilated_pool(where: str) -> str:
    return f"{where} has no dilated pooling"


def wants_size(where: str) -> str:
    return f"{where} needs the input's size for it: give it, as in in3@224x224 or --at 224"


def rounds_up_otherwise(where: str) -> str:
    return f"{where} drops a last window that starts in the padding after, but it is counted here"


def one_factor_in_a_plane(where: str) -> str:
    return f"{where} has it on two axes only, with the same factor on both"
