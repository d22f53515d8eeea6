"""The rows of a PyTorch table, each behind what it reads, as far as shapes and known blocks tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from symrf.networks.notation.architecture import Join
from symrf.readers.graph import Graph
from symrf.readers.pasted import Pasted
from symrf.readers.tables import _english
from symrf.readers.tables.classes import Doing, axes_of, doing, word_of
from symrf.readers.tables.hidden import hidden_pool, weighs
from symrf.readers.tables.laying import Laying
from symrf.readers.tables.rows import Image, Row
from symrf.readers.tables.tensors import assumed, axes_of_all
from symrf.readers.tables.torch_rows import Branch, Table, leaves

__all__ = ["Following"]

_RESIDUAL = {"BasicBlock", "Bottleneck", "ResidualBlock", "ResBlock", "ResidualUnit", "InvertedResidual"}
_WINDOWED = {Doing.CONVOLUTION, Doing.DEPTHWISE, Doing.TRANSPOSED, Doing.MAX_POOL, Doing.AVERAGE_POOL}


_JOINED = {Join.ADD: "added", Join.CONCATENATE: "concatenated", Join.GATE: "multiplied"}
_PLAIN = {"bn", "ln", "gn", "inorm", "lrn", "drop", "id"}


def _is_activation(row: Row) -> bool:
    return doing(row.kind) is Doing.WORD and word_of(row.kind) not in _PLAIN


class _Ended(Exception):
    """Where a row is met that cannot be read: what comes after it is left out."""


class Following:
    """The graph of a table while it is read."""

    def __init__(self, pasted: Pasted, table: Table) -> None:
        self.pasted = pasted
        self.table = table
        self.laying = Laying(pasted, keras=False, channels_first=True)
        self.laying.taking.floats = table.floats
        self.made: list[Image] = []
        self.read: set[int] = set()
        self.leaves = list(leaves(table.branches))
        self.blocks: list[str] = []  # names of rows behind what is inside them
        self.adding: list[str] = []  # classes of blocks that are taken to add
        self.origin = next((row.stated["start"] for row in self.leaves if "start" in row.stated), Fraction(0))
        self.stated: dict[int, Row] = {}

    def graph(self) -> Graph:
        """The network of all rows."""
        laying = self.laying
        image = self._input()
        try:
            for branch in self.table.branches:
                image = self._branch(branch, image, image)
        except _Ended:
            pass
        if not laying.building.nodes:
            raise laying.error(_english.NO_LAYERS, self.leaves[0])
        laying.building.assume(_english.no_wiring())
        if self.origin:
            laying.building.assume(_english.origin(float(self.origin)), certain=True)
        if self.blocks:
            laying.building.assume(_english.block_ends(self.blocks))
        if self.adding:
            laying.building.assume(_english.adds_its_input(dict.fromkeys(self.adding)))
        laying.finish()
        first = laying.input or image
        ends = [each.place for each in self.made if each.place not in self.read]
        root = self.table.branches[0].row
        return laying.building.graph(
            *(dict.fromkeys(ends) or [len(laying.building.nodes)]),
            channels=first.channels,
            size=first.whole or (),
            axes=axes_of_all(laying.building, len(first.size)),
            name=root.kind if self.table.branches[0].inside and root.depth == 0 else None,
        )

    def _input(self) -> Image:
        """The input, as far as the first rows say it."""
        self.laying.said_input()
        if self.laying.input is None:
            first = self.table.branches[0].row
            inner = first.inner or self.leaves[0].inner
            if inner is not None:
                self.laying.input = Image.printed(0, inner, channels_first=True)
            else:
                windowed = next((row for row in self.leaves if axes_of(row.kind) is not None), None)
                axes = 0 if windowed is None else axes_of(windowed.kind) or 0
                first_layer = next((row for row in self.leaves if doing(row.kind) is not Doing.WORD), None)
                if first_layer is not None and doing(first_layer.kind) in (Doing.DENSE, Doing.FLATTEN):
                    axes = 0
                self.laying.input = Image(0, (None,) * axes, None)
        return self.laying.input

    # --- Rows

    def _branch(self, branch: Branch, before: Image, origin: Image) -> Image:
        """Append a row, with what is inside it, behind the row before; `origin` is what their parent reads."""
        row = branch.row
        if doing(row.kind) is Doing.INPUT:
            self.laying.input = self.laying.output(row)
            self.stated[0] = row
            return self.laying.input
        untold = doing(row.kind) in (Doing.RECURRENT, Doing.UNTOLD) and not branch.inside
        if untold and assumed(self.pasted, row.name, row.kind) is None:
            self.laying.lay(replace(row, kind="RNN"), replace(before, size=()))
            raise _Ended
        source = self._source(branch, before, origin)
        if branch.inside and assumed(self.pasted, row.name, row.kind) is None:
            return self._container(branch, source)
        return self._leaf(row, source, before)

    def _container(self, branch: Branch, source: Image) -> Image:
        row, mark, image = branch.row, len(self.made), source
        residual = row.kind in _RESIDUAL
        for child in branch.inside:
            if residual and child is branch.inside[-1] and _is_activation(child.row):
                image, residual = self._added(row, image, source, mark), False
            image = self._branch(child, image, source)
        if residual:
            image = self._added(row, image, source, mark)
        printed = self.laying.output(row)
        pending = self._pending(mark)
        if row.shape is None or image.shape == printed.shape or not image.place:
            same = [each for each in pending if each.shape == image.shape]
            return self._met(row, same, Join.ADD) if len(same) > 1 and row.depth else image
        if printed.shape == source.shape and set(image.size) == {1} and image.channels == source.channels:
            return self._met(row, [source, image], Join.GATE)
        joined = self._joined(row, pending, printed)
        if joined is None:
            raise self.laying.error(_english.gives_other_shape(row.name, printed, image), row)
        return joined

    def _leaf(self, row: Row, source: Image, before: Image) -> Image:
        known = doing(row.kind) is not Doing.UNKNOWN or assumed(self.pasted, row.name, row.kind) is not None
        if not known and row.params and not self._is_shortcut(row, source, before):
            raise self.laying.error(_english.not_opened(row.name, row.kind), row)
        if not known and row.params:
            return self._shortcut(row, source)
        if not known and row.shape is not None and self.laying.output(row).shape == source.shape and source.place:
            self.blocks.append(row.name)
            return source
        row = self._with_kernel(row, source)
        row = replace(row, stated={name: self._settled(name, each) for name, each in row.stated.items()})
        if not source.place and doing(row.kind) is Doing.FLATTEN and not source.size:
            self.laying.input = self.laying.output(row)
            return self.laying.input
        strided = hidden_pool(row, source, self.laying.output(row), self.leaves)
        if strided is not None:
            raise self.laying.error(_english.pooled_or_strided(row.name, strided), row)
        made = self.laying.lay(row, source)
        if made is None:
            raise _Ended
        if not source.place and self.laying.input is not None and not self.laying.input.size and not source.channels:
            self._vector_input(row)
        self.read.add(source.place)
        self.made.append(made)
        self.stated[made.place] = row
        return made

    def _settled(self, quantity: str, stated: Fraction) -> Fraction:
        """What is printed of a field, with the centre of the first pixel at 0."""
        return stated - self.origin if quantity == "start" else stated

    def _vector_input(self, row: Row) -> None:
        taken = next((each.values[0] for each in self.laying.building.expected if each.quantity == "features"), None)
        if isinstance(taken, int) and doing(row.kind) is Doing.DENSE:
            self.laying.input = Image(0, (), taken)

    def _with_kernel(self, row: Row, source: Image) -> Row:
        """A row with the kernel that its field tells, where its parameters are not printed."""
        before = self.stated.get(source.place)
        if row.params is not None or row.kernel is not None or before is None or doing(row.kind) not in _WINDOWED:
            return row
        if "rf" not in row.stated or "rf" not in before.stated or not before.stated.get("jump"):
            return row
        more = (row.stated["rf"] - before.stated["rf"]) / before.stated["jump"]
        if more.denominator != 1 or more < 0:
            return row
        return replace(row, kernel=(int(more) + 1,) * len(source.size))

    # --- What a row reads

    def _source(self, branch: Branch, before: Image, origin: Image) -> Image:
        row = branch.row
        if row.inner is not None:
            return self._by_shape(row, before, origin)
        first = next(leaves([branch]))
        weighed = doing(first.kind) is Doing.CONVOLUTION and before.place and origin is not before
        if weighed and not self._fits(first, before) and self._fits(first, origin):
            return origin
        if self._is_shortcut(row, origin, before):
            return origin
        return before

    def _fits(self, row: Row, source: Image) -> bool:
        return any(weighs(row, source, self.laying.output(row), kernel) for kernel in range(1, 12))

    def _is_shortcut(self, row: Row, source: Image, before: Image) -> bool:
        """Whether a row is a convolution with kernel 1 and a batch norm whose rows are too deep to be printed."""
        given = self.laying.output(row).channels
        if row.kind != "Sequential" or given is None or source.channels is None:
            return False
        return row.params == source.channels * given + 2 * given and before.shape == self.laying.output(row).shape

    def _shortcut(self, row: Row, source: Image) -> Image:
        given = self.laying.output(row).channels or 0
        convolution = replace(row, name=f"{row.name}.0", kind="Conv2d", params=(row.params or 0) - 2 * given)
        norm = replace(row, name=f"{row.name}.1", kind="BatchNorm2d", params=2 * given)
        for each in (convolution, norm):
            made = self.laying.lay(replace(each, at={"row": row.span}), source)
            if made is None:
                raise _Ended
            self.read.add(source.place)
            self.made.append(made)
            source = made
        return source

    def _by_shape(self, row: Row, before: Image, origin: Image) -> Image:
        """The tensor that has the shape that a row takes."""
        taken = Image.printed(0, row.inner or (), channels_first=True)
        if before.shape == taken.shape:
            return before
        if not before.place and not (before.size and before.channels):
            return taken
        flat = not taken.size and taken.channels in (before.features, before.channels)
        if flat and before.size:
            return before
        if origin.shape == taken.shape:
            return origin
        joined = self._joined(row, self._pending(0), taken)
        if joined is not None:
            return joined
        skipped = self._skipped(before, taken)
        if skipped is not None:
            return self._met(row, [skipped, before], Join.CONCATENATE)
        for each in reversed(self.made):
            if each.shape == taken.shape:
                name = self.stated[each.place].name if each.place in self.stated else str(each)
                self.laying.building.assume(_english.reads_earlier(row.name, name), self.laying.span(row))
                return each
        raise self.laying.error(_english.takes_other_shape(row.name, taken, before), row)

    def _skipped(self, before: Image, taken: Image) -> Image | None:
        """The last tensor with the size and the channels that are missing to what a row takes, as in a U-Net."""
        if before.size != taken.size or before.channels is None or taken.channels is None:
            return None
        missing = taken.channels - before.channels
        likely = (each for each in reversed(self.made) if each.size == taken.size and each.channels == missing)
        return next((each for each in likely if each.place != before.place), None)

    def _pending(self, mark: int) -> list[Image]:
        """What was made since, and is not read yet."""
        return [each for each in self.made[mark:] if each.place not in self.read]

    def _joined(self, row: Row, pending: Sequence[Image], wanted: Image) -> Image | None:
        """What is pending, joined so that it has a shape; None where it cannot be."""
        for count in range(len(pending), 1, -1):
            last = list(pending[-count:])
            if any(each.size != wanted.size or each.channels is None for each in last):
                continue
            if sum(each.channels or 0 for each in last) == wanted.channels:
                return self._met(row, last, Join.CONCATENATE)
            if all(each.channels == wanted.channels for each in last):
                return self._met(row, last, Join.ADD)
        return None

    def _met(self, row: Row, images: Sequence[Image], join: Join) -> Image:
        """Append a join that no row has."""
        how = _JOINED[join]
        building = self.laying.building
        building.assume(_english.joined_before(row.name, how, [*map(str, images)]), self.laying.span(row))
        channels = sum(each.channels or 0 for each in images) if join is Join.CONCATENATE else images[0].channels
        place = building.add(join, *[each.place for each in images], span=self.laying.span(row))
        self.read.update(each.place for each in images)
        made = Image(place, images[0].size, channels)
        self.made.append(made)
        return made

    def _added(self, row: Row, image: Image, source: Image, mark: int) -> Image:
        """What a block of a known name adds: the branch that is still pending, or what it reads."""
        pending = [each for each in self._pending(mark) if each.shape == image.shape and each.place != image.place]
        other = pending[-1] if pending else source if source.shape == image.shape else None
        if other is None or not image.place or image.place == source.place:
            return image
        self.adding.append(row.kind)
        building = self.laying.building
        place = building.add(Join.ADD, image.place, other.place, name=row.name, span=self.laying.span(row))
        self.read.update((image.place, other.place))
        self.made.append(image.moved(place))
        return self.made[-1]
