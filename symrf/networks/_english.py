"""What is said of a network that cannot be derived, of wrong options, and of what is not worked out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from symrf.formulas import limits
from symrf.formulas.spelling import hint

# --- Of what is given


def no_text(what: str, example: str, given: object) -> str:
    return f"{what} is a text, such as {example}, not {given!r}"


def no_texts(what: str, example: str, given: object) -> str:
    return f"{what} are texts, such as {example}, not {given!r}"


def no_number(name: str, given: object) -> str:
    return f"{name} is a whole number, such as {name}=64, not {given!r}"


def no_positive(name: str, given: object) -> str:
    return f"{name} is a whole number from 1 on, not {given!r}"


def no_budget(given: object) -> str:
    return f"a budget is a number of seconds above 0, up to {limits.BUDGET_MOST_SECONDS:,}, such as 20, not {given!r}"


def sizes_without_names(given: object) -> str:
    return f"sizes are given by their names, such as {{'w': 64}}, not {given!r}"


def symbols_without_names(example: str, given: object) -> str:
    return f"symbols are given by name, such as {example}, not {given!r}"


def symbols_renamed(name: str) -> str:
    return f"symbols= is now {name}="


def no_choice(what: str, given: object, known: Iterable[str]) -> str:
    names = list(known)
    return f"there is no {what} {given!r}{hint(str(given), names)}: choose one of {', '.join(names)}"


def no_origin(origin: object) -> str:
    return f"the first pixel is at 0, at 1/2 or at 1, not at {origin!r}"


# --- Of axes


def no_axis(axis: str, axes: Iterable[str]) -> str:
    return f"there is no axis {axis}: the input has {', '.join(axes)}"


def wrong_number_of_axes(count: int) -> str:
    return f"a network has one to three axes, not {count}"


def no_name_for_an_axis(axis: str) -> str:
    return f"{axis!r} is no name for an axis: letters and digits, such as w, h or x_1"


def axis_named_twice(axes: Iterable[str]) -> str:
    return f"an axis is named twice: {', '.join(axes)}"


# --- Of layers and their order


def outside_of_branches(layer: str) -> str:
    return f"{layer} stands outside of branches: there is nothing that it would fit; name it, as in {layer}@P3"


def every_branch_fits(item: str, layer: str) -> str:
    return f"{item}: {layer} fits its branch to the others, and every branch has such a layer"


def fits_before_others(item: str, layer: str) -> str:
    return f"{item}: {layer} is the last layer of its branch, which it fits to the others"


def fits_what_follows(layer: str) -> str:
    return f"{layer} has the size of what goes on from it"


def tapped_in_a_power(text: str, tap: str) -> str:
    return f"{text} is not written out, so that {tap} means nothing in it"


def after_flat(item: str, flat: str) -> str:
    return f"{item} stands after {flat}, which leaves 1 pixel on each axis: it has no image to work on"


def view_of_an_image(item: str) -> str:
    return f"{item} makes an image of a vector, and receives an image: write flatten before it"


def several_outputs(names: Sequence[str]) -> str:
    last = names[-1]
    return f"the network has the outputs {', '.join(names)}: ask for one, by out @{last} alone or outputs[{last!r}]"


def look_alike(name: str, other: str) -> str:
    return f"{name} and {other} look alike: rename one of them"


def numbers_for_axes(layer: str, count: int, what: str, axes: Sequence[str]) -> str:
    numbers = "1 axis" if len(axes) == 1 else f"{len(axes)} axes"
    said = "1 number" if count == 1 else f"{count} numbers"
    return f"{layer} has {said} for its {what}, and the input has {numbers}: {', '.join(axes)}"


def sizes_for_axes(text: str, sizes: Sequence[str], axes: Sequence[str]) -> str:
    """That an input has a number of sizes that is not that of its axes, and how it could be written."""
    wrong = numbers_for_axes(text, len(sizes), "size", axes)
    if len(sizes) > 1:
        return wrong
    return f"{wrong}: write {text}{f'x{sizes[0]}' * (len(axes) - 1)}, or --axes {axes[0]}"


def pads_more_than_its_kernel(layer: str) -> str:
    return f"{layer} pads more than its kernel: a window would lie in the padding alone"


def no_causal_transposed(layer: str) -> str:
    return f"{layer}: a transposed convolution has no causal padding"


def output_padding_too_large(layer: str, extra: object, stride: object, dilation: object) -> str:
    return f"{layer}: its output padding {extra} must be less than its stride {stride} or its dilation {dilation}"


def numbers_too_long(item: str) -> str:
    return f"{item}: its numbers are too long to write"


def no_window(item: str, window: str = "window") -> str:
    return f"{item} is in a repeat that is too long to write out, and is no {window}"


def kept_whole(item: str) -> str:
    return f"{item} is in a repeat that is kept whole, and is no window"


# --- Of sizes: `suiting` is the few inputs that suit, and empty where there are none


def symbols_meet(item: str, reason: object) -> str:
    return f"{item}: symbols meet {reason}"


def symbols_meet_no_window(item: str) -> str:
    return f"{item}: symbols, or numbers too long to write, meet a layer that is no window"


def flattened_from(item: str, sizes: str) -> str:
    return f"{item}: its branches are flattened from {sizes}"


def too_many_suit(item: str) -> str:
    return f"{item}: the sizes that suit it are too many to work out"


def few_suit(axis: str, inputs: str) -> str:
    return f"{axis} = {inputs} alone"


def suiting_branches(item: str, suiting: str) -> str:
    return f"{item}: {f'all of its branches take {suiting}' if suiting else 'no input suits all of its branches'}"


def branches_differ(item: str, suiting: str, sizes: str, at: str, numbers: str) -> str:
    agree = f"have one size for {suiting}" if suiting else "cannot have one size"
    return f"{item}: its branches {agree}: {sizes}; at {at} they are {numbers}"


def cannot_cut(item: str, received: str, target: str, suiting: str) -> str:
    cuts = f"{received} to {target}"
    return f"{item} cuts {cuts} for {suiting}" if suiting else f"{item} cannot cut {cuts}"


def does_not_divide(item: str, divisor: object, received: str, suiting: str) -> str:
    but = f": it does for {suiting}" if suiting else ""
    return f"{item} takes what {divisor} divides, and receives {received}{but}"


def no_output(item: str, received: str, least: object) -> str:
    return f"{item} has no output: it receives {received}, and takes {least} or more"


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
    return f"{layer} meets branches of {' and '.join(map(str, sizes))} pixels"


def cannot_cut_pixels(layer: str, received: int, target: int) -> str:
    return f"{layer} cannot cut {received} pixels to {target}"


def cannot_take_pixels(layer: str, received: int, divisor: object) -> str:
    return f"{layer} cannot take {received} pixels, which {divisor} does not divide"


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
START_DEPENDS_ON_SIZES = "depends on the sizes on the way, through more layers than are written out"
UNWRITTEN_REPEAT = "a repeat that is not written out"
APART_BETWEEN_SHUFFLES = "several layers between a pixel unshuffle and its shuffle read pixels that stand apart"
GATES_REPEATED = "gates in a repeat that is not written out read all that there is"
WITHOUT_REACH = "a layer without a reach"


def not_read(reason: object) -> str:
    return f"what an output reads is not worked out: {reason}"


# --- Of quantities

NOT_WORKED_OUT = "it is not worked out"
FIELD_BY_OUTPUT = "the field is another function of the size for each output"
NO_ONE_JUMP = "there is no one jump: the network is not one convolution"
NO_ONE_PADDING = "there is no one padding: the network is not one convolution"
NO_AREA = "the area is not worked out: it depends on the symbols, or outputs read unlike or too raggedly"


def field_without_gates(field: str) -> str:
    return f"gates read all that they read for every output; without them the field is {field}, which is rf.ungated"


MOST_IS_MEANT = "outputs may read differently: the most is meant"


def most_of(least: str, most: str) -> str:
    return f"an output reads {least} to {most} pixels, as it lies: the most is meant"


def no_start(why: str) -> str:
    return f"the start {why}"


# --- Of channels


def unfit(item: str, words: str, symbolic: bool) -> str:
    return f"{item}: {words}{' for all values of the symbols' if symbolic else ''}"


def groups_do_not_divide(groups: object, *channels: object) -> str:
    return f"{groups} groups do not divide {' and '.join(map(str, channels))} channels"


def fewer_than_taken(received: object) -> str:
    return f"there are {received} channels"


def no_such_view(received: object, pixels: object, channels: object) -> str:
    image = f"{pixels} pixels" if channels is None else f"{channels} channels of {pixels} pixels"
    return f"{received} features are not {image}"


def no_multiple(channels: object, pixels: object) -> str:
    return f"{channels} channels are no multiple of {pixels}"


def cannot_meet(channels: Iterable[object], multiplied: bool) -> str:
    met = "multiplied" if multiplied else "added"
    return f"branches of {' and '.join(map(str, channels))} channels cannot be {met}"


def not_in_closed_form(item: str) -> str:
    return f"{item}: the channels of its blocks are not in closed form"


def channels_too_long(item: str) -> str:
    return f"{item}: its channels are too long to write"


def nested_too_deep(item: str) -> str:
    return f"{item} is nested too deep to look for its channels"


# --- Of costs

WEIGHTS = "the weights"
PARAMETERS = "the parameters"
FLATTENED_LENGTH = "the flattened length"
LAST_LAYER = "the last layer"
CHANNELS_MISSING = "channels are missing, write in3 at the start and c3-64 for 64"


def cost_of(what: str, where: str, reason: str) -> str:
    return f"{what} of {where}: {reason}"


def one_or_a_channel(word: str) -> str:
    return f"{word} has one parameter or one a channel: leave it out, or write relu"


# --- Of what a framework does not do

SAME_STRIDE = "PyTorch refuses padding same with a stride; the size is that of TensorFlow and ONNX"
POOL_PADDING = "PyTorch refuses a pool that pads more than half its kernel"
POOL_3D = "PyTorch refuses an average pool in three dimensions whose input, without padding, is less than its kernel"
TRANSPOSED_RULE = "PyTorch has no padding by rule for a transposed convolution; the size is that of Keras"
NEAREST = "PyTorch reads wrong pixels at this factor, for its index is a float32; nearest-exact reads these"
SCALE = "PyTorch reckons with this factor in floats: at some sizes it gives a pixel less, or reads a wrong one"
ONNX_SCALE = "ONNX has this factor as a float32, which is less: at some sizes it gives a pixel less"
OPAQUE = "it is taken to keep the size and to read its own pixel, and what it costs is left out"
MIX = "what it costs is left out"
ONNX_DILATED = "ONNX Runtime refuses a dilated convolution with padding same"
ONNX_DILATED_POOL = "ONNX Runtime pads a dilated pool as if it were not dilated"
ONNX_NARROW = "ONNX Runtime pads a kernel below its stride by a negative number, and reads other pixels"
ONNX_TRANSPOSED = "ONNX Runtime gives s(n-1)+k where the kernel is below the stride; this is the specification's s*n"
ONNX_CEIL = "before opset 22, ONNX infers one more window where that starts in the padding after"
