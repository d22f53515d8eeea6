"""Solution -> Document: what is said of a solution, in English."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from symrf.answers.documents.document import Block, Code, Document, Inline, Paragraph
from symrf.answers.documents.english.domains import conditions_in_words
from symrf.answers.documents.english.wording import joined, listed
from symrf.formulas.relations import Divides, Relation, Sign
from symrf.formulas.tree import Symbol, number
from symrf.formulas.values import rational

if TYPE_CHECKING:
    from symrf.answers.solutions import Solution, Witness
    from symrf.exact.logic.solved import Closed
    from symrf.exact.sets.periodic import Periodic

__all__ = ["answer", "answered"]

_ALL = {
    "decided": "both sides are quasi-polynomials, so finitely many values decide it",
    "monotone": "the difference of the two sides only rises, or only falls",
    "settled": "beyond some number it is settled, and every number below was tried",
}


_EVERY = {(0, None), (1, None)}  # from the least number on that a symbol can be


def answered(solution: Solution) -> Document:
    """The answer, what shows it, among what it was looked for, and what was guessed in reading the conditions."""
    asked = [Code(text) for text in solution.conditions]
    found, why = _found(solution)
    blocks: list[Block] = [Paragraph((*listed(asked), ": ", *found, *(("; ", *why) if why else ())))]
    blocks += [Paragraph(inlines) for inlines in (_shown(solution), _extent(solution)) if inlines]
    blocks += [Paragraph((f"{_opened(note)}.",)) for note in solution.notes]
    return Document(tuple(blocks))


def _opened(note: str) -> str:
    """A note as a sentence; a symbol at its head stays as it is."""
    word = note.partition(" ")[0]
    return note if len(word) == 1 or "_" in word else f"{note[:1].upper()}{note[1:]}"


def answer(solution: Solution) -> tuple[Inline, ...]:
    """The solutions alone: n >= 6; w and h from 62 to 63; p = (k-1)/2 for odd k."""
    found, why = _found(solution)
    return (*found, *((": ", *why) if why else ()))


def _found(solution: Solution) -> tuple[tuple[Inline, ...], tuple[Inline, ...]]:
    """The solutions, or that there are none, and why there are none that are known."""
    unknowns = [Symbol(name) for name in solution.unknowns]
    match solution.status:
        case "undecided" if solution.where is None:
            return ("not solved",), (solution.reason or "it is not worked out",)
        case "undecided":
            tried = f" up to {solution.bound} is a solution, and beyond that it is not known"
            return ("not solved",), ("no ", *listed(unknowns), tried)
        case "none":
            every = (" for every ", *listed([Symbol(axis) for axis in solution.every])) if solution.every else ()
            return ("no ", *joined([[unknown] for unknown in unknowns], " and no "), *every), (
                solution.reason,
            ) if solution.reason else ()
    return tuple(_solutions(solution, solution.where.boxes if solution.where is not None else ())), ()


def _solutions(solution: Solution, found: Sequence[tuple[Periodic, ...]]) -> Iterator[Inline]:
    told: list[Sequence[Inline]] = [tuple(_form(form)) for form in solution.forms]
    if not told or found[0] != solution.domain:
        told.insert(0, tuple(joined([tuple(_box(box, solution.domain)) for box in found], " or ")))
    yield from joined(told, " and ")
    if solution.every:
        yield ", for every "
        yield from listed([Symbol(axis) for axis in solution.every])


def _box(box: Sequence[Periodic], domain: Sequence[Periodic]) -> Iterator[Inline]:
    """A box of numbers: n >= 6, n = 2, w and h from 62 to 63."""
    ends = {side.ends for side in box}
    if all(side == among and side.always for side, among in zip(box, domain, strict=True)) and ends <= _EVERY:
        yield "every "
        yield from listed([Symbol(side.symbol) for side in box])
    elif len(ends) == 1 and (one := next(iter(ends))) is not None and one[1] in (one[0], None):
        sign: Sign = "=" if one[1] is not None else ">="
        relations = [Relation((Symbol(side.symbol), number(one[0])), sign) for side in box]
        yield from listed(relations)
    else:
        yield from conditions_in_words(box)


def _form(form: Closed) -> Iterator[Inline]:
    """p = (k-1)/2 for odd k; n >= (w-1)/2."""
    yield Relation((form.left, form.right), form.relation)
    if form.where is not None and not form.where.always:
        where = form.where
        yield " for "
        yield from conditions_in_words([where])
        if form.elsewhere:
            yield from (" (every ", form.left, " for ")
            yield from conditions_in_words([~where])
            yield ")"
    if form.divides is not None:
        yield " where "
        yield Divides(*form.divides)
    if form.least is not None:
        yield f", where that is at least {form.least}"


def _shown(solution: Solution) -> tuple[Inline, ...]:
    """The values at the ends: at n = 5 the field is 156, at n = 6 it is 316."""
    told: list[Inline] = []
    word = ""
    for each in solution.witnesses:
        again = each.quantity == word
        told += ["At " if not told else ", at " if again else "; at ", *_witness(each, again)]
        word = each.quantity
    return (*told, ".") if told else ()


def _witness(each: Witness, again: bool) -> Iterator[Inline]:
    yield Relation((Symbol(each.name), number(each.at)))
    yield f" {'it' if again else 'the ' + each.quantity} is "
    yield rational(each.value)


def _extent(solution: Solution) -> tuple[Inline, ...]:
    """Among what numbers it was looked for, and why those are all."""
    if solution.where is None:
        return ()
    among = tuple(_domain(solution.domain))
    if solution.bound is not None:
        return (f"Tried up to {solution.bound}, for ", *among, "; greater solutions are not ruled out.")
    if solution.put_back:
        return ("Proved by putting it back into the network.",)
    if solution.forms or solution.status == "none":
        return ("Solved for ", *among, ".")
    if solution.where.boxes == (solution.domain,):
        return ("True for all ", *among, f": {_ALL[solution.proof]}.")
    return ("For ", *among, f" there are no others: {_ALL[solution.proof]}.")


def _domain(domain: Sequence[Periodic]) -> Iterator[Inline]:
    """w >= 8 and h >= 8; odd k."""
    if all(side.always for side in domain):
        yield from listed([Relation((Symbol(side.symbol), number(side.least)), ">=") for side in domain])
    else:
        yield from conditions_in_words(domain)
