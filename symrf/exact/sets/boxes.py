"""The inputs at which functions keep their signs, along one axis or several: exactly, from finitely many values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from math import lcm, prod

from symrf.exact.sets.periodic import Periodic, interval
from symrf.exact.sets.quasipolynomials import Quasi, Spent, TooMany
from symrf.exact.sets.region import Box, Region, universe
from symrf.exact.sets.segments import Pieces, Segments, condition
from symrf.exact.sets.signs import sign_pieces, signs_of_corner
from symrf.formulas import limits
from symrf.formulas.budget import spend
from symrf.formulas.relations import SIGNS

__all__ = ["Constraint", "Region", "along_one", "along_several", "diagonals"]

FARTHER = (0, 1, 3, 7, 15, 31)  # periods that the corner is moved by until each sign shows


@dataclass(frozen=True, slots=True)
class Constraint:
    """A function and what it is to 0: `=`, `<=`, `>=` or `!=`."""

    function: Quasi
    relation: str

    def holds(self, columns: tuple[Sequence[int], ...]) -> list[bool]:
        """Whether it is, at many inputs."""
        kept = SIGNS[self.relation]
        return [(value > 0) - (value < 0) in kept for value in self.function.scaled(columns)]

    def held(self, axis: int, value: int) -> Constraint:
        """Of the other axes."""
        return Constraint(self.function.held(axis, value), self.relation)


def along_one(constraints: Sequence[Constraint], least: int, spent: Spent) -> Segments:
    """Where all hold, of one axis: each residue has a polynomial, and its signs change where they are worked out."""
    period = lcm(*(each.function.periods[0] for each in constraints))
    start = max(least, *(each.function.starts[0] for each in constraints))
    below: list[bool] = []
    if start > least:
        spent.more((start - least) * len(constraints))
        rows = [each.holds((range(least, start),)) for each in constraints]
        below = list(map(all, zip(*rows, strict=True)))
    classes: list[Pieces] = []
    for each in constraints:
        kept, function = SIGNS[each.relation], each.function
        known: dict[tuple[int, ...], Pieces] = {}
        here: list[Pieces] = []
        for values in function.by_residue(period, start, function.degrees[0], spent):
            if values not in known:
                known[values] = _merged([(time, sign in kept) for time, sign in sign_pieces(values)])
            here.append(known[values])
        classes = list(map(_both, classes, here)) if classes else here
    return Segments(least, below, classes)


def along_several(
    constraints: Sequence[Constraint], names: Sequence[str], leasts: tuple[int, ...], spent: Spent
) -> Region | None:
    """Where all hold, along several axes; None where that is not worked out."""
    found = _boxes(constraints, names, leasts, spent)
    everything = universe(dict(zip(names, leasts, strict=True)))
    try:
        return None if found is None else everything & Region(everything.among, tuple(found))
    except TooMany:
        return None


def _boxes(
    constraints: Sequence[Constraint], names: Sequence[str], leasts: tuple[int, ...], spent: Spent
) -> list[Box] | None:
    if len(names) == 1:
        alone = condition(names[0], along_one(constraints, leasts[0], spent))
        return None if alone is None else [(alone,)] * (not alone.never)
    periods = tuple(map(lcm, *(each.function.periods for each in constraints), (1,) * len(names)))
    starts = tuple(map(max, *(each.function.starts for each in constraints), leasts))
    for times in FARTHER:
        corner = tuple(start + times * period for start, period in zip(starts, periods, strict=True))
        if sum(corner) - sum(leasts) > limits.BOX_STRIPS:
            return None
        residues = _by_residues(constraints, periods, corner, spent)
        if residues is not None:
            break
    else:
        return None
    boxes: list[Box] = []
    for residue_sets in _quadrant(residues, periods):
        sides = [_side(*each) for each in zip(names, leasts, corner, periods, residue_sets, strict=True)]
        boxes.append(tuple(side for side in sides if side is not None))
    for axis, name in enumerate(names):
        others = tuple(name for name in names if name != names[axis])
        rest = (*corner[:axis], *leasts[axis + 1 :])
        for value in range(leasts[axis], corner[axis]):
            strips = _boxes([each.held(axis, value) for each in constraints], others, rest, spent)
            if strips is None:
                return None
            side = interval(name, leasts[axis], value, value)
            boxes += [(*box[:axis], side, *box[axis:]) for box in strips]
            if len(boxes) > limits.BOXES:
                return None
    return boxes


def _side(name: str, least: int, start: int, period: int, firsts: frozenset[int]) -> Periodic | None:
    """The inputs from `start` on whose residue, counted from there, is one of several."""
    classes = [[(0, first in firsts)] for first in range(period)]
    return condition(name, Segments(least, [False] * (start - least), classes))


def diagonals(leasts: tuple[int, ...]) -> Iterator[tuple[list[int], ...]]:
    """The inputs by their sum, then by the first axis, as columns."""
    total = 0
    while True:
        firsts = (first for first in product(range(total + 1), repeat=len(leasts) - 1) if sum(first) <= total)
        columns = zip(*((*first, total - sum(first)) for first in firsts), strict=True)
        yield tuple([least + value for value in column] for least, column in zip(leasts, columns, strict=True))
        total += 1


def _by_residues(
    constraints: Sequence[Constraint], periods: tuple[int, ...], corner: tuple[int, ...], spent: Spent
) -> set[tuple[int, ...]] | None:
    """The residues, counted from the corner, with which all hold from the corner on; None where a class is split."""
    shapes = [tuple(degree + 1 for degree in each.function.degrees) for each in constraints]
    spent.more(prod(periods) * sum(map(prod, shapes)))
    spend(prod(periods))  # before they are all made, which no timer cuts short
    firsts = product(*(range(start, start + period) for start, period in zip(corner, periods, strict=True)))
    columns = list(zip(*firsts, strict=True))
    result = set(product(*map(range, periods)))
    for each, shape in zip(constraints, shapes, strict=True):
        rows = []
        for times in product(*map(range, shape)):
            moves = [time * period for time, period in zip(times, periods, strict=True)]
            shifted = [[n + move for n in column] for column, move in zip(columns, moves, strict=True)]
            rows.append(each.function.scaled(tuple(shifted)))
        kept = SIGNS[each.relation]
        for residue, values in zip(product(*map(range, periods)), zip(*rows, strict=True), strict=True):
            signs = signs_of_corner(values, shape)
            if not signs & kept:
                result.discard(residue)
            elif not signs <= kept and residue in result:
                return None
    return result


def _quadrant(residues: set[tuple[int, ...]], periods: tuple[int, ...]) -> Iterator[tuple[frozenset[int], ...]]:
    """A set of tuples as products of sets."""
    if not periods:
        yield ()
        return
    rests: dict[int, set[tuple[int, ...]]] = {}
    for first, *rest in residues:
        rests.setdefault(first, set()).add(tuple(rest))
    alike: dict[frozenset[tuple[int, ...]], set[int]] = {}
    for first, rest_set in rests.items():
        alike.setdefault(frozenset(rest_set), set()).add(first)
    for rest_of, firsts in alike.items():
        for sides in _quadrant(set(rest_of), periods[1:]):
            yield (frozenset(firsts), *sides)


def _merged(pieces: Pieces) -> Pieces:
    """Without the changes from a truth value to the same."""
    return [piece for index, piece in enumerate(pieces) if index == 0 or pieces[index - 1][1] != piece[1]]


def _both(one: Pieces, two: Pieces) -> Pieces:
    """Where both of two conditions on one residue hold."""

    def at(pieces: Pieces, now: int) -> bool:
        return next(holds for first, holds in reversed(pieces) if first <= now)

    firsts = sorted({first for first, _ in (*one, *two)})
    return _merged([(first, at(one, first) and at(two, first)) for first in firsts])
