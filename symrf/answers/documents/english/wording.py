"""Words for lists and for residue classes: w and h; even w and h; w ≡ 1 (mod 4)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from symrf.answers.documents.document import Inline
from symrf.exact.numbers.parametric import Parametric
from symrf.exact.sampling.hand import added, whole
from symrf.exact.sets.residues import Residues
from symrf.formulas.relations import Congruence, Divides
from symrf.formulas.tree import Symbol, substitute, symbols
from symrf.networks.laws import Law

__all__ = ["joined", "law_in_words", "letters_mean", "listed", "residue_class"]

Told = TypeVar("Told", bound=Inline)


def joined(parts: Iterable[Iterable[Inline]], joint: str) -> Iterator[Inline]:
    """What each of several comes to, with a word between them."""
    for place, part in enumerate(parts):
        if place:
            yield joint
        yield from part


def listed(parts: Sequence[Told]) -> Iterator[Told | str]:
    """w; w and h; w, h and d."""
    for place, part in enumerate(parts):
        if place:
            yield " and " if place == len(parts) - 1 else ", "
        yield part


def letters_mean(meanings: Sequence[tuple[Inline, str]]) -> Iterator[Inline]:
    """What letters stand for: n is the size that a layer receives, k its kernel and s its stride."""
    for place, (letter, meaning) in enumerate(meanings):
        if place:
            yield " and " if place == len(meanings) - 1 else ", "
        yield from (letter, " " if place else " is ", meaning)


def law_in_words(law: Law, letter: Callable[[str], Symbol] = Symbol) -> tuple[Inline, ...]:
    """The sentence of a law, whose letters may be written otherwise.

    >>> from symrf.networks.laws import LAWS
    >>> law_in_words(LAWS["jump"])
    ('The jump is multiplied by the stride.',)
    """
    return tuple(
        part if isinstance(part, str) else substitute(part, {each: letter(each) for each in symbols(part)})
        for part in law.parts
    )


def residue_class(names: list[str], residues: Residues) -> Iterator[Inline]:
    """even w and h, w and h divisible by 4, w ≡ 1 (mod 4) and h ≡ 1 (mod 4)."""
    if residues.never:
        yield "no "
        yield from listed([Symbol(name) for name in names])
        return
    if residues.divisions:
        if residues.modulus != 1:
            yield from residue_class(names, replace(residues, divisions=()))
            yield " and "
        yield from listed([Divides(whole(by), whole(of)) for by, of in residues.divisions])
        return
    modulus, residue = residues.modulus, residues.residues[0]
    if isinstance(modulus, Parametric) or isinstance(residue, Parametric):
        yield from listed([Divides(whole(modulus), added(Symbol(name), -residue)) for name in names])
        return
    if modulus == 2:
        yield "even " if residue == 0 else "odd "
        yield from listed([Symbol(name) for name in names])
    elif residue == 0:
        yield from listed([Symbol(name) for name in names])
        yield " divisible by "
        yield whole(modulus)
    else:
        yield from listed([Congruence(Symbol(name), whole(residue), whole(modulus)) for name in names])
