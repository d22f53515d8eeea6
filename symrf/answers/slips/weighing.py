"""How likely it is that a slip was made, beside others and beside chance."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import prod

from symrf.answers.slips.grounds import Ground, Value
from symrf.answers.slips.networks import Items, unrolled
from symrf.answers.slips.slip import Slip
from symrf.answers.slips.trying import Hit, weight_of

__all__ = ["MOST", "Ranked", "Trial", "chance", "ranked", "together"]

NEAR = 0.3  # of the truth, within which half of the wrong numbers are
AT_CHANCE = 0.6  # of wrong numbers have no reason in the table
FAR = 0.11  # of wrong numbers for each factor e beyond
FIRM = 0.9  # of several numbers, where it is no chance that they have one slip
SURE = 0.5  # of all evidence, which a slip that is sure has alone
DOUBT = 0.1  # of a slip that would show where nothing is wrong
ALONE, WITH_ANOTHER, MOST = 0.8, 0.6, 3  # of all evidence, where one reason is shown, or two; else three
ENOUGH = {"size": 0.5}
ENOUGH_ELSEWHERE = 0.35


@dataclass
class Trial:
    """A number that is wrong, and the slips that give it, with how likely each is against chance."""

    claimed: Value
    truth: Value
    quantity: str
    ground: Ground | None = None
    hits: list[Hit] = field(default_factory=list)
    odds: dict[str, float] = field(default_factory=dict)
    firm: dict[str, int] = field(default_factory=dict)  # slips that explain several numbers, and how many
    others: float = 1.0  # how likely what is claimed of other axes is by chance
    doubted: set[str] = field(default_factory=set)  # slips that would have made wrong what is right


@dataclass(frozen=True)
class Ranked:
    """A slip of a trial, its share of what may be behind the number, how many are shown, and how many numbers it
    explains, where that is no chance."""

    hits: tuple[Hit, ...]
    share: float
    shown: int
    firm: int


def chance(claimed: Value, truth: Value) -> float:
    """How likely a number is without any slip of the table."""
    scale = max(abs(float(truth)), 4.0)
    if abs(float(claimed - truth)) <= NEAR * scale:
        return AT_CHANCE * 0.5 / (2 * NEAR * scale)
    return AT_CHANCE * FAR / max(abs(float(claimed)), 1.0)


def together(trials: Sequence[Trial]) -> None:
    """Weighs the slips of each number with all the numbers that they explain."""
    explained: dict[str, list[tuple[Trial, list[Hit]]]] = defaultdict(list)
    for trial in trials:
        by_name: dict[str, list[Hit]] = defaultdict(list)
        for hit in trial.hits:
            by_name[hit.slip.name].append(hit)
        for name, of_one in by_name.items():
            explained[name].append((trial, of_one))
    for name, found in explained.items():
        slip = found[0][1][0].slip
        for (trial, _), several in zip(found, _shared(found), strict=True):
            best = next(hit for other, hit in several if other is trial)
            numbers = len({(other.claimed, other.truth) for other, _ in several})
            odds, sure = _odds(slip, several) if numbers > 1 else (0.0, False)
            alone = 0.0 if slip.company else _odds(slip, [(trial, best)])[0]
            trial.odds[name] = max(odds, alone) * (DOUBT if name in trial.doubted else 1.0)
            trial.hits.insert(0, trial.hits.pop(_place(trial.hits, best)))  # the one that is shown of the slip
            if sure:
                trial.firm[name] = numbers


def _place(hits: Sequence[Hit], hit: Hit) -> int:
    """Where a hit stands."""
    return next(place for place, each in enumerate(hits) if each is hit)


def _shared(found: Sequence[tuple[Trial, Sequence[Hit]]]) -> list[list[tuple[Trial, Hit]]]:
    """For each number that a slip gives, all those that it gives with the same change, and that itself."""
    shared: dict[int, list[tuple[Trial, Hit]]] = {}
    for trial, hits in found:
        if id(trial) not in shared:
            several = max((_one(trial, hit, found) for hit in hits), key=len)
            for other, _ in several:
                if len(several) > len(shared.get(id(other), ())):
                    shared[id(other)] = several
    return [shared[id(trial)] for trial, _ in found]


def _one(trial: Trial, hit: Hit, found: Sequence[tuple[Trial, Sequence[Hit]]]) -> list[tuple[Trial, Hit]]:
    """The numbers that a slip gives with one and the same change of the network, or one rule, beside a first."""
    several = [(trial, hit)]
    for other, hits in found:
        if other is not trial:
            several += [(other, each) for each in hits if all(_same((other, each), pair) for pair in several)][:1]
    return several


def _same(one: tuple[Trial, Hit], other: tuple[Trial, Hit]) -> bool:
    """Whether two numbers have one reason: networks of which one begins as the other, or a rule's values alike."""
    (first, hit), (second, beside) = one, other
    here, there = first.ground, second.ground
    if here == there:
        alike = (first.claimed, first.truth) == (second.claimed, second.truth)
        return alike or (here is None and first.truth != second.truth and hit.variety == beside.variety == 1)
    if here is None or there is None or (hit.edit is None and hit.items is None):
        return hit.turn == beside.turn
    if not _begins(here.items, there.items):
        return len(hit.edit or ()) != 1 or hit.edit == beside.edit
    return _begins(_made(here, hit), _made(there, beside))


def _begins(one: Items, other: Items) -> bool:
    """Whether one network begins as another."""
    length = min(len(one), len(other))
    return one[:length] == other[:length]


def _made(ground: Ground, hit: Hit) -> Items:
    """The network that a hit makes, written out."""
    return ground.changed(hit.edit) if hit.edit is not None else unrolled(hit.items or ())


def _odds(slip: Slip, found: Sequence[tuple[Trial, Hit]]) -> tuple[float, bool]:
    """How likely numbers are by one slip against chance, and whether that is sure."""
    distinct = {(trial.claimed, trial.truth): (trial, hit) for trial, hit in found}.values()
    varieties = [max(1, hit.variety) for _, hit in distinct]
    edits = {hit.edit for _, hit in distinct}
    choices = max(varieties) if len(edits) == 1 and None not in edits else prod(varieties)
    by_slip = slip.weight / max(weight_of(found[0][0].quantity), slip.weight) / choices
    by_chance = prod(chance(trial.claimed, trial.truth) * trial.others for trial, _ in distinct)
    odds = by_slip / by_chance
    return odds, odds / (1 + odds) >= FIRM


def ranked(trial: Trial) -> list[Ranked]:
    """The slips that are shown of a number, best first; none where chance is as likely."""
    odds = {name: value for name, value in trial.odds.items() if value > 0}
    priors = {hit.slip.name: hit.slip.prior for hit in trial.hits}
    kept = list(_by_network(trial, sorted(odds, key=lambda name: (-odds[name], -priors[name]))))
    total = sum(odds[hits[0].slip.name] for hits in kept)
    if not kept or total / (1 + total) < ENOUGH.get(trial.quantity, ENOUGH_ELSEWHERE):
        return []
    best = odds[kept[0][0].slip.name] / total
    first = kept[0][0].slip.name
    firm = trial.firm.get(first, 0) if best >= SURE else 0
    most = 1 if firm or best >= ALONE else 2 if best >= WITH_ANOTHER else MOST
    shares = [odds[hits[0].slip.name] / (1 + total) for hits in kept]
    return [
        Ranked(hits, share, most, 0 if place else firm)
        for place, (hits, share) in enumerate(zip(kept, shares, strict=True))
    ]


def _by_network(trial: Trial, names: Sequence[str]) -> Iterable[tuple[Hit, ...]]:
    """The hits of each slip, in order, without those whose networks another has made before."""
    seen: set[object] = set()
    for name in names:
        hits = [hit for hit in trial.hits if hit.slip.name == name]
        fresh = [hit for hit in hits if (made := _network(trial.ground, hit)) is None or made not in seen]
        if fresh:
            seen.update(made for hit in hits if (made := _network(trial.ground, hit)) is not None)
            yield tuple(fresh)


def _network(ground: Ground | None, hit: Hit) -> object:
    """The network that a hit makes, None where it is a rule."""
    if ground is None or (hit.edit is None and hit.items is None):
        return None
    return _made(ground, hit)
