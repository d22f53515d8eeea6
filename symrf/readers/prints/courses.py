"""The children of a module whose forward is not printed: one behind the other as their channels allow, side by side
where the channels say so, else refused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from symrf.networks.notation.architecture import Join
from symrf.networks.notation.kinds import Kind
from symrf.readers.prints import _english
from symrf.readers.prints.again import called_again
from symrf.readers.prints.blocks import CHANNELS_LAST, NOT_ON_THE_WAY, SHORTCUT
from symrf.readers.prints.leaves import FREE, LEFT_OUT, SEQUENTIAL
from symrf.readers.prints.modules import Module
from symrf.readers.prints.needs import Need, fits, gives, layers, need
from symrf.readers.prints.siblings import LISTS, behind, interleaved, once, shared, unrolled, without_elided
from symrf.readers.prints.state import State
from symrf.readers.prints.tensors import Tensor

__all__ = ["Course", "Enter", "path_of"]

_RESIZING = frozenset({Kind.NEAREST, Kind.BILINEAR, Kind.SHUFFLE, Kind.UNSHUFFLE})


class Enter(Protocol):
    """What a module gives for a tensor."""

    def __call__(
        self, module: Module, tensor: Tensor, path: str, wanted: Need | None, plain: bool = False
    ) -> Tensor: ...


def path_of(path: str, child: Module) -> str:
    """The name of a child, as PyTorch has it: layer1.0.conv1."""
    return ".".join(filter(None, (path, child.key)))


class Course:
    """The way through siblings: `now` is the tensor that the last gave, `ends` are branches that wait to be joined."""

    def __init__(self, state: State, enter: Enter, module: Module, path: str, wanted: Need | None) -> None:
        self.state = state
        self.enter = enter
        self.module = module
        self.path = path
        self.wanted = wanted
        self.entry = self.now = self.before = Tensor(0)
        self.ends: list[Tensor] = []

    def through(self, tensor: Tensor, plain: bool) -> Tensor:
        """What the last child gives, joined with what else is open; `plain` children are a chain and nothing else."""
        self.entry = self.now = self.before = tensor
        again = None if self.module.name in SEQUENTIAL | LISTS else called_again(self.module)
        if again is not None:
            self.state.assume(*again)
        last = self.state.pointwise
        self.state.pointwise = last or self.channels_last()
        children = self.children()
        sides: list[Tensor] = []
        found: list[Tensor] = []
        for place, child in enumerate(children):
            wanted = next(filter(None, map(need, children[place + 1 :])), self.wanted)
            if not plain and SHORTCUT.fullmatch(child.key) and layers(child) and found:
                sides.append(self.enter(child, tensor, path_of(self.path, child), None))
                continue
            self.step(child, wanted, plain)
            found.append(self.now)
        if self.module.name in LISTS and len(found) > 1:
            self.state.levels = found
        self.state.pointwise = last
        given = self.closed()
        return self.state.joined(Join.ADD, (given, *sides), self.path, self.module) if sides else given

    def children(self) -> list[Module]:
        """The children that data goes through, each as often as it is there."""
        found: list[Module] = []
        for child in (
            interleaved(self.module, self.state) if self.module.name not in SEQUENTIAL else self.module.children
        ):
            if NOT_ON_THE_WAY.fullmatch(child.key) and child.children:
                self.state.assume(_english.beside_the_way(child.key), child)
            elif not LEFT_OUT.fullmatch(child.name):
                found += unrolled(child)
        if self.module.name not in SEQUENTIAL:
            found = behind(self.state, shared(self.state, once(self.state, found)))
        return found if self.path or not found else without_elided(self.state, found)

    def channels_last(self) -> bool:
        """Whether dense layers in it work on the pixels of an image, one by one."""
        children = self.module.children
        return self.module.name in CHANNELS_LAST or any(
            child.key.startswith("pwconv") or (FREE.fullmatch(child.name) and "ermute" in child.name)
            for child in children
        )

    def step(self, child: Module, wanted: Need | None, plain: bool) -> None:
        """A child goes on from the tensor that fits it."""
        asked = need(child)
        if not plain and asked is not None:
            self.now = self.going_on(child, asked)
        self.before, tensor = self.now, self.now
        inner = plain and child.name in SEQUENTIAL
        self.now = self.enter(child, tensor, path_of(self.path, child), wanted, inner or (plain and not child.children))

    def going_on(self, child: Module, asked: Need) -> Tensor:
        """The tensor from which a child goes on: what came last, joined or not, or what stood before it."""
        now = self.now
        if self.ends and not asked.features:
            total = _total([*self.ends, now])
            if total == asked.count and total != now.channels:
                return self.meet(Join.CONCATENATE)
        if fits(now, asked):
            return self.strided_twice(child, asked)
        if now.image and not asked.features and isinstance(asked.count, int) and isinstance(now.channels, int):
            if self.before is not now and _dense(self.before, now) == asked.count:
                return self.state.joined(Join.CONCATENATE, (self.before, now), self.path, child)
            found = self.state.skip(asked.count, now)
            if found is not None:
                self.state.assume(_english.goes_round(child.key or child.name), child)
                earlier = self.state.fitting(found, now, child)
                return self.state.joined(Join.CONCATENATE, (earlier, now), self.path, child)
            if asked.count > now.channels and _grown(self.state.history, now):
                raise self.state.refusal(_english.no_skip(path_of(self.path, child) or child.name), child)
        return self.branching(child, asked)

    def strided_twice(self, child: Module, asked: Need) -> Tensor:
        """What came last, unless the child may as well read what the module was given: its size would tell them apart.

        Branches they are where their channels together are what follows takes.
        """
        now, entry = self.now, self.entry
        if not self.path or entry.channels != asked.count or now.scale == entry.scale or not now.image:
            return now
        strides = [layer for layer in layers(child) if layer.stride not in (None, (1,)) or layer.kind in _RESIZING]
        if not strides or self.module.name in LISTS or self.module.name in SEQUENTIAL:
            return now
        given, wanted = gives(child), self.wanted
        counts = isinstance(now.channels, int) and given is not None and wanted is not None
        if counts and now.channels + given == wanted.count:  # type: ignore[operator,union-attr]
            self.ends.append(now)
            return entry
        raise self.state.refusal(_english.chain_or_branches(child.key or child.name, self.module.name), child)

    def branching(self, child: Module, asked: Need) -> Tensor:
        """Another branch from where the module began, or another head on an earlier vector."""
        now = self.now
        entry = self.entry
        if not entry.place and entry.channels is None:
            entry = replace(entry, channels=self.state.channels, flat=self.state.flat)
        if entry.channels == asked.count and entry.flat == asked.features and entry.place != now.place:
            self.ends.append(now)
            self.state.assume(_english.side_by_side(child.key or child.name, asked.count), child)
            return entry
        if asked.features and now.flat:
            for earlier in reversed(self.state.history):
                if earlier.flat and earlier.channels == asked.count:
                    self.state.loose.append(now)
                    self.state.assume(_english.another_head(child.key or child.name, asked.count), child)
                    return earlier
        return now  # which the child itself refuses, or settles inside

    def meet(self, join: Join) -> Tensor:
        """The open branches are one tensor."""
        tensors, self.ends = [*self.ends, self.now], []
        if any(each.scale != self.now.scale for each in tensors):
            raise self.state.refusal(_english.branches_of_other_sizes(self.module.name), self.module)
        return self.state.joined(join, tensors, self.path, self.module)

    def closed(self) -> Tensor:
        """What the module gives: the branches that are open meet as the next module, or their channels, ask for."""
        now, wanted = self.now, self.wanted
        asked = None if wanted is None or wanted.features else wanted.count
        if wanted is not None and wanted.features and self.ends and now.image:
            total = _total([*self.ends, now])
            if total and isinstance(wanted.count, int) and wanted.count % total == 0:
                return self.meet(Join.CONCATENATE)
        if not self.ends:
            if asked is None or not now.image or now.channels in (asked, None) or self.before is now:
                return now
            if _dense(self.before, now) == asked:
                return self.state.joined(Join.CONCATENATE, (self.before, now), self.path, self.module)
            return now
        if asked is not None and _total([*self.ends, now]) == asked:
            return self.meet(Join.CONCATENATE)
        if all(each.channels == now.channels and each.scale == now.scale and each.image for each in self.ends) and (
            asked in (None, now.channels) and self.path
        ):
            self.state.assume(_english.added_up(self.module.name), self.module)
            return self.meet(Join.ADD)
        if wanted is None or all(each.flat for each in (*self.ends, now)):
            self.state.loose += self.ends
            self.state.assume(_english.several_ends(self.module.name), self.module)
            return now
        raise self.state.refusal(_english.branches_do_not_meet(self.module.name, wanted.count), self.module)


def _grown(history: Sequence[Tensor], now: Tensor) -> bool:
    """Whether pixels lie closer together than they did before, as they do after up-sampling."""
    if now.scale is None:
        return False
    return any(each.scale is not None and each.scale > now.scale for each in history)


def _total(tensors: Sequence[Tensor]) -> int | None:
    counts = [each.channels for each in tensors if isinstance(each.channels, int) and each.image]
    return sum(counts) if len(counts) == len(tensors) else None


def _dense(before: Tensor, now: Tensor) -> int | None:
    """The channels of what went into a module and what came out of it, where both have one size."""
    return _total((before, now)) if before.scale == now.scale is not None else None
