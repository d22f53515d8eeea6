"""What a document asks of a network: the options of the command line, wherever they are written."""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, TypeVar

import symrf
from symrf.axes import check_axes
from symrf.derivation import ORIGINS
from symrf.errors import InputError
from symrf.quantities import FORMS, FormName

if TYPE_CHECKING:
    from symrf.derivation import Derivation
    from symrf.document import Document
    from symrf.verdicts import Report

__all__ = [
    "DEFAULTS",
    "FLAGS",
    "VALUED",
    "Inquiry",
    "has_claims",
    "inquiry",
    "inquiry_of_words",
    "named_symbols",
    "sizes",
]

FLAGS = ("steps", "reach", "costs")
VALUED = ("axes", "at", "form", "convention", "origin", "where", "symbols")
_Choice = TypeVar("_Choice")
_SIZE = re.compile(r"\s*([A-Za-z_0-9]+)\s*=\s*([0-9]{1,100})\s*")
_ORIGINS = {f"{origin:g}": float(origin) for origin in ORIGINS}


@dataclass(frozen=True)
class Inquiry:
    """How a network is read, and what is said of it."""

    axes: tuple[str, ...] = ("w", "h")
    convention: str = "pytorch"
    where: tuple[str, ...] = ()
    symbols: tuple[tuple[str, str], ...] = ()
    at: str | None = None
    form: FormName = "hand"
    origin: float = 0
    steps: bool = False
    reach: bool = False
    costs: bool = False

    def derive(self, network: str) -> Derivation:
        """The network, derived."""
        return symrf.derive(network, self.axes, self.convention, self.origin, self.where)

    def check(self, text: str) -> Report:
        """The verdicts on a text of definitions and claims."""
        return symrf.check_file(text, self.axes, self.convention, dict(self.symbols), self.where)

    def sizes(self, derivation: Derivation) -> dict[str, int] | None:
        """The sizes and symbols that are given numbers."""
        return sizes(self.at, (*derivation.axes, *sorted(derivation.parameters.names)))

    def explain(self, derivation: Derivation) -> Document:
        """What is said of a derivation."""
        from symrf.english.contents import explain

        return explain(derivation, self.form, self.sizes(derivation), self.steps, self.reach, self.costs)


DEFAULTS = Inquiry()


def has_claims(text: str) -> bool:
    """Whether a text of lines has a claim among them, and is no network alone."""
    from symrf.claims import statements

    return any(statement.claim for statement in statements(text))


def inquiry(options: Mapping[str, str], given: Inquiry = DEFAULTS) -> Inquiry:
    """The inquiry of options by name, and else as given; an InputError names what is no option, or no value of one.

    >>> inquiry({"axes": "t", "where": "k odd; k >= 3"}).where
    ('k odd', 'k >= 3')
    """
    for name, value in options.items():
        if name not in (*FLAGS, *VALUED):
            raise InputError(f"there is no option {name}: there are {', '.join((*FLAGS, *VALUED))}")
        if name in FLAGS and value.strip():
            raise InputError(f"{name} takes no value, and is given {value.strip()!r}")
        if name in VALUED and not value.strip():
            raise InputError(f"{name} needs a value")
    put: dict[str, Any] = {name: True for name in FLAGS if name in options}
    axes = given.axes
    for name in VALUED:
        if name not in options:
            continue
        value = options[name].strip()
        match name:
            case "axes":
                axes = put[name] = tuple(axis.strip() for axis in value.split(","))
                check_axes(axes)
            case "where":
                put[name] = tuple(each.strip() for each in value.split(";") if each.strip())
            case "symbols":
                put[name] = tuple(named_symbols(value, axes).items())
            case "form":
                put[name] = _chosen(name, value, {form: form for form in FORMS})
            case "origin":
                put[name] = _chosen(name, value, _ORIGINS)
            case _:
                put[name] = value
    return replace(given, **put)


def inquiry_of_words(line: str, given: Inquiry = DEFAULTS) -> Inquiry:
    """The inquiry of a line such as `--axes t --where "k odd" "k >= 3" --steps`, and else as given.

    >>> inquiry_of_words("--axes t --steps").axes
    ('t',)
    """
    try:
        words = shlex.split(line)
    except ValueError:
        raise InputError("a quotation mark is never closed", line, (0, len(line))) from None
    options: dict[str, list[str]] = {}
    last: list[str] | None = None
    for word in words:
        if word.startswith("--"):
            name, equals, value = word[2:].partition("=")
            last = options.setdefault(name, [])
            last += [value] if equals else []
        elif last is None:
            start = max(line.find(word), 0)
            raise InputError("options start with --, such as --axes t", line, (start, start + len(word)))
        else:
            last.append(word)
    for name, values in options.items():
        if len(values) > 1 and name in VALUED and name != "where":
            raise InputError(f"{name} takes one value, and is given {' and '.join(values)}")
    return inquiry({name: "; ".join(values) for name, values in options.items()}, given)


def sizes(text: str | None, names: tuple[str, ...]) -> dict[str, int] | None:
    """The sizes of `w=64,h=64`."""
    if text is None:
        return None
    found: dict[str, int] = {}
    start = 0
    for part in text.split(","):
        size = _SIZE.fullmatch(part)
        if not size:
            raise InputError("--at takes sizes such as w=64,h=64", text, (start, start + max(1, len(part))))
        axis, value = size.groups()
        place = (start + size.start(1), start + size.end(1))
        if axis not in names:
            raise InputError(f"there is no axis {axis}: the input has {', '.join(names)}", text, place)
        if axis in found:
            raise InputError(f"{axis} is given twice", text, place)
        found[axis] = int(value)
        start += len(part) + 1
    return found


def named_symbols(text: str | None, axes: Sequence[str]) -> dict[str, str]:
    """The symbols of `W=w,H=h`."""
    named = {}
    for part in text.split(",") if text else ():
        symbol, equals, axis = (piece.strip() for piece in part.partition("="))
        if not equals or axis not in axes:
            raise InputError(f"--symbols takes symbols of the axes {', '.join(axes)}, such as W={axes[0]}")
        named[symbol] = axis
    return named


def _chosen(name: str, value: str, choices: Mapping[str, _Choice]) -> _Choice:
    if value not in choices:
        raise InputError(f"{name} is one of {', '.join(choices)}, not {value!r}")
    return choices[value]
