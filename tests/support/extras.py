"""The great oracles, which a reader need not install: what needs one is skipped without it, and in CI fails."""

from __future__ import annotations

from typing import Any

import pytest

__all__ = ["needed"]


def needed(module: str) -> Any:
    """A module of the extra `oracles`."""
    return pytest.importorskip(module, reason=f'{module} is not installed: pip install -e ".[oracles]"')
