"""A list or a table of layers -> the networks that it describes; a Python list of them likewise."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from symrf.errors import ReadError
from symrf.formulas import limits
from symrf.readers.drafts import Piece, Step, flattened, steps, write
from symrf.readers.graph import Building, Graph, Note
from symrf.readers.layers_list import _english, letters
from symrf.readers.layers_list.listed import columns, dilated, dilations, listed
from symrf.readers.layers_list.literals import Data, assigned, embedded, quoted
from symrf.readers.layers_list.objects import input_of, is_objects, layers, objects, scripted
from symrf.readers.layers_list.rows import is_rows, named_rows, pools, rows, same
from symrf.readers.layers_list.tables import is_table, table
from symrf.readers.pasted import Pasted
from symrf.readers.settling import settle

__all__ = ["claims", "graphs", "read"]

_LITERAL = re.compile(r"\s*(?:#[^\n]*\n\s*|//[^\n]*\n\s*)*(?:[A-Za-z_][\w.]*\s*(?::[^=\n]*)?=\s*)?(?:[\[({]|dict\()")
_SCRIPT = re.compile(r"layer_defs|(?:^|[\[(,;])\s*\{\s*type\s*:")
_EXTRAS = re.compile(r"extras?", re.I)
_BASE = re.compile(r"base|vgg", re.I)

_SOUND = re.compile(
    r"conv[-_]feature|feature[-_]enc|extractor[-_]conv|wav2vec|hubert|\bconv_dim\b.*conv_stride|\(\d+, ?10, ?5\)",
    re.I | re.S,
)
_POOLS = re.compile(r"(?:max_?|avg_?)?pool", re.I)
_HOLDING = re.compile(r"[=:\s]\s*['\"]?[\[{(]")
_OTHER = re.compile(
    r"anchor|scale|shape|mean|std|step|milestone|bbox|ratio|palette|colou?r|crop|norm|classes|labels", re.I
)
_CODE = re.compile(
    r"^[ \t]*(?:import|from) (?:torch|keras|tensorflow|mxnet|flax)\b[\s\S]*?(?:\b(?:class|def) |\w\()|\bnn\.\w+\(|"
    r"\bkeras\.|\btf\.\w|class_name|\bConv\d[dD]\(|^[ \t]*\(\w+\): \w+ ?[({]|\blayer \{",
    re.M,
)
_SUM = re.compile(r"\]\s*(?:\*\s*\d+\s*)?\+\s*\[")

Named = tuple[str, Data]


def claims(pasted: Pasted) -> bool:
    """Whether the text is a list, a dictionary or a table of layers and nothing else."""
    if _LITERAL.match(pasted.clean) or quoted(pasted.clean):
        try:
            found = assigned(pasted)
        except ReadError:  # a list that is too long, as `read` says
            return True
        if found is not None:
            return _told(tuple(_flat(found)))
    if _HOLDING.search(pasted.clean) and not _CODE.search(pasted.clean) and _told(_around(pasted)):
        return True
    return is_table(pasted) or (bool(_SCRIPT.search(pasted.clean)) and scripted(pasted) is not None)


def read(pasted: Pasted) -> tuple[Graph, ...]:
    """The networks of the lists in a text, in their order, each by its name."""
    found = assigned(pasted)
    if found is None:
        script = scripted(pasted) if _SCRIPT.search(pasted.clean) else None
        found = {} if script is None else {"": script}
    named = list(_flat(found)) if found else list(_around(pasted))
    graphs = tuple(_graphs(pasted, named))
    if not found:
        graphs = tuple(replace(each, notes=(Note(_english.AROUND), *each.notes)) for each in graphs)
    if not graphs and is_table(pasted):
        building = Building()
        pieces, channels, size = table(pasted, building)
        graphs = (_graph(pasted, building, pieces, (), given=(channels, size)),)
    if not graphs:
        raise pasted.error(_english.no_rows(), 0, len(pasted.clean))
    return graphs


def graphs(value: object) -> tuple[Graph, ...]:
    """The networks of a list, a tuple or a dictionary of layers.

    Raises ReadError for what is none.

    >>> [node.item.text for node in graphs([(3, 1, 1), (2, 2, 0)])[0].nodes]
    ['c3s1p1', 'c2s2p0']
    """
    _plain(value, [0])
    return read(Pasted.of(repr(value)))


def _plain(value: object, count: list[int], depth: int = 0) -> None:
    """Refuse what holds anything but lists, dictionaries, numbers and words, or too many of them."""
    count[0] += 1
    if count[0] > limits.LIST_ITEMS or depth > limits.NETWORK_DEPTH:
        raise ReadError(_english.too_many(limits.LIST_ITEMS))
    if type(value) in (list, tuple):
        for each in value:  # type: ignore[attr-defined]
            _plain(each, count, depth + 1)
    elif type(value) is dict:
        for key, each in value.items():
            _plain(key, count, depth + 1)
            _plain(each, count, depth + 1)
    elif type(value) not in (int, float, str, bool, type(None)):
        raise ReadError(_english.object_needed(type(value).__name__))


def _flat(found: dict[str, Data], before: str = "") -> Iterator[Named]:
    """What is assigned, and what dictionaries hold, with the names on the way."""
    for name, data in found.items():
        called = ".".join(filter(None, (before, name)))
        if data.entries and layers(data) is None and named_rows(data) is None:
            yield from _flat(data.entries, called)
        else:
            yield called, data


def _around(pasted: Pasted) -> tuple[Named, ...]:
    """What code gives names, without pairs of numbers, which may be anything; equal names are told apart."""
    named: list[Named] = []
    for name, data in embedded(pasted):
        for called, each in _flat({name: data}):
            if is_rows(each) and len(each.items[0].items) < 3:
                continue
            times = sum(other.partition("#")[0] == called for other, _ in named) if each.items else 0
            named.append((f"{called}#{times + 1}" if times else called, each))
    return tuple(named)


def _told(named: Sequence[Named]) -> bool:
    """Whether one is a list of layers, or several are its columns."""
    return (
        any(_known(data) and not (is_rows(data) and _OTHER.search(name)) for name, data in named)
        or bool(columns(named))
        or dilations(named) is not None
    )


def _known(data: Data) -> bool:
    if named_rows(data) is not None:
        return True
    inner = layers(data) if data.entries else data
    if inner is None:
        return False
    return is_rows(inner) or is_objects(inner) or letters.is_letters(inner) or letters.is_separable(inner)


def _graphs(pasted: Pasted, named: Sequence[Named]) -> Iterator[Graph]:
    """A graph for each list of layers; the two of SSD are one."""
    extras = {name.rpartition(".")[2]: data for name, data in named if _is_extras(name, data)}
    if not any(_known(data) for _, data in named):
        building = Building()
        if table := columns(named):
            yield _graph(pasted, building, listed(pasted, table, building), named)
        elif found := dilations(named):
            stack = dilated(pasted, *found, building)
            yield building.graph(write(building, pasted, stack), axes=("w",))
        return
    empty = [(name, data) for name, data in named if data.value == ()]
    for name, data in named:
        building = Building()
        for other, each in named:
            if letters.other(each):
                building.assume(_english.other_letters(other), pasted.span(*each.span), certain=True)
        for other, each in empty:
            building.assume(_english.left_out(other), pasted.span(*each.span), certain=True)
        last = name.rpartition(".")[2]
        if _is_extras(name, data):
            if not any(_is_base(other, each) and other.rpartition(".")[2] == last for other, each in named):
                pieces = tuple(letters.extras(pasted, data, building))
                yield _graph(pasted, building, pieces, named, name=name)
        elif _is_base(name, data) and last in extras:
            yield _detector(pasted, building, name, data, extras[last])
        elif _known(data) and not (is_rows(data) and _OTHER.search(name)):
            yield _one(pasted, building, name, data, named)


def _is_extras(name: str, data: Data) -> bool:
    return bool(_EXTRAS.search(name)) and letters.is_letters(data)


def _is_base(name: str, data: Data) -> bool:
    return bool(_BASE.search(name)) and letters.is_letters(data)


def _one(pasted: Pasted, building: Building, name: str, data: Data, named: Sequence[Named]) -> Graph:
    around: Sequence[Named] = named
    inner = data
    if data.entries:
        inner = layers(data) or data
        around = (*((key, each) for key, each in data.entries.items()), *named)
    first = next(
        (each for each in inner.items if "type" in each.entries and each.entries["type"].word == "input"), None
    )
    if first is not None:
        around = (*_scripted_input(first), *around)
    if told := named_rows(data):
        pieces = rows(pasted, *told, building)
    elif is_objects(inner):
        pieces = objects(pasted, inner)
    elif is_rows(inner):
        pieces = rows(pasted, inner, _names(around, len(inner.items)), building)
        if name.rpartition(".")[2] == "conv_filters":
            building.assume(_english.FILTERS, pasted.span(*inner.span))
            pieces = tuple(same(pieces))
    elif letters.is_separable(inner):
        pieces = tuple(letters.separable(pasted, inner, building))
    elif any(each.items for each in inner.items):
        pieces = tuple(letters.rows_with_letters(pasted, inner, building))
    else:
        pieces = tuple(letters.base(pasted, inner, building))
        building.assume(_english.NO_CLASSIFIER, pasted.span(*inner.span), certain=True)
    return _graph(pasted, building, pieces, around, name=name)


def _scripted_input(first: Data) -> Sequence[Named]:
    """The input of ConvNetJS, and that of others."""
    cells = first.entries
    if {"out_sx", "out_sy", "out_depth"} <= cells.keys():
        return [("input", Data((cells["out_depth"], cells["out_sy"], cells["out_sx"]), first.span))]
    return [("input", each) for key, each in cells.items() if key in {"shape", "size", "input_shape"}]


def _names(named: Sequence[Named], count: int) -> Sequence[Data]:
    """The names that stand beside the rows."""
    for _, data in named:
        if data.items and all(each.word for each in data.items) and pools(data.items):
            return data.items if len(data.items) == count or len(named) < 4 else ()
    return ()


def _detector(pasted: Pasted, building: Building, name: str, base: Data, extras: Data) -> Graph:
    """SSD, whose outputs are the feature maps that it reads."""
    building.assume(_english.CHANNELS, pasted.span(*base.span))
    pieces = tuple(letters.base(pasted, base, building))
    last = max(place for place, each in enumerate(base.items) if each.word)
    place = write(building, pasted, pieces)
    outputs = [last]
    building.assume(_english.BETWEEN, pasted.span(*base.span))
    place = write(building, pasted, letters.between(base), place)
    outputs.append(place)
    for step in letters.extras(pasted, extras, building):
        place = write(building, pasted, (step,), place)
        if isinstance(step, Step) and step.layer.sizes == (3,):
            outputs.append(place)
    building.assume(_english.OUTPUTS, pasted.span(*base.span))
    return building.graph(*outputs, channels=3, name=name.rpartition(".")[2] or None, span=pasted.span(*base.span))


def _graph(
    pasted: Pasted,
    building: Building,
    pieces: Sequence[Piece],
    named: Sequence[Named],
    name: str = "",
    given: tuple[int | None, tuple[int, ...]] = (None, ()),
) -> Graph:
    """The graph of layers, with the input that the text tells and its padding settled."""
    found = list(steps(pieces))
    if not found:
        raise pasted.error(_english.no_rows(), 0, len(pasted.clean))
    if len(found) > limits.LINE_LAYERS:
        raise pasted.error(_english.too_many_layers(limits.LINE_LAYERS), *found[limits.LINE_LAYERS].span)
    channels, size = input_of(pasted, named, building) if named else given
    if any(step.open for step in found):
        building.assume(_english.NO_PADDING, pasted.span(*next(step.span for step in found if step.open)))
    settled = settle(pieces, size, padded=False)
    flat = flattened(settled.pieces)
    if len(flat) > len(settled.pieces):
        building.assume(_english.FLATTENED, certain=True)
    sound = bool(_SOUND.search(pasted.clean)) or (not name and bool(_SUM.search(pasted.clean)))
    axes = ("w",) if sound else ("h", "w")
    if sound:
        building.assume(_english.SOUND, certain=True)
        channels = 1
    place = write(building, pasted, flat)
    for called, data in named:
        if _POOLS.match(called.rpartition(".")[2]) and data.number:
            building.assume(_english.pool_beside(called), pasted.span(*data.span))
    if channels is None and any(step.layer.channels is not None for step in found) and len(axes) == 2:
        building.assume(_english.CHANNELS, certain=True)
        channels = 3
    if len(axes) == 1:
        size = size[:1]
    return building.graph(place, channels=channels, size=size, axes=axes, name=name or None)
