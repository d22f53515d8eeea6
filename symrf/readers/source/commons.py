"""What networks' programs use of Python's libraries: math, products, partial, OrderedDict, copies, options."""

from __future__ import annotations

import ast
import math
from collections.abc import Callable, Mapping, Sequence

from symrf.formulas.tree import Ceiling, Written
from symrf.readers.source.state import State
from symrf.readers.source.values import External, Function, Module, Scope

__all__ = ["common"]

Given = Sequence[object]
Named = Mapping[str, object]


def common(machine: State, name: External, given: Given, named: Named, node: ast.AST) -> object:
    """The value of a call of a library of Python; NotImplemented where it is none that is understood."""
    made = _COMMON.get(name.path) or _COMMON.get(name.path.replace("numpy.", "np."))
    if made is None and name.path.startswith(("math.", "np.")) and name.last in _FUNCTIONS:
        return _mathematics(name.last, given)
    return NotImplemented if made is None else made(machine, given, named, node)


_FUNCTIONS: Mapping[str, Callable[..., object]] = {
    "ceil": math.ceil,
    "floor": math.floor,
    "log": math.log,
    "log2": math.log2,
    "log10": math.log10,
    "sqrt": math.sqrt,
    "pow": math.pow,
}


def _mathematics(name: str, given: Given) -> object:
    if not all(isinstance(each, int | float) for each in given):
        whole = given[0]
        if name in ("ceil", "floor") and isinstance(whole, Written):
            return Ceiling(whole) if name == "ceil" else whole
        return given[0]
    function = _FUNCTIONS.get(name)
    try:
        return External(name) if function is None else function(*given)
    except (ValueError, OverflowError, TypeError):
        return External(name)


def _product(machine: State, given: Given, _: Named, node: ast.AST) -> object:
    values = machine.items(given[0], node)
    if values is None:
        return given[0]
    total: object = 1
    for each in values:
        total = machine.calculated("*", total, each, node)
    return total


def _first(_: State, given: Given, __: Named, ___: ast.AST) -> object:
    return given[0] if given else None


def _ordered(machine: State, given: Given, named: Named, node: ast.AST) -> object:
    if not given:
        return dict(named)
    pairs = list(given[0].items()) if isinstance(given[0], dict) else machine.items(given[0], node)
    return {str(each[0]): each[1] for each in pairs or () if isinstance(each, tuple | list) and len(each) == 2}


def _copied(_machine: State, given: Given, _: Named, __: ast.AST) -> object:
    return _copy(given[0])


def _copy(value: object) -> object:
    match value:
        case Module():
            return Module(
                value.kind,
                value.made_of,
                {name: _copy(each) for name, each in value.attributes.items()},
                {name: _copy(each) for name, each in value.children.items()},
                dict(value.arguments),
                value.node,
                value.order,
            )
        case list() | tuple():
            return type(value)(map(_copy, value))
        case dict():
            return {key: _copy(each) for key, each in value.items()}
    return value


def _partial(_: State, given: Given, named: Named, __: ast.AST) -> object:
    """A function of the text that calls another with the arguments that are known already."""
    scope = Scope({"function": given[0], "given": tuple(given[1:]), "named": dict(named)})
    return Function("partial", _PARTIAL, scope, {}) if isinstance(_PARTIAL, ast.Lambda) else External("partial")


_PARTIAL = ast.parse("lambda *more, **others: function(*given, *more, **{**named, **others})", mode="eval").body


def _options(_: State, __: Given, ___: Named, node: ast.AST) -> object:
    return Module("ArgumentParser", node=node)


_COMMON: Mapping[str, Callable[[State, Given, Named, ast.AST], object]] = {
    "np.prod": _product,
    "numpy.prod": _product,
    "math.prod": _product,
    "torch.prod": _product,
    "np.array": _first,
    "collections.OrderedDict": _ordered,
    "OrderedDict": _ordered,
    "copy.deepcopy": _copied,
    "copy.copy": _copied,
    "deepcopy": _copied,
    "functools.partial": _partial,
    "partial": _partial,
    "argparse.ArgumentParser": _options,
    "ArgumentParser": _options,
    "tuple": _first,
}
