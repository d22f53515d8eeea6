"""The forms in which a size is written: as a hand writes it, with its roundings, and as one floor."""

from __future__ import annotations

from typing import Literal, get_args

__all__ = ["FORMS", "FormName"]

FormName = Literal["hand", "nested", "closed"]
FORMS: tuple[FormName, ...] = get_args(FormName)
