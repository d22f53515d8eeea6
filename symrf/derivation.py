"""Architecture -> Derivation: for each axis the size, receptive field, jump and start, and the steps to them.

    r = 1 + sum (E_i - 1) S_{i-1}     S = prod s_i     size(w) = floor((w + P - r)/S) + 1

A derivation is a value: it holds no string of output. SymPy is loaded when an expression is asked for.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from symrf.architecture import Architecture, Layer
from symrf.chain import Chain, chain, stages
from symrf.conventions import Convention, Objection, convention, objections
from symrf.course import Course, check_axes
from symrf.errors import InputError
from symrf.reading import FORMS, FormName, Quantity, Reading, Step, Track
from symrf.written import Tuple, Written

__all__ = ["AxisDerivation", "Derivation", "Note", "derive"]

ORIGINS = (0, 0.5, 1)


@dataclass(frozen=True)
class Note:
    """A remark on a layer: it is derived, but a framework refuses it."""

    layer: Layer
    objection: Objection


@dataclass(frozen=True)
class AxisDerivation(Reading):
    """What the whole network is on one axis, with a step for each layer."""

    @property
    def steps(self) -> tuple[Step, ...]:
        """The step to each layer."""
        return self.track.steps


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
        return AxisDerivation(track, track.course.whole)

    def __iter__(self) -> Iterator[AxisDerivation]:
        return map(self.__getitem__, self.axes)

    @property
    def uniform(self) -> bool:
        """Whether every axis is derived alike, but for its name."""
        return all(track.course == self.tracks[0].course for track in self.tracks)

    def shape(self, quantity: Quantity = "size", form: FormName = "hand") -> Written:
        """A quantity on all axes, as it is written: a tuple in their order; where there is one axis, its entry."""
        entries = tuple(axis.tree(quantity, form) for axis in self)
        return entries[0] if len(entries) == 1 else Tuple(entries)

    @property
    def notes(self) -> tuple[Note, ...]:
        """What the convention's framework would refuse, each once."""
        layers = dict.fromkeys(replace(layer, name=None) for layer in self.architecture.layers())
        return tuple(Note(layer, found) for layer in layers for found in objections(layer, self.habits))

    def at(self, **sizes: int) -> dict[str, int]:
        """The output size on each axis that is given a number; a SizeError names a layer that has no output."""
        return {axis: self[axis].size.at(size) for axis, size in sizes.items()}

    def latex(self, form: FormName = "hand") -> str:
        r"""The shape in LaTeX, in one of the three forms.

        >>> import symrf
        >>> print(symrf.derive("c3s1 p2s2 c3s1").latex())
        \left(\frac{w-2}{2}-2, \frac{h-2}{2}-2\right)
        """
        from symrf.printing.latex import LATEX

        if form not in FORMS:
            raise InputError(f"there is no form {form!r}: choose one of {', '.join(FORMS)}")
        return LATEX(self.shape("size", form))

    def _repr_latex_(self) -> str:
        return f"$\\displaystyle {self.latex()}$"

    def to_dict(self, at: dict[str, int] | None = None) -> dict[str, Any]:
        """The derivation as plain data, as `--format json` prints it; `at` adds the numbers for those sizes."""
        from symrf.data import reading_data
        from symrf.printing.latex import LATEX

        data: dict[str, Any] = {
            "architecture": str(self.architecture),
            "convention": self.convention,
            "axes": list(self.axes),
            "result": {axis.track.axis: reading_data(axis) for axis in self},
            "latex": {"size": LATEX(self.shape()), "receptive_field": LATEX(self.shape("receptive_field"))},
            "layers": [
                {"layer": steps[0].layer, "name": steps[0].name}
                | {step.track.axis: reading_data(step) for step in steps}
                for steps in zip(*(axis.steps for axis in self), strict=True)
            ],
        }
        if self.notes:
            data["notes"] = [f"{note.layer.text}: {note.objection.value}" for note in self.notes]
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
    links = chain(network)
    chosen = convention(habits)
    places = range(1 if links.alike else len(axes))
    courses = [Course(links.links, stages(links, place, axes, chosen)) for place in places]
    tracks = [Track(axis, courses[0 if links.alike else place], origin) for place, axis in enumerate(axes)]
    return Derivation(network, chosen, links, tuple(tracks))
