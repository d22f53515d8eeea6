"""An output size as a function of the input size: its forms, the inputs on which they are exact, its value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from symrf.errors import InputError, SizeError
from symrf.exact.sampling.hand import whole, written
from symrf.formulas import limits
from symrf.formulas.forms import FORMS, FormName
from symrf.formulas.to_sympy import to_sympy
from symrf.formulas.tree import Symbol, Written
from symrf.networks import _english
from symrf.networks.arguments import chosen, number
from symrf.networks.asking import asked
from symrf.networks.display import one_line
from symrf.networks.notation.architecture import Branches

if TYPE_CHECKING:
    import sympy

    from symrf.exact.numbers.powers import Whole
    from symrf.exact.sets.periodic import Periodic
    from symrf.exact.sets.residues import Residues
    from symrf.networks.axis import Prefix, Track

__all__ = ["Size"]


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

        return one_line("Size", PLAIN(self.tree()), _english.from_on(self.track.axis, PLAIN(whole(self.minimum))))

    def tree(self, form: FormName = "hand") -> Written:
        """The size as it is written in one of its three forms."""
        chosen(form, "form", FORMS)
        axis, state = Symbol(self.track.axis), self.prefix.state
        by_hand = self.prefix.hand if form == "hand" else self.prefix.nested
        if form == "closed" or by_hand is None or state.turning:
            return state.tree(form, axis)
        if form == "hand" and by_hand.depth > limits.SHOWN_DEPTH:  # nobody reads more
            if not state.symbolic:
                return written(by_hand.collected(), axis)
            if state.convolution is not None:
                return state.tree(form, axis)
        return written(by_hand, axis)

    @property
    def budget(self) -> float | None:
        """The seconds that one question about it may take; None: as many as is usual."""
        return self.track.budget

    @property
    @asked
    def hand(self) -> sympy.Basic:
        """Without floors, as a hand writes it: the true size on `exact_when`."""
        return to_sympy(self.tree("hand"))

    @property
    @asked
    def nested(self) -> sympy.Basic:
        """The hand form with a floor or a ceiling at each division that needs one: exact from `minimum` on."""
        return to_sympy(self.tree("nested"))

    @property
    @asked
    def closed(self) -> sympy.Basic:
        """One floor and one fraction, where the network is one convolution: exact from `minimum` on."""
        return to_sympy(self.tree("closed"))

    @property
    @asked
    def exact_when(self) -> Residues | Periodic | None:
        """The input sizes on which the hand form is the true size; None where they are too many to list."""
        return self.prefix.state.exact_when(self.prefix.hand, self.track.axis)

    @property
    @asked
    def exact(self) -> bool:
        """Whether the hand form is the true size for every input that the network takes."""
        return self.prefix.state.always_exact(self.prefix.hand, self.track.axis)

    @property
    def taken(self) -> Periodic | None:
        """The input sizes that the network takes, where those are not all from `minimum` on."""
        return self.prefix.state.restriction(self.track.axis)

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
        size, state = number(self.track.axis, size), self.prefix.state
        if state.symbolic:
            name = self.track.symbols[0]
            raise InputError(_english.symbol_without_value(name))
        if not state.takes(size):
            raise self.refusal(size)
        return state.size_at(size)

    def refusal(self, size: int) -> SizeError:
        """The refusal of an input that is not taken: it names the first layer that does not take it."""
        course, place = self.track.course, self.place
        first = next((each for each in course.upstream(place) if not course.prefixes[each].state.takes(size)), None)
        if first is None or size < 1:
            told = _english.NO_INPUT
        else:
            link = course.links[first - 1]
            received = [course.prefixes[each].state.size_at(size) for each in link.sources]
            layer = _english.layer_named(link.name, link.item.text)
            if isinstance(link.item, Branches):
                told = _english.meets_branches(layer, dict.fromkeys(received))
            elif link.fits is not None:
                told = _english.cannot_cut_pixels(layer, received[0], course.prefixes[link.fits].state.size_at(size))
            elif course.stages[first - 1].divides > 1 and received[0] > 0:
                told = _english.cannot_take_pixels(layer, received[0], course.stages[first - 1].divides)
            else:
                told = _english.gives_nothing(layer)
        return SizeError(_english.input_refused(self.track.axis, size, told, self.wanted(size)))

    def wanted(self, size: int) -> str:
        """What an input must be, told of one that it is not."""
        from symrf.formulas.printing.plain import PLAIN

        taken = self.taken
        if taken is not None and not taken.included and not taken.residues:
            return _english.NO_SIZE
        if taken is None or size < taken.first:
            return _english.at_least(PLAIN(whole(self.minimum)))
        return _english.may_be([each for each in taken.nearest(size) if each is not None])
