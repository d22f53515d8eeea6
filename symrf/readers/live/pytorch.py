"""A PyTorch module that is there, as an object -> graphs: a stand-in goes through its forward, and no number is worked
out. PyTorch is not imported: whoever has a module has it loaded."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import Any

from symrf.errors import ReadError
from symrf.readers.graph import Graph, Note
from symrf.readers.live import _english
from symrf.readers.live.calls import Call
from symrf.readers.live.exporting import exported
from symrf.readers.live.functions import followed
from symrf.readers.live.recording import NotFollowed, Recording
from symrf.readers.live.standing import standing_in

__all__ = ["graphs"]

_SIZES: dict[int, tuple[tuple[int, ...], ...]] = {
    0: ((),),
    1: ((1024,), (128,), (16000,), (32,)),
    2: ((224, 224), (32, 32), (28, 28), (64, 64), (96, 96), (128, 128), (256, 256), (299, 299), (512, 512), (84, 84)),
    3: ((16, 112, 112), (32, 32, 32), (64, 64, 64), (16, 224, 224)),
}
"""What is tried for the size of the input, in this order, by its axes."""
_EXPORTED = 3  # of them are tried with torch.export, which takes seconds

_TRIED = 2  # sizes with other channels
_LAYERS = 16  # whose channels are tried


def graphs(model: Any, example: Any = None) -> tuple[Graph, ...]:
    """The network of a torch.nn.Module, whose forward is called once with a stand-in, on no data;
    where it takes none, as torch.export has it.

    `example` is an input, or its shape with the batch; where there is none, it has the channels that the first layer
    takes, and usual sizes are tried. A ReadError says what is not followed, and in which module.
    """
    torch = sys.modules.get("torch")
    if torch is None or not isinstance(model, torch.nn.Module):
        raise ReadError(_english.NO_MODULE)
    model = getattr(model, "_orig_mod", model)  # what torch.compile was given
    shapes = [_shape(example)] if example is not None else _shapes(torch, model)
    failures: list[ReadError] = []
    refused: dict[int, ReadError] = {}  # by the number of axes, whatever their lengths
    for shape in shapes:
        if len(shape) in refused:
            continue
        try:
            return (_followed(torch, model, shape, example is not None),)
        except NotFollowed as error:
            refused[len(shape)] = ReadError(_english.not_followed(str(error), error.where))
        except Exception as error:  # what a user's forward raises may be anything
            failures.append(ReadError(_english.forward_failed(f"{type(error).__name__}: {error}", shape)))
    if not refused and example is None:
        for shape in _otherwise(model, shapes):
            with suppress(Exception):  # the failure that is told is that with the channels of the first convolution
                return (_with_channels(_followed(torch, model, shape, False), shape[1]),)
    if not refused and (found := exported(torch, model, shapes[:_EXPORTED])) is not None:
        with suppress(NotFollowed):
            return (_followed(torch, *found, example is not None, _english.of_export(found[1][2:])),)
    raise refused[max(refused)] if refused else failures[0]


def _with_channels(graph: Graph, channels: int) -> Graph:
    """A graph of which it is said that its channels were found by trying."""
    return replace(graph, notes=(*graph.notes, Note(_english.channels_tried(channels))), certain=False)


def _otherwise(model: Any, shapes: Sequence[tuple[int, ...]]) -> Iterator[tuple[int, ...]]:
    """The same sizes with other channels: those of usual inputs, and what other layers take."""
    taken = [each for module in model.modules() if isinstance(each := getattr(module, "in_channels", None), int)]
    first = shapes[0][1]
    others = dict.fromkeys((3, 1, *taken[:_LAYERS], first // 4, first // 2, 2 * first))
    for channels in [each for each in others if each and each != first]:
        for shape in [each for each in shapes if len(each) > 2][:_TRIED]:
            yield (shape[0], channels, *shape[2:])


def _followed(torch: Any, model: Any, shape: tuple[int, ...], known: bool, note: str = "") -> Graph:
    """The graph of a module for an input of a shape."""

    def followed_by(name: str, args: Sequence[Any], kwargs: Mapping[str, Any], given: Any) -> Any:
        return followed(Call(recording, name, args, kwargs, given))

    recording = Recording(torch, model, shape, followed_by)
    with _at_rest(model), torch.no_grad(), recording.naming():
        given = model(standing_in(recording, shape))
    if note:
        recording.building.assume(note)
    return recording.graph(given, known)


@contextmanager
def _at_rest(model: Any) -> Iterator[None]:
    """The model as it is in use, not in training; afterwards it is as it was."""
    modes = [(module, module.training) for module in model.modules()]
    try:
        for module, _ in modes:
            module.training = False
        yield
    finally:
        for module, mode in modes:
            module.training = mode


def _shape(example: Any) -> tuple[int, ...]:
    """The shape of an example, or the shape that it is."""
    while isinstance(example, tuple | list) and example and not isinstance(example[0], int):
        if len(example) > 1:
            raise ReadError(_english.SEVERAL_INPUTS)
        example = example[0]
    found = getattr(example, "shape", example)
    if not isinstance(found, tuple | list) or not all(isinstance(each, int) and each > 0 for each in found):
        raise ReadError(_english.NO_SHAPE)
    return tuple(found)


def _shapes(torch: Any, model: Any) -> list[tuple[int, ...]]:
    """Shapes of the input, by its first layers with weights."""
    needed = [
        each
        for each in inspect.signature(model.forward).parameters.values()
        if each.default is each.empty and each.kind in (each.POSITIONAL_ONLY, each.POSITIONAL_OR_KEYWORD)
    ]
    if len(needed) > 1:
        raise ReadError(_english.SEVERAL_INPUTS)
    found: list[tuple[int, ...]] = []
    for module in model.modules():
        weight = getattr(module, "weight", None)
        channels = getattr(module, "in_channels", None)
        if isinstance(channels, int) and weight is not None and weight.dim() > 2:
            found += [(1, channels, *size) for size in _SIZES.get(weight.dim() - 2, ())]
            break
        if isinstance(module, torch.nn.Linear) and not found:
            found.append((1, module.in_features))
    return found or [(1, 3, *size) for size in _SIZES[2][:1]]
