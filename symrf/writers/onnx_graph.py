"""The nodes and constants of an ONNX file while they are written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from symrf.errors import InputError
from symrf.writers import _english
from symrf.writers.program import Operation, Program
from symrf.writers.protobuf import Attribute, attribute, floats, message, number, shaped, tensor

__all__ = ["Graph", "whole"]

IR, OPSET = 10, 21


@dataclass
class Graph:
    """The nodes and constants of a graph while they are written; the tensor after a place has the name of its layer."""

    program: Program
    nodes: list[bytes] = field(default_factory=list)
    constants: dict[tuple[int, ...], str] = field(default_factory=dict)
    factors: dict[tuple[float, ...], str] = field(default_factory=dict)
    tensors: dict[int, str] = field(default_factory=lambda: {0: "input"})

    def node(self, kind: str, inputs: Sequence[str], output: str, **attributes: Attribute | None) -> str:
        """Append a node; the tensor that it gives."""
        told = (attribute(name, value) for name, value in attributes.items() if value is not None)
        texts = [message(1, name) for name in inputs] + [message(2, output), message(3, output), message(4, kind)]
        self.nodes.append(b"".join((*texts, *(message(5, each) for each in told))))
        return output

    def constant(self, *values: int) -> str:
        """A tensor of whole numbers."""
        return self.constants.setdefault(values, f"constant_{len(self.constants) + 1}")

    def scales(self, *values: float) -> str:
        """A row of floats, or a single one."""
        return self.factors.setdefault(values, f"factor_{len(self.factors) + 1}")

    def pixel(self, operation: Operation, source: int) -> str:
        """A row of numbers as an image of one pixel."""
        axes = self.constant(*range(2, len(self.program.axes) + 2))
        return self.node("Unsqueeze", [self.tensors[source], axes], f"{operation.label}.pixel_{source}")

    def first_two(self, operation: Operation, read: str) -> str:
        """How many images there are, and how many channels."""
        return self.node("Shape", [read], f"{operation.label}.head", start=0, end=2)

    def product(self, operation: Operation, read: Sequence[str]) -> str:
        """The product of tensors, two by two."""
        *others, last = read
        found = others[0]
        for turn, each in enumerate(others[1:], 1):
            found = self.node("Mul", [found, each], f"{operation.label}.{turn}")
        return self.node("Mul", [found, last], operation.label)

    def weights(self, name: str, *shape: int) -> str:
        """A tensor of zeros, of which the shape is kept."""
        return self.node("ConstantOfShape", [self.constant(*shape)], name, value=floats([0.0]))

    def model(self) -> bytes:
        program = self.program
        names = program.size or (() if program.vector else program.axes)
        initializers = [message(8, name) + tensor(values) for values, name in self.constants.items()]
        initializers += [message(8, name) + floats(each, len(each) > 1) for each, name in self.factors.items()]
        flat = {each.place for each in program.operations if each.gives_vector} | ({0} if program.vector else set())
        outputs = [
            shaped(self.tensors[place], ["n", *[""] * (1 if place in flat else len(program.axes) + 1)])
            for place in program.outputs
        ]
        graph = b"".join(
            (
                *(message(1, node) for node in self.nodes),
                message(2, program.network.name or "network"),
                *(message(5, each) for each in initializers),
                message(11, shaped("input", ["n", whole(program.channels), *names])),
                *(message(12, output) for output in outputs),
            )
        )
        return number(1, IR) + message(2, "symrf") + message(7, graph) + message(8, number(2, OPSET))


def whole(value: object) -> int:
    if not isinstance(value, int):
        raise InputError(_english.WANTS_NUMBERS)
    return value
