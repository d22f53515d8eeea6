"""A network as an nn.Module: its layers in __init__, the road of the data in forward."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from symrf.networks.notation.architecture import Branches, Join
from symrf.networks.notation.kinds import Kind
from symrf.writers.program import Operation, Program
from symrf.writers.python_code import code
from symrf.writers.pytorch_modules import made, smooth
from symrf.writers.variables import LONGEST, Variables, class_name

__all__ = ["written"]

_CROP = (
    "def centre_crop(x, like):",
    '    """x, cut around its centre to the size of another tensor."""',
    "    for axis in range(2, x.dim()):",
    "        x = x.narrow(axis, (x.shape[axis] - like.shape[axis]) // 2, like.shape[axis])",
    "    return x",
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
        read = [self.variables[source] for source in operation.sources]
        fits = None if operation.fits is None else self.variables[operation.fits]
        result = self.variables.named(operation)
        self.forward.append(f"{result} = {self.expression(operation, read, fits)}")

    def expression(self, operation: Operation, read: Sequence[str], fits: str | None) -> str:
        item = operation.item
        if isinstance(item, Branches):
            return _JOINED[item.join](read, len(self.program.axes))
        if item.kind in _FITTED:
            return _FITTED[item.kind].format(read[0], fits).replace("%s", smooth(len(self.program.axes)))
        if item.kind is Kind.TAKE:
            return f"{read[0]}[:, {code(operation.offset)} : {code(operation.until)}]"
        name = operation.name
        module = name if operation.is_left_open else made(operation, item, len(self.program.axes))
        self.made.append(f"self.{name} = {module}")
        return f"self.{name}({read[0]})"

    def text(self) -> str:
        program = self.program
        given = ", ".join(["self", *program.symbols, *program.handed])
        told = str(program.network).replace("\n", "; ")
        crops = any("centre_crop(" in line for line in self.forward)
        lines = [
            "import torch",
            "from torch import nn",
            "",
            "",
            *(_CROP if crops else ()),
            f"class {class_name(program)}(nn.Module):",
            *([f'    """{told}"""', ""] if len(told) <= LONGEST else []),
            f"    def __init__({given}):",
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
