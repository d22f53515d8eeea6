"""What a document about a network holds, piece by piece, in the order that is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from symrf.derivation import Derivation
from symrf.document import Block, Document, Paragraph, Picture
from symrf.english import exposition
from symrf.english.premises import premise_of_layers
from symrf.english.remarks import cost_table, readings, remarks
from symrf.errors import InputError
from symrf.quantities import FormName

__all__ = ["CONTENTS", "USUAL", "Request", "composed", "explain"]

USUAL = ("summary", "steps", "results", "remarks", "reach", "costs")  # steps, reach and costs where asked for


@dataclass(frozen=True)
class Request:
    """What a document is to hold, and how: the form of sizes, the numbers put in, the columns of the table of layers.

    With `arrows` the network is shown as the road of the data, I → F_1 → M, and not as a composition, M ∘ F_1 ∘ I.
    """

    contents: tuple[str, ...]
    form: FormName = "hand"
    at: Mapping[str, int] = field(default_factory=dict)
    columns: tuple[str, ...] = ()
    arrows: bool = False


def composed(derivation: Derivation, request: Request) -> Document:
    """A document about a network with the contents that are asked for; an InputError lists what there is.

    >>> import symrf
    >>> from symrf.rendering.text import PLAIN_TEXT
    >>> print(PLAIN_TEXT(composed(symrf.derive("c3s1 c3s1"), Request(("formula",)))))
      shape(O) = (w-4, h-4)    for w >= 5 and h >= 5
      field(O) = (5, 5)
    <BLANKLINE>
    """
    for name in request.contents:
        if name not in CONTENTS:
            raise InputError(f"there is no content {name!r}: choose from {', '.join(CONTENTS)}")
    return Document((*_blocks(derivation, request), *_premises(derivation, request)))


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
    return composed(derivation, Request(tuple(name for name in USUAL if asked.get(name, True)), form, at or {}))


def _blocks(derivation: Derivation, request: Request) -> Iterator[Block]:
    for name in request.contents:
        yield from CONTENTS[name](derivation, request)


def _premises(derivation: Derivation, request: Request) -> Iterator[Block]:
    """For which inputs the sizes that are shown are exact, where no other content says so."""
    sizes = {"table", "steps"} & set(request.contents) and (not request.columns or "size" in request.columns)
    form = request.form if sizes else "closed"
    if sizes or "graph" in request.contents:
        said = not _SAYING.isdisjoint(request.contents)
        if words := premise_of_layers(derivation, form, said):
            yield Paragraph(words)


_SAYING = {"summary", "formula", "results", "prose"}  # the contents that say for which inputs the last size is exact


def _summary(derivation: Derivation, request: Request) -> Iterator[Block]:
    yield from exposition.summary(derivation, request.form)


def _formula(derivation: Derivation, request: Request) -> Iterator[Block]:
    yield exposition.formulas(derivation, request.form, request.at)


def _results(derivation: Derivation, request: Request) -> Iterator[Block]:
    if "steps" in request.contents:
        yield exposition.IN_ALL
    yield from exposition.results(derivation, request.form, request.at, request.arrows)


def _steps(derivation: Derivation, request: Request) -> Iterator[Block]:
    yield from exposition.stepwise(derivation, request.form)


def _prose(derivation: Derivation, request: Request) -> Iterator[Block]:
    from symrf.english.prose import told

    yield from told(derivation, request.form, request.at)


def _table(derivation: Derivation, request: Request) -> Iterator[Block]:
    from symrf.english.tables import layer_table

    yield layer_table(derivation, request.columns, request.form)


def _remarks(derivation: Derivation, _: Request) -> Iterator[Block]:
    yield from remarks(derivation)


def _reach(derivation: Derivation, _: Request) -> Iterator[Block]:
    yield from readings(derivation)


def _costs(derivation: Derivation, request: Request) -> Iterator[Block]:
    yield from cost_table(derivation, request.at)


def _pyramid(derivation: Derivation, request: Request) -> Iterator[Block]:
    from symrf.pictures.pyramid import pyramid

    yield Picture(pyramid(derivation, at=request.at))


def _graph(derivation: Derivation, request: Request) -> Iterator[Block]:
    from symrf.pictures.graph import graph

    yield Picture(graph(derivation, at=request.at))


CONTENTS: Mapping[str, Callable[[Derivation, Request], Iterator[Block]]] = {
    "summary": _summary,
    "formula": _formula,
    "results": _results,
    "steps": _steps,
    "prose": _prose,
    "table": _table,
    "pyramid": _pyramid,
    "graph": _graph,
    "reach": _reach,
    "costs": _costs,
    "remarks": _remarks,
}
