"""What is said of a print of a network that is not read, and of what was taken for granted in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from symrf.networks.notation.architecture import Value

TOO_LARGE = "the network is too large or too deeply nested to be read"
NO_MODULE = "no module of a network is printed here, such as (conv1): Conv2d(3, 64, kernel_size=(3, 3), stride=(1, 1))"
OVERLOOKED = "this layer stands outside of the modules around it: put each printed module on lines of its own"
SCRIPTED = "a scripted module prints no numbers: print the module before torch.jit.script"

ROUNDING_IS_NOT_PRINTED = "Torch 7 does not print whether a pool rounds up: it is taken to round down."
CONNECTIONS_ARE_NOT_PRINTED = (
    "this layer joins several others, and the table does not say which: give the connections, or an ONNX file"
)

MODULES_ARE_MISSING = (
    "a graph of torch.fx says how modules are wired, and not what they are, no kernel and no stride: "
    "paste print(model) before it"
)
SCRIPT = (
    "a graph of torch.jit is not read, as it has its kernels in tensors: paste print(model) of the module before it "
    "was traced, or hand it over as an object"
)
STATEMENT = "this step of the graph is not read"
SEVERAL_INPUTS = "the graph has several inputs, and a network has one"

BEGINS_INSIDE = "The text begins inside of a module: what precedes is not in the network."
NODES_IN_THEIR_ORDER = "Nothing around the modules says how they are wired: they are taken one after the other."
CUT = "The text ends before its brackets close: what may follow is not in the network."

_HIDDEN = "a print does not show what forward does"


def _names(names: Iterable[str]) -> str:
    """Each name once, at most five of them."""
    found = list(dict.fromkeys(filter(None, names)))
    return ", ".join(found[:5]) + (" …" if len(found) > 5 else "")


def _assume(name: str) -> str:
    return f'say what it is, --assume "{name} = c3p1-64 relu", or give the code'


# ---- what was taken for granted --------------------------------------------------------------------------------------


def in_their_order(names: Sequence[str]) -> str:
    return (
        f"A print does not show what forward does, nor functions that it calls, such as F.max_pool2d: the children of "
        f"{_names(names)} are taken one after the other."
    )


def wired_by_name(names: Sequence[str]) -> str:
    return f"{_names(names)}: wired as blocks of such names are."


def one_after_the_other(names: Sequence[str]) -> str:
    return f"The modules {_names(names)} are taken one after the other."


def made_out(name: str, layers: Sequence[str]) -> str:
    return f"{name} is taken for {' '.join(layers)}, after its name."


def taken_for_a_gate(name: str) -> str:
    return f"{name} pools to a pixel and ends in a sigmoid: it is taken to be a gate, by which its input is multiplied."


def form_is_not_printed(name: str) -> str:
    return f"{name} does not print its shape; it is taken to be what its neighbours need."


def head_left_out(name: str) -> str:
    return f"{name} reads several places, which a print does not show: it is left out."


def ends_before(key: str, name: str) -> str:
    return f"{key} and what follows it are left out: {name} reads a sequence."


def rounds_up(pool: str) -> str:
    return f"PyTorch does not print whether {pool} rounds up: it is taken to, as the branch beside it does."


def ends_within(key: str, name: str) -> str:
    return f"{key} is left out: the text ends within this {name}."


def called_later(key: str, before: str) -> str:
    return f"{key} is printed before {before}, which takes an image: it is taken to be called behind the last of these."


def elided_at_the_end(key: str) -> str:
    return f"{key} is left out: the text has ... in its place."


def beside_the_way(key: str) -> str:
    return f"{key} is left out, as a head beside the way to the output."


def goes_round(key: str) -> str:
    return f"{key} takes more channels than the module before it gives: the rest is taken from an earlier stage."


def chomped(name: str, amount: Value) -> str:
    return f"{name} is taken to cut the {amount} pixels behind, which the convolution before it padded."


def printed_twice(name: str) -> str:
    return f"{name} has the layers that are printed before it: they are taken to be the same, printed twice."


def cropped(key: str) -> str:
    return f"{key}: convolutions without padding lie between, so that what comes from an earlier stage is cropped."


def side_by_side(key: str, count: Value) -> str:
    return f"{key} takes {count} channels, as the module around it does: it is taken for another branch on its input."


def another_head(key: str, count: Value) -> str:
    return f"{key} takes {count} features, as an earlier layer gives them: it is taken for another output."


def added_up(name: str) -> str:
    return f"The branches of {name} have the same channels: they are taken to be added."


def several_ends(name: str) -> str:
    return f"{name} has several ends, which nothing that is printed joins: each is an output."


def becomes_an_image(features: Value, count: Value, side: int) -> str:
    return f"{features} features are taken to become {count} channels of {side} by {side} pixels."


def pooled_in_forward(name: str, count: Value) -> str:
    return f"{name} takes {count} features, as many as there are channels: forward is taken to pool globally before."


def flattened_in_forward(name: str) -> str:
    return f"Flattening before {name} is not printed, and taken to be done in forward."


def called_again(pool: str, after: str) -> str:
    return f"A module that forward calls again is printed once: {pool} may also be called after {after}."


def called_again_fits(pool: str, dense: str, count: int, printed: str, again: str) -> str:
    return (
        f"A module that forward calls again is printed once: as printed, the {count} features of {dense} are those of "
        f"{printed}; with {pool} after each convolution, of {again}."
    )


def inputs(sizes: Sequence[int]) -> str:
    if not sizes:
        return "no square input"
    return f"an input of {sizes[0]} to {sizes[-1]} pixels" if len(sizes) > 1 else f"an input of {sizes[0]} pixels"


# ---- what is refused -------------------------------------------------------------------------------------------------


def unknown_module(name: str, key: str) -> str:
    return f"{key or name}: what {name} does is not printed, and it may change the size; {_assume(name)}"


def elided(key: str) -> str:
    return f"{key} is printed as ... alone, so that its layers are not known; paste all of the print"


def gap_in_print(name: str) -> str:
    return f"some of the children of {name} are printed as ... alone; paste all of the print"


def reads_a_sequence(name: str) -> str:
    return f"{name} reads a sequence, or words, step by step: such a network has no windows and no field"


def other_channels(name: str, takes: Value, given: Value) -> str:
    return (
        f"{name} takes {takes} channels and the module before it gives {given}: {_HIDDEN}, and no wiring that is known "
        "fits; give the code, or --assume what the block is"
    )


def other_features(name: str, takes: Value, given: Value) -> str:
    return f"{name} takes {takes} features and the layer before it gives {given}: {_HIDDEN}; give the code"


def no_multiple(name: str, takes: Value, channels: Value) -> str:
    return (
        f"{name} takes {takes} features, which are no multiple of the {channels} channels before it: {_HIDDEN}; "
        "give the code"
    )


def no_square_image(name: str, features: Value | None, channels: Value) -> str:
    return f"{name} takes {channels} channels, and {features} features are no square image of them; give the code"


def attention(name: str) -> str:
    return f"{name} compares each place with all others: it has no windows, and how it is wired is not printed"


def image_of_a_pixel(name: str) -> str:
    return f"{name} needs an image, and what comes before it was taken to be a vector: {_HIDDEN}; give the code"


def window_on_a_pixel(name: str) -> str:
    return f"{name} would read what was pooled to one pixel: {_HIDDEN}, and this is no chain; give the code"


def pools_everything(name: str) -> str:
    return f"{name} pools everything to a pixel, and an image is needed behind it: {_HIDDEN}; {_assume(name)}"


def other_axes(name: str, before: int, now: int) -> str:
    return f"{name} works on {now} axes and the layers before it on {before}: how they are folded is not printed"


def half_of_what(name: str) -> str:
    return f"{name} goes on with half of its channels, and how many it is given is not known"


def other_levels(name: str, members: int, levels: int) -> str:
    return f"{name} has {members} members, one for each output of the list before it, which has {levels}; give the code"


def lists_side_by_side(names: Sequence[str]) -> str:
    return (
        f"{_names(names)} are lists of the same length, and how forward goes through them is not printed; give the code"
    )


def chain_or_branches(name: str, around: str) -> str:
    return (
        f"{name} fits behind the module before it, and on the input of {around} as well, with another size: {_HIDDEN}; "
        f"{_assume(around)}"
    )


def no_skip(name: str) -> str:
    return (
        f"{name} also takes what an earlier stage gave, and none that is printed fits: pooling in forward, or a module "
        "that is called again, is not printed; give the code"
    )


def branches_of_other_sizes(name: str) -> str:
    return f"the branches of {name} have other strides, so that they cannot meet as printed; give the code"


def branches_do_not_meet(name: str, count: Value) -> str:
    return f"{name} has branches that do not come to the {count} channels which follow: {_HIDDEN}; {_assume(name)}"


def no_layers(name: str) -> str:
    return f"no layer of {name or 'the network'} is printed"


def numbers_missing(name: str) -> str:
    return f"{name}: the text does not give its numbers, kernel, stride and channels; give the code or print(model)"


def table_of_tensors(name: str) -> str:
    return f"{name} is given several tensors, and what it makes of them is not known"


def view_of_no_numbers(name: str) -> str:
    return f"{name} does not print its numbers: it is taken to make a vector."


def numbers_not_read(key: str, name: str) -> str:
    return f"{key or name}: the numbers of {name} are not printed in a form that is read, such as {name}(3, 64, …)"


def takes_several(name: str) -> str:
    return f"{name} takes several tensors, or picks from them, and a network that is read has one input: paste a part"


def unknown_table(name: str) -> str:
    return f"{name}: what it does with the modules in it is not known, and it may change the size; give the code"


def unknown_line(kind: str) -> str:
    return f"{kind}: a layer that is not known, and that may change the size"


def not_beside(path: str) -> str:
    return f"{path} is not among the modules that are printed, or its numbers are not"
