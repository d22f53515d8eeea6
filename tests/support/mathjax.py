"""MathJax 3, run inside Python: what it refuses in a formula."""

from __future__ import annotations

import functools
import importlib
import importlib.metadata
import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["mathjax", "refusals"]

_SCRIPTS = ("core.js", "adaptors/liteDOM.js", "input/tex-base.js", "input/tex/extensions/ams.js")
_BEFORE = "var window = globalThis; var global = globalThis; globalThis.MathJax = {loader: {load: []}};\n"
# Reading is all that is asked: from TeX to MathJax's own tree, with each complaint thrown instead of drawn.
_REFUSE = """
function refuse(request) {
    const { sources, display } = JSON.parse(request);
    const tex = new MathJax._.input.tex_ts.TeX({
        packages: ["base", "ams"],
        formatError: (jax, error) => { throw error; },
    });
    const adaptor = MathJax._.adaptors.liteAdaptor.liteAdaptor();
    const page = new MathJax._.core.MathDocument.AbstractMathDocument("", adaptor, { InputJax: tex });
    const end = MathJax._.core.MathItem.STATE.COMPILED;
    return JSON.stringify(sources.map((source) => {
        try {
            page.convert(source, { display, end });
            return null;
        } catch (error) {
            return String(error.message);
        }
    }));
}
"""
_STACK = 7 << 20  # bytes of the 8 MiB that `quickjs.Function` gives its thread


def refusals(sources: Sequence[str], display: bool = True) -> list[str | None]:
    """For each LaTeX source, without its dollars, MathJax's complaint about it, or None where it is read."""
    answers: list[str | None] = json.loads(mathjax()(json.dumps({"sources": list(sources), "display": display})))
    return answers


@functools.cache
def mathjax() -> Callable[[str], str]:
    """The JavaScript function that reads, from JSON to JSON; without MathJax the test skips."""
    try:
        files = importlib.metadata.files("django-static-mathjax") or []
    except importlib.metadata.PackageNotFoundError:
        pytest.skip("django-static-mathjax is not installed")
    paths = {str(file).partition("/es5/")[2]: file for file in files if "/es5/" in str(file)}
    if not all(script in paths for script in _SCRIPTS):
        pytest.skip("django-static-mathjax lacks scripts of MathJax 3")
    try:
        quickjs = importlib.import_module("quickjs")
    except ImportError:
        pytest.skip("quickjs-ng is not installed")
    texts = [paths[script].read_text(encoding="utf-8") for script in _SCRIPTS]
    function = quickjs.Function("refuse", _BEFORE + "\n".join(texts) + _REFUSE)
    function.set_max_stack_size(_STACK)
    refuse: Callable[[str], str] = function
    return refuse
