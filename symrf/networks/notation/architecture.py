"""What a network is: layers, groups, branches and definitions, as frozen values that print canonically.

`symrf.networks.notation.reader.parse(str(a)) == a` for every architecture `a`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import ClassVar

from symrf.formulas.printing.plain import Printer, digits
from symrf.formulas.tree import Fraction, Negative, Number, Written, number
from symrf.networks.notation.assumptions import NOTHING, Assumptions
from symrf.networks.notation.kinds import Kind

__all__ = [
    "Architecture",
    "Branches",
    "Definition",
    "Group",
    "Index",
    "Item",
    "Join",
    "Kind",
    "Layer",
    "PaddingRule",
    "Reference",
    "Rounding",
    "Sides",
    "Tap",
    "Value",
]

Value = int | Written
"""A whole number, or an integer expression in symbols (written in braces)."""


class PaddingRule(Enum):
    """Padding by rule: as much as keeps ceil(n/s), none, or all of it before."""

    SAME = "same"
    VALID = "valid"
    CAUSAL = "causal"


class Rounding(Enum):
    """How a pool counts its windows: only whole ones, a last one that starts inside, or any last one."""

    FLOOR = "floor"
    CEIL = "ceil"
    RAWCEIL = "rawceil"


class Join(Enum):
    """How branches meet: added or multiplied element by element, or concatenated over channels."""

    ADD = "+"
    CONCATENATE = "|"
    GATE = "&"


@dataclass(frozen=True, slots=True)
class Sides:
    """Padding before and after, in pixels; negative crops."""

    before: Value
    after: Value

    def __str__(self) -> str:
        before, after = _margin(self.before), _margin(self.after)
        return before if before == after else f"{before}:{after}"


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer as it is written; None where the notation leaves a thing to the convention.

    `sizes` is the kernel (or the factor, the target size, the units); it, `stride`, `padding`, `dilation` and
    `output_padding` have one entry for all axes or one an axis.
    """

    kind: Kind
    sizes: tuple[Value, ...] = ()
    stride: tuple[Value, ...] | None = None
    padding: tuple[Sides, ...] | PaddingRule | None = None
    dilation: tuple[Value, ...] | None = None
    output_padding: tuple[Value, ...] | None = None
    groups: Value | None = None
    channels: Value | None = None
    bias: bool = True
    rounding: Rounding | None = None
    at: tuple[int, ...] = ()  # of the input: its size, a number an axis
    word: str = ""  # the word of a layer that keeps the size: relu, bn, …; the name of one that is not looked into
    to: str | None = None  # of a crop or a fit: the name of what it fits; None: its sisters
    name: str | None = None

    def mapped(self, change: Callable[[Value], Value]) -> Layer:
        """The layer with each of its numbers changed."""

        def each(values: tuple[Value, ...] | None) -> tuple[Value, ...] | None:
            return None if values is None else tuple(map(change, values))

        padding = self.padding
        if isinstance(padding, tuple):
            padding = tuple(Sides(change(side.before), change(side.after)) for side in padding)
        return replace(
            self,
            sizes=tuple(map(change, self.sizes)),
            stride=each(self.stride),
            padding=padding,
            dilation=each(self.dilation),
            output_padding=each(self.output_padding),
            groups=None if self.groups is None else change(self.groups),
            channels=None if self.channels is None else change(self.channels),
        )

    @property
    def is_pointwise(self) -> bool:
        """Whether its kernel is 1, and it says no stride and no padding."""
        return set(self.sizes) == {1} and self.stride is None and self.padding is None

    @property
    def text(self) -> str:
        """The layer in the notation, without its name."""
        margins = self.padding if isinstance(self.padding, tuple) else ()
        padding = "x".join(map(str, margins))
        if self.kind is Kind.PAD:
            return self.kind.sign + padding
        parts = [
            self.kind.sign + self.word + _values(self.sizes),
            "@" + _values(self.at) if self.at else "",
            "" if self.to is None else "@" + self.to,
            _attribute("s", self.stride),
            padding and "p" + padding,
            _attribute("d", self.dilation),
            self.padding.value if isinstance(self.padding, PaddingRule) else "",
            _attribute("o", self.output_padding),
            "" if self.groups is None else "g" + _value(self.groups),
            "" if self.channels is None else "-" + _value(self.channels),
            "" if self.bias else "nobias",
            "" if self.rounding is None else self.rounding.value,
        ]
        return "".join(parts)

    def __str__(self) -> str:
        return _labelled(self.name, self.text)


@dataclass(frozen=True, slots=True)
class Index:
    """The index of a repeat, `{i=0..n-1}`: it runs from `first` to `last`, both included."""

    symbol: str
    first: Value
    last: Value


@dataclass(frozen=True, slots=True)
class Group:
    """Layers in round brackets, repeated `count` times (once where there is none)."""

    items: tuple[Item, ...]
    count: Value | Index | None = None
    name: str | None = None
    length: int = field(default=0, compare=False, repr=False)  # layers when it is written out, 0 if unknown

    @property
    def text(self) -> str:
        """The group in the notation, without its name."""
        times = ""
        if isinstance(self.count, Index):
            index = self.count
            times = f"*{{{index.symbol}={_BRACES(number(index.first))}..{_BRACES(number(index.last))}}}"
        elif self.count is not None:
            times = "*" + _value(self.count)
        return f"({_chain(self.items)}){times}"

    def __str__(self) -> str:
        return _labelled(self.name, self.text)


@dataclass(frozen=True, slots=True)
class Branches:
    """Two chains or more on the same input, joined."""

    branches: tuple[tuple[Item, ...], ...]
    join: Join
    name: str | None = None

    @property
    def text(self) -> str:
        """The branches in the notation, without their name."""
        return f"[{f' {self.join.value} '.join(map(_chain, self.branches))}]"

    def __str__(self) -> str:
        return _labelled(self.name, self.text)


@dataclass(frozen=True, slots=True)
class Reference:
    """The name of a chain that was defined before."""

    to: str
    name: str | None = None
    span: tuple[int, int] = field(default=(0, 0), compare=False, repr=False)  # where it stood in its text

    @property
    def text(self) -> str:
        """The reference in the notation, without a name of its own."""
        return self.to

    def __str__(self) -> str:
        return _labelled(self.name, self.text)


@dataclass(frozen=True, slots=True)
class Tap:
    """`@P3`: what follows goes on from what the layer, the group or the branches of that name gave."""

    to: str
    span: tuple[int, int] = field(default=(0, 0), compare=False, repr=False)  # where it stood in its text
    name: ClassVar[None] = None

    @property
    def text(self) -> str:
        """The tap in the notation."""
        return f"@{self.to}"

    def __str__(self) -> str:
        return self.text


Item = Layer | Group | Branches | Reference | Tap


@dataclass(frozen=True, slots=True)
class Definition:
    """A named chain, `F = c3 p2`; `input` is what it says of its own input, which a network that begins with it has."""

    name: str
    items: tuple[Item, ...]
    input: Layer | None = None

    @classmethod
    def of(cls, name: str, chain: tuple[Item, ...]) -> Definition:
        """A chain, of which the first item may say what its input is.

        >>> from symrf.networks.notation.reader import parse
        >>> str(Definition.of("F", parse("in3@64 c3").items).input)
        'in3@64'
        """
        said = Architecture(chain).input
        return cls(name, chain if said is None else chain[1:], said)

    @property
    def chain(self) -> tuple[Item, ...]:
        """The items, with what is said of the input."""
        return self.items if self.input is None else (self.input, *self.items)

    def __str__(self) -> str:
        return f"{self.name} = {_chain(self.chain)}"


@dataclass(frozen=True, slots=True)
class Architecture:
    """A network: the chain of its items on the input, the definitions that they use, and a name if it has one.

    `outputs` are the names of what it gives where that is not the last item alone. No part of the text are `assumed`,
    what is taken for granted of its symbols, and `modules`, what the program that it was read from calls its layers:
    for each name, or module around them, the first and the last layer, counted from 1.

    >>> from symrf.networks.notation.reader import parse
    >>> str(parse("c3s1,p2s2 -> c3s1  # the founding case"))
    'c3s1 p2s2 c3s1'
    """

    items: tuple[Item, ...]
    definitions: tuple[Definition, ...] = ()
    name: str | None = None
    assumed: Assumptions = NOTHING
    outputs: tuple[str, ...] = ()
    modules: Mapping[str, tuple[int, int]] = field(default_factory=dict, compare=False, repr=False)

    def __str__(self) -> str:
        network = _chain(self.items)
        if self.name is not None:
            network = f"{self.name} = {network}"
        outputs = " ".join(("out", *(f"@{name}" for name in self.outputs)))
        return "; ".join((*map(str, self.definitions), network, *([outputs] if self.outputs else [])))

    @property
    def input(self) -> Layer | None:
        """What is said of the input, its channels and its size, where anything is.

        >>> from symrf.networks.notation.reader import parse
        >>> said = parse("in3@224x224 c3").input
        >>> said.sizes, said.at
        ((3,), (224, 224))
        """
        first = self.items[0] if self.items else None
        return first if isinstance(first, Layer) and first.kind is Kind.INPUT else None

    @property
    def called(self) -> str:
        """The name of what it gives: that of its one output, or its own, or O.

        >>> from symrf.networks.notation.reader import parse
        >>> parse("c3").called, parse("N = A: c3 c1; out @A").called
        ('O', 'A')
        """
        return self.outputs[0] if len(self.outputs) == 1 else self.name or "O"

    def layers(self) -> Iterator[Layer]:
        """The layers that are written in the network and its definitions, each as often as it is written."""
        for items in (*(definition.chain for definition in self.definitions), self.items):
            yield from _layers(items)


class _Braces(Printer):
    """Expressions in braces: plain text with `^` for a power, as the notation has it."""

    def power(self, base: Written, exponent: Written) -> str:
        return super().power(base, exponent).replace("**", "^")


_BRACES = _Braces()


def _layers(items: tuple[Item, ...]) -> Iterator[Layer]:
    for item in items:
        match item:
            case Layer():
                yield item
            case Group(inner):
                yield from _layers(inner)
            case Branches(branches):
                for branch in branches:
                    yield from _layers(branch)


def _chain(items: tuple[Item, ...]) -> str:
    return " ".join(map(str, items))


def _labelled(name: str | None, text: str) -> str:
    return text if name is None else f"{name}: {text}"


def _attribute(letter: str, values: tuple[Value, ...] | None) -> str:
    return "" if values is None else letter + _values(values)


def _values(values: tuple[Value, ...]) -> str:
    return "x".join(map(_value, values))


def _value(value: Value) -> str:
    match value:
        case int():
            return digits(value)
        case Fraction(Number(), Number()):  # of up-sampling
            return _BRACES(value)
    return f"{{{_BRACES(value)}}}"


def _margin(value: Value) -> str:
    """A side, whose minus stands before its braces."""
    return f"-{_value(value.of)}" if isinstance(value, Negative) else _value(value)
