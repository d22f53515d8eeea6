"""What is said of a prototxt that is not read, and of what was chosen or inferred in it."""

from __future__ import annotations

from symrf.formulas import limits

NEVER_CLOSED = "this bracket is never closed"
CLOSES_NOTHING = "this bracket closes nothing"
VALUE_MISSING = "a value is missing behind this name"
STRING_NOT_CLOSED = "this text has no closing quote"
TOO_DEEP = "the messages are nested too deep"
CUT = "a layer whose beginning or end was not pasted is left out"
NO_LAYERS = "no layers stand in this prototxt"
A_SOLVER = "a solver names the file of its network, and has no layers itself: give that file"
NO_TYPE = "this layer has no type"
FLOOR_OR_CEIL = "round_mode is CEIL or FLOOR"
ALONG_PIXELS = "it works along other axes than channels: only axis 1 is read"
UNKNOWN_SHARES = "the channels that it cuts are not known"
CROP_IN_THE_MIDDLE = "where Crop cuts is told by its offset; it is written as a crop of the middle, of the same size"
MAXIMUM = "a maximum of branches is written as a sum, whose sizes and fields are the same"
SCALE_NOT_COUNTED = "the weights of Scale and Bias layers that follow no BatchNorm are not counted"
TEST_PHASE = "the layers of the phase TEST are read"
ONE_CHANNEL_OF_MANY = "ArgMax gives one channel: take1"
RESHAPED = "Reshape is read where it flattens, or changes nothing"
SEGNET = "it puts pixels back where the pool found them, which depends on the data"
NO_PIXEL = "at this input size no pixel is left"
NO_LENGTH = "height and width are not told, and the factors of Interp give sizes that have no layer in the notation"


def normalised_within(size: int) -> str:
    return f"LRN within channels looks at {size}x{size} pixels, which the field counts: a product with a mean over them"


def unexpected(text: str) -> str:
    return f"{text} is not expected here"


def unknown(kind: str) -> str:
    return f'layers of type {kind} are not known; say what they do: --assume "{kind} = …"'


def refused(kind: str) -> str:
    return f"{kind} is not read: what it gives is no function of one image"


def nothing_gives(name: str) -> str:
    return f"no layer before this one gives {name}"


def several_inputs(names: list[str]) -> str:
    return f"{', '.join(names[:5])} are inputs: symrf reads networks with one"


def begins_with(name: str) -> str:
    return f"no layer gives {name}: it is taken for the input, whose size and channels are not known"


def no_number(name: str, text: str) -> str:
    return f"{name} is a whole number, not {text[:40]}"


def too_small(name: str, least: int) -> str:
    return f"{name} is {least} or more"


def missing(name: str) -> str:
    return f"{name} is missing"


def bottoms(kind: str, count: int) -> str:
    return f"{kind} reads {count} bottoms"


def cut_into(points: int, tops: int) -> str:
    return f"{points} slice points do not make {tops} tops"


def too_many() -> str:
    return f"there are more than {limits.READ_NODES} layers"
