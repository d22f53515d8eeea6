"""Slips in counts: parameters, MACs, activations and flattened lengths, of layers as plain numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import prod

from symrf.networks.notation.kinds import Spends

__all__ = ["Counted", "Layers", "Rule"]


@dataclass(frozen=True, slots=True)
class Counted:
    """A layer that is counted: its channels, groups and taps, the sizes that it receives and gives, its bias."""

    spends: Spends
    received: int
    given: int
    groups: int = 1
    taps: int = 1
    kernel: int = 1
    before: tuple[int, ...] = ()
    after: tuple[int, ...] = ()
    bias: bool = True
    norm: bool = False

    @property
    def convolves(self) -> bool:
        """Whether it is a convolution of some kind."""
        return self.spends in (Spends.WEIGHTS, Spends.WEIGHTS_OF_INPUTS)

    @property
    def dense(self) -> bool:
        """Whether it is a dense layer."""
        return self.spends is Spends.UNITS

    @property
    def weights(self) -> int:
        """The weights of its kernels."""
        if self.norm:
            return 0
        return self.received // self.groups * self.given * self.taps

    @property
    def biases(self) -> int:
        """Its biases."""
        return self.given if self.bias and not self.norm else 0

    @property
    def norms(self) -> int:
        """The parameters of a norm."""
        return 2 * self.received if self.norm else 0

    @property
    def at(self) -> tuple[int, ...]:
        """The sizes at which each weight makes a MAC."""
        return self.before if self.spends is Spends.WEIGHTS_OF_INPUTS else self.after


Layers = Sequence[Counted]
Rule = Callable[[Layers], Iterator[int | Fraction]]


def params_of(count: Callable[[Counted], int]) -> Rule:
    """The parameters, reckoned otherwise for each layer."""

    def rule(layers: Layers) -> Iterator[int | Fraction]:
        yield sum(map(count, layers))

    return rule


def of_some(which: Callable[[Counted], bool], count: Callable[[Counted], int]) -> Rule:
    """Some layers alone."""

    def rule(layers: Layers) -> Iterator[int | Fraction]:
        found = [layer for layer in layers if which(layer)]
        if found and len(found) < len(layers):
            yield sum(map(count, found))

    return rule


def but_one(count: Callable[[Counted], int]) -> Rule:
    """All layers but one."""

    def rule(layers: Layers) -> Iterator[int | Fraction]:
        each = list(map(count, layers))
        if sum(number > 0 for number in each) > 1:
            for number in each:
                if number:
                    yield sum(each) - number

    return rule


def one_alone(count: Callable[[Counted], int]) -> Rule:
    """One layer alone, of several."""

    def rule(layers: Layers) -> Iterator[int | Fraction]:
        each = [count(layer) for layer in layers]
        if sum(number > 0 for number in each) > 1:
            yield from (number for number in each if number)

    return rule


def times(factor: int | Fraction, count: Callable[[Counted], int]) -> Rule:
    """A sum so many times."""

    def rule(layers: Layers) -> Iterator[int | Fraction]:
        yield factor * sum(map(count, layers))

    return rule


def params(layer: Counted) -> int:
    """The parameters of a layer."""
    return layer.weights + layer.biases + layer.norms


def macs(layer: Counted) -> int:
    """The MACs of a layer."""
    return layer.weights * prod(layer.at) if not layer.dense else layer.weights


def activations(layer: Counted) -> int:
    """The activations of a layer."""
    if layer.norm:
        return 0
    return layer.given * prod(layer.after) if not layer.dense else layer.given


def no_channels(layer: Counted) -> int:
    """The parameters with the input's channels left out: k*k*C_out and the biases."""
    return layer.weights * layer.groups // max(1, layer.received) + layer.biases + layer.norms


def no_kernel(layer: Counted) -> int:
    """The parameters with the kernel's area left out."""
    return layer.weights // layer.taps + layer.biases + layer.norms


def one_side(layer: Counted) -> int:
    """The parameters with the side of the kernel for its area."""
    return layer.weights // layer.taps * layer.kernel + layer.biases + layer.norms


def no_bias(layer: Counted) -> int:
    """The weights alone."""
    return layer.weights + layer.norms


def all_biased(layer: Counted) -> int:
    """The parameters with a bias in each layer."""
    return layer.weights + layer.norms + (0 if layer.norm else layer.given)


def one_bias(layer: Counted) -> int:
    """The weights and one bias."""
    return layer.weights + layer.norms + (0 if layer.norm else 1)


def bias_by_weights(layer: Counted) -> int:
    """A bias for each pair of channels: (k*k+1) C_in C_out."""
    return layer.weights + layer.norms + (layer.received * layer.given if layer.biases else 0)


def no_groups(layer: Counted) -> int:
    """The parameters as if of one group."""
    return layer.weights * layer.groups + layer.biases + layer.norms


def no_norms(layer: Counted) -> int:
    """The parameters without those of norms."""
    return layer.weights + layer.biases


def norms_twice(layer: Counted) -> int:
    """The parameters with the running means and variances of norms."""
    return params(layer) + layer.norms


def no_outputs(layer: Counted) -> int:
    """The weights of one kernel."""
    return layer.weights // layer.given + 1 if not layer.norm else 0


def macs_over(factor: Callable[[Counted], int]) -> Callable[[Counted], int]:
    """The MACs over a factor that is left out."""
    return lambda layer: macs(layer) // max(1, factor(layer))


def macs_of_input(layer: Counted) -> int:
    """The MACs with the size that a layer receives for the one that it gives."""
    return layer.weights * prod(layer.before) if layer.convolves else layer.weights


def macs_biased(layer: Counted) -> int:
    """The MACs and an addition for each bias."""
    return macs(layer) + (layer.biases * prod(layer.after) if layer.convolves else layer.biases)


def flops_biased(layer: Counted) -> int:
    """Two operations for each MAC, and an addition for each bias."""
    return macs(layer) + macs_biased(layer)


def activations_of_input(layer: Counted) -> int:
    """What a layer receives."""
    return layer.received * prod(layer.before) if not layer.norm else 0


def activations_without_channels(layer: Counted) -> int:
    """The pixels that a layer gives."""
    return prod(layer.after) if not layer.norm else 0
