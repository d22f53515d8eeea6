"""A network as a Mermaid flowchart: a box for each layer, an arrow for what it receives."""

from __future__ import annotations

from collections.abc import Mapping

from symrf.networks.notation.architecture import Branches, Join
from symrf.writers.program import Operation, Program

__all__ = ["written"]

_JOINED: Mapping[Join, str] = {Join.ADD: "+", Join.GATE: "×", Join.CONCATENATE: "concatenated"}


def written(program: Program) -> str:
    """The text of a flowchart, from the input at the top to the output.

    >>> from symrf.networks.notation.reader import parse
    >>> from symrf.writers.program import program
    >>> print(written(program(parse("stem: c3 [id + c3p1]"), ("w", "h"))), end="")
    flowchart TD
        n0(["input"])
        n1["stem: c3"]
        n0 --> n1
        n3["c3p1"]
        n1 --> n3
        n4(("+"))
        n1 --> n4
        n3 --> n4
        n5(["output"])
        n4 --> n5
    """
    lines = ["flowchart TD", '    n0(["input"])']
    for operation in program.operations:
        lines.append(f"    n{operation.place}{_box(operation)}")
        lines += [f"    n{source} --> n{operation.place}" for source in operation.sources]
        if operation.fits is not None:
            lines.append(f"    n{operation.fits} -.-> n{operation.place}")
    last = max(operation.place for operation in program.operations) if program.operations else 0
    for place, output in enumerate(program.outputs, last + 1):
        lines += [f'    n{place}(["output"])', f"    n{output} --> n{place}"]
    return "\n".join((*lines, ""))


def _box(operation: Operation) -> str:
    """A box with the layer, its name before it where somebody gave one; where branches meet, a circle."""
    if isinstance(operation.item, Branches):
        return f'(("{_JOINED[operation.item.join]}"))'
    name = f"{operation.name}: " if operation.given else ""
    return f'["{name}{operation.text}"]'
