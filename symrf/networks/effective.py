"""The variance of the effective receptive field through repeats that are kept whole: (c{k})*{n} has n(k^2-1)/12.

A layer adds e^2 (k^2-1)/12, where e is its dilation d times the jump j before it: with E = d(k-1)+1 that is
j^2 (E-1)(E-1+2d)/12. Blocks of jump s that add v each, one after the other, add v(1 + s^2 + ... + s^(2(n-1))).
"""

from __future__ import annotations

from collections.abc import Sequence

from symrf.exact.numbers.parametric import Undecided
from symrf.exact.numbers.powers import Whole, at_least, geometric, power
from symrf.exact.sampling.lengths import quotient_of
from symrf.exact.sets.parameters import Parameters
from symrf.formulas.tree import Fraction, Number, Written, number
from symrf.networks.conventions import Convention
from symrf.networks.graph import Chain
from symrf.networks.notation.architecture import Branches, Group
from symrf.networks.overall import Overall
from symrf.networks.repeats import Repeat
from symrf.networks.rules import FITTED, Stage
from symrf.networks.stages import stages

__all__ = ["gap_free", "variance"]


def variance(overall: Overall, axis: int) -> Written | None:
    """The variance on an axis, by its place, where all weights are equal; None where outputs read unlike.

    >>> import symrf
    >>> from symrf.formulas.printing.plain import PLAIN
    >>> PLAIN(variance(symrf.derive("(c{k})*{n}").overall, 0))
    'n*(k-1)*(k+1)/12'
    """
    axes = [track.axis for track in overall.tracks]
    try:
        found = _Spreading(axis, axes, overall.habits).through(overall.chain, overall.known, None)
    except Undecided:
        return None
    return None if found is None else _twelfth(found[0])


def gap_free(stages: Sequence[Stage]) -> bool:
    """Whether layers of windows leave no gaps between the pixels that an output reads: it reads all of its field.

    >>> import symrf
    >>> [gap_free(symrf.derive(text)["w"].track.course.stages) for text in ("(c{k})*{n} p2", "c3d2")]
    [True, False]
    """
    return all(stage.covers or _covers(stage) for stage in stages)


def _covers(stage: Stage) -> bool:
    window = stage.window
    return window is not None and stage.step == 1 and at_least(window.kernel, window.stride)


def _twelfth(value: Whole) -> Written:
    """A twelfth of a number, as one fraction."""
    tree = quotient_of(value, 12)
    match tree:
        case Fraction(Fraction(above, Number(below)), Number(twelve)):
            return Fraction(above, number(below * twelve))
    return tree


class _Spreading:
    """Layers on one axis, and twelve times the variance that they add."""

    def __init__(self, axis: int, axes: Sequence[str], habits: Convention) -> None:
        self.axis = axis
        self.axes = axes
        self.habits = habits

    def through(self, links: Chain, known: Parameters, within: Repeat | None) -> tuple[Whole, Whole] | None:
        """Twelve times the variance of a chain, and its jump."""
        if links.order is not None:
            return None
        total: Whole = 0
        jump: Whole = 1
        for link, stage in zip(links.links, stages(links, self.axis, self.axes, self.habits, known), strict=True):
            item = link.item
            if isinstance(item, Branches) or stage == FITTED or not stage.plain or stage.gated:
                return None
            taken = frozenset((*self.axes, *known.names))
            found = (
                self.repeated(Repeat.of(item, links, known, within, taken)) if isinstance(item, Group) else _own(stage)
            )
            if found is None:
                return None
            added, further = found
            total = total + jump * jump * added
            jump = jump * further
        return total, jump

    def repeated(self, repeat: Repeat) -> tuple[Whole, Whole] | None:
        """The same of a repeat, whose blocks may depend on their index."""
        block = self.through(repeat.block(repeat.index), repeat.inside, repeat)
        if block is None or repeat.depends(block[1]):
            return None
        added, jump = block
        if not repeat.depends(added):
            return added * geometric(jump * jump, repeat.count), power(jump, repeat.count)
        scale = power(jump * jump, repeat.inside.number(repeat.index))
        return repeat.total(added * scale, 0, repeat.count - 1), power(jump, repeat.count)


def _own(stage: Stage) -> tuple[Whole, Whole] | None:
    window, step = stage.window, stage.step
    if window is None or step is None:
        return None
    reach = window.kernel - 1
    return reach * (reach + 2 * step), window.stride
