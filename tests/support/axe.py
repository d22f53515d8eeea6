"""axe-core, which finds what those who do not see a page, or see it badly, cannot use; from npm, its hash pinned."""

from __future__ import annotations

import base64
import hashlib
import shutil
import subprocess
import tarfile
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["axe"]

VERSION = "4.14.1"
SHA512 = "FHfa+lmNjQZfJz1q8wKqIDwC6DExcHt/pkjNQb09a3NPjCKg2rhu5qb2S4r76ASyFNNtuFooJpZe37OgudVGtQ=="
SECONDS = 120


def axe(folder: Path) -> Path:
    """The script, in a folder; without npm, or where npm cannot fetch it, the running test skips."""
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("npm is not installed")
    packed = subprocess.run(
        [npm, "pack", f"axe-core@{VERSION}", "--silent"], cwd=folder, capture_output=True, timeout=SECONDS, check=False
    )
    if packed.returncode:
        pytest.skip("npm does not fetch axe-core")
    archive = folder / f"axe-core-{VERSION}.tgz"
    assert base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode() == SHA512
    with tarfile.open(archive) as files:
        found = files.extractfile("package/axe.min.js")
        assert found is not None
        script = folder / "axe.js"
        script.write_bytes(found.read())
    return script
