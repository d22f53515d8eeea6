"""Networks of the campaign, with symbols or without: plain descriptions, their text, and their layers at numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TypeAlias

from support import branching
from support.networks import Layer

from campaign.formulas import Environment, Formula, NoValue, number, smaller
from campaign.hands import written

__all__ = [
    "Branches",
    "Item",
    "Items",
    "Repeat",
    "TooLong",
    "Turns",
    "Window",
    "names",
    "numbered",
    "plainer",
    "text",
    "whole",
]

ONE = number(1)
Items: TypeAlias = "tuple[Item, ...]"


@dataclass(frozen=True, slots=True)
class Window:
    """A layer of a sign and numbers; padding is (before, after) or a rule's name, None is what is left open."""

    kind: str
    kernel: Formula = ONE
    stride: Formula | None = None
    padding: tuple[Formula, Formula] | str | None = None
    dilation: Formula | None = None
    rounding: str | None = None


@dataclass(frozen=True, slots=True)
class Repeat:
    """Items so many times over; with an index it runs from 0 on."""

    items: Items
    times: Formula
    index: str | None = None


@dataclass(frozen=True, slots=True)
class Branches:
    """Branches that are added (+) or concatenated (|)."""

    branches: tuple[Items, ...]
    joint: str = "+"


Item: TypeAlias = Window | Repeat | Branches


@dataclass(frozen=True, slots=True)
class Turns:
    """A repeat at numbers: how often, and the items of one turn, or of each where those differ."""

    times: int
    turns: tuple[tuple[object, ...], ...]


class TooLong(Exception):
    """More than is counted here."""


WITHOUT_KERNEL = ("relu", "id", "gap", "crop")
MOST_TURNS = 400  # that differ
SIMPLE = ("u", "ub", "ps", "pu", "gap", "crop", "resize", "ad")


# ---- text --------------------------------------------------------------------------------------------------------


def text(items: Items) -> str:
    """It in the notation."""
    return " ".join(map(_text, items))


def _text(item: Item) -> str:
    match item:
        case Repeat(items, times, None):
            return f"({text(items)})*{_number(times)}"
        case Repeat(items, times, index):
            last = times.value - 1 if times.sign == "number" else f"{written(times)}-1"
            return f"({text(items)})*{{{index}=0..{last}}}"
        case Branches(branches, joint):
            return f"[{f' {joint} '.join(map(text, branches))}]"
    parts = [item.kind]
    if item.kind == "z":
        return "z" + _sides(item.padding)
    if item.kind in WITHOUT_KERNEL:
        return item.kind
    parts.append(_number(item.kernel))
    if item.stride is not None:
        parts.append("s" + _number(item.stride))
    if isinstance(item.padding, str):
        parts.append(item.padding)
    elif item.padding is not None:
        parts.append("p" + _sides(item.padding))
    if item.dilation is not None:
        parts.append("d" + _number(item.dilation))
    return "".join(parts) + (item.rounding or "")


def _number(of: Formula) -> str:
    return str(of.value) if of.sign == "number" else f"{{{written(of)}}}"


def _sides(padding: tuple[Formula, Formula] | str | None) -> str:
    assert isinstance(padding, tuple)
    before, after = map(_number, padding)
    return before if before == after else f"{before}:{after}"


# ---- its symbols -------------------------------------------------------------------------------------------------


def names(items: Items) -> frozenset[str]:
    """The symbols of its numbers."""
    return frozenset[str]().union(*map(_names, items))


def _names(item: Item) -> frozenset[str]:
    match item:
        case Repeat(items, times, index):
            return (names(items) - {index or ""}) | times.symbols
        case Branches(branches):
            return frozenset[str]().union(*map(names, branches))
    return frozenset[str]().union(*(each.symbols for each in _formulas(item)))


def _formulas(window: Window) -> Iterator[Formula]:
    sides = window.padding if isinstance(window.padding, tuple) else ()
    yield from (each for each in (window.kernel, window.stride, window.dilation, *sides) if each is not None)


def whole(items: Items, env: Environment) -> bool:
    """Whether all its numbers are whole, kernels, strides and dilations 1 or more, and paddings not negative."""
    try:
        return all(_whole(item, env) for item in items)
    except NoValue:  # a number over 0
        return False


def _whole(item: Item, env: Environment) -> bool:
    match item:
        case Repeat(items, times, index):
            return times.at(env) >= 1 and whole(items, {**env, index: 0} if index else env)
        case Branches(branches):
            return all(whole(branch, env) for branch in branches)
    if any(each.at(env).denominator != 1 for each in _formulas(item)):
        return False
    above = (item.kernel, item.stride, item.dilation)
    sides = item.padding if isinstance(item.padding, tuple) and item.kind != "z" else ()
    return all(each is None or each.at(env) >= 1 for each in above) and all(each.at(env) >= 0 for each in sides)


# ---- at numbers --------------------------------------------------------------------------------------------------


def numbered(items: Items, env: Environment) -> tuple[object, ...]:
    """Its layers at numbers, as the oracles of the other tests have them, and `Turns` where there are repeats."""
    return tuple(_numbered(item, env) for item in items)


def _numbered(item: Item, env: Environment) -> object:
    match item:
        case Repeat(items, times, None):
            return Turns(int(times.at(env)), (numbered(items, env),))
        case Repeat(items, times, str(index)):
            count = int(times.at(env))
            if count > MOST_TURNS:
                raise TooLong
            return Turns(count, tuple(numbered(items, {**env, index: turn}) for turn in range(count)))
        case Branches(branches, joint):
            return branching.Branches(tuple(numbered(branch, env) for branch in branches), joint)  # type: ignore[arg-type]
    assert isinstance(item, Window)
    if item.kind in ("relu", "id"):
        return branching.PASSED
    if item.kind in SIMPLE:
        return branching.Simple(item.kind, 0 if item.kind in WITHOUT_KERNEL else int(item.kernel.at(env)))
    sides = item.padding
    if isinstance(sides, tuple):
        sides = (int(sides[0].at(env)), int(sides[1].at(env)))  # type: ignore[assignment]
    kernel, stride, dilation = (
        None if each is None else int(each.at(env)) for each in (item.kernel, item.stride, item.dilation)
    )
    assert kernel is not None
    if item.kind == "t":
        return branching.Transposed(kernel, stride, sides, dilation)  # type: ignore[arg-type]
    return Layer(item.kind, kernel, stride, sides, dilation, item.rounding)  # type: ignore[arg-type]


# ---- less of it --------------------------------------------------------------------------------------------------


def plainer(items: Items) -> Iterator[Items]:
    """Networks that are shorter or plainer, the shortest first; there is always something left."""
    if len(items) > 3:
        yield items[: len(items) // 2]
        yield items[len(items) // 2 :]
    if len(items) > 1:
        yield from (items[:at] + items[at + 1 :] for at in range(len(items)))
    for at, item in enumerate(items):
        for less in _plainer(item):
            yield (*items[:at], *less, *items[at + 1 :])


def _plainer(item: Item) -> Iterator[Items]:
    match item:
        case Repeat(inner, times, index):
            if index is None:
                yield inner
            yield from ((replace(item, items=each),) for each in plainer(inner))
            yield from ((replace(item, times=each),) for each in smaller(times) if each.numbers - {0})
            return
        case Branches(branches):
            yield from branches
            if len(branches) > 2:
                yield from (
                    (replace(item, branches=branches[:at] + branches[at + 1 :]),) for at in range(len(branches))
                )
            for at, branch in enumerate(branches):
                for each in plainer(branch):
                    yield (replace(item, branches=(*branches[:at], each, *branches[at + 1 :])),)
            return
    for field in ("rounding", "dilation", "padding", "stride"):
        if getattr(item, field) is not None and not (item.kind == "z" and field == "padding"):
            yield (replace(item, **{field: None}),)
    if item.kind in ("p", "a", "dw"):
        yield (replace(item, kind="c", rounding=None),)
    for field in ("kernel", "stride", "dilation"):
        of = getattr(item, field)
        if of is not None:
            yield from ((replace(item, **{field: each}),) for each in smaller(of) if each != number(0))
    if isinstance(item.padding, tuple):
        before, after = item.padding
        if before != after:
            yield from ((replace(item, padding=(each, each)),) for each in (before, after))
            yield from ((replace(item, padding=(each, after)),) for each in smaller(before))
            yield from ((replace(item, padding=(before, each)),) for each in smaller(after))
        else:
            yield from ((replace(item, padding=(each, each)),) for each in smaller(before))
