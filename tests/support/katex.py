"""KaTeX, as strict as it gets, run inside Python: what it refuses in a formula."""

from __future__ import annotations

import functools
import importlib
import importlib.metadata
import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["katex", "render_errors"]

# Every answer leaves as JSON.stringify's text: a string joined in JavaScript may be a rope, which the
# binding cannot read. Only ParseError is KaTeX's refusal; any other error is a fault and is thrown on.
# A command that needs trust would be drawn in red, unreported, so `trust` refuses it.
_RENDER = """
function render(request) {
    const { sources, display } = JSON.parse(request);
    const options = {
        displayMode: display,
        output: "htmlAndMathml",
        strict: "error",
        throwOnError: true,
        trust: ({ command }) => { throw new katex.ParseError(command + " needs trust"); },
    };
    return JSON.stringify(sources.map((source) => {
        try {
            katex.renderToString(source, options);
            return null;
        } catch (error) {
            if (error instanceof katex.ParseError) return error.message;
            throw error;
        }
    }));
}
"""
_STACK = 7 << 20  # bytes of the 8 MiB that `quickjs.Function` gives its thread: KaTeX recurses deeply


def render_errors(sources: Sequence[str], display: bool = True) -> list[str | None]:
    """For each LaTeX source, without its dollars, KaTeX's complaint about it, or None where it renders."""
    answers: list[str | None] = json.loads(katex()(json.dumps({"sources": list(sources), "display": display})))
    return answers


@functools.cache
def katex() -> Callable[[str], str]:
    """The JavaScript function that renders, from JSON to JSON; without KaTeX the test skips."""
    try:
        files = importlib.metadata.files("pelican-katex") or []
    except importlib.metadata.PackageNotFoundError:
        pytest.skip("pelican-katex is not installed")
    scripts = [file for file in files if file.match("pelican_katex/katex*.js")]
    if len(scripts) != 1:
        pytest.skip(f"pelican-katex ships {len(scripts)} files katex*.js, not one")
    try:
        quickjs = importlib.import_module("quickjs")
    except ImportError:
        pytest.skip("quickjs-ng is not installed")
    function = quickjs.Function("render", scripts[0].read_text(encoding="utf-8") + _RENDER)
    function.set_max_stack_size(_STACK)
    render: Callable[[str], str] = function
    return render
