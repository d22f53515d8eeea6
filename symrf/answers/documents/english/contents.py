"""What a document about a network holds, piece by piece, in the order that is asked for.

What makes a piece is loaded when it is asked for, so that the names alone cost nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from symrf.answers.documents.document import Block, Document, Heading, Paragraph, Picture
from symrf.errors import DerivationError, InputError
from symrf.formulas.budget import OutOfBudget, share
from symrf.formulas.forms import FormName
from symrf.formulas.tree import Symbol
from symrf.networks.display import Selection
from symrf.networks.graph import indexed
from symrf.networks.quantities import quantity

if TYPE_CHECKING:
    from symrf.networks.derivation import Derivation

__all__ = ["CONTENTS", "USUAL", "Content", "composed", "explain"]

PLURAL = ("results", "steps", "costs", "remarks")
USUAL = ("summary", "steps", "results", "remarks", "reach", "costs")  # steps, reach and costs where asked for


def composed(derivation: Derivation, selection: Selection) -> Document:
    """A document about a network with the contents that are asked for; an InputError lists what there is.

    >>> import symrf
    >>> from symrf.front.rendering.text import PLAIN_TEXT
    >>> from symrf.networks.display import Selection
    >>> print(PLAIN_TEXT(composed(symrf.derive("c3s1 c3s1"), Selection(("formula",)))))
      shape(O) = (w-4, h-4)    for w >= 5 and h >= 5
      field(O) = (5, 5)
    <BLANKLINE>
    """
    for name in selection.contents:
        if name not in CONTENTS:
            raise InputError(f"there is no content {name!r}: choose from {', '.join(CONTENTS)}")
    selection = replace(selection, at=derivation.sizes(selection.at))
    if derivation.several:
        return Document(tuple(_of_outputs(derivation, selection)))
    return Document((*_blocks(derivation, selection), *_premises(derivation, selection)))


def explain(
    derivation: Derivation,
    form: FormName = "hand",
    at: Mapping[str, int] | None = None,
    steps: bool = False,
    reach: bool = False,
    costs: bool = False,
) -> Document:
    """One network: its shape with the premise, its field, jump and start.

    With `steps` it says how the pencil gets there, with `reach` which inputs the outputs read, with `costs` what the
    layers cost.
    """
    asked = {"steps": steps, "reach": reach, "costs": costs}
    return composed(derivation, Selection(tuple(name for name in USUAL if asked.get(name, True)), form, at or {}))


def _of_outputs(derivation: Derivation, selection: Selection) -> Iterator[Block]:
    """What is said of a network with several outputs: of all of them together, or of each under its name."""
    from symrf.answers.documents.english import exposition

    if not all(CONTENTS[name].draws for name in selection.contents):
        yield exposition.network(derivation)
    for shared, names in groupby(selection.contents, lambda name: CONTENTS[name].shared):
        piece = replace(selection, contents=tuple(names), shown=True)
        if shared:
            yield from _blocks(derivation, piece)
            continue
        for name, each in derivation.outputs.items():
            yield Heading((Symbol(indexed(name)),))
            yield from (*_blocks(each, piece), *_premises(each, piece))


def _blocks(derivation: Derivation, selection: Selection) -> Iterator[Block]:
    for name in selection.contents:
        content = CONTENTS[name]
        needed = content.says or len(selection.contents) == 1
        try:
            with share(1 if needed else 2):
                blocks = tuple(content.blocks(derivation, selection))
        except OutOfBudget as out:
            said = f"he {name} {'are' if name in PLURAL else 'is'} {out}"
            if needed:
                raise DerivationError(f"t{said}") from None
            blocks = (Paragraph((f"T{said}.",)),)
        yield from blocks


def _premises(derivation: Derivation, selection: Selection) -> Iterator[Block]:
    """For which inputs the sizes that are shown are exact, where no other content says so."""
    from symrf.answers.documents.english.premises import premise_of_layers

    chosen = [CONTENTS[name] for name in selection.contents]
    asked = not selection.columns or any(quantity(column).name == "size" for column in selection.columns)
    sizes = asked and any(each.layers for each in chosen)
    form = selection.form if sizes else "closed"
    if sizes or any(each.exact for each in chosen):
        said = any(each.says for each in chosen)
        if words := premise_of_layers(derivation, form, said):
            yield Paragraph(words)


def _summary(derivation: Derivation, selection: Selection) -> Iterator[Block]:
    from symrf.answers.documents.english import exposition

    yield from exposition.summary(derivation, selection.form, selection.shown)


def _formula(derivation: Derivation, selection: Selection) -> Iterator[Block]:
    from symrf.answers.documents.english import exposition

    yield exposition.formulas(derivation, selection.form, selection.at)


def _results(derivation: Derivation, selection: Selection) -> Iterator[Block]:
    from symrf.answers.documents.english import exposition

    if "steps" in selection.contents:
        yield exposition.IN_ALL
    yield from exposition.results(derivation, selection.form, selection.at, selection.arrows)


def _steps(derivation: Derivation, selection: Selection) -> Iterator[Block]:
    from symrf.answers.documents.english import exposition

    yield from exposition.stepwise(derivation, selection.form)


def _prose(derivation: Derivation, selection: Selection) -> Iterator[Block]:
    from symrf.answers.documents.english.prose import told

    yield from told(derivation, selection.form, selection.at)


def _table(derivation: Derivation, selection: Selection) -> Iterator[Block]:
    from symrf.answers.documents.english.tables import layer_table

    yield layer_table(derivation, selection.columns, selection.form)


def _remarks(derivation: Derivation, _: Selection) -> Iterator[Block]:
    from symrf.answers.documents.english.remarks import remarks

    yield from remarks(derivation)


def _reach(derivation: Derivation, _: Selection) -> Iterator[Block]:
    from symrf.answers.documents.english.remarks import readings

    yield from readings(derivation)


def _costs(derivation: Derivation, selection: Selection) -> Iterator[Block]:
    from symrf.answers.documents.english.remarks import cost_table

    yield from cost_table(derivation, selection.at)


def _pyramid(derivation: Derivation, selection: Selection) -> Iterator[Block]:
    from symrf.answers.documents.pictures.pyramid import pyramid

    yield Picture(pyramid(derivation, at=selection.at))


def _graph(derivation: Derivation, selection: Selection) -> Iterator[Block]:
    from symrf.answers.documents.pictures.graph import graph

    yield Picture(graph(derivation, at=selection.at))


@dataclass(frozen=True, slots=True)
class Content:
    """A piece of a document, made of a derivation and of what is selected.

    One that `says` for which inputs the last size is exact spares the document a premise; of one with the sizes of
    `layers` it needs one, and of one with `exact` sizes it says which inputs are taken. One `draws` a picture. What is
    `shared` is told once of several outputs.
    """

    blocks: Callable[[Derivation, Selection], Iterator[Block]]
    says: bool = False
    layers: bool = False
    exact: bool = False
    draws: bool = False
    shared: bool = False


CONTENTS: Mapping[str, Content] = {
    "summary": Content(_summary, says=True),
    "formula": Content(_formula, says=True),
    "results": Content(_results, says=True),
    "steps": Content(_steps, layers=True, shared=True),
    "prose": Content(_prose, says=True),
    "table": Content(_table, layers=True, shared=True),
    "pyramid": Content(_pyramid, draws=True),
    "graph": Content(_graph, exact=True, draws=True, shared=True),
    "reach": Content(_reach),
    "costs": Content(_costs, shared=True),
    "remarks": Content(_remarks),
}
