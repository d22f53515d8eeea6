"""A network as an nn.Module: its layers in __init__, the road of the data in forward."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from symrf.networks.notation.architecture import Branches, Join
from symrf.networks.notation.kinds import Kind
from symrf.writers.program import Operation, Program
from symrf.writers.python_code import call, defined, slice_of
from symrf.writers.pytorch_modules import binomials, made, smooth
from symrf.writers.variables import LONGEST, Variables, class_name, told_of

__all__ = ["written"]


def _crop(dimensions: int) -> Sequence[str]:
    """A function that crops, slice by slice, as it is often written."""
    names = _SIDES[-dimensions:]
    places = range(2, dimensions + 2)
    cuts = (f"{name} : {name} + like.shape[{place}]" for name, place in zip(names, places, strict=True))
    return (
        "def centre_crop(x, like):",
        '    """x, cut around its centre to the size of another tensor."""',
        *(f"    {name} = (x.shape[{n}] - like.shape[{n}]) // 2" for name, n in zip(names, places, strict=True)),
        f"    return x[:, :, {', '.join(cuts)}]",
        "",
        "",
    )


_SIDES = ("front", "top", "left")
_BLUR = (
    "def blur(convolution, *rows):",
    '    """A depthwise convolution whose weights are fixed: the product of a row for each axis, with the sum 1."""',
    '    weights = torch.stack(torch.meshgrid(*map(torch.tensor, rows), indexing="ij")).prod(0)',
    "    convolution.requires_grad_(False)",
    "    convolution.weight.copy_(weights / weights.sum())",
    "    return convolution",
    "",
    "",
)


def written(program: Program) -> str:
    """The source of a module; an InputError names a layer that PyTorch does not have.

    >>> from symrf.networks.notation.reader import parse
    >>> from symrf.writers.program import program
    >>> print(written(program(parse("in3 c3-8 p2"), ("w", "h"), "pytorch")).partition("__init__()\\n")[2])
            self.F = nn.Conv2d(3, 8, 3)
            self.M = nn.MaxPool2d(2)
    <BLANKLINE>
        def forward(self, x):
            x = self.F(x)
            x = self.M(x)
            return x
    <BLANKLINE>
    """
    source = _Source(program)
    for operation in program.operations:
        source.add(operation)
    return source.text()


class _Source:
    """The two halves of a module while they are written."""

    def __init__(self, program: Program) -> None:
        self.program = program
        self.made: list[str] = []
        self.forward: list[str] = []
        self.variables = Variables(program)

    def add(self, operation: Operation) -> None:
        """Write one operation."""
        pixel = f"[:, :{', None' * len(self.program.axes)}]"
        spread = self.program.spread(operation)
        names = [self.variables[source] for source in operation.sources]
        read = [f"{name}{pixel}" if each else name for name, each in zip(names, spread, strict=True)]
        fits = None if operation.fits is None else self.variables[operation.fits]
        result = self.variables.named(operation)
        self.forward.append(f"{result} = {self.expression(operation, read, fits)}{told_of(operation)}")

    def expression(self, operation: Operation, read: Sequence[str], fits: str | None) -> str:
        item = operation.item
        if isinstance(item, Branches):
            return _JOINED[item.join](read, len(self.program.axes))
        if item.kind in _FITTED:
            return _FITTED[item.kind].format(read[0], fits).replace("%s", smooth(len(self.program.axes)))
        if item.kind is Kind.TAKE:
            return f"{read[0]}[:, {slice_of(operation.offset, operation.until)}]"
        name = operation.name
        module = name if operation.is_left_open else made(operation, item, len(self.program.axes))
        if item.kind is Kind.BLUR:
            module = call("blur", module, *map(str, binomials(operation)))
        self.made.append(f"self.{name} = {module}")
        flat = item.kind is Kind.DENSE and not operation.vector
        return f"self.{name}({read[0]}{'.flatten(1)' if flat else ''})"

    def text(self) -> str:
        program = self.program
        given = ["self", *program.symbols, *program.handed]
        told = str(program.network).replace("\n", "; ")
        blurs = any(" = blur(" in line for line in self.made)
        crops = any("centre_crop(" in line for line in self.forward)
        lines = [
            *(["import torch"] if blurs or any("torch." in line for line in self.forward) else []),
            "from torch import nn",
            "",
            "",
            *(_BLUR if blurs else ()),
            *(_crop(len(program.axes)) if crops else ()),
            f"class {class_name(program)}(nn.Module):",
            *([f'    """{told}"""', ""] if len(told) <= LONGEST else []),
            *(f"    {line}" for line in defined("__init__", given)),
            "        super().__init__()",
            *(f"        {line}" for line in self.made),
            "",
            "    def forward(self, x):",
            *(f"        {line}" for line in self.forward),
            f"        return {', '.join(self.variables[place] for place in program.outputs)}",
            "",
        ]
        return "\n".join(lines)


_JOINED: Mapping[Join, Callable[[Sequence[str], int], str]] = {
    Join.ADD: lambda read, _: " + ".join(read),
    Join.GATE: lambda read, _: " * ".join(read),
    Join.CONCATENATE: lambda read, _: f"torch.cat([{', '.join(read)}], dim=1)",
}
_FITTED: Mapping[Kind, str] = {
    Kind.CROP: "centre_crop({}, {})",
    Kind.FIT: 'nn.functional.interpolate({}, size={}.shape[2:], mode="nearest")',
    Kind.FIT_BILINEAR: 'nn.functional.interpolate({}, size={}.shape[2:], mode="%s")',
}
