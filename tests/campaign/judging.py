"""Verdicts on claims, against what was counted: what each status means, conditions, counterexamples and witnesses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from campaign.asking import Asker, Call, class_of
from campaign.formulas import NoValue, shortly
from campaign.plain import Unread, value, within, worded
from campaign.questions import Claim, Question
from campaign.trials import Trials

__all__ = ["call_of", "claimed", "condition_of", "judged", "options_of", "words_of"]

Statement = Sequence[tuple[dict[str, int], bool]]


def options_of(question: Question) -> dict[str, Any]:
    """The options that a question is asked with."""
    options: dict[str, Any] = {"axes": question.axes}
    if question.convention != "pytorch":
        options["convention"] = question.convention
    if question.premises:
        options["where"] = [premise.text for premise in question.premises]
    if question.budget is not None:
        options["budget"] = question.budget
    return options


def words_of(question: Question) -> list[str]:
    """The same options, of the command."""
    words = ["--axes", ",".join(question.axes), "--convention", question.convention]
    for premise in question.premises:
        words += ["--where", premise.text]
    return words if question.budget is None else [*words, "--budget", str(question.budget)]


def call_of(question: Question, claim: Claim) -> Call:
    """The check of a claim."""
    return Call("check", (question.text, claim.text), options_of(question))


def claimed(asker: Asker, question: Question, trials: Trials) -> None:
    """Each claim of a question is judged."""
    for claim in question.claims:
        judged(asker, question, trials, claim, asker.ask(call_of(question, claim)))


def judged(asker: Asker, question: Question, trials: Trials, claim: Claim, report: Any) -> None:
    """The report on a claim, None where it was refused."""
    if report is not None:
        _Judge(asker, question, trials, claim, call_of(question, claim)).verdict(report.to_dict()["verdicts"][0])


class _Judge:
    """A claim and what is tried of it."""

    def __init__(self, asker: Asker, question: Question, trials: Trials, claim: Claim, call: Call) -> None:
        self.asker, self.question, self.trials, self.claim, self.call = asker, question, trials, claim, call

    def differs(self, oracle: str, what: str, *lines: str) -> None:
        given = f"report = {self.call.code}"
        self.asker.differs(oracle, what, given, 'verdict = report.to_dict()["verdicts"][0]', *lines)

    def verdict(self, told: Mapping[str, Any]) -> None:
        """The whole of it."""
        if told["status"] == "unread":
            self.asker.counts["unread"] += 1
            return
        status, findings = told["status"], told["findings"]
        self.count(told)
        statements = []
        for place, finding in enumerate(findings):
            axis = finding["axis"] or self.question.axes[0]
            statement = list(self.trials.statement(self.claim, axis))
            statements.append(statement)
            self.finding(place, axis, finding, statement, told)
        if status == "refuted" and statements and len(statements) > 1:
            together = _together(statements, self.question.symbols)
            if together is not None:
                self.differs("refuted", f"refuted, but true at {together}", 'assert verdict["status"] != "refuted"')
        self.points(told)

    def count(self, told: Mapping[str, Any]) -> None:
        status = told["status"]
        self.asker.counts[status if told["complete"] or status == "undecided" else f"{status}, in part"] += 1
        if status == "undecided" or not told["complete"]:
            reasons = {class_of(finding["reason"]) for finding in told["findings"] if finding["reason"]}
            symbols = "numbers" if not self.question.symbols else f"{len(self.question.symbols)} symbols"
            shape = f"{status}: {self.claim.quantity} {self.claim.relation}, {symbols}"
            self.asker.undecided[f"{shape}{': ' if reasons else ''}{'; '.join(sorted(reasons))}"] += 1

    def finding(
        self, place: int, axis: str, finding: Mapping[str, Any], statement: Statement, told: Mapping[str, Any]
    ) -> None:
        """One axis."""
        at = f'verdict["findings"][{place}]'
        status = finding["status"]
        true = next((env for env, holds in statement if holds), None)
        false = next((env for env, holds in statement if not holds), None)
        if status == "proved" and false is not None:
            self.differs("proved", f"proved, but false at {false}", f'assert {at}["status"] != "proved"')
        if status == "refuted" and true is not None:
            self.differs("refuted", f"refuted, but true at {true}", f'assert {at}["status"] != "refuted"')
        if status == "conditional":
            self.condition(at, finding, statement, told)
        self.counterexample(at, axis, finding, statement)
        self.truth(at, axis, finding)

    def condition(self, at: str, finding: Mapping[str, Any], statement: Statement, told: Mapping[str, Any]) -> None:
        """It is true exactly where the condition says."""
        for env, holds in statement:
            known = condition_of(finding, told if len(told["findings"]) == 1 else None, env)
            if known is None and finding["every"]:
                continue
            if known is None:
                self.asker.counts["conditions not read"] += told["complete"]
                return
            if known != holds:
                what = f"the condition {told['condition']!r} says {known} at {env}, where it is {holds}"
                line = f'worded(verdict["condition"], {env})'
                if finding["true_on"] is not None:
                    line = f'within({at}["true_on"], {env})'
                self.differs("condition", what, f"assert {line} is {holds}")
                return

    def counterexample(self, at: str, axis: str, finding: Mapping[str, Any], statement: Statement) -> None:
        """It is false there, and of a network of numbers it is the least."""
        found = finding["counterexample"]
        line = f'assert {at}["counterexample"] != {found}'
        if found is None:
            false = next((env for env, holds in statement if not holds), None)
            if finding["status"] in ("conditional", "refuted") and false and not self.claim.at:
                self.differs(
                    "counterexample", f"there is none, but it is false at {false}", f'assert {at}["counterexample"]'
                )
            return
        outcomes = self.trials.at(self.claim, axis, found)
        if outcomes and True in outcomes:
            self.differs("counterexample", f"{found} is none: it is true there", line)
        if outcomes and None in outcomes and not self.undefined(axis, found):
            self.differs("counterexample", f"{found} is not taken by the network", line)
        if not self.question.symbols and axis in found:
            least = min((env[axis] for env, holds in statement if not holds and axis in env), default=None)
            if least is not None and least < found[axis]:
                self.differs("counterexample", f"{found} is not the least: it is false at {least}", line)

    def undefined(self, axis: str, env: Mapping[str, int]) -> bool:
        """Whether the network takes the numbers, and the formula has no value."""
        point = self.trials.point(env) if all(name in env for name in self.question.symbols) else None
        if point is None:
            return any(name not in env for name in self.question.symbols)
        return self.trials.worth(self.claim.quantity, point, env.get(axis, dict(self.claim.at).get(axis))) is not None

    def truth(self, at: str, axis: str, finding: Mapping[str, Any]) -> None:
        """The truth that is told is what was counted, and so are the values at the counterexample."""
        checked = 0
        for point in self.trials.points:
            inputs = point.inputs if self.claim.quantity == "size" else (None,)
            for n in (dict(self.claim.at)[axis],) if axis in dict(self.claim.at) else inputs:
                counted = self.trials.worth(self.claim.quantity, point, n)
                env = point.env if n is None else {**point.env, axis: n}
                if counted is None or (max(env.values(), default=0) > 300 and checked > 150):
                    continue
                checked += 1
                try:
                    told = value(finding["truth"], env)
                except (Unread, NoValue):
                    self.asker.counts["truths not read"] += 1
                    return
                if told != counted:
                    counts = f"{shortly(counted)} is counted"
                    what = f"the truth {finding['truth']!r} is {shortly(told)} at {env}, where {counts}"
                    self.differs("truth", what, f'assert value({at}["truth"], {env}) == {counted}')
                    return
        self.values(at, axis, finding)

    def values(self, at: str, axis: str, finding: Mapping[str, Any]) -> None:
        found = finding["counterexample"]
        point = None
        if found is not None and all(name in found for name in self.question.symbols):
            point = self.trials.point(found)
        if point is None or found is None:
            return
        n = found.get(axis, dict(self.claim.at).get(axis))
        for key, counted in (
            ("truth_value", self.trials.worth(self.claim.quantity, point, n)),
            ("claim_value", self.trials.claimed(self.claim, axis, found)),
        ):
            told = finding[key]
            if counted is not None and told is not None and _short(told) and Fraction(told) != counted:
                self.differs(
                    "values", f"{key} is {told} at {found}, and not {counted}", f'assert {at}["{key}"] != {told!r}'
                )

    def points(self, told: Mapping[str, Any]) -> None:
        """It is true where it is told to be."""
        found = told["true_at"]
        if found is None:
            return
        for finding in told["findings"]:
            outcomes = self.trials.at(self.claim, finding["axis"] or self.question.axes[0], found)
            if outcomes and not all(outcomes):
                missing = "not taken" if None in outcomes else "false"
                self.differs(
                    "witness", f"true_at {found}, where it is {missing}", f'assert verdict["true_at"] != {found}'
                )
                return


def condition_of(finding: Mapping[str, Any], told: Mapping[str, Any] | None, env: Mapping[str, int]) -> bool | None:
    """Whether a finding says that a claim holds at numbers; None where it does not say."""
    if finding["status"] != "conditional":
        return {"proved": True, "refuted": False}.get(finding["status"])
    where = finding["true_on"]
    if where is not None:
        try:
            return within(where, env) or (None if finding["every"] else False)
        except KeyError:
            return None
    if told is None or not told["complete"] or not told["condition"] or told["left_off"]:
        return None
    try:
        return worded(told["condition"], env)
    except (Unread, NoValue):
        return None


def _together(statements: Sequence[Statement], symbols: Sequence[str]) -> dict[str, int] | None:
    """Numbers at which all are true, the sizes of the axes being free of each other."""
    by_symbols: list[dict[tuple[int, ...], dict[str, int]]] = []
    for statement in statements:
        by_symbols.append({tuple(env[name] for name in symbols): env for env, holds in statement if holds})
    common = set(by_symbols[0]).intersection(*by_symbols[1:])
    if not common:
        return None
    at = min(common)
    return {name: n for each in by_symbols for name, n in each[at].items()}


def _short(told: int | str) -> bool:
    return isinstance(told, int) or all(c in "0123456789-/" for c in told)
