"""Python in a browser: it answers, and says when SymPy, which is long, must be loaded first."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from types import ModuleType

from symrf.front.page.answering import answer

__all__ = ["answered"]


class _Unloaded(BaseException):
    """SymPy is imported and is not there; no Exception, as nobody who answers is to catch it."""


class _Missing:
    """Asked last where a module is: SymPy is not found elsewhere."""

    @staticmethod
    def find_spec(name: str, _path: Sequence[str] | None = None, _target: ModuleType | None = None) -> None:
        """Where a module is: nowhere; for SymPy it is raised."""
        if name in ("sympy", "mpmath"):
            raise _Unloaded


def answered(question: str) -> str | None:
    """The answer to a question of the page; None where SymPy is to be put on the path, and asked again.

    >>> answered('{"view": "answer", "network": "c3 p2"}') is None
    False
    """
    sys.meta_path.append(_Missing)
    try:
        return answer(question)
    except _Unloaded:
        return None
    finally:
        sys.meta_path.remove(_Missing)
