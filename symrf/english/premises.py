"""When a formula is true, and for which inputs it is meant, in words: for even w and h; for w >= 8 and odd k."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from symrf.arithmetic.conditions import Condition
from symrf.arithmetic.sizes import Residues
from symrf.derivation import AxisDerivation, Derivation
from symrf.document import Inline, Relation
from symrf.english.domains import conditions_in_words
from symrf.english.wording import listed
from symrf.english.wording import residue_class as residues_in_words
from symrf.hand import whole
from symrf.reading import FormName
from symrf.written import Symbol, number

if TYPE_CHECKING:
    from symrf.arithmetic.powers import Whole

__all__ = ["domain", "given", "inputs", "premise", "valid_for"]


def premise(derivation: Derivation) -> Iterator[Inline]:
    """The inputs on which the hand form is exact: for even w and h."""
    classes: dict[str, Residues] = {}
    conditions: list[Condition] = []
    unknown: list[str] = []
    for axis in derivation:
        exact = axis.size.exact_when
        match exact:
            case None:
                unknown.append(axis.track.axis)
            case Condition():
                conditions.append(exact)
            case Residues() if not exact.always:
                classes[axis.track.axis] = exact
    groups: dict[Residues, list[str]] = {}
    for name, residues in classes.items():
        groups.setdefault(residues, []).append(name)
    parts = [tuple(residues_in_words(names, residues)) for residues, names in groups.items()]
    if conditions:
        parts.append(tuple(conditions_in_words(conditions)))
    for place, part in enumerate(parts):
        first, *rest = part
        joint = " and " if place else "for "
        yield from (joint + first, *rest) if isinstance(first, str) else (joint, first, *rest)
    yield from _of_symbols(derivation)
    if unknown:
        yield (" and " if parts else "for ") + "inputs that are not worked out on "
        yield from listed([Symbol(name) for name in unknown])


def valid_for(derivation: Derivation, form: FormName = "hand") -> tuple[Inline, ...]:
    """For which inputs the shape in this form is the true one: for even w and h."""
    by_hand = form == "hand" and not derivation.exact
    return tuple(premise(derivation)) if by_hand else ("for ", *domain(derivation))


def domain(derivation: Derivation) -> Iterator[Inline]:
    """w >= 8 and h >= 8."""
    yield from inputs(list(derivation))
    yield from _of_symbols(derivation)


def _of_symbols(derivation: Derivation) -> Iterator[Inline]:
    """And odd k: what must hold for the numbers in braces to be whole, and what is taken for granted."""
    for name, residues in derivation.parameters.classes:
        yield " and "
        yield from residues_in_words([name], residues)
    for each in derivation.parameters.assumed:
        yield " and "
        yield Relation((each.left, each.right), each.relation)


def inputs(axes: Sequence[AxisDerivation]) -> Iterator[Inline]:
    """The inputs that a network takes: w >= 8; w and h divisible by 16."""
    taken = {axis.track.axis: axis.size.taken for axis in axes}
    free = [_at_least(axis.track.axis, axis.size.minimum) for axis in axes if taken[axis.track.axis] is None]
    yield from listed(free)
    conditions = [condition for condition in taken.values() if condition is not None]
    if conditions:
        if free:
            yield " and "
        yield from conditions_in_words(conditions)


def given(at: Mapping[str, int]) -> Iterator[Inline]:
    yield "at "
    yield from listed([Relation((Symbol(axis), number(size))) for axis, size in at.items()])


def _at_least(axis: str, least: Whole) -> Relation:
    return Relation((Symbol(axis), whole(least)), ">=")
