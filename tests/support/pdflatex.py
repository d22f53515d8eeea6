"""pdfLaTeX on a whole document: it compiles, or the log says why not; and the words of what it makes."""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["available", "compile_document", "pdf_text"]

_TAIL = 40  # lines of the log that a failure shows
_SECONDS = 120  # one document, on a slow machine


def compile_document(source: str, folder: Path) -> str:
    """The log of one pdfLaTeX run over `source` in `folder`, which leaves `document.pdf` there."""
    program = available("pdflatex")
    (folder / "document.tex").write_text(source, encoding="utf-8")
    run = subprocess.run(
        [program, "-interaction=nonstopmode", "-halt-on-error", "-no-shell-escape", "document.tex"],
        cwd=folder,
        env={**os.environ, "max_print_line": "1000"},  # or the log breaks its lines at 79 columns
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=_SECONDS,
        check=False,
    )
    path = folder / "document.log"
    log = (path.read_bytes() if path.exists() else run.stdout).decode("utf-8", "replace")
    if run.returncode or "Output written on document.pdf" not in log:
        tail = "\n".join(log.splitlines()[-_TAIL:])
        raise AssertionError(f"pdflatex wrote no document, exit code {run.returncode}; the log ends:\n{tail}")
    return log


def pdf_text(folder: Path) -> str:
    """The words of the `document.pdf` in `folder`, a line each where they stand in a line."""
    command = [available("pdftotext"), "-layout", "document.pdf", "-"]
    return subprocess.run(command, cwd=folder, capture_output=True, check=True, timeout=_SECONDS).stdout.decode()


def available(name: str) -> str:
    """The path of a program; without it the running test skips."""
    program = shutil.which(name)
    if program is None:
        pytest.skip(f"{name} is not installed")
    return program
