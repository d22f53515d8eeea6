"""What PyTorch makes of a network: the shape after every module by hooks, on no device, and what outputs read by
gradients."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any
from unittest import mock

from support.extras import needed

torch = needed("torch")
nn = torch.nn
F = nn.functional

__all__ = ["agree", "called", "counted", "reached"]

Shape = tuple[int, ...]
Call = tuple[str, Shape]
Reached = tuple[tuple[int, int, int], ...]
"""On each axis: an output, and the first and the last pixel that it reads."""


def called(model: Any, *shapes: Shape) -> tuple[list[Call], list[Shape]]:
    """The modules without others in them that are called, each with the shape that it gives, and the shapes of the
    outputs; all without the batch."""
    model = copy.deepcopy(model).to("meta").eval()
    found: list[Call] = []
    for name, module in model.named_modules():
        if not list(module.children()) or isinstance(module, nn.MultiheadAttention):
            module.register_forward_hook(lambda _, __, given, name=name: found.extend(_shape(name, given)))
    with torch.no_grad():
        output = model(*(torch.zeros(2, *shape, device="meta") for shape in shapes))
    outputs = output if isinstance(output, tuple | list) else [output]
    return found, [tuple(each.shape[1:]) for each in outputs]


def _shape(name: str, given: Any) -> Iterator[Call]:
    first = given[0] if isinstance(given, tuple) else given
    if isinstance(first, torch.Tensor):
        yield name, tuple(first.shape[1:])


def agree(ours: Shape, theirs: Shape) -> bool:
    """Whether two shapes are the same, but for pixels of 1, and for channels that stand last, as they do of tokens."""
    if ours == theirs or (ours[:1] == theirs[:1] and set(ours[1:] + theirs[1:]) <= {1}):
        return True
    if len(ours) == 3 and len(theirs) == 2:
        return (ours[1] * ours[2], ours[0]) == theirs
    return len(ours) == 3 and (*ours[1:], ours[0]) == theirs


def counted(model: Any, shape: Shape) -> int:
    """The parameters of the modules that are called, each once."""
    model = copy.deepcopy(model).to("meta").eval()
    seen: dict[int, int] = {}

    def counting(module: Any, *_: Any) -> None:
        seen.update({id(each): each.numel() for each in module.parameters(recurse=False)})

    for module in model.modules():
        module.register_forward_hook(counting)
    with torch.no_grad():
        model(torch.zeros(2, *shape, device="meta"))
    return sum(seen.values())


# ---- what outputs read -----------------------------------------------------------------------------------------------


def reached(model: Any, shape: Shape, names: Sequence[str], *, gated: bool = True) -> dict[str, Reached]:
    """What the output in the middle reads after each module that is named, by its gradient; without gates where it is
    not `gated`. Weights are positive numbers at random, and maxima are means, so that every pixel has its share."""
    model = _positive(copy.deepcopy(model))
    image = torch.rand((1, *shape), dtype=torch.double, requires_grad=True)
    outputs: dict[str, Any] = {}
    modules = dict(model.named_modules())
    for name in names:
        modules[name].register_forward_hook(lambda _, __, given, name=name: outputs.setdefault(name, given))
    with _means(gated):
        model(image)
    found = {name: tuple(_of(given, image)) for name, given in outputs.items() if given.requires_grad}
    return {name: each for name, each in found.items() if each}


def _of(given: Any, image: Any) -> Iterator[tuple[int, int, int]]:
    """Nothing for a vector, or where it comes from no pixel but by a gate."""
    middle = tuple(length // 2 for length in given.shape[2:])
    total = given[(0, slice(None), *middle)].sum()
    (gradient,) = torch.autograd.grad(total, image, retain_graph=True, allow_unused=True)
    if gradient is None or image.ndim != given.ndim:
        return
    pixels = gradient[0].abs().sum(0)
    for axis, place in enumerate(middle):
        others = tuple(each for each in range(pixels.ndim) if each != axis)
        along = (pixels.sum(others) if others else pixels).nonzero().flatten()
        yield place, int(along[0]), int(along[-1])


def _positive(model: Any) -> Any:
    """A model with weights that are means of a kind, so that no activation is cut off or saturates."""
    model = model.double().eval()
    torch.manual_seed(0)
    with torch.no_grad():
        for module in model.modules():
            for name, each in module.named_parameters(recurse=False):
                fan = max(each[0].numel(), 1) if each.ndim > 1 else 1
                each.copy_(torch.zeros_like(each) if name == "bias" else (torch.rand_like(each) + 0.5) / fan)
    return model


@contextmanager
def _means(gated: bool) -> Iterator[None]:
    """Where it is open, maxima are means, and pools of everything have a gradient only where gates are to have one."""

    def mean(axes: int) -> Any:
        pool = getattr(F, f"avg_pool{axes}d")

        def pooled(x: Any, kernel: Any, stride: Any = None, padding: Any = 0, *_: Any, **given: Any) -> Any:
            return pool(x, kernel, stride, given.get("padding", padding), given.get("ceil_mode", False))

        return pooled

    everything = F.adaptive_avg_pool2d
    with (
        mock.patch.object(F, "max_pool1d", mean(1)),
        mock.patch.object(F, "max_pool2d", mean(2)),
        mock.patch.object(F, "adaptive_max_pool2d", lambda x, size, *_: F.adaptive_avg_pool2d(x, size)),
        mock.patch.object(F, "adaptive_avg_pool2d", everything if gated else lambda *each: everything(*each).detach()),
    ):
        yield
