"""What is said in and of pictures, in English."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from symrf.answers.documents.drawing import Style
from symrf.answers.documents.english.wording import listed
from symrf.formulas import limits

__all__ = [
    "INPUT_TOO_LARGE",
    "LEGEND",
    "NETWORK_TOO_LONG",
    "PADDING",
    "graph_words",
    "layers_left_out",
    "no_output",
    "no_picture",
    "numbers_missing",
    "pyramid_words",
    "size_missing",
    "sparsely",
]

LEGEND: Mapping[Style, str] = {
    Style.READ: "read by one output",
    Style.SHARED: "read by its neighbour, too",
    Style.NEIGHBOUR: "by its neighbour alone",
    Style.SPARSE: "read here and there",
    Style.PIXEL: "read by neither",
}
PADDING = "padding"
NETWORK_TOO_LONG = "the network is too long for the picture of what an output reads: draw its graph instead"
_TOO_LARGE = "too large for a picture of what an output reads: draw the graph instead"
INPUT_TOO_LARGE = f"an input of more than {limits.PICTURE_PIXELS} pixels is {_TOO_LARGE}"


def layers_left_out(number: int, block: bool = False) -> str:
    """… 34 more blocks …"""
    word = "block" if block else "layer"
    return f"… {number} more {word}{'s' if number > 1 else ''} …"


def sparsely(read: int, span: int) -> str:
    """That not every pixel from the first to the last is read."""
    return f"{read} of {span}"


def pyramid_words(
    network: str, axis: str, size: int, outputs: int, rows: Sequence[tuple[str, int, int]], shared: int
) -> tuple[str, str]:
    """The title and the description of a pyramid; a row is a name, how many pixels are read there, and in the padding.

    >>> title, description = pyramid_words("c3", "w", 4, 2, [("F", 1, 0), ("I", 3, 0)], 2)
    >>> print(title)
    What one output of c3 reads along w
    >>> print(description)
    At w = 4 the network has 2 outputs. One of them reads 3 pixels of I. Its neighbour reads 2 of the same pixels of I.
    """
    (_, _, _), *below = rows
    told = [f"{read} pixel{'s' if read != 1 else ''} of {name}{_padded(outside)}" for name, read, outside in below]
    several = f"{outputs} outputs" if outputs > 1 else "1 output"
    sentences = [f"At {axis} = {size} the network has {several}."]
    if told:
        sentences.append(f"{'One of them' if outputs > 1 else 'It'} reads {''.join(listed(told))}.")
    if outputs > 1 and below:
        sentences.append(f"Its neighbour reads {shared or 'none'} of the same pixels of {below[-1][0]}.")
    return f"What one output of {network} reads along {axis}", " ".join(sentences)


def graph_words(network: str, layers: int, sizes: str) -> tuple[str, str]:
    """The title and the description of a graph; `sizes` is what the network gives, from what.

    >>> graph_words("c3 p2", 2, "w to (w-2)/2")
    ('The layers of c3 p2', 'A graph of 2 layers, from the input at the top to the output: w to (w-2)/2.')
    """
    number = f"{layers} layer{'s' if layers != 1 else ''}"
    return f"The layers of {network}", f"A graph of {number}, from the input at the top to the output: {sizes}."


def no_picture(reason: str) -> str:
    """That what an output reads is not drawn, and why."""
    return f"{reason}: what an output reads has no picture, draw the graph instead"


def no_output(output: int, axis: str, size: int, outputs: int) -> str:
    """That there are fewer outputs than the one that is asked for."""
    return f"there is no output {output}: at {axis}={size} there are {outputs}"


def numbers_missing(names: Sequence[str]) -> str:
    """That symbols need numbers."""
    return f"the picture needs a number for {', '.join(names)}, as in at(w=64, k=3)"


def size_missing(axis: str) -> str:
    """That the input needs a size."""
    return f"the picture needs an input size, as in at({axis}=64)"


def _padded(outside: int) -> str:
    return f" and {outside} of its padding" if outside else ""
