"""What there is to say of a kind of layer, or of a rule for one: its laws, where conventions differ, deviations."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import product
from typing import Any

from symrf.errors import DerivationError, SymrfError
from symrf.formulas.printing.plain import PLAIN
from symrf.formulas.tree import Symbol, Written, number
from symrf.networks.conventions import CONVENTIONS, Convention, windows
from symrf.networks.costs import CostName
from symrf.networks.data import formula_data
from symrf.networks.derivation import derive
from symrf.networks.deviations import Deviation, deviations
from symrf.networks.graph import chain
from symrf.networks.laws import Law
from symrf.networks.notation.architecture import Layer, PaddingRule, Rounding
from symrf.networks.notation.kinds import ATTRIBUTES, Effect, Kind
from symrf.networks.notation.parameters import parameters
from symrf.networks.notation.reader import parse
from symrf.networks.rules import Stage
from symrf.networks.stages import stages
from symrf.networks.stepwise import STEPWISE, Stepwise

__all__ = ["LayerTopic"]

_AXES = ("w",)
_LETTERS = {"kernel": "{k}", "factor": "{f}", "size": "{m}", "padding": "{p_l}:{p_r}", "number of units": "{u}"}
_NUMBERS = {"kernel": "3", "factor": "2", "size": "7", "padding": "1:2", "number of units": "10"}
_IN_FAMILY = ("stride", "padding", "dilation", "output_padding")
_TRIED = {"kernel": ("3", "2"), "factor": ("2", "41")}  # of 41 a nearest up-sampling goes wrong in PyTorch
_ONCE = {Kind.OPAQUE: "attn", Kind.MIX: "", Kind.NEAREST: "7/10", Kind.BILINEAR: "7/10"}  # what else is tried
_MOST_ATTRIBUTES = 2  # of a layer that is tried
_OTHERWISE = {  # what is tried of a layer, to see where frameworks part
    "stride": ("", "s2", "s3"),
    "padding": ("", "p1", "p2", *(rule.value for rule in PaddingRule)),
    "dilation": ("", "d2"),
    "rounding": ("", *(rounding.value for rounding in Rounding)),
}


@dataclass(frozen=True)
class LayerTopic:
    """A kind of layer, or a `rule` that layers of the kind may have; a layer that keeps the size is its word."""

    word: str
    kind: Kind
    rule: str = ""

    def family(self, dilated: bool = False) -> str:
        """A layer of the kind with letters for its numbers: `c{k}s{s}p{p}`."""
        left_out = {"padding"} if self._pads else set()
        if not dilated or self.kind.effect is Effect.SPREAD:  # of whose taps there is no law where they are apart
            left_out.add("dilation")
        letters = [ATTRIBUTES[name] for name in _IN_FAMILY if name in self.kind.takes - left_out]
        return self._layer(_LETTERS, "".join(f"{letter}{{{letter}}}" for letter in letters) + self.rule)

    @property
    def example(self) -> str:
        """One of them with numbers: `c3s2p1`."""
        taken = "s2" if "stride" in self.kind.takes else ""
        padded = "p1" if "padding" in self.kind.takes and not self._pads else ""
        return self._layer(_NUMBERS, taken + padded + self.rule)

    @property
    def attributes(self) -> tuple[str, ...]:
        """The signs of what may follow it."""
        taken = self.kind.takes - ({"padding"} if self._pads else set())
        return tuple(sign for name, sign in ATTRIBUTES.items() if name in taken)

    @cached_property
    def laws(self) -> Mapping[Stepwise, Law]:
        """The law that gives each quantity after such a layer, where one in letters does."""
        found: list[tuple[Stepwise, Law | None]] = [
            (name, getattr(stage, name)) for stage in self._stages for name in STEPWISE
        ]
        return {name: law for name, law in found if law is not None}

    @cached_property
    def letters(self) -> Mapping[str, Written]:
        """What letters of its laws are, where its rule says that: p_l = d*(k-1)."""
        used = set().union(*(law.letters for law in self.laws.values()))
        values = {letter: tree for stage in self._stages for letter, tree in stage.letters.items()}
        own = {letter: tree for letter, tree in values.items() if letter in used and tree != Symbol(letter)}
        return own if self.rule else {}

    @property
    def _stages(self) -> Sequence[Stage]:
        """What layers of the kind do on an axis, with letters for their numbers."""
        network = parse(self.family(dilated=True))
        links = chain(network)
        found = stages(links, 0, _AXES, CONVENTIONS["pytorch"], parameters(network))
        layers = zip(links.links, found, strict=True)
        return [stage for link, stage in layers if isinstance(link.item, Layer) and link.item.kind is self.kind]

    @cached_property
    def costs(self) -> Mapping[CostName, Written]:
        """The parameters and MACs of such a layer, as formulas in its channels; nothing where it has none."""
        given = "-{c_out}" if "channels" in self.kind.takes else ""
        try:
            family = derive(parse(f"in{{c_in}} {self.family()}{given}"), ("w", "h"))
            names: tuple[CostName, ...] = ("params", "macs")
            return {name: tree for name in names if (tree := family.total(name)) != number(0)}
        except SymrfError:
            return {}

    @cached_property
    def differences(self) -> tuple[tuple[str, Mapping[str, Written]], ...]:
        """Layers of the kind that conventions do not read alike, each the first of its sort, with their sizes."""
        found: dict[tuple[int, ...], tuple[str, Mapping[str, Written]]] = {}
        for text in self._tried():
            layer = _layer_of(text)
            settled = [_settled(layer, habits) for habits in CONVENTIONS.values()]
            parted = tuple(map(settled.index, settled))
            if any(parted) and None not in settled and parted not in found:
                found[parted] = layer.text, {name: _size(text, name) for name in CONVENTIONS}
        return tuple(found.values())

    @cached_property
    def deviations(self) -> tuple[tuple[str, str, Deviation], ...]:
        """What frameworks refuse, or do otherwise, in layers of the kind: a layer, the convention, what it is."""
        found: dict[Deviation, tuple[str, str, Deviation]] = {}
        layers = map(_layer_of, self._tried())
        for layer, habits, axes in product(layers, CONVENTIONS.values(), (2, 3)):
            for each in deviations(layer, habits, axes):
                found.setdefault(each, (layer.text, habits.name, each))
        return tuple(found.values())

    @property
    def data(self) -> dict[str, Any]:
        """It as plain data."""
        return {
            "kind": self.kind.title,
            "signs": [self.word] if self.kind is Kind.PASS else list(self.kind.signs),
            "rule": self.rule or None,
            "attributes": list(self.attributes),
            "laws": [
                {"of": name, "law": law.name, "equation": PLAIN(law.equation), "sentence": law.sentence}
                for name, law in self.laws.items()
            ],
            "costs": {name: formula_data(tree) for name, tree in self.costs.items()},
            "conventions": [
                {"layer": text, "sizes": {name: formula_data(size) for name, size in sizes.items()}}
                for text, sizes in self.differences
            ],
            "deviations": [
                {"layer": text, "convention": name, "sentence": each.value} for text, name, each in self.deviations
            ],
            "example": self.example,
        }

    def _layer(self, numbers: Mapping[str, str], attributes: str) -> str:
        """The text of a layer; what fits its sisters has some."""
        own = {Kind.PASS: self.word, Kind.OPAQUE: f"{self.kind.sign}attn"}.get(self.kind, self.kind.sign)
        own += numbers.get(self.kind.number, "3") if self.kind.number else ""
        sister = "c3" if self.kind is Kind.CROP else "u2"
        return f"[{own} | {sister}]" if self.kind.fits else own + attributes

    @property
    def _pads(self) -> bool:
        """Whether it is a rule of padding."""
        return self.rule in {rule.value for rule in PaddingRule}

    def _tried(self) -> Iterator[str]:
        """Layers of the kind, the plainest first."""
        if self.kind in _ONCE:
            yield f"{self.kind.sign}{_ONCE[self.kind]}"
        if self.kind.number not in _TRIED:
            return
        options = [each for name, each in _OTHERWISE.items() if name in self.kind.takes]
        tried = [parts for parts in product(*options) if not self.rule or self.rule in parts]
        for parts in sorted(tried, key=lambda parts: len("".join(parts))):
            if sum(map(bool, parts)) <= _MOST_ATTRIBUTES:
                for size in _TRIED[self.kind.number]:
                    yield f"{self.kind.sign}{size}{''.join(parts)}"


@cache
def _layer_of(text: str) -> Layer:
    return next(parse(text).layers())


def _settled(layer: Layer, habits: Convention) -> object:
    """A layer's numbers under a convention; None where it is refused."""
    try:
        return windows(layer, 0, _AXES, habits)
    except DerivationError:
        return None


def _size(text: str, convention: str) -> Written:
    return derive(parse(text), _AXES, convention)[_AXES[0]].tree("size", "closed")
