"""Slips in the sum that a field is."""

from __future__ import annotations

from symrf.answers.slips import fields
from symrf.answers.slips.fields import beside, of_field, of_last, summed
from symrf.answers.slips.slip import Slip

__all__ = ["SUMS"]

FIELD = frozenset({"field"})


def _field(name: str, prior: float, law: str, rule: fields.Rule, said: str = "") -> Slip:
    return Slip(name, said or f"{{claimed}} is what comes out with {name}", prior, FIELD, rule=rule, law=law)


KERNELS, KERNELS_ALONE = summed(1, lambda x: x.e * x.j), summed(0, lambda x: x.e * x.j)
ADDED, UNSTRIDED = summed(0, lambda x: x.e), summed(1, lambda x: x.e - 1)
LAST = of_last(lambda x: x.k * x.j)

SUMS: tuple[Slip, ...] = (
    # --- fields: sums
    _field("k for k-1", 4, "r = 1 + sum E*j", KERNELS),
    _field("k for k-1 and no 1 added", 4, "r = sum E*j", KERNELS_ALONE),
    _field("d*k for d*(k-1)", 2, "r = 1 + sum d*k*j", beside(summed(1, lambda x: x.d * x.k * x.j), KERNELS)),
    _field(
        "d*k for d*(k-1) and no 1 added",
        2,
        "r = sum d*k*j",
        beside(summed(0, lambda x: x.d * x.k * x.j), KERNELS_ALONE),
    ),
    _field(
        "a layer's own stride in its product",
        4,
        "r = 1 + sum (E-1)*j, j after the layer",
        summed(1, lambda x: (x.e - 1) * x.a),
    ),
    _field(
        "a layer's own stride and k for k-1",
        2,
        "r = 1 + sum E*j, j after the layer",
        beside(summed(1, lambda x: x.e * x.a), KERNELS),
    ),
    _field(
        "a layer's own stride, k for k-1 and no 1 added",
        2,
        "r = sum E*j, j after the layer",
        beside(summed(0, lambda x: x.e * x.a), KERNELS_ALONE),
    ),
    _field("kernels added", 4, "r = sum E", beside(ADDED, KERNELS_ALONE)),
    _field("kernels added, without dilation", 2, "r = sum k", beside(summed(0, lambda x: x.k), ADDED)),
    _field("each layer's own stride alone", 2, "r = 1 + sum (E-1)*s", summed(1, lambda x: (x.e - 1) * x.s)),
    _field("each kernel times its stride", 1, "r = sum E*s", beside(summed(0, lambda x: x.e * x.s), ADDED)),
    _field(
        "the stride of the layer before alone",
        2,
        "r = 1 + sum (E-1)*s of the layer before",
        fields.stride_of_the_layer_before,
    ),
    _field("neither strides nor dilations", 2, "r = 1 + sum (k-1)", beside(summed(1, lambda x: x.k - 1), UNSTRIDED)),
    _field("half kernels", 1, "r = 1 + sum floor(E/2)*j", summed(1, lambda x: x.e // 2 * x.j)),
    # --- fields: the 1
    _field(
        "the 1 lost",
        2,
        "r = sum (E-1)*j",
        of_field(lambda r: r - 1),
        "{claimed} is the field without the 1 that is added",
    ),
    _field(
        "the 1 added twice",
        1,
        "r = 2 + sum (E-1)*j",
        of_field(lambda r: r + 1),
        "{claimed} is the field with the 1 added twice",
    ),
    _field(
        "2 more",
        1,
        "r = 3 + sum (E-1)*j",
        of_field(lambda r: r + 2),
        "{claimed} is the field plus a pixel on each side",
    ),
    _field(
        "2 less",
        0.5,
        "r = sum (E-1)*j - 1",
        of_field(lambda r: r - 2),
        "{claimed} is the field minus a pixel on each side",
    ),
    _field("twice the field", 1, "2*r", of_field(lambda r: 2 * r), "{claimed} is twice the field"),
    _field(
        "a field to each side",
        1,
        "2*r-1",
        of_field(lambda r: 2 * r - 1),
        "{claimed} is the field to each side of a pixel",
    ),
    # --- fields: one layer, products
    _field("one kernel", 4, "r = E", fields.of_all_alike(lambda x: x.e), "{claimed} is the kernel of a single layer"),
    _field(
        "the last layer alone",
        4,
        "r = k*j",
        LAST,
        "{claimed} is what the last layer alone reads, k*j",
    ),
    _field(
        "the last layer alone, dilated",
        2,
        "r = E*j",
        beside(of_last(lambda x: x.e * x.j), LAST),
        "{claimed} is what the last layer alone reads, E*j",
    ),
    _field(
        "the last layer's growth",
        2,
        "r = 1 + (E-1)*j",
        of_last(lambda x: 1 + (x.e - 1) * x.j),
        "{claimed} is what the last layer alone reads, 1+(E-1)*j",
    ),
    _field(
        "the last layer alone, its stride counted",
        2,
        "r = k*j after the layer",
        of_last(lambda x: x.k * x.a),
        "{claimed} is the last kernel times all strides",
    ),
    _field("the last kernel", 2, "r = E", of_last(lambda x: x.e), "{claimed} is the kernel of the last layer"),
    _field(
        "one layer alone",
        1,
        "r = k*j",
        fields.of_each(lambda x: x.k * x.j),
        "{claimed} is what a single layer reads, k*j",
    ),
    _field(
        "kernels multiplied",
        4,
        "r = product k",
        fields.product_of(lambda x: x.k),
        "{claimed} is the product of the kernels (windows assumed disjoint)",
    ),
    _field(
        "kernels and strides multiplied",
        1,
        "r = product k*s",
        fields.product_of(lambda x: x.k * x.s),
        "{claimed} is the product of kernels and strides",
    ),
    _field(
        "kernels times layers",
        2,
        "r = k*n",
        fields.counted_layers(lambda n, k: k * n),
        "{claimed} is the kernel times the number of layers",
    ),
    _field(
        "layers counted twice",
        1,
        "r = 2*n",
        fields.counted_layers(lambda n, _k: 2 * n),
        "{claimed} is twice the number of layers",
    ),
    _field(
        "powers of two of layers",
        1,
        "r = 2^n",
        fields.counted_layers(lambda n, _k: 2**n if n < 64 else 0),
        "{claimed} is 2 to the power of the number of layers",
    ),
    _field(
        "powers of the kernel",
        1,
        "r = k^n",
        fields.counted_layers(lambda n, k: k**n if n < 64 else 0),
        "{claimed} is the kernel to the power of the number of layers",
    ),
)
