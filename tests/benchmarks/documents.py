"""What documents cost: `python tests/benchmarks/documents.py` prints how long each target takes.

A network of 200 layers is derived anew in each turn, and its usual document is made for each target, with a table of
its layers and numbers for an input, beside the 50 ms that it may take: the processor's time in a process that has made
one before, the median over the turns. So is the page with all of its steps. The HTML of a table of ResNet-152 stands
beside the 300 kB that it may have. The exit code is 1 where one is more.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from time import process_time

from ratios import Ratio, printed

import symrf
from symrf.front.rendering.targets import PICTURES, TARGETS

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
TURNS = 9
ALLOWED = 0.05  # seconds of a document
LONGEST = 300_000  # characters of a table
BLOCK = "c3p1-64 bn relu c3p1-64 bn relu c1-64 bn relu"
NETWORK = f"in3@224x224 c7s2p3-64 {' '.join([BLOCK] * 22)} p2"  # 200 layers
USUAL = ("summary", "results", "table", "remarks")


def main() -> int:
    """Measure, print, and end with 1 where a document takes longer than it may, or is longer."""
    kept = printed(_times(), "sympy")
    characters = len(_resnet().document("html", "table", {"w": 224, "h": 224}))
    print(f"\nHTML of the table of ResNet-152: {characters:,} of {LONGEST:,} characters")
    return 0 if kept and characters <= LONGEST else 1


def _times() -> Iterator[Ratio]:
    assert len(symrf.derive(NETWORK).chain.links) == 200
    for name in TARGETS:
        if name not in PICTURES:
            yield Ratio(f"usual document for {name}", _seconds(name, USUAL), "allowed", ALLOWED, 1)
    yield Ratio("with all steps for html", _seconds("html", ("summary", "steps", "results")), "allowed", ALLOWED, 1)


def _seconds(target: str, contents: tuple[str, ...]) -> float:
    """The processor's time of a document, of which one was made before."""
    taken = []
    for _ in range(TURNS + 1):
        derivation = symrf.derive(NETWORK)
        start = process_time()
        derivation.document(target, contents)
        taken.append(process_time() - start)
    return median(taken[1:])


def _resnet() -> symrf.Derivation:
    return symrf.derive((EXAMPLES / "resnet152.symrf").read_text(encoding="utf-8"))


if __name__ == "__main__":
    sys.exit(main())
