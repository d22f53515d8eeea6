"""Derivations side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from symrf.formulas.forms import FORMS, FormName
from symrf.networks.arguments import chosen, several
from symrf.networks.derivation import Derivation
from symrf.networks.display import Display, Selection, layout, one_line, written_as

__all__ = ["Comparison"]


@dataclass(frozen=True, repr=False)
class Comparison(Display):
    """Networks that are compared, in their order.

    >>> import symrf
    >>> [each["w"].receptive_field for each in symrf.compare(["c3s1 c3s1", "c3s1 p2s2 c3s1"])]
    [5, 8]
    """

    derivations: tuple[Derivation, ...]

    def __getitem__(self, place: int) -> Derivation:
        return self.derivations[place]

    def __len__(self) -> int:
        return len(self.derivations)

    def __iter__(self) -> Iterator[Derivation]:
        return iter(self.derivations)

    def __repr__(self) -> str:
        return one_line("Comparison", " and ".join(str(each.architecture) for each in self.derivations))

    def document(
        self,
        target: str = "text",
        at: Mapping[str, int] | Sequence[Mapping[str, int]] | None = None,
        *,
        form: FormName = "hand",
        write_as: Mapping[str, str] | None = None,
        standalone: bool = False,
        symbols: Mapping[str, str] | None = None,
    ) -> str:
        """The document about them for a target, as `symrf compare` prints it with --for.

        `at` are sizes put in, `write_as` says how symbols are written.
        """
        selection = Selection((), chosen(form, "form", FORMS), several(at))
        return layout().text(self, selection, target, written_as(write_as, symbols), standalone)

    def to_dict(self, at: Mapping[str, int] | Sequence[Mapping[str, int]] | None = None) -> dict[str, Any]:
        """The derivations as plain data, as `symrf compare --format json` prints them."""
        return {"schema": 1, "networks": [derivation.to_dict(at) for derivation in self.derivations]}
