"""What a verdict about a family costs, and how much memory a question takes: `python tests/benchmarks/families.py`.

A verdict reads, derives and decides anew, in seconds of CPU; its rivals are 50 ms for the median, and the budget for
the slowest. The memory is the most that a process of its own holds, of the questions here and of those that once hung.
Below the table stand the slowest and the largest. The exit code is 1 where a target is missed.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median
from time import process_time

sys.path.insert(0, str(Path(__file__).parent.parent))

from cases.hand_calculations import CASES
from ratios import Ratio, printed
from support.nasty import KNOWN

import symrf
from symrf.formulas import limits
from symrf.front.cli import main as command

TURNS = 3
MEDIAN = 0.05  # seconds
MEMORY = 500  # MB
ONE_AXIS = ("--axes", "w")
CLAIMS: tuple[tuple[str, str], ...] = (
    ("c{k}p{floor(k/2)}", "size = w"),
    ("c{k}p{(k-1)/2}", "size = w"),
    ("p{k}s{s}ceil", "size = ceil((w-k)/s)+1"),
    ("p{k}s{s}p{p}ceil", "size = ceil((w+2*p-k)/s)+1"),
    ("t{k}s{s}same", "size = s*w"),
    ("t4s1p{p}o{o}", "size = w"),
    ("(c3 c3 p2)*{n}", "rf >= 224"),
    ("(c{k})*{n}", "rf = 48"),
    ("(c{k})*{n}", "rf >= 48"),
    ("c{k}d{d}", "rf = 48"),
    ("c{k} c{m}", "rf >= 2000"),
    ("(c3s{s})*{n}", "rf = 101"),
    ("c{k}p{p}", "size <= w-60"),
    ("(c3)*{n}", "rf = 2*n+1"),
    ("(c3)*{n}", "rf = n^2+2"),
    ("(c{k})*{n}", "rf = 1+n*(k-1)"),
    ("(c3p1s2)*{n}", "size = ceil(w/2^n)"),
    ("(c3 p2)*{n}", "rf = 1+3*(2^n-1)"),
    ("(c3d{2^i})*{i=0..n-1}", "rf = 2^(n+1)-1"),
    ("(c{k}d{2^i})*{i=0..n-1}", "rf = 1+(k-1)*(2^n-1)"),
    ("(c{k}s{s})*{n}", "jump = s^n"),
    ("c{k}s{s}p{p}", "size = floor((w+2*p-k)/s)+1"),
    ("c{k}s{s}p{p}", "size = (w+2*p-k)/s+1"),
    ("c{k}s{s} c{k}s{s}", "rf = k+(k-1)*s"),
    ("(c3p1 p2)*{n}", "size = floor(w/2^n)"),
)
OTHERS: tuple[tuple[str, ...], ...] = (
    ("solve", "[id | p2 u2]", "size = w", *ONE_AXIS),
    ("solve", "t4s1p{p}o{o}", "size = n", "--axes", "n", "--unknown", "p"),
    ("check", "p{k}s{s}p{p}ceil", "size = ceil((n+2p-k)/s)+1", "--axes", "n", "--where", "2p <= k", "s <= k"),
    ("solve", "in1 c3p{p}-4 flatten fc10", "flat = 324", "--at", "w=9,h=9"),
    ("check", "in1 c1-1", "activations <= 60"),
    ("solve", "c{k}p{p}", "rf = 3", "--unknown", "k", "--at", "w=9", *ONE_AXIS),
    ("check", "p2", "size = min(w/2,6)", *ONE_AXIS, "--format", "json"),
    ("ub{f}", *ONE_AXIS, "--steps"),
    ("[a1s4 | c1s2]", *ONE_AXIS),
    ("c3s2p1 t4s2p1 p3s2ceil", *ONE_AXIS, "--steps"),
    ("pu2 ps2", *ONE_AXIS),
)


def main() -> int:
    """Measure, print, and end with 1 where a target is missed."""
    told: list[str] = []
    kept = printed((*_verdicts(told), *_memory(told)), "sympy", "z3-solver")
    print("", *told, sep="\n")
    return 0 if kept else 1


def _verdicts(told: list[str]) -> Iterator[Ratio]:
    """The median and the slowest of the verdicts about families."""
    published = [
        (check.network, check.text, check.axes) for case in CASES for check in case.checks() if "{" in check.network
    ]
    seconds = {each: _seconds(*each) for each in (*((*each, ("w",)) for each in CLAIMS), *published)}
    slowest = sorted(seconds, key=lambda each: seconds[each])[-5:]
    told += [f"{seconds[each] * 1000:.0f} ms: {each[0]}: {each[1]}" for each in reversed(slowest)]
    yield Ratio(f"the median of {len(seconds)} families", median(seconds.values()), "50 ms", MEDIAN, 1)
    yield Ratio("the slowest of them", seconds[slowest[-1]], "the budget", limits.BUDGET_SECONDS, 1)


def _seconds(network: str, claim: str, axes: tuple[str, ...]) -> float:
    times = []
    for turn in range(TURNS + 1):
        start = process_time()
        symrf.check(f"{network} # {turn}", [claim], axes=axes)
        times.append(process_time() - start)
    return median(times[1:])


def _memory(told: list[str]) -> Iterator[Ratio]:
    """The most memory that a question takes, in MB where a ratio has seconds."""
    asked = (*(("check", network, claim, *ONE_AXIS) for network, claim in CLAIMS), *OTHERS, *KNOWN)
    held = {words: _held(words) for words in asked}
    largest = sorted(held, key=lambda words: held[words])[-5:]
    told += [f"{held[words]:.0f} MB: {' '.join(words)[:90]}" for words in reversed(largest)]
    yield Ratio(f"MB of {len(held)} questions, the most", held[largest[-1]] / 1000, "500 MB", MEMORY / 1000, 1)


def _held(words: Sequence[str]) -> float:
    """The most MB that a process holds which is asked a question."""
    child = os.fork()
    if child == 0:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        os.dup2(1, 2)
        try:
            command(list(words))
        finally:
            os._exit(0)
    _, _, used = os.wait4(child, 0)
    return used.ru_maxrss / (2**20 if sys.platform == "darwin" else 1024)


if __name__ == "__main__":
    sys.exit(main())
