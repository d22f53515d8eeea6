"""What is said of slips."""

from __future__ import annotations

import re

LONGEST = 160  # characters of a network that stands in a sentence

A_LAYER = "one layer"
THE_NUMBER = "The number"
THE_QUANTITY = "quantity"
THE_HEAD = "the first layer that reads the whole image"
EXTENT = "E = d*(k-1)+1 is the effective kernel"


def layer(text: str, number: int) -> str:
    """A layer of a path."""
    return f"{text} (layer {number})"


def shown(sentence: str, network: str | None, law: str) -> str:
    """A reason with the network, or the law, that gives the number."""
    if network is not None:
        return f"{sentence}: {network}" if len(network) <= LONGEST else sentence
    return f"{sentence}: {law}" if law else sentence


def has_extent(text: str) -> bool:
    """Whether a law, or a sentence with one, has E in it."""
    return re.search(r"\bE\b", text) is not None


def with_extent(sentence: str) -> str:
    """A sentence that says what its E is."""
    return f"{sentence}, where {EXTENT}"


def says(sentence: str, law: str) -> bool:
    """Whether a sentence has what a law gives, r of r = k*j, in it."""
    given = law.rpartition(" = ")[2]
    return bool(given) and re.search(rf"(?<![\w*/+^-]){re.escape(given)}(?![\w*/+^-])", sentence) is not None


def undilated(text: str) -> str:
    """A law, or a sentence with one, where every effective kernel is k."""
    return re.sub(r"\bE\b", "k", text)


def several(sentence: str, numbers: int) -> str:
    """A reason that explains several numbers of a list."""
    return f"{sentence} (which explains {numbers} of the numbers in this list)"


def tried(sentence: str) -> str:
    """A reason that was seen to hold for numbers."""
    return f"{sentence} (tested with numbers, not proved)"


SWAPPED = "{claimed} is the pair in reverse order"
ROW_ABOVE = "{claimed} is the {quantity} of the claim before: each is one row early"
ROW_BELOW = "{claimed} is the {quantity} of the claim after: each is one row late"
CUT = "{claimed} is the number cut off, not rounded"
ROUNDED = "{claimed} is the number rounded: write it with ≈, or all of its digits"
IN_UNITS = "{claimed} is counted in {unit}"
SHIFTED = "{claimed} is what {symbol}1 gives"
