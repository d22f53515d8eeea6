"""A text without what stood around it, quotes, prompts, fences, HTML. Each letter keeps its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from html import unescape

from symrf.networks.notation.architecture import Architecture
from symrf.readers.pasted import Pasted

__all__ = ["cleaned", "cleanings", "unmarked"]

_Replacement = Callable[[re.Match[str]], str]


@dataclass(frozen=True)
class _Draft:
    """A text on its way, with the place of each letter in what was pasted."""

    text: str
    places: Sequence[int]

    def replaced(self, pattern: re.Pattern[str], by: _Replacement) -> _Draft:
        """Each match replaced; the new letters stand where it stood."""
        texts: list[str] = []
        places: list[int] = []
        end = 0
        for found in pattern.finditer(self.text):
            new = by(found)
            texts += self.text[end : found.start()], new
            places += self.places[end : found.start()]
            places += [self.places[found.start()]] * len(new)
            end = found.end()
        if not end:
            return self
        return _Draft("".join((*texts, self.text[end:])), [*places, *self.places[end:]])

    def kept(self, spans: Sequence[tuple[int, int]]) -> _Draft:
        """Spans of it alone."""
        text = "".join(self.text[start:stop] for start, stop in spans)
        return _Draft(text, [place for start, stop in spans for place in self.places[start:stop]])

    def without(self, pattern: re.Pattern[str]) -> _Draft:
        """Each match left out."""
        return self.replaced(pattern, lambda _: "")

    def begins(self, pattern: re.Pattern[str]) -> bool:
        """Whether every line that is not blank begins so."""
        lines = [line for line in self.text.splitlines() if line.strip()]
        return bool(lines) and all(map(pattern.match, lines))


_LINE_END = re.compile(r"\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]")
_COLOURS = re.compile(r"\x1b\[[0-9;]*[A-Za-z]")
_INVISIBLE = re.compile(r"[\ufeff\u200b-\u200f\u2060\u00ad\0]")
_BLANK = re.compile(r"[\u00a0\u2000-\u200a\u202f\u205f\u3000]")
_QUOTES = re.compile(r"[“”„‟‘’‚‛]")
_TAGS = "br|code|pre|p|div|span|samp|tt|b|em|strong|kbd|blockquote"
_TAG = re.compile(rf"</?(?:{_TAGS})(?: [^<>\n]*)?\s*/?>", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:lt|gt|amp|quot|apos|nbsp|times|#[0-9]{1,5}|#[xX][0-9a-fA-F]{1,4});")
_TABS = re.compile(r"^ *\t[ \t]*", re.MULTILINE)
_QUOTED = re.compile(r"[ \t]*>(?!>>)")
_QUOTE = re.compile(r"^[ \t]*> ?", re.MULTILINE)
_HASHED = re.compile(r"[ \t]*#")
_HASH = re.compile(r"^[ \t]*#+ ?", re.MULTILINE)
_NUMBERED = re.compile(r"[ \t]*[0-9]+(?:[:.|)]?[ \t]|$)")
_NUMBER = re.compile(r"^[ \t]*[0-9]+[:.|)]?[ \t]?", re.MULTILINE)
_CODE_LINE = re.compile(r"^[ \t]*[0-9]+[:.|)]?[ \t]+(?:import \w|from \w+ import|class \w+\(|def \w+\()", re.MULTILINE)
_CELL = re.compile(r'[ \t]*"(?:[^"\\]|\\.)*\\n",?[ \t]*$|[ \t]*"(?:[^"\\]|\\.)*"\]?,?[ \t]*$')
_CELL_LINE = re.compile(r'^[ \t]*"(?P<line>(?:[^"\\\n]|\\.)*)"\]?,?[ \t]*$', re.MULTILINE)
_BACKSLASHED = re.compile(r"\\(.)")
_PROMPT = re.compile(r"^[ \t]*(?:>>>|\.\.\.|In \[[0-9 *]*\]:|   \.\.\.:)(?: |$)", re.MULTILINE)
_IN_STRINGS = re.compile(r"^[ \t]*\"\s*\([\w.]+\): \w+|\\n[ ]*\([\w.]+\): \w+", re.MULTILINE)  # of a notebook's file
_ESCAPED_LINE = re.compile(r"\\n(?!\",?[ \t]*$)", re.MULTILINE)
_STRING = re.compile(r"^[ \t]*(?:\"\w+\": *)?\"|(?:\\n)?\",?[ \t]*$", re.MULTILINE)
_TYPED = re.compile(r"^[ \t]*(?:>>>(?: |$)|In \[[0-9 *]*\]:|Out\[[0-9 ]*\]:)", re.MULTILINE)
_ANSWER = re.compile(r"^[ \t]*Out\[[0-9 ]*\]:[ \t]?", re.MULTILINE)
_FENCE = re.compile(r"^[ \t]*(?P<fence>`{3,}|~{3,})[^\n`]*$", re.MULTILINE)
_COMMENT = re.compile(r"^[ \t]*(?:#+|//+|%+|--)(?![>\w])", re.MULTILINE)
_PRINTED = re.compile(  # a line of a printed network or of a table of one
    r"^[ \t]*(?:\([\w.-]+\): (?:\d+ x )?[A-Za-z]\w*|\d+[ \t]+'[^'\n]*'[ \t]+[A-Z]|[│|├└ ─]+[A-Z]\w*: \d+-\d+ )",
    re.MULTILINE,
)
_PROGRAM = re.compile(r"^[ \t]*class \w+|\bnn\.[A-Z]\w+\(|\blayers\.[A-Z]\w+\(", re.MULTILINE)
_QUOTES_LEAST = 3  # lines
_DEEPEST = 4  # quotes in quotes
_STRAIGHT = {each: '"' if each in "“”„‟" else "'" for each in "“”„‟‘’‚‛"}

_EVERYWHERE: tuple[tuple[re.Pattern[str], _Replacement], ...] = (
    (_LINE_END, lambda _: "\n"),
    (_COLOURS, lambda _: ""),
    (_INVISIBLE, lambda _: ""),
    (_TAG, lambda _: ""),
    (_ENTITY, lambda found: unescape(found.group())),
    (_BLANK, lambda _: " "),
    (_QUOTES, lambda found: _STRAIGHT[found.group()]),
    (_TABS, lambda found: found.group().expandtabs()),
)


def cleaned(text: str, file: str = "", assumed: Mapping[str, Architecture] | None = None) -> Pasted:
    r"""A text without what stands around it, whose spans are those of what was pasted.

    >>> pasted = cleaned("> c3 p2<br/>\n> c3")
    >>> pasted.clean, pasted.span(6, 8)
    ('c3 p2\nc3', (15, 17))
    """
    return next(cleanings(text, file, assumed))


def cleanings(text: str, file: str = "", assumed: Mapping[str, Architecture] | None = None) -> Iterator[Pasted]:
    """The ways in which a text may be meant, the likeliest first: what stands in its fences, or behind its prompts,
    all of it, or what a session printed."""
    draft = _Draft(text, range(len(text)))
    if '\\n"' in text and draft.begins(_CELL):  # lines of a notebook's file
        draft = draft.replaced(_CELL_LINE, _cell)
    for pattern, by in _EVERYWHERE:
        draft = draft.replaced(pattern, by)
    if len(_IN_STRINGS.findall(draft.text)) > 1:
        draft = draft.replaced(_ESCAPED_LINE, lambda _: "\n").without(_STRING)
    for _ in range(_DEEPEST):
        if not draft.begins(_QUOTED):
            break
        draft = draft.without(_QUOTE)
    if (quoted := _quoted(draft)) is not None:
        for each in _meant(quoted):
            yield Pasted(text, each.text, each.places, file=file, assumed=assumed or {})
    if draft.begins(_HASHED):
        draft = draft.without(_HASH)
    if draft.begins(_NUMBERED) and _CODE_LINE.search(draft.text):
        draft = draft.without(_NUMBER)
    for each in _meant(draft):
        places = None if each.text == text else each.places
        yield Pasted(text, each.text, places, file=file, assumed=assumed or {})


def _quoted(draft: _Draft) -> _Draft | None:
    """What a text quotes in lines that follow each other, without their marks; None where it quotes little."""
    lines = [line for line in _lines(draft) if _QUOTED.match(draft.text[slice(*line)])]
    if len(lines) < _QUOTES_LEAST or lines[0][0] + sum(stop - start for start, stop in lines) != lines[-1][1]:
        return None
    return draft.kept(lines).without(_QUOTE)


def _cell(found: re.Match[str]) -> str:
    """A line of a cell as it was typed."""
    return _BACKSLASHED.sub(lambda each: {"n": "", "t": "\t"}.get(each[1], each[1]), found["line"])


_WORDS_ELSEWHERE = {
    "输入": "input",
    "输出": "output",
    "卷积核": "kernel",
    "卷积层": "conv",
    "卷积": "conv",
    "最大池化": "max pool",
    "平均池化": "average pool",
    "池化": "pool",
    "步长": "stride",
    "填充": "padding",
    "全连接层": "fc",
    "全连接": "fc",
}
_MARKS: tuple[tuple[re.Pattern[str], _Replacement], ...] = (
    (re.compile(r"\*\*|`|\$"), lambda _: ""),
    (re.compile(r"\\times\b\s?"), lambda _: "×"),
    (re.compile("|".join(_WORDS_ELSEWHERE)), lambda found: f" {_WORDS_ELSEWHERE[found.group()]} "),
    (re.compile("[，：；（）]"), lambda found: ",:;()"["，：；（）".index(found.group())]),
)
_MARKED = re.compile(r"\*\*|`|\$|\\times|[，：；（）]|" + "|".join(_WORDS_ELSEWHERE))


def unmarked(pasted: Pasted) -> Pasted:
    r"""A text without the marks of Markdown and LaTeX around its words, and with commas of one width.

    >>> unmarked(Pasted.of(r"**Input:** $3 \times 3$")).clean
    'Input: 3 ×3'
    """
    if not _MARKED.search(pasted.clean):
        return pasted
    draft = _Draft(pasted.clean, range(len(pasted.clean)) if pasted.places is None else pasted.places)
    for pattern, by in _MARKS:
        draft = draft.replaced(pattern, by)
    return replace(pasted, clean=draft.text, places=draft.places)


def _meant(draft: _Draft) -> Iterator[_Draft]:
    """The parts of a text that may be what is meant."""
    commented = _commented(draft)
    if commented is not None:
        yield from _said(commented)
    fences = _fenced(draft)
    if fences:
        inside = draft.kept(fences)
        yield from _said(inside)
        if len(fences) > 1:
            for fence in fences:
                yield from _said(draft.kept([fence]))
    yield from _said(draft.without(_FENCE))


def _commented(draft: _Draft) -> _Draft | None:
    """What was printed, where it stands in comments beside code that has no network in it."""
    if len(_COMMENT.findall(draft.text)) < 2:
        return None
    inside: list[tuple[int, int]] = []
    outside: list[tuple[int, int]] = []
    for line in _lines(draft):
        (inside if _COMMENT.match(draft.text[slice(*line)]) else outside).append(line)
    printed = draft.kept(inside).without(_COMMENT)
    if len(_PRINTED.findall(printed.text)) < 2 or _PROGRAM.search(draft.kept(outside).text):
        return None
    return printed


def _said(draft: _Draft) -> Iterator[_Draft]:
    """What was typed at prompts, then what was printed, then both; the text where it has no prompts."""
    if not _TYPED.search(draft.text):  # a line of ... alone is none: it stands for what was left out
        yield _dedented(draft)
        return
    typed: list[tuple[int, int]] = []
    printed: list[tuple[int, int]] = []
    for line in _lines(draft):
        (typed if _PROMPT.match(draft.text[slice(*line)]) else printed).append(line)
    if typed:
        yield _dedented(draft.kept(typed).without(_PROMPT))
        yield _dedented(draft.kept(printed).without(_ANSWER))
    yield _dedented(draft.without(_PROMPT).without(_ANSWER))


def _lines(draft: _Draft) -> list[tuple[int, int]]:
    """The span of each line, with its end."""
    ends = [found.end() for found in re.finditer(r"\n|\Z", draft.text)]
    return list(zip([0, *ends], ends, strict=False))


def _fenced(draft: _Draft) -> list[tuple[int, int]]:
    """What stands in code fences; one that is never closed goes on to the end."""
    found: list[tuple[int, int]] = []
    opened: re.Match[str] | None = None
    for fence in _FENCE.finditer(draft.text):
        if opened is None:
            opened = fence
        elif fence["fence"].startswith(opened["fence"]):
            found.append((opened.end() + 1, fence.start()))
            opened = None
    if opened is not None:
        found.append((opened.end() + 1, len(draft.text)))
    return [(start, stop) for start, stop in found if start < stop]


def _dedented(draft: _Draft) -> _Draft:
    """A text without the blanks that all of its lines begin with, and without blank lines at its ends."""
    end = len(draft.text.rstrip())
    start = draft.text.rfind("\n", 0, end - len(draft.text[:end].lstrip())) + 1
    draft = draft.kept([(start, end)]) if (start, end) != (0, len(draft.text)) else draft
    margins = [len(line) - len(line.lstrip(" ")) for line in draft.text.splitlines() if line.strip()]
    margin = min(margins, default=0)
    return draft.without(re.compile(rf"^ {{1,{margin}}}", re.MULTILINE)) if margin else draft
