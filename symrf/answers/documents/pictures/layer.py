"""The picture of one layer: its row of the pyramid, what one output and its neighbour read of what it receives."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from symrf.answers.documents.document import Picture
from symrf.errors import SymrfError
from symrf.networks.derivation import derive
from symrf.networks.notation.architecture import Layer
from symrf.networks.notation.kinds import Kind
from symrf.networks.notation.reader import parse

if TYPE_CHECKING:
    from symrf.answers.documents.drawing import Drawing
    from symrf.networks.derivation import Derivation
    from symrf.networks.links import Link

__all__ = ["layer_picture"]


def layer_picture(derivation: Derivation, link: Link) -> Iterator[Picture]:
    """The picture of a layer that reads windows of numbers; none of one that is told by itself."""
    if isinstance(link.item, Layer) and link.item.kind is not Kind.PASS and not link.item.kind.flat:
        drawing = _drawn(link.item.text, derivation.axes, derivation.convention)
        if drawing is not None:
            yield Picture(drawing)


@lru_cache(maxsize=256)
def _drawn(layer: str, axes: tuple[str, ...], convention: str) -> Drawing | None:
    from symrf.answers.documents.pictures.pyramid import pyramid

    try:
        return pyramid(derive(parse(layer), axes, convention))
    except SymrfError:
        return None
