"""What a hand would claim of a chain: its size with one floor, its field and its jump, as formulas in its symbols.

A layer gives floor((n+a)/s) outputs, two of them one after the other floor((n+a+s*a')/(s*s')); a window adds its extent
less one, as often as its layer's outputs are apart. Repeats are geometric sums. All of it is written here anew.
"""

from __future__ import annotations

from dataclasses import dataclass

from campaign.formulas import Formula, add, divided, down, least_of, mul, number, power, summed, symbol, times
from campaign.networks import Item, Items, Repeat, Window

__all__ = ["Chain", "chain"]

ZERO, ONE = number(0), number(1)


@dataclass(frozen=True, slots=True)
class Chain:
    """A chain of windows: it gives floor((w+shift)/jump) outputs, each of which reads 1+reach pixels."""

    shift: Formula = ZERO
    reach: Formula = ZERO
    jump: Formula = ONE

    def then(self, after: Chain) -> Chain:
        """Two of them."""
        return Chain(
            add(self.shift, mul(self.jump, after.shift)),
            add(self.reach, mul(self.jump, after.reach)),
            mul(self.jump, after.jump),
        )

    def size(self, axis: str) -> Formula:
        """Its size, with one floor."""
        return down(self.by_hand(axis))

    def by_hand(self, axis: str) -> Formula:
        """Its size without the floor."""
        return divided(add(symbol(axis), self.shift), self.jump)

    @property
    def field(self) -> Formula:
        """Its receptive field."""
        return add(1, self.reach)


def chain(items: Items) -> Chain | None:
    """The chain that a network is; None where it is none, or has no formula here."""
    found: Chain | None = Chain()
    for item in items:
        after = _one(item)
        if found is None or after is None:
            return None
        found = found.then(after)
    return found


def _one(item: Item) -> Chain | None:
    match item:
        case Window("relu" | "id"):
            return Chain()
        case Window("z", padding=(before, after)):
            return Chain(add(before, after))
        case Window("c" | "dw" | "p" | "a"):
            return _window(item)
        case Repeat(items, count, index):
            turn = chain(items)
            return None if turn is None else _turns(turn, count, index)
    return None


def _window(item: Window) -> Chain:
    stride = item.stride or (item.kernel if item.kind in ("p", "a") else ONE)
    reach = mul(item.dilation or ONE, add(item.kernel, -1))
    if item.padding in ("same", "causal"):
        return Chain(add(stride, -1), reach, stride)
    before, after = item.padding if isinstance(item.padding, tuple) else (number(0), number(0))
    shift = add(before, after, times(-1, reach), stride, -1)
    if item.rounding == "rawceil":
        shift = add(shift, stride, -1)
    elif item.rounding == "ceil":
        shift = least_of(add(shift, stride, -1), add(before, stride, -1))
    return Chain(shift, reach, stride)


def _turns(turn: Chain, count: Formula, index: str | None) -> Chain | None:
    if index is not None and turn.jump == ONE:
        return Chain(summed(turn.shift, index, count), summed(turn.reach, index, count))
    if index is not None:
        return None
    if turn.jump.sign == "number":
        ratio = turn.jump.value
        jumps = power(ratio, count)
        total = count if ratio == 1 else divided(add(jumps, -1), ratio - 1)
    else:
        jumps, total = power(turn.jump, count), summed(power(turn.jump, symbol("j")), "j", count)
    return Chain(mul(turn.shift, total), mul(turn.reach, total), jumps)
