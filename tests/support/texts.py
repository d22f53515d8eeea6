"""Documents as text whose lines are as long as they come, for what is said in them."""

from __future__ import annotations

from dataclasses import replace

from symrf.front.rendering import text

__all__ = ["PLAIN_TEXT"]

PLAIN_TEXT = replace(text.PLAIN_TEXT, width=100_000)
