"""What helps at the command: questions after what is meant, help, examples, completions, and how far the work is."""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import symrf
from symrf.answers.documents.english.contents import CONTENTS
from symrf.formulas.spelling import nearest
from symrf.front import examples
from symrf.front.cli import main
from symrf.front.commands import VERBS
from symrf.front.completion import SHELLS
from symrf.front.options import OPTIONS
from symrf.front.progress import shown_progress
from symrf.front.rendering.targets import TARGETS
from symrf.networks.conventions import CONVENTIONS
from symrf.networks.quantities import QUANTITIES

BASH = shutil.which("bash")
NETWORKS = Path(__file__).parents[2] / "examples"


def ran(capture: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    code = main(list(words))
    return (code, *capture.readouterr())


# ---- did you mean ----------------------------------------------------------------------------------------------------

MISTYPED = [
    (("chek", "c3", "rf = 3"), "there is no verb 'chek' (did you mean check?): symrf help shows them"),
    (("compair", "c3", "c5"), "there is no verb 'compair' (did you mean compare?)"),
    (("c3", "--contens", "table"), "unrecognized arguments: --contens table (did you mean contents?)"),
    (("c3", "--stepps"), "unrecognized arguments: --stepps (did you mean steps?)"),
    (("c3", "--contents", "tabel"), "there is no content 'tabel' (did you mean table?): choose from summary"),
    (("c3", "--contents", "table", "--columns", "filed"), "there is no column 'filed' (did you mean field?)"),
    (("c3", "--convention", "pytorhc"), "there is no convention 'pytorhc' (did you mean pytorch?)"),
    (("c3", "--form", "closd"), "--form must be one of hand, nested, closed, not 'closd' (did you mean closed?)"),
    (("examples", "resnet-18"), "there is no example 'resnet-18' (did you mean resnet18?)"),
    (("completion", "zssh"), "there is no completion for 'zssh' (did you mean zsh?)"),
    (("help", "chek"), "there is no help on 'chek' (did you mean check?)"),
    (("c3", "s2"), 'put a network of several layers in quotation marks: "c3 s2"'),
    (("c3 s2",), "s2 is not a layer: write c3s2, without a blank\n  c3 s2\n  ^^^^^"),
    (("c3 p2 c3 d2",), "d2 is not a layer: write c3d2, without a blank\n  c3 p2 c3 d2\n        ^^^^^"),
]


@pytest.mark.parametrize(("words", "message"), MISTYPED, ids=[" ".join(words) for words, _ in MISTYPED])
def test_what_is_meant_is_asked(words: tuple[str, ...], message: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = ran(capsys, *words)
    assert (code, out) == (2, "")
    assert err.startswith(f"symrf: {message}")


@pytest.mark.parametrize("table", [VERBS, TARGETS, CONTENTS, QUANTITIES, CONVENTIONS, examples.EXAMPLES])
def test_a_name_with_a_letter_less_is_known(table: dict[str, object]) -> None:
    """Of each name that has letters to spare, unless it is another one so."""
    for name in table:
        short = name[:2] + name[3:]
        if len(name) > 4 and short not in table:
            assert nearest(short, table) is not None
            assert nearest(name, table) == name


def test_no_name_is_told_that_is_like_none(capsys: pytest.CaptureFixture[str]) -> None:
    assert "did you mean" not in ran(capsys, "c3", "--contents", "poem")[2]
    assert "did you mean" not in ran(capsys, "c3", "--bogus")[2]


def test_a_word_that_is_a_network_or_a_file_is_no_mistyped_verb(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("chek").write_text("c3\n")
    assert ran(capsys, "chek")[0] == 0
    assert ran(capsys, "relu")[0] == 0


PADDED = [("c3 p1", "c3p1"), ("p2 c5s2 p1 relu", "c5s2p1"), ("(c3 p1)*4", "c3p1")]


@pytest.mark.parametrize(("network", "meant"), PADDED)
def test_a_pool_of_one_pixel_may_be_padding(network: str, meant: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = ran(capsys, network)
    assert (code, out != "") == (0, True)
    said = f"p1 is a pool of one pixel, which changes nothing: for padding write {meant}, without a blank\n"
    assert err == f"symrf: {said}"


@pytest.mark.parametrize("network", ["c3 p2", "c3p1 p1", "p1 c3", "c3 p1s2"])
def test_other_pools_are_no_padding(network: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert ran(capsys, network)[2] == ""


# ---- options without effect ------------------------------------------------------------------------------------------

USELESS = [
    (("c3", "--contents", "formula", "--columns", "size"), "--columns has no effect here: it is for --contents table"),
    (("c3", "--contents", "prose", "--depth", "1"), "--depth has no effect here: it is for --contents table"),
    (("c3", "--contents", "table", "--arrows"), "--arrows has no effect here: it is for --contents results"),
    (("compare", "c3", "c5", "--columns", "size"), "--columns has no effect here: it is for --contents table"),
    (("c3", "-o", "a.json", "--contents", "table"), "--contents has no effect with --for json"),
    (("c3", "--for", "github", "--standalone"), "--standalone has no effect with --for github"),
    (("c3", "-o", "a.xyz"), "the name 'a.xyz' does not say what to write: end it in .tex, .md, .html, .typ, .json"),
]


@pytest.mark.parametrize(("words", "message"), USELESS, ids=[" ".join(words) for words, _ in USELESS])
def test_an_option_without_effect_is_refused(
    words: tuple[str, ...], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = ran(capsys, *words)
    assert (code, out) == (2, "")
    assert err.startswith(f"symrf: {message}")


@pytest.mark.parametrize("name", ["answer.txt", "answer"])
def test_a_text_needs_no_suffix(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert ran(capsys, "c3", "-o", str(tmp_path / name)) == (0, "", "")
    assert ran(capsys, "c3")[1] == (tmp_path / name).read_text("utf-8")


# ---- help and examples -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("option", [each for each in OPTIONS if each.name not in VERBS], ids=lambda each: each.name)
def test_help_on_an_option_says_what_it_is_for_and_who_takes_it(option, capsys) -> None:  # type: ignore[no-untyped-def]
    code, out, err = ran(capsys, "help", option.name)
    assert (code, err) == (0, "")
    assert option.help in out
    assert all(f"symrf {verb}" in out for verb in option.verbs)
    assert ran(capsys, "help", f"--{option.name}")[1] == out


def test_help_on_an_option_takes_it_as_it_is_typed(capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("-o", "--depth"):
        assert main(["help", name]) == 0
        assert capsys.readouterr().out.startswith(f"{name} ")


def test_help_on_anything_else_is_what_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert ran(capsys, "help", "same") == ran(capsys, "about", "same")


def test_the_examples_are_those_of_the_folder(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = ran(capsys, "examples")
    assert code == 0
    assert [line.split()[0] for line in out.splitlines()] == sorted(path.stem for path in NETWORKS.glob("*.symrf"))
    assert all(len(line) <= 80 for line in out.splitlines())


@pytest.mark.parametrize("path", sorted(NETWORKS.glob("*.symrf")), ids=lambda path: path.stem)
def test_an_example_is_a_network(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = ran(capsys, "examples", path.stem)
    assert (code, out) == (0, path.read_text("utf-8"))
    assert symrf.parse(out).items


# ---- completion ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("shell", SHELLS)
def test_a_completion_has_every_verb_option_and_choice(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = ran(capsys, "completion", shell)
    assert code == 0
    wanted = {*VERBS, *TARGETS, *CONTENTS, *QUANTITIES, *CONVENTIONS, *(each.name for each in OPTIONS)}
    assert [word for word in wanted if word not in out] == []
    assert "--symbols" not in out
    assert "-l symbols" not in out


COMPLETED = [
    (["ch"], {"check"}),
    (["derive", "--conte"], {"--contents"}),
    (["c3", "--contents", "pyr"], {"pyramid"}),
    (["compare", "c3", "--for", "git"], {"github"}),
    (["check", "c3", "--convention", "t"], {"tensorflow"}),
    (["solve", "c3", "--unk"], {"--unknown"}),
    (["derive", "--unk"], set()),
]


@pytest.mark.skipif(BASH is None, reason="there is no bash")
@pytest.mark.parametrize(("words", "found"), COMPLETED, ids=[" ".join(words) for words, _ in COMPLETED])
def test_bash_completes(words: list[str], found: set[str], capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    script = ran(capsys, "completion", "bash")[1]
    typed = " ".join(f"'{word}'" for word in ["symrf", *words])
    ask = f"COMP_WORDS=({typed}); COMP_CWORD={len(words)}; _symrf; printf '%s\\n' \"${{COMPREPLY[@]}}\""
    done = subprocess.run([BASH, "-c", script + ask], capture_output=True, text=True, check=True, cwd=tmp_path)
    assert set(done.stdout.split()) == found


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_a_shell_reads_its_completion(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"there is no {shell}")
    script = ran(capsys, "completion", shell)[1]
    subprocess.run([shell, "-n"], input=script, capture_output=True, text=True, check=True)


# ---- how far the work is ---------------------------------------------------------------------------------------------


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_long_work_is_told_on_a_terminal_and_erased(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    times = iter([0.0, 0.1, 0.6, 0.7])
    with shown_progress(lambda: next(times)):
        symrf.check("c3", ["rf = 3", "rf = 4", "rf = 5"])
    erased = "\r\x1b[K"
    told = [f"{erased}symrf: checking claim {place} of 3" for place in (2, 3)]
    assert terminal.getvalue() == "".join(told) + erased


def test_nothing_is_told_of_short_work_or_elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    for stream, times in ((Terminal(), [0.0, 0.1, 0.2]), (io.StringIO(), [0.0, 9.0, 9.0])):
        monkeypatch.setattr(sys, "stderr", stream)
        clock = iter(times)
        with shown_progress(lambda clock=clock: next(clock)):
            symrf.check("c3", ["rf = 3", "rf = 4"])
        assert stream.getvalue() == ""
