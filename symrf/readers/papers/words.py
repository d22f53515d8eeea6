"""The words of Cireşan's notation, and the brackets and repeats of a line of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from symrf.formulas import limits
from symrf.networks.notation.kinds import WORDS
from symrf.readers.graph import Span
from symrf.readers.papers import _english
from symrf.readers.pasted import Pasted

__all__ = ["KEEPING", "POOLS", "Bracket", "Word", "line_of", "unrolled", "words_of"]

_SIGN = re.compile(
    r"(?P<gap>[\s,;]+|->|→|=>|[-–—−]+>?)"
    r"|(?P<open>(?:(?P<before>\d{1,5})\s*[x×*]\s*)?[(\[{](?:\s*(?P<inside>\d{1,5})\s*[x×*](?!\d+[\s\])}x×-]))?)"
    r"|(?P<close>[)\]}](?:\s*[x×*]\s*(?P<after>\d{1,5}))?)"
    r"|(?P<word>(?:\d{1,5}\s*[x×*]\s*(?=\d+[A-WYZa-wyz]))?[A-Za-z0-9.%]+(?:[x×]\d+)*)"
)
_TIMES = re.compile(r"(\d{1,5})\s*[x×*]\s*(?=\d+[A-WYZa-wyz])")
_N = r"(\d{1,9})"
POOLS = {"p": "max", "mp": "max", "max": "max", "pool": "max", "maxpool": "max", "ap": "average", "avg": "average"}
POOLS |= {"avgpool": "average", "s": "sub"}
_POOL_WORD = "|".join(sorted(POOLS, key=len, reverse=True))
KEEPING = {"dropout": "drop", "do": "drop", "dp": "drop", "softmax": "softmax", "sm": "softmax", "leakyrelu": "lrelu"}
_ENDS = {"input", "rgb", "in", "output", "out", "image", "logits", "classification"}

_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern, re.I))
    for name, pattern in (
        ("size", rf"{_N}[x×]{_N}(?:[x×]{_N})?"),
        ("conv", rf"{_N}(?:c|conv){_N}(?:[x×]{_N})?(?:s{_N})?(?:p{_N})?"),
        ("pair", rf"{_N}FC{_N}"),
        ("pool", rf"({_POOL_WORD}){_N}(?:[x×]{_N})?(?:s{_N})?"),
        ("pool_after", rf"{_N}({_POOL_WORD})"),
        ("softmax", rf"{_N}(?:SM|softmax)|(?:SM|softmax){_N}"),
        ("dense", rf"{_N}(?:N|FC|F|D|O|SVM|L2SVM|HL)|(?:FC|D|F|dense){_N}"),
        ("number", _N),
        ("dropout", r"(?:D|DO|DP|dropout)(?:0?\.\d+|\d+%)"),
        ("whole", r"(GAP|GMP)"),
        ("flatten", r"(flatten)"),
        ("classes", r"FC|linear"),
        ("lone", rf"(?:c|conv){_N}"),
        ("ends", "|".join(_ENDS)),
        ("keeps", "|".join([*KEEPING, *WORDS])),
    )
)


@dataclass(frozen=True)
class Word:
    """A word of the line: which pattern it is, and its groups."""

    name: str
    groups: tuple[str | None, ...]
    span: Span
    text: str

    def number(self, place: int, default: int = 0) -> int:
        group = self.groups[place] if place < len(self.groups) else None
        return int(group) if group else default


@dataclass(frozen=True)
class Bracket:
    """Words in brackets, so many times."""

    words: tuple[Word | Bracket, ...]
    times: int


Line = tuple[Word | Bracket, ...]


def words_of(text: str, start: int, stop: int) -> Iterator[Word | str | None]:
    """The words, brackets as their text; none where there is something else."""
    at = start
    while at < stop:
        sign = _SIGN.match(text, at, stop)
        if sign is None:
            yield None
            return
        if sign["word"]:
            yield _word(sign["word"], sign.start())
        at = sign.end()


def _word(text: str, start: int) -> Word | None:
    times = _TIMES.match(text)
    plain = text[times.end() :] if times else text
    for name, pattern in _PATTERNS:
        match = pattern.fullmatch(plain)
        if match:
            return Word(name, match.groups(), (start, start + len(text)), plain)
    return None


def line_of(pasted: Pasted, start: int, stop: int) -> Line:
    """The words, those in brackets together."""
    stack: list[tuple[list[Word | Bracket], int, int]] = [([], 1, start)]
    at = start
    while at < stop:
        sign = _SIGN.match(pasted.clean, at, stop)
        if sign is None:
            break
        if sign["open"]:
            stack.append(([], int(sign["before"] or 1) * int(sign["inside"] or 1), at))
        elif sign["close"]:
            if len(stack) == 1:
                raise pasted.error(_english.CLOSED_TWICE, at, sign.end())
            words, times, _ = stack.pop()
            stack[-1][0].append(Bracket(tuple(words), times * int(sign["after"] or 1)))
        elif sign["word"] and (word := _word(sign["word"], at)) is not None:
            times_before = _TIMES.match(sign["word"])
            times = int(times_before[1]) if times_before else 1
            stack[-1][0].append(Bracket((word,), times) if times != 1 else word)
        at = sign.end()
    if len(stack) > 1:
        raise pasted.error(_english.NOT_CLOSED, stack[-1][2])
    return tuple(stack[0][0])


def unrolled(pasted: Pasted, line: Line) -> list[Word]:
    """The words one by one, with their repeats."""
    found: list[Word] = []
    for each in line:
        if isinstance(each, Word):
            found.append(each)
            continue
        inner = unrolled(pasted, each.words)
        if each.times < 1:
            raise pasted.error(_english.NO_REPEAT, *(inner[0].span if inner else (0, 1)))
        if len(inner) * each.times + len(found) > limits.LINE_LAYERS:
            raise pasted.error(_english.TOO_MANY, *inner[0].span)
        found += inner * each.times
    return found
