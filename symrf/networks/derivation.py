"""Architecture -> Derivation: for each axis the size, receptive field, jump and start, and the steps to them.

    r = 1 + sum (E_i - 1) S_{i-1}     S = prod s_i     size(w) = floor((w + P - r)/S) + 1

A derivation is a value: it holds no string of output. SymPy is loaded when an expression is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from symrf.errors import InputError
from symrf.exact.sets.parameters import Parameters
from symrf.formulas.forms import FORMS, FormName
from symrf.formulas.to_sympy import to_sympy
from symrf.formulas.tree import Symbol, Written, tupled
from symrf.networks import _english
from symrf.networks.arguments import chosen, numbers, several
from symrf.networks.asking import asked, asking
from symrf.networks.axes import check_axes, input_sizes
from symrf.networks.axis import Track
from symrf.networks.channels import channels, input_channels
from symrf.networks.conventions import Convention, convention
from symrf.networks.deviations import Note, notes
from symrf.networks.display import Display, Selection, layout, one_line, written_as
from symrf.networks.extents import derived
from symrf.networks.graph import Chain, chain, indexed
from symrf.networks.notation.architecture import Architecture
from symrf.networks.notation.inputs import Inputs, on_inputs
from symrf.networks.notation.parameters import check_apart, parameters
from symrf.networks.quantities import Quantity
from symrf.networks.quantities import quantity as named
from symrf.networks.reading import Reading
from symrf.networks.stepwise import STEPWISE, Stepwise

if TYPE_CHECKING:
    import sympy

    from symrf.networks.costs import Cost, CostName
    from symrf.networks.overall import Overall
    from symrf.networks.steps import LayerSteps, Step

__all__ = ["AxisDerivation", "Derivation", "derive"]

ORIGINS = (0, 0.5, 1)


@dataclass(frozen=True, eq=False, repr=False)
class AxisDerivation(Reading):
    """What the whole network is on one axis, with a step for each layer."""

    @property
    def steps(self) -> tuple[Step, ...]:
        """The step to each layer."""
        from symrf.networks.steps import steps

        return steps(self.track)


@dataclass(frozen=True, repr=False)
class Derivation(Display):
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
    budget: float | None = field(default=None, compare=False)  # seconds that one question about it may take

    def __hash__(self) -> int:
        return hash((self.architecture, self.habits, self.axes, self.tracks[0].origin))

    def __repr__(self) -> str:
        if self.several:
            told = (f"{name} {fact}" for name, each in self.outputs.items() for fact in each[self.axes[0]].facts)
            return one_line("Derivation", str(self.architecture), *told)
        first = self[self.axes[0]]
        if self.uniform:
            return one_line("Derivation", str(self.architecture), *first.facts)
        told = (f"{fact} on {axis.track.axis}" for axis in self for fact in axis.facts)
        return one_line("Derivation", str(self.architecture), *told)

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
        if self.several:
            raise InputError(_english.several_outputs(self.architecture.outputs))
        track = self.tracks[self.axes.index(axis)]
        return AxisDerivation(track, track.course.whole, len(track.course.links))

    def __iter__(self) -> Iterator[AxisDerivation]:
        return map(self.__getitem__, self.axes)

    @property
    def several(self) -> bool:
        """Whether the network says several outputs, each of which has an answer of its own."""
        return len(self.architecture.outputs) > 1

    @cached_property
    def outputs(self) -> Mapping[str, Derivation]:
        """The derivation of each output that the network says, by its name: of what leads there alone.

        >>> import symrf
        >>> d = symrf.derive("C3: c3s2p1 C4: c3s2p1; out @C3 @C4")
        >>> {name: each["w"].receptive_field for name, each in d.outputs.items()}
        {'C3': 3, 'C4': 7}
        """
        origin = self.tracks[0].origin
        return {
            name: derive(replace(self.architecture, outputs=(name,)), self.axes, self.convention, origin, self.budget)
            for name in self.architecture.outputs
        }

    @property
    def steps(self) -> tuple[LayerSteps, ...]:
        """The steps to each layer, in order.

        >>> import symrf
        >>> [(step.name, step["w"].receptive_field) for step in symrf.derive("c3s1 p2s2 c3s1").steps]
        [('F_1', 3), ('M', 4), ('F_2', 8)]
        """
        from symrf.networks.steps import LayerSteps, steps

        return tuple(map(LayerSteps, zip(*map(steps, self.tracks), strict=True)))

    @property
    def uniform(self) -> bool:
        """Whether every axis is derived alike, but for its name."""
        return all(track.course == self.tracks[0].course for track in self.tracks)

    @property
    @asked
    def exact(self) -> bool:
        """Whether the hand form is the true size for every input that the network takes, of each output."""
        if self.several:
            return all(each.exact for each in self.outputs.values())
        return all(axis.size.exact for axis in self)

    def shape(self, form: FormName = "hand") -> Written:
        """The output size on all axes, as it is written: a tuple in their order; where there is one axis, its entry."""
        chosen(form, "form", FORMS)
        return tupled([axis.tree("size", form) for axis in self])

    def all_axes(self, quantity: Stepwise) -> Written | None:
        """A quantity on all axes, as it is written; None where it is not worked out on one of them."""
        chosen(quantity, "quantity", STEPWISE)
        trees = [tree for axis in self if (tree := axis.tree(quantity)) is not None]
        return tupled(trees) if len(trees) == len(self.axes) else None

    @property
    def notes(self) -> tuple[Note, ...]:
        """What the convention's framework would refuse, each once."""
        return notes(self.architecture, self.habits, len(self.axes))

    @cached_property
    @asked
    def costs(self) -> tuple[Cost, ...]:
        """The parameters, MACs and activations of each layer that has any; a DerivationError says what is missing."""
        return self.overall.costs()

    @cached_property
    def overall(self) -> Overall:
        """The network on all of its axes together."""
        from symrf.networks.overall import Overall

        return Overall(self.architecture, self.chain, self.tracks, self.habits, self.parameters)

    def written(self, quantity: str, form: FormName = "hand") -> Written | None:
        """A quantity as it is written, by any of its names: on all axes, or the one number that it is.

        None where it is not worked out; an InputError lists the quantities that there are.
        """
        with asking(self.budget):
            return self._written(named(quantity), form)

    def _written(self, row: Quantity, form: FormName) -> Written | None:
        if self.several and row.cost is None:
            raise InputError(_english.several_outputs(self.architecture.outputs))
        if row.whole is not None:
            return row.whole(self.overall, range(1, len(self.chain.links) + 1))
        found = [row.on_axis(axis, form) for axis in self]
        known = [tree for tree in found if tree is not None]
        return tupled(known) if len(known) == len(self.axes) else None

    def quantity(self, name: str) -> sympy.Basic | None:
        """A quantity of symrf.networks.quantities: on all axes, or the one number that it is; None if not worked out.

        >>> import symrf
        >>> d = symrf.derive("c3s1 p2s2 c3s1")
        >>> d.quantity("area"), d.quantity("jump")
        (64, (2, 2))
        """
        with asking(self.budget):
            tree = self.written(name)
            return None if tree is None else to_sympy(tree)

    def total(self, cost: CostName) -> Written:
        """The sum of a cost over the layers, as it is written, by its name: `params`, `macs`, `memory` …"""
        from symrf.networks.costs import COUNTED, total

        name = chosen(cost, "cost", COUNTED)
        return total([count for each in self.costs for count in each.counts(name)])

    @property
    @asked
    def params(self) -> sympy.Basic:
        """The number of parameters.

        >>> import symrf
        >>> symrf.derive("in1 c3-32 c3-64 c3-64").params
        55744
        """
        return to_sympy(self.total("params"))

    @property
    @asked
    def macs(self) -> sympy.Basic:
        """The multiply-accumulates, padding counted and biases left out; FLOPs are twice as many.

        >>> import symrf
        >>> symrf.derive("in3 c3p1-8").macs
        216*h*w
        """
        return to_sympy(self.total("macs"))

    @property
    @asked
    def activations(self) -> sympy.Basic:
        """The outputs of all convolutions and dense layers."""
        return to_sympy(self.total("activations"))

    def at(self, **sizes: int) -> dict[str, int]:
        """The output size on each axis that is given a number, in the order of the axes.

        The symbols of the network are given numbers, too; no size means that which the network says of its input. A
        SizeError names a layer that has no output.

        >>> import symrf
        >>> symrf.derive("(c{k} p2)*{n}").at(w=100, k=3, n=2)
        {'w': 23}
        >>> symrf.derive("in3@224x224 c7s2p3").at()
        {'w': 112, 'h': 112}
        """
        given = self.sizes(numbers(sizes))
        self.inputs.check(given)
        symbols = {name: size for name, size in given.items() if name in self.parameters.names}
        with asking(self.budget):
            known = self.of_numbers(symbols) if self.parameters.names else self
            found = {axis: known[axis].size.at(size) for axis, size in given.items() if axis not in symbols}
        return {axis: found[axis] for axis in self.axes if axis in found}

    @property
    def given(self) -> dict[str, int]:
        """The size of the input that the network says, by axis: `in3@224x224`; nothing where it says none."""
        return input_sizes(self.architecture, self.axes)

    def sizes(self, at: Mapping[str, int] | None = None) -> dict[str, int]:
        """Numbers for sizes and symbols in the order of the axes, those that the network says of its input among them.

        Sizes that are given replace those, which are put in where every symbol has a number.

        >>> import symrf
        >>> d = symrf.derive("in3@64x64 c{k}")
        >>> d.sizes({"k": 3}), d.sizes({"w": 9})
        ({'w': 64, 'h': 64, 'k': 3}, {'w': 9})
        """
        said = at or {}
        put = {name: said[name] for name in (*self.axes, *said) if name in said}
        known = put.keys() & set(self.axes) or not put.keys() >= set(self.parameters.names)
        return put if known else self.given | put

    def each_given(self, at: Sequence[Mapping[str, int]] = ()) -> tuple[dict[str, int], ...]:
        """The numbers of `sizes` for each of several inputs, or for the one that the network says.

        >>> import symrf
        >>> symrf.derive("in3@8x8 c3").each_given(), symrf.derive("c3").each_given([{"w": 8}, {"w": 9}])
        (({'w': 8, 'h': 8},), ({'w': 8}, {'w': 9}))
        """
        return tuple(filter(None, map(self.sizes, at or ({},))))

    @cached_property
    def parameters(self) -> Parameters:
        """The symbols of the network, and what must hold of them."""
        return parameters(self.architecture)

    @cached_property
    def inputs(self) -> Inputs:
        """What is taken for granted of the inputs."""
        return on_inputs(self.architecture.assumed, self.axes, self.parameters.names)

    def of_numbers(self, values: Mapping[str, int]) -> Derivation:
        """The network derived with numbers in place of its symbols; an InputError where they may not have those."""
        from symrf.networks.notation.instances import put

        given = numbers(values)
        self.parameters.check(given)
        origin = self.tracks[0].origin
        return derive(put(self.architecture, given), self.axes, self.convention, origin, self.budget)

    def latex(self, form: FormName = "hand") -> str:
        r"""The shape in LaTeX, in one of the three forms; of several outputs a line each.

        >>> import symrf
        >>> print(symrf.derive("c3s1 p2s2 c3s1").latex())
        \left(\frac{w-2}{2}-2, \frac{h-2}{2}-2\right)
        """
        from symrf.formulas.printing.latex import LATEX

        with asking(self.budget):
            if not self.several:
                return LATEX(self.shape(form))
            each = {name: each.latex(form) for name, each in self.outputs.items()}
            rows = (rf"\mathrm{{shape}}({LATEX(Symbol(indexed(name)))}) &= {shape}" for name, shape in each.items())
            return "\n".join((r"\begin{aligned}", " \\\\\n".join(rows), r"\end{aligned}"))

    def document(
        self,
        target: str = "text",
        contents: str | Sequence[str] = ("summary", "remarks"),
        at: Mapping[str, int] | Sequence[Mapping[str, int]] | None = None,
        *,
        form: FormName = "hand",
        columns: str | Sequence[str] = (),
        depth: int | None = None,
        arrows: bool = False,
        notation: bool = False,
        write_as: Mapping[str, str] | None = None,
        standalone: bool = False,
        symbols: Mapping[str, str] | None = None,
    ) -> str:
        r"""A document for a target, such as `paper` or `github`, as the command prints it with --for and --contents.

        `at` are sizes put in, or a list of such for several inputs; `columns` are those of a table of layers, which has
        one row for what is at `depth`; `write_as` says how symbols are written. What is published says layers in words,
        and with `notation` as `c3s1`, too. An InputError lists the targets, the contents and the columns.

        >>> import symrf
        >>> d = symrf.derive("c3s1 p2s2 c3s1", axes=("w",))
        >>> print(d.document("text", "formula", {"w": 64}, write_as={"w": "W_{in}"}))
          shape(O) = (W_in-2)/2-2    for even W_in
          shape(O) = floor((W_in-8)/2)+1    for W_in >= 8
          field(O) = 8
          shape(O) = 29    at W_in = 64
        <BLANKLINE>
        """
        given = self.each_given(several(at))
        for name in {name for each in given for name in each} - set(self.parameters.names):
            self._check_axis(name)
        selection = Selection.of(contents, form, given, columns, depth, arrows, notation)
        return layout().text(self, selection, target, written_as(write_as, symbols), standalone)

    def _repr_latex_(self) -> str:
        return f"$\\displaystyle {self.latex()}$"

    def to_dict(
        self,
        at: Mapping[str, int] | Sequence[Mapping[str, int]] | None = None,
        reach: bool = False,
        costs: bool = False,
    ) -> dict[str, Any]:
        """The derivation as plain data, as `--format json` prints it.

        `at` adds the numbers for those sizes, and for each of several inputs what is given; `reach` adds which inputs
        the outputs read, `costs` the parameters, MACs and activations.
        """
        with asking(self.budget):
            return self._data(at, reach, costs)

    def _data(
        self, at: Mapping[str, int] | Sequence[Mapping[str, int]] | None, reach: bool, costs: bool
    ) -> dict[str, Any]:
        from symrf.networks.data import cost_data, layers_data, network_data

        data = network_data(self.overall)
        if self.several:
            data["outputs"] = {name: each._given_data(at, reach, costs) for name, each in self.outputs.items()}
        else:
            data |= self._given_data(at, reach, costs)
        data["layers"] = layers_data(self.overall, self.steps)
        if self.notes:
            data["notes"] = [f"{note.layer.text}: {note.deviation.value}" for note in self.notes]
        if costs:
            data["costs"] = cost_data(self.chain.links, self.costs)
        return data

    def _given_data(
        self, at: Mapping[str, int] | Sequence[Mapping[str, int]] | None, reach: bool, costs: bool
    ) -> dict[str, Any]:
        """What the network gives, as plain data."""
        from symrf.networks.data import given_data, reach_data

        data = given_data(self.overall, tuple(self), channels=costs)
        if reach:
            from symrf.networks.effective import variance

            found = [variance(self.overall, place) for place in range(len(self.axes))]
            data["reach"] = {axis.track.axis: reach_data(axis, each) for axis, each in zip(self, found, strict=True)}
        given = several(at) or ({},)
        if len(given) > 1:
            return data | {"at": [{"given": self.sizes(each), "size": self.at(**each)} for each in given]}
        sizes = self.sizes(*given)
        return data if at is None and not sizes else data | {"at": self.at(**sizes)}

    def _check_axis(self, axis: str) -> None:
        if axis not in self.axes:
            raise InputError(_english.no_axis(axis, self.axes))


def derive(
    network: Architecture,
    axes: Sequence[str] = ("w", "h"),
    habits: str = "pytorch",
    origin: float = 0,
    budget: float | None = None,
) -> Derivation:
    """The derivation of a network on one to three named axes, under a convention; `origin` is the first pixel's centre.

    >>> from symrf.networks.notation.reader import parse
    >>> derive(parse("c3s1 p2s2 c3s1"))["w"].size.closed
    floor(w/2) - 3
    """
    check_axes(axes)
    check_apart(network, axes)
    check_origin(origin)
    links, chosen = chain(network), convention(habits)
    known = parameters(network)
    input_sizes(network, axes)
    channels(links, input_channels(network.items, known), len(axes), known)
    found = Derivation(network, chosen, links, derived(links, axes, chosen, known, origin, budget), budget)
    if found.several:
        _ = found.outputs  # each is derived, or refused, now
    return found


def check_origin(origin: float) -> None:
    """Refuse a place of the first pixel's centre that no convention has: an InputError."""
    if origin not in ORIGINS:
        raise InputError(_english.no_origin(origin))
