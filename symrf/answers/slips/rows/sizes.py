"""Slips in the rule for a size."""

from __future__ import annotations

from symrf.answers.slips import sizes
from symrf.answers.slips.sizes import at_one, down, everywhere, half_up, left, reckoned, up
from symrf.answers.slips.slip import Slip

__all__ = ["SIZES", "THE_ONE_LOST"]

SIZE = frozenset({"size"})


def _size(name: str, prior: float, law: str, rule: sizes.Rule, said: str = "", company: bool = False) -> Slip:
    sentence = said or f"{{claimed}} is what comes out with {name}"
    return Slip(name, sentence, prior, SIZE, rule=rule, law=law, company=company)


THE_ONE_LOST = _size(
    "the +1 lost",
    8,
    "n = floor((n+2p-E)/s)",
    everywhere(reckoned(left, down, 0)),
    "{claimed} is what comes out if the +1 is forgotten",
)

SIZES: tuple[Slip, ...] = (
    # --- sizes: the 1
    THE_ONE_LOST,
    _size(
        "the +1 lost where there is a stride",
        2,
        "n = floor((n+2p-E)/s) where s > 1",
        everywhere(reckoned(left, down, 0), sizes.is_strided),
    ),
    _size(
        "the +1 lost in convolutions",
        2,
        "n = floor((n+2p-E)/s) for convolutions",
        everywhere(reckoned(left, down, 0), sizes.is_convolution),
    ),
    _size(
        "the +1 lost in pools", 2, "n = floor((n+2p-E)/s) for pools", everywhere(reckoned(left, down, 0), sizes.is_pool)
    ),
    _size(
        "the +1 lost at one layer",
        2,
        "n = floor((n+2p-E)/s) at one layer",
        at_one(reckoned(left, down, 0)),
        "{claimed} is what comes out if the +1 is forgotten at one layer",
    ),
    _size(
        "the +1 inside the floor",
        2,
        "n = floor((n+2p-E+1)/s)",
        everywhere(reckoned(lambda t, n: left(t, n) + 1, down, 0)),
        "{claimed} is what comes out if the 1 is divided by the stride too",
    ),
    _size(
        "the +1 twice",
        2,
        "n = floor((n+2p-E)/s) + 2",
        everywhere(reckoned(left, down, 2)),
        "{claimed} is what comes out if the 1 is added twice",
    ),
    _size(
        "the +1 twice at one layer",
        1,
        "n = floor((n+2p-E)/s) + 2 at one layer",
        at_one(reckoned(left, down, 2)),
        "{claimed} is what comes out if the 1 is added twice at one layer",
    ),
    _size("the +1 lost and rounded up", 2, "n = ceil((n+2p-E)/s)", everywhere(reckoned(left, up, 0))),
    # --- sizes: rounding
    _size(
        "ceil for floor",
        4,
        "n = ceil((n+2p-E)/s) + 1",
        everywhere(reckoned(left, up, 1)),
        "{claimed} is what rounding up gives",
    ),
    _size(
        "ceil for floor at one layer",
        2,
        "n = ceil((n+2p-E)/s) + 1 at one layer",
        at_one(reckoned(left, up, 1), sizes.is_strided),
        "{claimed} is what comes out if one layer is rounded up",
    ),
    _size(
        "round for floor",
        2,
        "n = round((n+2p-E)/s) + 1",
        everywhere(reckoned(left, half_up, 1)),
        "{claimed} is what rounding to the nearest gives",
    ),
    _size(
        "floor for ceil",
        1,
        "n = floor((n+2p-E)/s) + 1",
        everywhere(reckoned(left, down, 1)),
        "{claimed} is what rounding down gives",
    ),
    _size(
        "one floor at the end",
        2,
        "one floor at the end",
        sizes.at_the_end(down),
        "{claimed} is what comes out if it is rounded down once, at the end",
    ),
    _size(
        "one ceil at the end",
        1,
        "one ceil at the end",
        sizes.at_the_end(up),
        "{claimed} is what comes out if it is rounded up once, at the end",
    ),
    _size(
        "one round at the end",
        1,
        "one round at the end",
        sizes.at_the_end(half_up),
        "{claimed} is what comes out if it is rounded once, at the end",
    ),
    _size(
        "never rounded",
        2,
        "n = (n+2p-E)/s + 1",
        sizes.at_the_end(lambda n: n),
        "{claimed} is what comes out if nothing is rounded",
    ),
    # --- sizes: the numerator
    _size(
        "the kernel added",
        2,
        "n = floor((n+2p+E)/s) + 1",
        everywhere(reckoned(lambda t, n: n + t.before + t.after + t.extent, down, 1)),
        "{claimed} is what comes out if the kernel is added instead of subtracted",
    ),
    _size(
        "the kernel forgotten",
        2,
        "n = floor((n+2p)/s) + 1",
        everywhere(reckoned(lambda t, n: n + t.before + t.after, down, 1)),
        "{claimed} is what comes out if the kernel is forgotten",
    ),
    _size(
        "the kernel forgotten and the +1 lost",
        1,
        "n = floor((n+2p)/s)",
        everywhere(reckoned(lambda t, n: n + t.before + t.after, down, 0)),
    ),
    _size(
        "the dilation forgotten in the rule",
        1,
        "n = floor((n+2p-k)/s) + 1",
        everywhere(reckoned(lambda t, n: n + t.before + t.after - t.kernel, down, 1), sizes.is_dilated),
    ),
    _size(
        "d*k for the kernel",
        2,
        "n = floor((n+2p-d*k)/s) + 1",
        everywhere(reckoned(lambda t, n: n + t.before + t.after - t.dilation * t.kernel, down, 1), sizes.is_dilated),
    ),
    _size(
        "d*(k-1) and no 1 taken away",
        2,
        "n = floor((n+2p-d*(k-1))/s) + 1",
        everywhere(reckoned(lambda t, n: n + t.before + t.after - t.extent + 1, down, 1)),
    ),
    _size(
        "k/2 taken away on each side",
        1,
        "n = floor((n+2p-2*floor(k/2))/s) + 1",
        everywhere(reckoned(lambda t, n: n + t.before + t.after - t.extent // 2 * 2, down, 1)),
    ),
    _size(
        "p for 2p",
        2,
        "n = floor((n+p-E)/s) + 1",
        everywhere(reckoned(lambda t, n: n + t.before - t.extent, down, 1), sizes.is_padded),
        "{claimed} is what comes out with p instead of 2p",
    ),
    _size(
        "the stride taken away",
        1,
        "n = floor((n+2p-E-s)/s) + 1",
        everywhere(reckoned(lambda t, n: left(t, n) - t.stride, down, 1)),
    ),
    # --- sizes: the strides alone
    _size(
        "n over the total stride",
        2,
        "n = floor(w/S)",
        sizes.over_total_stride(down),
        "{claimed} is the input's size over the total stride",
    ),
    _size(
        "n over the total stride, rounded up",
        2,
        "n = ceil(w/S)",
        sizes.over_total_stride(up),
        "{claimed} is the input's size over the total stride, rounded up",
    ),
    _size(
        "n over the total stride, not rounded",
        1,
        "n = w/S",
        sizes.over_total_stride(lambda n: n),
        "{claimed} is the input's size over the total stride",
    ),
    _size(
        "n/s at each layer",
        2,
        "n = floor(n/s)",
        everywhere(lambda t, n: n // t.stride),
        "{claimed} is what comes out with n/s at each layer",
    ),
    _size(
        "n/s at each pool",
        1,
        "n = floor(n/s) for pools",
        everywhere(lambda t, n: n // t.stride, sizes.is_pool),
        "{claimed} is what comes out with n/s at each pool",
    ),
    _size(
        "n/s at each pool, rounded up",
        1,
        "n = ceil(n/s) for pools",
        everywhere(lambda t, n: -(-n // t.stride), sizes.is_pool),
        "{claimed} is what comes out with n/s rounded up at each pool",
    ),
    _size(
        "kernels taken away, no strides",
        1,
        "n = w - sum (E-1-2p)",
        sizes.kernels_in_a_row,
        "{claimed} is what comes out if strides are forgotten",
    ),
    _size(
        "n over the kernels",
        1,
        "n = floor(w/product k)",
        sizes.over_kernels,
        "{claimed} is what comes out if windows are assumed disjoint",
    ),
    # --- sizes: transposed convolutions
    _size(
        "n*s for a transposed convolution",
        4,
        "n = n*s",
        everywhere(lambda t, n: n * t.stride, sizes.is_spread),
        "{claimed} is what comes out with n*s for a transposed convolution",
    ),
    _size(
        "n*s + k for a transposed convolution",
        2,
        "n = n*s + k - 2p",
        everywhere(lambda t, n: n * t.stride + t.extent - t.before - t.after + t.extra, sizes.is_spread),
        "{claimed} is what comes out with n instead of n-1 at a transposed convolution",
    ),
    _size(
        "(n-1)*s + k for a transposed convolution",
        2,
        "n = (n-1)*s + k",
        everywhere(lambda t, n: (n - 1) * t.stride + t.extent, sizes.is_spread),
        "{claimed} is what comes out if the padding of a transposed convolution is forgotten",
    ),
    _size(
        "(n-1)*s + k + 2p for a transposed convolution",
        2,
        "n = (n-1)*s + k + 2p",
        everywhere(lambda t, n: (n - 1) * t.stride + t.extent + t.before + t.after + t.extra, sizes.is_spread),
        "{claimed} is what comes out if the padding of a transposed convolution is added",
    ),
    _size(
        "(n-1)*s + k - p for a transposed convolution",
        1,
        "n = (n-1)*s + k - p",
        everywhere(lambda t, n: (n - 1) * t.stride + t.extent - t.before + t.extra, sizes.is_spread),
        "{claimed} is what comes out with p instead of 2p at a transposed convolution",
    ),
    _size(
        "(n-1)*s - 2p for a transposed convolution",
        1,
        "n = (n-1)*s - 2p",
        everywhere(lambda t, n: (n - 1) * t.stride - t.before - t.after + t.extra, sizes.is_spread),
        "{claimed} is what comes out if the kernel of a transposed convolution is forgotten",
    ),
)
