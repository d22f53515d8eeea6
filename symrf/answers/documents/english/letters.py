"""Letters for what formulas would repeat: with R = 1+k(2^n-1) and S = 2^n, the size is ⌊(w-R)/S⌋+1 and the field R."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from symrf.answers.documents.document import Block, Copy, Inline, Paragraph
from symrf.answers.documents.english.wording import listed
from symrf.answers.documents.renaming import Rewriting
from symrf.exact.sampling.hand import added, whole
from symrf.exact.sets.residues import Residues
from symrf.formulas.relations import Across, Divides, Relation, Side
from symrf.formulas.tree import Floor, Number, Symbol, Tuple, Written, nodes, rebuilt

if TYPE_CHECKING:
    from symrf.networks.derivation import Derivation
    from symrf.networks.reading import Reading

__all__ = ["Letters", "letters"]

_FIELD, _JUMP, _PADDING = "RSP"
_LONG = 12  # signs and symbols of a size that a hand writes as it is
_SHORT = 5  # of a field that needs no letter


@dataclass(frozen=True)
class Letters:
    """What the letters stand for, and what is written with them in place of trees and premises."""

    meanings: Mapping[Symbol, Written]
    trees: Mapping[Written, Written]
    premises: Mapping[Divides, Divides]

    def introduction(self) -> Paragraph:
        """With R = … and S = …:"""
        return Paragraph(("With ", *listed([Relation((each, tree)) for each, tree in self.meanings.items()]), ":"))

    def put_into(self, block: Block) -> Block:
        """A block that is written with the letters; what is for copying stays as it is."""
        return block if isinstance(block, Copy) else _Lettering(self).block(block)


def letters(derivation: Derivation, written: frozenset[str] = frozenset()) -> Letters | None:
    """The letters for a network that is one convolution with long formulas, on axes that are alike; else None.

    They are none of those as which symbols are `written`.
    """
    window = derivation.tracks[0].course.whole.state.convolution
    if window is None or not derivation.uniform or window.slack != 0 or window.varying:
        return None
    size, kernel = derivation[derivation.axes[0]].size.tree("closed"), whole(window.kernel)
    padding, stride = whole(window.before + window.after), whole(window.stride)
    if isinstance(stride, Number) or _signs(size) < _LONG or _signs(kernel) < _SHORT:
        return None
    meanings = {Symbol(_FIELD): kernel}
    for letter, tree in ((_JUMP, stride), (_PADDING, padding)):
        if not isinstance(tree, Number | Symbol):
            meanings[Symbol(letter)] = tree
    named = {tree: letter for letter, tree in meanings.items()}
    if {each.name for each in meanings} & {*_taken(derivation), *written}:
        return None
    trees: dict[Written, Written] = {}
    premises: dict[Divides, Divides] = {}
    field, step, pads = (named.get(each, each) for each in (kernel, stride, padding))
    for axis in derivation:
        free = Symbol(axis.track.axis) + pads if pads != Number(0) else Symbol(axis.track.axis)
        by_hand = (free - field) / step + 1 if step != Number(1) else free - field + 1
        closed = Floor((free - field) / step) + 1 if step != Number(1) else by_hand
        trees |= {axis.size.tree("hand"): by_hand, axis.size.tree("closed"): closed}
        if (whole_field := axis.tree("receptive_field")) is not None:
            trees[whole_field] = field
        if (found := _premise(axis)) is not None:
            premises[found] = Divides(step, free - field)
        if (start := axis.start_tree) is not None and window.before == 0 and axis.track.origin == 0:
            trees[start] = (field - 1) / 2
    return Letters(meanings, {**trees, **named}, premises)


def _signs(tree: Written) -> int:
    return sum(1 for _ in nodes(tree))


def _taken(derivation: Derivation) -> set[str]:
    """The names that are in use."""
    layers = (link.name for link in derivation.chain.links)
    return {*derivation.axes, *derivation.parameters.names, *layers, derivation.architecture.called}


def _premise(axis: Reading) -> Divides | None:
    """That the jump divides what is left of the input, as it is said of the size without floors."""
    match axis.size.exact_when:
        case Residues(modulus, (residue,), ()) if not isinstance(modulus, int):
            return Divides(whole(modulus), added(Symbol(axis.track.axis), -residue))
    return None


class _Lettering(Rewriting):
    """Each part of a document, written with letters."""

    def __init__(self, found: Letters) -> None:
        self.letters = found

    def tree(self, tree: Written) -> Written:
        return self.letters.trees.get(tree) or rebuilt(tree, self.tree)

    def side(self, side: Side) -> Side:
        """A side; a field that is the same letter on each axis is R × R."""
        found = super().side(side)
        match found:
            case Tuple((Symbol(name) as first, *others)) if name == _FIELD and {first} == {*others}:
                return Across((first, *others))
        return found

    def inline(self, inline: Inline) -> Inline:
        if isinstance(inline, Divides) and inline in self.letters.premises:
            return self.letters.premises[inline]
        return super().inline(inline)
