"""What symrf offers from Python: its names, its types, its results as values, and its answers to what is wrong."""

from __future__ import annotations

import contextlib
import copy
import io
import os
import pickle
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import numpy
import pytest

import symrf
from symrf.front.cli import main

ROOT = Path(__file__).parents[2]
FOUNDING = "c3s1 p2s2 c3s1"
FAMILY = "(c{k}p{p} p2)*{n}"

# ---- names -----------------------------------------------------------------------------------------------------------


def test_the_names_are_those_that_users_need() -> None:
    verbs = {
        "about",
        "check",
        "check_file",
        "compare",
        "derive",
        "load_ipython_extension",
        "parse",
        "read",
        "solve",
        "write",
    }
    types = {
        "About",
        "Architecture",
        "AxisDerivation",
        "Comparison",
        "Derivation",
        "Document",
        "Paste",
        "Report",
        "Solution",
        "Verdict",
    }
    errors = {"DerivationError", "FormulaError", "InputError", "NotationError", "ReadError", "SizeError", "SymrfError"}
    assert set(dir(symrf)) == set(symrf.__all__) == verbs | types | errors | {"__version__"}
    assert {name for name in symrf.__all__ if isinstance(getattr(symrf, name), type)} == types | errors
    assert {name for name in errors if issubclass(getattr(symrf, name), symrf.SymrfError)} == errors


def test_a_name_that_is_none_is_no_attribute() -> None:
    with pytest.raises(AttributeError, match="module 'symrf' has no attribute 'Derivations'"):
        getattr(symrf, "Derivations")  # noqa: B009


def test_the_types_are_those_of_the_results() -> None:
    derivation = symrf.derive("c3")
    report = symrf.check("c3", "rf = 3")
    for result, name in (
        (symrf.parse("c3"), "Architecture"),
        (derivation, "Derivation"),
        (derivation["w"], "AxisDerivation"),
        (symrf.compare("c3"), "Comparison"),
        (report, "Report"),
        (report[0], "Verdict"),
        (symrf.solve("c3", "size = 3"), "Solution"),
        (symrf.about("c"), "About"),
    ):
        assert type(result) is getattr(symrf, name)


def test_importing_symrf_loads_next_to_nothing() -> None:
    code = (
        "import sys, symrf; dir(symrf); print(*sorted({'sympy', 'lark', 'argparse', 'symrf.networks.derivation',"
        " 'symrf.answers.verdicts', 'symrf.front.options'} & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env={"PYTHONPATH": str(ROOT)})
    assert (run.stdout, run.stderr) == ("\n", "")


CLIENT = '''
"""What a program that uses symrf may write."""

from typing import Literal, assert_type

import symrf

network = symrf.parse("c{k}p{p}", where="p = (k-1)/2")
assert_type(network, symrf.Architecture)
derivation = symrf.derive(network, axes="w", convention="pytorch", origin=0.5, where=["k odd"])
assert_type(derivation, symrf.Derivation)
assert_type(derivation.axes, tuple[str, ...])
assert_type(derivation.at(w=64, k=3), dict[str, int])
assert_type(derivation.latex("closed"), str)
assert_type(derivation.document("paper", "prose,table", {"w": 64}, write_as={"w": "W"}), str)
axis = derivation["w"]
assert_type(axis, symrf.AxisDerivation)
assert_type([each.takes(64) for each in derivation], list[bool])
assert_type(axis.size.at(64), int)
assert_type(axis.reads(0, 64), tuple[int, ...])
assert_type([layer["w"].name for layer in derivation.steps], list[str])
assert_type(axis.steps[0].layer, str)

comparison = symrf.compare(["c3 c3", network])
assert_type(comparison, symrf.Comparison)
assert_type(comparison[0], symrf.Derivation)
assert_type([each.convention for each in comparison], list[str])
assert_type(comparison.document("github", {"w": 64}, form="closed"), str)

report = symrf.check(network, ["rf = W"], meaning={"W": "w"})
assert_type(report, symrf.Report)
assert_type(symrf.check_file("c3\\nrf = 3"), symrf.Report)
assert_type(report[0], symrf.Verdict)
assert_type(report[0].status, Literal["proved", "conditional", "refuted", "undecided", "unread"])
assert_type(report[0].counterexample, dict[str, int] | None)
assert_type(report[0].condition, str | None)
assert_type(report[0].claim.text, str)
assert_type([verdict.document() for verdict in report], list[str])

solution = symrf.solve("c{k}p{p}", "size = w", unknown="p", at={"w": 9}, where=("k odd",))
assert_type(solution, symrf.Solution)
assert_type(solution.least, int | None)
assert_type(solution.status, Literal["solved", "none", "undecided"])
assert_type({"p": 1} in solution, bool)


def told(result: symrf.Derivation | symrf.Comparison | symrf.Report | symrf.Verdict | symrf.Solution) -> str:
    return result.document("unicode", standalone=True)


try:
    told(derivation)
except symrf.NotationError as error:
    assert_type(error.message, str)
    assert_type(error.span, tuple[int, int] | None)
'''


def mypy(path: Path, text: str) -> str:
    """What mypy says of a program that uses symrf, as it would of an installed package."""
    path.write_text(text, "utf-8")
    options = ["--strict", "--follow-imports=silent", f"--cache-dir={path.parent / 'cache'}", "--config-file="]
    environment = os.environ | {"MYPYPATH": str(ROOT)}
    run = subprocess.run(
        [sys.executable, "-m", "mypy", *options, str(path)], capture_output=True, text=True, env=environment
    )
    return run.stdout + run.stderr


def test_a_program_that_uses_symrf_is_typed(tmp_path: Path) -> None:
    assert mypy(tmp_path / "client.py", CLIENT).startswith("Success: ")
    wrong = 'import symrf\n\nsymrf.derive("c3").at(w="64")\nsymrf.derives("c3")\nsymrf.check("c3", 3)\n'
    told = mypy(tmp_path / "client.py", wrong)
    assert [line.split(": ")[0].rpartition(":")[2] for line in told.splitlines()[:-1] if ": error: " in line] == [
        *("3", "4", "5")
    ]


# ---- results as values -----------------------------------------------------------------------------------------------

RESULTS: dict[str, Callable[[], Any]] = {
    "derivation": lambda: symrf.derive(FOUNDING),
    "family": lambda: symrf.derive(FAMILY, where=["k odd", "p = (k-1)/2"]),
    "branches": lambda: symrf.derive("in3 [crop | p2 c3-8 t2s2-3] c3-8 ad7"),
    "huge": lambda: symrf.derive("(c3p1)*1000000000"),
    "axis": lambda: symrf.derive(FOUNDING)["w"],
    "axis of branches": lambda: symrf.derive("c3 [id | p2 u2]")["w"],
    "step": lambda: symrf.derive(FOUNDING)["w"].steps[1],
    "layer": lambda: symrf.derive("c3x5 c3").steps[0],
    "size": lambda: symrf.derive(FAMILY)["h"].size,
    "comparison": lambda: symrf.compare(["c3s1 c3s1", FOUNDING]),
    "report": lambda: symrf.check(FOUNDING, ["rf = 8", "size = w/2-3", "size at w=9 = 7"]),
    "report of all kinds": lambda: symrf.check(FOUNDING, ["rf = 7", "64 -> 62 -> 31 -> 28", "rf = (", "3 < rf <= 9"]),
    "report of a file": lambda: symrf.check_file("c3\nrf = 3\nrf = 5\nsize(c3 p0) = w"),
    "verdict": lambda: symrf.check(FAMILY, ["size = w"])[0],
    "chain": lambda: symrf.check(FOUNDING, ["rf = 8", "3 < rf <= 7"])[1],
    "unread": lambda: symrf.check(FOUNDING, "rf = (")[0],
    "solution": lambda: symrf.solve(FOUNDING, "size = 28"),
    "form": lambda: symrf.solve("c{k}p{p}", "size = w", unknown="p"),
    "network": lambda: symrf.parse(FAMILY, "k odd"),
}


@pytest.mark.parametrize("name", RESULTS)
def test_results_are_equal_and_hash_alike(name: str) -> None:
    one, other = RESULTS[name](), RESULTS[name]()
    assert one == other
    assert hash(one) == hash(other)
    assert {one: name}[other] == name


def told(result: Any) -> object:
    """All that can be asked of a result."""
    if isinstance(result, symrf.Derivation):
        pieces = "summary,steps,results,prose,table,graph,remarks,reach"
        costs = str(result.architecture).startswith("in")
        return result.to_dict(reach=True, costs=costs), result.document("paper", pieces + ",costs,pyramid" * costs)
    if isinstance(result, symrf.AxisDerivation):
        return [told(step) for step in result.steps]
    if hasattr(result, "calculation"):
        return [result.calculation(quantity) for quantity in ("size", "receptive_field", "jump")], result.laws
    return (result.to_dict(), result.document()) if hasattr(result, "to_dict") else repr(result)


@pytest.mark.parametrize("name", RESULTS)
def test_results_are_copied_and_pickled(name: str) -> None:
    result = RESULTS[name]()
    for again in (copy.copy(result), copy.deepcopy(result), pickle.loads(pickle.dumps(result))):  # noqa: S301
        assert again == result
        assert hash(again) == hash(result)
        assert repr(again) == repr(result)
        assert told(again) == told(result)


@pytest.mark.parametrize("name", ["report", "report of all kinds", "report of a file"])
def test_reports_are_equal_whatever_has_been_asked_of_them(name: str) -> None:
    asked, fresh = RESULTS[name](), RESULTS[name]()
    reasons = asked.why
    assert [verdict.why for verdict in asked] == list(reasons)
    again = pickle.loads(pickle.dumps(asked))  # noqa: S301
    assert asked == fresh == again
    assert hash(asked) == hash(fresh) == hash(again)
    for verdict, other in zip(asked, again, strict=True):
        assert verdict == other == pickle.loads(pickle.dumps(verdict))  # noqa: S301
        assert hash(verdict) == hash(other)
        assert verdict.why == other.why


def test_refusals_are_equal_that_say_the_same_of_the_same_place() -> None:
    def refused(text: str) -> symrf.SymrfError | None:
        return symrf.check("c3", text)[0].error

    one, other = refused("rf = ("), refused("rf = (")
    assert one is not other
    assert one == other
    assert len({one, other, refused("rf =  ("), refused("rf = )")}) == 3
    assert symrf.FormulaError("so", "c", (0, 1)) != symrf.InputError("so", "c", (0, 1))


def test_results_that_differ_are_not_equal() -> None:
    results = [RESULTS[name]() for name in RESULTS]
    assert len(set(results)) == len(results)
    derivations = {symrf.derive("c3 p2", **options) for options in ({}, {"axes": "w"}, {"origin": 1}, {"where": ()})}
    assert len(derivations) == 3


LINES = [
    ("derivation", "<Derivation c3s1 p2s2 c3s1: size (w-2)/2-2, field 8>"),
    ("family", "<Derivation (c{k}p{(k-1)/2} p2)*{n}: size w/2**n, field 1+k*(2**n-1)>"),
    ("huge", "<Derivation (c3p1)*1000000000: size w, field 2000000001>"),
    ("axis", "<AxisDerivation c3s1 p2s2 c3s1 on w: size (w-2)/2-2, field 8>"),
    ("axis of branches", "<AxisDerivation of 4 layers on w: size w-2, field 4>"),
    ("step", "<Step M = p2s2 on w: size (w-2)/2, field 4>"),
    ("layer", "<LayerSteps F_1 = c3x5: on w and h>"),
    ("comparison", "<Comparison c3s1 c3s1 and c3s1 p2s2 c3s1>"),
    ("report", "<Report 1 proved, 1 conditional, 1 refuted>"),
    ("solution", "<Solution c3s1 p2s2 c3s1: w and h from 62 to 63>"),
    ("form", "<Solution c{k}p{p}: p = (k-1)/2 for odd k, for every w>"),
]


@pytest.mark.parametrize(("name", "line"), LINES, ids=[name for name, _ in LINES])
def test_a_result_is_shown_in_a_line(name: str, line: str) -> None:
    assert repr(RESULTS[name]()) == str(RESULTS[name]()) == line


def test_verdicts_and_documents_in_a_line() -> None:
    from symrf.answers.documents.english.contents import explain

    proved, conditional, _ = symrf.check(FOUNDING, ["rf = 8", "size = w/2-3", "rf = 7"])
    assert repr(proved) == "<Verdict rf = 8: proved>"
    assert repr(conditional) == "<Verdict size = w/2-3: conditional, for even w and h>"
    assert repr(explain(symrf.derive("c3"))) == "<Document Paragraph, Facts, Copy>"
    without = symrf.check_file("c3")
    assert (repr(without), without.document("text")) == ("<Report without claims>", "There are no claims.\n")


@pytest.mark.parametrize("network", ["c3 p2 " * 2500, "c3x5 " * 400, "name_of_a_layer: c3 " + "[c3p1 + id] " * 100])
def test_a_long_network_is_cut(network: str) -> None:
    derivation = symrf.derive(network)
    for result in (derivation, derivation["w"], derivation["w"].size, symrf.compare([network] * 3)):
        assert len(repr(result)) < 400
        assert "\n" not in repr(result)
    assert "…" in repr(derivation)


def test_a_refusal_is_copied_and_pickled_with_its_place() -> None:
    with pytest.raises(symrf.NotationError) as refusal:
        symrf.parse("c3s1p2s2")
    for again in (copy.deepcopy(refusal.value), pickle.loads(pickle.dumps(refusal.value))):  # noqa: S301
        assert (type(again), str(again)) == (symrf.NotationError, str(refusal.value))
        assert (again.message, again.source, again.span) == (refusal.value.message, "c3s1p2s2", (6, 8))


# ---- steps, and several networks -------------------------------------------------------------------------------------


def test_the_steps_of_a_derivation_are_those_of_its_axes() -> None:
    derivation = symrf.derive("F: c3x5 p2 [c3p1 + id]")
    assert [layer.name for layer in derivation.steps] == [step.name for step in derivation["w"].steps]
    for place, layer in enumerate(derivation.steps, 1):
        assert (layer.place, layer.axes, len(layer)) == (place, ("w", "h"), 2)
        assert list(layer) == [derivation[axis].steps[place - 1] for axis in ("w", "h")]
        assert layer["h"] == derivation["h"].steps[place - 1]
    first, *_, last = derivation.steps
    assert (first.layer, first["w"].size.at(64), first["h"].size.at(64)) == ("c3x5", 62, 60)
    assert (first.aligned, last.aligned) == (None, True)
    assert symrf.derive("[c3p1 + c3x1p2:0x0]").steps[-1].aligned is False
    with pytest.raises(symrf.InputError, match="there is no axis t: the input has w, h"):
        first["t"]


def test_a_comparison_is_what_the_command_prints(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    comparison = symrf.compare(["c3s1 c3s1", FOUNDING], axes="t", origin=0.5)
    assert [each["t"].receptive_field for each in comparison] == [5, 8]
    assert (len(comparison), comparison[1]) == (2, symrf.derive(FOUNDING, "t", origin=0.5))
    words = ["compare", "c3s1 c3s1", FOUNDING, "--axes", "t", "--origin", "0.5", "--at", "t=64"]
    assert main([*words, "--for", "github", "--form", "nested"]) == 0
    assert capsysbinary.readouterr().out.decode() == comparison.document("github", {"t": 64}, form="nested")
    assert "O_2" in comparison._repr_mimebundle_()["text/plain"]
    assert [each["at"] for each in comparison.to_dict({"t": 64})["networks"]] == [{"t": 60}, {"t": 29}]


# ---- what is given ---------------------------------------------------------------------------------------------------


def test_one_text_is_a_list_of_one() -> None:
    d = symrf.derive(FOUNDING)
    assert symrf.check("c3", "rf = 3") == symrf.check("c3", ["rf = 3"])
    assert symrf.derive("c3", "w, h") == symrf.derive("c3", ["w", "h"]) == symrf.derive("c3")
    assert symrf.derive("c3", axes="t").axes == ("t",)
    assert symrf.derive("c{k}", where="k odd") == symrf.derive("c{k}", where=["k odd"])
    assert symrf.parse("c{k}", "k odd") == symrf.parse("c{k}", ["k odd"])
    assert symrf.solve("c{k}", "rf >= 4", where="k odd") == symrf.solve("c{k}", ["rf >= 4"], where=["k odd"])
    assert symrf.compare("c3") == symrf.compare(["c3"]) == symrf.compare(symrf.parse("c3"))
    assert d.document("text", "table") == d.document("text", ["table"])
    assert d.document("text", "formula, table", columns="size") == d.document(
        "text", ["formula", "table"], columns=["size"]
    )


def test_numbers_of_other_kinds_are_whole() -> None:
    assert symrf.derive(FOUNDING).at(w=numpy.int64(64)) == {"w": 29}
    assert symrf.derive(FOUNDING)["w"].size.at(numpy.int32(64)) == 29


WRONG: list[tuple[str, Callable[[], object], str]] = [
    ("derive(3)", lambda: symrf.derive(3), "a network must be a string, such as 'c3s1 p2s2', a path"),
    ("derive(None)", lambda: symrf.derive(None), "a network must be a string, such as 'c3s1 p2s2', a path"),
    ("parse([])", lambda: symrf.parse([]), "a network must be a string, such as 'c3s1 p2s2', not []"),
    ("axes=3", lambda: symrf.derive("c3", axes=3), "axes must be strings, such as 'w,h', not 3"),
    ("axes=[3]", lambda: symrf.derive("c3", axes=[3]), "axes must be strings, such as 'w,h', not 3"),
    ("axes=''", lambda: symrf.derive("c3", axes=""), "a network has one to three axes, not 0"),
    ("axes=3", lambda: symrf.derive("c3", axes=3), "axes must be strings, such as 'w,h', not 3"),
    (
        "convention=3",
        lambda: symrf.derive("c3", convention=3),
        "a convention must be a string, such as 'pytorch', not 3",
    ),
    (
        "convention=[]",
        lambda: symrf.check("c3", "rf=3", convention=[]),
        "a convention must be a string, such as 'pytorch'",
    ),
    ("origin='0.5'", lambda: symrf.derive("c3", origin="0.5"), "the first pixel must be at 0, 1/2 or 1, not at '0.5'"),
    ("origin=[]", lambda: symrf.derive("c3", origin=[]), "the first pixel must be at 0, 1/2 or 1, not at []"),
    ("where=3", lambda: symrf.derive("c{k}", where=3), "assumptions must be strings, such as 'k odd', not 3"),
    ("at(w='64')", lambda: symrf.derive("c3").at(w="64"), "w must be a whole number, such as 64, not '64'"),
    ("at(w=63.5)", lambda: symrf.derive("c3").at(w=63.5), "w must be a whole number, such as 64, not 63.5"),
    ("at(w=True)", lambda: symrf.derive("c3").at(w=True), "w must be a whole number, such as 64, not True"),
    ("at(w=None)", lambda: symrf.derive("c3").at(w=None), "w must be a whole number, such as 64, not None"),
    ("at(q=3)", lambda: symrf.derive("c3").at(q=3), "there is no axis q: the input has w, h"),
    ("at(k='3')", lambda: symrf.derive("c{k}").at(w=9, k="3"), "k must be a whole number, such as 64, not '3'"),
    (
        "of_numbers",
        lambda: symrf.derive("c{k}").of_numbers({"k": 3.0}),
        "k must be a whole number, such as 64, not 3.0",
    ),
    ("size.at('64')", lambda: symrf.derive("c3")["w"].size.at("64"), "w must be a whole number, such as 64, not '64'"),
    ("takes(6.5)", lambda: symrf.derive("c3")["w"].takes(6.5), "size must be a whole number, such as 64, not 6.5"),
    ("reads('0')", lambda: symrf.derive("c3")["w"].reads("0", 9), "output must be a whole number, such as 64, not"),
    ("d['t']", lambda: symrf.derive("c3")["t"], "there is no axis t: the input has w, h"),
    ("d[0]", lambda: symrf.derive("c3")[0], "there is no axis 0: the input has w, h"),
    ("latex(3)", lambda: symrf.derive("c3").latex(3), "there is no form 3: choose one of hand, nested, closed"),
    ("latex([])", lambda: symrf.derive("c3").latex([]), "there is no form []: choose one of hand, nested, closed"),
    ("shape('flat')", lambda: symrf.derive("c3").shape("flat"), "there is no form 'flat': choose one of hand, nested,"),
    ("tree", lambda: symrf.derive("c3")["w"].tree("volume"), "there is no quantity 'volume': choose one of size, "),
    ("tree of a size", lambda: symrf.derive("c3")["w"].size.tree(3), "there is no form 3: choose one of hand, nested,"),
    ("all_axes", lambda: symrf.derive("c3").all_axes("rf"), "there is no quantity 'rf': choose one of size, receptive"),
    ("total", lambda: symrf.derive("in1 c3-4").total("watts"), "there is no cost 'watts': choose one of params, "),
    ("calculation", lambda: symrf.derive("c3")["w"].steps[0].calculation("rf"), "there is no quantity 'rf': choose"),
    ("document(3)", lambda: symrf.derive("c3").document(3), "there is no target 3: choose one of text, "),
    ("document([])", lambda: symrf.derive("c3").document(["text"]), "there is no target ['text']: choose one of text"),
    (
        "contents=3",
        lambda: symrf.derive("c3").document("text", 3),
        "contents must be strings, such as 'prose,table', not 3",
    ),
    (
        "columns=3",
        lambda: symrf.derive("c3").document(columns=3),
        "columns must be strings, such as 'size,field', not 3",
    ),
    ("at=3", lambda: symrf.derive("c3").document(at=3), "sizes must be given by name, such as {'w': 64}, not 3"),
    ("at={3: 4}", lambda: symrf.derive("c3").document(at={3: 4}), "a name must be a string, such as 'w', not 3"),
    ("write_as=3", lambda: symrf.derive("c3").document(write_as=3), "symbols must be given by name, such as {'w': "),
    ("to_dict('w=3')", lambda: symrf.derive("c3").to_dict("w=3"), "sizes must be given by name, such as {'w': 64}"),
    ("compare(3)", lambda: symrf.compare(3), "networks must be strings, such as ['c3 c3', 'c3 p2'], not 3"),
    ("compare([3])", lambda: symrf.compare(["c3", 3]), "a network must be a string, such as 'c3s1 p2s2', a path"),
    ("compare([])", lambda: symrf.compare([]), "a network is missing: compare 'c3 c3' with 'c3 p2'"),
    ("claims=3", lambda: symrf.check("c3", 3), "claims must be strings, such as 'rf = 5', not 3"),
    ("claims=bytes", lambda: symrf.check("c3", b"rf = 3"), "claims must be strings, such as 'rf = 5', not b'rf = 3'"),
    ("claims=[3]", lambda: symrf.check("c3", ["rf = 3", 3]), "claims must be strings, such as 'rf = 5', not 3"),
    (
        "meaning='W=w'",
        lambda: symrf.check("c3", "rf=3", meaning="W=w"),
        "symbols must be given by name, such as {'W': ",
    ),
    ("meaning={'W': 3}", lambda: symrf.check("c3", "rf=3", meaning={"W": 3}), "symbols must be given by name, such as"),
    (
        "check_file(3)",
        lambda: symrf.check_file(3),
        "a file of claims must be a string, such as 'c3 c3\\nrf = 5', not 3",
    ),
    ("'62' in a solution", lambda: "62" in symrf.solve("c{k}", "rf = 3"), "k must be a whole number, such as 64, not"),
    ("conditions=3", lambda: symrf.solve("c3", 3), "conditions must be strings, such as 'size = 28', not 3"),
    ("unknown=3", lambda: symrf.solve("c{k}", "rf = 3", 3), "the unknown must be a string, such as 'n', not 3"),
    ("unknown=[]", lambda: symrf.solve("c{k}", "rf = 3", []), "the unknown must be a string, such as 'n', not []"),
    ("solve(at=3)", lambda: symrf.solve("c{k}", "rf = 3", at=3), "sizes must be given by name, such as {'w': 64}"),
    (
        "solve(at=2.5)",
        lambda: symrf.solve("c{k}", "rf = 3", at={"w": 2.5}),
        "w must be a whole number, such as 64, not",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("call", "message"), [row[1:] for row in WRONG], ids=[row[0] for row in WRONG])
def test_what_is_wrong_is_refused_with_what_is_meant(call: Callable[[], object], message: str) -> None:
    with pytest.raises(symrf.InputError) as refusal:
        call()
    assert str(refusal.value).startswith(message)


FORMER: list[tuple[str, Callable[..., object]]] = [
    ("meaning", partial(symrf.check, "c3", "size = (A-2, B-2)")),
    ("meaning", partial(symrf.check_file, "c3\nsize = (A-2, B-2)")),
    ("meaning", partial(symrf.solve, "c3", "size = (A-2, B-2)")),
]


@pytest.mark.parametrize(("name", "call"), FORMER, ids=["check", "check_file", "solve"])
def test_a_name_that_was_another_still_works_and_is_told(name: str, call: Callable[..., object]) -> None:
    meant = {"A": "w", "B": "h"}
    with pytest.warns(DeprecationWarning, match=f"symbols= is now {name}=") as told:
        former = call(symbols=meant)
    assert former == call(**{name: meant})
    assert [Path(each.filename).name for each in told] == [Path(__file__).name]


def test_how_symbols_are_written_was_called_symbols() -> None:
    for result in (symrf.derive("c3"), symrf.compare("c3"), symrf.check("c3", "size = w")):
        with pytest.warns(DeprecationWarning, match="symbols= is now write_as=") as told:
            former = result.document("github", symbols={"w": "W_{in}"})
        assert former == result.document("github", write_as={"w": "W_{in}"})
        assert "W_{in}" in former
        assert [Path(each.filename).name for each in told] == [Path(__file__).name]


# ---- the command, called from Python ---------------------------------------------------------------------------------


def test_the_command_prints_where_standard_output_is() -> None:
    with contextlib.redirect_stdout(io.StringIO()) as text:
        assert main([FOUNDING, "--for", "unicode"]) == 0
    binary = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    with contextlib.redirect_stdout(binary):
        print("before")
        assert main([FOUNDING, "--for", "unicode"]) == 0
    assert isinstance(binary.buffer, io.BytesIO)
    assert binary.buffer.getvalue().decode("utf-8") == f"before\n{text.getvalue()}"
    assert "⌊(w−8)/2⌋+1" in text.getvalue()


def test_the_command_reads_where_standard_input_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("c3 c3\n"))
    with contextlib.redirect_stdout(io.StringIO()) as text:
        assert main(["-", "--axes", "w"]) == 0
    assert text.getvalue().startswith("convolution, kernel 3 -> convolution, kernel 3\n")
