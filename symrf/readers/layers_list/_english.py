"""What is said of lists and tables of layers."""

from __future__ import annotations

CHANNELS = "The input is assumed to have 3 channels."
UPWARDS = "The table is read upwards from its last row, where the input is."
SOUND = "Sums of lists are usual for sound, as in fairseq: one axis and one channel are assumed."
WINDOWS = "A layer that is not named as a pool is read as a convolution; sizes and fields are the same for both."
NO_PADDING = "The text gives no padding: none is assumed."
FLATTENED = "The image is flattened before the first dense layer."
VGG = "A number is a convolution 3x3 with padding 1 to that many channels; M is max pooling 2x2."
AVERAGE = "A is average pooling 2x2."
CEILED = "C is max pooling 2x2 that rounds up, as in SSD."
NO_CLASSIFIER = "The classifier after the list is not in the text."
EXTRAS = (
    "In the extra layers, kernels are 1x1 and 3x3 in turn, and S gives the next number stride 2 and "
    "padding 1, as in SSD; "
    "that rule is not in the text."
)
BETWEEN = (
    "Between the two lists are max pooling 3x3 with stride 1, a convolution 3x3 with dilation 6 and "
    "one 1x1, as in SSD; "
    "they are not in the text."
)
OUTPUTS = (
    "The outputs are the feature maps that SSD reads: before the last M, after the base, and after each "
    "3x3 of the extras."
)
SIDE_BY_SIDE = "Lists side by side are read as the columns of one table, with a layer in each row."
WAVENET = (
    "Dilations with a filter width are read as causal convolutions, one after another, as in WaveNet; a first "
    "convolution before them, as some code has it, is not in the text."
)
AROUND = "Lists of layers are read; what the code around them does is not."
DARKNET_ROWS = "Rows are (kernel, channels, stride, padding); a list of rows that ends in a number repeats them."
SEPARABLE = (
    "A number is a depthwise convolution 3x3 and a 1x1 to that many channels; a pair adds a stride, as in MobileNet; "
    "the first convolution, 3x3 to 32 channels, is not in the text."
)
INVERTED = (
    "Rows are inverted residuals: t expansion, c channels, n repeats, s stride of the first; with a residual "
    "where the stride "
    "is 1 and the channels stay the same."
)
INVERTED_ENDS = (
    "The first convolution, 3x3 with stride 2 to 32 channels, and the last, 1x1 to 1280, are not in the text; they are "
    "assumed, as in MobileNetV2."
)


def order(columns: str) -> str:
    return f"The text does not give the order of the numbers: they are read as {columns}."


def order_told(columns: str) -> str:
    return f"The numbers are {columns}, as the text says."


def left_out(name: str) -> str:
    return f"The list {name} is empty and is left out."


def row_left_out(text: str) -> str:
    return f"The row {text} has no number of channels and is left out."


def axes_order(channels: int, size: str) -> str:
    return f"The input is read as {channels} channels of {size} pixels."


def too_many(limit: int) -> str:
    return f"the list comes to more than {limit:,} numbers"


def too_many_layers(limit: int) -> str:
    return f"the list comes to more than {limit:,} layers"


def other_letters(name: str) -> str:
    return f"The list {name} has unknown letters and is left out; the known letters are M, A, C and S."


def more_names(names: int, rows: int) -> str:
    return f"There are {names} names for {rows} layers: the first {rows} are taken."


def pool_beside(name: str) -> str:
    return f"{name} is beside the list: pools that are not in the list are not read."


FILTERS = (
    "conv_filters are read as in RLlib: all but the last are padded to keep the size, and the last is not padded; that "
    "is not in the text."
)


def letter(text: str) -> str:
    return f"{text} is not known in a list of layers; the known letters are M, A, C and S"


SCALES = (
    '"B", "U" and "S" are residual blocks, up-sampling and outputs of a detector: paste its code, which '
    "says how they join"
)


def stride_zero(text: str) -> str:
    return f'the stride would be {text}: give the order of the numbers in a comment, such as "# k, p, s"'


def number_needed(what: str, text: str) -> str:
    return f"the {what} is {text}: a whole number is needed, or one per axis"


def at_least(what: str, least: int) -> str:
    return f"the {what} must be at least {least}"


def no_kernel(layer: str) -> str:
    return f"{layer} has no kernel: write one, such as k = 3"


def no_units(layer: str) -> str:
    return f"the number of units of {layer} is missing"


def unknown_type(text: str) -> str:
    return f"the layer {text} is not known: leave it out, or write it as conv, pool, dense or another known layer"


def unknown_order(count: int) -> str:
    return f'it is not said what the {count} numbers of a row are: say it in a comment, such as "# k, s, p"'


def only_in_blocks(text: str) -> str:
    return f"{text} is an expansion or a repeat, which is read only in a table with the columns t, c, n and s"


def padding_word(text: str) -> str:
    return f"the padding {text} is not known: it must be a number, same or valid"


def names_differ(names: int, rows: int) -> str:
    return f"there are {names} names for {rows} layers"


def cells(found: int, needed: int) -> str:
    return f"the row has {found} cells, but the header {needed}"


def no_rows() -> str:
    return "there is no layer in the list"


def object_needed(kind: str) -> str:
    return f"a list, a tuple or a dictionary of layers may hold only numbers and words, not a value of type {kind}"


def nothing_after(text: str) -> str:
    return f"nothing follows {text}, which says how the next number is read"
