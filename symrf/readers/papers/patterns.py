"""Patterns of layers without numbers: `INPUT -> [[CONV -> RELU]*N -> POOL?]*M -> [FC -> RELU]*K -> FC`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from symrf.formulas import limits
from symrf.formulas.tree import Symbol
from symrf.networks.notation.architecture import Group, Layer, Value
from symrf.networks.notation.kinds import Kind
from symrf.readers.drafts import convolution, pool
from symrf.readers.graph import Building, Graph, Span
from symrf.readers.papers import _english
from symrf.readers.papers.lines import body
from symrf.readers.pasted import Pasted
from symrf.readers.plain import plain

__all__ = ["claims", "read"]

_SIGN = re.compile(
    r"(?P<gap>[\s,]+|-+>|→|=>|⇒|-)|(?P<open>[(\[{])|(?P<close>[)\]}](?:\s*[*xX×]\s*(?P<times>\d{1,4}|[A-Za-z]))?)"
    r"|(?P<word>[A-Za-z]+(?:-[A-Za-z]+)?)(?P<maybe>\?)?(?:\s*\*\s*(?P<often>\d{1,4}|[A-Za-z])\b)?"
)
_WORDS = {
    **dict.fromkeys(("input", "in", "image"), ""),
    **dict.fromkeys(("conv", "convolution", "convolutional"), "conv"),
    **dict.fromkeys(("pool", "maxpool", "max-pool", "pooling"), "pool"),
    **dict.fromkeys(("fc", "dense", "full", "fully-connected"), "fc"),
    "relu": "relu",
    "bn": "bn",
    "batchnorm": "bn",
    "norm": "lrn",
    "dropout": "drop",
    "softmax": "softmax",
    "smax": "softmax",
    "flatten": "flatten",
    **dict.fromkeys(("output", "out", "loss"), ""),
}
_ARROW = re.compile(r"->|→|=>|⇒")


@dataclass(frozen=True)
class _Part:
    """A layer, or a chain in brackets, so many times."""

    word: str
    inner: tuple[_Part, ...]
    times: Value
    span: Span


def claims(pasted: Pasted) -> bool:
    """Whether all words are of such a pattern, with arrows between and no numbers but of repeats."""
    start, stop = body(pasted)
    text = pasted.clean
    if stop - start > limits.PROSE_CHARACTERS or not _ARROW.search(text, start, stop):
        return False
    words = []
    while start < stop:
        sign = _SIGN.match(text, start, stop)
        if sign is None:
            return False
        if sign["word"]:
            words.append(_WORDS.get(sign["word"].lower(), "?"))
        start = sign.end()
    return "?" not in words and len(words) > 1 and bool({"conv", "fc"} & set(words))


def read(pasted: Pasted) -> tuple[Graph, ...]:
    """The network of a pattern; repeats by a letter stay so."""
    start, stop = body(pasted)
    building = Building()
    parts = _parts(pasted, building, start, stop)
    span = pasted.span(start, stop)
    building.assume(_english.PATTERN, span)
    dense = [part for part in _flat(parts) if part.word == "fc"]
    if dense:
        building.assume(_english.PATTERN_UNITS, pasted.span(*dense[0].span))
    place = 0
    for item in _unrolled(_Writing(dense[-1] if dense else None).items(parts)):
        place = building.add(item, place, span=span)
        if place > limits.LINE_LAYERS:
            raise pasted.error(_english.TOO_MANY, start, stop)
    if not place:
        raise pasted.error(_english.NO_LAYER, start, stop)
    return (building.graph(place),)


def _parts(pasted: Pasted, building: Building, start: int, stop: int) -> tuple[_Part, ...]:
    """The words, those in brackets together."""
    stack: list[tuple[list[_Part], int]] = [([], start)]
    at = start
    while at < stop:
        sign = _SIGN.match(pasted.clean, at, stop)
        if sign is None:
            break
        if sign["open"]:
            stack.append(([], at))
            if len(stack) > limits.NETWORK_DEPTH:
                raise pasted.error(_english.TOO_MANY, at)
        elif sign["close"]:
            if len(stack) == 1:
                raise pasted.error(_english.CLOSED_TWICE, at, sign.end())
            inner, begun = stack.pop()
            stack[-1][0].append(_Part("", tuple(inner), _times(pasted, sign, "times"), (begun, sign.end())))
        elif sign["word"]:
            if sign["maybe"]:
                building.assume(_english.OPTIONAL, pasted.span(*sign.span()))
            word = _WORDS[sign["word"].lower()]
            stack[-1][0].append(_Part(word, (), _times(pasted, sign, "often"), sign.span()))
        at = sign.end()
    if len(stack) > 1:
        raise pasted.error(_english.NOT_CLOSED, stack[-1][1])
    return tuple(stack[0][0])


def _times(pasted: Pasted, sign: re.Match[str], name: str) -> Value:
    text = sign[name]
    if text is None:
        return 1
    if not text.isdecimal():
        return Symbol(text)
    if int(text) < 1:
        raise pasted.error(_english.NO_REPEAT, *sign.span())
    if int(text) > limits.LINE_LAYERS:
        raise pasted.error(_english.TOO_MANY, *sign.span())
    return int(text)


def _flat(parts: Sequence[_Part]) -> list[_Part]:
    return [each for part in parts for each in (_flat(part.inner) if part.inner else [part])]


def _plain(item: Layer | Group) -> Layer | Group:
    return plain(item, "pytorch") if isinstance(item, Layer) else item


def _unrolled(items: Sequence[Layer | Group]) -> Iterator[Layer | Group]:
    """The items one by one, of which only those repeated by a letter stay groups."""
    for item in items:
        if isinstance(item, Layer) or not isinstance(item.count, int):
            yield item
        else:
            for _ in range(item.count):
                yield from _unrolled([each for each in item.items if isinstance(each, Layer | Group)])


@dataclass
class _Writing:
    """Parts that become items; a flattening stands before the first dense layer."""

    last: _Part | None
    flat: bool = False

    def items(self, parts: Sequence[_Part]) -> list[Layer | Group]:
        """The items of a chain."""
        found: list[Layer | Group] = []
        for part in parts:
            dense = any(each.word == "fc" for each in _flat([part]))
            if dense and not self.flat:
                self.flat = True
                found.append(Layer(Kind.FLATTEN))
            inner = self.items(part.inner) if part.inner else self.layer(part)
            if part.times == 1 or not inner:
                found += inner
            else:
                found.append(Group(tuple(map(_plain, inner)), part.times))
        return found

    def layer(self, part: _Part) -> list[Layer | Group]:
        """The layer of a word, with the numbers that are usual there."""
        match part.word:
            case "":
                return []
            case "conv":
                return [convolution((3,), padding=(1,))]
            case "pool":
                return [pool((2,))]
            case "flatten":
                self.flat = True
                return [Layer(Kind.FLATTEN)]
            case "fc":
                return [Layer(Kind.DENSE, (Symbol("classes" if part is self.last else "units"),))]
        return [Layer(Kind.PASS, word=part.word)]
