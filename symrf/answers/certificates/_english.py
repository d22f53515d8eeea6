"""What a certificate says in words beside its definitions and theorems, and of what has none, in English."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

# ---- what stands in it -----------------------------------------------------------------------------------------------

CLOSED = "These sizes in closed form."
TAKES = "An input is taken where every size on the way is 1 or more, and branches that meet have one size."
SOLID = "Output i of the network reads the pixels from i*jump + first on, field of them, and no others."
HULL = (
    "Of the pixels from i*jump + first on, field of them, output i of the network reads the first and the last, and no"
    " pixel outside; those between it may leave out."
)
FIELDS_BY_LAWS = (
    "The field, the jump, the first pixel and the padding after, by the laws of windows; that they are what an output"
    " reads is proved in the certificate for Rocq."
)
SMTLIB = (
    "Certificates of symrf: z3 and cvc5 answer unsat to each check-sat.",
    "Each asks for numbers for which a theorem would not be so, and there are none.",
)
HOLDS = "It holds for every input that the network takes."
FAILS = "It holds for no input that the network takes."
HOLDS_WHERE = "It holds for these inputs, and for no others."
IS_LEAST = "It holds for all inputs below that one."


def sizes(text: str, axis: str) -> str:
    return f"The network {text} along {axis}: the size that each layer gives, of the n that it receives."


def reads(text: str, axis: str) -> str:
    return (
        f"What output i of the network {text} reads of the input along {axis} after each layer: its field, the jump to"
        " the next output's, the first pixel of output 0, and the padding after."
    )


def reads_in_turns(text: str, axis: str) -> str:
    return (
        f"What the outputs of the network {text} read of the input along {axis} after each layer, which take turns:"
        " the first and the last pixel of each, which are as far on as the advance when the turn is theirs again."
    )


def layer(text: str, law: str, sentence: str) -> str:
    return f"{text}: {law}. {sentence}"


def sizes_after(axis: str) -> str:
    return f"The size after each layer, of an input of {axis} pixels."


def claim(text: str, status: str, condition: str | None) -> str:
    return f"{text}: {status}{f' ({condition})' if condition else ''}"


def holds_at(inputs: Mapping[str, int]) -> str:
    return f"It holds at {_listed(inputs)}."


def fails_at(inputs: Mapping[str, int], worked_out: bool = True) -> str:
    return f"It fails at {_listed(inputs)}.{'' if worked_out else ' Where it holds is not worked out.'}"


def _listed(inputs: Mapping[str, int]) -> str:
    return ", ".join(f"{name} = {value}" for name, value in inputs.items())


HOLDS_FOR_ALL = "It holds for all values of the symbols, and all inputs."


def family(text: str, axis: str) -> str:
    return f"The family {text} along {axis}, for all values of its symbols."


def repeat(text: str) -> str:
    return f"{text}: the block, over and over; by induction it is one window."


# ---- what has none ---------------------------------------------------------------------------------------------------

FAMILIES = (
    "of claims about families, those have a certificate that are proved equations for sizes that are one quotient, and"
    " for fields and jumps of windows"
)
TOO_MANY_LAYERS = "a network of so many layers has no certificate"
INDICES = "a repeat with an index has no certificate"
REPEATS = "a repeat that is not written out has no certificate"
SYMBOLS = "a network with symbols has no certificate in SMT-LIB, but may have one for Rocq"
NOTHING_IS_JUDGED = "no claim is judged, and only verdicts have certificates"
UNDECIDED = "what is not decided has no certificate"
NOT_TAKEN = "an input that the network does not take has no certificate"
TOO_MANY_CLASSES = "a condition of so many inputs has no certificate"
DIVIDES_BY_SYMBOLS = "a formula that divides by what is no number has no certificate"
NO_DIVISION = "a formula that divides by zero has no certificate"
TOO_LONG = "a formula with a number that is not worked out has no certificate"
DIVISOR_BELOW_ONE = "a remainder by a number below 1 has no certificate"
PRODUCT_OF_SIZES = (
    "a product of sizes on several axes has a certificate where the input is given, or where both sides are one"
    " polynomial, and has none here"
)
SEVERAL_PARTS = "a flattened length of several parts has no certificate"
OTHER_BRANCH = "what is beside the layers that a claim is about has no certificate"
PRODUCT_OF_QUOTIENTS = "a product of quotients has no certificate in SMT-LIB, but has one for Rocq"
SUMMED_SIZES = "sums over the layers of a repeat have no certificate"
NO_WINDOWS = "what this layer reads has no certificate"
TAPS_APART = "a field through a dilated transposed convolution has no certificate"
READ_NOTHING = "a field has no certificate where some outputs read nothing"
UNDOES = "a field through a shuffle that undoes an unshuffle has no certificate"
TURNS_SHARED_OUT = "a field has no certificate where outputs that take turns are shared out"
TOO_MANY_PHASES = "a field has no certificate where so many outputs read unlike"
PADDING_VARIES = "of padding that depends on the input no one number has a certificate"
JUMPS_DIFFER = "fields have a certificate where the branches that meet have one jump"


def of_layer(text: str, reason: str) -> str:
    return f"{text}: {reason}"


NOT_SIMPLE = "claims of several quantities, with signs such as <, and to so many digits have no certificate"


def not_certified(quantity: str) -> str:
    return f"claims about {quantity} have no certificate"


def no_words_for(what: str) -> str:
    return f"a formula with a {what} has no certificate"


def no_certificate(text: str, reasons: Sequence[str]) -> str:
    return f"{text}: {'; '.join(dict.fromkeys(reasons))}"


def no_language(name: str, languages: Sequence[str]) -> str:
    return f"there is no certificate for {name!r}: choose one of {', '.join(languages)}"
