"""Asking symrf: a call as code and as what it gives, its refusals, what it breaks with, and how long it takes."""

from __future__ import annotations

import contextlib
import io
import json
import re
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from types import FrameType
from typing import Any

import symrf
from symrf.errors import SymrfError
from symrf.front.cli import main

__all__ = ["Asker", "Call", "Difference", "class_of"]

PARSED = "json.loads(capsys.readouterr().out)"
REFUSED = f'assert not {{"error", "verdicts"}}.isdisjoint({PARSED})'
LATE = 4.0  # seconds of the processor for one call, which is twice the usual budget
LEAST_LATE = 1.0  # with any budget
MOST_SAID = 600  # characters of a difference
LOST = 1.25  # times as many, when it is no longer waited for


@dataclass(frozen=True, slots=True)
class Call:
    """A function of symrf and what it is given."""

    name: str
    arguments: tuple[Any, ...]
    options: Mapping[str, Any] = field(default_factory=dict, hash=False)

    @property
    def code(self) -> str:
        """It as code."""
        given = [*map(repr, self.arguments), *(f"{name}={value!r}" for name, value in self.options.items())]
        return f"{'main' if self.name == 'main' else f'symrf.{self.name}'}({', '.join(given)})"

    def answer(self) -> Any:
        """What it gives; of the command the exit code and what is printed."""
        if self.name != "main":
            return getattr(symrf, self.name)(*self.arguments, **self.options)
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = main(*self.arguments)
        return code, out.getvalue(), err.getvalue()


@dataclass(frozen=True, slots=True)
class Difference:
    """What an oracle has against an answer, and the lines of a test that shows it."""

    oracle: str
    what: str
    lines: tuple[str, ...]


class _Lost(BaseException):
    """A call that is no longer waited for; no handler of errors takes it."""


@dataclass
class Asker:
    """Calls, with what was counted and what was found; each has a budget, of which it may take twice as much."""

    budget: float | None = None
    counts: Counter[str] = field(default_factory=Counter)
    undecided: Counter[str] = field(default_factory=Counter)
    refusals: Counter[str] = field(default_factory=Counter)
    differences: list[Difference] = field(default_factory=list)
    slowest: tuple[float, str] = (0.0, "")
    spent: float = 0.0  # seconds, by the last call

    @property
    def allowed(self) -> float:
        """The seconds that a call is given."""
        return LATE / 2 if self.budget is None else self.budget

    @property
    def late(self) -> float:
        """The seconds from which on a call is late."""
        return LATE if self.budget is None else max(LEAST_LATE, 2 * self.allowed)

    def differs(self, oracle: str, what: str, *lines: str) -> None:
        """A difference is found."""
        self.differences.append(Difference(oracle, what if len(what) < MOST_SAID else what[:MOST_SAID] + " …", lines))

    def ask(self, call: Call, questions: int = 1) -> Any:
        """What a call gives, which asks so many questions; None where it is refused, breaks or is lost, which is
        counted."""
        return self.run(call.code, call.answer, questions)

    def run(self, code: str, answer: Callable[[], Any], questions: int = 1) -> Any:
        """What a function gives, of which `code` is the text."""
        self.counts["calls"] += 1
        late = questions * self.late
        start = time.process_time()
        try:
            with _no_longer_than(LOST * late):
                found = answer()
        except SymrfError as refusal:
            self.counts["refused"] += 1
            self.refusals[class_of(refusal.message)] += 1
            found = None
        except _Lost:
            found = None
        except SystemExit as stopped:
            self.differs("traceback", f"{code} stops with {stopped.code!r}", f"{code}")
            found = None
        except Exception as error:
            self.differs("traceback", f"{type(error).__name__}: {str(error)[:200]}", *_suppressed(code))
            found = None
        self.spent = spent = time.process_time() - start
        self.slowest = max(self.slowest, (spent, code))
        if spent > late:
            lost = " and more" if spent >= LOST * late else ""
            self.differs("late", f"it takes {spent:.1f} s{lost}", *_suppressed(code))
        return found

    def data(self, call: Call, questions: int = 1) -> Any:
        """The answer of the command as JSON, with its exit code; None where it was refused."""
        found = self.ask(call, questions)
        if found is None:
            return None
        code, out, err = found
        if code == 2:
            self.counts["refused"] += 1
            self.refusals[class_of(err)] += 1
            if not _refusal(out, err):
                what = "what is refused has a message, on standard error and as JSON"
                self.differs("command", what, f"assert {call.code} == 2", REFUSED)
            return None
        try:
            return code, json.loads(out)
        except ValueError:
            self.differs("command", f"what is printed is no JSON: {out[:80]!r}", call.code, PARSED)
            return None


def _refusal(out: str, err: str) -> bool:
    """Whether a message is on standard error, and as JSON: alone, or with each claim of which nothing is said."""
    try:
        return bool(err) and "Traceback" not in err and not {"error", "verdicts"}.isdisjoint(json.loads(out))
    except ValueError:
        return False


def _suppressed(code: str) -> tuple[str, ...]:
    return ("with suppress(SymrfError):", f"    {code}")


def class_of(message: str) -> str:
    """A message without what stands in it of the question: its words alone, what is not a word put as …"""
    first = message.splitlines()[0] if message else ""
    return re.sub(
        r"…( …)+",
        "…",
        " ".join(word if re.fullmatch(r"[A-Za-z']{2,}[:,;.]?|a", word) else "…" for word in first.split()),
    )[:110]


@contextlib.contextmanager
def _no_longer_than(seconds: float) -> Iterator[None]:
    """Stops what takes longer, where the machine can: by another timer than the one symrf sets, if that one is free."""
    if not hasattr(signal, "setitimer"):
        yield
        return

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise _Lost

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds, 1.0)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
