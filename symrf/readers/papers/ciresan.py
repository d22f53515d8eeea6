"""Cireşan's notation: `28x28-20C5-MP2-50C5-MP2-500N-10N`, with what others made of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from symrf.formulas import limits
from symrf.formulas.tree import Symbol
from symrf.networks.notation.architecture import Layer
from symrf.networks.notation.kinds import Kind
from symrf.readers.drafts import Piece, Step, convolution, pool
from symrf.readers.graph import Building, Graph
from symrf.readers.papers import _english
from symrf.readers.papers.lines import Input, body, network, square
from symrf.readers.papers.words import KEEPING, POOLS, Bracket, Word, line_of, unrolled, words_of
from symrf.readers.pasted import Pasted

__all__ = ["claims", "read"]

_DASH = re.compile(r"->|→|=>|[-–—−]")
_ENDING = re.compile(r"(?:->|→|=>|[-–—−,])$")
_DATE = re.compile(r"(?:19|20)\d\d-\d\d?-\d\d?")


def claims(pasted: Pasted) -> bool:
    """Whether all words are of this notation, a convolution among them, or dense layers alone."""
    return all(_claimed(pasted, *each) for each in _networks(pasted))


def _networks(pasted: Pasted) -> list[tuple[int, int]]:
    """Where each network of the text stands: a line each, but where a dash goes on from one line to the next."""
    found: list[tuple[int, int]] = []
    goes_on = False
    for start, line in pasted.lines:
        text = line.strip()
        if not text:
            continue
        stop = start + len(line)
        if found and (goes_on or _DASH.match(text)):
            found[-1] = found[-1][0], stop
        else:
            found.append((start, stop))
        goes_on = bool(_ENDING.search(text))
    return [body(pasted, *each) for each in found] or [(0, 0)]


def _claimed(pasted: Pasted, start: int, stop: int) -> bool:
    if stop - start > limits.LIST_CHARACTERS or _DATE.fullmatch(pasted.clean[start:stop]):
        return False
    words = list(words_of(pasted.clean, start, stop))
    if not words or None in words:
        return False
    names = [word.name for word in words if isinstance(word, Word)]
    if "conv" in names or {"lone", "pool"} <= set(names):
        return len(names) > 1
    dense = names.count("number") + names.count("dense") + names.count("pair")
    return dense >= 3 and not {"pool", "pool_after", "lone", "size", "whole"} & set(names) and "-" in pasted.clean


def read(pasted: Pasted) -> tuple[Graph, ...]:
    """The network of each line."""
    return tuple(_network(pasted, *each) for each in _networks(pasted))


def _network(pasted: Pasted, start: int, stop: int) -> Graph:
    reading = _Reading(pasted, Building())
    line = line_of(pasted, start, stop)
    words = unrolled(pasted, line)
    given, words = reading.input(words)
    names = [word.name for word in words]
    reading.kernel_first = _kernel_first(words)
    pieces: list[Piece] = []
    for word in words:
        pieces += reading.step(word)
    keeps = any(word.name == "dense" and word.text[0] in "Dd" for word in words) or reading.from_vector
    keeps = keeps or any(isinstance(each, Bracket) and each.times > 1 for each in line)
    if not {"conv", "pool", "pool_after"} & set(names):
        given = replace(given, axes=(), size=())
    said = [_english.CIRESAN[each] for each in _english.CIRESAN if each in reading.said]
    reading.building.assume(_english.read_as(said), pasted.span(start, stop), certain=True)
    return network(pasted, reading.building, pieces, given, keeps)


def _kernel_first(words: Sequence[Word]) -> bool:
    """Whether the numbers tell that a kernel stands before C: all small before, one large after."""
    pairs = [(word.number(0), word.number(1)) for word in words if word.name == "conv"]
    return bool(pairs) and all(first <= 11 for first, _ in pairs) and any(second > 15 for _, second in pairs)


@dataclass
class _Reading:
    """Words that become layers; `said` is what was met of the notation."""

    pasted: Pasted
    building: Building
    kernel_first: bool = False
    from_vector: bool = False
    dense: bool = False
    channels: int | None = None
    pooled: bool = False
    said: set[str] = field(default_factory=set)

    def input(self, words: list[Word]) -> tuple[Input, list[Word]]:
        """What the first word says of the input, and the words after it."""
        words = [word for word in words if word.name != "ends"]
        first = words[0]
        image = any(word.name in {"conv", "pool", "pool_after"} for word in words)
        if first.name == "size":
            return self._image(first), words[1:]
        if first.name != "number":
            return Input(), words
        if not image:
            return Input(channels=first.number(0)), words[1:]
        found = square(first.number(0))
        if found is None:
            raise self.pasted.error(_english.NO_SQUARE, *first.span)
        self.building.assume(_english.EQUAL_SIDES, self.pasted.span(*first.span))
        self.from_vector = True
        return Input(found[0], (found[1], found[1])), words[1:]

    def _image(self, word: Word) -> Input:
        sides = [int(each) for each in word.groups if each]
        if min(sides) < 1:
            raise self.pasted.error(_english.ZERO, *word.span)
        if len(sides) == 2:
            self.building.assume(_english.INPUT_OF_ONE, self.pasted.span(*word.span))
            return Input(1, (sides[0], sides[1]))
        if sides[2] < sides[0]:
            return Input(sides[2], (sides[0], sides[1]))
        return Input(sides[0], (sides[1], sides[2]))

    def step(self, word: Word) -> Sequence[Step]:
        """The layers of a word."""
        made: dict[str, Callable[[Word], Sequence[Step]]] = {
            "conv": self._conv,
            "pool": self._pool,
            "pool_after": self._pool_after,
            "pair": self._pair,
            "dense": self._dense,
            "number": self._dense,
            "softmax": self._softmax,
        }
        if word.name in made:
            return made[word.name](word)
        if word.name in {"lone", "size"}:
            raise self.pasted.error(_english.ONE_NUMBER, *word.span)
        if word.name == "whole":
            self._on_an_image(word)
            self.pooled = True
            kind = Kind.GLOBAL_AVERAGE if word.text.upper() == "GAP" else Kind.GLOBAL_MAX
            return (Step(Layer(kind), word.span),)
        if word.name == "classes":
            self.dense = True
            self.building.assume(_english.CLASSES, self.pasted.span(*word.span))
            return (Step(Layer(Kind.DENSE, (Symbol("classes"),)), word.span),)
        if word.name == "flatten":
            return (Step(Layer(Kind.FLATTEN), word.span),)
        if word.name == "dropout":
            self.building.assume(_english.DROPOUT, self.pasted.span(*word.span), certain=True)
            return (Step(Layer(Kind.PASS, word="drop"), word.span),)
        text = word.text.lower()
        return (Step(Layer(Kind.PASS, word=KEEPING.get(text, text)), word.span),)

    def _on_an_image(self, word: Word) -> None:
        if self.dense:
            raise self.pasted.error(_english.AFTER_DENSE, *word.span)
        if any(group is not None and group.isdigit() and int(group) < 1 for group in word.groups[:4]):
            raise self.pasted.error(_english.ZERO, *word.span)

    def _conv(self, word: Word) -> Sequence[Step]:
        self._on_an_image(word)
        channels, kernel = word.number(0), word.number(1)
        if self.kernel_first:
            channels, kernel = kernel, channels
        self.said.add("kernel first" if self.kernel_first else "conv")
        self.channels = channels
        self.pooled = False
        sides = (kernel, word.number(2)) if word.number(2) not in {0, kernel} else (kernel,)
        padding = word.groups[4]
        layer = convolution(sides, channels, (word.number(3, 1),), None if padding is None else (int(padding),))
        return (Step(layer, word.span, open=padding is None),)

    def _pool(self, word: Word) -> Sequence[Step]:
        return self._pooling(word, word.groups[0] or "p", (word.number(1), word.number(2)), word.number(3))

    def _pool_after(self, word: Word) -> Sequence[Step]:
        return self._pooling(word, word.groups[1] or "p", (word.number(0), 0), 0)

    def _pooling(self, word: Word, sign: str, sides: tuple[int, int], stride: int) -> Sequence[Step]:
        self._on_an_image(word)
        way = POOLS[sign.lower()]
        self.said.add(way)
        kind = Kind.MAX_POOL if way == "max" else Kind.AVERAGE_POOL
        kernel = sides if sides[1] not in {0, sides[0]} else sides[:1]
        return (Step(pool(kernel, (stride,) if stride else (), (0,), kind), word.span),)

    def _dense(self, word: Word) -> Sequence[Step]:
        self.said.add("dense")
        return self._units(word, int(next(each for each in word.groups if each)))

    def _pair(self, word: Word) -> Sequence[Step]:
        self.said.add("pair")
        return self._units(word, word.number(1), word.number(0))

    def _softmax(self, word: Word) -> Sequence[Step]:
        units = int(next(each for each in word.groups if each))
        soft = Step(Layer(Kind.PASS, word="softmax"), word.span)
        if self.pooled and units == self.channels:
            self.building.assume(_english.SOFTMAX_ONLY, self.pasted.span(*word.span))
            return (soft,)
        self.said.add("softmax")
        return (*self._units(word, units), soft)

    def _units(self, word: Word, units: int, taken: int | None = None) -> Sequence[Step]:
        if units < 1 or taken == 0:
            raise self.pasted.error(_english.ZERO, *word.span)
        self.dense = True
        return (Step(Layer(Kind.DENSE, (units,)), word.span, takes=taken),)
