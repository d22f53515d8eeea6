"""Equal neighbours in a chain, written once with how often they stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from symrf.formulas import limits
from symrf.networks.notation.architecture import Branches, Group, Item, Layer
from symrf.networks.notation.kinds import Kind

__all__ = ["Part", "folded"]

_LONGEST = 64  # items of a block that is looked for; those of networks that were seen have at most 20


@dataclass(frozen=True, slots=True)
class Part:
    """An item as it is written: `bare` with the names that are needed, `named` with all; `layers` stand in it."""

    bare: Item
    named: Item
    layers: int


def folded(parts: Sequence[Part]) -> list[Part]:
    """Parts, those folded whose bare items stand several times in a row.

    >>> from symrf.networks.notation.reader import parse
    >>> items = parse("p2 c3 c3 c3 relu").items
    >>> print(*(part.named for part in folded([Part(item, item, 1) for item in items])))
    p2 (c3)*3 relu
    """
    known: dict[Item, int] = {}
    keys = [known.setdefault(part.bare, len(known)) for part in parts]
    found: list[Part] = []
    start = 0
    while start < len(parts):
        length, times = _longest(keys, start)
        if _keeps(parts[start]) and _longest(keys, start + 1) == (length, times):
            times = 1  # a block ends with the words behind it, and begins with none
        unit = parts[start : start + length]
        once = sum(part.layers for part in unit)
        times = min(times, limits.REPEAT_WRITTEN_OUT // max(once, 1))  # what is longer is no list of layers any more
        if times > 1 and _worth(unit, times):
            inside = tuple(part.bare for part in folded(unit))
            found.append(Part(group := Group(inside, times), group, times * once))
            start += length * times
        else:
            found.append(parts[start])
            start += 1
    return found


def _longest(keys: Sequence[int], start: int) -> tuple[int, int]:
    """The repeat at a place that has most, the shorter block of two: its length, and how often it stands."""
    return max(_runs(keys, start), key=lambda run: (run[0] * run[1], -run[0]), default=(1, 1))


def _keeps(part: Part) -> bool:
    return isinstance(part.bare, Layer) and part.bare.kind is Kind.PASS


def _runs(keys: Sequence[int], start: int) -> Iterator[tuple[int, int]]:
    """The blocks that stand at a place several times in a row: how long each is, and how often it stands."""
    for length in range(1, min(_LONGEST, (len(keys) - start) // 2) + 1):
        if keys[start] != keys[start + length]:
            continue
        end, most = start, min(len(keys), start + limits.REPEAT_WRITTEN_OUT) - length
        while end < most and keys[end] == keys[end + length]:
            end += 1
        if end - start >= length:
            yield length, (end - start) // length + 1


def _worth(unit: Sequence[Part], times: int) -> bool:
    """Whether a repeat reads better than the layers with their names."""
    return times > 2 or len(unit) > 2 or any(isinstance(part.bare, Branches) for part in unit)
