"""What is said of a prototxt that is not read, and of what was chosen or inferred in it."""

from __future__ import annotations

from symrf.formulas import limits

NEVER_CLOSED = "this bracket is never closed"
CLOSES_NOTHING = "this bracket closes nothing"
VALUE_MISSING = "a value is missing after this name"
STRING_NOT_CLOSED = "this text has no closing quote"
TOO_DEEP = "the messages are nested too deep"
CUT = "a layer whose beginning or end was not pasted is left out"
NO_LAYERS = "there are no layers in this prototxt"
A_SOLVER = "a solver only names the file of its network: give that file"
NO_TYPE = "this layer has no type"
FLOOR_OR_CEIL = "round_mode must be CEIL or FLOOR"
ALONG_PIXELS = "it works along an axis other than the channels: only axis 1 is read"
UNKNOWN_SHARES = "the channels that it splits are not known"
CROP_IN_THE_MIDDLE = "Crop cuts at its offset; it is written as a crop of the middle, of the same size"
MAXIMUM = "a maximum of branches is written as a sum, whose sizes and fields are the same"
SCALE_NOT_COUNTED = "the weights of Scale and Bias layers that follow no BatchNorm are not counted"
TEST_PHASE = "the layers of the TEST phase are read"
ONE_CHANNEL_OF_MANY = "ArgMax gives one channel: take1"
RESHAPED = "Reshape is read only if it flattens or changes nothing"
SEGNET = "it puts pixels back where the pool found them, which depends on the data"
NO_PIXEL = "for this input size no pixel is left"
NO_LENGTH = "height and width are not given, and the notation has no layer for the factors of Interp"


def normalised_within(size: int) -> str:
    return f"LRN within channels looks at {size}x{size} pixels, which the field counts: a product with a mean over them"


def unexpected(text: str) -> str:
    return f"{text} is not expected here"


def unknown(kind: str) -> str:
    return f'layers of type {kind} are not known: say what they do, with --assume "{kind} = …"'


def refused(kind: str) -> str:
    return f"{kind} cannot be read: its output is not a function of one image"


def nothing_gives(name: str) -> str:
    return f"no layer before this one gives {name}"


def several_inputs(names: list[str]) -> str:
    return f"{', '.join(names[:5])} are inputs, but symrf reads networks with one"


def begins_with(name: str) -> str:
    return f"no layer gives {name}: it is assumed to be the input, whose size and channels are not known"


def no_number(name: str, text: str) -> str:
    return f"{name} must be a whole number, not {text[:40]}"


def too_small(name: str, least: int) -> str:
    return f"{name} must be at least {least}"


def missing(name: str) -> str:
    return f"{name} is missing"


def bottoms(kind: str, count: int) -> str:
    return f"{kind} reads {count} bottoms"


def cut_into(points: int, tops: int) -> str:
    return f"{points} slice points do not make {tops} tops"


def too_many() -> str:
    return f"there are more than {limits.READ_NODES:,} layers"
