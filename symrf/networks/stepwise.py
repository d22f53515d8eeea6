"""What is derived step by step, with a law for each layer."""

from __future__ import annotations

from typing import Literal, get_args

__all__ = ["STEPWISE", "Stepwise"]

Stepwise = Literal["size", "receptive_field", "jump"]
STEPWISE: tuple[Stepwise, ...] = get_args(Stepwise)
