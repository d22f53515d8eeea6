"""What is said of a print of a network that is not read, and of what was taken for granted in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from symrf.networks.notation.architecture import Value

TOO_LARGE = "the network is too large or too deeply nested to be read"
NO_MODULE = "there is no printed module here, such as (conv1): Conv2d(3, 64, kernel_size=(3, 3), stride=(1, 1))"
OVERLOOKED = "this layer is outside the modules around it: put each printed module on lines of its own"
SCRIPTED = "a scripted module prints no numbers: print the module before torch.jit.script"

ROUNDING_IS_NOT_PRINTED = "Torch 7 does not print whether a pool rounds up: it is assumed to round down."
CONNECTIONS_ARE_NOT_PRINTED = (
    "this layer joins several others, but the table does not say which: give the connections, or an ONNX file"
)

MODULES_ARE_MISSING = (
    "a graph of torch.fx shows how modules are wired, but no kernels and strides: put the output of print(model) "
    "before it"
)
SCRIPT = (
    "a graph of torch.jit cannot be read, as its kernels are in tensors: paste print(model) of the module before it "
    "was traced, or pass the module itself"
)
STATEMENT = "this step of the graph cannot be read"
SEVERAL_INPUTS = "the graph has several inputs, but a network has one"

BEGINS_INSIDE = "The text begins inside a module: what comes before is not in the network."
NODES_IN_THEIR_ORDER = "Nothing shows how the modules are wired: they are taken one after another."
CUT = "The text ends before its brackets close: what may follow is not in the network."

_HIDDEN = "a print does not show what forward does"


def _names(names: Iterable[str]) -> str:
    """Each name once, at most five of them."""
    found = list(dict.fromkeys(filter(None, names)))
    return ", ".join(found[:5]) + (" …" if len(found) > 5 else "")


def _assume(name: str) -> str:
    return f'say what it is with --assume "{name} = c3p1-64 relu", or give the code'


# ---- what was taken for granted --------------------------------------------------------------------------------------


def in_their_order(names: Sequence[str]) -> str:
    return (
        f"A print does not show what forward does, nor functions that it calls, such as F.max_pool2d: the children of "
        f"{_names(names)} are taken one after another."
    )


def wired_by_name(names: Sequence[str]) -> str:
    return f"{_names(names)}: wired as blocks of that name usually are."


def one_after_the_other(names: Sequence[str]) -> str:
    return f"The modules {_names(names)} are taken one after another."


def made_out(name: str, layers: Sequence[str]) -> str:
    return f"{name} is assumed to be {' '.join(layers)}, judging by its name."


def taken_for_a_gate(name: str) -> str:
    return f"{name} pools to one pixel and ends in a sigmoid: it is assumed to be a gate that multiplies its input."


def form_is_not_printed(name: str) -> str:
    return f"{name} does not print its shape; it is assumed to be what its neighbours need."


def head_left_out(name: str) -> str:
    return f"{name} reads the outputs of several layers, which a print does not show: it is left out."


def ends_before(key: str, name: str) -> str:
    return f"{key} and what follows it are left out: {name} reads a sequence."


def rounds_up(pool: str) -> str:
    return f"PyTorch does not print whether {pool} rounds up: it is assumed to, like the branch beside it."


def ends_within(key: str, name: str) -> str:
    return f"{key} is left out: the text ends inside this {name}."


def called_later(key: str, before: str) -> str:
    return (
        f"{key} is printed before {before}, which takes an image: it is assumed to be called after the last of these."
    )


def elided_at_the_end(key: str) -> str:
    return f"{key} is left out: the text has ... in its place."


def beside_the_way(key: str) -> str:
    return f"{key} is left out, as a head beside the path to the output."


def goes_round(key: str) -> str:
    return (
        f"{key} takes more channels than the module before it gives: the rest is assumed to come from an earlier stage."
    )


def chomped(name: str, amount: Value) -> str:
    return f"{name} is assumed to cut off the last {amount} pixels, which the convolution before it padded."


def printed_twice(name: str) -> str:
    return f"{name} has the same layers as the ones printed before it: they are assumed to be printed twice."


def cropped(key: str) -> str:
    return f"{key}: convolutions without padding lie between, so the output of the earlier stage is cropped."


def side_by_side(key: str, count: Value) -> str:
    return f"{key} takes {count} channels, like the module around it: it is assumed to be another branch on its input."


def another_head(key: str, count: Value) -> str:
    return f"{key} takes {count} features, as an earlier layer gives: it is assumed to be another output."


def added_up(name: str) -> str:
    return f"The branches of {name} have the same channels: they are assumed to be added."


def several_ends(name: str) -> str:
    return f"{name} has several ends, and nothing printed joins them: each is an output."


def becomes_an_image(features: Value, count: Value, side: int) -> str:
    return f"{features} features are assumed to become {count} channels of {side} by {side} pixels."


def pooled_in_forward(name: str, count: Value) -> str:
    return f"{name} takes {count} features, one per channel: forward is assumed to pool globally before it."


def flattened_in_forward(name: str) -> str:
    return f"No flatten is printed before {name}: forward is assumed to do it."


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
    return f"{key} is printed only as ..., so its layers are not known; paste the whole print"


def gap_in_print(name: str) -> str:
    return f"some of the children of {name} are printed only as ...; paste the whole print"


def reads_a_sequence(name: str) -> str:
    return f"{name} reads a sequence, or words, step by step: such a network has no windows and no field"


def other_channels(name: str, takes: Value, given: Value) -> str:
    return (
        f"{name} takes {takes} channels, but the module before it gives {given}: {_HIDDEN}, and no known wiring "
        "fits; give the code, or --assume what the block is"
    )


def other_features(name: str, takes: Value, given: Value) -> str:
    return f"{name} takes {takes} features, but the layer before it gives {given}: {_HIDDEN}; give the code"


def no_multiple(name: str, takes: Value, channels: Value) -> str:
    return (
        f"{name} takes {takes} features, which is not a multiple of the {channels} channels before it: {_HIDDEN}; "
        "give the code"
    )


def no_square_image(name: str, features: Value | None, channels: Value) -> str:
    return (
        f"{name} takes {channels} channels, and {features} features do not make a square image of them; give the code"
    )


def attention(name: str) -> str:
    return f"{name} compares each position with all others: it has no windows, and its wiring is not printed"


def image_of_a_pixel(name: str) -> str:
    return f"{name} needs an image, but what comes before it was assumed to be a vector: {_HIDDEN}; give the code"


def window_on_a_pixel(name: str) -> str:
    return f"{name} would read an image pooled to one pixel: {_HIDDEN}, and this is not a plain chain; give the code"


def pools_everything(name: str) -> str:
    return f"{name} pools everything to one pixel, but an image is needed after it: {_HIDDEN}; {_assume(name)}"


def other_axes(name: str, before: int, now: int) -> str:
    return f"{name} works on {now} axes, but the layers before it on {before}: how they are folded is not printed"


def half_of_what(name: str) -> str:
    return f"{name} continues with half of its channels, but how many it is given is not known"


def other_levels(name: str, members: int, levels: int) -> str:
    wanted = f"one member for each of the {levels} outputs of the list before it"
    return f"{name} needs {wanted}, but has {members}; give the code"


def lists_side_by_side(names: Sequence[str]) -> str:
    return (
        f"{_names(names)} are lists of the same length, but how forward goes through them is not printed; give the code"
    )


def chain_or_branches(name: str, around: str) -> str:
    return (
        f"{name} fits after the module before it, but also on the input of {around}, with another size: {_HIDDEN}; "
        f"{_assume(around)}"
    )


def no_skip(name: str) -> str:
    return (
        f"{name} also takes an earlier stage's output, but none that is printed fits: pooling in forward, or a module "
        "that is called again, is not printed; give the code"
    )


def branches_of_other_sizes(name: str) -> str:
    return f"the branches of {name} have different strides, so they cannot meet as printed; give the code"


def branches_do_not_meet(name: str, count: Value) -> str:
    return f"{name} has branches that do not make up the {count} channels needed next: {_HIDDEN}; {_assume(name)}"


def no_layers(name: str) -> str:
    return f"no layer of {name or 'the network'} is printed"


def numbers_missing(name: str) -> str:
    return f"{name}: the text gives no kernel, stride and channels; give the code or print(model)"


def table_of_tensors(name: str) -> str:
    return f"{name} is given several tensors, but what it does with them is not known"


def view_of_no_numbers(name: str) -> str:
    return f"{name} does not print its numbers: it is assumed to make a vector."


def numbers_not_read(key: str, name: str) -> str:
    return f"{key or name}: the numbers of {name} are not printed in a form that is read, such as {name}(3, 64, …)"


def takes_several(name: str) -> str:
    return f"{name} takes several tensors, or picks from them, but a network has one input: paste a part of it"


def unknown_table(name: str) -> str:
    return f"{name}: what it does with its modules is not known, and it may change the size; give the code"


def unknown_line(kind: str) -> str:
    return f"{kind}: this layer is not known, and may change the size"


def not_beside(path: str) -> str:
    return f"{path} is not among the printed modules, or its numbers are not printed"
