"""What is said of a network that is not in the notation, and of its numbers; `refusals` has words for each sign."""

from __future__ import annotations

from collections.abc import Collection

from symrf.formulas import limits

# --- Of a text

INPUT_COMES_FIRST = "the input channels stand at the start of the network"
DEFINITION_COMES_FIRST = "a definition comes before the network, which is the last line"
TOO_MANY_LAYERS = "written out, this group has more than 10^24 layers"
NAMES_TOO_DEEP = f"names are nested deeper than {limits.NETWORK_DEPTH}"
BRACKETS_TOO_DEEP = f"brackets are nested deeper than {limits.NETWORK_DEPTH}"


def network_too_long(characters: int) -> str:
    return (
        f"the network has {characters} characters, and at most {limits.NETWORK_CHARACTERS} are read;"
        " a repeat such as (c3 p2)*4 is shorter"
    )


def closes_nothing(bracket: str) -> str:
    return f"this {bracket} closes nothing"


def never_closed(bracket: str) -> str:
    return f"this {bracket} is never closed"


def meets_another(bracket: str, opening: str) -> str:
    return f"this {bracket} meets a {opening}"


# --- Of names

INPUT_IS_TAKEN = "I is the input: choose another name"


def name_is_a_layer(word: str) -> str:
    return f"{word} is a layer of the notation already: choose another name"


def defined_twice(word: str) -> str:
    return f"{word} is defined twice"


def index_outside(name: str) -> str:
    return f"{name} is the index of a repeat, and has no value outside of it"


def no_symbol(name: str, known: Collection[str]) -> str:
    there = f"it has {', '.join(sorted(known))}" if known else "it has none"
    return f"there is no symbol {name} in the network: {there}"


# --- Of a layer

EMPTY_INDEX = "the index must take one value at least"
NUMBER_TOO_LONG = f"a number here has at most {limits.LAYER_DIGITS} digits"


def takes_no(kind: str, attribute: str) -> str:
    return f"{kind} has no {attribute}"


def given_twice(what: str, run_on: str = "") -> str:
    """That an attribute is there twice, where the second one may begin another layer."""
    return f"{what} given twice" + (f": is a blank missing before {run_on}?" if run_on else "")


def must_be_at_least(what: str, least: int) -> str:
    return f"the {what} must be at least {least}"


def not_always_at_least(what: str, least: int, text: str, names: str, needed: int | None) -> str:
    """That a number with symbols may be too small, and what to assume where that helps."""
    message = f"{must_be_at_least(what, least)}, and {text} is not for every {names}"
    return message if needed is None else f'{message}: assume "{names} >= {needed}"'


def comes_to(text: str, value: object) -> str:
    return f"{text} is {value}"


def whole_number_needed(text: str, value: object) -> str:
    return f"{comes_to(text, value)}: a whole number is needed"


def no_whole_number(text: str, value: str) -> str:
    return f"{comes_to(text, value)}, no whole number"


def without_value(text: str, reason: object) -> str:
    return f"{text} has no value: {reason}"


# --- Of an assumption

ASSUMPTION = 'write an assumption such as "k odd", "p = (k-1)/2" or "s >= 2"'
SYMBOL_ON_THE_LEFT = "on the left of = stands one symbol, as in p = (k-1)/2"


def two_remainders(name: str) -> str:
    return f"two remainders of {name} are assumed"


def symbol_given_twice(name: str) -> str:
    return f"{name} is given twice"


def stands_for_itself(name: str) -> str:
    return f"{name} stands for itself"
