"""What is said to a user stands in one module of a package, `_english`: each sentence once, in plain words."""

from __future__ import annotations

import ast
import builtins
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from support.said import NETWORKS, documents, said, shown

import symrf
from symrf.answers.documents.document import Paragraph
from symrf.answers.documents.english.networks import network_in_words
from symrf.answers.slips.table import SLIPS
from symrf.front.options import OPTIONS
from symrf.networks.deviations import Deviation
from symrf.networks.laws import LAWS
from symrf.networks.notation.kinds import Kind
from symrf.networks.quantities import QUANTITIES

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "symrf"
ENGLISH = sorted(PACKAGE.rglob("_english.py"))
REFUSALS = sorted(PACKAGE.rglob("refusals.py"))  # whose functions return what is said where reading stops
PROSE = sorted((PACKAGE / "answers" / "documents" / "english").rglob("*.py"))  # a package of English
SPEAKING = sorted({path for module in ENGLISH for path in module.parent.rglob("*.py")} - {*ENGLISH, *PROSE})
BANNED = (  # what is not idiomatic, or stands for nothing that a reader knows
    r"\bhangs? on\b",
    r"(?<!here )\b(is|are) no (?!longer\b)",  # "is not a", "is not"
    r"\bno one (jump|padding|stride|kernel|size|distance|factor|field|network)\b",  # "no single"
    r"\b[Ii]n all:",  # "Altogether:"
    r"\btaken for granted\b",  # "assumed"
    r"\b(is|are) taken for\b",
    r"\bon the way\b",
    r"\breckon",
    r"\bmeant\?",  # "did you mean"
    r"\bat the (most|least)\b",
    r"\blesser\b",
    r"\band (is|are) given\b",  # "but is given"
    r"\bas it lies\b",
    r"\bhull\b",
    r"\bless one for each\b",
    r"\bstands? (so|behind|apart)\b|\bstand as many\b",
    r"\b(is|are|not) told\b",
    r"\bcannot be told\b",
    r"\bread least\b",  # "the narrowest branch"
    r"\bsees its input\b",
    r"\bsymbols meet\b",
    r"\bby no one\b",
    r"\bnone of them fulfil\b|\bwhich none\b",
)
SLOPPY = (  # what no sentence has, whatever stands in it
    r"(?<![.,:;])\b([a-z]+) \1\b",  # which which
    r"[a-z,;]  +[a-z]",  # two blanks
    r"(?<![\u2026|&]) [,;.](?![.\w])",
    r"(?<!, )\b1 (pixels|channels|layers|axes|inputs|outputs|values|numbers|claims|paths|sizes|units|blocks)\b",
    r"\ba (?=[aeio][a-z])(?!one\b|once\b|average pooling)",
    r"\ban (?=[bcdfgjklpqtvwyz][a-z])",
    r"\b[a-z] in [0-9]+, [0-9]",  # "w among 62, 63"
    r"\b(The|the|a|an) (first|last) 0\b",
)
INSIDE = {"Unread"}  # raised by symrf for itself: no user reads it
REASONED = {"Answer", "Untold"}  # not raised, and with a reason all the same


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def strings(node: ast.AST) -> Iterator[str]:
    """The strings in what stands at a node, as they are written; those of an f-string are one."""
    match node:
        case ast.JoinedStr(values):
            yield " … ".join(str(each.value) for each in values if isinstance(each, ast.Constant))
        case ast.Constant(str() as text):
            yield text
    for child in ast.iter_child_nodes(node):
        if not isinstance(node, ast.JoinedStr) or not isinstance(child, ast.Constant):
            yield from strings(child)


def sentences(node: ast.AST) -> list[str]:
    """The strings of more than two words."""
    return [text for text in strings(node) if len(re.findall(r"[A-Za-z]+", text)) > 2]


def name(node: ast.AST) -> str:
    """The last part of a name: `Fault` of `layers.Fault`."""
    return node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""


def refusing() -> set[str]:
    """The classes of symrf that say why something is not answered."""
    found = {"Exception", "ValueError"}
    classes = [
        each for path in PACKAGE.rglob("*.py") for each in ast.walk(tree(path)) if isinstance(each, ast.ClassDef)
    ]
    while more := {each.name for each in classes if found.intersection(map(name, each.bases))} - found:
        found |= more
    return (found | REASONED) - {"Exception", "ValueError"} - INSIDE


REFUSING = refusing()


def refused(node: ast.AST) -> ast.Call | None:
    """The call that makes a refusal at a node: of a class, of a method of a class, or of a function that is raised."""
    if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call):
        made = name(node.exc.func)
        return None if hasattr(builtins, made) or made in INSIDE else node.exc
    if isinstance(node, ast.Call) and {name(node.func), name(getattr(node.func, "value", node))} & REFUSING:
        return node
    return None


def told(module: ast.Module) -> Iterator[str]:
    """The sentences of refusals that stand in a module: as an argument, or under a name that is one."""
    for function in ast.walk(module):
        if not isinstance(function, ast.FunctionDef | ast.Module):
            continue
        calls = [call for node in ast.walk(function) if (call := refused(node)) is not None]
        names = {each.id for call in calls for each in ast.walk(call) if isinstance(each, ast.Name)}
        yield from (text for call in calls for text in sentences(call))
        for node in ast.walk(function) if isinstance(function, ast.FunctionDef) else module.body:
            if isinstance(node, ast.Assign | ast.AugAssign):
                targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                if names.intersection(map(name, targets)):
                    yield from sentences(node.value)


def test_some_packages_speak() -> None:
    homes = {str(path.parent.relative_to(PACKAGE)) for path in ENGLISH}
    assert homes >= {"formulas", "exact", "networks", "networks/notation"}


@pytest.mark.parametrize("text", ['raise InputError(f"there is no {x} here")', 'return Fault("a name is missing", 1)'])
def test_a_sentence_is_found(text: str) -> None:
    assert [*told(ast.parse(f"def f():\n    {text}"))]
    assert [*told(ast.parse("def f():\n    words = 'a name is missing'\n    raise InputError(words)"))]
    assert not [*told(ast.parse("def f():\n    raise InputError(_english.no_axis(axis, 'w'))"))]


@pytest.mark.parametrize("path", SPEAKING, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_refusal_has_words_of_its_own(path: Path) -> None:
    """What is raised, and why something is undecided, is said in the words of the package's `_english`."""
    assert not sorted(set(told(tree(path)))), "move these sentences into the package's _english.py"


@pytest.mark.parametrize("path", REFUSALS, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_finder_of_words_has_its_own(path: Path) -> None:
    returned = [each for each in ast.walk(tree(path)) if isinstance(each, ast.Return)]
    assert not [text for each in returned for text in sentences(each)]


@pytest.mark.parametrize("path", ENGLISH, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_sentence_stands_twice(path: Path) -> None:
    twice = [text for text, times in Counter(sentences(tree(path))).items() if times > 1 and len(text.split()) > 4]
    assert not twice


@pytest.mark.parametrize("path", ENGLISH, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_every_sentence_is_said(path: Path) -> None:
    made = {each.name for each in tree(path).body if isinstance(each, ast.FunctionDef)}
    made |= {name(target) for each in tree(path).body if isinstance(each, ast.Assign) for target in each.targets}
    used: set[str] = set()
    for other in path.parent.rglob("*.py"):
        for node in ast.walk(tree(other)):
            if isinstance(node, ast.Attribute) and name(node.value) == path.stem:
                used.add(node.attr)
            elif isinstance(node, ast.ImportFrom) and (node.module or "").endswith(path.stem):
                used |= {each.name for each in node.names}
            elif other == path and isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
                used.add(node.id)
    assert made - used == set()


def bad(text: str) -> list[str]:
    """What is banned in a text."""
    return [phrase for phrase in (*BANNED, *SLOPPY) if re.search(phrase, text)]


def tables() -> Iterator[tuple[str, str]]:
    """What the rows of tables say, and where."""
    yield from ((f"law {name}", law.sentence) for name, law in LAWS.items())
    for quantity in QUANTITIES.values():
        yield from ((f"quantity {quantity.name}", text) for text in (quantity.word, quantity.meaning))
    yield from ((f"kind {kind.name}", kind.title) for kind in Kind)
    yield from ((f"slip {slip.name}", slip.sentence) for slip in SLIPS)
    yield from ((f"option {option.name}", option.help) for option in OPTIONS)
    yield from ((f"deviation {each.name}", each.value) for each in Deviation)


TABLES = list(tables())


@pytest.mark.parametrize("path", [*ENGLISH, *PROSE], ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_phrase_is_banned(path: Path) -> None:
    documented = (ast.Module, ast.FunctionDef, ast.ClassDef)
    docstrings = {ast.get_docstring(each, clean=False) for each in ast.walk(tree(path)) if isinstance(each, documented)}
    spoken = [text for text in strings(tree(path)) if text not in docstrings]
    assert not [(text, found) for text in spoken if (found := bad(text))]


def test_no_row_of_a_table_has_a_banned_phrase() -> None:
    assert len(TABLES) > 300
    assert not [(where, text, found) for where, text in TABLES if (found := bad(text))]


def test_laws_and_quantities_are_told_in_sentences() -> None:
    for where, text in TABLES:
        if where.startswith(("law ",)) or (where.startswith("quantity ") and text[0].isupper()):
            assert re.fullmatch(r"[A-Z].*[a-z0-9)]\.", text), where


def test_no_document_has_a_banned_phrase() -> None:
    told = [(name, text) for name, document in documents() for text in said(document)]
    assert len(told) > 300
    assert not [(name, text, found) for name, text in told if (found := bad(text))]


def test_paragraphs_are_sentences() -> None:
    """A paragraph of a derivation ends as a sentence does, or says what comes below it; not so what was read."""
    read = {shown(network_in_words(symrf.derive(text))) for text in NETWORKS}
    ends = [
        (name, text)
        for name, document in documents()
        for block in document.blocks
        if isinstance(block, Paragraph) and " " in (text := shown(block.inlines))
        if not name.startswith(("solve ", "check "))
        if text not in read
    ]
    assert len(ends) > 100
    assert not [each for each in ends if not re.search(r"[.:,]$|into$", each[1]) and " = " not in each[1]]


@pytest.mark.parametrize(
    "text",
    [
        "No output reads the first 0 and the last 1 pixels.",
        "Neighbouring outputs stand as many of the previous jumps apart as the stride.",
        "A window fits at as many places as there are pixels, less one for each tap after the first.",
        "In all:",
        "Through the branches that read least, an output reads 3.",
        "it takes 3 channels and is given 4",
        "the layer which which reads",
        "for w in 62, 63",
        "F is no whole number",
        "is F_1 meant?",
    ],
)
def test_what_is_banned_is_found(text: str) -> None:
    assert bad(text)
