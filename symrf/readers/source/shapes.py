"""The dimensions of a tensor as products of atoms, and how they are regrouped by view, transpose and the like."""

from __future__ import annotations

from collections.abc import Sequence

from symrf.readers.source.numbers import Whole, difference, floored, is_whole, modulo, product
from symrf.readers.source.values import Atom

__all__ = ["Regrouping", "regrouped", "size_of"]

Dim = tuple[Atom, ...]


def size_of(dim: Sequence[Atom]) -> Whole:
    """How long a dimension is.

    >>> size_of((Atom("c", 0, 3), Atom("s", 0, 5)))
    15
    """
    return product(*(atom.size for atom in dim))


class Regrouping(Exception):
    """Dimensions that do not come out."""


def regrouped(atoms: Sequence[Atom], sizes: Sequence[object]) -> tuple[Dim, ...]:
    """Dimensions of those sizes, of which one may be -1, out of atoms in their order; channels may be cut into parts.

    >>> channels, size = Atom("c", 0, 12), Atom("s", 0, 5)
    >>> [[atom.size for atom in dim] for dim in regrouped((channels, size), (3, 4, -1))]
    [[3], [4], [5]]
    """
    wanted = [size if is_whole(size) else None for size in sizes]
    open_at = next((n for n, size in enumerate(wanted) if size is None or size == -1), len(wanted))
    rest = [atom for atom in atoms if atom.size != 1]
    before = [_take(rest, size, first=True) for size in wanted[:open_at]]
    after = [_take(rest, size, first=False) for size in reversed(wanted[open_at + 1 :])][::-1]
    if open_at == len(wanted):
        if rest:
            raise Regrouping
        return tuple(before)
    return (*before, tuple(rest), *after)


def _take(rest: list[Atom], size: object, first: bool) -> Dim:
    """The atoms at an end that come to a size, which are taken away there."""
    if not is_whole(size) or size == -1:
        raise Regrouping
    left: Whole = size  # type: ignore[assignment]
    taken: list[Atom] = []
    while left != 1:
        if not rest:
            raise Regrouping
        atom = rest.pop(0 if first else -1)
        quotient = _exact(left, atom.size)
        if quotient is None:
            share = _exact(atom.size, left)
            if share is None or atom.role != "c":
                raise Regrouping
            near, far = Atom("c", _half(atom, first), left), Atom("c", _half(atom, not first), share)
            rest.insert(0 if first else len(rest), far)
            taken.append(near)
            break
        taken.append(atom)
        left = quotient
    return tuple(taken if first else taken[::-1])


def _half(atom: Atom, first: bool) -> int:
    """The index of a part of a cut of channels: a tree of halves, so that each part has its own."""
    return 2 * atom.index + (1 if first else 2)


def _exact(value: Whole, divisor: Whole) -> Whole | None:
    """A quotient that is whole for sure."""
    if difference(value, divisor) == 0:
        return 1
    if isinstance(value, int) and isinstance(divisor, int):
        return value // divisor if divisor and value % divisor == 0 else None
    return floored(value, divisor) if modulo(value, divisor) == 0 else None
