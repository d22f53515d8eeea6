"""What is asked, as data: a network, what is said of it, and how it is read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from campaign.formulas import Environment, Formula, NoValue, number, smaller
from campaign.hands import written
from campaign.networks import Items, names, plainer, text

__all__ = ["KINDS", "LEASTS", "Claim", "Premise", "Question", "less"]

KINDS = ("networks", "families", "claims", "solve", "documents", "sets")
LEASTS = {"p": 0, "q": 0}  # of symbols; all others are 1 or more

RELATIONS = {
    "plain": {"=": "=", "<=": "<=", ">=": ">="},
    "latex": {"=": "=", "<=": r"\le", ">=": r"\ge"},
    "unicode": {"=": "=", "<=": "≤", ">=": "≥"},
}


@dataclass(frozen=True, slots=True)
class Claim:
    """A quantity, its relation to a formula, or to one for each axis, and the hand that it is written in."""

    quantity: str
    relation: str
    formulas: tuple[Formula, ...]
    style: str = "plain"
    at: tuple[tuple[str, int], ...] = ()

    @property
    def text(self) -> str:
        """It as somebody writes it."""
        sides = [written(formula, self.style) for formula in self.formulas]
        right = sides[0]
        if len(sides) > 1:
            joined = ", ".join(sides)
            right = rf"\left({joined}\right)" if self.style == "latex" else f"({joined})"
        where = " at " + ", ".join(f"{axis}={n}" for axis, n in self.at) if self.at else ""
        return f"{self.quantity}{where} {RELATIONS[self.style][self.relation]} {right}"

    @property
    def symbols(self) -> frozenset[str]:
        """Those of its formulas."""
        return frozenset[str]().union(*(formula.symbols for formula in self.formulas))

    def formula(self, place: int) -> Formula:
        """What is claimed of an axis."""
        return self.formulas[min(place, len(self.formulas) - 1)]


class Premise(NamedTuple):
    """What is taken for granted of symbols: `odd`, `even` or a relation."""

    text: str
    relation: str
    left: Formula
    right: Formula

    def met(self, env: Environment) -> bool:
        """Whether it is so."""
        one, two = self.left.at(env), self.right.at(env)
        if self.relation in ("odd", "even"):
            return one % 2 == (self.relation == "odd")
        return {"=": one == two, "<=": one <= two, ">=": one >= two}[self.relation]


@dataclass(frozen=True, slots=True)
class Question:
    """A network and what is said of it; `unknown` and `given` are for solving, `parts` for documents."""

    kind: str
    network: Items
    claims: tuple[Claim, ...] = ()
    axes: tuple[str, ...] = ("w",)
    convention: str = "pytorch"
    premises: tuple[Premise, ...] = ()
    unknown: str | None = None
    given: tuple[tuple[str, int], ...] = ()
    seed: str = ""
    form: str = ""
    budget: float | None = None  # seconds for one call; None: what is usual

    @property
    def symbols(self) -> tuple[str, ...]:
        """Those of the network."""
        return tuple(sorted(names(self.network)))

    @property
    def text(self) -> str:
        """The network in the notation."""
        return text(self.network)

    @property
    def sound(self) -> bool:
        """Whether all that is said is about what there is."""
        known = names(self.network)
        spoken = frozenset[str]().union(*(each.left.symbols | each.right.symbols for each in self.premises))
        asked = {name for name, _ in self.given} | ({self.unknown} if self.unknown else set())
        said = frozenset[str]().union(*(claim.symbols for claim in self.claims))
        return spoken <= known and asked <= known | {*self.axes} and said <= known | {*self.axes}

    def less_one_axis(self) -> Question:
        """Of the first axis alone."""
        kept = tuple(replace(claim, formulas=claim.formulas[:1], at=claim.at[:1]) for claim in self.claims)
        return replace(self, axes=self.axes[:1], claims=kept)


def less(question: Question) -> Iterator[Question]:
    """Questions that are smaller, the smallest first."""
    claims = question.claims
    if len(claims) > 1:
        yield from (replace(question, claims=(claim,)) for claim in claims)
        yield from (replace(question, claims=claims[:at] + claims[at + 1 :]) for at in range(len(claims)))
    if len(question.axes) > 1:
        yield question.less_one_axis()
    yield from (replace(question, network=each) for each in plainer(question.network))
    if question.convention != "pytorch":
        yield replace(question, convention="pytorch")
    if question.premises:
        yield replace(question, premises=())
    yield from (replace(question, given=_without(question.given, at)) for at in range(len(question.given)))
    for at, claim in enumerate(claims):
        for each in _less_said(claim):
            yield replace(question, claims=(*claims[:at], each, *claims[at + 1 :]))
    for at, (name, value) in enumerate(question.given):
        if value > 3:
            yield replace(question, given=(*question.given[:at], (name, value // 2), *question.given[at + 1 :]))


def _less_said(claim: Claim) -> Iterator[Claim]:
    if claim.style != "plain":
        yield replace(claim, style="plain")
    for at, formula in enumerate(claim.formulas):
        for each in smaller(formula):
            try:
                worthless = not each.symbols and each.at({}) is None
            except NoValue:
                worthless = True
            if not worthless:
                yield replace(claim, formulas=(*claim.formulas[:at], each, *claim.formulas[at + 1 :]))
    if claim.relation == "=" and len(claim.formulas) > 1 and claim.formulas[1:] != (number(1),):
        yield replace(claim, formulas=(claim.formulas[0], *(number(1) for _ in claim.formulas[1:])))


def _without(of: Sequence[tuple[str, int]], at: int) -> tuple[tuple[str, int], ...]:
    return (*of[:at], *of[at + 1 :])
