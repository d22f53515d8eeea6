"""What the names of Keras mean to the evaluator: layers, models, and functions of TensorFlow."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence

from symrf.networks.notation.architecture import Join, Layer
from symrf.networks.notation.kinds import Kind
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
_NOTHING = frozenset(
    ["Adam", "SGD", "RMSprop", "Adagrad", "EarlyStopping", "ModelCheckpoint", "ImageDataGenerator", "Tokenizer"]
)


class Keras(Layering):
    """Keras and TensorFlow, as the evaluator's library."""

    def __init__(self, text: str) -> None:
        self.old = any(word in text for word in _OLD)
        super().__init__("channels_first" in text or "dim_ordering='th'" in text or 'dim_ordering="th"' in text)
        self.models: list[Module] = []
        self.used: list[Module] = []  # models that are compiled, or printed

    # ---- calls of names

    def call(self, machine: State, name: External, given: Given, named: Named, node: ast.AST) -> object:
        last = name.last
        if last in ("image_dim_ordering", "image_data_format"):
            old = last == "image_dim_ordering"
            return ("th" if old else "channels_first") if self.first else ("tf" if old else "channels_last")
        if last == "Input" or last == "placeholder":
            return self._input(machine, given, named, node)
        if last in FUNCTIONS and name.path.partition(".")[0] in _ROOTS | {last}:
            return FUNCTIONS[last](self, machine, name, given, named, node)
        first = given[0] if given else None
        if isinstance(first, External) and first.given:
            return first
        said = machine.told(node, last) if isinstance(first, Held) else None
        if said is not None and isinstance(first, Held):
            return self.assumed(first, said, None, machine.span(node))
        if name.path.startswith(("keras.applications", "tf.keras.applications")) or ".applications." in name.path:
            return self.made(machine, Module(name.path, node=node, order=len(machine.made)), given, named)
        if last[:1].isupper() and last not in _NOTHING:
            return self.made(machine, Module(last, node=node, order=len(machine.made)), given, named)
        if given and isinstance(given[0], list | tuple) and all(isinstance(each, int) for each in given[0]):
            return External(f"{name.path}()", given=tuple(given[0]))  # the shape of weights
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

    def _input(self, machine: State, given: Given, named: Named, _node: ast.AST) -> Held:
        batch = named.get("batch_shape", named.get("batch_input_shape"))
        shape = given[0] if given else named.get("shape", named.get("input_shape"))
        if isinstance(shape, int | External) and len(given) > 1:
            shape = given[1]  # of a placeholder
        if isinstance(batch, tuple | list):
            shape = tuple(batch[1:])
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

    def attribute(self, _machine: State, value: object, name: str, _node: ast.AST) -> object:
        if isinstance(value, Module) and name in value.arguments:
            return value.arguments[name]
        if isinstance(value, Module):
            if name in ("output", "input"):
                return value.arguments.get(name + "s", External(f"{name}()"))
            return Bound(name, value)
        if isinstance(value, Held) and name == "shape":
            net = self.of(value)
            atoms = net.image(value.place).dims or ()
            sizes = [dim[0].size if dim else 1 for dim in atoms]
            return (
                (sizes[0], *sizes[2:], net.counts[value.place]) if value.axes else (sizes[0], net.counts[value.place])
            )
        return External(f"{name}()")

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
        if isinstance(value, External) and value.last == "get_shape":
            return value
        return External(f"{name}()")

    def binary(self, machine: State, sign: str, left: object, right: object, node: ast.AST) -> object:
        if isinstance(left, Held) and isinstance(right, Held):
            if left.network is not right.network:
                machine.refuse(_english.TWO_INPUTS, node)
            return self.held(self.met(machine, Join.GATE if sign in ("*", "/") else Join.ADD, (left, right), node))
        return left if isinstance(left, Held) else right

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
