"""What is derived after each layer, and the forms in which a size is written."""

from __future__ import annotations

from typing import Literal, get_args

__all__ = ["FORMS", "QUANTITIES", "FormName", "Quantity"]

FormName = Literal["hand", "nested", "closed"]
FORMS: tuple[FormName, ...] = get_args(FormName)
Quantity = Literal["size", "receptive_field", "jump"]
QUANTITIES: tuple[Quantity, ...] = get_args(Quantity)
