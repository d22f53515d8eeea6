"""The slips in parameters, MACs and activations."""

from __future__ import annotations

from fractions import Fraction
from math import prod

from symrf.answers.slips import costs
from symrf.answers.slips.costs import but_one, macs_over, of_some, one_alone, params_of, times
from symrf.answers.slips.slip import Slip

__all__ = ["COUNTS"]

PARAMS = frozenset({"params", "params_total"})
TOTAL, FLOPS, ACTIVATIONS = (frozenset({each}) for each in ("params_total", "flops", "activations"))
MACS = frozenset({"macs", "flops"})  # of FLOPs, two for each
BARE = frozenset({"macs"})


def _slip(name: str, prior: float, of: frozenset[str], rule: costs.Rule, said: str = "", law: str = "") -> Slip:
    return Slip(name, f"{{claimed}} is what comes out with {said or name}", prior, of, counts=rule, law=law)


def _is(name: str, prior: float, of: frozenset[str], rule: costs.Rule, said: str, law: str = "") -> Slip:
    return Slip(name, f"{{claimed}} is {said}", prior, of, counts=rule, law=law)


COUNTS: tuple[Slip, ...] = (
    _slip(
        "input channels forgotten",
        4,
        PARAMS,
        params_of(costs.no_channels),
        "the input's channels forgotten",
        "(k*k+1)*C_out",
    ),
    _is("biases forgotten", 4, PARAMS, params_of(costs.no_bias), "the number of weights, without biases"),
    _slip("biases added", 4, PARAMS, params_of(costs.all_biased), "a bias for each channel of each layer"),
    _slip("one bias a layer", 2, PARAMS, params_of(costs.one_bias), "one bias per layer"),
    _slip("a bias for each pair of channels", 2, PARAMS, params_of(costs.bias_by_weights), law="(k*k+1)*C_in*C_out"),
    _slip("the kernel's area forgotten", 2, PARAMS, params_of(costs.no_kernel), law="C_in*C_out"),
    _slip("a kernel's side for its area", 2, PARAMS, params_of(costs.one_side), law="k*C_in*C_out"),
    _slip("groups forgotten", 4, PARAMS, params_of(costs.no_groups)),
    _slip("output channels forgotten", 1, PARAMS, params_of(costs.no_outputs), law="k*k*C_in+1"),
    _is("norms forgotten", 4, PARAMS, params_of(costs.no_norms), "the number of parameters without those of norms"),
    _is(
        "norms' running means counted",
        4,
        PARAMS,
        params_of(costs.norms_twice),
        "the number of parameters with the running means and variances of norms",
    ),
    _is(
        "convolutions alone",
        4,
        PARAMS,
        of_some(lambda layer: layer.convolves, costs.params),
        "the number of parameters of the convolutions only",
    ),
    _is(
        "dense layers alone",
        2,
        PARAMS,
        of_some(lambda layer: layer.dense, costs.params),
        "the number of parameters of the dense layers only",
    ),
    _is(
        "weights of convolutions alone",
        2,
        PARAMS,
        of_some(lambda layer: layer.convolves, lambda layer: layer.weights),
        "the number of weights of the convolutions only",
    ),
    _is(
        "one layer's parameters left out",
        2,
        PARAMS,
        but_one(costs.params),
        "the number of parameters without those of one layer",
    ),
    _is(
        "one layer's parameters alone",
        2,
        PARAMS,
        one_alone(costs.params),
        "the number of parameters of one layer only",
    ),
    _is("parameters in bytes", 2, PARAMS, times(4, costs.params), "the size of the parameters in bytes, four each"),
    _is("twice the MACs", 4, BARE, times(2, costs.macs), "twice the MACs, which are FLOPs"),
    _is(
        "the running means forgotten",
        4,
        TOTAL,
        params_of(costs.params),
        "the number of parameters without norms' running means",
    ),
    _is("the MACs", 4, FLOPS, times(Fraction(1, 2), costs.macs), "the number of MACs, half that of FLOPs"),
    _is("half the MACs", 2, BARE, times(Fraction(1, 2), costs.macs), "half the MACs"),
    _is("FLOPs and biases", 2, BARE, params_of(costs.flops_biased), "twice the MACs and the biases, which are FLOPs"),
    _is(
        "an addition for each bias",
        2,
        FLOPS,
        times(Fraction(1, 2), costs.flops_biased),
        "what comes out with an addition for each bias",
    ),
    _is("the parameters", 2, BARE | ACTIVATIONS, params_of(costs.params), "the number of parameters"),
    _is("the weights", 2, BARE, params_of(costs.no_bias), "the number of weights, without the pixels of the output"),
    _slip("biases counted", 4, MACS, params_of(costs.macs_biased), "an addition for each bias"),
    _slip(
        "the input's size",
        4,
        MACS,
        params_of(costs.macs_of_input),
        "the size that a layer receives instead of the one it gives",
    ),
    _slip(
        "MACs without input channels",
        4,
        MACS,
        params_of(macs_over(lambda layer: layer.received // layer.groups)),
        "the input's channels forgotten",
    ),
    _slip(
        "MACs without output channels",
        2,
        MACS,
        params_of(macs_over(lambda layer: layer.given)),
        "the output's channels forgotten",
    ),
    _slip(
        "MACs without the kernel",
        2,
        MACS,
        params_of(macs_over(lambda layer: layer.taps)),
        "the kernel's area forgotten",
    ),
    _slip(
        "MACs with a kernel's side",
        1,
        MACS,
        params_of(macs_over(lambda layer: max(1, layer.taps // layer.kernel))),
        "a kernel's side for its area",
    ),
    _slip(
        "MACs along one axis",
        1,
        MACS,
        params_of(macs_over(lambda layer: prod(layer.at[1:]) if layer.convolves else 1)),
        "the pixels along one axis only",
    ),
    _slip(
        "MACs without groups", 4, MACS, params_of(lambda layer: costs.macs(layer) * layer.groups), "groups forgotten"
    ),
    _is(
        "MACs of convolutions alone",
        4,
        MACS,
        of_some(lambda layer: layer.convolves, costs.macs),
        "the number of MACs of the convolutions only",
    ),
    _is(
        "MACs of dense layers alone",
        1,
        MACS,
        of_some(lambda layer: layer.dense, costs.macs),
        "the number of MACs of the dense layers only",
    ),
    _is("one layer's MACs left out", 2, MACS, but_one(costs.macs), "the number of MACs without those of one layer"),
    _is("one layer's MACs alone", 2, MACS, one_alone(costs.macs), "the number of MACs of one layer only"),
    _is(
        "what layers receive",
        4,
        ACTIVATIONS,
        params_of(costs.activations_of_input),
        "the number of pixels that the layers receive, channels counted",
    ),
    _slip(
        "activations without channels",
        4,
        ACTIVATIONS,
        params_of(costs.activations_without_channels),
        "the channels forgotten",
    ),
    _is(
        "one layer's activations",
        4,
        ACTIVATIONS,
        one_alone(costs.activations),
        "the number of activations of one layer only",
    ),
    _is(
        "one layer's activations left out",
        2,
        ACTIVATIONS,
        but_one(costs.activations),
        "the number of activations without those of one layer",
    ),
    _is(
        "activations in bytes",
        4,
        ACTIVATIONS,
        times(4, costs.activations),
        "the size of the activations in bytes, four each",
    ),
    _is(
        "activations forwards and backwards",
        2,
        ACTIVATIONS,
        times(2, costs.activations),
        "twice the number of activations",
    ),
    _is(
        "activations of convolutions alone",
        2,
        ACTIVATIONS,
        of_some(lambda layer: layer.convolves, costs.activations),
        "the number of activations of the convolutions only",
    ),
)
