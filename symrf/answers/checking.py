"""Claims against derivations -> verdicts: proved, conditional, refuted or undecided."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from symrf.answers import _english
from symrf.answers import claims as reader
from symrf.answers.claims import Claim, ClaimsLine, UnreadClaim
from symrf.answers.inputs import domains, leasts, spoken_with, told
from symrf.answers.meanings import named
from symrf.answers.subjects import Subject
from symrf.answers.verdicts import Finding, Grounds, Report, Verdict
from symrf.errors import DerivationError, InputError, NotationError, SizeError, SymrfError
from symrf.exact.logic.answer import Answer
from symrf.exact.logic.holding import holds
from symrf.exact.logic.statements import Domain, Statement
from symrf.formulas.tree import Fraction, Modulo, Power, Product, Tuple, Written, number, parts, symbols
from symrf.formulas.values import MANY_DIGITS, TooLong, evaluate, too_long
from symrf.networks.asking import asking
from symrf.networks.axes import check_axes
from symrf.networks.conventions import convention
from symrf.networks.notation import reader as notation
from symrf.networks.notation.architecture import Architecture
from symrf.networks.notation.assumptions import NOTHING, Assumptions
from symrf.networks.notation.parameters import check_spoken
from symrf.networks.quantities import QUANTITIES, Quantity
from symrf.networks.reading import Reading, at_place

__all__ = ["check", "check_file", "judged", "verdict"]

_CROSS = re.compile(r"×|\\times")
_OTHER_TIMES = re.compile(r"[*·⋅]|\\cdot")
_SQUARE = re.compile(r"(?<!\\)\[")


def check(
    network: Architecture,
    claims: Sequence[str],
    axes: Sequence[str] = ("w", "h"),
    habits: str = "pytorch",
    names: Mapping[str, str] | None = None,
) -> Report:
    """The verdicts on claims about a network; `names` says what symbols stand for, such as `{"W": "w"}`.

    >>> from symrf.networks.notation.reader import parse
    >>> verdict = check(parse("c3s1 p2s2 c3s1"), ["size = ((w-2)/2-2, (h-2)/2-2)"])[0]
    >>> verdict.status, verdict.condition, verdict.counterexample
    ('conditional', 'for even w and h', {'w': 9})
    """
    check_axes(axes)
    subject = Subject(network, tuple(axes), convention(habits), names or {})
    with asking():
        _ = subject.tracks  # of a network that cannot be derived no claim is the fault
    return Report(tuple(_of_text(subject, text) for text in claims))


def check_file(
    text: str,
    axes: Sequence[str] = ("w", "h"),
    habits: str = "pytorch",
    names: Mapping[str, str] | None = None,
    where: Assumptions = NOTHING,
) -> Report:
    """The verdicts on a claims file: definitions and networks in the notation, and claims, a line each.

    A claim without brackets is about the last line that is a network. `place` of each is its line.

    >>> [verdict.status for verdict in check_file("F = c3; M = p2; O = F M F\\nrf = 8\\nrf(F M) = 5")]
    ['proved', 'refuted']
    """
    lines = reader.claims_lines(text)
    found = zip(lines, judged(lines, axes, habits, names, where), strict=True)
    return Report(tuple(replace(each, place=_english.line(said.line)) for said, each in found if each is not None))


def judged(
    statements: Iterable[ClaimsLine],
    axes: Sequence[str],
    habits: str,
    names: Mapping[str, str] | None,
    where: Assumptions,
) -> Iterator[Verdict | None]:
    """For each statement in order the verdict, or None where it is a network.

    One that cannot be read is unread. If it was to be a network, so are the claims about it.
    """
    check_axes(axes)
    defined: list[str] = []
    networks: list[Architecture] = []
    subject: Subject | SymrfError = InputError(_english.NO_NETWORK_BEFORE)
    for statement in statements:
        if statement.claim:
            yield _of_text(subject, statement.text)
            continue
        try:
            network = notation.parse("\n".join((*defined, statement.text)), where)
        except NotationError as error:
            mistyped = reader.mistyped(statement.text)
            if mistyped is None:
                subject = InputError(_english.network_is_unread(statement.line))
            yield Verdict(UnreadClaim(statement.text, mistyped or error))
            continue
        networks.append(network)
        subject = Subject(network, tuple(axes), convention(habits), names or {})
        if network.name is not None:
            defined.append(statement.text)
        yield None
    check_spoken(where, networks, axes)


def _of_text(subject: Subject | SymrfError, text: str) -> Verdict:
    """The verdict on a claim as it is typed; unread where it cannot be read, or is not about what there is."""
    try:
        if isinstance(subject, SymrfError):
            raise subject
        return verdict(subject, reader.parse(text))
    except SymrfError as error:
        return Verdict(UnreadClaim(text.strip(), error))


def verdict(subject: Subject, claim: Claim) -> Verdict:
    """The verdict on a claim about a network, within the budget of one question."""
    with asking():
        return _verdict(subject, claim)


def _verdict(subject: Subject, claim: Claim) -> Verdict:
    if claim.network is not None:
        subject = subject.of(claim.network)
    claim = replace(claim, formula=subject.network.assumed.put(claim.formula))
    for axis in (*(axis for axis, _ in claim.inputs), *([claim.axis] if claim.axis else [])):
        if axis not in subject.axes:
            start = claim.text.find(axis)
            raise claim.refused(_english.no_axis(axis, subject.axes), start)
    if (reason := _valueless(claim.formula)) is not None:
        raise claim.refused(reason)
    notes: list[str] = []
    if _SQUARE.search(claim.text[claim.formula_start :]):
        notes.append(_english.BRACKETS_ARE_FLOOR)
    claim = _paired(subject, claim, notes)
    places = subject.places(claim)
    judge = _whole if QUANTITIES[claim.quantity].along is None else _axes
    notes += told(subject.network, subject.inputs)
    findings = tuple(judge(subject, claim, places, notes))
    return Verdict(claim, findings, tuple(dict.fromkeys(notes)), Grounds(subject, places))


def _valueless(tree: Written) -> str | None:
    """Why a formula has a part without a value, whatever the input: a division by 0, or a power beyond all bounds."""
    for part in parts(tree):
        if (reason := _valueless(part)) is not None:
            return reason
    below = parts(tree)[1] if isinstance(tree, Fraction | Modulo) else None
    number_in = tree if isinstance(tree, Power | Product) else below
    if number_in is None or symbols(number_in):
        return None
    try:
        value = evaluate(number_in, {})
    except TooLong:  # a sum
        return None
    except ValueError as error:
        return str(error)
    if too_long(value):
        return MANY_DIGITS
    return _english.DIVISION_BY_ZERO if value == 0 and number_in is not tree else None


def _paired(subject: Subject, claim: Claim, notes: list[str]) -> Claim:
    """A claim whose value is written 3×3, which is the pair (3, 3) and not 9; refused where it is 7×7×64."""
    product = claim.formula
    written = claim.text[claim.formula_start :]
    crossed = _CROSS.search(written) and not _OTHER_TIMES.search(written)
    shaped = QUANTITIES[claim.quantity].along is not None
    if not isinstance(product, Product) or not shaped or claim.axis is not None:
        return claim
    factors, axes = product.factors, len(subject.axes)
    if crossed and len(factors) == axes:
        notes.append(_english.FACTORS_ARE_VALUES)
        return replace(claim, formula=Tuple(factors))
    shape = not symbols(product) and (crossed or len(factors) == axes + 1 > 2)  # 7×7×64, and 7*7*64 too
    if claim.quantity == "size" and shape:
        subject.entries(replace(claim, formula=Tuple(factors)))  # which refuses it
    return claim


def _axes(subject: Subject, claim: Claim, places: range, notes: list[str]) -> Iterator[Finding]:
    """The findings on a quantity that each axis has."""
    entries = subject.entries(claim)
    given = dict(claim.inputs)
    subject.inputs.check(given)
    readings = [at_place(track, places.stop - 1) for track in subject.tracks]
    for reading in readings:
        axis = reading.track.axis
        if axis not in entries or (given and axis not in given and not isinstance(claim.formula, Tuple)):
            continue
        about = {*spoken_with(axis, subject.inputs), *subject.parameters.names}
        claimed = named(claim, entries[axis], about, axis, subject.axes, subject.names, notes)
        for truth in _truths(reading, QUANTITIES[claim.quantity], notes):
            try:
                yield _finding(claim, axis, truth, claimed, readings, given, subject)
            except SizeError as error:
                notes.append(error.message)
                yield Finding(axis, truth, claimed, Answer("refuted", counterexample={}), {axis: given[axis]}, {})


def _finding(
    claim: Claim,
    axis: str,
    truth: Written,
    claimed: Written,
    readings: Sequence[Reading],
    given: Mapping[str, int],
    subject: Subject,
) -> Finding:
    asked = Statement(truth, claim.relation, claimed)
    if axis not in given:
        return _among(axis, asked, readings, {}, subject, len(readings))
    (reading,) = (each for each in readings if each.track.axis == axis)
    reading.size.at(given[axis])
    asked = asked.put({name: number(value) for name, value in given.items()})
    return Finding(axis, truth, claimed, holds(asked, Domain(), len(readings)), {axis: given[axis]}, {})


def _among(
    axis: str | None,
    asked: Statement,
    readings: Sequence[Reading],
    given: Mapping[str, int],
    subject: Subject,
    parts: int = 1,
) -> Finding:
    """The finding for the inputs that are taken, of those that are not given."""
    inputs, names = subject.inputs, subject.parameters
    asked = replace(asked, left=inputs.put(asked.left), right=inputs.put(asked.right))
    if names.names:
        least = {name: tree for name, tree in leasts(readings, inputs, names).items() if name in asked.symbols}
        return Finding(axis, asked.left, asked.right, holds(asked, Domain(least, names), parts), given, {})
    sides = domains(readings, inputs, asked.symbols)
    domain = Domain.among(sides.values())
    return Finding(axis, asked.left, asked.right, holds(asked, domain, parts), given, domain.leasts, domain.taken)


def _truths(reading: Reading, quantity: Quantity, notes: list[str]) -> Sequence[Written]:
    """What is so on an axis: the one tree of a quantity, or both sides of the padding."""
    trees = None if quantity.along is None else quantity.along(reading, "closed")
    if trees is None:
        raise DerivationError(_missing(reading, quantity))
    if (note := quantity.noted(reading)) is not None:
        notes.append(note)
    return tuple(dict.fromkeys(trees))


def _missing(reading: Reading, quantity: Quantity) -> str:
    """Why there is no such quantity."""
    if reading.unreached is not None:
        return _english.not_worked_out(quantity.name, str(reading.unreached))
    return quantity.missing(reading)


def _whole(subject: Subject, claim: Claim, places: range, notes: list[str]) -> Iterator[Finding]:
    """The finding on a quantity of the whole network."""
    if claim.axis is not None or isinstance(claim.formula, Tuple):
        raise claim.refused(_english.one_number(claim.quantity), None if claim.axis is None else 0)
    readings = [at_place(track, places.stop - 1) for track in subject.tracks]
    given = dict(claim.inputs)
    for reading in readings:
        axis, minimum = reading.track.axis, reading.size.minimum
        if axis in given and not (subject.parameters.names and isinstance(minimum, int) and given[axis] >= minimum):
            reading.size.at(given[axis])

    names, quantity = subject.parameters, QUANTITIES[claim.quantity]
    found = None if quantity.whole is None else quantity.whole(subject.overall, places)
    if found is None:
        raise DerivationError(_missing(readings[0], quantity))
    truth: Written = found
    about = {*subject.axes, *names.names}
    claimed = named(claim, claim.formula, about, None, subject.axes, subject.names, notes)
    put = {axis: number(size) for axis, size in given.items()}
    inputs = subject.inputs
    inputs.check(given)
    asked = Statement(truth, claim.relation, claimed).put(put)
    asked = replace(asked, left=inputs.put(asked.left), right=inputs.put(asked.right)).put(put)
    yield _among(None, asked, readings, given, subject)
