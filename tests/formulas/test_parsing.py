"""Texts are read as lark itself reads them with the same grammar, and stop being read where it stops."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lark import Lark
from lark.exceptions import UnexpectedCharacters, UnexpectedToken
from support.strategies import formula_like_texts

from symrf.formulas import grammars
from symrf.formulas import reader as formula
from symrf.formulas.parsing import Parser, Unread

DROPPED = ("COLUMN", "ROW")  # where a formula has no cases
OPTIONS: dict[str, dict[str, Any]] = {"architecture": {}, "claims": {}, "formula": {"keep_all_tokens": True}}
SIEVED = {"formula": {"sieve": formula._sieved, "always_accept": DROPPED}}


class Written:
    """A builder that writes down each rule with its parts, and each token with its terminal and its place."""

    def __getattr__(self, rule: str) -> Any:
        if rule.startswith("_") or rule.isupper():  # spliced where it stands, or a terminal
            raise AttributeError(rule)
        return lambda parts: (rule, [part if isinstance(part, tuple) else self.token(part) for part in parts])

    def token(self, token: Any) -> tuple[str, str, int, int]:
        return token.type, str(token), token.start_pos, token.end_pos


class Sieve:
    """The sieve of formulas, as lark takes it."""

    always_accept = DROPPED

    def process(self, tokens: Iterator[Any]) -> Iterator[Any]:
        return formula._sieved(tokens)


@cache
def ours(name: str) -> Parser:
    return grammars.parser(name, Written(), **OPTIONS[name], **SIEVED.get(name, {}))


@cache
def theirs(name: str) -> Lark:
    options = OPTIONS[name] | ({"postlex": Sieve()} if name in SIEVED else {})
    return Lark(grammars.read(name), parser="lalr", maybe_placeholders=False, transformer=Written(), **options)


def read(name: str, text: str) -> object:
    """What is written down of a text; else where it stops being read, and what could have stood there."""
    try:
        return ours(name).parse(text)
    except Unread as error:
        return error.place, error.expected


def read_by_lark(name: str, text: str) -> object:
    try:
        return theirs(name).parse(text)
    except UnexpectedToken as error:
        return len(text) if error.token.type == "$END" else error.token.start_pos, _without_end(error.expected)
    except UnexpectedCharacters as error:
        return error.pos_in_stream, _without_end(error.allowed or ())


def _without_end(expected: Iterable[str]) -> frozenset[str]:
    """What could have stood there, beside the end of the text, which Lark names where nothing else could."""
    return frozenset(expected) - {"<END-OF-FILE>"}


TEXTS = [
    ("architecture", "c3s1 p2s2 c3s1"),
    ("architecture", "F = c3 p2 # twice\nG: (F c3s2same-64)*{i=0..n-1}, [c1 | c{k}p{(k-1)/2} + id]; F -> G\n"),
    ("architecture", "in3 (c3 p2)*4 [[c3p1 + id] | z1:2] gap fc10"),
    ("architecture", ""),
    ("architecture", "(c3"),
    ("architecture", "c3*2"),
    ("architecture", "c3 µ"),
    ("claims", "rf(F (M)) = 4"),
    ("claims", "size@pool1.w at w=227, h=3 <= 27"),
    ("claims", "size at w 3"),
    ("claims", "size"),
    ("claims", "field at = 4"),
    ("formula", r"\left\lfloor\frac{w-2}{2}\right\rfloor+1"),
    ("formula", r"$\sum_{i=0}^{n-1} 2^i & \\ + \min(a, b)$"),
    ("formula", r"\begin{cases}n&\text{if }s=1\\m&\text{otherwise}\end{cases}"),
    ("formula", "a*b/c d"),
    ("formula", "3 mod"),
    ("formula", "w ] 2"),
    ("formula", "1.5"),
]


@pytest.mark.parametrize(("name", "text"), TEXTS, ids=[f"{name} {text}" for name, text in TEXTS])
def test_a_text_is_read_as_lark_reads_it(name: str, text: str) -> None:
    assert read(name, text) == read_by_lark(name, text)


def texts(pieces: str) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from([*pieces.split(), " ", "\n", " -> ", ", "]), max_size=20).map("".join)


NETWORKS = texts("c3 p2 s2 same - 4 : x {k} { } ( ) )*2 [ ] + | = ; F G in3 gap # µ")
CLAIMS = texts("size rf ( ) @ 3 . w at h = <= ≥ \\leq , / - pool1 field µ")


@given(NETWORKS)
def test_networks_are_read_as_lark_reads_them(text: str) -> None:
    assert read("architecture", text) == read_by_lark("architecture", text)


@given(CLAIMS)
def test_claims_are_read_as_lark_reads_them(text: str) -> None:
    assert read("claims", text) == read_by_lark("claims", text)


@given(formula_like_texts())
def test_formulas_are_read_as_lark_reads_them(text: str) -> None:
    assert read("formula", text) == read_by_lark("formula", text)


def test_words_that_are_terminals_of_their_own() -> None:
    grammar = 'start: (IF | NAME)+\nIF: "if"\nNAME: /[a-z]+/\n%ignore " "'
    from symrf.formulas.parse_tables import tables

    parts = Parser(tables(grammar), Written()).parse("if iffy of if")[1]
    assert [terminal for terminal, *_ in parts] == ["IF", "NAME", "NAME", "IF"]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a grammar of its own."""
    (tmp_path / "little.lark").write_text('start: "a" B*\nB: "b"', encoding="utf-8")
    monkeypatch.setattr(grammars, "_FOLDERS", (tmp_path,))
    return tmp_path


def little(text: str) -> object:
    try:
        return grammars.parser("little", Written()).parse(text)
    except Unread as error:
        return error.place, error.expected


def test_tables_are_kept_and_made_anew_for_another_grammar(folder: Path) -> None:
    assert little("ab") == ("start", [("B", "b", 1, 2)])
    [kept] = (folder / "__pycache__").iterdir()
    first = kept.read_bytes()
    assert little("ab") == ("start", [("B", "b", 1, 2)])
    assert kept.read_bytes() == first
    (folder / "little.lark").write_text('start: "a" B*\nB: "c"', encoding="utf-8")
    assert little("ac") == ("start", [("B", "c", 1, 2)])
    assert [path.name for path in (folder / "__pycache__").iterdir()] == [kept.name]
    assert kept.read_bytes() != first


@pytest.mark.usefixtures("folder")
def test_options_have_tables_of_their_own() -> None:
    assert grammars.parser("little", Written()).parse("a") == ("start", [])
    assert grammars.parser("little", Written(), keep_all_tokens=True).parse("a") == ("start", [("A", "a", 0, 1)])


def test_a_text_is_refused_alike_with_tables_that_are_kept_and_with_new_ones(folder: Path) -> None:
    made = [little(text) for text in ("", "b", "abx")]
    assert made == [(0, {"A"}), (0, {"A"}), (2, {"B"})]
    assert [little(text) for text in ("", "b", "abx")] == made
    shutil.rmtree(folder / "__pycache__")
    (folder / "__pycache__").write_bytes(b"")  # no folder can be made here, not even by root
    assert [little(text) for text in ("", "b", "abx")] == made


REFUSED = """
import sys
import symrf
for read in (symrf.parse, lambda text: symrf.check("c3", [text])):
    for text in ("c3 c3*2", "(c3", "rf = (", "size at = 3", "rf = 3 +"):
        try:
            read(text)
        except symrf.SymrfError as error:
            print(error)
print("lark" in sys.modules)
"""


def test_with_tables_that_are_kept_lark_is_not_loaded_even_to_refuse() -> None:
    told = [subprocess.run([sys.executable, "-c", REFUSED], capture_output=True, check=True) for _ in range(2)]
    assert told[1].stdout.decode().endswith("\nFalse\n")
    assert told[0].stdout.rpartition(b"\n")[0].rpartition(b"\n")[0] == told[1].stdout.rpartition(b"\nFalse")[0]
