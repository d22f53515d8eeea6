"""Conditions on a network as requirements between formulas: what they ask of its symbols and of its inputs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, reduce

from symrf.answers import _english
from symrf.answers.checking import verdict
from symrf.answers.claims import reader
from symrf.answers.claims.reader import Claim
from symrf.answers.inputs import check_given, domains
from symrf.answers.subjects import Subject
from symrf.errors import InputError, SizeError
from symrf.exact.logic import strict
from symrf.exact.logic.holding import holds
from symrf.exact.logic.statements import Domain, Statement, split
from symrf.exact.numbers.powers import Whole, greatest
from symrf.exact.sampling.hand import whole
from symrf.exact.sets.parameters import Parameters
from symrf.exact.sets.periodic import Periodic
from symrf.formulas.printing.plain import PLAIN
from symrf.formulas.tree import Symbol, Written, number, symbols
from symrf.formulas.values import rational
from symrf.networks.axes import input_sizes
from symrf.networks.conventions import convention
from symrf.networks.derivation import Derivation, derive
from symrf.networks.notation import reader as notation
from symrf.networks.notation.architecture import Architecture
from symrf.networks.notation.inputs import Inputs, on_inputs
from symrf.networks.notation.instances import substituted
from symrf.networks.notation.parameters import parameters
from symrf.networks.quantities import QUANTITIES
from symrf.networks.reading import Reading

__all__ = ["Question", "question", "with_own_input"]


@dataclass(frozen=True)
class Question:
    """A network, the conditions on it, what is given, and the unknowns: one parameter, or inputs."""

    network: Architecture
    claims: tuple[Claim, ...]
    given: Mapping[str, int]
    unknowns: tuple[str, ...]
    axes: tuple[str, ...]
    habits: str
    meant: Mapping[str, str]  # what the user's symbols stand for

    @cached_property
    def derivation(self) -> Derivation:
        """The network, derived."""
        return derive(self.network, self.axes, self.habits)

    @cached_property
    def readings(self) -> tuple[Reading, ...]:
        """What the network is on each axis, for each of its outputs."""
        outputs = self.derivation.outputs.values() if self.derivation.several else (self.derivation,)
        return tuple(axis for each in outputs for axis in each)

    @cached_property
    def premises(self) -> Inputs:
        """What is taken for granted of the inputs."""
        return self.derivation.inputs

    @property
    def names(self) -> Parameters:
        """The symbols of the network that are not given."""
        return self.derivation.parameters

    @cached_property
    def asked(self) -> tuple[tuple[Statement, ...], tuple[str, ...]]:
        """What the conditions ask, each once, and notes on how they were read.

        Of axes that are alike the first tells it; where some inputs are given, the other axes are passed over.
        """
        subject = Subject(self.network, self.axes, convention(self.habits), self.meant, general=True)
        found: dict[Statement, str] = {}  # with what their quantities are on the first axis
        notes: list[str] = []
        for claim in self.claims:
            if claim.inputs:
                raise claim.refused(_english.SIZES_ARE_GIVEN_APART, claim.text.find("at "))
            judged, quantity = verdict(subject, claim), QUANTITIES[claim.quantity]
            notes += judged.notes
            for finding in judged.findings:
                if finding.axis is not None and finding.axis not in self.looked_at:
                    continue
                word = quantity.word
                later = finding.axis if finding.axis in self.looked_at[1:] else None
                here = word if later is None else _english.quantity_on(word, later)
                needed = list(_needed(claim, Statement(finding.truth, claim.relation, finding.claimed, here)))
                sized = quantity.sized or not symbols(finding.truth).isdisjoint(self.axes)
                about = self.looked_at if finding.axis is None else (finding.axis,)
                needed += [self.taken(axis) for axis in about if self.names.names and (sized or axis in self.unknowns)]
                for each in needed:
                    found |= dict.fromkeys(map(self.put, split(each)), word if each.quantity else "")
        return tuple(each for each in found if not self.told(each, found)), tuple(dict.fromkeys(notes))

    @property
    def looked_at(self) -> tuple[str, ...]:
        """The axes that conditions are read on."""
        told = (*self.unknowns, *self.given)
        of_interest = [axis for axis in self.axes if axis in told or not self.premises.free(axis)]
        return tuple(of_interest) or self.axes

    def taken(self, axis: str) -> Statement:
        """That the network takes an input."""
        leasts: list[Whole] = [each.size.minimum for each in self.readings if each.track.axis == axis]
        return Statement(whole(reduce(greatest, leasts)), "<=", Symbol(axis))

    def put(self, needed: Statement) -> Statement:
        """A requirement with the sizes that are given, and expressions for the inputs that stand for them."""
        given = {name: number(size) for name, size in self.given.items()}
        left, right = map(self.premises.put, (needed.left, needed.right))
        return replace(needed, left=left, right=right).put(given)

    def told(self, needed: Statement, others: Mapping[Statement, str]) -> bool:
        """Whether a requirement is that of the first axis on another one, or says that an input is 1 or more."""
        first, *rest = self.looked_at
        to_first = dict.fromkeys(rest, Symbol(first))
        alike = replace(needed.put(to_first), quantity=others[needed])
        plain = needed.left == number(1) and needed.relation == "<=" and isinstance(needed.right, Symbol)
        return plain or (bool(self.names.names) and alike != needed and alike in others)

    def inputs(self, axis: str) -> Periodic:
        """The sizes on an axis that a network of numbers takes under what is taken for granted."""
        return domains(self.readings, self.premises, (axis,))[axis]

    def with_value(self, name: str, value: Written) -> Question:
        """The same question with an expression in place of a symbol."""
        claims = tuple(claim.put({name: value}) for claim in self.claims)
        changed = substituted(self.network, {name: value})
        network = notation.parse(str(changed), changed.assumed)
        return replace(self, network=network, claims=claims)

    def holds(self) -> bool | None:
        """Whether the conditions hold of a network of numbers for every input that is not given; None if undecided."""
        try:
            self.check_given()
        except SizeError:
            return False
        inputs = domains(self.readings, self.premises, self.axes)
        found = {holds(each, Domain.among(inputs.values())).status for each in self.asked[0]}
        return False if found & {"refuted", "conditional"} else None if "undecided" in found else True

    def check_given(self) -> None:
        """A SizeError where a network of numbers does not take the inputs that are given."""
        for each in self.readings:
            if each.track.axis in self.given:
                each.size.at(self.given[each.track.axis])


def _needed(claim: Claim, asked: Statement) -> Iterator[Statement]:
    """What a condition asks, with the signs that are solved; a FormulaError where it asks for no value."""
    rounded = claim.value.rounded
    if claim.value.question or claim.value.trace or claim.relation == "!=":
        raise claim.refused(_english.NO_CONDITION, 0)
    if rounded is not None:
        between = (
            replace(asked, relation=">=", right=rational(rounded.low)),
            replace(asked, relation="<", right=rational(rounded.high)),
        )
    for each in (asked,) if rounded is None else between:
        found = each if each.relation not in ("<", ">") else strict.whole(each)
        if found is None:
            raise claim.refused(_english.NO_CONDITION, 0)
        yield found


def question(
    network: Architecture,
    conditions: Sequence[str],
    unknown: str | None,
    at: Mapping[str, int],
    axes: tuple[str, ...],
    habits: str,
    meant: Mapping[str, str],
) -> Question:
    """The question that conditions put: with numbers in place of the parameters that are given, and the unknowns."""
    names = parameters(network).names
    check_given(at, axes, names)
    if not conditions:
        raise InputError(_english.CONDITION_IS_MISSING)
    read = [reader.parse(text, axes, convention(habits)) for text in conditions]
    claims = tuple(each for claim in read for each in (claim.links or (claim,)))
    inputs = on_inputs(network.assumed, axes, names)
    inputs.check(at)
    tied = inputs.values(at)
    if unknown is not None and not inputs.free(unknown):
        raise InputError(_english.stands_for(unknown, PLAIN(dict(inputs.tied)[unknown])))
    free = tuple(axis for axis in axes if inputs.free(axis))
    unknowns = _unknowns(unknown, at, tuple(name for name in names if name not in at), free)
    given = {axis: size for axis, size in at.items() if axis in axes}
    given |= {axis: tied[axis] for axis in axes if axis in tied and axis not in given}
    asked = Question(network, claims, given, unknowns, axes, habits, meant)
    for name in names:
        if name in at:
            asked = asked.with_value(name, number(at[name]))
    return asked


def with_own_input(
    network: Architecture, unknown: str | None, at: Mapping[str, int], axes: Sequence[str]
) -> dict[str, int]:
    """What is given, with the size of the input that the network says, but for what is asked for.

    >>> with_own_input(notation.parse("in@64x32 (c3)*{n}"), None, {}, ("w", "h"))
    {'w': 64, 'h': 32}
    """
    own = input_sizes(network, axes)
    asks_for_input = unknown is None and set(parameters(network).names) <= at.keys()
    if asks_for_input or at.keys() & set(axes):
        return dict(at)
    return {axis: size for axis, size in own.items() if axis != unknown} | dict(at)


def _unknowns(
    unknown: str | None, at: Mapping[str, int], names: tuple[str, ...], axes: Sequence[str]
) -> tuple[str, ...]:
    """What to solve for: what is asked for, else the one parameter, else the inputs that are not given."""
    free = tuple(axis for axis in axes if axis not in at)
    if unknown is not None:
        if unknown in at:
            raise InputError(_english.is_given(unknown))
        if unknown not in (*names, *axes):
            raise InputError(_english.none_to_solve_for(unknown, (*names, *free)))
        return (unknown,)
    if len(names) > 1:
        raise InputError(_english.which_unknown(names))
    if not names and not free:
        raise InputError(_english.NOTHING_IS_UNKNOWN)
    return names or free
