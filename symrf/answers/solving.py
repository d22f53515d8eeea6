"""Conditions on a network -> Solution: the inputs, or the values of one parameter, for which all of them hold.

    m S - A <= w <= m S - A + S - 1     P = d(k-1)     least n with sigma^n >= 1 + (R-1)(sigma-1)/rho

Numbers are settled in symrf.exact.logic.truth_sets, symbols in symrf.exact.logic.closed_forms.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import product

from symrf.answers.questions import Question, question
from symrf.answers.solutions import Solution
from symrf.answers.witnesses import witnessed
from symrf.errors import SymrfError
from symrf.exact.logic.closed_forms import Closed, folded, for_every, isolated
from symrf.exact.logic.decision import decide
from symrf.exact.logic.symbolic import decide_with_symbols
from symrf.exact.logic.truth_sets import PROOFS, Requirement, Truth, everywhere, interval, joint, met, only, truth_set
from symrf.exact.sets.boxes import Cases
from symrf.exact.sets.parameters import Parameters
from symrf.exact.sets.periodic import Condition, Segments, condition
from symrf.formulas import limits
from symrf.formulas.printing.plain import PLAIN, digits
from symrf.formulas.relations import FLIPPED
from symrf.formulas.tree import Symbol, number, substitute, symbols
from symrf.formulas.values import Work, evaluate
from symrf.networks.axes import check_axes
from symrf.networks.notation.architecture import Architecture

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
    asked = question(network, conditions, unknown, at or {}, tuple(axes), habits, names or {})
    needed, notes = asked.asked
    blank = Solution(str(network), tuple(conditions), asked.unknowns, dict(at or {}), (), notes=notes)
    if asked.names.names:
        return _of_symbol(asked, list(needed), blank)
    return _of_inputs(asked, list(needed), blank)


# ---- inputs ----------------------------------------------------------------------------------------------------------


def _of_inputs(asked: Question, needed: list[Requirement], blank: Solution) -> Solution:
    """The sizes of the input for which requirements without other symbols hold."""
    asked.check_given()
    domain = tuple(map(asked.inputs, asked.unknowns))
    blank = replace(blank, domain=domain)
    sides: list[Truth] = []
    for axis, among in zip(asked.unknowns, domain, strict=True):
        side = _numbers([each for each in needed if each.symbols <= {axis}], among)
        if side is None:
            return replace(blank, reason="the inputs for which it holds change too often, or too far up, to list")
        sides.append(side)
    boxes = [tuple(side.where for side in sides)]
    for each in needed:
        others = sorted(each.symbols - set(asked.unknowns))
        if others:
            return replace(blank, reason=f"the {each.quantity} depends on {others[0]}, too: give it with --at")
        if len(each.symbols) > 1:
            crossed = _crossed(boxes, each, domain)
            if crossed is None:
                return replace(blank, reason="where it holds on several axes is not worked out")
            boxes = crossed
    boxes = [box for box in boxes if not any(side.never for side in box)]
    bounds = [side.bound for side in sides if side.bound is not None]
    proof = max((side.proof for side in sides), key=PROOFS.index)
    found = replace(blank, where=Cases(tuple(boxes)), proof=proof, bound=min(bounds, default=None))
    return witnessed(found, needed)


def _numbers(needed: Sequence[Requirement], among: Condition) -> Truth | None:
    """The numbers of a domain for which requirements on one unknown hold."""
    truths = [truth_set(each, among.symbol, among.least) for each in needed]
    known = [truth for truth in truths if truth is not None]
    return joint(known, among) if len(known) == len(truths) else None


def _crossed(
    boxes: list[tuple[Condition, ...]], needed: Requirement, domain: tuple[Condition, ...]
) -> list[tuple[Condition, ...]] | None:
    """The part of boxes in which a requirement on several axes holds."""
    names = [among.symbol for among in domain]
    decision = decide(needed.left, needed.right, needed.relation, {each.symbol: each.least for each in domain})
    if decision.status == "proved":
        return boxes
    if decision.status == "refuted" and not decision.tried:
        return []
    if not isinstance(decision.condition, Cases):
        return None
    crossed = []
    for box, other in product(boxes, decision.condition.boxes):
        there = {side.symbol: side for side in other}
        sides = [met(side, there[name]) if name in there else side for name, side in zip(names, box, strict=True)]
        kept = tuple(side for side in sides if side is not None)
        if len(kept) != len(sides):
            return None
        crossed.append(kept)
    return crossed


# ---- a parameter -----------------------------------------------------------------------------------------------------


def _of_symbol(asked: Question, needed: list[Requirement], blank: Solution) -> Solution:
    """The values of a symbol for which requirements hold: as numbers, or in closed form where others are free."""
    (name,) = asked.unknowns
    among = _domain(name, asked.names)
    needed += [Requirement(each.left, each.relation, each.right) for each in asked.names.assumed]
    plain, every = _for_every_input(needed, name, asked.axes)
    blank = replace(blank, domain=(among,), every=every)
    if any(not each.symbols.isdisjoint(every) for each in plain):
        axis = every[0]
        return replace(blank, reason=f"some conditions may hold for every {axis}, some not: give {axis} with --at")
    numbers = _numbers([each for each in plain if each.symbols <= {name}], among)
    if numbers is None:
        return replace(blank, reason=f"the values of {name} are too long to work out")
    forms: list[Closed] = []
    for each in plain:
        if each.symbols <= {name}:
            continue
        found = (
            _premise(each, asked.names) if name not in each.symbols else isolated(each, name, among.least, asked.names)
        )
        if found is None:
            alone = not forms and all(one.symbols <= {name, *asked.axes} for one in needed)
            searched = _searched(asked, needed, blank) if alone else None
            return searched or replace(blank, reason=_unsolved(each, name))
        forms += found
    forms = _without_implied(forms, name, asked.names)
    where = Cases(() if numbers.where.never else ((numbers.where,),))
    found_all = replace(blank, where=where, forms=tuple(forms), proof=numbers.proof, bound=numbers.bound)
    if forms:
        if _empty(forms, name, asked.names):
            reason = "the conditions do not hold together" if len(blank.conditions) > 1 else None
            return replace(blank, where=Cases(()), reason=reason)
        tested = _put_back(asked, found_all)
        return replace(tested, forms=tuple(folded(form, asked.names) for form in tested.forms))
    return _told(asked, witnessed(_with_zero(asked, found_all), plain))


def _domain(name: str, names: Parameters) -> Condition:
    """The values of a symbol that are asked about."""
    among = everywhere(name, names.least(name))
    residues = dict(names.classes).get(name)
    if residues is None or residues.always:
        return among
    return replace(among, modulus=int(residues.modulus), residues=tuple(map(int, residues.residues)))


def _for_every_input(
    needed: Sequence[Requirement], name: str, axes: Sequence[str]
) -> tuple[list[Requirement], tuple[str, ...]]:
    """Requirements without the axes for all of whose inputs they are to hold, and those axes."""
    plain: list[Requirement] = []
    every: dict[str, None] = {}
    for each in needed:
        parts = None
        for axis in axes:
            if axis != name and parts is None and axis in each.symbols:
                parts = for_every(each, axis)
                every |= {} if parts is None else {axis: None}
        plain += [each] if parts is None else parts
    if every:  # from the least input on that the network takes
        plain = [each for each in plain if each.quantity or each.symbols.isdisjoint(every)]
    return list(dict.fromkeys(plain)), tuple(every)


def _premise(needed: Requirement, names: Parameters) -> list[Closed]:
    """A requirement on the other symbols alone; nothing where it always holds."""
    least = {name: names.least(name) for name in needed.symbols}
    if decide(needed.left, needed.right, needed.relation, least).status == "proved":
        return []
    if not symbols(needed.left):  # 3 <= w
        return [Closed(needed.right, FLIPPED[needed.relation], needed.left)]
    return [Closed(needed.left, needed.relation, needed.right)]


def _without_implied(forms: Sequence[Closed], name: str, names: Parameters) -> list[Closed]:
    """The forms, each once, without those that follow from one that says what the unknown is."""
    kept = list(dict.fromkeys(forms))
    told = next((each for each in kept if each.relation == "=" and each.left == Symbol(name)), None)
    if told is None:
        return kept
    value = {name: told.right}

    def follows(form: Closed) -> bool:
        left, right = substitute(form.left, value), substitute(form.right, value)
        domain = {symbol: names.least(symbol) for symbol in symbols(left) | symbols(right)}
        return decide(left, right, form.relation, domain).status == "proved"

    return [told, *(each for each in kept if each is not told and not follows(each))]


def _empty(forms: Sequence[Closed], name: str, names: Parameters) -> bool:
    """Whether no values of the other symbols keep to the forms: each alone, and those of one symbol together."""
    among: dict[str, Condition] = {}
    for form in forms:
        used = symbols(form.left) | symbols(form.right)
        sides = [] if form.where is None else [form.where]
        if name not in used:
            least = {symbol: names.least(symbol) for symbol in used}
            if decide(form.left, form.right, form.relation, least).status == "refuted":
                return True
        if len(used) == 1 and name not in used:
            (other,) = used
            truth = truth_set(Requirement(form.left, form.relation, form.right), other, names.least(other))
            sides += [truth.where] if truth is not None and truth.bound is None else []
        for side in sides:
            known = among.get(side.symbol) or _domain(side.symbol, names)
            both_hold = met(known, side)
            if both_hold is not None and both_hold.never:
                return True
            among[side.symbol] = both_hold or known
    return False


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


def _identity(needed: Requirement, put: Question) -> bool:
    """Whether a requirement is proved for all values of its symbols."""
    if any(for_every(needed, axis) == [] for axis in put.axes):
        return True
    return decide_with_symbols(needed.left, needed.right, needed.relation, {}, put.names).status == "proved"


def _searched(asked: Question, needed: Sequence[Requirement], blank: Solution) -> Solution | None:
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
    return replace(blank, where=Cases(((where,),)), every=every, proof="tried", bound=bound)


def _for_all(asked: Question, needed: Sequence[Requirement], value: int, work: Work) -> bool | None:
    """Whether requirements hold for every input that the network takes with a value of its symbol; None: undecided."""
    at = {asked.unknowns[0]: number(value)}
    put = [replace(each, left=substitute(each.left, at), right=substitute(each.right, at)) for each in needed]
    least = {axis: int(evaluate(substitute(asked.taken(axis).left, at), {})) for axis in asked.looked_at}
    firsts = [{axis: first + more for axis, first in least.items()} for more in range(limits.SOLVE_TRIED)]
    if not all(each.holds(inputs, work) for each in put for inputs in firsts):
        return False
    found = {decide(each.left, each.right, each.relation, least).status for each in put}
    return False if found & {"refuted", "conditional"} else None if "undecided" in found else True


def _unsolved(needed: Requirement, name: str) -> str:
    others = ", ".join(sorted(needed.symbols - {name}))
    asked = f"{PLAIN(needed.left)} {needed.relation} {PLAIN(needed.right)}"
    return f"{asked} is not solved for {name} while {others} may be any number: give it one with --at"


def _with_zero(asked: Question, found: Solution) -> Solution:
    """A solution with 0 among its numbers, where the notation takes it and the conditions hold for it."""
    (among,), (name,) = found.domain, found.unknowns
    if among.least != 1 or found.where is None:
        return found
    try:
        holds = asked.with_value(name, number(0)).holds()
    except SymrfError:  # there is no such network
        return found
    if holds is None:
        return found
    boxes = found.where.boxes or ((interval(name, 1, 1, 0),),)
    where = _and_zero(boxes[0][0]) if holds else replace(boxes[0][0], least=0)
    domain = (_and_zero(among),)
    return replace(found, domain=domain, where=Cases(() if where.never else ((where,),)))


def _and_zero(where: Condition) -> Condition:
    """A set of numbers, 1 or more, and 0."""
    ends = only(where)
    if ends is not None and ends[0] == 1:
        return interval(where.symbol, 0, 0, ends[1])
    return replace(where, least=0, included=(range(1), *where.included))


def _told(asked: Question, found: Solution) -> Solution:
    """A solution with a note where the network of the least value may not take an input that is given."""
    (name,) = found.unknowns
    if found.least is None or found.least < asked.names.least(name):
        return found
    notes = []
    for axis, size in asked.given.items():
        least = substitute(asked.taken(axis).left, {name: number(found.least)})
        others = {other: asked.names.least(other) for other in symbols(least)}
        if decide(least, number(size), "<=", others).status == "proved":
            continue
        where = f"at {name} = {found.least} the network takes {axis}"
        if others:
            notes.append(f"{where} = {size} only where {PLAIN(least)} <= {size}")
        else:
            notes.append(f"{where} from {digits(evaluate(least, {}))} on, and {size} is less")
    return replace(found, notes=(*found.notes, *notes))
