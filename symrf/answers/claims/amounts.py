"""Numbers as people give them, `138M`, `15.3 GFLOPs`, `138,357,544`, `≈ 64`, `65 ms`, and how exact they are."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from symrf.answers import _english
from symrf.errors import FormulaError, InputError
from symrf.formulas import reader as formula
from symrf.formulas.printing.plain import digits
from symrf.formulas.tree import Fraction as Quotient
from symrf.formulas.tree import Negative, Number, Written
from symrf.formulas.values import evaluate
from symrf.networks.quantities import Quantity

__all__ = ["NO_UNITS", "Amount", "Rounded", "Units", "amount", "ungrouped", "units"]

_GROUPS = r"(?<![\d.])\d{1,3}(?:(?:,|\{,\}|\\,)\d{3})+(?![\d,])"
_NUMBER = re.compile(
    rf"\s*(?P<minus>[-−]\s*)?(?P<digits>(?:{_GROUPS}|\d+(?:_\d+)*)(?:\.\d*)?|\.\d+)(?:[eE](?P<exponent>[+-]?\d+))?"
    r"(?P<unit>\s*[A-Za-zµμ][A-Za-zµμ -]*?)?\s*"
)
_GROUPED = re.compile(_GROUPS)
_PLACES = 12  # after the point, of a number in a unit
_PLACES_ABOUT = 6  # of one that is not exact
_SCALED = re.compile(r"(?P<scale>thousand|million|billion|trillion|[KMG]i|[kKMGBT])?\s*(?P<word>[A-Za-z][A-Za-z -]*)?")
_SCALES: Mapping[str, int] = {
    **dict.fromkeys(("k", "K", "thousand"), 10**3),
    **dict.fromkeys(("M", "million"), 10**6),
    **dict.fromkeys(("G", "B", "billion"), 10**9),
    **dict.fromkeys(("T", "trillion"), 10**12),
    **dict(zip(("", "Ki", "Mi", "Gi"), (1, 2**10, 2**20, 2**30), strict=True)),
}
_COUNTED: Mapping[str, str] = {
    word: name
    for name, words in {
        "flops": "flop flops op ops operations",
        "macs": "mac macs madd madds multadds mult-adds multiply-adds",
        "params": "param params parameters weights",
        "activations": "activations values",
        "memory": "b byte bytes",
        "flat": "features neurons units",
    }.items()
    for word in words.split()
}
_SECONDS: Mapping[str, Fraction] = {
    **dict.fromkeys(("us", "µs", "μs", "microsecond", "microseconds"), Fraction(1, 10**6)),
    **dict.fromkeys(("ms", "msec", "millisecond", "milliseconds"), Fraction(1, 10**3)),
    **dict.fromkeys(("s", "sec", "second", "seconds"), Fraction(1)),
    **dict.fromkeys(("min", "minute", "minutes"), Fraction(60)),
}
_METRES: Mapping[str, Fraction] = {
    **dict.fromkeys(("um", "µm", "μm"), Fraction(1, 10**6)),
    **dict.fromkeys(("m", "metre", "metres", "meter", "meters"), Fraction(1)),
    **{
        spelled: worth
        for prefix, short, worth in (
            ("nano", "n", Fraction(1, 10**9)),
            ("milli", "m", Fraction(1, 10**3)),
            ("centi", "c", Fraction(1, 100)),
            ("kilo", "k", Fraction(1000)),
        )
        for spelled in (f"{short}m", *(f"{prefix}{word}" for word in ("metre", "metres", "meter", "meters")))
    },
}
_UNKNOWN = (
    "hz",
    "khz",
    "mhz",
    "inch",
    "inches",
    "in",
    "ft",
    "feet",
    "yards",
    "hours",
    "frames",
    "dpi",
    "deg",
)


@dataclass(frozen=True, slots=True)
class Rounded:
    """A number of which only so many digits are given: what is meant is `low` or more, and less than `high`.

    Where it is given in a `unit`, one of that is `worth` so many pixels.
    """

    low: Fraction
    high: Fraction
    unit: str = ""
    worth: Fraction = Fraction(1)

    def shown(self, truth: Fraction) -> str:
        """A number of pixels in the unit in which the other one is given.

        >>> Rounded(Fraction(472), Fraction(488), "ms", Fraction(16)).shown(Fraction(399, 2))
        '12.46875 ms'
        >>> Rounded(Fraction(8), Fraction(9)).shown(Fraction(399, 2))
        '399/2'
        """
        if not self.unit:
            return digits(truth)
        number = truth / self.worth
        exact = (number * 10**_PLACES).denominator == 1
        whole, part = divmod(abs(number if exact else round(number, _PLACES_ABOUT)), 1)
        decimals = f"{int(part * 10**_PLACES):0{_PLACES}d}".rstrip("0")
        said = f"{'-' if number < 0 else ''}{digits(int(whole))}{decimals and '.' + decimals} {self.unit}"
        return said if exact else f"about {said}"

    def holds(self, truth: Fraction) -> bool:
        """Whether a number comes to the digits that are given.

        >>> Rounded(Fraction(137_500_000), Fraction(138_500_000)).holds(Fraction(138_357_544))
        True
        """
        return self.low <= truth < self.high

    def cut(self, truth: Fraction) -> bool:
        """Whether the digits that are given are those of a number that is cut off after them, and not rounded.

        >>> given = Rounded(Fraction(15_750_000), Fraction(15_850_000))
        >>> given.holds(Fraction(15_859_712)), given.cut(Fraction(15_859_712))
        (False, True)
        """
        half = (self.high - self.low) / 2
        return not self.holds(truth) and self.low + half <= truth < self.high + half


@dataclass(frozen=True, slots=True)
class Units:
    """What a pixel is worth: samples a second, and metres a pixel; None where it is not said.

    Letters that are `taken` are symbols of the network, and so no units behind a number.
    """

    rate: Fraction | None = None
    pixel: Fraction | None = None
    taken: frozenset[str] = frozenset()

    def of(self, unit: str) -> Fraction | None:
        """How many pixels a unit is; None where it is not said what a pixel is worth."""
        if unit in _SECONDS:
            return None if self.rate is None else _SECONDS[unit] * self.rate
        return None if self.pixel is None else _METRES[unit] / self.pixel


NO_UNITS = Units()


def units(rate: str | float | None = None, pixel: str | None = None) -> Units:
    """What a pixel is worth, as it is typed: `16000`, `16k` or `16 kHz`, and `0.05m`; an InputError says what is not.

    >>> units("16 kHz", "5cm")
    Units(rate=Fraction(16000, 1), pixel=Fraction(1, 20), taken=frozenset())
    """
    return Units(
        None if rate is None else _worth(str(rate), {"": 1, "hz": 1, "k": 1000, "khz": 1000}, _english.RATE_NEEDED),
        None if pixel is None else _worth(pixel, _METRES, _english.PIXEL_NEEDED),
    )


def _worth(text: str, known: Mapping[str, Fraction | int], message: str) -> Fraction:
    found = re.fullmatch(r"\s*(\d{1,20}(?:\.\d{0,20})?|\.\d{1,20})\s*([A-Za-zµμ]*)\s*", text)
    scale = None if found is None else known.get(found[2], known.get(found[2].lower()))
    worth = Fraction(0) if found is None or scale is None else Fraction(found[1]) * scale
    if not worth:
        raise InputError(message, text, (0, len(text)))
    return worth


@dataclass(frozen=True, slots=True)
class Amount:
    """A number that is given in words or digits, how it is rounded, and how it was read."""

    tree: Written
    rounded: Rounded | None
    notes: tuple[str, ...] = ()


def amount(text: str, quantity: Quantity | None, about: bool, worth: Units) -> Amount | None:
    """The number that a text is; None where it is something else, or a number as formulas have it.

    `about`: it stands after a sign such as ≈, and its last noughts are no digits that are given.
    """
    found = _NUMBER.fullmatch(text)
    counted = quantity is not None and quantity.along is None
    if found is None or (not counted and re.search(r"[,\\]", found["digits"])):
        return None
    unit = (found["unit"] or "").strip()
    length = quantity is not None and quantity.name != "size"
    given_whole = _GROUPED.search(found["digits"]) is not None or bool(found["exponent"]) or about
    measured = bool(unit) and not counted
    scale: Fraction | None = Fraction(1)
    if unit:
        here = (found.end("unit") - len(found["unit"].lstrip()), found.end("unit"))
        scale = _counted(text, unit, here, quantity) if counted else _measured(text, unit, here, worth, length)
    elif not given_whole:
        return None
    if scale is None:
        return None
    place = (found.start("digits"), max(found.end("digits"), found.end("exponent")))
    said, power = re.sub(r"[^\d.]", "", found["digits"]), int(found["exponent"] or 0)
    given = _number(text, said, found["exponent"], place) * scale * (-1 if found["minus"] else 1)
    last = power - len(said.partition(".")[2])
    if about and "." not in said and not power:
        last += min(len(said) - len(said.rstrip("0")), len(said) - 1)
    step = Fraction(10) ** last * scale
    exact = step <= 1 and not about and not measured
    notes = (_english.is_thousand(text.strip(), said),) if unit == "k" and counted and unit in worth.taken else ()
    ends = (given - step / 2, given + step / 2)
    return Amount(_tree(given), None if exact else Rounded(*ends, unit, scale) if measured else Rounded(*ends), notes)


def ungrouped(text: str) -> str:
    """A formula with `_` for the commas between groups of three, unless there is a function whose arguments they part.

    >>> ungrouped("64,128 + 3")
    '64_128 + 3'
    """
    if re.search(r"[A-Za-z]", text):
        return text
    return _GROUPED.sub(lambda found: found[0].replace(",", "_") if "{" not in found[0] else found[0], text)


def _number(text: str, digits: str, exponent: str | None, place: tuple[int, int]) -> Fraction:
    """The number of digits and a power of ten, which have the limits of those in a formula."""
    point = "" if "." in digits else ".0"
    try:
        return evaluate(formula.parse(f"{digits}{point}e{exponent}" if exponent else digits), {})
    except FormulaError as error:
        raise FormulaError(error.message, text, place) from None


def _counted(text: str, unit: str, place: tuple[int, int], quantity: Quantity | None) -> Fraction | None:
    """How many a unit such as `GFLOPs` is; None where it is none, and a symbol after the number."""
    found = _SCALED.fullmatch(unit)
    if found is None:
        return None
    scale, word = found["scale"] or "", (found["word"] or "").strip().lower()
    if quantity is not None and quantity.name == "memory" and unit == "B":
        scale, word = "", "b"
    name = _COUNTED.get(word, "" if not word else None)
    if name is None:
        return None
    if name and quantity is not None and not quantity.name.startswith(name):
        raise FormulaError(_english.other_unit(quantity.name, unit, name), text, place)
    return Fraction(_SCALES[scale])


def _measured(text: str, unit: str, place: tuple[int, int], worth: Units, length: bool) -> Fraction | None:
    """How many pixels a unit such as `ms` is; None where it is none, and a symbol after the number.

    `length`: what is claimed is one, where a letter without a blank before it is a unit, too.
    """
    apart = text[place[0] - 1].isspace()
    if unit in worth.taken and not apart:
        return None
    if unit.lower() in _UNKNOWN and (apart or unit != "in"):
        raise FormulaError(_english.unknown_unit(unit), text, place)
    if unit not in {*_SECONDS, *_METRES}:
        return None
    scale = worth.of(unit)
    if scale is None and len(unit) == 1 and not (apart or length):
        return None
    if scale is None:
        product = f"{text[: place[0]].strip()}*{unit}" if len(unit) == 1 else ""
        raise FormulaError(_english.option_needed(unit, unit in _SECONDS, product), text, place)
    return scale


def _tree(value: Fraction) -> Written:
    size: Written = Number(abs(value.numerator))
    whole = size if value.denominator == 1 else Quotient(size, Number(value.denominator))
    return Negative(whole) if value < 0 else whole
