"""Derivation -> Document: what is said of a network, in English."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from symrf.answers.documents.document import (
    Block,
    Code,
    Equations,
    Inline,
    Paragraph,
    Row,
)
from symrf.answers.documents.english.premises import domain, given, ungated, valid_for
from symrf.answers.documents.english.wording import listed
from symrf.errors import DerivationError
from symrf.formulas.relations import Applied, Composition, Relation
from symrf.formulas.tree import Symbol, Written, number, tupled
from symrf.networks.graph import indexed
from symrf.networks.notation.architecture import Layer
from symrf.networks.notation.kinds import Effect, Kind, Spends
from symrf.networks.stepwise import Stepwise

if TYPE_CHECKING:
    from symrf.formulas.forms import FormName
    from symrf.networks.derivation import AxisDerivation, Derivation

__all__ = [
    "CALLED",
    "IN_ALL",
    "LONGEST_COMPOSITION",
    "formulas",
    "network",
    "results",
    "starting",
]

CALLED: Mapping[Stepwise, str] = {"size": "size", "receptive_field": "field", "jump": "jump"}
_INPUT = Symbol("I")
IN_ALL = Paragraph(("Altogether:",))
MEANT: Mapping[str, str] = {  # what is said of a quantity beside its number
    "jump": "neighbouring outputs are one jump apart in the input",
    "start": "the start is the centre of the first output's window",
}
STARTING = "The jump is how far apart neighbouring outputs are, the start is the centre of what the first one reads:"
LONGEST_COMPOSITION = 24  # layers that are still written as a composition


def network(derivation: Derivation) -> Paragraph:
    """The network, from the input on."""
    return Paragraph(tuple(_arrows(derivation)))


def results(
    derivation: Derivation, form: FormName, at: Sequence[Mapping[str, int]], arrows: bool = False
) -> Iterator[Block]:
    """What the network comes to; its layers as a composition, or as the road that the data take."""
    network = _name(derivation)
    names = derivation.chain.outline
    if arrows and 0 < len(names) <= LONGEST_COMPOSITION:
        road = [part for name in _symbols(names) for part in (" -> ", name)]
        yield Paragraph((_INPUT, *road, " -> ", network))
    rows = tuple(_results(derivation, network, form, at, composed=not arrows))
    yield Equations(rows)
    shown = [side.word for row in rows for side in row.relation.sides if isinstance(side, Applied)]
    meant = "; ".join(meaning for word, meaning in MEANT.items() if word in shown)
    if meant and not derivation.architecture.outputs:
        yield Paragraph((f"{meant[0].upper()}{meant[1:]}.",))


def formulas(derivation: Derivation, form: FormName, at: Sequence[Mapping[str, int]]) -> Equations:
    """The shape with its premise, and the field."""
    network = _name(derivation)
    if derivation.chain.vector:
        rows = _of_vector(derivation, form)
        return Equations(tuple(Row(Relation((Applied(word, network), tree))) for word, tree in rows))
    put = (row for each in at for row in _put(derivation, network, form, each))
    return Equations((*_sized(derivation, network, form), *_field(derivation, network), *put))


def _unlike(derivation: Derivation) -> list[AxisDerivation]:
    """The axes, of those that are alike the first."""
    return list(derivation)[:1] if derivation.uniform else list(derivation)


def _name(derivation: Derivation) -> Symbol:
    return Symbol(indexed(derivation.architecture.called))


def _of_vector(derivation: Derivation, form: FormName) -> Iterator[tuple[str, Written]]:
    """What a network of a vector comes to: its shape where it ends as an image, and its parameters."""
    if any(axis.tree("size") != number(1) for axis in derivation):
        yield "shape", derivation.shape(form)
    with suppress(DerivationError):
        yield "params", derivation.total("params")


def _arrows(derivation: Derivation) -> Iterator[Inline]:
    """I -> c3s1 -> p2s2."""
    yield _INPUT
    for item in derivation.architecture.items:
        yield " -> "
        yield Code(str(item))
    outputs = derivation.architecture.outputs
    if outputs:
        yield " -> "
        yield Code(" ".join(f"@{name}" for name in outputs))


def _results(
    derivation: Derivation, network: Symbol, form: FormName, at: Sequence[Mapping[str, int]], composed: bool = True
) -> Iterator[Row]:
    """What the network comes to."""
    names = derivation.chain.outline
    if composed and 0 < len(names) <= LONGEST_COMPOSITION:
        yield Row(Relation((network, Composition((*_symbols(reversed(names)), _INPUT)))))
    if derivation.chain.vector:
        rows = _of_vector(derivation, form)
        yield from (Row(Relation((Applied(word, network), tree)), valid_for(derivation, form)) for word, tree in rows)
        return
    yield from _sized(derivation, network, form)
    yield from _field(derivation, network, at)
    yield from _jumping(derivation, network)
    yield from _started(derivation, network)
    if (flat := _flat(derivation)) is not None:
        from symrf.answers.documents.english.inputs import multiplied

        taken = (
            ("what the first dense layer takes",) if _has(derivation, lambda kind: kind.spends is Spends.UNITS) else ()
        )
        yield Row(Relation((Applied("flat", network), flat, *multiplied(flat))), taken)
    for each in at:
        yield from _put(derivation, network, form, each)
        yield from _others_put(derivation, network, each)


def _started(derivation: Derivation, network: Symbol) -> Iterator[Row]:
    from symrf.answers.documents.english.seeing import starts as by_case

    start = _start(derivation)
    if start is not None and not all(map(by_case, derivation)):  # which the remarks tell
        yield Row(Relation((Applied("start", network), start)))


def _start(derivation: Derivation) -> Written | None:
    """The start on all axes; None where it is not written on one of them."""
    starts = [tree for axis in derivation if (tree := axis.start_tree) is not None]
    return tupled(starts) if len(starts) == len(derivation.axes) else None


def starting(derivation: Derivation, at: Sequence[Mapping[str, int]]) -> Iterator[Block]:
    """The jump and the start, and what the start is for the inputs that are given."""
    from symrf.answers.documents.english.inputs import put

    network = _name(derivation)
    rows = [] if derivation.chain.vector else [*_jumping(derivation, network), *_started(derivation, network)]
    for each in at if rows else ():
        if (value := put(_start(derivation), each)) is not None:
            rows.append(Row(Relation((Applied("start", network), value)), tuple(given(each))))
    if rows:
        yield Paragraph((STARTING,))
        yield Equations(tuple(rows))


def _jumping(derivation: Derivation, network: Symbol) -> Iterator[Row]:
    if (jump := derivation.all_axes("jump")) is not None:
        yield Row(Relation((Applied(CALLED["jump"], network), jump)))


def _flat(derivation: Derivation) -> Written | None:
    """The length of what is flattened, where something is, and its channels are known."""
    if not _has(derivation, lambda kind: kind.flat):
        return None
    try:
        return derivation.written("flat")
    except DerivationError:
        return None


def _has(derivation: Derivation, wanted: Callable[[Kind], bool]) -> bool:
    """Whether a network has a layer of a kind."""
    return any(isinstance(link.item, Layer) and wanted(link.item.kind) for link in derivation.chain.links)


def _others_put(derivation: Derivation, network: Symbol, at: Mapping[str, int]) -> Iterator[Row]:
    """What depends on the input beside the shape, for the sizes that are given."""
    from symrf.answers.documents.english.inputs import put

    if not at.keys() & set(derivation.axes):
        return
    found = {
        CALLED["receptive_field"]: derivation.all_axes("receptive_field"),
        "ungated": ungated(derivation),
        CALLED["jump"]: derivation.all_axes("jump"),
        "start": _start(derivation),
        "flat": _flat(derivation),
    }
    for word, tree in found.items():
        if (value := put(tree, at)) is not None:
            yield Row(Relation((Applied(word, network), value)), tuple(given(at)))


def _sized(derivation: Derivation, network: Symbol, form: FormName) -> Iterator[Row]:
    """The shape, with the inputs on which it is the true one, and the true one."""
    sized, exact = Applied("shape", network), derivation.exact
    yield Row(Relation((sized, derivation.shape(form))), valid_for(derivation, form))
    if form == "hand" and not exact:
        yield Row(Relation((sized, derivation.shape("closed"))), ("for ", *domain(derivation)))


def _field(derivation: Derivation, network: Symbol, at: Sequence[Mapping[str, int]] = ()) -> Iterator[Row]:
    if (field := derivation.all_axes("receptive_field")) is not None:
        yield Row(Relation((Applied(CALLED["receptive_field"], network), field)), tuple(_covered(derivation, at)))
    if (field := ungated(derivation)) is not None:
        yield Row(Relation((Applied("ungated", network), field)))


def _covered(derivation: Derivation, at: Sequence[Mapping[str, int]]) -> Iterator[Inline]:
    """That a field covers the whole input, and more than one that is given."""
    from symrf.answers.documents.english.seeing import larger_than_input, sees_all, the_rest

    if _has(derivation, lambda kind: kind.effect is Effect.ALL) and all(map(sees_all, derivation)):
        whole = derivation.all_axes("receptive_field") == tupled([Symbol(axis) for axis in derivation.axes])
        yield "the whole input" if whole else "the whole input, and padding"
        return
    wider = [Relation((Symbol(axis), number(size))) for axis, _, size in larger_than_input(derivation, at)]
    if wider:
        yield from ("larger than the input at ", *listed(wider), f": {the_rest(derivation)}")


def _put(derivation: Derivation, network: Symbol, form: FormName, at: Mapping[str, int]) -> Iterator[Row]:
    """The shape for the sizes that are given; for symbols alone what the family comes to."""
    sized = Applied("shape", network)
    if at.keys() & set(derivation.axes):
        sizes = _at(derivation, at)  # which refuses what the network does not take
        if sizes != derivation.shape(form):
            yield Row(Relation((sized, sizes)), tuple(_where(derivation, form, at)))
    elif at:
        known = derivation.of_numbers(at)
        yield Row(Relation((sized, known.shape(form))), tuple(given(at)))
        yield from (Row(row.relation, tuple(given(at))) for row in _field(known, network))


def _where(derivation: Derivation, form: FormName, at: Mapping[str, int]) -> Iterator[Inline]:
    """At w = 65 and h = 64, and what the hand form gives where it is not exact."""
    from symrf.answers.documents.english.inputs import by_hand

    yield from given(at)
    if form == "hand" and (wrong := by_hand(derivation, at)):
        yield from (", where by hand it is ", *wrong)


def _at(derivation: Derivation, at: Mapping[str, int]) -> Written:
    return tupled([number(size) for size in derivation.at(**at).values()])


def _symbols(names: Iterable[str]) -> Iterator[Symbol]:
    return (Symbol(indexed(name)) for name in names)
