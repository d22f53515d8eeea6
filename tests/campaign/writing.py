"""A difference as a text that is ready to become a test, and the counts as a table."""

from __future__ import annotations

import re
from collections.abc import Iterator

from campaign.running import Campaign, Found

__all__ = ["HEAD", "as_test", "line", "report"]

HEAD = '''"""What a campaign found, as tests: each fails as long as symrf answers as it did."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

from campaign.plain import value, within, worded

import symrf
from symrf.errors import SymrfError
from symrf.front.cli import main
'''


def as_test(found: Found) -> str:
    """A function of pytest that shows a difference."""
    difference, small = found.difference, found.smallest
    name = re.sub(r"\W+", "_", f"{difference.oracle}_{found.question.seed}")
    what = difference.what.replace("\\", "\\\\").replace('"""', "'''")
    repeated = f"# python tests/campaign --question {found.question.seed}"
    lines = [f"    {each}" for each in (repeated, *difference.lines)]
    return f'\n\ndef test_{name}() -> None:\n    """{small.text}: {what}"""\n' + "\n".join(lines) + "\n"


def line(found: Found) -> str:
    """A difference in a line."""
    difference = found.difference
    return f"{difference.oracle}: {found.smallest.text}: {difference.what} ({found.question.seed})"


def report(campaign: Campaign, most: int = 12) -> Iterator[str]:
    """What was counted, the most frequent classes of what is not decided, and how many differences there are."""
    yield from (f"{count:8d}  {what}" for what, count in sorted(campaign.counts.items()))
    for title, counted in (("not decided", campaign.undecided), ("refused", campaign.refusals)):
        if counted:
            yield f"{title}, by class:"
            yield from (f"{count:8d}  {what}" for what, count in counted.most_common(most))
    seconds, code, seed = campaign.slowest
    yield f"slowest: {seconds:.2f} s, {seed}: {code}"
    yield f"{len(campaign.found)} differences"
