"""Questions by their seed, their judgement, smaller ones that differ as well, and the campaign of many."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from importlib import import_module
from random import Random

from campaign import papers
from campaign.asking import Asker, Difference, class_of
from campaign.claiming import claims
from campaign.derived import FORMATS, derived, pixels
from campaign.drawing import family, premises, sizable
from campaign.formulas import number
from campaign.judging import claimed
from campaign.questions import KINDS, Claim, Question, less
from campaign.solutions import solved
from campaign.trials import Point, Trials
from symrf.errors import DerivationError

__all__ = ["Campaign", "Found", "drawn", "judged", "loaded", "shrunk"]

CONVENTIONS = ("pytorch", "pytorch", "pytorch", "tensorflow", "onnx", "caffe", "darknet")
JUDGES = {
    "networks": derived,
    "families": derived,
    "claims": claimed,
    "solve": solved,
    "documents": papers.told,
    "sets": pixels,
}
OUT_OF_BUDGET = "not worked out within"
MOST_TRIES = 300  # of smaller questions
MOST_SECONDS = 20  # of making a question smaller
MOST_TRIES_LATE = 6  # each of which may take seconds


def drawn(seed: str) -> Question:
    """The question of a seed, such as `claims:17`: the same on every machine."""
    kind, _, _ = seed.partition(":")
    if kind not in KINDS:
        raise ValueError(f"a question is one of {', '.join(KINDS)}, as in claims:17, not {seed!r}")
    return replace(_DRAWN[kind](Random(seed)), seed=seed)  # noqa: S311


def judged(question: Question) -> Asker:
    """A question, asked and judged."""
    asker = Asker(question.budget)
    if question.sound:
        try:
            JUDGES[question.kind](asker, question, Trials(question))
        except DerivationError as refusal:  # what is read off a result is a question with its budget, too
            if OUT_OF_BUDGET not in refusal.message:
                raise
            asker.refusals[class_of(refusal.message)] += 1
    return asker


def loaded() -> None:
    """What symrf loads when it is first needed is loaded, which is no time of a question's."""
    with suppress(ImportError):
        import_module("z3")
    for kind in KINDS:
        judged(drawn(f"{kind}:1"))


@dataclass(frozen=True, slots=True)
class Found:
    """A difference, the question that it was found with, and the smallest that it was made to."""

    question: Question
    smallest: Question
    difference: Difference


def shrunk(question: Question, difference: Difference) -> Found:
    """A smaller question, as long as there is one, with a difference of the same oracle."""
    smallest, left = question, MOST_TRIES if difference.oracle != "late" else MOST_TRIES_LATE
    end = time.process_time() + MOST_SECONDS
    while True:
        for each in less(smallest):
            left -= 1
            if left < 0 or time.process_time() > end:
                return Found(question, smallest, difference)
            same = next((found for found in judged(each).differences if found.oracle == difference.oracle), None)
            if same is not None:
                smallest, difference = each, same
                break
        else:
            return Found(question, smallest, difference)


@dataclass
class Campaign:
    """Many questions, with what was counted and what was found."""

    seed: int
    kinds: Sequence[str] = KINDS
    budget: float | None = None
    counts: Counter[str] = field(default_factory=Counter)
    undecided: Counter[str] = field(default_factory=Counter)
    refusals: Counter[str] = field(default_factory=Counter)
    found: list[Found] = field(default_factory=list)
    slowest: tuple[float, str, str] = (0.0, "", "")

    def run(self, seconds: float | None, questions: int | None) -> Iterator[Found]:
        """As many questions as there is time for, or as are wanted; each difference as it is found."""
        end = None if seconds is None else time.monotonic() + seconds
        for seed in self.seeds(questions):
            if end is not None and time.monotonic() > end:
                return
            yield from self.one(seed)

    def seeds(self, questions: int | None) -> Iterator[str]:
        """The seeds of questions, in turn of every kind."""
        random, asked = Random(self.seed), 0  # noqa: S311
        while questions is None or asked < questions:
            yield f"{self.kinds[asked % len(self.kinds)]}:{random.randrange(10**9)}"
            asked += 1

    def one(self, seed: str) -> Iterator[Found]:
        """One question, and what differs, made small."""
        question = replace(drawn(seed), budget=self.budget)
        asker = judged(question)
        self.counts["questions"] += 1
        self.counts[f"questions of {question.kind}"] += 1
        self.counts[f"questions about {'families' if question.symbols else 'networks of numbers'}"] += 1
        self.counts += asker.counts
        self.undecided += asker.undecided
        self.refusals += asker.refusals
        self.slowest = max(self.slowest, (*asker.slowest, seed))
        oracles = {difference.oracle: difference for difference in reversed(asker.differences)}
        for difference in oracles.values():
            found = shrunk(question, difference)
            self.found.append(found)
            yield found


# ---- questions ---------------------------------------------------------------------------------------------------


def _network(random: Random) -> Question:
    convention = random.choice(CONVENTIONS)
    axes = random.choice((("w",), ("w", "h")))
    items = sizable(random, 6, convention)
    return Question("networks", items, (), axes, convention, form=random.choice(FORMATS))


def _family(random: Random) -> Question:
    items = family(random)
    return Question("families", items, premises=premises(random, items), form=random.choice(FORMATS))


def _claims(random: Random) -> Question:
    if random.random() < 0.4:
        convention, axes = random.choice(CONVENTIONS), random.choice((("w",), ("w",), ("w", "h")))
        question = Question("claims", sizable(random, 5, convention), (), axes, convention)
    else:
        items = family(random)
        axes = random.choice((("w",), ("w",), ("w",), ("w", "h")))
        question = Question("claims", items, (), axes, premises=premises(random, items))
    return _with_claims(random, question, random.randint(1, 4))


def _with_claims(random: Random, question: Question, count: int) -> Question:
    """Claims about it, drawn with some numbers in mind."""
    point = _somewhere(random, question)
    env = dict.fromkeys(question.axes, random.randint(20, 90)) | (point.env if point else {})
    made = claims(random, question.network, question.axes, count, env, bool(question.symbols))
    if not question.symbols and random.random() < 0.2 and point is not None:
        n = random.randint(20, 200)
        given = point.size(n)
        if given is not None:
            told = tuple(number(given + random.choice((0, 0, 1))) for _ in question.axes)
            made.append(Claim("size", "=", told, "plain", tuple((axis, n) for axis in question.axes)))
    return replace(question, claims=tuple(made))


def _somewhere(random: Random, question: Question) -> Point | None:
    """Numbers that the network takes: small ones, or one of them far out."""
    trials = Trials(question, 12)
    for _ in range(4):
        env = {name: random.randint(1, 7) for name in question.symbols}
        if env and random.random() < 0.5:
            env[random.choice(sorted(env))] = random.randint(8, random.choice((60, 1_000, 100_000)))
        found = trials.point(env)
        if found is not None and found.view is not None:
            return found
    return random.choice(trials.points or [None])


def _solve(random: Random) -> Question:
    if random.random() < 0.4:
        convention, axes = random.choice(CONVENTIONS), random.choice((("w",), ("w",), ("w", "h")))
        question = Question("solve", sizable(random, 4, convention), (), axes, convention)
        question = _with_claims(random, question, random.choice((1, 1, 2)))
        kept = tuple(claim for claim in question.claims if claim.quantity == "size" and not claim.at)
        return replace(question, claims=kept or (Claim("size", ">=", (number(9),) * len(axes)),))
    items = family(random)
    question = _with_claims(random, Question("solve", items, premises=premises(random, items)), 1)
    symbols = list(question.symbols)
    unknown = random.choice([*symbols, *symbols, "w"])
    if unknown == "w" and question.claims[0].quantity != "size":
        unknown = random.choice(symbols)
    point = _somewhere(random, question)
    given = dict(point.env) if point is not None else {}
    given.pop(unknown, None)
    if unknown != "w" and question.claims[0].quantity == "size" and random.random() < 0.4 and point and point.inputs:
        given["w"] = random.choice(point.inputs)
    kept_given = {name: value for name, value in given.items() if random.random() < 0.7}
    return replace(question, unknown=unknown, given=tuple(sorted(kept_given.items())))


def _document(random: Random) -> Question:
    form = random.choice(("claims", "claims", "markdown", "latex", "cache", "command"))
    if random.random() < 0.6:
        question = Question("documents", sizable(random, 4), form=form)
    else:
        items = family(random)
        question = Question("documents", items, premises=premises(random, items), form=form)
    made = _with_claims(random, question, random.randint(2, 4))
    return replace(made, claims=tuple(claim for claim in made.claims if not claim.at))


def _pixels(random: Random) -> Question:
    return Question("sets", sizable(random, 5))


_DRAWN = {
    "networks": _network,
    "families": _family,
    "claims": _claims,
    "solve": _solve,
    "documents": _document,
    "sets": _pixels,
}
