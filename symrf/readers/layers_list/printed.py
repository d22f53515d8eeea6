"""What darknet prints of a network: `0 conv 16 3 x 3/ 1 224 x 224 x 3 -> 224 x 224 x 16`, a row each layer."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from symrf.formulas import limits
from symrf.networks.notation.architecture import Join, Layer, Rounding, Sides
from symrf.networks.notation.kinds import Kind
from symrf.readers.graph import Building, Graph, Span
from symrf.readers.layers_list import _english
from symrf.readers.pasted import Pasted

__all__ = ["is_printed", "printed"]

_ROW = re.compile(r"^[ \t]*(?P<index>\d{1,4})[ \t]+(?P<kind>[A-Za-z]\w*(?: Layer)?)\b:?(?P<rest>[^\n]*)$", re.M)
_SHAPE = re.compile(r"(\d{1,5}) ?x *(\d{1,5}) ?x *(\d{1,5})")
_WINDOW = re.compile(
    r"[ \t]*(?:(?P<filters>\d{1,5})(?: ?/ *(?P<groups>\d{1,5}))?[ \t]+)?(?P<k>\d{1,3}) x *(?P<other>\d{1,3})"
    r"(?: ?/ *(?P<stride>\d{1,2}))?(?: ?\( *(?P<dilation>\d{1,2})\))?[ \t]"
)
_TIMES = re.compile(r"^[ \t]*(\d{1,3})x[ \t]")
_ADDED = re.compile(r"[ \t]*(\d{1,4})\b")
_JOINED = re.compile(r"(?:[ \t]+\d{1,4}\b(?! ?x))+")
_HEADS = {"yolo", "detection", "region", "cost"}
_WORDS = {"softmax": "softmax", "dropout": "drop"}


def is_printed(pasted: Pasted) -> bool:
    """Whether rows are numbered from 0, a convolution among them with its sizes before and after."""
    found = [match for match in _ROW.finditer(pasted.clean) if match["kind"] == "conv"]
    told = [match for match in found if len(_SHAPE.findall(match["rest"])) == 2 and _WINDOW.match(match["rest"])]
    return bool(told) and next(_ROW.finditer(pasted.clean))["index"] == "0"


def printed(pasted: Pasted) -> Graph:
    """The network of the rows, with padding as the sizes tell; its outputs are its heads."""
    reading = _Reading(pasted)
    rows = list(_ROW.finditer(pasted.clean))
    for number, row in enumerate(rows):
        if int(row["index"]) != number or number >= limits.LINE_LAYERS:
            raise pasted.error(_english.row_missing(number), *row.span("index"))
        reading.row(row)
    reading.building.assume(_english.PRINTED, pasted.span(*rows[0].span()), certain=True)
    outputs = reading.heads or [reading.places[-1]]
    return reading.building.graph(*outputs, channels=reading.channels, size=reading.size, convention="darknet")


@dataclass
class _Reading:
    """Rows that become nodes; `places` has that of each row."""

    pasted: Pasted
    building: Building = field(default_factory=Building)
    places: list[int] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    channels: int | None = None
    size: tuple[int, ...] = ()

    def row(self, row: re.Match[str]) -> None:
        """Append the node of a row."""
        shapes = [tuple(map(int, each)) for each in _SHAPE.findall(_TIMES.sub("", row["rest"], count=1))]
        if not self.places and shapes:
            self.channels, self.size = shapes[0][2], (shapes[0][1], shapes[0][0])
        source = self.places[-1] if self.places else 0
        kind, span = row["kind"].lower(), self.pasted.span(*row.span())
        if kind in _HEADS:
            self.places.append(source)
            self.heads += [source] if kind != "cost" else []
            return
        place = self._joined(kind, row, source, span)
        if place is None:
            place = self.building.add(self._layer(kind, row, shapes), source, span=span)
        self.places.append(place)
        if len(shapes) == 2 or (shapes and kind in {"res", "shortcut layer", "route"}):
            self.building.expect(place, "size", shapes[-1][1], shapes[-1][0], span=span)
            self.building.expect(place, "channels", shapes[-1][2], span=span)

    def _joined(self, kind: str, row: re.Match[str], source: int, span: Span) -> int | None:
        """The place of a sum or a concatenation of earlier rows."""
        if kind in {"res", "shortcut layer", "shortcut"}:
            added = _ADDED.match(row["rest"])
            if added is None:
                raise self.pasted.error(_english.not_printed(row["kind"]), *row.span("kind"))
            return self.building.add(Join.ADD, source, self._at(row, int(added[1])), span=span)
        if kind == "route":
            found = _JOINED.match(row["rest"])
            if found is None or re.match(r"[ \t]*\d+ ?/", row["rest"][found.end() - 1 :]):
                raise self.pasted.error(_english.not_printed(row["kind"]), *row.span("kind"))
            places = [self._at(row, int(each)) for each in found[0].split()]
            return places[0] if len(places) == 1 else self.building.add(Join.CONCATENATE, *places, span=span)
        return None

    def _at(self, row: re.Match[str], index: int) -> int:
        if index >= len(self.places):
            raise self.pasted.error(_english.row_later(index), *row.span())
        return self.places[index]

    def _layer(self, kind: str, row: re.Match[str], shapes: list[tuple[int, ...]]) -> Layer:
        window = _WINDOW.match(row["rest"])
        if kind in {"conv", "max", "deconv"} and window is not None and len(shapes) == 2:
            return self._window(kind, row, window, shapes[0], shapes[1])
        if kind in {"avg", "average"}:
            return Layer(Kind.GLOBAL_AVERAGE)
        if kind in _WORDS:
            return Layer(Kind.PASS, word=_WORDS[kind])
        if kind == "upsample" and (times := _TIMES.match(row["rest"])):
            return Layer(Kind.NEAREST, (max(int(times[1]), 1),))
        raise self.pasted.error(_english.not_printed(row["kind"]), *row.span("kind"))

    def _window(
        self, kind: str, row: re.Match[str], window: re.Match[str], before: tuple[int, ...], after: tuple[int, ...]
    ) -> Layer:
        """A convolution or a pool, with the padding that gives the size after it on both axes."""
        kernel, stride = int(window["k"]), int(window["stride"] or 1)
        dilation, groups = int(window["dilation"] or 1), int(window["groups"] or 1)
        if kernel != int(window["other"]) or min(kernel, stride, dilation, groups) < 1 or kind == "deconv":
            raise self.pasted.error(_english.not_printed(row["kind"]), *row.span("kind"))
        reach = dilation * (kernel - 1)
        usual = [kernel - 1, 0] if kind == "max" else [2 * (kernel // 2) * dilation, 0]
        fits = [
            each
            for each in usual
            if all((n + each - reach - 1) // stride + 1 == m for n, m in zip(before[:2], after[:2], strict=True))
        ]
        if not fits:
            raise self.pasted.error(_english.no_padding_fits(row["kind"]), *row.span())
        sides = (Sides(fits[0] // 2, fits[0] - fits[0] // 2),)
        if kind == "max":
            return Layer(Kind.MAX_POOL, (kernel,), (stride,), sides, rounding=Rounding.FLOOR)
        return Layer(
            Kind.CONVOLUTION,
            (kernel,),
            (stride,),
            sides,
            None if dilation == 1 else (dilation,),
            groups=None if groups == 1 else groups,
            channels=after[2],
        )
