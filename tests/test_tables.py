"""Every row of a table has what vouches for it: an oracle that agrees, a golden document, a row on a page.

A kind, a law, a quantity, a convention, a target or a content that is added without them fails here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import redirect_stdout
from io import StringIO
from itertools import product
from pathlib import Path
from typing import TypeVar

import pytest
from support import oracles, tables
from support.documents import DOCUMENTS

import symrf
from symrf.answers.documents.english.contents import CONTENTS
from symrf.formulas.printing.plain import PLAIN, digits
from symrf.formulas.tree import symbols
from symrf.formulas.values import evaluate
from symrf.front.cli import main
from symrf.front.manuscripts import caches
from symrf.front.rendering.targets import PICTURES, TARGETS
from symrf.networks.channels import GIVEN
from symrf.networks.conventions import CONVENTIONS
from symrf.networks.costs import SPENT
from symrf.networks.laws import LAWS, Law
from symrf.networks.notation.kinds import WORDS, Effect, Gives, Kind, Spends
from symrf.networks.quantities import NAMES, QUANTITIES, quantity
from symrf.networks.stages import SETTLED, UNSETTLED
from symrf.writers.table import WRITERS

ROOT = Path(__file__).parents[1]
GOLDEN = ROOT / "tests" / "golden"
PAGES = (ROOT / "README.md", *(ROOT / "examples").glob("*.md"))
README = "\n".join(page.read_text("utf-8") for page in PAGES)  # and the guides
NOTATION = (ROOT / "grammar" / "README.md").read_text("utf-8")
GRAMMAR = (ROOT / "grammar" / "architecture.lark").read_text("utf-8")


Row = TypeVar("Row")


def vouched(table: str, rows: Mapping[str, Row], name: str, what: str) -> Row:
    """What vouches for a row; the failure says where to write it."""
    assert name in rows, f"write a row {name!r} in {table} of tests/support/tables.py: {what}"
    return rows[name]


def help_of(verb: str) -> str:
    """What the command says of a verb."""
    said = StringIO()
    with redirect_stdout(said), pytest.raises(SystemExit):
        main([verb, "--help"])
    return re.sub(r"\s+", " ", said.getvalue())


HELP = help_of("derive")


def options(name: str) -> Iterator[str]:
    """What golden documents are given for an option."""
    for _, arguments, _ in DOCUMENTS:
        if name in arguments:
            yield from arguments[arguments.index(name) + 1].split(",")


# --- kinds


@pytest.mark.parametrize("kind", Kind, ids=lambda kind: kind.name)
def test_a_kind_samples_as_its_oracle(kind: Kind) -> None:
    text, size, reads = vouched("KINDS", tables.KINDS, kind.name, "a layer, its size and what an output reads")
    assert kind in kinds_of(text), f"{text!r} is not read as {kind.name}: list the terminal in _kind of the grammar"
    axis = symrf.derive(text, axes=("w",))["w"]
    for n in range(1, 14):
        count = size(n)
        assert axis.takes(n) == (count > 0)
        if count:
            assert axis.size.at(n) == count
            assert [axis.reads(o, n) for o in range(count)] == [
                tuple(sorted({pixel for pixel in reads(n, o) if 0 <= pixel < n})) for o in range(count)
            ]


@pytest.mark.parametrize("kind", Kind, ids=lambda kind: kind.name)
def test_a_kind_has_a_terminal_a_row_and_a_golden_document(kind: Kind) -> None:
    terminal = re.search(rf"^{kind.name}\.1: ", GRAMMAR, re.MULTILINE)
    assert terminal, f"write a terminal {kind.name}.1 in grammar/architecture.lark, and list it in _kind there"
    rows = [row for row in NOTATION.splitlines() if row.startswith("| `")]
    named = [row for row in rows for text in re.findall(r"`(~?\w+)[^`]*`", row) if kind in kinds_of(text)]
    assert named, f"write a row with a layer of kind {kind.name} in grammar/README.md, in `…`"
    drawn = {each for _, arguments, _ in DOCUMENTS for word in arguments for each in kinds_of(word)}
    assert kind in drawn, f"write a network with a layer of kind {kind.name} in DOCUMENTS of tests/support/documents.py"


def kinds_of(text: str) -> set[Kind]:
    """The kinds of the layers in a network; none where a text is none."""
    try:
        return {layer.kind for layer in symrf.parse(text).layers()}
    except symrf.SymrfError:
        return set()


@pytest.mark.parametrize("word", WORDS)
def test_a_word_is_in_the_grammar_and_in_a_row(word: str) -> None:
    assert kinds_of(word) == {Kind.PASS}
    assert f"`{word}`" in NOTATION, f"write `{word}` in the row of the words in grammar/README.md"


def test_what_a_kind_can_do_is_done() -> None:
    assert SETTLED.keys() | UNSETTLED.keys() == set(Effect)
    assert not SETTLED.keys() & UNSETTLED.keys()
    assert (GIVEN.keys(), SPENT.keys()) == (set(Gives), set(Spends))


# --- forms in which a network is written


@pytest.mark.parametrize("form", WRITERS)
def test_a_form_is_written_told_and_offered(form: str) -> None:
    assert f"`{form}`" in README, f"write `{form}` where examples/reading.md tells of symrf write"
    assert form in help_of("write")
    assert symrf.write("in3@32x32 c3-8 p2 flatten fc10", form)


# --- laws


@pytest.mark.parametrize("law", LAWS.values(), ids=LAWS)
def test_a_law_comes_to_what_is_counted(law: Law) -> None:
    counted = vouched("LAWS", tables.LAWS, law.name, "a network that uses it, and what it counts").counted
    numbers = {"n": (11, 12), "r": (1, 4), "m": (3, 5), "k": (1, 3, 4), "s": (1, 2, 3), "p_l": (0, 1), "p_r": (0, 2)}
    numbers |= {"d": (1, 2), "o": (0, 1), "f": (1, 2, 3), "j": (1, 2)}
    assert set(law.letters) <= numbers.keys()
    defaults = {"s": 1, "d": 1}
    for values in product(*(numbers[letter] for letter in law.letters)):
        bound = dict(zip(law.letters, values, strict=True))
        assert float(evaluate(law.equation, bound)) == pytest.approx(
            counted({"n": 11, "r": 1, "j": 1, **defaults, **bound})
        )


@pytest.mark.parametrize("name", LAWS)
def test_a_law_is_used(name: str) -> None:
    text = vouched("LAWS", tables.LAWS, name, "a network that uses it, and what it counts").text
    steps = symrf.derive(text, axes=("w",))["w"].steps
    assert (name, LAWS[name].sentence) in {(law.name, law.sentence) for step in steps for law in step.laws}


# --- quantities


@pytest.mark.parametrize("name", QUANTITIES)
def test_a_quantity_is_what_is_counted(name: str) -> None:
    counted = vouched("QUANTITIES", tables.QUANTITIES, name, f"what it is for {tables.TEXT!r}, counted")()
    derivation = symrf.derive(tables.TEXT, axes=("w",))
    for each in QUANTITIES[name].names:
        found = derivation.written(each, "closed")
        assert found is not None
        assert evaluate(found, {"w": tables.WIDTH}) == counted
        value = evaluate(found, {"w": tables.WIDTH})
        assert symbols(found) or PLAIN(found) == digits(value), "trees do no arithmetic: reckon before it is written"
        if "." in each:
            continue
        claim = f"{each} at w={tables.WIDTH} = {counted:g}".replace(".5", "+1/2")
        assert [verdict.status for verdict in symrf.check(tables.TEXT, [claim], axes=("w",))] == ["proved"]


@pytest.mark.parametrize("name", QUANTITIES)
def test_a_quantity_stands_everywhere(name: str) -> None:
    row = QUANTITIES[name]
    assert (row.along is None) != (row.whole is None)
    assert [each for each in row.names if f"`{each}`" in README], f"write `{name}` in examples/checking.md"
    assert name in options("--columns"), f"write {name} in QUANTITIES of tests/support/documents.py"
    assert re.search(rf"--columns A,B columns of the table of layers: [\w,. ]*\b{name}\b", HELP)
    assert set(row.names) <= set(caches.QUANTITIES)
    text = tables.TEXT if row.told(symrf.derive(tables.TEXT, axes=("w",))["w"]) else tables.GATED
    derivation = symrf.derive(text, axes=("w",))
    assert all(derivation.quantity(each) is not None for each in row.names)
    data = derivation.to_dict(costs=True)
    where = data["costs"] if row.cost else data["overall"] if row.whole else data["result"]["w"]
    assert where[row.key] is not None


def test_no_name_stands_for_two_quantities() -> None:
    assert len(NAMES) == sum(len(each.names) for each in QUANTITIES.values())


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_read_in_capitals_and_with_blanks(name: str) -> None:
    said = (name, name.upper(), name.capitalize(), name.replace("_", " "), name.replace("_", "-"))
    assert {quantity(each) for each in said} == {NAMES[name]}


# --- conventions, targets and contents


@pytest.mark.parametrize("name", CONVENTIONS)
def test_a_convention_counts_as_its_oracle(name: str) -> None:
    network = vouched("CONVENTIONS", tables.CONVENTIONS, name, "its habits in HABITS of oracles.py make it")
    size = symrf.derive(network.text, axes=("w",), convention=name)["w"].size
    for n in range(1, 40):
        found = oracles.size(n, network)
        assert (n >= int(size.minimum)) == (found is not None)
        assert found is None or size.at(n) == found


@pytest.mark.parametrize("name", CONVENTIONS)
def test_a_convention_has_a_golden_document_and_is_named(name: str) -> None:
    documented = name in {"pytorch", *options("--convention")}  # which is the default
    assert documented, f"write a network with --convention {name} in DOCUMENTS of tests/support/documents.py"
    assert re.search(rf"--convention \S*\b{name}\b", README), f"write {name} after --convention in examples/reading.md"
    assert re.search(rf"--convention NAME the framework: [\w, ]*\b{name}\b", HELP)


@pytest.mark.parametrize("name", TARGETS)
def test_a_target_has_a_golden_document_and_is_named(name: str) -> None:
    document = GOLDEN / vouched(
        "TARGETS", tables.TARGETS, name, f"'targets/founding.{name}', and what its files end in"
    )
    assert document.is_file(), f"{document} is not there: pytest tests/front --update-golden writes it"
    assert f"`{name}`" in README, f"write `{name}` in the table of --for in examples/documents.md"
    assert re.search(rf"--for TARGET [^;]*\b{name}\b", HELP)


@pytest.mark.parametrize("name", CONTENTS)
def test_a_content_has_a_golden_document_and_is_named(name: str) -> None:
    pictures = [(GOLDEN / f"{name}_founding.{picture}").is_file() for picture in PICTURES]
    documented = name in options("--contents") or all(pictures)
    assert documented, f"write {name} in CONTENTS of tests/support/documents.py, or draw {name}_founding in a test"
    assert f"`{name}`" in README, f"write `{name}` in examples/documents.md, where --contents is"
    assert re.search(rf"--contents A,B what the document holds, in this order: [\w, ]*\b{name}\b", HELP)
