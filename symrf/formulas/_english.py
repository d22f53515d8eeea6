"""What is said of formulas that cannot be read, and of values that are not worked out."""

from __future__ import annotations

from symrf.formulas import limits

# --- Of a text

FORMULA_TOO_LONG = f"a formula may have at most {limits.FORMULA_CHARACTERS:,} characters"
NUMBER_TOO_LONG = f"a number may have at most {limits.FORMULA_DIGITS:,} digits"
NEVER_OPENED = "this bracket was never opened"
NEVER_CLOSED = "this bracket is never closed"
TWO_WAYS = "this can be read in two ways: write ({0}){1} or {2}({3})"
INDEX_IS_A_SYMBOL = "the index of a sum must be a symbol"
PAIR_STANDS_ALONE = "a pair must stand alone, not inside a formula"
BRACES_NOT_SHOWN = "LaTeX does not show these braces: write ({0})"
BRACES_BEFORE_A_NUMBER = "LaTeX does not show these braces: write a sign before the number"
SQUARE_AFTER_A_NAME = "square brackets after a name give the number of an axis, as in k[0]: write * before a floor"
TRUNCATED_TOO_LONG = f"int(…) contains more than {limits.TRUNCATED_NODES:,} signs: write floor(…)"
_TAKEN = {
    **dict.fromkeys(("Mod", "floor_divide", "floordiv"), "two arguments"),
    **dict.fromkeys(("min", "max"), "two arguments or more"),
}
_FUNCTIONS = "the functions are floor, ceil, min, max and Mod"


def brackets_too_deep(deepest: int) -> str:
    return f"brackets are nested more than {deepest} deep"


def operations_too_deep(deepest: int) -> str:
    return f"operations are nested more than {deepest} deep"


def closed_by_another(opening: str, closing: str, partner: str) -> str:
    return f"{opening} is closed by {closing}: write {partner}"


def power_of_ten(mantissa: str, exponent: str, letter: str) -> str:
    """About 2e-3, which may be a number and a sum with the symbol e."""
    return f"this can be read in two ways: write {mantissa}.0e{exponent} or {mantissa}*{letter}{exponent}"


def two_indices(first: str, second: str) -> str:
    return f"[{first}] and [{second}] are two axes, but a formula is about one: give each a name of its own"


def function_with_index(word: str) -> str:
    return f"{word} is a function and has no index: write {word}(…)"


def takes_arguments(name: str) -> str:
    return f"{name} takes {_TAKEN.get(name, 'one argument')}"


def unknown_function(name: str, close: str | None) -> str:
    known = f"{_FUNCTIONS}; a product is {name}*(…)"
    return f"unknown function {name}: {known if close is None else f'did you mean {close}?'}"


def unknown_in_module(name: str) -> str:
    return f"unknown function {name}: {_FUNCTIONS}"


def no_grammar(name: str) -> str:
    return f"symrf is installed without its grammar {name}.lark"


# --- Of a sign at which reading stops

SIGNS = (
    (r"\[ \] $ $$ \( \)", "this sign may only enclose a whole formula, on both sides"),
    (r"= < > ≤ ≥ \le \ge \leq \geq", "a formula has no equals sign; a claim has one"),
    (r"\mathrm \mathit \text \operatorname", "the braces after this must hold one word of letters"),
    (r"\begin \end", "only cases, and a display around a whole formula, are read: write \\begin{cases}…\\end{cases}"),
    (
        r"\left \right \big \bigl \bigr \Big \Bigl \Bigr \bigg \biggl \biggr \Bigg \Biggl \Biggr",
        "this may only come before a bracket",
    ),
    (r"\{ \}", r"these braces may only follow \min and \max: write (…)"),
    ("_", "an index must be made of letters and digits, as in W_in or W_{in}"),
    (".", "a point may only be part of a number, as in 3.5"),
    ("'", "a prime must follow a symbol, as in i'"),
    ("\N{EN DASH}", "write - for a minus"),
)
_OPERAND = "a number, a symbol or a bracket"
COMMA = "a comma may only be in round brackets, as in (a, b)"
MODULO = "mod must stand between two sides, once: write a mod b, Mod(a, b) or (a mod b) mod c"
BOUNDS = r"a sum needs an index and two bounds, as in \sum_{i=0}^{n} and Sum(2**i, (i, 0, n))"
FRACTION = r"\frac needs two parts in braces, as in \frac{a}{b}"
NO_PARTNER = "the sign before the formula has no partner after it"
PLUS = "a plus sign may only stand between two terms"
EMPTY = f"the formula is empty: write {_OPERAND}"


def cases(example: str) -> str:
    return f"each case must have an equation as its condition, and the last one none, as in {example}"


def needs_brackets(name: str) -> str:
    return f"{name} needs brackets: {name}(…)"


def no_place(sign: str) -> str:
    return f"{sign} cannot be used here"


def unknown_command(command: str, close: str | None) -> str:
    return f"unknown command {command}" + (f": did you mean {close}?" if close else "")


def write(text: str) -> str:
    return f"write {text}"


def character(code: int) -> str:
    return f"the character U+{code:04X}"


def no_part(sign: str) -> str:
    return f"{sign} is not part of a formula"


def sum_after(previous: str, sign: str) -> str:
    return f"a sum after {previous} needs brackets: write a{previous}({sign}…)"


def minus_after(previous: str) -> str:
    return f"a minus after {previous} needs brackets: write a{previous}(-b)"


def operand_before(sign: str) -> str:
    return f"{_OPERAND} is missing before {sign}"


def operand_after(sign: str) -> str:
    return f"{_OPERAND} is missing after {sign}"


def two_numbers(previous: str, number: str) -> str:
    return f"two numbers stand side by side: write {previous}*{number}"


def sign_before_number(number: str, index: bool) -> str:
    return f"a sign is missing before this number: write *{number}" + (f", or _{number} for an index" if index else "")


# --- Of a value

MANY_DIGITS = f"the numbers are too long, with more than {limits.DIGITS:,} digits"
DIVISION_BY_ZERO = "a division by zero"
FRACTION_AS_BOUND = "a sum with a fraction as its bound"
FRACTION_AS_EXPONENT = "a power with a fraction as its exponent"
POWER_TOO_LARGE = f"a power with more than {limits.POWER_BITS:,} bits"
TUPLE_HAS_NO_VALUE = "a tuple has no single value"


def sum_too_long(most: int) -> str:
    return f"a sum that takes more than {most:,} operations"


def symbol_without_value(name: str) -> str:
    return f"{name} has no value"


def cannot_be_written(expression: object) -> str:
    return f"{expression} cannot be written"


# --- Of a budget


def out_of_budget(done: str, seconds: float | None) -> str:
    """That something is not `done` within so many seconds; None: within the memory that a question may take."""
    if seconds is None:
        return f"not {done} within {limits.BUDGET_MEMORY // 2**20} MB of memory"
    return f"not {done} within {seconds:g} s: --budget {10 * seconds:g} allows more"


# ---- names -----------------------------------------------------------------------------------------------------------


def did_you_mean(name: str) -> str:
    return f" (did you mean {name}?)"
