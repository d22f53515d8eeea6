"""A derivation told as a person explains it: what a neuron sees, what an input gives, layer by layer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from symrf.answers.documents.document import Inline, Paragraph
from symrf.answers.documents.english.premises import domain, given, premise
from symrf.answers.documents.english.seeing import larger_than_input, sees_all, the_rest
from symrf.answers.documents.english.wording import joined, listed
from symrf.formulas.forms import FormName
from symrf.formulas.relations import Across, Composition, Relation
from symrf.formulas.tree import Number, Symbol, Written, number, tupled
from symrf.networks.derivation import Derivation
from symrf.networks.graph import indexed

__all__ = ["told"]

LONGEST = 12  # layers that are told one by one


def told(derivation: Derivation, form: FormName, at: Sequence[Mapping[str, int]]) -> Iterator[Paragraph]:
    """What the network does, in sentences; premises and domain are in them."""
    yield Paragraph(tuple(_seen(derivation)))
    yield Paragraph(tuple(_given(derivation, form)))
    if derivation.chain.vector:
        return
    if 1 < len(derivation.chain.links) <= LONGEST and derivation.uniform and derivation.chain.order is None:
        yield Paragraph(tuple(_layer_by_layer(derivation)))
    if known := [each for each in at if each.keys() & set(derivation.axes)]:
        sizes = [tupled([number(size) for size in derivation.at(**each).values()]) for each in known]
        parts = [(size, " ", *given(each)) for size, each in zip(sizes, known, strict=True)]
        yield Paragraph(("It is ", *joined(parts, ", and "), "."))
    for axis, field, size in larger_than_input(derivation, at):
        where = Relation((Symbol(axis), number(size)))
        yield Paragraph(
            (
                "At ",
                where,
                " the field of ",
                number(field),
                f" pixels is larger than the input: {the_rest(derivation)}.",
            )
        )


def _seen(derivation: Derivation) -> Iterator[Inline]:
    """Each neuron of F_2 ∘ M ∘ F_1 sees 8 × 8 pixels of the input; the windows of neighbours are 2 pixels apart."""
    fields = [tree for axis in derivation if (tree := axis.tree("receptive_field")) is not None]
    yield "Each neuron of "
    yield _named(derivation)
    if derivation.chain.vector:
        yield " sees the whole vector."
        return
    if all(map(sees_all, derivation)):
        yield " sees the whole input."
        return
    if len(fields) < len(derivation.axes):
        yield " sees a part of the input, with a different formula for each neuron."
        return
    alike = all(axis.least_field_tree == axis.tree("receptive_field") for axis in derivation)
    yield " sees " if alike else " sees at most "
    yield _across(fields)
    yield " pixels of the input" if any(field != number(1) for field in fields) else " pixel of the input"
    if any(axis.padded for axis in derivation):
        yield ", some of which are padding at the borders"
    jumps = [tree for axis in derivation if axis.evenly_apart and (tree := axis.tree("jump")) is not None]
    if len(jumps) == len(derivation.axes):
        yield "; the windows of neighbouring neurons are "
        yield from listed(list(dict.fromkeys(jumps)))
        yield " pixels apart" if set(jumps) != {number(1)} else " pixel apart"
    yield "."


def _given(derivation: Derivation, form: FormName) -> Iterator[Inline]:
    """An input of shape (w, h) gives an output of shape ((w-2)/2-2, (h-2)/2-2) for even w and h."""
    if derivation.chain.vector:
        yield from ("A vector gives an output of shape ", derivation.shape(form), ".")
        return
    size = "size" if len(derivation.axes) == 1 else "shape"
    yield from (
        f"An input of {size} ",
        tupled([Symbol(axis) for axis in derivation.axes]),
        f" gives an output of {size} ",
    )
    yield derivation.shape(form)
    yield " "
    if form != "hand" or derivation.exact:
        yield from ("for ", *domain(derivation), ".")
        return
    yield from (
        *premise(derivation),
        "; exactly, it is ",
        derivation.shape("closed"),
        " for ",
        *domain(derivation),
        ".",
    )


def _layer_by_layer(derivation: Derivation) -> Iterator[Inline]:
    """Layer by layer it sees 3 pixels after F_1, 4 after M and 8 after F_2."""
    (axis, *_) = derivation
    seen = [(step, tree) for step in axis.steps if (tree := step.tree("receptive_field")) is not None]
    yield "Layer by layer, a neuron sees "
    for place, (step, field) in enumerate(seen):
        if place:
            yield " and " if place == len(seen) - 1 else ", "
        unit = "" if place else " pixel" if field == number(1) else " pixels"
        what = ("the whole input",) if sees_all(step) else (field, unit)
        yield from (*what, " after ", Symbol(indexed(step.name)))
    yield "." if len(derivation.axes) == 1 else ", along each side."


def _named(derivation: Derivation) -> Inline:
    """The network as a composition, or by its name."""
    names = derivation.chain.outline
    if derivation.architecture.name is not None or not names or len(names) > LONGEST:
        return Symbol(indexed(derivation.architecture.called))
    if len(names) == 1:
        return Symbol(indexed(names[0]))
    return Composition(tuple(Symbol(indexed(name)) for name in reversed(names)))


def _across(trees: Sequence[Written]) -> Inline:
    """8 × 8: a length for each axis; as a pair, where a length is more than a number or a letter."""
    simple = len(trees) > 1 and all(isinstance(tree, Number | Symbol) for tree in trees)
    return Across(tuple(trees)) if simple else tupled(trees)
