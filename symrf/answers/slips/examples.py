"""An example of a slip: a small network, and the number that somebody who makes it gets there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from symrf.answers.slips.asked import Asked, counted, grounds
from symrf.answers.slips.explaining import LIFTED
from symrf.answers.slips.grounds import Value
from symrf.answers.slips.slip import Slip
from symrf.answers.slips.trying import costed, made
from symrf.answers.slips.untried import UNTRIED
from symrf.answers.subjects import Subject
from symrf.networks.conventions import convention
from symrf.networks.notation.reader import parse

__all__ = ["Case", "Wrongly", "examples"]


@dataclass(frozen=True)
class Case:
    """A network with the inputs on its axes, the place that is claimed of, 0 for its end, and the convention."""

    network: str
    inputs: tuple[int, ...] = ()
    place: int = 0
    convention: str = "pytorch"
    axes: tuple[str, ...] = ("w",)

    def asked(self, quantity: str) -> Asked:
        """A claim about it, without a number yet."""
        subject = Subject(parse(self.network), self.axes, convention(self.convention), {})
        places = range(1, (self.place or len(subject.chain.links)) + 1)
        return Asked(subject, quantity, places, (), dict(zip(self.axes, self.inputs, strict=False)))


@dataclass(frozen=True)
class Wrongly:
    """A number that a slip gives for a quantity of a network, written as a claim."""

    case: Case
    quantity: str
    value: Value

    @property
    def claim(self) -> str:
        """It as a claim: `size at w=20 = 9`."""
        name = _WRITTEN.get(self.quantity, self.quantity)
        single = len(self.case.axes) > 1 and self.quantity in _OF_AN_AXIS
        along = f".{self.case.axes[0]}" if single else ""
        place = f"@{self.case.place}" if self.case.place else ""
        given = () if self.quantity in _UNSIZED else self.case.inputs
        sizes = ", ".join(f"{axis}={size}" for axis, size in zip(self.case.axes, given, strict=False))
        return f"{name}{along}{place}{f' at {sizes}' if sizes else ''} = {self.value}"


def examples(slip: Slip) -> Iterator[Wrongly]:
    """The numbers that a slip gives for small networks, the plainest first, most of which are not so."""
    for quantity in sorted(slip.of, key=_ORDER.index):
        for case in CASES:
            values = list(dict.fromkeys(_values(slip, quantity, case)))
            yield from (Wrongly(case, quantity, value) for value in values[:FEW] if value > 0 or quantity == "start")


def _values(slip: Slip, quantity: str, case: Case) -> Iterator[Value]:
    """What a slip gives for a quantity, where that is not so."""
    if quantity in _SIZED and not case.inputs:
        return
    asked = case.asked(quantity)
    try:
        if slip.counts is not None:
            yield from sorted(costed(slip, quantity, counted(asked)))
            return
        ground = grounds(asked, LIFTED.get(quantity, quantity), case.axes[0])
        truth = ground.value(ground.steps) if quantity not in LIFTED and not ground.head else None
        for value, *_ in made(slip, ground.asked(quantity)):
            if value != truth:
                yield value
    except UNTRIED:
        return


FEW = 3  # numbers of a slip for one network
_ORDER = (
    *("field", "size", "jump", "start", "padding", "minimum", "reach", "flat", "area"),
    *("params", "params_total", "macs", "flops", "activations"),
)
_WRITTEN = {"field": "rf", "reach": "reach.right"}
_UNSIZED = frozenset({"area", "params", "params_total"})
_SIZED = frozenset({"size", "flat", "macs", "flops", "activations"})
_OF_AN_AXIS = frozenset({"field", "size", "jump", "start", "padding", "minimum", "reach"})
_PLANE = ("w", "h")

_CHAINS = {  # networks, the plainest first, each with the size of an input
    "c3s2 c3s2": 40,
    "c5s2p2": 32,
    "c3s2 t2s2": 32,
    "t2s3": 8,
    "c7 c7": 10,
    "p3s3p1ceil": 5,
    "c1 c3 c1": 40,
    "c3 p3s2 c5": 40,
    "c5 c5d2 c5d4": 40,
    "c3 c3d2 c3d8": 40,
    "c7s2 p3s2 c3": 224,
    "c3 t4s2p1 c3": 40,
    "c3s2 c3s3 c5": 40,
    "c3p1 c5s2p2 c3p1": 40,
    "c3s2p1 c5s2p2 c3": 40,
    "c3d2 c5s2 c3d3": 40,
    "c5same p3s2ceil c3": 22,
    "t3s2p1o1 t3s2p1o1": 40,
    "c3s2 p2 c3s2 c3": 40,
    "c3 p2 c3 p2 c3": 40,
    "c3 c3 c5d2 c5d2": 40,
    "c3 c3 c3 c5 c5": 40,
    "c3 t4s2p1 t4s2p1": 40,
    "c3 p4 u2 c5 u2 c5": 40,
    "(c3 c5)*3": 40,
    "(c3p1 c5)*2": 40,
    "(c3s2 c5)*2 c3": 70,
    "(c3 c3d2 c3d4)*2": 40,
    "(c3)*3 (c5)*4": 40,
    "(c3)*4 (c5)*5": 40,
    "c7s2p3 p3s2p1 c3p1 c3p1": 40,
    "c3 [c3p1 | c5p2] c5": 40,
    "c3 [c3p1 c3p1 | c7p3] c5": 40,
}

CASES = (
    *(Case(network) for network in _CHAINS),
    *(Case(network, (size,)) for network, size in _CHAINS.items()),
    Case("c3 c5 c7", (20,), place=1),
    Case("p2 c3", (20,), convention="onnx"),
    Case("c3x5 p2x3 c3", (20, 30), axes=_PLANE),
    Case("c3s2 c5", axes=_PLANE),
    Case("c3s2 c5", (20, 20), axes=_PLANE),
    Case("in3 c3-16 p2 flatten", (8, 8), axes=_PLANE),
    Case("in3 c3-8 c3-16 p2 flatten", (8, 8), axes=_PLANE),
    Case("in4 c3p1-8 c1g2-6", (8, 8), axes=_PLANE),
    Case("in4 c3p1-8 gap fc10", (8, 8), axes=_PLANE),
    Case("in4 c3p1-8 bn", (8, 8), axes=_PLANE),
    Case("in4 c3p1-8nobias", (8, 8), axes=_PLANE),
    Case("in4 c3s2-8", (9, 9), axes=_PLANE),
)
"""Networks for examples: every slip is made in one of them."""
