"""Counts in other units: rounded, cut off, in thousands or millions."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from symrf.answers.slips import _english
from symrf.answers.slips.grounds import Value
from symrf.answers.slips.slip import Slip
from symrf.answers.slips.trying import Hit

__all__ = ["UNITS", "unit_hits"]

COUNTS = frozenset({"params", "macs", "activations", "flat", "area", "params_total", "memory"})
SHORTEST = 100  # unit of a number that is shortened: tens are made by other slips as easily
CUT = Slip("cut off", _english.CUT, 4, COUNTS)
ROUNDED = Slip("rounded", _english.ROUNDED, 4, COUNTS)
UNITS = {
    unit: Slip(f"in {name}", _english.IN_UNITS.replace("{unit}", name), 4, COUNTS)
    for unit, name in (
        (1000, "thousands"),
        (1024, "1024"),
        (10**6, "millions"),
        (2**20, "1024*1024"),
        (10**9, "billions"),
    )
}


def unit_hits(quantity: str, claimed: Value, truth: Value, told: bool = False) -> Iterator[Hit]:
    """The number that is claimed as the true one, shortened, unless that is told already, or in another unit."""
    if quantity not in COUNTS or claimed <= 0 or truth <= 0:
        return
    for scale, slip in UNITS.items():
        if _near(Fraction(claimed) * scale, Fraction(truth), scale):
            yield Hit(slip, 1)
    unit = _unit(claimed)
    if unit >= SHORTEST and not told:
        if truth // unit * unit == claimed:
            yield Hit(CUT, 1)
        elif (2 * truth + unit) // (2 * unit) * unit == claimed:
            yield Hit(ROUNDED, 1)


def _near(scaled: Fraction, truth: Fraction, scale: int) -> bool:
    """Whether a number in a unit is the truth, as exactly as its digits say."""
    places = 0
    while (scaled / scale * 10**places).denominator != 1 and places < 4:
        places += 1
    unit = Fraction(scale, 10**places)
    return abs(scaled - truth) < unit <= 2 * truth


def _unit(claimed: Value) -> int:
    """The unit of the last digit that is not 0."""
    unit = 1
    while Fraction(claimed, 10 * unit).denominator == 1:
        unit *= 10
    return unit
