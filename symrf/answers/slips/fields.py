"""Slips in the rules for fields, jumps and starts: what people fold over the layers instead of r = 1 + sum (E-1) j."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import pairwise
from math import prod

from symrf.answers.slips.grounds import Counted, Ground, Value
from symrf.answers.slips.steps import field, fields, whole, window
from symrf.networks.notation.kinds import Effect

__all__ = ["Rule"]

Rule = Callable[[Ground], Iterator[Value]]


def summed(first: int, term: Callable[[Counted], int]) -> Rule:
    """A first number and a term for each layer,"""

    def rule(ground: Ground) -> Iterator[Value]:
        if layers := ground.layers:
            yield first + sum(term(layer) for layer in layers)

    return rule


def beside(rule: Rule, other: Rule) -> Rule:
    """What a rule gives where another gives something else, as it does of dilated layers."""

    def values(ground: Ground) -> Iterator[Value]:
        known = set(other(ground))
        yield from (value for value in rule(ground) if value not in known)

    return values


def of_last(value: Callable[[Counted], int]) -> Rule:
    """The last layer alone."""

    def rule(ground: Ground) -> Iterator[Value]:
        if not ground.head:
            yield from map(value, ground.layers[-1:])

    return rule


def of_each(value: Callable[[Counted], int]) -> Rule:
    """One layer alone, whichever."""

    def rule(ground: Ground) -> Iterator[Value]:
        for layer in ground.layers:
            yield value(layer)

    return rule


def of_all_alike(value: Callable[[Counted], int]) -> Rule:
    """One layer alone, where they all are alike."""

    def rule(ground: Ground) -> Iterator[Value]:
        layers = ground.layers
        if len(layers) > 1 and len({layer[:3] for layer in layers}) == 1:
            yield value(layers[0])

    return rule


def stride_of_the_layer_before(ground: Ground) -> Iterator[Value]:
    """1 + sum (E-1) s of the layer before, whatever was before that."""
    if layers := ground.layers:
        yield layers[0].e + sum((layer.e - 1) * before.s for before, layer in pairwise(layers))


def forward(first: int, grown: Callable[[int, int, int], int]) -> Rule:
    """A recursion from the first layer to the last, of the field so far, the effective kernel and the stride."""
    return _recursion(first, grown, lambda layers: layers)


def backward(first: int, grown: Callable[[int, int, int], int]) -> Rule:
    """A recursion from the last layer to the first."""
    return _recursion(first, grown, lambda layers: layers[::-1])


def _recursion(
    first: int, grown: Callable[[int, int, int], int], order: Callable[[Sequence[Counted]], Sequence[Counted]]
) -> Rule:
    def rule(ground: Ground) -> Iterator[Value]:
        found = first
        for layer in order(ground.layers):
            found = grown(found, layer.e, layer.s)
        lost = first == 0 and found == field(ground.steps) - 1  # which is said elsewhere
        if len(ground.layers) > 1 and not lost:
            yield found

    return rule


def forward_with_the_stride_before(ground: Ground) -> Iterator[Value]:
    """The backward recursion in forward order, each layer with the stride of the one before."""
    found, stride = 1, 1
    for layer in ground.layers:
        found, stride = (found - 1) * stride + layer.e, layer.s
    yield found


def from_an_inner_map(ground: Ground) -> Iterator[Value]:
    """The field in pixels of what a layer with a stride gives, as if that were the input."""
    for place, step in enumerate(ground.steps):
        if step.windowed and window(step).stride > 1 and place + 1 < len(ground.steps):
            yield field(ground.steps[place + 1 :])


def first_twice(ground: Ground) -> Iterator[Value]:
    """A sum over all layers that begins with the kernel of the first."""
    if len(ground.layers) > 1:
        yield ground.layers[0].e - 1 + field(ground.steps)


def pools_multiply(ground: Ground) -> Iterator[Value]:
    """A field that a pool multiplies by its stride, and a convolution makes longer by E-1."""
    found = 1
    steps = [step for step in ground.steps if step.effect is Effect.WINDOWS]
    for step in steps:
        found = found * step.stride if step.pools else found + step.extent - 1
    if any(step.pools for step in steps):
        yield found


def product_of(value: Callable[[Counted], int]) -> Rule:
    """A product over the layers."""

    def rule(ground: Ground) -> Iterator[Value]:
        layers = ground.layers
        if len(layers) > 1:
            yield prod(map(value, layers))

    return rule


def dilation_alone(value: Callable[[int, int, int], int]) -> Rule:
    """The largest dilation alone, with its kernel and the number of stacks, which is how often dilations begin anew."""

    def rule(ground: Ground) -> Iterator[Value]:
        layers = [(k, d) for k, _, d, *_ in ground.layers if k > 1]
        most = max((d for _, d in layers), default=1)
        if most > 1:
            kernel = max(k for k, d in layers if d == most)
            stacks = {
                sum(1 for _, d in layers if d == most),
                1 + sum(one[1] > other[1] for one, other in pairwise(layers)),
            }
            for count in sorted(stacks):
                yield value(kernel, most, count)

    return rule


def stacks_apart(ground: Ground) -> Iterator[Value]:
    """The field of one stack times their number: a stack ends where dilations begin anew."""
    wide = [place for place, step in enumerate(ground.steps) if step.windowed and step.kernel > 1]
    ends_of = [other for one, other in pairwise(wide) if ground.steps[one].dilation > ground.steps[other].dilation]
    if ends_of:
        yield (1 + len(ends_of)) * field(ground.steps[: ends_of[0]])


def dilation_and_layers(value: Callable[[int, int, int], int]) -> Rule:
    """The largest dilation with its kernel and the number of layers, or of different dilations."""

    def rule(ground: Ground) -> Iterator[Value]:
        layers = [(k, d) for k, _, d, *_ in ground.layers if k > 1]
        most = max((d for _, d in layers), default=1)
        if most > 1:
            for count in sorted({len(layers), len({d for _, d in layers})}):
                yield value(max(k for k, d in layers if d == most), most, count)

    return rule


def dilations_summed(value: Callable[[int, int], int]) -> Rule:
    """Of the sum of dilations and a kernel."""

    def rule(ground: Ground) -> Iterator[Value]:
        layers = [(k, d) for k, _, d, *_ in ground.layers if k > 1]
        if max((d for _, d in layers), default=1) > 1:
            yield value(layers[-1][0], sum(d for _, d in layers))

    return rule


def counted_layers(value: Callable[[int, int], int]) -> Rule:
    """Of the number of layers with a kernel, and the kernel of the last."""

    def rule(ground: Ground) -> Iterator[Value]:
        kernels = [k for k, *_ in ground.layers if k > 1]
        if len(kernels) > 1:
            yield value(len(kernels), kernels[-1])

    return rule


def of_field(value: Callable[[int], int | Fraction]) -> Rule:
    """Something else than the field, of the field."""

    def rule(ground: Ground) -> Iterator[Value]:
        if not ground.head:
            yield value(field(ground.steps))

    return rule


def with_padding(value: Callable[[int, int, int, int], int]) -> Rule:
    """Of the field, the padding of all layers added, that padding in pixels of the input, and that of one side."""

    def rule(ground: Ground) -> Iterator[Value]:
        steps = [step for step in ground.steps if step.effect in (Effect.WINDOWS, Effect.MARGINS)]
        plain = sum(step.before + step.after for step in steps)
        if plain and not ground.head and all(step.windowed for step in ground.steps):
            one = whole(ground.steps)
            yield value(one.kernel, plain, one.before + one.after, one.before)

    return rule


def one_phase(ground: Ground) -> Iterator[Value]:
    """The field of another output, where they differ."""
    if not ground.head:
        yield from fields(ground.steps)[:-1]


def spread_counted(at: Callable[[Fraction, Fraction], Fraction]) -> Rule:
    """A transposed convolution that adds (k-1) times a jump, of that before it and that after it."""

    def rule(ground: Ground) -> Iterator[Value]:
        found, here = Fraction(1), Fraction(1)
        any_spread = False
        for step in ground.steps:
            match step.effect:
                case Effect.WINDOWS:
                    found += (step.extent - 1) * here
                    here *= step.stride
                case Effect.GATHER:
                    found += (step.kernel - 1) * here
                    here *= step.kernel
                case Effect.SPREAD:
                    after = here / step.stride
                    found += (step.extent - 1) * at(here, after)
                    here, any_spread = after, True
                case Effect.REPEAT | Effect.BLEND:
                    here, any_spread = here / step.kernel, True
        if any_spread:
            yield found

    return rule
