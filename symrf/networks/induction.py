"""How the pencil gets through a repeat: what one block does, and what that comes to when it is repeated.

jump = s*j                     hence after n of them  s**n
field = r + (k-1)*j            hence                  r + sum (k-1)*s**i*j
size = floor((n+c)/s)          hence                  floor((n + sum c*s**i)/s**n)
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from symrf.exact.numbers.parametric import Parametric
from symrf.exact.numbers.powers import is_negative, power
from symrf.exact.sampling.hand import whole
from symrf.exact.sampling.windows import Window
from symrf.formulas.tree import Floor, Fraction, Negative, Product, Summation, Symbol, Written, number

if TYPE_CHECKING:
    from symrf.exact.numbers.powers import Whole
    from symrf.formulas.forms import FormName
    from symrf.networks.stepwise import Stepwise

__all__ = ["Repetition", "one_block", "repeated"]

INDEX = "i"


@dataclass(frozen=True)
class Repetition:
    """A block that is repeated `times` over, as one window; its numbers depend on the index, where it has one."""

    block: Window
    times: Whole
    index: Parametric | None = None
    first: Whole = 0

    @property
    def plain(self) -> bool:
        """Whether a hand counts the block in one go: no rounding up, no padding that depends on the size."""
        return self.block.slack == 0 and self.block.varying == ()


def one_block(repetition: Repetition, n: Symbol, r: Symbol, j: Symbol) -> Mapping[Stepwise, Written]:
    """What one block makes of the size n, the field r and the jump j that it receives."""
    block = repetition.block
    return {
        "size": block.closed(n),
        "receptive_field": _plus(r, _times(block.kernel - 1, j)),
        "jump": _times(block.stride, j),
    }


def repeated(
    repetition: Repetition, quantity: Stepwise, received: Written, jump: Written, form: FormName
) -> Iterator[Written]:
    """A quantity after the repeats, of the one before them, as the sum that the recurrence comes to."""
    block = repetition.block
    match quantity:
        case "receptive_field":
            yield _plus(received, _sum(repetition, block.kernel - 1, jump))
        case "size":
            above = _plus(received, _sum(repetition, block.offset, number(1)))
            total = power(block.stride, repetition.times)
            if total == 1:
                yield above
            else:
                quotient = Fraction(above, whole(total))
                yield quotient if form == "hand" else Floor(quotient)


def _sum(repetition: Repetition, term: Whole, scale: Written) -> Written:
    """The sum of a block's term times the jump before it, over the repeats."""
    stride = repetition.block.stride
    if is_negative(term):
        return -_sum(repetition, -term, scale)
    if repetition.index is None and stride == 1:
        return _times(repetition.times * term, scale)
    index = Symbol(INDEX if repetition.index is None else str(repetition.index))
    factors: list[Written] = [] if stride == 1 else [whole(stride) ** _less(index, repetition.first)]
    if scale != number(1):
        factors.append(scale)
    if term != 1 or not factors:
        tree = whole(term)
        factors = [*(tree.factors if isinstance(tree, Product) else (tree,)), *factors]
    last = repetition.first + repetition.times - 1
    product = factors[0] if len(factors) == 1 else Product(tuple(factors))
    return Summation(product, index, whole(repetition.first), whole(last))


def _less(index: Symbol, first: Whole) -> Written:
    return index if first == 0 else index - whole(first)


def _plus(tree: Written, more: Written) -> Written:
    if more == number(0):
        return tree
    return tree - more.of if isinstance(more, Negative) else tree + more


def _times(times: Whole, tree: Written) -> Written:
    if times == 0 or tree == number(1):
        return whole(times)
    return tree if times == 1 else whole(times) * tree
