"""Architecture -> Derivation: for each axis the size, receptive field, jump and start, and the steps to them.

    r = 1 + sum (E_i - 1) S_{i-1}     S = prod s_i     size(w) = floor((w + P - r)/S) + 1

A derivation is a value: it holds no string of output. SymPy is loaded when an expression is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from symrf.architecture import Architecture, Layer
from symrf.axes import check_axes
from symrf.chain import Chain, chain
from symrf.channels import channels, input_channels
from symrf.conventions import Convention, convention
from symrf.course import Track
from symrf.errors import InputError
from symrf.extents import Extents, courses
from symrf.objections import Objection, objections
from symrf.parameters import Parameters, parameters
from symrf.quantities import FORMS, FormName, Quantity
from symrf.reading import Reading
from symrf.values import to_sympy
from symrf.written import Written, tupled

if TYPE_CHECKING:
    import sympy

    from symrf.costs import Cost, CostName
    from symrf.steps import Step

__all__ = ["AxisDerivation", "Derivation", "Note", "derive", "derived"]

ORIGINS = (0, 0.5, 1)


@dataclass(frozen=True)
class Note:
    """A remark on a layer: it is derived, but a framework refuses it."""

    layer: Layer
    objection: Objection


class AxisDerivation(Reading):
    """What the whole network is on one axis, with a step for each layer."""

    @property
    def steps(self) -> tuple[Step, ...]:
        """The step to each layer."""
        from symrf.steps import steps

        return steps(self.track)


@dataclass(frozen=True)
class Derivation:
    """A network derived on its axes; `d["w"]` is one of them.

    >>> import symrf
    >>> d = symrf.derive("c3s1 p2s2 c3s1")
    >>> d["w"].receptive_field, d.at(w=64, h=64)
    (8, {'w': 29, 'h': 29})
    """

    architecture: Architecture
    habits: Convention
    chain: Chain
    tracks: tuple[Track, ...]

    @property
    def convention(self) -> str:
        """The name of the convention."""
        return self.habits.name

    @property
    def axes(self) -> tuple[str, ...]:
        """The names of the axes, in order."""
        return tuple(track.axis for track in self.tracks)

    def __getitem__(self, axis: str) -> AxisDerivation:
        self._check_axis(axis)
        track = self.tracks[self.axes.index(axis)]
        return AxisDerivation(track, track.course.whole, len(track.course.links))

    def __iter__(self) -> Iterator[AxisDerivation]:
        return map(self.__getitem__, self.axes)

    @property
    def uniform(self) -> bool:
        """Whether every axis is derived alike, but for its name."""
        return all(track.course == self.tracks[0].course for track in self.tracks)

    @property
    def exact(self) -> bool:
        """Whether the hand form is the true size for every input that the network takes."""
        return all(axis.size.exact for axis in self)

    def shape(self, form: FormName = "hand") -> Written:
        """The output size on all axes, as it is written: a tuple in their order; where there is one axis, its entry."""
        return tupled([axis.tree("size", form) for axis in self])

    def all_axes(self, quantity: Quantity) -> Written | None:
        """A quantity on all axes, as it is written; None where it is not worked out on one of them."""
        trees = [tree for axis in self if (tree := axis.tree(quantity)) is not None]
        return tupled(trees) if len(trees) == len(self.axes) else None

    @property
    def notes(self) -> tuple[Note, ...]:
        """What the convention's framework would refuse, each once."""
        layers = dict.fromkeys(replace(layer, name=None) for layer in self.architecture.layers())
        return tuple(Note(layer, found) for layer in layers for found in objections(layer, self.habits, len(self.axes)))

    @cached_property
    def costs(self) -> tuple[Cost, ...]:
        """The parameters, MACs and activations of each layer that has any; a DerivationError says what is missing."""
        from symrf.costs import costs

        inputs = input_channels(self.architecture.items, self.parameters)
        along = [track.course for track in self.tracks]
        extents = Extents.of(self.chain, self.axes, self.habits, along, self.parameters)
        return tuple(costs(extents, inputs))

    def total(self, cost: CostName) -> Written:
        """The sum of a cost over the layers, as it is written: `params`, `macs` or `activations`."""
        from symrf.costs import total

        return total([count for each in self.costs for count in getattr(each, cost)])

    @property
    def params(self) -> sympy.Basic:
        """The number of parameters.

        >>> import symrf
        >>> symrf.derive("in1 c3-32 c3-64 c3-64").params
        55744
        """
        return to_sympy(self.total("params"))

    @property
    def macs(self) -> sympy.Basic:
        """The multiply-accumulates, padding counted and biases left out; FLOPs are twice as many.

        >>> import symrf
        >>> symrf.derive("in3 c3p1-8").macs
        216*h*w
        """
        return to_sympy(self.total("macs"))

    @property
    def activations(self) -> sympy.Basic:
        """The outputs of all convolutions and dense layers."""
        return to_sympy(self.total("activations"))

    def at(self, **sizes: int) -> dict[str, int]:
        """The output size on each axis that is given a number; a SizeError names a layer that has no output.

        The symbols of the network are given numbers, too.

        >>> import symrf
        >>> symrf.derive("(c{k} p2)*{n}").at(w=100, k=3, n=2)
        {'w': 23}
        """
        symbols = {name: size for name, size in sizes.items() if name in self.parameters.names}
        known = self.of_numbers(symbols) if self.parameters.names else self
        return {axis: known[axis].size.at(size) for axis, size in sizes.items() if axis not in symbols}

    @cached_property
    def parameters(self) -> Parameters:
        """The symbols of the network, and what must hold of them."""
        return parameters(self.architecture)

    def of_numbers(self, values: Mapping[str, int]) -> Derivation:
        """The network derived with numbers in place of its symbols; an InputError where they may not have those."""
        from symrf.instances import put

        self.parameters.check(values)
        origin = self.tracks[0].origin
        return derive(put(self.architecture, values), self.axes, self.convention, origin)

    def latex(self, form: FormName = "hand") -> str:
        r"""The shape in LaTeX, in one of the three forms.

        >>> import symrf
        >>> print(symrf.derive("c3s1 p2s2 c3s1").latex())
        \left(\frac{w-2}{2}-2, \frac{h-2}{2}-2\right)
        """
        from symrf.printing.latex import LATEX

        return LATEX(self.shape(_known(form)))

    def document(
        self,
        target: str = "text",
        contents: Sequence[str] = ("summary", "results", "remarks"),
        at: Mapping[str, int] | None = None,
        *,
        form: FormName = "hand",
        columns: Sequence[str] = (),
        arrows: bool = False,
        symbols: Mapping[str, str] | None = None,
        standalone: bool = False,
    ) -> str:
        r"""A document for a target, such as `paper` or `github`, as the command prints it with --for and --contents.

        `at` are sizes put in, `columns` those of a table of layers, `symbols` how symbols are written. An InputError
        lists the targets, the contents and the columns that there are.

        >>> import symrf
        >>> d = symrf.derive("c3s1 p2s2 c3s1", axes=("w",))
        >>> print(d.document("text", ["formula"], {"w": 64}, symbols={"w": "W_{in}"}))
          shape(O) = (W_in-2)/2-2    for even W_in
          shape(O) = floor((W_in-8)/2)+1    for W_in >= 8
          field(O) = 8
          shape(O) = 29    at W_in = 64
        <BLANKLINE>
        """
        from symrf.english.contents import Request, composed
        from symrf.publication import text

        for name in (at or {}).keys() - set(self.parameters.names):
            self[name]
        request = Request(tuple(contents), _known(form), at or {}, tuple(columns), arrows)
        return text(composed(self, request), target, standalone, symbols or {})

    def _repr_latex_(self) -> str:
        return f"$\\displaystyle {self.latex()}$"

    def _repr_mimebundle_(self, **_selected: object) -> dict[str, str]:
        """In a notebook: its layers, its shape with the premise, and its field."""
        from symrf.english.summary import brief
        from symrf.targets import mimebundle

        return mimebundle(brief(self)) | {"text/latex": self._repr_latex_()}

    def to_dict(self, at: dict[str, int] | None = None, reach: bool = False, costs: bool = False) -> dict[str, Any]:
        """The derivation as plain data, as `--format json` prints it.

        `at` adds the numbers for those sizes, `reach` which inputs the outputs read, `costs` the parameters, MACs and
        activations.
        """
        from symrf.data import cost_data, reach_data, reading_data
        from symrf.printing.latex import LATEX

        field = self.all_axes("receptive_field")
        data: dict[str, Any] = {
            "architecture": str(self.architecture),
            "convention": self.convention,
            "axes": list(self.axes),
            "result": {axis.track.axis: reading_data(axis) for axis in self},
            "latex": {"size": LATEX(self.shape()), "receptive_field": None if field is None else LATEX(field)},
            "layers": [
                {"layer": steps[0].layer, "name": steps[0].name}
                | ({} if steps[0].aligned is None else {"aligned": all(step.aligned for step in steps)})
                | {step.track.axis: reading_data(step) for step in steps}
                for steps in zip(*(axis.steps for axis in self), strict=True)
            ],
        }
        if self.notes:
            data["notes"] = [f"{note.layer.text}: {note.objection.value}" for note in self.notes]
        if reach:
            data["reach"] = {axis.track.axis: reach_data(axis) for axis in self}
        if costs:
            data["costs"] = cost_data(self.chain.links, self.costs)
        return data if at is None else data | {"at": self.at(**at)}

    def _check_axis(self, axis: str) -> None:
        if axis not in self.axes:
            raise InputError(f"there is no axis {axis}: the input has {', '.join(self.axes)}")


def derive(
    network: Architecture, axes: Sequence[str] = ("w", "h"), habits: str = "pytorch", origin: float = 0
) -> Derivation:
    """The derivation of a network on one to three named axes, under a convention; `origin` is the first pixel's centre.

    >>> from symrf.notation import parse
    >>> derive(parse("c3s1 p2s2 c3s1"))["w"].size.closed
    floor(w/2) - 3
    """
    check_axes(axes)
    if origin not in ORIGINS:
        raise InputError(f"the first pixel is at 0, at 1/2 or at 1, not at {origin}")
    links, chosen = chain(network), convention(habits)
    known = parameters(network)
    channels(links, input_channels(network.items, known), len(axes), known)
    return Derivation(network, chosen, links, derived(links, axes, chosen, known, origin))


def derived(
    links: Chain, axes: Sequence[str], habits: Convention, known: Parameters, origin: float = 0
) -> tuple[Track, ...]:
    """A network on its axes, those that are alike with one course; a DerivationError names what cannot be derived."""
    along = courses(links, axes, habits, known)
    for course in along[: 1 if links.alike else None]:
        course.check()
    return tuple(Track(axis, course, origin, known.names) for axis, course in zip(axes, along, strict=True))


def _known(form: FormName) -> FormName:
    if form not in FORMS:
        raise InputError(f"there is no form {form!r}: choose one of {', '.join(FORMS)}")
    return form
