"""The notation of pix2pix: `C64-C128-C256-C512`, a discriminator, an encoder or a decoder."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from symrf.networks.notation.architecture import Join, Layer
from symrf.networks.notation.kinds import Kind
from symrf.readers.drafts import Piece, Split, Step, convolution
from symrf.readers.graph import Building, Graph, Span
from symrf.readers.papers import _english
from symrf.readers.papers.lines import Input, body, network
from symrf.readers.pasted import Pasted

__all__ = ["claims", "read"]

_LINE = re.compile(r"C(?:D)?\d{1,5}(?:\s*[-–—,]\s*(?:\n\s*)?C(?:D)?\d{1,5})+")
_WORD = re.compile(r"C(D?)(\d{1,5})")
_PARTS = re.compile(
    rf"\s*(?:(?:U-Net\s+)?encoder\s*:?\s*(?P<encoder>{_LINE.pattern})\s*(?:U-Net\s+)?decoder\s*:?\s*)?"
    rf"(?P<decoder>{_LINE.pattern})[\s.]*",
    re.I,
)
_ENCODER = 7  # convolutions of a line from which on it is an encoder: a discriminator of pix2pix has six at most


@dataclass(frozen=True)
class _Word:
    channels: int
    dropout: bool
    span: Span


def claims(pasted: Pasted) -> bool:
    """Whether the text is a line of C64 and CD512 alone, or an encoder and a decoder of them."""
    return _match(pasted) is not None


def _match(pasted: Pasted) -> re.Match[str] | None:
    text = pasted.clean
    whole = _PARTS.fullmatch(text[:4000])
    if whole and whole["encoder"]:
        return whole
    start, stop = body(pasted)
    return _PARTS.fullmatch(text, start, stop) if stop < 4000 else None


def read(pasted: Pasted) -> tuple[Graph, ...]:
    """The network of a line, or of an encoder and a decoder one after the other."""
    match = _match(pasted)
    if match is None:
        raise pasted.error(_english.NOT_CLOSED)
    encoder = _words(pasted, match, "encoder") if match["encoder"] else []
    last = _words(pasted, match, "decoder")
    building = Building()
    pieces: list[Piece] = []
    given = Input(3)
    labelled = pasted.clean.lower()
    if encoder:
        building.assume(_english.ENCODER, pasted.span(*encoder[0].span))
        if "u-net" in labelled or max(word.channels for word in last) > encoder[-1].channels:
            building.assume(_english.SKIPPING, pasted.span(*last[0].span))
            pieces += _skipping(pasted, encoder, last)
        else:
            pieces += [*_down(encoder), *_up(pasted, building, last)]
    elif any(word.dropout for word in last) or "decoder" in labelled:
        pieces += _up(pasted, building, last)
        given = Input()
    elif len(last) >= _ENCODER or "encoder" in labelled:
        building.assume(_english.ENCODER, pasted.span(*last[0].span))
        pieces += _down(last)
    else:
        building.assume(_english.PATCH, pasted.span(*match.span("decoder")))
        pieces += _down(last[:-1])
        end = last[-1].span
        pieces.append(Step(convolution((4,), last[-1].channels, padding=(1,)), end))
        pieces.append(Step(convolution((4,), 1, padding=(1,)), end))
        given = Input()
    return (network(pasted, building, pieces, given, keeps=True),)


def _words(pasted: Pasted, match: re.Match[str], part: str) -> list[_Word]:
    found = []
    for word in _WORD.finditer(pasted.clean, *match.span(part)):
        if not int(word[2]):
            raise pasted.error(_english.ZERO, *word.span())
        found.append(_Word(int(word[2]), bool(word[1]), word.span()))
    return found


def _down(words: Sequence[_Word]) -> list[Piece]:
    return [Step(convolution((4,), word.channels, (2,), (1,)), word.span) for word in words]


def _up(pasted: Pasted, building: Building, words: Sequence[_Word]) -> list[Piece]:
    """The transposed convolutions of a decoder, and the one to 3 channels after them."""
    if max(word.channels for word in words) > 512:
        raise pasted.error(_english.SKIPS, *words[0].span)
    building.assume(_english.DECODER, pasted.span(*words[0].span))
    pieces: list[Piece] = []
    for word in words:
        pieces.append(Step(_transposed(word.channels), word.span))
        if word.dropout:
            pieces.append(Step(Layer(Kind.PASS, word="drop"), word.span))
    return [*pieces, Step(_transposed(3), words[-1].span)]


def _skipping(pasted: Pasted, encoder: Sequence[_Word], decoder: Sequence[_Word]) -> tuple[Piece, ...]:
    """A U-Net, each of whose decoder's words says what it receives: what comes from below and from the encoder."""
    depth = len(encoder)
    if len(decoder) != depth or decoder[0].channels != encoder[-1].channels:
        raise pasted.error(_english.SKIPS, *decoder[0].span)
    given = [after.channels - encoder[depth - 2 - place].channels for place, after in enumerate(decoder[1:])]
    for after, each in zip(decoder[1:], given, strict=True):
        if each < 1:
            raise pasted.error(_english.SKIPS, *after.span)

    def up(place: int) -> tuple[Piece, ...]:
        word = decoder[place]
        layer = Step(_transposed([*given, 3][place]), word.span)
        return (layer, Step(Layer(Kind.PASS, word="drop"), word.span)) if word.dropout else (layer,)

    found: tuple[Piece, ...] = (*_down(encoder[-1:]), *up(0))
    for place in range(1, depth):
        skipped = Split((found, ()), Join.CONCATENATE, decoder[place].span)
        found = (*_down(encoder[depth - 1 - place : depth - place]), skipped, *up(place))
    return found


def _transposed(channels: int) -> Layer:
    return convolution((4,), channels, (2,), (1,), Kind.TRANSPOSED)
