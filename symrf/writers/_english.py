"""What writers refuse, in words."""

from __future__ import annotations

from collections.abc import Iterable

from symrf.formulas import limits


def no_form(name: str, names: Iterable[str]) -> str:
    return f"no such form of a network: {name}; there are {', '.join(names)}"


def repeat_of_no_number(text: str) -> str:
    return f"{text}: how often it is repeated is no number; give it one, as in --at n=3"


def repeated_too_often(text: str) -> str:
    return f"{text}: it has too many layers to be written out; {limits.REPEAT_WRITTEN_OUT} are, at the most"


def not_there(what: str, where: str) -> str:
    return f"{where} has no {what}"


def no_dilated_average(where: str) -> str:
    return f"{where} has no average pooling with a dilation"


WANTS_CHANNELS = "how many channels it receives and gives is not known; say them, such as in3 c3-64"
WANTS_KERNEL = "its weights are fixed, and their number is not known; give its symbols numbers, as in --at k=3"
WANTS_FEATURES = "how many features it receives is not known; say the input's size, such as in3@224x224 or --at 224"
SAME_WITH_STRIDE = "PyTorch has no padding same with a stride; say the padding, as in p0:1, or write Keras or ONNX"
WANTS_INPUT_CHANNELS = "ONNX has to know the channels of the input; say them, such as in3 c3-64"
ONE_PIXEL_ALONE = "ONNX has no adaptive pooling but to one pixel"
WANTS_NUMBERS = "ONNX wants numbers; give the symbols some, as in --at k=3"
NO_STRIDE_WITH_DILATION = "Keras takes a stride or a dilation, not both"
NO_SUCH_DEPTHWISE = "Keras has it on one or two axes, with one stride for both and a multiple of the channels"
NO_ROUNDING_UP = "Keras has no pooling that rounds up"
NO_GROUPS_TRANSPOSED = "Keras has no transposed convolution in groups"
IN_A_PLANE = "Keras has it on two axes alone"


def no_dilated_pool(where: str) -> str:
    return f"{where} has no pooling with a dilation"


def wants_size(where: str) -> str:
    return f"{where} has to know the input's size for it; say it, such as in3@224x224 or --at 224"


def rounds_up_otherwise(where: str) -> str:
    return f"{where} drops a last window that starts in the padding after, which is counted here"


def one_factor_in_a_plane(where: str) -> str:
    return f"{where} has it on two axes alone, with the same factor on both"
