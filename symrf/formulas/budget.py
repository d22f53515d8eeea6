"""How long a question may be thought about: steps that are counted, and a guard of CPU time for what counts none."""

from __future__ import annotations

import gc
import signal
import sys
import time
import weakref
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from contextvars import ContextVar
from math import inf
from types import FrameType
from typing import Any, TypeVar

from symrf.formulas import _english, limits

try:
    import resource
except ImportError:  # on Windows, and in a browser
    resource = None  # type: ignore[assignment]

__all__ = ["Budget", "OutOfBudget", "allowing", "budget", "left", "question", "share", "spend", "spend_on"]

_IMPORTING = "<frozen importlib._bootstrap>"
_IN_A_BROWSER = sys.platform == "emscripten"
_GENERATOR = 0x20  # inspect.CO_GENERATOR, without all that inspect imports
Number = TypeVar("Number", int, float)
_clock = getattr(time, "thread_time", time.process_time)


def _now() -> float:
    """Seconds of CPU time of a usual machine: in a browser, which is slower, a question is to end at the same place."""
    seconds: float = _clock() / limits.BUDGET_SLOWNESS
    return seconds


class OutOfBudget(Exception):
    """A question that takes more than its budget: `steps` have been counted.

    It was allowed so many `seconds`; None where it is memory that it takes too much of. It is no ValueError, as those
    are caught for other reasons.
    """

    def __init__(self, steps: int, seconds: float | None = limits.BUDGET_SECONDS) -> None:
        super().__init__(steps, seconds)
        self.steps = steps
        self.seconds = seconds

    def __str__(self) -> str:
        return self.said("worked out")

    def said(self, done: str) -> str:
        """That something is not done."""
        return _english.out_of_budget(done, self.seconds)


class Budget:
    """What may be spent inside of it: of `steps` (None: any number) so many are `spent`, until a moment of CPU time.

    `seconds` are those of the question that it is for; `part` is how much it has of the time that is left of the outer.
    """

    __slots__ = ("_ends", "_given", "_look", "_outer", "_part", "_watched", "seconds", "spent", "steps", "timed")

    def __init__(self, steps: int | None, seconds: float | None, outer: Budget | None, part: float = 1) -> None:
        self.steps: int | None = steps if outer is None else _least(steps, outer.left)
        self.seconds: float | None = outer.seconds if seconds is None and outer is not None else seconds
        self.timed: bool = seconds is not None or (outer is not None and outer.timed)
        self._given = seconds
        self._part = part
        self._ends: float | None = None
        self.spent = 0
        self._look = 0 if self.steps is None else min(self.steps, limits.BUDGET_LOOK)
        self._outer = outer
        self._watched: Budget | None = None  # what the timer looked at before

    @property
    def outermost(self) -> bool:
        """Whether it is a share of no other."""
        return self._outer is None

    def __enter__(self) -> Budget:
        self._watched = _watch.budget
        if self.timed and (self._watched is not None or _set_timer()):
            _watch.budget = self
        _in_force.set(self)
        return self

    def __exit__(self, kind: type[BaseException] | None, _error: object, _trace: object) -> None:
        _in_force.set(self._outer)
        if self._outer is not None:
            self._outer.spent += self.spent
        if _watch.budget is self:
            _watch.budget = self._watched
            if self._watched is None:
                _stop_timer()
        if kind is not None and issubclass(kind, MemoryError):
            raise OutOfBudget(self.spent, None) from None
        if kind is not None and issubclass(kind, RecursionError):  # of SymPy
            raise self.out from None

    def spend(self, steps: int) -> None:
        """Counts steps; raises OutOfBudget where there are not so many left."""
        self.spent += steps
        if self.spent > self._look:
            if self.steps is not None and self.spent > self.steps:
                self.spent = self.steps  # what is refused is not done
                raise self.out
            if self.late:
                raise self.out
            farther = self.spent + limits.BUDGET_LOOK
            self._look = farther if self.steps is None else min(self.steps, farther)

    @property
    def left(self) -> int | None:
        """How many steps may still be spent; None where any number may."""
        return None if self.steps is None else max(0, self.steps - self.spent)

    @property
    def out(self) -> OutOfBudget:
        """That there is nothing left of it."""
        return OutOfBudget(self.spent, limits.BUDGET_SECONDS if self.seconds is None else self.seconds)

    @property
    def late(self) -> bool:
        """Whether its time is over, which runs from the first look at it: a timer looks soon, and a clock is slow."""
        return self.timed and _now() > self._deadline()

    def _deadline(self) -> float:
        if self._ends is None:
            now, outer = _now(), self._outer
            own = inf if self._given is None else now + self._given
            theirs = now + (outer._deadline() - now) * self._part if outer is not None and outer.timed else inf
            self._ends = min(own, theirs)
        return self._ends


def _least(one: Number | None, other: Number | None) -> Number | None:
    """The less of two limits, each of which may be none."""
    return other if one is None else one if other is None else min(one, other)


_in_force: ContextVar[Budget | None] = ContextVar("budget", default=None)


def spend(steps: int = 1) -> None:
    """Counts steps against the budget in force, where there is one; raises OutOfBudget where it has not so many left.

    >>> with budget(steps=10) as allowed:
    ...     spend(4)
    >>> allowed.spent
    4
    """
    allowed = _in_force.get()
    if allowed is not None:
        allowed.spend(steps)


def spend_on(expression: Any, steps: int) -> None:
    """Counts steps for every part of an expression that SymPy is about to be asked of, which counts none itself.

    What stands in a minimum or a maximum takes so many times as many: SymPy compares all of it whenever it is built.
    """
    left = [(expression, steps)]
    while left:
        part, each = left.pop()
        spend(each)
        inside = each * limits.TIMES_NESTED if type(part).__name__ in ("Min", "Max") else each
        left += [(of, inside) for of in part.args]


def left(most: int) -> int:
    """How many steps may still be spent, but no more than so many.

    >>> with budget(steps=10):
    ...     spend(4)
    ...     left(100), left(3)
    (6, 3)
    """
    allowed = _in_force.get()
    return most if allowed is None or allowed.left is None else min(most, allowed.left)


def budget(steps: int | None = None, seconds: float | None = None) -> Budget:
    """Limits what is done inside to so many steps, and to so many seconds of CPU time.

    A budget in another is a share of it: it has no more than what is left of the other, where its steps count, too.
    `seconds` stop what counts no steps as well: in the main thread a timer raises OutOfBudget in whatever runs then.
    Elsewhere they are looked at where steps are counted.

    >>> with budget(steps=10):
    ...     try:
    ...         with budget(steps=3):
    ...             spend(5)
    ...     except OutOfBudget as error:
    ...         error.steps
    3
    """
    return Budget(steps, seconds, _in_force.get())


# --- Questions

_SHARED = 0.9  # of what is left
_allowed: ContextVar[tuple[float, bool]] = ContextVar("allowed", default=(limits.BUDGET_SECONDS, True))


@contextmanager
def allowing(seconds: float | None, timed: bool = True) -> Iterator[None]:
    """Gives each question inside so many seconds (None: what is usual); without `timed`, the steps of so many alone."""
    before = _allowed.get()
    try:
        _allowed.set((before[0] if seconds is None else seconds, before[1] and timed))
        yield
    finally:
        _allowed.set(before)


def question(seconds: float | None = None) -> Budget:
    """The budget of one question, of so many seconds (None: what is allowed); of a part of one, what is left of it.

    >>> with allowing(20), question() as allowed:
    ...     allowed.steps == 10 * limits.BUDGET_STEPS
    True
    """
    outer = _in_force.get()
    if outer is not None:
        return Budget(None, None, outer)
    usual, timed = _allowed.get()
    given = usual if seconds is None else seconds
    allowed = Budget(int(limits.BUDGET_STEPS * given / limits.BUDGET_SECONDS), given if timed else None, None)
    allowed.seconds = given
    return allowed


def share(parts: int, of_time: int | None = None) -> AbstractContextManager[Budget | None]:
    """One of so many parts of the budget in force, where there is one, but for a rest for its end.

    It is no more than what is left, and one of `of_time` parts (as many, where nothing is said) of the time that is; of
    the steps it is always as many, whatever was done before.
    """
    outer = _in_force.get()
    if outer is None:
        return nullcontext()
    steps = None if outer.steps is None else int(outer.steps * _SHARED / parts)
    return Budget(steps, None, outer, _SHARED / (of_time or parts))


# --- The timer


class _Watch:
    """Which budget the timer looks at, how much memory there was when it was set, and whether it has rung."""

    budget: Budget | None = None
    memory = 0
    rung = False


_watch = _Watch()


def _set_timer() -> bool:
    """Whether a timer rings again and again while this thread works; no profiler's is taken from it.

    Python in a browser has no timer: there it is the page that rings.
    """
    try:
        before = signal.signal(signal.SIGPROF, _ring)
        if before is not signal.SIG_DFL:
            signal.signal(signal.SIGPROF, before)
            return False
        if not _IN_A_BROWSER:
            signal.setitimer(signal.ITIMER_PROF, limits.BUDGET_TICK, limits.BUDGET_TICK)
    except (AttributeError, ValueError, OSError):  # no such signal here, or not the main thread
        return False
    _watch.memory = _memory()
    return True


def _stop_timer() -> None:
    """Stops the timer; SymPy forgets what it was about to work out when it rang."""
    if not _IN_A_BROWSER:
        signal.setitimer(signal.ITIMER_PROF, 0)
    signal.signal(signal.SIGPROF, signal.SIG_DFL)
    if _watch.rung:
        _watch.rung = False
        if "sympy" in sys.modules:
            from sympy.core.cache import clear_cache

            clear_cache()


_WHOLE = {
    function.__code__
    for manager in (Budget, type(allowing(None)))  # of generators: one says what a budget was not enough for
    for function in (manager.__enter__, manager.__exit__)
}


def _ring(_signal: int, frame: FrameType | None) -> None:
    """Raises OutOfBudget where time is over, or memory.

    Not in an import or where a budget begins or ends, which would stay half done; not where a context of a generator
    does, which may be saying what there was no time for; and not in a finalizer, where a weak reference dies, in a
    generator, which may be at its end, or in what the garbage collector calls, where it would be swallowed: the timer
    rings again.
    """
    allowed = _watch.budget
    if allowed is None:
        return
    full = _memory() - _watch.memory > limits.BUDGET_MEMORY
    if not (full or allowed.late) or (frame is not None and frame.f_code.co_flags & _GENERATOR):
        return
    skipped = _WHOLE.union(getattr(each, "__code__", None) for each in gc.callbacks)
    unheard = {_IMPORTING, weakref.__file__}  # what calls back where a reference dies
    while frame is not None:
        code = frame.f_code
        if code.co_filename in unheard or code.co_name == "__del__" or code in skipped:
            return
        frame = frame.f_back
    _watch.rung = True
    raise OutOfBudget(allowed.spent, None) if full else allowed.out


def _memory() -> int:
    """The most bytes that this process has held; 0 where none are counted: a MemoryError ends what is too much."""
    if resource is None:
        return 0
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024
