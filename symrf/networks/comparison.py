"""Derivations side by side: what they have in common, and which layers one has in place of others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from symrf.formulas.forms import FormName
from symrf.networks.arguments import several
from symrf.networks.derivation import Derivation
from symrf.networks.display import Display, Selection, layout, one_line, written_as
from symrf.networks.notation.architecture import Item

__all__ = ["Change", "Comparison"]

LONGEST = 200  # layers, or items where there are branches, that are looked at for what changed


@dataclass(frozen=True)
class Change:
    """Items of a network in place of those of the first one: `removed` are places there, `added` and `after` here.

    A place counts from 1, and `after` is 0 where the change comes first.
    """

    after: int
    removed: tuple[int, ...]
    added: tuple[int, ...]


@dataclass(frozen=True, repr=False)
class Comparison(Display):
    """Networks that are compared, in their order.

    >>> import symrf
    >>> [each["w"].receptive_field for each in symrf.compare(["c3s1 c3s1", "c3s1 p2s2 c3s1"])]
    [5, 8]
    """

    derivations: tuple[Derivation, ...]

    def __getitem__(self, place: int) -> Derivation:
        return self.derivations[place]

    def __len__(self) -> int:
        return len(self.derivations)

    def __iter__(self) -> Iterator[Derivation]:
        return iter(self.derivations)

    def __repr__(self) -> str:
        return one_line("Comparison", " and ".join(str(each.architecture) for each in self.derivations))

    @property
    def common(self) -> int:
        """How many layers all of them begin with, so that the steps to those are the same.

        >>> import symrf
        >>> symrf.compare(["c3s1 c3s1", "c3s1 p2s2 c3s1"]).common
        1
        """
        first, *others = self.derivations
        return min((_alike(first, other) for other in others), default=0)

    @cached_property
    def changes(self) -> tuple[tuple[Change, ...] | None, ...]:
        """For each network but the first one what it changes there; None where that is too long to tell.

        >>> import symrf
        >>> symrf.compare(["c3s1 c3s1", "c3s1 p2s2 c3s1"]).changes
        ((Change(after=1, removed=(), added=(2,)),),)
        """
        first, *others = self.derivations
        return tuple(_changes(parts(first), parts(other)) for other in others)

    def document(
        self,
        target: str = "text",
        at: Mapping[str, int] | Sequence[Mapping[str, int]] | None = None,
        *,
        contents: str | Sequence[str] = ("steps", "results", "remarks"),
        form: FormName = "hand",
        columns: str | Sequence[str] = (),
        depth: int | None = None,
        arrows: bool = False,
        notation: bool = False,
        write_as: Mapping[str, str] | None = None,
        standalone: bool = False,
        symbols: Mapping[str, str] | None = None,
    ) -> str:
        """The document about them for a target, as `symrf compare` prints it with --for and --contents.

        `at` are sizes put in, `columns` those of tables of layers, `write_as` says how symbols are written.
        """
        selection = Selection.of(contents, form, several(at), columns, depth, arrows, notation)
        return layout().text(self, selection, target, written_as(write_as, symbols), standalone)

    def to_dict(
        self,
        at: Mapping[str, int] | Sequence[Mapping[str, int]] | None = None,
        reach: bool = False,
        costs: bool = False,
    ) -> dict[str, Any]:
        """The derivations as plain data, as `symrf compare --format json` prints them."""
        inputs = several(at)
        found = [each.to_dict([taken(each, put) for put in inputs] or None, reach, costs) for each in self.derivations]
        return {"schema": 1, "networks": found}


def taken(derivation: Derivation, at: Mapping[str, int]) -> dict[str, int]:
    """The numbers that a network takes, of those for all that are compared; a symbol may be another one's alone.

    >>> import symrf
    >>> taken(symrf.derive("c3"), {"w": 9, "h": 9, "k": 3})
    {'w': 9, 'h': 9}
    """
    known = {*derivation.axes, *derivation.parameters.names}
    return {name: value for name, value in at.items() if name in known}


def parts(derivation: Derivation) -> list[tuple[Item, int]]:
    """The layers of a network, and where there are branches its items, each with its place."""
    chain = derivation.chain
    if chain.order is None:
        return [(link.item, place) for place, link in enumerate(chain.links, 1)]
    return list(zip(derivation.architecture.items, chain.ends, strict=False))


def _changes(first: Sequence[tuple[Item, int]], other: Sequence[tuple[Item, int]]) -> tuple[Change, ...] | None:
    """What has to be changed in one sequence of layers to get another one."""
    if max(len(first), len(other)) > LONGEST:
        return None
    from difflib import SequenceMatcher

    matched = SequenceMatcher(None, [item.text for item, _ in first], [item.text for item, _ in other], autojunk=False)
    return tuple(
        Change(begin, tuple(range(start + 1, stop + 1)), tuple(range(begin + 1, end + 1)))
        for told, start, stop, begin, end in matched.get_opcodes()
        if told != "equal"
    )


def _alike(one: Derivation, other: Derivation) -> int:
    """How many layers two networks begin with that are derived alike."""
    if _ground(one) != _ground(other):
        return 0
    pairs = zip(one.chain.links, other.chain.links, strict=False)
    count = 0
    for place, (left, right) in enumerate(pairs, 1):
        known = left.fits is None or left.fits < place
        same = (left.item.text, left.sources, left.fits) == (right.item.text, right.sources, right.fits)
        if not (known and same):
            break
        count = place
    return count


def _ground(derivation: Derivation) -> tuple[object, ...]:
    """All that the steps to a layer depend on, beside the layers."""
    letters = tuple(track.letter(letter) for track in derivation.tracks for letter in ("n", "r", "j"))
    origin = derivation.tracks[0].origin
    assumed = derivation.architecture.assumed
    return derivation.axes, derivation.convention, origin, letters, assumed, derivation.chain.vector
