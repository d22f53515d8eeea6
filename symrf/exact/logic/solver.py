"""z3, where it is installed, on what is left of a claim: polynomials in whole numbers, floors by what defines them."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from symrf.exact.numbers.identities import Forms
from symrf.exact.numbers.polynomials import monomials, quotient
from symrf.formulas import limits
from symrf.formulas.budget import left, spend

__all__ = ["Solver"]


class Solver:
    """Asks z3 for values with which a number is not 0, or is below it; `models` are values that it found."""

    def __init__(self, z3: Any) -> None:
        self.z3 = z3
        self.models: list[dict[str, int]] = []
        self.left = limits.Z3_QUESTIONS

    @classmethod
    def load(cls) -> Solver | None:
        """z3; None where it is not installed."""
        try:
            return cls(import_module("z3"))
        except ImportError:
            return None

    def __call__(self, forms: Forms, difference: Any, relation: str) -> bool:
        """Whether it is proved that a difference is 0 (`=`), 0 or more (`<=`), or 0 or less (`>=`)."""
        self.left -= 1
        proved = self.left >= 0 and self._proved(forms, difference, relation)
        if not proved:
            self.left = 0
        return proved

    def _proved(self, forms: Forms, difference: Any, relation: str) -> bool:
        z3 = self.z3
        above, below = quotient(difference)
        if not forms.bounds.positive(below):
            return False
        context = type("Context", (z3.Context,), {"owner": False})()  # asked for at its end, also if a timer cut it
        solver = z3.Solver(ctx=context)
        solver.set("rlimit", max(1, left(limits.Z3_STEPS)) * limits.Z3_IN_A_STEP)  # 0 is no limit
        reading = _Reading(z3, context, forms)
        zero = z3.IntVal(0, context)
        number = reading.read(above)
        false = {"=": number != zero, "<=": number < zero, ">=": number > zero}[relation]
        for polynomial, sign in forms.assumed:
            side = reading.read(polynomial)
            solver.add({"=": side == zero, "<=": side <= zero, ">=": side >= zero}[sign])
        solver.add(false, *reading.facts)
        if not all(forms.bounds.positive(divisor) for divisor in reading.divisors):
            return False
        found = solver.check()
        spend(sum(count for name, count in solver.statistics() if name == "rlimit count") // limits.Z3_IN_A_STEP)
        if found == z3.sat:
            self.models.append(reading.values(solver.model()))
        return bool(found == z3.unsat)


class _Reading:
    """Polynomials as z3 has them, and the facts about their unknowns, whose `divisors` must be above 0."""

    def __init__(self, z3: Any, context: Any, forms: Forms) -> None:
        self.z3, self.context, self.forms = z3, context, forms
        self.unknowns: dict[Any, Any] = {}
        self.facts: list[Any] = []
        self.divisors: list[Any] = []

    def read(self, polynomial: Any) -> Any:
        """A polynomial with whole coefficients."""
        unknowns, terms = monomials(polynomial)
        total = self.z3.IntVal(0, self.context)
        for powers, coefficient in terms:
            term = self.z3.IntVal(int(coefficient), self.context)
            for unknown, times in zip(unknowns, powers, strict=True):
                for _ in range(times):
                    term = term * self._unknown(unknown)
            total = total + term
        return total

    def _unknown(self, unknown: Any) -> Any:
        if unknown in self.unknowns:
            return self.unknowns[unknown]
        forms = self.forms
        made = self.unknowns[unknown] = self.z3.Int(str(unknown), self.context)
        if unknown in forms.floors:
            above, below = forms.floors[unknown]
            dividend, divisor = self.read(above), self.read(below)
            self.divisors.append(below)
            self.facts += [divisor > 0, divisor * made <= dividend, dividend < divisor * made + divisor]
        elif unknown in forms.maxima:
            other = self.read(forms.maxima[unknown])
            self.facts += [made >= 0, made >= other, self.z3.Or(made == 0, made == other)]
        elif unknown in forms.exponentials:
            base, exponent = forms.exponentials[unknown]
            if forms.bounds.positive(base):
                self.facts += [made >= 1 + (self.read(base) - 1) * self.read(exponent)]
        elif unknown in forms.least:
            above, below = quotient(forms.least[unknown])
            self.divisors.append(below)
            self.facts += [self.read(below) * made >= self.read(above)]
        else:
            self.facts += [made >= 0]
        return made

    def values(self, model: Any) -> dict[str, int]:
        """The parameters of a model."""
        found = {unknown: model.eval(made, model_completion=True).as_long() for unknown, made in self.unknowns.items()}
        return {
            name: int(_at(meant, found)) for name, meant in self.forms.symbols.items() if meant not in self.forms.least
        }


def _at(meant: Any, found: dict[Any, int]) -> Any:
    return meant.subs({unknown: found.get(unknown, 0) for unknown in meant.free_symbols})
