"""A claim and a network -> what is found on each axis, or of the whole network."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace

from symrf.answers import _english
from symrf.answers.attributes import attribute, attribute_of_word, layers_with_windows
from symrf.answers.claims.heads import Spoken, spoken
from symrf.answers.claims.reader import Claim
from symrf.answers.inputs import domains, leasts, spoken_with
from symrf.answers.meanings import input_named, named
from symrf.answers.roundings import holds_rounded, how_rounded
from symrf.answers.subjects import Subject
from symrf.answers.verdicts import Finding
from symrf.errors import DerivationError, SizeError, SymrfError
from symrf.exact.logic.answer import Answer
from symrf.exact.logic.holding import holds
from symrf.exact.logic.statements import Domain, Statement
from symrf.formulas.printing.plain import PLAIN
from symrf.formulas.tree import Tuple, Written, number, substitute, symbols
from symrf.formulas.values import worked_out
from symrf.networks.notation.architecture import Layer
from symrf.networks.notation.kinds import Kind
from symrf.networks.quantities import QUANTITIES, Quantity
from symrf.networks.reading import Reading, at_place

__all__ = ["findings"]


def findings(subject: Subject, claim: Claim, places: range, notes: list[str]) -> Iterator[Finding]:
    """What is found of a claim that is settled; notes say how it was read."""
    judging = _Judging(subject, claim, places, notes)
    return judging.whole() if judging.is_whole else judging.along()


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
        yield from self.of_channels()

    def of_channels(self) -> Iterator[Finding]:
        """The finding on the channels of a shape that has them."""
        said = self.claim.value.channels
        if said is None:
            return
        truth = self.channels()
        if truth is None:
            self.notes.append(_english.CHANNELS_ARE_NOT_SAID)
        else:
            found = self.among(None, Statement(truth, "=", number(said)), {})
            self.notes.extend([] if found.decision.status == "proved" else [_english.channels_are(PLAIN(truth))])
            yield found

    def channels(self) -> Written | None:
        """How many there are at the place; of a flattened image how long it is; None where the network does not say."""
        place = self.places.stop - 1
        if place and self._is_flattened(place):
            with suppress(SymrfError):
                given = {**self.subject.at, **dict(self.claim.inputs)}
                return _at(self.subject.overall.flat(range(place, place + 1)), given)
        return self.subject.channels(place)

    def _is_flattened(self, place: int) -> bool:
        item = self.subject.chain.links[place - 1].item
        return isinstance(item, Layer) and item.kind is Kind.FLATTEN

    def on_axis(self, reading: Reading, entry: Written, given: Mapping[str, int]) -> Iterator[Finding]:
        """The findings on one axis."""
        axis = reading.track.axis
        for truth, said in self.sides(reading, entry):
            claimed, typed = self.put(said, axis)
            told = truth if self.claim.value.question else claimed
            here, used = given, symbols(truth) | symbols(told)
            if not given and not typed & {*self.subject.axes}:
                here = {name: size for name, size in self.subject.at.items() if name in used}
            told = _at(told, here) if self.claim.value.question else told
            try:
                yield self.finding(axis, truth, told, here)
            except SizeError as error:
                self.notes.append(error.message)
                yield Finding(
                    axis, truth, told, Answer("refuted", counterexample={}, reason=_english.NO_OUTPUT), here, {}
                )

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
        if self.claim.quantity != "size" or not place or not self._is_flattened(place):
            return
        with suppress(SymrfError):
            self.notes.append(
                _english.flattened_length(PLAIN(_at(self.subject.overall.flat(range(place, place + 1)), given)))
            )

    def sides(self, reading: Reading, entry: Written) -> Sequence[tuple[Written, Written]]:
        """What is so on an axis and what is claimed of it, of what is before and what is after where both are said."""
        truths, after = self.truths(reading), self.claim.value.after
        if after is None:
            return [(truth, entry) for truth in truths]
        axis = self.subject.axes.index(reading.track.axis)
        behind = after.entries[axis] if isinstance(after, Tuple) else after
        return [(truths[0], entry), (truths[-1], behind)]

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
        if (unknown := self.unread(axis, given)) is not None:
            return Finding(axis, truth, claimed, Answer("undecided", reason=unknown), {}, {})
        if axis not in given:
            return self.among(axis, asked, {}, count)
        (reading,) = (each for each in self.readings if each.track.axis == axis)
        reading.size.at(given[axis])
        asked = asked.put({name: number(value) for name, value in given.items()})
        if asked.symbols & {*self.subject.axes}:  # what is of all axes together
            return self.among(axis, asked, given, count)
        return Finding(axis, truth, claimed, self.holds(asked, Domain(), count), {axis: given[axis]}, {})

    def unread(self, axis: str, given: Mapping[str, int]) -> str | None:
        """Why what outputs read on an axis is not known at an input; None where it is, or sizes alone are meant."""
        left = self.claim.left
        said = [spoken(name) for name in symbols(left)] if left is not None else []
        if {self.claim.quantity, *(each.quantity.name for each in said if each is not None)} == {"size"}:
            return None
        (reading,) = (each for each in self.readings if each.track.axis == axis)
        where, at = reading.read_when, {**self.subject.at, **given}
        if where is None or (axis in at and at[axis] in where):
            return None
        return _english.read_elsewhere(axis, None if where.never else where.first)

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
        self.notes.extend(how_rounded(asked.left, rounded))
        return holds_rounded(asked, rounded, domain, parts)


def _at(tree: Written, given: Mapping[str, int]) -> Written:
    """A formula at inputs, as the number that it is there, where those are all."""
    return worked_out(substitute(tree, {axis: number(size) for axis, size in given.items()}))


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
