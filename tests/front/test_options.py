"""One table of options: each asks for the same wherever it is written, and is refused in the same words."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest
from test_cli import answer, help_of
from test_sphinx import TITLE, built

from symrf.errors import InputError
from symrf.front.cli import main
from symrf.front.commands import command
from symrf.front.manuscripts.caches import cached
from symrf.front.manuscripts.latex import settings
from symrf.front.notebook import shown
from symrf.front.options import IN_TEXTS, OPTIONS, Kind, request, request_of_settings, request_of_words
from symrf.front.requests import DEFAULTS
from symrf.front.sphinx import Network

VALUES = {
    "axes": ["t"],
    "at": ["w=64,h=65"],
    "form": ["closed"],
    "convention": ["tensorflow"],
    "origin": ["0.5"],
    "where": ["k odd", "p = (k-1)/2"],
    "meaning": ["W=w,H=h"],
    "contents": ["table,prose"],
    "columns": ["size,params"],
    "depth": ["2"],
    "budget": ["20"],
    "width": ["3.5in"],
    "caption": ["The layers."],
    "label": ["tab:layers"],
    "rate": ["16 kHz"],
    "pixel": ["0.05m"],
    "page": ["https://example.org/"],
    "write-as": ["w=W_{in}", "h=H_{in}"],
}
VERBS = {key: ["check", "c3", "rf = 3"] for key in ("meaning", "rate", "pixel")}


def names(*, flags: bool) -> list[str]:
    return [option.name for option in IN_TEXTS if (option.kind is Kind.FLAG) == flags]


def test_every_option_with_a_value_has_one_here() -> None:
    assert sorted(VALUES) == sorted(names(flags=False))
    taken = [(verb, option.name) for option in OPTIONS for verb in option.verbs]
    assert len(set(taken)) == len(taken)


@pytest.mark.parametrize("name", VALUES)
def test_a_value_asks_for_the_same_everywhere(name: str) -> None:
    values = VALUES[name]
    asked = request({name: values})
    assert asked != DEFAULTS
    quoted = " ".join(f'"{value}"' for value in values)
    assert request_of_words(f"--{name} {quoted}") == asked
    joined = ";".join(values)
    assert request_of_settings({name: joined}) == asked
    assert request_of_settings(settings(f"{name}={{{joined}}}")) == asked
    assert command([*VERBS.get(name, ["c3"]), f"--{name}", *values]).request == asked
    assert name in Network.option_spec


@pytest.mark.parametrize("name", names(flags=True))
def test_a_flag_asks_for_the_same_everywhere(name: str) -> None:
    asked = request({name: []})
    assert asked != DEFAULTS
    assert (
        request_of_words(f"--{name}") == request_of_settings({name: ""}) == request_of_settings(settings(name)) == asked
    )
    assert command(["c3", f"--{name}"]).request == asked
    assert Network.option_spec[name]("") is None


DOCUMENTS = [  # as words, and as LaTeX has them
    ("--contents table,prose --columns size,field", "contents={table,prose}, columns={size,field}"),
    ("--steps --arrows --write-as w=W_{in}", "steps, arrows, write-as={w=W_{in}}"),
    ("--contents formula --at w=64,h=64 --form nested", "contents=formula, at={w=64,h=64}, form=nested"),
    ("--reach --costs --axes t --at 64 --origin 0.5", "reach, costs, axes=t, at=64, origin=0.5"),
]


@pytest.mark.parametrize(("words", "latex"), DOCUMENTS, ids=[words for words, _ in DOCUMENTS])
def test_a_document_is_the_same_everywhere(
    words: str, latex: str, capsysbinary: pytest.CaptureFixture[bytes], tmp_path: Path
) -> None:
    network = "in3 c3-8 p2"
    printed = answer(capsysbinary, network, *words.split(), "--for", "unicode")
    assert shown(f"{network} {words}")._repr_mimebundle_()["text/plain"] == printed.rstrip("\n")
    (tmp_path / "paper.tex").write_text(f"\\symrf[{latex}]{{{network}}}\n", "utf-8")
    [entry] = cached(str(tmp_path / "paper.tex")).entries.values()
    _, printed = answer(capsysbinary, network, *words.split(), "--for", "paper").split("\n", 1)
    assert entry == f"\\symrfparagraphs{{%\n{printed}}}"


def test_a_formula_in_latex_has_its_symbols_as_they_are_asked_for(tmp_path: Path) -> None:
    text = (
        r"\symrfsetup{write-as={w=W_{in},h=H}} \symrf{c3} \symrf[premise]{p2} \symrf[size=closed, write-as=w=x]{p2}"
        r" \symrfcheck{p2}{size = (w/2, h/2)} \symrf[arrows, axes=w]{c3}"
    )
    (tmp_path / "paper.tex").write_text(text, "utf-8")
    assert list(cached(str(tmp_path / "paper.tex")).entries.values()) == [
        r"\ensuremath{\left(W_{in}-2, H-2\right)}",
        r"\symrfwords{for even $W_{in}$ and $H$}",
        r"\ensuremath{\left(\left\lfloor \frac{x}{2}\right\rfloor, \left\lfloor \frac{h}{2}\right\rfloor\right)}",
        r"\ensuremath{\left(\frac{W_{in}}{2}, \frac{H}{2}\right)}\symrfwords{ for even $W_{in}$ and $H$}",
        r"\ensuremath{W_{in}-2}",
    ]


def test_two_hyphens_are_a_text_behind_an_equals_sign(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert answer(capsysbinary, "c3", "--contents", "table", "--caption=--").startswith("--\n\n")
    assert main(["c3", "--contents", "table", "--label=--form"]) == 0
    capsysbinary.readouterr()
    assert main(["c3", "--depth=--"]) == 2
    assert b"symrf: " in capsysbinary.readouterr().err


@pytest.mark.parametrize("text", ["of  a\n\nnetwork", "\tof a network\x1b", "of a\u2028network\ud800"], ids=repr)
def test_a_caption_is_one_line_of_what_is_printed(text: str) -> None:
    assert request({"caption": [text]}).caption == "of a network"


def test_a_caption_in_latex_has_its_signs_as_tex_has_them() -> None:
    assert settings(r"caption={50\% of A \& B, in \$}, label=tab:x") == {
        "caption": "50% of A & B, in $",
        "label": "tab:x",
    }


# ---- names that are others now ---------------------------------------------------------------------------------------

FORMER = [
    (["c3", "--symbol", "w=W"], ["c3", "--write-as", "w=W"], "--symbol is now --write-as"),
    (["check", "c3", "size = (A-2, B-2)", "--symbols", "A=w,B=h"], [], "--symbols is now --meaning"),
    (["solve", "c{k}p{p}", "size = w", "--for", "p"], [], "--for p is now --unknown p"),
    (["solve", "c{k}", "rf = W", "--for", "k", "--symbols", "W=w", "--axes", "w"], [], "--for k is now --unknown k"),
]
NOW = {"--symbol": "--write-as", "--symbols": "--meaning", "--for": "--unknown"}


@pytest.mark.parametrize(("former", "note"), [(row[0], row[2]) for row in FORMER], ids=[row[2] for row in FORMER])
def test_a_former_name_works_and_a_note_says_the_new_one(
    former: list[str], note: str, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main(former) == 0
    out, err = capsysbinary.readouterr()
    assert err.decode().splitlines()[0] == f"symrf: {note}"
    assert err.count(b"\n") == sum(name in former for name in NOW)
    assert answer(capsysbinary, *(NOW.get(word, word) for word in former)).encode() == out


def test_no_help_shows_a_former_name(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    for verb in ("derive", "compare", "check", "solve"):
        text = help_of(capsysbinary, verb, "--help")
        assert [option.former for option in OPTIONS if option.former and f"--{option.former} " in text] == []
        assert "--write-as" in text
    assert "--unknown NAME" in text


def test_solve_has_a_target_like_the_others(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    asked = ("solve", "c{k}p{p}", "size = w", "--unknown", "p")
    assert answer(capsysbinary, *asked, "--for", "github") == answer(capsysbinary, *asked, "--format", "github")
    assert main([*asked, "--for", "k"]) == 2
    assert b"symrf: --unknown takes one value, but was given p and k\n" in capsysbinary.readouterr().err


def test_a_former_name_in_a_document_is_told_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.chdir(tmp_path)
    checks = "\\symrfcheck{c3}{size = A-2} \\symrfcheck{c5}{size = A-4}\n"
    Path("paper.tex").write_text(f"\\symrfsetup{{axes=w, symbols={{A=w}}}}\n{checks}", "utf-8")
    Path("answer.md").write_text("```symrf --axes w --symbols A=w\nc3\nsize = A-2\n```\n", "utf-8")
    for words, count in ((["check", "paper.tex"], 2), (["latex-cache", "paper.tex"], 2)):
        assert main(words) == 0
        out, err = capsysbinary.readouterr()
        assert f"{count} proved." in out.decode()
        assert err == b"symrf: paper.tex: symbols is now meaning\n"
    assert main(["check", "answer.md"]) == 0
    assert capsysbinary.readouterr().err == b"symrf: answer.md: --symbols is now --meaning\n"


def test_a_former_name_in_a_notebook_and_in_sphinx(tmp_path: Path) -> None:
    found = shown("--axes t --symbols n=t", "c3\nsize = n-2")
    assert found.notes == ("--symbols is now --meaning",)
    assert found.document == shown("--axes t --meaning n=t", "c3\nsize = n-2").document
    page = f"{TITLE}.. symrf::\n   :axes: t\n   :symbols: n=t\n\n   c3\n   size = n-2\n"
    text, warnings = built(tmp_path, page, "text")
    assert "proved" in text
    assert warnings == ["index.rst:4: WARNING: symrf: symbols is now meaning [symrf]"]


# ---- what is wrong ---------------------------------------------------------------------------------------------------

WRONG = [
    ({"axis": ["t"]}, "there is no option axis (did you mean axes?): choose one of steps, reach, costs, axes, "),
    ({"unknown": ["n"]}, "there is no option unknown: choose one of "),
    ({"steps": ["yes"]}, "steps takes no value, but was given 'yes'"),
    ({"axes": []}, "axes needs a value"),
    ({"form": ["flat"]}, "form must be one of hand, nested, closed, not 'flat'"),
    ({"origin": ["2"]}, "origin must be one of 0, 0.5, 1, not '2'"),
    ({"depth": ["0"]}, "--depth takes a whole number, 1 or more"),
    ({"meaning": ["W"]}, "--meaning takes symbols and what they stand for, such as W=w,H=h"),
    ({"meaning": ["W="]}, "--meaning takes symbols and what they stand for, such as W=w,H=h"),
]


@pytest.mark.parametrize(("options", "message"), WRONG, ids=[row[1] for row in WRONG])
def test_what_is_wrong_is_refused(options: dict[str, list[str]], message: str) -> None:
    with pytest.raises(InputError) as refusal:
        request(options)
    assert str(refusal.value).startswith(message)


def test_words_and_options_may_be_mixed(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert answer(capsysbinary, "check", "c3", "--axes", "w", "rf = 3", "--strict", "size = w-2").endswith(
        "2 proved.\n"
    )
    assert main(["solve", "c3", "size = 3", "--at", "w=4", "--at", "w=5"]) == 2
    assert main(["c3", "--standalone", "--fragment"]) == 2
    assert capsysbinary.readouterr().err.decode().splitlines() == [
        "symrf: --at takes one value, but was given w=4 and w=5",
        "symrf: choose --standalone or --fragment, not both",
    ]


def test_every_field_of_a_request_is_an_option() -> None:
    values = {**VALUES, "unknown": ["n"], "for": ["html"], "o": ["a.tex"], "certificate": ["a.v"]}
    values |= {"as": ["onnx"], "color": ["never"], "from": ["notation"], "network": ["Net"], "assume": ["F = c3"]}
    values |= {"port": ["0"]}
    changed = []
    for option in OPTIONS:
        asked = option.read(DEFAULTS, values.get(option.name, []))
        changed += [each.name for each in fields(asked) if getattr(asked, each.name) != getattr(DEFAULTS, each.name)]
    assert sorted(set(changed)) == sorted(each.name for each in fields(DEFAULTS) if each.name != "notes")


TOOK = [
    (["check", "c3 p2", "--where", "w >= 10", "rf = 4"], ("c3 p2", "rf = 4"), ("w >= 10",)),
    (["check", "--where", "k odd", "c{k}", "rf = k", "--axes", "t"], ("c{k}", "rf = k"), ("k odd",)),
    (["solve", "c{k}", "--where", "k odd", "k >= 5", "size = w-k+1"], ("c{k}", "size = w-k+1"), ("k odd", "k >= 5")),
    (["--where", "k odd", "k >= 3", "c{k}"], ("c{k}",), ("k odd", "k >= 3")),
    (["compare", "--where", "k odd", "c{k}", "c{k} c3"], ("c{k}", "c{k} c3"), ("k odd",)),
    (["solve", "@net.txt", "--where", "k odd", "rf >= 9"], ("@net.txt", "rf >= 9"), ("k odd",)),
    # what may be a symbol of the network, where nothing else is missing
    (
        ["check", "c{k}s{stride}", "rf = k", "--where", "k odd", "stride >= 2"],
        ("c{k}s{stride}", "rf = k"),
        ("k odd", "stride >= 2"),
    ),
    (["check", "@claims.txt", "--where", "k odd", "stride >= 2"], ("@claims.txt",), ("k odd", "stride >= 2")),
    (["c{k}s{s}", "--where", "k odd", "s >= 3"], ("c{k}s{s}",), ("k odd", "s >= 3")),
]


@pytest.mark.parametrize(("words", "texts", "where"), TOOK, ids=[" ".join(words) for words, *_ in TOOK])
def test_a_list_ends_where_what_the_verb_is_about_begins(
    words: list[str], texts: tuple[str, ...], where: tuple[str, ...]
) -> None:
    asked = command(words)
    assert (asked.texts, asked.request.where) == (texts, where)


def test_a_claim_alone_behind_where_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "c3 p2", "--where", "rf = 4"]) == 2
    assert capsys.readouterr().err == "symrf: a claim is missing: --where took 'rf = 4'; write claims before it\n"


@pytest.mark.parametrize(("at", "given"), [("64", {"w": 64, "h": 64}), ("64,65", {"w": 64, "h": 65})])
def test_one_size_stands_for_every_axis(at: str, given: dict[str, int]) -> None:
    assert request({"at": [at]}).given == given


@pytest.mark.parametrize(
    ("network", "names", "message"),
    [
        ("c3 p2", ["w=h"], "w cannot be written h, which is a symbol here: choose another name"),
        ("c{k}", ["w=k"], "w cannot be written k, which is a symbol here: choose another name"),
        ("c3 p2", ["w=W", "h=W"], "h and w would both be written W: choose another name for one of them"),
        ("c3 p2 --steps", ["w=n"], "w cannot be written n, which is a symbol here: choose another name"),
    ],
)
def test_no_two_symbols_are_written_alike(
    network: str, names: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    text, *flags = network.split(" --")
    assert main([text, *(f"--{flag}" for flag in flags), "--write-as", *names]) == 2
    assert capsys.readouterr().err == f"symrf: {message}\n"


def test_symbols_may_change_places(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["c3x5", "--write-as", "w=h", "h=w"]) == 0
    assert r"\left(h-2, w-4\right)" in capsys.readouterr().out


def test_no_two_symbols_of_a_formula_in_latex_are_written_alike(tmp_path: Path) -> None:
    (tmp_path / "paper.tex").write_text(r"\symrf[write-as=w=k]{c{k}} \symrf[write-as=w=W]{c{k}}", "utf-8")
    cache = cached(str(tmp_path / "paper.tex"))
    (refusal,) = cache.errors
    (taken,) = cache.entries.values()
    assert "w cannot be written k, which is a symbol here" in str(refusal)
    assert taken == r"\ensuremath{\left(W+1-k, h+1-k\right)}"
