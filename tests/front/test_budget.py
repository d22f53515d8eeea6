"""Nothing that is typed runs for long: questions that once did, in processes that a limit of CPU time would end."""

from __future__ import annotations

import gc
import json
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from functools import cache, partial
from pathlib import Path

import pytest
from support.nasty import KNOWN, questions

import symrf
from symrf.errors import DerivationError, InputError
from symrf.formulas import _english, limits
from symrf.formulas.budget import OutOfBudget, allowing, budget, question, share, spend
from symrf.front.cli import main
from symrf.networks.asking import asking

pytest.importorskip("resource")  # which Windows has not

CHILD = Path(__file__).resolve().parents[1] / "support" / "limited_child.py"
SECONDS = 0.5
RANDOM = questions(seed=7, count=12)
STEPS_ALONE = tuple(words for words in KNOWN if words[0] in ("check", "solve"))[:9]


@cache
def answers(asked: tuple[tuple[str, ...], ...], guards: tuple[bool, ...]) -> list[list[tuple[int, str]]]:
    """What one process answers, which has each question in one of its own."""
    text = json.dumps({"questions": asked, "guards": guards, "seconds": SECONDS})
    run = subprocess.run([sys.executable, CHILD], input=text, capture_output=True, check=True, text=True)
    found: list[list[tuple[int, str]]] = json.loads(run.stdout)
    return found


def short(words: Sequence[str]) -> str:
    return " ".join(words)[:60]


@pytest.mark.parametrize("words", [*KNOWN, *RANDOM], ids=short)
def test_what_is_nasty_is_answered_or_refused_in_time(words: tuple[str, ...]) -> None:
    asked = (*KNOWN, *RANDOM)
    ((code, printed),) = answers(asked, (True,))[asked.index(words)]
    assert code in (0, 1, 2, 3), printed[-300:]
    assert "Traceback" not in printed
    assert printed.strip()
    if code == 2:
        assert printed.startswith("symrf: ")


@pytest.mark.parametrize("words", STEPS_ALONE, ids=short)
def test_steps_alone_end_a_question_and_each_time_alike(words: tuple[str, ...]) -> None:
    first, again = answers(STEPS_ALONE, (False, False))[STEPS_ALONE.index(words)]
    assert first == again
    assert first[0] in (0, 1, 2, 3)


# ---- what is said ----------------------------------------------------------------------------------------------------

LONG = "rf <= " + "*".join(f"(a+{step})" for step in range(300))
SAID = "within 0.01 s: --budget 0.1 allows more"
FEW_STEPS = partial(allowing, 0.01, timed=False)  # which end alike on each machine


def test_a_claim_that_takes_too_long_is_undecided() -> None:
    with FEW_STEPS():
        verdict = symrf.check("c{a}", LONG, axes="w")[0]
    assert verdict.status == "undecided"
    reason = verdict.findings[0].decision.reason or ""
    assert reason.startswith("no proof was found")
    assert reason.endswith(f"; not decided {SAID}")
    assert f"not decided {SAID}" in verdict.document("markdown")


def test_a_claim_of_what_takes_too_long_is_undecided_too() -> None:
    with FEW_STEPS():
        report = symrf.check("in3 (c{k}p{k}-8)*{n}", ["macs = 3", "rf >= 1"])
        (left, proved), told = report, report.document()
    assert (left.status, proved.status, report.exit_code()) == ("undecided", "proved", 3)
    assert left.reason == f"not worked out {SAID}"
    assert left.reason in told
    assert left.reason in repr(left)
    assert report.to_dict()["verdicts"][0]["reason"] == left.reason
    assert not left.complete
    assert left.why == ()
    with pytest.raises(DerivationError, match="not worked out"):
        _ = left.truth
    with pytest.raises(InputError, match="what is not decided has no certificate"):
        left.certificate()


def test_each_claim_has_a_budget_of_its_own() -> None:
    with FEW_STEPS():
        report = symrf.check("c{a}", [LONG, "rf = a"], axes="w")
    assert [verdict.status for verdict in report] == ["undecided", "proved"]


def test_a_condition_that_takes_too_long_is_undecided() -> None:
    hard = "rf = " + "*".join(f"(k-{step**2})" for step in range(90))
    with FEW_STEPS():
        solution = symrf.solve("c{k}", hard, axes="w")
    assert (solution.status, solution.reason) == ("undecided", f"not decided {SAID}")


def test_a_network_that_takes_too_long_is_refused() -> None:
    told = r"^(.*: )?not worked out within 0.0005 s: --budget 0.005 allows more$"
    with pytest.raises(DerivationError, match=told), allowing(0.0005, timed=False):
        symrf.derive("(ub3 t{2k-1}s{k*s}p1)*3", axes="w")


def test_what_is_read_off_a_result_has_its_budget_too() -> None:
    chain, family = symrf.derive("c3 " * 300, axes="w"), symrf.derive("in3 (c{k}p{k}-8)*{n}", axes="w")
    asked = {
        "paths": lambda: chain["w"].paths,
        "reads": lambda: chain["w"].reads(0, 1000),
        "closed": lambda: family["w"].size.closed,
        "at": lambda: family.at(w=1000, k=3, n=300),
        "costs": lambda: family.costs,
        "quantity": lambda: family.quantity("macs"),
    }
    for each in asked.values():
        with pytest.raises(DerivationError, match=r"not worked out within 0\.0001 s"), allowing(0.0001, timed=False):
            each()
    assert symrf.derive("c3", budget=20)["w"].size.budget == 20


def test_the_option_and_the_argument_say_how_long(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "c{a}", LONG, "--axes", "w", "--budget", "0.01", "--format", "json"]) == 3
    assert SAID in capsys.readouterr().out
    assert main(["c3", "--budget", "never"]) == 2
    assert "a budget must be a number of seconds above 0" in capsys.readouterr().err
    for wrong in (0, -1, True, "2", float("nan")):
        with pytest.raises(InputError, match="a budget must be a number of seconds above 0"):
            symrf.derive("c3", budget=wrong)  # type: ignore[arg-type]


def test_what_a_document_can_do_without_is_left_out() -> None:
    derivation = symrf.derive("c3 " * 300, axes="w")
    with budget(steps=1000):
        text = derivation.document("text", "summary,reach")
    assert "receptive field   601" in text
    assert "The reach is not worked out within 2 s: --budget 20 allows more." in text


def test_an_interrupted_command_says_so_in_a_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(symrf, "derive", interrupted)
    assert main(["c3"]) == 130
    assert capsys.readouterr().err == "symrf: interrupted\n"


# ---- budgets ---------------------------------------------------------------------------------------------------------


def test_where_an_exception_is_swallowed_none_is_raised() -> None:
    called: list[str] = []

    def slow(phase: str, _info: dict[str, int]) -> None:
        called.append(f"{phase} {sum(range(4_000_000))}")

    def collects_and_goes_on() -> None:
        with budget(seconds=0.01):
            gc.collect()
            while True:
                pass

    gc.callbacks.append(slow)
    try:
        with pytest.raises(OutOfBudget):
            collects_and_goes_on()
    finally:
        gc.callbacks.remove(slow)
    assert [each.split()[0] for each in called[:2]] == ["start", "stop"]


def test_a_refusal_that_takes_long_to_say_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def slowly(done: str, _seconds: float | None) -> str:
        end = time.process_time() + 5 * limits.BUDGET_TICK
        while time.process_time() < end:
            pass
        return f"not {done}"

    monkeypatch.setattr(_english, "out_of_budget", slowly)
    with pytest.raises(DerivationError, match="not worked out"), asking(0.01):
        _forever()


def test_what_is_spent_inside_counts_outside() -> None:
    with budget(steps=10) as outer:
        spend(3)
        with budget(steps=100) as inner:
            assert inner.steps == 7
            spend(4)
        assert (inner.spent, outer.spent, outer.left) == (4, 7, 3)
        with pytest.raises(OutOfBudget), budget(steps=2):
            spend(3)
        assert outer.left == 1  # the share alone is spent, and not what was refused
        spend(1)
        with pytest.raises(OutOfBudget):
            spend()
    spend(10**9)  # where there is no budget, nothing is counted


def test_a_question_in_a_question_has_what_is_left() -> None:
    with allowing(4), question() as asked:
        assert asked.steps == 2 * limits.BUDGET_STEPS
        spend(100)
        with question() as part:
            assert part.steps == asked.steps - 100
            assert not part.outermost
        with share(2) as half:
            assert half is not None
            assert half.steps is not None
            assert half.steps < part.steps // 2 + 1


def _forever(steps: int = 0) -> None:
    while True:
        if steps:
            spend(steps)


def test_the_timer_ends_what_counts_nothing_and_leaves_no_trace() -> None:
    before = signal.getsignal(signal.SIGPROF)
    with pytest.raises(OutOfBudget), budget(seconds=0.1):
        _forever()
    with budget(seconds=1000):
        with pytest.raises(OutOfBudget), budget(seconds=0.1):
            _forever()
        spend()  # the outer one has time left
    assert signal.getsignal(signal.SIGPROF) is before
    assert signal.getitimer(signal.ITIMER_PROF) == (0, 0)


def test_a_timer_of_another_is_left_alone() -> None:
    def other(*_: object) -> None:
        """A profiler's."""

    before = signal.signal(signal.SIGPROF, other)
    try:
        with pytest.raises(OutOfBudget), budget(seconds=0.1):
            _forever(steps=1)
        assert signal.getsignal(signal.SIGPROF) is other
    finally:
        signal.signal(signal.SIGPROF, before)


def test_in_another_thread_time_is_looked_at_where_steps_are_counted() -> None:
    found: list[OutOfBudget] = []

    def work() -> None:
        try:
            with budget(seconds=0.1):
                _forever(steps=1)
        except OutOfBudget as out:
            found.append(out)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert len(found) == 1


def test_memory_and_depth_are_budgets_too() -> None:
    def deep() -> int:
        return 1 + deep()

    with pytest.raises(OutOfBudget, match="not worked out within 2 s"), budget(steps=10):
        deep()
    with pytest.raises(OutOfBudget, match="MB of memory"), budget(steps=10):
        raise MemoryError
