"""Layers as calls: their names, and what stands between the brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from symrf.networks.notation.architecture import PaddingRule
from symrf.networks.notation.kinds import WORDS
from symrf.readers.graph import Span
from symrf.readers.papers import _english
from symrf.readers.pasted import Pasted

__all__ = ["KEEPING", "NAMES", "WINDOWED", "Call", "call_of", "matches"]

_CALL = re.compile(
    r"(?P<gap>[\s,;]+|->|→|=>|[-–—−/|]+>?|[\[\]])"
    r"|(?:(?P<before>\d{1,4})\s*[x×*]\s*)?(?P<name>[A-Za-z][A-Za-z0-9_]*)\s*"
    r"(?:\((?P<inside>[^()\n]{0,200})\))?(?:\s*[x×*]\s*(?P<after>\d{1,4})(?!\d*[x×]))?"
)
NAMES: Mapping[str, str] = {
    **dict.fromkeys(("c", "conv", "convolution", "cnn", "convbn", "convrelu", "cbr"), "conv"),
    **dict.fromkeys(("dsc", "dsconv", "dwsconv", "sepconv", "separableconv", "separable"), "separable"),
    **dict.fromkeys(("dw", "dwconv", "depthwise", "depthwiseconv"), "depthwise"),
    **dict.fromkeys(("deconv", "tconv", "convtranspose", "upconv", "convt"), "transposed"),
    **dict.fromkeys(("p", "pool", "mp", "maxpool", "maxpooling", "max"), "max"),
    **dict.fromkeys(("ap", "avgpool", "avg", "averagepool", "avgpooling", "averagepooling"), "average"),
    **dict.fromkeys(("fc", "dense", "linear", "fullyconnected", "f", "affine", "output", "out"), "dense"),
    **dict.fromkeys(("sm", "softmax"), "softmax"),
    **dict.fromkeys(("gap", "globalavgpool", "globalaveragepool", "globalaveragepooling"), "whole"),
    **dict.fromkeys(("input", "in", "image"), "input"),
    **dict.fromkeys(("d", "drop", "dropout", "do"), "dropout"),
    **dict.fromkeys(("up", "upsample", "upsampling"), "up"),
    **dict.fromkeys(("flatten", "flat"), "flatten"),
    **dict.fromkeys((*WORDS, "leakyrelu", "batchnorm", "batchnormalization", "norm"), "keeps"),
}
KEEPING = {"leakyrelu": "lrelu", "batchnorm": "bn", "batchnormalization": "bn", "norm": "bn"}
WINDOWED = {"conv", "separable", "depthwise", "transposed", "max", "average"}
_SIDES = re.compile(r"(\d{1,5})\s*[x×]\s*(\d{1,5})(?:\s*[x×]\s*(\d{1,5}))?")
_KEYED = re.compile(r"([a-z_]+)\s*=\s*(.+)|([skpdk])(\d{1,5})|(/)\s*(\d{1,3})", re.I)
_KEYS = {
    **dict.fromkeys(("k", "kernel", "kernel_size", "size", "ksize", "pool_size"), "kernel"),
    **dict.fromkeys(("s", "stride", "strides", "/"), "stride"),
    **dict.fromkeys(("p", "pad", "padding"), "padding"),
    **dict.fromkeys(("d", "dilation", "rate"), "dilation"),
    **dict.fromkeys(("n", "f", "c", "filters", "channels", "out", "out_channels", "units"), "channels"),
}


@dataclass
class Call:
    """A call: what it is, its name in the text, its plain numbers in order, and those that are named."""

    kind: str
    name: str
    text: str
    span: Span
    times: int = 1
    plain: list[int] = field(default_factory=list)
    named: dict[str, tuple[int, ...]] = field(default_factory=dict)
    rule: PaddingRule | None = None
    word: str = ""
    share: bool = False
    bare: bool = True


def matches(text: str, start: int, stop: int) -> Iterator[re.Match[str] | None]:
    at = start
    while at < stop:
        match = _CALL.match(text, at, stop)
        if match is None:
            yield None
            return
        if not match["gap"]:
            yield match
        at = match.end()


def call_of(pasted: Pasted, match: re.Match[str]) -> Call:
    kind = NAMES[match["name"].lower()]
    times = int(match["before"] or 1) * int(match["after"] or 1)
    call = Call(kind, match["name"].lower(), match[0].strip(), match.span(), times, bare=match["inside"] is None)
    at = match.start("inside")
    for part in re.split(r",", match["inside"] or ""):
        here = (at, at + max(len(part), 1))
        at += len(part) + 1
        if part.strip() and not _argument(call, part.strip().strip("'\"")):
            raise pasted.error(_english.argument(part.strip(), call.text), *here)
    return call


def _argument(call: Call, text: str) -> bool:
    """Put an argument into a call; false where its meaning is not known."""
    if text.isdecimal() and len(text) < 10:
        call.plain.append(int(text))
    elif sides := _SIDES.fullmatch(text):
        numbers = [int(each) for each in sides.groups() if each]
        if call.kind == "input":
            call.plain += numbers
            return True
        if "kernel" in call.named:
            return False
        call.named["kernel"] = tuple(numbers[:2])
        if len(numbers) == 3:
            call.plain.append(numbers[2])
    elif text.lower() in {"same", "valid"}:
        call.rule = PaddingRule(text.lower())
    elif text.lower() in WORDS:
        call.word = text.lower()
    elif re.fullmatch(r"0?\.\d{1,6}|\d{1,2}%", text):
        call.share = True
    elif keyed := _KEYED.fullmatch(text):
        return _keyed(call, *(each for each in keyed.groups() if each))
    else:
        return False
    return True


def _keyed(call: Call, key: str, value: str) -> bool:
    """Put a named argument into a call."""
    name = _KEYS.get(key.lower())
    value = value.strip(" '\"")
    if value.lower() in {"same", "valid"} and name == "padding":
        call.rule = PaddingRule(value.lower())
        return True
    if key.lower() in {"activation", "act"} and value.lower() in WORDS:
        call.word = value.lower()
        return True
    sides = _SIDES.fullmatch(value)
    if name is None or name in call.named or not (sides or (value.isdecimal() and len(value) < 10)):
        return False
    call.named[name] = tuple(int(each) for each in sides.groups() if each) if sides else (int(value),)
    return True
