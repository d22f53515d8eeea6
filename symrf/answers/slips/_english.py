"""What is said of slips."""

from __future__ import annotations

LONGEST = 160  # characters of a network that stands in a sentence

A_LAYER = "one layer"
THE_NUMBER = "The number"
THE_QUANTITY = "quantity"


def layer(text: str, number: int) -> str:
    """A layer of a path."""
    return f"{text} (layer {number})"


def shown(sentence: str, network: str | None, law: str) -> str:
    """A reason with the network, or the law, that gives the number."""
    if network is not None:
        return f"{sentence}: {network}" if len(network) <= LONGEST else sentence
    return f"{sentence}: {law}" if law else sentence


def several(sentence: str, numbers: int) -> str:
    """A reason that explains several numbers of a list."""
    return f"{sentence} (which explains {numbers} numbers of this list)"


def tried(sentence: str) -> str:
    """A reason that was seen to hold for numbers."""
    return f"{sentence} (seen on numbers, not proved)"


SWAPPED = "{claimed} is the pair in the other order"
ROW_ABOVE = "{claimed} is the {quantity} of the claim before: each is one row early"
ROW_BELOW = "{claimed} is the {quantity} of the claim after: each is one row late"
CUT = "{claimed} is the number cut off, and not rounded"
ROUNDED = "{claimed} is the number rounded: write it with ≈, or all of its digits"
IN_UNITS = "{claimed} is counted in {unit}"
SHIFTED = "{claimed} is what {symbol}1 gives"
