"""What is said of block strings."""

from __future__ import annotations


def stem(channels: int) -> str:
    return (
        f"The first convolution, 3x3 with stride 2 to {channels} channels, is not in the text; it is assumed as "
        "usual there."
    )


HEAD = "A convolution 1x1 to 1280 channels after the blocks is not in the text; it is assumed, as in EfficientNet."
PADDING = "Convolutions are padded by (k-1)/2; code that pads as TensorFlow does gives the same sizes."
LETTERS = (
    "Read as: r repeats, of which the first has the stride, k kernel, s stride, e widening, c or o channels, "
    "se share of the squeeze; a residual where the stride is 1 and the channels stay."
)
GATES = "The gates' channels are assumed to be a share of the block's input, as in EfficientNet."
WIDE_GATES = "The gates' channels are assumed to be a share of the widened channels, as in MobileNetV3."
ONE_STRIDE = "Only the first block of a list has its stride: this one has stride 1."


def unknown_kind(kind: str) -> str:
    known = "ds, dsa, ir, er, cn and uir"
    return f"blocks of the kind {kind} are not known: the kinds are {known}"


def attention(kind: str) -> str:
    return f"{kind} is attention over the whole image, which cannot be read yet: leave it out to see the rest"


def unknown_option(option: str) -> str:
    return f"what {option} means in a block string is not known"


def share(option: str) -> str:
    return f"{option} is not a share between 0 and 1: write 0.25 for a squeeze to a quarter"


def put_in(text: str) -> str:
    return f"a number is only put into {text} when the code runs: write the number there"


def no_block(text: str) -> str:
    return f"{text} is not a block that can be read: leave it out to see the rest"


def several_kernels(text: str) -> str:
    return f"{text} divides the channels among several kernels, which cannot be read: write one kernel, such as k3"


_CALLED = {"r": "number of repeats", "k": "kernel", "s": "stride", "c": "number of channels"}


def missing(letter: str) -> str:
    return f"the block has no {letter}: its {_CALLED[letter]} is missing"


def given_twice(letter: str) -> str:
    return f"{letter} is given twice"


def at_least_one(text: str) -> str:
    return f"{text} must be at least 1"


def even_kernel(text: str) -> str:
    return f"{text} is even, but these blocks pad by (k-1)/2: an odd kernel is needed"


def do_not_continue(before: int, said: int) -> str:
    return f"the block takes {said} channels, but is given {before}"


def too_many(limit: int) -> str:
    return f"the blocks come to more than {limit} layers"
