"""How many random wrong numbers are given a reason, and how long all slips of a network take.

    python tests/benchmarks/slips.py --numbers 1000

The networks are those of examples/, at their ends and at places in between; a number is within 30 percent of the truth.
"""

from __future__ import annotations

import argparse
import random
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import NamedTuple

from symrf.answers.slips.asked import Asked, Entry
from symrf.answers.slips.explaining import why
from symrf.answers.subjects import Subject
from symrf.formulas.tree import number
from symrf.formulas.values import evaluate
from symrf.networks.conventions import convention
from symrf.networks.notation.kinds import Effect
from symrf.networks.notation.reader import parse
from symrf.networks.quantities import QUANTITIES
from symrf.networks.reading import at_place

EXAMPLES = Path(__file__).parents[2] / "examples"
GLOBAL = (Effect.ALL, Effect.SHARE, Effect.PICK)
INPUT = 256
NEAR = 0.3


class Place(NamedTuple):
    """A network as far as a place, and what is so there."""

    subject: Subject
    place: int
    quantity: str
    truth: int

    def asked(self, claimed: int) -> Asked:
        """A wrong number that is claimed."""
        entry = Entry("w", number(claimed), number(self.truth))
        inputs = {"w": INPUT} if self.quantity == "size" else {}
        return Asked(self.subject, self.quantity, range(1, self.place + 1), (entry,), inputs)


def places(quantity: str) -> Iterator[Place]:
    """The end of each example, before its head, and the middle of those that are long."""
    for path in sorted(EXAMPLES.glob("*.symrf")):
        subject = Subject(parse(path.read_text("utf-8")), ("w", "h"), convention("pytorch"), {})
        links = subject.chain.links
        kinds = [getattr(link.item, "kind", None) for link in links]
        end = next(
            (place for place, kind in enumerate(kinds) if kind is not None and kind.effect in GLOBAL), len(links)
        )
        for place in (end, 2 * end // 3) if end > 8 else (end,):
            reading = at_place(subject.tracks[0], place)
            along = QUANTITIES[quantity].along
            (truth, *_) = (along(reading, "closed") if along else None) or (None,)
            if truth is not None:
                yield Place(subject, place, quantity, int(evaluate(truth, {"w": INPUT})))


def main() -> None:
    """Prints, for each quantity, the share of random numbers that are given a reason, and times."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--numbers", type=int, default=1000)
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    draw = random.Random(given.seed)  # noqa: S311
    for quantity in ("field", "size"):
        among = list(places(quantity))
        reasons: Counter[str] = Counter()
        times = []
        for turn in range(given.numbers):
            place = among[turn % len(among)]
            wide = max(2, round(NEAR * place.truth))
            claimed = place.truth
            while claimed == place.truth:
                claimed = draw.randint(max(0, place.truth - wide), place.truth + wide)
            begun = time.process_time()
            found = why([place.asked(claimed)])[0]
            times.append(time.process_time() - begun)
            reasons[found[0].name if found else ""] += 1
        explained = given.numbers - reasons.pop("")
        print(f"{quantity}: {len(among)} places, {explained / given.numbers:.3f} of {given.numbers} are given a reason")
        print(f"    median {1000 * median(times):.1f} ms, longest {1000 * max(times):.0f} ms")
        print("   ", ", ".join(f"{name} {count}" for name, count in reasons.most_common(12)))


if __name__ == "__main__":
    main()
