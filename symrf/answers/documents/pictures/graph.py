"""The graph of a network: its layers from the input down to the output, the sizes on the edges between them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from symrf.answers.documents.drawing import NODES, Box, Drawing, Shape, Style
from symrf.answers.documents.english.pictures import LAYERS, graph_words
from symrf.answers.documents.pictures.arms import levels, u_shaped
from symrf.answers.documents.pictures.layout import Layout
from symrf.answers.documents.pictures.legend import legend
from symrf.answers.documents.pictures.outline import outline
from symrf.answers.documents.pictures.parts import Port, Size, said, shortened
from symrf.answers.documents.pictures.ports import beside
from symrf.formulas.tree import tupled
from symrf.networks.derivation import Derivation, derive
from symrf.networks.graph import Link
from symrf.networks.reading import at_place

__all__ = ["graph"]

MARGIN = 0.5


def graph(derivation: Derivation, at: Mapping[str, int] | None = None) -> Drawing:
    """The picture of a network's layers and the sizes between them: formulas, or numbers for an input size.

    Where all axes are alike the formulas are those of the first.

    >>> import symrf
    >>> print(graph(symrf.derive("c3s1 p2s2 c3s1"), {"w": 64, "h": 64}).description)
    A graph of 3 layers, from the input at the top to the output: 64×64 to 29×29.
    """
    given = dict(at or {})
    if symbols := [name for name in derivation.parameters.names if name in given]:
        derivation = derivation.of_numbers({name: given.pop(name) for name in symbols})
    outputs = derivation.outputs
    for each in outputs.values() if outputs else (derivation,):
        if given:
            each.at(**given)
    if outputs:  # drawn with all that is written, and what leads nowhere
        whole = replace(derivation.architecture, outputs=())
        derivation = derive(whole, derivation.axes, derivation.convention, budget=derivation.budget)
    sizes = _Sizes(derivation, given)
    links = derivation.chain.links
    named = {name: _last_of(name, links) for name in outputs}
    series, layout = outline(derivation.architecture, derivation.chain), Layout(sizes, derivation.convention)
    found = [] if outputs else levels(series, derivation.convention)
    drawn = u_shaped(found, layout) if found else layout.network(series, not outputs)
    part = beside(drawn, {name: sizes((place,)) for name, place in named.items()})
    first = said(sizes((0,)))
    last = ", ".join(said(sizes((place,))) for place in named.values() or (len(links),))
    network = derivation.architecture.name or shortened(" ".join(map(str, derivation.architecture.items)))
    title, description = graph_words(network, len(links), f"{first} to {last}")
    shapes = [piece for piece in part.moved(part.left + MARGIN, MARGIN) if not isinstance(piece, Port)]
    behind = [shape for shape in shapes if shape.style is Style.FRAME]
    wide = part.left + part.right + 2 * MARGIN
    height = part.height + 2 * MARGIN
    below, width, lower = legend(_entries(shapes), MARGIN, height, wide)
    return Drawing(
        round(max(wide, width + MARGIN), 3),
        round(lower + MARGIN if below else height, 3),
        (*behind, *(shape for shape in shapes if shape.style is not Style.FRAME), *below),
        title,
        description,
    )


@dataclass(frozen=True)
class _Sizes:
    """The size at places: a formula, or a number for each axis that is given one."""

    derivation: Derivation
    given: Mapping[str, int]

    def __call__(self, places: Sequence[int]) -> Size | None:
        """The size that is at all of them; None where it is not one."""
        found = {self.at(place) for place in places}
        return found.pop() if len(found) == 1 else None

    def at(self, place: int) -> Size:
        readings = [at_place(track, place).size for track in self.derivation.tracks]
        if self.given:
            named = dict(zip(self.derivation.axes, readings, strict=True))
            return "×".join(str(size.at(self.given[axis])) for axis, size in named.items() if axis in self.given)
        if self.derivation.uniform:
            readings = readings[:1]
        exact = [each.prefix.state.convolution is not None and each.exact for each in readings]
        trees = [each.tree("hand" if so else "closed") for each, so in zip(readings, exact, strict=True)]
        return tupled(trees)


def _entries(shapes: Sequence[Shape]) -> list[tuple[Box, str]]:
    """The kinds of boxes that are there, where they are several, with what they stand for."""
    used = {(shape.style, shape.outline) for shape in shapes if isinstance(shape, Box) and shape.style in NODES}
    told = [(look, words) for look, words in LAYERS.items() if look in used]
    several = len(told) > 1
    return [(Box(0, 0, 1.6, 0, style, outline=form), words) for (style, form), words in told] if several else []


def _last_of(name: str, links: Sequence[Link]) -> int:
    """The last place of what has a name; the input is before all."""
    return max((place for place, link in enumerate(links, 1) if name in (link.name, *link.within)), default=0)
