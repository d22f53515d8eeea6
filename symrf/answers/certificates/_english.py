"""What a certificate says in words beside its definitions and theorems, and of what has none, in English."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

# ---- what stands in it -----------------------------------------------------------------------------------------------

CLOSED = "These sizes in closed form."
TAKES = "The network takes an input if every layer has an output and branches that meet have the same size."
SOLID = "Output i of the network reads field pixels, from pixel i*jump + first on, and no others."
HULL = (
    "Of the field pixels from pixel i*jump + first on, output i of the network reads the first and the last, and none"
    " outside them; it may skip pixels between them."
)
FIELDS_BY_LAWS = (
    "The field, the jump, the first pixel and the padding after, by the laws of windows; the certificate for Rocq"
    " proves that they are what an output reads."
)
SMTLIB = (
    "Certificates of symrf: z3 and cvc5 answer unsat to each check-sat.",
    "Each asks for numbers for which a theorem would be false, and there are none.",
)
HOLDS = "It holds for every input that the network takes."
FAILS = "It holds for no input that the network takes."
HOLDS_WHERE = "It holds for these inputs, and for no others."
IS_LEAST = "It holds for all smaller inputs."


def sizes(text: str, axis: str) -> str:
    return f"The network {text} along {axis}: the size that each layer gives when it receives size n."


def reads(text: str, axis: str) -> str:
    return (
        f"What output i of the network {text} reads of the input along {axis}, after each layer: its field, the jump"
        " to the next output, the first pixel of output 0, and the padding after."
    )


def reads_in_turns(text: str, axis: str) -> str:
    return (
        f"What the outputs of the network {text} read of the input along {axis}, after each layer, in turns:"
        " the first and the last pixel of each, which move on by the advance from one turn to the next."
    )


def layer(text: str, law: str, sentence: str) -> str:
    return f"{text}: {law}. {sentence}"


def sizes_after(axis: str) -> str:
    return f"The size after each layer, for an input of {axis} pixels."


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
    return f"{text}: the repeated block; by induction it acts as one window."


# ---- what has none ---------------------------------------------------------------------------------------------------

FAMILIES = (
    "for families, only proved equations have a certificate: for sizes that are one quotient, and for fields and jumps"
    " of windows"
)
TOO_MANY_LAYERS = "a network with so many layers has no certificate"
INDICES = "a repeat with an index has no certificate"
REPEATS = "a repeat that is not written out has no certificate"
SYMBOLS = "a network with symbols has no certificate in SMT-LIB, but may have one for Rocq"
NOTHING_IS_JUDGED = "there is no verdict, and only verdicts have certificates"
UNDECIDED = "what is not decided has no certificate"
NOT_TAKEN = "an input that the network does not take has no certificate"
TOO_MANY_CLASSES = "a condition on so many inputs has no certificate"
DIVIDES_BY_SYMBOLS = "a formula that divides by a symbol has no certificate"
NO_DIVISION = "a formula that divides by zero has no certificate"
TOO_LONG = "a formula with a number too long to work out has no certificate"
DIVISOR_BELOW_ONE = "a remainder by a number below 1 has no certificate"
PRODUCT_OF_SIZES = (
    "a product of sizes on several axes has a certificate only if the input is given, or if both sides are the same"
    " polynomial"
)
SEVERAL_PARTS = "a flattened length with several parts has no certificate"
OTHER_BRANCH = "a branch beside the layers that a claim is about has no certificate"
PRODUCT_OF_QUOTIENTS = "a product of quotients has a certificate for Rocq, but none in SMT-LIB"
SUMMED_SIZES = "sums over the layers of a repeat have no certificate"
NO_WINDOWS = "what this layer reads has no certificate"
TAPS_APART = "a field through a dilated transposed convolution has no certificate"
READ_NOTHING = "a field has no certificate if some outputs read nothing"
UNDOES = "a field through a shuffle that undoes an unshuffle has no certificate"
TURNS_SHARED_OUT = "a field has no certificate if adaptive pooling follows outputs that differ in what they read"
TOO_MANY_PHASES = "a field has no certificate if outputs read in so many different ways"
PADDING_VARIES = "padding that depends on the input has no certificate"
JUMPS_DIFFER = "fields have a certificate only if the branches that meet have the same jump"


def of_layer(text: str, reason: str) -> str:
    return f"{text}: {reason}"


NOT_SIMPLE = "claims with several quantities, with signs such as <, or with rounded numbers have no certificate"


def not_certified(quantity: str) -> str:
    return f"claims about {quantity} have no certificate"


def no_words_for(what: str) -> str:
    return f"a formula with a {what} has no certificate"


def no_certificate(text: str, reasons: Sequence[str]) -> str:
    return f"{text}: {'; '.join(dict.fromkeys(reasons))}"


def no_language(name: str, languages: Sequence[str]) -> str:
    return f"there is no certificate for {name!r}: choose one of {', '.join(languages)}"
