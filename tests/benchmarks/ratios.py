"""What symrf costs beside what it is measured against: `python tests/benchmarks/ratios.py` prints a table of ratios.

Both sides of a ratio run in turn in the same process, or as processes in turn; a figure is the median over the turns.
Of processes it is the processor's time, with bytecode and parse tables kept; of calls the time that they take.
The last column says whether the ratio keeps within its target; the exit code is 1 where one does not.
"""

from __future__ import annotations

import gc
import os
import platform
import resource
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import version
from itertools import count
from pathlib import Path
from statistics import median
from time import perf_counter

from lark import Lark

import symrf
from symrf.formulas import grammars

LENGTHS = (1_000, 10_000, 100_000)
PATTERNS = ("c3s1p1", "c3s1p1 p3s1 c3")


@dataclass(frozen=True)
class Ratio:
    """Two medians in seconds, and how many times the second the first may be."""

    what: str
    seconds: float
    rival: str
    rival_seconds: float
    target: float

    @property
    def value(self) -> float:
        return self.seconds / self.rival_seconds

    @property
    def kept(self) -> bool:
        return self.value <= self.target


def main() -> int:
    """Measure, print, and end with 1 where a target is missed."""
    return 0 if printed(_ratios(), "lark", "sympy") else 1


def printed(ratios: Iterable[Ratio], *packages: str) -> bool:
    """Prints a table of ratios under what they were measured with; whether each keeps within its target."""
    versions = ", ".join(f"{package} {version(package)}" for package in packages)
    print(f"{_processor()}, {platform.system()}, Python {platform.python_version()}", end=", ")
    print(f"{versions}, symrf {symrf.__version__}\n")
    lines = [("measured", "time", "rival", "time", "ratio", "target", "")]
    kept = True
    for ratio in ratios:
        kept &= ratio.kept
        times = _time(ratio.seconds), _time(ratio.rival_seconds)
        verdict = "kept" if ratio.kept else "missed"
        lines.append((ratio.what, times[0], ratio.rival, times[1], f"{ratio.value:.3g}", f"{ratio.target:g}", verdict))
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    for line in lines:
        print("  ".join(f"{cell:<{width}}" for cell, width in zip(line, widths, strict=True)).rstrip())
    return kept


def _ratios() -> Iterator[Ratio]:
    yield _process()
    for pattern in PATTERNS:
        chains = [_chain(pattern, length) for length in LENGTHS]
        yield from chains
        for length, chain in zip(LENGTHS[1:], chains[1:], strict=True):
            what, times = f"{length:,} layers of {pattern}", length // LENGTHS[0]
            rival = f"{times} times {LENGTHS[0]:,} layers"
            yield Ratio(f"growth: {what}", chain.seconds, rival, times * chains[0].seconds, 1.5)
    yield from map(_repeat, (10**9, 10**18))
    yield _family()


def _process() -> Ratio:
    """The command on the founding case beside the imports alone, each in a process of its own."""
    ours = (sys.executable, "-m", "symrf", "c3s1 p2s2 c3s1")
    rivals = (sys.executable, "-c", "import sympy, lark")
    seconds, rival_seconds = in_turn(lambda: _run(ours), lambda: _run(rivals), 51, _of_processes)
    return Ratio('symrf "c3s1 p2s2 c3s1"', seconds, 'python -c "import sympy, lark"', rival_seconds, 0.36)


def _chain(pattern: str, length: int) -> Ratio:
    """Reading and deriving a chain beside lark's bare parse of the same text with the same grammar."""
    layers = pattern.split()
    text = " ".join((layers * (length // len(layers) + 1))[:length])
    lark = Lark(grammars.read("architecture"), parser="lalr", maybe_placeholders=False)
    turns = max(3, min(25, 50_000 // length))
    seconds, rival_seconds = in_turn(lambda: _derived(text), lambda: lark.parse(text), turns)
    return Ratio(f"{length:,} layers of {pattern}", seconds, "lark's bare parse", rival_seconds, 3)


def _family() -> Ratio:
    """A block of fifty layers with symbols, repeated n times, beside loading the algebra that it is worked out with."""
    block = " ".join("p2" if place % 5 == 4 else "c{k}p{p}" for place in range(50))
    rival = (sys.executable, "-c", "import sympy")
    seconds, rival_seconds = in_turn(lambda: _derived(f"({block})*{{n}}"), lambda: _run(rival), 5)
    return Ratio("50 layers of c{k}p{p} and p2, n times", seconds, 'python -c "import sympy"', rival_seconds, 4)


def _repeat(times: int) -> Ratio:
    """Very many repeats beside ten."""
    many, ten = f"(c3p1)*{times}", "(c3p1)*10"
    seconds, rival_seconds = in_turn(lambda: _derived(many), lambda: _derived(ten), 500)
    return Ratio(many, seconds, ten, rival_seconds, 2)


_turns = count()
_SECONDS = 60  # of budget: the longest chain takes more than a question has where nothing is said


def _derived(text: str) -> None:
    """The size, in its three forms, and the field of a network, as they are written; its text is read anew."""
    axis = symrf.derive(f"{text} # {next(_turns)}", budget=_SECONDS)["w"]
    for form in ("hand", "nested", "closed"):
        axis.size.tree(form)
    axis.tree("receptive_field")


def _run(command: tuple[str, ...]) -> None:
    keeping = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=keeping)


def _of_processes() -> float:
    """The processor's seconds that the processes which have ended took."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def in_turn(
    first: Callable[[], object],
    second: Callable[[], object],
    turns: int,
    clock: Callable[[], float] = perf_counter,
) -> tuple[float, float]:
    """The median seconds of two calls that take turns, each called once before."""
    first()
    second()
    seconds: tuple[list[float], list[float]] = [], []
    for _ in range(turns):
        for call, times in zip((first, second), seconds, strict=True):
            gc.collect()
            start = clock()
            call()
            times.append(clock() - start)
    return median(seconds[0]), median(seconds[1])


def _time(seconds: float) -> str:
    return f"{seconds:.2f} s" if seconds >= 1 else f"{seconds * 1000:.3g} ms"


def _processor() -> str:
    """The processor's name, where the system tells it."""
    told = Path("/proc/cpuinfo")
    lines = told.read_text(encoding="utf-8").splitlines() if told.is_file() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()


if __name__ == "__main__":
    sys.exit(main())
