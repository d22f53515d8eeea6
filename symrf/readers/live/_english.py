"""What is said of a model that is not followed."""

from __future__ import annotations

from collections.abc import Sequence

NO_MODULE = "this is not a torch.nn.Module"
TOO_LARGE = "forward calls too many functions to be followed"
SEVERAL_INPUTS = "forward takes several inputs, but a network has one: wrap the module in one whose forward takes one"
NO_SHAPE = "an example must be a tensor, or the shape of one with its batch: (1, 3, 224, 224)"
PICKS = "an index picks single positions of an axis, which symrf cannot follow"
NO_TENSOR = "forward returns no tensor that depends on the input"
PARTLY_AVERAGED = "forward takes a mean along only some of the axes"


def not_followed(what: str, where: str) -> str:
    return f"{where or 'forward'}: {what}"


def forward_failed(error: str, shape: tuple[int, ...]) -> str:
    return f"forward fails for an input of shape {shape}: {error}; give an example input"


def unknown(name: str) -> str:
    return f"{name} is not a function that symrf can follow"


def reads_everything(name: str) -> str:
    return f"{name} reads all positions at once, or goes through a sequence: it has no windows"


def other_form(name: str) -> str:
    return f"{name} is given a tensor whose axes were folded or swapped before"


def folds(name: str) -> str:
    return f"{name} folds axes into others"


def depends_on_size(name: str, size: tuple[int, ...]) -> str:
    return f"{name} is given numbers that forward computes from a size; they are those for an input of {_by(size)}."


def tried(size: tuple[int, ...]) -> str:
    return f"forward was followed for an input of {_by(size)}: what it decides by size may differ for other inputs."


def channels_tried(channels: int) -> str:
    return f"forward fails for the channels of the first convolution, but runs for {channels}: these are assumed."


def not_counted(names: Sequence[str]) -> str:
    shown = ", ".join(names[:3]) + (" …" if len(names) > 3 else "")
    return f"Parameters that are in no module of torch.nn may not be counted: {shown}."


def of_export(size: tuple[int, ...]) -> str:
    return f"torch.export has filled in the sizes of an input of {_by(size)}, and left out the names."


def _by(size: tuple[int, ...]) -> str:
    return "x".join(map(str, size)) if size else "that length"
