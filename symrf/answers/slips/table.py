"""The slips, a row each, in the order in which those that are as likely are named."""

from __future__ import annotations

from symrf.answers.slips.slip import Slip
from symrf.answers.slips.table_counts import COUNTS
from symrf.answers.slips.table_elsewhere import ELSEWHERE
from symrf.answers.slips.table_networks import NETWORKS
from symrf.answers.slips.table_rules import RULES

__all__ = ["SLIPS"]

SLIPS: tuple[Slip, ...] = (*ELSEWHERE, *NETWORKS, *RULES, *COUNTS)
