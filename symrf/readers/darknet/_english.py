"""What is said of a darknet cfg that is not read, and of what was chosen or inferred in it."""

from __future__ import annotations

from symrf.formulas import limits

NO_LAYERS = "this cfg has no layers after [net]"
SEVERAL_SHARES = "groups take a share of the channels, which are not known"
DEEP_POOL = "a pool over channels (maxpool_depth) cannot be read"
SCATTERED = "the added layer is smaller than this one: darknet scatters it over the pixels, which cannot be read"
REORG = "darknet's reorg is read as the pixel unshuffle that it is meant to be, though it orders pixels differently"
OTHER_REORG = "this kind of reorg, with flatten or extra, cannot be read"
LOCAL = "a locally connected layer is read as a convolution, which has fewer weights"
NO_SIZE_TO_CROP = "where [crop] cuts depends on the input, but no [net] gives its width and height"
LOADED = "darknet prints no batch norms and no activations; padding is inferred from the sizes"
NOT_FROM_THE_FIRST = "the rows do not begin with the first layer, whose input is needed: paste all rows"
ROW_UNREAD = "no square kernel turns the first of these sizes into the second: give the cfg itself"
NO_NET = "there is no [net]: the size and the channels of the input are not known"


def recurrent(section: str, inputs: str) -> str:
    given = f", inputs={inputs}" if inputs else ""
    return f"[{section}] is a recurrent layer{given}: the network reads sequences, not images"


def unknown(section: str) -> str:
    return f'[{section}] is not known: say what it does, with --assume "{section} = …"'


def not_read(section: str) -> str:
    return f"[{section}] cannot be read: its output is not a function of the layer before it"


def row_missing(number: int) -> str:
    return f"row {number} is missing before this one: paste all rows from 0 on"


def not_printed(kind: str) -> str:
    return f"darknet does not print what {kind} does: give the cfg itself"


def no_number(key: str, text: str) -> str:
    return f"{key}={text[:40]} is not a whole number"


def too_small(key: str, least: int) -> str:
    return f"{key} must be at least {least}"


def outside(index: int, last: int) -> str:
    return f"this points at layer {index}, but the layers before this one are 0 to {last}"


def nothing_before(section: str) -> str:
    return f"[{section}] is the first layer, and there is none before it"


def missing(section: str, key: str) -> str:
    return f"[{section}] needs {key}=…"


def no_share(channels: int, groups: int) -> str:
    return f"{channels} channels cannot be divided among {groups} groups"


def no_group(group: int, groups: int) -> str:
    return f"group_id={group} is not among groups 0 to {groups - 1}"


def unequal(here: int, there: int) -> str:
    return f"darknet adds {there} channels to the first of {here}; ~pad stands for those that are left out"


def more_channels(here: int, there: int) -> str:
    return f"darknet adds the first {here} of {there} channels"


def sampled(stride: int) -> str:
    return f"darknet adds only one pixel in {stride} of the larger layer, along each axis"


def too_many() -> str:
    return f"the cfg has more than {limits.READ_NODES:,} layers"
