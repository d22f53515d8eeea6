"""What a stand-in meets on its way through a forward, as a graph."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from symrf.formulas import limits
from symrf.networks.notation.architecture import Join, Layer
from symrf.readers.graph import Building, Graph
from symrf.readers.live import _english
from symrf.readers.live.shapes import Length, Standing

__all__ = ["NotFollowed", "Recording"]

_SAME = frozenset(
    {"to", "float", "half", "double", "bfloat16", "type", "type_as", "detach", "cuda", "cpu"}
    | {"requires_grad_", "alias", "positive", "copy_", "detach_", "__deepcopy__", "resolve_conj"}
)


Followed = Callable[[str, Sequence[Any], Mapping[str, Any], Any], Any]


class NotFollowed(Exception):
    """A function that has no place in a graph; `where` is the module that calls it."""

    def __init__(self, what: str, where: str = "") -> None:
        super().__init__(what)
        self.where = where


class Recording:
    """A graph while a forward is called; `followed` says what a function gives, by its name, what it is given and what
    PyTorch makes of that. `kind` is the class of the stand-ins."""

    def __init__(self, torch: Any, model: Any, shape: tuple[int, ...], followed: Followed) -> None:
        self.torch = torch
        self.model = model
        self.followed = followed
        self.shape = shape
        self.building = Building()
        self.names: Mapping[int, str] = {id(module): name for name, module in model.named_modules()}
        self.stack: list[Any] = []
        self.number = next((each.dtype for each in model.parameters() if each.is_floating_point()), torch.float32)
        self.kind: Any = None
        self.axes = 0
        self.same: list[Any] = []

    # ---- where it is ---------------------------------------------------------------------------------------------

    @contextmanager
    def naming(self) -> Iterator[None]:
        """While it is open, it is known which module calls what."""
        hooks = self.torch.nn.modules.module
        before = hooks.register_module_forward_pre_hook(lambda module, _: self.stack.append(module))
        after = hooks.register_module_forward_hook(lambda *_: self.left(), always_call=True)
        try:
            yield
        finally:
            before.remove()
            after.remove()

    def left(self) -> None:
        """The module that was called last is through."""
        self.stack.pop()

    @property
    def name(self) -> str | None:
        """The name of the module whose forward is called."""
        return next((name for module in reversed(self.stack) if (name := self.names.get(id(module)))), None)

    def caller(self) -> str:
        """The class of the module whose forward is called."""
        return type(self.stack[-1]).__name__ if self.stack else ""

    # ---- tensors -------------------------------------------------------------------------------------------------

    def put(self, tensor: Any, standing: Standing) -> Any:
        """A tensor, which stands there from now on."""
        self.axes = max(self.axes, sum(isinstance(role, int) for role in standing.roles))
        tensor.symrf_standing = standing
        return tensor

    def standing(self, tensor: Any) -> Standing | None:
        """Where a tensor stands; None where it is no stand-in, or a number worked out of nothing."""
        return getattr(tensor, "symrf_standing", None) if isinstance(tensor, self.kind) else None

    def add(self, item: Layer | Join, *sources: int, fits: int | None = None, part: int = 0) -> int:
        """Append a node of the module that is called; its place."""
        if len(self.building.nodes) >= limits.READ_NODES:
            raise NotFollowed(_english.TOO_LARGE)
        return self.building.add(item, *sources, name=self.name, fits=fits, part=part)

    def layers(self, layers: Sequence[Layer], standing: Standing) -> int:
        """Append layers; the place of the last."""
        place = standing.place
        for part, layer in enumerate(layers):
            place = self.add(layer, place, part=part)
        return place

    def depends(self, name: str) -> None:
        """Note that a number of the graph is that of one size."""
        self.building.assume(_english.depends_on_size(name, self.shape[2:]))

    # ---- functions -----------------------------------------------------------------------------------------------

    def called(self, func: Any, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Any:
        """What a function gives, which is one of torch, or of a tensor."""
        name = _named(func)
        if name in _SAME and self.standing(args[0] if args else None) is not None:
            return args[0]
        if name in ("shape", "size"):
            return self.lengths(args[0], *args[1:], **kwargs)
        given = self.worked(name, func, args, kwargs)
        if not _tensors(given, self.torch):
            return given
        try:
            return self.followed(name, args, kwargs, given)
        except NotFollowed as error:
            raise NotFollowed(str(error), error.where or self.name or "") from None

    def worked(self, name: str, func: Any, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Any:
        """What it gives by PyTorch itself, for tensors without numbers."""
        plain = self.torch._C.DisableTorchFunctionSubclass
        try:
            with plain():
                return func(*self.bare(args), **{key: self.bare(value) for key, value in kwargs.items()})
        except RuntimeError:
            if name in ("view", "reshape", "linear"):
                return self.torch.empty(0, device="meta")
            raise

    def bare(self, value: Any) -> Any:
        """An argument with tensors on no device."""
        if isinstance(value, self.torch.Tensor):
            return value if value.device.type == "meta" else self.torch.empty_like(value, device="meta")
        if isinstance(value, Length):
            return int(value)
        if isinstance(value, tuple | list) and not hasattr(value, "_fields"):
            return type(value)(map(self.bare, value)) if type(value) in (tuple, list) else tuple(map(self.bare, value))
        return value

    def lengths(self, tensor: Any, dimension: int | None = None, dim: int | None = None) -> Any:
        """The shape of a tensor, whose numbers remember it."""
        with self.torch._C.DisableTorchFunctionSubclass():
            shape = tuple(tensor.shape)
        standing = self.standing(tensor)
        if standing is not None and len(standing.roles) == len(shape):
            roles = zip(shape, standing.roles, strict=True)
            shape = tuple(Length(n, standing.place, role) if isinstance(role, int) else n for n, role in roles)
        which = dim if dimension is None else dimension
        return Lengths(shape) if which is None else shape[which]

    # ---- the end -------------------------------------------------------------------------------------------------

    def graph(self, given: Any, known: bool) -> Graph:
        """The graph, whose outputs are the tensors that forward gave."""
        found = [standing for each in _flat(given) if (standing := self.standing(each)) is not None]
        if not found or not self.building.nodes:
            raise NotFollowed(_english.NO_TENSOR)
        if any(standing.averaged for standing in found):
            raise NotFollowed(_english.PARTLY_AVERAGED)
        if not self.building.certain or known:
            self.building.assume(_english.tried(self.shape[2:]), certain=True)
        if alone := [
            f"{name}.{each}".lstrip(".")
            for name, module in self.model.named_modules()
            if not type(module).__module__.startswith("torch.nn.")
            for each, _ in module.named_parameters(recurse=False)
        ]:
            self.building.assume(_english.not_counted(alone), certain=True)
        return self.building.graph(
            *dict.fromkeys(standing.place for standing in found),
            channels=self.shape[1],
            size=tuple(self.shape[2:]) if known else (),
            axes=("d", "h", "w")[3 - self.axes :] if self.axes else (),
            name=next(iter(self.names.values())) or None,
        )


class Lengths(tuple[Any, ...]):
    """A shape that remembers of which tensor its numbers are."""

    def numel(self) -> int:
        """How many numbers there are in a tensor of the shape."""
        count = 1
        for each in self:
            count *= int(each)
        return count


def _named(func: Any) -> str:
    """The name of a function; that of an attribute where it is its getter."""
    name = str(getattr(func, "__name__", "")).removesuffix(".default")  # an overload of an operator
    return str(getattr(func.__self__, "__name__", name)) if name == "__get__" else name


def _tensors(value: Any, torch: Any) -> bool:
    if isinstance(value, tuple | list):
        return any(_tensors(each, torch) for each in value)
    return isinstance(value, torch.Tensor)


def _flat(value: Any) -> Iterator[Any]:
    """The tensors in what a forward gives, in order."""
    if isinstance(value, Mapping):
        value = list(value.values())
    if isinstance(value, tuple | list):
        for each in value:
            yield from _flat(each)
    else:
        yield value
