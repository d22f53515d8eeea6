"""What is said of a darknet cfg that is not read, and of what was chosen or inferred in it."""

from __future__ import annotations

from symrf.formulas import limits

NO_LAYERS = "this cfg has no layers behind [net]"
SEVERAL_SHARES = "the channels are not known, of which groups take a share"
DEEP_POOL = "a pool over channels is not read: maxpool_depth"
SCATTERED = "the layer that is added is smaller than this one: darknet scatters it over the pixels, which is not read"
REORG = "darknet's reorg is read as a pixel unshuffle, which it is meant to be; it orders pixels another way"
OTHER_REORG = "this kind of reorg, with flatten or extra, is not read"
LOCAL = "a locally connected layer is read as a convolution, which has fewer weights"
NO_SIZE_TO_CROP = "where [crop] cuts depends on the input, whose width and height stand in no [net]"
LOADED = "what darknet prints has no batch norms and no activations, and padding by the sizes alone"
NOT_FROM_THE_FIRST = "the rows do not begin with the first layer, whose input is needed: paste all of them"
ROW_UNREAD = "no window of a square kernel makes the first of these sizes the second: give the cfg itself"
NO_NET = "there is no [net]: the size and the channels of the input are not known"


def recurrent(section: str, inputs: str) -> str:
    given = f", inputs={inputs}" if inputs else ""
    return f"[{section}] is a recurrent layer{given}: the network reads sequences, and no image has a size in it"


def unknown(section: str) -> str:
    return f'[{section}] is not known; say what it does: --assume "{section} = …"'


def not_read(section: str) -> str:
    return f"[{section}] is not read: what it gives is no function of the layer before it"


def row_missing(number: int) -> str:
    return f"row {number} is missing before this one: paste all rows from 0 on"


def not_printed(kind: str) -> str:
    return f"what {kind} does is not in what darknet prints: give the cfg itself"


def no_number(key: str, text: str) -> str:
    return f"{key}={text[:40]} is no whole number"


def too_small(key: str, least: int) -> str:
    return f"{key} is {least} or more"


def outside(index: int, last: int) -> str:
    return f"layer {index} is pointed at, and the layers before this one are 0 to {last}"


def nothing_before(section: str) -> str:
    return f"[{section}] is the first layer, and there is none before it"


def missing(section: str, key: str) -> str:
    return f"[{section}] needs {key}=…"


def no_share(channels: int, groups: int) -> str:
    return f"{channels} channels are not shared out among {groups} groups"


def no_group(group: int, groups: int) -> str:
    return f"group_id={group} is not among groups 0 to {groups - 1}"


def unequal(here: int, there: int) -> str:
    return f"darknet adds {there} channels to the first of {here}; ~pad stands for those that are left out"


def more_channels(here: int, there: int) -> str:
    return f"darknet adds the first {here} of {there} channels"


def sampled(stride: int) -> str:
    return f"darknet adds every pixel number {stride} of the larger layer"


def too_many() -> str:
    return f"the cfg has more than {limits.READ_NODES} layers"
