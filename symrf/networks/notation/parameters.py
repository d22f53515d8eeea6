"""The symbols of a network, the values that they take, and the network for some of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from symrf.errors import InputError, NotationError
from symrf.exact.numbers.parametric import Parametric, TooLong
from symrf.exact.numbers.powers import at_least, greatest
from symrf.exact.sampling.hand import whole
from symrf.exact.sets.integrality import BadNumber, both, integrality
from symrf.exact.sets.parameters import Assumed, Parameters
from symrf.formulas import limits
from symrf.formulas.tree import Maximum, Negative, Symbol, Written, symbols
from symrf.formulas.tree import number as written_number
from symrf.networks.notation import _english
from symrf.networks.notation.architecture import Architecture, Group, Index, Layer, Rounding, Value
from symrf.networks.notation.assumptions import Assumptions
from symrf.networks.notation.items import walk
from symrf.networks.notation.kept import kept

__all__ = ["assumed", "check_apart", "check_spoken", "checked", "idle", "parameters"]


@kept(limits.CHAINS_KEPT)
def parameters(network: Architecture) -> Parameters:
    """The symbols of a network; those of its indices are not among them. BadNumber where a number is not whole.

    >>> from symrf.networks.notation.reader import parse
    >>> parameters(parse("c{k}p{(k-1)/2} c{m}")).classes
    (('k', Residues(modulus=2, residues=(1,))),)
    """
    names: dict[str, None] = {}
    classes, needed = dict(network.assumed.classes), dict(network.assumed.classes)
    positive: set[str] = set()
    indices: set[str] = set()
    for each in _numbers(network):
        names |= dict.fromkeys(sorted(symbols(each.tree)))
        indices |= each.indices.keys()
        if each.least or not isinstance(each.tree, Symbol):
            positive |= symbols(each.tree)
        try:
            found = integrality(each.tree, classes)
        except TooLong as refusal:
            raise BadNumber(each.tree, refusal.message) from None
        if found is not None:
            name, residues = found
            needed[name] = both(needed[name], residues) if name in needed else residues
    own = tuple(name for name in names if name not in indices)
    leasts = tuple((name, 0) for name in own if name not in positive)
    kept = tuple((name, residues) for name, residues in needed.items() if name in own)
    bare = Parameters(own, kept, leasts)
    order = tuple(each for each in _about(network, bare) if not _anyway(each, bare))
    known = replace(bare, assumed=order)
    needed_too = (*_of_output_padding(network, known), *_of_rounding_up(network, known))
    return replace(known, assumed=(*order, *dict.fromkeys(needed_too)))


def idle(network: Architecture) -> tuple[Assumed, ...]:
    """What is taken for granted of the symbols of a network although it holds anyway: k >= 1 of a kernel.

    >>> from symrf.networks.notation.assumptions import assumptions
    >>> from symrf.networks.notation.reader import parse
    >>> from symrf.formulas.printing.plain import PLAIN
    >>> [PLAIN(each.right) for each in idle(parse("c{k}", assumptions(["k >= 1", "k >= 3"])))]
    ['1']
    """
    if not network.assumed.order:
        return ()
    bare = replace(parameters(network), assumed=())
    return tuple(each for each in _about(network, bare) if _anyway(each, bare))


def _about(network: Architecture, known: Parameters) -> Iterator[Assumed]:
    """What is taken for granted of the symbols of a network alone."""
    for each in network.assumed.order:
        if symbols(each.left) | symbols(each.right) <= set(known.names):
            yield each


def _anyway(premise: Assumed, known: Parameters) -> bool:
    """Whether an inequality is known to hold for all values of the symbols."""
    left, right = known.number(premise.left), known.number(premise.right)
    return at_least(left, right) if premise.relation == ">=" else at_least(right, left)


def _of_output_padding(network: Architecture, known: Parameters) -> Iterator[Assumed]:
    """That the output padding of a transposed convolution is less than its stride or its dilation."""
    for layer in network.layers():
        extras, strides, dilations = layer.output_padding or (), layer.stride or (1,), layer.dilation or (1,)
        for place in range(max(len(extras), len(strides), len(dilations)) if extras else 0):
            extra, stride, dilation = (each[place % len(each)] for each in (extras, strides, dilations))
            if all(isinstance(each, int) for each in (extra, stride, dilation)):
                continue
            if not at_least(greatest(known.number(stride), known.number(dilation)), known.number(extra) + 1):
                longest = (
                    written_number(stride)
                    if dilation == 1
                    else Maximum((written_number(stride), written_number(dilation)))
                )
                most = written_number(stride - 1) if isinstance(stride, int) and dilation == 1 else longest - 1
                yield Assumed(written_number(extra), "<=", most)


def _of_rounding_up(network: Architecture, known: Parameters) -> Iterator[Assumed]:
    """That a pool which rounds up pads no more after its input than its kernel: no window lies in the padding alone."""
    for layer in network.layers():
        kernels, dilations, sides = layer.sizes, layer.dilation or (1,), layer.padding
        if layer.rounding is not Rounding.CEIL or not isinstance(sides, tuple):
            continue
        for place in range(max(len(kernels), len(dilations), len(sides))):
            kernel, dilation = kernels[place % len(kernels)], dilations[place % len(dilations)]
            after = written_number(sides[place % len(sides)].after)
            extent = written_number(kernel)
            if dilation != 1:
                extent = written_number(dilation) * (extent - 1) + 1
            if not at_least(known.number(extent), known.number(after)) and symbols(after) | symbols(extent):
                yield Assumed(after, "<=", extent)


def checked(network: Architecture) -> Architecture:
    """The network, whose numbers in braces are whole and as large as they must be; BadNumber where they are not."""
    from symrf.formulas.printing.plain import PLAIN

    known = parameters(network)
    for each in _numbers(network):
        inside = known
        for index in each.indices.values():
            inside = inside.within(index.symbol, index.first, index.last)
        try:
            surplus = inside.number(each.tree) - each.least
        except TooLong as refusal:
            raise BadNumber(each.tree, refusal.message) from None
        if not (surplus.nonnegative if isinstance(surplus, Parametric) else surplus >= 0):
            text, names = PLAIN(whole(surplus + each.least)), ", ".join(sorted(symbols(each.tree)))
            needed = inside.number(Symbol(names)) - surplus if names in known.names else None
            needed = needed if isinstance(needed, int) else None
            raise BadNumber(each.tree, _english.not_always_at_least(each.what, each.least, text, names, needed))
    return network


def assumed(network: Architecture, held: Assumptions) -> Architecture:
    """A network with what is taken for granted of its symbols: those that stand for expressions are replaced.

    A FormulaError points at the index of a repeat, of which nothing can be taken for granted.
    """
    _check_indices(held, network)
    from symrf.networks.notation.instances import substituted

    return checked(replace(substituted(network, dict(held.fixed)), assumed=held))


def _check_indices(held: Assumptions, network: Architecture) -> None:
    for name in sorted(held.names & {name for each in _numbers(network) for name in each.indices}):
        raise held.refused(name, _english.index_outside(name))


def check_spoken(held: Assumptions, networks: Sequence[Architecture], axes: Sequence[str] = ()) -> None:
    """Refuse what is taken for granted of a symbol that is in none of the networks, and no input, or of an index."""
    for network in networks:
        _check_indices(held, network)
    known = {name for network in networks for name in parameters(network).names}
    fixed = {name for name, _ in held.fixed}
    missing = sorted(held.names - known - fixed - frozenset(axes))
    if missing:
        raise InputError(_english.no_symbol(missing[0], known))


def check_apart(network: Architecture, axes: Sequence[str]) -> None:
    """Refuse a symbol or an index that has the name of an axis, whose input is called so; points at the first.

    >>> from symrf.networks.notation.reader import parse
    >>> check_apart(parse("c{w}"), ("w", "h"))
    Traceback (most recent call last):
    symrf.errors.NotationError: w is an axis: choose another name for the symbol
      c{w}
        ^
    """
    for each in _numbers(network):
        for axis in axes:
            if axis in symbols(each.tree) or axis in each.indices:
                text = str(network)
                raise NotationError(_english.symbol_is_an_axis(axis), text, _in_braces(axis, text))


def _in_braces(name: str, text: str) -> tuple[int, int] | None:
    """Where a symbol stands in the braces of a text."""
    word = re.compile(rf"\b{name}\b")
    found = (word.search(text, *braces.span()) for braces in re.finditer(r"\{[^{}]*\}", text))
    return next((each.span() for each in found if each is not None), None)


@dataclass(frozen=True, slots=True)
class _Brace:
    """An expression in braces: what it is the number of, how large that must be, and the indices around it."""

    tree: Written
    what: str
    least: int
    indices: Mapping[str, Index]


@kept(limits.CHAINS_KEPT)
def _numbers(network: Architecture) -> tuple[_Brace, ...]:
    return tuple(_written(network))


def _written(network: Architecture) -> Iterator[_Brace]:
    plain: set[int] = set()  # layers without symbols, by identity: those that are written alike are one in what is read
    for items in (*(definition.chain for definition in network.definitions), network.items):
        for item, around in walk(items):
            indices = {each.count.symbol: each.count for each in around if isinstance(each.count, Index)}
            if isinstance(item, Layer):
                if id(item) not in plain:
                    found = list(_in_layer(item, indices))
                    yield from found
                    plain.update([] if found else [id(item)])
            elif isinstance(item, Group) and symbols(times := _times(item)):
                yield _Brace(times, "number of repeats", 1, indices)


def _times(group: Group) -> Written:
    """How often a group is repeated."""
    match group.count:
        case Index(_, first, last):
            return written_number(last) - written_number(first) + 1
        case None:
            return written_number(1)
        case count:
            return written_number(count)


def _in_layer(layer: Layer, indices: Mapping[str, Index]) -> Iterator[_Brace]:
    sides = layer.padding if isinstance(layer.padding, tuple) else ()
    margins = [
        margin.of if isinstance(margin, Negative) else margin for side in sides for margin in (side.before, side.after)
    ]
    several: tuple[tuple[Sequence[Value | None], str, int], ...] = (
        (layer.sizes, layer.kind.number, 1),
        (layer.stride or (), "stride", 1),
        (margins, "padding", 0),
        (layer.dilation or (), "dilation", 1),
        (layer.output_padding or (), "output padding", 0),
        ((layer.groups,), "number of groups", 1),
        ((layer.channels,), "number of channels", 1),
    )
    for values, what, least in several:
        for value in values:
            if isinstance(value, Written) and symbols(value):
                yield _Brace(value, what, least, indices)
