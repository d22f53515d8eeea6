"""What is said of lists and tables of layers."""

from __future__ import annotations

CHANNELS = "The input is taken to have 3 channels."
UPWARDS = "The table is read from its last row up, where the input stands."
SOUND = "Sums of lists are written for sound, as in fairseq: one axis, and one channel."
WINDOWS = "What has no name of a pool is taken as a convolution; sizes and fields are the same for both."
NO_PADDING = "Padding is not in the text: none is taken."
FLATTENED = "The image is flattened before the first dense layer."
VGG = "Numbers are convolutions 3x3 with padding 1 to so many channels; M is max pooling 2x2."
AVERAGE = "A is average pooling 2x2."
CEILED = "C is max pooling 2x2 that rounds up, as in SSD."
NO_CLASSIFIER = "The classifier after the list is not in the text."
EXTRAS = (
    "In the extra layers kernels are 1x1 and 3x3 in turn, and S gives the next number stride 2 and "
    "padding 1, as in SSD; "
    "that rule is not in the text."
)
BETWEEN = (
    "Between the two lists stand max pooling 3x3 with stride 1, a convolution 3x3 with dilation 6 and "
    "one 1x1, as in SSD; "
    "they are not in the text."
)
OUTPUTS = (
    "The outputs are the feature maps that SSD reads: before the last M, after the base, and after each "
    "3x3 of the extras."
)
SIDE_BY_SIDE = "Lists that stand side by side are taken as the columns of one table, a layer each."
WAVENET = (
    "Dilations with a width of the filters are read as causal convolutions one after the other, as in WaveNet; a first "
    "convolution before them, as some code has it, is not in the text."
)
AROUND = "Lists of layers are read; what the code around them does is not."
DARKNET_ROWS = "Rows are (kernel, channels, stride, padding); a list of rows that ends in a number repeats them."
SEPARABLE = (
    "A number is a depthwise convolution 3x3 and a 1x1 to so many channels, a pair gives it a stride, as in MobileNet; "
    "the first convolution, 3x3 to 32 channels, is not in the text."
)
INVERTED = (
    "Rows are inverted residuals: t widening, c channels, n repeats, s stride of the first; a residual "
    "where the stride "
    "is 1 and the channels stay."
)
INVERTED_ENDS = (
    "The first convolution, 3x3 with stride 2 to 32 channels, and the last, 1x1 to 1280, are not in the text; they are "
    "taken as in MobileNetV2."
)


def order(columns: str) -> str:
    return f"The order of the numbers is not in the text: they are taken as {columns}."


def order_told(columns: str) -> str:
    return f"The numbers are {columns}, as the text says."


def left_out(name: str) -> str:
    return f"The list {name} is empty and left out."


def row_left_out(text: str) -> str:
    return f"The row {text} has no number of channels and is left out."


def axes_order(channels: int, size: str) -> str:
    return f"The input is taken as {channels} channels of {size} pixels."


def too_many(limit: int) -> str:
    return f"the list comes to more than {limit} numbers"


def too_many_layers(limit: int) -> str:
    return f"the list comes to more than {limit} layers"


def other_letters(name: str) -> str:
    return f"The list {name} has letters that are not known, and is left out; known are M, A, C and S."


def more_names(names: int, rows: int) -> str:
    return f"There are {names} names for {rows} layers: the first {rows} are taken."


def pool_beside(name: str) -> str:
    return f"{name} stands beside the list: pools that the list does not have are not read."


FILTERS = (
    "conv_filters are read as RLlib reads them: all are padded to keep the size but the last, which has none; that "
    "is not in the text."
)


def letter(text: str) -> str:
    return f"{text} in a list of layers is not known; known are M, A, C and S"


SCALES = (
    '"B", "U" and "S" are residual blocks, up-sampling and outputs of a detector: paste its code, which '
    "says how they join"
)


def stride_zero(text: str) -> str:
    return f'a stride of {text}: is the order another? say it in a comment, such as "# k, p, s"'


def number_needed(what: str, text: str) -> str:
    return f"the {what} is {text}: a whole number is needed, or one an axis"


def at_least(what: str, least: int) -> str:
    return f"the {what} must be at least {least}"


def no_kernel(layer: str) -> str:
    return f"{layer} has no kernel: say it, such as k = 3"


def no_units(layer: str) -> str:
    return f"{layer} does not say how many units it has"


def unknown_type(text: str) -> str:
    return f"the layer {text} is not known; leave it out, or write it as conv, pool, dense or another known one"


def unknown_order(count: int) -> str:
    return f'what the {count} numbers of a row are is not told: say it in a comment, such as "# k, s, p"'


def only_in_blocks(text: str) -> str:
    return f"{text} is a widening or a repeat, which are read in a table with the columns t, c, n and s alone"


def padding_word(text: str) -> str:
    return f"the padding {text} is not known; it is a number, same or valid"


def names_differ(names: int, rows: int) -> str:
    return f"there are {names} names for {rows} layers"


def cells(found: int, needed: int) -> str:
    return f"the row has {found} cells, and its header {needed}"


def no_rows() -> str:
    return "there is no layer in the list"


def object_needed(kind: str) -> str:
    return f"a list, a tuple or a dictionary of layers is needed, of numbers and words alone; this has a {kind}"


def nothing_after(text: str) -> str:
    return f"nothing follows {text}, which says how the next number is read"
