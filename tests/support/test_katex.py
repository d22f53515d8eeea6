"""The KaTeX harness can fail: it refuses what KaTeX refuses, and only that."""

from __future__ import annotations

import importlib.metadata

import pytest

from support.katex import katex, render_errors

ACCEPTED = [
    r"\left(\frac{w-2}{2}-2, \frac{h-2}{2}-2\right)",
    r"\left\lfloor\frac{w-2}{2}\right\rfloor",
    r"\begin{aligned} w_1 &= w - 2 \\ w_2 &= \left\lfloor\frac{w_1}{2}\right\rfloor \end{aligned}",
    r"\begin{align*} w_1 &= w - 2 \\ w_2 &= \frac{w_1}{2} \end{align*}",
]

REFUSED = [
    (r"\frac{1}", "Unexpected end of input in a macro argument"),
    (r"\unknowncommand", "Undefined control sequence: \\unknowncommand"),
    (r"\left(w", "Expected '\\right'"),
    ("é", "strict mode is set to 'error'"),
    ("w_1 % a comment that nothing ends", "strict mode is set to 'error'"),
    (r"\href{https://example.org}{w}", "\\href needs trust"),
]


@pytest.mark.parametrize("source", ACCEPTED, ids=str)
def test_katex_accepts(source: str) -> None:
    assert render_errors([source]) == [None]


@pytest.mark.parametrize(("source", "complaint"), REFUSED, ids=[source for source, _ in REFUSED])
def test_katex_refuses(source: str, complaint: str) -> None:
    [error] = render_errors([source])
    assert error is not None
    assert complaint in error


def test_each_source_has_its_own_answer() -> None:
    errors = render_errors([source for source, _ in REFUSED] + ACCEPTED)
    assert [error is None for error in errors] == [False] * len(REFUSED) + [True] * len(ACCEPTED)


def test_align_is_refused_inside_a_line_and_aligned_is_not() -> None:
    aligned, align = ACCEPTED[-2:]
    assert [error is None for error in render_errors([aligned, align], display=False)] == [True, False]


@pytest.mark.parametrize("source", ['"', "`", r"\backslash", "'", ""], ids=repr)
def test_no_source_is_read_as_javascript(source: str) -> None:
    assert render_errors([source]) == [None]


def test_a_test_skips_where_katex_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    def nothing(name: str) -> None:
        raise importlib.metadata.PackageNotFoundError(name)

    monkeypatch.setattr(importlib.metadata, "files", nothing)
    with pytest.raises(pytest.skip.Exception, match="pelican-katex is not installed"):
        katex.__wrapped__()
