"""What there is to say of a slip: what it is, the law that is written wrongly beside the right one, an example."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

from symrf.answers.checking import check
from symrf.answers.slips.asked import Reason
from symrf.answers.slips.examples import Wrongly, examples
from symrf.answers.slips.showing import general
from symrf.answers.slips.slip import Slip
from symrf.answers.slips.table import SLIPS
from symrf.networks.notation.reader import parse
from symrf.networks.quantities import QUANTITIES

__all__ = ["SlipExample", "SlipTopic", "SlipsTopic", "slips_by_name"]

RIGHT: Mapping[str, str] = {
    "field": "r = 1 + sum (E-1)*j",
    "jump": "j = product s",
    "start": "b = (r-1)/2 - P",
    "padding": "P = sum p*j",
    "size": "n = floor((n+2p-E)/s) + 1",
    "params": "(k*k*C_in/g+1)*C_out",
}
"""The right laws, in the letters of those that slips have."""
SPREAD, RIGHT_SPREAD = "transposed", "n = (n-1)*s + E - 2p"
RIGHT_UP = "n = ceil((n+2p-E)/s) + 1"  # where layers round up
TRIED = 60  # examples among which one is looked for whose number is explained by the slip


@dataclass(frozen=True)
class SlipExample:
    """A command that checks a number which a slip gives, what is so, and the reasons that are then told for it."""

    wrongly: Wrongly
    reasons: tuple[Reason, ...]

    @property
    def command(self) -> str:
        """What is typed: `symrf check "c3 c5" "rf = 9" --axes w`."""
        case = self.wrongly.case
        habits = "" if case.convention == "pytorch" else f" --convention {case.convention}"
        return f'symrf check "{case.network}" "{self.wrongly.claim}" --axes {",".join(case.axes)}{habits}'

    def place(self, slip: Slip) -> int:
        """How many reasons are told before the slip; more than ever are told, where it is not."""
        return next((place for place, each in enumerate(self.reasons) if each.name == slip.name), TRIED)

    @property
    def data(self) -> dict[str, Any]:
        """It as plain data."""
        case = self.wrongly.case
        return {
            "network": case.network,
            "claim": self.wrongly.claim,
            "axes": list(case.axes),
            "convention": case.convention,
            "command": self.command,
            "reasons": [{"name": each.name, "sentence": each.sentence} for each in self.reasons],
        }


@dataclass(frozen=True)
class SlipTopic:
    """A slip: the rows of the table that have its name, each in other quantities."""

    rows: tuple[Slip, ...]

    @property
    def word(self) -> str:
        """Its name."""
        return self.rows[0].name

    @property
    def quantities(self) -> tuple[str, ...]:
        """Those in which it is made, in the order of their table."""
        of = frozenset().union(*(row.of for row in self.rows))
        return tuple(name for name in QUANTITIES if name in of or name.partition(".")[0] in of)

    @property
    def sentence(self) -> str:
        """What it is, of any number and any layer."""
        return general(self.rows[0], self.quantities[0] if len(self.quantities) == 1 else None)

    @property
    def law(self) -> str:
        """The law that is written wrongly, if it is one."""
        return self.rows[0].law

    @property
    def right(self) -> str:
        """The law that should stand there."""
        if not self.law:
            return ""
        if self.quantities == ("size",) and SPREAD in self.word:
            return RIGHT_SPREAD
        right = RIGHT[self.quantities[0]]
        return RIGHT_UP if self.law == right else right

    @cached_property
    def examples(self) -> tuple[SlipExample, ...]:
        """One for each of its rows."""
        return tuple(map(example, self.rows))

    @property
    def data(self) -> dict[str, Any]:
        """It as plain data."""
        return {
            "slip": self.word,
            "sentence": self.sentence,
            "quantities": list(self.quantities),
            "wrong": self.law or None,
            "right": self.right or None,
            "examples": [each.data for each in self.examples],
        }


@dataclass(frozen=True)
class SlipsTopic:
    """All slips."""

    word: str = "slips"

    @property
    def slips(self) -> tuple[SlipTopic, ...]:
        """Each of them, in the order of their table."""
        return tuple(dict.fromkeys(slips_by_name().values()))

    @property
    def data(self) -> dict[str, Any]:
        """It as plain data."""
        return {"slips": [{"slip": each.word, "quantities": list(each.quantities)} for each in self.slips]}


@cache
def slips_by_name() -> Mapping[str, SlipTopic]:
    """Slips by their names."""
    rows: dict[str, list[Slip]] = {}
    for slip in SLIPS:
        rows.setdefault(slip.name, []).append(slip)
    return {name: SlipTopic(tuple(found)) for name, found in rows.items()}


@cache
def example(slip: Slip) -> SlipExample:
    """The plainest example whose first reason is the slip; where others are likelier in each, it stands highest."""
    found: list[SlipExample] = []
    for wrongly in examples(slip):
        case = wrongly.case
        report = check(parse(case.network), [wrongly.claim], case.axes, case.convention)
        if report[0].status == "refuted":
            found.append(SlipExample(wrongly, report.why[0]))
        if len(found) == TRIED or (found and found[-1].place(slip) == 0):
            break
    return min(found, key=lambda each: each.place(slip))
