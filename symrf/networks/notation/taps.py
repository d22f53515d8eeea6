"""Which names a tap, a fit and an output can mean: one that stood before, once, in the same turn or outside of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from symrf.formulas.spelling import nearest
from symrf.networks.notation import _english
from symrf.networks.notation.architecture import Branches, Group, Item, Layer, Reference, Tap

__all__ = ["INPUT", "Astray", "astray", "encloses", "named"]


@dataclass(frozen=True, slots=True)
class Astray:
    """A name that means nothing where it stands, after the @ of `text`: the message, and the span of a tap."""

    message: str
    text: str
    span: tuple[int, int] | None = None


INPUT = "I"  # what the input is called


def astray(items: tuple[Item, ...], outputs: tuple[str, ...] = (), defined: bool = False) -> Astray | None:
    """The first name of a chain, and of the outputs, that means nothing; None where each means something.

    I is the input of the network, of which what is `defined` knows nothing.

    >>> from symrf.networks.notation.architecture import Kind
    >>> said = astray((Layer(Kind.CONVOLUTION, (3,), name="A"), Tap("B")))
    >>> said and said.message
    'nothing before it is named B: write B: before a layer; A is'
    """
    scope = _Scope(Counter(_names(items)), stood=set() if defined else {INPUT})
    found = next(_astray(items, scope), None)
    if found is not None:
        return found
    given = Counter(outputs)
    for name in outputs:
        message = _english.output_given_twice(name) if given[name] > 1 else scope.message(name, items)
        if message is not None:
            return Astray(message, f"@{name}")
    return None


def named(item: Item) -> str | None:
    """The name by which what an item gives is meant: its own, or that of the definition that it mentions."""
    return item.name or item.to if isinstance(item, Reference) else item.name


def encloses(item: Item) -> bool:
    """Whether the names inside of an item mean something there alone: in each turn of a repeat another thing."""
    return isinstance(item, Group) and item.count is not None


@dataclass(slots=True)
class _Scope:
    """The names of a network, or of a turn of a repeat: how often each stands in it, and which stood already."""

    standing: Counter[str]
    around: _Scope | None = None
    stood: set[str] = field(default_factory=set)

    def message(self, name: str, items: tuple[Item, ...]) -> str | None:
        """Why a name means nothing here; None where it means something."""
        scope: _Scope | None = self
        known: list[str] = []
        while scope is not None:
            if name in scope.stood:
                return _english.stands_twice(name) if scope.standing[name] > 1 else None
            known += scope.stood
            scope = scope.around
        if name in self.standing:
            return _english.stands_later(name)
        if name in _hidden(items):
            return _english.stands_in_a_repeat(name)
        return _english.nothing_named(name, nearest(name, known), sorted({*known} - {INPUT}))


def _astray(items: tuple[Item, ...], scope: _Scope) -> Iterator[Astray]:
    for item in items:
        match item:
            case Tap(to, span):
                if (message := scope.message(to, items)) is not None:
                    yield Astray(message, item.text, span)
            case Layer(to=str(to)):
                if (message := scope.message(to, items)) is not None:
                    yield Astray(message, item.text)
            case Group(inside):
                yield from _astray(inside, _Scope(Counter(_names(inside)), scope) if encloses(item) else scope)
            case Branches(branches):
                for branch in branches:
                    yield from _astray(branch, scope)
        if (name := named(item)) is not None:
            scope.stood.add(name)


def _names(items: tuple[Item, ...]) -> Iterator[str]:
    """The names that stand in a chain, those in its repeats left out."""
    for item in items:
        match item:
            case Group(inside) if not encloses(item):
                yield from _names(inside)
            case Branches(branches):
                for branch in branches:
                    yield from _names(branch)
        if (name := named(item)) is not None:
            yield name


def _hidden(items: tuple[Item, ...]) -> Iterator[str]:
    """The names that stand in repeats of a chain."""
    for item in items:
        match item:
            case Group(inside):
                yield from (*_names(inside), *_hidden(inside)) if encloses(item) else _hidden(inside)
            case Branches(branches):
                for branch in branches:
                    yield from _hidden(branch)
