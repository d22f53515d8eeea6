"""An output size as a function of the input size: its forms, the inputs on which they are exact, its value."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from symrf.errors import InputError, SizeError
from symrf.exact.numbers.parametric import Parametric
from symrf.exact.sampling.cases import by_cases
from symrf.exact.sampling.hand import closed, collected, whole, written
from symrf.exact.sampling.lengths import closed_staircase
from symrf.exact.sampling.samplings import Requirement, Sampling, State
from symrf.exact.sampling.scaled import Scaled
from symrf.exact.sampling.sizes import exact_when, size_at
from symrf.exact.sampling.staircases import WIDTH, at
from symrf.exact.sampling.windows import Window
from symrf.exact.sets.periodic import Condition
from symrf.exact.sets.quasipolynomials import TooMany
from symrf.exact.sets.residues import Residues
from symrf.formulas.tree import Symbol, Written, without_rounding
from symrf.formulas.values import to_sympy
from symrf.networks.arguments import chosen, number
from symrf.networks.axis import Prefix, Track
from symrf.networks.display import one_line
from symrf.networks.notation.architecture import Branches
from symrf.networks.quantities import FORMS, FormName

if TYPE_CHECKING:
    import sympy

    from symrf.exact.numbers.powers import Whole

__all__ = ["Size", "output_size", "takes"]


@dataclass(frozen=True, repr=False)
class Size:
    """An output size as a function of the input size; `hand`, `nested` and `closed` are SymPy expressions."""

    track: Track
    prefix: Prefix
    place: int

    def __hash__(self) -> int:
        return hash((self.track.axis, self.place, self.prefix.state))

    def __repr__(self) -> str:
        from symrf.formulas.printing.plain import PLAIN

        return one_line("Size", PLAIN(self.tree()), f"from {self.track.axis} = {PLAIN(whole(self.minimum))} on")

    def tree(self, form: FormName = "hand") -> Written:
        """The size as it is written in one of its three forms."""
        chosen(form, "form", FORMS)
        axis, state = Symbol(self.track.axis), self.prefix.state
        form_there = self.prefix.hand if form == "hand" else self.prefix.nested
        turns = isinstance(state, Window) and _turns(state)
        if form != "closed" and form_there is not None and not turns:
            return written(form_there, axis)
        if isinstance(state, Window):
            return by_cases((state.offset, state.slack), lambda put: _of_chain(state.mapped(put), form, axis))
        if isinstance(state, Scaled):
            return _of_chain(state, form, axis)
        tree = closed_staircase(state.size, axis)
        return without_rounding(tree) if form == "hand" else tree

    @property
    def hand(self) -> sympy.Basic:
        """Without floors, as a hand writes it: the true size on `exact_when`."""
        return to_sympy(self.tree("hand"))

    @property
    def nested(self) -> sympy.Basic:
        """The hand form with a floor or a ceiling at each division that needs one: exact from `minimum` on."""
        return to_sympy(self.tree("nested"))

    @property
    def closed(self) -> sympy.Basic:
        """One floor and one fraction, where the network is one convolution: exact from `minimum` on."""
        return to_sympy(self.tree("closed"))

    @property
    def exact_when(self) -> Residues | Condition | None:
        """The input sizes on which the hand form is the true size; None where they are too many to list."""
        state = self.prefix.state
        if isinstance(state, Window | Scaled):
            return exact_when(state)
        found = self._condition(state)
        if found is None or found.included or found.excluded or found.start > found.least:
            return found
        return Residues(found.modulus, found.residues)

    @property
    def exact(self) -> bool:
        """Whether the hand form is the true size for every input that the network takes."""
        state = self.prefix.state
        if isinstance(state, Window | Scaled):
            return (exact := exact_when(state)) is not None and exact.always
        found = self._condition(state)
        return found is not None and found == state.taken(self.track.axis)

    @property
    def taken(self) -> Condition | None:
        """The input sizes that the network takes, where those are not all from `minimum` on."""
        state = self.prefix.state
        return state.taken(self.track.axis) if isinstance(state, Sampling) and state.requirements else None

    @property
    def minimum(self) -> Whole:
        """The least input size that the network takes, for which every size on the way is 1 or more."""
        taken = self.taken
        return self.prefix.state.minimum if taken is None else taken.first

    def at(self, size: int) -> int:
        """The output size for an input of `size` pixels; a SizeError names the layer that does not take it.

        >>> import symrf
        >>> symrf.derive("c3s1 p2s2 c3s1")["w"].size.at(64)
        29
        """
        size = number(self.track.axis, size)
        if not isinstance(self.prefix.state, Sampling) and self.prefix.state.symbolic:
            name = self.track.symbols[0]
            raise InputError(f"{name} has no value: give it one, as in {name}=3")
        if not takes(self.prefix.state, size):
            raise self.refusal(size)
        return output_size(self.prefix.state, size)

    def refusal(self, size: int) -> SizeError:
        """The refusal of an input that is not taken: it names the first layer that does not take it."""
        course, place = self.track.course, self.place
        first = next((each for each in course.upstream(place) if not takes(course.prefixes[each].state, size)), None)
        if first is None or size < 1:
            told = "there is no input"
        else:
            link = course.links[first - 1]
            received = [output_size(course.prefixes[each].state, size) for each in link.sources]
            told = f"layer {link.name} ({link.item.text})"
            if isinstance(link.item, Branches):
                told += f" meets branches of {' and '.join(map(str, dict.fromkeys(received)))} pixels"
            elif link.fits is not None:
                told += f" cannot cut {received[0]} pixels to {output_size(course.prefixes[link.fits].state, size)}"
            elif course.stages[first - 1].divides > 1 and received[0] > 0:
                told += f" cannot take {received[0]} pixels, which {course.stages[first - 1].divides} does not divide"
            else:
                told += " has no output"
        return SizeError(f"at {self.track.axis}={size} {told}: {self.track.axis} {self.wanted(size)}")

    def wanted(self, size: int) -> str:
        """What an input must be, told of one that it is not."""
        from symrf.formulas.printing.plain import PLAIN

        taken = self.taken
        if taken is None or size < taken.first:
            return f"must be at least {PLAIN(whole(self.minimum))}"
        near = [str(each) for each in taken.nearest(size) if each is not None]
        return f"may be {' or '.join(near)}"

    def _condition(self, state: Sampling) -> Condition | None:
        """The inputs that the network takes on which the hand form is the true size."""
        form = self.prefix.hand
        if form is None:
            return None
        times, added, below = form.line()
        exact = Requirement(state.size * below - WIDTH * times - added, "=", self.place)
        try:
            return replace(state, requirements=(exact, *state.requirements)).taken(self.track.axis)
        except TooMany:
            return None


def _of_chain(window: Window | Scaled, form: FormName, axis: Written) -> Written:
    return closed(window, axis) if form == "closed" else written(collected(window, form == "nested"), axis)


def _turns(window: Window) -> bool:
    """Whether the size of a chain of windows is written by cases."""
    numbers = (window.offset, window.slack)
    return any(isinstance(each, Parametric) and each.turning is not None for each in numbers)


def takes(state: State, size: int) -> bool:
    """Whether an input of `size` pixels is taken."""
    return size >= state.minimum and (not isinstance(state, Sampling) or state.refusal(size) is None)


def output_size(state: State, size: int) -> int:
    """The output size, right for an input that is taken."""
    return at(state.size, size) if isinstance(state, Sampling) else size_at(state, size)
