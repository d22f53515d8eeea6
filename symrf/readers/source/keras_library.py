"""What the names of Keras mean to the evaluator: layers, models, and functions of TensorFlow."""

from __future__ import annotations

import ast
import re
from collections.abc import Mapping, Sequence

from symrf.networks.notation.architecture import Join, Layer
from symrf.networks.notation.kinds import Kind
from symrf.readers.keras_arguments import CLASS
from symrf.readers.source import _english
from symrf.readers.source.keras_functions import FUNCTIONS
from symrf.readers.source.keras_layering import Held, Layering
from symrf.readers.source.keras_signatures import configured
from symrf.readers.source.numbers import difference
from symrf.readers.source.state import State
from symrf.readers.source.values import Bound, External, Module

__all__ = ["Keras"]

Given = Sequence[object]
Named = Mapping[str, object]

_OLD = ("border_mode", "subsample", "nb_filter", "dim_ordering", "nb_epoch", "image_dim_ordering")
_ROOTS = frozenset({"tf", "tensorflow", "keras", "tf_keras", "K", "slim", "layers", "nn", "backend", "tflearn"})
_USES = frozenset({"compile", "fit", "summary", "predict", "fit_generator", "evaluate"})
_OF_NUMBERS = frozenset({"Flatten", "Dense", "Dropout", "Activation", "BatchNormalization", "Reshape", "LeakyReLU"})
_NOTHING = frozenset(
    ["Adam", "SGD", "RMSprop", "Adagrad", "EarlyStopping", "ModelCheckpoint", "ImageDataGenerator", "Tokenizer"]
)


_FIRST = re.compile(
    r"(?:data_format|dim_ordering)\s*[=(]\s*['\"](?:channels_first|th)['\"]"  # where it is set, and not asked for
)
_AFTERWARDS = re.compile(r"cross_entropy|loss|arg_?max|in_top_k|equal|accuracy|gradients|squared_error|histogram")
_LAST = re.compile(r"channels_last|dim_ordering\(?=? ?['\"]tf['\"]")


class Keras(Layering):
    """Keras and TensorFlow, as the evaluator's library."""

    def __init__(self, text: str) -> None:
        self.old = any(word in text for word in _OLD)
        super().__init__(bool(_FIRST.search(text)))
        axes = CLASS.search(text)
        self.unknown = (None,) * (1 + (int(axes[2]) if axes else 2))
        self.said = self.first or bool(_LAST.search(text))
        self.models: list[Module] = []
        self.begun: dict[str, Module] = {}  # what is added to a name that the text does not define
        self.used: list[Module] = []  # models that are compiled, or printed

    # ---- calls of names

    def call(self, machine: State, name: External, given: Given, named: Named, node: ast.AST) -> object:
        last = name.last
        if last in ("image_dim_ordering", "image_data_format"):
            old = last == "image_dim_ordering"
            return ("th" if old else "channels_first") if self.first else ("tf" if old else "channels_last")
        if last == "Input" or last == "placeholder":
            return self._input(machine, given, named, last == "placeholder")
        if last == "add" and "." in name.path and given and isinstance(given[0], Module):
            self._begun(machine, name.path, given[0])
            return None
        if last in FUNCTIONS and name.path.partition(".")[0] in _ROOTS | {last}:
            return FUNCTIONS[last](self, machine, name, given, named, node)
        first = given[0] if given else None
        if isinstance(first, External) and first.given:
            return first
        said = machine.told(node, last) if isinstance(first, Held) else None
        if said is not None and isinstance(first, Held):
            return self.assumed(first, said, None, machine.span(node))
        if ".applications." in name.path and last[:1].isupper() and not CLASS.fullmatch(last):
            return self.made(machine, Module(name.path, node=node, order=len(machine.made)), given, named)
        if isinstance(first, Held) and (CLASS.fullmatch(last) or last in _OF_NUMBERS):
            machine.refuse(_english.made_of_tensor(last), node)
        if last[:1].isupper() and last not in _NOTHING:
            last = "Model" if last == "Functional" else last
            return self.made(machine, Module(last, node=node, order=len(machine.made)), given, named)
        if given and isinstance(given[0], list | tuple) and all(isinstance(each, int) for each in given[0]):
            return External(f"{name.path}()", given=tuple(given[0]))  # the shape of weights
        if _AFTERWARDS.search(last):
            return External(f"{name.path}()")
        if isinstance(first, Held):
            machine.refuse(_english.unknown_function(last), node)
        return External(f"{name.path}()")

    def made(self, machine: State, module: Module, given: Given, named: Named) -> Module:
        """A layer or a model, with its arguments."""
        machine.made.append(module)
        self.construct(machine, module, given, named)
        return module

    def construct(self, machine: State, module: Module, given: Given, named: Named) -> None:
        if module.kind == "Sequential":
            layers = machine.items(given[0] if given else named.get("layers", []), module.node or ast.Pass()) or []
            module.children = {str(n): each for n, each in enumerate(layers)}
            return
        if module.kind == "Model" and (given or named):
            found = dict(zip(("inputs", "outputs"), given, strict=False)) | dict(named)
            module.arguments = {key if key.endswith("s") else f"{key}s": each for key, each in found.items()}
            self.models.append(module)
            return
        module.arguments = configured(module.kind, given, named, self.old)

    def _input(self, machine: State, given: Given, named: Named, placeholder: bool) -> Held:
        batch = named.get("batch_shape", named.get("batch_input_shape"))
        shape = given[0] if given else named.get("shape", named.get("input_shape"))
        if placeholder:
            shape = given[1] if len(given) > 1 else named.get("shape")
            shape = shape[1:] if isinstance(shape, tuple | list) else (None, None, None)
        if isinstance(batch, tuple | list):
            shape = tuple(batch[1:])
        if isinstance(shape, External):
            shape = self.unknown
        found = self.network(machine, shape if isinstance(shape, tuple | list) else (shape,))
        self.last = found
        return found

    # ---- calls of layers

    def apply(self, machine: State, module: Module, given: Given, named: Named, node: ast.AST) -> object:
        value = given[0] if given else next(iter(named.values()), None)
        if isinstance(value, External):
            value = self.taken(machine, value, node)
        if isinstance(value, list | tuple):
            return self.joined(machine, module.kind, module.arguments, value, module.node or node)
        if not isinstance(value, Held):
            machine.refuse(_english.no_tensor(module.kind), node)
        machine.trace = value.network
        if module.kind == "Sequential":
            for each in module.children.values():
                value = machine.call(each, (value,), {}, node)
            return value
        if module.kind == "Model":
            return self._inlined(machine, module, value, node)
        return self.layer(machine, module.kind, module.arguments, value, module.node or node)

    # ---- the rest of what is asked of a library

    def knows(self, _module: Module) -> bool:
        return False

    def outside(self, _machine: State, module: Module, given: Given) -> bool:
        return module.made_of is not None and not any(isinstance(each, Held) for each in given)

    def sampled(self, _machine: State, _module: Module, _given: Given, _node: ast.AST) -> object:
        return External("output")

    def attribute(self, machine: State, value: object, name: str, _node: ast.AST) -> object:
        if isinstance(value, Module) and name in value.arguments:
            return value.arguments[name]
        if isinstance(value, Module):
            if name in ("output", "input"):
                if (
                    name + "s" not in value.arguments
                    and value.made_of is None
                    and value.kind not in ("Model", "Sequential")
                ):
                    machine.refuse(_english.only_named(value.kind), value.node)
                return value.arguments.get(name + "s", External(f"{name}()"))
            return External(f"self.{name}") if value.kind in ("", "Module", "object") else Bound(name, value)
        if isinstance(value, Held) and name == "get_shape":
            return Bound(name, value)
        return self.shape(value) if isinstance(value, Held) and name == "shape" else External(f"{name}()")

    def method(self, _machine: State, value: object, name: str, given: Given, named: Named, _node: ast.AST) -> object:
        if isinstance(value, Module):
            if name == "add" and given:
                value.children[str(len(value.children))] = given[0]
                return None
            if name == "build" and (given or named):
                shape = given[0] if given else named.get("input_shape")
                value.arguments["batch_input_shape"] = shape
                return None
            if name in _USES:
                self.used.append(value)
            if name == "get_layer":
                return External("layer()")
        if isinstance(value, Held) and name == "get_shape":
            return self.shape(value)
        if isinstance(value, External) and value.last == "get_shape":
            return value
        return External(f"{name}()")

    def _begun(self, machine: State, path: str, layer: Module) -> None:
        """A layer for a Sequential whose beginning is not in the text."""
        if path not in self.begun:
            self.begun[path] = Module("Sequential", node=layer.node, order=len(machine.made))
            machine.made.append(self.begun[path])
        children = self.begun[path].children
        children[str(len(children))] = layer

    def binary(self, machine: State, sign: str, left: object, right: object, node: ast.AST) -> object:
        if isinstance(left, Held) and isinstance(right, Held):
            if left.network is not right.network:
                machine.refuse(_english.TWO_INPUTS, node)
            return self.held(self.met(machine, Join.GATE if sign in ("*", "/") else Join.ADD, (left, right), node))
        tensor, other = (left, right) if isinstance(left, Held) else (right, left)
        if isinstance(other, External):
            if other.path in machine.lost:
                raise machine.lost[other.path]
            machine.assume(_english.taken_for_numbers(other.last), node)
        return tensor

    def item(self, machine: State, value: object, index: object, node: ast.AST) -> object:
        """`x[..., :64]` is a share of the channels."""
        entries = index if isinstance(index, tuple) else ()
        *first, cut = entries or (None,)
        plain = [each for each in first if each is Ellipsis or each == slice(None)]
        whole = first == [Ellipsis] or (isinstance(value, Held) and len(entries) == value.axes + 2)
        if not isinstance(value, Held) or not isinstance(cut, slice) or len(plain) < len(first) or not whole:
            machine.refuse(_english.PICKS_PIXEL, node)
        start, stop = (machine.whole(each) if each is not None else None for each in (cut.start, cut.stop))
        stop = self.of(value).counts[value.place] if stop is None else stop
        count = self.of(value).number(difference(stop, 0 if start is None else start))
        if cut.step is not None or count is None or (isinstance(count, int) and count < 1):
            machine.refuse(_english.INDEX_NOT_KNOWN, node)
        return self.held(self.appended(value, (Layer(Kind.TAKE, (count,)),), None, machine, node))
