"""The page that is built, once for all tests of a run, by whichever process needs it first."""

from __future__ import annotations

import fcntl
import os
import shutil
from pathlib import Path

import pytest

from symrf.front.page.building import build

__all__ = ["built_page"]


def built_page(factory: pytest.TempPathFactory) -> Path:
    """The folder of the page; without Node.js the running test skips."""
    for program in ("node", "npm"):
        if shutil.which(program) is None:
            pytest.skip(f"{program} is not installed")
    shared = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    folder = shared / "page"
    with (shared / "page.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "symrf.html").is_file():
            build(str(folder))
    return folder
