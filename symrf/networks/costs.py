"""Counts that need channels: the flattened length, parameters, multiply-accumulates (MACs), activations and memory.

A convolution has C_out (C_in/g) k_w k_h weights and C_out biases, and each weight makes a MAC for each output pixel,
padding counted and biases left out; the weights of a transposed one make a MAC for each input pixel. Blur pooling is a
depthwise convolution, as frameworks run it: it has the MACs and activations of one, but its weights are no parameters.
A dense layer has C_in C_out weights and C_out biases; batch, layer and group norms have 2 C parameters and no MACs;
pools have neither. A batch norm keeps 2 C more numbers, its running means and variances, which Keras counts, too.
Activations are the outputs of the convolutions and the dense layers (Radosavovic et al., "Designing network design
spaces", 2020), and their memory is their number times the bytes of each. FLOPs are twice the MACs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias, get_args

from symrf.errors import DerivationError
from symrf.exact.numbers.powers import Whole
from symrf.exact.sampling.hand import whole
from symrf.formulas.tree import (
    Ceiling,
    Floor,
    Maximum,
    Minimum,
    Modulo,
    Product,
    Sum,
    Summation,
    Symbol,
    Written,
    number,
    parts,
    substitute,
    symbols,
)
from symrf.networks import _english
from symrf.networks.channels import Channels, Flattened, Growth, Untold, channels, factor, groups_of, shared
from symrf.networks.extents import Extents
from symrf.networks.graph import Chain
from symrf.networks.links import is_flat
from symrf.networks.notation.architecture import Branches, Group, Layer
from symrf.networks.notation.kinds import BUFFERS, WORDS, Spends
from symrf.networks.repeats import FIRST, INDEX, Repeat

__all__ = ["COSTS", "COUNTED", "SPENT", "Cost", "CostName", "Count", "costs", "flattened", "total"]

Spent: TypeAlias = Literal["params", "macs", "activations", "buffers"]
CostName: TypeAlias = Literal[
    "params", "params_total", "macs", "flops", "activations", "memory", "memory.half", "memory.byte"
]
COUNTED: Mapping[CostName, Mapping[Spent, int]] = {
    "params": {"params": 1},
    "params_total": {"params": 1, "buffers": 1},
    "macs": {"macs": 1},
    "flops": {"macs": 2},
    "activations": {"activations": 1},
    "memory": {"activations": 4},
    "memory.half": {"activations": 2},
    "memory.byte": {"activations": 1},
}
"""The costs by name, each a sum of what layers spend, so many times."""
COSTS: tuple[CostName, ...] = ("params", "macs", "activations")
"""Those of which a table of costs has a column."""
Count: TypeAlias = tuple[Whole, tuple[Written, ...]]
"""A number, times sizes."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a layer, or a repeat, costs, by its place from 1 on: its parameters, MACs and activations, each a sum.

    Its `buffers` are the numbers that it keeps and that are no parameters.
    """

    place: int
    params: tuple[Count, ...]
    macs: tuple[Count, ...] = ()
    activations: tuple[Count, ...] = ()
    buffers: tuple[Count, ...] = ()

    def counts(self, name: CostName) -> tuple[Count, ...]:
        """A cost by its name."""
        return tuple((by * times, sizes) for of, by in COUNTED[name].items() for times, sizes in getattr(self, of))


def flattened(extents: Extents, place: int, found: Channels) -> Written:
    """The length of what stands at a place with so many channels, flattened: those times its size on every axis."""
    return total(_features(extents.chain, found, place, extents))


def costs(extents: Extents, inputs: Channels, upto: int | None = None) -> Iterator[Cost]:
    """The cost of each layer that has one, `upto` a place; a DerivationError says which channels are missing."""
    chain, axes = extents.chain, len(extents.axes)
    found = channels(chain, inputs, axes, extents.known, extents.within)
    for place, link in enumerate(chain.links[:upto], 1):
        layer = link.item
        if isinstance(layer, Branches):
            continue
        (source,) = link.sources
        received = found[source]
        if isinstance(layer, Group):
            yield from _repeated(extents.repeat(layer), place, source, received, extents)
        else:
            yield from SPENT[layer.kind.spends](Site(layer, place, source, received, found[place], extents))


def total(counts: Sequence[Count]) -> Written:
    """The sum of counts; those with the same sizes are one term."""
    terms = _merged(counts)
    numbers_last = sorted(terms, key=lambda sizes: not sizes)
    trees = [_product(terms[sizes], sizes) for sizes in numbers_last if terms[sizes] != 0]
    return Sum(tuple(trees)) if len(trees) > 1 else trees[0] if trees else number(0)


def _merged(counts: Sequence[Count]) -> dict[tuple[Written, ...], Whole]:
    """The numbers of sizes."""
    terms: dict[tuple[Written, ...], Whole] = {}
    for times, every in counts:
        sizes = tuple(size for size in every if size != number(1))
        terms[sizes] = terms.get(sizes, 0) + times
    return terms


def _product(times: Whole, sizes: tuple[Written, ...]) -> Written:
    """A count as it is written."""
    if not sizes:
        return whole(times)
    first = whole(times)
    factors = (*(first.factors if isinstance(first, Product) else (first,) if times != 1 else ()), *sizes)
    return Product(factors) if len(factors) > 1 else factors[0]


def _repeated(repeat: Repeat, place: int, source: int, received: Channels, extents: Extents) -> Iterator[Cost]:
    """What the blocks of a repeat cost: the first, which may receive other channels, and the others."""
    if isinstance(received, Flattened):
        received = Flattened(tuple((count, sizes) for count, sizes in _parts(received, extents)))
    growth = Growth(repeat, received, len(extents.axes))
    last = repeat.count - 1
    runs = [(FIRST, received, 0, 0), (repeat.index, growth.later, 1, last)]
    if growth.uniform:
        runs = [(repeat.index, growth.later, 0, last)]
    found: dict[Spent, list[Count]] = {name: [] for name in get_args(Spent)}
    for at, channels_there, begin, end in runs:
        block = list(costs(extents.block(source, repeat, at), channels_there))
        for name in found:
            each = _merged([count for cost in block for count in getattr(cost, name)])
            found[name] += _summed(each, repeat, begin, end)
    if any(found.values()):
        yield Cost(place, *(tuple(counts) for counts in found.values()))


def _summed(counts: Mapping[tuple[Written, ...], Whole], repeat: Repeat, first: Whole, last: Whole) -> Iterator[Count]:
    """The counts of each block, summed over the blocks: in closed form where no size is rounded.

    Sizes that are rounded have no closed form, for it would have the digits of the input's in it: their sum is written.
    """
    polynomials: dict[tuple[Whole, tuple[Written, ...]], Whole] = {}
    for sizes, times in counts.items():
        kept = tuple(size for size in sizes if repeat.index.name not in symbols(size))
        varying = tuple(size for size in sizes if repeat.index.name in symbols(size))
        inside, outside = (times, 1) if repeat.depends(times) else (1, times)
        if any(map(_rounded, varying)):
            yield outside, (*kept, _sum(repeat, _product(inside, varying), first, last))
        elif not varying:
            yield repeat.total(times, first, last), kept
        else:
            if isinstance(outside, int):
                inside, outside = inside * outside, 1  # one polynomial for all layers
            for size in varying:
                inside = inside * repeat.inside.number(size)
            polynomials[outside, kept] = polynomials.get((outside, kept), 0) + inside
    for (outside, kept), inside in polynomials.items():
        closed = whole(repeat.total(inside, first, last))
        yield outside, (*kept, *(closed.factors if isinstance(closed, Product) else (closed,)))


def _sum(repeat: Repeat, term: Written, first: Whole, last: Whole) -> Summation:
    """The sum of a term over the blocks, as it is written."""
    letter = Symbol(repeat.letter)
    return Summation(substitute(term, {repeat.index.name: letter}), letter, whole(first), whole(last))


def _rounded(tree: Written) -> bool:
    """Whether a size is no polynomial."""
    none = isinstance(tree, Floor | Ceiling | Minimum | Maximum | Modulo | Summation)
    return none or any(map(_rounded, parts(tree)))


@dataclass(frozen=True, slots=True)
class Site:
    """A layer at its place: what it receives from a source, and what it gives."""

    layer: Layer
    place: int
    source: int
    received: Channels
    given: Channels
    extents: Extents

    @property
    def weights(self) -> Whole:
        """The weights of its kernels."""
        known = self.extents.known
        before = _known(self.received, _english.WEIGHTS, self.layer.text)
        each = shared(self.layer, before, groups_of(self.layer, before, known))
        return each * self.channels * factor(self.layer, len(self.extents.axes), known)

    @property
    def channels(self) -> Whole:
        """The channels that it gives."""
        return _known(self.given, _english.WEIGHTS, self.layer.text)


def _weights(site: Site) -> Iterator[Cost]:
    yield _convolution(site, site.place, learnt=True)


def _weights_of_inputs(site: Site) -> Iterator[Cost]:
    yield _convolution(site, site.source, learnt=True)


def _fixed_weights(site: Site) -> Iterator[Cost]:
    yield _convolution(site, site.place, learnt=False)


def _convolution(site: Site, taken: int, learnt: bool) -> Cost:
    """What a convolution costs, whose weights each make a MAC for every pixel at the place that is `taken`."""
    weights, after, at = site.weights, site.channels, site.extents.at
    parameters = ((weights, ()), *_biases(site.layer, after)) if learnt else ()
    return Cost(site.place, parameters, ((weights, at(taken)),), ((after, at(site.place)),))


def _units(site: Site) -> Iterator[Cost]:
    units = site.extents.known.number(site.layer.sizes[0])
    features = _features(site.extents.chain, site.received, site.source, site.extents)
    weights = tuple((times * units, sizes) for times, sizes in features)
    yield Cost(site.place, (*weights, *_biases(site.layer, units)), weights, ((units, ()),))


def _word(site: Site) -> Iterator[Cost]:
    word = site.layer.word
    each = WORDS[word]
    if each is None:
        raise DerivationError(_english.one_or_a_channel(word))
    if not each:
        return
    if isinstance(site.received, Flattened):
        channels = _parts(site.received, site.extents)
    else:
        channels = ((_known(site.received, _english.PARAMETERS, word), ()),)
    kept = BUFFERS.get(word, 0)
    buffers = tuple((kept * count, sizes) for count, sizes in channels) if kept else ()
    yield Cost(site.place, tuple((each * count, sizes) for count, sizes in channels), buffers=buffers)


SPENT: Mapping[Spends, Callable[[Site], Iterator[Cost]]] = {
    Spends.NOTHING: lambda _: iter(()),
    Spends.WEIGHTS: _weights,
    Spends.WEIGHTS_OF_INPUTS: _weights_of_inputs,
    Spends.FIXED_WEIGHTS: _fixed_weights,
    Spends.UNITS: _units,
    Spends.WORD: _word,
}
"""What a layer costs at its place."""


def _biases(layer: Layer, count: Whole) -> tuple[Count, ...]:
    return ((count, ()),) if layer.bias else ()


def _features(chain: Chain, received: Channels, place: int, extents: Extents) -> tuple[Count, ...]:
    """The length of what a dense layer receives from a place."""
    if isinstance(received, Flattened):
        return _parts(received, extents)
    known = _known(received, _english.FLATTENED_LENGTH, _english.LAST_LAYER)
    dense = place > 0 and isinstance(chain.links[place - 1].item, Layer) and is_flat(chain.links, place)
    return ((known, () if dense else extents.at(place)),)


def _parts(features: Flattened, extents: Extents) -> tuple[Count, ...]:
    return tuple(
        (count, place if isinstance(place, tuple) else () if place is None else extents.at(place))
        for count, place in features.parts
    )


def _known(count: Channels, what: str, where: str) -> Whole:
    if isinstance(count, Untold):
        raise DerivationError(_english.cost_of(what, where, count.reason).replace(INDEX, ""))
    if not isinstance(count, Whole):
        raise DerivationError(_english.cost_of(what, where, _english.CHANNELS_MISSING))
    return count
