"""Formulas that are wrong: slips that agree with them for many numbers, and then for all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from symrf.answers.inputs import domains, leasts
from symrf.answers.slips.asked import LENGTHS, Asked, Entry, number_at
from symrf.answers.slips.edits import Edits
from symrf.answers.slips.grounds import Ground, Value
from symrf.answers.slips.networks import Items, compressed, places, stripped, unrolled, upto, written
from symrf.answers.slips.rows.elsewhere import shifted
from symrf.answers.slips.rows.sizes import THE_ONE_LOST
from symrf.answers.slips.slip import Slip
from symrf.answers.slips.trying import made, slips_of
from symrf.answers.slips.untried import UNTRIED
from symrf.answers.subjects import Subject
from symrf.errors import SymrfError
from symrf.exact.logic.holding import holds
from symrf.exact.logic.statements import Domain, Statement
from symrf.formulas import limits
from symrf.formulas.budget import OutOfBudget, budget, spend
from symrf.formulas.tree import Sum, Symbol, Written, number, rebuilt, symbols, without_rounding
from symrf.networks.notation.architecture import Architecture, Group, Index, Layer
from symrf.networks.notation.instances import put, substituted
from symrf.networks.notation.kinds import Effect
from symrf.networks.quantities import QUANTITIES
from symrf.networks.reading import Reading, at_place

__all__ = ["Agreement", "agreements"]

VALUES = (3, 2, 5, 4, 7, 6, 9, 8)  # that symbols are given
VECTORS = 40  # of values of the symbols that are looked at
POINTS, POINTS_OF_ONE = 6, 12  # at which values are compared, where the network has symbols, and where it has none
SIZES = 48  # inputs in a row that are looked at, among which a formula has whole values
FEWEST = 3  # points that say something


@dataclass(frozen=True)
class Point:
    """Numbers for the symbols, the network there, and what is claimed and so."""

    values: Mapping[str, int]
    ground: Ground
    claimed: Value
    truth: Value


@dataclass(frozen=True)
class Agreement:
    """A slip that gives a formula, and the network that has it; it is `proved` where that is so for all numbers.

    It is `literal` where the formula is the law itself, with the numbers of the network's only layer.
    """

    slip: Slip
    network: Items | None
    proved: bool
    literal: bool = False


def agreements(asked: Asked, entry: Entry) -> Iterator[Agreement]:
    """The slips that give a formula."""
    family = Family(asked, entry)
    if len([point for point in family.points if point.claimed != point.truth]) < FEWEST:
        return
    for slip in slips_of(asked.quantity):
        for items in family.of(slip):
            proved = items is not None and family.proved(items)
            if proved or items is None:
                yield Agreement(slip, items, proved, family.literal(slip, items))
                break
    for slip, items in family.neighbours():
        if family.proved(items):
            yield Agreement(slip, items, True)


@dataclass(frozen=True)
class Family:
    """A network that a formula is about, at points."""

    asked: Asked
    entry: Entry

    @property
    def subject(self) -> Subject:
        """What is claimed of."""
        return self.asked.subject

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The symbols of the network."""
        return self.subject.parameters.names

    @cached_property
    def axis(self) -> str:
        """The axis of the entry."""
        return self.entry.axis or self.subject.axes[0]

    @cached_property
    def items(self) -> Items:
        """The network as far as its place, with its symbols."""
        around = written(self.subject.network)
        place = self.asked.places.stop - 1
        if place < len(self.subject.chain.links):
            around = upto(around if self.names else unrolled(around), place)
        return stripped(around)

    @cached_property
    def points(self) -> tuple[Point, ...]:
        """Numbers at which the formula has a whole value where the truth has."""
        found: list[Point] = []
        for values in self._vectors():
            ground = self.ground(self.items, values)
            spend(len(ground.path))
            found += self._sized(ground, values)
            if len(found) >= (POINTS if self.names else POINTS_OF_ONE):
                break
        differing = [point for point in found if point.claimed != point.truth]
        return (*differing, *(point for point in found if point.claimed == point.truth))

    def _vectors(self) -> Iterator[dict[str, int]]:
        given = {name: size for name, size in self.asked.inputs.items() if name in self.names}
        for turn in range(VECTORS if self.names else 1):
            values = {name: VALUES[(turn + 3 * i + turn // 8) % len(VALUES)] for i, name in enumerate(self.names)}
            if self.subject.parameters.allow(values | given):
                yield values | given

    def _sized(self, ground: Ground, values: dict[str, int]) -> Iterator[Point]:
        sized = self.asked.quantity == "size" or self.axis in symbols(self.entry.claimed)
        if not sized:
            yield from self._point(ground, values)
            return
        first = (
            2 * max(step.extent for step in ground.steps) * max(1, int(ground.asked("jump").value(ground.steps) or 1))
        )
        given = self.asked.inputs.get(self.axis)
        count = 0
        for size in range(first, first + SIZES) if given is None else (given,):
            for point in self._point(replace(ground, sizes=(size,)), values | {self.axis: size}):
                yield point
                count += 1
            if count >= (2 if self.names else POINTS_OF_ONE):
                return

    def _point(self, ground: Ground, values: dict[str, int]) -> Iterator[Point]:
        claimed, truth = number_at(self.entry.claimed, values), number_at(self.entry.truth, values)
        whole = self.asked.quantity in ("start", "jump") or (claimed is not None and claimed.denominator == 1)
        if claimed is not None and truth is not None and whole:
            yield Point(values, ground, claimed, truth)

    def ground(self, items: Items, values: Mapping[str, int], sizes: tuple[int, ...] = ()) -> Ground:
        """A network of numbers in place of symbols."""
        numbers = put(Architecture(items), values).items if self.names else items
        around = written(Architecture(numbers))
        number_of_axis = self.subject.axes.index(self.axis)
        return Ground(
            *(unrolled(around), around, number_of_axis, self.subject.axes, self.subject.habits, self.asked.quantity),
            sizes,
        )

    # --- slips

    def of(self, slip: Slip) -> Iterator[Items | None]:
        """The networks of a slip that agree at all points, None for a rule that does."""
        if slip.rule is not None:
            if all(point.claimed in self._given(slip, point.ground) for point in self.points):
                yield None
        elif self.names and slip.edits is not None:
            yield from filter(self.agrees, filter(None, self._symbolic(slip.edits)))
        elif not self.names:
            first = self.points[0]
            for value, edit, items in made(slip, first.ground):
                if value == first.claimed:
                    found = first.ground.changed(edit) if edit is not None else items
                    if found and self.agrees(found):
                        yield found

    def _given(self, slip: Slip, ground: Ground) -> list[Value]:
        return [value for value, _, _ in made(slip, ground)]

    def _symbolic(self, edits: Edits) -> Iterator[Items]:
        """The networks of a slip in which only things are left out, or moved: the same for other numbers."""
        first, last = (
            replace(point.ground, items=self.items, around=self.items, put=point.values)
            for point in (self.points[0], self.points[-1])
        )
        try:
            found = list(edits(first.path))
            if found == list(edits(last.path)):
                yield from map(first.changed, found)
        except UNTRIED:
            return

    def agrees(self, items: Items) -> bool:
        """Whether a network has what is claimed at all points."""
        try:
            for point in self.points:
                ground = self.ground(items, point.values, point.ground.sizes)
                if ground.value(ground.steps) != point.claimed:
                    return False
        except UNTRIED:
            return False
        return True

    def literal(self, slip: Slip, items: Items | None) -> bool:
        """Whether a size is claimed as it stands, terms and all, in the law of what a slip makes of a convolution."""
        claimed = _in_order(without_rounding(self.entry.claimed))
        if slip is THE_ONE_LOST:
            right = (self.law(self.items), _in_order(without_rounding(self.entry.truth)))
            return _in_order(without_rounding(self.entry.claimed) + 1) in right
        return items is not None and claimed == self.law(items)

    def law(self, items: Items) -> Written | None:
        """The size that a network gives as the law has it; None where it is not one convolution."""
        match items:
            case (Layer(kind=kind),) if self.asked.quantity == "size" and kind.effect is Effect.WINDOWS:
                step = self.ground(items, self.points[0].values).steps[0]
                padding = step.before + step.after
                padded = Symbol(self.axis) + padding if padding else Symbol(self.axis)
                left = padded - step.extent
                return _in_order(left / step.stride + 1 if step.stride > 1 else left + 1)
        return None

    def neighbours(self) -> Iterator[tuple[Slip, Items]]:
        """The network with a symbol one more, or one less."""
        counting = {name for _, item in places(self.items) if isinstance(item, Group) for name in _counts(item)}
        for name in self.names:
            for sign, other in (("+", Symbol(name) + 1), ("-", Symbol(name) - 1)):
                try:
                    items = substituted(Architecture(self.items), {name: other}).items
                except SymrfError:
                    continue
                if self.agrees(items):
                    yield shifted(name, sign, name in counting), items

    def proved(self, items: Items) -> bool:
        """Whether a network has what is claimed, for all numbers or for a class of them."""
        network = Architecture(compressed(items), assumed=self.subject.network.assumed)
        try:
            with budget(limits.WHY_STEPS // 4, limits.WHY_SECONDS / 2):
                return self._proved(network)
        except (*UNTRIED, OutOfBudget):
            return False

    def _proved(self, network: Architecture) -> bool:
        subject = replace(self.subject, network=network)
        readings = [at_place(track, len(subject.chain.links)) for track in subject.tracks]
        (reading,) = (each for each in readings if each.track.axis == self.axis)
        along = QUANTITIES[self.asked.quantity].along
        trees = () if along is None else along(reading, "closed") or ()
        given = {name: number(value) for name, value in self.asked.inputs.items()}
        return any(
            self._holds(subject, readings, Statement(tree, "=", self.entry.claimed).put(given)) for tree in trees
        )

    def _holds(self, subject: Subject, readings: Sequence[Reading], asked: Statement) -> bool:
        names = subject.parameters
        if names.names:
            least = leasts(readings, subject.inputs, names)
            domain = Domain({name: tree for name, tree in least.items() if name in asked.symbols}, names)
        else:
            domain = Domain.among(domains(readings, subject.inputs, asked.symbols).values())
        return holds(asked, domain).status in ("proved", "conditional")


def _in_order(tree: Written) -> Written:
    """A formula with the terms of its sums in one order."""
    found = rebuilt(tree, _in_order)
    return Sum(tuple(sorted(found.terms, key=repr))) if isinstance(found, Sum) else found


def _counts(group: Group) -> frozenset[str]:
    """The symbols in the number of repeats."""
    count = group.count
    ends = (count.first, count.last) if isinstance(count, Index) else (count,)
    return frozenset().union(*(symbols(each) for each in ends if isinstance(each, Written)))


def is_formula(asked: Asked, entry: Entry) -> bool:
    """Whether a claim is a formula of what is not given."""
    return asked.quantity in LENGTHS and bool((symbols(entry.claimed) | symbols(entry.truth)) - asked.inputs.keys())
