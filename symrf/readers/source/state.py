"""What an evaluator of source has: the text and the places in it, its library, and how many steps it took."""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable, Mapping, Sequence
from typing import NoReturn, Protocol

from symrf.errors import NotationError, ReadError
from symrf.formulas import limits
from symrf.networks.notation.architecture import Architecture
from symrf.networks.notation.reader import parse
from symrf.readers.graph import Span
from symrf.readers.pasted import Pasted
from symrf.readers.source import _english
from symrf.readers.source.numbers import (
    Extent,
    Whole,
    difference,
    floored,
    is_whole,
    modulo,
    plus,
    power,
    replaced,
    times,
)
from symrf.readers.source.symbols import Symbols
from symrf.readers.source.values import Class, External, Function, Module, Scope

__all__ = ["Ended", "Library", "State", "Trace"]

Keywords = Mapping[str, object]

_TOLD = re.compile(r"#\s*symrf:\s*(\S.*)$")


class Ended(Exception):
    """A loop or a function that is left: by "return" with a value, "break" or "continue"."""

    def __init__(self, how: str, value: object = None) -> None:
        super().__init__(how)
        self.how = how
        self.value = value


class Trace(Protocol):
    """A network that is built while a forward is read."""

    def assume(self, text: str, span: Span | None = None, certain: bool = False) -> None:
        """Notes what was assumed."""

    def known(self, extent: Extent) -> Whole:
        """The size of a tensor, as a number where it is known."""


class Library(Protocol):
    """What names of a framework mean."""

    def call(
        self, machine: State, name: External, given: Sequence[object], named: Keywords, node: ast.AST, /
    ) -> object:
        """The value of a call of a name that the text does not define."""

    def construct(self, machine: State, module: Module, given: Sequence[object], named: Keywords, /) -> None:
        """Puts into a module what its library's constructor does."""

    def apply(
        self, machine: State, module: Module, given: Sequence[object], named: Keywords, node: ast.AST, /
    ) -> object:
        """The value of a call of a module that has no forward in the text."""

    def outside(self, machine: State, module: Module, given: Sequence[object], /) -> bool:
        """Whether a call of a network stands outside of one that is read."""

    def knows(self, module: Module, /) -> bool:
        """Whether what an object of the text is can be told by the name of its class alone."""

    def sampled(self, machine: State, module: Module, given: Sequence[object], node: ast.AST, /) -> object:
        """The value of such a call, of whose shape note is taken."""

    def attribute(self, machine: State, value: object, name: str, node: ast.AST, /) -> object:
        """An attribute of a tensor, or of a module that the text does not define."""

    def method(
        self, machine: State, value: object, name: str, given: Sequence[object], named: Keywords, node: ast.AST, /
    ) -> object:
        """The value of a call of a method of a tensor or a module."""

    def binary(self, machine: State, sign: str, left: object, right: object, node: ast.AST, /) -> object:
        """The value of an operation on a tensor."""

    def item(self, machine: State, value: object, index: object, node: ast.AST, /) -> object:
        """A part of a tensor."""


class State:
    """The evaluator's state; nothing of the text is executed: its values are those of symrf.readers.source.values."""

    def __init__(self, pasted: Pasted, library: Library, shift: int = 0) -> None:
        self.pasted = pasted
        self.library = library
        self.shift = shift  # lines that were put before the text
        self.symbols = Symbols()
        self.trace: Trace | None = None
        self.top = Scope()
        self.made: list[Module] = []
        self.doubts: list[tuple[str, ast.AST]] = []  # what is taken to hold of the objects that are made
        self.scopes: list[object] = []  # what "with" has entered, the innermost last
        self.lost: dict[str, ReadError] = {}  # names whose statement was refused
        self.receivers: list[object] = []  # the objects whose methods are running, the innermost last
        self.steps = 0
        self.depth = 0
        self.scripted = False  # whether the network that is built is of statements outside of functions

    # ---- places and refusals

    def span(self, node: ast.AST | None) -> Span | None:
        """Where a part of the program stands in the text that was pasted."""
        if node is None or not hasattr(node, "lineno"):
            return None
        stop = self._offset(
            getattr(node, "end_lineno", None) or node.lineno, getattr(node, "end_col_offset", None) or 0
        )
        return self.pasted.span(self._offset(node.lineno, getattr(node, "col_offset", 0)), stop)

    def _offset(self, line: int, column: int) -> int:
        """A place in the clean text; Python counts bytes."""
        lines = self.pasted.lines
        start, text = lines[min(max(line - 1 - self.shift, 0), len(lines) - 1)]
        return start + (column if text.isascii() else len(text.encode()[:column].decode(errors="ignore")))

    def error(self, message: str, node: ast.AST | None) -> ReadError:
        """A refusal that points at a part of the program."""
        return ReadError(message, self.pasted.text, self.span(node) or (0, 1))

    def refuse(self, message: str, node: ast.AST | None) -> NoReturn:
        """Raises it."""
        raise self.error(message, node)

    def told(self, node: ast.AST, name: str) -> Architecture | None:
        """What an unknown layer is that the user has named, or whose line says it: `x = f(x)  # symrf: mix`."""
        found = self.pasted.assumed.get(name)
        if found is not None or not hasattr(node, "end_lineno"):
            return found
        _, line = self.pasted.lines[min(max((node.end_lineno or 1) - 1 - self.shift, 0), len(self.pasted.lines) - 1)]
        said = _TOLD.search(line)
        if said is None:
            return None
        try:
            return parse(said[1])
        except NotationError as wrong:
            raise self.error(f"{said[0].strip()}: {wrong.message}", node) from None

    def step(self, node: ast.AST) -> None:
        """Counts a step; a program that takes too many is refused."""
        self.steps += 1
        if self.steps > limits.READ_STEPS:
            self.refuse(_english.TOO_MANY_STEPS, node)

    def assume(self, text: str, node: ast.AST | None, certain: bool = False) -> None:
        """Notes what is assumed of the network that is being read."""
        if self.trace is not None:
            self.trace.assume(text, self.span(node), certain)

    # ---- numbers

    def whole(self, value: object) -> Whole | None:
        """A value as a whole number; an unknown one is a symbol."""
        if isinstance(value, External):
            return self.symbols.of(value)
        if isinstance(value, float) and value.is_integer():
            return int(value)
        return value if is_whole(value) else None  # type: ignore[return-value]

    def settled(self, value: Whole) -> Whole:
        """A number with sizes of tensors put in, where they are known."""
        return value if self.trace is None or isinstance(value, int) else replaced(value, self.trace.known)

    def calculated(self, sign: str, left: object, right: object, node: ast.AST) -> object:
        """The value of an operation on plain values; a name stands for what is not known."""
        if isinstance(left, External) and isinstance(right, str | External) and sign == "+":
            return left
        first, second = self.whole(left), self.whole(right)
        if first is not None and second is not None and not isinstance(left, float) and not isinstance(right, float):
            return self.bounded(self._symbolic(sign, first, second, left, node), node)
        if not isinstance(left, PLAIN) or not isinstance(right, PLAIN):
            return left if isinstance(left, External) else External("value")
        if sign == "*" and isinstance(left, int) and not isinstance(right, int | float | complex):
            left, right = right, left
        if (
            sign == "*"
            and isinstance(left, str | tuple | list)
            and isinstance(right, int)
            and len(left) * right > limits.READ_ITEMS
        ):
            self.refuse(_english.TOO_MANY_STEPS, node)
        numbers = isinstance(left, int | float) and isinstance(right, int | float)
        if sign == "**" and not (numbers and abs(left) <= 1e9 and abs(right) <= 64):  # type: ignore[arg-type]
            return External("value")
        if sign == "%" and isinstance(left, str):
            return (
                left
                if not isinstance(right, int | str | float)
                else left.replace("%d", str(right)).replace("%s", str(right))
            )
        try:
            return self.bounded(OPERATIONS[sign](left, right), node)
        except (TypeError, ValueError, ZeroDivisionError, OverflowError, KeyError) as wrong:
            raise self.error(_english.python_error(str(wrong)), node) from None

    def bounded(self, value: object, node: ast.AST) -> object:
        """A value, which is refused where it grew too long."""
        long = isinstance(value, int) and value.bit_length() > limits.READ_BITS
        if long or (isinstance(value, str | list | tuple) and len(value) > limits.READ_ITEMS):
            self.refuse(_english.TOO_MANY_STEPS, node)
        return value

    def _symbolic(self, sign: str, first: Whole, second: Whole, left: object, node: ast.AST) -> object:
        try:
            match sign:
                case "+":
                    return plus(first, second)
                case "-":
                    return difference(first, second)
                case "*":
                    return times(first, second)
                case "**":
                    return power(first, second) if isinstance(second, int) and second >= 0 else External("value")
                case "//" if second != 0:
                    return floored(first, second)
                case "%" if second != 0:
                    return modulo(first, second)
                case "/" if second != 0:
                    if isinstance(first, int) and isinstance(second, int):
                        return first / second
                    return floored(first, second)
                case "<<" | ">>" | "&" | "|" | "^" if isinstance(first, int) and isinstance(second, int):
                    return OPERATIONS[sign](first, second) if abs(second) < 64 else External("value")
        except OverflowError:
            self.refuse(_english.TOO_MANY_STEPS, node)
        if second == 0:
            self.refuse(_english.python_error("division by zero"), node)
        return left

    # ---- what the classes below add

    def call(self, called: object, given: Sequence[object], named: Keywords, node: ast.AST) -> object:
        """The value of a call."""
        raise NotImplementedError

    def attribute(self, value: object, name: str, node: ast.AST) -> object:
        """An attribute of a value."""
        raise NotImplementedError

    def truth(self, value: object, node: ast.AST) -> bool | None:
        """Whether a value holds; None where that is not known."""
        raise NotImplementedError

    def items(self, value: object, node: ast.AST) -> list[object] | None:
        """What a loop over a value goes through; None where that is not known."""
        raise NotImplementedError

    def invoke(self, function: Function, given: Sequence[object], named: Keywords, node: ast.AST) -> object:
        """The value of a call of a function of the text."""
        raise NotImplementedError

    def instance(self, of: Class, given: Sequence[object], named: Keywords, node: ast.AST) -> Module:
        """An object of a class of the text."""
        raise NotImplementedError


PLAIN = (int, float, str, bool, tuple, list, dict, set, type(None))

OPERATIONS: Mapping[str, Callable[..., object]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "//": operator.floordiv,
    "%": operator.mod,
    "**": operator.pow,
    "<<": operator.lshift,
    ">>": operator.rshift,
    "&": operator.and_,
    "|": operator.or_,
    "^": operator.xor,
}
