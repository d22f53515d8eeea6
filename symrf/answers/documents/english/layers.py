"""Layers in words: 3×3 convolution, stride 2, padding 1, 64 channels."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from symrf.answers.documents.document import Code, Inline
from symrf.formulas.printing.plain import UNICODE
from symrf.formulas.relations import Across
from symrf.formulas.tree import Number, Symbol, Written, number
from symrf.networks.conventions import CONVENTIONS, Convention
from symrf.networks.links import Link
from symrf.networks.notation.architecture import (
    Branches,
    Group,
    Index,
    Item,
    Join,
    Layer,
    PaddingRule,
    Reference,
    Rounding,
    Sides,
    Tap,
    Value,
)
from symrf.networks.notation.kinds import SPELT, Kind

__all__ = ["ARROW", "as_text", "briefly", "count_in_words", "in_words", "joined_in_words", "text_in_words"]

ARROW = " -> "
_COUNTS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_JOINED = {Join.ADD: "added", Join.CONCATENATE: "concatenated", Join.GATE: "multiplied"}
_RULES = {PaddingRule.SAME: ", same padding", PaddingRule.CAUSAL: ", causal padding"}
_ROUNDED = {Rounding.CEIL: ", rounded up", Rounding.RAWCEIL: ", rounded up always"}
_PYTORCH = CONVENTIONS["pytorch"]


def in_words(item: Item | Link, axes: int = 2, habits: Convention = _PYTORCH) -> tuple[Inline, ...]:
    """A layer, a repeat or branches as a sentence says them, for a number of axes.

    >>> from symrf.networks.notation.reader import parse
    >>> text_in_words(parse("c3s2p1-64").items[0])
    '3×3 convolution, stride 2, padding 1, 64 channels'
    >>> text_in_words(parse("[c3p1 relu + id]").items[0])
    'two branches, added (3×3 convolution, padding 1 → ReLU; identity)'
    """
    if isinstance(item, Link) and isinstance(item.item, Branches):  # what is in them has links of its own
        return (joined_in_words(item.item),)
    return tuple(part for part in _said(item.item if isinstance(item, Link) else item, axes, habits) if part != "")


def text_in_words(item: Item | Link, axes: int = 2, habits: Convention = _PYTORCH) -> str:
    """The same as text, with the signs of Unicode.

    >>> from symrf.networks.notation.reader import parse
    >>> text_in_words(parse("p2").items[0]), text_in_words(parse("c{k}d2").items[0], axes=1)
    ('2×2 max pool, stride 2', 'convolution, kernel k, dilation 2')
    """
    return as_text(in_words(item, axes, habits))


def as_text(inlines: Sequence[Inline]) -> str:
    """Words as text, with the signs of Unicode."""
    parts = []
    for inline in inlines:
        match inline:
            case str(text):
                parts.append(text.replace(ARROW, " → "))
            case Code(text):
                parts.append(text)
            case Across(lengths):
                parts.append("×".join(map(UNICODE, lengths)))
            case _:
                parts.append(UNICODE(inline))  # type: ignore[arg-type]
    return "".join(parts)


def briefly(layer: Layer, axes: int = 2) -> tuple[Inline, ...]:
    """What a layer is, and its stride and its dilation where it has them: 3×3 convolution, stride 2.

    >>> from symrf.networks.notation.reader import parse
    >>> as_text(briefly(parse("c3s2p1-64").items[0])), as_text(briefly(parse("c3p4d4-64").items[0]))
    ('3×3 convolution, stride 2', '3×3 convolution, dilation 4')
    """
    stride = () if layer.stride is None or layer.kind.pools or set(layer.stride) == {1} else layer.stride
    dilation = () if layer.dilation is None or set(layer.dilation) == {1} else layer.dilation
    return (
        *_kind(layer, axes),
        *((", stride ", *_each(stride)) if stride else ()),
        *((", dilation ", *_each(dilation)) if dilation else ()),
    )


def joined_in_words(item: Branches) -> str:
    """How branches meet: two branches, added."""
    return f"{count_in_words(len(item.branches))} branches, {_JOINED[item.join]}"


def count_in_words(count: int) -> str:
    """Two; 13."""
    return _COUNTS[count] if count < len(_COUNTS) else str(count)


def bare(item: Item) -> bool:
    """Whether an item is a group whose brackets say nothing: it has no name, and stands once."""
    return isinstance(item, Group) and item.name is None and item.count in (None, 1)


def _said(item: Item, axes: int, habits: Convention) -> Iterator[Inline]:
    match item:
        case Layer():
            yield from _kind(item, axes)
            yield from _attributes(item, habits)
        case Group():
            yield from _group(item, axes, habits)
        case Branches():
            yield from _branches(item, axes, habits)
        case Reference(to):
            yield Code(to)
        case Tap(to):
            yield from ("from ", Code(to))


def _kind(layer: Layer, axes: int) -> Iterator[Inline]:
    """What a layer is, with the number that belongs to it: 3×3 convolution; nearest up-sampling by 2."""
    match layer.kind:
        case Kind.PASS:
            yield SPELT.get(layer.word, layer.word)
            return
        case Kind.OPAQUE:
            yield from (Code(layer.word), " (not looked into)")
            return
        case Kind.INPUT if not layer.sizes:
            yield from ("input of ", _across(layer.at, axes), " pixels")
            return
        case Kind.PAD:
            yield layer.kind.words
            yield from _sides(layer.padding if isinstance(layer.padding, tuple) else ())
            return
    words = layer.kind.words
    if layer.kind.fits and layer.to is not None:
        yield from (f"{words.removesuffix(' to fit')} to fit ", Code(layer.to))
        return
    before, across, after = words.partition("{across}")
    if across and axes > 1 and _simple(layer.sizes):
        yield from (before, _across(layer.sizes, axes), after) if before else (_across(layer.sizes, axes), after)
        return
    if across and not before:
        yield f"{after.strip()}, {layer.kind.number} "
        yield from _each(layer.sizes)
        return
    if not across:
        before, put, after = words.partition("{}")
        if not put:
            yield words
            return
    yield before
    yield from _each(layer.sizes)
    yield after.removesuffix("s") if layer.sizes == (1,) else after
    if layer.at:
        yield from (", ", _across(layer.at, axes))


def _attributes(layer: Layer, habits: Convention) -> Iterator[Inline]:
    """Stride 2, padding 1, 64 channels: what is said of a layer, and the stride of a pool in any case."""
    stride = layer.stride
    if layer.kind.pools and stride is None:
        stride = layer.sizes if habits.pool_stride is None else (habits.pool_stride,)
    if stride is not None and (layer.kind.pools or set(stride) != {1}):
        yield ", stride "
        yield from _each(stride)
    match layer.padding:
        case PaddingRule() as rule:
            yield _RULES.get(rule, "")
        case tuple(sides) if layer.kind is not Kind.PAD and any(map(_pads, sides)):
            yield ", padding"
            yield from _sides(sides)
    for name, values in (("dilation", layer.dilation), ("output padding", layer.output_padding)):
        if values is not None and set(values) != {1 if name == "dilation" else 0}:
            yield f", {name} "
            yield from _each(values)
    for noun, value in (("group", layer.groups), ("channel", layer.channels)):
        if value is not None and not (noun == "group" and value == 1):
            yield from (", ", number(value), f" {noun}" if value == 1 else f" {noun}s")
    yield "" if layer.bias else ", without bias"
    yield "" if layer.rounding is None else _ROUNDED.get(layer.rounding, "")


def _group(group: Group, axes: int, habits: Convention) -> Iterator[Inline]:
    """5 × (3×3 convolution → 2×2 max pool)."""
    while len(group.items) == 1 and isinstance(inner := group.items[0], Group) and bare(inner):
        group = replace(group, items=inner.items)
    match group.count:
        case Index(symbol, first, last):
            yield from ("for ", Symbol(symbol), " from ", number(first), " to ", number(last), ": ")
        case None | 1:
            pass
        case count:
            yield from (number(count), " × ")
    alone = len(group.items) == 1 and isinstance(group.items[0], Reference)
    yield "" if alone else "("
    yield from _chain(group.items, axes, habits)
    yield "" if alone else ")"


def _branches(branches: Branches, axes: int, habits: Convention) -> Iterator[Inline]:
    yield f"{joined_in_words(branches)} ("
    for place, branch in enumerate(branches.branches):
        yield "; " if place else ""
        yield from _chain(branch, axes, habits)
    yield ")"


def _chain(items: Sequence[Item], axes: int, habits: Convention) -> Iterator[Inline]:
    for place, item in enumerate(items):
        yield ARROW if place else ""
        yield from in_words(item, axes, habits)


def _sides(sides: Sequence[Sides]) -> Iterator[Inline]:
    """1; 1×2; 1 before and 2 after, which on several axes stand one after the other."""
    if all(side.before == side.after for side in sides):
        yield " "
        yield from _each([side.before for side in sides])
        return
    for place, side in enumerate(sides):
        yield "; " if place else " "
        yield from (number(side.before), " before and ", number(side.after), " after")


def _pads(side: Sides) -> bool:
    return side.before != 0 or side.after != 0


def _each(values: Sequence[Value]) -> Iterator[Inline]:
    """One number for all axes, or one an axis: 2; 2×1."""
    if len(set(values)) == 1:
        yield number(values[0])
    elif _simple(values):
        yield Across(tuple(map(number, values)), close=True)
    else:
        for place, value in enumerate(values):
            yield " by " if place else ""
            yield number(value)


def _simple(values: Sequence[Value]) -> bool:
    """Whether all are numbers or letters, which stand beside a cross without brackets."""
    return all(isinstance(value, int | Number | Symbol) for value in values)


def _across(values: Sequence[Value], axes: int) -> Inline:
    """3×3: a length for each axis."""
    each: Sequence[Written] = list(map(number, values))
    return Across(tuple(each) if len(each) > 1 else tuple(each) * axes, close=True)
