"""What is asked of a network, a row a quantity: claims, conditions, columns, JSON and `\\symrf` are made of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from symrf.errors import InputError
from symrf.exact.sampling.hand import whole
from symrf.formulas.forms import FormName
from symrf.formulas.printing.plain import PLAIN
from symrf.formulas.tree import Written, tupled
from symrf.networks import _english

if TYPE_CHECKING:
    from symrf.networks.costs import CostName
    from symrf.networks.overall import Overall
    from symrf.networks.reading import Reading

__all__ = ["COLUMNS", "NAMES", "OF_A_LAYER", "QUANTITIES", "Quantity", "quantity"]


@dataclass(frozen=True)
class Quantity:
    """A quantity of a network, which has one value `along` each axis, or one on the `whole` of them.

    `word` is how a sentence calls it, `meaning` what it is, in one. `others` are its other names, `attribute` that in
    JSON and of a property, if it is another; `title` is what stands over its column, if that is not its name. One that
    is `sized` needs an input that the network takes, one with `channels` the channels of the input; a `cost` is summed
    over layers. One of two `sides` has a value before and one after. `missing` says why there is none at a place, and
    `noted` what its one number leaves out. In JSON it is where it is `told`: where it says more than another.
    """

    name: str
    word: str
    meaning: str
    along: Callable[[Reading, FormName], tuple[Written, ...] | None] | None = None
    whole: Callable[[Overall, range], Written | None] | None = None
    others: tuple[str, ...] = ()
    attribute: str = ""
    title: str = ""
    sized: bool = False
    channels: bool = False
    cost: CostName | None = None
    sides: bool = False
    missing: Callable[[Reading], str] = lambda _: _english.NOT_WORKED_OUT
    noted: Callable[[Reading], str | None] = lambda _: None
    told: Callable[[Reading], bool] = lambda _: True

    @property
    def names(self) -> tuple[str, ...]:
        """All of its names."""
        return tuple(dict.fromkeys((self.name, *self.others, self.key)))

    @property
    def key(self) -> str:
        """Its name in JSON."""
        return self.attribute or self.name

    def on_axis(self, reading: Reading, form: FormName = "hand") -> Written | None:
        """It on one axis, as it is written; both sides of what has two that differ."""
        trees = None if self.along is None else self.along(reading, form)
        return None if trees is None else tupled(tuple(dict.fromkeys(trees)))


def _one(tree: Written | None) -> tuple[Written, ...] | None:
    return None if tree is None else (tree,)


def _the_most(reading: Reading) -> str | None:
    if reading.gated and (ungated := reading.ungated_tree) is not None:
        return _english.field_without_gates(PLAIN(ungated))
    most, least = reading.tree("receptive_field"), reading.least_field_tree
    if most is None or least == most:
        return None
    if least is None:
        return _english.MOST_IS_MEANT
    return _english.most_of(PLAIN(least), PLAIN(most))


def _side(place: int) -> Callable[[Reading, FormName], tuple[Written, ...] | None]:
    def along(reading: Reading, _: FormName) -> tuple[Written, ...] | None:
        trees = reading.side_trees
        return None if trees is None else (trees[place],)

    return along


def _cost(
    name: CostName, title: str, meaning: str, sized: bool = True, others: tuple[str, ...] = (), attribute: str = ""
) -> Quantity:
    return Quantity(
        name,
        f"number of {title}",
        meaning,
        whole=lambda overall, places: overall.cost(name, places),
        others=others,
        attribute=attribute,
        title=title,
        sized=sized,
        channels=True,
        cost=name,
    )


QUANTITIES: Mapping[str, Quantity] = {
    each.name: each
    for each in (
        Quantity(
            "size",
            "size",
            "How many pixels the output has on each axis.",
            along=lambda reading, form: (reading.tree("size", form),),
            others=("shape", "output", "out", "n_out", "output_size", "output_shape", "out_size", "out_shape"),
            sized=True,
        ),
        Quantity(
            "field",
            "field",
            "How many pixels of the input one output reads, from the first to the last, padding included.",
            along=lambda reading, _: _one(reading.tree("receptive_field")),
            others=("rf",),
            attribute="receptive_field",
            missing=lambda _: _english.FIELD_BY_OUTPUT,
            noted=_the_most,
        ),
        Quantity(
            "ungated",
            "field without gates",
            "The field without gates: branches of one pixel, which products and sums spread over the other branches.",
            along=lambda reading, _: _one(reading.ungated_tree),
            others=("rf.ungated", "field.ungated"),
            attribute="receptive_field_ungated",
            missing=lambda _: _english.FIELD_BY_OUTPUT,
            told=lambda reading: reading.gated,
        ),
        Quantity(
            "jump",
            "jump",
            "The distance between neighbouring outputs, in pixels of the input.",
            along=lambda reading, _: _one(reading.tree("jump")),
            others=("stride", "total_stride", "output_stride"),
            missing=lambda _: _english.NO_ONE_JUMP,
        ),
        Quantity(
            "start",
            "start",
            "The centre of the first output's window; the centre of the first pixel is 0, or what --origin says.",
            along=lambda reading, _: _one(reading.start_tree),
            others=("offset", "center", "centre", "first"),
            missing=lambda reading: _english.no_start(reading.startless),
        ),
        Quantity(
            "padding",
            "padding",
            "The padding of the one convolution that the network acts as, before and after.",
            along=lambda reading, _: reading.padding_trees,
            others=("effective_padding",),
            sides=True,
            missing=lambda _: _english.NO_ONE_PADDING,
        ),
        Quantity(
            "minimum",
            "least input",
            "The smallest input for which every layer has an output.",
            along=lambda reading, _: (whole(reading.size.minimum),),
            others=("least_input", "minimum_input", "minimum_size", "min_size"),
        ),
        Quantity(
            "reach.left",
            "reach to the left",
            "How far output i reads to the left of pixel i times the jump: the halo.",
            along=_side(0),
            others=("left_context", "look_back"),
            attribute="reach_left",
            missing=lambda _: _english.NO_ONE_JUMP,
        ),
        Quantity(
            "reach.right",
            "reach to the right",
            "How far output i reads to the right of pixel i times the jump: the look-ahead.",
            along=_side(1),
            others=("right_context", "look_ahead", "lookahead"),
            attribute="reach_right",
            missing=lambda _: _english.NO_ONE_JUMP,
        ),
        Quantity(
            "area",
            "area",
            "How many different pixels one output reads, on all axes together.",
            whole=lambda overall, places: overall.area(places.stop - 1),
            missing=lambda _: _english.NO_AREA,
        ),
        Quantity(
            "flat",
            "flattened length",
            "The channels times the size on every axis: what the first dense layer receives, if there is one.",
            whole=lambda overall, places: overall.flat(places),
            others=("in_features", "flatten", "flattened"),
            title="flattened",
            sized=True,
            channels=True,
        ),
        _cost(
            "params",
            "parameters",
            "Weights and biases, and two numbers per channel for a norm.",
            sized=False,
            others=("parameters",),
        ),
        _cost(
            "params_total",
            "all parameters",
            "Parameters, and the running means and variances of batch norms, as Keras counts them.",
            sized=False,
            others=("total_params", "total_parameters"),
        ),
        _cost("macs", "MACs", "Multiply-accumulates; padding is counted, biases and norms are not."),
        _cost("flops", "FLOPs", "Floating-point operations: two for each multiply-accumulate."),
        _cost("activations", "activations", "The outputs of convolutions and dense layers."),
        _cost("memory", "bytes", "The memory of the activations in bytes, 4 each (float32)."),
        _cost(
            "memory.half",
            "bytes, at 2",
            "The memory of the activations in bytes, 2 each (float16).",
            attribute="memory_half",
        ),
        _cost(
            "memory.byte",
            "bytes, at 1",
            "The memory of the activations in bytes, 1 each (int8).",
            attribute="memory_byte",
        ),
    )
}
OF_A_LAYER = ("kernel", "stride", "padding", "dilation", "channels")
"""The numbers of a layer itself, which a table has columns of beside the quantities of the network up to it."""
COLUMNS = (*OF_A_LAYER, *(name for name in QUANTITIES if name not in OF_A_LAYER))
"""The columns of a table of layers by name."""
NAMES: Mapping[str, Quantity] = {name: each for each in QUANTITIES.values() for name in each.names}
"""The quantities by each of their names."""


def quantity(name: str) -> Quantity:
    """The quantity of a name, in capitals or not, with blanks or `_`; an InputError lists those that there are.

    >>> quantity("Receptive field").name, quantity("RF").name, quantity("total stride").name
    ('field', 'field', 'jump')
    """
    found = NAMES.get(re.sub(r"[ _-]+", "_", name.strip()).lower())
    if found is None:
        raise InputError(_english.no_choice("quantity", name, QUANTITIES))
    return found
