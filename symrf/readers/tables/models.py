"""The configuration of a Keras model -> Graph: a chain of layers, or layers that say which others they read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import cast

from symrf.errors import ReadError
from symrf.formulas import limits
from symrf.networks.notation.architecture import Join, Layer, Value
from symrf.networks.notation.kinds import Kind
from symrf.readers.graph import Building, Graph, Span
from symrf.readers.inlining import inlined
from symrf.readers.keras_layers import Config, joined, layer, recurrent
from symrf.readers.pasted import Pasted
from symrf.readers.tables import _english
from symrf.readers.tables.calls import Call, channels_first, inbound, tensors
from symrf.readers.tables.tensors import AXES, Tensor, as_image, assumed, axes_of_all, left_out_reason

__all__ = ["model_graph"]

_MODELS = {"Sequential", "Functional", "Model"}
_NAMED = re.compile(r"[\"']name\\?[\"']\s*:\s*\\?[\"']([^\"'\\]*)\\?[\"']")
_DEPTH = 20  # models in models


@dataclass
class _Reading:
    """What is read so far."""

    pasted: Pasted
    channels_first: bool
    building: Building = field(default_factory=Building)
    input: Tensor | None = None
    size: tuple[int, ...] = ()

    @cached_property
    def names(self) -> Mapping[str, tuple[int, int]]:
        """Where each name in the text stands first."""
        found: dict[str, tuple[int, int]] = {}
        for match in _NAMED.finditer(self.pasted.clean):
            found.setdefault(match[1], match.span(1))
        return found

    def span(self, name: str) -> tuple[int, int] | None:
        """Where a layer's name stands."""
        return self.names.get(name)

    def error(self, message: str, at: tuple[int, int] | None = None) -> ReadError:
        if not self.pasted.text:
            return ReadError(message)
        return self.pasted.error(message, *(at or (0, 1)))


def model_graph(pasted: Pasted, model: Mapping[str, object] | Sequence[object]) -> Graph:
    """The network of a model, or of its configuration alone."""
    inner = model.get("config", model) if isinstance(model, Mapping) else model
    reading = _Reading(pasted, channels_first(model))
    name = inner.get("name") if isinstance(inner, Mapping) else None
    outputs = _model(reading, inner, (), "", 0)
    places = tuple(dict.fromkeys(each.place for each in outputs if each is not None and each.place))
    if not reading.building.nodes:
        raise reading.error(_english.NO_LAYERS)
    first = reading.input or Tensor(0, 2, None)
    return reading.building.graph(
        *(places or (len(reading.building.nodes),)),
        channels=first.channels,
        size=reading.size,
        axes=axes_of_all(reading.building, 2 if first.axes is None else first.axes),
        convention="tensorflow",
        name=name if isinstance(name, str) else None,
    )


def _model(
    reading: _Reading, config: object, given: Sequence[Tensor | None], prefix: str, depth: int
) -> list[Tensor | None]:
    """Append the layers of a model that reads the given tensors, or its own input; its outputs."""
    if depth > _DEPTH:
        raise reading.error(_english.TOO_DEEP)
    layers = config.get("layers") if isinstance(config, Mapping) else config
    if not isinstance(layers, Sequence) or not layers or not all(isinstance(each, Mapping) for each in layers):
        raise reading.error(_english.NO_MODEL)
    rows = cast(Sequence[Mapping[str, object]], layers)
    if isinstance(config, Mapping) and any("inbound_nodes" in row for row in rows):
        return _Functional(reading, config, rows, prefix, depth).outputs(given)
    tensor: Tensor | None = given[0] if given else None
    for index, row in enumerate(rows):
        if not given and index == 0:
            tensor = _input(reading, row, rows[1:])
        tensor = _one(reading, row, [tensor], prefix, depth)
    return [tensor]


def _input(reading: _Reading, row: Mapping[str, object], following: Sequence[Mapping[str, object]]) -> Tensor:
    """The input that a first layer says."""
    config = _config(reading, row)
    shape = config.get("batch_shape", config.get("batch_input_shape"))
    embedded = any(each.get("class_name") == "Embedding" for each in (row, *following[:1]))
    dims = list(shape[1:]) if isinstance(shape, Sequence) and not isinstance(shape, str) else None
    if dims is None:
        found = Tensor(0, None, None)
    elif embedded and len(dims) == 1:
        found = Tensor(0, 1, None)
    else:
        channels = dims.pop(0 if reading.channels_first else -1) if dims else None
        found = Tensor(0, len(dims), channels if _is_count(channels) else None)
    if reading.input is None:
        reading.input = found
        reading.size = tuple(dims) if dims and all(map(_is_count, dims)) else ()
    return found


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value > 0


def _config(reading: _Reading, row: Mapping[str, object]) -> Config:
    config = row.get("config", {})
    if not isinstance(config, Mapping):
        if isinstance(config, Sequence) and not isinstance(config, str):  # a Sequential of Keras 1 is a list
            return {"layers": config}
        raise reading.error(_english.NO_CONFIGURATION)
    return config


def _one(
    reading: _Reading, row: Mapping[str, object], read: Sequence[Tensor | None], prefix: str, depth: int
) -> Tensor | None:
    """Append a layer behind the tensors that it reads; None where it is left out."""
    config, kind = _config(reading, row), str(row.get("class_name", "")).rpartition(">")[2]
    own = str(config.get("name", row.get("name", kind)))
    at = reading.span(own)
    span = None if at is None else reading.pasted.span(*at)
    name = f"{prefix}{own}"
    if len(reading.building.nodes) > limits.READ_NODES:
        raise reading.error(_english.TOO_DEEP, at)
    if kind in _MODELS:
        return _model(reading, config, read, f"{name}/", depth + 1)[0]
    if kind == "InputLayer":
        return read[0]
    if any(each is None for each in read):
        return None
    if any((each.axes or 0) > len(AXES) for each in read if each is not None):
        raise reading.error(_english.unfit(name, kind, _english.TOO_MANY_AXES), at)
    tensors = [each for each in read if each is not None]
    given = assumed(reading.pasted, own, kind)
    if given is not None:
        return Tensor(inlined(reading.building, given, tensors[0].place, name, span), tensors[0].axes, None)
    join = joined(kind, config)
    if join is not None:
        return _meeting(reading, join, tensors, name, span)
    return _layer(reading, kind, config, tensors[0], name, at, span)


def _meeting(reading: _Reading, join: Join, read: list[Tensor], name: str, span: Span | None) -> Tensor:
    if len(read) < 2:
        raise reading.error(_english.joins_one(name))
    counts = [each.channels for each in read]
    known = [each for each in counts if isinstance(each, int)]
    total: Value | None = sum(known) if join is Join.CONCATENATE and len(known) == len(read) else None
    if join is not Join.CONCATENATE:
        total = next(iter(known), None)
    place = reading.building.add(join, *[each.place for each in read], name=name, span=span)
    return Tensor(place, read[0].axes, total)


def _layer(
    reading: _Reading,
    kind: str,
    config: Config,
    source: Tensor,
    name: str,
    at: tuple[int, int] | None,
    span: Span | None,
) -> Tensor | None:
    """Append a layer of one source."""
    if kind == "Embedding":
        return _embedding(reading, config, source, name, span)
    match config.get("layer"):
        case {"class_name": "Dense", "config": Mapping() as inner} if kind == "TimeDistributed":
            kind, config = "Dense", inner
    try:
        found = recurrent(kind, config) if source.axes == 1 else None
        if found is not None:
            reading.building.assume(_english.recurrent(name, kind), span, certain=True)
        else:
            found = layer(kind, config, axes=source.axes, channels=source.channels)
    except ValueError as error:
        if kind != "Reshape":
            raise reading.error(_english.unfit(name, kind, str(error)), at) from None
        found = None
    if found is None:
        reason = left_out_reason(kind)
        if reason is None:
            raise reading.error(_english.unknown_layer(name, kind), at)
        if not source.place:
            raise reading.error(_english.unfit(name, kind, reason), at)
        reading.building.assume(_english.left_out(name, kind, reason), span)
        return None
    if kind == "Reshape" and not found and source.place:
        as_image(reading.building, source.place)
    return source.after(reading.building.chain(found, source.place, name=name, span=span), found)


def _embedding(reading: _Reading, config: Config, source: Tensor, name: str, span: Span | None) -> Tensor:
    vocabulary, units = config.get("input_dim"), config.get("units", config.get("output_dim"))
    if not _is_count(vocabulary) or not _is_count(units):
        raise reading.error(_english.unfit(name, "Embedding", _english.NO_CONFIGURATION))
    reading.building.assume(_english.EMBEDDED, span, certain=True)
    if reading.input is not None and not source.place:
        reading.input = Tensor(0, 1, cast(int, vocabulary))
    made = Layer(Kind.CONVOLUTION, (1,), channels=cast(int, units), bias=False)
    return Tensor(reading.building.add(made, source.place, name=name, span=span), 1, cast(int, units))


class _Functional:
    """A model whose layers say which others they read."""

    def __init__(
        self,
        reading: _Reading,
        config: Mapping[str, object],
        rows: Sequence[Mapping[str, object]],
        prefix: str,
        depth: int,
    ) -> None:
        self.reading = reading
        self.config = config
        self.rows = rows
        self.prefix = prefix
        self.depth = depth
        self.found: dict[Call, Tensor | None] = {}

    def outputs(self, given: Sequence[Tensor | None]) -> list[Tensor | None]:
        """Append the layers, each behind those that it reads; the tensors of the model's outputs."""
        waiting = [call for row in self.rows for call in self._calls(row, given)]
        while waiting:
            later = [each for each in waiting if not self._made(*each)]
            if len(later) == len(waiting):
                raise self.reading.error(_english.CIRCLE, self.reading.span(later[0][0][0]))
            waiting = later
        read = {source for row in self.rows for _, sources in inbound(row) for source in sources}
        last = [call for call in tensors(self.config.get("output_layers")) if call in self.found]
        ends = last or [call for call in self.found if call not in read]
        if any(self.found[call] is None for call in ends):
            return self._before_the_end(ends)
        return [self.found[call] for call in ends]

    def _before_the_end(self, ends: list[Call]) -> list[Tensor | None]:
        """The outputs that are left, and what those read that are left out."""
        fed = [
            source
            for row in self.rows
            for call, sources in inbound(row)
            for source in sources
            if self.found.get(call) is None
        ]
        return [self.found[call] for call in dict.fromkeys((*ends, *fed)) if self.found.get(call) is not None] or [None]

    def _calls(
        self, row: Mapping[str, object], given: Sequence[Tensor | None]
    ) -> Iterator[tuple[Call, list[Call], Mapping[str, object]]]:
        calls = inbound(row)
        if calls:
            yield from ((call, sources, row) for call, sources in calls)
            return
        call = (str(row.get("name", _config(self.reading, row).get("name"))), 0)
        inputs = tensors(self.config.get("input_layers"))
        if given:
            at = inputs.index(call) if call in inputs else 0
            self.found[call] = given[min(at, len(given) - 1)]
        elif self.reading.input is None:
            self.found[call] = _input(self.reading, row, self._embedding_of(call))
        else:
            name = call[0]
            self.found[call] = None
            self.reading.building.assume(_english.left_out(name, "InputLayer", _english.SECOND_INPUT))

    def _embedding_of(self, call: Call) -> list[Mapping[str, object]]:
        return [row for row in self.rows if any(call in sources for _, sources in inbound(row))][:1]

    def _made(self, call: Call, sources: list[Call], row: Mapping[str, object]) -> bool:
        if not all(source in self.found for source in sources):
            return False
        read = [self.found[source] for source in sources]
        self.found[call] = _one(self.reading, row, read, self.prefix, self.depth)
        return True
