"""What is said when something is asked that has no answer, and of how it was read, in English."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from symrf.exact.sets.residues import Residues
from symrf.formulas.spelling import nearest
from symrf.networks.quantities import NAMES

_EXAMPLE = "write a claim such as size = (w-2)/2-2, rf = 8 or size@pool1 at w=224 = 112"


_USUAL = ("size", "rf", "jump", "start", "padding", "minimum", "flat", "params", "macs", "flops")
_MOST_NAMES = 8


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names)


def _few(names: Sequence[str]) -> str:
    """The first of the names, and how many more there are."""
    more = len(names) - _MOST_NAMES
    return _listed(names) if more <= 1 else f"{_listed(names[:_MOST_NAMES])} and {more} more"


def _meant(name: str) -> str:
    return f"did you mean {name}?"


def _counted(count: int, word: str) -> str:
    return f"{count} {word}{'' if count == 1 else 's'}"


# ---- a claim that cannot be read -------------------------------------------------------------------------------------

CLAIM_IS_EMPTY = f"the claim is empty: {_EXAMPLE}"
CLAIM_ENDS_TOO_SOON = "the claim ends too soon: a sign such as = and a formula are missing"
INPUTS_ARE_MISSING = "write the inputs here, such as at w=64, h=64 or at 224"
ROUNDED_FRACTION = "no multiple of it is known to be whole for every input"
AFTER_INPUTS = "this must come before the inputs: write size at w=64 = 29, or size = 29 at w=64"
NO_OUTPUT = "there is no output"
DIVISION_BY_ZERO = "a division by zero"
SIZES_ARE_GIVEN_APART = "give the input's size with --at"
NO_CONDITION = "this asks for a value, which cannot be solved: write a condition such as 'size = 28'"
CONDITION_IS_MISSING = "a condition is missing: write one such as 'size = 28'"


def claim_too_long(characters: int) -> str:
    return f"a claim may have at most {characters:,} characters"


def too_many_signs(most: int) -> str:
    return f"a claim may have at most {most} signs such as ="


def write_claim(claim: str) -> str:
    return f"a claim needs a sign such as =: write {claim}"


def write_apart(claims: Sequence[str]) -> str:
    return f"these are {len(claims)} claims: write them separately, {' '.join(map(repr, claims))}"


def is_remark(claim: str | None) -> str:
    """That a line of a file is a sentence, and which claim it may be."""
    return f"this is neither a network nor a claim: write {claim or '# before a remark'}"


def no_quantity(word: str) -> str:
    near = nearest(word, NAMES)
    return f"{word} is not a quantity: " + (_meant(near) if near else f"choose one of {_listed(_USUAL)}")


NO_NETWORK_BEFORE = "a network must come before the first claim"


def network_is_unread(line: int, reason: str = "") -> str:
    return f"it is about the network on line {line}, which cannot be read{reason and f': {reason}'}"


def line(count: int) -> str:
    return f"line {count}"


NO_GROUNDS = "a verdict without its network has no certificate"


# ---- what a claim is about -------------------------------------------------------------------------------------------


def no_axis(axis: str, axes: Sequence[str]) -> str:
    return f"there is no axis {axis}: the input has {_listed(axes)}"


def input_of_another_axis(axis: str, given: Sequence[str]) -> str:
    return f"the claim is about {axis}, but gives the input on {_listed(given)}: write at {axis}=64"


def given_again(name: str, axis: str, other: str) -> str:
    if other in ("", name):
        return f"{name or axis} is given twice"
    meant = axis if axis not in (name, other) else f"the input on {axis}"
    return f"{other} and {name} are both read as {meant}: give one of them"


def trace_after_name(name: str) -> str:
    return f"an arrow joins the values of a trace: write {name}: 224 -> 222, or {name} >= 3"


def no_index(index: str, most: int) -> str:
    return f"there is no index {index}: the entries of a shape, with batch and channels, are 0 to {most - 1}"


def groups_of_inputs(number: str) -> str:
    return f"a comma separates the inputs of two axes: write {number.replace(',', '')} for {number}"


def other_count_of_inputs(count: int, axes: Sequence[str]) -> str:
    return f"an input with {_counted(count, 'size')} is given, but the axes are {_listed(axes)}"


def is_of_network(word: str, quantity: str) -> str:
    return f"{word} is a symbol or a layer of the network: write {quantity} for the quantity"


def several_outputs(quantity: str, names: Sequence[str]) -> str:
    return f"the network has the outputs {_listed(names)}: say which one, as in {quantity}@{names[-1]}"


def read_elsewhere(axis: str, known: int | None) -> str:
    where = "" if known is None else f": give the input, such as at {axis}={known}"
    return f"what outputs read depends on the input, as a layer is resized by a factor that changes with it{where}"


def no_layer(place: int, layers: int) -> str:
    return f"there is no layer {place}: the network has {_counted(layers, 'layer')}"


def no_layer_named(name: str | int, names: Sequence[str], near: str | None) -> str:
    meant = "" if near is None else f" ({_meant(near)})"
    return f"there is no layer named {name}{meant}: the layers are {_few(names)}"


def stands_more_than_once(name: str | int, places: Sequence[int]) -> str:
    return f"{name} occurs more than once: write one of {_listed([f'@{place}' for place in places])}"


def one_value(axis: str) -> str:
    return f"a claim about {axis} alone must give one value"


def other_count(count: int, axes: Sequence[str], of_size: bool) -> str:
    """That a claim gives more values than there are axes, or fewer; `of_size`: with channels, as a size may seem to."""
    there = f"the axes are {_listed(axes)}" if len(axes) > 1 else f"the axis is {_listed(axes)}"
    more = ": a size has no channels" if of_size and count == len(axes) + 1 else ""
    return f"the claim gives {_counted(count, 'value')}, but {there}{more}"


def one_number(quantity: str) -> str:
    return f"{quantity} is a single number, without axes"


def value_of_each_axis(name: str, axis: str) -> str:
    return f"{name} has a value on each axis: write {name}_{axis} for the one on {axis}"


def has_two_values(name: str) -> str:
    return f"{name} has two values here, so it cannot be used in a formula"


def no_alignment(values: int, quantity: str, changing: int, blocks: int, layers: int) -> str:
    """That a trace has as many values as there are of nothing."""
    there = "1 layer that changes" if changing == 1 else f"{changing} layers that change"
    parts = [f"{there} the {quantity}", *([_counted(blocks, "block")] if blocks else [])]
    return (
        f"{values} values are given, but the network has {_listed(parts)}, and {_counted(layers, 'layer')} altogether"
    )


def layers_differ(name: str, what: str) -> str:
    differ = f"the layers of this network differ in {what}"
    return f"{name} is the {what} of a layer, but {differ}: write the number, or its symbol"


def not_worked_out(quantity: str, reason: str) -> str:
    return f"the {quantity} is not worked out: {reason}"


# ---- what its symbols stand for --------------------------------------------------------------------------------------


def no_place_for_axis(name: str, about: Sequence[str], axes: Sequence[str]) -> str:
    return f"{name} cannot be used in a claim about {_listed(about)}; the axes are {_listed(axes)}"


def mistyped(name: str, meant: str) -> str:
    return f"{name} is not known: {_meant(meant)}"


def unknown_symbol(name: str, known: str) -> str:
    return f"{name} is not known: say what it stands for, as in --meaning {name}={known}"


# ---- what it says ----------------------------------------------------------------------------------------------------

RATE_NEEDED = "give the samples per second, as in --rate 16000 or --rate 16k"
PIXEL_NEEDED = "give the length of a pixel, as in --pixel 0.05m"
NO_CHANNELS_IN_A_TRACE = "a trace has sizes only: leave out the channels and the batch"
ONLY_PADDING_HAS_SIDES = "only padding has two sides, before:after"
TWO_SIDES = "padding has two sides, before:after, as in 6:0"
NUMBER_IS_NEEDED = "a number must follow a sign such as ≈"


def option_needed(unit: str, of_time: bool, product: str) -> str:
    what, option = ("time", "--rate 16000") if of_time else ("length", "--pixel 0.05m")
    worth = "the samples per second" if of_time else "the length of a pixel"
    return f"{unit} is a unit of {what}: give {worth}, as in {option}{product and f'; a product is {product}'}"


def unknown_unit(unit: str) -> str:
    return f"there is no unit {unit}: the units are us, ms, s, min, and nm, um, mm, cm, m, km"


def other_unit(quantity: str, unit: str, other: str) -> str:
    return f"{unit} counts {other}, but the claim is about {quantity}: leave out the unit, or claim {other}"


def two_readings(text: str, *readings: str) -> str:
    return f"{text} can be read in two ways: write {' or '.join(readings)}"


def value_on_one_axis(text: str, product: str, axis: str) -> str:
    return f"{text} can be read in two ways: write {product}, or the value on {axis} only"


def blanks_between_groups(text: str) -> str:
    groups = text.split()
    return f"a number must not contain blanks: write {','.join(groups)} or {''.join(groups)}"


def points_between_groups(text: str) -> str:
    return f"groups of three digits are separated by commas: write {text.replace('.', ',')}"


def whole_with_commas(quantity: str) -> str:
    return f"{quantity} is a single number: a comma may only separate groups of three digits, as in 64,128"


# ---- how a claim was read --------------------------------------------------------------------------------------------

BRACKETS_ARE_FLOOR = "square brackets are read as floor"
FACTORS_ARE_VALUES = "the factors are read as one value per axis"


def shape_of_input(axes: Sequence[str], batch: bool, last: bool) -> str:
    """How the shape of an input is read: its axes in their order, with channels first or last."""
    names = [*(["batch"] if batch else []), *([*axes, "channels"] if last else ["channels", *axes])]
    return f"the shape of the input is read as ({_listed(names)})"


def first_wrong(link: str, refuted: bool) -> str:
    return f"the first that is wrong is {link}" if refuted else f"the first that does not always hold is {link}"


LAYERS_THAT_CHANGE_IT = "the layers that change it"
LAYERS_WITH_PIXELS = "the layers that change it, up to those that leave 1 pixel"
LAYERS_AND_BLOCKS = "the layers and branches of the network that change it"
ALL_LAYERS = "the layers"
BLOCKS = "the blocks, which end with these layers"
LAST_LAYER = "the last layer"
NO_INPUT_IN_TRACE = "the trace does not give its input: write the input first, or at w=224 after the trace"


def aligned(names: Sequence[str], start: str, which: str) -> str:
    """How the values of a trace are aligned with layers; `start` is what is read as the value before the first one."""
    first = f"{start} stands before the first layer, and " if start else ""
    values = "the value" if which == LAST_LAYER else "the values"
    verb = "is that" if which == LAST_LAYER else "are those"
    return f"{first}{values} of the trace {verb} after {which}: {_listed(names)}"


def is_of_layers(name: str, what: str) -> str:
    return f"{name} is read as the {what} of the layers"


_HOLDS = "it holds at "
_FAILS = "it does not hold at "


def holds_at(inputs: Mapping[str, int], holds: bool) -> str:
    there = " and ".join(f"{name} = {size}" for name, size in inputs.items())
    return f"{_HOLDS if holds else _FAILS}{there}"


def of_all_links(notes: Iterable[str]) -> list[str]:
    """Notes on the links of a chain, which does not hold at inputs at which one of them does not."""
    once = list(dict.fromkeys(notes))
    failing = {note.removeprefix(_FAILS) for note in once if note.startswith(_FAILS)}
    return [note for note in once if note.removeprefix(_HOLDS) not in failing]


CHANNELS_ARE_NOT_SAID = "the channels are not checked: the network does not give them, as in3 c3-64 does"


def comes_to(exact: str) -> str:
    return f"it is right to the digits given; exactly, it is {exact}"


def is_cut_off(exact: str) -> str:
    return f"{exact} was cut off, not rounded"


def channels_are(count: str) -> str:
    return f"it has {count} channels"


def flattened_length(length: str) -> str:
    return f"a flattened layer has size 1 on each axis; the flattened length is {length}"


INT_CUTS_OFF = "int(…) rounds towards 0, which for positive numbers is floor"
INDEX_IS_LEFT_OUT = "an index such as [0] is ignored: the symbol before it is read on the axis of the claim"
BEFORE_AND_AFTER = "the pair is read as the padding before and after"


def is_thousand(text: str, digits: str) -> str:
    return f"{text} is read as {digits} thousand; write {digits}*k for a product"


def is_shape(sizes: Sequence[tuple[str, str]], channels: str | None, batch: str | None) -> str:
    """How a shape was read; None: it has no channels, or no batch."""
    parts = [f"{axis} = {size}" for axis, size in sizes]
    parts += [] if channels is None else [f"{channels} channels"]
    parts += [] if batch is None else [f"a batch of {batch}"]
    return f"the shape is read as {_listed(parts)}"


def is_vector(length: str, batch: str) -> str:
    return f"the shape is read as a vector of length {length} (one pixel) and a batch of {batch}"


def is_input_size(name: str) -> str:
    return f"{name} is read as the size of the input"


# ---- an unknown ------------------------------------------------------------------------------------------------------

NOTHING_IS_UNKNOWN = "there is no unknown: every input is given"


def no_name(name: str, names: Sequence[str]) -> str:
    return f"there is no symbol {name}: choose one of {_listed(names)}"


def is_given(name: str) -> str:
    return f"{name} is given, so it cannot be the unknown"


def none_to_solve_for(name: str, names: Sequence[str]) -> str:
    return f"there is no {name} to solve for: choose one of {_listed(names)}"


def which_unknown(names: Sequence[str]) -> str:
    return f"which one is the unknown: {_listed(names)}? Say so, as in --unknown {names[0]}"


def no_value(name: str) -> str:
    return f"{name} has no value: give it one, as in {{{name!r}: 3}}"


# ---- why there is no answer ------------------------------------------------------------------------------------------

CHANGES_TOO_OFTEN = "the inputs for which it holds change too often, or too far up, to be listed"
SEVERAL_AXES = "for which inputs it holds on several axes is not worked out"
NOT_TOGETHER = "the conditions cannot hold together"


def values_too_long(name: str) -> str:
    return f"the values of {name} are too long to work out"


def depends_on(quantity: str, axis: str) -> str:
    return f"the {quantity} also depends on {axis}: give it with --at"


def not_for_every(axis: str) -> str:
    return f"some conditions may hold for every {axis} and others not: give {axis} with --at"


def not_solved(condition: str, name: str, others: Sequence[str]) -> str:
    given = f"{_listed(others)} {'is' if len(others) == 1 else 'are'} given with --at"
    return f"{condition} cannot be solved for {name} unless {given}"


# ---- why there is no solution, and where there is one ----------------------------------------------------------------


def quantity_on(quantity: str, axis: str) -> str:
    return f"{quantity} on {axis}"


def is_alone(quantity: str, value: str) -> str:
    return f"the {quantity} is {value}"


def is_always(quantity: str, less: bool) -> str:
    return f"the {quantity} is always {'less' if less else 'more'}"


def passes_over(quantity: str, name: str, before: tuple[int, str], after: tuple[int, str]) -> str:
    """That a quantity is one value at a number and another at the next, and so never between."""
    (first, less), (second, more) = before, after
    return f"the {quantity} is {less} at {name} = {first}, and {more} at {name} = {second}"


def no_whole_number(name: str, value: str) -> str:
    return f"{name} would be {value}, which is not a whole number"


def takes_only_where(name: str, value: int, axis: str, size: int, least: str) -> str:
    return f"{_network_takes(name, value, axis)} = {size} only if {least} <= {size}"


def takes_from(name: str, value: int, axis: str, size: int, least: str) -> str:
    return f"{_network_takes(name, value, axis)} >= {least}, but {size} is less"


def takes_not(axis: str, size: int, least: str) -> str:
    return f"the network takes {axis} >= {least}, but {size} is less"


def _network_takes(name: str, value: int, axis: str) -> str:
    return f"at {name} = {value} the network takes {axis}"


# --- Of what is taken for granted of inputs


def taken_for_granted(premises: Sequence[str]) -> str:
    return f"assumed: {', '.join(premises)}"


def if_it_keeps(layers: Sequence[str]) -> str:
    return f"if {_listed(layers)} {'keeps' if len(layers) == 1 else 'keep'} the size"


def costs_left_out(layers: Sequence[str]) -> str:
    return f"what {_listed(layers)} {'costs' if len(layers) == 1 else 'cost'} is left out"


def holds_anyway(premise: str) -> str:
    return f"{premise} holds anyway"


def class_of(name: str, residues: Residues) -> str:
    if residues.modulus == 2:
        return f"{'odd' if residues.residues == (1,) else 'even'} {name}"
    return f"{name} = {' or '.join(map(str, residues.residues))} (mod {residues.modulus})"


def stands_for(name: str, other: str) -> str:
    return f"{name} stands for {other}: solve for {other}"


def premise_beside_symbols(premise: str) -> str:
    return f"with symbols, {premise} cannot be assumed, but w >= 10 and h = w can"


def premise_on_every(premise: str) -> str:
    return f"a parameter is solved for every input, so {premise} cannot be assumed unless the input is given"


def premise_on_several(premise: str) -> str:
    return f"{premise} is about several inputs: only an equation, or an inequality about one input, can be assumed"


def premise_not_worked_out(premise: str) -> str:
    return f"which inputs satisfy {premise} is not worked out"


def input_of_several(axis: str, tree: str) -> str:
    return f"{axis} = {tree} depends on several inputs: only one can be assumed, as in h = w or h = 2w"


def input_taken_rarely(axis: str, tree: str) -> str:
    some = f"the network takes only some sizes of {axis}"
    return f"{some}: so {axis} = {tree} cannot be assumed, but h = w can"


def no_input_under_premises(name: str) -> str:
    return f"no {name} that the network takes satisfies the assumptions"


def no_topic(word: str, near: Sequence[str]) -> str:
    """That a word is no layer, no rule, no quantity and no slip."""
    *others, last = near or ("",)
    named = f"{_listed(others)} or {last}" if others else last
    meant = _meant(named) if near else "ask about c, same, ceil, relu, rf, params or slips"
    return f"{word} is not a layer, rule, quantity or slip: {meant}"
