r"""A text in LaTeX -> its comments, formulas, and commands of symrf.sty, each with its place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from symrf.formulas import limits

__all__ = ["Command", "Comment", "Formula", "Tex", "scan"]

_DISPLAYS = "equation|align|alignat|flalign|gather|multline|displaymath|math|eqnarray|dmath"
_VERBATIM = "verbatim|Verbatim|lstlisting|minted|comment|filecontents"
_TOKENS = (
    r"\\(?:verb|lstinline)(?![A-Za-z@])\*?(?P<quote>[^\sA-Za-z*{\[])"
    rf"|\\begin\s*\{{(?P<verbatim>(?:{_VERBATIM})\*?)\}}"
    rf"|\\begin\s*\{{(?P<display>(?:{_DISPLAYS})\*?)\}}"
    rf"|\\end\s*\{{(?P<displayed>(?:{_DISPLAYS})\*?)\}}"
    r"|\\(?P<word>[A-Za-z@]+)"
    r"|\\(?P<sign>.)"
    r"|(?P<dollars>\$\$?)"
    r"|(?P<paragraph>\n[ \t\r]*(?=\n))"
)
_TEX = re.compile(_TOKENS + r"|(?P<comment>%[^\n]*)", re.DOTALL)
_MARKDOWN = re.compile(_TOKENS, re.DOTALL)
_COMMANDS = {"symrf": 1, "symrfcheck": 2, "symrfsetup": 1, "input": 1, "include": 1, "subfile": 1}
_COMMENT = re.compile(r"(?<!\\)((?:\\\\)*)%[^\n]*\n?[ \t]*")
_BLANKS = re.compile(r"(?:\s|%[^\n]*(?:\n|\Z))*")
_BRACE = re.compile(r"\\.|%[^\n]*|[{}\]]", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Comment:
    """What stands after a percent sign, from `start` to `stop`."""

    start: int
    stop: int
    text: str


@dataclass(frozen=True, slots=True)
class Formula:
    """The inside of dollars, or of an environment for mathematics."""

    start: int
    stop: int


@dataclass(frozen=True, slots=True)
class Command:
    r"""A command with its arguments as TeX reads them, without comments; fewer than it takes where they are missing."""

    start: int
    name: str
    option: str
    arguments: tuple[str, ...]

    @property
    def whole(self) -> bool:
        """Whether no argument is missing."""
        return len(self.arguments) == _COMMANDS[self.name]


@dataclass(slots=True)
class Tex:
    """What was found in a text; in `bare` comments are blank, and all stands at its place."""

    comments: list[Comment] = field(default_factory=list)
    formulas: list[Formula] = field(default_factory=list)
    commands: list[Command] = field(default_factory=list)
    bare: str = ""


def scan(text: str, percent: bool = True) -> Tex:
    r"""What stands in a text outside of `verbatim`; `percent` says whether a percent sign starts a comment.

    >>> [text[each.start:each.stop] for text in [r"so $w-4$ and \[ h-4 \]"] for each in scan(text).formulas]
    ['w-4', ' h-4 ']
    """
    found = Tex()
    arguments = _Arguments(text)
    opened: tuple[str, int] | None = None  # how the formula ends in which this is, and where it starts
    place = 0
    tokens = _TEX if percent else _MARKDOWN
    while (token := tokens.search(text, place)) is not None:
        place = token.end()
        closes = None
        match token.lastgroup:
            case "quote":
                place = _after(text, token["quote"], place, "\n")
            case "verbatim":
                place = _after(text, f"\\end{{{token['verbatim']}}}", place)
            case "display" if opened is None:
                opened = (token["display"], place)
            case "displayed":
                closes = token["displayed"]
            case "sign" if token["sign"] in "([" and opened is None:
                opened = ({"(": ")", "[": "]"}[token["sign"]], place)
            case "sign" if token["sign"] in ")]":
                closes = token["sign"]
            case "dollars":
                if opened is None:
                    opened = (token["dollars"], place)
                elif opened[0] in ("$", token["dollars"]):
                    closes, place = opened[0], token.start() + len(opened[0])
            case "paragraph" if opened is not None and opened[0] == "$":
                opened = None
            case "comment":
                found.comments.append(Comment(token.start(), place, token["comment"].lstrip("%")))
            case "word" if token["word"] in _COMMANDS:
                command, place = arguments.command(token.start(), token["word"], place)
                found.commands.append(command)
        if opened is not None and closes == opened[0]:
            found.formulas.append(Formula(opened[1], token.start()))
            opened = None
    found.bare = _blanked(text, found.comments)
    return found


def _after(text: str, end: str, start: int, before: str | None = None) -> int:
    """Where a verbatim text ends, or the whole; one in a line ends with that at the latest."""
    stop = text.find(end, start)
    last = text.find(before, start) if before else -1
    if last >= 0 and not 0 <= stop < last:
        return last
    return stop + len(end) if stop >= 0 else len(text)


class _Arguments:
    """The brackets of a text, matched in one pass."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.closing: dict[int, int] = {}
        opened: list[int] = []
        for found in _BRACE.finditer(text):
            if found.group() == "{":
                opened.append(found.start())
            elif found.group() == "}" and opened:
                self.closing[opened.pop()] = found.start()

    def command(self, start: int, name: str, place: int) -> tuple[Command, int]:
        """The command whose name ends at a place, and where its last argument ends."""
        option, place = self.argument(place, "[")
        arguments: list[str] = []
        while len(arguments) < _COMMANDS[name]:
            argument, place = self.argument(place, "{")
            if argument is None:
                break
            arguments.append(argument)
        return Command(start, name, option or "", tuple(arguments)), place

    def argument(self, place: int, opening: str) -> tuple[str | None, int]:
        """The argument that stands next in such brackets, and where that ends."""
        blanks = _BLANKS.match(self.text, place)
        start = blanks.end() if blanks else place
        if self.text[start : start + 1] != opening:
            return None, place
        stop = self.closing.get(start) if opening == "{" else self.square(start + 1)
        if stop is None:
            return None, place
        return _COMMENT.sub(r"\1", self.text[start + 1 : stop]), stop + 1

    def square(self, place: int) -> int | None:
        """Where the square bracket that opens before a place is closed, braces skipped; options are short."""
        last = place + limits.TEX_OPTION_CHARACTERS
        while (found := _BRACE.search(self.text, place, last)) is not None and found.group() != "}":
            if found.group() == "]":
                return found.start()
            place = self.closing.get(found.start(), last) + 1 if found.group() == "{" else found.end()
        return None


def _blanked(text: str, comments: Sequence[Comment]) -> str:
    pieces, last = [], 0
    for comment in comments:
        pieces += [text[last : comment.start], " " * (comment.stop - comment.start)]
        last = comment.stop
    return "".join((*pieces, text[last:]))
