"""The rows of a table of layers: what each is about, and at which places it ends; long networks are folded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from symrf.answers.documents.pictures.outline import Forked, Framed, Node, Series, Tapped, Tile, unfolded
from symrf.networks.derivation import Derivation
from symrf.networks.graph import Chain, Link
from symrf.networks.notation.architecture import Group, Layer
from symrf.networks.notation.kinds import Kind

__all__ = ["MOST_ROWS", "LayerRow", "layer_rows"]

MOST_ROWS = 40  # of a table that is not folded


@dataclass(frozen=True)
class LayerRow:
    """A row: its name if it is a group's, how it is written, and the first and the last place of each time it is there.

    One that is `single` is a layer with the words that follow it.
    """

    name: str | None
    text: str
    spans: tuple[tuple[int, int], ...]
    single: bool = True

    @property
    def ends(self) -> tuple[int, ...]:
        """The places of what it gives, where that may differ: after the first time and after the last."""
        return tuple(dict.fromkeys((self.spans[0][1], self.spans[-1][1])))


class _Unplaced(Exception):
    """Some layers of a folded network are at no known place."""


def layer_rows(derivation: Derivation, depth: int | None = None) -> tuple[LayerRow, ...]:
    """The rows for a network: one for what is at `depth`; where that is None, for each layer, or as few as are read.

    >>> import symrf
    >>> d = symrf.derive("stem: (c7s2p3 p3s2p1) layer1: ([c3p1 bn relu c3p1 + id])*2")
    >>> [(row.name, row.text) for row in layer_rows(d, 1)]
    [('stem', '(c7s2p3 p3s2p1)'), ('layer1', '([c3p1 bn relu c3p1 + id])*2')]
    >>> [(row.text, len(row.spans)) for row in layer_rows(d, 2)]
    [('c7s2p3', 1), ('p3s2p1', 1), ('[c3p1 bn relu c3p1 + id]', 2)]
    """
    chain = derivation.chain
    plain = tuple(_layer_by_layer(chain))
    if depth is None and len(plain) <= MOST_ROWS:
        return plain
    network = unfolded(derivation.architecture, chain)
    try:
        if depth is not None:
            return _folded(network, chain, depth)
        best = _folded(network, chain, 1)
        for deeper in range(2, _depth(network) + 1):
            rows = _folded(network, chain, deeper)
            if len(rows) > MOST_ROWS:
                break
            best = rows
        return best
    except _Unplaced:
        return plain


def _layer_by_layer(chain: Chain) -> Iterator[LayerRow]:
    """A row for each link, the words that follow a layer in its row; an identity beside other branches has none."""
    readers = Counter(source for link in chain.links for source in link.sources)
    row: LayerRow | None = None
    for place, link in enumerate(chain.links, 1):
        item = link.item
        follows = row is not None and link.sources == (place - 1,) and row.spans[0][1] == place - 1
        if isinstance(item, Layer) and item.kind is Kind.PASS and not link.given:
            if row is not None and follows and readers[place - 1] == 1:
                text = row.text if item.word == "id" else f"{row.text} {item.text}"
                row = replace(row, text=text, spans=((row.spans[0][0], place),))
                continue
            if item.word == "id" and (link.sources != (place - 1,) or readers[place - 1] > 1):
                continue
        if row is not None:
            yield row
        row = LayerRow(link.name if link.given else None, item.text, ((place, place),), isinstance(item, Layer))
    if row is not None:
        yield row


def _folded(network: Series, chain: Chain, depth: int) -> tuple[LayerRow, ...]:
    """The rows of a network, of which a group, a repeat or branches at the depth are one; _Unplaced where they stand
    at no known places."""
    rows = _rows(network, (0,), depth, chain.links)
    last = max((place for place, link in enumerate(chain.links, 1) if not _idle(link)), default=0)
    ends = [row.spans[-1][1] for row in rows] or [0]
    if ends[-1] < last or any(first >= second for first, second in pairwise(ends)):
        raise _Unplaced
    return tuple(rows)


def _idle(link: Link) -> bool:
    return isinstance(link.item, Layer) and link.item.word == "id"


def _rows(series: Series, at: tuple[int, ...], depth: int, links: Sequence[Link]) -> list[LayerRow]:
    """The rows of what begins after some places, one each time; words such as relu stand with what is before them."""
    rows: list[LayerRow] = []
    for node in series.nodes:
        if isinstance(node, Tapped):
            continue
        ends = _ends(node)
        if len(ends) != len(at):
            raise _Unplaced
        match node:
            case Framed(inside=inside) if depth > 1 and not isinstance(links[ends[0] - 1].item, Group):
                rows += _rows(inside, _starts(inside, at), depth - 1, links)
            case Forked(branches) if depth > 1:
                for branch in branches:
                    rows += _rows(branch, at, depth - 1, links)
                    at = _ends(branch.nodes[-1]) if branch.nodes else at
                rows.append(_row(node, at, ends))
            case Tile(name=None, aside=True) if rows and rows[-1].name is None and len(rows[-1].spans) == len(ends):
                spans = tuple((first, end) for (first, _), end in zip(rows[-1].spans, ends, strict=True))
                rows[-1] = replace(rows[-1], text=f"{rows[-1].text} {_written(node)}", spans=spans)
            case _:
                rows.append(_row(node, at, ends))
        at = ends
    return rows


def _row(node: Node, at: tuple[int, ...], ends: tuple[int, ...]) -> LayerRow:
    spans = tuple((before + 1, end) for before, end in zip(at, ends, strict=True))
    name = node.name if isinstance(node, Tile | Framed) else None
    return LayerRow(name, _written(node), spans, isinstance(node, Tile))


def _starts(inside: Series, at: tuple[int, ...]) -> tuple[int, ...]:
    """The places before each time that a series is there, which is so many times in a row after each of some places."""
    ends = _ends(inside.nodes[-1]) if inside.nodes else ()
    times, left = divmod(len(ends), len(at))
    if times == 0 or left:
        raise _Unplaced
    one = ends[1] - ends[0] if times > 1 else 0
    return tuple(ends[turn] - one if turn % times else at[turn // times] for turn in range(len(ends)))


def _ends(node: Node) -> tuple[int, ...]:
    """The places of what a node gives, one each time."""
    if not node.places:
        raise _Unplaced
    return node.places


def _depth(series: Series) -> int:
    """How deep brackets stand in each other, and one more."""
    deepest = 0
    for node in series.nodes:
        match node:
            case Framed(inside=inside):
                deepest = max(deepest, _depth(inside))
            case Forked(branches):
                deepest = max(deepest, *map(_depth, branches))
    return deepest + 1


def _written(node: Node) -> str:
    """A node in the notation."""
    match node:
        case Tile(text=text, passed=passed):
            return " ".join((text, *passed))
        case Forked(branches, join):
            return f"[{f' {join.value} '.join(_chain(branch) or 'id' for branch in branches)}]"
        case Framed(times=times, inside=inside):
            return _chain(inside) if times is None and len(inside.nodes) == 1 else f"({_chain(inside)}){_times(times)}"
        case Tapped(name):
            return f"@{name}"
    return "…"


def _times(times: str | None) -> str:
    """How often a frame is there, in the notation.

    >>> _times("×3"), _times("×n"), _times("i=0..n-1")
    ('*3', '*{n}', '*{i=0..n-1}')
    """
    if times is None:
        return ""
    count = times.removeprefix("×")
    return f"*{count}" if count.isdigit() else f"*{{{count}}}"


def _chain(series: Series) -> str:
    return " ".join(map(_written, series.nodes))
