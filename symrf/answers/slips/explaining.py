"""Why claims are wrong: the claims of one report, judged together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from symrf.answers.slips.asked import LENGTHS, Asked, Entry, Reason, counted, grounds, number_at
from symrf.answers.slips.formulas import Agreement, agreements, is_formula
from symrf.answers.slips.grounds import Ground, Value
from symrf.answers.slips.judged import Verdict, asked_of
from symrf.answers.slips.rows.elsewhere import ROW_ABOVE, ROW_BELOW, SWAPPED
from symrf.answers.slips.showing import reason, stated
from symrf.answers.slips.trying import Hit, cost_hits, hits, made
from symrf.answers.slips.units import unit_hits
from symrf.answers.slips.untried import UNTRIED
from symrf.answers.slips.weighing import MOST, Trial, chance, ranked, together
from symrf.formulas import limits
from symrf.formulas.budget import OutOfBudget, budget
from symrf.formulas.tree import Written, tupled
from symrf.networks.reading import at_place

__all__ = ["LIFTED", "explained", "why"]


@dataclass
class Wrong:
    """A claim that is wrong, and what was tried of it."""

    asked: Asked
    entry: Entry
    trial: Trial | None = None
    agreed: tuple[Agreement, ...] = ()


def explained(verdicts: Sequence[Verdict]) -> tuple[tuple[Reason, ...], ...]:
    """For each verdict of a report the reasons that its claim may be wrong for.

    >>> from symrf.answers.checking import check
    >>> from symrf.networks.notation.reader import parse
    >>> ((reason, *_),) = explained(list(check(parse("(c11 c11)*4 (c11d4 c11d4)*4"), ["rf = 201"])))
    >>> reason.name, reason.network
    ('one layer a block', '(c11)*4 (c11d4)*4')
    """
    links = [verdict.links or (verdict,) for verdict in verdicts]  # of a chain or a trace each is a claim
    found = iter(why([_safely_asked(link) for each in links for link in each]))
    told = [[next(found) for _ in each] for each in links]
    return tuple(next((reasons for reasons in each if reasons), ()) for each in told)


def _safely_asked(verdict: Verdict) -> Asked | None:
    try:
        return asked_of(verdict)
    except (*UNTRIED, OutOfBudget):
        return None


def why(claims: Sequence[Asked | None]) -> tuple[tuple[Reason, ...], ...]:
    """For each claim of a report the reasons that it may be wrong for, best first: none where it is not refuted.

    It never raises, and says nothing of what takes too long.
    """
    found = [_safely(each) if each is not None and each.refuted else None for each in claims]
    _rows(claims, found)
    _localised(claims, found)
    together([each.trial for each in found if each is not None and each.trial is not None])
    return tuple(() if each is None else _reasons(each) for each in found)


def _safely(asked: Asked) -> Wrong | None:
    try:
        with budget(limits.WHY_STEPS, limits.WHY_SECONDS):
            return _tried(asked)
    except (*UNTRIED, OutOfBudget):
        return None


def _tried(asked: Asked) -> Wrong | None:
    """The slips that give what is wrong in a claim, on all axes where it is wrong on several."""
    if _leaves_gates_out(asked):
        return None
    found: Wrong | None = None
    seen: set[tuple[Written, Written]] = set()
    for entry in asked.entries:
        if not entry.wrong or (entry.claimed, entry.truth) in seen:
            continue
        seen.add((entry.claimed, entry.truth))
        if is_formula(asked, entry):
            if _first_pixel(asked):
                return None
            return Wrong(asked, entry, agreed=tuple(agreements(asked, entry)))
        trial = _on_axis(asked, entry)
        if trial is None:
            return None
        if found is None:
            found = Wrong(asked, entry, trial)
        elif found.trial is not None:
            found.trial.others *= chance(trial.claimed, trial.truth)
            names = {hit.slip.name for hit in trial.hits}
            found.trial.hits = [hit for hit in found.trial.hits if hit.slip.name in names]
    if found is not None and found.trial is not None and _swapped(asked):
        found.trial.hits.insert(0, Hit(SWAPPED, 1))
    return found


def _leaves_gates_out(asked: Asked) -> bool:
    """Whether a field is claimed that gates are left out of, as the note on such a claim says."""
    if asked.quantity != "field":
        return False
    tracks = {track.axis: track for track in asked.subject.tracks}
    wrong = [entry for entry in asked.entries if entry.wrong and entry.axis is not None]
    without = [at_place(tracks[entry.axis], asked.places.stop - 1).ungated_tree for entry in wrong if entry.axis]
    return bool(wrong) and all(
        tree is not None and number_at(entry.claimed, asked.inputs) == number_at(tree, asked.inputs) is not None
        for entry, tree in zip(wrong, without, strict=True)
    )


def _swapped(asked: Asked) -> bool:
    """Whether a claim has the values of two axes the other way round."""
    claimed = [number_at(each.claimed, asked.inputs) for each in asked.entries]
    truths = [number_at(each.truth, asked.inputs) for each in asked.entries]
    return len(claimed) == 2 and claimed != truths and claimed == truths[::-1]


def _on_axis(asked: Asked, entry: Entry) -> Trial | None:
    claimed, truth = number_at(entry.claimed, asked.inputs), number_at(entry.truth, asked.inputs)
    if claimed is None or truth is None or claimed == truth:
        return None
    if entry.axis is not None and asked.quantity in LENGTHS:
        ground = grounds(asked, asked.quantity.partition(".")[0], entry.axis)  # reach.left is a reach
        first = _first_pixel(asked)
        found = list(hits(ground, claimed - first, truth - first))
        if first:  # the laws of the table count from 0
            found = [each for each in found if each.edit is not None or each.items is not None]
        return Trial(claimed, truth, ground.quantity, ground, found)
    found = list(unit_hits(asked.quantity, claimed, truth, asked.shortened))
    if asked.quantity in LIFTED and len({asked.inputs.get(axis) for axis in asked.subject.axes}) == 1:
        return _lifted(asked, claimed, truth, found)
    found += cost_hits(asked.quantity, counted(asked), claimed, truth)
    return Trial(claimed, truth, asked.quantity, None, found)


def _first_pixel(asked: Asked) -> Fraction:
    """Where what is claimed is counted from; slips count starts from 0."""
    return Fraction(asked.subject.origin if asked.quantity == "start" else 0)


LIFTED = {"flat": "size", "area": "field"}
"""Quantities that are products of a length along each axis."""


def _lifted(asked: Asked, claimed: Value, truth: Value, found: list[Hit]) -> Trial:
    """Slips in the length along an axis that give a product of all axes."""
    axes = len(asked.subject.axes)
    ground = grounds(asked, LIFTED[asked.quantity], asked.subject.axes[0])
    each = ground.channels or 1 if asked.quantity == "flat" else 1
    found += hits(ground, claimed, truth, lambda value: each * value**axes)
    found += hits(ground.asked(asked.quantity), claimed, truth)
    return Trial(claimed, truth, ground.quantity, ground, found)


def _rows(claims: Sequence[Asked | None], found: Sequence[Wrong | None]) -> None:
    """Numbers that are right of the claim before, or after."""
    for slip, step in ((ROW_ABOVE, -1), (ROW_BELOW, 1)):
        for place, wrong in enumerate(found):
            other = place + step
            beside = claims[other] if 0 <= other < len(claims) else None
            if wrong is None or wrong.trial is None or beside is None or beside.quantity != wrong.asked.quantity:
                continue
            truths = {number_at(entry.truth, beside.inputs) for entry in beside.entries}
            if wrong.trial.claimed in truths:
                wrong.trial.hits.append(Hit(slip, 2))


def _localised(claims: Sequence[Asked | None], found: Sequence[Wrong | None]) -> None:
    """Doubts slips that would have made wrong what is claimed rightly of an earlier place."""
    right = [each for each in claims if each is not None and not any(entry.wrong for entry in each.entries)]
    for wrong in found:
        if wrong is not None and wrong.trial is not None and wrong.trial.ground is not None:
            for each in right:
                if _earlier(each, wrong.asked):
                    _doubt(wrong.trial, wrong.trial.ground, each)


def _earlier(right: Asked, wrong: Asked) -> bool:
    """Whether a claim is of a part of what another is of."""
    same = right.subject.network == wrong.subject.network and right.inputs == wrong.inputs
    return same and right.quantity == wrong.quantity and right.places.stop < wrong.places.stop


def _doubt(trial: Trial, ground: Ground, right: Asked) -> None:
    try:
        before = grounds(right, right.quantity, ground.axes[ground.axis])
        truth = before.value(before.steps)
        for hit in trial.hits:
            made_before = [value for value, *_ in made(hit.slip, before)] if hit.edit is None else []
            changed = hit.edit is not None and hit.edit[0].first < len(before.path)
            if changed or (hit.slip.law and made_before and truth not in made_before):
                trial.doubted.add(hit.slip.name)
    except (*UNTRIED, OutOfBudget):
        return


def _reasons(wrong: Wrong) -> tuple[Reason, ...]:
    try:
        with budget(limits.WHY_STEPS, limits.WHY_SECONDS):
            return tuple(_shown(wrong))
    except (*UNTRIED, OutOfBudget):
        return ()


def _once(agreed: Sequence[Agreement]) -> list[Agreement]:
    """Each network once."""
    networks = [each.network for each in agreed]
    return [each for place, each in enumerate(agreed) if each.network is None or each.network not in networks[:place]]


def _shown(wrong: Wrong) -> Iterator[Reason]:
    """The reasons that are true, as many as are shown."""
    wrongly = [each.claimed for each in wrong.asked.entries if each.wrong]
    claimed = tupled(wrongly) if len(set(wrongly)) > 1 else wrong.entry.claimed
    dilated = any(getattr(link.item, "dilation", None) for link in wrong.asked.subject.chain.links)
    best = _once(
        sorted(wrong.agreed, key=lambda each: (not each.literal, each.slip.company, -each.slip.prior, not each.proved))
    )
    for agreed in best[: 1 if best and best[0].proved else MOST]:
        yield stated(agreed.slip, wrong.asked.quantity, claimed, agreed.network, dilated)
    count = 0
    if wrong.trial is None:
        return
    for each in ranked(wrong.trial):
        for hit in each.hits:
            made = reason(hit, wrong.asked.quantity, wrong.trial.ground, claimed, each.firm, each.share, dilated)
            if made is not None:
                yield made
                count += 1
                break
        if count == each.shown:
            return
