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

import pytest
from campaign.plain import exactly, value, within, worded

import symrf
from symrf.errors import SymrfError
from symrf.front.cli import main
'''


def as_test(found: Found) -> str:
    """A function of pytest that shows a difference."""
    difference, small = found.difference, found.smallest
    name = re.sub(r"\W+", "_", f"{difference.oracle}_{found.question.seed}")
    what = f"{small.text}: {difference.what}".replace("\\", "\\\\").replace('"', "'")
    lines = [f"# python tests/campaign --question {_again(found)}", *difference.lines]
    given = ""
    if any("capsys" in each or "Path(" in each for each in lines):
        given = "capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch"
        lines.insert(1, "monkeypatch.chdir(tmp_path)")
    body = "".join(f"    {each}\n" for each in lines)
    return f'\n\ndef test_{name}({given}) -> None:\n    """{what}"""\n{body}'


def line(found: Found) -> str:
    """A difference in a line."""
    difference = found.difference
    return f"{difference.oracle}: {found.smallest.text}: {difference.what} ({_again(found)})"


def _again(found: Found) -> str:
    """What asks its question again."""
    asked = found.question
    return asked.seed if asked.budget is None else f"{asked.seed} --budget {asked.budget}"


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
