"""The statements of a program, one after another; what has effects outside of it does nothing here."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from contextlib import suppress

from symrf.errors import ReadError
from symrf.formulas import limits
from symrf.readers.source import _english
from symrf.readers.source.calls import Calls
from symrf.readers.source.expressions import SIGNS
from symrf.readers.source.state import Ended
from symrf.readers.source.syntax import ended, layered, loaded, makes, mark, named
from symrf.readers.source.values import Class, External, Function, Module, Scope, Tensor

__all__ = ["Evaluator"]

_DEFAULT = {"nn": "torch.nn", "F": "torch.nn.functional", "torch": "torch", "np": "np", "tf": "tf"}


class Evaluator(Calls):
    """An evaluator of a program."""

    failed: list[ReadError]
    broken: ReadError | None  # the last of them that kept a network from its name
    result: Tensor | None  # the last tensor that got a name outside of functions
    mentioned: set[str]  # names of which statements outside of functions and classes make use

    def script(self, tree: ast.Module) -> None:
        """Runs a program; what is refused outside of functions is kept, and the next statement runs."""
        self.failed, self.broken, self.result = [], None, None
        loose = [each for each in tree.body if not isinstance(each, ast.ClassDef | ast.FunctionDef)]
        self.mentioned = {part.id for each in loose for part in ast.walk(each) if isinstance(part, ast.Name)}
        self.top.names |= {name: External(path) for name, path in _DEFAULT.items()}
        self.top.names["__name__"] = "__main__"
        self._gently(tree.body)

    def _gently(self, nodes: list[ast.stmt]) -> None:
        for node in nodes:
            if isinstance(node, ast.If) and not isinstance(node.test, ast.Constant):
                self._gently(node.body if self._holds(node) else node.orelse)
                continue
            if isinstance(node, ast.If):
                self._gently(node.body)
                continue
            if isinstance(node, ast.With):
                count = len(self.scopes)
                with suppress(ReadError):
                    self._enter(node, self.top)
                self._gently(node.body)
                del self.scopes[count:]
                continue
            try:
                self.statement(node, self.top)
            except ReadError as error:
                self.failed.append(error)
                self.broken = error if makes(node, self.top) else self.broken
                for name in () if isinstance(node, ast.ClassDef | ast.FunctionDef) else named(node):
                    self.top.names[name] = External(name)
                    self.lost.setdefault(name, error)
            except Ended:
                return

    def _holds(self, node: ast.If) -> bool:
        try:
            holds = self.truth(self.value(node.test, self.top), node.test)
        except ReadError:
            holds = None
        if holds is None and layered(node):
            text, place = f"not ({ast.unparse(node.test)})", node.test
            self.doubts.append((text, place))
            self.assume(_english.taken_to_hold(text), place)
        return holds is True

    def doubt(self, text: str, node: ast.AST) -> None:
        if self.receivers and (text, node) not in self.doubts:
            self.doubts.append((text, node))
        self.assume(_english.taken_to_hold(text), node)

    def body(self, nodes: list[ast.stmt], scope: Scope) -> None:
        for node in nodes:
            self.statement(node, scope)

    def statement(self, node: ast.stmt, scope: Scope) -> None:
        """Runs a statement."""
        self.step(node)
        run = _STATEMENTS.get(type(node))
        if run is not None:
            run(self, node, scope)

    # ---- definitions

    def _import(self, node: ast.Import, scope: Scope) -> None:
        for each in node.names:
            path = {"numpy": "np", "tensorflow": "tf"}.get(each.name, each.name)
            scope.names[each.asname or each.name.partition(".")[0]] = External(
                path if each.asname else path.partition(".")[0]
            )

    def _import_from(self, node: ast.ImportFrom, scope: Scope) -> None:
        for each in node.names:
            scope.names[each.asname or each.name] = External(f"{node.module or ''}.{each.name}".lstrip("."))

    def _function(self, node: ast.FunctionDef, scope: Scope, home: Class | None = None) -> None:
        marks = {mark(each) for each in node.decorator_list}
        kind = next((word for word in ("static", "class") if f"{word}method" in marks), "")
        kind = "property" if "property" in marks else kind
        made = Function(node.name, node, scope, self.defaults(node.args, scope), home, kind)
        scope.names[node.name] = made

    def _class(self, node: ast.ClassDef, scope: Scope) -> None:
        made = Class(node.name, node, tuple(self.value(each, scope) for each in node.bases), {})
        inner = Scope(made.attributes, scope)
        for each in node.body:
            if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef):
                self._method(each, made, inner, scope)
            else:
                self.statement(each, inner)
        scope.names[node.name] = made

    def _method(self, node: ast.FunctionDef | ast.AsyncFunctionDef, of: Class, inner: Scope, scope: Scope) -> None:
        """A method sees the names around its class, and not those in it."""
        self._function(node, inner, of)  # type: ignore[arg-type]
        made = of.attributes[node.name]
        if isinstance(made, Function):
            made.scope = scope

    # ---- values

    def _assign(self, node: ast.Assign, scope: Scope) -> None:
        value = self.value(node.value, scope)
        if scope is self.top and isinstance(value, Tensor):
            self.result = value
        for target in node.targets:
            self.bind(target, value, scope)

    def _annotated(self, node: ast.AnnAssign, scope: Scope) -> None:
        if node.value is not None:
            self.bind(node.target, self.value(node.value, scope), scope)

    def _augmented(self, node: ast.AugAssign, scope: Scope) -> None:
        left = self.value(loaded(node.target), scope)
        right = self.value(node.value, scope)
        if isinstance(left, list) and isinstance(node.op, ast.Add):
            more = self.items(right, node)
            if more is None:
                self.refuse(_english.not_known(ast.unparse(node.value)), node.value)
            left += more
            if len(left) > limits.READ_ITEMS:
                self.refuse(_english.TOO_MANY_STEPS, node)
            return
        self.bind(node.target, self.operated(SIGNS[type(node.op)], left, right, node), scope)

    def bind(self, target: ast.expr, value: object, scope: Scope) -> None:
        match target:
            case ast.Name(name):
                scope.names[name] = value
            case ast.Attribute(of, name):
                owner = self.value(of, scope)
                if isinstance(owner, (Module, Class)):
                    owner.attributes[name] = value
            case ast.Tuple(targets) | ast.List(targets):
                self._unpack(targets, value, target, scope)
            case ast.Starred(inner):
                self.bind(inner, value, scope)
            case ast.Subscript(of, index):
                self._put(self.value(of, scope), self.value(index, scope), value, target)

    def _put(self, owner: object, index: object, value: object, node: ast.expr) -> None:
        match owner, index:
            case dict(), str() | int() | tuple():
                owner[index] = value
            case list(), int() if -len(owner) <= index < len(owner):
                owner[index] = value
            case Module(), str() | int():
                owner.children[str(index)] = value
            case Tensor(), _:
                self.refuse(_english.PUT_INTO_TENSOR, node)

    def _unpack(self, targets: list[ast.expr], value: object, node: ast.expr, scope: Scope) -> None:
        if isinstance(value, External):
            values: list[object] = [External(f"{value.path}_{n}") for n, _ in enumerate(targets)]
        elif isinstance(value, Tensor):
            self.refuse(_english.LOOP_OVER_TENSOR, node)
        else:
            found = self.items(value, node)
            if found is None:
                return
            values = found
        star = next((n for n, each in enumerate(targets) if isinstance(each, ast.Starred)), None)
        if star is not None and len(values) >= len(targets) - 1:
            after = len(targets) - star - 1
            middle = values[star : len(values) - after]
            values = [*values[:star], middle, *values[len(values) - after :]]
        if len(values) != len(targets):
            self.refuse(_english.python_error(f"{len(values)} values for {len(targets)} names"), node)
        for each, part in zip(targets, values, strict=True):
            self.bind(each, part, scope)

    # ---- the flow

    def _if(self, node: ast.If, scope: Scope) -> None:
        holds = self.truth(self.value(node.test, scope), node.test)
        if holds is None:
            refuses = all(isinstance(each, ast.Raise | ast.Pass) for each in node.body)
            holds = not refuses
            if holds:
                self.doubt(ast.unparse(node.test), node.test)
        self.body(node.body if holds else node.orelse, scope)

    def _for(self, node: ast.For, scope: Scope) -> None:
        values = self.items(self.value(node.iter, scope), node.iter)
        if values is None:
            if (scope is self.top or (self.trace is None and not self.depth)) and not layered(node):
                return
            self.refuse(_english.loop_not_known(ast.unparse(node.iter)), node.iter)
        for each in values:
            self.bind(node.target, each, scope)
            try:
                self.body(node.body, scope)
            except Ended as end:
                if end.how == "break":
                    return
                if end.how != "continue":
                    raise
        self.body(node.orelse, scope)

    def _while(self, node: ast.While, scope: Scope) -> None:
        while True:
            holds = self.truth(self.value(node.test, scope), node.test)
            if holds is None and scope is self.top and not layered(node):
                return
            if holds is None:
                self.refuse(_english.loop_not_known(ast.unparse(node.test)), node.test)
            if not holds:
                return
            try:
                self.body(node.body, scope)
            except Ended as end:
                if end.how == "break":
                    return
                if end.how != "continue":
                    raise

    def _with(self, node: ast.With, scope: Scope) -> None:
        count = len(self.scopes)
        try:
            self._enter(node, scope)
            self.body(node.body, scope)
        finally:
            del self.scopes[count:]

    def _enter(self, node: ast.With, scope: Scope) -> None:
        for each in node.items:
            value = self.value(each.context_expr, scope)
            if each.optional_vars is not None:
                self.bind(each.optional_vars, value, scope)

    def _try(self, node: ast.Try, scope: Scope) -> None:
        self.body(node.body, scope)
        self.body(node.orelse, scope)
        self.body(node.finalbody, scope)

    def _raise(self, node: ast.Raise, _: Scope) -> None:
        self.refuse(_english.raises(ast.unparse(node)), node)

    def _return(self, node: ast.Return, scope: Scope) -> None:
        raise Ended("return", None if node.value is None else self.value(node.value, scope))

    def _expression(self, node: ast.Expr, scope: Scope) -> None:
        self.value(node.value, scope)


_STATEMENTS: Mapping[type, Callable[..., None]] = {
    ast.Import: Evaluator._import,
    ast.ImportFrom: Evaluator._import_from,
    ast.FunctionDef: Evaluator._function,
    ast.AsyncFunctionDef: Evaluator._function,
    ast.ClassDef: Evaluator._class,
    ast.Assign: Evaluator._assign,
    ast.AnnAssign: Evaluator._annotated,
    ast.AugAssign: Evaluator._augmented,
    ast.If: Evaluator._if,
    ast.For: Evaluator._for,
    ast.While: Evaluator._while,
    ast.With: Evaluator._with,
    ast.Try: Evaluator._try,
    ast.Raise: Evaluator._raise,
    ast.Return: Evaluator._return,
    ast.Expr: Evaluator._expression,
    ast.Break: ended("break"),
    ast.Continue: ended("continue"),
}
