"""How results are shown: those who lay them out stand above, and are asked here.

A derivation, a report and a solution are values; how a document about them looks is known to `symrf.front`, which
registers itself when symrf is imported. No other call runs up the floors.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from symrf.formulas.forms import FORMS, FormName
from symrf.networks.arguments import chosen, names, positive, renamed, wordings

__all__ = ["Display", "Layout", "Selection", "layout", "one_line", "register", "written_as"]

_LONGEST = 60  # characters of what a line tells of a result, and of the network that it is about


@dataclass(frozen=True)
class Selection:
    """What a document is to hold, and how: the form of sizes, the columns of the table of layers, and how deep it goes.

    `at` are the inputs whose numbers stand beside the formulas, one mapping for each. A table has one row for what is
    at `depth`, such as a group at 1; None lets it fold as it is long.

    With `arrows` the network is shown as the road of the data, I → F_1 → M, and not as a composition, M ∘ F_1 ∘ I. One
    that was `shown` already is only named. With `notation` layers are shown as `c3s1`, and else in words alone; with
    `pages` the steps to each layer have one of their own. Where axes are `alike` the first answer tells of the first,
    and else of all of them as a pair. Symbols are `written` under these names afterwards, which no letter takes.
    """

    contents: tuple[str, ...]
    form: FormName = "hand"
    at: tuple[Mapping[str, int], ...] = ()
    columns: tuple[str, ...] = ()
    depth: int | None = None
    arrows: bool = False
    shown: bool = False
    notation: bool = True
    pages: bool = False
    alike: bool = True
    written: frozenset[str] = frozenset()

    @classmethod
    def of(
        cls,
        contents: str | Sequence[str],
        form: FormName,
        at: tuple[Mapping[str, int], ...],
        columns: str | Sequence[str],
        depth: int | None,
        arrows: bool,
        notation: bool,
    ) -> Selection:
        """What is selected in Python; an InputError says what may be.

        >>> Selection.of("prose,table", "hand", (), "", None, False, False).contents
        ('prose', 'table')
        """
        pieces = names(contents, "contents", "'prose,table'")
        shown = names(columns, "columns", "'size,field'")
        deep = None if depth is None else positive("depth", depth)
        return cls(pieces, chosen(form, "form", FORMS), at, shown, deep, arrows, notation=notation)


class Layout(Protocol):
    """What lays results out."""

    def text(
        self, result: Display, selection: Selection | None, target: str, write_as: Mapping[str, str], standalone: bool
    ) -> str:
        """The document about a result, for a target; its usual contents where none are selected."""

    def mimebundle(self, result: Display) -> dict[str, str]:
        """A result in the formats of which a notebook shows the richest that it can."""

    def words(self, result: Display) -> str:
        """The heart of a result in words, such as the condition of a verdict."""


class Display:
    """A result that can be shown: as a document for a target, and in a notebook."""

    budget: float | None = None  # seconds that showing it may take

    def document(
        self,
        target: str = "text",
        *,
        write_as: Mapping[str, str] | None = None,
        standalone: bool = False,
        symbols: Mapping[str, str] | None = None,
    ) -> str:
        """The document about it for a target, such as `github` or `paper`, as `--for` prints it.

        `write_as` says how symbols are written, such as `{"w": "W_{in}"}`. An InputError lists the targets.
        """
        return layout().text(self, None, target, written_as(write_as, symbols), standalone)

    def _repr_mimebundle_(self, **_selected: object) -> dict[str, str]:
        """What a notebook shows."""
        return layout().mimebundle(self)


_registered: list[Callable[[], Layout]] = []


def register(load: Callable[[], Layout]) -> None:
    """What lays results out from now on: it is loaded when it is first asked."""
    _registered[:] = [load]


def layout() -> Layout:
    """What was registered last."""
    return _registered[-1]()


def written_as(write_as: Mapping[str, str] | None, symbols: Mapping[str, str] | None) -> dict[str, str]:
    """How symbols are written; `symbols` is what that was called once."""
    return wordings(renamed(write_as, symbols, "write_as", 4), "{'w': 'W_{in}'}")


def one_line(kind: str, about: str, *told: str) -> str:
    """A result in a line, as Python shows it; what is long is cut.

    >>> one_line("Derivation", "c3 " * 100, "size w-200")
    '<Derivation c3 c3 c3 c3 c3 c3 c3 c3 c3 c3 c3 c3 c3 c3 c3 c3 c3 c3 c3 c3…: size w-200>'
    """
    facts = ", ".join(map(_cut, told))
    return f"<{kind} {_cut(about)}{': ' if facts else ''}{facts}>"


def _cut(text: str) -> str:
    text = " ".join(text[: 4 * _LONGEST].split())
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST].rstrip()}…"
