"""The pictures of a document alone, as SVG or as TikZ."""

from __future__ import annotations

from symrf.answers.documents.document import Document, Picture
from symrf.front.rendering.latex import whole
from symrf.front.rendering.svg import SVG_FILE
from symrf.front.rendering.tikz import TIKZ

__all__ = ["as_svg", "as_tikz", "whole"]


def as_svg(document: Document) -> str:
    """Each picture as an SVG file, which is light on a dark page by itself."""
    return "\n".join(SVG_FILE(block.drawing) for block in document.blocks if isinstance(block, Picture))


def as_tikz(document: Document) -> str:
    """Each picture as a tikzpicture."""
    return "\n".join(TIKZ(block.drawing) for block in document.blocks if isinstance(block, Picture))
