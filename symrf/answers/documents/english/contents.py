"""What a document about a network holds, piece by piece, in the order that is asked for.

What makes a piece is loaded when it is asked for, so that the names alone cost nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from symrf.answers.documents.document import Block, Document, Heading, Paragraph, Picture
from symrf.errors import DerivationError, InputError
from symrf.formulas.budget import OutOfBudget, share
from symrf.formulas.forms import FormName
from symrf.formulas.spelling import hint
from symrf.formulas.tree import Symbol
from symrf.networks.arguments import several
from symrf.networks.display import Selection
from symrf.networks.graph import indexed

if TYPE_CHECKING:
    from symrf.answers.documents.english.letters import Letters
    from symrf.networks.derivation import Derivation

__all__ = ["CONTENTS", "USUAL", "USUAL_COMPARED", "Content", "composed", "explain"]

PLURAL = ("results", "steps", "costs", "remarks")
USUAL = ("summary", "steps", "results", "remarks", "reach", "costs")  # but summary and remarks where asked for
USUAL_COMPARED = ("steps", "results", "remarks")


def composed(derivation: Derivation, selection: Selection, steps: Iterable[Block] | None = None) -> Document:
    """A document about a network with the contents that are asked for; an InputError lists what there is.

    Where `steps` are given, the content of that name is these.

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
            raise InputError(f"there is no content {name!r}{hint(name, CONTENTS)}: choose from {', '.join(CONTENTS)}")
    selection = replace(selection, at=derivation.each_given(selection.at))
    if derivation.several:
        return Document(tuple(_of_outputs(derivation, selection)))
    return Document((*_blocks(derivation, selection, steps), *_premises(derivation, selection)))


def explain(
    derivation: Derivation,
    form: FormName = "hand",
    at: Mapping[str, int] | Sequence[Mapping[str, int]] | None = None,
    steps: bool = False,
    reach: bool = False,
    costs: bool = False,
) -> Document:
    """One network: the first answer, and what is to be remarked.

    With `steps` it says how the pencil gets there, with `reach` which inputs the outputs read, with `costs` what the
    layers cost.
    """
    asked = {"steps": steps, "results": False, "reach": reach, "costs": costs}
    contents = tuple(name for name in USUAL if asked.get(name, True))
    return composed(derivation, Selection(contents, form, several(at)))


def _of_outputs(derivation: Derivation, selection: Selection) -> Iterator[Block]:
    """What is said of a network with several outputs: of all of them together, or of each under its name."""
    from symrf.answers.documents.english import exposition
    from symrf.answers.documents.english.remarks import definitions

    if "summary" not in selection.contents and not all(CONTENTS[name].draws for name in selection.contents):
        yield exposition.network(derivation)
    for shared, names in groupby(selection.contents, lambda name: CONTENTS[name].shared):
        piece = replace(selection, contents=tuple(names), shown=True)
        if shared:
            yield from _blocks(derivation, piece)
            continue
        common = tuple(definitions(derivation)) if selection.notation and "remarks" in piece.contents else ()
        yield from common
        for name, each in derivation.outputs.items():
            own = [block for block in _blocks(each, piece) if block not in common]
            if blocks := (*own, *_premises(each, piece)):
                yield from (Heading((Symbol(indexed(name)),)), *blocks)


def _blocks(derivation: Derivation, selection: Selection, steps: Iterable[Block] | None = None) -> Iterator[Block]:
    letters = _letters(derivation, selection)
    introduced = False
    for name in selection.contents:
        content = CONTENTS[name]
        needed = content.says or len(selection.contents) == 1
        try:
            with share(1 if needed else 2):
                own = steps if name == "steps" and steps is not None else content.blocks(derivation, selection)
                blocks = tuple(own)
        except OutOfBudget as out:
            said = f"he {name} {'are' if name in PLURAL else 'is'} {out}"
            if needed:
                raise DerivationError(f"t{said}") from None
            blocks = (Paragraph((f"T{said}.",)),)
        for block in blocks:
            if letters is None or not content.says:
                yield block
                continue
            lettered = letters.put_into(block)
            if lettered != block and not introduced:
                yield letters.introduction()
                introduced = True
            yield lettered


def _letters(derivation: Derivation, selection: Selection) -> Letters | None:
    """The letters for what would be repeated, where the network is one with symbols."""
    if derivation.several or not derivation.parameters.names or not any(CONTENTS[n].says for n in selection.contents):
        return None
    from symrf.answers.documents.english.letters import letters

    return letters(derivation, selection.written)


def _premises(derivation: Derivation, selection: Selection) -> Iterator[Block]:
    """For which inputs the sizes that are shown are exact, where no other content says so."""
    from symrf.answers.documents.english.premises import premise_of_layers

    chosen = [CONTENTS[name] for name in selection.contents]
    sizes = any(each.layers for each in chosen) and _asks_for_sizes(selection.columns)
    form = selection.form if sizes else "closed"
    if sizes or any(each.exact for each in chosen):
        said = any(each.says for each in chosen)
        if words := premise_of_layers(derivation, form, said):
            yield Paragraph(words)


def _asks_for_sizes(columns: Sequence[str]) -> bool:
    """Whether a table with these columns has sizes."""
    if not columns:
        return True
    from symrf.answers.documents.english.tables import asks_for_sizes

    return asks_for_sizes(columns)


def _summary(derivation: Derivation, selection: Selection) -> Iterator[Block]:
    from symrf.answers.documents.english.summary import summary

    yield from summary(derivation, selection)


def _formula(derivation: Derivation, selection: Selection) -> Iterator[Block]:
    from symrf.answers.documents.english import exposition

    yield exposition.formulas(derivation, selection.form, selection.at)


def _results(derivation: Derivation, selection: Selection) -> Iterator[Block]:
    from symrf.answers.documents.english import exposition

    if "steps" in selection.contents:
        yield Heading(exposition.IN_ALL.inlines) if selection.pages else exposition.IN_ALL
    yield from exposition.results(derivation, selection.form, selection.at, selection.arrows)


def _steps(derivation: Derivation, selection: Selection) -> Iterator[Block]:
    from symrf.answers.documents.english import derived_steps

    yield from derived_steps.stepwise(derivation, selection)


def _prose(derivation: Derivation, selection: Selection) -> Iterator[Block]:
    from symrf.answers.documents.english.prose import told

    yield from told(derivation, selection.form, selection.at)


def _table(derivation: Derivation, selection: Selection) -> Iterator[Block]:
    from symrf.answers.documents.english.tables import layer_tables

    yield from layer_tables(derivation, selection)


def _remarks(derivation: Derivation, selection: Selection) -> Iterator[Block]:
    from symrf.answers.documents.english.remarks import definitions, remarks

    if selection.notation:
        yield from definitions(derivation)
    yield from remarks(derivation)


def _reach(derivation: Derivation, selection: Selection) -> Iterator[Block]:
    from symrf.answers.documents.english.exposition import starting
    from symrf.answers.documents.english.remarks import readings

    if "results" not in selection.contents:
        yield from starting(derivation, selection.at)
    yield from readings(derivation)


def _costs(derivation: Derivation, selection: Selection) -> Iterator[Block]:
    from symrf.answers.documents.english.tables import cost_table

    yield from cost_table(derivation, selection)


def _pyramid(derivation: Derivation, selection: Selection) -> Iterator[Block]:
    from symrf.answers.documents.pictures.pyramid import pyramid

    yield from (Picture(pyramid(derivation, at=at), name="pyramid") for at in selection.at or ({},))


def _graph(derivation: Derivation, selection: Selection) -> Iterator[Block]:
    from symrf.answers.documents.pictures.graph import graph

    for at in selection.at or ({},):
        symbols = {name: at[name] for name in derivation.parameters.names if name in at}
        sizes = {name: size for name, size in at.items() if name not in symbols}
        network = derivation.of_numbers(symbols) if symbols else derivation
        yield Picture(graph(network, at=sizes), name="graph", network=network)


def _grid(derivation: Derivation, selection: Selection) -> Iterator[Block]:
    from symrf.answers.documents.pictures.grid import grid

    yield from (Picture(grid(derivation, at=at), name="grid") for at in selection.at or ({},))


@dataclass(frozen=True, slots=True)
class Content:
    """A piece of a document, made of a derivation and of what is selected.

    One that `says` for which inputs the last size is exact spares the document a premise; of one with the sizes of
    `layers` it needs one, and of one with `exact` sizes it says which inputs are taken. One `draws` a picture. What is
    `shared` is told once of several outputs. What else is selected, such as columns, one `takes`, or it has no effect.
    """

    blocks: Callable[[Derivation, Selection], Iterator[Block]]
    says: bool = False
    layers: bool = False
    exact: bool = False
    draws: bool = False
    shared: bool = False
    takes: tuple[str, ...] = ()


CONTENTS: Mapping[str, Content] = {
    "summary": Content(_summary, says=True, shared=True),
    "formula": Content(_formula, says=True),
    "results": Content(_results, says=True, takes=("arrows",)),
    "steps": Content(_steps, layers=True, shared=True),
    "prose": Content(_prose, says=True),
    "table": Content(_table, layers=True, shared=True, takes=("columns", "depth")),
    "pyramid": Content(_pyramid, draws=True),
    "graph": Content(_graph, exact=True, draws=True, shared=True),
    "grid": Content(_grid, draws=True),
    "reach": Content(_reach),
    "costs": Content(_costs, shared=True),
    "remarks": Content(_remarks),
}
