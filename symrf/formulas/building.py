"""The tree of each rule of `grammar/formula.lark`, innermost first."""

from __future__ import annotations

import re
from fractions import Fraction as Ratio
from itertools import islice
from typing import Any

from symrf.formulas import _english, limits
from symrf.formulas.parts import (
    Index,
    Part,
    check_beside,
    joined,
    letters,
    multiplied,
    parts,
    place,
    solid,
    summed,
    trees,
)
from symrf.formulas.refusals import Refusal
from symrf.formulas.tree import (
    Ceiling,
    Floor,
    Fraction,
    Maximum,
    Minimum,
    Modulo,
    Negative,
    Number,
    Piecewise,
    Power,
    Product,
    Sum,
    Symbol,
    Tuple,
    Written,
    nodes,
)

__all__ = ["Builder"]

_FUNCTIONS = ("floor", "ceil", "ceiling", "Mod", "min", "max", "mod", "Sum", "Piecewise", "int", "float", "floordiv")
_SUBSCRIPT = re.compile(r"(?:\\[A-Za-z]+\s*)?\[\s*([^\]\\]*?)\s*(?:\\[A-Za-z]+\s*)?\]")


class Builder:
    """A method for each rule of the grammar: from its tokens and the parts below it to one part."""

    def start(self, children: list[Any]) -> Written:
        return parts(children)[0].tree

    def sum(self, children: list[Any]) -> Part:
        terms: list[Part] = []
        for sign, child in zip([None, *children], children, strict=False):
            if isinstance(child, Part):
                minus = sign is not None and sign.type == "MINUS"
                if minus and not terms and child.after_minus:
                    terms.append(child.after_minus(sign))
                else:
                    terms.append(self.negative([sign, child]) if minus else solid(child))
        return terms[0] if len(terms) == 1 else joined(Sum(trees(terms)), terms)

    def negative(self, children: list[Any]) -> Part:
        return joined(Negative(solid(children[1]).tree), children)

    def modulo(self, children: list[Any]) -> Part:
        dividend, _, divisor = children

        def after_minus(sign: Any) -> Part:
            start, middle, cut, end = sign.start_pos, dividend.start_pos, dividend.end_pos, divisor.end_pos
            raise Refusal(_english.TWO_WAYS, (start, end), (start, cut), (cut, end), (start, middle), (middle, end))

        remainder = joined(Modulo(solid(dividend).tree, solid(divisor).tree), children)
        return remainder._replace(after_minus=after_minus)

    def product(self, children: list[Any]) -> Part:
        part = self.factors(children)
        if not any(getattr(child, "type", "") in ("FLOOR_OVER", "REMAINDER") for child in children):
            return part
        first, *others = children  # -a//b is (-a)//b, as in Python, which alone has the signs // and %

        def after_minus(sign: Any) -> Part:
            return self.factors([self.negative([sign, first]), *others])

        return part._replace(after_minus=after_minus)

    def factors(self, children: list[Any]) -> Part:
        factors: list[Part] = []  # so far; a division makes one of them
        operator = divisor = None
        for child in children:
            if not isinstance(child, Part):
                operator = child.type
                continue
            if factors and operator is None:
                check_beside(factors[-1], divisor, child)
            divisor = solid(child) if operator in ("OVER", "FLOOR_OVER", "REMAINDER") else None
            if divisor is None:
                factors.append(solid(child))
            else:
                node = Modulo if operator == "REMAINDER" else Fraction
                quotient = joined(node(multiplied(factors).tree, divisor.tree), [*factors, divisor])
                factors = [joined(Floor(quotient.tree), [quotient]) if operator == "FLOOR_OVER" else quotient]
            operator = None
        return multiplied(factors)

    def power(self, children: list[Any]) -> Part:
        base, _, exponent = children
        return joined(Power(solid(base, Product).tree, exponent.tree), children)

    def number(self, children: list[Any]) -> Part:
        written = children[0]
        mantissa, _, exponent = written.lower().partition("e")
        if len(written) > limits.FORMULA_DIGITS or len(mantissa) + abs(int(exponent or 0)) > limits.FORMULA_DIGITS:
            raise Refusal(_english.NUMBER_TOO_LONG, place(children))
        if exponent.startswith(("+", "-")) and "." not in mantissa:  # 2e-3 is set for 2*e-3 too
            raise Refusal(_english.power_of_ten(mantissa, exponent, written[len(mantissa)]), place(children))
        value = int(written) if written.isdigit() else Ratio(written.replace("_", ""))
        whole = joined(Number(value.numerator), children)
        if value.denominator == 1:
            return whole
        return joined(Fraction(whole.tree, Number(value.denominator)), children)._replace(depth=2)

    def symbol(self, children: list[Any]) -> Part:
        last = children[-1]
        found = _SUBSCRIPT.search(last) if "[" in last else None
        inside = letters(found[1]) if found else ""
        axis = Index(inside, (last.start_pos, last.end_pos)) if inside.isdigit() or inside == "i" else None
        name = "".join(map(letters, [*children[:-1], _SUBSCRIPT.sub("", last)] if found else children))
        name += f"_{inside}" if inside and not axis else ""
        if name == "mod":
            raise Refusal(_english.MODULO, place(children))
        word = name.partition("_")[0]
        if word in _FUNCTIONS:
            raise Refusal(_english.function_with_index(word), place(children))
        return joined(Symbol(name), children)._replace(axis=axis)

    def single(self, children: list[Any]) -> Part:
        return self.number(children) if children[0].isdigit() else self.symbol(children)

    def bracket(self, children: list[Any]) -> Part:
        inside = parts(children)
        if len(inside) > 1:
            return joined(Tuple(trees(inside)), children)
        start, end = place(children)
        return inside[0]._replace(
            first=children[0], last=children[-1], start_pos=start, end_pos=end, within="(", after_minus=None
        )

    def braces(self, children: list[Any]) -> Part:
        start, end = place(children)
        inside: Part = children[1]
        return inside._replace(last=children[-1], start_pos=start, end_pos=end, within=inside.within or "{")

    def floor(self, children: list[Any]) -> Part:
        return joined(Floor(children[1].tree), children)

    def ceiling(self, children: list[Any]) -> Part:
        return joined(Ceiling(children[1].tree), children)

    def fraction(self, children: list[Any]) -> Part:
        return joined(Fraction(children[1].tree, children[2].tree), children)

    def call(self, children: list[Any]) -> Part:
        name, inside = letters(children[0]).rpartition(".")[2], parts(children)
        arguments = trees(inside)
        match name, arguments:
            case "float", (_,):
                return self.bracket(children)
            case "int", (of,):
                return self.truncated(of, children)
            case "floor_divide" | "floordiv", (dividend, divisor):
                quotient = joined(Fraction(dividend, divisor), children)
                return joined(Floor(quotient.tree), [children[0], quotient, children[-1]])
            case "floor", (of,):
                return joined(Floor(of), children)
            case "ceil" | "ceiling", (of,):
                return joined(Ceiling(of), children)
            case "Mod", (dividend, divisor):
                return joined(Modulo(dividend, divisor), children)
            case "min", (_, _, *_):
                return joined(Minimum(arguments), children)
            case "max", (_, _, *_):
                return joined(Maximum(arguments), children)
        raise Refusal(_english.takes_arguments(name), place(children))

    def truncated(self, of: Written, children: list[Any]) -> Part:
        """int(…), which cuts off towards 0: the floor of what is above 0, and the ceiling of what is below."""
        if any(islice(nodes(of), limits.TRUNCATED_NODES, None)):
            raise Refusal(_english.TRUNCATED_TOO_LONG, place(children[:1]))
        zero, ends = Number(0), []
        for rounded, kept in ((Floor, Maximum), (Ceiling, Minimum)):
            whole = joined(rounded(of), children)
            ends.append(joined(kept((whole.tree, zero)), [children[0], whole, children[-1]]))
        return joined(Sum(trees(ends)), [children[0], *ends, children[-1]])

    def summation(self, children: list[Any]) -> Part:
        *bounds, term = parts(children)
        index, first, last = bounds if children[1].type == "LOWER" else (*bounds[1:], bounds[0])
        return summed(solid(term), index, first, last, children)

    def sum_of(self, children: list[Any]) -> Part:
        whole, *bounds = parts(children)
        while bounds:  # the first index is the innermost
            index, first, last, *bounds = bounds
            whole = summed(whole, index, first, last, [children[0], whole, index, first, last, children[-1]])
        return whole

    def chosen(self, children: list[Any]) -> Part:
        return self.cases(children)

    def cases(self, children: list[Any]) -> Part:
        *cases, whole = parts(children)
        while cases:
            *cases, value, left, right = cases
            tree = Piecewise(value.tree, left.tree, right.tree, whole.tree)
            whole = joined(tree, [children[0], value, left, right, whole, children[-1]])
        return whole
