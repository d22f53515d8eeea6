"""The rows of slips that calculate another network, and which quantities they are in."""

from __future__ import annotations

from collections.abc import Iterator

from symrf.answers.slips.edits import Edits
from symrf.answers.slips.slip import Slip
from symrf.answers.slips.trees import Trees

__all__ = ["ALL", "FIELD", "JUMP", "SIZE", "SPANS", "START", "edit", "tree"]

FIELD = frozenset({"field", "reach"})
JUMP = frozenset({"jump"})
START = frozenset({"start", "padding"})
SIZE = frozenset({"size"})
SPANS = FIELD | JUMP | START
ALL = SPANS | SIZE


def edit(
    name: str, sentence: str, made: Edits, of: dict[frozenset[str], float], company: bool = False
) -> Iterator[Slip]:
    """The rows of a slip that edits the path, with its prior in some quantities."""
    for quantities, prior in of.items():
        yield Slip(name, sentence, prior, quantities, edits=made, company=company)


def tree(
    name: str, sentence: str, made: Trees, of: dict[frozenset[str], float], company: bool = False
) -> Iterator[Slip]:
    """The rows of a slip that makes another tree, with its prior in some quantities."""
    for quantities, prior in of.items():
        yield Slip(name, sentence, prior, quantities, trees=made, company=company)
