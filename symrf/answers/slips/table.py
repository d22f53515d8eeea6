"""The slips, a row each, in the order in which those that are as likely are named."""

from __future__ import annotations

from symrf.answers.slips.rows.branches import BRANCHES
from symrf.answers.slips.rows.counts import COUNTS
from symrf.answers.slips.rows.elsewhere import ELSEWHERE
from symrf.answers.slips.rows.layers import LAYERS
from symrf.answers.slips.rows.padding import PADDING
from symrf.answers.slips.rows.recursions import RECURSIONS
from symrf.answers.slips.rows.sizes import SIZES
from symrf.answers.slips.rows.starts import STARTS
from symrf.answers.slips.rows.strides import STRIDES
from symrf.answers.slips.rows.sums import SUMS
from symrf.answers.slips.slip import Slip

__all__ = ["SLIPS"]

SLIPS: tuple[Slip, ...] = (
    *(*ELSEWHERE, *LAYERS, *STRIDES, *PADDING, *BRANCHES, *SUMS, *RECURSIONS, *STARTS, *SIZES, *COUNTS),
)
