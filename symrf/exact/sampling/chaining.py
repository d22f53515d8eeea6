"""One layer more: the state of a network that is longer by a layer, whichever the layer and the state before it are."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from symrf.exact.sampling.composing import AxisLayer
    from symrf.exact.sampling.states import State

__all__ = ["after"]


def after(state: State, layer: AxisLayer, place: int, symbols: bool) -> State:
    """The state that is longer by the layer at a place, where there are symbols in the network or there are none.

    NoOutput where no input is large enough, Unscaled where a layer has no place among symbols.
    """
    chain = state.convolution
    if chain is not None and layer.window is not None and layer.divides == 1:
        return chain.then(layer.window)
    from symrf.exact.sampling.composing import with_numbers, with_symbols

    return with_symbols(state, layer) if symbols else with_numbers(state.sampled(), layer, place)
