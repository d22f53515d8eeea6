"""The slips that calculate another network: of layers, strides, padding, dilations, repeats and branches."""

from __future__ import annotations

from collections.abc import Iterator

from symrf.answers.slips import edits, layers
from symrf.answers.slips.edits import Edits, Trees, all_at_once, at_each, at_first, at_last, wherever
from symrf.answers.slips.layers import is_convolution, is_pool, is_wide, is_windows
from symrf.answers.slips.slip import Slip
from symrf.networks.notation.architecture import Rounding

__all__ = ["NETWORKS"]

FIELD = frozenset({"field", "reach"})
JUMP = frozenset({"jump"})
START = frozenset({"start", "padding"})
SIZE = frozenset({"size"})
SPANS = FIELD | JUMP | START
ALL = SPANS | SIZE


def _edit(
    name: str, sentence: str, made: Edits, of: dict[frozenset[str], float], company: bool = False
) -> Iterator[Slip]:
    for quantities, prior in of.items():
        yield Slip(name, sentence, prior, quantities, edits=made, company=company)


def _tree(
    name: str, sentence: str, made: Trees, of: dict[frozenset[str], float], company: bool = False
) -> Iterator[Slip]:
    for quantities, prior in of.items():
        yield Slip(name, sentence, prior, quantities, trees=made, company=company)


_ONE_PADDING = layers.padded(lambda before, after, extent: (0, 0))
_SIDE_PADDING = layers.padded_at_all(layers.padded(lambda before, after, extent: (before, 0)))
_DOUBLE_PADDING = layers.padded_at_all(layers.padded(lambda before, after, extent: (2 * before, 2 * after)))
_HALF_PADDING = layers.padded_at_all(layers.padded(lambda before, after, extent: (before // 2, after // 2)))
_MINUS_PADDING = layers.padded_at_all(layers.padded(lambda before, after, extent: (-before, -after)))
_FULL_PADDING = layers.padded(lambda before, after, extent: ((extent - 1) // 2, extent // 2))
_MORE_PADDING = layers.padded(lambda before, after, extent: (before + 1, after + 1))
_LESS_PADDING = layers.padded_at_all(layers.padded(lambda before, after, extent: (before - 1, after - 1)))

NETWORKS: tuple[Slip, ...] = (
    # --- layers
    *_edit(
        "one layer a block", "{claimed} is what one layer a block gives", edits.half_of_each_block, {SPANS: 4, SIZE: 1}
    ),
    *_edit(
        "one layer less",
        "{claimed} is what the network gives without {at}",
        at_each(wherever(is_windows, layers.gone)),
        {SPANS: 4, SIZE: 1},
    ),
    *_edit("one layer more", "{claimed} is what {at} twice gives", at_each(layers.twice), {SPANS: 4, SIZE: 1}),
    *_edit("two layers less", "{claimed} is what two layers less give", edits.two_less, {SPANS: 1}),
    *_edit(
        "pools forgotten",
        "{claimed} is what the network gives without its pools",
        all_at_once(wherever(is_pool, layers.gone)),
        {SPANS: 2, SIZE: 1},
    ),
    *_edit(
        "one of equal layers",
        "{claimed} is what one of the equal layers in each block gives",
        edits.one_of_each_block,
        {SPANS: 2, SIZE: 1},
    ),
    *_edit(
        "a layer less in each block",
        "{claimed} is what one layer less in each block gives",
        edits.one_less_in_each_block,
        {SPANS: 2, SIZE: 1},
    ),
    *_edit(
        "two layers a block", "{claimed} is what two layers for each one give", edits.two_in_each_block, {SPANS: 2, SIZE: 1}
    ),
    *_edit(
        "1x1 taken for 3x3",
        "{claimed} is what all 1x1 convolutions as 3x3 give",
        all_at_once(layers.kernel_of(1, 3)),
        {SPANS: 2},
    ),
    *_edit(
        "a 1x1 taken for 3x3", "{claimed} is what {at} as 3x3 gives", at_each(layers.kernel_of(1, 3)), {SPANS: 2, SIZE: 1}
    ),
    *_edit("3x3 taken for 1x1", "{claimed} is what {at} as 1x1 gives", at_each(layers.kernel_of(3, 1)), {SPANS: 1}),
    *_edit(
        "kernels of a pixel more",
        "{claimed} is what kernels of one pixel more give",
        all_at_once(layers.kernel(1)),
        {SPANS: 1, SIZE: 1},
    ),
    *_edit(
        "kernels of two pixels more",
        "{claimed} is what kernels of two pixels more give",
        all_at_once(layers.kernel(2)),
        {SPANS: 2, SIZE: 2},
    ),
    *_edit(
        "kernels of two pixels less",
        "{claimed} is what kernels of two pixels less give",
        all_at_once(layers.kernel(-2)),
        {SPANS: 2, SIZE: 2},
    ),
    *_edit(
        "kernels of a pixel less",
        "{claimed} is what kernels of one pixel less give",
        all_at_once(layers.kernel(-1)),
        {SPANS: 1, SIZE: 1},
    ),
    *_edit(
        "convolutions of two pixels more",
        "{claimed} is what convolutions of two pixels more give",
        all_at_once(wherever(is_convolution, layers.kernel(2))),
        {SPANS: 2, SIZE: 2},
    ),
    *_edit(
        "convolutions of two pixels less",
        "{claimed} is what convolutions of two pixels less give",
        all_at_once(wherever(is_convolution, layers.kernel(-2))),
        {SPANS: 2, SIZE: 2},
    ),
    *(
        row
        for more, said in ((1, "one pixel more"), (-1, "one pixel less"), (2, "two pixels more"), (-2, "two pixels less"))
        for row in _edit(
            f"a kernel of {said}",
            f"{{claimed}} is what {said} in the kernel of {{at}} gives",
            at_each(layers.kernel(more)),
            {ALL: 1},
            company=True,
        )
    ),
    # --- strides
    *_edit("a stride forgotten", "{claimed} is what {at} without its stride gives", at_each(layers.stride_forgotten), {SPANS: 2, SIZE: 1}),
    *_edit("strides of convolutions forgotten", "{claimed} is what convolutions without stride give", all_at_once(layers.stride_forgotten), {SPANS: 2, SIZE: 1}),
    *_edit("pools without stride", "{claimed} is what pools without stride give", all_at_once(layers.pool_without_stride), {SPANS: 2, SIZE: 2}),
    *_edit("a pool without stride", "{claimed} is what {at} without stride gives", at_each(layers.pool_without_stride), {SPANS: 1, SIZE: 1}),
    *_edit("all strides forgotten", "{claimed} is what the network without any stride gives", all_at_once(layers.strided(lambda k, s: 1)), {FIELD: 2, SIZE: 1}),
    *_edit("the stride of a pool is its kernel", "{claimed} is what pools give whose stride is their kernel", all_at_once(wherever(is_pool, layers.strided(lambda k, s: k))), {ALL: 1}),
    *_edit("the stride in the other convolution", "{claimed} is what the stride in the other convolution gives", edits.stride_moved, {FIELD: 2, START: 1}),
    *_edit("a stride in a neighbour", "{claimed} is what a stride in the layer beside gives", edits.stride_moved, {SIZE: 1}, company=True),
    *_edit("a pool at another place", "{claimed} is what {at} on the other side of its neighbour gives", edits.stride_to_next_block, {FIELD: 1, SIZE: 1}),
    *_edit("a stride of 2 more", "{claimed} is what {at} with a stride of 2 gives", at_each(wherever(is_wide, layers.strided(lambda k, s: 2 if s == 1 else s))), {ALL: 1}, company=True),
    # --- dilations
    *_edit("dilations forgotten", "{claimed} is what the network without dilation gives", edits.dilations(lambda k, d: [1] * len(d)), {ALL: 4}),
    *_edit("the last dilation forgotten", "{claimed} is what {at} without dilation gives", at_last(layers.dilated(lambda k, d: 1)), {ALL: 2}),
    *_edit("a dilation forgotten", "{claimed} is what {at} without dilation gives", at_each(layers.dilated(lambda k, d: 1)), {ALL: 1}),
    *_edit("dilations of powers of the kernel", "{claimed} is what dilations that are powers of the kernel give", edits.dilations(edits.powers_of(lambda k: k)), {FIELD: 2}),
    *_edit("dilations of powers of 3", "{claimed} is what dilations 1, 3, 9, … give", edits.dilations(edits.powers_of(lambda k: 3)), {FIELD: 1}),
    *_edit("dilations 1, 2, 3", "{claimed} is what dilations 1, 2, 3, … give", edits.dilations(edits.counted_on), {FIELD: 2}),
    *_edit("dilations doubled", "{claimed} is what dilations twice as large give", edits.dilations(lambda k, d: [2 * each for each in d]), {FIELD: 1}),
    *_edit("dilations halved", "{claimed} is what dilations half as large give", edits.dilations(lambda k, d: [max(1, each // 2) for each in d]), {FIELD: 1}),
    *_edit("the dilation of the layer before", "{claimed} is what each layer gives with the dilation of the one before", edits.dilations(edits.the_one_before), {FIELD: 1}),
    *_edit("the effective kernel d*k", "{claimed} is what effective kernels d*k give", all_at_once(layers.effective(lambda k, d: d * k)), {ALL: 2}),
    *_edit("the effective kernel k+d", "{claimed} is what effective kernels k+d give", all_at_once(layers.effective(lambda k, d: k + d)), {ALL: 2}),
    *_edit("the effective kernel k+d-1", "{claimed} is what effective kernels k+d-1 give", all_at_once(layers.effective(lambda k, d: k + d - 1)), {ALL: 1}),
    *_edit("the effective kernel d*(k-1)", "{claimed} is what effective kernels d*(k-1) give", all_at_once(layers.effective(lambda k, d: d * (k - 1))), {ALL: 2}),
    *_edit("the effective kernel k+d*(k-1)", "{claimed} is what effective kernels k+d*(k-1) give", all_at_once(layers.effective(lambda k, d: k + d * (k - 1))), {ALL: 2}),
    *_edit("one effective kernel d*k", "{claimed} is what an effective kernel d*k of {at} gives", at_first(layers.effective(lambda k, d: d * k)), {ALL: 2}),
    *_edit("one effective kernel d*(k-1)", "{claimed} is what an effective kernel d*(k-1) of {at} gives", at_first(layers.effective(lambda k, d: d * (k - 1))), {ALL: 2}),
    *_edit("one effective kernel k+d", "{claimed} is what an effective kernel k+d of {at} gives", at_first(layers.effective(lambda k, d: k + d)), {ALL: 2}),
    # --- padding
    *_edit("padding forgotten", "{claimed} is what {at} without padding gives", at_each(layers.padded_at_all(_ONE_PADDING)), {SIZE: 2, START: 1}),
    *_edit("all padding forgotten", "{claimed} is what the network without padding gives", all_at_once(layers.padded_at_all(_ONE_PADDING)), {SIZE: 2, START: 4}),
    *_edit("padding on one side", "{claimed} is what padding on one side of {at} gives (p for 2p)", at_each(_SIDE_PADDING), {SIZE: 2}),
    *_edit("all padding on one side", "{claimed} is what padding on one side gives (p for 2p)", all_at_once(_SIDE_PADDING), {SIZE: 2}),
    *_edit("padding taken away", "{claimed} is what {at} gives with 2p taken away for added", at_each(_MINUS_PADDING), {SIZE: 1}),
    *_edit("all padding taken away", "{claimed} is what comes out with 2p taken away for added", all_at_once(_MINUS_PADDING), {SIZE: 1}),
    *_edit("padding doubled", "{claimed} is what twice the padding of {at} gives", at_each(_DOUBLE_PADDING), {SIZE: 1}, company=True),
    *_edit("all padding doubled", "{claimed} is what twice the padding gives", all_at_once(_DOUBLE_PADDING), {SIZE: 1}),
    *_edit("padding halved", "{claimed} is what half the padding of {at} gives", at_each(_HALF_PADDING), {SIZE: 1}, company=True),
    *_edit("padding of a pixel more", "{claimed} is what a pixel more of padding at {at} gives", at_each(_MORE_PADDING), {SIZE: 1}, company=True),
    *_edit("padding of a pixel less", "{claimed} is what a pixel less of padding at {at} gives", at_each(_LESS_PADDING), {SIZE: 1}, company=True),
    *_edit("same for valid", "{claimed} is what {at} gives with padding same", at_each(layers.same), {SIZE: 4}),
    *_edit("same for valid everywhere", "{claimed} is what the convolutions give with padding same", all_at_once(layers.same), {SIZE: 4}),
    *_edit("pools as same", "{claimed} is what pools give with padding same", all_at_once(layers.same_pool), {SIZE: 1}),
    *_edit("a pool as same", "{claimed} is what {at} gives with padding same", at_each(layers.same_pool), {SIZE: 1}),
    *_edit("padding of half the kernel", "{claimed} is what padding of half the kernel at {at} gives", at_each(wherever(is_convolution, _FULL_PADDING)), {SIZE: 1}),
    *_edit("valid for same", "{claimed} is what {at} gives without padding", at_each(layers.valid), {SIZE: 2}),
    *_edit("valid for same everywhere", "{claimed} is what the network gives without padding same", all_at_once(layers.valid), {SIZE: 2}),
    # --- rounding
    *_edit("rounded up", "{claimed} is what {at} gives rounded up", at_each(layers.rounded(Rounding.CEIL, True)), {SIZE: 2}),
    *_edit("pools rounded up", "{claimed} is what pools that round up give", all_at_once(layers.rounded(Rounding.CEIL, True)), {SIZE: 4}),
    *_edit("rounded down", "{claimed} is what {at} gives rounded down", at_each(layers.rounded(Rounding.FLOOR, True)), {SIZE: 1}),
    *_edit("pools rounded down", "{claimed} is what pools that round down give", all_at_once(layers.rounded(Rounding.FLOOR, True)), {SIZE: 1}),
    *_edit("a window beyond the input", "{claimed} is what {at} gives with the window that begins beyond the input", at_each(layers.rounded(Rounding.RAWCEIL, True)), {SIZE: 4}),
    # --- up-sampling
    *_edit("a transposed convolution as a convolution", "{claimed} is what {at} as a convolution gives", at_each(layers.as_convolution), {ALL: 2}),
    *_edit("transposed convolutions as convolutions", "{claimed} is what transposed convolutions as convolutions give", all_at_once(layers.as_convolution), {ALL: 2}),
    *_edit("transposed convolutions as plain ones", "{claimed} is what transposed convolutions as convolutions without stride give", all_at_once(layers.as_convolution_of_stride_one), {ALL: 1}),
    *_edit("output padding forgotten", "{claimed} is what {at} without output padding gives", at_each(layers.without_output_padding), {SIZE: 4}),
    *_edit("all output padding forgotten", "{claimed} is what the network without output padding gives", all_at_once(layers.without_output_padding), {SIZE: 4}),
    *_edit("output padding added", "{claimed} is what {at} with an output padding of 1 gives", at_each(layers.with_output_padding), {SIZE: 2}),
    *_edit("an up-sampling forgotten", "{claimed} is what the network gives without {at}", at_each(layers.not_upsampled), {ALL: 2}),
    *_edit("all up-sampling forgotten", "{claimed} is what the network gives without up-sampling", all_at_once(layers.not_upsampled), {ALL: 2}),
    # --- repeats and branches
    *_tree("a repeat once more", "{claimed} is what one repeat more gives", edits.repeats_by(1), {SPANS: 2, SIZE: 1}),
    *_tree("a repeat once less", "{claimed} is what one repeat less gives", edits.repeats_by(-1), {SPANS: 2, SIZE: 1}),
    *_tree("all repeats once more", "{claimed} is what all repeats once more give", edits.all_repeats_by(1), {SPANS: 1}),
    *_tree("all repeats once less", "{claimed} is what all repeats once less give", edits.all_repeats_by(-1), {SPANS: 1}),
    *_tree("one round of a repeat", "{claimed} is what one round of a repeat gives", edits.one_time, {SPANS: 2}),
    *_tree("one layer of each repeat", "{claimed} is what one layer of each repeat gives", edits.one_layer_of_each_repeat, {SPANS: 2}),
    *_tree("one layer of a repeat forgotten", "{claimed} is what a repeat with a layer less gives", edits.written_once(wherever(is_windows, layers.gone)), {SPANS: 2, SIZE: 1}),
    *_tree("a stride in a repeat forgotten", "{claimed} is what a repeat without a stride gives", edits.written_once(layers.strided(lambda k, s: 1)), {SPANS: 1, SIZE: 1}),
    *_tree("padding in a repeat forgotten", "{claimed} is what a repeat without padding gives", edits.written_once(layers.padded_at_all(_ONE_PADDING)), {SIZE: 1}),
    *_tree("a dilation in a repeat forgotten", "{claimed} is what a repeat without a dilation gives", edits.written_once(layers.dilated(lambda k, d: 1)), {SPANS: 1}),
    *_tree("the other branch", "{claimed} is what one branch alone gives", edits.one_branch, {FIELD | START: 2}),
    *_tree("branches in series", "{claimed} is what the branches one after the other give", edits.in_series, {FIELD | START: 2}),
)
