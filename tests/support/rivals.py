"""Claims about sizes as isl and as z3 judge them: nothing here knows symrf."""

from __future__ import annotations

from functools import reduce
from math import lcm
from typing import Any, NamedTuple

from support.extras import needed
from support.formulas import Formula

isl, z3 = needed("islpy"), needed("z3")

__all__ = ["Asked", "Pair", "isl_asked", "isl_verdict", "z3_asked", "z3_holds", "z3_verdict"]

SIZES = isl.LocalSpace.from_space(isl.Space.create_from_names(isl.DEFAULT_CONTEXT, ["w"]))
SIZE = isl.PwAff.from_aff(isl.Aff.var_on_domain(SIZES, isl.dim_type.set, 0))
EFFORT = 50_000_000  # z3's own unit: far above what a claim here takes, so that none hangs


class Pair(NamedTuple):
    """A claim as isl has it: its two sides, the relation, and the sizes that it is about."""

    truth: Any
    relation: str
    claim: Any
    domain: Any


def isl_asked(truth: Formula, relation: str, claim: Formula, least: int) -> Pair:
    """A claim about all sizes from `least` on."""
    return Pair(_piecewise(truth), relation, _piecewise(claim), SIZE.ge_set(_constant(least)))


def isl_verdict(asked: Pair) -> tuple[str, int | None]:
    """The status of a claim, and the least size on which it fails."""
    one, two = asked.truth, asked.claim
    related = {"=": one.eq_set, "<=": one.le_set, ">=": one.ge_set}[asked.relation]
    where = related(two).intersect(asked.domain)
    false = asked.domain.subtract(where)
    if false.is_empty():
        return "proved", None
    return "refuted" if where.is_empty() else "conditional", int(false.dim_min_val(0).to_python())


def _constant(value: int) -> Any:
    return isl.PwAff.from_aff(isl.Aff.val_on_domain(SIZES, isl.Val(value)))


def _piecewise(formula: Formula) -> Any:
    """A formula as isl's piecewise quasi-affine expression."""
    inside = list(map(_piecewise, formula.of))
    match formula.sign, formula.numbers:
        case "w", _:
            return SIZE
        case "number", (value,):
            return _constant(value)
        case "sum", signs:
            return reduce(
                isl.PwAff.add, [each if sign > 0 else each.neg() for sign, each in zip(signs, inside, strict=True)]
            )
        case "times", (factor,):
            return inside[0].scale_val(isl.Val(factor))
        case "over", (divisor,):
            return inside[0].scale_down_val(isl.Val(divisor))
        case "mod", (divisor,):
            return inside[0].mod_val(isl.Val(divisor))
        case "floor", _:
            return inside[0].floor()
        case "ceil", _:
            return inside[0].ceil()
        case "min" | "max" as extreme, _:
            return reduce(isl.PwAff.min if extreme == "min" else isl.PwAff.max, inside)
    raise ValueError(formula)


class Asked(NamedTuple):
    """A claim as z3 has it: its size, and what is to hold of it."""

    w: Any
    holds: Any
    least: int

    def satisfied(self, *conditions: Any) -> int | None:
        """A size from the least on of which conditions hold; None where there is none."""
        solver = z3.Solver()
        solver.set("rlimit", EFFORT)
        solver.add(self.w >= self.least, *conditions)
        found = solver.check()
        assert found != z3.unknown, f"z3 gave up: {solver.reason_unknown()}"
        return None if found == z3.unsat else solver.model().eval(self.w, model_completion=True).as_long()


def z3_asked(truth: Formula, relation: str, claim: Formula, least: int) -> Asked:
    """A claim about all sizes from `least` on."""
    w = z3.Int("w")
    (one, under), (two, below) = _ratio(truth, w), _ratio(claim, w)
    one, two = one * below, two * under
    return Asked(w, {"=": one == two, "<=": one <= two, ">=": one >= two}[relation], least)


def z3_verdict(asked: Asked) -> tuple[str, int | None]:
    """The status of a claim, and the least size on which it fails, found by halving."""
    below = asked.satisfied(z3.Not(asked.holds))
    if below is None:
        return "proved", None
    above = asked.least
    while above < below:
        middle = (above + below) // 2
        smaller = asked.satisfied(z3.Not(asked.holds), asked.w <= middle)
        above, below = (middle + 1, below) if smaller is None else (above, smaller)
    return "refuted" if asked.satisfied(asked.holds) is None else "conditional", below


def z3_holds(asked: Asked, size: int) -> bool:
    """Whether a claim holds of one size."""
    return bool(z3.is_true(z3.simplify(z3.substitute(asked.holds, (asked.w, z3.IntVal(size))))))


def _ratio(formula: Formula, w: Any) -> tuple[Any, int]:
    """A formula as a whole number of z3's over a number."""
    inside = [_ratio(part, w) for part in formula.of]
    below = lcm(*(each for _, each in inside))
    above = [value * (below // each) if each != below else value for value, each in inside]
    match formula.sign, formula.numbers:
        case "w", _:
            return w, 1
        case "number", (value,):
            return z3.IntVal(value), 1
        case "sum", signs:
            return z3.Sum([value if sign > 0 else -value for sign, value in zip(signs, above, strict=True)]), below
        case "times", (factor,):
            return factor * above[0], below
        case "over", (divisor,):
            return above[0], below * divisor
        case "mod", (divisor,):
            return above[0] % (divisor * below), below
        case "floor", _:
            return above[0] / below, 1
        case "ceil", _:
            return -(-above[0] / below), 1
        case "min" | "max" as extreme, _:
            return reduce(lambda one, two: z3.If(one < two if extreme == "min" else one > two, one, two), above), below
    raise ValueError(formula)
