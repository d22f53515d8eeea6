"""What is said of a program that is not read, and of what was assumed in it."""

from __future__ import annotations

# ---- the program -----------------------------------------------------------------------------------------------------

TOO_MANY_STEPS = "this program takes too many steps to be read"
TOO_DEEP = "the calls or expressions of this program are nested too deeply to be read"
NO_NETWORK = "there is no network in this program: no class with a forward, and no nn.Sequential"
NO_OUTPUT = "its forward returns no tensor that symrf can follow"
NO_FORWARD = "There is no forward: the layers are taken one after another, in the order in which they are made."


def left_out(name: str, message: str) -> str:
    return f"{name} is left out: {message}."


def syntax(message: str | None, line: int) -> str:
    return f"Python cannot read line {line}: {message}"


def python_error(message: str) -> str:
    return f"Python would stop here: {message}"


def raises(statement: str) -> str:
    return f"the program stops here: {statement}"


def takes_so_many(name: str, wanted: int, found: int) -> str:
    return f"{name} takes {wanted} arguments, but is given {found}"


def takes_no_argument(name: str, argument: str) -> str:
    return f"{name} has no argument {argument}"


def not_known(text: str) -> str:
    return f"this text does not show what {text} is"


def loop_not_known(text: str) -> str:
    return f"this text does not show how often this loop runs: {text} is not known. Add the call with its numbers"


def taken_to_hold(text: str) -> str:
    return f"It is not known whether {text}: it is assumed to hold."


# ---- tensors ---------------------------------------------------------------------------------------------------------

LOOP_OVER_TENSOR = "a tensor cannot be unpacked or looped over here"
TRUTH_OF_TENSOR = "a condition depends on the numbers in a tensor, which are not known"
PUT_INTO_TENSOR = "numbers are put into a tensor here, which symrf cannot follow"
VECTOR_FOR_IMAGE = "this layer reads an image, but is given a vector"
DIMENSIONS_MOVED = "the dimensions of this tensor have been moved, so this does not work along its axes"
FOLDED = "an axis is folded into another dimension here, which symrf cannot follow"
SQUEEZED = "The squeezed dimension is assumed to be 1."
FLATTENS_BATCH = "This also flattens the batch, which is assumed to be 1."
POOLED_ALONG_ONE = "a mean or a maximum along only some axes cannot be written as a layer"
JOINED_ALONG_AXIS = "tensors are joined along an axis here, not over channels, which symrf cannot follow"
SPLIT_ALONG_AXIS = "a tensor is split along an axis here, not over channels, which symrf cannot follow"
DEPENDS_ON_SIZE = "this number depends on the size of the input and is not the size of another tensor: give the size"
INDEX_NOT_KNOWN = "this text does not show the value of this index"
CUTS_BATCH = "the batch is split here, which symrf cannot follow"
PICKS_PIXEL = "single pixels of a tensor are taken here, which symrf cannot follow"
PRODUCT_OF_MATRICES = (
    'tensors are multiplied as matrices here: say what the whole module is, as in --assume "Attention = mix"'
)
REPEATS = "a tensor is repeated along an axis here, which symrf cannot follow"
LINEAR_ALONG_AXIS = "this Linear works along the last axis of an image; is a flatten missing before it?"
TWO_INPUTS = "tensors from two inputs meet here, but symrf reads networks with one"
EMBEDDED = "The output of the Embedding is taken as the input."
CHANNELS_FIRST = "The first number of the input's shape is read as its channels, as in Theano."
LIST_IN_SEQUENTIAL = "nn.Sequential takes modules, not a list of them: write a star before it, nn.Sequential(*layers)"
SAME_WITH_STRIDE = "PyTorch refuses padding='same' with a stride; it is read as in ONNX and TensorFlow."
LAST_STEP = "The step taken of a recurrent layer reads all steps."
PADS_TO_FIT = "F.pad makes up for sizes that differ: it is left out, and the sizes are assumed to agree."


def turned(order: object) -> str:
    return f"The dimensions of the input are first put in the order {order}: its size is given in that order."


def no_dimension(found: object, rank: int) -> str:
    return f"{found} is not a dimension of a tensor that has {rank}"


def cannot_view(sizes: str) -> str:
    return f"symrf cannot follow a view as ({sizes})"


def channels_disagree(first: object, second: object) -> str:
    return f"tensors with {first} and {second} channels do not go together"


def channels_given(name: str, wanted: object, found: object) -> str:
    return f"{name} takes {wanted} channels, but is given {_named(found)}"


def features_given(wanted: object, found: object) -> str:
    return f"Linear takes {_named(wanted)} features, but is given {_named(found)}"


def joined_with_unknown(name: str) -> str:
    return f"{name} is joined with a tensor here, but symrf does not know it"


def _named(value: object) -> str:
    from symrf.formulas.printing.plain import PLAIN
    from symrf.formulas.tree import Written

    return PLAIN(value) if isinstance(value, Written) else str(value)


# ---- names that are not defined --------------------------------------------------------------------------------------


def taken_to_keep(name: str) -> str:
    return f"{name} is not defined here: it is assumed to keep the size and to read only its own pixel."


def taken_by_name(name: str) -> str:
    return f"{name} is assumed to do what its name says: it keeps the size."


def taken_for_numbers(name: str) -> str:
    return f"{name} is not known: it is assumed to be numbers that change no size."


def further_input(name: str) -> str:
    return f"{name} is a further input: it is assumed to be the same as the first."


def unknown_function(name: str) -> str:
    return f'what {name} does to tensors is not known: say what it does, as in --assume "{name} = id"'


def unknown_module(name: str) -> str:
    return f'this text does not show what {name} is: say what it is, as in --assume "{name} = c3p1"'


def only_named(name: str) -> str:
    return (
        f"{name} is only named here: its layers are not in this text. Give the printed model, or say what it is, as in "
        f'--assume "{name} = c3p1"'
    )


def wraps(name: str) -> str:
    return f"{name} only changes the weights of a module"


def no_forward(name: str) -> str:
    return f"{name} has no forward of its own"


def no_tensor(name: str) -> str:
    return f"{name} is called with something that is not a tensor that symrf can follow"


def made_of_tensor(name: str) -> str:
    return f"{name} is given a tensor where it is made: write {name}(...)(x)"


def other_axes(name: str, count: int) -> str:
    return f"{name} does not work on a tensor with {count} axes"
