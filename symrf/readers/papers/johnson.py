"""Johnson's and CycleGAN's notation: `c7s1-64,d128,d256,R256,…,u128,u64,c7s1-3`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from symrf.formulas import limits
from symrf.networks.notation.architecture import Join, Layer
from symrf.networks.notation.kinds import Kind
from symrf.readers.drafts import Piece, Split, Step, convolution, half
from symrf.readers.graph import Building, Graph
from symrf.readers.papers import _english
from symrf.readers.papers.lines import Input, body, network
from symrf.readers.pasted import Pasted

__all__ = ["claims", "read"]

_WORD = re.compile(
    r"(?P<gap>[\s,;.]+|->|→|[-–—]+)"
    r"|c(?P<kernel>\d{1,3})s(?P<stride>\d{1,3})-(?P<channels>\d{1,5})"
    r"|(?:(?P<before>\d{1,4})\s*[x×*]\s*)?(?P<letter>[dRu])(?P<wide>\d{1,5})(?:\s*[x×*]\s*(?P<after>\d{1,4}))?"
    r"|(?P<dots>…)"
)
_NO_FACTOR = 16
_DOTS = re.compile(r"…|\.\.\.")


def claims(pasted: Pasted) -> bool:
    """Whether all words are of this notation, one of them d128, R256 or u64: alone c7s1-64 is symrf's.

    What symrf takes for up-sampling by 16 and more is no up-sampling.
    """
    start, stop = body(pasted)
    if stop - start > limits.LIST_CHARACTERS:
        return False
    words = list(_words(pasted.clean, start, stop))
    told = [word for word in words if word is not None and word["letter"]]
    own = [word for word in told if word["letter"] in "dR" or int(word["wide"]) >= _NO_FACTOR]
    return None not in words and len(words) > 1 and bool(own)


def _words(text: str, start: int, stop: int) -> Iterator[re.Match[str] | None]:
    at = start
    while at < stop:
        word = _WORD.match(text, at, stop)
        if word is None:
            yield None
            return
        if not word["gap"]:
            yield word
        at = word.end()


def read(pasted: Pasted) -> tuple[Graph, ...]:
    """The network of a line."""
    start, stop = body(pasted)
    dots = _DOTS.search(pasted.clean, start, stop)
    if dots:
        raise pasted.error(_english.HOW_MANY, *dots.span())
    building = Building()
    building.assume(_english.JOHNSON, pasted.span(start, stop))
    building.assume(_english.INPUT_OF_THREE, certain=True)
    pieces: list[Piece] = []
    channels = 3
    for word in _words(pasted.clean, start, stop):
        if word is None:
            continue
        if any(word[name] and not int(word[name]) for name in ("kernel", "stride", "channels", "wide")):
            raise pasted.error(_english.ZERO, *word.span())
        times = int(word["before"] or 1) * int(word["after"] or 1)
        if not 0 < times * 2 + len(pieces) <= limits.LINE_LAYERS or not times:
            raise pasted.error(_english.TOO_MANY if times else _english.NO_REPEAT, *word.span())
        for _ in range(times):
            pieces.append(_piece(pasted, word, channels))
            channels = int(word["channels"] or word["wide"])
    return (network(pasted, building, pieces, Input(3), keeps=True),)


def _piece(pasted: Pasted, word: re.Match[str], channels: int) -> Piece:
    """A word on so many channels, of which a residual keeps the number."""
    span = word.span()
    if word["kernel"]:
        kernel = int(word["kernel"])
        padding = half((kernel,)) if kernel % 2 else None
        layer = convolution((kernel,), int(word["channels"]), (int(word["stride"]),), padding)
        return Step(layer, span, open=padding is None)
    wide = int(word["wide"])
    match word["letter"]:
        case "d":
            return Step(convolution((3,), wide, (2,), (1,)), span)
        case "u":
            layer = convolution((3,), wide, (2,), (1,), Kind.TRANSPOSED)
            return Step(_finer(layer), span)
    if wide != channels:
        raise pasted.error(_english.channels_differ(wide, channels), *span)
    inner = Step(convolution((3,), wide, padding=(1,)), span)
    return Split(((inner, inner), ()), Join.ADD, span)


def _finer(layer: Layer) -> Layer:
    """The transposed convolution that doubles a size exactly."""
    return Layer(layer.kind, layer.sizes, layer.stride, layer.padding, output_padding=(1,), channels=layer.channels)
