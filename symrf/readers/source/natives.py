"""Python's own functions and methods, as far as programs of networks use them: values in, values out."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping, Sequence

from symrf.formulas import limits
from symrf.formulas.tree import Maximum, Minimum, number
from symrf.readers.source import _english
from symrf.readers.source.numbers import difference
from symrf.readers.source.state import State
from symrf.readers.source.values import Bound, Class, External, Function, Module, Native, Tensor

__all__ = ["NATIVES", "native"]

Given = Sequence[object]
Named = Mapping[str, object]


def native(machine: State, name: str, given: Given, named: Named, node: ast.AST) -> object:
    """The value of a call of a function of Python itself; External where it is not known."""
    made = NATIVES.get(name)
    if made is None:
        return External(name)
    try:
        return made(machine, given, named, node)
    except (TypeError, ValueError, IndexError, KeyError, AttributeError, OverflowError):
        return External(given[0].path if given and isinstance(given[0], External) else name)


def _range(machine: State, given: Given, _: Named, node: ast.AST) -> object:
    ends = [machine.settled(each) if (each := machine.whole(value)) is not None else None for value in given]
    if not all(isinstance(each, int) for each in ends):
        return External("range")
    found = range(*ends)  # type: ignore[arg-type]
    if len(found) > limits.READ_ITEMS:
        machine.refuse(_english.TOO_MANY_STEPS, node)
    return list(found)


def _length(machine: State, given: Given, _: Named, node: ast.AST) -> object:
    value = given[0]
    if isinstance(value, External):
        return External(value.path)
    if isinstance(value, Tensor):
        size = machine.library.attribute(machine, value, "shape", node)
        return size[0] if isinstance(size, tuple) else External("len")
    found = machine.items(value, node)
    return External("len") if found is None else len(found)


def _listed(machine: State, value: object, node: ast.AST) -> list[object]:
    found = machine.items(value, node)
    if found is None:
        raise ValueError
    return found


def _enumerate(machine: State, given: Given, named: Named, node: ast.AST) -> object:
    start = named.get("start", given[1] if len(given) > 1 else 0)
    return list(enumerate(_listed(machine, given[0], node), start if isinstance(start, int) else 0))


def _zip(machine: State, given: Given, _: Named, node: ast.AST) -> object:
    return list(zip(*(_listed(machine, each, node) for each in given), strict=False))


def _whole_of(machine: State, given: Given, _: Named, __: ast.AST) -> object:
    value = given[0] if given else 0
    if isinstance(value, float | str | bool):
        return int(value)
    found = machine.whole(value)
    return External("int") if found is None else found


def _float(_machine: State, given: Given, _: Named, __: ast.AST) -> object:
    return float(given[0]) if isinstance(given[0], int | float | str) else given[0]


def _extreme(least: bool) -> Callable[[State, Given, Named, ast.AST], object]:
    def made(machine: State, given: Given, _: Named, node: ast.AST) -> object:
        values = _listed(machine, given[0], node) if len(given) == 1 else list(given)
        if all(isinstance(each, int | float) for each in values):
            return (min if least else max)(values)  # type: ignore[type-var]
        found = [machine.whole(each) for each in values]
        if None in found:
            return External("value")
        whole = [machine.settled(each) for each in found if each is not None]
        best = whole[0]
        for each in whole[1:]:
            gap = machine.settled(difference(each, best))
            if not isinstance(gap, int):
                return (Minimum if least else Maximum)(tuple(map(number, whole)))
            best = each if (gap < 0) is least and gap else best
        return best

    return made


def _sum(machine: State, given: Given, _: Named, node: ast.AST) -> object:
    total: object = given[1] if len(given) > 1 else 0
    for each in _listed(machine, given[0], node):
        if isinstance(total, Tensor) or isinstance(each, Tensor):
            total = each if total == 0 else machine.library.binary(machine, "+", total, each, node)
        else:
            total = machine.calculated("+", total, each, node)
    return total


def _absolute(machine: State, given: Given, _: Named, node: ast.AST) -> object:
    if isinstance(given[0], Tensor):
        return machine.library.call(machine, External("torch.abs"), given, {}, node)
    value = given[0] if isinstance(given[0], float) else machine.settled(machine.whole(given[0]) or 0)
    return abs(value) if isinstance(value, int | float) else External("abs")


def _isinstance(_machine: State, given: Given, _: Named, __: ast.AST) -> object:
    value, kinds = given
    found = [_is(value, kind) for kind in (kinds if isinstance(kinds, tuple) else (kinds,))]
    return True if True in found else External("condition") if None in found else False


_TYPES = {"int": int, "float": float, "str": str, "tuple": tuple, "list": list, "dict": dict, "bool": bool}


def _is(value: object, kind: object) -> bool | None:
    match kind:
        case Native(name) if name in _TYPES:
            return None if isinstance(value, External) else isinstance(value, _TYPES[name])
        case Class():
            return isinstance(value, Module) and value.made_of is not None and kind in value.made_of.line()
        case External() if isinstance(value, Module):
            own = value.made_of.foreign if value.made_of else None
            return kind.last in {value.kind, "Module", own.last if own else ""}
        case External(path) if isinstance(value, Tensor):
            return path.rpartition(".")[2] == "Tensor"
        case External(path):
            if isinstance(value, External):
                return None
            return {"Iterable": isinstance(value, tuple | list), "Sequence": isinstance(value, tuple | list)}.get(
                path.rpartition(".")[2], False
            )
    return None


def _getattr(machine: State, given: Given, _: Named, node: ast.AST) -> object:
    if not isinstance(given[1], str):
        return External("attribute")
    found = machine.attribute(given[0], given[1], node)
    return given[2] if isinstance(found, External) and len(given) > 2 and isinstance(given[0], Module) else found


def _hasattr(machine: State, given: Given, _: Named, node: ast.AST) -> object:
    if not isinstance(given[0], Module) or not isinstance(given[1], str):
        return External("condition")
    return not isinstance(machine.attribute(given[0], given[1], node), External)


def _setattr(_: State, given: Given, __: Named, ___: ast.AST) -> object:
    if isinstance(given[0], Module) and isinstance(given[1], str):
        given[0].attributes[given[1]] = given[2]
    return None


def _map(machine: State, given: Given, _: Named, node: ast.AST) -> object:
    return [
        machine.call(given[0], each, {}, node)
        for each in zip(*(_listed(machine, v, node) for v in given[1:]), strict=False)
    ]


def _filter(machine: State, given: Given, _: Named, node: ast.AST) -> object:
    found = _listed(machine, given[1], node)
    kept = [each if given[0] is None else machine.call(given[0], (each,), {}, node) for each in found]
    return [each for each, keeps in zip(found, kept, strict=True) if machine.truth(keeps, node) is not False]


def _all(any_: bool) -> Callable[[State, Given, Named, ast.AST], object]:
    def made(machine: State, given: Given, _: Named, node: ast.AST) -> object:
        found = [machine.truth(each, node) for each in _listed(machine, given[0], node)]
        if any_ in found:
            return any_
        return External("condition") if None in found else not any_

    return made


def _round(_: State, given: Given, __: Named, ___: ast.AST) -> object:
    digits = given[1] if len(given) > 1 else None
    if isinstance(given[0], int | float) and isinstance(digits, int | None):
        return round(given[0], digits)
    return given[0]


def _type(_: State, given: Given, __: Named, ___: ast.AST) -> object:
    value = given[0]
    if isinstance(value, Module):
        return value.made_of or External(value.kind)
    kind = type(value).__name__
    return Native(kind) if kind in _TYPES else External("type")


def _sorted(machine: State, given: Given, _: Named, node: ast.AST) -> object:
    return sorted(_listed(machine, given[0], node))  # type: ignore[type-var]


def _sequence(kind: type) -> Callable[[State, Given, Named, ast.AST], object]:
    def made(machine: State, given: Given, _: Named, node: ast.AST) -> object:
        return kind(_listed(machine, given[0], node)) if given else kind()

    return made


def _dictionary(machine: State, given: Given, named: Named, node: ast.AST) -> object:
    if not given:
        return dict(named)
    pairs = list(given[0].items()) if isinstance(given[0], dict) else _listed(machine, given[0], node)
    return {each[0]: each[1] for each in pairs if isinstance(each, tuple | list)} | dict(named)


def _nothing(*_: object) -> object:
    return None


NATIVES: Mapping[str, Callable[[State, Given, Named, ast.AST], object]] = {
    "range": _range,
    "len": _length,
    "enumerate": _enumerate,
    "zip": _zip,
    "int": _whole_of,
    "float": _float,
    "str": lambda _, given, __, ___: str(given[0]) if isinstance(given[0], int | float | str) else given[0],
    "bool": lambda machine, given, _, node: machine.truth(given[0], node),
    "min": _extreme(True),
    "max": _extreme(False),
    "sum": _sum,
    "abs": _absolute,
    "round": _round,
    "isinstance": _isinstance,
    "getattr": _getattr,
    "hasattr": _hasattr,
    "setattr": _setattr,
    "map": _map,
    "filter": _filter,
    "all": _all(False),
    "any": _all(True),
    "list": _sequence(list),
    "tuple": _sequence(tuple),
    "set": _sequence(list),
    "dict": _dictionary,
    "reversed": lambda machine, given, _, node: _listed(machine, given[0], node)[::-1],
    "sorted": _sorted,
    "iter": lambda machine, given, _, node: _listed(machine, given[0], node),
    "type": _type,
    "print": _nothing,
    "input": _nothing,
    "exit": _nothing,
    "callable": lambda _, given, __, ___: isinstance(given[0], Function | Bound | Module | Class | Native),
}
"""The functions that are understood."""
