"""What a web page says around a document."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["PAGE", "PageWords"]


@dataclass(frozen=True, slots=True)
class PageWords:
    """The words of a page, and the language that they and the document are in."""

    language: str
    title: str
    copy: str  # on a button beside a formula
    copied: str


PAGE = PageWords(language="en", title="symrf", copy="Copy TeX", copied="Copied")
