"""What is said of lines as papers have them."""

from __future__ import annotations

from collections.abc import Sequence

from symrf.formulas import limits

TOO_MANY = f"the line comes to more than {limits.LINE_LAYERS:,} layers"
FLATTENED = "The image is flattened before the first dense layer."
CLOSED_TWICE = "this closes a bracket that was never opened"
NOT_CLOSED = "this bracket is not closed"
NO_REPEAT = "a repeat must be at least 1"
ZERO = "a kernel, a stride and a number of channels must be at least 1"
EQUAL_SIDES = "The first number is the length of the image as a vector; the image is assumed to be square."
INPUT_OF_ONE = "The input is assumed to have one channel."
INPUT_OF_THREE = "The input is assumed to have 3 channels."

AROUND = "One line of the text is read as the network; the text around it is ignored."

# ---- padding ---------------------------------------------------------------------------------------------------------

NO_PADDING = (
    "The text gives no padding: none is assumed, as is usual in such lines. With padding that keeps sizes, the sizes "
    "would be different."
)
SAME_PADDING = (
    "The text gives no padding: (k-1)/2 is assumed, which keeps sizes, as is usual in such lines. Without padding, "
    "the sizes would be different."
)
OTHERS_PAD = "The text gives padding only for some layers: none is assumed for the others."
NOTHING_FITS = "The sizes in the text fit neither padding that keeps sizes nor no padding."


def padding_told(padded: Sequence[bool], size: Sequence[int]) -> str:
    way = "convolutions keep the size" if all(padded) else "convolutions have no padding"
    if any(padded) and not all(padded):
        way = "convolutions keep the size, but some, which have no padding"
    at = "x".join(map(str, size))
    return f"The text gives no padding, but its sizes show it: {way}; they fit an input of {at} pixels."


def padding_open(padded: bool, size: Sequence[int]) -> str:
    way = "padding that keeps sizes is assumed" if padded else "none is assumed"
    at = "x".join(map(str, size))
    return f"The text gives no padding, and its sizes fit with and without it: {way}, which fits an input of {at}."


# ---- Cireşan's notation ----------------------------------------------------------------------------------------------

CIRESAN = {
    "conv": "32C5 is a convolution with a kernel of 5 to 32 channels",
    "kernel first": "5C32 is a convolution with a kernel of 5 to 32 channels, as the numbers show",
    "max": "P2 or MP2 is max pooling with a window of 2",
    "average": "AP2 is average pooling with a window of 2",
    "sub": "S2 or 2s is sub-sampling by 2, taken as average pooling",
    "dense": "300N, 300FC, D300 or 300 alone is a dense layer of 300 units",
    "pair": "2304FC512 is a dense layer from 2304 features to 512 units",
    "softmax": "10SM is a dense layer of 10 units with softmax",
}


def read_as(parts: Sequence[str]) -> str:
    return f"Read as Cireşan's notation: {'; '.join(parts)}."


SOFTMAX_ONLY = "SM after a layer with the same number of channels is only a softmax."
ONE_NUMBER = "this has only one number: is it the kernel or the channels? Write 32C5 for a kernel of 5 to 32 channels"
NO_SQUARE = "this number before the convolutions is not a square image: write the input as 28x28"
AFTER_DENSE = "a convolution or a pool cannot follow a dense layer"
CLASSES = "FC without a number is a dense layer with a unit for each class."
DROPOUT = "D with a fraction, as in D0.5, is dropout."

# ---- Johnson and CycleGAN --------------------------------------------------------------------------------------------

JOHNSON = (
    "Read as in the papers of Johnson and of CycleGAN: c7s1-k is a convolution with reflection padding, "
    "dk a convolution "
    "3x3 with stride 2, Rk a residual of two convolutions 3x3, uk a transposed convolution 3x3 with stride 2. "
    "This is said in the papers, not in the text; norms and activations are left out."
)
HOW_MANY = "it is not said how many blocks the dots stand for: write 9 x R256"

# ---- pix2pix ---------------------------------------------------------------------------------------------------------

PATCH = (
    "Read as a discriminator of pix2pix: Ck is a convolution 4x4 to k channels with stride 2, the last "
    "with stride 1, and "
    "one more 4x4 to one channel follows, which is not in the text. Where C64 is another convolution, "
    "write it as c3-64."
)
ENCODER = "Read as an encoder of pix2pix: Ck is a convolution 4x4 to k channels with stride 2 and padding 1."
DECODER = (
    "Read as a decoder of pix2pix: Ck and CDk are transposed convolutions 4x4 with stride 2 and padding 1, CDk with "
    "dropout; one more to 3 channels follows, which is not in the text."
)
SKIPPING = (
    "Read as a U-Net of pix2pix: each word of the decoder gives the channels that it receives, from below and from the "
    "encoder beside it; the last transposed convolution gives 3 channels."
)
SKIPS = (
    "a decoder with skip connections counts the channels that come from the encoder: paste both lines, "
    "encoder and decoder"
)

# ---- calls -----------------------------------------------------------------------------------------------------------

GLOBAL = "A pool without a window is assumed to be global."
TIME_FIRST = (
    "Five numbers are channels, the two sides of the kernel, and two strides; DSC is a depthwise "
    "convolution and one 1x1; "
    "padding is assumed to be TensorFlow's same, as in the paper on keyword spotting (h is time, w frequency)."
)
DROPOUT_CALL = "D with a fraction is dropout."


def conv_order(order: str) -> str:
    return f"The numbers of a convolution are read as ({order})."


def order_unknown(text: str) -> str:
    return f"it is not clear which number of {text} is the kernel: write the kernel as 3x3, or k=3"


def argument(text: str, call: str) -> str:
    return f"what {text} means in {call} is not known"


def call_needs_both(call: str) -> str:
    return f"{call} does not give its kernel and channels"


def call_needs_units(call: str) -> str:
    return f"{call} does not give its number of units"


def call_needs_kernel(call: str) -> str:
    return f"{call} does not give its kernel"


def channels_differ(said: int, given: int) -> str:
    return f"the layer takes {said} channels, but is given {given}"


# ---- tables and sentences --------------------------------------------------------------------------------------------

IN_ORDER = "The layers are taken in the order of the text, one after another."
NO_LAYER = "there is no layer with its numbers here"
NO_KIND = "it is not said what kind of layer this is"
NO_KERNEL = "the kernel of this layer is not given: write it as 3x3"
SEVERAL = "one part of the sentence describes several layers: write each on a line of its own"
SEVERAL_COLUMNS = "there are several networks side by side, one per column: paste one column"
SAID_TWICE = "this contradicts what was said before: write each layer on a line of its own"
ONE_AXIS = "The network is said to be one-dimensional: there is one axis."
POOLS_BETWEEN = "pools between the layers are mentioned, but not their windows: write each on a line of its own"
DEPTH_AS_CHANNELS = "The third number of a kernel is read as the channels that it gives."
OVER_ALL = "This convolution is assumed to read the whole image at once."
HALVES = "The depth of the kernel is half of the channels before it: two groups, as on two GPUs."
EACH = "this says that each of several layers is followed by another: write each on a line of its own"
POOL_OF_TWO = "A pool without numbers is assumed to be 2x2 with stride 2."
RESIDUAL = (
    "Brackets with a number of times are residual blocks; the first of each stage after the first has stride 2 in its "
    "first convolution, and a 1x1 beside it where the channels or the size change. The paper's text says so; code "
    "such as torchvision's has the stride in the 3x3."
)


def channels_said(said: int, given: int) -> str:
    return f"The text gives {said} channels after this pool, but the pool receives {given} and keeps them."


def not_in_words(text: str) -> str:
    return f"{text} in words cannot be read: write the network in code, or leave it out"


def unexplained(text: str) -> str:
    return f"what {text} means here is not known"


def left_out(text: str) -> str:
    return f"Left out: {text[:80]}"


def kernel_told(kernel: str) -> str:
    return f"The sizes before and after imply a kernel of {kernel}, without padding."


def stride_told(stride: int) -> str:
    return f"The sizes before and after imply a stride of {stride}, without padding."


# ---- patterns --------------------------------------------------------------------------------------------------------

PATTERN = (
    "The text gives no numbers: CONV is assumed to be 3x3 with padding 1, POOL max pooling 2x2 with "
    "stride 2, as is usual "
    "with this pattern."
)
PATTERN_UNITS = "The units of dense layers are symbols; the last layer has a unit for each class."
OPTIONAL = "What a question mark makes optional is assumed to be there."

# ---- phrases of their own --------------------------------------------------------------------------------------------

DOTS = "it is not clear what the dots stand for: each number must be twice the one before, as in 1, 2, 4, …, 512"
WORDS_SIDE_BY_SIDE = (
    "Read as convolutions over words side by side, without padding, each followed by its maximum over the text, as in "
    "Kim's network for sentences."
)


def dilated(kernel: int, told: bool) -> str:
    kernels = f"a kernel of {kernel}" + ("" if told else ", which is not in the text,")
    return f"Read as causal convolutions, one after another, with {kernels} and these dilations, as in WaveNet."


def only_named(name: str) -> str:
    return (
        f"{name} is only named: its layers are not in the text. Paste its code, or what print(model) shows, or pass the"
        " model itself to symrf.read"
    )
