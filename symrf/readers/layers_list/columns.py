"""What the columns of a list of layers are called, and what a row of them is as a layer."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from symrf.networks.notation.architecture import Layer, PaddingRule, Sides
from symrf.networks.notation.kinds import WORDS, Kind
from symrf.readers.drafts import Step, convolution, pool
from symrf.readers.graph import Span
from symrf.readers.layers_list import _english
from symrf.readers.layers_list.literals import Data, numbers
from symrf.readers.pasted import Pasted

__all__ = ["COLUMNS", "Row", "column", "kind_of", "layers_of"]

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "kernel": ("k", "kernel", "kernelsize", "ksize", "filter", "filtersize", "size", "f", "fs", "window", "poolsize"),
    "stride": ("s", "stride", "strides", "st"),
    "padding": ("p", "pad", "padding", "pads"),
    "dilation": ("d", "dil", "dilation", "dilationrate", "rate", "dilations"),
    "channels": (
        *("c", "out", "filters", "channels", "outchannels", "nfilters", "numfilters", "dim", "maps", "outplanes"),
        *("features", "cout", "nout", "outputchannels", "featuremaps", "numoutput", "nf", "outc"),
    ),
    "before": ("in", "inchannels", "cin", "inplanes", "inputchannels", "inc", "infeatures"),
    "groups": ("g", "groups"),
    "units": ("units", "neurons", "numneurons", "outfeatures", "nodes", "hidden"),
    "widening": ("t", "expansion", "expandratio", "e", "exp"),
    "repeats": ("n", "numblocks", "repeats", "repeat", "num", "blocks"),
    "name": ("name", "layer", "layername", "id"),
    "type": ("type", "kind", "op", "operation", "operator", "layertype", "class"),
    "activation": ("activation", "act", "nonlinearity"),
    "size_after": (
        "outsize",
        "outputsize",
        "output",
        "outputshape",
        "outshape",
        "featuremap",
        "featuremapsize",
        "mapsize",
        "sizeout",
    ),
    "rf": ("rf", "receptivefield", "rfsize"),
    "jump": ("j", "jump", "effectivestride", "totalstride"),
    "size_before": ("input", "insize", "inputsize", "inputshape"),
}
"""A column, and how it is called, without blanks, lines and capitals."""

_BY_WORD = {word: field for field, words in COLUMNS.items() for word in words}

_TYPES: tuple[tuple[str, Kind | None], ...] = (  # the first that is found in a type or a name
    (r"^input", Kind.INPUT),
    (r"global.*max|^gmp", Kind.GLOBAL_MAX),
    (r"global|^gap", Kind.GLOBAL_AVERAGE),
    (r"deconv|transpose|upconv|^convt|^tconv", Kind.TRANSPOSED),
    (r"depthwise|^dw|_dw", Kind.DEPTHWISE),
    (r"conv|^c\d*$", Kind.CONVOLUTION),
    (r"avg|average|^ap\d*$", Kind.AVERAGE_POOL),
    (r"pool|^max|^p\d*$|^mp\d*$", Kind.MAX_POOL),
    (r"flatten", Kind.FLATTEN),
    (r"dense|^linear|^fc|fully|innerproduct|^ip\d*$|^svm$|^regression$", Kind.DENSE),
    (r"upsampl|^up\d*$", Kind.NEAREST),
)
_WORDS: tuple[tuple[str, str], ...] = (
    (r"drop", "drop"),
    (r"activation", "relu"),
    (r"batch_?norm|^bn", "bn"),
    (r"lrn|local.*norm|^norm\d*$", "lrn"),
    (r"softmax|^sm$", "softmax"),
)


@dataclass(frozen=True)
class Row:
    """What a row says, by column, where it stands, and its place among the layers."""

    cells: Mapping[str, Data]
    span: Span
    named: bool = True  # whether a type or a name says what it is

    def text(self, column: str) -> str:
        """What a column says in words."""
        return self.cells[column].word if column in self.cells else ""

    @property
    def called(self) -> str:
        """What the row is called in a message."""
        return self.text("name") or self.text("type") or "the layer"


def column(text: str) -> str | None:
    """The column that is called so, where one is.

    >>> column("Kernel size"), column("out_channels"), column("colour")
    ('kernel', 'channels', None)
    """
    return _BY_WORD.get(re.sub(r"[^a-z]", "", text.lower()))


def kind_of(text: str) -> Kind | str | None:
    """The kind of layer that a type or a name tells, or the word of one that keeps the size."""
    word = text.strip().lower()
    for pattern, kind in _TYPES:
        if re.search(pattern, word):
            return kind
    for pattern, name in _WORDS:
        if re.search(pattern, word):
            return name
    plain = re.sub(r"[^a-z0-9]", "", word)
    plain = {"leakyrelu": "lrelu", "leaky": "lrelu"}.get(plain, plain)
    return plain if plain in WORDS else re.sub(r"\d+$", "", plain) if re.sub(r"\d+$", "", plain) in WORDS else None


def layers_of(pasted: Pasted, row: Row) -> tuple[Step, ...]:
    """The layers of a row: the one that it describes, and its activation."""
    kind = kind_of(row.text("type")) if "type" in row.cells else kind_of(row.text("name"))
    if kind is None and "type" in row.cells:
        raise pasted.error(_english.unknown_type(row.text("type")), *row.cells["type"].span)
    step = _step(pasted, row, Kind.CONVOLUTION if kind is None else kind)
    said = [(each, number) for each in ("rf", "jump") for number in _numbers(pasted, row, each, 1)[:1]]
    gives = () if step.layer.kind in {Kind.DENSE, Kind.PASS} else _numbers(pasted, row, "size_after", 1)
    if len(gives) == 3:
        step, gives = _volume(step, gives)
    step = replace(step, name=row.text("name") or None, gives=gives, said=tuple(said))
    for each in ("widening", "repeats"):
        if each in row.cells and row.cells[each].number not in {None, 1}:
            raise pasted.error(_english.only_in_blocks(_said(pasted, row.cells[each])), *row.cells[each].span)
    activation = row.text("activation")
    word = kind_of(activation) if activation else None
    if step.layer.word == "softmax" and "units" in row.cells:
        return replace(step, layer=Layer(Kind.DENSE, _numbers(pasted, row, "units", 1))), step
    if isinstance(word, str) and word != "id":
        return step, Step(Layer(Kind.PASS, word=word), row.cells["activation"].span)
    return (step,)


def _volume(step: Step, volume: tuple[int, ...]) -> tuple[Step, tuple[int, ...]]:
    """A layer that gives so many channels of a size, in the one order or the other, and the size."""
    channels = step.layer.channels
    first = channels == volume[0] if channels in volume[::2] else volume[1] == volume[2]
    size = volume[1:] if first else volume[:2]
    if channels is None and step.layer.kind in {Kind.CONVOLUTION, Kind.TRANSPOSED}:
        step = replace(step, layer=replace(step.layer, channels=volume[0] if first else volume[2]))
    return step, size[:1] if len(set(size)) == 1 else size


def _step(pasted: Pasted, row: Row, kind: Kind | str) -> Step:
    if isinstance(kind, str):
        return Step(Layer(Kind.PASS, word=kind), row.span)
    if kind is Kind.DENSE:
        if _numbers(pasted, row, "kernel", 1) and _numbers(pasted, row, "stride", 1):
            return _windowed(pasted, row, Kind.CONVOLUTION)  # a dense layer written as a convolution
        named = ("units", "channels", "size_after", "kernel")
        units = [found for each in named if (found := _numbers(pasted, row, each, 1))]
        if not units or len(units[0]) > 1:
            raise pasted.error(_english.no_units(row.called), *row.span)
        taken = _numbers(pasted, row, "before", 1)
        return Step(Layer(kind, units[0]), row.span, takes=taken[0] if taken else None)
    if kind in {Kind.GLOBAL_AVERAGE, Kind.GLOBAL_MAX, Kind.FLATTEN}:
        return Step(Layer(kind), row.span)
    if kind is Kind.NEAREST:
        factor = _numbers(pasted, row, "stride", 1) or _numbers(pasted, row, "kernel", 1) or (2,)
        return Step(Layer(kind, factor), row.span)
    return _windowed(pasted, row, kind)


def _windowed(pasted: Pasted, row: Row, kind: Kind) -> Step:
    kernel = _numbers(pasted, row, "kernel", 1)
    if not kernel:
        if kind in {Kind.AVERAGE_POOL, Kind.MAX_POOL} and "stride" not in row.cells:
            whole = Kind.GLOBAL_AVERAGE if kind is Kind.AVERAGE_POOL else Kind.GLOBAL_MAX
            return Step(Layer(whole), row.span)
        raise pasted.error(_english.no_kernel(row.called), *row.span)
    if "stride" in row.cells and 0 in (numbers(row.cells["stride"]) or ()):
        raise pasted.error(_english.stride_zero("0"), *row.cells["stride"].span)
    stride = _numbers(pasted, row, "stride", 1)
    padding = _padding(pasted, row)
    open_ = padding is None
    if kind in {Kind.AVERAGE_POOL, Kind.MAX_POOL}:
        layer = replace(pool(kernel, stride, (0,), kind), padding=(Sides(0, 0),) if open_ else padding)
        return Step(layer, row.span)
    channels = _numbers(pasted, row, "channels", 1)
    groups = _numbers(pasted, row, "groups", 1)
    dilation = _numbers(pasted, row, "dilation", 1) or None
    layer = convolution(kernel, channels[0] if channels else None, stride or (1,), None, kind, dilation)
    layer = replace(layer, padding=padding, groups=groups[0] if groups and groups[0] > 1 else None)
    return Step(layer, row.span, open=open_)


def _numbers(pasted: Pasted, row: Row, name: str, least: int) -> tuple[int, ...]:
    """The numbers in a column, one for all axes where they are equal; none where it is empty."""
    cell = row.cells.get(name)
    if cell is None or cell.value in (None, ""):
        return ()
    found = numbers(cell)
    what = name.replace("_", " ")
    if found is None or len(found) > 3:
        raise pasted.error(_english.number_needed(what, _said(pasted, cell)), *cell.span)
    if min(found) < least:
        raise pasted.error(_english.at_least(what, least), *cell.span)
    return found[:1] if len(set(found)) == 1 else found


def _padding(pasted: Pasted, row: Row) -> tuple[Sides, ...] | PaddingRule | None:
    cell = row.cells.get("padding")
    if cell is None or cell.value in (None, ""):
        return None
    if cell.word:
        rules = {rule.value: rule for rule in PaddingRule}
        if cell.word.lower() not in rules:
            raise pasted.error(_english.padding_word(cell.word), *cell.span)
        return rules[cell.word.lower()]
    return tuple(Sides(each, each) for each in _numbers(pasted, row, "padding", 0))


def _said(pasted: Pasted, cell: Data) -> str:
    return pasted.clean[slice(*cell.span)][:40]
