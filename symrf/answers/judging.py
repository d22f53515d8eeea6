"""A claim and a network -> what is found on each axis, or of the whole network."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from math import ceil

from symrf.answers import _english
from symrf.answers.attributes import attribute, attribute_of_word, layers_with_windows
from symrf.answers.claims import Claim
from symrf.answers.heads import Spoken, spoken
from symrf.answers.inputs import domains, leasts, spoken_with
from symrf.answers.meanings import input_named, named
from symrf.answers.subjects import Subject
from symrf.answers.values import Rounded
from symrf.answers.verdicts import Finding
from symrf.errors import DerivationError, SizeError, SymrfError
from symrf.exact.logic.answer import Answer
from symrf.exact.logic.holding import holds
from symrf.exact.logic.statements import Domain, Statement
from symrf.exact.logic.strict import denominator, said_of
from symrf.formulas.printing.plain import PLAIN
from symrf.formulas.tree import Maximum, Minimum, Product, Tuple, Written, number, substitute, symbols
from symrf.formulas.values import worked_out
from symrf.networks.notation.architecture import Layer
from symrf.networks.notation.kinds import Kind
from symrf.networks.quantities import QUANTITIES, Quantity
from symrf.networks.reading import Reading, at_place

__all__ = ["findings"]

_CROSS = re.compile(r"×|\\times")
_OTHER_TIMES = re.compile(r"[*·⋅]|\\cdot")


def findings(subject: Subject, claim: Claim, places: range, notes: list[str]) -> Iterator[Finding]:
    """What is found of a claim that is settled; notes say how it was read."""
    judging = _Judging(subject, _paired(subject, claim, notes), places, notes)
    return judging.whole() if judging.is_whole else judging.along()


def _paired(subject: Subject, claim: Claim, notes: list[str]) -> Claim:
    """A claim whose value is written 3×3, which is the pair (3, 3) and not 9; refused where it is 7×7×64."""
    product = claim.formula
    written = claim.text[claim.formula_start :]
    crossed = _CROSS.search(written) and not _OTHER_TIMES.search(written)
    shaped = QUANTITIES[claim.quantity].along is not None and claim.left is None
    if not isinstance(product, Product) or not shaped or claim.axis is not None:
        return claim
    factors, axes = product.factors, len(subject.axes)
    if crossed and len(factors) == axes:
        notes.append(_english.FACTORS_ARE_VALUES)
        return replace(claim, formula=Tuple(factors))
    shape = not symbols(product) and (crossed or len(factors) == axes + 1 > 2)  # 7×7×64, and 7*7*64 too
    if claim.quantity == "size" and shape:
        subject.entries(replace(claim, formula=Tuple(factors)))  # which refuses it
    return claim


@dataclass(frozen=True)
class _Judging:
    """A claim at some layers of a network."""

    subject: Subject
    claim: Claim
    places: range
    notes: list[str] = field(compare=False)

    @property
    def readings(self) -> list[Reading]:
        """The network up to the place, on each axis."""
        return [at_place(track, self.places.stop - 1) for track in self.subject.tracks]

    @property
    def is_whole(self) -> bool:
        """Whether the claim is about a quantity of the whole network."""
        if self.claim.left is None:
            return QUANTITIES[self.claim.quantity].along is None
        said = [spoken(name) for name in symbols(self.claim.left)]
        return any(each is not None and each.quantity.along is None for each in said)

    # ---- a quantity that each axis has -------------------------------------------------------------------------------

    def along(self) -> Iterator[Finding]:
        """The findings on each axis that the claim is about."""
        claim, subject = self.claim, self.subject
        entries = subject.entries(claim)
        given = dict(claim.inputs)
        subject.inputs.check(given)
        self.tell_flat(given)
        general: list[Finding] = []
        for reading in self.readings:
            axis = reading.track.axis
            if axis not in entries or (given and axis not in given and not isinstance(claim.formula, Tuple)):
                continue
            for found in self.on_axis(reading, entries[axis], given):
                general += [] if found.inputs or found.decision.status == "proved" else [found]
                yield found
        self.tell_at(general)

    def on_axis(self, reading: Reading, entry: Written, given: Mapping[str, int]) -> Iterator[Finding]:
        """The findings on one axis."""
        axis = reading.track.axis
        claimed, typed = self.put(entry, axis)
        for truth in self.truths(reading):
            told = truth if self.claim.value.question else claimed
            here, used = given, symbols(truth) | symbols(told)
            if not given and not typed & {*self.subject.axes}:
                here = {name: size for name, size in self.subject.at.items() if name in used}
            told = _at(told, here) if self.claim.value.question else told
            try:
                yield self.finding(axis, truth, told, here)
            except SizeError as error:
                self.notes.append(error.message)
                yield Finding(axis, truth, told, Answer("refuted", counterexample={}), here, {})

    def tell_at(self, general: Sequence[Finding]) -> None:
        """Say whether a claim about every input holds at those at which others are judged."""
        at = self.subject.at
        told: dict[str, dict[str, int]] = {}
        for found in general:
            put = Statement(found.truth, self.claim.relation, found.claimed)
            here = {name: size for name, size in at.items() if name in put.symbols}
            put = put.put({name: number(size) for name, size in here.items()})
            if here and not put.symbols:
                told.setdefault(self.holds(put, Domain(), 1).status, {}).update(here)
        for status in ("proved", "refuted"):
            if status in told:
                self.notes.append(_english.holds_at(told[status], status == "proved"))

    def tell_flat(self, given: Mapping[str, int]) -> None:
        """Say how long a flattened layer is, where a size is claimed of it, which is 1."""
        place = self.places.stop - 1
        item = self.subject.chain.links[place - 1].item if place else None
        if self.claim.quantity != "size" or not isinstance(item, Layer) or item.kind is not Kind.FLATTEN:
            return
        with suppress(SymrfError):
            self.notes.append(_english.flattened_length(PLAIN(_at(self.subject.overall.flat(place), given))))

    def truths(self, reading: Reading) -> Sequence[Written]:
        """What is so on an axis: the one tree of a quantity, or both sides of the padding."""
        if self.claim.left is not None:
            return (worked_out(self.put(self.claim.left, reading.track.axis)[0]),)
        quantity = QUANTITIES[self.claim.quantity]
        if (note := quantity.noted(reading)) is not None:
            self.notes.append(note)
        return _along(reading, quantity)

    def finding(self, axis: str, truth: Written, claimed: Written, given: Mapping[str, int]) -> Finding:
        """The finding between a truth and a claim on an axis, at the input that is given there."""
        asked = Statement(truth, self.claim.relation, claimed)
        count = len(self.readings)
        if axis not in given:
            return self.among(axis, asked, {}, count)
        (reading,) = (each for each in self.readings if each.track.axis == axis)
        reading.size.at(given[axis])
        asked = asked.put({name: number(value) for name, value in given.items()})
        if asked.symbols & {*self.subject.axes}:  # what is of all axes together
            return self.among(axis, asked, given, count)
        return Finding(axis, truth, claimed, self.holds(asked, Domain(), count), {axis: given[axis]}, {})

    # ---- a quantity of the whole network -----------------------------------------------------------------------------

    def whole(self) -> Iterator[Finding]:
        """The finding on a quantity of the whole network."""
        claim, subject = self.claim, self.subject
        if claim.axis is not None or isinstance(claim.formula, Tuple):
            raise claim.refused(_english.one_number(claim.quantity), None if claim.axis is None else 0)
        claimed, typed = self.put(claim.formula, None)
        left = claim.left
        truth = self.of_whole(QUANTITIES[claim.quantity]) if left is None else worked_out(self.put(left, None)[0])
        given = dict(claim.inputs)
        if not typed & {*subject.axes}:
            used = symbols(truth) | symbols(claimed)
            given = {name: size for name, size in subject.at.items() if name in used} | given
        claimed = _at(truth, given) if claim.value.question else claimed
        self.check_taken(given)
        put = {axis: number(size) for axis, size in given.items()}
        inputs = subject.inputs
        inputs.check(given)
        asked = Statement(truth, claim.relation, claimed).put(put)
        asked = replace(asked, left=inputs.put(asked.left), right=inputs.put(asked.right)).put(put)
        yield self.among(None, asked, given)

    def of_whole(self, quantity: Quantity) -> Written:
        """What is so of the whole network."""
        found = None if quantity.whole is None else quantity.whole(self.subject.overall, self.places)
        if found is None:
            raise DerivationError(_missing(self.readings[0], quantity))
        return found

    def check_taken(self, given: Mapping[str, int]) -> None:
        """A SizeError where an input is given that the network does not take."""
        for reading in self.readings:
            axis, minimum = reading.track.axis, reading.size.minimum
            taken = self.subject.parameters.names and isinstance(minimum, int)
            if axis in given and not (taken and given[axis] >= int(minimum)):
                reading.size.at(given[axis])

    # ---- words in formulas -------------------------------------------------------------------------------------------

    def put(self, tree: Written, axis: str | None) -> tuple[Written, frozenset[str]]:
        """A formula with what its words stand for, on an axis; and the symbols that it has without those."""
        subject, claim = self.subject, self.claim
        names = subject.parameters.names
        about = {*(subject.axes if axis is None else spoken_with(axis, subject.inputs)), *names}
        words = {name: found for name in sorted(symbols(tree)) if (found := self.word(name, axis)) is not None}
        tree = named(claim, tree, about, axis, subject.axes, subject.names, self.notes, words)
        return substitute(tree, words), symbols(tree) - words.keys()

    def word(self, name: str, axis: str | None) -> Written | None:
        """What a word in a formula stands for: a number of the layers, or a quantity; None where it is neither."""
        subject = self.subject
        taken = {*subject.parameters.names, *subject.axes, *subject.names}
        if name in taken or any(name == each for each in subject.axes) or _is_input(name, subject.axes):
            return None
        said, what = spoken(name), attribute_of_word(name)
        if what is not None:
            found = attribute(subject, name, axis or subject.axes[0])
            of_one = said is None or layers_with_windows(subject) == 1
            if found is not None and (of_one or symbols(found)):
                if not name.startswith(what[:4]):
                    self.notes.append(_english.is_of_layers(name, what))
                return found
        if said is None and what is not None:
            raise self.claim.refused(_english.layers_differ(name, what), word=name)
        return None if said is None else self.quantity(name, said, axis)

    def quantity(self, name: str, said: Spoken, axis: str | None) -> Written:
        """What a quantity in a formula is, on the axis that is said, or on that of the formula."""
        quantity = said.quantity
        if quantity.along is None:
            return self.of_whole(quantity)
        wanted = said.axis if said.axis in self.subject.axes else axis
        found = [each for each in self.readings if each.track.axis == wanted]
        if not found and len(self.readings) > 1:
            raise self.claim.refused(_english.value_of_each_axis(name, self.subject.axes[0]), 0, name)
        (truth, *others) = _along((found or self.readings)[0], quantity)
        if others:
            raise self.claim.refused(_english.has_two_values(name), 0, name)
        return truth

    # ---- decisions ---------------------------------------------------------------------------------------------------

    def among(self, axis: str | None, asked: Statement, given: Mapping[str, int], parts: int = 1) -> Finding:
        """The finding for the inputs that are taken, of those that are not given."""
        inputs, names = self.subject.inputs, self.subject.parameters
        asked = replace(asked, left=inputs.put(asked.left), right=inputs.put(asked.right))
        if names.names:
            least = {name: tree for name, tree in leasts(self.readings, inputs, names).items() if name in asked.symbols}
            return Finding(axis, asked.left, asked.right, self.holds(asked, Domain(least, names), parts), given, {})
        sides = domains(self.readings, inputs, asked.symbols)
        domain = Domain.among(sides.values())
        answer = self.holds(asked, domain, parts)
        return Finding(axis, asked.left, asked.right, answer, given, domain.leasts, domain.taken)

    def holds(self, asked: Statement, domain: Domain, parts: int) -> Answer:
        """Whether a statement holds, to the digits that are given of its right side."""
        rounded = self.claim.value.rounded
        if rounded is None:
            return holds(asked, domain, parts)
        within = _within(asked.left, rounded)
        if within is None:
            return Answer("undecided", reason=_english.ROUNDED_FRACTION)
        return said_of(asked, holds(within, domain, parts))


def _at(tree: Written, given: Mapping[str, int]) -> Written:
    """A formula at inputs, as the number that it is there, where those are all."""
    return worked_out(substitute(tree, {axis: number(size) for axis, size in given.items()}))


def _within(truth: Written, rounded: Rounded) -> Statement | None:
    """That a truth is between the ends of what a rounded number may be: a multiple that is whole is cut to them."""
    factor = denominator(truth)
    if factor is None:
        return None
    least, most = ceil(rounded.low * factor), ceil(rounded.high * factor) - 1
    multiple = truth if factor == 1 else factor * truth
    return Statement(multiple, "=", Minimum((Maximum((multiple, number(least))), number(most))))


def _along(reading: Reading, quantity: Quantity) -> tuple[Written, ...]:
    """What a quantity is on an axis: one tree, or those of both sides where they differ."""
    trees = None if quantity.along is None else quantity.along(reading, "closed")
    if trees is None:
        raise DerivationError(_missing(reading, quantity))
    return tuple(dict.fromkeys(trees))


def _missing(reading: Reading, quantity: Quantity) -> str:
    """Why there is no such quantity."""
    if reading.unreached is not None:
        return _english.not_worked_out(quantity.name, str(reading.unreached))
    return quantity.missing(reading)


def _is_input(name: str, axes: Sequence[str]) -> bool:
    return bool(input_named(name, axes))
