"""When a formula is true, and for which inputs it is meant, in words: for even w and h; for w >= 8 and odd k."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import combinations
from math import gcd
from typing import TYPE_CHECKING

from symrf.answers.documents.document import Inline
from symrf.answers.documents.english.wording import listed
from symrf.answers.documents.english.wording import residue_class as residues_in_words
from symrf.exact.sampling.hand import whole
from symrf.exact.sets.residues import Residues
from symrf.formulas.forms import FormName
from symrf.formulas.relations import Relation
from symrf.formulas.tree import Symbol, Written, number, tupled
from symrf.networks.derivation import AxisDerivation, Derivation

if TYPE_CHECKING:
    from symrf.exact.numbers.powers import Whole
    from symrf.exact.sets.periodic import Periodic

__all__ = ["domain", "given", "inputs", "premise", "premise_of_layers", "ungated", "valid_for"]


NO_INPUT: list[Residues | Periodic | None] = [Residues(1, ())]


def premise(derivation: Derivation) -> Iterator[Inline]:
    """The inputs on which the hand form is exact: for even w and h."""
    yield from _premise(derivation, _last(derivation))


def premise_of_layers(derivation: Derivation, form: FormName, told: bool) -> tuple[Inline, ...]:
    """The inputs on which the sizes after all layers are exact, and those that the network takes.

    Nothing where it is `told` already, and the premise of the last size is that of all.
    """
    last = _last(derivation)
    exact = {axis: _of_layers(derivation, axis) for axis in derivation.axes} if form == "hand" else last
    if told and exact == last:
        return ()
    if any(found == NO_INPUT != last[axis] for axis, found in exact.items()):
        return ("No input makes all the sizes exact; the network takes ", *inputs(list(derivation)), ".")
    words = tuple(_premise(derivation, exact)) if form == "hand" and any(exact.values()) else ()
    if not words:
        return ("The network takes ", *domain(derivation), ".")
    return ("The sizes are exact ", *words, "; the network takes ", *inputs(list(derivation)), ".")


def _last(derivation: Derivation) -> dict[str, list[Residues | Periodic | None]]:
    """Where the hand form is exact, under what is taken for granted of the inputs."""
    of_inputs = dict(derivation.inputs.classes)
    return {
        name: _kept([axis.size.exact_when, *([of_inputs[name]] if name in of_inputs else [])])
        for name, axis in zip(derivation.axes, derivation, strict=True)
    }


def _of_layers(derivation: Derivation, name: str) -> list[Residues | Periodic | None]:
    """Where the hand forms after all layers are exact; where that of a window is, so are those before it."""
    axis = derivation[name]
    covered: set[int] = set()
    found: list[Residues | Periodic | None] = []
    for step in reversed(axis.steps):
        if step.place not in covered:
            if step.state.exact_throughout:
                covered.update(axis.track.course.upstream(step.place))
            found.append(step.size.exact_when)
    return _kept([*found, *(residues for other, residues in derivation.inputs.classes if other == name)])


def _kept(found: Sequence[Residues | Periodic | None]) -> list[Residues | Periodic | None]:
    """Those that say something, and that no other one implies; no input where no input is in all of them."""
    said = [each for each in dict.fromkeys(found) if not (isinstance(each, Residues) and each.always)]
    if len(said) > 1 and _contradictory(said):
        return NO_INPUT
    return [each for each in said if not any(_implies(other, each) for other in said if other != each)]


def _contradictory(sets: Sequence[Residues | Periodic | None]) -> bool:
    """Whether no input is seen to be in all of several sets."""
    from symrf.exact.sets.periodic import Periodic
    from symrf.exact.sets.quasipolynomials import TooMany

    of_numbers: list[tuple[int, tuple[int, ...]]] = []
    for each in sets:
        if isinstance(each, Residues) and isinstance(each.modulus, int):
            residues = tuple(residue for residue in each.residues if isinstance(residue, int))
            of_numbers += [(each.modulus, residues)] if residues == each.residues else []
    if any(_disjoint(one, other) for one, other in combinations(of_numbers, 2)):
        return True
    conditions = [each for each in sets if isinstance(each, Periodic)]
    if not conditions:
        return False
    common, *others = conditions
    least = common.least
    others += [Periodic(common.symbol, least, modulus, residues, least) for modulus, residues in of_numbers]
    for each in others:
        with suppress(TooMany):  # where they repeat too rarely, it is left out
            common &= each
    return common.never


def _disjoint(one: tuple[int, tuple[int, ...]], other: tuple[int, tuple[int, ...]]) -> bool:
    """Whether two sets of remainders have no number in common."""
    shared = gcd(one[0], other[0])
    return {each % shared for each in one[1]}.isdisjoint(each % shared for each in other[1])


def _implies(one: Residues | Periodic | None, other: Residues | Periodic | None) -> bool:
    """Whether one class of remainders is seen to lie in another."""
    match one, other:
        case Residues(_, (), _), _:
            return True
        case Residues(int(modulus), residues, ()), Residues(int(divisor), _, ()):
            return modulus % divisor == 0 and all(isinstance(each, int) and each in other for each in residues)
    return False


def _premise(derivation: Derivation, exact: Mapping[str, Sequence[Residues | Periodic | None]]) -> Iterator[Inline]:
    groups: dict[Residues, list[str]] = {}
    conditions: list[Periodic] = []
    unknown: list[str] = []
    for axis, each in ((axis, each) for axis, found in exact.items() for each in found):
        match each:
            case None:
                unknown.append(axis)
            case Residues():
                if not each.always:
                    groups.setdefault(each, []).append(axis)
            case _:
                conditions.append(each)
    parts = [tuple(residues_in_words(names, residues)) for residues, names in groups.items()]
    if conditions:
        from symrf.answers.documents.english.domains import conditions_in_words

        parts.append(tuple(conditions_in_words(conditions)))
    for place, part in enumerate(parts):
        first, *rest = part
        joint = " and " if place else "for "
        yield from (joint + first, *rest) if isinstance(first, str) else (joint, first, *rest)
    yield from _of_symbols(derivation, groups)
    if unknown:
        yield (" and " if parts else "for ") + "some "
        yield from listed([Symbol(name) for name in unknown])
        yield " that are not worked out"


def valid_for(derivation: Derivation, form: FormName = "hand") -> tuple[Inline, ...]:
    """For which inputs the shape in this form is the true one: for even w and h."""
    by_hand = form == "hand" and not derivation.exact
    return tuple(premise(derivation)) if by_hand else ("for ", *domain(derivation))


def ungated(derivation: Derivation) -> Written | None:
    """The field without gates, on all axes; None where there are no gates, or it is not worked out."""
    trees = [axis.ungated_tree for axis in derivation]
    known = [tree for tree in trees if tree is not None]
    return tupled(known) if len(known) == len(trees) and any(axis.gated for axis in derivation) else None


def domain(derivation: Derivation) -> Iterator[Inline]:
    """w >= 8 and h >= 8."""
    yield from inputs(list(derivation))
    yield from _of_symbols(derivation)


def _of_symbols(derivation: Derivation, told: Mapping[Residues, Sequence[str]] | None = None) -> Iterator[Inline]:
    """And odd k: what must hold for braces to be whole, and what is taken for granted, if it is not told yet."""
    for name, residues in (*derivation.parameters.classes, *derivation.inputs.classes):
        if name in (told or {}).get(residues, ()):
            continue
        yield " and "
        yield from residues_in_words([name], residues)
    for each in (*derivation.parameters.assumed, *derivation.inputs.relations):
        yield " and "
        yield Relation((each.left, each.right), each.relation)


def inputs(axes: Sequence[AxisDerivation]) -> Iterator[Inline]:
    """The inputs that a network takes: w >= 8; w and h divisible by 16; a vector."""
    if all(axis.track.course.vector for axis in axes):
        yield "a vector"
        return
    taken = {axis.track.axis: axis.size.taken for axis in axes}
    free = [_at_least(axis.track.axis, axis.size.minimum) for axis in axes if taken[axis.track.axis] is None]
    yield from listed(free)
    conditions = [condition for condition in taken.values() if condition is not None]
    if conditions:
        from symrf.answers.documents.english.domains import conditions_in_words

        if free:
            yield " and "
        yield from conditions_in_words(conditions)


def given(at: Mapping[str, int]) -> Iterator[Inline]:
    yield "at "
    yield from listed([Relation((Symbol(axis), number(size))) for axis, size in at.items()])


def _at_least(axis: str, least: Whole) -> Relation:
    return Relation((Symbol(axis), whole(least)), ">=")
