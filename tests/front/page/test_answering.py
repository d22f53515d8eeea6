"""The door of the page, natively: each view says what the command says, errors point, and no file is read."""

from __future__ import annotations

import builtins
import html
import io
import json
import os
import re
from base64 import b64encode
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

import symrf
from symrf.answers.documents.document import Copy, Document, Table
from symrf.answers.documents.english.contents import CONTENTS
from symrf.front.options import request
from symrf.front.page.answering import answer
from symrf.front.page.baking import baked
from symrf.front.page.links import page_link
from symrf.front.page.questions import TAKEN, VIEWS
from symrf.front.rendering.html import HTML
from symrf.front.rendering.targets import TARGETS
from symrf.front.requests import Request
from symrf.writers.table import WRITERS

FOUNDING = "c3s1 p2s2 c3s1"
PAGE = (Path(symrf.__file__).parent / "front" / "page" / "static" / "page.html").read_text("utf-8")
EXAMPLES = [html.unescape(each) for each in re.findall(r'<a href="(#[^"]*)">', PAGE)]
RESNET = (Path(__file__).parents[3] / "examples" / "resnet152.symrf").read_text("utf-8")


def ask(view: str, network: str | None = FOUNDING, **more: object) -> dict[str, Any]:
    said = {"view": view, **({} if network is None else {"network": network}), **more}
    told: dict[str, Any] = json.loads(answer(json.dumps(said)))
    return told


def test_the_first_answer_is_the_formula_as_the_command_has_it() -> None:
    told = ask("answer")
    derivation = symrf.derive(FOUNDING)
    summary = Request(contents=("summary",), target="html").document(derivation)
    shown = [each for each in summary.blocks if not isinstance(each, Table | Copy)]
    assert told["html"] == HTML(Document(tuple(shown)))
    assert "in general, " in told["html"]
    document = Request(contents=("formula",), target="html").document(derivation)
    assert told["text"] == TARGETS["unicode"].render(document)
    assert told["latex"] == TARGETS["latex"].render(document)
    assert (told["notation"], told["read"], told["folded"]) == (FOUNDING, None, 0)
    assert r"\frac{w-2}{2}-2" in told["latex"]


@pytest.mark.parametrize(
    ("view", "more", "contents"),
    [
        ("steps", {}, ("steps", "results")),
        ("table", {}, ("table",)),
        ("picture", {"picture": "graph"}, ("graph",)),
        ("picture", {}, ("pyramid",)),
        ("words", {}, ("prose", "remarks")),
        ("reach", {}, ("reach",)),
    ],
)
def test_a_tab_is_a_document_of_its_contents(view: str, more: dict[str, str], contents: tuple[str, ...]) -> None:
    asked = request({"at": ["w=20,h=20"], "axes": ["h,w"], "contents": [",".join(contents)]})
    asked = replace(asked, target="html")
    told = ask(view, options={"at": "w=20,h=20", "axes": "h,w"}, **more)
    assert told["html"] == HTML(asked.document(asked.derive(FOUNDING)))


def test_options_are_those_of_a_request() -> None:
    options = {"axes": "t", "at": "64", "form": "closed", "convention": "tensorflow", "origin": "0.5"}
    told = ask(
        "answer", "c{k}", options={**options, "where": ["k odd", "k >= 3"], "write_as": ["t=T_{in}"], "at": "k=3,t=9"}
    )
    assert "T_{in}" in told["latex"]
    assert "= 7" in told["text"].replace("(7)", "7")
    assert ask("answer", options={"axes": ["t"]}) == ask("answer", options={"axes": "t"})
    assert {option.name for option in TAKEN}.isdisjoint({"o", "certificate", "sty", "budget"})


def test_claims_have_a_verdict_and_a_reason_each() -> None:
    claims = "# by hand\nsize = ((w-2)/2-2, (h-2)/2-2)\n\n  rf = 9  # a guess\nrf = (\njump = 2"
    told = ask("claims", claims=claims)
    verdicts = told["verdicts"]
    assert [each["status"] for each in verdicts] == ["conditional", "refuted", "unread", "proved"]
    assert [each["claim"] for each in verdicts][1:] == ["rf = 9", "rf = (", "jump = 2"]
    assert "for even " in verdicts[0]["html"]
    [refuted] = [verdict.why for verdict in symrf.check(FOUNDING, ["rf = 9"])]
    assert [each["html"] for each in verdicts[1]["why"]] == [HTML.inline(each.sentence) for each in refuted] != []
    first, last = verdicts[2]["span"]
    assert claims[first:last] == "("
    assert ask("claims", claims="\n# nothing")["verdicts"] == []
    assert "refuted" in told["latex"]


def test_conditions_are_solved() -> None:
    told = ask("solve", "(c3)*{n}", conditions="rf >= 224", unknown="n")
    assert "n ≥ 112" in told["text"]
    assert ask("solve", conditions=" ")["error"]["message"].startswith("a condition is missing")


@pytest.mark.parametrize("target", [*TARGETS, "json"])
def test_every_target_is_exported(target: str) -> None:
    told = ask("export", target=target, standalone=True)
    assert "error" not in told
    if target == "json":
        assert json.loads(told["text"]) == symrf.derive(FOUNDING).to_dict()
    else:
        drawn = TARGETS[target].pictures
        asked = Request(target=target, contents=("pyramid",) if drawn else (), standalone=True)
        assert told["text"] == TARGETS[target].render(asked.document(symrf.derive(FOUNDING)), standalone=True)


@pytest.mark.parametrize("form", WRITERS)
def test_every_writer_writes(form: str) -> None:
    told = ask("code", "in3@8x8 c3-4", form=form)
    written = symrf.write("in3@8x8 c3-4", form)
    assert told.get("text") == written if isinstance(written, str) else told["base64"] == b64encode(written).decode()


def test_what_there_is_to_choose_is_what_the_tables_have() -> None:
    told = ask("choices", None)
    assert [each["name"] for each in told["targets"]] == [*TARGETS, "json"]
    assert told["contents"] == list(CONTENTS)
    assert [each["name"] for each in told["writers"]] == list(WRITERS)
    assert set(told["pictures"]) == {name for name, each in CONTENTS.items() if each.draws}


CODE = "nn.Sequential(\n    nn.Conv2d(1, 6, 5), nn.ReLU(),\n    nn.Flatten(), nn.Linear(6, 10),\n)"


def test_what_is_pasted_is_read_and_said_in_the_notation() -> None:
    told = ask("answer", CODE)
    assert told["notation"] == "in1 c5-6 relu flatten fc10"
    read = told["read"]
    assert (read["kind"], read["certain"], read["axes"], read["claims"]) == (
        "pytorch",
        True,
        ["h", "w"],
        ["flat@4 = 6"],
    )
    assert read["notes"][0] == "read as PyTorch source, the network Sequential"
    again = ask("answer", told["notation"], options={"axes": "h,w"})
    assert (again["html"], again["read"]) == (told["html"], None)


def test_a_file_is_its_bytes() -> None:
    data = symrf.write("in3@8x8 c3-4 p2", "onnx")
    assert isinstance(data, bytes)
    told = ask("answer", None, file={"name": "net.onnx", "base64": b64encode(data).decode()})
    assert told["read"]["kind"] == "onnx"
    assert "c3" in told["notation"]
    text = ask("answer", None, file={"name": "net.txt", "base64": b64encode(FOUNDING.encode()).decode()})
    assert text["html"] == ask("answer")["html"]


def test_an_error_points_into_what_was_typed() -> None:
    error = ask("answer", "c3 é c3")["error"]
    assert (error["source"], error["span"]) == ("c3 é c3", [3, 4])
    pasted = ask("answer", CODE.replace("1, 6, 5", "1, 6"))["error"]
    first, last = pasted["span"]
    assert pasted["source"][first:last] == "nn.Conv2d(1, 6)"
    option = ask("answer", options={"where": ["k odd", "k ?"]})["error"]
    assert option["source"] == "k ?"


HOSTILE = [
    *("", "{", "[]", "null", '"c3"', "[" * 100_000, '{"view": "answer"}', '{"network": ""}', '{"network": 3}'),
    *(
        '{"network": "c3", "view": "shell"}',
        '{"network": "c3", "options": []}',
        '{"network": "c3", "options": {"o": "x"}}',
    ),
    *('{"network": "c3", "options": {"axes": {}}}', '{"network": "c3", "options": {"axes": [[]]}}', '{"\\ud800": 1}'),
    *('{"network": "c3", "options": {"at": null}}', '{"network": "c3", "options": {"budget": "9"}}', '{"file": {}}'),
    *('{"file": {"name": "a", "base64": "?"}}', '{"file": {"name": "a", "base64": "AAAA"}, "network": "c3"}'),
    *(
        '{"network": "c3", "whole": 1}',
        '{"network": "c3", "target": "exe", "view": "export"}',
        '{"network": "\\ud800"}',
    ),
    *('{"network": "c3", "contents": ["x"], "view": "export"}', '{"network": "c3", "picture": "x", "view": "picture"}'),
    *('{"network": "c3", "form": "sh", "view": "code"}', '{"network": "c3", "claims": 1, "view": "claims"}'),
    *('{"network": "' + "(" * 200 + '"}', '{"network": "c3", "at": ' + "9" * 5000 + "}"),
    '{"network": "c3", "options": {"convention": "<script>"}}',
]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:60])
def test_what_is_no_question_is_refused(text: str) -> None:
    told = json.loads(answer(text))
    assert list(told) == ["error"]
    assert told["error"]["message"]
    answer(text).encode("utf-8")


NOT_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=6,
)
NAMES = (
    "view",
    "network",
    "file",
    "options",
    "claims",
    "conditions",
    "unknown",
    "picture",
    "target",
    "contents",
    "form",
)


@given(
    st.dictionaries(st.sampled_from((*NAMES, "standalone", "whole")), NOT_JSON | st.sampled_from((FOUNDING, *VIEWS)))
)
def test_no_question_whatever_is_answered_by_a_fault(question: dict[str, object]) -> None:
    told = json.loads(answer(json.dumps(question)))
    assert "error" in told or "notation" in told or "conventions" in told


PRIVATE = "of this machine alone"


@pytest.fixture
def secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file that nobody is to open; what is imported may be."""
    path = tmp_path / "secret.py"
    path.write_text(PRIVATE, "utf-8")
    ask("answer", CODE)
    opened = builtins.open

    def guarded(name: object, *arguments: Any, **named: Any) -> Any:
        assert not isinstance(name, str | os.PathLike) or "secret" not in os.fspath(name), name
        return opened(name, *arguments, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "open", guarded)
    monkeypatch.setattr(io, "open", guarded)
    return path


@pytest.mark.parametrize("way", ["{}", "@{}", "./{}", "file://{}", "in1 @{}", "F = @{}\nF"])
@pytest.mark.parametrize("view", ["answer", "claims", "code"])
def test_no_file_is_read(way: str, view: str, secret: Path) -> None:
    text = way.format(secret)
    for more in ({"network": text}, {"network": FOUNDING, "claims": text, "conditions": text}):
        assert PRIVATE not in answer(json.dumps({"view": view, **more}))
    named = {"name": str(secret), "base64": b64encode(b"c3").decode()}
    assert ask("answer", None, file=named)["notation"] == "c3"


def test_what_is_long_is_folded_until_it_is_asked_for_whole() -> None:
    layers = " ".join(f"c{kernel}" for kernel in range(3, 103))
    short, whole = (ask("table", layers, whole=each) for each in (False, True))
    assert short["folded"] == whole["html"].count("<tr>") - short["html"].count("<tr>") > 50
    assert whole["folded"] == 0
    steps = ask("steps", RESNET)
    assert steps["folded"] > 500
    assert len(steps["html"]) < 100_000


def test_nothing_typed_becomes_markup() -> None:
    evil = "<img src=x onerror=alert(1)>"
    for told in (
        ask("claims", claims=f"rf = {evil}\n{evil} = 3"),
        ask("answer", options={"write_as": [f"w={evil}"]}),
        ask("answer", f"c3 {evil}"),
        ask("solve", conditions=evil),
        ask("answer", "A: c3 [id + B: c3p1]"),
    ):
        shown = [told.get("html", "")]
        for each in told.get("verdicts", ()):
            shown += [each["html"], *(why["html"] for why in each["why"])]
        assert not any("<img" in each for each in shown)


# ---- links and the page itself ---------------------------------------------------------------------------------------


def test_a_link_has_all_that_is_not_as_usual() -> None:
    asked = Request(
        axes=("h", "w"), where=("k odd", "p = (k-1)/2"), at=("64", "w=32,h=16"), origin=0.5, write_as=("w=W_{in}",)
    )
    link = page_link("c{k}p{p} [id + c3p1]", asked, ["size = w & more", "rf = 3+2"], "steps")
    found = dict(parse_qsl(link[1:], strict_parsing=True))
    assert found == {
        "n": "c{k}p{p} [id + c3p1]",
        "claims": "size = w & more\nrf = 3+2",
        "axes": "h,w",
        "at": "64; w=32,h=16",
        "origin": "0.5",
        "where": "k odd; p = (k-1)/2",
        "write-as": "w=W_{in}",
    }
    assert page_link(FOUNDING) == "#n=c3s1+p2s2+c3s1"
    assert page_link(FOUNDING, tab="table") == "#n=c3s1+p2s2+c3s1&tab=table"
    assert len(page_link(RESNET)) < 2000


@pytest.mark.parametrize("link", [each for each in EXAMPLES if each != "#"])
def test_every_example_is_answered_and_has_a_claim_that_is_judged(link: str) -> None:
    found = dict(parse_qsl(link[1:], strict_parsing=True))
    options = {name: found[name] for name in ("axes", "at", "where") if name in found}
    asked = Request(where=(found["where"],) if "where" in found else (), at=(found["at"],) if "at" in found else ())
    asked = Request(axes=("t",)) if "axes" in found else asked
    written = page_link(found["n"], asked, found["claims"].split("\n"), found.get("tab", "steps"))
    assert set(link[1:].split("&")) >= set(written[1:].split("&"))  # what is beyond is of a tab
    assert "error" not in ask("answer", found["n"], options=options)
    judged = ask("claims", found["n"], options=options, claims=found["claims"])["verdicts"]
    assert {each["status"] for each in judged} <= {"proved", "conditional", "refuted"}
    if "conditions" in found:
        assert "error" not in ask("solve", found["n"], conditions=found["conditions"], unknown=found["unknown"])


def test_the_page_begins_with_its_first_answer() -> None:
    page = baked(PAGE)
    assert ask("answer")["html"] in page
    [data] = re.findall(r'<script type="application/json" id="baked">(.*?)</script>', page)
    first = json.loads(data)
    assert first["answer"] == ask("answer")
    assert first["panel"] == ask("steps")
    assert [each["status"] for each in first["claims"]["verdicts"]] == ["conditional", "refuted"]
    assert first["claims"]["verdicts"][1]["why"]
    assert "<!-- engine -->" in page
    assert "<!-- baked -->" not in page
    assert not re.search(r"\son[a-z]+=|javascript:|<style|https?:(?!//www.w3.org/2000/svg)|<script>", PAGE)
