"""Derivation -> Document: what is said of a network, in English."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from symrf.arithmetic.conditions import Condition
from symrf.arithmetic.sizes import Residues
from symrf.chain import indexed
from symrf.derivation import AxisDerivation, Derivation
from symrf.document import (
    Applied,
    Block,
    Code,
    Composition,
    Copy,
    Document,
    Equations,
    Heading,
    Inline,
    Paragraph,
    Relation,
    Row,
    Table,
    Word,
)
from symrf.english.domains import conditions_in_words
from symrf.english.remarks import cost_table, readings, remarks
from symrf.english.wording import listed
from symrf.english.wording import residue_class as residues_in_words
from symrf.hand import whole
from symrf.induction import Repetition
from symrf.reading import QUANTITIES, FormName, Quantity
from symrf.rules import Law
from symrf.steps import Step
from symrf.values import evaluate
from symrf.written import Symbol, Written, number, symbols, tupled, without_rounding

if TYPE_CHECKING:
    from symrf.arithmetic.powers import Whole

__all__ = ["compare", "explain"]

_CALLED: Mapping[Quantity, str] = {"size": "size", "receptive_field": "field", "jump": "jump"}
_INPUT = Symbol("I")
_LETTERS = {
    "n": "the size that a layer receives",
    "k": "its kernel",
    "s": "its stride",
    "p": "its padding on each side",
    "p_l": "its padding before",
    "p_r": "its padding after",
    "d": "its dilation",
    "r": "the receptive field",
    "j": "the jump before it",
    "o": "its output padding",
    "f": "its factor",
    "m": "the size that it gives",
}
IN_ALL = Paragraph(("In all:",))
LONGEST_COMPOSITION = 24  # layers that are still written as a composition


def explain(
    derivation: Derivation,
    form: FormName = "hand",
    at: Mapping[str, int] | None = None,
    steps: bool = False,
    reach: bool = False,
    costs: bool = False,
) -> Document:
    """One network: its shape with the premise, its field, jump and start.

    With `steps` it says how the pencil gets there, with `reach` which inputs the outputs read, with `costs` what the
    layers cost.
    """
    network = Symbol(indexed(derivation.architecture.name or "O"))
    blocks: list[Block] = [
        Paragraph(tuple(_arrows(derivation)), _premise(derivation, form)),
        Copy(tuple(_copied(derivation, form))),
    ]
    if steps:
        blocks.append(_legend((derivation,)))
        blocks += (*_steps(derivation, form, set()), IN_ALL)
    blocks.append(Equations(tuple(_results(derivation, network, form, at or {}))))
    blocks += remarks(derivation)
    if reach:
        blocks += readings(derivation)
    if costs:
        blocks += cost_table(derivation, at or {})
    return Document(tuple(blocks))


def compare(
    derivations: Sequence[Derivation], form: FormName = "hand", at: Mapping[str, int] | None = None
) -> Document:
    """Several networks side by side, each with its whole derivation: O_1, O_2, …"""
    names = [
        Symbol(indexed(derivation.architecture.name or f"O_{place}")) for place, derivation in enumerate(derivations, 1)
    ]
    blocks: list[Block] = [_side_by_side(derivations, names, form, at or {}), _legend(derivations)]
    told: set[Law] = set()
    for derivation, network in zip(derivations, names, strict=True):
        blocks.append(Heading((network, ": ", *_arrows(derivation))))
        blocks += (*_steps(derivation, form, told), IN_ALL)
        blocks.append(Equations(tuple(_results(derivation, network, form, at or {}))))
        blocks += remarks(derivation)
    return Document(tuple(blocks))


def _copied(derivation: Derivation, form: FormName) -> Iterator[tuple[str, Written]]:
    """The formulas that are pasted elsewhere."""
    yield "shape", derivation.shape(form)
    if (field := derivation.all_axes("receptive_field")) is not None:
        yield "field", field


def _arrows(derivation: Derivation) -> Iterator[Inline]:
    """I -> c3s1 -> p2s2."""
    yield _INPUT
    for item in derivation.architecture.items:
        yield " -> "
        yield Code(str(item))


def _premise(derivation: Derivation, form: FormName) -> tuple[Inline, ...]:
    """When the shape in this form is the true one, and the true size where it is not always."""
    if form != "hand" or derivation.exact:
        return ("for ", *_domain(derivation))
    axes = list(derivation)[:1] if derivation.uniform else list(derivation)
    true: list[Inline] = []
    for axis in axes:
        true += [", " if true else "", axis.size.tree("closed"), ", ", *_inputs([axis])]
    return (*_exactly(derivation), " (true size: ", *true, ")")


def _exactly(derivation: Derivation) -> Iterator[Inline]:
    """The inputs on which the hand form is exact: for even w and h."""
    classes: dict[str, Residues] = {}
    conditions: list[Condition] = []
    unknown: list[str] = []
    for axis in derivation:
        exact = axis.size.exact_when
        match exact:
            case None:
                unknown.append(axis.track.axis)
            case Condition():
                conditions.append(exact)
            case Residues() if not exact.always:
                classes[axis.track.axis] = exact
    groups: dict[Residues, list[str]] = {}
    for name, residues in classes.items():
        groups.setdefault(residues, []).append(name)
    parts = [tuple(residues_in_words(names, residues)) for residues, names in groups.items()]
    if conditions:
        parts.append(tuple(conditions_in_words(conditions)))
    for place, part in enumerate(parts):
        first, *rest = part
        joint = " and " if place else "for "
        yield from (joint + first, *rest) if isinstance(first, str) else (joint, first, *rest)
    yield from _of_symbols(derivation)
    if unknown:
        yield (" and " if parts else "for ") + "inputs that are not worked out on "
        yield from listed([Symbol(name) for name in unknown])


def _domain(derivation: Derivation) -> Iterator[Inline]:
    """w >= 8 and h >= 8."""
    yield from _inputs(list(derivation))
    yield from _of_symbols(derivation)


def _of_symbols(derivation: Derivation) -> Iterator[Inline]:
    """And odd k: what must hold for the numbers in braces to be whole, and what is taken for granted."""
    for name, residues in derivation.parameters.classes:
        yield " and "
        yield from residues_in_words([name], residues)
    for each in derivation.parameters.assumed:
        yield " and "
        yield Relation((each.left, each.right), each.relation)


def _inputs(axes: Sequence[AxisDerivation]) -> Iterator[Inline]:
    """The inputs that a network takes: w >= 8; w and h divisible by 16."""
    taken = {axis.track.axis: axis.size.taken for axis in axes}
    free = [_at_least(axis.track.axis, axis.size.minimum) for axis in axes if taken[axis.track.axis] is None]
    yield from listed(free)
    conditions = [condition for condition in taken.values() if condition is not None]
    if conditions:
        if free:
            yield " and "
        yield from conditions_in_words(conditions)


def _results(derivation: Derivation, network: Symbol, form: FormName, at: Mapping[str, int]) -> Iterator[Row]:
    """What the network comes to."""
    names = derivation.chain.outline
    if 0 < len(names) <= LONGEST_COMPOSITION:
        yield Row(Relation((network, Composition((*_symbols(reversed(names)), _INPUT)))))
    sized = Applied("shape", network)
    exact = derivation.exact
    yield Row(
        Relation((sized, derivation.shape(form))),
        tuple(_exactly(derivation)) if form == "hand" and not exact else ("for ", *_domain(derivation)),
    )
    if form == "hand" and not exact:
        yield Row(Relation((sized, derivation.shape("closed"))), ("for ", *_domain(derivation)))
    for quantity in ("receptive_field", "jump"):
        if (tree := derivation.all_axes(quantity)) is not None:
            yield Row(Relation((Applied(_CALLED[quantity], network), tree)))
    starts = [tree for axis in derivation if (tree := axis.start_tree) is not None]
    if len(starts) == len(derivation.axes):
        yield Row(Relation((Applied("start", network), tupled(starts))))
    if at.keys() & set(derivation.axes):
        yield Row(Relation((sized, _at(derivation, at))), tuple(_where(derivation, form, at)))
    elif at:
        known = derivation.of_numbers(at)
        yield Row(Relation((sized, known.shape(form))), tuple(_given(at)))
        if (field := known.all_axes("receptive_field")) is not None:
            yield Row(Relation((Applied(_CALLED["receptive_field"], network), field)), tuple(_given(at)))


def _where(derivation: Derivation, form: FormName, at: Mapping[str, int]) -> Iterator[Inline]:
    """At w = 65 and h = 64, and what the hand form gives where it is not exact."""
    yield from _given(at)
    for axis in (each for each in at if each in derivation.axes):
        by_hand = _by_hand(derivation, axis, at)
        if form == "hand" and by_hand is not None and by_hand != derivation.at(**at)[axis]:
            yield ", where by hand it is "
            yield number(by_hand.numerator) / by_hand.denominator


def _given(at: Mapping[str, int]) -> Iterator[Inline]:
    yield "at "
    yield from listed([Relation((Symbol(axis), number(size))) for axis, size in at.items()])


def _by_hand(derivation: Derivation, axis: str, at: Mapping[str, int]) -> Fraction | None:
    """What the hand form gives; None where its numbers are too long."""
    try:
        return evaluate(derivation[axis].size.tree("hand"), at)
    except ValueError:
        return None


def _steps(derivation: Derivation, form: FormName, told: set[Law]) -> Iterator[Block]:
    """The step to each layer: rule, numbers put in, result; a law is told in words where it comes first."""
    tracks = list(derivation)[:1] if derivation.uniform else list(derivation)
    for steps in zip(*(axis.steps for axis in tracks), strict=True):
        step = steps[0]
        title: list[Inline] = [Symbol(indexed(step.name)), " = ", Code(step.layer)]
        if step.link.within:
            title += [" in ", *listed([Symbol(indexed(name)) for name in step.link.within])]
        if step.aligned is False:
            title.append(", whose centres do not align")
        laws = {law: None for each in steps for law in each.laws}
        new = [law.sentence for law in laws if law not in told]
        told.update(laws)
        yield Paragraph((*title, ". ", " ".join(new)) if new else tuple(title))
        if step.repetition is not None:
            yield from _block(step, step.repetition, form)
        yield Equations(tuple(_step_rows(steps, form)))


def _block(step: Step, repetition: Repetition, form: FormName) -> Iterator[Block]:
    """What one block of a repeat does, before what that comes to."""
    if repetition.index is None:
        yield Paragraph(("One block makes of what it receives:",))
    else:
        yield Paragraph(("The block at ", Symbol(str(repetition.index)), " makes of what it receives:"))
    one = step.one_block
    trees = {**one, "size": without_rounding(one["size"])} if form == "hand" else one
    yield Equations(tuple(Row(Relation((Word(_CALLED[quantity]), trees[quantity]))) for quantity in QUANTITIES))
    yield Paragraph((whole(repetition.times), " of them, by induction:"))


def _step_rows(steps: Sequence[Step], form: FormName) -> Iterator[Row]:
    """The calculations of one layer, for each axis that differs."""
    for quantity in QUANTITIES:
        for step in steps:
            when: tuple[Inline, ...] = (" on ", Symbol(step.track.axis)) if len(steps) > 1 else ()
            if calculation := step.calculation(quantity, form):
                yield Row(Relation((Word(_CALLED[quantity]), *calculation)), when)


def _legend(derivations: Sequence[Derivation]) -> Paragraph:
    """What the letters of the rules stand for, and for which axes the steps are."""
    steps = [step for derivation in derivations for axis in derivation for step in axis.steps]
    laws = {law for step in steps for law in step.laws}
    used = set().union(*(symbols(law.equation) for law in laws))
    if any(step.repetition is not None for step in steps):
        used |= {"n", "r", "j"}
    parts: list[Inline] = []
    track = derivations[0].tracks[0]
    last = [letter for letter in _LETTERS if letter in used][-1:]
    for letter, meaning in _LETTERS.items():
        if letter in used:
            parts += [
                " and " if parts and [letter] == last else ", " if parts else "In the rules ",
                track.letter(letter),
            ]
            parts += [" is " if len(parts) == 2 else " ", meaning]
    if not parts:
        return Paragraph(("There is no layer.",))
    first, *others = derivations[0].axes
    if others and all(derivation.uniform for derivation in derivations):
        parts += [". The steps are for ", Symbol(first), "; those for ", *listed([Symbol(axis) for axis in others])]
        parts.append(" are the same")
    return Paragraph((*parts, "."))


def _side_by_side(
    derivations: Sequence[Derivation], names: Sequence[Symbol], form: FormName, at: Mapping[str, int]
) -> Table:
    """The networks as columns."""
    rows: list[tuple[tuple[Inline, ...], ...]] = [
        (("network",), *((Code(_chain_text(each)),) for each in derivations)),
        (("shape",), *((each.shape(form),) for each in derivations)),
    ]
    if form == "hand":
        rows.append((("premise",), *(_exact_or_domain(each) for each in derivations)))
        rows.append((("exactly",), *((each.shape("closed"),) for each in derivations)))
    for quantity in ("receptive_field", "jump"):
        cells = [each.all_axes(quantity) for each in derivations]
        rows.append(((_CALLED[quantity],), *(("unknown",) if cell is None else (cell,) for cell in cells)))
    if at:
        rows.append((tuple(_given(at)), *((_at(each, at),) for each in derivations)))
    return Table(((), *((name,) for name in names)), tuple(rows))


def _exact_or_domain(derivation: Derivation) -> tuple[Inline, ...]:
    return ("for ", *_domain(derivation)) if derivation.exact else tuple(_exactly(derivation))


def _chain_text(derivation: Derivation) -> str:
    return " ".join(map(str, derivation.architecture.items))


def _at(derivation: Derivation, at: Mapping[str, int]) -> Written:
    return tupled([number(size) for size in derivation.at(**at).values()])


def _at_least(axis: str, least: Whole) -> Relation:
    return Relation((Symbol(axis), whole(least)), ">=")


def _symbols(names: Iterable[str]) -> Iterator[Symbol]:
    return (Symbol(indexed(name)) for name in names)
