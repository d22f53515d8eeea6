"""What the layers up to a place are on one axis: size, receptive field, jump, start, paths and borders."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal, overload

from symrf import borders, fields
from symrf.arithmetic.conditions import Condition
from symrf.arithmetic.reach import Unreached
from symrf.arithmetic.samplings import Sampling, State
from symrf.arithmetic.scaled import Scaled
from symrf.arithmetic.staircases import Length, Staircase
from symrf.arithmetic.windows import Window
from symrf.cases import number_by_cases
from symrf.course import Prefix, Track
from symrf.equivalents import Equivalent, equivalent
from symrf.errors import DerivationError, SizeError
from symrf.hand import whole
from symrf.lengths import ratio, staircase
from symrf.quantities import FormName, Quantity
from symrf.size import Size, takes
from symrf.values import to_sympy
from symrf.written import Symbol, Written

if TYPE_CHECKING:
    import sympy

    from symrf.arithmetic.powers import Whole
    from symrf.paths import Moments, Paths

__all__ = ["Reading", "Size", "at_place"]


@dataclass(frozen=True)
class Reading:
    """What the layers up to a place are on one axis; expressions are SymPy's, lengths are in pixels of the input."""

    track: Track
    prefix: Prefix
    place: int

    @property
    def state(self) -> State:
        """How the layers sample the input."""
        return self.prefix.state

    @property
    def size(self) -> Size:
        """The output size."""
        return Size(self.track, self.prefix, self.place)

    @property
    def receptive_field(self) -> sympy.Basic | None:
        """The pixels of the input from the first to the last that one output reads: the most, where outputs differ."""
        return _sympy(self.tree("receptive_field"))

    @property
    def fields(self) -> tuple[sympy.Basic, ...] | None:
        """The receptive field of output o for each remainder of o, as many as are different; None if not worked out.

        >>> import symrf
        >>> symrf.derive("c3 t3s2p1")["w"].fields
        (3, 4)
        """
        trees = self.field_trees
        return None if trees is None else tuple(map(to_sympy, trees))

    @property
    def jump(self) -> sympy.Basic | None:
        """The distance of neighbouring outputs' windows, on the average where they are not evenly apart."""
        return _sympy(self.tree("jump"))

    @property
    def evenly_apart(self) -> bool | None:
        """Whether the windows' centres are one jump apart; None where that hangs on symbols, or is not decided."""
        return fields.evenly_apart(self.state)

    @property
    def start(self) -> sympy.Basic | None:
        """The centre of the first output's window, the first pixel's at the origin; None where too long to write."""
        return _sympy(self.start_tree)

    @property
    def padding(self) -> tuple[sympy.Basic, sympy.Basic] | None:
        """The effective padding before and after; None where it is too long to write, or there is no such thing."""
        trees = self.padding_trees
        return None if trees is None else (to_sympy(trees[0]), to_sympy(trees[1]))

    @property
    def equivalent(self) -> Equivalent | None:
        """The one convolution that the layers are; None where they are none."""
        return equivalent(self.state) if isinstance(self.state, Window) else None

    @property
    def smallest_path(self) -> sympy.Basic | None:
        """The receptive field of the path through the branches that reads least.

        >>> import symrf
        >>> symrf.derive("c3 [c3p1 c3p1 + id] c3")["w"].smallest_path
        5
        """
        return _sympy(self.smallest_path_tree)

    @cached_property
    def paths(self) -> Paths | None:
        """The paths from output 0 to each input that it reads; None where outputs read unlike, or they are too many.

        >>> import symrf
        >>> symrf.derive("c3 p2s2 c3")["w"].paths.counts
        (1, 2, 3, 3, 3, 3, 2, 1)
        """
        from symrf import paths

        return paths.paths(self.track.course, self.place)

    @property
    def moments(self) -> Moments | None:
        """How many paths an output has, and the mean and the variance of the inputs that they end at."""
        from symrf import paths

        return paths.moments(self.track.course, self.place)

    @property
    def effective_variance(self) -> sympy.Basic | None:
        """The variance of the effective receptive field, in pixels squared, where all weights are equal.

        >>> import symrf
        >>> symrf.derive("c3 c3")["w"].effective_variance
        4/3
        """
        moments = self.moments
        return None if moments is None else _sympy(ratio(moments.variance))

    @property
    def borders(self) -> tuple[sympy.Basic, sympy.Basic] | None:
        """The first and the last output that see no padding; there is none where the last is before the first.

        >>> import symrf
        >>> symrf.derive("c5p2")["w"].borders
        (2, w - 3)
        """
        trees = self.border_trees
        return None if trees is None else (to_sympy(trees[0]), to_sympy(trees[1]))

    @property
    def unread(self) -> tuple[sympy.Basic, sympy.Basic] | None:
        """How many pixels at the start and at the end of the input no output reads, beside the ones between windows.

        >>> import symrf
        >>> symrf.derive("c3s2")["w"].unread
        (0, Mod(w + 1, 2))
        """
        trees = self.unread_trees
        return None if trees is None else (to_sympy(trees[0]), to_sympy(trees[1]))

    @property
    def even_crops(self) -> Condition | None:
        """The input sizes for which every crop cuts as much on either side; None where that is all of them.

        >>> import symrf
        >>> symrf.derive("[crop | p2 c3 t2s2]")["w"].even_crops.residues
        (0,)
        """
        return borders.even_crops(self.track.course, self.place, self.track.axis)

    @property
    def padded(self) -> bool:
        """Whether a layer pads."""
        return borders.padded(self.track.course, self.place)

    def reads(self, output: int, size: int) -> tuple[int, ...]:
        """The pixels of an input of `size` that one output reads, padding left out; a SizeError where it is not taken.

        >>> import symrf
        >>> symrf.derive("c3d2p2")["w"].reads(0, 10)
        (0, 2)
        """
        outputs = self.size.at(size)
        if not 0 <= output < outputs:
            raise SizeError(f"there is no output {output}: at {self.track.axis}={size} there are {outputs}")
        try:
            return borders.reads(self.track.course, self.place, output, size)
        except Unreached as reason:
            raise DerivationError(f"what an output reads is not worked out: {reason}") from None

    @property
    def border_trees(self) -> tuple[Written, Written] | None:
        """The first and the last output that see no padding, as they are written."""
        found = borders.borders(self.track.course, self.place)
        return None if found is None else (staircase(found.first, self._symbol), staircase(found.last, self._symbol))

    @property
    def unread_trees(self) -> tuple[Written, Written] | None:
        """How many pixels at both ends no output reads, as they are written."""
        found = borders.unread(self.track.course, self.place)
        return None if found is None else (whole(found[0]), staircase(found[1], self._symbol))

    @property
    def unreached(self) -> str | None:
        """Why what the outputs read is not worked out; None where it is."""
        match self.state:
            case Sampling(reach=str(reason)) | Scaled(spread=str(reason)):
                return reason
        return None

    @property
    def startless(self) -> str:
        """Why a start is not written."""
        if not isinstance(self.state, Sampling) and self.state.symbolic:
            return "is not known for all values of the symbols"
        return "depends on the sizes on the way, through more layers than are written out"

    @property
    def field_trees(self) -> tuple[Written, ...] | None:
        """The field for each remainder of the output's index, as it is written; None where that hangs on symbols."""
        if isinstance(self.state, Scaled) and self.state.least_field != self.state.field:
            return None
        lengths = fields.by_phase(self.state) or (fields.most_field(self.state),)
        trees = tuple(tree for each in lengths if (tree := self._length(each)) is not None)
        return trees or None

    @property
    def least_field_tree(self) -> Written | None:
        """The least field of an output, as it is written."""
        return self._length(fields.least_field(self.state))

    @property
    def smallest_path_tree(self) -> Written | None:
        """The field of the path that reads least, as it is written."""
        from symrf.narrowest import narrowest

        return self._length(fields.least_of(narrowest(self.track.course, self.place)))

    @property
    def start_tree(self) -> Written | None:
        """The start as it is written."""
        return fields.start(self.state, self._symbol, self.track.origin)

    @property
    def padding_trees(self) -> tuple[Written, Written] | None:
        """The effective padding as it is written."""
        return fields.padding(self.state, self._symbol)

    @overload
    def tree(self, quantity: Literal["size"], form: FormName = "hand") -> Written: ...

    @overload
    def tree(self, quantity: Quantity, form: FormName = "hand") -> Written | None: ...

    def tree(self, quantity: Quantity, form: FormName = "hand") -> Written | None:
        """A quantity as it is written, None where it is not worked out; a size has three forms."""
        match quantity:
            case "size":
                return self.size.tree(form)
            case "receptive_field":
                return self._length(fields.most_field(self.state))
        return fields.jump(self.state, self._symbol)

    def takes(self, size: int) -> bool:
        """Whether the layers take an input of `size` pixels."""
        return takes(self.state, size)

    @property
    def _symbol(self) -> Symbol:
        return Symbol(self.track.axis)

    def _length(self, length: Whole | Length | None) -> Written | None:
        if length is None:
            return None
        return staircase(length, self._symbol) if isinstance(length, Staircase) else number_by_cases(length)


def at_place(track: Track, place: int) -> Reading:
    """What the network up to a place is on an axis: after so many layers, as they are written."""
    return Reading(track, track.course.prefixes[place], place)


def _sympy(tree: Written | None) -> sympy.Basic | None:
    return None if tree is None else to_sympy(tree)
