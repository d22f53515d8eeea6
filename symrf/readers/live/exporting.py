"""A module whose forward no stand-in goes through, as torch.export has it: functions of torch alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

__all__ = ["exported"]


def exported(torch: Any, model: Any, shapes: Sequence[tuple[int, ...]]) -> tuple[Any, tuple[int, ...]] | None:
    """A module that calls the same functions, and the shape for which it does; None where none is exported.

    A stand-in is no tensor to what is compiled: a function of torch.jit.script refuses it, and torch.export looks into
    that. What forward works out of sizes is a number in it.
    """
    for shape in shapes:
        try:
            program = torch.export.export(model, (torch.zeros(shape),))
            return program.module(check_guards=False), shape
        except Exception:  # noqa: S112 - whatever stops it, the next shape may be taken
            continue
    return None
