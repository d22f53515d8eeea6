"""Calls: of functions, classes and methods of the text, and of what stands outside it."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence

from symrf.errors import ReadError
from symrf.formulas import limits
from symrf.readers.source import _english
from symrf.readers.source.commons import common
from symrf.readers.source.expressions import Expressions
from symrf.readers.source.methods import method
from symrf.readers.source.natives import native
from symrf.readers.source.state import Ended
from symrf.readers.source.values import Bound, Class, External, Function, Module, Native, Scope, Super, Tensor

__all__ = ["Calls"]

Given = Sequence[object]
Named = Mapping[str, object]


class Calls(Expressions):
    """An evaluator of calls."""

    def call(self, called: object, given: Given, named: Named, node: ast.AST) -> object:
        match called:
            case Function():
                return self.invoke(called, given, named, node)
            case Bound(Function() as function, of):
                return self.invoke(function, (of, *given), named, node)
            case Bound(str() as name, Super(_, Module() as of)):
                return self._of_library(of, name, given, named, node)
            case Bound(str() as name, (Tensor() | Module() | External()) as of):
                return self.library.method(self, of, name, given, named, node)
            case Bound(str() as name, of):
                return method(self, of, name, given, named, node)
            case Class():
                return self.instance(called, given, named, node)
            case Module():
                return self.applied(called, given, named, node)
            case Native(name):
                return native(self, name, given, named, node)
            case External():
                found = common(self, called, given, named, node)
                return self.library.call(self, called, given, named, node) if found is NotImplemented else found
        return External("value")

    def _of_library(self, of: Module, name: str, given: Given, named: Named, node: ast.AST) -> object:
        """A method of the class of a library from which a class of the text derives."""
        if name == "__init__":
            self.library.construct(self, of, given, named)
            return None
        if name == "forward":
            return self.library.apply(self, of, given, named, node)
        return self.library.method(self, of, name, given, named, node)

    def applied(self, module: Module, given: Given, named: Named, node: ast.AST) -> object:
        """The value of a call of an object."""
        outside = self.trace is None or (self.scripted and not any(isinstance(each, Tensor) for each in given))
        if outside and self.library.outside(self, module, given):
            return self.library.sampled(self, module, given, node)
        of = module.made_of
        for name in ("forward", "__call__", "call"):
            found = None if of is None else of.find(name)
            if isinstance(found, Function) and not self.library.knows(module):
                return self.invoke(found, (module, *given), named, node)
        return self.library.apply(self, module, given, named, node)

    def instance(self, of: Class, given: Given, named: Named, node: ast.AST) -> Module:
        foreign = of.foreign
        made = Module(foreign.last if foreign else "", of, node=node, order=len(self.made))
        self.made.append(made)
        constructor = of.find("__init__")
        if isinstance(constructor, Function):
            try:
                self.invoke(constructor, (made, *given), named, node)
            except ReadError:
                del self.made[made.order :]
                raise
        elif foreign is not None and (given or named):
            self.library.construct(self, made, given, named)
        else:
            fields = [
                each.target.id
                for each in of.node.body
                if isinstance(each, ast.AnnAssign) and isinstance(each.target, ast.Name)
            ]
            made.attributes |= dict(zip(fields, given, strict=False)) | dict(named)
        return made

    def invoke(self, function: Function, given: Given, named: Named, node: ast.AST) -> object:
        self.depth += 1
        if self.depth > limits.READ_DEPTH:
            self.refuse(_english.TOO_DEEP, node)
        scope = Scope(outer=function.scope, inner_of=function.home, receiver=given[0] if given else None)
        self._bound(function, given, named, scope, node)
        self.receivers.append(scope.receiver)
        try:
            if isinstance(function.node, ast.Lambda):
                return self.value(function.node.body, scope)
            self.body(function.node.body, scope)
        except Ended as end:
            return end.value
        finally:
            self.receivers.pop()
            self.depth -= 1
        return None

    def _bound(self, function: Function, given: Given, named: Named, scope: Scope, node: ast.AST) -> None:
        """Gives a function its arguments; one that is missing is a name that stands for what is not known."""
        arguments = function.node.args
        words = [each.arg for each in (*arguments.posonlyargs, *arguments.args)]
        names = scope.names
        names.update(zip(words, given, strict=False))
        rest = list(given[len(words) :])
        if arguments.vararg is not None:
            names[arguments.vararg.arg] = tuple(rest)
        elif rest:
            self.refuse(_english.takes_so_many(function.name, len(words), len(given)), node)
        words += [each.arg for each in arguments.kwonlyargs]
        more: dict[str, object] = {}
        for key, value in named.items():
            if key in words:
                names[key] = value
            else:
                more[key] = value
        if arguments.kwarg is not None:
            names[arguments.kwarg.arg] = more
        elif more:
            self.refuse(_english.takes_no_argument(function.name, next(iter(more))), node)
        for word in words:
            if word not in names:
                names[word] = function.defaults.get(word, External(word, argument=True))

    def body(self, nodes: list[ast.stmt], scope: Scope) -> None:
        """Runs statements."""
        raise NotImplementedError

    # ---- what is asked of values

    def truth(self, value: object, node: ast.AST) -> bool | None:
        match value:
            case External():
                return None
            case bool() | float() | str() | None | list() | tuple() | dict() | set():
                return bool(value)
            case Module():
                container = value.kind in ("ModuleList", "ModuleDict", "Sequential")
                return bool(value.children) if container and value.made_of is None else True
            case Function() | Bound() | Class() | Native():
                return True
            case Tensor():
                self.refuse(_english.TRUTH_OF_TENSOR, node)
        whole = self.whole(value)
        settled = None if whole is None else self.settled(whole)
        return settled != 0 if isinstance(settled, int) else None

    def items(self, value: object, node: ast.AST) -> list[object] | None:
        match value:
            case list() | tuple():
                return list(value)
            case str() | set():
                return sorted(value) if isinstance(value, set) else list(value)
            case dict():
                return list(value)
            case Module(made_of=Class() as of) if isinstance(found := of.find("__iter__"), Function):
                return self.items(self.invoke(found, (value,), {}, node), node)
            case Module():
                return list(value.children) if value.kind == "ModuleDict" else list(value.children.values())
            case Tensor():
                self.refuse(_english.LOOP_OVER_TENSOR, node)
        return None
