"""Documents as slides in LaTeX's beamer: a frame each heading, which goes on where it is full."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from symrf.answers.documents.document import Block, Document, Equations, Heading, Inline, Paragraph, Picture, Row
from symrf.front.rendering.latex import LatexRenderer, preamble

__all__ = ["SLIDES", "SlidesRenderer", "whole"]

_BREAK = "\\framebreak\n"  # before what TeX does not part well
_HIGH = 9.0  # lines of a display on a slide, below the words that belong to it
_BESIDE = 80.0  # points of a picture that stands above words
_PARTS = 12  # of a frame: TeX makes all of its slides of one box, whose height has a limit
_TITLE = 0.8  # of a line: a longer heading is said below a shorter title


class SlidesRenderer(LatexRenderer):
    """Frames of beamer, on which text is set in lines of `room` points."""

    def __call__(self, document: Document) -> str:
        """A frame for what stands before the first heading, and one for each heading."""
        blocks = document.blocks
        starts = [place for place, block in enumerate(blocks) if place and isinstance(block, Heading)]
        frames = [self.frame(blocks[start:end]) for start, end in pairwise((0, *starts, len(blocks)))]
        return "\n".join(frame for frame in frames if frame)

    def frame(self, blocks: Sequence[Block]) -> str:
        """A frame; a heading that is too long for a title is said in full below what it begins with."""
        title = ""
        match blocks:
            case [Heading(inlines), *rest] if self.extent(inlines) <= _TITLE * self.room:
                title, blocks = self.inlines(inlines), rest
            case [Heading(inlines), *rest]:
                title, blocks = self.inlines(inlines[:1]), (Paragraph(_after(inlines)), *rest)
        alone = all(isinstance(block, Picture) for block in blocks)
        parts = (self if alone else replace(self, height=_BESIDE)).parts(blocks)
        bodies = [
            "\n\n".join(parts[start : start + _PARTS]).removeprefix(_BREAK) for start in range(0, len(parts), _PARTS)
        ]
        return "\n".join(f"\\begin{{frame}}[allowframebreaks]{{{title}}}\n{body}\n\\end{{frame}}\n" for body in bodies)

    def parts(self, blocks: Sequence[Block]) -> list[str]:
        """The texts of blocks; words stay with the display that they belong to."""
        parts: list[str] = []
        for block in blocks:
            if isinstance(block, Equations):
                first, *others = map(self.block, self.portions(block))
                parts[-1:] = [f"{parts[-1]}\n{first}" if parts else first, *others]
            elif text := self.block(block):
                pieces = text.split("\n\n")  # a long table is many
                whole = ("\\[", "{tabular}")  # what TeX does not part
                parts += [
                    f"{_BREAK}{piece}" if parts and any(each in piece for each in whole) else piece for piece in pieces
                ]
        return parts

    def portions(self, equations: Equations) -> list[Equations]:
        """A display in portions that go on a slide each, as TeX does not part one there."""
        portions: list[list[Row]] = [[]]
        used = 0.0
        for row in equations.rows:
            high = sum(map(_height, self.block(Equations((row,))).split("\n")[1:-1]))
            if used + high > _HIGH and portions[-1]:
                portions.append([])
                used = 0.0
            portions[-1].append(row)
            used += high
        return [Equations(tuple(rows)) for rows in portions]


def _height(line: str) -> float:
    """About how high a line of a display is, in lines of text."""
    if "{cases}" in line:
        return 3.0
    return 2.2 if "\\frac" in line or "\\sum" in line else 1.3


def _after(inlines: Sequence[Inline]) -> tuple[Inline, ...]:
    """What a heading says after its first word, without the colon between."""
    _, *rest = inlines
    if rest and isinstance(rest[0], str):
        rest[0] = rest[0].removeprefix(": ")
    return tuple(inline for inline in rest if inline != "")


def whole(text: str) -> str:
    """A talk of its own, without ornaments, its frames numbered."""
    begin = (
        "\\documentclass{beamer}",
        preamble(text),
        "\\setbeamertemplate{navigation symbols}{}",
        "\\setbeamertemplate{footline}[frame number]",
        "\\setbeamertemplate{frametitle continuation}{}",
    )
    return "\n".join((*begin, "\\begin{document}", "", text, "\\end{document}", ""))


SLIDES = SlidesRenderer(room=260.0, most=7, height=180.0, breaking="parts", unit=1.095)
