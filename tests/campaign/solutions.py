"""Solutions, against what was counted, and against what a check says of the same statement."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from typing import Any

from campaign.asking import Asker, Call, class_of
from campaign.judging import call_of, condition_of, options_of
from campaign.questions import Question
from campaign.trials import Point, Trials
from symrf.errors import SymrfError

__all__ = ["solved"]

MOST = 1_500


def solved(asker: Asker, question: Question, trials: Trials) -> None:
    """The conditions of a question, solved together; and one alone is checked as well."""
    options = options_of(question)
    if question.unknown:
        options["unknown"] = question.unknown
    if question.given:
        options["at"] = dict(question.given)
    call = Call("solve", (question.text, [claim.text for claim in question.claims]), options)
    solution = asker.ask(call)
    if solution is None:
        return
    told = solution.to_dict()
    asker.counts[f"solve: {told['status']}"] += 1
    if told["status"] == "undecided":
        asker.undecided[f"solve: {class_of(told['reason'] or 'without a reason')}"] += 1
        if told["sets"] is None:
            return
    _members(asker, question, trials, call, solution, told)
    if len(question.claims) == 1 and len(question.axes) == 1 and not question.given and told["status"] != "undecided":
        _alike(asker, question, trials, call, solution, told)


def _members(
    asker: Asker, question: Question, trials: Trials, call: Call, solution: Any, told: Mapping[str, Any]
) -> None:
    """What is in it is true, and what is not is not."""
    wrong: set[str] = set()
    asked = ((env, holds) for env, holds in _tried(question, trials, set(told["for_every"])) if not _beyond(told, env))
    for env, holds in islice(asked, MOST):
        found = _answer(asker, call, env, lambda env=env: env in solution)
        if found is None:
            return
        oracle, so = ("domain", "not taken") if holds is None else ("solution", holds)
        if found != bool(holds) and oracle not in wrong:
            wrong.add(oracle)
            what = f"{told['answer']!r} says {found} at {env}, where it is {so}"
            asker.differs(oracle, what, f"solution = {call.code}", f"assert ({env} in solution) is {bool(holds)}")


def _answer(asker: Asker, call: Call, env: Mapping[str, int], asked: Callable[[], bool]) -> bool | None:
    try:
        return asked()
    except SymrfError:
        asker.counts["members not asked"] += 1
    except Exception as error:
        what = f"{type(error).__name__} where {env} is looked for in the solution: {error}"
        asker.differs("traceback", what, f"solution = {call.code}", f"assert {env} in solution or True")
    return None


def _beyond(told: Mapping[str, Any], env: Mapping[str, int]) -> bool:
    bound = told["bound"]
    return bound is not None and any(env.get(name, 0) > bound for name in told["unknowns"])


def _tried(question: Question, trials: Trials, every: set[str]) -> Iterator[tuple[dict[str, int], bool | None]]:
    """Numbers, and whether all conditions hold there; for all inputs, where a solution is for every one of them.

    None where the network does not take the input.
    """
    axis = question.axes[0]
    sized = any(claim.quantity == "size" for claim in question.claims)
    for point in trials.points:
        if not sized:
            outcome = _all(question, trials, point, None, axis)
            if outcome is not None:
                yield {**dict(question.given), **point.env}, outcome
            continue
        given = dict(question.given).get(axis)
        inputs = (given,) if given is not None else point.inputs
        if axis in every:
            turns = MOST if point.view is None else min(2 * point.view.jump, MOST)
            after = range(inputs[0], inputs[0] + turns) if inputs else ()  # all that may differ, if those are few
            asked = (*inputs, *after)
            known = (each for n in asked if (each := _all(question, trials, point, n, axis)) is not None)
            if (first := next(known, None)) is not None:
                yield {**dict(question.given), **point.env}, first and all(known)
            continue
        for n in inputs:
            env = {**point.env, axis: n}
            for other in question.axes[1:]:
                env[other] = inputs[(inputs.index(n) * 7) % len(inputs)]
            outcomes = [_all(question, trials, point, env[each], each) for each in question.axes]
            if None not in outcomes:
                yield env, all(outcomes)
            elif any(point.refuses(env[each]) for each in question.axes):
                yield env, None


def _all(question: Question, trials: Trials, point: Point, n: int | None, axis: str) -> bool | None:
    outcomes = [trials.judged(claim, axis, point, n if claim.quantity == "size" else None) for claim in question.claims]
    return None if None in outcomes else all(outcomes)


def _alike(
    asker: Asker, question: Question, trials: Trials, call: Call, solution: Any, told: Mapping[str, Any]
) -> None:
    """A check of the same statement says the same."""
    asked = call_of(question, question.claims[0])
    report = asker.ask(asked)
    if report is None:
        return
    verdict = report.to_dict()["verdicts"][0]
    if verdict["status"] == "unread" or not verdict["findings"]:  # it ran out of its budget
        return
    finding = verdict["findings"][0]
    axis = question.axes[0]
    every = set(told["for_every"])
    if axis in every and question.claims[0].quantity == "size":
        return
    for seen, (env, holds) in enumerate(_tried(question, trials, every)):
        if holds is None or _beyond(told, env):
            continue
        checked = condition_of(finding, verdict, env)
        if checked is None or seen > MOST:
            return
        found = _answer(asker, call, env, lambda env=env: env in solution)
        if found is not None and found != checked:
            what = f"check says {checked} and solve says {found} at {env}"
            said = f"worded(verdict['condition'], {env})" if checked != holds else f"({env} in solution)"
            lines = f"solution = {call.code}", f'verdict = {asked.code}.to_dict()["verdicts"][0]'
            asker.differs("agree", what, *lines, f"assert {said} is {holds}")
            return
