"""What is said in and of pictures, in English."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from symrf.answers.documents.drawing import Outline, Style
from symrf.answers.documents.english.wording import listed
from symrf.formulas import limits

if TYPE_CHECKING:
    from symrf.networks.conventions import Windows

__all__ = [
    "COLUMNS",
    "COLUMNS_ARE",
    "GRID_HAS_TWO_AXES",
    "INPUT",
    "INPUT_TOO_LARGE",
    "LAYERS",
    "LEGEND",
    "NETWORK_TOO_LONG",
    "OUTPUT",
    "PADDING",
    "ZEROS",
    "after",
    "everything",
    "graph_words",
    "grid_too_large",
    "grid_words",
    "layer_words",
    "layers_left_out",
    "no_grid_of",
    "no_grid_of_layers",
    "no_output",
    "no_picture",
    "numbers_missing",
    "plane",
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
LAYERS: Mapping[tuple[Style, Outline], str] = {
    (Style.CONVOLUTION, Outline.RECTANGLE): "convolution",
    (Style.CONVOLUTION, Outline.NARROWING): "convolution with a stride",
    (Style.CONVOLUTION, Outline.WIDENING): "transposed convolution",
    (Style.POOLING, Outline.RECTANGLE): "pooling with stride 1",
    (Style.POOLING, Outline.NARROWING): "pooling",
    (Style.POOLING, Outline.FUNNEL): "global pooling",
    (Style.UPSAMPLING, Outline.WIDENING): "up-sampling",
    (Style.UPSAMPLING, Outline.NARROWING): "pixel unshuffle",
    (Style.DENSE, Outline.RECTANGLE): "reads everything",
    (Style.WORD, Outline.PILL): "pixel by pixel",
    (Style.FITTING, Outline.RECTANGLE): "padded, or made to fit",
    (Style.NODE, Outline.RECTANGLE): "another layer",
}
PADDING = "padding"
INPUT, OUTPUT = "input", "output"
ZEROS = "0: put between the pixels, so that the kernel moves by one"
GRID_HAS_TWO_AXES = "a grid has two axes, such as w and h: draw the pyramid instead"
COLUMNS = ("size", "field", "read")
COLUMNS_ARE = "field: pixels of the input that one pixel sees; read: pixels that the output reads"
NETWORK_TOO_LONG = "the network is too long for the picture of what an output reads: draw its graph instead"
_TOO_LARGE = "too large for a picture of what an output reads: draw the graph instead"
INPUT_TOO_LARGE = f"an input of more than {limits.PICTURE_PIXELS} pixels is {_TOO_LARGE}"


def no_grid_of(text: str) -> str:
    """That a layer has no windows in the plane."""
    return f"{text} has no grid, which shows convolutions, pools and transposed convolutions: draw the graph instead"


def no_grid_of_layers(number: int) -> str:
    """That there are too many layers, or none."""
    said = f"{number} layers" if number else "none"
    return f"a grid shows one layer or two, and there are {said}: draw the pyramid instead"


def grid_too_large(axis: str, size: int, places: int, most: int) -> str:
    """That the pixels would be too small to be told apart."""
    return f"at {axis}={size} a grid is {places} pixels long, and {most} can be told apart: give a smaller size"


def after(name: str) -> str:
    """Where a layer gives what is shown."""
    return f"after {name}"


def plane(name: str, width: int, height: int) -> str:
    """input 5×5"""
    return f"{name} {width}×{height}"


def layer_words(across: Windows, down: Windows, padding: Sequence[int]) -> list[str]:
    """The numbers of a layer on two axes, a line each: its kernel, and what is not as usual; padding is of four sides.

    >>> from symrf.networks.conventions import Windows
    >>> layer_words(Windows(3, stride=2), Windows(3), (1, 1, 0, 0))
    ['kernel 3×3', 'stride 2×1', 'padding 1, 1 × 0, 0']
    """
    told = [f"kernel {across.kernel}×{down.kernel}"]
    for name, one, other in (("stride", across.stride, down.stride), ("dilation", across.dilation, down.dilation)):
        if (one, other) != (1, 1):
            told.append(f"{name} {one}" if one == other else f"{name} {one}×{other}")
    before, after, above, below = padding
    if len(set(padding)) == 1 and before:
        told.append(f"padding {before}")
    elif any(padding):
        told.append(f"padding {before}, {after} × {above}, {below}")
    return told


def grid_words(
    network: str,
    size: tuple[int, int],
    outputs: tuple[int, int],
    shown: Sequence[tuple[tuple[int, int], tuple[int, int]]],
) -> tuple[str, str]:
    """The title and the description of a grid; what is shown is where outputs are, and how many pixels each reads.

    >>> print(grid_words("c3", (5, 5), (3, 3), [((0, 0), (3, 3))])[1])
    The input has 5×5 pixels, the output 3×3. The output at (0, 0) reads 3×3 pixels of the input.
    """
    given = f"The input has {size[0]}×{size[1]} pixels, the output {outputs[0]}×{outputs[1]}."
    (place, read), *others = shown
    told = f"The output at {place} reads {read[0]}×{read[1]} pixels of the input"
    beside = "".join(f", the one at {at} {number[0]}×{number[1]}" for at, number in others)
    return f"{network} in the plane", f"{given} {told}{beside}."


def layers_left_out(number: int, block: bool = False) -> str:
    """… 34 more blocks …"""
    word = "block" if block else "layer"
    return f"… {number} more {word}{'s' if number > 1 else ''} …"


def everything(read: int) -> str:
    """That a layer reads all of its input."""
    return f"all {read}"


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
