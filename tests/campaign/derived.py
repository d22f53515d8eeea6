"""Derivations, against windows that were counted and pixels that were followed; and the command in all its formats."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from support import branching, dependencies

from campaign.asking import Asker, Call
from campaign.formulas import NoValue, Value, shortly
from campaign.judging import options_of, words_of
from campaign.networks import Turns, numbered
from campaign.plain import Unread, exactly, value
from campaign.questions import Question
from campaign.trials import Point, Trials

__all__ = ["derived", "pixels"]

BELOW = 40  # inputs just below the least one, of which none is taken

FORMATS = ("text", "unicode", "latex", "markdown", "github", "html", "typst", "paper", "slides", "json", "svg", "tikz")


def derived(asker: Asker, question: Question, trials: Trials) -> None:
    """What is derived of each axis, and that the command shows it."""
    call = Call("derive", (question.text,), options_of(question))
    found = asker.ask(call)
    if found is not None:
        told = asker.run(f"{call.code}.to_dict()", found.to_dict)
        for axis in question.axes if told else ():
            _Axis(asker, trials, call, axis, told["result"][axis]).judged()
        if told and len(question.axes) == 1:
            _numbers(asker, question, trials, call, found)
    _command(asker, question)


class _Axis:
    """An axis of a derivation."""

    def __init__(self, asker: Asker, trials: Trials, call: Call, axis: str, told: Mapping[str, Any]) -> None:
        self.asker, self.trials, self.call, self.axis, self.told = asker, trials, call, axis, told

    def differs(self, oracle: str, what: str, line: str) -> None:
        lines = (f'told = {self.call.code}.to_dict()["result"][{self.axis!r}]', line)
        self.asker.differs(oracle, what, *lines)

    def worth(self, of: Any, env: Mapping[str, int]) -> Value | None:
        """What a text is worth, if that is known."""
        with suppress(Unread, NoValue):
            return None if of is None else value(of, env)
        return None

    def judged(self) -> None:
        judged = 0
        for point in self.trials.points:
            far = max(point.env.values(), default=0) > 300
            if far and judged > 60:
                continue
            judged += 1
            if not (self.seen(point) and self.sizes(point)):
                return

    def seen(self, point: Point) -> bool:
        """Field and jump."""
        view = point.view
        if view is None:
            return True
        for key, counted in (("receptive_field", view.extent), ("jump", view.jump)):
            told = self.worth(self.told[key], point.env)
            if told is not None and told != counted:
                what = f"{key} {self.told[key]!r} is {shortly(told)} at {point.env}, where {counted} is followed"
                self.differs("field", what, f'assert value(told["{key}"], {point.env}) == {counted}')
                return False
        return True

    def sizes(self, point: Point) -> bool:
        size = self.told["size"]
        taken = [n for n in point.inputs if point.size(n) is not None]
        for n in taken:
            env, counted = {**point.env, self.axis: n}, point.size(n)
            for form in ("closed", "nested"):
                told = self.worth(size[form], env)
                if told is not None and told != counted:
                    what = f"{form} {size[form]!r} is {shortly(told)} at {env}, where {counted} is counted"
                    self.differs("size", what, f'assert value(told["size"]["{form}"], {env}) == {counted}')
                    return False
            if not self.exact(env, counted):
                return False
        return self.least(point, taken)

    def exact(self, env: Mapping[str, int], counted: int | None) -> bool:
        """The hand form is exact where it is said to be, and nowhere else."""
        size = self.told["size"]
        hand, when = self.worth(size["hand"], env), size["exact_when"]
        if hand is None or not isinstance(when, Mapping):
            return True
        with suppress(Unread, NoValue):
            said = exactly(when, env, self.axis)
            if said != (hand == counted):
                what = f"{size['hand']!r} is {hand} at {env}, where {counted} is counted; exact is {said} by {when}"
                line = f'exactly(told["size"]["exact_when"], {env}, {self.axis!r})'
                told = f'(value(told["size"]["hand"], {env}) == {counted})'
                self.differs("exact", what, f"assert {line} is {told}")
                return False
        return True

    def least(self, point: Point, taken: list[int]) -> bool:
        """The least input is taken, and none of those that were tried below it, or stand just there, is."""
        told = self.worth(self.told["size"]["minimum"], point.env)
        if told is None or not taken:
            return True
        first = int(told)
        smaller = [n for n in (*taken, *range(max(1, first - BELOW), first)) if n < first and point.size(n) is not None]
        if told != first or smaller or point.refuses(first):
            found = smaller[0] if smaller else min(taken)
            what = f"the minimum {self.told['size']['minimum']!r} is {shortly(told)} at {point.env}, and not {found}"
            self.differs("minimum", what, f'assert value(told["size"]["minimum"], {point.env}) == {found}')
            return False
        return True


def _numbers(asker: Asker, question: Question, trials: Trials, call: Call, found: Any) -> None:
    """The size at a few inputs, taken and not."""
    (axis,) = question.axes
    for point in trials.points[:3]:
        for n in (*point.inputs[:12:3], *range(1, 8, 3)):
            env, counted = {**point.env, axis: n}, point.size(n)
            try:
                told = found.at(**env)[axis]
            except Exception as refusal:  # symrf's own, too: there is no size, or no time is left
                late = "not worked out within" in str(refusal)
            else:
                if told != counted:
                    what = f"at {env} it is {told}, where {counted or 'nothing'} is counted"
                    asker.differs("size", what, f"assert {call.code}.at(**{env})[{axis!r}] == {counted}")
                    return
                continue
            if counted is not None and not late:
                asker.differs("size", f"no size at {env}, where {counted} is counted", f"{call.code}.at(**{env})")
                return


def _command(asker: Asker, question: Question) -> None:
    """The command shows it in any format."""
    form = question.form or "json"
    asked = Call("main", ([question.text, *words_of(question), "--for", form],))
    if form == "json":
        asker.data(asked)
        return
    answer = asker.ask(asked)
    if answer is None:
        return
    code, out, err = answer
    if code not in (0, 2) or (code == 0) != bool(out) or (code == 2 and not err):
        asker.differs(
            "command", f"exit code {code} with {len(out)} characters of answer", f"assert {asked.code} in (0, 2)"
        )


def pixels(asker: Asker, question: Question, _trials: Trials) -> None:
    """What outputs read, followed tap by tap as sets of pixels."""
    call = Call("derive", (question.text,), options_of(question))
    found = asker.ask(call)
    if found is None:
        return
    told = found.to_dict()["result"][question.axes[0]]
    items = tuple(_without_turns(numbered(question.network, {})))
    network, pace = branching.branching(*items), branching.pace(items)  # type: ignore[arg-type]
    if not pace.steady or pace.span > 150 or pace.period > 40:
        return
    for n in dependencies.working_sizes(network, 300, 6):
        read = [dependencies.reads_of(n, network, output) for output in range(pace.period)]
        extents = [max(each) - min(each) + 1 if each else 0 for each in read]
        env = {question.axes[0]: n}
        field = _worth(told["receptive_field"], env)
        if field is not None and field != max(extents):
            what = f"the field is {field} at {env}, where an output reads {max(extents)}"
            lines = (f'told = {call.code}.to_dict()["result"][{question.axes[0]!r}]',)
            asker.differs("field", what, *lines, f'assert value(told["receptive_field"], {env}) == {max(extents)}')
            return
        start = _worth(told["start"], env)
        if start is not None and read[0] and 2 * start != min(read[0]) + max(read[0]):
            centre = f"{min(read[0]) + max(read[0])}/2"
            what = f"the start is {start} at {env}, where the first output is around {centre}"
            lines = (f'told = {call.code}.to_dict()["result"][{question.axes[0]!r}]',)
            asker.differs("field", what, *lines, f'assert value(told["start"], {env}) == {centre}')
            return


def _worth(of: Any, env: Mapping[str, int]) -> Value | None:
    with suppress(Unread, NoValue):
        return None if of is None else value(of, env)
    return None


def _without_turns(items: tuple[object, ...]) -> list[object]:
    """Repeats written out."""
    found: list[object] = []
    for item in items:
        if isinstance(item, Turns):
            for turn in range(item.times):
                found += _without_turns(item.turns[turn % len(item.turns)])
        else:
            found.append(item)
    return found
