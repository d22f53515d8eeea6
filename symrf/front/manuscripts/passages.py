"""What is said in a document about networks, and where: passages, which one request reads as a file of claims."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from symrf.answers.claims.reader import ClaimsLine
from symrf.errors import SymrfError
from symrf.front.requests import Request

__all__ = ["Lines", "Part", "Passage", "located"]


@dataclass(frozen=True, slots=True)
class Passage:
    """A statement in a document; `cell` is that of a notebook, counted from 1, or 0 where there are none."""

    statement: ClaimsLine
    cell: int = 0

    @property
    def order(self) -> tuple[int, int]:
        """Where it stands, for sorting."""
        return self.cell, self.statement.line

    def place(self, name: str) -> str:
        """`paper.tex:12`, `notes.ipynb:cell 3:2`: in a document of that name."""
        return f"{name}:cell {self.cell}:{self.statement.line}" if self.cell else f"{name}:{self.statement.line}"

    def noted(self, text: str) -> str:
        """A sentence about it, with the cell."""
        return f"cell {self.cell}: {text}" if self.cell else text


@dataclass(frozen=True, slots=True)
class Part:
    """Passages that are read together: a name that one defines stands for its network in those after it."""

    passages: Sequence[Passage]
    request: Request


def located(error: SymrfError, place: str) -> SymrfError:
    """An error whose message starts with its place, if it has one."""
    return type(error)(f"{place}: {error.message}", error.source, error.span) if place else error


class Lines:
    """The lines of a text, counted from 1."""

    def __init__(self, text: str) -> None:
        self.ends = [found.start() for found in re.finditer("\n", text)]

    def at(self, offset: int) -> int:
        """The line that holds a place in the text."""
        return bisect_left(self.ends, offset) + 1
