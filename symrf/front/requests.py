"""What is asked of a network, wherever it is written: how it is read, what is said of it, and where that goes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import symrf
from symrf.errors import InputError
from symrf.formulas.forms import FormName
from symrf.front import _english
from symrf.front.rendering.publication import captioned, format_of, renamed, renaming
from symrf.front.rendering.targets import PICTURES, TARGETS
from symrf.networks.derivation import Derivation
from symrf.networks.display import Selection

if TYPE_CHECKING:
    from symrf.answers.documents.document import Document
    from symrf.answers.solutions import Solution
    from symrf.answers.topics import About
    from symrf.answers.verdicts import Report
    from symrf.networks.comparison import Comparison
    from symrf.networks.display import Display
    from symrf.networks.notation.architecture import Architecture
    from symrf.readers.paste import Paste

__all__ = ["DEFAULTS", "Request", "has_claims", "sizes"]

_SIZE = r"\s*([A-Za-z_0-9]+)\s*=\s*([0-9]{1,100})\s*"
_BARE = r"\s*[0-9]{1,100}\s*"
_ASKED = ("steps", "reach", "costs")  # contents that are options, too


@dataclass(frozen=True)
class Request:
    """What is asked of a network; every field is an option, but for `notes`, which tell of names that are now others,
    and `chosen`, which are the options that somebody chose where a text may have its own.

    >>> Request(axes=("t",)).derive("c3 c3").latex()
    't-4'
    """

    axes: tuple[str, ...] = ("w", "h")
    convention: str = "pytorch"
    where: tuple[str, ...] = ()
    origin: float = 0
    meaning: tuple[tuple[str, str], ...] = ()
    unknown: str | None = None
    at: tuple[str, ...] = ()  # texts, one for each input, as it is read only where it is known which names there are
    form: FormName = "hand"
    contents: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    depth: int | None = None
    arrows: bool = False
    notation: bool = False
    steps: bool = False
    reach: bool = False
    costs: bool = False
    write_as: tuple[str, ...] = ()
    target: str | None = None
    standalone: bool = False
    color: str = "auto"
    output: str | None = None
    width: float | None = None  # points of a line
    caption: str | None = None
    label: str | None = None
    budget: float | None = None
    strict: bool = False
    quiet: bool = False
    why: bool = True
    rate: str | None = None
    pixel: str | None = None
    certificate: str | None = None  # the name of a file
    sty: bool = False
    port: int | None = None  # at which the page is served
    open: bool = False  # in a browser
    written: str | None = None  # the form of a network, for another program
    kind: str | None = None  # of what is read
    network: str | None = None  # of those that are read
    assume: tuple[str, ...] = ()
    page: str | None = None  # the address of the page in the browser
    chosen: frozenset[str] = field(default=frozenset(), compare=False)
    notes: tuple[str, ...] = field(default=(), compare=False)

    def under(self, paste: Paste) -> Request:
        """It, on the axes and under the convention of what was read, where none are chosen."""
        axes = self.axes if "axes" in self.chosen else paste.axes
        return replace(self, axes=axes, convention=self.convention if "convention" in self.chosen else paste.convention)

    def derive(self, network: str | Architecture | Paste) -> Derivation:
        """The network, derived."""
        return symrf.derive(network, self.axes, self.convention, self.origin, self.where, budget=self.budget)

    def compare(self, networks: Sequence[str | Architecture | Paste]) -> Comparison:
        """The networks, side by side."""
        return symrf.compare(networks, self.axes, self.convention, self.origin, self.where, budget=self.budget)

    def check(self, network: str | Architecture | Paste, claims: Sequence[str]) -> Report:
        """The verdicts on claims about a network."""
        parsed, at = self._given(network)
        report = symrf.check(
            *(parsed, claims, self.axes, self.convention, dict(self.meaning), self.where),
            budget=self.budget,
            at=at,
            origin=self.origin,
            rate=self.rate,
            pixel=self.pixel,
        )
        return self.reported(report)

    def check_file(self, text: str) -> Report:
        """The verdicts on a text of definitions and claims."""
        report = symrf.check_file(
            *(text, self.axes, self.convention, dict(self.meaning), self.where),
            budget=self.budget,
            at=self.given,
            origin=self.origin,
            rate=self.rate,
            pixel=self.pixel,
        )
        return self.reported(report)

    def reported(self, report: Report) -> Report:
        """A report, which is asked why claims are wrong if that is wanted."""
        return report if self.why else replace(report, diagnosed=False)

    @property
    def given(self) -> dict[str, int] | None:
        """The sizes and symbols that are given numbers, of networks that are not known yet."""
        return sizes(self._one, self.axes, None)

    @property
    def _one(self) -> str | None:
        """The text of the one input, where no more than one can be given; an InputError where there are more."""
        if len(self.at) > 1:
            raise InputError(_english.takes_one_value("--at", self.at))
        return self.at[0] if self.at else None

    def _given(self, network: str | Architecture | Paste) -> tuple[Architecture, dict[str, int] | None]:
        """A network, with the sizes and the values of its symbols that are given."""
        from symrf.networks.notation.parameters import parameters
        from symrf.readers.sources import source

        parsed = source(network, self.where, self.axes, self.convention).architecture
        return parsed, sizes(self._one, self.axes, parameters(parsed).names)

    def write(self, network: str | Architecture | Paste) -> str | bytes:
        """The network in a form for another program; an InputError lists them where none is asked for."""
        from symrf.writers.table import WRITERS, form_of

        form = self.written or form_of(self.output or "")
        if form is None:
            raise InputError(_english.no_form_asked_for(WRITERS))
        parsed, at = self._given(network)
        return symrf.write(parsed, form, self.axes, self.convention, self.where, at=at)

    def solve(self, network: str | Architecture | Paste, conditions: Sequence[str]) -> Solution:
        """For which inputs, or which values of a parameter, conditions hold."""
        parsed, at = self._given(network)
        meaning, axes = dict(self.meaning), self.axes
        return symrf.solve(
            parsed, conditions, self.unknown, at, axes, self.convention, meaning, self.where, budget=self.budget
        )

    def answer(self, text: str) -> Derivation | Report:
        """What a text of lines asks: the verdicts on its claims, or where it has none, the network derived."""
        return self.check_file(text) if has_claims(text) else self.derive(text)

    def sizes(self, *derivations: Derivation) -> tuple[dict[str, int], ...]:
        """The sizes and symbols that are given numbers, for each input that is given."""
        named = sorted({name for derivation in derivations for name in derivation.parameters.names})
        found = [sizes(text, self.axes, named) or {} for text in self.at]
        return tuple(each for place, each in enumerate(found) if each not in found[:place])  # 64 may be w=64,h=64

    def one(self, derivation: Derivation) -> dict[str, int] | None:
        """The sizes and symbols that are given numbers, where no more than one input can be given."""
        return sizes(self._one, self.axes, sorted(derivation.parameters.names))

    @property
    def told(self) -> bool:
        """Whether more is asked for than a formula: pieces of a document."""
        return self.steps or self.reach or self.costs or bool(self.contents)

    @property
    def format(self) -> str:
        """The target, or json: what is asked for, or else what the name of the file says."""
        return self.target or format_of(self.output)

    def _contents(self, compared: bool) -> tuple[str, ...]:
        """The pieces that are asked for by name, and by options of their own."""
        from symrf.answers.documents.english.contents import USUAL, USUAL_COMPARED

        asked = tuple(name for name in _ASKED if getattr(self, name))
        left_out = {*_ASKED, *(() if self.arrows else ("results",))} - {*asked}
        usual = USUAL_COMPARED if compared else tuple(name for name in USUAL if name not in left_out)
        chosen = self.contents or (("pyramid",) if self.target in PICTURES else usual)
        return (*chosen, *(name for name in asked if name not in chosen))

    def selection(self, *derivations: Derivation, compared: bool = False) -> Selection:
        """What a document about networks holds; one of several that are compared has their steps."""
        at = self.sizes(*derivations)
        contents = self._contents(compared)
        asked = Selection(contents, self.form, at, self.columns, self.depth, self.arrows, notation=self.notation)
        asked = replace(asked, written=frozenset(symbol.name for symbol in renaming(self.write_as).values()))
        return TARGETS[self.format].selected(asked) if self.format in TARGETS else asked

    def check_effects(self, compared: bool = False) -> None:
        """Refuse an option that changes nothing of what is asked for; an InputError says what it is for."""
        from symrf.answers.documents.english.contents import CONTENTS

        target = self.format
        if target == "json":
            unused = [name for name in ("contents", "columns", "depth", "arrows", "notation") if getattr(self, name)]
        else:
            unused = ["standalone"] if self.standalone and TARGETS[target].whole is None else []
        if unused:
            raise InputError(_english.without_effect(unused[0], target))
        chosen = [CONTENTS[name] for name in self._contents(compared) if name in CONTENTS]
        for option in dict.fromkeys(option for each in CONTENTS.values() for option in each.takes):
            if getattr(self, option) and not any(option in each.takes for each in chosen):
                takes = [name for name, each in CONTENTS.items() if option in each.takes]
                raise InputError(_english.without_content(option, takes))

    def document(self, result: Display) -> Document:
        """What is said of a result, its symbols written as they are asked for."""
        from symrf.front.display import document

        about = _derivations(result)
        selection = self.selection(*about, compared=not isinstance(result, Derivation)) if about else None
        return captioned(renamed(document(result, selection), self.write_as), self.caption, self.label)

    def data(self, result: Derivation | Comparison | Report | Solution | About) -> dict[str, object]:
        """A result as plain data."""
        from symrf.networks.comparison import Comparison

        match result:
            case Derivation():
                return result.to_dict(self.sizes(result) or None, self.reach, self.costs)
            case Comparison(derivations):
                return result.to_dict(self.sizes(*derivations) or None, self.reach, self.costs)
        return result.to_dict()


DEFAULTS = Request()


def _derivations(result: Display) -> tuple[Derivation, ...]:
    """The derivations that a result is made of; none where it answers claims or conditions."""
    if isinstance(result, Derivation):
        return (result,)
    from symrf.networks.comparison import Comparison

    return result.derivations if isinstance(result, Comparison) else ()


def has_claims(text: str) -> bool:
    """Whether a text of lines has a claim among them, and is no network alone."""
    from symrf.answers.claims.reader import claims_lines

    return any(statement.claim for statement in claims_lines(text))


def sizes(text: str | None, axes: Sequence[str], symbols: Sequence[str] | None = ()) -> dict[str, int] | None:
    """The sizes of `w=64,h=65`, of a number for each axis, `64,65`, in the order of the axes, or of one for all, `64`.

    Beside the axes there are the `symbols`, or where those are None any.

    >>> sizes("k=3,h=5,w=64", ("w", "h"), ("k",)), sizes("64", ("w", "h"))
    ({'w': 64, 'h': 5, 'k': 3}, {'w': 64, 'h': 64})
    """
    if text is None:
        return None
    parts = text.split(",")
    if len(parts) in (1, len(axes)) and all(re.fullmatch(_BARE, part) for part in parts):
        return dict(zip(axes, map(int, parts if len(parts) > 1 else parts * len(axes)), strict=True))
    names = (*axes, *(symbols or ()))
    found: dict[str, int] = {}
    start = 0
    for part in parts:
        size = re.fullmatch(_SIZE, part)
        if not size:
            raise InputError(_english.AT_TAKES, text, (start, start + max(1, len(part))))
        axis, value = size.groups()
        place = (start + size.start(1), start + size.end(1))
        if axis not in names and symbols is not None:
            raise InputError(_english.no_axis(axis, names), text, place)
        if axis in found:
            raise InputError(_english.given_twice(axis), text, place)
        found[axis] = int(value)
        start += len(part) + 1
    return {name: found[name] for name in (*names, *found) if name in found}
