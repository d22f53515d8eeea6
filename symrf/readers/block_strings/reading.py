"""A text of block strings -> the network that they describe."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from symrf.formulas import limits
from symrf.readers.block_strings import _english
from symrf.readers.drafts import Piece, steps, write
from symrf.readers.graph import Building, Graph, Span
from symrf.readers.inverted import Inverted, divisible, filtered, residual
from symrf.readers.pasted import Pasted

__all__ = ["claims", "read"]

_BLOCK = re.compile(r"(?<![A-Za-z0-9_])(?:([a-z]+)_)?r\d+(?:_[a-z]+(?:\d[\d.]*)?)+(?![A-Za-z0-9_])")
_OPTION = re.compile(r"([a-z]+)(\d[\d.]*)?")
_CLASS = re.compile(r"^[ \t]*(?:class|from|import)\s", re.M)
_STEM = re.compile(r"\bstem_size\s*=\s*(\d{1,4})")
_KINDS = ("ds", "dsa", "ir", "er", "cn", "uir")
_ATTENTION = ("mqa", "mha")
_NESTED = re.compile(r"\[\s*\[")
_NAMED = re.compile(r"([A-Za-z_]\w*)['\"]?\s*[=:]\s*[\[(]")
_QUOTED = re.compile(r"['\"]([^'\"\n]{1,80})['\"](?!\s*:)")
_COMMENT = re.compile(r"#(?=[ \t])[^\n]*")
_LIKE = re.compile(r"_r\d|_k\d\w*_s\d|_s\d_e\d|^[a-z]\w*#|^select:|^up_x|^cnct:")
_LETTERS = {"r", "k", "s", "e", "c", "o", "i", "se", "a", "p", "fc", "d", "noskip", "skip"}
_WORDS = {"re": "relu", "r6": "relu6", "hs": "hswish", "sw": "silu", "mi": "mish"}


def claims(pasted: Pasted) -> bool:
    """Whether the text has block strings, and is no module of Python."""
    found = [each.group() for each in _BLOCK.finditer(pasted.clean)]
    return any("_k" in each and "_s" in each for each in found) and not _CLASS.search(pasted.clean)


@dataclass(frozen=True)
class _Block:
    """A block string: its kind, its options, and where it stands; `first` is true at the start of a list."""

    kind: str
    options: dict[str, str]
    span: tuple[int, int]
    first: bool

    def number(self, letter: str, default: float | None = None) -> float:
        text = self.options.get(letter, "")
        if not text and default is not None:
            return default
        return float(text)


def read(pasted: Pasted) -> tuple[Graph, ...]:
    """The network of the blocks, with the first convolution and the last, which are not in the text."""
    _refuse_others(pasted)
    lists = list(_lists(pasted))
    if len(lists) == 1:
        return (_network(pasted, list(_blocks(pasted)), None),)
    return tuple(_network(pasted, list(_blocks(pasted.part(*span))), name) for name, span in lists)


def _lists(pasted: Pasted) -> Iterator[tuple[str | None, Span]]:
    """The lists that a text gives names, each with its name and where it stands; all of it where there is one."""
    named = [match for match in _NAMED.finditer(pasted.clean) if _BLOCK.search(pasted.clean, match.end())]
    stops = [*(match.start() for match in named[1:]), len(pasted.clean)]
    found = [(match[1], (match.end() - 1, stop)) for match, stop in zip(named, stops, strict=False)]
    found = [each for each in found if _BLOCK.search(pasted.clean, *each[1])]
    if len(found) < 2:
        yield None, (0, len(pasted.clean))
        return
    for place, (name, span) in enumerate(found):
        times = sum(other == name for other, _ in found[:place])
        yield f"{name}#{times + 1}" if times else name, span


def _refuse_others(pasted: Pasted) -> None:
    """Refuse what stands between the block strings and is none: other blocks, numbers that are put in later."""
    for match in _QUOTED.finditer(_COMMENT.sub(lambda found: " " * len(found[0]), pasted.clean)):
        text = match[1]
        if "%" in text and _BLOCK.match(text):
            raise pasted.error(_english.put_in(text), *match.span(1))
        if not _BLOCK.fullmatch(text) and _LIKE.search(text):
            raise pasted.error(_english.no_block(text), *match.span(1))


def _network(pasted: Pasted, blocks: list[_Block], name: str | None) -> Graph:
    """The network of the blocks of a list."""
    building = Building()
    building.assume(_english.LETTERS, (blocks and pasted.span(*blocks[0].span)) or None, certain=True)
    building.assume(_english.PADDING, certain=True)
    wide_gates = any("n" in block.options for block in blocks)  # as MobileNetV3 says its activations
    word = "hswish" if wide_gates else "silu"
    channels = _stem_channels(pasted, blocks, wide_gates)
    building.assume(_english.stem(channels), pasted.span(*blocks[0].span))
    start = blocks[0].span
    pieces: list[Piece] = [*filtered(3, 2, channels, word, start)]
    for block in blocks:
        pieces += _written(pasted, block, channels, wide_gates, word, building)
        channels = int(block.number("c", 0) or block.number("o"))
        if sum(1 for _ in steps(pieces)) > limits.LINE_LAYERS:
            raise pasted.error(_english.too_many(limits.LINE_LAYERS), *block.span)
    if blocks[-1].kind != "cn" and not wide_gates:
        building.assume(_english.HEAD, pasted.span(*blocks[-1].span))
        pieces += filtered(1, 1, 1280, word, blocks[-1].span)
    if any("se" in block.options for block in blocks):
        building.assume(_english.WIDE_GATES if wide_gates else _english.GATES, certain=True)
    return building.graph(write(building, pasted, pieces), channels=3, name=name)


def _stem_channels(pasted: Pasted, blocks: list[_Block], mobile: bool) -> int:
    said = _STEM.search(pasted.clean)
    if said and int(said[1]):
        return int(said[1])
    first = blocks[0]
    if "i" in first.options:
        return int(first.number("i"))
    if first.kind == "cn" and "skip" in first.options:  # its residual needs as many as it gives
        return int(first.number("c"))
    return 16 if mobile else 32


def _blocks(pasted: Pasted) -> Iterator[_Block]:
    """The block strings, each checked; one starts a list after a bracket, or where all stand in one list."""
    found = list(_BLOCK.finditer(pasted.clean))
    gaps = [pasted.clean[before.end() : after.start()] for before, after in pairwise(found)]
    nested = any("]" in gap for gap in gaps) or bool(found and _NESTED.search(pasted.clean[: found[0].start()]))
    for place, match in enumerate(found):
        first = not nested or place == 0 or "]" in gaps[place - 1]
        yield _checked(pasted, match, first)


def _checked(pasted: Pasted, match: re.Match[str], first: bool) -> _Block:
    start = match.start() + len(match[1] + "_" if match[1] else "")
    kind = match[1] or "ir"
    if kind in _ATTENTION:
        raise pasted.error(_english.attention(kind), *match.span())
    if kind not in _KINDS:
        raise pasted.error(_english.unknown_kind(kind), *match.span())
    options: dict[str, str] = {}
    for part in pasted.clean[start : match.end()].split("_"):
        here = (start, start + len(part))
        start = here[1] + 1
        letter, value = _option(pasted, part, here)
        if letter in options:
            raise pasted.error(_english.given_twice(letter), *here)
        options[letter] = value
    for letter in ("r", "k", "s", "c"):
        if not options.get(letter) and not (letter == "c" and options.get("o")):
            raise pasted.error(_english.missing(letter), *match.span())
    return _Block(kind, options, match.span(), first)


def _option(pasted: Pasted, part: str, here: tuple[int, int]) -> tuple[str, str]:
    """The letter of `k3` and its value, of `nre` n and re; the stride of s22 is 2."""
    if part[0] == "n" and part[1:] in _WORDS:
        return "n", part[1:]
    found = _OPTION.fullmatch(part)
    letter, value = (found[1], found[2] or "") if found else (part, "")
    if letter not in _LETTERS or (not value and letter not in {"noskip", "skip"}):
        raise pasted.error(_english.unknown_option(part), *here)
    if letter == "se" and float(value or 0) > 1:
        raise pasted.error(_english.share(part), *here)
    if letter == "s" and len(value) == 2 and value[0] == value[1]:
        value = value[0]
    if len(value) > 6 or value.count(".") > 1 or (letter not in {"e", "se"} and "." in value):
        raise pasted.error(_english.several_kernels(part) if letter in "kap" else _english.unknown_option(part), *here)
    least_one = value and letter in "rkscoi" and not (letter == "k" and value == "0")
    if least_one and float(value) < 1:
        raise pasted.error(_english.at_least_one(part), *here)
    if value and letter in "kap" and int(value) % 2 == 0 and value != "0":
        raise pasted.error(_english.even_kernel(part), *here)
    return letter, value


def _written(
    pasted: Pasted, block: _Block, channels: int, wide_gates: bool, word: str, building: Building
) -> Iterator[Piece]:
    """The layers of a block string on so many channels; only its first repeat has the stride."""
    taken = int(block.number("i", 0))
    if taken and taken != channels:
        raise pasted.error(_english.do_not_continue(channels, taken), *block.span)
    stride = int(block.number("s"))
    if stride > 1 and not block.first:
        building.assume(_english.ONE_STRIDE, pasted.span(*block.span))
        stride = 1
    after = int(block.number("c", 0) or block.number("o"))
    word = _WORDS[block.options["n"]] if "n" in block.options else word
    repeats = int(block.number("r"))
    if repeats > limits.LINE_LAYERS:
        raise pasted.error(_english.too_many(limits.LINE_LAYERS), *block.span)
    for turn in range(repeats):
        yield from _once(block, channels, after, stride if turn == 0 else 1, wide_gates, word)
        channels = after


def _once(block: _Block, before: int, after: int, stride: int, wide_gates: bool, word: str) -> tuple[Piece, ...]:
    kernel = int(block.number("k"))
    if block.kind == "cn":
        layers = filtered(kernel, stride, after, word, block.span)
        return residual(layers, block.span) if "skip" in block.options and (stride, before) == (1, after) else layers
    factor = 1.0 if block.kind in {"ds", "dsa"} else block.number("e", 1)
    widened = int(block.number("fc", 0)) if block.kind == "er" else 0
    wide = before if factor == 1 else divisible((widened or before) * factor)
    share = block.number("se", 0)
    squeezed = (divisible(wide * share) if wide_gates else max(1, int(before * share))) if share else None
    return Inverted(
        *(before, after, kernel, stride, wide, block.span),
        squeezed=squeezed,
        word=word,
        gate="hsigmoid" if wide_gates else "sigmoid",
        first=int(block.number("a", 0)) if block.kind == "uir" else 0,
        fused=block.kind == "er",
        residual="noskip" not in block.options and block.kind != "dsa",
    ).pieces
