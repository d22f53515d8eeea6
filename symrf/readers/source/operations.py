"""Operations on values: attributes, items, arithmetic and comparisons."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping

from symrf.readers.source import _english
from symrf.readers.source.numbers import difference
from symrf.readers.source.state import PLAIN, State
from symrf.readers.source.values import Bound, Class, External, Function, Module, Native, Super, Tensor

__all__ = ["Operations"]

_ORDERED: Mapping[type, Callable[[int | float, int | float], bool]] = {
    ast.Lt: lambda left, right: left < right,
    ast.LtE: lambda left, right: left <= right,
    ast.Gt: lambda left, right: left > right,
    ast.GtE: lambda left, right: left >= right,
}


def _ends(index: object) -> tuple[object, ...]:
    return (index.start, index.stop, index.step) if isinstance(index, slice) else ()


def _part(path: str, index: object) -> str:
    """The name of a part of what is not known: another one for each index."""
    if isinstance(index, str) and index.isidentifier():
        return f"{path}.{index}"
    return f"{path}_{index}" if isinstance(index, int) and index >= 0 else f"{path}.item"


class Operations(State):
    """An evaluator of operations."""

    # ---- parts

    def attribute(self, value: object, name: str, node: ast.AST) -> object:
        match value:
            case External(given=(_, *_)):
                return self.library.attribute(self, value, name, node)
            case External(path):
                return External(f"{path}.{name}")
            case Super(behind, of):
                found = of.made_of.find(name, behind) if isinstance(of, Module) and of.made_of else None
                return Bound(found if isinstance(found, Function) else name, value if found is None else of)
            case Module():
                return self._of_module(value, name, node)
            case Class():
                found = value.find(name)
                if name == "__name__":
                    return value.name
                if isinstance(found, Function) and found.kind == "class":
                    return Bound(found, value)
                return External(f"{value.name}.{name}") if found is None and name not in value.attributes else found
            case Tensor():
                return self.library.attribute(self, value, name, node)
        return Bound(name, value)

    def _of_module(self, value: Module, name: str, node: ast.AST) -> object:
        """An attribute of an object: its own, its class's, or what its library gives it."""
        for names in (value.attributes, value.children):
            if name in names:
                return names[name]
        if value.made_of is not None:
            for each in value.made_of.line():
                if name in each.attributes:
                    return self._of_class(value, each.attributes[name], node)
            if name in ("__class__",):
                return value.made_of
        return self.library.attribute(self, value, name, node)

    def _of_class(self, value: Module, found: object, node: ast.AST) -> object:
        if not isinstance(found, Function) or found.kind == "static":
            return found
        if found.kind == "property":
            return self.invoke(found, (value,), {}, node)
        return Bound(found, value.made_of if found.kind == "class" else value)

    def item(self, value: object, index: object, node: ast.AST) -> object:
        """What stands at an index."""
        if isinstance(value, Tensor):
            return self.library.item(self, value, index, node)
        if isinstance(value, External):
            return External(_part(value.path, index))
        if isinstance(value, Module) and "models." in value.kind:
            return value  # a part of what is only named
        if isinstance(value, Module):
            if isinstance(index, str) and index in value.children:
                return value.children[index]
            found = list(value.children.values())
            if isinstance(index, slice):
                return Module(
                    value.kind, children={str(n): each for n, each in enumerate(found[index])}, node=value.node
                )
            value = found
        if isinstance(value, Class | Native | Function):  # list[int], a type
            return value
        if any(isinstance(each, External) for each in (index, *_ends(index))):
            return External("value")
        try:
            return value[index]  # type: ignore[index]
        except (TypeError, KeyError, IndexError) as wrong:
            raise self.error(_english.python_error(f"{type(wrong).__name__}: {wrong}"), node) from None

    # ---- arithmetic

    def operated(self, sign: str, left: object, right: object, node: ast.AST) -> object:
        """The value of an operation on two values."""
        if isinstance(left, Tensor) or isinstance(right, Tensor):
            return self.library.binary(self, sign, left, right, node)
        return self.calculated(sign, left, right, node)

    # ---- comparisons

    def compared(self, sign: ast.cmpop, left: object, right: object) -> bool | None:
        match sign:
            case ast.Is() | ast.IsNot():
                return None if (found := self._same(left, right)) is None else found is isinstance(sign, ast.Is)
            case ast.Eq() | ast.NotEq():
                return None if (found := self._equal(left, right)) is None else found is isinstance(sign, ast.Eq)
            case ast.In() | ast.NotIn():
                if isinstance(right, Module):
                    right = right.children
                if isinstance(left, External) or not isinstance(right, PLAIN) or isinstance(right, int | float):
                    return None
                try:
                    return (left in right) is isinstance(sign, ast.In)  # type: ignore[operator]
                except TypeError:
                    return None
        first, second = self.whole(left), self.whole(right)
        if isinstance(left, float) or isinstance(right, float):
            first, second = left, right  # type: ignore[assignment]
            plain = isinstance(left, int | float) and isinstance(right, int | float)
            return _ORDERED[type(sign)](left, right) if plain else None  # type: ignore[arg-type]
        if first is None or second is None:
            return None
        gap = self.settled(difference(first, second))
        return _ORDERED[type(sign)](gap, 0) if isinstance(gap, int) else None

    @staticmethod
    def _same(left: object, right: object) -> bool | None:
        names = [each for each in (left, right) if isinstance(each, External)]
        if not names:
            return left is right or (isinstance(left, int | str) and left == right)
        if left == right:
            return True
        return None if names[0].argument or len(names) == 2 else False

    def _equal(self, left: object, right: object) -> bool | None:
        if isinstance(left, str | None) and isinstance(right, str | None):
            return left == right
        first, second = self.whole(left), self.whole(right)
        if first is not None and second is not None:
            gap = self.settled(difference(first, second))
            return gap == 0 if isinstance(gap, int) else None
        if isinstance(left, External) or isinstance(right, External):
            return True if left == right else None
        if isinstance(left, tuple | list) and isinstance(right, tuple | list):
            if len(left) != len(right):
                return False
            each = [self._equal(one, other) for one, other in zip(left, right, strict=True)]
            return False if False in each else None if None in each else True
        return left == right
