"""Links to the page: where the command and notebooks say that what they show is seen in the browser."""

from __future__ import annotations

import json
from urllib.parse import parse_qsl

import pytest

import symrf
from symrf.errors import InputError
from symrf.front.cli import main
from symrf.front.notebook import shown
from symrf.front.page.answering import answer
from symrf.front.page.links import linked
from symrf.front.requests import Request

PAGE = "https://example.org/symrf/"
AT = f"{PAGE}#n=c3+p2&axes=t"


def test_the_command_says_where(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["c3 p2", "--axes", "t", "--page", PAGE]) == 0
    assert capsys.readouterr().err == f"symrf: {AT}\n"
    assert main(["check", "c3 p2", "rf = 4", "--axes", "t", "--page", PAGE]) == 0
    assert capsys.readouterr().err == f"symrf: {PAGE}#n=c3+p2&claims=rf+=+4&axes=t\n"
    assert main(["c3 p2", "--page", "javascript:alert(1)"]) == 2
    assert capsys.readouterr().err.startswith("symrf: --page takes an address, such as https://example.org/symrf/\n")


def test_a_notebook_has_a_link() -> None:
    bundle = shown(f"c3 p2 --axes t --page {PAGE}")._repr_mimebundle_()
    assert f'<a href="{AT.replace("&", "&amp;")}">Open it in the browser</a>' in bundle["text/html"]
    assert bundle["text/markdown"].endswith(f"[Open it in the browser](<{AT}>)")
    assert bundle["text/plain"].endswith(AT)
    plain = shown("c3 p2 --axes t")._repr_mimebundle_()
    assert all(bundle[kind].startswith(text) and "example.org" not in text for kind, text in plain.items())


def test_where_a_link_leads_the_answer_is_the_same() -> None:
    asked = Request(where=("k odd", "k >= 3", "p = (k-1)/2"), convention="tensorflow", page=PAGE)
    report = asked.check("c{k}p{p}", ["size = w", "rf = k"])
    address = linked(report, asked)
    assert address is not None
    found = dict(parse_qsl(address.partition("#")[2], strict_parsing=True))
    assert found == {
        "n": "c{k}p{(k-1)/2}",
        "claims": "size = w\nrf = k",
        "convention": "tensorflow",
        "where": "k odd; k >= 3; p = (k-1)/2",
    }
    options = {"where": found["where"].split("; "), "convention": "tensorflow"}
    told = json.loads(
        answer(json.dumps({"view": "claims", "network": found["n"], "claims": found["claims"], "options": options}))
    )
    assert [each["status"] for each in told["verdicts"]] == [each.status for each in report]


def test_several_networks_have_no_link() -> None:
    asked = Request(page=PAGE)
    assert linked(asked.check_file("c3\nrf = 3\nc5\nrf = 5"), asked) is None
    assert linked(symrf.derive("c3"), Request()) is None
    with pytest.raises(InputError):
        shown("c3 --page example.org")
