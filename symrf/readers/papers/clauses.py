"""A text as clauses, each of which is about one layer; and blocks in brackets, as in the tables of ResNet."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from symrf.readers.graph import Span
from symrf.readers.papers.forms import kinds

__all__ = ["Block", "Part", "parts"]

LABEL = re.compile(
    r"\s*((?:conv|pool|fc|norm|layer|block|stage|ip|conv layer)_?\s?\d{1,2}(?:[_.]\w{1,3})?|[CSFPN]\d{1,2}|h\d|"
    r"(?:conv2d|convolution|max-?pool|avg-?pool)_?\d{1,2})\b"
    r"(?!\s*[-x×@(])\s*[:.)|=]?\s*",
    re.I,
)
_BLOCK = re.compile(r"\[([^\[\]]{0,40}\d\s{0,3}[x×][^\[\]]{0,40},[^\[\]]{0,400})\]\s*[x×*]\s*(\d{1,4})")
_BREAK = re.compile(
    r"\n|;|(?:→|->)(?!\s*\d+\s*(?:logits|units|outputs|classes|neurons|features)\b)|=>|"
    r"(?<!^\d)\.\s+(?-i:(?=[A-Z]))(?!outputs?\s*[=:])|\.\s*$|\bfollowed by\b|\band then\b|,\s+then\b|"
    r"(?<=\w)\s[-–—]\s(?=\w)|(?<=\w)/(?=[A-Za-z])|\s\+\s",
    re.I | re.M,
)
_COMMA = re.compile(r",|\band\b|\t|\s{3,}")
_HEAD = re.compile(rf"[\s|]*(?:{LABEL.pattern})?[\s|]*(?:(\d{{1,4}})\s*[x×]\s*(\d{{1,4}}))?[\s|:]*", re.I)
_COLUMN = re.compile(r"conv\d\s*-\s*\d", re.I)
_STRONG = re.compile(
    r"conv|pool|fully|\bfc|dense|soft-?\s?max|dropout|hidden units|neurons|global|averag|norm|sampl", re.I
)


@dataclass(frozen=True)
class Part:
    """A clause, where it begins, and the name of the layer that stands before it."""

    text: str
    start: int
    label: str = ""

    @property
    def span(self) -> Span:
        """Where it stands."""
        return self.start, self.start + max(len(self.text.rstrip()), 1)


@dataclass(frozen=True)
class Block:
    """The layers in brackets, so many times, and the size that the line says they come to."""

    rows: tuple[Part, ...]
    times: int
    size: tuple[int, ...]
    span: Span


def parts(text: str, start: int, stop: int) -> Iterator[Part | Block]:
    """The clauses and the blocks of a text, in order."""
    at = start
    for block in _BLOCK.finditer(text, start, stop):
        before = text[at : block.start()]
        line = before.rpartition("\n")[2]
        yield from _clauses(before[: len(before) - len(line)], at)
        head = _HEAD.fullmatch(line)
        if head is None:
            yield from _clauses(line, block.start() - len(line))
        yield _block(block, tuple(int(each) for each in head.groups()[-2:] if each) if head else ())
        at = block.end()
    yield from _clauses(text[at:stop], at)


def _block(block: re.Match[str], size: tuple[int, ...]) -> Block:
    rows = []
    for row in re.finditer(r"[^;\n\\]+", block[1]):
        if row[0].strip():
            rows.append(Part(row[0], block.start(1) + row.start()))
    return Block(tuple(rows), int(block[2]), size, block.span())


def _clauses(text: str, start: int) -> Iterator[Part]:
    at = 0
    for match in [*_BREAK.finditer(text), None]:
        stop = len(text) if match is None else match.start()
        if text[at:stop].strip():
            yield from _sub_clauses(text[at:stop], start + at)
        at = len(text) if match is None else match.end()


def _sub_clauses(text: str, start: int) -> Iterator[Part]:
    """The parts of a clause, of which each names a layer of its own."""
    if _COLUMN.search(text):
        cuts = [match.start() for match in re.finditer(r"(?<=\s)(?=\S)", text) if text[match.start()] not in "[(*="]
        words = [(text[a:b], start + a) for a, b in zip([0, *cuts], [*cuts, len(text)], strict=True)]
        if all(kinds(word) or not re.search(r"\d", word) for word, _ in words):
            yield from (_labelled(word, at) for word, at in words if word.strip())
            return
    pieces: list[tuple[str, int]] = []
    at = 0
    for match in [*_COMMA.finditer(text), None]:
        stop = len(text) if match is None else match.start()
        piece = text[at:stop]
        own = bool(pieces) and _STRONG.search(_unlabelled(piece)) and _STRONG.search(_unlabelled(pieces[-1][0]))
        if not pieces or own:
            pieces.append((piece, at))
        else:
            begun = pieces[-1][1]
            pieces[-1] = (text[begun:stop], begun)
        at = len(text) if match is None else match.end()
    yield from (_labelled(piece, start + begun) for piece, begun in pieces if piece.strip())


def _unlabelled(text: str) -> str:
    label = LABEL.match(text)
    return text[label.end() :] if label and text[label.end() :].strip() else text


def _labelled(text: str, start: int) -> Part:
    """A clause without the name of its layer."""
    label = LABEL.match(text)
    if label is None or not text[label.end() :].strip():
        return Part(text, start)
    return Part(text[label.end() :], start + label.end(), label[1].replace(" ", ""))
