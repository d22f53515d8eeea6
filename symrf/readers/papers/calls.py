"""Layers as calls in a line: `Conv(3,64)-Pool(2)`, `C(64,10,4,2,2)-DSC(64,3,1)`, MetaQNN's `C(512,5,1), P(2,2)`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from symrf.formulas import limits
from symrf.networks.notation.architecture import Layer, PaddingRule, Sides
from symrf.networks.notation.kinds import Kind
from symrf.readers.drafts import Piece, Step, convolution, pool, steps
from symrf.readers.graph import Building, Graph
from symrf.readers.papers import _english
from symrf.readers.papers.arguments import KEEPING, NAMES, WINDOWED, Call, call_of, matches
from symrf.readers.papers.lines import Input, body, network
from symrf.readers.pasted import Pasted

__all__ = ["claims", "read"]

_LARGEST_KERNEL = 11
_CALLED = {"before": "channels before", "kernel2": "kernel", "stride2": "stride"}


def claims(pasted: Pasted) -> bool:
    """Whether the text is a line of calls whose names are all known, one at least with a window."""
    start, stop = body(pasted)
    if stop - start > limits.LIST_CHARACTERS:
        return False
    found = list(matches(pasted.clean, start, stop))
    if None in found or len(found) < 2:
        return False
    calls = [match for match in found if match is not None]
    kinds = [NAMES.get(match["name"].lower(), "") for match in calls]
    windows = [
        kind for kind, match in zip(kinds, calls, strict=True) if match["inside"] is not None and kind in WINDOWED
    ]
    return "" not in kinds and bool(windows)


def read(pasted: Pasted) -> tuple[Graph, ...]:
    """The network of a line of calls."""
    start, stop = body(pasted)
    calls = [call_of(pasted, match) for match in matches(pasted.clean, start, stop) if match is not None]
    reading = _Reading(pasted, Building(), calls)
    pieces: list[Piece] = []
    for call in calls:
        found = reading.layers(call)
        if not 0 < call.times * max(len(found), 1) + len(pieces) <= limits.LINE_LAYERS or not call.times:
            raise pasted.error(_english.TOO_MANY if call.times else _english.NO_REPEAT, *call.span)
        pieces += list(found) * call.times
    convention = "pytorch"
    if reading.time_first:
        reading.building.assume(_english.TIME_FIRST, pasted.span(start, stop))
        pieces = [_ruled(step) for step in steps(pieces)]
        convention = "tensorflow"
    return (network(pasted, reading.building, pieces, reading.given, keeps=True, convention=convention),)


def _ruled(step: Step) -> Step:
    return replace(step, layer=replace(step.layer, padding=PaddingRule.SAME), open=False) if step.open else step


class _Reading:
    """Calls that become layers; the order of two numbers is that of all convolutions of the line."""

    def __init__(self, pasted: Pasted, building: Building, calls: Sequence[Call]) -> None:
        self.pasted = pasted
        self.building = building
        self.given = Input()
        self.line = pasted.span(calls[0].span[0], calls[-1].span[1])
        self.channels: int | None = None
        convolutions = [call for call in calls if call.kind in {"conv", "separable", "transposed"}]
        pairs = [call.plain for call in convolutions if len(call.plain) == 2 and "kernel" not in call.named]
        self.kernel_first = bool(pairs) and all(first <= _LARGEST_KERNEL for first, _ in pairs)
        self.kernel_last = bool(pairs) and all(second <= _LARGEST_KERNEL for _, second in pairs)
        self.time_first = any(len(call.plain) == 5 and max(call.plain[1:]) <= _LARGEST_KERNEL for call in convolutions)

    def layers(self, call: Call) -> Sequence[Step]:
        """The layers of a call, with its activation."""
        made: dict[str, Callable[[Call], Sequence[Step]]] = {
            "conv": self._conv,
            "separable": self._separable,
            "depthwise": self._depthwise,
            "transposed": self._conv,
            "max": self._pool,
            "average": self._pool,
            "dense": self._dense,
            "softmax": self._dense,
            "dropout": self._dropout,
            "input": self._input,
            "whole": self._whole,
        }
        if call.kind in made:
            found = made[call.kind](call)
        elif call.kind == "up":
            found = (Step(Layer(Kind.NEAREST, (self._positive(call, (call.plain or [2])[0]),)), call.span),)
        elif call.kind == "flatten":
            found = (Step(Layer(Kind.FLATTEN), call.span),)
        else:
            found = (Step(Layer(Kind.PASS, word=KEEPING.get(call.name, call.name)), call.span),)
        return (*found, Step(Layer(Kind.PASS, word=call.word), call.span)) if call.word else found

    def _positive(self, call: Call, number: int) -> int:
        if number < 1:
            raise self.pasted.error(_english.ZERO, *call.span)
        return number

    def _numbers(self, call: Call) -> dict[str, tuple[int, ...]]:
        """What the numbers of a convolution are, by what they are called."""
        found = dict(call.named)
        names = self._order(call)
        if len(names) != len(call.plain) or set(names) - {"kernel2", "stride2"} & set(found):
            raise self.pasted.error(_english.order_unknown(call.text), *call.span)
        for name, number in zip(names, call.plain, strict=True):
            if name in {"kernel2", "stride2"}:
                found[name[:-1]] += (number,)
            else:
                found[name] = (number,)
        for name, numbers in found.items():
            if name != "padding" and min(numbers) < 1:
                raise self.pasted.error(_english.ZERO, *call.span)
        return found

    def _order(self, call: Call) -> tuple[str, ...]:
        plain = call.plain
        if "kernel" in call.named:
            rest = tuple(each for each in ("channels", "stride", "padding") if each not in call.named)
            if len(plain) == 2 and plain[1] > _LARGEST_KERNEL:
                return "before", "channels"
            return rest[: len(plain)]
        small = [number <= _LARGEST_KERNEL for number in plain]
        match small:
            case [_] if "channels" in call.named:
                return ("kernel",)
            case [_, _] if self.kernel_first != self.kernel_last:
                return ("kernel", "channels") if self.kernel_first else ("channels", "kernel")
            case [_, False, True, True, True]:
                return "before", "channels", "kernel", "stride", "padding"
            case [_, True, True, True, True] if self.time_first:
                return "channels", "kernel", "kernel2", "stride", "stride2"
            case [_, False, True, True]:
                return "before", "channels", "kernel", "stride"
            case [False, True, True, True]:
                return "channels", "kernel", "stride", "padding"
            case [_, False, True]:
                return "before", "channels", "kernel"
            case [False, True, True]:
                return "channels", "kernel", "stride"
        return ()

    def _conv(self, call: Call) -> Sequence[Step]:
        said = self._numbers(call)
        if call.plain and "kernel" not in call.named:
            names = [_CALLED.get(name, name) for name in self._order(call)]
            self.building.assume(_english.conv_order(", ".join(names)), self.line)
        if "kernel" not in said or "channels" not in said:
            raise self.pasted.error(_english.call_needs_both(call.text), *call.span)
        before = said.get("before", (0,))[0]
        if before and self.channels is not None and before != self.channels:
            raise self.pasted.error(_english.channels_differ(before, self.channels), *call.span)
        if before and self.channels is None:
            self.given = replace(self.given, channels=before)
        self.channels = said["channels"][0]
        kind = Kind.TRANSPOSED if call.kind == "transposed" else Kind.CONVOLUTION
        return (self._windowed(call, said, kind, self.channels),)

    def _windowed(self, call: Call, said: Mapping[str, tuple[int, ...]], kind: Kind, channels: int | None) -> Step:
        kernel = said["kernel"]
        kernel = kernel[:1] if len(set(kernel)) == 1 else kernel
        layer = convolution(kernel, channels, said.get("stride", (1,)), None, kind, said.get("dilation"))
        if call.rule is not None:
            return Step(replace(layer, padding=call.rule), call.span)
        if kind is Kind.TRANSPOSED and "padding" not in said:
            return Step(replace(layer, padding=(Sides(0, 0),)), call.span)
        padding = said.get("padding")
        if padding is None:
            return Step(layer, call.span, open=True)
        return Step(replace(layer, padding=tuple(Sides(each, each) for each in padding)), call.span)

    def _separable(self, call: Call) -> Sequence[Step]:
        said = self._numbers(call)
        if "kernel" not in said or "channels" not in said:
            raise self.pasted.error(_english.call_needs_both(call.text), *call.span)
        self.channels = said["channels"][0]
        by_channel = self._windowed(call, said, Kind.DEPTHWISE, None)
        return by_channel, Step(convolution((1,), self.channels), call.span)

    def _depthwise(self, call: Call) -> Sequence[Step]:
        names = [each for each in ("kernel", "stride", "padding") if each not in call.named]
        said = call.named | {name: (number,) for name, number in zip(names, call.plain, strict=False)}
        if "kernel" not in said or len(call.plain) > len(names):
            raise self.pasted.error(_english.call_needs_kernel(call.text), *call.span)
        for name, numbers in said.items():
            if name != "padding" and min(numbers) < 1:
                raise self.pasted.error(_english.ZERO, *call.span)
        return (self._windowed(call, said, Kind.DEPTHWISE, None),)

    def _pool(self, call: Call) -> Sequence[Step]:
        names = [each for each in ("kernel", "stride", "padding") if each not in call.named]
        if len(call.plain) > len(names) or "channels" in call.named:
            raise self.pasted.error(_english.argument(", ".join(map(str, call.plain)), call.text), *call.span)
        said = call.named | {name: (number,) for name, number in zip(names, call.plain, strict=False)}
        if self.time_first and len(call.plain) == 2 and names[0] == "kernel":
            said = call.named | {"kernel": tuple(call.plain)}
        kind = Kind.AVERAGE_POOL if call.kind == "average" else Kind.MAX_POOL
        if "kernel" not in said:
            self.building.assume(_english.GLOBAL, self.pasted.span(*call.span))
            return (Step(Layer(Kind.GLOBAL_AVERAGE if kind is Kind.AVERAGE_POOL else Kind.GLOBAL_MAX), call.span),)
        if min(said["kernel"] + said.get("stride", (1,))) < 1:
            raise self.pasted.error(_english.ZERO, *call.span)
        kernel = said["kernel"][:1] if len(set(said["kernel"])) == 1 else said["kernel"]
        layer = pool(kernel, said.get("stride", ()), said.get("padding", (0,)), kind)
        return (Step(replace(layer, padding=call.rule or layer.padding), call.span),)

    def _dense(self, call: Call) -> Sequence[Step]:
        units = [*call.plain, *call.named.get("channels", ())]
        soft = (Step(Layer(Kind.PASS, word="softmax"), call.span),) if call.kind == "softmax" else ()
        if not units and call.kind == "softmax":
            return soft
        if len(units) not in {1, 2}:
            raise self.pasted.error(_english.call_needs_units(call.text), *call.span)
        taken = self._positive(call, units[0]) if len(units) == 2 else None
        return Step(Layer(Kind.DENSE, (self._positive(call, units[-1]),)), call.span, takes=taken), *soft

    def _dropout(self, call: Call) -> Sequence[Step]:
        """Dropout; with a whole number D is a dense layer."""
        if call.name == "d" and len(call.plain) == 1 and not call.share and call.plain[0] > 1:
            return self._dense(call)
        if call.name == "d":
            self.building.assume(_english.DROPOUT_CALL, self.pasted.span(*call.span), certain=True)
        return (Step(Layer(Kind.PASS, word="drop"), call.span),)

    def _whole(self, call: Call) -> Sequence[Step]:
        return (Step(Layer(Kind.GLOBAL_AVERAGE), call.span),)

    def _input(self, call: Call) -> Sequence[Step]:
        match call.plain:
            case [first, second, third] if min(first, second, third) > 0:
                channels, height, width = (third, first, second) if third < first else (first, second, third)
                self.given = Input(channels, (height, width))
                self.channels = channels
            case [height, width] if min(height, width) > 0:
                self.given = Input(None, (height, width))
            case []:
                pass
            case _:
                raise self.pasted.error(_english.argument(", ".join(map(str, call.plain)), call.text), *call.span)
        return ()
