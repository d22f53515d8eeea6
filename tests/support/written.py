"""What writers wrote, run: a text of ours is made a module or a model."""

from __future__ import annotations

from typing import Any

__all__ = ["TOLD", "run"]

TOLD = 16  # for every argument that is not told


def run(source: str, name: str) -> Any:
    """What a text of ours calls by a name, run."""
    names: dict[str, Any] = {}
    exec(compile(source, "written.py", "exec"), names)  # noqa: S102
    return names[name]
