"""Which of the windows that fit a row is taken, and what is said of the others."""

from __future__ import annotations

from collections.abc import Mapping
from math import isqrt

from symrf.errors import ReadError
from symrf.networks.notation.kinds import Kind
from symrf.readers.graph import Building, Span
from symrf.readers.pasted import Pasted
from symrf.readers.tables import _english
from symrf.readers.tables.classes import Doing, doing
from symrf.readers.tables.fitting import convolutions, kernels, pools, transposed
from symrf.readers.tables.inputs import channels_and_kernels, guesses
from symrf.readers.tables.rows import Image, Row
from symrf.readers.tables.windows import Fit, Fitting, Window

__all__ = ["POOLS", "WINDOWED", "Taking"]

WINDOWED: Mapping[Doing, Kind] = {
    Doing.CONVOLUTION: Kind.CONVOLUTION,
    Doing.DEPTHWISE: Kind.DEPTHWISE,
    Doing.SEPARABLE: Kind.DEPTHWISE,
    Doing.TRANSPOSED: Kind.TRANSPOSED,
}
POOLS: Mapping[Doing, Kind] = {Doing.MAX_POOL: Kind.MAX_POOL, Doing.AVERAGE_POOL: Kind.AVERAGE_POOL}
_LARGEST_IN_GROUPS = 31  # of a kernel


class Taking:
    """What is taken in the rows of a table, and what was taken before."""

    def __init__(self, pasted: Pasted, building: Building, keras: bool) -> None:
        self.pasted = pasted
        self.building = building
        self.keras = keras
        self.floats: tuple[float, float] | None = None  # between which the numbers of the input are, where it is said
        self._dilated: list[str] = []
        self._alternatives: dict[tuple[str, tuple[str, ...], bool], list[Row]] = {}
        self._pool: Window | None = None
        self._stem = False  # whether it has a large first convolution with a stride
        self._padded: bool | None = None  # whether its convolutions keep their sizes, as far as they agree

    def error(self, message: str, row: Row) -> ReadError:
        return self.pasted.error(message, *row.span)

    def span(self, row: Row) -> Span:
        return self.pasted.span(*row.span)

    def finish(self) -> None:
        """Note what was taken in many rows at once."""
        for (taken, others, reads), rows in self._alternatives.items():
            names = [row.name for row in rows]
            self.building.assume(_english.also(names, taken, others, reads), self.span(rows[0]))
        if self._dilated:
            self.building.assume(_english.undilated(self._dilated))

    def window(self, row: Row, source: Image, output: Image, does: Doing) -> Fit:
        """The window of a row that has weights."""
        return self._taken(row, self._fitting(row, source, output, does), WINDOWED[does], source, output)

    def known(self, row: Row, source: Image, output: Image) -> Image:
        """What a first layer reads, where the table does not print it."""
        if source.place or (source.whole and (source.channels is not None or row.params is None)):
            return source
        if source.channels is not None and source.size and None in output.size:
            raise self.error(_english.no_sizes(row.name), row)
        found = guesses(row, output, self.keras, self.floats)
        if len(found) == 1:
            self.building.assume(_english.input_taken(str(found[0]), [*map(str, found[0].others)]), self.span(row))
            return found[0].image
        if found or row.params is None or output.channels is None or not output.size:
            raise self.error(_english.input_unknown(row.name, [*map(str, found)]), row)
        pairs = channels_and_kernels(row, output.channels, len(output.size))
        best = sorted(pairs, key=lambda pair: (not pair[2], pair[1] == 1, pair[1] % 2 == 0, -pair[1]))
        named = [_english.kernel_of_channels(kernel, channels) for channels, kernel, _ in best]
        raise self.error(_english.input_of_channels(row.name, row.params, named), row)

    def _fitting(self, row: Row, source: Image, output: Image, does: Doing) -> Fitting:
        """The windows that fit the parameters and sizes of a row: a square kernel in one group, if one does."""
        before, after = source.whole, output.whole
        if before is None or after is None or len(before) != len(after) or not before:
            return Fitting(None)
        sizes = tuple(zip(before, after, strict=True))
        tiers: dict[tuple[bool, int], list[Fitting]] = {}

        def tier(option: tuple[tuple[int, ...], int, bool]) -> tuple[bool, int]:
            kernel, groups, _ = option
            return len(set(kernel)) > 1, 0 if groups == 1 else 1 if groups == source.channels else 2

        for option in sorted(self._kernels(row, source, output, does, len(sizes)), key=tier):
            kernel, groups, bias = option
            if tiers and tier(option) > min(tiers):
                break
            if row.kernel not in (None, kernel, kernel[:1]) or (groups != 1 and max(kernel) > _LARGEST_IN_GROUPS):
                continue
            if does is Doing.TRANSPOSED:
                found = transposed(sizes, kernel, self.keras)
            else:
                causal = self.keras and len(sizes) == 1 and does is Doing.CONVOLUTION
                found = convolutions(sizes, kernel, self.keras, causal, not source.place, self._padded)
            if found.taken is None and not found.others:
                continue
            if groups != 1 and max(kernel) == 1 and not self.keras and row.inner is None:
                continue  # rather a shortcut, which reads another row
            odd = groups != 1 or len(set(kernel)) > 1
            if odd and (found.taken is None or not _plain(found.taken)):
                continue  # a split into groups, or a kernel, that no network has
            tiers.setdefault(tier(option), []).append(_with(found, groups, bias))
        if not tiers:
            return Fitting(None)
        best = tiers[min(tiers)]
        if len(best) == 1:
            return best[0]
        return Fitting(None, tuple(each.taken or each.others[0] for each in best))

    def _kernels(
        self, row: Row, source: Image, output: Image, does: Doing, axes: int
    ) -> list[tuple[tuple[int, ...], int, bool]]:
        """The kernels that have a row's parameters, each with groups and bias."""
        received, given, params = source.channels, output.channels, row.params
        if params is None or received is None or given is None:
            kernel = (row.kernel or ()) * (axes if len(row.kernel or ()) == 1 else 1)
            return [(kernel, 1, True)] if len(kernel) == axes else []
        found = []
        for bias in (True, False):
            weights = params - given * bias
            if does is Doing.SEPARABLE:
                weights -= received * given
            if does in (Doing.DEPTHWISE, Doing.SEPARABLE):
                width = given if does is Doing.DEPTHWISE else received
                found += [(kernel, 1, bias) for kernel, groups in kernels(weights, 1, width, axes) if groups == 1]
            else:
                whole = self.keras and does is Doing.TRANSPOSED  # which Keras has in one group only
                options = kernels(weights, received, given, axes)
                found += [(kernel, groups, bias) for kernel, groups in options if groups == 1 or not whole]
        return found

    def pool(self, row: Row, source: Image, output: Image, does: Doing) -> Fit:
        """The window of a row that pools."""
        before, after = source.whole, output.whole
        if not before or not after or len(before) != len(after) or source.channels != output.channels:
            raise self.error(_english.no_window(row.name, row.kind, source, output), row)
        kernel = None if row.kernel is None else row.kernel if len(row.kernel) > 1 else row.kernel * len(before)
        if kernel is not None and len(kernel) != len(before):
            raise self.error(_english.no_window(row.name, row.kind, source, output), row)
        sizes = list(zip(before, after, strict=True))
        found = pools(
            sizes, kernel, self.keras, does is Doing.AVERAGE_POOL, self._pool, self._stem and does is Doing.MAX_POOL
        )
        fit = self._taken(row, found, POOLS[does], source, output)
        if does is Doing.MAX_POOL:
            self._pool = fit.windows[0]
        return fit

    def features(self, row: Row, units: int, source: Image) -> tuple[int | None, bool]:
        """The features that a dense row takes, and whether it has a bias: as what it reads says, or as is usual."""
        if row.params is None:
            return None, True
        features, rest = divmod(row.params, units)
        if rest or not features:
            raise self.error(_english.no_dense(row.name, units, row.params), row)
        if features in (source.features, source.channels):
            return features, False
        if features == 1:
            return (1, False) if source.channels is None else (None, True)
        if not source.place and source.channels is None:
            bias = not _is_round(features) or _is_round(features - 1)
            self.building.assume(_english.biased(row.name, features - bias, bias), self.span(row), certain=bias)
            return features - bias, bias
        return features - 1, True

    def _taken(self, row: Row, found: Fitting, kind: Kind, source: Image, output: Image) -> Fit:
        """The one that is taken of those that fit, with what is said of the others."""

        def written(fit: Fit) -> str:
            text = fit.layer(kind).text
            return f"{text} c1-{output.channels}" if doing(row.kind) is Doing.SEPARABLE else text

        if found.taken is None:
            if output.size and None in (*source.size, *output.size):
                words = _english.no_sizes(row.name)
            elif not found.others:
                words = _english.no_window(row.name, row.kind, source, output, row.params, wired=self.keras)
            else:
                words = _english.several(row.name, source, output, [*dict.fromkeys(map(written, found.others))])
            raise self.error(words, row)
        if not kind.pools and "rf" not in row.stated and any(_dilates(each) for each in found.others):
            self._dilated.append(row.name)
        told = [each for each in found.others if _usual(each, found.taken)]
        self._remember(row, found.taken, told)
        if found.taken.groups not in (1, source.channels) and not self.keras and row.inner is None:
            self.building.assume(_english.grouped(row.name, found.taken.groups), self.span(row))
        if self.keras and found.taken.groups not in (1, source.channels):
            self.building.assume(_english.groups(row.name, found.taken.groups), self.span(row))
        if told:
            others = tuple(dict.fromkeys(map(written, told)))
            reads = any(each.reach != found.taken.reach for each in told)
            self._alternatives.setdefault((written(found.taken), others, reads), []).append(row)
        return found.taken

    def _remember(self, row: Row, fit: Fit, told: list[Fit]) -> None:
        """What tells of later rows: how convolutions are padded; a large first one has a pool of 3 behind it."""
        window = fit.windows[0]
        if doing(row.kind) in WINDOWED and window.kernel > 1 and not told:
            self._padded = window.half if self._padded in (None, window.half) else None
        if doing(row.kind) is Doing.CONVOLUTION and window.kernel >= 7 and window.stride > 1 and not self.keras:
            self._pool, self._stem = Window(3, 2), True


def _plain(fit: Fit) -> bool:
    """Whether a fit is as most convolutions are."""
    return all(each.dilation == 1 and each.kernel % 2 and (each.half or not each.padding) for each in fit.windows)


def _dilates(fit: Fit) -> bool:
    """Whether a fit is dilated as networks are: so that the size is kept, or nearly."""
    return any(each.dilation > 1 and (each.half or each.dilation <= 4) for each in fit.windows)


def _usual(fit: Fit, taken: Fit) -> bool:
    """Whether a fit is told beside the one that is taken: it pads as networks do, or reads the same pixels."""
    plain = all(each.dilation == 1 and (each.half or not each.padding) for each in fit.windows)
    return plain or fit.reach == taken.reach


def _with(found: Fitting, groups: int, bias: bool) -> Fitting:
    """A fitting with groups and bias."""
    return Fitting(
        None if found.taken is None else Fit(found.taken.windows, groups, bias),
        tuple(Fit(each.windows, groups, bias) for each in found.others),
    )


def _is_round(features: int) -> bool:
    """Whether networks take so many numbers often: a multiple of ten, a power of two, or a square image."""
    return features % 10 == 0 or features & (features - 1) == 0 or isqrt(features) ** 2 == features
