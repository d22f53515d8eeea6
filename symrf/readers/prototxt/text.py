"""The text format of protocol buffers -> messages, whose fields know where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from symrf.formulas import limits
from symrf.readers.pasted import Pasted
from symrf.readers.prototxt import _english

__all__ = ["Message", "Scalar", "messages"]

_TOKEN = re.compile(
    r"""(?P<blank>[\s]+|\#[^\n]*)|(?P<string>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')"""
    r"""|(?P<word>[-+]?[A-Za-z0-9_.][A-Za-z0-9_.+\-/]*)|(?P<sign>[{}<>\[\]:,;])|(?P<other>.)""",
    re.DOTALL,
)
_BEGINS = re.compile(
    r"(?:\b(?:name|layers?|input|input_dim|input_shape|type|bottom|top|state)|^[ \t]*(?:net|base_lr))\s*[:{]",
    re.MULTILINE,
)
_LAYER = re.compile(r"\blayers?\s*:?\s*\{")
_CLOSING = {"{": "}", "<": ">", "[": "]"}


@dataclass(frozen=True)
class Scalar:
    """A number, a word or a text, and where it stands."""

    text: str
    start: int
    stop: int


@dataclass
class Message:
    """The fields of a message in their order, and where it stands; `begins` are fields behind a comma or a bracket."""

    pasted: Pasted
    start: int
    stop: int
    fields: list[tuple[str, Scalar | Message]] = field(default_factory=list)
    begins: set[int] = field(default_factory=set)
    cut: bool = False  # whether messages around it were pasted in part

    def all(self, *names: str) -> list[Scalar | Message]:
        """The values of the fields of these names."""
        return [value for name, value in self.fields if name in names]

    def messages(self, *names: str) -> list[Message]:
        """Those that are messages."""
        return [each for each in self.all(*names) if isinstance(each, Message)]

    def scalars(self, *names: str) -> list[Scalar]:
        """Those that are not."""
        return [each for each in self.all(*names) if isinstance(each, Scalar)]

    def message(self, name: str) -> Message:
        """The last message of a name, an empty one where there is none."""
        found = self.messages(name)
        return found[-1] if found else Message(self.pasted, self.start, self.stop)

    def text(self, name: str, default: str = "") -> str:
        """The last text of a name."""
        found = self.scalars(name)
        return found[-1].text if found else default

    def integers(self, *names: str, least: int = 0) -> list[int]:
        """The whole numbers of fields; a ReadError at one that is none, or too small."""
        found = []
        for each in self.scalars(*names):
            if not re.fullmatch(r"[-+]?\d{1,9}", each.text):
                raise self.pasted.error(_english.no_number(names[0], each.text), each.start, each.stop)
            if int(each.text) < least:
                raise self.pasted.error(_english.too_small(names[0], least), each.start, each.stop)
            found.append(int(each.text))
        return found

    def integer(self, name: str, default: int, least: int = 0) -> int:
        """The last whole number of a name."""
        found = self.integers(name, least=least)
        return found[-1] if found else default

    def true(self, name: str, default: bool) -> bool:
        """Whether a field is true."""
        text = self.text(name).lower()
        return default if not text else text in ("true", "1", "t")


def messages(pasted: Pasted) -> Message:
    """The message that a text is, from the first field on that looks like one of Caffe."""
    begins = _BEGINS.search(pasted.clean)
    start = begins.start() if begins else 0
    first, last, cut = _whole(pasted.clean, start)
    found = _Parser(pasted, first, last).message(None, 0)
    found.cut = cut
    return found


def _whole(text: str, start: int) -> tuple[int, int, bool]:
    """Where whole messages stand, without what was pasted of others in part, and without the talk behind them."""
    depth, first, opened, closed, word = 0, start, start, start, start
    for found in _TOKEN.finditer(text, start):
        if found[0] == "{":
            opened = opened if depth else word
            depth += 1
        elif found[0] == "}":
            first = first if depth else found.end()
            depth = max(depth - 1, 0)
            closed = closed if depth else found.end()
        elif found.lastgroup == "word" and not depth:
            word = found.start()
    last = opened if depth else closed
    cut = bool(depth) or first > start
    if not _LAYER.search(text, first, last) or (not depth and _BEGINS.search(text, last)):
        return start, len(text), False
    return first, last, cut


class _Parser:
    """Tokens that are read one by one."""

    def __init__(self, pasted: Pasted, start: int, stop: int) -> None:
        self.pasted = pasted
        self.tokens = self._tokens(start, stop)
        self.token = next(self.tokens)

    def _tokens(self, start: int, stop: int) -> Iterator[tuple[str, str, int, int]]:
        """The tokens, and an empty one at the end."""
        for found in _TOKEN.finditer(self.pasted.clean, start, stop):
            if found.lastgroup != "blank":
                yield found.lastgroup or "", found[0], found.start(), found.end()
        end = stop
        while True:
            yield "end", "", end, end

    def advance(self) -> tuple[str, str, int, int]:
        """The token, which is left behind."""
        token, self.token = self.token, next(self.tokens)
        return token

    def refuse(self, message: str, token: tuple[str, str, int, int]) -> Exception:
        return self.pasted.error(message, token[2], max(token[3], token[2] + 1))

    def message(self, opening: tuple[str, str, int, int] | None, depth: int) -> Message:
        """The fields up to what closes them."""
        if depth > limits.NETWORK_DEPTH:
            raise self.refuse(_english.TOO_DEEP, self.token)
        found = Message(self.pasted, self.token[2] if opening is None else opening[2], self.token[3])
        begun = True
        while True:
            group, text, start, stop = self.token
            if group == "end":
                if opening is not None:
                    raise self.refuse(_english.NEVER_CLOSED, opening)
                return found
            if opening is not None and text == _CLOSING[opening[1]]:
                found.stop = self.advance()[3]
                return found
            if text in ("}", ">"):
                raise self.refuse(_english.CLOSES_NOTHING, self.token)
            if group == "sign":
                begun = begun or text in ",["
                if text in "{<:":
                    raise self.refuse(_english.unexpected(text), self.token)
                self.advance()
                continue
            if group == "other" or group == "string":
                said = _english.STRING_NOT_CLOSED if text in "\"'" else _english.unexpected(text[:20])
                raise self.refuse(said, self.token)
            if begun:
                found.begins.add(len(found.fields))
            begun = False
            self.advance()
            found.fields += [(text, each) for each in self.values((group, text, start, stop), depth)]

    def values(self, name: tuple[str, str, int, int], depth: int) -> list[Scalar | Message]:
        """What stands behind a name: one value, or several in square brackets."""
        colon = self.token[1] == ":"
        if colon:
            self.advance()
        if self.token[1] in ("{", "<"):
            return [self.message(self.advance(), depth + 1)]
        if not colon:
            raise self.refuse(_english.VALUE_MISSING, name)
        if self.token[1] != "[":
            return [self.scalar(name)]
        opening, found = self.advance(), list[Scalar | Message]()
        while self.token[1] != "]":
            if self.token[0] == "end":
                raise self.refuse(_english.NEVER_CLOSED, opening)
            if self.token[1] == ",":
                self.advance()
            elif self.token[1] in ("{", "<"):
                found.append(self.message(self.advance(), depth + 1))
            else:
                found.append(self.scalar(name))
        self.advance()
        return found

    def scalar(self, name: tuple[str, str, int, int]) -> Scalar:
        """A number, a word, or texts that stand side by side."""
        group, text, start, stop = self.token
        if group == "string":
            whole = ""
            while self.token[0] == "string":
                _, text, _, stop = self.advance()
                whole += text[1:-1]
            return Scalar(whole, start, stop)
        if group != "word":
            raise self.refuse(_english.STRING_NOT_CLOSED if text in ('"', "'") else _english.VALUE_MISSING, name)
        self.advance()
        return Scalar(text, start, stop)
