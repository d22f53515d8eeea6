"""What the layers up to a place are on one axis: size, receptive field, jump, start, paths and borders."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import lcm
from typing import TYPE_CHECKING, Literal, overload

from symrf.errors import DerivationError, SizeError
from symrf.exact.sampling.cases import number_by_cases
from symrf.exact.sampling.hand import whole
from symrf.formulas import limits
from symrf.formulas.to_sympy import to_sympy
from symrf.formulas.tree import Symbol, Written
from symrf.networks import _english
from symrf.networks.arguments import chosen, number
from symrf.networks.asking import asked, asking
from symrf.networks.display import one_line
from symrf.networks.notation.architecture import Branches
from symrf.networks.size import Size
from symrf.networks.stepwise import STEPWISE, Stepwise

if TYPE_CHECKING:
    import sympy

    from symrf.exact.numbers.powers import Whole
    from symrf.exact.sampling.quasi_affine import Length
    from symrf.exact.sampling.runs import Runs
    from symrf.exact.sampling.states import State
    from symrf.exact.sets.periodic import Periodic
    from symrf.formulas.forms import FormName
    from symrf.networks.axis import Prefix, Track
    from symrf.networks.equivalents import Equivalent
    from symrf.networks.paths import Moments, Paths

__all__ = ["Reading", "Size", "at_place"]

MOST_SHOWN = 40  # layers in a line


@dataclass(frozen=True, repr=False)
class Reading:
    """What the layers up to a place are on one axis; expressions are SymPy's, lengths are in pixels of the input."""

    track: Track
    prefix: Prefix
    place: int

    def __hash__(self) -> int:
        return hash((self.track.axis, self.track.origin, self.place, self.state))

    def __repr__(self) -> str:
        return one_line(type(self).__name__, f"{self._layers} on {self.track.axis}", *self.facts)

    @property
    def facts(self) -> tuple[str, ...]:
        """The size and the field in plain text, as far as they are known."""
        from symrf.formulas.printing.plain import PLAIN

        field = self.tree("receptive_field")
        return (f"size {PLAIN(self.size.tree())}", *([] if field is None else [f"field {PLAIN(field)}"]))

    @property
    def budget(self) -> float | None:
        """The seconds that one question about it may take; None: as many as is usual."""
        return self.track.budget

    @property
    def state(self) -> State:
        """How the layers sample the input."""
        return self.prefix.state

    @property
    def size(self) -> Size:
        """The output size."""
        return Size(self.track, self.prefix, self.place)

    @property
    @asked
    def receptive_field(self) -> sympy.Basic | None:
        """The pixels of the input from the first to the last that one output reads: the most, where outputs differ."""
        return _sympy(self.tree("receptive_field"))

    @property
    @asked
    def receptive_field_ungated(self) -> sympy.Basic | None:
        """The field in pixels through all but gates, as in `[id & gap c1]`: the whole one where there are none.

        >>> import symrf
        >>> axis = symrf.derive("c3 [id & gap] c3")["w"]
        >>> axis.receptive_field, axis.receptive_field_ungated
        (w, 5)
        """
        return _sympy(self.ungated_tree)

    @property
    @asked
    def fields(self) -> tuple[sympy.Basic, ...] | None:
        """The receptive field of output o for each remainder of o, as many as are different; None if not worked out.

        >>> import symrf
        >>> symrf.derive("c3 t3s2p1")["w"].fields
        (3, 4)
        """
        trees = self.field_trees
        return None if trees is None else tuple(map(to_sympy, trees))

    @property
    @asked
    def jump(self) -> sympy.Basic | None:
        """The distance of neighbouring outputs' windows, on the average where they are not evenly apart."""
        return _sympy(self.tree("jump"))

    @property
    def evenly_apart(self) -> bool | None:
        """Whether the windows' centres are one jump apart; None where that depends on symbols, or is not decided."""
        return self.state.evenly_apart

    @property
    @asked
    def start(self) -> sympy.Basic | None:
        """The centre of the first output's window, the first pixel's at the origin; None where too long to write."""
        return _sympy(self.start_tree)

    @property
    @asked
    def padding(self) -> tuple[sympy.Basic, sympy.Basic] | None:
        """The effective padding before and after; None where it is too long to write, or there is no such thing."""
        trees = self.padding_trees
        return None if trees is None else (to_sympy(trees[0]), to_sympy(trees[1]))

    @property
    @asked
    def reach(self) -> tuple[sympy.Basic, sympy.Basic] | None:
        """How far outputs read to the left and to the right of their places at the most, as in `side_trees`.

        >>> import symrf
        >>> symrf.derive("c3causal c3p1")["w"].reach
        (3, 1)
        """
        trees = self.side_trees
        return None if trees is None else (to_sympy(trees[0]), to_sympy(trees[1]))

    @property
    @asked
    def equivalent(self) -> Equivalent | None:
        """The one convolution that the layers are; None where they are none."""
        window = self.state.convolution
        if window is None:
            return None
        from symrf.networks.equivalents import equivalent

        return equivalent(window)

    @property
    @asked
    def smallest_path(self) -> sympy.Basic | None:
        """The receptive field of the path through the branches that reads least.

        >>> import symrf
        >>> symrf.derive("c3 [c3p1 c3p1 + id] c3")["w"].smallest_path
        5
        """
        return _sympy(self.smallest_path_tree)

    @cached_property
    @asked
    def paths(self) -> Paths | None:
        """The paths from output 0 to each input that it reads; None where outputs read unlike, or they are too many.

        >>> import symrf
        >>> symrf.derive("c3 p2s2 c3")["w"].paths.counts
        (1, 2, 3, 3, 3, 3, 2, 1)
        """
        from symrf.networks import paths

        return paths.paths(self.track.course, self.place)

    @property
    @asked
    def moments(self) -> Moments | None:
        """How many paths an output has, and the mean and the variance of the inputs that they end at."""
        from symrf.networks import paths

        return paths.moments(self.track.course, self.place)

    @property
    @asked
    def effective_variance(self) -> sympy.Basic | None:
        """The variance of the effective receptive field, in pixels squared, where all weights are equal.

        >>> import symrf
        >>> symrf.derive("c3 c3")["w"].effective_variance
        4/3
        """
        from symrf.formulas.values import rational

        moments = self.moments
        return None if moments is None else _sympy(rational(moments.variance))

    @property
    @asked
    def borders(self) -> tuple[sympy.Basic, sympy.Basic] | None:
        """The first and the last output that see no padding; there is none where the last is before the first.

        >>> import symrf
        >>> symrf.derive("c5p2")["w"].borders
        (2, w - 3)
        """
        trees = self.border_trees
        return None if trees is None else (to_sympy(trees[0]), to_sympy(trees[1]))

    @property
    @asked
    def unread(self) -> tuple[sympy.Basic, sympy.Basic] | None:
        """How many pixels at the start and at the end of the input no output reads, beside the ones between windows.

        >>> import symrf
        >>> symrf.derive("c3s2")["w"].unread
        (0, Mod(w + 1, 2))
        """
        trees = self.unread_trees
        return None if trees is None else (to_sympy(trees[0]), to_sympy(trees[1]))

    @property
    @asked
    def read_when(self) -> Periodic | None:
        """The input sizes for which outputs read as it is said, where those are not all: a resize has one factor there.

        >>> import symrf
        >>> symrf.derive("p2 fit@I")["w"].read_when.residues
        (0,)
        """
        return self.state.read_when(self.track.axis)

    @property
    @asked
    def even_crops(self) -> Periodic | None:
        """The input sizes for which every crop cuts as much on either side; None where that is all of them.

        >>> import symrf
        >>> symrf.derive("[crop | p2 c3 t2s2]")["w"].even_crops.residues
        (0,)
        """
        if self.track.course.order is None:  # without branches nothing is cut to their size
            return None
        from symrf.networks import borders

        return borders.even_crops(self.track.course, self.place, self.track.axis)

    @property
    def padded(self) -> bool:
        """Whether a layer pads."""
        from symrf.networks import borders

        return borders.padded(self.track.course, self.place)

    def reads(self, output: int, size: int) -> tuple[int, ...]:
        """The pixels of an input of `size` that one output reads, padding left out; a SizeError where it is not taken.

        >>> import symrf
        >>> symrf.derive("c3d2p2")["w"].reads(0, 10)
        (0, 2)
        """
        from symrf.exact.sampling.reach import Unreached
        from symrf.networks import borders

        outputs = self.size.at(size)
        output = number("output", output)
        if not 0 <= output < outputs:
            raise SizeError(_english.no_such_output(output, self.track.axis, size, outputs))
        try:
            with asking(self.budget):
                return borders.reads(self.track.course, self.place, output, size)
        except Unreached as reason:
            raise DerivationError(_english.not_read(reason)) from None

    @cached_property
    @asked
    def first_output(self) -> tuple[Runs, int] | None:
        """The pixels that output 0 reads, as runs, and the least input that has them; None where outputs read unlike.

        >>> import symrf
        >>> symrf.derive("c3p1")["w"].first_output
        (((0, 1),), 2)
        """
        from symrf.networks import borders

        return None if self.paths is None else borders.of_first_output(self.track.course, self.place, self.paths)

    @property
    def border_trees(self) -> tuple[Written, Written] | None:
        """The first and the last output that see no padding, as they are written."""
        from symrf.exact.sampling.lengths import length_tree
        from symrf.networks import borders

        found = borders.borders(self.track.course, self.place)
        if found is None:
            return None
        return length_tree(found.first, self._symbol), length_tree(found.last, self._symbol)

    @property
    def unread_trees(self) -> tuple[Written, Written] | None:
        """How many pixels at both ends no output reads, as they are written."""
        from symrf.exact.sampling.lengths import length_tree
        from symrf.networks import borders

        found = borders.unread(self.track.course, self.place)
        return None if found is None else (whole(found[0]), length_tree(found[1], self._symbol))

    @property
    def unreached(self) -> str | None:
        """Why what the outputs read is not worked out; None where it is."""
        gate = self.prefix.gate
        return gate if isinstance(gate, str) else self.state.unreached

    @property
    def startless(self) -> str:
        """Why a start is not written."""
        if self.state.symbolic:
            return _english.START_NOT_KNOWN
        return _english.START_DEPENDS_ON_SIZES

    @property
    def field_trees(self) -> tuple[Written, ...] | None:
        """The field for each remainder of the output's index, as it is written; None where that depends on symbols."""
        state = self.state
        if self.prefix.gate is not None:
            tree = self.tree("receptive_field")
            return None if tree is None or self.least_field_tree != tree else (tree,)
        if state.fields is not None:
            from symrf.exact.sampling.lengths import length_tree

            return tuple(length_tree(each, self._symbol) for each in state.fields)
        tree = self._length(state.most_field)
        return None if tree is None or state.least_field != state.most_field else (tree,)

    @property
    def least_field_tree(self) -> Written | None:
        """The least field of an output, as it is written."""
        return self._length(self.prefix.least_field)

    @property
    def gated(self) -> bool:
        """Whether an output reads through gates: branches of one pixel, which are spread over others."""
        return self.prefix.gate is not None

    @property
    def ungated_tree(self) -> Written | None:
        """The field without gates, as it is written."""
        return self._length(self.state.most_field)

    @property
    def smallest_path_tree(self) -> Written | None:
        """The field of the path that reads least, as it is written."""
        from symrf.networks.smallest_paths import least_field, smallest_paths

        return self._length(least_field(smallest_paths(self.track.course, self.place)))

    @property
    def start_tree(self) -> Written | None:
        """The start as it is written."""
        return self.state.start(self._symbol, self.track.origin)

    @property
    def starts(self) -> tuple[Written, ...] | None:
        """The start for each remainder of the input by their number, where padding by rule makes it depend on that.

        None where it does not, where they are more than can be told, or where there are symbols.

        >>> import symrf
        >>> from symrf.formulas.printing.plain import PLAIN
        >>> axis = symrf.derive("c1s2same c3s2same", ["w"], "tensorflow")["w"]
        >>> PLAIN(axis.start_tree), *map(PLAIN, axis.starts)
        ('2-2*Mod(ceiling(w/2), 2)', '2', '0', '0', '2')
        """
        window, tree = self.state.convolution, self.start_tree
        if window is None or tree is None or not window.varying or self.state.symbolic:
            return None
        period = 1
        for each in window.varying:  # which depends on floor((w+offset)/divisor) modulo its stride
            if not isinstance(each.divisor, int):
                return None
            period = lcm(period, each.divisor * each.stride)
        if period > limits.STARTS:
            return None
        from symrf.formulas.values import evaluate, rational

        return tuple(rational(evaluate(tree, {self.track.axis: size})) for size in range(period))

    @property
    def side_trees(self) -> tuple[Written, Written] | None:
        """How far outputs read to the left and to the right of their places at the most, as it is written.

        The place of output i is i times the jump, in pixels of the input: so c3causal reads 2 to the left and 0 to the
        right, c3p1 reads 1 and 1, c3 reads 0 and 2. Padding is counted as if the input went on; where outputs differ,
        as after up-sampling, each side is the most of any; it is negative where none reads as far as its own place.
        """
        return self.state.sides(self._symbol)

    @property
    def padding_trees(self) -> tuple[Written, Written] | None:
        """The effective padding as it is written."""
        return self.state.padding(self._symbol)

    @overload
    def tree(self, quantity: Literal["size"], form: FormName = "hand") -> Written: ...

    @overload
    def tree(self, quantity: Stepwise, form: FormName = "hand") -> Written | None: ...

    def tree(self, quantity: Stepwise, form: FormName = "hand") -> Written | None:
        """A quantity as it is written, None where it is not worked out; a size has three forms."""
        match quantity:
            case "size":
                return self.size.tree(form)
            case "receptive_field":
                return self._length(self.prefix.most_field)
            case "jump":
                return self.state.jump(self._symbol)
        return chosen(quantity, "quantity", STEPWISE)

    def takes(self, size: int) -> bool:
        """Whether the layers take an input of `size` pixels."""
        return self.state.takes(number("size", size))

    @property
    def _layers(self) -> str:
        """The layers, of many the first ones; their number where branches are among them."""
        links = self.track.course.links[: self.place]
        layers = [link for link in links if not isinstance(link.item, Branches)]
        if len(layers) < len(links):
            return _english.of_layers(len(layers))
        return " ".join(link.item.text for link in links[:MOST_SHOWN])

    @property
    def _symbol(self) -> Symbol:
        return Symbol(self.track.axis)

    def _length(self, length: Whole | Length | None) -> Written | None:
        if length is None or isinstance(length, int):
            return None if length is None else whole(length)
        from symrf.exact.sampling.lengths import length_tree
        from symrf.exact.sampling.quasi_affine import QuasiAffine

        return length_tree(length, self._symbol) if isinstance(length, QuasiAffine) else number_by_cases(length)


def at_place(track: Track, place: int) -> Reading:
    """What the network up to a place is on an axis: after so many layers, as they are written."""
    return Reading(track, track.course.prefix(place), place)


def _sympy(tree: Written | None) -> sympy.Basic | None:
    return None if tree is None else to_sympy(tree)
