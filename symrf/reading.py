"""What the layers up to a place are on one axis: size, receptive field, jump, start; and the step there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Literal, get_args

from symrf import alignment
from symrf.architecture import Kind, Layer, PaddingRule, Sides, Value
from symrf.arithmetic.sizes import Residues, exact_when, size_at
from symrf.arithmetic.windows import Drift, Window
from symrf.chain import Link
from symrf.course import Course, Prefix
from symrf.errors import SizeError
from symrf.hand import closed, collected, whole, written
from symrf.rules import Law, Stage
from symrf.values import to_sympy
from symrf.written import Symbol, Written, substitute, without_rounding

if TYPE_CHECKING:
    import sympy

    from symrf.arithmetic.powers import Whole

__all__ = ["FORMS", "QUANTITIES", "Equivalent", "FormName", "Quantity", "Reading", "Size", "Step", "Track"]

FormName = Literal["hand", "nested", "closed"]
FORMS: tuple[FormName, ...] = get_args(FormName)
Quantity = Literal["size", "receptive_field", "jump"]
QUANTITIES: tuple[Quantity, ...] = get_args(Quantity)


@dataclass(frozen=True)
class Track:
    """One axis: its name, and the chain on it."""

    axis: str
    course: Course
    origin: float = 0  # where the centre of the first pixel is

    @property
    def reading(self) -> Reading:
        """What the whole chain is."""
        return Reading(self, self.course.whole)

    def at_place(self, place: int) -> Reading:
        """What the first `place` layers are."""
        return Reading(self, self.course.prefixes[place])

    @cached_property
    def steps(self) -> tuple[Step, ...]:
        """The step to each link."""
        course = self.course
        readings = [Reading(self, prefix) for prefix in course.prefixes]
        return tuple(
            Step(self, after.prefix, link, stage, before)
            for (before, after), link, stage in zip(pairwise(readings), course.links, course.stages, strict=True)
        )

    def too_small(self, size: int) -> SizeError:
        """The refusal of an input below the minimum: it names the first layer that has no output."""
        from symrf.printing.plain import PLAIN

        course = self.course
        windows = accumulate((stage.window for stage in course.stages), Window.then)
        link = next((link for link, so_far in zip(course.links, windows, strict=True) if so_far.minimum > size), None)
        where = f"layer {link.name} ({link.item.text}) has no output" if link and size > 0 else "there is no input"
        least = PLAIN(whole(course.whole.window.minimum))
        return SizeError(f"at {self.axis}={size} {where}: {self.axis} must be at least {least}")


@dataclass(frozen=True)
class Size:
    """An output size as a function of the input size; `hand`, `nested` and `closed` are SymPy expressions."""

    reading: Reading

    def tree(self, form: FormName = "hand") -> Written:
        """The size as it is written in one of its three forms."""
        axis = Symbol(self.reading.track.axis)
        window = self.reading.window
        if form == "closed":
            return closed(window, axis)
        size = self.reading.prefix.hand if form == "hand" else self.reading.prefix.nested
        return written(collected(window, form == "nested") if size is None else size, axis)

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
        """One floor and one fraction: exact from `minimum` on."""
        return to_sympy(self.tree("closed"))

    @property
    def exact_when(self) -> Residues:
        """The input sizes on which the hand form is the true size."""
        return exact_when(self.reading.window)

    @property
    def minimum(self) -> Whole:
        """The least input size for which every size on the way is 1 or more."""
        return self.reading.window.minimum

    def at(self, size: int) -> int:
        """The output size for an input of `size` pixels; a SizeError names the layer that has no output.

        >>> import symrf
        >>> symrf.derive("c3s1 p2s2 c3s1")["w"].size.at(64)
        29
        """
        if size < self.minimum:
            raise self.reading.track.too_small(size)
        return size_at(self.reading.window, size)


@dataclass(frozen=True)
class Equivalent:
    """The one convolution that a chain is: kernel, stride and padding (before, after) in pixels of the input.

    `padding` is None where it is padding `same`, which depends on the input size. The text is in the notation:

    >>> import symrf
    >>> str(symrf.derive("c3s1 p2s2 c3s1")["w"].equivalent)
    'c8s2'
    """

    kernel: Whole
    stride: Whole
    padding: tuple[Whole, Whole] | None

    def __str__(self) -> str:
        sizes, stride = (_value(self.kernel),), None if self.stride == 1 else (_value(self.stride),)
        if self.padding is None:
            return Layer(Kind.CONVOLUTION, sizes, stride, PaddingRule.SAME).text
        before, after = self.padding
        if before == after == 0:
            return Layer(Kind.CONVOLUTION, sizes, stride).text
        sides = (Sides(_value(before), _value(after)),)
        if before < 0 or after < 0:  # a convolution cannot crop: a layer before it does
            return f"{Layer(Kind.PAD, padding=sides)} {Layer(Kind.CONVOLUTION, sizes, stride)}"
        return Layer(Kind.CONVOLUTION, sizes, stride, sides).text


@dataclass(frozen=True)
class Reading:
    """What the layers up to a place are on one axis; expressions are SymPy's, lengths are in pixels of the input."""

    track: Track
    prefix: Prefix

    @property
    def window(self) -> Window:
        """The window of the layers."""
        return self.prefix.window

    @property
    def size(self) -> Size:
        """The output size."""
        return Size(self)

    @property
    def receptive_field(self) -> sympy.Basic:
        """The pixels of the input from the first to the last that one output reads."""
        return to_sympy(self.tree("receptive_field"))

    @property
    def jump(self) -> sympy.Basic:
        """The distance of neighbouring outputs' windows."""
        return to_sympy(self.tree("jump"))

    @property
    def start(self) -> sympy.Basic | None:
        """The centre of the first output's window, the first pixel's at the origin; None where too long to write."""
        tree = self.start_tree
        return None if tree is None else to_sympy(tree)

    @property
    def padding(self) -> tuple[sympy.Basic, sympy.Basic] | None:
        """The effective padding before and after; None where it is too long to write."""
        trees = self.padding_trees
        return None if trees is None else (to_sympy(trees[0]), to_sympy(trees[1]))

    @property
    def equivalent(self) -> Equivalent | None:
        """The one convolution that the layers are; None where its padding hangs on the size in no one way."""
        window = self.window
        if window.drifts == ():
            return Equivalent(window.kernel, window.stride, (window.before, window.after))
        same = Drift(1, window.kernel, window.stride, 0, 1)  # type: ignore[arg-type]
        if window.drifts == (same,) and (window.before, window.after) == (0, window.kernel - 1):
            return Equivalent(window.kernel, window.stride, None)
        return None

    @property
    def start_tree(self) -> Written | None:
        """The start as it is written."""
        return alignment.start(self.window, Symbol(self.track.axis), self.track.origin)

    @property
    def padding_trees(self) -> tuple[Written, Written] | None:
        """The effective padding as it is written."""
        return alignment.padding(self.window, Symbol(self.track.axis))

    def tree(self, quantity: Quantity, form: FormName = "hand") -> Written:
        """A quantity as it is written; a size has three forms."""
        if quantity == "size":
            return self.size.tree(form)
        return whole(self.window.kernel if quantity == "receptive_field" else self.window.stride)


@dataclass(frozen=True)
class Step(Reading):
    """The reading after a link of the chain, and how the pencil gets there from the one before."""

    link: Link
    stage: Stage
    received: Reading

    @property
    def layer(self) -> str:
        """The layer in the notation."""
        return self.link.item.text

    @property
    def name(self) -> str:
        """The layer's name: F_1, M, … or the user's own."""
        return self.link.name

    def law(self, quantity: Quantity) -> Law | None:
        """The law that gives a quantity here; None for a repeat that is taken whole and rounds up."""
        law: Law | None = getattr(self.stage, quantity)
        return law

    def calculation(self, quantity: Quantity, form: FormName = "hand") -> tuple[Written, ...]:
        """The rule, the rule with its numbers put in, the result: equal trees, none twice in a row.

        >>> import symrf
        >>> from symrf.printing.plain import PLAIN
        >>> step = symrf.derive("c3s1 p2s2")["w"].steps[1]
        >>> " = ".join(map(PLAIN, step.calculation("size")))
        '(n-k)/s+1 = ((w-2)-2)/2+1 = (w-2)/2'
        """
        result = self.tree(quantity, form)
        law = self.law(quantity)
        if law is None:
            return (result,)
        rule = without_rounding(law.equation) if form == "hand" else law.equation
        received = self.received
        values = {
            **self.stage.letters,
            "n": received.tree("size", form),
            "r": received.tree("receptive_field"),
            "j": received.tree("jump"),
        }
        return tuple(_distinct((rule, substitute(rule, values), result)))


def _distinct(trees: tuple[Written, ...]) -> Iterator[Written]:
    last = None
    for tree in trees:
        if tree != last:
            yield tree
        last = tree


def _value(whole_number: Whole) -> Value:
    """A whole number as the notation takes it; one kept as a sum of powers as an expression."""
    if isinstance(whole_number, int):
        return whole_number
    return -whole(-whole_number) if whole_number < 0 else whole(whole_number)
