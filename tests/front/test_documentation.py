"""The README, the guides, the page of the notation and the contributor's page say what is so."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

import symrf
from symrf.front.cli import main
from symrf.networks.notation.architecture import Kind
from symrf.networks.notation.reader import parse

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")
NOTATION = (ROOT / "grammar" / "README.md").read_text("utf-8")
GRAMMAR = (ROOT / "grammar" / "architecture.lark").read_text("utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
CI = (ROOT / ".ci" / "run").read_text("utf-8")

PAGES = [ROOT / "README.md", *sorted((ROOT / "examples").glob("*.md"))]
BASH = shutil.which("bash")
SESSION = re.compile(r"^(`{3,})console\n\$ (symrf .*(?:\n> .*)*)\n((?:.|\n)*?)^\1$", re.MULTILINE)
SESSIONS = [
    pytest.param(page, command, id=f"{page.parent.name}/{page.name}: {command}")
    for page in PAGES
    for _, command, _ in SESSION.findall(page.read_text("utf-8"))
]
SCRIPTS = [
    pytest.param(script, id=f"{page.parent.name}/{page.name}: {script.splitlines()[0]}")
    for page in PAGES
    for script in re.findall(r"^```sh\n((?:.|\n)*?)^```$", page.read_text("utf-8"), re.MULTILINE)
    if script.startswith(("symrf", "cat"))
]
SPOKEN = sorted(
    {
        spoken
        for page in PAGES
        for spoken in re.findall(r"(?<!`)`(symrf [^`]* [^`]+)`(?!`)", page.read_text("utf-8").replace("\n", " "))
        if "notes.ipynb" not in spoken and "serve" not in spoken
    }
)
ROWS = [
    text.replace(r"\|", "|")
    for row in re.findall(r"^\| (`.*?) \| ", NOTATION, re.MULTILINE)
    for text in re.findall(r"`([^`]*)`", row)
]


@pytest.fixture
def examples(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the folder of examples, in which the guides are read."""
    folder = tmp_path / "examples"
    shutil.copytree(ROOT / "examples", folder)
    monkeypatch.chdir(folder)
    return folder


@pytest.mark.usefixtures("examples")
@pytest.mark.parametrize(("page", "command"), SESSIONS)
def test_a_command_of_a_page_prints(page, command, capsysbinary, request) -> None:  # type: ignore[no-untyped-def]
    """What stands below it; `--update-golden` writes that anew, and fails, so that it is read."""
    code = main(shlex.split(command.replace("\n> ", "\n"))[1:])
    printed = capsysbinary.readouterr()
    said = (printed.out or printed.err).decode("utf-8")
    text = page.read_text("utf-8")
    [(fence, output)] = {(fence, output) for fence, other, output in SESSION.findall(text) if other == command}
    head = f"{fence}console\n$ {command}\n"
    if output != said and request.config.getoption("--update-golden"):
        page.write_text(text.replace(f"{head}{output}{fence}", f"{head}{said}{fence}"), "utf-8")
        pytest.fail(f"{page} was rewritten: read it, then run again")
    assert said == output
    assert code == ("refuted" in output if printed.out else 2)


@pytest.mark.skipif(BASH is None, reason="there is no bash")
@pytest.mark.parametrize("script", SCRIPTS)
def test_a_script_of_a_page_runs(script: str, examples: Path) -> None:
    """No line of it is refused; a claim in it may be refuted."""
    lines = [f"{line.partition(' # ')[0]}\n[ $? -le 1 ] || exit 9" for line in script.splitlines()]
    whole = "\n".join((f'symrf() {{ "{sys.executable}" -m symrf "$@"; }}', *lines))
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [str(BASH), "-c", whole], cwd=examples, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.usefixtures("examples")
@pytest.mark.parametrize("spoken", SPOKEN)
def test_a_command_that_a_page_speaks_of_runs(spoken: str, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    try:
        code = main(shlex.split(spoken)[1:])
    except SystemExit as ending:  # --help
        code = int(ending.code or 0)
    assert code in (0, 1), capsysbinary.readouterr().err.decode()
    assert capsysbinary.readouterr().out


def test_the_pages_have_commands() -> None:
    shown = [page for page in PAGES if SESSION.search(page.read_text("utf-8"))]
    assert {page.name for page in PAGES} - {page.name for page in shown} == {"answer.md", "limits.md", "python.md"}
    assert len(SCRIPTS) > 5
    assert len(SPOKEN) > 10


def test_the_readme_is_two_screens() -> None:
    assert len(README.splitlines()) <= 125


def test_every_link_of_a_page_leads_somewhere() -> None:
    for page in [*PAGES, ROOT / "grammar" / "README.md"]:
        links = re.findall(r"\]\((?!http)([^)#]+)\)", page.read_text("utf-8"))
        assert [link for link in links if not (page.parent / link).exists()] == []


def test_the_citation_is_of_this_version() -> None:
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    assert citation["version"] == symrf.__version__
    assert {"cff-version", "message", "title", "authors"} <= citation.keys()


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
