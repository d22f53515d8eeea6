"""`python tests/campaign --seed 1 --minutes 2`: random questions, and what is wrong with their answers."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from campaign.questions import KINDS
from campaign.running import Campaign, drawn, loaded
from campaign.writing import HEAD, as_test, line, report


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a campaign; the exit code is 1 where there are differences but for time, which a busy machine takes, too."""
    asked = _parser().parse_args(arguments)
    loaded()
    campaign = Campaign(asked.seed, asked.only or KINDS, asked.budget)
    if asked.question:
        print(drawn(asked.question).text, *(claim.text for claim in drawn(asked.question).claims), sep="\n    ")
        found = campaign.one(asked.question)
    else:
        minutes = asked.minutes if asked.minutes or asked.questions else 1.0
        found = campaign.run(None if minutes is None else 60 * minutes, asked.questions)
    written, wrong = [HEAD], 0
    for each in found:
        print(line(each), flush=True)
        written.append(as_test(each))
        wrong += each.difference.oracle != "late"
        if asked.write:
            asked.write.write_text("".join(written), "utf-8")
    print(*report(campaign), sep="\n")
    return 1 if wrong else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python tests/campaign", description=__doc__)
    parser.add_argument("--seed", type=int, default=1, help="with the same seed the questions are the same")
    parser.add_argument("--minutes", type=float, help="how long; default: 1")
    parser.add_argument("--questions", type=int, help="how many")
    parser.add_argument("--only", choices=KINDS, nargs="+", help="questions of these kinds")
    parser.add_argument("--question", metavar="SEED", help="one question again, such as claims:17")
    parser.add_argument("--budget", type=float, metavar="SECONDS", help="that every call is given; default: the usual")
    parser.add_argument("--write", type=Path, metavar="FILE", help="the differences as tests")
    return parser


if __name__ == "__main__":
    sys.exit(main())
