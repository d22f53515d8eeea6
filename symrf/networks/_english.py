"""What is said of a network that cannot be derived, of wrong options, and of what is not worked out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from symrf.formulas import limits
from symrf.formulas.spelling import hint

# --- Of what is given


def no_text(what: str, example: str, given: object) -> str:
    return f"{what} must be a string, such as {example}, not {given!r}"


def no_texts(what: str, example: str, given: object) -> str:
    return f"{what} must be strings, such as {example}, not {given!r}"


def no_number(name: str, given: object) -> str:
    return f"{name} must be a whole number, such as 64, not {given!r}"


def no_positive(name: str, given: object) -> str:
    return f"{name} is a whole number from 1 on, not {given!r}"


def no_budget(given: object) -> str:
    return f"a budget must be a number of seconds above 0, up to {limits.BUDGET_MOST_SECONDS:,}, not {given!r}"


def sizes_without_names(given: object) -> str:
    return f"sizes must be given by name, such as {{'w': 64}}, not {given!r}"


def symbols_without_names(example: str, given: object) -> str:
    return f"symbols must be given by name, such as {example}, not {given!r}"


def symbols_renamed(name: str) -> str:
    return f"symbols= is now {name}="


def no_choice(what: str, given: object, known: Iterable[str]) -> str:
    names = list(known)
    return f"there is no {what} {given!r}{hint(given, names)}: choose one of {', '.join(names)}"


def no_origin(origin: object) -> str:
    return f"the first pixel must be at 0, 1/2 or 1, not at {origin!r}"


# --- Of axes


def no_axis(axis: str, axes: Iterable[str]) -> str:
    return f"there is no axis {axis}: the input has {', '.join(axes)}"


def wrong_number_of_axes(count: int) -> str:
    return f"a network has one to three axes, not {count}"


def no_name_for_an_axis(axis: str) -> str:
    return f"{axis!r} cannot be the name of an axis: use letters and digits, such as w, h or x_1"


def axis_named_twice(axes: Iterable[str]) -> str:
    return f"an axis is named twice: {', '.join(axes)}"


# --- Of layers and their order


def outside_of_branches(layer: str) -> str:
    return f"{layer} is not in a branch, so there is nothing to fit it to: name a layer, as in {layer}@P3"


def every_branch_fits(item: str, layer: str) -> str:
    return f"{item}: {layer} fits its branch to the others, but every branch has such a layer"


def fits_before_others(item: str, layer: str) -> str:
    return f"{item}: {layer} fits its branch to the others, so it must be the last layer of the branch"


def fits_what_follows(layer: str) -> str:
    return f"{layer} takes its size from a layer that depends on it"


def tapped_in_a_power(text: str, tap: str) -> str:
    return f"{text} is too long to write out, so {tap} cannot be used in it"


def after_flat(item: str, flat: str) -> str:
    return f"{item} needs an image, but comes after {flat}, which leaves 1 pixel on each axis"


def view_of_an_image(item: str) -> str:
    return f"{item} makes an image of a vector, but receives an image: write flatten before it"


def several_outputs(names: Sequence[str]) -> str:
    last = names[-1]
    return f"the network has several outputs, {', '.join(names)}: ask for one, with out @{last} or outputs[{last!r}]"


def look_alike(name: str, other: str) -> str:
    return f"{name} and {other} look alike: rename one of them"


def numbers_for_axes(layer: str, count: int, what: str, axes: Sequence[str]) -> str:
    numbers = "1 axis" if len(axes) == 1 else f"{len(axes)} axes"
    said = "1 number" if count == 1 else f"{count} numbers"
    return f"{layer} has {said} for its {what}, but the input has {numbers}: {', '.join(axes)}"


def sizes_for_axes(text: str, sizes: Sequence[str], axes: Sequence[str]) -> str:
    """That an input has a number of sizes that is not that of its axes, and how it could be written."""
    wrong = numbers_for_axes(text, len(sizes), "size", axes)
    if len(sizes) > 1:
        return wrong
    return f"{wrong}; write {text}{f'x{sizes[0]}' * (len(axes) - 1)}, or --axes {axes[0]}"


def pads_more_than_its_kernel(layer: str) -> str:
    return f"{layer} pads more than its kernel: a window would see only padding"


def no_causal_transposed(layer: str) -> str:
    return f"{layer}: a transposed convolution cannot have causal padding"


def output_padding_too_large(layer: str, extra: object, stride: object, dilation: object) -> str:
    return f"{layer}: its output padding {extra} must be less than its stride {stride} or its dilation {dilation}"


def numbers_too_long(item: str) -> str:
    return f"{item}: its numbers are too long to write"


def no_window(item: str) -> str:
    return f"{item} is in a repeat that is too long to write out, and does not act as a single window"


def kept_whole(item: str) -> str:
    return f"{item} is in a repeat that is kept whole, and does not act as a single window"


# --- Of sizes: `suiting` is the few inputs that suit, and empty where there are none


def symbols_meet(item: str, reason: object) -> str:
    return f"{item}: not worked out with symbols: {reason}"


def symbols_meet_no_window(item: str) -> str:
    return f"{item}: with symbols, or numbers too long to write, only layers of windows are worked out"


def flattened_from(item: str, sizes: str) -> str:
    return f"{item}: its branches are flattened from {sizes}"


def too_many_suit(item: str) -> str:
    return f"{item}: there are too many suitable sizes to work out"


def few_suit(axis: str, inputs: str) -> str:
    return f"{axis} = {inputs}"


def suiting_branches(item: str, suiting: str) -> str:
    return f"{item}: {f'all of its branches take only {suiting}' if suiting else 'no input suits all of its branches'}"


def branches_differ(item: str, suiting: str, sizes: str, at: str, numbers: str) -> str:
    agree = f"have the same size only for {suiting}" if suiting else "cannot have the same size"
    return f"{item}: its branches {agree}: {sizes}; at {at} they are {numbers}"


def cannot_cut(item: str, received: str, target: str, suiting: str) -> str:
    cuts = f"{received} to {target}"
    return f"{item} can cut {cuts} only for {suiting}" if suiting else f"{item} cannot cut {cuts}"


def does_not_divide(item: str, divisor: object, received: str, suiting: str) -> str:
    but = f": that holds only for {suiting}" if suiting else ""
    return f"{item} needs a size divisible by {divisor}, but receives {received}{but}"


def no_output(item: str, received: str, least: object) -> str:
    return f"{item} has no output: it receives size {received}, but needs at least {least}"


# --- Of an input

NO_INPUT = "there is no input"
NO_SIZE = "no input suits all layers"


def from_on(axis: str, least: str) -> str:
    return f"from {axis} = {least} on"


def symbol_without_value(name: str) -> str:
    return f"{name} has no value: give it one, as in {name}=3"


def input_refused(axis: str, size: int, told: str, wanted: str) -> str:
    return f"at {axis}={size} {told}: {axis} {wanted}"


def of_layers(count: int) -> str:
    return f"of {count} layers"


def layer_named(name: str, text: str) -> str:
    return f"layer {name} ({text})"


def meets_branches(layer: str, sizes: Iterable[int]) -> str:
    return f"{layer} joins branches of {' and '.join(map(str, sizes))} pixels"


def cannot_cut_pixels(layer: str, received: int, target: int) -> str:
    return f"{layer} cannot cut {received} pixels to {target}"


def cannot_take_pixels(layer: str, received: int, divisor: object) -> str:
    return f"{layer} needs a multiple of {divisor} pixels, not {received}"


def gives_nothing(layer: str) -> str:
    return f"{layer} has no output"


def at_least(least: str) -> str:
    return f"must be at least {least}"


def may_be(sizes: Iterable[int]) -> str:
    return f"may be {' or '.join(map(str, sizes))}"


def no_such_output(output: int, axis: str, size: int, outputs: int) -> str:
    return f"there is no output {output}: at {axis}={size} there are {outputs}"


# --- Of what outputs read

START_NOT_KNOWN = "is not known for all values of the symbols"
START_DEPENDS_ON_SIZES = "depends on the sizes in between, through more layers than are written out"
UNWRITTEN_REPEAT = "a repeat that is not written out"
APART_BETWEEN_SHUFFLES = "several layers between a pixel unshuffle and its shuffle read pixels with gaps between them"
GATES_REPEATED = "gates in a repeat that is not written out read everything"
WITHOUT_REACH = "it is not known which pixels one of the layers reads"


def not_read(reason: object) -> str:
    return f"what an output reads is not worked out: {reason}"


# --- Of quantities

NOT_WORKED_OUT = "it is not worked out"
FIELD_BY_OUTPUT = "the field depends on the size in a different way for each output"
NO_ONE_JUMP = "there is no single jump: the network does not act as one convolution"
NO_ONE_PADDING = "there is no single padding: the network does not act as one convolution"
NO_AREA = "the area is not worked out: it depends on the symbols, or differs between outputs, or has too many parts"


def field_without_gates(field: str) -> str:
    return f"through its gates every output reads everything; without them the field is {field}, which is rf.ungated"


MOST_IS_MEANT = "outputs may differ in what they read: the field is the largest"


def most_of(least: str, most: str) -> str:
    return f"an output reads {least} to {most} pixels, depending on its position: the field is the largest"


def no_start(why: str) -> str:
    return f"the start {why}"


# --- Of channels


def unfit(item: str, words: str, symbolic: bool) -> str:
    return f"{item}: {words}{' for all values of the symbols' if symbolic else ''}"


def groups_do_not_divide(groups: object, *channels: object) -> str:
    return f"{groups} groups do not divide {' and '.join(map(str, channels))} channels"


def fewer_than_taken(received: object) -> str:
    return f"there are only {received} channels"


def no_such_view(received: object, pixels: object, channels: object) -> str:
    image = f"{pixels} pixels" if channels is None else f"{channels} channels of {pixels} pixels"
    return f"{received} features do not make {image}"


def no_multiple(channels: object, pixels: object) -> str:
    return f"{channels} channels are not a multiple of {pixels}"


def cannot_meet(channels: Iterable[object], multiplied: bool) -> str:
    met = "multiplied" if multiplied else "added"
    return f"branches with {' and '.join(map(str, channels))} channels cannot be {met}"


def not_in_closed_form(item: str) -> str:
    return f"{item}: the channels of its blocks have no closed form"


def channels_too_long(item: str) -> str:
    return f"{item}: its channels are too long to write"


def nested_too_deep(item: str) -> str:
    return f"{item} is nested too deeply to work out its channels"


# --- Of costs

WEIGHTS = "the weights"
PARAMETERS = "the parameters"
FLATTENED_LENGTH = "the flattened length"
LAST_LAYER = "the last layer"
CHANNELS_MISSING = "channels are missing; write in3 at the start, and c3-64 for 64 channels"


def cost_of(what: str, where: str, reason: str) -> str:
    return f"{what} of {where}: {reason}"


def one_or_a_channel(word: str) -> str:
    return f"{word} has one parameter, or one per channel: leave it out, or write relu"


# --- Of what a framework does not do

SAME_STRIDE = "PyTorch refuses padding='same' with a stride; the size is that of TensorFlow and ONNX"
POOL_PADDING = "PyTorch refuses a pool whose padding is more than half its kernel"
POOL_3D = "PyTorch refuses a 3-D average pool whose input, without padding, is smaller than its kernel"
TRANSPOSED_RULE = "PyTorch has no same or valid padding for a transposed convolution; the size is that of Keras"
NEAREST = "PyTorch reads some wrong pixels at this factor, as its index is a float32; nearest-exact does not"
SCALE = "PyTorch computes this factor in floats: at some sizes its output is a pixel smaller, or reads a wrong pixel"
ONNX_SCALE = "ONNX stores this factor as a float32, which is smaller: at some sizes its output is a pixel smaller"
OPAQUE = "it is assumed to keep the size and to read only its own pixel, and its costs are left out"
MIX = "its costs are left out"
ONNX_DILATED = "ONNX Runtime refuses a dilated convolution with same padding"
ONNX_DILATED_POOL = "ONNX Runtime pads a dilated pool as if it were not dilated"
ONNX_NARROW = "ONNX Runtime crops where the kernel is smaller than the stride, and so reads other pixels"
ONNX_TRANSPOSED = "ONNX Runtime gives s(n-1)+k if the kernel is smaller than the stride; the specification says s*n"
ONNX_CEIL = "before opset 22, ONNX counts one more window where it would start in the padding after"
