"""Lines of the dialects that stand within talk: in a list, a comment, a sentence, a table."""

from __future__ import annotations

import re
from collections.abc import Iterator

from symrf.formulas import limits
from symrf.readers.papers import calls, ciresan, johnson, patterns, pix2pix
from symrf.readers.papers.lines import Dialect
from symrf.readers.pasted import Pasted

__all__ = ["embedded"]

_CODE = re.compile(
    r"^[ \t]*(?:(?:def|class) \w+.*:|import \w|from [\w.]+ import|return\b)|\bnn\.|\bself\b|\w\(\w+ ?= ?|\btf\.|"
    r"\bF\.\w|^[ \t]*[\w.]+ = ",
    re.M,
)
_DASH = r"(?:-{1,2}>|→|=>|[-–—−])"
_WORD = r"[\[({]{0,3}(?:\d{1,4}[x×*])?[A-Za-z0-9.%×]{1,20}[\])}]{0,3}(?:[x×*]\d{1,4})?"
_CIRESAN = re.compile(rf"(?<![\w.%-]){_WORD}(?:[ \t]*{_DASH}[ \t]*{_WORD}){{2,200}}")
_CONVOLUTION = re.compile(r"(?<![A-Za-z])\d{1,5}C\d{1,2}(?!\d)", re.I)
_JOHNSON_WORD = r"(?:c\d{1,3}s\d{1,3}-\d{1,5}|(?:\d{1,4} ?[x×*] ?)?[dRu]\d{1,5}(?: ?[x×*] ?\d{1,4})?)"
_JOHNSON = re.compile(rf"(?<![\w-]){_JOHNSON_WORD}(?:(?:\s*[,;]\s*|[ \t]+){_JOHNSON_WORD}){{2,200}}(?![\w-])")
_PATCH = r"CD?\d{1,5}(?: ?[-–—,] ?CD?\d{1,5}){1,40}"
_PIX2PIX = re.compile(
    rf"(?:(?:U-Net )?[Ee]ncoder ?: *{_PATCH}[\s.]*(?:U-Net )?[Dd]ecoder ?: *{_PATCH})|"
    r"(?<![\w-])CD?\d{2,5}(?: ?[-–—,] ?CD?\d{2,5}){2,40}(?![\w-])"
)
_CALL = r"[A-Za-z]{1,20}\([^()\n]{0,80}\)(?: ?[x×*] ?\d{1,4})?"
_CALLS = re.compile(rf"{_CALL}(?:\s*(?:{_DASH}|,)\s*(?:{_CALL}|[A-Za-z]{{2,20}}\b(?!\())){{2,200}}")
_NUMBERED = re.compile(r"\d\s*[x×*]\s*\d|\b(?:pad|strid|kernel|filter)", re.I)


def embedded(pasted: Pasted) -> tuple[tuple[Dialect, Pasted], ...]:
    """The lines that a dialect claims within other text that is no code, in order, each with its dialect."""
    text = pasted.clean
    if len(text) > limits.PROSE_CHARACTERS or _CODE.search(text):
        return ()
    for dialect, found in (
        (johnson, _matches(pasted, _JOHNSON)),
        (pix2pix, _matches(pasted, _PIX2PIX)),
        (ciresan, _ciresan(pasted)),
        (calls, _matches(pasted, _CALLS)),
        (patterns, _patterns(pasted)),
    ):
        claimed = tuple((dialect, each) for each in found if dialect.claims(each))
        if claimed:
            return claimed
    return ()


def _matches(pasted: Pasted, pattern: re.Pattern[str]) -> Iterator[Pasted]:
    return (pasted.part(*match.span()) for match in pattern.finditer(pasted.clean))


def _ciresan(pasted: Pasted) -> Iterator[Pasted]:
    """Runs of words with dashes between, without what stands before or after them and is none of the notation's."""
    for start, text in pasted.lines:
        if not _CONVOLUTION.search(text):
            continue
        for match in _CIRESAN.finditer(text):
            if _CONVOLUTION.search(match[0]):
                yield pasted.part(*_balanced(text, start, *match.span()))


def _balanced(text: str, start: int, first: int, last: int) -> tuple[int, int]:
    """A run without the bracket around it, one half of which stands before or after it."""
    found = text[first:last]
    if found.count(")") > found.count("(") and found.endswith(")"):
        last -= 1
    elif found.count("(") > found.count(")") and found.startswith("("):
        first += 1
    return start + first, start + last


def _patterns(pasted: Pasted) -> Iterator[Pasted]:
    """The one line that is a pattern, where no other text says numbers of its layers."""
    if _NUMBERED.search(pasted.clean):
        return
    found = [(start, start + len(line)) for start, line in pasted.lines if re.search(r"->|→|=>", line)]
    if len(found) == 1:
        yield pasted.part(*found[0])
