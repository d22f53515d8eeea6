"""What is said of what is not known: why not, of a number, a sampling or a decision; and which values may be."""

from __future__ import annotations

from collections.abc import Collection

from symrf.formulas import limits

# --- Of numbers

DIVISION_BY_ZERO = "a division by zero"
POWERS_TOO_HIGH = f"the powers are too high: above {limits.SYMBOLIC_DEGREE:,}"
EXPONENTS_TOO_HIGH = f"the exponents are too high: above {limits.SYMBOLIC_TERMS} times a symbol"


def not_known(question: str) -> str:
    return f"{question} is not known for all values of the symbols"


# --- Of values, and of braces that must be whole

SUM_OR_CASES = "a sum over an index and cases are not worked out with symbols"
BRACE_POWER_TOO_HIGH = f"a power above {limits.BRACE_DEGREE} is not worked out with symbols"


def must_be_at_least(name: str, least: int, value: int) -> str:
    return f"{name} must be at least {least}, and is {value}"


def must_leave(name: str, remainders: str, modulus: object, value: int) -> str:
    return f"{name} must leave the remainder {remainders} by {modulus}, and is {value}"


def must_hold(relation: str, at: str) -> str:
    return f"{relation} must hold, and does not at {at}"


def from_to(first: int, last: int, step: int) -> str:
    return f"{first} to {last}" + (f" in steps of {step}" if step > 1 else "")


def and_more(shown: str, more: int) -> str:
    return f"{shown}, and {more} more"


def divisible(name: str, modulus: object) -> str:
    return f"{name} divisible by {modulus}"


def whole_for_some(text: str, which: str, assumption: str) -> str:
    return f'{text} is whole for {which} alone: assume "{assumption}", or write floor({text})'


def not_always_whole(text: str, values: Collection[str], never: bool = False) -> str:
    which = f"whole for no {' and '.join(values)}" if never else f"not whole for every {' and '.join(values)}"
    return f"{text} is {which}: floor({text}) is, or another fraction"


# --- Of samplings: what symbols meet

VARYING_STRIDE = "a stride that depends on the index"
LEAST_OF_AN_INDEXED_REPEAT = "the least input of a repeat with an index"
BRANCHES_UP_SAMPLED = "branches, one of which up-samples"
BRANCHES_OF_RARE_SIZE = "branches whose sizes agree for some inputs alone"
CROP = "a crop"
FIT = "a resize to another size"
DIVIDED_ALONE = "a layer that takes what its factor divides alone"
BRANCHES_OF_GIVEN_SIZE = "branches, one of which gives a size whatever it receives"
NESTED_FRACTIONS = "more fractions in fractions than a hand writes"
VARYING = "symbols meet padding that depends on the size"
TAPS_APART = "symbols meet taps that stand apart in a transposed convolution"
READS_WHAT_THERE_IS = "symbols meet a layer whose outputs share out all that there is"
HOLES = "symbols meet a layer some of whose outputs may read nothing"


def stride_after_factor(factor: object) -> str:
    return f"a stride that neither divides the factor {factor} before it nor is divided by it"


# --- Of samplings: what outputs read

TOO_MANY = f"its outputs read in more than {limits.PHASES} different ways"
UNWRITTEN = "the padding depends on the sizes on the way, through more layers than are written out"
UNEVEN_REPEAT = "a repeat that is not written out comes after outputs that read unevenly"
UNEVEN = "where a window lies depends on the size, and outputs on the way read unevenly"
READ_NOTHING = "some outputs on the way read nothing"
JUMPS_DIFFER = "the jumps of its branches differ"
NO_FACTOR = "it is resized by no factor that is known for every input"
NO_ONE_DISTANCE = "the outputs are no one distance apart"
TAPS_ONE_BY_ONE = f"it reads more than {limits.TAPS_ONE_BY_ONE} pixels one by one"


# --- Of decisions

POWER_TOO_HIGH = f"a power above {limits.CONSTRAINT_DEGREE}"
POWER_TOO_LARGE = f"a power with more than {limits.POWER_BITS} bits"
SIZE_IN_EXPONENT = "an input size in an exponent"
FRACTION_AS_EXPONENT = "a power with a fraction as its exponent"
CASES_OF_SIZES = "cases that depend on an input size"
REMAINDER_BY_SIZE = "a remainder by an input size"
QUOTIENT_BY_SIZE = "a quotient by an input size inside a rounding, remainder, minimum or maximum"
SEVERAL_AXES_COMPARED = "a minimum or maximum over several axes"
SUM_TO_A_SIZE = "a sum whose bounds depend on an input size"
NUMBERS_TOO_LONG = "the numbers are too long"
TUPLE_HAS_NO_VALUE = "a tuple has no single value"
FOR_OTHERS = "for other values it may be true of some inputs"
CHANGES_TOO_OFTEN = "the inputs on which it is true change too often to list"
ZEROS_OF_SEVERAL_AXES = "where a polynomial in several axes is 0, or changes its sign, is not worked out"


def too_many_evaluations(needed: int) -> str:
    return f"would take {needed} evaluations"


def not_proved(tried: int, solver: bool) -> str:
    """That no proof was found, of so many inputs that were tried, and that a solver might help that is not there."""
    known = f"it holds for the {tried} least that were tried" if tried else "its numbers are too long to try"
    reason = f"no proof was found for all values of its symbols; {known}"
    return reason if solver else f"{reason}; the extra symrf[z3] could decide more"


NOT_WHOLE = "which multiple of both sides is whole for every input is not known"
NOT_EVERYWHERE = "a side may have no value for some inputs"
