"""What `model.summary()` of Keras prints: rules of signs (Keras 1 and 2) or boxes (Keras 3)."""

from __future__ import annotations

import re
from bisect import bisect_left, insort

from symrf.errors import ReadError
from symrf.networks.notation.architecture import Join
from symrf.readers.graph import Graph
from symrf.readers.pasted import Pasted
from symrf.readers.tables import _english
from symrf.readers.tables.classes import JOINS, Doing, axes_of, doing
from symrf.readers.tables.keras_rows import Summary, summaries
from symrf.readers.tables.laying import Laying
from symrf.readers.tables.rows import Image, Row
from symrf.readers.tables.tensors import assumed, axes_of_all

__all__ = ["claims", "read"]

_OPERATIONS = {"concat": Join.CONCATENATE, "add": Join.ADD, "sub": Join.ADD, "mul": Join.GATE}
_HEADER = re.compile(r"Layer \(\s*type\s*\)\s*[│┃|]?\s*(?:Input Shape\s+)?Output\s+Shape\s*[│┃|]?\s*Param\s+#")
_NOT_KERAS = re.compile(r"Layer \(type:depth|^[\s|]*[\w.]+-\d+[\s|]+[\[(]+\s*-?\d", re.MULTILINE)


def claims(pasted: Pasted) -> bool:
    """Whether a text has the header of a summary, and no rows of PyTorch's."""
    text = pasted.clean
    return "Shape" in text and _HEADER.search(text) is not None and _NOT_KERAS.search(text) is None


def read(pasted: Pasted) -> tuple[Graph, ...]:
    """The networks of all summaries in a text; a ReadError points at a row that no layer fits."""
    found = summaries(pasted)
    if not found:
        raise pasted.error(_english.NO_ROWS)
    return tuple(_graph(pasted, each) for each in found)


def _graph(pasted: Pasted, summary: Summary) -> Graph:
    """A summary with channels last; if no layers fit it so, with channels first."""
    try:
        return _Summary(pasted, summary, channels_first=False).graph()
    except ReadError as error:
        try:
            graph = _Summary(pasted, summary, channels_first=True).graph()
        except ReadError:
            raise error from None
        return graph


class _Summary:
    """The rows of a summary, and what is read of each."""

    def __init__(self, pasted: Pasted, summary: Summary, channels_first: bool) -> None:
        self.pasted = pasted
        self.summary = summary
        self.laying = Laying(pasted, keras=True, channels_first=channels_first)
        self.found: dict[str, Image | None] = {}  # by the name of a row, in order
        self.names: list[str] = []  # sorted
        self.stems: dict[str, list[str]] = {}  # of names that are cut
        self.read: set[str] = set()
        self.ends: list[int] = []  # what is read by rows that are left out

    def graph(self) -> Graph:
        """The network of all rows."""
        for row in self.summary.rows:
            self.found[row.name] = self._row(row)
            insort(self.names, row.name)
            stem, cut, _ = row.name.partition("…")
            if cut:
                self.stems.setdefault(stem, []).append(row.name)
        laying = self.laying
        laying.finish()
        if not laying.building.nodes:
            told = next(iter(note.text for note in laying.building.notes), _english.NO_LAYERS)
            raise laying.error(told, self.summary.rows[0])
        if laying.channels_first:
            laying.building.assume(_english.CHANNELS_FIRST)
        unread = [each.place for name, each in self.found.items() if each is not None and name not in self.read]
        first = laying.input or Image(0, (), None)
        return laying.building.graph(
            *(dict.fromkeys(each for each in (*unread, *self.ends) if each) or [len(laying.building.nodes)]),
            channels=first.channels,
            size=first.whole or (),
            axes=axes_of_all(laying.building, len(first.size)),
            convention="tensorflow",
            name=self.summary.name,
            span=None,
        )

    def _row(self, row: Row) -> Image | None:
        if doing(row.kind) is Doing.INPUT:
            return self._input(row)
        sources = self._sources(row)
        read = [self.found[each] for each in sources] if sources else [self._first(row)]
        self.read.update(sources)
        if any(each is None for each in read):
            self.ends += [each.place for each in read if each is not None and each.place]
            return None
        images = [each for each in read if each is not None]
        if doing(row.kind) is Doing.JOIN and assumed(self.pasted, row.name, row.kind) is None:
            if len(images) < 2:
                raise self.laying.error(_english.joins_one(row.name), row)
            return self.laying.join(row, self._join(row, images), images)
        if len(images) > 1 and doing(row.kind) is not Doing.UNTOLD and assumed(self.pasted, row.name) is None:
            return self.laying.join(row, self._operation(row), images)
        made = self.laying.lay(row, images[0])
        if made is None:
            self.ends += [each.place for each in images if each.place]
        return made

    def _input(self, row: Row) -> Image | None:
        """The first input; one more is left out, with what reads it."""
        laying = self.laying
        if laying.input is not None:
            told = _english.left_out(row.name, row.kind, _english.SECOND_INPUT)
            laying.building.assume(told, laying.span(row))
            return None
        if row.shape is None:
            raise laying.error(_english.NO_ROWS, row)
        if row.params:
            raise laying.error(_english.wrong_count(row.name, row.kind, row.params, row.shape[-1] or 0), row)
        following = self.summary.rows[self.summary.rows.index(row) + 1 :]
        image = self.laying.output(row)
        if len(row.shape) == 1 and any(doing(each.kind) is Doing.EMBEDDING for each in following[:3]):
            image = Image(0, row.shape, None)
        self.laying.input = image
        return image

    def _first(self, row: Row) -> Image:
        """What a first row reads, where no input is printed."""
        self.laying.said_input()
        if self.laying.input is not None:
            return self.laying.input
        size: tuple[None, ...] = (None,) * (axes_of(row.kind) or max(len(row.shape or ()) - 1, 0))
        self.laying.input = Image(0, size, None)
        return self.laying.input

    def _join(self, row: Row, images: list[Image]) -> Join:
        """How a row joins; Keras 1 has Merge for all ways, of which the channels tell."""
        if row.kind in JOINS:
            return JOINS[row.kind]
        given = self.laying.output(row).channels
        return Join.ADD if all(each.channels == given for each in images) else Join.CONCATENATE

    def _operation(self, row: Row) -> Join:
        """How a function joins, by its name, such as tf.math.add."""
        for word, join in _OPERATIONS.items():
            if word in row.name.lower():
                return join
        raise self.laying.error(_english.unknown_layer(row.name, row.kind), row)

    def _sources(self, row: Row) -> list[str]:
        """The names of the rows that a row reads."""
        if not row.sources:
            return list(self.found)[-1:]
        found: list[str] = []
        for source in row.sources:
            name = self._source(row, source, [*found])
            if name is not None:
                found.append(name)
        return found

    def _source(self, row: Row, source: str, before: list[str]) -> str | None:
        """The row that a source names; one that is cut may be any that begins so."""
        match = re.fullmatch(r"(.*?)(\[\d*\]?(?:\[\d*\]?)?)?(…)?", source)
        name, bracket, cut = match.groups() if match is not None else (source, None, None)
        if name in self.found and (bracket or not cut):
            return name
        likely = self._beginning(name) if cut and not bracket else self._cut(name)
        if len(likely) > 1:
            likely = [each for each in likely if each not in before]
            unread = [each for each in likely if each not in self.read]
            likely = self._fitting(row, unread or likely) or likely
        if len(likely) == 1:
            return likely[0]
        if not likely and not self.found and name.rpartition("_")[0].endswith("input"):
            return None  # Keras 1 names the input of a sequence that it does not print
        words = _english.several_sources(row.name, source, likely) if likely else _english.no_source(row.name, source)
        raise self.laying.error(words, row)

    def _beginning(self, start: str) -> list[str]:
        """The rows whose names begin so, or are cut before they end so."""
        first = bisect_left(self.names, start)
        last = bisect_left(self.names, f"{start}\U0010ffff")
        return [*self.names[first:last], *self._cut(start)]

    def _cut(self, name: str) -> list[str]:
        """The rows whose names are cut, and may be a name."""
        return [each for stop in range(1, len(name)) for each in self.stems.get(name[:stop], ())]

    def _fitting(self, row: Row, names: list[str]) -> list[str]:
        """Of several rows those whose size is printed for a row that joins."""
        if doing(row.kind) is not Doing.JOIN:
            return names
        size = self.laying.output(row).size
        return [each for each in names if (image := self.found[each]) is not None and image.size == size]
