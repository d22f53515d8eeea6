"""What is asked first of a network, in a few rows: its output size, what goes into its dense layers, and its field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import reduce
from operator import mul
from typing import TYPE_CHECKING

from symrf.answers.documents.document import Code, Facts, Inline, Row
from symrf.answers.documents.english.inputs import by_hand, multiplied, short, worth
from symrf.answers.documents.english.premises import domain, given, premise
from symrf.answers.documents.english.seeing import larger_than_input, sees_all, the_rest
from symrf.answers.documents.english.wording import listed
from symrf.errors import DerivationError
from symrf.formulas.relations import Across, Relation, Side, Word
from symrf.formulas.tree import Number, Symbol, Written, number, symbols, tupled
from symrf.networks.notation.architecture import Layer
from symrf.networks.notation.kinds import Kind
from symrf.networks.reading import at_place

if TYPE_CHECKING:
    from symrf.formulas.forms import FormName
    from symrf.networks.derivation import Derivation
    from symrf.networks.display import Selection
    from symrf.networks.links import Link

__all__ = ["copied", "facts"]

_SIZE, _FIELD = "output size", "receptive field"
_FEW = 100  # links among which it is looked for pixels that are never read


def copied(derivation: Derivation, form: FormName) -> Iterator[tuple[str, Written]]:
    """What is worth copying, a shape that is no number, or of what ends as a vector the length that is flattened."""
    if _features(derivation) is None:
        shape = derivation.shape("closed" if form == "hand" and _never(derivation) else form)
        if symbols(shape):
            yield "LaTeX", shape
        return
    if (found := _flattened_first(derivation)) is not None and symbols(found[1]):
        yield "LaTeX", found[1]


def facts(derivation: Derivation, selection: Selection) -> Facts:
    """The size with its premise and what it is for the inputs that are given, the flattened length, and the field."""
    form, at, alike = selection.form, selection.at, selection.alike
    sizes = [each for each in at if each.keys() & set(derivation.axes)]
    families = [(each, derivation.of_numbers(each)) for each in at if each not in sizes]
    rows = list(_size(derivation, form, alike))
    rows += (row for each, family in families for row in _given(_size(family, form, alike), each))
    rows += (row for each in sizes for row in _size_at(derivation, form, each))
    rows += (*_flattened(derivation, at, selection.notation), *_field(derivation, alike, sizes))
    rows += (row for each, family in families for row in _given(_field(family, alike), each))
    return Facts(tuple(_titled_once(rows)))


def _given(rows: Iterator[Row], at: Mapping[str, int]) -> list[Row]:
    """Rows, and the numbers for which they are so."""
    return [replace(row, when=(*given(at), *((", ",) if row.when else ()), *row.when)) for row in rows]


def _titled_once(rows: Sequence[Row]) -> Iterator[Row]:
    """Rows of which those that go on with what the row before is about have no title."""
    last: Side | None = None
    for row in rows:
        title, *others = row.relation.sides
        yield row if title != last else Row(Relation((Word(""), *others)), row.when)
        last = title


def _row(title: str, value: Side, *when: Inline) -> Row:
    """A fact; words that stand side by side are one."""
    told: list[Inline] = []
    for inline in when:
        if told and isinstance(inline, str) and isinstance(last := told[-1], str):
            told[-1] = last + inline
        else:
            told.append(inline)
    return Row(Relation((Word(title), value)), tuple(told))


# ---- the size --------------------------------------------------------------------------------------------------------


def _size(derivation: Derivation, form: FormName, alike: bool) -> Iterator[Row]:
    """The size for the inputs on which it is that, and the true one for all that the network takes."""
    joint = bool(derivation.inputs.classes or derivation.inputs.relations)  # may join the axes
    first, *others = derivation.axes
    if derivation.chain.vector:
        yield _row(_SIZE, *(_features(derivation) or (_across([axis.tree("size", form) for axis in derivation]),)))
    elif joint or not alike or not others or (_features(derivation) and not derivation.uniform):
        yield from _sized(derivation, form)
    elif derivation.uniform:
        yield from _sized(derivation, form, first, ("; ", *_like(derivation)))
    else:
        for axis in derivation.axes:
            yield from _sized(derivation, form, axis, on=("on ", Symbol(axis)))


def _like(derivation: Derivation) -> tuple[Inline, ...]:
    """The other axes like the first: h like w."""
    first, *others = map(Symbol, derivation.axes)
    return (*listed(others), " like ", first)


def _sized(
    whole: Derivation, form: FormName, axis: str = "", like: Sequence[Inline] = (), on: Sequence[Inline] = ()
) -> Iterator[Row]:
    """The size on an axis, or on all of them, in a form and in the one that is true for every input."""
    derivation = replace(whole, tracks=tuple(each for each in whole.tracks if each.axis == axis)) if axis else whole
    taken = ("for ", *domain(derivation))
    apart = (*on, ", ") if on else ()
    if (features := _features(whole)) is not None:
        length, what = features
        yield _row(_SIZE, length, f"{what}, ", *taken, *like)
    elif form != "hand" or derivation.exact:
        sizes = [derivation.shape(form)] * (len(whole.axes) if like else 1)
        yield _row(_SIZE, _across(sizes) if isinstance(sizes[0], Number) else sizes[0], *apart, *taken, *like)
    else:
        if not _never(derivation):
            words = premise(derivation)
            yield _row(_SIZE, derivation.shape("hand"), *apart, *words, *like)
            like = ()
        yield _row(_SIZE, derivation.shape("closed"), *on, " in general, " if on else "in general, ", *taken, *like)


def _never(derivation: Derivation) -> bool:
    """Whether the hand form is the size of no input."""
    return not derivation.chain.vector and next(premise(derivation), "") == "for no "


def _size_at(derivation: Derivation, form: FormName, at: Mapping[str, int]) -> Iterator[Row]:
    """The size for the sizes that are given."""
    if _features(derivation) is None:
        sizes = derivation.at(**at)
        if [number(size) for size in sizes.values()] == [derivation[axis].tree("size") for axis in sizes]:
            return
        wrong = by_hand(derivation, at) if form == "hand" else ()
        said = (" (by hand ", *wrong, ")") if wrong else ()
        yield _row(_SIZE, _across([number(size) for size in sizes.values()]), *short(at, derivation.axes), *said)


# ---- what is flattened -----------------------------------------------------------------------------------------------


def _last(derivation: Derivation) -> Link:
    """The last link that does more than to keep the size."""
    links = derivation.chain.links
    place = len(links)
    while place > 1 and isinstance(item := links[place - 1].item, Layer) and item.kind is Kind.PASS:
        (place,) = links[place - 1].sources
    return links[place - 1]


def _features(derivation: Derivation) -> tuple[Written, str] | None:
    """What a network gives that ends as a vector, and how it is counted."""
    last = _last(derivation) if derivation.chain.links else None
    if last is None or not isinstance(last.item, Layer) or not last.item.kind.flat:
        return None
    if last.item.kind is Kind.DENSE:
        return number(last.item.sizes[0]), "features"
    (place,) = last.sources
    if (length := _flat(derivation, place)) is not None:
        return length, "features"
    pixels = [at_place(track, place).tree("size", "closed") for track in derivation.tracks]
    return reduce(mul, pixels), "for each channel"


def _flattened(derivation: Derivation, at: Sequence[Mapping[str, int]], notation: bool) -> Iterator[Row]:
    """What the first dense layer receives, or what is flattened on the way, as a formula and for the inputs given."""
    if (found := _flattened_first(derivation)) is None:
        return
    first, length = found
    if first is _last(derivation).item and first.kind is Kind.FLATTEN:  # it is the size
        return
    layers = (link.item for link in derivation.chain.links if isinstance(link.item, Layer))
    dense = next((layer for layer in layers if layer.kind is Kind.DENSE), None)
    receiver: Inline = "the first dense layer" if dense is None or not notation else Code(dense.text)
    row = _row("flattened", length, *(() if dense is None else ("the input of ", receiver)))
    yield replace(row, relation=Relation((*row.relation.sides, *multiplied(length))))
    for each in at:
        if (names := symbols(length)) and names <= each.keys() and (value := worth(length, each)) is not None:
            yield _row("flattened", number(int(value)), *short(each, derivation.axes))


def _flattened_first(derivation: Derivation) -> tuple[Layer, Written] | None:
    """The first layer that leaves no image, and the length that it receives; None where there is none, or no length."""
    if derivation.chain.vector:
        return None
    for link in derivation.chain.links:
        if isinstance(link.item, Layer) and link.item.kind.flat:
            length = _flat(derivation, link.sources[0])
            return None if length is None else (link.item, length)
    return None


def _flat(derivation: Derivation, place: int) -> Written | None:
    """The length of what stands at a place, flattened; None where its channels are not known."""
    try:
        return derivation.overall.flat(range(place + 1, place + 1))
    except DerivationError:
        return None


# ---- the field -------------------------------------------------------------------------------------------------------


def _field(derivation: Derivation, alike: bool, at: Sequence[Mapping[str, int]] = ()) -> Iterator[Row]:
    """What an output reads, and how far apart neighbours are."""
    fields = [tree for axis in derivation if (tree := axis.tree("receptive_field")) is not None]
    if derivation.chain.vector or len(fields) < len(derivation.axes):
        return
    yield _read(derivation, fields, (*_apart(derivation), *_beyond(derivation, at)), alike)
    for each in at:
        found = set().union(*map(symbols, fields))
        values = [worth(tree, each) for tree in fields] if found and found <= each.keys() else []
        known = [int(value) for value in values if value is not None]
        if known and len(known) == len(values):
            wider = any(value > each.get(axis.track.axis, value) for axis, value in zip(derivation, known, strict=True))
            beyond = (f"; larger than the input: {the_rest(derivation)}",) if wider else ()
            yield _row(_FIELD, _across(list(map(number, known))), *short(each, derivation.axes), *beyond)
    without = [tree for axis in derivation if (tree := axis.ungated_tree) is not None]
    if any(axis.gated for axis in derivation) and len(without) == len(fields):
        yield _read(derivation, without, ("without the gates",), alike)


def _read(derivation: Derivation, fields: Sequence[Written], note: tuple[Inline, ...], alike: bool) -> Row:
    """A field on all axes, or on the first where they are alike and it is more than a number or a letter."""
    value = _across(fields)
    if isinstance(value, Across) or len(fields) == 1 or not (alike and derivation.uniform):
        return _row(_FIELD, value, *note)
    joint = ("; ",) if note else ()
    if derivation.axes[0] in symbols(fields[0]):
        return _row(_FIELD, fields[0], *note, *joint, *_like(derivation))
    return _row(_FIELD, fields[0], "on each axis", *joint, *note)


def _apart(derivation: Derivation) -> Iterator[Inline]:
    """Neighbours are 2 pixels apart; there are none where there is one output."""
    if all(axis.tree("size") == number(1) for axis in derivation):
        padded = any(axis.padded for axis in derivation)
        if len(derivation.chain.links) <= _FEW and all(map(sees_all, derivation)):
            yield "the whole input" + (", and padding" if padded else "")
        elif padded:
            yield "padding counted"
        return
    jumps = {axis.track.axis: jump for axis in derivation if (jump := axis.tree("jump")) is not None}
    if len(jumps) < len(derivation.axes):
        return
    alike = derivation.uniform or len(set(jumps.values())) == 1
    yield "neighbours are " if all(axis.evenly_apart for axis in derivation) else "neighbours are on average "
    for place, (axis, jump) in enumerate(jumps.items()):
        if place == 0:
            yield from (jump, " pixel" if jump == number(1) else " pixels")
        elif not alike:
            yield from (" and " if place == len(jumps) - 1 else ", ", jump)
        yield from () if alike else (" on ", Symbol(axis))
    yield " apart"


def _beyond(derivation: Derivation, at: Sequence[Mapping[str, int]]) -> Iterator[Inline]:
    """That a field is larger than an input that is given."""
    if wider := [Relation((Symbol(axis), number(size))) for axis, _, size in larger_than_input(derivation, at)]:
        yield from ("; larger than the input at ", *listed(wider), f": {the_rest(derivation)}")


def _across(lengths: Sequence[Written]) -> Side:
    """8 × 8; as a pair, where a length is more than a number or a letter."""
    simple = len(lengths) > 1 and all(isinstance(tree, Number | Symbol) for tree in lengths)
    return Across(tuple(lengths)) if simple else tupled(lengths)
