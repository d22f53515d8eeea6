"""What the names of PyTorch mean to the evaluator: modules, functions and methods."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence

from symrf.formulas import limits
from symrf.networks.notation.architecture import Architecture, Join, Layer
from symrf.networks.notation.kinds import WORDS as NOTATION
from symrf.networks.notation.kinds import Kind
from symrf.readers.inlining import inlined
from symrf.readers.source import _english
from symrf.readers.source.einops import rearranged
from symrf.readers.source.expressions import MADE_UP
from symrf.readers.source.inputs import along, sized
from symrf.readers.source.network import Network
from symrf.readers.source.slicing import item
from symrf.readers.source.state import State
from symrf.readers.source.tensors import Tensors
from symrf.readers.source.torch_calls import Call, elementwise
from symrf.readers.source.torch_functions import METHODS, SAME
from symrf.readers.source.torch_layers import CONVOLUTIONS, applied, convolved, filled
from symrf.readers.source.torch_objects import METHODS_OF_MODULES, OPTIONS, option
from symrf.readers.source.trials import SHAPED, of_shape, tried
from symrf.readers.source.values import Bound, External, Module, Tensor, contained
from symrf.readers.torch_signatures import SIGNATURES, WORDS

__all__ = ["Torch"]

Given = Sequence[object]
Named = Mapping[str, object]

_WRAPPERS = frozenset(
    [
        "weight_norm",
        "spectral_norm",
        "DataParallel",
        "DistributedDataParallel",
        "compile",
        "script",
        "trace",
        "remove_weight_norm",
        "Variable",
        "convert_sync_batchnorm",
        "orthogonal",
        "autograd",
    ]
)
_NOTHING = (
    *("torch.nn.init", "torch.optim", "torch.utils.data", "torchvision.transforms", "torchvision.utils"),
    *("torch.manual_seed", "torch.save", "optim.", "init.", "np.", "plt.", "logging.", "logger.", "writer.", "cv2."),
)
_SUMMARIES = frozenset({"summary", "get_model_complexity_info"})


class Torch:
    """PyTorch, as the evaluator's library."""

    convention = "pytorch"

    def __init__(self) -> None:
        self.samples: list[tuple[Module, tuple[int, ...]]] = []  # modules that the text calls, and the shape

    # ---- calls of names

    def call(self, machine: State, name: External, given: Given, named: Named, node: ast.AST) -> object:
        last, first = name.last, given[0] if given else None
        owner = External(name.path.rpartition(".")[0])
        if isinstance(machine.trace, Network) and owner.path in machine.trace.inputs and last in METHODS:
            return self.method(machine, machine.trace.further(owner, machine.span(node)), last, given, named, node)
        if last in _SUMMARIES and isinstance(first, Module):
            shape = given[1] if len(given) > 1 else named.get("input_size", named.get("input_shape"))
            self._noted(first, shape)
            return External("summary")
        if last in MADE_UP and not isinstance(first, Tensor):
            shape = given[0] if given and isinstance(given[0], tuple | list) else given or named.get("size", ())
            return External(f"torch.{last}", given=tuple(shape) if isinstance(shape, tuple | list) else ())
        if last == "is_available":
            return False
        if last in _WRAPPERS and isinstance(first, Module | External | Tensor):
            return first
        if isinstance(first, Module) and "norm" in last.lower() and last not in SIGNATURES:
            machine.doubts.append((_english.wraps(last), node))
            return first
        if last == "linspace" and len(given) > 2 and all(isinstance(each, int | float) for each in given):
            return _between(*given[:3])
        if last == "CenterCrop":
            return Module(last, arguments={"size": given[0] if given else named.get("size")}, node=node)
        if name.path.startswith(_NOTHING) or last.endswith("Loss") or last in ("Parameter", "Buffer"):
            return External("Parameter" if last in ("Parameter", "Buffer") else name.path)
        if last == "checkpoint" and len(given) > 1:
            return machine.call(first, given[1:], {}, node)
        if any(isinstance(each, Tensor) for each in self._spread(given)):
            return self._function(machine, name, given, named, node)
        if last[:1].isupper() or "models." in name.path or last in machine.pasted.assumed:
            return self._module(machine, name, given, named, node)
        if isinstance(first, External) and first.path.startswith("torch.") and first.given:
            return first
        return External(name.path)

    @staticmethod
    def _spread(given: Given) -> list[object]:
        return [part for each in given for part in (each if isinstance(each, tuple | list) else (each,))]

    def _module(self, machine: State, name: External, given: Given, named: Named, node: ast.AST) -> Module:
        kind = name.path if "models." in name.path and name.last not in machine.pasted.assumed else name.last
        made = Module(kind, node=node, order=len(machine.made))
        machine.made.append(made)
        filled(machine, made, given, named)
        return made

    def _function(self, machine: State, name: External, given: Given, named: Named, node: ast.AST) -> object:
        """A function of tensors."""
        tensors = Tensors(machine, self.network(machine), node)
        last = name.last.rstrip("_") or name.last
        if last in ("rearrange", "reduce", "repeat") and len(given) > 1 and isinstance(given[1], str):
            return rearranged(tensors, given, named)
        if (isinstance(given[0], Tensor) and last in SAME) or last == "Tensor":
            return given[0]
        if last in METHODS:
            return METHODS[last](Call(tensors, given, named))
        first = given[0]
        if isinstance(first, Tensor):
            arguments = dict(enumerate(given[1:])) | dict(named)
            found = elementwise(tensors, last, arguments, first)
            if found is not None:
                return found
        return self.unknown(tensors, name, given, named, first)

    def unknown(self, tensors: Tensors, name: External, given: Given, named: Named, first: object) -> object:
        """A function that is not known: by what the user says of it, or of one tensor, which it is taken to keep."""
        machine, last = tensors.machine, name.last
        others = [each for each in self._spread(given[1:]) if isinstance(each, Tensor)]
        said = machine.told(tensors.node, last) if isinstance(first, Tensor) else None
        if said is not None and isinstance(first, Tensor):
            return self.assumed(tensors, said, first)
        if last in CONVOLUTIONS and isinstance(first, Tensor):
            return convolved(self, tensors, CONVOLUTIONS[last], first, given, named)
        if name.path == f"self.{last}" and last.lower().strip("_0123456789") not in NOTATION:
            tensors.refuse(_english.unknown_module(last))
        if others or not isinstance(first, Tensor) or ("." in name.path and not name.path.startswith("self.")):
            tensors.refuse(_english.unknown_function(last))  # of a library, it may change the size
        word = last.lower().strip("_0123456789") if name.path.startswith("self.") else last.lower()
        layer = Layer(Kind.PASS, word=word) if word in NOTATION else Layer(Kind.OPAQUE, word=_word(last))
        machine.assume(_english.taken_to_keep(last), tensors.node)
        return tensors.append((layer,), first)

    def assumed(self, tensors: Tensors, said: Architecture, tensor: Tensor) -> Tensor:
        """A network that is given for a name."""
        net = tensors.network
        source = tensors.plain(tensor).place
        before = len(net.building.nodes)
        place = inlined(net.building, said, source, tensors.name, tensors.span)
        net.caught_up(before)
        return net.image(place)

    # ---- modules

    def construct(self, machine: State, module: Module, given: Given, named: Named) -> None:
        filled(machine, module, given, named)

    def apply(self, machine: State, module: Module, given: Given, named: Named, node: ast.AST) -> object:
        return applied(self, machine, module, given, named, node)

    def knows(self, module: Module) -> bool:
        of = module.made_of
        return of is not None and of.name in WORDS and not any(contained(module))

    def outside(self, _machine: State, module: Module, _given: Given) -> bool:
        of = module.made_of
        return of is None or of.find("forward") is not None or of.foreign is not None

    def sampled(self, machine: State, module: Module, given: Given, node: ast.AST) -> object:
        first = given[0] if given else None
        shape = self._noted(module, first.given if isinstance(first, External) else ())
        inside = any(isinstance(each, Module) for each in machine.receivers)
        if not machine.receivers and shape and module.made_of is None and module.kind in SIGNATURES:
            return self._begun(machine, module, shape, node)
        if not inside or not shape:  # a constructor may ask what comes out of its own layers
            return External("output")
        found = tried(machine, module, shape, node)
        return External("torch.output", given=found) if found else External("output")

    def _begun(self, machine: State, module: Module, shape: tuple[int, ...], node: ast.AST) -> object:
        """A layer that is called outside of functions begins a network."""
        axes = along(module, len(shape))
        machine.trace, machine.scripted = Network(axes, self.convention, *sized(shape, len(axes))), True
        return applied(self, machine, module, (Tensor(0),), {}, node)

    def _noted(self, module: Module, shape: object) -> tuple[int, ...]:
        """Takes note of the shape of what the text calls a module with."""
        if isinstance(shape, list) and shape and isinstance(shape[0], tuple | list):
            shape = shape[0]
        if not isinstance(shape, tuple | list) or not all(isinstance(each, int) for each in shape[1:]):
            return ()
        found = tuple(each if isinstance(each, int) else 1 for each in shape)
        if found:
            self.samples.append((module, found))
        return found

    def network(self, machine: State) -> Network:
        """The network that is being built."""
        if not isinstance(machine.trace, Network):
            raise TypeError(machine.trace)
        return machine.trace

    # ---- attributes and methods

    def attribute(self, machine: State, value: object, name: str, node: ast.AST) -> object:
        if isinstance(value, Tensor):
            tensors = Tensors(machine, self.network(machine), node)
            if name == "shape":
                return tensors.shape(value)
            if name == "ndim":
                return len(tensors.settled(value).dims or ())
            if name == "device" or name == "dtype":
                return External(name)
            if name in ("data", "T"):
                return value
            return Bound(name, value)
        if isinstance(value, Module):
            if name == "training":
                return False
            found = value.arguments.get(name)
            if found is not None:
                return found
            if "models." in value.kind and name not in METHODS_OF_MODULES:
                return value  # a part of what is only named
            if name in METHODS_OF_MODULES or name in OPTIONS or name == "forward":
                return Bound(name, value)
            if value.made_of is not None:
                return External(f"self.{name}")  # what the text does not assign
        if isinstance(value, External) and value.given:
            return value.given if name == "shape" else Bound(name, value) if name in SHAPED else value
        return External(name)

    def method(self, machine: State, value: object, name: str, given: Given, named: Named, node: ast.AST) -> object:
        if isinstance(value, Tensor):
            return self._function(machine, External(f"tensor.{name}"), (value, *given), named, node)
        if isinstance(value, External):
            return of_shape(machine, value, name, given, node)
        if isinstance(value, Module):
            return self._of_module(machine, value, name, given, named, node)
        return External(name)

    def _of_module(self, machine: State, value: Module, name: str, given: Given, named: Named, node: ast.AST) -> object:
        made = METHODS_OF_MODULES.get(name)
        if made is not None:
            return made(machine, value, given, named)
        if name == "forward":
            return machine.call(value, given, named, node)
        if name in OPTIONS:
            return option(value, name, given, named)
        return External(name)

    # ---- operations

    def binary(self, machine: State, sign: str, left: object, right: object, node: ast.AST) -> object:
        tensors = Tensors(machine, self.network(machine), node)
        if isinstance(left, Tensor) and isinstance(right, Tensor):
            if sign == "@":
                tensors.refuse(_english.PRODUCT_OF_MATRICES)
            return tensors.joined(Join.GATE if sign in ("*", "/") else Join.ADD, left, right)
        tensor, other = (left, right) if isinstance(left, Tensor) else (right, left)
        if isinstance(other, External) and not other.path.startswith(("Parameter", "torch.")):
            machine.assume(_english.taken_for_numbers(other.last), node)
        return tensor

    def item(self, machine: State, value: object, index: object, node: ast.AST) -> object:
        tensors = Tensors(machine, self.network(machine), node)
        return item(tensors, value, index) if isinstance(value, Tensor) else External("item")


def _between(first: object, last: object, count: object) -> object:
    """torch.linspace."""
    if not isinstance(first, int | float) or not isinstance(last, int | float) or not isinstance(count, int):
        return External("linspace")
    steps = max(count - 1, 1)
    return [first + (last - first) * n / steps for n in range(min(count, limits.READ_ITEMS))]


def _word(name: str) -> str:
    return "".join(letter for letter in name if letter.isalnum() or letter == "_") or "layer"
