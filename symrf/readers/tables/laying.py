"""Rows of a table, one behind the other, as layers of a graph: what fits the numbers that are printed."""

from __future__ import annotations

from dataclasses import replace
from math import isqrt

from symrf.errors import ReadError
from symrf.networks.notation.architecture import Join, Layer, Sides
from symrf.networks.notation.kinds import Kind
from symrf.readers.graph import Building, Span
from symrf.readers.inlining import inlined
from symrf.readers.keras_layers import opaque
from symrf.readers.pasted import Pasted
from symrf.readers.tables import _english
from symrf.readers.tables.classes import WEIGHTLESS, Doing, doing, word_of
from symrf.readers.tables.rows import Image, Row, value
from symrf.readers.tables.taking import POOLS, WINDOWED, Taking
from symrf.readers.tables.tensors import AXES, as_image, assumed, left_out_reason
from symrf.readers.tables.windows import Fit, merged

__all__ = ["Laying"]

_WHOLE = {Doing.GLOBAL_AVERAGE: Kind.GLOBAL_AVERAGE, Doing.GLOBAL_MAX: Kind.GLOBAL_MAX}
_MARGINS = (Doing.PAD, Doing.CROP)


class Laying:
    """A graph to which rows are appended; `channels_first` is how its shapes are printed."""

    def __init__(self, pasted: Pasted, keras: bool, channels_first: bool) -> None:
        self.pasted = pasted
        self.keras = keras
        self.channels_first = channels_first
        self.building = Building()
        self.input: Image | None = None
        self.taking = Taking(pasted, self.building, keras)

    def error(self, message: str, row: Row) -> ReadError:
        return self.pasted.error(message, *row.span)

    def span(self, row: Row, what: str = "row") -> Span | None:
        return self.pasted.span(*row.at[what]) if what in row.at else None

    def output(self, row: Row, place: int = 0) -> Image:
        """The tensor that a row prints; without a place, the one of the last node."""
        return Image.printed(place or len(self.building.nodes), row.shape or (), self.channels_first)

    def lay(self, row: Row, source: Image) -> Image | None:
        """Append a row behind what it reads; the tensor that it gives, None where it is left out."""
        if len(source.size) > len(AXES):
            raise self.error(_english.unfit(row.name, row.kind, _english.TOO_MANY_AXES), row)
        given = assumed(self.pasted, row.name, row.kind)
        if given is not None:
            place = inlined(self.building, given, source.place, row.name, self.span(row))
            return self.told(row, place)
        does = doing(row.kind)
        if does in WINDOWED:
            return self._windowed(row, source, does)
        if does in POOLS:
            return self._pooled(row, source, does)
        if does is Doing.DENSE:
            return self._dense(row, source)
        if does is Doing.RECURRENT and source.size:
            return self._recurrent(row, source)
        if does is Doing.RESHAPE:
            return self._reshaped(row, source)
        if does in (Doing.UNTOLD, Doing.RECURRENT):
            self._untold(row, source)
            return None
        return self.told(row, self._plain(row, source, does), counted=does is Doing.WORD)

    def told(self, row: Row, place: int, counted: bool = False) -> Image:
        """What a row gives, with what it prints of itself as claims."""
        output = self.output(row, place)
        if not place:
            return output
        expect, whole = self.building.expect, output.whole
        if whole:
            expect(place, "size", *whole, span=self.span(row, "shape"))
        if output.channels is not None:
            expect(place, "channels", output.channels, span=self.span(row, "shape"))
        if row.params is not None and counted:
            self._count(row, place, output.channels)
        elif row.params and doing(row.kind) in WEIGHTLESS:
            expect(place, "params", row.params, span=self.span(row, "params"))
        for quantity, stated in row.stated.items():
            expect(place, quantity, value(stated), span=self.span(row, quantity))
        return output

    def said_input(self) -> None:
        """Take the input that the user gives, where the table has none: `--assume "input = in3@224x224"`."""
        given = assumed(self.pasted, "input", "Input")
        said = None if given is None else given.input
        if self.input is None and said is not None and said.at:
            channels = said.sizes[0] if said.sizes else None
            self.input = Image(0, said.at, channels if isinstance(channels, int) else None)

    def finish(self) -> None:
        """Note what was taken in many rows at once."""
        self.taking.finish()

    def join(self, row: Row, join: Join, read: list[Image]) -> Image:
        """Append a row that joins what it reads."""
        output = self.output(row)
        counts = [each.channels for each in read]
        known = [each for each in counts if each is not None]
        if join is Join.CONCATENATE:
            fits = len(known) < len(counts) or output.channels in (None, sum(known))
        else:
            fits = all(each in (1, output.channels) for each in known)
        if not fits or len({each.size for each in read if each.whole and set(each.size) != {1}}) > 1:
            raise self.error(_english.cannot_join(row.name, [*map(str, read)]), row)
        place = self.building.add(join, *[each.place for each in read], name=row.name, span=self.span(row))
        return self.told(row, place)

    # --- Windows

    def _windowed(self, row: Row, source: Image, does: Doing) -> Image:
        output = self.output(row)
        source = self.taking.known(row, source, output)
        if not source.place:
            self.input = source
        fit, kind = self.taking.window(row, source, output, does), WINDOWED[does]
        if does is Doing.SEPARABLE:
            first = Fit(fit.windows, bias=False).layer(kind)
            second = Layer(Kind.CONVOLUTION, (1,), channels=output.channels, bias=fit.bias)
            return self.told(row, self._add(row, source, first, second))
        kept = does is Doing.DEPTHWISE and output.channels == source.channels
        return self.told(row, self._add(row, source, fit.layer(kind, None if kept else output.channels)), counted=True)

    def _pooled(self, row: Row, source: Image, does: Doing) -> Image:
        fit = self.taking.pool(row, source, self.output(row), does)
        return self.told(row, self._add(row, source, fit.layer(POOLS[does])))

    # --- Layers without windows

    def _plain(self, row: Row, source: Image, does: Doing) -> int:
        """The place of a row whose layer follows from the shapes."""
        output = self.output(row)
        if does in _WHOLE:
            return self._add(row, source, Layer(_WHOLE[does]))
        if does is Doing.ADAPTIVE:
            largest = "Max" in row.kind
            if set(output.size) <= {1}:
                return self._add(row, source, Layer(Kind.GLOBAL_MAX if largest else Kind.GLOBAL_AVERAGE))
            if output.whole is not None:
                return self._add(row, source, Layer(Kind.ADAPTIVE, merged(output.whole)))
        if does in _MARGINS and source.whole and output.whole and len(source.whole) == len(output.whole):
            return self._margins(row, source, output)
        if does is Doing.UPSAMPLE:
            return self._upsampled(row, source, output)
        if does is Doing.SHUFFLE and source.channels and output.channels:
            factor = isqrt(source.channels // output.channels)
            if factor**2 * output.channels == source.channels:
                return self._add(row, source, Layer(Kind.SHUFFLE, (factor,)))
        if does is Doing.FLATTEN:
            return self._flattened(row, source, output)
        if does is Doing.EMBEDDING:
            return self._embedded(row, source, output)
        return self._kept(row, source, output, does)

    def _margins(self, row: Row, source: Image, output: Image) -> int:
        sides = []
        for before, after in zip(source.whole or (), output.whole or (), strict=True):
            first, rest = divmod(after - before, 2)
            sides.append(Sides(first, first + rest))
        if any(each != Sides(1, 1) for each in sides):
            text = "x".join(map(str, merged(sides)))
            self.building.assume(_english.one_sided(row.name, f"z{text}"), self.span(row))
        return self._add(row, source, Layer(Kind.PAD, padding=merged(sides)))

    def _upsampled(self, row: Row, source: Image, output: Image) -> int:
        pairs = list(zip(source.whole or (), output.whole or (), strict=False))
        if not pairs or len(source.size) != len(output.size) or any(after % before for before, after in pairs):
            raise self.error(_english.no_window(row.name, row.kind, source, output), row)
        smooth = "Bilinear" in row.kind
        if not smooth and "Nearest" not in row.kind:
            self.building.assume(_english.resized(row.name), self.span(row))
        factors = merged(tuple(after // before for before, after in pairs))
        return self._add(row, source, Layer(Kind.BILINEAR if smooth else Kind.NEAREST, factors))

    def _flattened(self, row: Row, source: Image, output: Image) -> int:
        flat, printed = source.features, output.channels
        if not source.place and source.channels is None and printed and not output.size:
            self.building.assume(_english.flat_input(row.name, printed), self.span(row))
            self.input = Image(0, (), printed)
            return 0
        if flat is not None and printed is not None and not output.size and flat != printed:
            raise self.error(_english.other_flat(row.name, printed, source, flat), row)
        return self._add(row, source, Layer(Kind.FLATTEN))

    def _embedded(self, row: Row, source: Image, output: Image) -> int:
        if not row.params or not output.channels or row.params % output.channels or source.place:
            raise self.error(_english.unfit(row.name, row.kind, _english.FOLDS), row)
        if source.whole and source.size != output.size:
            raise self.error(_english.other_shape(row.name, row.kind, source, output), row)
        self.building.assume(_english.EMBEDDED, self.span(row), certain=True)
        self.input = Image(0, output.size, row.params // output.channels)
        return self._add(row, source, Layer(Kind.CONVOLUTION, (1,), channels=output.channels, bias=False))

    def _kept(self, row: Row, source: Image, output: Image, does: Doing) -> int:
        """A row that keeps the shape of what it reads."""
        known = bool(source.place or (source.size and source.channels is not None))
        if not known and does is Doing.WORD and output.size and output.channels:
            self.input = replace(output, place=0)
            return self._add(row, self.input, Layer(Kind.PASS, word=word_of(row.kind)))
        if not known and does is Doing.UNKNOWN and not row.params and output.whole and output.channels:
            self.building.assume(_english.opaque_first(row.name, row.kind), self.span(row))
            self.input = replace(output, place=0)
            return self._add(row, self.input, opaque(row.kind))
        if not known and does is not Doing.WORD:
            raise self.error(_english.not_opened(row.name, row.kind), row)
        if known and row.shape is not None and source.shape != output.shape:
            if does is Doing.WORD:
                raise self.error(_english.other_shape(row.name, row.kind, source, output), row)
            raise self.error(_english.unknown_layer(row.name, row.kind), row)
        if does is Doing.WORD:
            return self._add(row, source, Layer(Kind.PASS, word=word_of(row.kind)))
        self.building.assume(_english.opaque(row.name, row.kind), self.span(row))
        return self._add(row, source, opaque(row.kind))

    def _recurrent(self, row: Row, source: Image) -> Image:
        """A recurrent layer: all steps, or one vector, of all that it reads."""
        output = self.output(row)
        if not source.place or len(source.size) != 1 or output.size not in ((), source.size):
            raise self.error(_english.unfit(row.name, row.kind, _english.READS_ALL), row)
        self.building.assume(_english.recurrent(row.name, row.kind), self.span(row), certain=True)
        first = Layer(Kind.MIX) if output.size else Layer(Kind.GLOBAL_AVERAGE)
        return self.told(row, self._add(row, source, first, opaque(row.kind, output.channels)))

    def _reshaped(self, row: Row, source: Image) -> Image | None:
        """A vector as an image, or an image as a vector; another fold is left out."""
        output = self.output(row)
        if source.place and not output.size:
            return self.told(row, self._plain(row, source, Doing.FLATTEN))
        if not source.size and output.whole and output.channels and source.channels in (None, output.features):
            if set(output.whole) == {1} and source.place:
                as_image(self.building, source.place)
                return replace(output, place=source.place)
            return self.told(row, self._add(row, source, Layer(Kind.VIEW, output.whole, channels=output.channels)))
        if source.place and source.shape == output.shape:
            return replace(output, place=source.place)
        if None not in (source.features, output.features) and source.features != output.features:
            raise self.error(_english.other_count(row.name, source, output), row)
        self._untold(row, source)
        return None

    def _untold(self, row: Row, source: Image) -> None:
        reason = left_out_reason(row.kind) or _english.READS_ALL
        if not source.place:
            raise self.error(_english.unfit(row.name, row.kind, reason), row)
        self.building.assume(_english.left_out(row.name, row.kind, reason), self.span(row))

    def _dense(self, row: Row, source: Image) -> Image:
        output = self.output(row)
        units = output.channels
        if units is None:
            raise self.error(_english.unknown_layer(row.name, row.kind), row)
        taken, bias = self.taking.features(row, units, source)
        if source.size and output.size and self.keras:
            made = Layer(Kind.CONVOLUTION, (1,), channels=units, bias=bias)
            return self.told(row, self._add(row, source, made), counted=True)
        if source.size and not self.keras:
            source = self._vector(row, source, taken)
        place = self._add(row, source, Layer(Kind.DENSE, (units,), bias=bias))
        if taken is not None:
            self.building.expect(place, "features", taken, span=self.span(row, "params"))
        return self.told(row, place, counted=True)

    def _vector(self, row: Row, source: Image, taken: int | None) -> Image:
        """What a dense layer of PyTorch reads of an image, which a function flattens that is no row."""
        if taken is None or source.features is None or taken == source.features:
            self.building.assume(_english.flattened_before(row.name), self.span(row))
            return Image(self._add(row, source, Layer(Kind.FLATTEN)), (), source.features)
        if taken == source.channels:
            self.building.assume(_english.averaged_before(row.name), self.span(row))
            return Image(self._add(row, source, Layer(Kind.GLOBAL_AVERAGE)), (), source.channels)
        raise self.error(_english.hidden_before(row.name, taken, source), row)

    def _count(self, row: Row, place: int, channels: int | None) -> None:
        """Claim the parameters of a row; Keras and Gluon count what a batch norm keeps, too."""
        item = self.building.nodes[place - 1].item
        word = item.word if isinstance(item, Layer) else ""
        if word in ("inorm", "gn") and channels is not None and row.params not in (0, channels, 2 * channels, None):
            raise self.error(_english.wrong_count(row.name, row.kind, row.params, channels), row)
        weightless = word == "id" and (not row.params or row.kind == "Normalization")
        if word in ("prelu", "inorm", "gn") or row.params is None or weightless:
            return
        kept = word == "bn" and (self.keras or row.kind == "BatchNorm")
        if word in ("bn", "ln") and channels is not None:
            counts = (4, 3, 2) if kept else (2, 1, 0)
            if row.params not in [channels * each for each in counts] and (word == "bn" or self.keras):
                raise self.error(_english.wrong_count(row.name, row.kind, row.params, channels), row)
            if row.params not in (2 * channels, 4 * channels):
                return
        both = kept and channels is not None and row.params == 4 * channels
        self.building.expect(place, "params_total" if both else "params", row.params, span=self.span(row, "params"))

    def _add(self, row: Row, source: Image, *layers: Layer) -> int:
        return self.building.chain(layers, source.place, name=row.name, span=self.span(row))
