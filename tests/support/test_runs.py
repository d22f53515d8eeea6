"""Runs of pytest: what is missing skips and says why, and fails in CI; laws have few examples, and all where asked."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

TESTS = Path(__file__).parents[1]
FILES = {
    "test_a_test": "import pytest\n\ndef test_it():\n    pytest.skip('no oracle')\n",
    "test_a_mark": "import pytest\n\n@pytest.mark.skipif(True, reason='no oracle')\ndef test_it():\n    pass\n",
    "test_a_file": "import pytest\n\npytest.importorskip('oracle', reason='no oracle')\n\ndef test_it():\n    pass\n",
    "test_what_fails": "import pytest\n\n@pytest.mark.xfail\ndef test_it():\n    assert False\n",
    "test_a_law": """
from hypothesis import given, settings, strategies
from support.laws import examples

seen = []

@given(strategies.integers())
@settings(max_examples=examples(300))
def test_it(number):
    seen.append(number)

def test_how_many():
    assert [examples(most) for most in (1, 20, 300)] == ([1, 20, 300] if len(seen) >= 300 else [1, 5, 30])
    raise ValueError(f"{len(seen)} examples")
""",
}


def outcome(folder: Path, *options: str, ci: bool = False) -> tuple[list[str], str]:
    """What is told of each file under this project's own rules, in CI or at home; and the examples of the law."""
    for name, text in FILES.items():
        (folder / f"{name}.py").write_text(text, encoding="utf-8")
    own = ("-p", "conftest", "-p", "no:cacheprovider", "--continue-on-collection-errors", "-ra", "-n", "1")
    environment = {name: value for name, value in os.environ.items() if name != "CI"}
    environment |= {"PYTHONPATH": str(TESTS), "COLUMNS": "200"} | ({"CI": "true"} if ci else {})
    command = [sys.executable, "-m", "pytest", *own, *options, "--rootdir", str(folder), str(folder)]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=120)
    told = re.findall(r"^(SKIPPED|XFAIL|FAILED|ERROR) (?:\[1\] )?(test_\w+)", done.stdout, re.MULTILINE)
    assert done.stdout.count("no oracle") >= 3, done.stdout
    [examples] = re.findall(r"^E +ValueError: (\d+) examples", done.stdout, re.MULTILINE)
    return sorted(" ".join(each) for each in told), examples


def test_what_is_missing_skips_and_a_law_is_tried_on_few_examples(tmp_path: Path) -> None:
    told, examples = outcome(tmp_path)
    skipped = ["SKIPPED test_a_file", "SKIPPED test_a_mark", "SKIPPED test_a_test"]
    assert told == ["FAILED test_a_law", *skipped, "XFAIL test_what_fails"]
    assert examples == "30"
    assert outcome(tmp_path, "--thorough") == (told, "300")


def test_in_ci_nothing_skips_and_a_law_is_tried_on_all_its_examples(tmp_path: Path) -> None:
    told, examples = outcome(tmp_path, ci=True)
    failed = ["ERROR test_a_mark", "FAILED test_a_law", "FAILED test_a_test"]
    assert told == ["ERROR test_a_file", *failed, "XFAIL test_what_fails"]
    assert examples == "300"


def test_every_law_says_what_it_is_worth_where_the_run_is_thorough() -> None:
    """A number alone would be the same in a quick run; what is looked for once is no law."""
    laws = [path for path in TESTS.rglob("test_*.py") if "max_examples" in path.read_text(encoding="utf-8")]
    assert len(laws) > 20
    alone = [found for path in laws for found in re.findall(r"max_examples=\d+.*", path.read_text(encoding="utf-8"))]
    assert [each for each in alone if "Phase.generate" not in each] == []
