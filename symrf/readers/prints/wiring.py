"""Printed modules -> a graph: each module is entered with the tensor that it receives."""

from __future__ import annotations

from fractions import Fraction

from symrf.networks.notation.architecture import Join, Layer, Sides
from symrf.networks.notation.kinds import Kind
from symrf.readers.graph import Graph
from symrf.readers.inlining import inlined
from symrf.readers.pasted import Pasted
from symrf.readers.prints import _english
from symrf.readers.prints.blocks import ATTENTION
from symrf.readers.prints.courses import Course
from symrf.readers.prints.following import Following
from symrf.readers.prints.leaves import FREE, LEFT_OUT, RECURRENT, SEQUENTIAL, UNREADABLE, Leaf, leaf, told
from symrf.readers.prints.modules import Module, begins_inside
from symrf.readers.prints.needs import Need, gates
from symrf.readers.prints.receiving import received
from symrf.readers.prints.state import State
from symrf.readers.prints.templates import chosen
from symrf.readers.prints.tensors import Tensor
from symrf.readers.torch_signatures import SIGNATURES

__all__ = ["Stop", "wired"]

_LISTS = frozenset({"ModuleList", "ModuleDict"})
_MEETING = frozenset({"Concat", "Cat", "Concatenate", "Concatenation"})
_HEADS = ("Detect", "Segment", "Pose", "OBB", "v10Detect", "IDetect")


class Stop(Exception):
    """What follows in a network is not read; the tensor is what came there."""

    def __init__(self, tensor: Tensor) -> None:
        super().__init__()
        self.tensor = tensor


def wired(pasted: Pasted, roots: list[Module], dense_flattens: bool = False) -> Graph:
    """The network that modules are, one after the other where they are several; a ReadError points at a module.

    In some frameworks a dense layer flattens what it is given.
    """
    wiring = _Wiring(State(pasted, dense_flattens=dense_flattens), roots)
    root = roots[0] if len(roots) == 1 else Module("", "Sequential", roots[0].start, roots[0].start, children=roots)
    first = Tensor(0, scale=(Fraction(1),))
    wiring.state.history.append(first)
    if len(roots) > 1:
        wiring.state.assume(_english.one_after_the_other([each.key or each.name for each in roots]), roots[0])
    if any(each.orphan for each in roots) and begins_inside(pasted, roots):
        wiring.state.assume(_english.BEGINS_INSIDE, roots[0])
    for cut in (each for each in roots if each.cut):
        wiring.state.assume(_english.CUT, cut)
    try:
        last = wiring.enter(root, first, "", None, plain=len(roots) == 1)
    except Stop as stop:
        last = stop.tensor
    return wiring.finished(root, last)


class _Wiring:
    """A network on its way: modules are entered one in the other."""

    def __init__(self, state: State, roots: list[Module]) -> None:
        self.state = state
        self.roots = roots

    def enter(self, module: Module, tensor: Tensor, path: str, wanted: Need | None, plain: bool = False) -> Tensor:
        """What a module gives for a tensor; `wanted` is what the next one takes, `plain` says that all around it are
        chains for sure."""
        for _ in range(module.times):
            tensor = self.once(module, tensor, path, wanted, plain)
        return tensor

    def once(self, module: Module, tensor: Tensor, path: str, wanted: Need | None, plain: bool) -> Tensor:
        """A module that is not repeated."""
        if module.name in self.state.pasted.assumed:
            return self.assumed(module, tensor, path)
        if LEFT_OUT.fullmatch(module.name) or module.name in _MEETING:
            return tensor
        template = chosen(module)
        if template is not None and module.cut and path:
            self.state.assume(_english.ends_within(module.key or module.name, module.name), module)
            raise Stop(tensor)
        if template is None or not module.children:
            given = self.told(module)
            if given is not None:
                return self.layers(given, module, tensor, path)
        if module.gap:
            raise self.state.refusal(_english.gap_in_print(module.key or module.name), module)
        if not module.children:
            return self.childless(module, tensor)
        if module.name.startswith(_HEADS) and any(child.name in _LISTS for child in module.children):
            self.state.assume(_english.head_left_out(module.name), module)
            raise Stop(tensor)
        if module.name in UNREADABLE:
            return self.unreadable(module, tensor)
        if template is not None:
            self.state.known.append(module.name)
            return Following(self.state, self.enter, module, path, wanted).template(template, tensor)
        return self.container(module, tensor, path, wanted, plain)

    def container(self, module: Module, tensor: Tensor, path: str, wanted: Need | None, plain: bool) -> Tensor:
        """A module of others, whose forward is not printed."""
        course = Course(self.state, self.enter, module, path, wanted)
        if module.name in SEQUENTIAL:
            return course.through(tensor, plain)
        if gates(module) and tensor.image and wanted is not None and not wanted.features:
            self.state.assume(_english.taken_for_a_gate(module.name), module)
            return self.gate(course, module, tensor, path)
        if any(ATTENTION.fullmatch(child.key) for child in module.children):
            raise self.state.refusal(_english.attention(module.name), module)
        if module.name not in _LISTS or not path:
            self.state.ordered.append(module.name)
        given = course.through(tensor, False)
        lost = given.one and tensor.image and path and module.name not in _LISTS
        if lost and wanted is not None and not wanted.features:
            raise self.state.refusal(_english.pools_everything(module.name), module)
        return given

    def gate(self, course: Course, module: Module, tensor: Tensor, path: str) -> Tensor:
        """A factor for each channel, by which a tensor is multiplied."""
        self.state.gated += 1
        factor = course.through(tensor, False)
        self.state.gated -= 1
        return self.state.joined(Join.GATE, (tensor, factor), path, module)

    def told(self, module: Module) -> Leaf | None:
        """What a module is as layers; a refusal where its arguments do not fit it."""
        try:
            return None if module.name in UNREADABLE else leaf(module)
        except ValueError as error:
            raise self.state.refusal(str(error), module) from None

    def layers(self, given: Leaf, module: Module, tensor: Tensor, path: str) -> Tensor:
        """The layers of a leaf, for which a tensor is flattened, or made an image, where it has to be."""
        state = self.state
        if not given.known:
            state.assume(_english.made_out(module.name, [layer.text for layer in given.layers]), module)
        if given.axes is not None and given.takes is not None and any(each.sizes for each in given.layers):
            self.axes(given.axes, module)
        tensor, layers = received(state, module, given, tensor, path)
        for layer in layers:
            tensor = state.add(layer, tensor, path, module)
        return tensor

    def axes(self, axes: tuple[str, ...], module: Module) -> None:
        """All convolutions of a network work on the same axes."""
        if self.state.axes is None:
            self.state.axes = axes
        elif self.state.axes != axes:
            raise self.state.refusal(_english.other_axes(module.name, len(self.state.axes), len(axes)), module)

    def assumed(self, module: Module, tensor: Tensor, path: str) -> Tensor:
        """A module that the user says what it is."""
        building = self.state.building
        architecture = self.state.pasted.assumed[module.name]
        place = inlined(building, architecture, tensor.place, path or None, self.state.span(module))
        given = Tensor(place, scale=None)
        self.state.history.append(given)
        return given

    def childless(self, module: Module, tensor: Tensor) -> Tensor:
        """A module without children that is no layer which is known."""
        if module.name in UNREADABLE:
            return self.unreadable(module, tensor)
        if module.elided or "..." in module.body:
            raise self.state.refusal(_english.elided(module.key or module.name), module)
        if module.name in SEQUENTIAL or module.name in _LISTS:
            return tensor
        amount = self.state.padded(tensor) if "Chomp" in module.name else None
        if amount is not None:
            self.state.assume(_english.chomped(module.key or module.name, amount), module)
            return self.state.add(Layer(Kind.PAD, padding=(Sides(0, -amount),)), tensor, "", module)
        if FREE.fullmatch(module.name):
            self.state.assume(_english.form_is_not_printed(module.name), module)
            return tensor
        if module.name in SIGNATURES:
            raise self.state.refusal(_english.numbers_not_read(module.key, module.name), module)
        raise self.state.refusal(_english.unknown_module(module.name, module.key), module)

    def unreadable(self, module: Module, tensor: Tensor) -> Tensor:
        """What reads a sequence: a network ends before it, or is none that has sizes."""
        items = [node.item for node in self.state.building.nodes]
        windows = any(isinstance(item, Layer) and item.kind.takes and item.kind is not Kind.DENSE for item in items)
        later = (each for root in self.roots for each in root.walk() if each.start > module.start)
        if module.name not in RECURRENT or not windows or any(_has_windows(each) for each in later):
            raise self.state.refusal(_english.reads_a_sequence(module.name), module)
        self.state.assume(_english.ends_before(module.key or module.name, module.name), module)
        raise Stop(tensor)

    def finished(self, root: Module, last: Tensor) -> Graph:
        """The graph, with what was taken for granted of its wiring."""
        state = self.state
        if not state.building.nodes:
            raise state.refusal(_english.no_layers(root.name), root)
        if state.ordered:
            state.assume(_english.in_their_order(state.ordered), root)
        if state.known:
            state.assume(_english.wired_by_name(state.known), root)
        vector = not any(isinstance(node.item, Layer) and node.item.kind in _SPATIAL for node in state.building.nodes)
        outputs = (*(each.place for each in state.loose if each.place != last.place), last.place)
        return state.building.graph(
            *outputs,
            channels=state.channels,
            axes=() if vector else state.axes or ("h", "w"),
            name=root.key or root.name or None,
            span=state.pasted.span(root.start, root.stop),
        )


def _has_windows(module: Module) -> bool:
    given = None if module.children else told(module)
    return given is not None and any(layer.kind.takes and layer.kind is not Kind.DENSE for layer in given.layers)


_SPATIAL = frozenset(Kind) - {Kind.DENSE, Kind.PASS, Kind.FLATTEN, Kind.OPAQUE, Kind.TAKE}
