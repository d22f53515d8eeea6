"""The pdfLaTeX harness compiles a document and fails on a broken one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from support.pdflatex import compile_document

if TYPE_CHECKING:
    from pathlib import Path

DOCUMENT = r"""\documentclass{article}
\usepackage{amsmath}
\begin{document}
\begin{align*}
w_1 &= w - 2 \\
w_2 &= \left\lfloor\frac{w_1}{2}\right\rfloor
\end{align*}
\end{document}
"""


def test_a_document_compiles(tmp_path: Path) -> None:
    assert "Output written on document.pdf (1 page" in compile_document(DOCUMENT, tmp_path)
    assert (tmp_path / "document.pdf").read_bytes().startswith(b"%PDF-")


def test_a_broken_document_fails_with_the_end_of_its_log(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match="Undefined control sequence"):
        compile_document(DOCUMENT.replace(r"\frac", r"\fraction"), tmp_path)
