"""The whole numbers that leave some remainders: 0 or 3 by 4."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from symrf.exact.numbers.powers import Whole

__all__ = ["Residues"]


@dataclass(frozen=True, slots=True, repr=False)
class Residues:
    """The inputs that leave one of `residues` when divided by `modulus`.

    The symbols must be such that the divisor of each of the `divisions` divides its dividend.
    """

    modulus: Whole
    residues: tuple[Whole, ...]
    divisions: tuple[tuple[Whole, Whole], ...] = ()

    def __repr__(self) -> str:
        of_symbols = f", divisions={self.divisions}" if self.divisions else ""
        return f"Residues(modulus={self.modulus}, residues={self.residues}{of_symbols})"

    @property
    def always(self) -> bool:
        """Whether that is every input, for all symbols."""
        return self.modulus == len(self.residues) and not self.divisions

    @property
    def never(self) -> bool:
        """Whether that is no input."""
        return not self.residues

    def __contains__(self, size: int) -> bool:
        return size % int(self.modulus) in self.residues
