"""Comparison -> Document: what differs in words, the networks side by side, and what is asked for about each.

The steps to the layers that all of them begin with are shown once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from symrf.answers.documents.document import Block, Code, Document, Heading, Inline, Paragraph, Table
from symrf.answers.documents.english import derived_steps, exposition
from symrf.answers.documents.english.contents import USUAL_COMPARED, composed
from symrf.answers.documents.english.differences import Column, across, difference
from symrf.answers.documents.english.inputs import counted
from symrf.answers.documents.english.networks import network_in_words
from symrf.answers.documents.english.premises import given, ungated, valid_for
from symrf.answers.documents.english.wording import listed
from symrf.formulas.tree import Number, Symbol, tupled
from symrf.networks.comparison import Comparison, taken
from symrf.networks.costs import CostName
from symrf.networks.derivation import Derivation
from symrf.networks.display import Selection
from symrf.networks.graph import indexed
from symrf.networks.quantities import QUANTITIES
from symrf.networks.stepwise import Stepwise

__all__ = ["compared"]

MOST_NAMES = 6  # of layers that are named one by one
_COSTS: tuple[CostName, ...] = ("params", "macs")
WIDEST = 48  # letters of a network in the table
_Cell = tuple[Inline, ...]


def compared(comparison: Comparison, selection: Selection | None = None) -> Document:
    """Several networks side by side: what differs, and for each what is selected, by default the whole derivation."""
    chosen = selection or Selection(USUAL_COMPARED)
    inputs = [_columns(comparison, at) for at in chosen.at or ({},)]
    columns = inputs[0] if len(inputs) == 1 else _columns(comparison, {})
    apart = Comparison(tuple(each.derivation for each in columns))
    changes = zip(columns[1:], apart.changes, strict=True)
    told = (Paragraph(tuple(difference(columns[0], *each, chosen.form))) for each in changes)
    table = _side_by_side(columns, inputs, chosen)
    return Document((*told, table, *_each(columns, apart.common, chosen)))


def _columns(comparison: Comparison, at: Mapping[str, int]) -> list[Column]:
    """The networks, each output of one with several as a network of its own, under names that are all different."""
    named: list[tuple[str, Derivation]] = []
    for place, derivation in enumerate(comparison, 1):
        if derivation.several:
            named += derivation.outputs.items()
        else:
            own = f"O_{place}" if len(comparison) > 1 else "O"
            named.append((derivation.architecture.name or own, derivation))
    names = [name for name, _ in named]
    columns = []
    for place, (name, derivation) in enumerate(named, 1):
        name = indexed(name if names.count(name) == 1 else f"{name}_{place}")
        network = replace(derivation.architecture, name=name)
        renamed = replace(derivation, architecture=network)
        columns.append(Column(Symbol(name), renamed, derivation.sizes(taken(derivation, at))))
    return columns


def _side_by_side(columns: Sequence[Column], inputs: Sequence[Sequence[Column]], selection: Selection) -> Table:
    """The networks as columns, with their outputs at each of several inputs."""
    form, derivations = selection.form, [each.derivation for each in columns]
    texts = [" ".join(map(str, each.architecture.items)) for each in derivations]
    rows: list[tuple[_Cell, ...]] = []
    if selection.notation and all(len(text) <= WIDEST for text in texts):
        rows.append((("network",), *((Code(text),) for text in texts)))
    rows.append((("shape",), *((each.shape(form),) for each in derivations)))
    if form == "hand":
        rows.append((("premise",), *(valid_for(each) for each in derivations)))
        if not all(each.exact for each in derivations):
            rows.append((("exactly",), *((each.shape("closed"),) for each in derivations)))
    rows += [_lengths_row(columns, "receptive_field"), _lengths_row(columns, "jump")]
    without = [ungated(each) for each in derivations]
    if any(without):
        rows.append((("ungated",), *((cell or "",) for cell in without)))
    rows += [row for each in inputs for row in _numbers(each, bool(selection.at))]
    for name in _COSTS:
        costs = [cost for each in columns if isinstance(cost := each.cost(name), Number)]
        if len(costs) == len(columns):
            rows.append(((QUANTITIES[name].title,), *((counted(cost),) for cost in costs)))
    return Table(((), *((each.name,) for each in columns)), tuple(rows))


def _lengths_row(columns: Sequence[Column], quantity: Stepwise) -> tuple[_Cell, ...]:
    """A field or a jump of each network."""
    found = [each.lengths(quantity) for each in columns]
    cells = [("unknown",) if lengths is None else (across(lengths, quantity),) for lengths in found]
    return ((exposition.CALLED[quantity],), *cells)


def _numbers(columns: Sequence[Column], asked: bool) -> Iterator[tuple[_Cell, ...]]:
    """The outputs at the sizes that are put in: the same for all, or for each network its own."""
    sizes = [each.sizes for each in columns]
    put = [dict(each.put) for each in columns]
    if not any(sizes):
        return
    shared = {axis: size for axis, size in put[0].items() if axis in columns[0].derivation.axes}
    if asked or all(each == put[0] for each in put):
        told = max(put, key=len) if asked else shared
        yield (tuple(given(told)), *((tupled(each),) if each else () for each in sizes))
        return
    cells = (((tupled(each), " ", *given(at)) if each else ()) for each, at in zip(sizes, put, strict=True))
    yield (("at its own size",), *cells)


# ---- each network ----------------------------------------------------------------------------------------------------


def _each(columns: Sequence[Column], common: int, selection: Selection) -> Iterator[Block]:
    """What is selected about each network; the steps that all have in common come first."""
    derivations = [each.derivation for each in columns]
    stepped = "steps" in selection.contents
    told: set[str] = set()
    legends = {derived_steps.letters(each) for each in derivations}
    if stepped and len(legends) == 1:
        yield derived_steps.legend(derivations)
    if stepped and common:
        yield from _in_common(columns, common)
        last = derivations[-1]
        yield from derived_steps.steps(last, _inputs(last, selection), told, upto=common)
    for column in columns:
        derivation = column.derivation
        steps: tuple[Block, ...] = ()
        if stepped:
            own = () if len(legends) == 1 else (derived_steps.legend([derivation]),)
            steps = (*own, *derived_steps.steps(derivation, _inputs(derivation, selection), told, after=common))
        if len(columns) > 1:
            words = () if "summary" in selection.contents else (": ", *network_in_words(derivation))
            yield Heading((column.name, *words))
        piece = replace(selection, at=tuple(taken(derivation, at) for at in selection.at), shown=True)
        yield from composed(derivation, piece, steps).blocks


def _inputs(derivation: Derivation, selection: Selection) -> Selection:
    """What is selected, with the inputs whose numbers stand beside the steps of a network."""
    return replace(selection, at=derivation.each_given([taken(derivation, at) for at in selection.at]))


def _in_common(columns: Sequence[Column], common: int) -> Iterator[Block]:
    """The heading of the steps that all have in common, and where a network has other names for those layers."""
    last = columns[-1]
    names = _names(last.derivation, common)
    what: Sequence[Inline] = list(listed(names)) if common <= MOST_NAMES else (f"the same {common} layers",)
    yield Heading(("Both" if len(columns) == 2 else "All", " begin with ", *what))
    for column in columns[:-1]:
        own = _names(column.derivation, common)
        others = [f for pair in zip(own, names, strict=True) for f in _renamed(*pair)]
        if others:
            yield Paragraph(("In ", column.name, " ", *others[1:], "."))


def _renamed(own: Symbol, name: Symbol) -> Sequence[Inline]:
    """, F_1 is called F; nothing where it is called the same."""
    return () if own == name else (", ", name, " is called ", own)


def _names(derivation: Derivation, count: int) -> list[Symbol]:
    """The names of the first layers."""
    return [Symbol(indexed(link.name)) for link in derivation.chain.links[:count]]
