"""The children of a module in the order in which data goes through them, each as often as it does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from symrf.networks.notation.kinds import Kind
from symrf.readers.prints import _english
from symrf.readers.prints.leaves import SEQUENTIAL
from symrf.readers.prints.modules import Module
from symrf.readers.prints.needs import gives, layers, need
from symrf.readers.prints.state import State

__all__ = ["LISTS", "behind", "interleaved", "once", "shared", "unrolled", "without_elided"]

LISTS = frozenset({"ModuleList", "ModuleDict"})
"""Modules that say nothing of the order of what is in them."""


def _ends_flat(module: Module) -> bool:
    """Whether the last layer of a module that is no activation or norm gives a vector."""
    last = next((layer for layer in reversed(layers(module)) if layer.kind is not Kind.PASS), None)
    return last is not None and last.kind.flat


def shared(state: State, children: list[Module]) -> list[Module]:
    """The children without those that are printed again under another name: they are an earlier one, layer by layer,
    and take an image where the one before them gives a vector."""
    found: list[Module] = []
    for child in children:
        asked = need(child)
        image = asked is not None and not asked.features and bool(found) and _ends_flat(found[-1])
        if image and child.children and any(layers(each) == layers(child) for each in found):
            state.assume(_english.printed_twice(child.key or child.name), child)
        else:
            found.append(child)
    return found


def once(state: State, children: list[Module]) -> list[Module]:
    """The children without those that are printed a second time, in a chain of them behind them."""
    for place, child in enumerate(children):
        chain = layers(child) if child.name in SEQUENTIAL and child.children else ()
        if sum(layer.kind.takes != frozenset() for layer in chain) > 1:
            for start in range(place - 1):
                if tuple(layer for each in children[start:place] for layer in layers(each)) == chain:
                    state.assume(_english.printed_twice(child.key or child.name), child)
                    return [*children[:start], *children[place:]]
    return children


_ENDING = frozenset({Kind.FLATTEN, Kind.GLOBAL_AVERAGE, Kind.GLOBAL_MAX})


def behind(state: State, children: list[Module]) -> list[Module]:
    """The children with those that make a vector or a pixel behind all convolutions, wherever they are printed."""
    windows = [place for place, child in enumerate(children) if _convolves(child)]
    if not windows:
        return children
    early = [child for child in children[: windows[0]] if not child.children and _ENDING & _kinds(child)]
    for child in early:
        first = children[windows[0]]
        state.assume(_english.called_later(child.key or child.name, first.key or first.name), child)
    later = children[windows[-1] + 1 :]
    dense = next((place for place, each in enumerate(later) if (asked := need(each)) and asked.features), len(later))
    before = [each for each in children[: windows[-1] + 1] if each not in early]
    return [*before, *later[:dense], *early, *later[dense:]]


def _convolves(child: Module) -> bool:
    return any(layer.kind is Kind.CONVOLUTION for layer in layers(child))


def _kinds(child: Module) -> frozenset[Kind]:
    return frozenset(layer.kind for layer in layers(child))


def interleaved(module: Module, state: State) -> list[Module]:
    """The children of a module, those of lists of one length by turns, where their channels fit that way alone."""
    lists = [child for child in module.children if child.name in LISTS and len(child.children) > 1]
    lists = [child for child in lists if len(child.children) == len(lists[0].children)]
    if len(lists) < 2 or sum(child.name in LISTS for child in module.children) != len(lists):
        return module.children
    if any(member.times > 1 for each in lists for member in each.children):
        return module.children
    turns = [
        replace(member, key=f"{each.key}.{member.key}")
        for members in zip(*(each.children for each in lists), strict=True)
        for member, each in zip(members, lists, strict=True)
    ]
    if all(asked is None or asked.norm for each in lists[1:] for asked in map(need, each.children)) or _chains(turns):
        if _chains([member for each in lists for member in each.children]) and _chains(turns):
            raise state.refusal(_english.lists_side_by_side([each.key for each in lists]), lists[0])
        first, rest = module.children.index(lists[0]), [each for each in module.children if each not in lists]
        return [*rest[:first], *turns, *rest[first:]]
    return module.children


def _chains(modules: Sequence[Module]) -> bool:
    """Whether each gives the channels that the next takes."""
    now: int | None = None
    for each in modules:
        asked = need(each)
        if asked is not None and now is not None and asked.count != now:
            return False
        now = gives(each) or now
    return True


def unrolled(child: Module) -> list[Module]:
    """A child as often as it is printed to be there: (0-1): 2 x Block."""
    if child.times == 1:
        return [child]
    first = int(child.key.partition("-")[0]) if child.key.partition("-")[0].isdigit() else 0
    return [replace(child, key=str(first + turn), times=1) for turn in range(child.times)]


def without_elided(state: State, children: list[Module]) -> list[Module]:
    """The children of a network without those at its end that stand there with `...` alone, which is noted."""
    found = list(children)
    while len(found) > 1 and found[-1].elided:
        state.assume(_english.elided_at_the_end(found[-1].key), found[-1])
        found.pop()
    return found
