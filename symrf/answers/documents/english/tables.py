"""The layers of a network as a table, with the columns that are asked for, and what they cost."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from symrf.answers.documents.document import Block, Code, Inline, Paragraph, Table
from symrf.answers.documents.english.inputs import checked, put, shape_at, short
from symrf.answers.documents.english.layer_columns import LAYER_COLUMNS
from symrf.answers.documents.english.layer_rows import LayerRow, layer_rows
from symrf.answers.documents.english.layers import in_words, joined_in_words
from symrf.answers.documents.english.premises import given
from symrf.answers.documents.english.totals import cost, rounded, whole
from symrf.answers.documents.english.wording import joined, listed
from symrf.errors import DerivationError, InputError
from symrf.formulas.spelling import hint
from symrf.formulas.tree import Symbol, Tuple, Written, number, symbols, tupled
from symrf.networks.axis import Track
from symrf.networks.derivation import Derivation
from symrf.networks.display import Selection
from symrf.networks.graph import Link, indexed
from symrf.networks.links import is_flat
from symrf.networks.notation.architecture import Branches, Group, Layer
from symrf.networks.quantities import COLUMNS, Quantity, quantity
from symrf.networks.reading import at_place

if TYPE_CHECKING:
    from symrf.networks.costs import CostName

__all__ = ["asks_for_sizes", "cost_table", "layer_table", "layer_tables"]

_USUAL = ("size", "field", "jump")
_LONGEST = 48  # letters of the notation in a cell
COUNTED = (
    "A MAC is a multiply-accumulate, two FLOPs; padding is counted, biases and norms are not."
    " Activations are the outputs of convolutions and dense layers."
)
_Cell = tuple[Inline, ...]


def layer_table(derivation: Derivation, selection: Selection) -> Table:
    """A row for the input, one for each layer or group, and the totals: by default size, field and jump.

    Where all axes are alike, sizes are those on the first. A column is one of `COLUMNS`, by any of its names; beside
    one with sizes there is one for each input that is given.
    """
    layers = _Layers(derivation, selection)
    columns = tuple(layers.columns())
    head: tuple[_Cell, ...] = (
        ("layer",),
        *((("code",),) if selection.notation else ((),)),
        *(column.title for column in columns),
    )
    first: tuple[_Cell, ...] = ((Symbol("I"),), ("input",), *(column.first for column in columns))
    rows = [(layers.name(row), layers.said(row), *(column.cell(row) for column in columns)) for row in layers.rows]
    totals = tuple(column.total for column in columns)
    foot = (("altogether",), (), *totals) if any(totals) and len(rows) > 1 else ()
    return Table(head, (first, *rows), foot=foot)


def layer_tables(derivation: Derivation, selection: Selection) -> Iterator[Block]:
    """The table of a network, and where numbers are given for its symbols alone, that of the network with them."""
    table = layer_table(derivation, selection)
    yield table
    yield from rounded(table)
    first, *others = derivation.axes
    if others and derivation.uniform and asks_for_sizes(selection.columns):
        yield Paragraph(
            ("Sizes on ", *listed([Symbol(axis) for axis in others]), " are like those on ", Symbol(first), ".")
        )
    for at in selection.at:
        if not at.keys() & set(derivation.axes):
            _, *symbols = given(at)
            yield Paragraph(("At ", *symbols, ":"))
            yield layer_table(derivation.of_numbers(at), replace(selection, at=()))


def cost_table(derivation: Derivation, selection: Selection) -> Iterator[Block]:
    """What each layer costs and what they cost altogether, for the inputs that are given."""
    from symrf.networks.costs import COSTS

    table = layer_table(derivation, replace(selection, columns=COSTS))
    rows = tuple(row for row in table.rows if any(row[2:]))
    if not rows:
        yield Paragraph(("No layer has parameters or MACs.",))
        return
    yield replace(table, rows=rows)
    yield from rounded(table)
    yield Paragraph((COUNTED,))


def asks_for_sizes(columns: Sequence[str]) -> bool:
    """Whether a table with these columns has the size."""
    return not columns or any(_lower(name) not in LAYER_COLUMNS and _quantity(name).name == "size" for name in columns)


@dataclass(frozen=True)
class _Column:
    """What stands over a column, in the row of the input, in that of a layer, and in that of the totals."""

    title: _Cell
    cell: Callable[[LayerRow], _Cell]
    first: _Cell = ()
    total: _Cell = ()


@dataclass(frozen=True)
class _Layers:
    """The layers of a network, and what is told of them."""

    derivation: Derivation
    selection: Selection

    @cached_property
    def rows(self) -> tuple[LayerRow, ...]:
        return layer_rows(self.derivation, self.selection.depth)

    @cached_property
    def links(self) -> Sequence[Link]:
        return self.derivation.chain.links

    @cached_property
    def at(self) -> tuple[Mapping[str, int], ...]:
        return checked(self.derivation, self.selection.at)

    @cached_property
    def tracks(self) -> Sequence[Track]:
        """The axes, of those that are alike the first."""
        return self.derivation.tracks[:1] if self.derivation.uniform else self.derivation.tracks

    def name(self, row: LayerRow) -> _Cell:
        """The name of a group, or of the layer; where it is there several times, of the first and of the last."""
        if row.name is not None:
            return (Symbol(indexed(row.name)),)
        names = dict.fromkeys(self.named(row, *span) for span in (row.spans[0], row.spans[-1]))
        return tuple(joined(((Symbol(indexed(name)),) for name in names), " … "))

    def named(self, row: LayerRow, first: int, last: int) -> str:
        """The name of the layer at a span, or of where it ends, but for words such as relu."""
        links = self.links[first - 1 : last]
        words = [link.item.word if isinstance(link.item, Layer) else "" for link in links]
        working = [link for link, word in zip(links, words, strict=True) if not word]
        telling = [link for link, word in zip(links, words, strict=True) if word != "id"]
        return (working or telling or links)[0 if row.single else -1].name

    def said(self, row: LayerRow) -> _Cell:
        """A layer in the notation or in words, and how often it is there."""
        times = (f" ×{len(row.spans)}",) if len(row.spans) > 1 else ()
        items = [self.links[place - 1].item for place in range(row.spans[0][0], row.spans[0][1] + 1)]
        if self.selection.notation and len(row.text) <= _LONGEST:
            return (Code(row.text), *times)
        if row.single:
            words = [self.words(item) for item in items if isinstance(item, Layer) and item.word != "id"]
            return (*joined(words or (("identity",),), ", "), *times)
        layers = sum(isinstance(item, Layer) and not item.word for item in items)
        if layers:
            return (f"{layers} layers" if layers > 1 else "1 layer", *times)
        return (*joined(map(self.words, items), ", "), *times)

    def words(self, item: Layer | Group | Branches) -> _Cell:
        if isinstance(item, Branches):
            return (joined_in_words(item),)
        return in_words(item, len(self.derivation.axes), self.derivation.habits)

    def columns(self) -> Iterator[_Column]:
        """The columns that are asked for, with a column of numbers for each input that is given."""
        for name in self.selection.columns or self.usual:
            if (own := _lower(name)) in LAYER_COLUMNS:
                yield self.own(own)
                continue
            asked = _quantity(name)
            if asked.cost is not None:
                yield from self.costing(asked, asked.cost)
            elif asked.name == "size":
                yield from self.sizes()
            else:
                yield from self.formulas(asked)

    @property
    def usual(self) -> tuple[str, ...]:
        try:
            known = any(cost.params for cost in self.derivation.costs)
        except DerivationError:
            known = False
        return (*_USUAL, *(("params",) if known else ()))

    def own(self, name: str) -> _Column:
        """A number of each layer itself."""
        cell = LAYER_COLUMNS[name]
        first = cell(self.derivation, 0) if name == "channels" else ()

        def of_row(row: LayerRow) -> _Cell:
            places = row.ends if name == "channels" else (row.spans[0][0],) if row.single else ()
            return _ranged([cell(self.derivation, place) for place in places] or [()])

        return _Column((name,), of_row, first)

    def sizes(self) -> Iterator[_Column]:
        """The size, and what it is for each input that is given, with the channels."""
        derivation = self.derivation

        def formula(row: LayerRow) -> _Cell:
            return _ranged([self.size(place) for place in row.ends])

        vector = derivation.chain.vector
        first = tupled([number(1) if vector else Symbol(track.axis) for track in self.tracks])
        yield _Column(("size",), formula, (first,))
        for at in self.at:

            def numbers(row: LayerRow, at: Mapping[str, int] = at) -> _Cell:
                return _ranged([shape_at(derivation, place, at) for place in row.ends])

            yield _Column(short(at, derivation.axes), numbers, shape_at(derivation, 0, at))

    def size(self, place: int) -> _Cell:
        """The size at a place as it is written; of a row of numbers its length, where that is known."""
        if is_flat(self.links, place):
            length = self.derivation.overall.length(place)
            return () if length is None else (length,)
        return (tupled([at_place(track, place).tree("size", self.selection.form) for track in self.tracks]),)

    def formulas(self, asked: Quantity) -> Iterator[_Column]:
        """A quantity, and beside it what it is for the inputs that are given, where it depends on them.

        In a table whose columns are the usual ones the numbers stand instead of it, or it would be too wide to be read.
        """
        title = asked.title or asked.name
        inputs = [each for each in self.at if self.depends(asked)]
        known = {place: self.written(asked, place, self.tracks) for row in self.rows for place in row.ends}

        def formula(row: LayerRow) -> _Cell:
            return _ranged([() if (tree := known[place]) is None else (tree,) for place in row.ends])

        shown = bool(self.selection.columns) or not inputs
        if shown:
            yield _Column((title,), formula)
        for at in inputs:

            def numbers(row: LayerRow, at: Mapping[str, int] = at) -> _Cell:
                trees = [self.written(asked, place, self.derivation.tracks) for place in row.ends]
                found = [put(tree, at) or (None if shown else tree) for tree in trees]
                return _ranged([() if tree is None else (_once(tree),) for tree in found])

            yield _Column((f"{title} ", *short(at, self.derivation.axes)), numbers)

    def depends(self, asked: Quantity) -> bool:
        """Whether a quantity depends on the input, or on symbols, after some layer."""
        trees = (self.written(asked, place, self.tracks) for row in self.rows for place in row.ends)
        return any(tree is not None and symbols(tree) for tree in trees)

    def written(self, asked: Quantity, place: int, tracks: Sequence[Track]) -> Written | None:
        """A quantity after a place: one number where it is the same on each axis."""
        if asked.whole is not None:
            return asked.whole(self.derivation.overall, range(1, place + 1))
        trees = [asked.on_axis(at_place(track, place), self.selection.form) for track in tracks]
        known = [tree for tree in trees if tree is not None]
        if len(known) < len(trees):
            return None
        return known[0] if len(set(known)) == 1 else tupled(known)

    def costing(self, asked: Quantity, name: CostName) -> Iterator[_Column]:
        """What layers cost and what they cost altogether: as formulas, or for each input that is given."""
        costs = {cost.place: cost for cost in self.derivation.costs}
        depends = symbols(whole(list(costs.values()), name))
        inputs = self.at if depends and self.at else ({},)
        for at in inputs:

            def cell(row: LayerRow, at: Mapping[str, int] = at) -> _Cell:
                places = (place for first, last in row.spans for place in range(first, last + 1))
                return cost([costs[place] for place in places if place in costs], name, at)

            where = (" ", *short(at, self.derivation.axes)) if len(inputs) > 1 else ()
            yield _Column((asked.title, *where), cell, total=cost(list(costs.values()), name, at))


def _lower(name: str) -> str:
    return name.strip().lower()


def _quantity(name: str) -> Quantity:
    """The quantity of a column; an InputError lists the columns."""
    try:
        return quantity(name)
    except InputError:
        raise InputError(
            f"there is no column {name!r}{hint(name, COLUMNS)}: choose from {', '.join(COLUMNS)}"
        ) from None


def _ranged(cells: Sequence[_Cell]) -> _Cell:
    """What is after the first time and after the last, once where it is the same."""
    return tuple(joined(dict.fromkeys(cells), " … ")) if len(set(cells)) > 1 else cells[0]


def _once(tree: Written) -> Written:
    """A value for each axis, once where it is the same on all."""
    return tree.entries[0] if isinstance(tree, Tuple) and len(set(tree.entries)) == 1 else tree
