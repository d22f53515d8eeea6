"""What the symbols in a claim stand for: the names of the axes, what the user says, and what people usually write."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from symrf.answers import _english
from symrf.answers.claims.reader import Claim
from symrf.formulas.spelling import nearest
from symrf.formulas.tree import Symbol, Tuple, Written, substitute, symbols

__all__ = ["every_axis", "input_named", "named"]

_GENERIC = (
    *("n", "N", "x", "i", "L", "n_in", "N_in", "L_in", "i_in", "n_0", "N_0"),
    *("input", "in", "input_size", "input_shape", "input_spatial_shape", "in_size", "i_prime"),
)
_WORDS = {"w": ("width", "Width"), "h": ("height", "Height"), "d": ("depth", "Depth"), "t": ("T", "time", "length")}
_ANY = ("w", "h", "t", "n", "l", "i", "x", "y", "z", "d")  # letters of the one axis that there is


def named(
    claim: Claim,
    tree: Written,
    about: set[str],
    axis: str | None,
    axes: Sequence[str],
    names: Mapping[str, str],
    notes: list[str],
    known: Collection[str] = (),
) -> Written:
    """A claimed formula with the axes' names for the input's size; a symbol that is guessed is noted.

    `known` are words that stay, as what they stand for is put in by another.
    """
    meant: dict[str, Written] = {}
    alone = (
        claim.axis is None
        and not isinstance(claim.formula, Tuple)
        and axis is not None
        and {*axes} == {*(dict(claim.inputs) or axes)}
        and len(symbols(tree) - about - set(known)) + (axis in symbols(tree)) == 1
    )
    for name in sorted(symbols(tree)):
        target = names.get(name)
        if target is None and (name in about or name in known):
            continue
        if alone and (target or name) in axes:  # one formula, meant for every axis
            target = axis
        if target is None:
            inputs = sorted(about & set(axes))
            target = next((each for each in inputs if name in _aliases(each, len(inputs), len(axes))), None)
            if target is None and alone and axis is not None and name in _aliases_of_all(axes):
                target = axis
            if target is not None:
                notes.append(_english.is_input_size(name))
        if target is None or target not in about:
            raise claim.refused(_unknown(name, target or name, about, axes), 0 if tree is claim.left else None, name)
        meant[name] = Symbol(target)
    return substitute(tree, meant)


def input_named(name: str, axes: Sequence[str]) -> tuple[str, ...]:
    """The axes whose input people call so: `W` is that of w, and `n` that of every axis.

    >>> input_named("W", ("w", "h")), input_named("n", ("w", "h")), input_named("foo", ("w", "h"))
    (('w',), ('w', 'h'), ())
    """
    own = tuple(axis for axis in axes if name in _aliases(axis, 2, len(axes)))
    if own or name not in _GENERIC:
        return own or (tuple(axes) if len(axes) == 1 and every_axis(name) else ())
    return tuple(axes)


def every_axis(letter: str) -> bool:
    """Whether a letter is usual for an axis, whatever that is called here."""
    return letter.lower() in _ANY


def _aliases(axis: str, count: int, axes: int) -> tuple[str, ...]:
    """What people call the size of the input on an axis, of `count` that may be meant and so many that there are."""
    own = [*_of(axis), *(alias for word in _WORDS.get(axis, ()) for alias in (word, f"in_{word}", f"{word}_in"))]
    if count == 1:
        own += _GENERIC
    if axes == 1:
        own += (alias for each in _ANY for alias in (*_of(each), *_WORDS.get(each, ())) if len(alias) > 1)
    return tuple(own)


def _of(axis: str) -> tuple[str, ...]:
    big = axis.upper()
    own = (big, f"{axis}_in", f"{big}_in", f"{axis}_0", f"{big}_0", f"{axis}_1", f"{big}_1", f"n_{axis}", f"N_{axis}")
    return (*own, f"{axis}_i", f"{big}_i", f"input_{axis}")


def _aliases_of_all(axes: Sequence[str]) -> set[str]:
    return {alias for axis in axes for alias in _aliases(axis, 1, len(axes))}


def _unknown(name: str, meant: str, about: set[str], axes: Sequence[str]) -> str:
    if any(meant == axis or name in _aliases(axis, len(axes), len(axes)) for axis in axes if axis not in about):
        return _english.no_place_for_axis(name, sorted(about), axes)
    near = nearest(name, (*about, "floor", "ceil", "min", "max"))
    return _english.mistyped(name, near) if near is not None else _english.unknown_symbol(name, sorted(about)[0])
