"""What is said of a network that is not in the notation, and of its numbers."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from symrf.formulas import limits

# --- Of a text

INPUT_COMES_FIRST = "the input's channels and size must come at the start of the network"
DEFINITION_COMES_FIRST = "a definition must come before the network, which is the last line"
TOO_MANY_LAYERS = "written out, this group has more than 10^24 layers"
NAMES_TOO_DEEP = f"names are nested more than {limits.NETWORK_DEPTH} deep"
BRACKETS_TOO_DEEP = f"brackets are nested more than {limits.NETWORK_DEPTH} deep"


def input_of_a_name(name: str, said: str) -> str:
    return f"{name} begins with {said}: {INPUT_COMES_FIRST}, but {name} is used elsewhere"


def other_input(name: str, said: str) -> str:
    return f"{name} already begins with {said}: leave out the other input"


def network_too_long(characters: int) -> str:
    return (
        f"the network has {characters:,} characters, but at most {limits.NETWORK_CHARACTERS:,} are read;"
        " a repeat such as (c3 p2)*4 is shorter"
    )


def closes_nothing(bracket: str) -> str:
    return f"this {bracket} closes nothing"


def never_closed(bracket: str) -> str:
    return f"this {bracket} is never closed"


def meets_another(bracket: str, opening: str) -> str:
    return f"this {bracket} does not match the {opening} before it"


# --- Of a sign at which reading stops

_EXAMPLE = "write layers such as c3s1 p2s2 c3s1"
_KINDS = "c is a convolution, p max pooling, a average pooling, z zero padding, …"
_ATTRIBUTES = "s stride, p padding, d dilation, g groups, same, valid, causal, ceil, …"
EMPTY = f"the network is empty: {_EXAMPLE}"
NOT_UTF_8 = "these bytes are not text in UTF-8"
ONE_BRANCH = "there must be two or more branches: [a + b], or [a | b]; a group has round brackets"
MIXED_BRANCHES = "all branches must be joined by the same sign, +, | or &: nest them, as in [[a + b] | c]"
NEGATIVE_PADDING = "padding must be 0 or more: write a layer z-1 to crop"
REPEATS_MISSING = "the number of repeats is missing after *"
NAME_MISSING = "a name is missing before ="
NUMBER = "a number"
LAYER = "a layer"
BRANCH = "a branch"
DIGIT_OF_ANOTHER_SCRIPT = "a digit of another script"


def _meant(name: str) -> str:
    return f"did you mean {name}?"


def missing_after(what: str, sign: str) -> str:
    return f"{what} is missing after {sign}"


def number_of(what: str) -> str:
    return f"the number of the {what}"


def number_missing(word: str, such_as: int) -> str:
    return f"the number after {word} is missing: write {word}{such_as}"


def unknown_name(word: str, close: str | None) -> str:
    message = f"{word} is neither a layer nor a name defined before"
    return message if close is None else f"{message}: {_meant(close)}"


def no_kind(letters: str) -> str:
    return f"there is no kind of layer {letters}: {_KINDS}"


def strange_blank(code: int) -> str:
    return f"this kind of blank (code {code}) is not read: write a plain one"


def control_character(code: int) -> str:
    return f"a control character (code {code}) has no meaning here"


def strange_character(character: str) -> str:
    return f"the character {character}"


def not_ascii(what: str) -> str:
    return f"{what} has no meaning here: write digits 0-9 and letters a-z"


def blank_missing(sign: str, sure: bool = True) -> str:
    return f"a blank is missing before {sign}" if sure else f"is a blank missing before {sign}?"


def repeated_twice(count: str, times: str) -> str:
    return f"a group can be repeated only once: write ((…){count})*{times}"


def repeated_alone(what: str, times: str) -> str:
    return f"only a group can be repeated: write ({what})*{times}"


def no_attribute(sign: str) -> str:
    return f"{sign} is not an attribute: {_ATTRIBUTES}"


def no_meaning_after(sign: str, layer: str) -> str:
    return f"{sign} has no meaning after {layer}"


def no_meaning(sign: str) -> str:
    return f"{sign} has no meaning here: {_EXAMPLE}"


def kind_missing(*meant: str) -> str:
    return f"a layer starts with its kind: {_meant(' or '.join(meant))}"


def bare_branches(sign: str) -> str:
    return f"branches must be in square brackets: [a {sign} b]"


def missing_before(what: str, sign: str) -> str:
    return f"{what} is missing before {sign}: id passes the input on"


# --- Of names

INPUT_IS_TAKEN = "I is the input: choose another name"


def name_is_a_layer(word: str) -> str:
    return f"{word} is already a layer of the notation: choose another name"


def defined_twice(word: str) -> str:
    return f"{word} is defined twice"


def index_outside(name: str) -> str:
    return f"{name} is the index of a repeat, and has no value outside it"


def symbol_is_an_axis(name: str) -> str:
    return f"{name} is an axis: choose another name for the symbol"


def no_symbol(name: str, known: Collection[str]) -> str:
    there = f"it has {', '.join(sorted(known))}" if known else "it has no symbols"
    return f"there is no symbol {name} in the network: {there}"


# --- Of taps and outputs

OUTPUTS_COME_LAST = "the outputs must come in the last line: out @P3 @P4"
NAMES_LISTED = 8
NAME = "a name"
OUTPUTS_OF_NOTHING = "a network must come before its outputs"


def nothing_named(name: str, close: str | None, known: Sequence[str]) -> str:
    message = f"nothing before it is named {name}"
    if close is not None:
        return f"{message}: {_meant(close)}"
    there = f"; {', '.join(known[:NAMES_LISTED])} {'is' if len(known) == 1 else 'are'}" if known else ""
    return f"{message}: write {name}: before a layer{there}"


def stands_twice(name: str) -> str:
    return f"{name} is used twice: give each its own name"


def stands_later(name: str) -> str:
    return f"{name} comes later, or has not ended here yet: @{name} can only refer to what comes before it"


def stands_in_a_repeat(name: str) -> str:
    return f"{name} is in a repeat, so there is one in each turn: name the group, or write it out"


def tap_has_no_name(tap: str) -> str:
    return f"{tap} cannot have a name of its own: it continues from the layer of that name"


def output_given_twice(name: str) -> str:
    return f"the output {name} is given twice"


# --- Of a layer

EMPTY_INDEX = "the index must take at least one value"
FACTOR_OF_NOTHING = "the factor must be greater than 0"
NUMBER_TOO_LONG = f"a number here may have at most {limits.LAYER_DIGITS} digits"


def takes_no(kind: str, attribute: str) -> str:
    return f"{kind} takes no {attribute}"


def given_twice(what: str, run_on: str = "") -> str:
    """That an attribute is there twice, where the second one may begin another layer."""
    return f"{what} given twice" + (f": {blank_missing(run_on, sure=False)}" if run_on else "")


def must_be_at_least(what: str, least: int) -> str:
    return f"the {what} must be at least {least}"


def not_always_at_least(what: str, least: int, text: str, names: str, needed: int | None) -> str:
    """That a number with symbols may be too small, and what to assume where that helps."""
    message = f"{must_be_at_least(what, least)}, but {text} is not for every {names}"
    return message if needed is None else f'{message}: assume "{names} >= {needed}"'


def input_size_in_symbols(size: str) -> str:
    said = f", not {size}" if size else ""
    return f"the size of the input must be a number on each axis, as in in3@224x224{said}; leave it out for every size"


def input_size_apart(network: str) -> str:
    return f"the numbers of the input's size must be joined by x: {network}"


def comes_to(text: str, value: object) -> str:
    return f"{text} is {value}"


def whole_number_needed(text: str, value: object) -> str:
    return f"{comes_to(text, value)}: a whole number is needed"


def no_whole_number(text: str, value: str) -> str:
    return f"{comes_to(text, value)}, which is not a whole number"


def without_value(text: str, reason: object) -> str:
    return f"{text} has no value: {reason}"


# --- Of an assumption

ASSUMPTION = 'write an assumption such as "k odd", "p = (k-1)/2" or "s >= 2"'
SYMBOL_ON_THE_LEFT = "there must be a single symbol on the left of =, as in p = (k-1)/2"


def two_remainders(name: str) -> str:
    return f"two remainders of {name} are assumed"


def symbol_given_twice(name: str) -> str:
    return f"{name} is given twice"


def stands_for_itself(name: str) -> str:
    return f"{name} stands for itself"


def input_said_twice(name: str) -> str:
    return f"the input {name} is given by another one: nothing else can be assumed about it"
