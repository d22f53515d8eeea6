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

SUM_OR_CASES = "sums over an index, and cases, are not worked out with symbols"
BRACE_POWER_TOO_HIGH = f"a power above {limits.BRACE_DEGREE} is not worked out with symbols"


def must_be_at_least(name: str, least: int, value: int) -> str:
    return f"{name} must be at least {least}, but is {value}"


def must_leave(name: str, remainders: str, modulus: object, value: int) -> str:
    return f"{name} must leave the remainder {remainders} by {modulus}, but is {value}"


def must_hold(relation: str, at: str) -> str:
    return f"{relation} must hold, but does not at {at}"


def from_to(first: int, last: int, step: int) -> str:
    return f"{first} to {last}" + (f" in steps of {step}" if step > 1 else "")


def and_more(shown: str, more: int) -> str:
    return f"{shown}, and {more} more"


def divisible(name: str, modulus: object) -> str:
    return f"{name} divisible by {modulus}"


def whole_for_some(text: str, which: str, assumption: str) -> str:
    return f'{text} is whole only for {which}: assume "{assumption}", or write floor({text})'


def not_always_whole(text: str, values: Collection[str], never: bool = False) -> str:
    which = f"whole for no {' and '.join(values)}" if never else f"not whole for every {' and '.join(values)}"
    return f"{text} is {which}: write floor({text}), or another fraction"


# --- Of samplings: what symbols meet

VARYING_STRIDE = "a stride that depends on the index"
LEAST_OF_AN_INDEXED_REPEAT = "the smallest input of a repeat with an index"
BRANCHES_UP_SAMPLED = "branches, one of which up-samples"
BRANCHES_OF_RARE_SIZE = "branches whose sizes agree only for some inputs"
CROP = "a crop"
FIT = "a resize to another size"
DIVIDED_ALONE = "a layer that needs a size divisible by its factor"
BRANCHES_OF_GIVEN_SIZE = "branches, one of which sets its size, whatever it receives"
NESTED_FRACTIONS = "fractions nested too deeply"
VARYING = "there are symbols, and padding that depends on the size"
TAPS_APART = "there are symbols, and a dilated transposed convolution"
READS_WHAT_THERE_IS = "there are symbols, and a layer whose outputs together read everything it receives"
HOLES = "there are symbols, and a layer some of whose outputs may read nothing"


def stride_after_factor(factor: object) -> str:
    return f"a stride that neither divides nor is divisible by the factor {factor} before it"


# --- Of samplings: what outputs read

TOO_MANY = f"its outputs read in more than {limits.PHASES:,} different ways"
UNWRITTEN = "the padding depends on the sizes in between, through more layers than are written out"
UNEVEN_REPEAT = "a repeat that is not written out follows a layer whose outputs differ in what they read"
UNEVEN = "the position of a window depends on the size, after a layer whose outputs differ in what they read"
READ_NOTHING = "some outputs in between read nothing"
JUMPS_DIFFER = "the jumps of its branches differ"
NO_FACTOR = "a layer is resized by a factor that depends on the input"
NO_ONE_DISTANCE = "the outputs are not evenly spaced"
TAPS_ONE_BY_ONE = f"it reads more than {limits.TAPS_ONE_BY_ONE:,} separate pixels"


# --- Of decisions

POWER_TOO_HIGH = f"a power above {limits.CONSTRAINT_DEGREE}"
POWER_TOO_LARGE = f"a power with more than {limits.POWER_BITS:,} bits"
SIZE_IN_EXPONENT = "an input size in an exponent"
FRACTION_AS_EXPONENT = "a power with a fraction as its exponent"
CASES_OF_SIZES = "cases that depend on an input size"
REMAINDER_BY_SIZE = "a remainder by an input size"
QUOTIENT_BY_SIZE = "a quotient by an input size inside a rounding, remainder, minimum or maximum"
SEVERAL_AXES_COMPARED = "a minimum or maximum over several axes"
SUM_TO_A_SIZE = "a sum whose bounds depend on an input size"
NUMBERS_TOO_LONG = "the numbers are too long"
TUPLE_HAS_NO_VALUE = "a tuple has no single value"
FOR_OTHERS = "for other values it may be true for some inputs"
CHANGES_TOO_OFTEN = "the inputs for which it is true change too often to list"
ZEROS_OF_SEVERAL_AXES = "the zeros and changes of sign of a polynomial in several axes are not worked out"


def too_many_evaluations(needed: int) -> str:
    return f"it would take {needed} evaluations"


def not_proved(tried: int, solver: bool) -> str:
    """That no proof was found, of so many inputs that were tried, and that a solver might help that is not there."""
    known = f"it holds for the {tried} smallest that were tried" if tried else "its numbers are too long to try"
    reason = f"no proof was found for all values of its symbols; {known}"
    return reason if solver else f"{reason}; installing symrf[z3] could decide more"


NOT_WHOLE = "no multiple of both sides is known to be whole for every input"
NOT_EVERYWHERE = "a side may have no value for some inputs"
