"""What a certificate is about: a claim about a network, and what was found of it on an axis, as theorems."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from symrf.answers.certificates import _english
from symrf.answers.certificates.clearing import compared
from symrf.answers.certificates.counts import flattened, spent
from symrf.answers.certificates.identities import identity
from symrf.answers.certificates.layers import NetworkDefined
from symrf.answers.certificates.names import applied
from symrf.answers.certificates.statements import (
    Compared,
    Every,
    Not,
    Same,
    Statement,
    Uncertified,
    all_of,
    inside,
    inside_one,
)
from symrf.answers.certificates.turns import turns
from symrf.exact.sets.periodic import Periodic
from symrf.exact.sets.region import Box, Region
from symrf.formulas.tree import Fraction, Negative, Number, Product, Symbol, Written, number, substitute, symbols
from symrf.networks.quantities import QUANTITIES

if TYPE_CHECKING:
    from symrf.answers.claims.reader import Claim
    from symrf.answers.subjects import Subject
    from symrf.exact.logic.answer import Answer

__all__ = ["Found", "Judged", "Theorem", "theorems"]


@dataclass(frozen=True)
class Found:
    """What was found on an axis (None: of the whole network), as a finding of a verdict has it."""

    axis: str | None
    truth: Written
    claimed: Written
    answer: Answer
    inputs: Mapping[str, int]


@dataclass(frozen=True)
class Judged:
    """A claim, the network that it is about, the layers of it that are meant, and what was found, in words too."""

    claim: Claim
    subject: Subject
    places: range
    found: tuple[Found, ...]
    status: str
    condition: str | None

    @property
    def place(self) -> int:
        """The layer whose size or field it is about."""
        last = self.places.stop - 1
        return flattened(self.subject, last)[1] if self.claim.quantity == "flat" else last

    @property
    def text(self) -> str:
        """The network, as it is written."""
        place = self.claim.place
        return str(self.subject.network) if place is None else f"{self.subject.network} @{place}"


@dataclass(frozen=True, slots=True)
class Theorem:
    """A statement with a name, and what it says in words."""

    name: str
    words: str
    statement: Statement


def theorems(name: str, judged: Judged, found: Found, networks: Mapping[str, NetworkDefined]) -> Iterator[Theorem]:
    """What is proved of a claim on an axis, as statements about the networks that are defined, by their axes."""
    answer = found.answer
    used = symbols(found.truth) | symbols(found.claimed)
    sized = QUANTITIES[judged.claim.quantity].sized or (found.axis is not None and any(map(_varies, networks.values())))
    domain = {axis: of for axis, of in networks.items() if axis in used or sized}
    names = {axis: of.axis for axis, of in networks.items()}

    def said(at: Mapping[str, int]) -> Statement:
        """The claim, at some inputs, or for all of them."""
        put: dict[str, Written] = {axis: Symbol(name) for axis, name in names.items()}
        put |= {axis: number(value) for axis, value in at.items()}
        claimed = substitute(found.claimed, put)
        truths = _quantity(judged, found, networks, {axis: at.get(axis, names[axis]) for axis in networks})
        return all_of([compared(truth, judged.claim.relation, claimed) for truth in truths])

    def every(then: Statement, *more: Statement) -> Statement:
        """That a statement is so for all inputs that the network takes."""
        given = [each for of in domain.values() for each in of.taken]
        variables = tuple(names[axis] for axis in domain)
        if len(variables) < 2 or QUANTITIES[judged.claim.quantity].along is not None:
            return Every(variables, (*given, *more), then)
        quotients = identity(then, domain.values()) if isinstance(then, Compared) else None
        if quotients is None:
            raise Uncertified(_english.PRODUCT_OF_SIZES)
        return Every(variables, (*given, *more), then, quotients)

    if found.inputs and not domain.keys() <= found.inputs.keys():
        raise Uncertified(_english.PRODUCT_OF_SIZES)
    least = answer.counterexample
    match answer.status:
        case "proved" if found.inputs:
            yield Theorem(name, _english.holds_at(found.inputs), said(found.inputs))
        case "refuted" if found.inputs and answer.truth_value is not None:
            yield Theorem(name, _english.fails_at(found.inputs), Not(said(found.inputs)))
        case "proved" if not found.inputs:
            yield Theorem(name, _english.HOLDS, every(said({})))
        case "refuted" if not found.inputs:
            yield Theorem(name, _english.FAILS, every(Not(said({}))))
        case "conditional" if least:
            if answer.condition is not None:
                yield Theorem(name, _english.HOLDS_WHERE, every(Same(said({}), _where(answer.condition, names))))
            at = {axis: least[axis] for axis in domain}
            words = _english.fails_at(at, answer.condition is not None)
            yield Theorem(f"{name}_counterexample", words, Not(said(at)))
            (first, *others) = domain
            if answer.condition is not None and not others and at[first] > domain[first].least:
                before = Compared(Symbol(names[first]), "<", number(at[first]))
                yield Theorem(f"{name}_no_less", _english.IS_LEAST, every(said({}), before))
        case "refuted":
            raise Uncertified(_english.NOT_TAKEN)
        case _:
            raise Uncertified(_english.UNDECIDED)


def _where(where: Periodic | Region, names: Mapping[str, str]) -> Statement:
    """That inputs are in a set, with the names that they have in the certificate."""

    def renamed(box: Box) -> Box:
        return tuple(replace(side, symbol=names[side.symbol]) for side in box)

    match where:
        case Periodic():
            return inside(*renamed((where,)))
        case Region():
            return inside_one(Region(renamed(where.among), tuple(map(renamed, where.boxes))))


def _quantity(
    judged: Judged, found: Found, networks: Mapping[str, NetworkDefined], at: Mapping[str, int | str]
) -> tuple[Written, ...]:
    """What a claim is about, as it is defined, at inputs; both sides of a padding that are claimed to be one."""
    subject, last = judged.subject, judged.places.stop - 1
    if judged.claim.quantity == "flat":
        sizes = [applied(f"{networks[axis].sizes}.size", at[axis]) for axis in subject.axes]
        return (Product((Number(flattened(subject, last)[0]), *sizes)),)
    if (name := QUANTITIES[judged.claim.quantity].cost) is not None:

        def size(place: int) -> list[Written]:
            return [_after(networks[axis], place, at[axis]) for axis in subject.axes]

        return (spent(subject, judged.places, name, size),)
    if found.axis is None:
        raise Uncertified(_english.not_certified(judged.claim.quantity))
    here = networks[found.axis]

    if judged.claim.quantity == "size":
        return (applied(f"{here.sizes}.size", at[found.axis]),)
    if not here.windows:
        return (_in_turns(judged.claim.quantity, here, at[found.axis]),)

    def of(word: str) -> Written:
        return Symbol(f"{here.reads}.{word}")

    match judged.claim.quantity:
        case "field" | "jump" as word:
            return (of(word),)
        case "start":
            return (Fraction(2 * of("first") + of("field") - 1, Number(2)),)
        case "padding":
            sides = (Negative(of("first")), of("padding_after"))
            alike = [each for each in judged.found if each.axis == found.axis]
            return sides if len(alike) == 1 else (sides[alike.index(found)],)
    raise Uncertified(_english.not_certified(judged.claim.quantity))


def _after(network: NetworkDefined, place: int, at: int | str) -> Written:
    """The size after a place, as it is called outside of where it is defined."""
    if place not in network.kept:
        raise Uncertified(_english.OTHER_BRANCH)
    name = network.called(network.kept[place])
    if name is None:
        return Symbol(at) if isinstance(at, str) else number(at)
    return applied(f"{network.sizes}.after_{name}", at)


def _varies(network: NetworkDefined) -> bool:
    """Whether what outputs read depends on the input."""
    return not network.windows and turns(network).varies


def _in_turns(quantity: str, network: NetworkDefined, at: int | str) -> Written:
    """A number of what outputs read that take turns, of an input where it depends on that."""
    found = turns(network)

    def of(word: str) -> Written:
        return applied(f"{network.reads}.{word}", *([at] if found.varies else []))

    match quantity:
        case "field":
            return of("field")
        case "jump":
            return Fraction(of("advance"), Number(found.last.period))
        case "start":
            return Fraction(of("twice_start"), Number(2))
    raise Uncertified(_english.not_certified(quantity))
