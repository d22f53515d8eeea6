"""einops: rearrange and reduce, by their patterns."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from symrf.readers.source import _english
from symrf.readers.source.numbers import Whole
from symrf.readers.source.shapes import Regrouping, regrouped
from symrf.readers.source.tensors import Dims, Tensors
from symrf.readers.source.values import Atom, Tensor

__all__ = ["rearranged"]


def rearranged(tensors: Tensors, given: Sequence[object], named: Mapping[str, object]) -> Tensor:
    """The tensor that a pattern makes of one: dimensions split, moved, joined, or reduced."""
    tensor, pattern = given[0], given[1]
    if not isinstance(tensor, Tensor) or not isinstance(pattern, str) or pattern.count("->") != 1:
        tensors.refuse(_english.not_known("the pattern"))
    left, right = map(_groups, pattern.split("->"))
    tensor = tensors.settled(tensor, len(left))
    dims = tensor.dims or ()
    if "..." in {word for group in left for word in group} or len(left) != len(dims):
        tensors.refuse(_english.no_dimension(pattern, len(dims)))
    found: dict[str, tuple[Atom, ...]] = {}
    for group, dim in zip(left, dims, strict=True):
        if len(group) == 1:
            found[group[0]] = dim
            continue
        sizes = [_size(tensors, word, named) for word in group]
        try:
            found |= dict(zip(group, regrouped(dim, sizes), strict=True))
        except Regrouping:
            tensors.refuse(_english.FOLDED)
    words = [word for group in right for word in group]
    gone = [word for group in left for word in group if word not in words and found.get(word)]
    if gone:
        return _reduced(tensors, tensor, left, right, str(given[2]) if len(given) > 2 else "mean")
    made: Dims = tuple(tuple(atom for word in group for atom in found.get(word, ())) for group in right)
    return tensors.arranged(tensor, made)


def _reduced(tensors: Tensors, tensor: Tensor, left: list[list[str]], right: list[list[str]], word: str) -> Tensor:
    """A reduction over whole dimensions."""
    words = [each for group in right for each in group]
    over = [place for place, group in enumerate(left) if not set(group) & set(words)]
    if any(len(group) > 1 for group in left) or [each for group in left for each in group if each in words] != [
        each for each in words if not each.isdigit()
    ]:
        tensors.refuse(_english.FOLDED)
    return tensors.pool(tensor, tuple(over), "1" in words or [] in right, word)


def _size(tensors: Tensors, word: str, named: Mapping[str, object]) -> Whole:
    if word.isdigit():
        return int(word)
    value = tensors.machine.whole(named.get(word))
    return -1 if value is None else tensors.machine.settled(value)


def _groups(text: str) -> list[list[str]]:
    """The groups of one side of a pattern: `b (h p) w` is three."""
    return [each.strip("()").split() for each in re.findall(r"\([^)]*\)|\S+", text)]
