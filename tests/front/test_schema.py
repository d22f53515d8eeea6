"""What is printed as JSON is what `symrf/schema.json` says."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import symrf
from symrf.front.cli import main

ROOT = Path(__file__).parents[2]
SCHEMA: dict[str, Any] = json.loads((ROOT / "symrf" / "schema.json").read_text("utf-8"))

NETWORKS = [
    "c3s1 p2s2 c3s1",
    "in3@64x64 c3-8 bn p2 flatten fc10",
    "[id | p2 c3p1 t2s2] c3p1",
    "c7s2same p3s2ceil gap",
    "c{k}s{s}p{(k-1)/2}",
    "(c2d{2^i})*{i=0..n-1}",
    "u2 c3s2",
]
CLAIMS = [
    ("c3s1 p2s2 c3s1", ["size = ((w-2)/2-2, (h-2)/2-2)", "rf = 8", "rf = 9", "sise = 3", "rf = (", "size <= 9"]),
    ("c3 p2 c3", ["size: 28 -> 26 -> 13 -> 11", "size at w=28,h=28 = 26/2-2 = 11 = 12", "start = ?"]),
    ("(c{k})*{n}", ["rf = 48", "rf >= 48", "rf = 1+n*(k-1)", "rf = n^k"]),
    ("in3 c3-64 p2 c3-128", ["params = 75.6k", "params = 75k", "flat at w=9,h=9 = 128"]),
]
CONDITIONS = [
    ("c{k}p{p}", ["size = w"], {"unknown": "p"}),
    ("(c3 c3 p2)*{n}", ["rf >= 224"], {}),
    ("c{k}d{d}", ["rf <= 31"], {"unknown": "d"}),
    ("c3s1 p2s2 c3s1", ["size = 28"], {}),
    ("c3", ["rf = 4"], {}),
]
WORDS = ["c", "same", "relu", "rf", "params", "flatten", "own stride", "pools forgotten", "groups forgotten", "slips"]


def results() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """What is printed, and of which kind it is."""
    for network in NETWORKS:
        yield "network", network, symrf.derive(network).to_dict(reach=True, costs=network.startswith("in"))
    several = symrf.derive("in3 A: c3p1-4 B: p2 [u2 + @A]; out @A @B")
    yield "network_of_outputs", "two outputs", several.to_dict({"w": 8, "h": 8}, reach=True, costs=True)
    yield "comparison", "two", symrf.compare(["c3 c3", "c5"]).to_dict({"w": 9, "h": 9})
    for network, claims in CLAIMS:
        yield "report", network, symrf.check(network, claims).to_dict()
    yield "report", "a file", symrf.check_file("c3\nrf = 3\nrf = 4\nc3 q").to_dict()
    for network, conditions, options in CONDITIONS:
        yield "solution", network, symrf.solve(network, conditions, **options).to_dict()
    yield "paste", "the notation", symrf.read("c3 p2").to_dict()
    for word in WORDS:
        yield "about", word, symrf.about(word).to_dict()


@pytest.mark.parametrize(("kind", "data"), [pytest.param(k, d, id=f"{k}: {of}") for k, of, d in results()])
def test_what_is_printed_is_what_the_schema_says(kind: str, data: dict[str, Any]) -> None:
    told = json.loads(json.dumps(data))
    jsonschema.validate(told, {**SCHEMA, "oneOf": [{"$ref": f"#/$defs/{kind}"}]})
    jsonschema.validate(told, SCHEMA)


def test_so_is_an_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["c3 q", "--format", "json"]) == 2
    jsonschema.validate(json.loads(capsys.readouterr().out), SCHEMA)


def test_the_schema_is_one_and_refuses_what_it_does_not_know() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    known = symrf.check("c3", "rf = 3").to_dict()
    for wrong in ({**known, "more": 1}, {**known, "schema": 2}, {"schema": 1}):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate(wrong, SCHEMA)


def test_every_row_of_the_schema_is_used() -> None:
    text = json.dumps(SCHEMA)
    assert all(f'"#/$defs/{name}"' in text for name in SCHEMA["$defs"])
