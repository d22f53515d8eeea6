"""The first answer: what was read, in words; the size and the field; the layers; what to copy; the one convolution."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from math import prod
from typing import TYPE_CHECKING

from symrf.answers.documents.document import Block, Code, Copy, Document, Heading, Inline, Paragraph, Table
from symrf.answers.documents.english.facts import copied, facts
from symrf.answers.documents.english.networks import network_in_words
from symrf.exact.sampling.hand import whole
from symrf.formulas.relations import Across
from symrf.formulas.tree import Number, Symbol, Written, nodes, number, symbols
from symrf.networks.display import Selection
from symrf.networks.graph import indexed
from symrf.networks.notation.architecture import Layer

if TYPE_CHECKING:
    from symrf.networks.derivation import Derivation
    from symrf.networks.equivalents import Equivalent

__all__ = ["brief", "summary"]

COLUMNS = ("size", "field", "jump")
_LONGEST = 16  # signs, numbers and symbols of a formula in a column of numbers
_NUMBERS = ("field ", "jump ")  # with which the title of a column of their numbers begins


def brief(derivation: Derivation) -> Document:
    """What a notebook shows: the network in words, and of each output the size and the field."""
    return Document(tuple(_begun(derivation, Selection((), at=derivation.each_given(), alike=False))))


def summary(derivation: Derivation, selection: Selection) -> Iterator[Block]:
    """The whole of it; of several outputs the layers once."""
    yield from _begun(derivation, selection)
    if len(derivation.chain.links) > 1 and not derivation.chain.vector and "table" not in selection.contents:
        from symrf.answers.documents.english.tables import layer_table

        yield _narrowed(derivation, layer_table(derivation, replace(selection, columns=COLUMNS)))
    outputs = list(derivation.outputs.items()) if derivation.several else [(None, derivation)]
    formulas = [(name or title, tree) for name, each in outputs for title, tree in copied(each, selection.form)]
    if formulas and selection.notation:
        yield Copy(tuple(formulas))
    for name, each in outputs:
        if words := tuple(_one_layer(each, selection.notation, name)):
            yield Paragraph(words, close=bool(formulas) and selection.notation)


def _narrowed(derivation: Derivation, table: Table) -> Table:
    """A table without the row of the input, and of the columns of numbers with those of the sizes alone.

    The field of one output that grows with the input is among the facts, and is left out here; it has no neighbour.
    Another one that is long is `…` here, and stands as it is in the table that is asked for.
    """
    kept = [place for place, title in enumerate(table.head) if not title or title[0] not in _NUMBERS]
    head, *rows = (tuple(row[place] for place in kept) for row in (table.head, *table.rows[1:]))
    alone = not derivation.several and all(axis.tree("size", "closed") == number(1) for axis in derivation)
    told = {title: place for place, title in enumerate(head) if title in (("field",), ("jump",))}
    if alone and len(told) == 2:
        last = rows[-1][told["field",]]
        rows = [
            tuple(() if place in told.values() and _grows(derivation, last) else cell for place, cell in enumerate(row))
            if row[told["field",]] == last
            else row
            for row in rows
        ]
    rows = [
        tuple(("…",) if place in told.values() and _is_long(cell) else cell for place, cell in enumerate(row))
        for row in rows
    ]
    return replace(table, head=head, rows=tuple(rows))


def _is_long(cell: tuple[Inline, ...]) -> bool:
    """Whether a formula is too long for a column of numbers."""
    return any(isinstance(each, Written) and sum(1 for _ in nodes(each)) > _LONGEST for each in cell)


def _grows(derivation: Derivation, cell: tuple[Inline, ...]) -> bool:
    """Whether what stands in a cell depends on the input."""
    return any(isinstance(each, Written) and symbols(each) & set(derivation.axes) for each in cell)


def _begun(derivation: Derivation, selection: Selection) -> Iterator[Block]:
    """What was read, and the facts of each output."""
    yield Paragraph(network_in_words(derivation))
    if not derivation.several:
        yield facts(derivation, selection)
        return
    for name, each in derivation.outputs.items():
        yield Heading((Symbol(indexed(name)),))
        yield facts(each, selection)


# ---- the one convolution ---------------------------------------------------------------------------------------------


def _one_layer(derivation: Derivation, notation: bool, name: str | None = None) -> Iterator[Inline]:
    """As one layer: an 8×8 convolution with stride 2 (c8s2). In the plane, branches may read fewer pixels."""
    found = [axis.equivalent for axis in derivation]
    known = [each for each in found if each is not None]
    if len(known) < len(found) or len(derivation.chain.links) < 2 or len(set(map(str, known))) > 1:
        return
    first, axes = known[0], len(known)
    together = [axis.tree("receptive_field") for axis in derivation]
    lengths = [tree.value for tree in together if isinstance(tree, Number)]
    gated = any(axis.gated for axis in derivation)
    branched = axes > 1 and derivation.chain.order is not None
    counted = len(lengths) == axes and (branched or _may_skip(derivation))
    distinct = derivation.overall.area(len(derivation.chain.links)) if counted else None
    read = distinct.value if isinstance(distinct, Number) else None
    plain = not branched or read == prod(lengths)
    about = [*(["without its gates"] if gated else []), *([] if plain else ["on each axis"]), "as one layer"]
    said = ", ".join(about)
    yield from (Symbol(indexed(name)), f" {said}: ") if name else (f"{said[0].upper()}{said[1:]}: ",)
    yield from (*_convolution(first, axes if plain else 1), *((" (", Code(str(first)), ")") if notation else ()))
    if read is not None and not gated and read < prod(lengths):
        pixels = Across((number(lengths[0]),) * axes, close=True) if axes > 1 else number(lengths[0])
        yield "; an output reads " if plain else ". In the plane an output reads "
        yield from (number(read), " of the ", pixels, " pixels")
    yield "."


def _may_skip(derivation: Derivation) -> bool:
    """Whether an output may leave out pixels between those that it reads: it is dilated, or strides over some."""
    layers = (link.item for link in derivation.chain.links if isinstance(link.item, Layer))
    return any(layer.dilation is not None or _strides_over(layer) for layer in layers)


def _strides_over(layer: Layer) -> bool:
    strides, kernels = ([each for each in of if isinstance(each, int)] for of in (layer.stride or (), layer.sizes))
    return max(strides, default=1) > min(kernels, default=1)


def _convolution(found: Equivalent, axes: int) -> Iterator[Inline]:
    """An 8×8 convolution with stride 2 and padding 1."""
    kernel = whole(found.kernel)
    parts: list[tuple[Inline, ...]] = []
    if isinstance(kernel, Number | Symbol) and axes > 1:
        yield from (f"{_article(kernel)} ", Across((kernel,) * axes, close=True), " convolution")
    else:
        yield "a convolution"
        parts.append(("kernel ", kernel))
    if found.stride != 1:
        parts.append(("stride ", whole(found.stride)))
    if found.padding is None:
        parts.append(("same padding",))
    elif found.padding[0] == found.padding[1] != 0:
        parts.append(("padding ", whole(found.padding[0])))
    elif found.padding[0] != found.padding[1]:
        before, after = map(whole, found.padding)
        parts.append(("padding ", before, " before and ", after, " after"))
    for place, part in enumerate(parts):
        yield " with " if place == 0 else " and " if place == len(parts) - 1 else ", "
        yield from part


def _article(kernel: Written) -> str:
    """An eight, eleven, eighteen or eighty."""
    digits = str(kernel.value) if isinstance(kernel, Number) else ""
    return "an" if digits[:1] == "8" or digits in ("11", "18") else "a"
