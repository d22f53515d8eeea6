"""The page that is built: it answers in a browser as symrf does outside, asks nobody else, and is not long to load."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from support.built_pages import built_page
from support.chromium import opened

import symrf
from symrf.front.page.__main__ import main
from symrf.front.page.packing import PYODIDE
from symrf.front.rendering.targets import TARGETS
from symrf.writers.table import WRITERS

ROOT = Path(__file__).parents[3]
WORKER = ROOT / "tests" / "support" / "worker.mjs"
FOUNDING = "c3s1 p2s2 c3s1"
MEGABYTES = 8  # that are loaded before the first answer, at most
NATIVE = """
import json, sys
sys.modules["z3"] = None  # which a browser has not
from symrf.front.page.answering import answer
json.dump([answer(each) for each in json.load(sys.stdin)], sys.stdout)
"""
SECONDS = 600  # for all questions, on a slow machine


def asked(network: str) -> Iterator[dict[str, object]]:
    """A question of each view on a network, in each picture and each form."""
    question: dict[str, object] = {"network": network}
    for view in ("answer", "steps", "table", "words", "reach"):
        yield question | {"view": view}
    for picture in ("pyramid", "graph", "grid"):
        yield question | {"view": "picture", "picture": picture}
    for form in WRITERS:
        yield question | {"view": "code", "form": form}
    yield question | {"view": "claims", "claims": "rf = 8\nsize = w\njump = 32"}
    yield question | {"view": "solve", "conditions": "size = 7"}


def questions() -> list[str]:
    """Questions of all views on all examples, on what was pasted, on families, and what is refused."""
    found = [each for path in sorted(ROOT.glob("examples/*.symrf")) for each in asked(path.read_text("utf-8"))]
    for path in sorted(ROOT.glob("examples/guises/*")):
        if path.suffix != ".onnx":
            found.append({"view": "answer", "network": path.read_text("utf-8")})
    for target in TARGETS:
        found.append({"view": "export", "network": FOUNDING, "target": target, "standalone": True})
    for family in ("(c{k})*{n}", "c{k}s{s}p{p} p2", "in3 (c{2*i+1}-8 p2)*{i=1..n}"):
        found += asked(family)
    found.append({"view": "solve", "network": "c{k}p{p}", "conditions": "size = w", "unknown": "p"})
    found.append({"view": "answer", "network": "c{k}p{p}", "options": {"where": ["k odd", "p = (k-1)/2"]}})
    found += [{"view": "choices"}, {"view": "answer", "network": "c3 q2"}, {"view": "none"}]
    return [*map(json.dumps, found), "", "[", '{"network": 3}', '{"network": "@/etc/passwd"}']


def output(*command: str, told: str) -> list[str]:
    """What a program prints as a list, where it is told another."""
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    run = subprocess.run(
        command, input=told, env=environment, capture_output=True, text=True, check=False, timeout=SECONDS
    )
    assert run.returncode == 0, run.stderr[-2000:]
    found: list[str] = json.loads(run.stdout)
    return found


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built_page(tmp_path_factory)


def test_the_answers_are_the_same_in_a_browser(folder: Path) -> None:
    asked = questions()
    told = json.dumps(asked)
    with_node = output("node", str(WORKER), str(folder), told=told)
    natively = output(sys.executable, "-c", NATIVE, told=told)
    assert len(with_node) == len(natively) == len(asked) > 500
    different = [pair for pair in zip(asked, natively, with_node, strict=True) if pair[1] != pair[2]]
    assert different == []


def test_a_question_that_counts_no_steps_ends_in_a_browser(folder: Path) -> None:
    """There is no timer: it is what Python looks at meanwhile that ends it."""
    minima = "s"
    for depth in range(16):
        other = f"2*({'swnk'[depth % 4]}-{1 + depth % 7})"
        minima = f"{('min', 'max')[depth % 2]}(floor({minima}/{2 + depth % 3})+1, {other})"
    question = {"view": "claims", "network": "c{k}s{s}", "claims": f"size >= {minima}", "options": {"axes": "w"}}
    told = json.dumps([json.dumps(question), '{"network": "c3"}'])
    [said, after] = output("node", str(WORKER), str(folder), told=told)
    assert json.loads(said)["verdicts"][0]["status"] == "undecided"
    assert json.loads(after)["notation"] == "c3"


ASKED = """
import sys
sys.path.insert(0, sys.argv[1])
from symrf.front.page.loading import answered
print(*(answered(question) is None for question in sys.argv[2:]))
"""


def test_sympy_is_asked_for_by_the_first_family() -> None:
    """A Python that has no packages at all answers what is before it."""
    symrf.check("c3", ["rf = 3"])  # keeps the parse tables, which the page has, too
    claims = {"view": "claims", "network": FOUNDING, "claims": "rf = 9\nsize = w"}
    questions = [
        json.dumps(each) for each in ({"network": FOUNDING}, claims, {"network": "c3 q"}, {"network": "(c3)*{n}"})
    ]
    command = [sys.executable, "-I", "-S", "-c", ASKED, str(ROOT), *questions]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (run.stdout, run.stderr) == ("False False False True\n", "")


@pytest.fixture
def address(folder: Path) -> Iterator[str]:
    """Where a server of files has the folder, of which it knows nothing but names."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
    server.server_close()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


FORMULAS = "[...document.querySelectorAll('#answer-body annotation')].map((each) => each.textContent).join()"
TYPED = """(() => {
  const field = document.querySelector("#network");
  field.value = %s;
  field.dispatchEvent(new Event("input", { bubbles: true }));
})()"""


@pytest.mark.parametrize("kind", ["folder", "file"])
def test_the_page_answers_in_chromium(kind: str, folder: Path, address: str, tmp_path: Path) -> None:
    page = address if kind == "folder" else (folder / "symrf.html").as_uri()
    with opened(page, tmp_path) as tab:
        tab.until("document.readyState === 'complete'")
        assert tab.value("document.querySelector('#answer-body').innerText.length") > 100  # before there is an engine
        shown = tab.value(FORMULAS)
        for network in ("c3 c3", "(c{k})*{n}"):  # the second needs SymPy
            tab.value(TYPED % json.dumps(network))
            tab.until(f"{FORMULAS} !== {json.dumps(shown)}")
            shown = tab.value(FORMULAS)
        assert "k-1" in shown.replace(" ", "")
        assert tab.console == []
        own = ("blob:", "data:", page.rpartition("/")[0])
        assert [each for each in tab.requests if not each.startswith(own)] == []


def test_what_is_loaded_before_the_first_answer_is_small(folder: Path) -> None:
    later = {"symrf.html", "licences.txt", "sympy.zip.gzipped"}
    assert sum(path.stat().st_size for path in folder.iterdir() if path.name not in later) <= MEGABYTES * 10**6


def test_the_file_has_the_licences_of_all_that_is_in_it(folder: Path) -> None:
    page = (folder / "symrf.html").read_text("utf-8")
    _, _, told = page.partition("<summary>Licences</summary>")
    for name in ("symrf", "sympy", "mpmath", "lark", f"Pyodide {PYODIDE}", "Mozilla Public", "PYTHON SOFTWARE"):
        assert re.search(rf"^\s*{name}", told, re.MULTILINE), name


# ---- what is missing -------------------------------------------------------------------------------------------------


def test_without_npm_it_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert main(["--build", str(tmp_path / "site")]) == 2
    assert capsys.readouterr().err == (
        "symrf: to build the page npm is needed, of Node.js: Debian has it as nodejs and npm\n"
    )
    assert not (tmp_path / "site").exists()


NPM = """#!/bin/sh
[ "$FAILS" ] && echo "npm has no network" >&2 && exit 1
for folder; do true; done
echo something else > "$folder/pyodide-{version}.tgz"
"""


@pytest.mark.parametrize("fails", ["", "1"])
def test_another_pyodide_is_not_taken(
    fails: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, text in (("npm", NPM.replace("{version}", PYODIDE)), ("node", "#!/bin/sh\nexit 1\n")):
        (tmp_path / name).write_text(text)
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    monkeypatch.setenv("FAILS", fails)
    assert main(["--build", str(tmp_path / "site")]) == 2
    said = capsys.readouterr().err
    assert ("npm has no network" if fails else f"npm has another pyodide {PYODIDE}") in said
    assert said.count("\n") == 1
