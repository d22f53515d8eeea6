"""What is said of an ONNX file that is not read, and of what was chosen or inferred."""

from __future__ import annotations

from collections.abc import Sequence

from symrf.formulas import limits

# --- Of a file

NO_GRAPH = "this file has no graph: it is not an ONNX model, or it is incomplete"
NO_OUTPUT = "no output of this model depends on its input in a way that can be followed"


def cut(byte: int) -> str:
    return f"the ONNX file is incomplete or broken at byte {byte}"


def too_many(count: int) -> str:
    return f"the model has {count:,} operations, but at most {limits.READ_NODES:,} are read"


def unreadable(name: str, error: Exception) -> str:
    return f"{name} cannot be read: {error}"


def inputs(names: Sequence[str]) -> str:
    if not names:
        return "this model has no input"
    return f"the model has {len(names)} inputs, {', '.join(names[:5])}, but symrf reads networks with one"


def rank(name: str, count: int) -> str:
    return f"the input {name} has {count} dimensions, but an image has 4, a sequence 3, a volume 5 and a vector 2"


# --- Of a printed graph

NOT_CLOSED = "this bracket is never closed"

# --- Of an operation


def not_read(kind: str, name: str, reason: str) -> str:
    called = f"{kind} {name}" if name else kind
    return f"{called}: {reason}"


def unknown(kind: str) -> str:
    return f'what it does to the size is not known: say it with --assume "{kind} = …"'


def no_value(name: str) -> str:
    return f"it takes {name}, which nothing before it gives"


INPUT_MISSING = "an input is missing"
CONSTANT_INPUT = "it is given a constant instead of the network's tensor"
ODD = "its attributes do not fit its inputs"
REPEAT_IN_SYMBOLS = "it is assumed to be a network whose repeats are symbols: write numbers"
BRANCHES = "which layers run depends on the data: export the model without conditions or loops"
NOT_FOLLOWED = "its sizes come from a calculation that cannot be followed"


def not_printed(operation: str) -> str:
    return f"{operation}: it takes numbers from a constant whose values are not printed: give the ONNX file itself"


NO_PIXEL = "for the input size of this file no pixel is left"
NO_KERNEL = "its kernel is not given, and its weights are computed"
NO_WEIGHTS = "its second input is not a matrix of weights"
TOLD_OUTPUT = "output_shape gives the output, but the input size of this file is not known"


def numbers(name: str, count: int, wanted: int) -> str:
    return f"{name} has {count} numbers, but {wanted} are needed"


def below_one(name: str) -> str:
    return f"{name} must be at least 1"


def padding_rule(rule: str) -> str:
    return f"auto_pad must be NOTSET, VALID, SAME_UPPER or SAME_LOWER, not {rule}"


def no_axis(axis: int, rank: int) -> str:
    return f"there is no axis {axis} in a tensor with {rank}"


def outside(size: int) -> str:
    return f"an index is outside the {size} numbers"


def do_not_fit(left: Sequence[int], right: Sequence[int]) -> str:
    return f"{_shape(left)} and {_shape(right)} do not fit"


def other_channels(wanted: int, here: int) -> str:
    return f"its weights are for {wanted} channels, but it receives {here}"


def other_features(wanted: int, here: int) -> str:
    return f"its weights are for {wanted} features, but it receives {here}"


def dimensions(count: int, wanted: int) -> str:
    return f"it receives {count} dimensions, but an image has {wanted}"


def _shape(dims: Sequence[int]) -> str:
    return "x".join(map(str, dims)) or "a number"


# --- Of dimensions

REORDERED = "it receives an image whose axes are mixed"
NOT_RESHAPED = "the new dimensions split pixels and channels in a way that cannot be followed"
SQUEEZED = "a dimension that it removes is not known to have length 1"
CUT_ELSEWHERE = "it cuts along an axis other than pixels and channels"
CUT_FROM_THE_END = "where it cuts depends on the input size, which this file does not give"
UNKNOWN_CHANNELS = "how many channels it cuts is not known"
PADDED_ELSEWHERE = "it pads channels or the batch, which changes more than pixels"
LEARNT_BESIDE = "learnt numbers are joined to the tensor, such as a class token: that is no longer an image"
OVER_PIXELS = "it joins tensors along pixels"
OVER_PIXELS_DENSE = "a dense layer along pixels mixes them in a way that cannot be read"
NOT_ALIKE = "it receives tensors whose dimensions differ"
SPREADS = "a constant makes the tensor larger"
TOKENS = "it looks up rows by number: its input is words, not pixels"
WINDOWED_ATTENTION = "a product of tensors over some of the pixels, such as attention within windows, cannot be read"
REDUCED = "a mean along only some of the axes needs the input size, which this file does not give"
NO_ROW = "a recurrent layer can only be read along one row of pixels"

# --- Notes

HEADS = "outputs joined over their pixels are read as several outputs; what follows the join is left out"
ATTENTION = "a product of two tensors, as in attention, reads everything: it is written mix"
POOL_OVER_ALL = "a pool as large as the image of this file is read as one over everything, as what it meets is larger"
CHANNEL_MEAN = "a mean over channels is written take1"
LP_POOL = "LpPool is written as average pooling, whose sizes and fields are the same"
ODD_ONE_BEFORE = "SAME_LOWER pads an odd pixel before the image; it is written same, which pads it after"


def recurrent(kind: str) -> str:
    return f"{kind} reads the whole row: it is written mix"


def told_output(sizes: Sequence[int]) -> str:
    return f"the output is given as {_shape(sizes)}; the padding is chosen to give that for the input size of this file"


def resized_to(sizes: Sequence[int]) -> str:
    return f"the file resizes to {_shape(sizes)}: the factor written is the one for its input size"


def resized_like(sizes: Sequence[int]) -> str:
    return f"the file resizes to {_shape(sizes)}, the size of another tensor in it: it is written fit"


def resized_always(sizes: Sequence[int]) -> str:
    return f"the file resizes to {_shape(sizes)}, whatever the input"


def mean_along(kernel: Sequence[int]) -> str:
    return f"a mean along an axis is written as a pool of {_shape(kernel)}, its length for the input size of this file"
