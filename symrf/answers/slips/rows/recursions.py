"""Slips in the recursion to a field, and in what dilations, padding and up-sampling add to it."""

from __future__ import annotations

from fractions import Fraction

from symrf.answers.slips import fields
from symrf.answers.slips.fields import backward, dilation_alone, forward
from symrf.answers.slips.slip import Slip

__all__ = ["RECURSIONS"]

FIELD = frozenset({"field"})


def _field(name: str, prior: float, law: str, rule: fields.Rule, said: str = "") -> Slip:
    return Slip(name, said or f"{{claimed}} is what comes out with {name}", prior, FIELD, rule=rule, law=law)


RECURSIONS: tuple[Slip, ...] = (
    # --- fields: recursions
    _field(
        "the backward recursion in forward order",
        4,
        "r = (r-1)*s + k, first layer first",
        forward(1, lambda r, e, s: (r - 1) * s + e),
        "{claimed} is what the recursion from the last layer gives in forward order",
    ),
    _field(
        "the backward recursion in forward order from 0",
        2,
        "r = (r-1)*s + k, first layer first, from 0",
        forward(0, lambda r, e, s: (r - 1) * s + e),
        "{claimed} is what the recursion from the last layer gives in forward order, starting from 0",
    ),
    _field(
        "the backward recursion in forward order, with strides before",
        2,
        "r = (r-1)*s + k, first layer first, s of the layer before",
        fields.forward_with_the_stride_before,
        "{claimed} is what the recursion from the last layer gives in forward order, with strides before",
    ),
    _field(
        "the first layer twice",
        1,
        "r = k of the first layer + sum (E-1)*j",
        fields.first_twice,
        "{claimed} is what comes out if the sum over all layers starts from the first kernel",
    ),
    _field(
        "a pool that multiplies the field",
        2,
        "r = r*s at a pool, r + E-1 at a convolution",
        fields.pools_multiply,
        "{claimed} is what comes out if a pool multiplies the field by its stride",
    ),
    _field(
        "an inner map",
        2,
        "r = 1 + sum (E-1)*j, j = 1 after a stride",
        fields.from_an_inner_map,
        "{claimed} is the field in pixels of an inner map, whose own stride is forgotten",
    ),
    _field("r*s + k in forward order", 2, "r = r*s + k, first layer first", forward(1, lambda r, e, s: r * s + e)),
    _field(
        "r*s + k in forward order from 0",
        2,
        "r = r*s + k, first layer first, from 0",
        forward(0, lambda r, e, s: r * s + e),
    ),
    _field(
        "r*s + k-1 in forward order", 2, "r = r*s + k - 1, first layer first", forward(1, lambda r, e, s: r * s + e - 1)
    ),
    _field(
        "(r+k-1)*s in forward order", 2, "r = (r+k-1)*s, first layer first", forward(1, lambda r, e, s: (r + e - 1) * s)
    ),
    _field(
        "the backward recursion from 0",
        2,
        "r = (r-1)*s + k, from 0",
        backward(0, lambda r, e, s: (r - 1) * s + e),
        "{claimed} is what the recursion gives when it starts from 0",
    ),
    _field("r*s + k backwards", 2, "r = r*s + k, last layer first", backward(1, lambda r, e, s: r * s + e)),
    _field(
        "r*s + k backwards from 0", 2, "r = r*s + k, last layer first, from 0", backward(0, lambda r, e, s: r * s + e)
    ),
    _field("r*s + k-1 backwards", 1, "r = r*s + k - 1, last layer first", backward(1, lambda r, e, s: r * s + e - 1)),
    # --- fields: dilations
    _field(
        "the largest dilation", 2, "r = d", dilation_alone(lambda _k, d, _n: d), "{claimed} is the largest dilation"
    ),
    _field(
        "twice the largest dilation",
        2,
        "r = 2*d",
        dilation_alone(lambda _k, d, _n: 2 * d),
        "{claimed} is twice the largest dilation",
    ),
    _field(
        "kernel times largest dilation",
        4,
        "r = k*d",
        dilation_alone(lambda k, d, _n: k * d),
        "{claimed} is the kernel times the largest dilation",
    ),
    _field(
        "kernel times largest dilation times stacks",
        4,
        "r = k*d*stacks",
        dilation_alone(lambda k, d, n: k * d * n),
        "{claimed} is the kernel times the largest dilation times the number of stacks",
    ),
    _field(
        "kernel times largest dilation times layers",
        2,
        "r = k*d*n",
        fields.dilation_and_layers(lambda k, d, n: k * d * n),
        "{claimed} is the kernel times the largest dilation times the number of layers",
    ),
    _field(
        "largest dilation times layers",
        1,
        "r = d*n",
        fields.dilation_and_layers(lambda _k, d, n: d * n),
        "{claimed} is the largest dilation times the number of layers",
    ),
    _field(
        "largest dilation times stacks",
        2,
        "r = d*stacks",
        dilation_alone(lambda _k, d, n: d * n),
        "{claimed} is the largest dilation times the number of stacks",
    ),
    _field(
        "twice kernel times largest dilation",
        2,
        "r = 2*d*k",
        dilation_alone(lambda k, d, _n: 2 * d * k),
        "{claimed} is twice the kernel times the largest dilation",
    ),
    _field(
        "the last dilated kernel",
        2,
        "r = 1 + (k-1)*d",
        dilation_alone(lambda k, d, _n: 1 + (k - 1) * d),
        "{claimed} is the most dilated kernel alone",
    ),
    _field(
        "stacks without overlap",
        2,
        "r = stacks * r of one",
        fields.stacks_apart,
        "{claimed} is the field of one stack times the number of stacks",
    ),
    _field(
        "dilations added",
        2,
        "r = sum d",
        fields.dilations_summed(lambda _k, d: d),
        "{claimed} is the sum of the dilations",
    ),
    _field(
        "kernel times dilations added",
        2,
        "r = k*sum d",
        fields.dilations_summed(lambda k, d: k * d),
        "{claimed} is the kernel times the sum of the dilations",
    ),
    # --- fields: padding, up-sampling
    _field(
        "padding added",
        1,
        "r + sum 2p",
        fields.with_padding(lambda r, plain, _total, _one: r + plain),
        "{claimed} is the field plus the padding of all layers",
    ),
    _field(
        "padding taken away",
        2,
        "r = 1 + sum (E-1-2p)*j",
        fields.with_padding(lambda r, _plain, total, _one: r - total),
        "{claimed} is the field with the padding subtracted",
    ),
    _field(
        "padding of each layer taken away",
        2,
        "r - sum 2p",
        fields.with_padding(lambda r, plain, _total, _one: r - plain),
        "{claimed} is the field minus the padding of all layers",
    ),
    _field(
        "padding of one side taken away",
        1,
        "r = 1 + sum (E-1-p)*j",
        fields.with_padding(lambda r, _plain, _total, one: r - one),
        "{claimed} is the field with the padding of one side subtracted",
    ),
    _field(
        "one output alone",
        4,
        "the field of another output",
        fields.one_phase,
        "{claimed} is the field of some outputs; others read more",
    ),
    _field(
        "a transposed convolution's (k-1)*jump",
        2,
        "r = r + (k-1)*j for a transposed convolution too, j after it",
        fields.spread_counted(lambda _before, after: after),
    ),
    _field(
        "a transposed convolution's (k-1)*jump before it",
        2,
        "r = r + (k-1)*j for a transposed convolution too, j before it",
        fields.spread_counted(lambda before, _after: before),
    ),
    _field(
        "nothing for up-sampling",
        2,
        "r = 1 + sum (E-1)*j, nothing for up-sampling",
        fields.spread_counted(lambda _before, _after: Fraction(0)),
    ),
)
