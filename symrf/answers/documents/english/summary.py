"""Derivation -> Document: a network in short, as a notebook shows it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from symrf.answers.documents.document import Code, Document, Equations, Inline, Paragraph, Row
from symrf.answers.documents.english.exposition import LONGEST_COMPOSITION
from symrf.answers.documents.english.premises import given, ungated, valid_for
from symrf.formulas.relations import Applied, Relation
from symrf.formulas.tree import Symbol, number, tupled
from symrf.networks.graph import indexed

if TYPE_CHECKING:
    from symrf.networks.derivation import Derivation

__all__ = ["brief"]


def brief(derivation: Derivation) -> Document:
    """Its layers, and of each output the shape with the premise, and the field."""
    outputs = derivation.outputs.values() if derivation.several else (derivation,)
    rows = tuple(row for each in outputs for row in _rows(each))
    return Document((Paragraph(tuple(_layers(derivation))), Equations(rows)))


def _rows(derivation: Derivation) -> list[Row]:
    network = Symbol(indexed(derivation.architecture.called))
    rows = [Row(Relation((Applied("shape", network), derivation.shape())), valid_for(derivation))]
    if (field := derivation.all_axes("receptive_field")) is not None:
        rows.append(Row(Relation((Applied("field", network), field))))
    if (field := ungated(derivation)) is not None:
        rows.append(Row(Relation((Applied("ungated", network), field))))
    if sizes := derivation.given:
        put = tupled([number(size) for size in derivation.at().values()])
        rows.append(Row(Relation((Applied("shape", network), put)), tuple(given(sizes))))
    return rows


def _layers(derivation: Derivation) -> Iterator[Inline]:
    """I -> c3 -> p2, and of many layers the ends: I -> c3 -> p2 -> … -> c3 -> p2, 200 in all."""
    items = list(map(str, derivation.architecture.items))
    few = len(items) <= LONGEST_COMPOSITION
    yield Symbol("I")
    for item in items if few else items[:2]:
        yield " -> "
        yield Code(item)
    if few:
        return
    yield " -> …"
    for item in items[-2:]:
        yield " -> "
        yield Code(item)
    yield f", {len(items)} in all"
