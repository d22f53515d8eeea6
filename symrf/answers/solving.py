"""Conditions on a network -> Solution: the inputs, or the values of one parameter, for which all of them hold.

    m S - A <= w <= m S - A + S - 1     P = d(k-1)     least n with sigma^n >= 1 + (R-1)(sigma-1)/rho

Numbers are settled in symrf.exact.logic.holding, symbols in symrf.exact.logic.solved.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from symrf.answers import _english
from symrf.answers.conditions import alone, for_every_input, never_met, premise, without_implied
from symrf.answers.inputs import refuse_unless_given, with_tied
from symrf.answers.questions import Question, question, with_own_input
from symrf.answers.solutions import Solution
from symrf.answers.witnesses import witnessed
from symrf.errors import SymrfError
from symrf.exact.logic.answer import PROOFS, Truth, spread
from symrf.exact.logic.holding import holds
from symrf.exact.logic.ladder import truth_of
from symrf.exact.logic.solved import Closed, folded, for_every, isolated
from symrf.exact.logic.statements import Domain, Statement, values_of
from symrf.exact.logic.together import joint
from symrf.exact.sets.periodic import Periodic, interval
from symrf.exact.sets.quasipolynomials import TooMany
from symrf.exact.sets.region import Region
from symrf.exact.sets.segments import Segments, condition
from symrf.formulas import limits
from symrf.formulas.budget import OutOfBudget, share
from symrf.formulas.printing.plain import PLAIN, digits
from symrf.formulas.tree import Symbol, number, substitute, symbols
from symrf.formulas.values import TooLarge, TooLong, Work, evaluate
from symrf.networks.asking import asking
from symrf.networks.axes import check_axes
from symrf.networks.notation.architecture import Architecture
from symrf.networks.notation.parameters import check_apart

__all__ = ["solve"]

NEVER = [[(0, False)]]  # the one class of numbers that are not in a set


def solve(
    network: Architecture,
    conditions: Sequence[str],
    unknown: str | None = None,
    at: Mapping[str, int] | None = None,
    axes: Sequence[str] = ("w", "h"),
    habits: str = "pytorch",
    names: Mapping[str, str] | None = None,
) -> Solution:
    """The inputs, or the values of a parameter, for which all conditions hold.

    >>> from symrf.networks.notation.reader import parse
    >>> solve(parse("(c3 c3 p2)*{n}"), ["rf >= 224"]).least
    6
    """
    check_axes(axes)
    check_apart(network, axes)
    with asking():
        put = with_own_input(network, unknown, at or {}, axes)
        asked = question(network, conditions, unknown, put, tuple(axes), habits, names or {})
        needed, notes = asked.asked
        blank = Solution(str(network), tuple(conditions), asked.unknowns, put, (), notes=notes)
        solved = _of_symbol if asked.names.names else _of_inputs
        try:
            with share(1):
                return solved(asked, list(needed), blank)
        except OutOfBudget as out:
            return replace(blank, reason=out.said("decided"))
        except (TooLarge, TooLong) as refusal:
            return replace(blank, reason=str(refusal))


# ---- inputs ----------------------------------------------------------------------------------------------------------


def _of_inputs(asked: Question, needed: list[Statement], blank: Solution) -> Solution:
    """The sizes of the input for which requirements without other symbols hold."""
    asked.check_given()
    domain = tuple(map(asked.inputs, asked.unknowns))
    blank = replace(blank, domain=domain)
    sides: list[Periodic | Region] = []
    proofs: list[Truth] = []
    for among in domain:
        side = _numbers([each for each in needed if each.symbols <= {among.symbol}], among)
        if side.where is None:
            return replace(blank, reason=side.reason)
        sides.append(side.where)
        proofs.append(side)
    where = Region(domain, (domain,))
    try:
        for known in sides:
            where &= spread(known, where)
        for each in needed:
            others = sorted(each.symbols - set(asked.unknowns))
            if others:
                return replace(blank, reason=_english.depends_on(each.quantity, others[0]))
            if len(each.symbols) > 1:
                truth = truth_of(each, {side.symbol: side.least for side in domain if side.symbol in each.symbols})
                if not truth.complete or truth.where is None:
                    return replace(blank, reason=_english.SEVERAL_AXES)
                where &= spread(truth.where, where)
    except TooMany:
        return replace(blank, reason=_english.CHANGES_TOO_OFTEN)
    bounds = [each.bound for each in proofs if each.bound is not None]
    proof = max((each.proof for each in proofs), key=PROOFS.index)
    found = replace(blank, where=where, proof=proof, bound=min(bounds, default=None))
    return with_tied(witnessed(found, needed), asked.readings, asked.premises)


def _numbers(needed: Sequence[Statement], among: Periodic) -> Truth:
    """The numbers of a domain for which statements on one unknown hold."""
    try:
        return joint([truth_of(each, {among.symbol: among.least}) for each in needed], among)
    except TooMany:
        return Truth(None, reason=_english.CHANGES_TOO_OFTEN)


# ---- a parameter -----------------------------------------------------------------------------------------------------


def _of_symbol(asked: Question, needed: list[Statement], blank: Solution) -> Solution:
    """The values of a symbol for which requirements hold: as numbers, or in closed form where others are free."""
    (name,) = asked.unknowns
    among = values_of(name, asked.names)
    refuse_unless_given(asked.premises, asked.given)
    if (reason := _not_taken(asked)) is not None:
        return replace(blank, domain=(among,), where=_alone(among), reason=reason)
    needed += [Statement(each.left, each.relation, each.right) for each in asked.names.assumed]
    plain, every = for_every_input(needed, name, asked.axes, asked.names)
    blank = replace(blank, domain=(among,), every=every)
    if any(not each.symbols.isdisjoint(every) for each in plain):
        return replace(blank, reason=_english.not_for_every(every[0]))
    numbers = _numbers([each for each in plain if each.symbols <= {name}], among)
    if not isinstance(numbers.where, Periodic):
        return replace(blank, reason=_english.values_too_long(name))
    forms: list[Closed] = []
    for each in plain:
        if each.symbols <= {name}:
            continue
        if name not in each.symbols:
            found: list[Closed] | None = premise(each, asked.names)
        else:
            found = (
                _with_inputs(asked, each, among)
                or alone(each, name, asked.names)
                or isolated(each, name, among.least, asked.names)
            )
        if found is None:
            single = not forms and all(one.symbols <= {name, *asked.axes} for one in needed)
            searched = _searched(asked, needed, blank) if single else None
            return searched or replace(blank, reason=_unsolved(each, name))
        forms += found
    forms = without_implied(forms, name, asked.names)
    where = _alone(among, numbers.where)
    found_all = replace(blank, where=where, forms=tuple(forms), proof=numbers.proof, bound=numbers.bound)
    if forms:
        if never_met(forms, name, asked.names):
            reason = _english.NOT_TOGETHER if len(blank.conditions) > 1 else None
            return replace(blank, where=_alone(among), reason=reason)
        tested = _put_back(asked, found_all)
        return replace(tested, forms=tuple(folded(form, asked.names) for form in tested.forms))
    return _told(asked, witnessed(_with_zero(asked, found_all), plain))


def _with_inputs(asked: Question, needed: Statement, among: Periodic) -> list[Closed] | None:
    """The one value of a symbol, or those from one on, with the inputs of one axis: p = 1 for even w."""
    axis, *others = sorted(needed.symbols - {among.symbol})
    if others or axis not in asked.axes:
        return None
    truth = truth_of(needed, {among.symbol: among.least, axis: 1})
    if not truth.complete or not isinstance(truth.where, Region) or len(truth.where.boxes) != 1:
        return None
    ((values, inputs),) = truth.where.boxes
    match values.ends:
        case (first, last) if last in (None, first):
            return [Closed(Symbol(among.symbol), ">=" if last is None else "=", number(first), inputs)]
    return None


def _not_taken(asked: Question) -> str | None:
    """That the network takes an input that is given for no values of its symbols; None where it may."""
    for axis, size in asked.given.items():
        needed = asked.put(asked.taken(axis))
        least = {name: asked.names.least(name) for name in needed.symbols}
        if holds(needed, Domain.of(least)).status == "refuted":
            return _english.takes_not(axis, size, PLAIN(needed.left))
    return None


def _put_back(asked: Question, found: Solution) -> Solution:
    """A solution in closed form; one that the check proves of the network for all symbols needs no least value."""
    (form, *others) = found.forms
    told = form.relation == "=" and form.left == Symbol(found.unknowns[0])
    if others or not told or not symbols(form.right).isdisjoint(asked.axes):
        return found
    try:
        put = asked.with_value(found.unknowns[0], form.right)
        proved = put.holds() if not put.names.names else all(_identity(e, put) for e in put.asked[0] if e.quantity)
    except SymrfError:  # the notation does not take it, for the class of its symbols
        return found
    return replace(found, forms=(replace(form, least=None),), put_back=True) if proved else found


def _identity(needed: Statement, put: Question) -> bool:
    """Whether a requirement is proved for all values of its symbols."""
    if any(for_every(needed, axis, put.names) == [] for axis in put.axes):
        return True
    return needed.symbols <= set(put.names.names) and holds(needed, Domain(parameters=put.names)).status == "proved"


def _searched(asked: Question, needed: Sequence[Statement], blank: Solution) -> Solution | None:
    """The least values for which all holds for every input, each decided by itself; None where there is none."""
    (among,) = blank.domain
    told = [each for each in needed if each.quantity]
    bound = among.least + limits.SOLVE_TRIED - 1
    found: list[bool] = []
    work = Work()
    for value in range(among.least, bound + 1):
        try:
            holds = value in among and _for_all(asked, told, value, work)
        except ValueError:  # too long to work out
            return None
        if holds is None:
            return None
        found.append(holds)
    where = condition(among.symbol, Segments(among.least, found, NEVER))
    if where is None or where.never:
        return None
    every = tuple(axis for axis in asked.looked_at if any(axis in each.symbols for each in told))
    return replace(blank, where=_alone(among, where), every=every, proof="tried", bound=bound)


def _for_all(asked: Question, needed: Sequence[Statement], value: int, work: Work) -> bool | None:
    """Whether requirements hold for every input that the network takes with a value of its symbol; None: undecided."""
    at = {asked.unknowns[0]: number(value)}
    put = [each.put(at) for each in needed]
    least = {axis: int(evaluate(substitute(asked.taken(axis).left, at), {})) for axis in asked.looked_at}
    firsts = [{axis: first + more for axis, first in least.items()} for more in range(limits.SOLVE_TRIED)]
    if not all(each.holds(inputs, work) for each in put for inputs in firsts):
        return False
    found = {holds(each, Domain.of(least)).status for each in put}
    return False if found & {"refuted", "conditional"} else None if "undecided" in found else True


def _unsolved(needed: Statement, name: str) -> str:
    condition = f"{PLAIN(needed.left)} {needed.relation} {PLAIN(needed.right)}"
    return _english.not_solved(condition, name, sorted(needed.symbols - {name}))


def _with_zero(asked: Question, found: Solution) -> Solution:
    """A solution with 0 among its numbers, where the notation takes it and the conditions hold for it."""
    (among,), (name,) = found.domain, found.unknowns
    if among.least != 1 or found.where is None:
        return found
    try:
        put = asked.with_value(name, number(0))
        true = None if put.names.names else put.holds()
    except SymrfError:  # there is no such network
        return found
    if true is None:
        return found
    boxes = found.where.boxes or ((interval(name, 1, 1, 0),),)
    where = _and_zero(boxes[0][0]) if true else replace(boxes[0][0], least=0)
    domain = _and_zero(among)
    return replace(found, domain=(domain,), where=_alone(domain, where))


def _and_zero(where: Periodic) -> Periodic:
    """A set of numbers, 1 or more, and 0."""
    return interval(where.symbol, 0, 0, 0) | where


def _alone(among: Periodic, where: Periodic | None = None) -> Region:
    """Some numbers of one unknown, or none."""
    return Region((among,), () if where is None or where.never else ((where,),))


def _told(asked: Question, found: Solution) -> Solution:
    """A solution with a note where the network of the least value may not take an input that is given."""
    (name,) = found.unknowns
    if found.least is None or found.least < asked.names.least(name):
        return found
    notes = []
    for axis, size in asked.given.items():
        least = substitute(asked.taken(axis).left, {name: number(found.least)})
        others = {other: asked.names.least(other) for other in symbols(least)}
        if holds(Statement(least, "<=", number(size)), Domain.of(others)).status == "proved":
            continue
        if others:
            notes.append(_english.takes_only_where(name, found.least, axis, size, PLAIN(least)))
        else:
            notes.append(_english.takes_from(name, found.least, axis, size, digits(evaluate(least, {}))))
    return replace(found, notes=(*found.notes, *notes))
