"""What a slip is: a row of the table."""

from __future__ import annotations

from dataclasses import dataclass

from symrf.answers.slips.costs import Rule as CostRule
from symrf.answers.slips.edits import Edits
from symrf.answers.slips.elsewhere import Rule
from symrf.answers.slips.trees import Trees

__all__ = ["Slip"]


@dataclass(frozen=True)
class Slip:
    """A slip that people make, about the quantities that it is `of`.

    It is `edits` of the network's path, other `trees` of it, a `rule` in place of a law, which is written as `law`, or
    `counts`, a rule for what needs channels. `sentence` says it of what was `{claimed}`, and, where it is made at one
    layer, `{at}` that. `prior` is how common it is beside others. One that is made in `company` is believed only where
    it explains several numbers, or a formula; one that is `aside` is no slip in the length along an axis of which areas
    and flattened lengths are made.
    """

    name: str
    sentence: str
    prior: float
    of: frozenset[str]
    edits: Edits | None = None
    trees: Trees | None = None
    rule: Rule | None = None
    counts: CostRule | None = None
    law: str = ""
    company: bool = False
    aside: bool = False

    @property
    def weight(self) -> float:
        """How often it is met beside others: few slips are most of those that people make."""
        return self.prior**2
