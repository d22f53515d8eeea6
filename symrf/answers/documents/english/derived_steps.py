"""Derivation -> the steps: each layer's rule, the numbers put in, and the result; a repeat by induction."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from symrf.answers.documents.document import Block, Code, Equations, Heading, Inline, Paragraph, Row
from symrf.answers.documents.english.exposition import CALLED
from symrf.answers.documents.english.layers import in_words
from symrf.answers.documents.english.wording import joined, law_in_words, letters_mean, listed
from symrf.answers.documents.pictures.layer import layer_picture
from symrf.exact.sampling.hand import whole
from symrf.formulas.relations import Relation, Word
from symrf.formulas.tree import Symbol, Written, number, symbols, without_rounding
from symrf.networks.graph import distinct, indexed
from symrf.networks.stepwise import STEPWISE, Stepwise

if TYPE_CHECKING:
    from symrf.formulas.forms import FormName
    from symrf.networks.derivation import Derivation
    from symrf.networks.display import Selection
    from symrf.networks.induction import Repetition
    from symrf.networks.steps import Step

__all__ = ["LETTERS", "legend", "letters", "steps", "stepwise"]

LETTERS = {
    "n": "the size that a layer receives",
    "k": "its kernel",
    "s": "its stride",
    "p": "its padding on each side",
    "p_l": "its padding before",
    "p_r": "its padding after",
    "d": "its dilation",
    "r": "the field before it",
    "j": "the jump before it (the distance between neighbouring outputs, in pixels of the input)",
    "o": "its output padding",
    "f": "its factor",
    "m": "the size that it gives",
}
WITHOUT_WINDOWS = Paragraph(("Each layer reads the whole vector: there are no windows that steps could follow.",))


def stepwise(derivation: Derivation, selection: Selection) -> Iterator[Block]:
    """How the pencil gets there: what the letters stand for, and each layer's rule, numbers put in, and result."""
    if derivation.chain.vector and all(axis.tree("size") == number(1) for axis in derivation):
        yield WITHOUT_WINDOWS
        return
    yield legend((derivation,))
    yield from steps(derivation, selection, set())


def steps(
    derivation: Derivation, selection: Selection, told: set[str], after: int = 0, upto: int | None = None
) -> Iterator[Block]:
    """The step to each layer: rule, numbers put in, result; a law is told in words where it comes first.

    It begins after so many layers, and ends with another one. With the `notation` a layer is `c3s1`, else it is said in
    words; with `pages` each has one, and its picture there.
    """
    from symrf.answers.documents.english.inputs import checked

    form, at = selection.form, checked(derivation, selection.at)
    for steps in list(_alike(derivation))[after:upto]:
        step = steps[0]
        title: list[Inline] = [Symbol(indexed(step.name)), *_layer(derivation, step, selection.notation)]
        if step.link.within:
            title += [" in ", *listed([Symbol(indexed(name)) for name in step.link.within])]
        if step.aligned is False:
            title.append(", where the centres of the branches' windows do not align")
        laws = {law.words: law for each in steps for law in each.laws}
        new = [law_in_words(law, step.track.letter) for words, law in laws.items() if words not in told]
        told.update(laws)
        if selection.pages:
            yield Heading(tuple(title))
            yield from layer_picture(derivation, step.link)
            yield from [Paragraph(tuple(joined(new, " ")))] if new else []
        else:
            yield Paragraph((*title, ". ", *joined(new, " ")) if new else tuple(title))
        if step.repetition is not None:
            yield from _block(step, step.repetition, form)
        yield Equations(tuple(_step_rows(derivation, steps, form, at)))


def _layer(derivation: Derivation, step: Step, notation: bool) -> Iterator[Inline]:
    """= c3s1; : 3×3 convolution, stride 1."""
    if notation:
        yield from (" = ", Code(step.layer))
        return
    yield from (": ", *in_words(step.link, len(derivation.axes), derivation.habits))


def _block(step: Step, repetition: Repetition, form: FormName) -> Iterator[Block]:
    """Induction over the blocks of a repeat: base, step, and the words before the result."""
    received = step.received
    base = {quantity: received.tree(quantity, form if quantity == "size" else "closed") for quantity in STEPWISE}
    yield Paragraph(("Base: before the first block,",))
    yield Equations(tuple(_named(base)))
    each = ("a block",) if repetition.index is None else ("block ", Symbol(str(repetition.index)))
    n, r, j = map(step.track.letter, ("n", "r", "j"))
    yield Paragraph(("Step: ", *each, " turns a size ", n, ", a field ", r, " and a jump ", j, " into"))
    one = step.one_block
    yield Equations(tuple(_named({**one, "size": without_rounding(one["size"])} if form == "hand" else one)))
    yield Paragraph(("Result: by induction, after ", whole(repetition.times), " blocks,"))


def _named(trees: Mapping[Stepwise, Written | None]) -> Iterator[Row]:
    """Size, field and jump, a row each."""
    for quantity in STEPWISE:
        if (tree := trees[quantity]) is not None:
            yield Row(Relation((Word(CALLED[quantity]), tree)))


def _step_rows(
    derivation: Derivation, steps: Sequence[Step], form: FormName, at: Sequence[Mapping[str, int]]
) -> Iterator[Row]:
    """The calculations of one layer, for each axis that differs, with the numbers at the inputs that are given."""
    from symrf.answers.documents.english.inputs import beside

    for quantity in STEPWISE:
        for step in steps:
            when: tuple[Inline, ...] = (" on ", Symbol(step.track.axis)) if len(steps) > 1 else ()
            if calculation := step.calculation(quantity, form):
                numbers = tuple(beside(derivation, step, quantity, at)) if at and symbols(calculation[-1]) else ()
                yield Row(Relation((Word(CALLED[quantity]), *calculation)), when, numbers)


def letters(derivation: Derivation) -> tuple[Symbol, ...]:
    """The letters of the rules, some of which have an index where they are symbols of the network, too."""
    return tuple(map(derivation.tracks[0].letter, LETTERS))


def legend(derivations: Sequence[Derivation]) -> Paragraph:
    """What the letters of the rules stand for, and for which axes the steps are."""
    steps = [step for derivation in derivations for each in _alike(derivation) for step in each]
    used = set().union(*(symbols(law.equation) for law in distinct(law for step in steps for law in step.laws)))
    if any(step.repetition is not None for step in steps):
        used |= {"n", "r", "j"}
    track = derivations[0].tracks[0]
    meanings = [(track.letter(letter), meaning) for letter, meaning in LETTERS.items() if letter in used]
    parts: list[Inline] = ["In the rules, ", *letters_mean(meanings)]
    if not meanings:
        return Paragraph(("There are no layers.",))
    first, *others = derivations[0].axes
    if others and all(derivation.uniform for derivation in derivations):
        parts += [". The steps are for ", Symbol(first), "; ", *listed([Symbol(axis) for axis in others])]
        parts.append(" goes the same way" if len(others) == 1 else " go the same way")
    return Paragraph((*parts, "."))


def _alike(derivation: Derivation) -> Iterator[tuple[Step, ...]]:
    """The steps to each layer on the axes, of those that are alike on the first."""
    return (each.steps[:1] if derivation.uniform else each.steps for each in derivation.steps)
