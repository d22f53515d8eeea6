"""The slips that use another rule for fields, jumps, starts, padding and sizes."""

from __future__ import annotations

from fractions import Fraction

from symrf.answers.slips import fields, sizes
from symrf.answers.slips.fields import backward, dilation_alone, forward, of_field, of_last, of_start, summed
from symrf.answers.slips.sizes import at_one, down, everywhere, half_up, left, reckoned, up
from symrf.answers.slips.slip import Slip

__all__ = ["RULES"]

FIELD, JUMP, START, PADDING, SIZE = (frozenset({each}) for each in ("field", "jump", "start", "padding", "size"))


def _field(name: str, prior: float, law: str, rule: fields.Rule, said: str = "") -> Slip:
    return Slip(name, said or f"{{claimed}} is what comes out with {name}", prior, FIELD, rule=rule, law=law)


def _size(name: str, prior: float, law: str, rule: sizes.Rule, said: str = "", company: bool = False) -> Slip:
    sentence = said or f"{{claimed}} is what comes out with {name}"
    return Slip(name, sentence, prior, SIZE, rule=rule, law=law, company=company)


def _plain(name: str, prior: float, of: frozenset[str], law: str, rule: fields.Rule, said: str = "") -> Slip:
    return Slip(name, said or f"{{claimed}} is {name}", prior, of, rule=rule, law=law)


RULES: tuple[Slip, ...] = (
    # --- fields: sums
    _field("k for k-1", 4, "r = 1 + sum E*j", summed(1, lambda k, s, d, j, a: (d * (k - 1) + 1) * j)),
    _field("k for k-1 and no 1 added", 4, "r = sum E*j", summed(0, lambda k, s, d, j, a: (d * (k - 1) + 1) * j)),
    _field("d*k for d*(k-1)", 2, "r = 1 + sum d*k*j", summed(1, lambda k, s, d, j, a: d * k * j)),
    _field("d*k for d*(k-1) and no 1 added", 2, "r = sum d*k*j", summed(0, lambda k, s, d, j, a: d * k * j)),
    _field("a layer's own stride in its product", 4, "r = 1 + sum (E-1)*j, j after the layer", summed(1, lambda k, s, d, j, a: d * (k - 1) * a)),
    _field("a layer's own stride and k for k-1", 2, "r = 1 + sum E*j, j after the layer", summed(1, lambda k, s, d, j, a: (d * (k - 1) + 1) * a)),
    _field("a layer's own stride, k for k-1 and no 1 added", 2, "r = sum E*j, j after the layer", summed(0, lambda k, s, d, j, a: (d * (k - 1) + 1) * a)),
    _field("no strides at all", 2, "r = 1 + sum (E-1)", summed(1, lambda k, s, d, j, a: d * (k - 1))),
    _field("kernels added", 4, "r = sum E", summed(0, lambda k, s, d, j, a: d * (k - 1) + 1)),
    _field("kernels added, without dilation", 2, "r = sum k", summed(0, lambda k, s, d, j, a: k)),
    _field("each layer's own stride alone", 2, "r = 1 + sum (E-1)*s", summed(1, lambda k, s, d, j, a: d * (k - 1) * s)),
    _field("each kernel times its stride", 1, "r = sum E*s", summed(0, lambda k, s, d, j, a: (d * (k - 1) + 1) * s)),
    _field("the stride of the layer before alone", 2, "r = 1 + sum (E-1)*s of the layer before", fields.stride_of_the_layer_before),
    _field("neither strides nor dilations", 2, "r = 1 + sum (k-1)", summed(1, lambda k, s, d, j, a: k - 1)),
    _field("half kernels", 1, "r = 1 + sum floor(E/2)*j", summed(1, lambda k, s, d, j, a: (d * (k - 1) + 1) // 2 * j)),
    # --- fields: the 1
    _field("the 1 lost", 1, "r = sum (E-1)*j", of_field(lambda r: r - 1), "{claimed} is the field without the 1 that is added"),
    _field("the 1 added twice", 1, "r = 2 + sum (E-1)*j", of_field(lambda r: r + 1), "{claimed} is the field with the 1 added twice"),
    _field("2 more", 1, "r = 3 + sum (E-1)*j", of_field(lambda r: r + 2), "{claimed} is the field and a pixel on each side"),
    _field("2 less", 0.5, "r = sum (E-1)*j - 1", of_field(lambda r: r - 2), "{claimed} is the field less a pixel on each side"),
    _field("twice the field", 1, "2*r", of_field(lambda r: 2 * r), "{claimed} is twice the field"),
    _field("a field to each side", 1, "2*r-1", of_field(lambda r: 2 * r - 1), "{claimed} is the field to each side of a pixel"),
    # --- fields: one layer, products
    _field("one kernel", 4, "r = E", fields.of_all_alike(lambda k, s, d, j, a: d * (k - 1) + 1), "{claimed} is the kernel of a single layer"),
    _field("the last layer alone", 4, "r = k*j", of_last(lambda k, s, d, j, a: k * j), "{claimed} is what the last layer alone reads, k*j"),
    _field("the last layer alone, dilated", 2, "r = E*j", of_last(lambda k, s, d, j, a: (d * (k - 1) + 1) * j), "{claimed} is what the last layer alone reads, E*j"),
    _field("the last layer's growth", 2, "r = 1 + (E-1)*j", of_last(lambda k, s, d, j, a: 1 + d * (k - 1) * j), "{claimed} is what the last layer alone reads, 1+(E-1)*j"),
    _field("the last layer alone, its stride counted", 2, "r = k*j after the layer", of_last(lambda k, s, d, j, a: k * a), "{claimed} is the last kernel times all strides"),
    _field("the last kernel", 2, "r = E", of_last(lambda k, s, d, j, a: d * (k - 1) + 1), "{claimed} is the kernel of the last layer"),
    _field("one layer alone", 1, "r = k*j", fields.of_each(lambda k, s, d, j, a: k * j), "{claimed} is what a single layer reads, k*j"),
    _field("kernels multiplied", 4, "r = product k", fields.product_of(lambda k, s, d: k), "{claimed} is the product of the kernels (windows thought disjoint)"),
    _field("kernels and strides multiplied", 1, "r = product k*s", fields.product_of(lambda k, s, d: k * s), "{claimed} is the product of kernels and strides"),
    _field("kernels times layers", 2, "r = k*n", fields.counted_layers(lambda n, k: k * n), "{claimed} is the kernel times the number of layers"),
    _field("layers counted twice", 1, "r = 2*n", fields.counted_layers(lambda n, k: 2 * n), "{claimed} is twice the number of layers"),
    _field("powers of two of layers", 1, "r = 2^n", fields.counted_layers(lambda n, k: 2**n if n < 64 else 0), "{claimed} is 2 to the number of layers"),
    _field("powers of the kernel", 1, "r = k^n", fields.counted_layers(lambda n, k: k**n if n < 64 else 0), "{claimed} is the kernel to the number of layers"),
    # --- fields: recursions
    _field("the backward recursion in forward order", 4, "r = (r-1)*s + k, first layer first", forward(1, lambda r, e, s: (r - 1) * s + e), "{claimed} is what the recursion from the last layer gives in forward order"),
    _field("the backward recursion in forward order from 0", 2, "r = (r-1)*s + k, first layer first, from 0", forward(0, lambda r, e, s: (r - 1) * s + e), "{claimed} is what the recursion from the last layer gives in forward order, begun with 0"),
    _field("the backward recursion in forward order, with strides before", 2, "r = (r-1)*s + k, first layer first, s of the layer before", fields.forward_with_the_stride_before, "{claimed} is what the recursion from the last layer gives in forward order, with the stride of the layer before"),
    _field("an inner map", 2, "r = 1 + sum (E-1)*j, j = 1 after a stride", fields.from_an_inner_map, "{claimed} is the field in pixels of an inner map, whose own stride is forgotten"),
    _field("r*s + k in forward order", 2, "r = r*s + k, first layer first", forward(1, lambda r, e, s: r * s + e)),
    _field("r*s + k in forward order from 0", 2, "r = r*s + k, first layer first, from 0", forward(0, lambda r, e, s: r * s + e)),
    _field("r*s + k-1 in forward order", 2, "r = r*s + k - 1, first layer first", forward(1, lambda r, e, s: r * s + e - 1)),
    _field("(r+k-1)*s in forward order", 2, "r = (r+k-1)*s, first layer first", forward(1, lambda r, e, s: (r + e - 1) * s)),
    _field("the backward recursion from 0", 2, "r = (r-1)*s + k, from 0", backward(0, lambda r, e, s: (r - 1) * s + e), "{claimed} is what the recursion gives begun with 0"),
    _field("r*s + k backwards", 2, "r = r*s + k, last layer first", backward(1, lambda r, e, s: r * s + e)),
    _field("r*s + k backwards from 0", 2, "r = r*s + k, last layer first, from 0", backward(0, lambda r, e, s: r * s + e)),
    _field("r*s + k-1 backwards", 1, "r = r*s + k - 1, last layer first", backward(1, lambda r, e, s: r * s + e - 1)),
    # --- fields: dilations
    _field("the largest dilation", 2, "r = d", dilation_alone(lambda k, d, n: d), "{claimed} is the largest dilation"),
    _field("twice the largest dilation", 2, "r = 2*d", dilation_alone(lambda k, d, n: 2 * d), "{claimed} is twice the largest dilation"),
    _field("kernel times largest dilation", 4, "r = k*d", dilation_alone(lambda k, d, n: k * d), "{claimed} is the kernel times the largest dilation"),
    _field("kernel times largest dilation times stacks", 4, "r = k*d*stacks", dilation_alone(lambda k, d, n: k * d * n), "{claimed} is the kernel times the largest dilation times the number of stacks"),
    _field("kernel times largest dilation times layers", 2, "r = k*d*n", fields.dilation_and_layers(lambda k, d, n: k * d * n), "{claimed} is the kernel times the largest dilation times the number of layers"),
    _field("largest dilation times layers", 1, "r = d*n", fields.dilation_and_layers(lambda k, d, n: d * n), "{claimed} is the largest dilation times the number of layers"),
    _field("largest dilation times stacks", 2, "r = d*stacks", dilation_alone(lambda k, d, n: d * n), "{claimed} is the largest dilation times the number of stacks"),
    _field("twice kernel times largest dilation", 2, "r = 2*d*k", dilation_alone(lambda k, d, n: 2 * d * k), "{claimed} is twice the kernel times the largest dilation"),
    _field("the last dilated kernel", 2, "r = 1 + (k-1)*d", dilation_alone(lambda k, d, n: 1 + (k - 1) * d), "{claimed} is the most dilated kernel alone"),
    _field("stacks without overlap", 2, "r = stacks*(1 + 2*(k-1)*d - ...)", dilation_alone(lambda k, d, n: n * (1 + (k - 1) * (2 * d - 1))), "{claimed} is the field of one stack times the number of stacks"),
    _field("dilations added", 2, "r = sum d", fields.dilations_summed(lambda k, d: d), "{claimed} is the sum of the dilations"),
    _field("kernel times dilations added", 2, "r = k*sum d", fields.dilations_summed(lambda k, d: k * d), "{claimed} is the kernel times the sum of the dilations"),
    # --- fields: padding, up-sampling
    _field("padding added", 1, "r + sum 2p", fields.with_padding(lambda r, plain, total, one: r + plain), "{claimed} is the field and the padding of all layers"),
    _field("padding taken away", 2, "r = 1 + sum (E-1-2p)*j", fields.with_padding(lambda r, plain, total, one: r - total), "{claimed} is the field with the padding taken away"),
    _field("padding of each layer taken away", 2, "r - sum 2p", fields.with_padding(lambda r, plain, total, one: r - plain), "{claimed} is the field less the padding of all layers"),
    _field("padding of one side taken away", 1, "r = 1 + sum (E-1-p)*j", fields.with_padding(lambda r, plain, total, one: r - one), "{claimed} is the field with the padding of one side taken away"),
    _field("one output alone", 4, "the field of another output", fields.one_phase, "{claimed} is the field of some outputs, others read more"),
    _field("a transposed convolution's (k-1)*jump", 2, "r = r + (k-1)*j for a transposed convolution too, j after it", fields.spread_counted(lambda before, after: after)),
    _field("a transposed convolution's (k-1)*jump before it", 2, "r = r + (k-1)*j for a transposed convolution too, j before it", fields.spread_counted(lambda before, after: before)),
    _field("nothing for up-sampling", 2, "r = 1 + sum (E-1)*j, nothing for up-sampling", fields.spread_counted(lambda before, after: Fraction(0))),
    # --- jumps
    _plain("the last stride", 2, JUMP, "j = s", fields.jump_of(lambda steps: steps[-1].stride)),
    _plain("the first stride", 1, JUMP, "j = s", fields.jump_of(lambda steps: steps[0].stride)),
    _plain("the sum of the strides", 4, JUMP, "j = sum s", fields.jump_of(lambda steps: sum(step.stride for step in steps))),
    _plain("the number of layers with a stride", 2, JUMP, "j = n", fields.jump_of(len)),
    _plain("the ratio of the sizes", 4, JUMP, "j = w/n", fields.size_ratio, "{claimed} is the ratio of the sizes"),
    # --- starts
    _plain("half the jump", 4, START, "(j-1)/2", of_start(lambda c, r, j, p: (j - 1) / 2), "{claimed} is (j-1)/2, which is so only where padding is the same on both sides and keeps n*s"),
    _plain("0", 4, START, "0", of_start(lambda c, r, j, p: Fraction(0)), "{claimed} is the start of a network with the same padding on both sides and without stride"),
    _plain("the middle of the field", 4, START, "(r-1)/2", of_start(lambda c, r, j, p: Fraction(r - 1, 2)), "{claimed} is (r-1)/2, without padding"),
    _plain("half the field", 2, START, "r/2", of_start(lambda c, r, j, p: Fraction(r, 2)), "{claimed} is half the field, without padding"),
    _plain("half the jump, from a pixel's edge", 2, START, "j/2", of_start(lambda c, r, j, p: j / 2), "{claimed} is half the jump"),
    _plain("half a pixel later", 2, START, "b + 1/2", of_start(lambda c, r, j, p: c + Fraction(1, 2)), "{claimed} counts from the edge of the first pixel"),
    _plain("half a pixel earlier", 1, START, "b - 1/2", of_start(lambda c, r, j, p: c - Fraction(1, 2)), "{claimed} is half a pixel before"),
    _plain("a pixel later", 2, START, "b + 1", of_start(lambda c, r, j, p: c + 1), "{claimed} counts pixels from 1"),
    _plain("the first pixel read", 2, START, "-P", of_start(lambda c, r, j, p: Fraction(-p)), "{claimed} is the first pixel that is read, and not the centre"),
    _plain("the padding before", 1, START, "P", of_start(lambda c, r, j, p: Fraction(p)), "{claimed} is the padding before"),
    _plain("padding without jumps", 2, START, "(r-1)/2 - sum p", fields.start_of_padding_alone, "{claimed} is what padding without jumps gives"),
    _plain("windows in the middle", 4, START, "(w-(n-1)*j-1)/2", fields.start_symmetric, "{claimed} is the start if windows lie in the middle of the input"),
    _plain("fewer layers", 1, START, "the start after fewer layers", fields.starts_elsewhere, "{claimed} is the start after fewer layers"),
    # --- padding
    _plain("padding without jumps, added", 4, PADDING, "sum p", fields.whole_padding(lambda before, after, each: sum(each)), "{claimed} is the padding of the layers added, without jumps"),
    _plain("padding of both sides", 4, PADDING, "P on both sides", fields.whole_padding(lambda before, after, each: before + after), "{claimed} is the padding of both sides together"),
    _plain("padding of both sides, without jumps", 2, PADDING, "sum 2p", fields.whole_padding(lambda before, after, each: 2 * sum(each)), "{claimed} is the padding of both sides of all layers, without jumps"),
    _plain("the last padding", 2, PADDING, "p", fields.whole_padding(lambda before, after, each: each[-1]), "{claimed} is the padding of the last layer"),
    _plain("the first padding", 2, PADDING, "p", fields.whole_padding(lambda before, after, each: each[0]), "{claimed} is the padding of the first layer"),
    # --- sizes: the 1
    _size("the +1 lost", 8, "n = floor((n+2p-E)/s)", everywhere(reckoned(left, down, 0)), "{claimed} is what comes out if the +1 is forgotten"),
    _size("the +1 lost where there is a stride", 2, "n = floor((n+2p-E)/s) where s > 1", everywhere(reckoned(left, down, 0), sizes.is_strided)),
    _size("the +1 lost in convolutions", 2, "n = floor((n+2p-E)/s) for convolutions", everywhere(reckoned(left, down, 0), sizes.is_convolution)),
    _size("the +1 lost in pools", 2, "n = floor((n+2p-E)/s) for pools", everywhere(reckoned(left, down, 0), sizes.is_pool)),
    _size("the +1 lost at one layer", 2, "n = floor((n+2p-E)/s) at one layer", at_one(reckoned(left, down, 0)), "{claimed} is what comes out if the +1 is forgotten at one layer"),
    _size("the +1 inside the floor", 2, "n = floor((n+2p-E+1)/s)", everywhere(reckoned(lambda t, n: left(t, n) + 1, down, 0)), "{claimed} is what comes out if the 1 is divided by the stride too"),
    _size("the +1 twice", 2, "n = floor((n+2p-E)/s) + 2", everywhere(reckoned(left, down, 2)), "{claimed} is what comes out if the 1 is added twice"),
    _size("the +1 twice at one layer", 1, "n = floor((n+2p-E)/s) + 2 at one layer", at_one(reckoned(left, down, 2)), "{claimed} is what comes out if the 1 is added twice at one layer"),
    _size("the +1 lost and rounded up", 2, "n = ceil((n+2p-E)/s)", everywhere(reckoned(left, up, 0))),
    # --- sizes: rounding
    _size("ceil for floor", 4, "n = ceil((n+2p-E)/s) + 1", everywhere(reckoned(left, up, 1)), "{claimed} is what comes out rounded up"),
    _size("ceil for floor at one layer", 2, "n = ceil((n+2p-E)/s) + 1 at one layer", at_one(reckoned(left, up, 1), sizes.is_strided), "{claimed} is what comes out if one layer is rounded up"),
    _size("round for floor", 2, "n = round((n+2p-E)/s) + 1", everywhere(reckoned(left, half_up, 1)), "{claimed} is what comes out rounded to the nearest"),
    _size("floor for ceil", 1, "n = floor((n+2p-E)/s) + 1", everywhere(reckoned(left, down, 1)), "{claimed} is what comes out rounded down"),
    _size("one floor at the end", 2, "one floor at the end", sizes.at_the_end(down), "{claimed} is what comes out rounded down once, at the end"),
    _size("one ceil at the end", 1, "one ceil at the end", sizes.at_the_end(up), "{claimed} is what comes out rounded up once, at the end"),
    _size("one round at the end", 1, "one round at the end", sizes.at_the_end(half_up), "{claimed} is what comes out rounded once, at the end"),
    _size("never rounded", 2, "n = (n+2p-E)/s + 1", sizes.at_the_end(lambda n: n), "{claimed} is what comes out if nothing is rounded"),
    # --- sizes: the numerator
    _size("the kernel added", 2, "n = floor((n+2p+E)/s) + 1", everywhere(reckoned(lambda t, n: n + t.before + t.after + t.extent, down, 1)), "{claimed} is what comes out if the kernel is added and not taken away"),
    _size("the kernel forgotten", 2, "n = floor((n+2p)/s) + 1", everywhere(reckoned(lambda t, n: n + t.before + t.after, down, 1)), "{claimed} is what comes out if the kernel is forgotten"),
    _size("the kernel forgotten and the +1 lost", 1, "n = floor((n+2p)/s)", everywhere(reckoned(lambda t, n: n + t.before + t.after, down, 0))),
    _size("the dilation forgotten in the rule", 1, "n = floor((n+2p-k)/s) + 1", everywhere(reckoned(lambda t, n: n + t.before + t.after - t.kernel, down, 1), sizes.is_dilated)),
    _size("d*k for the kernel", 2, "n = floor((n+2p-d*k)/s) + 1", everywhere(reckoned(lambda t, n: n + t.before + t.after - t.dilation * t.kernel, down, 1), sizes.is_dilated)),
    _size("d*(k-1) and no 1 taken away", 2, "n = floor((n+2p-d*(k-1))/s) + 1", everywhere(reckoned(lambda t, n: n + t.before + t.after - t.extent + 1, down, 1))),
    _size("k/2 taken away on each side", 1, "n = floor((n+2p-2*floor(k/2))/s) + 1", everywhere(reckoned(lambda t, n: n + t.before + t.after - t.extent // 2 * 2, down, 1))),
    _size("p for 2p", 2, "n = floor((n+p-E)/s) + 1", everywhere(reckoned(lambda t, n: n + t.before - t.extent, down, 1), sizes.is_padded), "{claimed} is what comes out with p for 2p"),
    _size("the stride taken away", 1, "n = floor((n+2p-E-s)/s) + 1", everywhere(reckoned(lambda t, n: left(t, n) - t.stride, down, 1), sizes.is_strided)),
    # --- sizes: the strides alone
    _size("n over the total stride", 2, "n = floor(w/S)", sizes.over_total_stride(down), "{claimed} is the input's size over the total stride"),
    _size("n over the total stride, rounded up", 2, "n = ceil(w/S)", sizes.over_total_stride(up), "{claimed} is the input's size over the total stride, rounded up"),
    _size("n over the total stride, not rounded", 1, "n = w/S", sizes.over_total_stride(lambda n: n), "{claimed} is the input's size over the total stride"),
    _size("n/s at each layer", 2, "n = floor(n/s)", everywhere(lambda t, n: n // t.stride), "{claimed} is what comes out with n/s at each layer"),
    _size("n/s at each pool", 1, "n = floor(n/s) for pools", everywhere(lambda t, n: n // t.stride, sizes.is_pool), "{claimed} is what comes out with n/s at each pool"),
    _size("n/s at each pool, rounded up", 1, "n = ceil(n/s) for pools", everywhere(lambda t, n: -(-n // t.stride), sizes.is_pool), "{claimed} is what comes out with n/s rounded up at each pool"),
    _size("kernels taken away, no strides", 1, "n = w - sum (E-1-2p)", sizes.kernels_in_a_row, "{claimed} is what comes out if strides are forgotten"),
    _size("n over the kernels", 1, "n = floor(w/product k)", sizes.over_kernels, "{claimed} is what comes out if windows are thought disjoint"),
    # --- sizes: transposed convolutions
    _size("n*s for a transposed convolution", 4, "n = n*s", everywhere(lambda t, n: n * t.stride, sizes.is_spread), "{claimed} is what comes out with n*s for a transposed convolution"),
    _size("n*s + k for a transposed convolution", 2, "n = n*s + k - 2p", everywhere(lambda t, n: n * t.stride + t.extent - t.before - t.after + t.extra, sizes.is_spread), "{claimed} is what comes out with n for n-1 at a transposed convolution"),
    _size("(n-1)*s + k for a transposed convolution", 2, "n = (n-1)*s + k", everywhere(lambda t, n: (n - 1) * t.stride + t.extent, sizes.is_spread), "{claimed} is what comes out with the padding of a transposed convolution forgotten"),
    _size("(n-1)*s + k + 2p for a transposed convolution", 2, "n = (n-1)*s + k + 2p", everywhere(lambda t, n: (n - 1) * t.stride + t.extent + t.before + t.after + t.extra, sizes.is_spread), "{claimed} is what comes out with the padding of a transposed convolution added"),
    _size("(n-1)*s + k - p for a transposed convolution", 1, "n = (n-1)*s + k - p", everywhere(lambda t, n: (n - 1) * t.stride + t.extent - t.before + t.extra, sizes.is_spread), "{claimed} is what comes out with p for 2p at a transposed convolution"),
    _size("(n-1)*s - 2p for a transposed convolution", 1, "n = (n-1)*s - 2p", everywhere(lambda t, n: (n - 1) * t.stride - t.before - t.after + t.extra, sizes.is_spread), "{claimed} is what comes out with the kernel of a transposed convolution forgotten"),
)
