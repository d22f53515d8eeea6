"""What was meant by a text that is no claim: `rf is 4`, `size 28`, `what is rf`, `rf = 4, jump = 2`."""

from __future__ import annotations

import re

from symrf.answers import _english
from symrf.answers.claims.heads import head
from symrf.answers.claims.outlines import Outline
from symrf.errors import FormulaError

__all__ = ["check_one", "is_prose", "meant"]

_ASKED = re.compile(r"(?:what(?:'s|\s+is|\s+are)|how\s+\w+\s+(?:is|are))\s+(?:the\s+)?(.+)", re.IGNORECASE)
_ARTICLE = re.compile(r"(?:the|its?)\s+", re.IGNORECASE)
_STATED = re.compile(r"(?P<name>.+?)\s+(?:is|are|equals?|of)\s+(?P<value>\S.*)", re.IGNORECASE)
_RANGE = re.compile(
    r"(?P<name>.+?)\s+(?:is\s+)?in\s*(?P<open>[\[(])\s*(?P<low>[^,]+?)\s*,\s*(?P<high>[^,]+?)\s*(?P<close>[\])])"
)
_BESIDE = re.compile(r"(?P<name>.+?)\s+(?P<value>[\d.][\w.,×]*)")
_AFTER = re.compile(r"(?P<value>\d+(?:\s*[xX×]\s*\d+)*)\s*@\s*(?P<place>[A-Za-z]\w*)")
_NEXT = re.compile(r"\s*(?:,|;|\band\b)\s*(?P<rest>[^,;]+)$")
_ENGLISH = re.compile(
    r"\b(?:the|is|are|was|were|of|this|that|these|with|has|have|we|in|for|to|it|its|which|and|an|by|here)\b",
    re.IGNORECASE,
)


def meant(text: str) -> str | None:
    """The claim that a text without a sign such as = may have been meant for; None where there is none.

    >>> [meant(text) for text in ("rf is 4", "size 28", "what is rf", "rf in [3,5)", "7x7 @ pool5", "64 -> 29")]
    ['rf = 4', 'size = 28', 'rf = ?', '3 <= rf < 5', 'size@pool5 = 7x7', None]
    """
    bare = text.strip().rstrip("?.!").rstrip()
    asked = _ASKED.fullmatch(bare)
    said = _ARTICLE.sub("", bare if asked is None else asked[1], count=1)
    if _is_quantity(said) and (asked is not None or text.rstrip().endswith("?")):
        return f"{said} = ?"
    if (found := _AFTER.fullmatch(said)) is not None:
        return f"size@{found['place']} = {found['value']}"
    if (found := _RANGE.fullmatch(said)) is not None and _is_quantity(found["name"]):
        less, more = ("<=" if bracket in "[]" else "<" for bracket in (found["open"], found["close"]))
        return f"{found['low']} {less} {found['name']} {more} {found['high']}"
    found = _STATED.fullmatch(said) or _BESIDE.fullmatch(said)
    return f"{found['name']} = {found['value']}" if found is not None and _is_quantity(found["name"]) else None


def is_prose(text: str) -> bool:
    """Whether a text without a sign such as = is a sentence: two of its words or more are such as `the` and `is`.

    >>> is_prose("The receptive field is 4."), is_prose("c3 p2 relu")
    (True, False)
    """
    return "=" not in text and len(_ENGLISH.findall(text)) > 1


def check_one(text: str, parts: Outline) -> None:
    """A FormulaError where a text may have been meant for another claim, or makes two, as `rf = 4, jump = 2` does."""
    if not parts.signs and (claim := meant(text)) is not None:
        raise FormulaError(_english.write_claim(claim), text, (0, len(text.rstrip())))
    cuts = [
        (start + found.start(), start + found.start("rest"))
        for start, end in parts.sides[1:-1]
        if (found := _NEXT.search(text[start:end])) is not None and _is_quantity(found["rest"])
    ]
    if cuts:
        starts, ends = (0, *(after for _, after in cuts)), (*(before for before, _ in cuts), len(text))
        claims = [text[start:end].strip() for start, end in zip(starts, ends, strict=True)]
        raise FormulaError(_english.write_apart(claims), text, (cuts[0][0], len(text.rstrip())))


def _is_quantity(text: str) -> bool:
    """Whether a text is a quantity, and no letter that may be one."""
    fields = head(text)
    return fields is not None and not fields["word"]
