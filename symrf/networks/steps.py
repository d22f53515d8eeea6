"""A network on a named axis, and the step to each of its layers: how the pencil gets there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from symrf.errors import InputError
from symrf.exact.sampling.joining import aligned
from symrf.formulas.forms import FormName
from symrf.formulas.tree import Written, substitute, symbols, without_rounding
from symrf.networks import _english
from symrf.networks.arguments import chosen
from symrf.networks.axis import RECEIVED, Track
from symrf.networks.display import one_line
from symrf.networks.graph import Link
from symrf.networks.induction import Repetition, one_block, repeated
from symrf.networks.reading import Reading, at_place
from symrf.networks.rules import FIELD_KEPT, JOINED, LAWS, Law, Stage
from symrf.networks.stepwise import STEPWISE, Stepwise

__all__ = ["LayerSteps", "Step", "steps"]


@dataclass(frozen=True, eq=False, repr=False)
class Step(Reading):
    """The reading after a link of the chain, and how the pencil gets there from the one before."""

    link: Link
    stage: Stage

    def __repr__(self) -> str:
        return one_line("Step", f"{self.name} = {self.layer} on {self.track.axis}", *self.facts)

    @property
    def received(self) -> Reading:
        """The reading before; where branches meet, that of the one whose size is written."""
        course = self.track.course
        return at_place(self.track, self.link.sources[course.shown(self.place)])

    @property
    def layer(self) -> str:
        """The layer in the notation."""
        return self.link.item.text

    @property
    def name(self) -> str:
        """The layer's name: F_1, M, … or the user's own."""
        return self.link.name

    @property
    def aligned(self) -> bool | None:
        """Whether the windows of the branches that meet here have the same centres; None where no branches meet."""
        if self.stage != JOINED:
            return None
        branches = [self.track.course.prefixes[source].state for source in self.track.course.meeting(self.place)]
        return aligned(branches, self.state)

    def law(self, quantity: Stepwise) -> Law | None:
        """The law that gives a quantity here; None where no law of a line does."""
        law: Law | None = getattr(self.stage, chosen(quantity, "quantity", STEPWISE))
        if quantity == "receptive_field" and self.track.course.restored(self.place) is not None:
            return None
        if quantity == "receptive_field" and self.gated:
            return LAWS["all read"] if self.tree(quantity) == self.received.tree(quantity) is not None else None
        if quantity == "size" and self._meets_gates:
            return LAWS["gate"]
        if law is None or quantity == "size" or (law == FIELD_KEPT and self.tree(quantity) is not None):
            return law
        received = self.received
        even = received.tree("jump") is not None and (quantity == "jump" or received.evenly_apart)
        return law if even and received.state.fields is None and self.tree(quantity) is not None else None

    @property
    def _meets_gates(self) -> bool:
        """Whether branches meet here of which one is a pixel that is spread over the others."""
        return self.stage == JOINED and len(self.track.course.meeting(self.place)) < len(self.link.sources)

    @property
    def one_block(self) -> Mapping[Stepwise, Written]:
        """What one block of a repeat makes of what it receives; nothing where the layer is no repeat."""
        repetition = self.repetition
        if repetition is None:
            return {}
        return one_block(repetition, *map(self.track.letter, ("n", "r", "j")))

    @property
    def laws(self) -> tuple[Law, ...]:
        """The laws that are used; none where a repeat is worked out by induction."""
        if self.repetition is not None:
            return ()
        return tuple(law for quantity in STEPWISE if (law := self.law(quantity)) is not None)

    @property
    def repetition(self) -> Repetition | None:
        """The block and its repeats, where the layer is one that a hand works out by induction."""
        found = self.stage.repetition
        return found if found is not None and found.plain and self.received.state.convolution is not None else None

    def calculation(self, quantity: Stepwise, form: FormName = "hand") -> tuple[Written, ...]:
        """The rule, the rule with its numbers put in, the result: equal trees, none twice in a row.

        >>> import symrf
        >>> from symrf.formulas.printing.plain import PLAIN
        >>> step = symrf.derive("c3s1 p2s2")["w"].steps[1]
        >>> " = ".join(map(PLAIN, step.calculation("size")))
        '(n-k)/s+1 = ((w-2)-2)/2+1 = (w-2)/2'
        """
        chosen(quantity, "quantity", STEPWISE)
        result = self.tree(quantity, form)
        if result is None:
            return ()
        law = self.law(quantity)
        if self.repetition is not None:
            return tuple(_distinct((*self._repeated(self.repetition, quantity, form), result)))
        if law is None:
            return (result,)
        by_hand = form == "hand" and quantity == "size" and not self._of_number
        rule = _by_hand(law.equation) if by_hand else law.equation
        values = {letter: self._value(letter, quantity, form) for letter in _letters(rule)}
        if self.stage.fits:
            values["m"] = result
        known = {letter: value for letter, value in values.items() if value is not None}
        own = {letter: self.track.letter(letter) for letter in RECEIVED} if self.track.symbols else {}
        shown = substitute(rule, own) if own else rule
        return tuple(_distinct((shown, substitute(rule, known), result)))

    @property
    def _of_number(self) -> bool:
        """Whether the layer receives a size that is a number, of which a hand works out the next one at once."""
        received = self.received.prefix.hand
        return received is not None and received.factor == 0

    def _value(self, letter: str, quantity: Stepwise, form: FormName) -> Written | None:
        """What a letter of a rule stands for."""
        match letter:
            case "n":
                return self.received.tree("size", form if quantity == "size" else "closed")
            case "r":
                return self.received.tree("receptive_field")
            case "j":
                return self.received.tree("jump")
        return self.stage.letters.get(letter)

    def _repeated(self, repetition: Repetition, quantity: Stepwise, form: FormName) -> Iterator[Written]:
        """The sum that the recurrence of a repeat comes to."""
        received = self.received.tree(quantity, form if quantity == "size" else "closed")
        jump = self.received.tree("jump")
        if received is not None and jump is not None:
            yield from repeated(repetition, quantity, received, jump, form)


@dataclass(frozen=True, repr=False)
class LayerSteps:
    """The steps to one layer, one on each axis; `["w"]` is that on an axis.

    >>> import symrf
    >>> pool = symrf.derive("c3s1 p2s2 c3s1").steps[1]
    >>> pool.name, pool.layer, pool["w"].receptive_field
    ('M', 'p2s2', 4)
    """

    steps: tuple[Step, ...]

    def __getitem__(self, axis: str) -> Step:
        for step in self.steps:
            if step.track.axis == axis:
                return step
        raise InputError(_english.no_axis(axis, self.axes))

    def __iter__(self) -> Iterator[Step]:
        return iter(self.steps)

    def __len__(self) -> int:
        return len(self.steps)

    def __repr__(self) -> str:
        return one_line("LayerSteps", f"{self.name} = {self.layer}", f"on {' and '.join(self.axes)}")

    @property
    def axes(self) -> tuple[str, ...]:
        """The names of the axes."""
        return tuple(step.track.axis for step in self.steps)

    @property
    def place(self) -> int:
        """The place of the layer, counted from 1."""
        return self.steps[0].place

    @property
    def layer(self) -> str:
        """The layer in the notation."""
        return self.steps[0].layer

    @property
    def name(self) -> str:
        """The layer's name: F_1, M, … or the user's own."""
        return self.steps[0].name

    @property
    def aligned(self) -> bool | None:
        """Whether the windows of the branches that meet here have the same centres on every axis; None as of a step."""
        found = {step.aligned for step in self.steps}
        return False if False in found else None if None in found else True


def steps(track: Track) -> tuple[Step, ...]:
    """The step to each link of a network on an axis."""
    course = track.course
    return tuple(
        Step(track, course.prefixes[place], place, link, stage)
        for place, (link, stage) in enumerate(zip(course.links, course.stages, strict=True), 1)
    )


# The rules are few, and are used for each layer.
_by_hand = lru_cache(maxsize=256)(without_rounding)
_letters = lru_cache(maxsize=256)(symbols)


def _distinct(trees: tuple[Written, ...]) -> Iterator[Written]:
    last = None
    for tree in trees:
        if tree != last:
            yield tree
        last = tree
