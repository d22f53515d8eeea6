"""What a verdict costs, and a decision beside isl's and z3's: `python tests/benchmarks/deciders.py` prints a table.

A verdict on a network that was asked about before reads the claim and decides; its rival is half a millisecond. A
decision starts from two formulas that are read already, and so do its rivals, which must find as much: whether the
claim holds, and the least size on which it fails (symrf finds the condition, too). The claims are decided by symrf and
a rival in turn, in the same process; a figure is the median over claims of the median over turns. The exit code is 1
where a target is missed.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parent.parent))

from ratios import Ratio, printed
from support.formulas import Formula, mistaken, over, shifted, spelled
from support.linear import linear_claims
from support.logic import decide
from support.rivals import isl_asked, isl_verdict, z3_asked, z3_verdict

import symrf
from symrf.formulas.reader import parse
from symrf.formulas.relations import Sign

TURNS = 5
WARM = 20  # turns before those that are measured
VERDICT = 0.0005  # seconds
NETWORKS = {
    3: "c3s1 p2s2 c3s1",
    10: "c7s2p3 p3s2p1 c3p1 c3p1 c3s2p1 c3p1 c3s2p1 c3p1 a2 c1",
    50: " ".join(["c3p1 relu c3p1 relu c3p1 relu c3p1 relu p2 c1"] * 5),
}
CLAIMS = {
    3: ("size = (w-2)/2-2", "size = floor(w/2)-3", r"size = \left\lfloor\frac{w-2}{2}\right\rfloor-2", "rf = 8"),
    10: ("size = w/32", "size = floor((w-1)/32)+1", r"size = \left\lceil\frac{w}{32}\right\rceil", "jump = 32"),
    50: ("size = w/32", "size = floor(w/32)", r"size = \left\lfloor\frac{w}{32}\right\rfloor", "jump = 32"),
}

Claim = tuple[Formula, Sign, Formula, int]


def main() -> int:
    """Measure, print, and end with 1 where a target is missed."""
    return 0 if printed(_ratios(), "lark", "islpy", "z3-solver") else 1


def _ratios() -> Iterator[Ratio]:
    for length, network in NETWORKS.items():
        yield _verdict(length, network, CLAIMS[length])
    random = Random(1)  # noqa: S311
    yield from _decisions("50 claims about chains", list(_chain_claims(random, 50)))
    yield from _decisions("50 random linear claims", list(linear_claims(random, 50)))


def _verdict(length: int, network: str, claims: Sequence[str]) -> Ratio:
    """The verdict on a claim about a network's width, which stays derived."""
    assert len(symrf.derive(network)["w"].steps) == length
    calls = [lambda claim=claim: symrf.check(network, [claim], axes=("w",)) for claim in claims]
    (seconds,) = _in_turn([[call] for call in calls], 200)
    return Ratio(f"a verdict, {length} layers", seconds, "half a millisecond", VERDICT, 1)


def _decisions(what: str, claims: Sequence[Claim]) -> Iterator[Ratio]:
    """Decisions of the same claims."""
    calls = [_deciders(*claim) for claim in claims]
    for place, rival in enumerate(("isl", "z3, least failure by halving"), 1):
        ours, its = _in_turn([[row[0], row[place]] for row in calls], TURNS)
        yield Ratio(what, ours, rival, its, 1)


def _deciders(truth: Formula, relation: Sign, claim: Formula, least: int) -> list[Callable[[], object]]:
    random = Random(0)  # noqa: S311
    one, two = (parse(spelled(formula, random, "w")) for formula in (truth, claim))
    return [
        lambda: decide(one, two, relation, {"w": least}),
        lambda: isl_verdict(isl_asked(truth, relation, claim, least)),
        lambda: z3_verdict(z3_asked(truth, relation, claim, least)),
    ]


def _chain_claims(random: Random, number_of_claims: int) -> Iterator[Claim]:
    """Claims about chains of one to six layers, nested or without rounding; every other one has a mistake."""
    for place in range(number_of_claims):
        truth = nested = Formula("w")
        offset, stride = 0, 1
        for _ in range(random.randint(1, 6)):
            each, step = random.randint(-4, 2), random.choice((1, 1, 2, 2, 3))
            offset, stride = offset + stride * each, stride * step
            nested = over(random.choice(("floor", "floor", "floor", "over")), shifted(nested, each), step)
        truth = over("floor", shifted(truth, offset), stride)
        yield truth, "=", mistaken(nested, random) if place % 2 else nested, max(1, stride - offset)


def _in_turn(calls: Sequence[Sequence[Callable[[], object]]], turns: int) -> list[float]:
    """For rows of calls, the median seconds of each column over the rows; the calls of a row take turns.

    All are warm: Python makes code that runs again and again faster, for which one turn is not enough.
    """
    medians = []
    for call in [call for _ in range(WARM) for row in calls for call in row]:
        call()
    gc.collect()
    gc.disable()
    for row in calls:
        times: list[list[float]] = [[] for _ in row]
        for turn in range(turns + 1):
            for call, column in zip(row, times, strict=True):
                start = perf_counter()
                call()
                if turn:
                    column.append(perf_counter() - start)
        medians.append(list(map(median, times)))
        gc.collect()
    gc.enable()
    return [median(column) for column in zip(*medians, strict=True)]


if __name__ == "__main__":
    sys.exit(main())
