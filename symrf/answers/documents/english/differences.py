"""What one network has otherwise than another, in a few sentences."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from symrf.answers.documents.document import Code, Inline
from symrf.answers.documents.english.inputs import counted
from symrf.answers.documents.english.layers import as_text, in_words
from symrf.answers.documents.english.premises import given, premise
from symrf.answers.documents.english.wording import joined, listed
from symrf.errors import DerivationError
from symrf.formulas.forms import FormName
from symrf.formulas.relations import Across
from symrf.formulas.tree import Number, Symbol, Written, number, symbols, tupled
from symrf.formulas.values import evaluate, rational
from symrf.networks.comparison import Change, parts
from symrf.networks.costs import CostName
from symrf.networks.derivation import Derivation
from symrf.networks.graph import indexed
from symrf.networks.notation.architecture import Group, Layer, Reference
from symrf.networks.notation.kinds import WORDS, Gives, Kind, Spends
from symrf.networks.stepwise import Stepwise

__all__ = ["Column", "across", "difference"]

MOST_CHANGES = 3  # that are told in words, each of so many layers at the most
MOST_LAYERS = 4
LONGEST = 80  # letters that are said of a layer
_KEEPING = (Gives.KEPT, Gives.WRITTEN, Gives.WRITTEN_OR_KEPT)
_Words = tuple[Inline, ...]


@dataclass(frozen=True)
class Column:
    """A network that is compared, under the name that it has here, and the numbers put in."""

    name: Symbol
    derivation: Derivation
    put: Mapping[str, int]

    @property
    def known(self) -> Derivation:
        """The network with numbers for those of its symbols that are given all."""
        values = {name: value for name, value in self.put.items() if name in self.derivation.parameters.names}
        return self.derivation.of_numbers(values) if values else self.derivation

    @property
    def sizes(self) -> list[Written]:
        """The output at the sizes that are put in; nothing where none is."""
        if not self.put.keys() & set(self.derivation.axes):
            return []
        return [number(size) for size in self.derivation.at(**self.put).values()]

    def lengths(self, quantity: Stepwise) -> list[Written] | None:
        """A field or a jump on each axis, in numbers where they are known; None where it is not worked out."""
        if self.derivation.chain.vector:
            return None
        trees = [tree for axis in self.known if (tree := axis.tree(quantity)) is not None]
        return [self.value(tree) for tree in trees] if len(trees) == len(self.derivation.axes) else None

    def cost(self, name: CostName) -> Written | None:
        """What the layers cost in all; None where channels are missing."""
        with suppress(DerivationError):
            return self.value(self.known.total(name))
        return None

    def value(self, tree: Written) -> Written:
        """A formula as a number, where all that it depends on is put in."""
        if symbols(tree) and symbols(tree) <= self.put.keys():
            return rational(evaluate(tree, self.put))
        return tree


def difference(
    first: Column, other: Column, changes: Sequence[Change] | None, form: FormName = "hand"
) -> Iterator[Inline]:
    """O_2 is O_1 with M (2×2 max pool, stride 2) after F_1. Its output is 29 × 29 instead of 60 × 60 at w = 64 …"""
    yield other.name
    if changes == ():
        yield from (" has the same layers as ", first.name)
    elif changes is None or not _short(changes):
        yield from (" differs from ", first.name, " in more than a few layers")
    else:
        yield from (" is ", first.name, " ", *joined((_told(first, other, change) for change in changes), ", and "))
    yield "."
    found: dict[str, _Words | None] = {"output": _sizes(first, other, form)}
    for name, quantity in _LENGTHS.items():
        found[name] = _lengths(first.lengths(quantity), other.lengths(quantity), quantity)
    differing: list[_Words] = [(f"its {name} ", *told) for name, told in found.items() if told]
    if differing:
        first_clause, *clauses = differing
        yield from (f" I{str(first_clause[0])[1:]}is ", *first_clause[1:])
        for place, clause in enumerate(clauses, 1):
            yield from (" and " if place == len(clauses) else ", ", *clause)
        yield "."
    if found["output"] == () and (here := _here(first, other)):
        yield from (" The output is the same ", *here, ".")
        del found["output"]
    if alike := [f"the {name}" for name, told in found.items() if told == ()]:
        yield f" T{''.join(listed(alike))[1:]} {'are' if len(alike) > 1 else 'is'} the same."
    yield from _parameters(first, other)


_LENGTHS: Mapping[str, Stepwise] = {"field": "receptive_field", "jump": "jump"}


def across(lengths: Sequence[Written], quantity: Stepwise) -> Inline:
    """8 × 8 of a field; of a jump that is the same on all axes one number; a pair of what is longer."""
    if quantity == "jump" and len(set(lengths)) == 1:
        return lengths[0]
    simple = len(lengths) > 1 and all(isinstance(tree, Number | Symbol) for tree in lengths)
    return Across(tuple(lengths)) if simple else tupled(lengths)


def _short(changes: Sequence[Change]) -> bool:
    """Whether changes can be told in a sentence."""
    layers = [places for change in changes for places in (change.removed, change.added)]
    return len(changes) <= MOST_CHANGES and all(len(places) <= MOST_LAYERS for places in layers)


def _told(first: Column, other: Column, change: Change) -> Iterator[Inline]:
    """With M (2×2 max pool, stride 2) after F_1; with F_2 (…) in place of F_1 (…); without relu."""
    added, removed = _layers(other.derivation, change.added), _layers(first.derivation, change.removed)
    if not change.added:
        yield from ("without ", *_and(removed))
        return
    yield from ("with ", *_and(added))
    if removed:
        yield from (" in place of ", *_and(removed))
    elif change.after == 0:
        yield " at the beginning"
    else:
        yield from (" after ", _name(other.derivation, change.after))


def _and(layers: Sequence[_Words]) -> Iterator[Inline]:
    """M (p2s2), F_2 (c3s1) and F_3 (c3s1)."""
    yield from joined(layers[:-1], ", ")
    yield from (" and " if len(layers) > 1 else "", *layers[-1])


def _layers(derivation: Derivation, places: Sequence[int]) -> list[_Words]:
    """Layers with their names: M (2×2 max pool, stride 2); what is long, and a word such as relu, by the name alone."""
    found: list[_Words] = []
    for place in places:
        item, name = parts(derivation)[place - 1][0], _name(derivation, place)
        words = in_words(item, len(derivation.axes), derivation.habits)
        short = len(as_text(words)) <= LONGEST
        if isinstance(item, Group | Reference):  # whose last layer has a name, and not it itself
            found.append(words if short else (Code(item.text),))
        else:
            found.append((name, " (", *words, ")") if short and name.name != item.text else (name,))
    return found


def _name(derivation: Derivation, place: int) -> Symbol:
    """The name of a layer, or of what stands at the end of an item."""
    _, end = parts(derivation)[place - 1]
    return Symbol(indexed(derivation.chain.links[end - 1].name))


def _sizes(first: Column, other: Column, form: FormName) -> _Words:
    """29 × 29 instead of 60 × 60 at w = 64 and h = 64; formulas where no size is put in; nothing where they agree."""
    old, new = first.sizes, other.sizes
    if old and new:
        told = dict(first.put) | dict(other.put)
        alike = first.put.items() <= told.items() and other.put.items() <= told.items()
        when = tuple(given(told)) if alike else ()
        if not alike:
            return (
                across(new, "size"),
                " ",
                *given(other.put),
                " instead of ",
                across(old, "size"),
                " ",
                *given(first.put),
            )
        return () if old == new else (across(new, "size"), " instead of ", across(old, "size"), " ", *when)
    one, two = first.known, other.known
    if one.shape("closed") == two.shape("closed"):
        return ()
    return (*_shape(two, form), " instead of ", *_shape(one, form))


def _here(first: Column, other: Column) -> _Words:
    """At w = 5 and h = 5, where sizes agree that do not agree everywhere."""
    if not first.sizes or first.known.shape("closed") == other.known.shape("closed"):
        return ()
    return tuple(given(first.put))


def _shape(derivation: Derivation, form: FormName) -> Iterator[Inline]:
    """A shape, with its premise where it has one."""
    yield derivation.shape(form)
    if form == "hand" and not derivation.exact:
        yield from (" ", *premise(derivation))


def _lengths(old: list[Written] | None, new: list[Written] | None, quantity: Stepwise) -> _Words | None:
    """8 × 8 instead of 5 × 5; nothing where they agree, and None where one is not worked out."""
    if old is None or new is None:
        return None
    return () if old == new else (across(new, quantity), " instead of ", across(old, quantity))


# ---- parameters ------------------------------------------------------------------------------------------------------


def _parameters(first: Column, other: Column) -> Iterator[Inline]:
    """How many parameters it has more, or fewer; nothing where that is not known."""
    if any(_unseen(each.derivation) for each in (first, other)):
        return
    old, new = first.cost("params"), other.cost("params")
    if old is None or new is None:
        same = _weighted(first.derivation)
        if same is not None and same == _weighted(other.derivation):
            yield from (" It has as many parameters as ", first.name, ".")
    elif old == new:
        yield from (" It has as many parameters as ", first.name, ".")
    elif isinstance(old, Number) and isinstance(new, Number):
        more = new.value - old.value
        count = counted(number(abs(more)))
        yield from (
            " It has ",
            count,
            " more " if more > 0 else " fewer ",
            "parameter." if abs(more) == 1 else "parameters.",
        )
    else:
        yield from (" It has ", counted(new), " parameters instead of ", counted(old), ".")


def _unseen(derivation: Derivation) -> bool:
    """Whether there are layers whose parameters are not counted."""
    return any(layer.kind in (Kind.OPAQUE, Kind.MIX) for layer in derivation.architecture.layers())


def _weighted(derivation: Derivation) -> tuple[str, ...] | None:
    """The layers with parameters, where those depend on nothing else; None where they may depend on the sizes."""
    found: list[str] = []
    for link in derivation.chain.links:
        item = link.item
        if not isinstance(item, Layer) or item.kind.flat or item.kind.gives not in _KEEPING:
            return None
        bare = item.word is not None and WORDS.get(item.word) == 0
        if item.kind.spends not in (Spends.NOTHING, Spends.FIXED_WEIGHTS) and not bare:
            found.append(item.text)
    return tuple(found)
