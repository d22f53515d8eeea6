"""The README, the page of the notation and the contributor's page say what is so."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from symrf.front.cli import main
from symrf.networks.notation.architecture import Kind
from symrf.networks.notation.reader import parse

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")
NOTATION = (ROOT / "grammar" / "README.md").read_text("utf-8")
GRAMMAR = (ROOT / "grammar" / "architecture.lark").read_text("utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
CI = (ROOT / ".ci" / "run").read_text("utf-8")

SESSIONS = re.findall(r"```console\n\$ (symrf .*(?:\n> .*)*)\n((?:.|\n)*?)```", README)
ROWS = [
    text.replace(r"\|", "|")
    for page in (README[: README.index("## The command")], NOTATION)
    for row in re.findall(r"^\| (`.*?) \| ", page, re.MULTILINE)
    for text in re.findall(r"`([^`]*)`", row)
]


@pytest.mark.parametrize(("command", "output"), SESSIONS, ids=[command for command, _ in SESSIONS])
def test_a_command_of_the_readme_prints(command, output, capsysbinary) -> None:  # type: ignore[no-untyped-def]
    code = main(shlex.split(command.replace("\n> ", "\n"))[1:])
    printed = capsysbinary.readouterr()
    assert (printed.out or printed.err).decode("utf-8") == output
    assert code == ("refuted" in output if printed.out else 2)


def test_the_readme_has_commands() -> None:
    assert len(SESSIONS) == 11


@pytest.mark.parametrize("text", sorted(set(ROWS)))
def test_every_row_of_the_notation_is_read(text: str) -> None:
    several = text.startswith("F = ") or "@" in text.partition(" ")[2] or "out" in text
    assert (len(parse(text).items) > 1) == several


def test_the_page_of_the_notation_names_every_kind() -> None:
    written = {layer.kind for text in ROWS for layer in parse(text).layers()}
    assert written == set(Kind)


def test_the_page_of_the_notation_names_every_word_of_the_grammar() -> None:
    words = re.findall(r"^PASS\.1: /\(\?:(.*)\)/ WORD_END", GRAMMAR, re.MULTILINE)[0].replace("relu6?", "relu|relu6", 1)
    assert [word for word in words.split("|") if f"`{word}`" not in NOTATION] == []
    attributes = re.findall(r"^(?:PADDING_RULE|ROUNDING|NO_BIAS): (.*)$", GRAMMAR, re.MULTILINE)
    assert [word for line in attributes for word in re.findall(r'"(\w+)"', line) if word not in NOTATION] == []


def test_the_contributors_page_names_files_that_are_there() -> None:
    named = set(re.findall(r"`((?:symrf|grammar|tests)/[\w/.]*)`", CONTRIBUTING))
    assert named
    assert [name for name in named if not (ROOT / name).exists()] == []
    alone = set(re.findall(r"`(\w+\.py)`", CONTRIBUTING))
    assert sorted(alone - {path.name for folder in ("symrf", "tests") for path in (ROOT / folder).rglob("*.py")}) == []


def test_the_contributors_page_has_a_row_for_each_folder_of_tests() -> None:
    rows = re.findall(r"^\| `tests/(\w+)/` \| \w", CONTRIBUTING, re.MULTILINE)
    folders = [path.name for path in (ROOT / "tests").iterdir() if path.is_dir() and path.name != "__pycache__"]
    assert sorted(rows) == sorted(folders)
    assert sorted(path.name for path in (ROOT / "tests").glob("*.py")) == [
        "conftest.py",
        "test_architecture.py",
        "test_campaign.py",
        "test_english.py",
        "test_tables.py",
    ]


def test_ci_runs_the_tests_as_the_readme_does() -> None:
    [install, run] = re.findall(r"^(.*\[test\].*) && (.*pytest.*)$", README, re.MULTILINE)[0]
    assert install.partition("[test]")[0].endswith('install -e ".')
    [*_, then, tests, campaign] = CI.splitlines()
    assert [then, tests] == ["export CI=true", run]
    assert campaign.startswith(".venv/bin/python tests/campaign --seed ")
