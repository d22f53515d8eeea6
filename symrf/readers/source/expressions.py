"""The values of a program's expressions."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping

from symrf.formulas import limits
from symrf.readers.source import _english
from symrf.readers.source.natives import NATIVES
from symrf.readers.source.operations import Operations
from symrf.readers.source.values import Class, External, Function, Native, Scope, Super, Tensor

__all__ = ["MADE_UP", "SIGNS", "Expressions"]

MADE_UP = frozenset(
    ["randn", "rand", "ones", "zeros", "empty", "randint", "full", "Tensor", "FloatTensor", "rand_like"]
)
"""Functions that make a tensor of a shape."""
SIGNS: Mapping[type, str] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.FloorDiv: "//",
    ast.Mod: "%",
    ast.Pow: "**",
    ast.LShift: "<<",
    ast.RShift: ">>",
    ast.BitAnd: "&",
    ast.BitOr: "|",
    ast.BitXor: "^",
    ast.MatMult: "@",
}


class Expressions(Operations):
    """An evaluator of expressions."""

    def value(self, node: ast.expr, scope: Scope) -> object:
        """The value of an expression."""
        self.step(node)
        made = _EXPRESSIONS.get(type(node))
        if made is None:
            return External("value")
        self.depth += 1
        if self.depth > limits.READ_DEPTH:
            self.refuse(_english.TOO_DEEP, node)
        try:
            return made(self, node, scope)
        finally:
            self.depth -= 1

    # ---- names and parts

    def _name(self, node: ast.Name, scope: Scope) -> object:
        holder = scope.holder(node.id)
        if holder is not None:
            return holder.names[node.id]
        return Native(node.id) if node.id in NATIVES else External(node.id)

    def _attribute(self, node: ast.Attribute, scope: Scope) -> object:
        return self.attribute(self.value(node.value, scope), node.attr, node)

    def _subscript(self, node: ast.Subscript, scope: Scope) -> object:
        value, index = self.value(node.value, scope), self.value(node.slice, scope)
        return self.item(value, index, node)

    def _slice(self, node: ast.Slice, scope: Scope) -> object:
        ends = [None if each is None else self.value(each, scope) for each in (node.lower, node.upper, node.step)]
        return slice(*ends)

    # ---- operations

    def _binary(self, node: ast.BinOp, scope: Scope) -> object:
        return self.operated(SIGNS[type(node.op)], self.value(node.left, scope), self.value(node.right, scope), node)

    def _unary(self, node: ast.UnaryOp, scope: Scope) -> object:
        value = self.value(node.operand, scope)
        if isinstance(node.op, ast.Not):
            truth = self.truth(value, node.operand)
            return External("condition") if truth is None else not truth
        if isinstance(value, Tensor) or isinstance(node.op, ast.UAdd):
            return value
        if isinstance(node.op, ast.Invert):
            return ~value if isinstance(value, int) else value
        return self.calculated("*", value, -1, node)

    def _boolean(self, node: ast.BoolOp, scope: Scope) -> object:
        """`and` and `or`: the value that decides; what is not known decides nothing as long as another does."""
        ends = isinstance(node.op, ast.Or)
        unknown, value = None, None
        for each in node.values:
            value = self.value(each, scope)
            truth = self.truth(value, each)
            if truth is None:
                unknown = value
            elif truth is ends:
                return value
        return value if unknown is None else External("condition") if not isinstance(unknown, External) else unknown

    def _comparison(self, node: ast.Compare, scope: Scope) -> object:
        left, unknown = self.value(node.left, scope), False
        for sign, each in zip(node.ops, node.comparators, strict=True):
            right = self.value(each, scope)
            holds = self.compared(sign, left, right)
            if holds is False:
                return False
            unknown = unknown or holds is None
            left = right
        return External("condition") if unknown else True

    def _conditional(self, node: ast.IfExp, scope: Scope) -> object:
        return self.value(node.body if self.decided(node.test, scope) else node.orelse, scope)

    def decided(self, test: ast.expr, scope: Scope) -> bool:
        """Whether a condition is taken to hold; where that is not known, it is, and that is noted."""
        found = self.truth(self.value(test, scope), test)
        if found is None:
            self.doubt(ast.unparse(test), test)
            return True
        return found

    def doubt(self, text: str, node: ast.AST) -> None:
        """Notes a condition that is taken to hold; while a constructor runs, for all that are read."""
        raise NotImplementedError

    # ---- collections

    def _collection(self, node: ast.List | ast.Tuple | ast.Set, scope: Scope) -> object:
        found = self.listed(node.elts, scope)
        return tuple(found) if isinstance(node, ast.Tuple) else found

    def listed(self, nodes: list[ast.expr], scope: Scope) -> list[object]:
        """The values of expressions, of which those with a star are many."""
        found: list[object] = []
        for each in nodes:
            if not isinstance(each, ast.Starred):
                found.append(self.value(each, scope))
                continue
            value = self.value(each.value, scope)
            more = self.items(value, each)
            if more is None:
                self.refuse(_english.not_known(ast.unparse(each.value)), each)
            found += more
        return found

    def _dict(self, node: ast.Dict, scope: Scope) -> object:
        found: dict[object, object] = {}
        for key, each in zip(node.keys, node.values, strict=True):
            value = self.value(each, scope)
            if key is None:
                found.update(value if isinstance(value, dict) else {})
                continue
            name = self.value(key, scope)
            if isinstance(name, str | int | float | tuple | None | External | Class | Native):
                found[name] = value
        return found

    def _joined(self, node: ast.JoinedStr, scope: Scope) -> object:
        parts = [
            self.value(each.value if isinstance(each, ast.FormattedValue) else each, scope) for each in node.values
        ]
        return "".join(each.last if isinstance(each, External) else str(each) for each in parts)

    def _comprehension(
        self, node: ast.ListComp | ast.GeneratorExp | ast.SetComp | ast.DictComp, scope: Scope
    ) -> object:
        found: list[object] = []
        inner = Scope(outer=scope)

        def turn(place: int) -> None:
            if place == len(node.generators):
                if isinstance(node, ast.DictComp):
                    found.append((self.value(node.key, inner), self.value(node.value, inner)))
                else:
                    found.append(self.value(node.elt, inner))
                return
            loop = node.generators[place]
            values = self.items(self.value(loop.iter, inner if place else scope), loop.iter)
            if values is None:
                self.refuse(_english.not_known(ast.unparse(loop.iter)), loop.iter)
            for each in values:
                self.bind(loop.target, each, inner)
                if all(self.decided(test, inner) for test in loop.ifs):
                    turn(place + 1)

        turn(0)
        return dict(found) if isinstance(node, ast.DictComp) else found  # type: ignore[arg-type]

    def bind(self, target: ast.expr, value: object, scope: Scope) -> None:
        """Gives a value to a name, an attribute, an item, or several of them."""
        raise NotImplementedError

    # ---- calls

    def _lambda(self, node: ast.Lambda, scope: Scope) -> object:
        return Function("lambda", node, scope, self.defaults(node.args, scope))

    def defaults(self, arguments: ast.arguments, scope: Scope) -> dict[str, object]:
        """The defaults of a function, by the names of its arguments."""
        positional = [*arguments.posonlyargs, *arguments.args]
        found = dict(
            zip(
                [each.arg for each in positional][len(positional) - len(arguments.defaults) :],
                arguments.defaults,
                strict=True,
            )
        )
        found |= {
            each.arg: value for each, value in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True) if value
        }
        return {name: self.value(value, scope) for name, value in found.items()}

    def _called(self, node: ast.Call, scope: Scope) -> object:
        if isinstance(node.func, ast.Name) and node.func.id == "super":
            holder = scope
            while holder.inner_of is None and holder.outer is not None:
                holder = holder.outer
            return External("super") if holder.inner_of is None else Super(holder.inner_of, holder.receiver)
        called = self.value(node.func, scope)
        if isinstance(called, External) and called.last in MADE_UP and self._unknown_shape(node, scope):
            return External(called.path)
        given = self.listed(node.args, scope)
        named: dict[str, object] = {}
        for each in node.keywords:
            value = self.value(each.value, scope)
            if each.arg is not None:
                named[each.arg] = value
            elif isinstance(value, dict):
                named |= {str(key): part for key, part in value.items()}
        try:
            return self.call(called, given, named, node)
        except RecursionError:
            raise self.error(_english.TOO_DEEP, node) from None

    def _unknown_shape(self, node: ast.Call, scope: Scope) -> bool:
        """Whether a tensor is made up, of a shape that is not known: torch.zeros(1, *shape)."""
        stars = [each.value for each in node.args if isinstance(each, ast.Starred)]
        return any(isinstance(self.value(each, scope), External) for each in stars)

    def _walrus(self, node: ast.NamedExpr, scope: Scope) -> object:
        value = self.value(node.value, scope)
        self.bind(node.target, value, scope)
        return value


_EXPRESSIONS: Mapping[type, Callable[..., object]] = {
    ast.Constant: lambda _, node, __: node.value,
    ast.Name: Expressions._name,
    ast.Attribute: Expressions._attribute,
    ast.Subscript: Expressions._subscript,
    ast.Slice: Expressions._slice,
    ast.BinOp: Expressions._binary,
    ast.UnaryOp: Expressions._unary,
    ast.BoolOp: Expressions._boolean,
    ast.Compare: Expressions._comparison,
    ast.IfExp: Expressions._conditional,
    ast.List: Expressions._collection,
    ast.Tuple: Expressions._collection,
    ast.Set: Expressions._collection,
    ast.Dict: Expressions._dict,
    ast.JoinedStr: Expressions._joined,
    ast.ListComp: Expressions._comprehension,
    ast.SetComp: Expressions._comprehension,
    ast.GeneratorExp: Expressions._comprehension,
    ast.DictComp: Expressions._comprehension,
    ast.Lambda: Expressions._lambda,
    ast.Call: Expressions._called,
    ast.NamedExpr: Expressions._walrus,
}
