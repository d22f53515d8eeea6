"""Notebooks: what an object shows, and the magics, in a shell of IPython without a kernel."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from IPython.core.interactiveshell import InteractiveShell
from support.katex import render_errors
from traitlets.config import Config

import symrf
from symrf.errors import SymrfError
from symrf.front.notebook import shown
from symrf.front.rendering.targets import TARGETS

FOUNDING = "c3s1 p2s2 c3s1"
SHAPE = r"\left(\frac{w-2}{2}-2, \frac{h-2}{2}-2\right)"


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[InteractiveShell]:
    """A shell that has no history on the disk, with symrf loaded."""
    config = Config()
    config.HistoryManager.enabled = False
    config.InteractiveShell.colors = "nocolor"
    folder = str(tmp_path_factory.mktemp("ipython"))
    hook = sys.displayhook, sys.excepthook
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("VIRTUAL_ENV", raising=False)  # of another environment than that of the tests, IPython warns
        made = InteractiveShell(config=config, ipython_dir=folder)
    try:
        assert made.run_cell("%load_ext symrf").success
        yield made
    finally:
        sys.displayhook, sys.excepthook = hook


def shows(shell: InteractiveShell, thing: object) -> dict[str, str]:
    """What the shell would send to a front end: formats of text, as JSON has them."""
    bundle, metadata = shell.display_formatter.format(thing)
    assert metadata == {}
    assert json.loads(json.dumps(bundle)) == bundle
    assert all(re.fullmatch(r"text/[a-z]+", mime) and isinstance(text, str) for mime, text in bundle.items())
    assert bundle["text/plain"].strip()
    assert ("text/html" in bundle) == ("html" in TARGETS)
    return dict(bundle)


def check_markdown(text: str) -> None:
    """Its formulas are read by KaTeX."""
    displays = re.findall(r"\$\$\n(.*?)\n\$\$", text, re.DOTALL)
    inline = re.findall(r"\$([^$]+)\$", re.sub(r"\$\$.*?\$\$", "", text, flags=re.DOTALL))
    assert displays or inline
    assert render_errors(displays) + render_errors(inline, display=False) == [None] * (len(displays) + len(inline))


# ---- objects --------------------------------------------------------------------------------------------------------


def test_a_derivation_shows_shape_premise_and_field(loaded: InteractiveShell) -> None:
    derivation = symrf.derive(FOUNDING)
    bundle = shows(loaded, derivation)
    assert bundle["text/latex"] == derivation._repr_latex_() == f"$\\displaystyle {SHAPE}$"
    assert bundle["text/plain"].splitlines() == [
        "3×3 convolution → 2×2 max pool, stride 2 → 3×3 convolution",
        "",
        "output size       ((w−2)/2−2, (h−2)/2−2)        for even w and h",
        "                  (⌊(w−8)/2⌋+1, ⌊(h−8)/2⌋+1)    in general, for w ≥ 8 and h ≥ 8",
        "receptive field   8 × 8                         neighbours are 2 pixels apart",
    ]
    assert SHAPE in bundle["text/markdown"]
    assert r"\text{for even }w\text{ and }h" in bundle["text/markdown"]
    check_markdown(bundle["text/markdown"])


def test_a_long_network_is_shown_in_short(loaded: InteractiveShell) -> None:
    bundle = shows(loaded, symrf.derive("c3p1 " * 200))
    assert bundle["text/plain"].splitlines()[0] == "200 × (3×3 convolution, padding 1)"
    assert max(map(len, bundle.values())) < 2000


def test_a_report_and_a_solution(loaded: InteractiveShell) -> None:
    report = shows(loaded, symrf.check(FOUNDING, ["rf = 8", "size = (w/2-3, h/2-2)"]))
    assert [line.split()[0] for line in report["text/plain"].splitlines()[2:4]] == ["proved", "refuted"]
    assert "| proved | `rf = 8` |" in report["text/markdown"]
    solution = shows(loaded, symrf.solve("(c3)*{n}", "rf >= 224"))
    assert solution["text/plain"].splitlines()[0] == "rf >= 224: n ≥ 112"
    check_markdown(solution["text/markdown"])


# ---- magics ---------------------------------------------------------------------------------------------------------


def ran(shell: InteractiveShell, capture: pytest.CaptureFixture[str], source: str) -> tuple[Any, str, str]:
    """What a cell comes to, and what it prints."""
    result = shell.run_cell(source)
    out, err = capture.readouterr()
    return result, out, err


CELLS = [
    (f"%symrf {FOUNDING}", "for even w; h like w"),
    (f'%symrf "{FOUNDING}" --axes t', "receptive field   8 "),
    ("%symrf c3 c3 --at w=64,h=32", "60 × 28    at 64×32"),
    ("%symrf c{k}p{p} --where 'k odd' 'p = (k-1)/2'", "output size       w "),
    ("%symrf (c2d{2^i})*{i=0..n-1} --axes t", "receptive field   2^n "),
    (f"%%symrf --steps\nF = c3; M = p2\n{'F M F'}", "field = r+(k−1)·j = 4+(3−1)·2 = 8"),
    ("%%symrf --form closed --axes t\n[c3p1 |\n c1]\np2", "output size       ⌊t/2⌋"),
    ("%%symrf\nF = c3\nM = p2\nF M F\n\nrf = 8\nrf(F) = 4  # wrong", "1 proved, 1 refuted."),
    ("%%symrf --axes t --meaning n=t\nc3\nsize = n-2", "1 proved."),
]


@pytest.mark.parametrize(("source", "said"), CELLS, ids=[source for source, _ in CELLS])
def test_a_cell_shows_its_document(
    loaded: InteractiveShell, capsys: pytest.CaptureFixture[str], source: str, said: str
) -> None:
    result, out, err = ran(loaded, capsys, source)
    assert (result.success, err) == (True, "")
    assert said in out
    assert said in shows(loaded, result.result)["text/plain"]


WRONG = [
    ("%symrf c3s1p2s2", "stride given twice: is a blank missing before p2s2?\n  c3s1p2s2\n        ^^\n"),
    ("%%symrf\nc3\nrf = (", "line 2: this bracket is never closed\n  rf = (\n       ^\n"),
    ("%symrf c3 --at w=2", "at w=2 layer F (c3) has no output: w must be at least 3\n"),
    ("%symrf --steps c3", "the network must come first, as in %symrf c3 p2 --steps\n  --steps c3\n  ^^^^^^^^^^\n"),
    ("%%symrf steps\nc3", "options must start with --, as in --axes t\n  steps\n  ^^^^^\n"),
    ("%symrf c3 --where 'k odd", "a quotation mark is never closed\n"),
    ("%symrf c3 --axes w h", "--axes takes one value, but was given w and h\n"),
    ("%symrf c3 --steps yes", "--steps takes no value, but was given 'yes'\n"),
    ("%symrf c3 --form flat", "--form must be one of hand, nested, closed, not 'flat'\n"),
    ("%%symrf\nrf = 3\nc3", "line 1: a network must come before the first claim\n"),
    ("%symrf", "the network is empty: "),
]


@pytest.mark.parametrize(("source", "message"), WRONG, ids=[source for source, _ in WRONG])
def test_an_error_is_one_message(
    loaded: InteractiveShell, capsys: pytest.CaptureFixture[str], source: str, message: str
) -> None:
    result, out, err = ran(loaded, capsys, source)
    assert not result.success
    assert out == ""
    assert err.startswith(f"UsageError: {message}")
    assert "Traceback" not in err


PICTURED = [("%symrf c3s1 p2s2 c3s1 --contents pyramid,graph", 2), ("%%symrf --contents table,pyramid\nc3 p2", 1)]


@pytest.mark.parametrize(("source", "pictures"), PICTURED, ids=[source for source, _ in PICTURED])
def test_a_picture_is_drawn_in_the_notebook(
    loaded: InteractiveShell, capsys: pytest.CaptureFixture[str], source: str, pictures: int
) -> None:
    result, _, err = ran(loaded, capsys, source)
    assert (result.success, err) == (True, "")
    assert shows(loaded, result.result)["text/html"].count("<svg") == pictures


def test_an_error_of_python_is_its_message_alone(loaded: InteractiveShell, capsys: pytest.CaptureFixture[str]) -> None:
    result, out, err = ran(loaded, capsys, "import symrf\n\n\ndef wrong():\n    symrf.derive('c3s1p2s2')\n\n\nwrong()")
    assert isinstance(result.error_in_exec, symrf.NotationError)
    message = "NotationError: stride given twice: is a blank missing before p2s2?\n  c3s1p2s2\n        ^^\n"
    assert out + err == message


def test_braces_stay_the_notations(loaded: InteractiveShell, capsys: pytest.CaptureFixture[str]) -> None:
    loaded.user_ns["k"] = 7
    _, out, _ = ran(loaded, capsys, "%symrf c{k} --axes t")
    assert "receptive field   k " in out


def test_what_is_shown_needs_no_shell() -> None:
    assert shown("--axes t", "c3\nsize = t-2").document == shown("--axes t", "c3\n\nsize = t-2\n").document
    with pytest.raises(SymrfError, match="there is no option axis"):
        shown("c3 --axis t")


# ---- what is loaded -------------------------------------------------------------------------------------------------


def test_symrf_loads_none_of_its_hosts() -> None:
    code = (
        "import symrf, sys; d = symrf.derive('c3 p2'); d._repr_mimebundle_(); symrf.check('c3', ['rf = 3'])\n"
        "print([name for name in ('IPython', 'sphinx', 'docutils', 'sympy') if name in sys.modules])"
    )
    root = str(Path(__file__).parents[2])
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env={"PYTHONPATH": root})
    assert (run.stdout, run.stderr) == ("[]\n", "")
