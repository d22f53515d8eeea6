"""How a network samples its input where it is no one convolution: its size, what its outputs read, what must hold.

A chain of windows is a Window (`windows`). Up-sampling, pooling over the whole input, and branches whose
sizes agree for some inputs alone make a Sampling, in functions of the input size.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial, reduce
from math import lcm

from symrf.exact.sampling.hand import Form, too_deep
from symrf.exact.sampling.lengths import closed_length_tree, divided
from symrf.exact.sampling.quasi_affine import (
    WIDTH,
    Length,
    always,
    at,
    divisors,
    from_where,
    greater,
    lesser,
    slope,
    where,
)
from symrf.exact.sampling.reach import Reach, Unreached
from symrf.exact.sampling.requirements import Statement, residue_class, residue_classes
from symrf.exact.sets.periodic import Periodic
from symrf.exact.sets.quasipolynomials import TooMany
from symrf.exact.sets.residues import Residues
from symrf.exact.sets.segments import condition
from symrf.formulas import limits
from symrf.formulas.forms import FormName
from symrf.formulas.tree import Written, without_rounding

__all__ = ["NoOutput", "Sampling", "worked_out"]


ONE = Reach.window(1, 1)  # of a layer that reads its own pixel


class NoOutput(Exception):
    """A network that has no output for any input."""


@dataclass(frozen=True, slots=True)
class Unshuffled:
    """An unshuffle, which a shuffle by the same factors on all axes undoes: each pixel is where it was before.

    Layers `inside`, between them, that work on each channel alone read pixels of the same channel, a factor apart.
    """

    factors: tuple[object, ...]
    place: int
    before: Sampling
    inside: Reach = ONE
    ragged: bool = False  # of what they read together the first and the last alone are known


@dataclass(frozen=True, slots=True)
class Sampling:
    """The output size, what each output reads, and the inputs that the network takes.

    Those are the ones from `minimum` on that meet every requirement; for them every size on the way is 1 or more. Where
    what the outputs read is not worked out, `reach` says why.
    """

    size: Length
    reach: Reach | str
    minimum: int
    requirements: tuple[Statement, ...] = ()
    unshuffled: tuple[Unshuffled, ...] = ()  # what shuffles may undo, the last first; nothing where channels are mixed
    undone: int | None = None  # the place before the unshuffle that the last layer undoes
    through: Reach = ONE  # what the last layer reads of that place, if it undoes an unshuffle
    ragged: bool = False  # of that the first and the last alone are known
    reads_where: tuple[Statement, ...] = ()  # the inputs for which `reach` is what outputs read

    def then(self, size: Length, reach: Reach | str, requirements: tuple[Statement, ...] = ()) -> Sampling:
        """The sampling of a longer network: the size that its last layer gives, and what that layer reads."""
        minimum = from_where(size, 1, self.minimum)
        if minimum is None:
            raise NoOutput
        asked = tuple(each for each in requirements if self._new(each))
        read = _read_through(self.reach, reach)
        return Sampling(size, read, minimum, (*self.requirements, *asked), reads_where=self.reads_where)

    def also(self, other: Sampling) -> Sampling:
        """This one, for the inputs that another takes, too."""
        asked = tuple(each for each in other.requirements if self._new(each))
        minimum = max(self.minimum, other.minimum)
        return replace(self, minimum=minimum, requirements=(*self.requirements, *asked))

    def gathered(self, before: Sampling, factors: tuple[object, ...], place: int) -> Sampling:
        """This one, known to be an unshuffle after the place of another."""
        return replace(self, unshuffled=(Unshuffled(factors, place, before), *before.unshuffled))

    def restored(self, before: Sampling, factors: tuple[object, ...], factor: int) -> Sampling:
        """This one, known to be a shuffle by a factor: what it reads, where it undoes the last unshuffle before it."""
        if not before.unshuffled or before.unshuffled[0].factors != factors:
            return self
        first, *others = before.unshuffled
        through = ONE if first.inside == ONE else first.inside.widened(factor)
        reach = first.before.reach if through == ONE else _read_through(first.before.reach, through)
        found = replace(self, reach=reach, unshuffled=tuple(others), undone=first.place)
        found = replace(found, through=through, ragged=first.ragged)
        return found if through == ONE else found.channelwise(found, through)

    def channelwise(self, before: Sampling, reach: Reach) -> Sampling:
        """This one, known to be a layer that works on each channel alone, and what that reads."""
        if not before.unshuffled:
            return self
        first, *others = before.unshuffled
        ragged = before.ragged or first.ragged
        if first.inside != ONE:
            ragged = ragged or first.inside.step > 1 or reach.step > 1
            try:
                reach = first.inside.then(reach)
            except Unreached:
                return self
        return replace(self, unshuffled=(replace(first, inside=reach, ragged=ragged), *others))

    def mixed(self) -> Sampling:
        """The same where channels are mixed: no shuffle undoes an unshuffle before."""
        return replace(self, unshuffled=())

    def taken(self, symbol: str) -> Periodic | None:
        """The inputs that the network takes; None, or TooMany, where they change too often to list."""
        found = residue_classes(self.requirements)
        if found is not None:  # as for a U-Net: one class of each, all of them at once
            modulus, residue = found
            return Periodic(symbol, self.minimum, modulus or 1, (residue,) if modulus else (), self.minimum)
        asked = [(each.length, each.relation) for each in self.requirements]
        return condition(symbol, where(asked or [(0, "=")], self.minimum))

    def takes(self, size: int) -> bool:
        """Whether an input of `size` pixels is taken."""
        return size >= self.minimum and all(each.holds(size) for each in self.requirements)

    def restriction(self, symbol: str, /) -> Periodic | None:
        """The inputs that are taken, where those are not all from the least one on."""
        return self.taken(symbol) if self.requirements else None

    def read_when(self, symbol: str, /) -> Periodic | None:
        """The inputs for which `reach` is what outputs read; None where those are all that are taken."""
        asked = tuple(each for each in self.reads_where if self._new(each))
        if not asked or isinstance(self.reach, str):
            return None
        never = Periodic(symbol, self.minimum, 1, (), self.minimum)
        try:
            found = replace(self, requirements=(*self.requirements, *asked)).taken(symbol) or never
            return None if found == self.taken(symbol) else found
        except TooMany:
            return never

    def taken_rarely(self, symbol: str, /) -> bool:
        """Whether finitely many inputs are taken; TooMany where that takes too long to say."""
        if not self.requirements or self._taken_often:
            return False
        taken = self.taken(symbol)
        return taken is not None and taken.finite

    @property
    def _taken_often(self) -> bool:
        """Whether it is plain that infinitely many inputs are taken: what is asked is periodic, and one meets it."""
        if any(slope(each.length) != 0 for each in self.requirements):
            return False
        period = lcm(*(divisor for each in self.requirements for divisor in divisors(each.length)))
        return period <= limits.TAKEN_PERIOD and self.takes(-(-self.minimum // period) * period)

    def always(self, lengths: Sequence[Length]) -> bool | None:
        """Whether lengths are 0 for all inputs that are taken; None where that is not decided."""
        if all(length == 0 for length in lengths):
            return True
        if any(isinstance(length, int) and length != 0 for length in lengths):
            return False
        asked = [(each.length, each.relation) for each in self.requirements]
        try:
            zero = condition("w", where([*((length, "=") for length in lengths), *asked], self.minimum))
            return None if zero is None else zero == self.taken("w")
        except TooMany:
            return None

    @property
    def convolution(self) -> None:
        """It is no one convolution."""
        return

    def sampled(self) -> Sampling:
        """It is in functions of the input size."""
        return self

    @property
    def symbolic(self) -> bool:
        """There are no symbols in it."""
        return False

    def size_at(self, size: int) -> int:
        """The output size for an input that is taken."""
        return at(self.size, size)

    def by_hand(self, form: Form | None) -> Form | None:
        """The size without floors: where it is nested too deep, as one fraction."""
        return form.collected() if form is not None and too_deep(form) else form

    @property
    def turning(self) -> bool:
        """Its size is not written by cases."""
        return False

    def tree(self, form: FormName, axis: Written) -> Written:
        """The size as it is written, one floor as that of one convolution."""
        tree = closed_length_tree(self.size, axis)
        return without_rounding(tree) if form == "hand" else tree

    @property
    def exact_throughout(self) -> bool:
        """Whether the sizes on the way are exact without floors where the last one is: not those of all branches."""
        return False

    def exact_when(self, by_hand: Form | None, symbol: str, /) -> Residues | Periodic | None:
        """The inputs on which the size without floors is the true size; None where they are too many to list."""
        found = self._exact(by_hand, symbol)
        if found is None or found.included or found.excluded or found.start > found.least:
            return found
        return Residues(found.modulus, found.residues)

    def always_exact(self, by_hand: Form | None, symbol: str, /) -> bool:
        """Whether the size without floors is the true size for every input that is taken."""
        found = self._exact(by_hand, symbol)
        return found is not None and found == self.taken(symbol)

    @property
    def unreached(self) -> str | None:
        """Why what the outputs read is not worked out; None where it is."""
        return self.reach if isinstance(self.reach, str) else None

    @property
    def most_field(self) -> Length | None:
        """The most pixels, from the first to the last, that an output reads; None where no page has room for it."""
        return self._extreme(greater)

    @property
    def least_field(self) -> Length | None:
        """The least that an output reads."""
        return self._extreme(lesser)

    @property
    def fields(self) -> tuple[Length, ...] | None:
        """The field of output o by the remainder of o, where outputs read unlike; None where all read alike."""
        fields = self._fields
        return fields if len(set(fields)) > 1 else None

    @property
    def evenly_apart(self) -> bool | None:
        """Whether the centres of the windows are one jump apart, for all inputs that are taken."""
        apart = self.reach.unevenness if isinstance(self.reach, Reach) else None
        if apart is None or any(isinstance(each, int) and each != 0 for each in apart):
            return False
        return self.always(apart)

    def jump(self, axis: Written) -> Written | None:
        """The distance of neighbouring outputs' windows, on the average; None where they are at no one distance."""
        if isinstance(self.reach, str) or self.reach.advance in (None, 0):
            return None
        return divided(self.reach.advance, self.reach.period, axis)

    def start(self, axis: Written, origin: float) -> Written | None:
        """The centre of the first window, that of the first pixel at `origin`; None where it is not worked out."""
        if isinstance(self.reach, str):
            return None
        low, high = self.reach.lows[0], self.reach.highs[0]
        return None if low is None or high is None else divided(low + high + int(2 * origin), 2, axis)

    def sides(self, axis: Written, /) -> tuple[Written, Written] | None:
        """How far outputs read before and after their places at the most; None where it is not worked out."""
        if isinstance(self.reach, str) or (advance := self.reach.advance) is None or advance == 0:
            return None
        reach, most = self.reach, partial(greater, least=self.minimum)
        places = [advance * phase for phase in range(reach.period)]  # times the period
        before = [at - low * reach.period for at, low in zip(places, reach.lows, strict=True) if low is not None]
        after = [high * reach.period - at for at, high in zip(places, reach.highs, strict=True) if high is not None]
        if not before:
            return None
        return divided(reduce(most, before), reach.period, axis), divided(reduce(most, after), reach.period, axis)

    def padding(self, _axis: Written, /) -> None:
        """It is no one convolution."""
        return

    @property
    def _fields(self) -> tuple[Length, ...]:
        """The field for each remainder of the output's index; nothing where that is not worked out."""
        return () if isinstance(self.reach, str) else self.reach.shortened(self.size).fields

    def _extreme(self, pick: Callable[[Length, Length, int], Length]) -> Length | None:
        fields = dict.fromkeys(self._fields)
        if not fields or (len(fields) > limits.FIELDS_COMPARED and not all(isinstance(field, int) for field in fields)):
            return None
        return reduce(lambda one, two: pick(one, two, self.minimum), fields)

    def _exact(self, by_hand: Form | None, symbol: str) -> Periodic | None:
        """The inputs that the network takes on which the size without floors is the true size."""
        if by_hand is None:
            return None
        times, added, below = by_hand.line()
        exact = Statement(self.size * below - WIDTH * times - added, "=", 0)
        try:
            return replace(self, requirements=(exact, *self.requirements)).taken(symbol)
        except TooMany:
            return None

    def _new(self, requirement: Statement) -> bool:
        if any(requirement.length == each.length for each in self.requirements if each.relation == "="):
            return False
        known = residue_classes(self.requirements) or (1, 0)
        found = residue_class(requirement, known)
        if found is not None:
            return bool(known[0] % found[0] or (known[1] - found[1]) % found[0])
        return not always(requirement.length, requirement.relation, self.minimum)


def _read_through(before: Reach | str, layer: Reach | str) -> Reach | str:
    try:
        return worked_out(before).then(worked_out(layer))
    except Unreached as reason:
        return str(reason)


def worked_out(reach: Reach | str) -> Reach:
    """What the outputs read, where it is worked out; else the reason is raised."""
    if isinstance(reach, str):
        raise Unreached(reach)
    return reach
