"""The road of what people have: text, path, bytes or object -> its kind -> one reader -> a graph -> a Paste."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from importlib import import_module
from itertools import chain, islice
from typing import Any

from symrf.errors import InputError, NotationError, ReadError
from symrf.exact.sets.integrality import BadNumber
from symrf.formulas import limits
from symrf.formulas.tree import Symbol
from symrf.networks.notation.architecture import Architecture
from symrf.networks.notation.parameters import checked
from symrf.networks.notation.reader import parse
from symrf.readers import _english
from symrf.readers.checks import check_channels, check_numbers, claims, input_channels, shared_weights
from symrf.readers.cleaning import cleanings
from symrf.readers.detection import UTF_8, Unrecognized, coding, detected, in_notation, names_file, reader_named
from symrf.readers.graph import Graph, LeftOut, Note
from symrf.readers.notating import notated
from symrf.readers.paste import Input, Paste
from symrf.readers.pasted import Pasted
from symrf.readers.symbols import expressions, respelled
from symrf.readers.table import NOTATION, Reader, dialect

__all__ = ["Unrecognized", "definitions", "read", "read_data", "read_file", "read_graphs", "read_text", "text_in"]

_PICKLES = (b"\x80\x02", b"\x80\x03", b"\x80\x04", b"\x80\x05")
_ARCHIVE, _PICKLED = b"PK\x03\x04", b"data.pkl"  # torch.save writes an archive, whose first file is a pickle
_HEAD = 64  # bytes that show of which kind a file is
_WAYS = 12  # in which a text may be meant that are looked at: fences and prompts
_LIVE = {
    "torch": "live_torch",
    "keras": "tables.live_keras",
    "tensorflow": "tables.live_keras",
    "tf_keras": "tables.live_keras",
}


def read(
    source: object, kind: str | None = None, network: str | None = None, assume: str | Sequence[str] = ()
) -> Paste:
    """The network that a source has: a text, a path, bytes, a live model or a list of layers.

    >>> str(read("c3 p2 c3").architecture)
    'c3 p2 c3'
    """
    assumed = definitions([assume] if isinstance(assume, str) else assume)
    if isinstance(source, os.PathLike):
        return read_file(os.fspath(source), kind, network, assumed)
    if isinstance(source, bytes):
        return read_data(source, "", kind, network, assumed)
    if isinstance(source, str) and names_file(source):
        return read_file(source, kind, network, assumed)
    if isinstance(source, str):
        return read_text(source, kind, network, assumed)
    return _live(source, network, assumed)


def definitions(assume: Iterable[str]) -> dict[str, Architecture]:
    """The networks that are assumed for names: `SPPF = [id | p5s1p2]`."""
    found = {}
    for text in assume:
        name, equals, network = text.partition("=")
        if not equals or not name.strip():
            raise InputError(_english.assumption_is_a_definition(text), text, (0, len(text)))
        found[name.strip()] = _network(network, text, len(name) + 1)
    return found


def _network(network: str, text: str, start: int) -> Architecture:
    """The network of an assumption, whose refusal points into the whole of it."""
    try:
        return parse(network)
    except NotationError as error:
        first, last = error.span or (0, len(network))
        raise NotationError(error.message, text, (start + first, start + last)) from None


def read_file(
    name: str, kind: str | None = None, network: str | None = None, assumed: Mapping[str, Architecture] | None = None
) -> Paste:
    """The network in a file; of an ONNX file weights are stepped over, however large it is."""
    try:
        with open(name, "rb") as opened:
            data = opened.read(_HEAD)
            large = os.fstat(opened.fileno()).st_size > limits.FILE_BYTES
            data += b"" if large else opened.read(limits.FILE_BYTES)
    except OSError as error:
        raise InputError(_english.unreadable(name, error.strerror or str(error))) from None
    if large or len(data) > limits.FILE_BYTES:
        from symrf.readers.onnx import reading as onnx

        if not onnx.claims(Pasted("", "", data=data[:_HEAD])):
            raise InputError(_english.file_too_long(name, limits.FILE_BYTES))
        return read_graphs(onnx.read_file(name, assumed), "onnx", network=network)
    return read_data(data, name, kind, network, assumed)


def read_data(
    data: bytes,
    name: str = "",
    kind: str | None = None,
    network: str | None = None,
    assumed: Mapping[str, Architecture] | None = None,
) -> Paste:
    """The network in the bytes of a file."""
    if data.startswith(_PICKLES) or (data.startswith(_ARCHIVE) and _PICKLED in data[:200]):
        raise ReadError(_english.PICKLE)
    if (text := text_in(data)) is not None:
        return read_text(text, kind, network, assumed, name)
    return _of_ways(iter([Pasted("", "", data=data, file=name, assumed=assumed or {})]), kind, network)


def text_in(data: bytes) -> str | None:
    """The text that bytes are; None where they are a file of another kind, as one of ONNX may be UTF-8, too."""
    encoding = coding(data)
    if data.startswith(b"\b") or (b"\0" in data[:_HEAD] and encoding == UTF_8):
        return None
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    return None if "\0" in text else text


def read_text(
    text: str,
    kind: str | None = None,
    network: str | None = None,
    assumed: Mapping[str, Architecture] | None = None,
    name: str = "",
    notation: bool | None = None,
) -> Paste:
    """The network in a text, of which it may be known whether it is in the notation."""
    if len(text) > limits.READ_CHARACTERS:
        raise ReadError(_english.too_long_to_read(len(text), limits.READ_CHARACTERS))
    if not text.strip():
        raise ReadError(_english.EMPTY)
    if name.endswith(".ipynb"):
        raise InputError(_english.notebook(name))
    ways = islice(cleanings(text, name, assumed), _WAYS)
    if kind is None and notation is None:
        notation = in_notation(_with_definitions(text, assumed or {}))
    return _of_ways(ways, kind, network, bool(notation))


def _of_ways(ways: Iterator[Pasted], kind: str | None, network: str | None, notation: bool = False) -> Paste:
    """The network of what may be meant in several ways."""
    first = next(ways)
    if kind is None:
        found = detected(first, ways, notation)
        if found is not None:
            return _of_reader(*found, network)
    elif kind != NOTATION:
        reader = reader_named(kind)
        meant = (each for each in chain((first,), ways) if bool(each.data) == reader.binary and reader.claims(each))
        pasted = next(meant, first)
        return _of_reader(reader, pasted, network)
    return _of_notation(first.text, first.assumed)


def _of_notation(text: str, assumed: Mapping[str, Architecture]) -> Paste:
    """A network that is in the notation already, in which the names that are assumed may stand."""
    architecture = parse(_with_definitions(text, assumed))
    said = architecture.input
    channels = said.sizes[0] if said is not None and said.sizes else None
    return Paste(architecture, ("w", "h"), input=Input(channels), kind=NOTATION, text=text)


def _with_definitions(text: str, assumed: Mapping[str, Architecture]) -> str:
    """A text behind the names that are assumed in it."""
    return "; ".join((*(f"{name} = {network}" for name, network in assumed.items()), text))


def _of_reader(reader: Reader, pasted: Pasted, network: str | None) -> Paste:
    """The network that a reader finds."""
    paste = read_graphs(reader.read(pasted), reader.name, pasted.text, network)
    if dialect(pasted.text) is reader:
        paste = replace(paste, notes=(Note(_english.read_as_dialect(reader.title)), *paste.notes))
    return paste


def read_graphs(graphs: Sequence[Graph], kind: str, text: str = "", network: str | None = None) -> Paste:
    """The last of several networks, or that of a name, in the notation."""
    names = tuple(graph.name or f"{place}" for place, graph in enumerate(graphs, 1))
    if not graphs:
        raise ReadError(_english.NO_LAYERS, text)
    if network is not None and network not in names:
        for left in (note for graph in graphs for note in graph.notes if isinstance(note, LeftOut)):
            if left.name == network:
                raise ReadError(left.reason, text, left.span)
        raise InputError(_english.no_network(network, names))
    place = len(names) - 1 if network is None else len(names) - 1 - names[::-1].index(network)
    paste = _paste(graphs[place], kind, text)
    notes = paste.notes
    if network is None and len(names) > 1:
        notes = (Note(_english.several_networks(names, names[-1]), graphs[-1].span), *notes)
    alone = len(graphs) == 1 and graphs[0].name is None
    return replace(paste, notes=notes, network="" if alone else names[place], networks=() if alone else names)


def _paste(graph: Graph, kind: str, text: str) -> Paste:
    """A graph in the notation, with what its text says of it and what does not go together."""
    graph = respelled(replace(graph, channels=input_channels(graph)))
    if not graph.nodes or not set(graph.outputs) - {0}:
        raise ReadError(_english.NO_LAYERS, text, graph.span)
    if (wrong := check_numbers(graph)) is not None:
        raise ReadError(wrong[0], text, wrong[1])
    found = notated(graph)
    conflicts = (*check_channels(graph), *_unsettled(graph, found.architecture))
    return Paste(
        found.architecture,
        graph.axes or ("h", "w"),  # a vector is one pixel on each
        graph.convention,
        Input(graph.channels, dict(zip(graph.axes, graph.size, strict=False))),
        claims(graph, found.numbers, found.called),
        (*graph.notes, *conflicts, *shared_weights(graph)),
        graph.certain and not conflicts,
        kind,
        text=text,
    )


def _unsettled(graph: Graph, network: Architecture) -> tuple[Note, ...]:
    """What does not hold of all values of the symbols, and must for the network to be one."""
    if all(isinstance(each, Symbol) for each in expressions(graph)):
        return ()
    try:
        checked(network)
    except BadNumber as bad:
        return (Note(_english.not_for_all(bad.message)),)
    return ()


def _live(source: object, network: str | None, assumed: Mapping[str, Architecture]) -> Paste:
    """The network of an object in memory: a model whose framework is loaded, or a list of layers."""
    if isinstance(source, list | tuple):
        return read_text(repr(source), None, network, assumed)
    roots = {each.__module__.partition(".")[0] for each in type(source).__mro__}
    framework = next((root for root in _LIVE if root in roots and root in sys.modules), None)
    if framework is None:
        raise InputError(_english.no_source(source))
    module: Any = import_module(f"symrf.readers.{_LIVE[framework]}")
    return read_graphs(module.graphs(source), framework, "", network)
