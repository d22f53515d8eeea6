"""The forms in which a size is written, and what is derived step by step, with a law for each layer."""

from __future__ import annotations

from typing import Literal, get_args

from symrf.exact.sampling.hand import FormName

__all__ = ["FORMS", "STEPWISE", "FormName", "Stepwise"]

FORMS: tuple[FormName, ...] = get_args(FormName)
Stepwise = Literal["size", "receptive_field", "jump"]
STEPWISE: tuple[Stepwise, ...] = get_args(Stepwise)
