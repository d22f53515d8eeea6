"""What is said of an ONNX file that is not read, and of what was chosen or inferred."""

from __future__ import annotations

from collections.abc import Sequence

from symrf.formulas import limits

# --- Of a file

NO_GRAPH = "this file has no graph: it is no ONNX model, or it is cut"
NO_OUTPUT = "no output of this model is worked out from its input"


def cut(byte: int) -> str:
    return f"the ONNX file is cut or broken at byte {byte}"


def too_many(count: int) -> str:
    return f"the model has {count} operations, and at most {limits.READ_NODES} are read"


def unreadable(name: str, error: Exception) -> str:
    return f"{name} cannot be read: {error}"


def inputs(names: Sequence[str]) -> str:
    if not names:
        return "this model has no input"
    return f"the model has {len(names)} inputs, {', '.join(names[:5])}: symrf reads networks with one"


def rank(name: str, count: int) -> str:
    return f"the input {name} has {count} dimensions: an image has 4, a sequence 3, a volume 5, a vector 2"


# --- Of a printed graph

NOT_CLOSED = "this bracket is never closed"

# --- Of an operation


def not_read(kind: str, name: str, reason: str) -> str:
    called = f"{kind} {name}" if name else kind
    return f"{called}: {reason}"


def unknown(kind: str) -> str:
    return f'what it does to the size is not known; say it: --assume "{kind} = …"'


def no_value(name: str) -> str:
    return f"it takes {name}, which nothing before it gives"


INPUT_MISSING = "an input is missing"
CONSTANT_INPUT = "it is given a constant where a network gives its tensor"
ODD = "its attributes do not fit its inputs"
REPEAT_IN_SYMBOLS = "it is assumed to be a network whose repeats are not written as numbers"
BRANCHES = "which layers run depends on the data; export the model without branches or loops"
NOT_FOLLOWED = "its sizes come from a calculation that is not followed"


def not_printed(operation: str) -> str:
    return f"{operation}: it takes numbers from a constant whose values are not printed here: give the ONNX file itself"


NO_PIXEL = "at the input size of this file no pixel is left"
NO_KERNEL = "its kernel is not told, and its weights are worked out"
NO_WEIGHTS = "its second input is no matrix of weights"
TOLD_OUTPUT = "output_shape tells the output, and the input size of this file is not known"


def numbers(name: str, count: int, wanted: int) -> str:
    return f"{name} has {count} numbers, where {wanted} are needed"


def below_one(name: str) -> str:
    return f"{name} is 1 or more"


def padding_rule(rule: str) -> str:
    return f"auto_pad {rule} is none of NOTSET, VALID, SAME_UPPER and SAME_LOWER"


def no_axis(axis: int, rank: int) -> str:
    return f"there is no axis {axis} among {rank}"


def outside(size: int) -> str:
    return f"an index is outside of {size} numbers"


def do_not_fit(left: Sequence[int], right: Sequence[int]) -> str:
    return f"{_shape(left)} and {_shape(right)} do not fit"


def other_channels(wanted: int, here: int) -> str:
    return f"its weights are for {wanted} channels, and it receives {here}"


def other_features(wanted: int, here: int) -> str:
    return f"its weights are for {wanted} features, and it receives {here}"


def dimensions(count: int, wanted: int) -> str:
    return f"it receives {count} dimensions, where an image has {wanted}"


def _shape(dims: Sequence[int]) -> str:
    return "x".join(map(str, dims)) or "a number"


# --- Of dimensions

REORDERED = "it receives an image whose axes are mixed"
NOT_RESHAPED = "the new dimensions split pixels and channels in a way that is not followed"
SQUEEZED = "a dimension that it leaves out is not known to be one long"
CUT_ELSEWHERE = "it cuts along an axis of which only whole images are read"
CUT_FROM_THE_END = "where it cuts depends on the input size, which this file does not tell"
UNKNOWN_CHANNELS = "how many channels it cuts is not known"
PADDED_ELSEWHERE = "it pads channels or the batch, which changes more than pixels"
LEARNT_BESIDE = "learnt numbers are put beside the tensor, such as a class token: that is no image any more"
OVER_PIXELS = "it puts tensors together along pixels"
OVER_PIXELS_DENSE = "a dense layer along pixels mixes them in a way that is not read"
NOT_ALIKE = "it receives tensors whose dimensions differ"
SPREADS = "a constant makes the tensor larger"
TOKENS = "it looks up rows by numbers: its input are words, not pixels"
WINDOWED_ATTENTION = "a product of tensors without all pixels in it, such as attention within windows, is not read"
REDUCED = "a mean along only some of the axes needs the input size, which this file does not tell"
NO_ROW = "a recurrent layer is read along one row of pixels"

# --- Notes

HEADS = "outputs side by side over pixels are several outputs here; what is done with all of them is left out"
ATTENTION = "a product of two tensors, as in attention, reads everything: mix"
POOL_OVER_ALL = "a pool as large as the image of this file is read as one over everything, as what it meets is larger"
CHANNEL_MEAN = "a mean over channels is written take1"
LP_POOL = "LpPool is written as average pooling, whose sizes and fields are the same"
ODD_ONE_BEFORE = "SAME_LOWER pads an odd pixel before; it is written same, which pads it after"


def recurrent(kind: str) -> str:
    return f"{kind} reads the whole row: mix"


def told_output(sizes: Sequence[int]) -> str:
    return f"the output is told as {_shape(sizes)}; the padding is what gives that at the input size of this file"


def resized_to(sizes: Sequence[int]) -> str:
    return f"the file resizes to {_shape(sizes)}: at its input size that is the factor that is written"


def resized_like(sizes: Sequence[int]) -> str:
    return f"the file resizes to {_shape(sizes)}, which is the size of another tensor in it: fit"


def resized_always(sizes: Sequence[int]) -> str:
    return f"the file resizes to {_shape(sizes)} whatever comes in"


def mean_along(kernel: Sequence[int]) -> str:
    return f"a mean along an axis is written as a pool of {_shape(kernel)}, its length at the input size of this file"
