"""Claims against derivations -> verdicts: proved, conditional, refuted or undecided."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from symrf.answers import _english
from symrf.answers.chains import chained, traced
from symrf.answers.claims import reader
from symrf.answers.claims.amounts import NO_UNITS, Units
from symrf.answers.claims.hints import is_prose, meant
from symrf.answers.claims.outlines import place_of_quantity
from symrf.answers.claims.reader import Claim, ClaimsLine, Meant, UnreadClaim
from symrf.answers.inputs import check_given, left_out, told
from symrf.answers.judging import findings
from symrf.answers.settling import about, settled
from symrf.answers.subjects import Subject
from symrf.answers.verdicts import Grounds, Report, Verdict
from symrf.errors import InputError, NotationError, SymrfError
from symrf.formulas.budget import OutOfBudget, share
from symrf.formulas.progress import counted
from symrf.formulas.tree import Fraction, Modulo, Power, Product, Written, parts, symbols
from symrf.formulas.values import MANY_DIGITS, TooLong, evaluate, too_long
from symrf.networks.asking import asking
from symrf.networks.axes import check_axes
from symrf.networks.conventions import convention
from symrf.networks.derivation import check_origin
from symrf.networks.notation import reader as notation
from symrf.networks.notation.architecture import Architecture
from symrf.networks.notation.assumptions import NOTHING, Assumptions
from symrf.networks.notation.parameters import check_apart, check_spoken, parameters
from symrf.networks.quantities import QUANTITIES

__all__ = ["check", "check_file", "judged", "verdict"]


def check(
    network: Architecture,
    claims: Sequence[str],
    axes: Sequence[str] = ("w", "h"),
    habits: str = "pytorch",
    names: Mapping[str, str] | None = None,
    at: Mapping[str, int] | None = None,
    origin: float = 0,
    worth: Units = NO_UNITS,
) -> Report:
    """The verdicts on claims about a network; `names` says what symbols stand for, such as `{"W": "w"}`.

    A claim that names no input is judged `at` those that are given. Starts are counted from where the centre of the
    first pixel is, the `origin`; `worth` is what a pixel is in seconds or metres.

    >>> from symrf.networks.notation.reader import parse
    >>> verdict = check(parse("c3s1 p2s2 c3s1"), ["size = ((w-2)/2-2, (h-2)/2-2)"])[0]
    >>> verdict.status, verdict.condition, verdict.counterexample
    ('conditional', 'for even w and h', {'w': 9})
    """
    check_axes(axes)
    check_apart(network, axes)
    check_origin(origin)
    check_given(at or {}, axes, parameters(network).names)
    subject = Subject(network, tuple(axes), convention(habits), names or {}, at or {}, origin, worth)
    with asking():
        _ = subject.tracks, subject.at  # of a network that cannot be derived no claim is the fault
    return Report(tuple(_of_text(subject, text) for text in counted(claims, len(claims))))


def check_file(
    text: str,
    axes: Sequence[str] = ("w", "h"),
    habits: str = "pytorch",
    names: Mapping[str, str] | None = None,
    where: Assumptions = NOTHING,
    at: Mapping[str, int] | None = None,
    origin: float = 0,
    worth: Units = NO_UNITS,
) -> Report:
    """The verdicts on a claims file: definitions and networks in the notation, and claims, a line each.

    A claim without brackets is about the last line that is a network. `place` of each is its line.

    >>> [verdict.status for verdict in check_file("F = c3; M = p2; O = F M F\\nrf = 8\\nrf(F M) = 5")]
    ['proved', 'refuted']
    """
    lines = reader.claims_lines(text)
    found = zip(lines, judged(lines, axes, habits, names, where, at, origin, worth), strict=True)
    return Report(tuple(replace(each, place=_english.line(said.line)) for said, each in found if each is not None))


_OUTPUTS = re.compile(r"(?:\A|[\s;]*;\s*)out\s+@.*")


def judged(
    statements: Sequence[ClaimsLine],
    axes: Sequence[str],
    habits: str,
    names: Mapping[str, str] | None,
    where: Assumptions,
    at: Mapping[str, int] | None = None,
    origin: float = 0,
    worth: Units = NO_UNITS,
) -> Iterator[Verdict | None]:
    """For each statement in order the verdict, or None where it is a network.

    One that cannot be read is unread. If it was to be a network, so are the claims about it.
    """
    check_axes(axes)
    check_origin(origin)
    defined: list[str] = []
    networks: list[Architecture] = []
    before: tuple[str, ...] = ()  # the network at hand, for a line with its outputs
    subject: Subject | SymrfError = InputError(_english.NO_NETWORK_BEFORE)
    for statement in counted(statements, len(statements)):
        if statement.claim:
            yield _of_text(subject, statement.text)
            continue
        if statement.meant is not None:
            subject = _meant(statement, names, at, origin, worth)
            networks += [subject.network] if isinstance(subject, Subject) else []
            yield None
            continue
        network = None
        try:
            outputs = _OUTPUTS.match(statement.text)
            network = notation.parse("\n".join((*defined, *(before if outputs else ()), statement.text)), where)
            check_apart(network, axes)
        except NotationError as error:
            if (claim := meant(statement.text)) is not None or is_prose(statement.text):
                remark = NotationError(_english.is_remark(claim), statement.text, (0, len(statement.text)))
                yield Verdict(UnreadClaim(statement.text, remark))
                continue
            mistyped = reader.mistyped(statement.text) if network is None else None
            if mistyped is None:
                subject = InputError(_english.network_is_unread(statement.line))
            yield Verdict(UnreadClaim(statement.text, mistyped or error))
            continue
        networks.append(network)
        subject = Subject(network, tuple(axes), convention(habits), names or {}, at or {}, origin, worth)
        if network.name is not None and not outputs:
            defined.append(_OUTPUTS.sub("", statement.text))
        before = (statement.text,) if network.name is None else ()
        yield None
    check_spoken(where, networks, axes)
    if networks:
        check_given(at or {}, axes, [name for network in networks for name in parameters(network).names])


def _meant(
    statement: ClaimsLine, names: Mapping[str, str] | None, at: Mapping[str, int] | None, origin: float, worth: Units
) -> Subject | SymrfError:
    """What claims are about behind a program, from which a network was read."""
    said = statement.meant
    if not isinstance(said, Meant):
        return InputError(_english.network_is_unread(statement.line, said.message if said else ""))
    return Subject(said.network, said.axes, convention(said.habits), names or {}, at or {}, origin, worth)


def _of_text(subject: Subject | SymrfError, text: str) -> Verdict:
    """The verdict on a claim as it is typed; unread where it cannot be read, or is not about what there is."""
    try:
        if isinstance(subject, SymrfError):
            raise subject
        return _in_time(subject, reader.parse(text, subject.axes, subject.habits, subject.worth))
    except SymrfError as error:
        if error.span is None and isinstance(subject, Subject):
            error = type(error)(error.message, text, place_of_quantity(text))
        return Verdict(UnreadClaim(text.strip(), error))


def _in_time(subject: Subject, claim: Claim) -> Verdict:
    """The verdict on a claim; undecided, with how it was left, where that is not found within the budget."""
    with asking():
        try:
            with share(1):
                return _verdict(subject, claim)
        except OutOfBudget as out:
            asked = about(subject, claim)
            grounds = Grounds(asked, range(1, len(asked.chain.links) + 1))
            return Verdict(claim, grounds=grounds, reason=out.said("worked out"))


def verdict(subject: Subject, claim: Claim) -> Verdict:
    """The verdict on a claim about a network, within the budget of one question."""
    with asking():
        return _verdict(subject, claim)


def _verdict(subject: Subject, claim: Claim) -> Verdict:
    if claim.links:
        return chained(claim, claim.links, [_verdict(subject, link) for link in claim.links])
    subject, claim, read = settled(subject, claim)
    if (vector := claim.value.vector) is not None and subject.gives_vector(subject.places(claim).stop - 1):
        claim = replace(claim, formula=vector.tree, value=vector)
    claim = claim.mapped(subject.network.assumed.put)
    for tree in (claim.formula, claim.left):
        if tree is not None and (reason := _valueless(tree)) is not None:
            raise claim.refused(reason, None if tree is claim.formula else 0)
    notes = [*read, *claim.value.notes]
    places = subject.places(claim)
    if claim.value.trace is not None:
        return _of_trace(subject, claim, places, notes)
    notes += told(subject.network, subject.inputs)
    notes += left_out(subject.network) if QUANTITIES[claim.quantity].cost is not None else []
    found = tuple(findings(subject, claim, places, notes))
    return Verdict(claim, found, tuple(dict.fromkeys(notes)), Grounds(subject, places))


def _of_trace(subject: Subject, claim: Claim, places: range, notes: Sequence[str]) -> Verdict:
    """The verdict on a trace, aligned with layers in the first way in which it is proved, else in the first of all."""
    judged: list[Verdict] = []
    for steps, said in traced(subject, claim, places):
        trace = chained(claim, steps, [_verdict(subject, step) for step in steps])
        judged.append(replace(trace, notes=(*notes, *said, *trace.notes)))
        if trace.status == "proved":
            return judged[-1]
    return judged[0]


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
