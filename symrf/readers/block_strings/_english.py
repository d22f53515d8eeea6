"""What is said of block strings."""

from __future__ import annotations


def stem(channels: int) -> str:
    return (
        f"The first convolution, 3x3 with stride 2 to {channels} channels, is not in the text; it is taken as "
        "usual there."
    )


HEAD = "A convolution 1x1 to 1280 channels after the blocks is not in the text; it is taken as in EfficientNet."
PADDING = "Convolutions are padded by (k-1)/2; code that pads like TensorFlow gives the same sizes."
LETTERS = (
    "Read as: r repeats, of which the first has the stride, k kernel, s stride, e widening, c or o channels, "
    "se share of the squeeze; a residual where the stride is 1 and the channels stay."
)
GATES = "The gates' channels are taken as a share of the block's input, as in EfficientNet."
WIDE_GATES = "The gates' channels are taken as a share of the widened channels, as in MobileNetV3."
ONE_STRIDE = "Only the first block of a list has its stride: this one has stride 1."


def unknown_kind(kind: str) -> str:
    known = "ds, dsa, ir, er, cn and uir"
    return f"blocks of the kind {kind} are not known; known are {known}"


def attention(kind: str) -> str:
    return f"{kind} is attention over the whole image: it is not read yet; leave it out to see the rest"


def unknown_option(option: str) -> str:
    return f"what {option} means in a block string is not known"


def share(option: str) -> str:
    return f"{option} is no share between 0 and 1: write 0.25 for a squeeze to a quarter"


def put_in(text: str) -> str:
    return f"a number is put into {text} when it runs: write it there"


def no_block(text: str) -> str:
    return f"{text} is no block that is read here; leave it out to see the rest"


def several_kernels(text: str) -> str:
    return f"{text} shares out the channels among several kernels, which is not read; write one kernel, such as k3"


_CALLED = {"r": "number of repeats", "k": "kernel", "s": "stride", "c": "number of channels"}


def missing(letter: str) -> str:
    return f"the block has no {letter}: its {_CALLED[letter]} is not told"


def given_twice(letter: str) -> str:
    return f"{letter} is given twice"


def at_least_one(text: str) -> str:
    return f"{text} must be at least 1"


def even_kernel(text: str) -> str:
    return f"{text} is even, and these blocks pad by (k-1)/2: an odd kernel is needed"


def do_not_continue(before: int, said: int) -> str:
    return f"the block takes {said} channels and is given {before}"


def too_many(limit: int) -> str:
    return f"the blocks come to more than {limit} layers"
