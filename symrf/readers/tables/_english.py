"""What is said of a table or a configuration that is not read, and of what was inferred from it."""

from __future__ import annotations

from collections.abc import Collection

_ASSUME = "say what it is with --assume"


def _instead(name: str) -> str:
    word = "".join(letter if letter.isalnum() or letter in "_." else "_" for letter in name)
    return f'{_ASSUME} "{word} = …"'


def _listed(names: Collection[str], most: int = 3) -> str:
    names = list(names)
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + more


# --- Of Keras models as data


CUT = "this JSON is incomplete: paste it up to its last bracket"


def no_json(reason: str) -> str:
    return f"this is not JSON: {reason}"


OBJECT = "it contains an object"
TOO_MANY_AXES = "its input has more than three axes besides its channels"
NO_MODEL = "this is not a Keras model: there are no layers in its configuration"
NO_LAYERS = "this network has no layer with a window or a size"
NO_LIVE_MODEL = "this object has no get_config() that gives the layers of a Keras model"
NO_CONFIGURATION = "the configuration of a layer is missing"
TOO_DEEP = "models are nested too deep in this one"
CIRCLE = "these layers read each other in a circle, or read one that does not exist"


def unknown_layer(name: str, kind: str) -> str:
    return f"symrf does not know the layer {kind}: {_instead(name)}"


def unfit(name: str, kind: str, reason: str) -> str:
    return f"{name} ({kind}): {reason}; {_instead(name)}"


def left_out(name: str, kind: str, reason: str) -> str:
    return f"{name} ({kind}) and what follows it are left out: {reason}"


def joins_one(name: str) -> str:
    return f"{name} joins branches, but only one is given"


READS_ALL = "it is recurrent, or attends to every position, and the notation has no such layer"
EACH_STEP = "it does the same to each step of a sequence, but steps are not an axis in the notation"
FOLDS = "it folds or moves the axes of the image, for which the notation has no layer"
SECOND_INPUT = "it is a second input, but symrf reads networks with one"
EMBEDDED = "an embedding is read as a convolution with kernel 1 on a one-hot input, whose channels are the vocabulary"

# --- Of tables


NO_ROWS = "no row of this table is a layer with its shape"
NESTED = "this table contains the layers of a nested model: print it without expand_nested"
CHANNELS_FIRST = "in this table channels come before the size"


def no_window(
    name: str, kind: str, before: object, after: object, params: int | None = None, wired: bool = True
) -> str:
    told = "" if params is None else f" with {params:,} parameters"
    other = "" if wired else ", or it reads another row than the one before it"
    return f"{name}: no {kind} turns {before} into {after}{told}{other}; {_instead(name)}"


def several(name: str, before: object, after: object, fits: Collection[str]) -> str:
    return (
        f"{name}: {_listed(fits, 4)} all turn {before} into {after}, and the table does not say which: {_instead(name)}"
    )


def also(names: Collection[str], taken: str, fits: Collection[str], reads: bool) -> str:
    told = ", with other fields" if reads else ""
    return f"{_listed(names)}: {taken} is assumed; {_listed(fits, 4)} would also fit the table{told}"


def flat_input(name: str, features: int) -> str:
    return f"the input is not printed: {name}, which gives {features:,} values, is read as the input"


def groups(name: str, count: int) -> str:
    return f"{name} has the parameters of a convolution with {count} groups, and is assumed to be one"


def other_count(name: str, before: object, after: object) -> str:
    return f"{name} turns {before} into {after}, but the numbers of values differ"


def grouped(name: str, groups: int) -> str:
    return f"{name} has the parameters of {groups} groups; it may read another row than the one before it instead"


def undilated(names: Collection[str]) -> str:
    return (
        f"no dilation is printed, and 1 is assumed in {_listed(names)}: with a larger one the sizes may be the same,"
        " but the field is larger"
    )


def input_taken(guess: str, others: Collection[str]) -> str:
    told = f"; {_listed(others)} would also fit" if others else ""
    return f"the input is not printed: {guess} is assumed, a usual size that fits the first layer{told}"


_SAY_INPUT = 'give it with --assume "input = in3@224x224"'


def input_unknown(name: str, guesses: Collection[str]) -> str:
    told = f"; {_listed(guesses)} would fit" if guesses else ""
    return f"{name} reads the input, which is not printed{told}: {_SAY_INPUT}"


def kernel_of_channels(kernel: int, channels: int) -> str:
    return f"kernel {kernel} on {channels:,} channels"


def input_of_channels(name: str, params: int, kernels: Collection[str]) -> str:
    return (
        f"{name} reads the input, which is not printed, and its kernel and stride depend on it: {params:,} parameters"
        f" are {_listed(kernels)}; {_SAY_INPUT}"
    )


def no_dense(name: str, units: int, params: int) -> str:
    return f"{name}: no dense layer with {units:,} units has {params:,} parameters"


def biased(name: str, features: int, bias: bool) -> str:
    taken, other = ("with", "without") if bias else ("without", "with")
    more = features + 1 if bias else features - 1
    return f"{name}: {features:,} features {taken} a bias are assumed; {more:,} {other} one have as many parameters"


def no_sizes(name: str) -> str:
    return (
        f"{name}: the table prints no size, so strides and padding are not known: print the model built with a fixed"
        " input, such as Input((224, 224, 3))"
    )


CUT_SHAPE = "this shape is cut off, so its last number is not known: print it with model.summary(line_length=150)"


def hidden_before(name: str, taken: int, given: object) -> str:
    return (
        f"{name} takes {taken:,} features, but is given {given}: what comes between is not in the table;"
        " give it with --assume for the row before"
    )


def flattened_before(name: str) -> str:
    return f"{name} takes its input flattened, which the table does not print"


def averaged_before(name: str) -> str:
    return f"{name} takes one feature per channel: a global pooling that the table does not print is assumed before it"


def other_flat(name: str, printed: int, given: object, flat: int) -> str:
    return f"{name} prints {printed:,} features, but {given} makes {flat:,}: a row is missing before it"


def other_shape(name: str, kind: str, before: object, after: object) -> str:
    told = f"{name} ({kind}) keeps the size, but {after} is printed after {before}"
    return f"{told}: what comes between, such as F.max_pool2d, is not in the table; {_instead(name)}"


def wrong_count(name: str, kind: str, params: int, channels: int) -> str:
    return f"{name}: no {kind} of {channels:,} channels has {params:,} parameters"


def recurrent(name: str, kind: str) -> str:
    return f"{name} ({kind}) is assumed to read all steps at once, and is not looked into"


def opaque(name: str, kind: str) -> str:
    return f"{name} ({kind}) is not known to symrf: it keeps the shape, and is assumed to read only its own pixel"


def opaque_first(name: str, kind: str) -> str:
    return (
        f"{name} ({kind}) is not known to symrf, and the input is not printed: it is assumed to read only its own pixel"
    )


def resized(name: str) -> str:
    return f"{name}: how it interpolates is not printed; nearest is assumed"


def one_sided(name: str, sides: str) -> str:
    return f"{name}: how its padding is divided between the sides is not printed; {sides} is assumed"


def cannot_join(name: str, shapes: Collection[str]) -> str:
    return f"{name} joins {_listed(shapes)}, whose shapes do not fit"


def no_source(name: str, source: str) -> str:
    return f"{name} reads {source}, which is not a row before it"


def several_sources(name: str, source: str, names: Collection[str]) -> str:
    told = f"{name} reads {source}, which is cut off: {_listed(names)} begin like that"
    return f"{told}; print it with model.summary(line_length=150)"


def origin(start: float) -> str:
    return f"in this table the first pixel's centre is at {start:g}; its starts are converted, so that it is at 0"


def no_wiring() -> str:
    return "the table shows no wiring: each row is assumed to read the one before it, where the shapes allow"


LIGHTNING = (
    "this table has only names, types and parameters: kernels, strides, padding and sizes are not in it;"
    " print(model) has them, or torchinfo with col_names=input_size, output_size, kernel_size"
)


def only_parameters(kernels: Collection[str]) -> str:
    told = f" Judging by the parameters: {_listed(kernels, 3)}." if kernels else ""
    return (
        f"no sizes are printed, so strides, padding and pools are not known.{told} Print it with an input:"
        " torchinfo.summary(model, input_size=…), or print(model)"
    )


def reads_earlier(name: str, source: object) -> str:
    return f"{name} is assumed to read {source}, the last tensor before it with the right shape"


def joined_before(name: str, how: str, shapes: Collection[str]) -> str:
    return f"before {name}, {_listed(shapes)} are assumed to be {how}, which the table does not print"


def adds_its_input(kinds: Collection[str]) -> str:
    return f"{_listed(kinds)} is assumed to add its input to its output, as blocks of that name do"


def takes_other_shape(name: str, taken: object, given: object) -> str:
    return (
        f"{name} takes {taken}, but the row before it gives {given}: what comes between, such as F.max_pool2d in"
        f" forward, is not in the table; {_instead(name)}"
    )


def gives_other_shape(name: str, printed: object, given: object) -> str:
    return (
        f"{name} gives {printed}, but the last row in it gives {given}: what comes between is not in the table;"
        f" {_instead(name)}"
    )


def not_opened(name: str, kind: str) -> str:
    return f"{name} is a {kind} whose layers are not printed: print the table with a larger depth; or {_instead(name)}"


def pooled_or_strided(name: str, strided: str) -> str:
    return (
        f"{name}: {strided} fits, and so does a pooling with 2 in forward and a stride of 1, which this table would not"
        f" print: {_instead(name)}"
    )


def block_ends(names: Collection[str]) -> str:
    return f"{_listed(names)} are assumed to be blocks around the rows before them"
