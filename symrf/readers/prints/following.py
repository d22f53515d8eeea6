"""A block that goes by name, wired as its definition says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from symrf.networks.notation.architecture import Join, Layer
from symrf.networks.notation.kinds import Kind
from symrf.readers.prints import _english
from symrf.readers.prints.courses import Course, Enter, path_of
from symrf.readers.prints.modules import Module
from symrf.readers.prints.needs import Need, need
from symrf.readers.prints.state import State
from symrf.readers.prints.templates import Branching, Chosen, Step, Template, Word, matching, mentioned, printed
from symrf.readers.prints.tensors import Tensor

__all__ = ["Following"]


class Following:
    """A block while its definition is followed."""

    def __init__(self, state: State, enter: Enter, module: Module, path: str, wanted: Need | None) -> None:
        self.state = state
        self.enter = enter
        self.module = module
        self.path = path
        self.wanted = wanted
        self.named: set[int] = set()

    def template(self, template: Template, tensor: Tensor) -> Tensor:
        """What the block gives."""
        self.named = mentioned(template, self.module)
        return self.chain(template, tensor, self.wanted)

    def chain(self, steps: Template, tensor: Tensor, wanted: Need | None) -> Tensor:
        """Steps one after the other; `wanted` is what follows takes."""
        for place, step in enumerate(steps):
            tensor = self.step(step, tensor, wanted if place == len(steps) - 1 else self.next_need(steps[place + 1 :]))
        return tensor

    def next_need(self, steps: Sequence[Step]) -> Need | None:
        """What the next step that names a child takes."""
        match steps[0]:
            case Chosen(names):
                found = [child for name in names for child in matching(self.module, name)]
                return need(found[0]) if found else None
        return None

    def step(self, step: Step, tensor: Tensor, wanted: Need | None) -> Tensor:
        match step:
            case Layer():
                return self.state.add(step, tensor, self.path, self.module)
            case Branching():
                return self.branching(step, tensor, wanted)
            case Chosen():
                return self.child(step, tensor, wanted)
            case Word("half"):
                return self.half(tensor)
            case Word("*"):
                rest = [child for child in self.module.children if id(child) not in self.named]
                inner = replace(self.module, children=rest)
                return Course(self.state, self.enter, inner, self.path, wanted).through(tensor, False)
        return tensor

    def child(self, step: Chosen, tensor: Tensor, wanted: Need | None) -> Tensor:
        """A child, or those that its name stands for."""
        for name in step.names:
            found = matching(self.module, name)
            if not found:
                continue
            if step.how:
                return self.listed(found[0], step.how, tensor)
            for place, child in enumerate(found):
                after = need(found[place + 1]) if place + 1 < len(found) else wanted
                tensor = self.enter(child, tensor, path_of(self.path, child), after)
            return tensor
        return tensor if step.missing is None else self.step(step.missing, tensor, wanted)

    def half(self, tensor: Tensor) -> Tensor:
        """Half of the channels."""
        if not isinstance(tensor.channels, int):
            raise self.state.refusal(_english.half_of_what(self.module.name), self.module)
        return self.state.add(Layer(Kind.TAKE, (tensor.channels // 2,)), tensor, self.path, self.module)

    def listed(self, child: Module, how: str, tensor: Tensor) -> Tensor:
        """The children of a child: side by side, each behind the other and kept, or each at a level of the list
        before."""
        path = path_of(self.path, child)
        members = [replace(each, key=str(place)) for place, each in enumerate(_each(child))]
        if how == "|" or how == "=|":
            levels = self.state.levels if how == "=|" else [tensor] * len(members)
            if len(levels) != len(members):
                raise self.state.refusal(_english.other_levels(child.key, len(members), len(levels)), child)
            ends = [
                self.enter(each, level, path_of(path, each), None) for each, level in zip(members, levels, strict=True)
            ]
            return self.state.joined(Join.CONCATENATE, ends, self.path, self.module)
        ends = []
        for each in members:
            tensor = self.enter(each, tensor, path_of(path, each), None)
            ends.append(tensor)
        return self.state.joined(Join.CONCATENATE, ends, self.path, self.module)

    def branching(self, step: Branching, tensor: Tensor, wanted: Need | None) -> Tensor:
        """Branches; an identity is there only where its sister keeps the channels and the size."""
        if step.join is Join.GATE:
            self.state.gated += 1
        if step.join is not Join.ADD:
            wanted = None
        ends: list[Tensor] = []
        for chain in step.chains:
            if not tensor.place and tensor.channels is None and ends:  # then the first layer has said
                tensor = replace(tensor, channels=self.state.channels, flat=self.state.flat)
            match chain:
                case (Word("id?"),):
                    kept = all(_alike(tensor, end) for end in ends)
                    ends += [tensor] if kept else []
                case (Chosen(missing=Word("id?")) as child,) if not printed(self.module, child):
                    kept = all(_alike(tensor, end) for end in ends)
                    ends += [tensor] if kept else []
                case (Word("skip"),):
                    ends += self.skip(ends)
                case _:
                    ends.append(self.chain(chain, tensor, wanted))
        if step.join is Join.GATE:
            self.state.gated -= 1
        return self.state.joined(step.join, ends, self.path, self.module)

    def skip(self, ends: Sequence[Tensor]) -> list[Tensor]:
        """What an earlier stage gave, with the channels that the next child takes beside those that it is given."""
        rest = [child for child in self.module.children if "conv" in child.key]
        asked = next(filter(None, map(need, rest)), None)
        if asked is None or asked.count == ends[-1].channels:
            return []
        found = self.state.skip(asked.count, ends[-1])
        if found is None:
            raise self.state.refusal(_english.no_skip(self.module.name), self.module)
        return [self.state.fitting(found, ends[-1], self.module)]


def _each(child: Module) -> list[Module]:
    """The members of a list, each as often as it is printed to be there."""
    if not child.children:
        return [child]
    return [replace(each, times=1) for each in child.children for _ in range(each.times)]


def _alike(one: Tensor, other: Tensor) -> bool:
    return one.channels == other.channels and one.scale == other.scale
