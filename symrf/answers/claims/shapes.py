"""Shapes as frameworks and papers have them, with channels and a batch: `torch.Size([1, 96, 55, 55])`, `7×7×64`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from symrf.answers import _english
from symrf.errors import FormulaError
from symrf.formulas import reader as formula
from symrf.formulas.printing.plain import PLAIN
from symrf.formulas.tree import Negative, Number, Product, Symbol, Tuple, Written, symbols, tupled
from symrf.networks.conventions import Convention
from symrf.networks.quantities import Quantity

__all__ = ["Shape", "shape"]

_LISTED = re.compile(
    r"(\s*(?:(?P<maker>torch\.Size|(?:tf\.)?TensorShape)\s*)?\(?\s*)\[([^\[\]]*,[^\[\]]*)\](\s*\)?\s*)"
)
_CROSSED = re.compile(r"\s*(?:\d+\s*@|N\s*[xX×])?\s*\d+(?:\s*[xX×]\s*\d+)*\s*")
_CROSS = re.compile(r"×|\\times")
_OTHER_TIMES = re.compile(r"[*·⋅∗]|\\cdot|\\ast")
_BATCHES = ("None", "N", "B", "bs", "batch", "batch_size", "b")
_DOWNWARD = {"t": 0, "d": 0, "z": 0, "h": 1, "y": 1, "w": 2, "x": 2}  # how frameworks order what axes are named


@dataclass(frozen=True, slots=True)
class Shape:
    """One entry an axis, in the order of the axes, and how many channels and inputs there are, where that is said.

    `vector` is what it is of a layer that gives vectors: a batch of so many numbers.
    """

    tree: Written
    channels: int | None = None
    batch: int | None = None
    notes: tuple[str, ...] = ()
    vector: Shape | None = None


def shape(text: str, quantity: Quantity | None, axes: Sequence[str], habits: Convention) -> Shape | None:
    """The shape that a text is; None where it is a formula."""
    whole = quantity is not None and quantity.along is None
    sized = quantity is None or quantity.name == "size"
    listed = _LISTED.fullmatch(text)
    if listed is not None:
        text = f"{' ' * len(listed[1])}({listed[3]}){' ' * len(listed[4])}"
    text = text.replace("?", "N")
    drawn = _CROSSED.fullmatch(text) is not None and re.search(r"[xX@]", text) is not None
    plain = re.sub(r"[xX@]", "×", text) if drawn else text
    if not (listed or drawn or "," in text or _CROSS.search(text) or "*" in text):
        return None
    tree = formula.parse(plain)
    match tree:
        case Tuple(entries) if whole:
            return Shape(entries[1], batch=_number(entries[0])) if len(entries) == 2 and _is_batch(entries[0]) else None
        case Tuple(entries) if sized:
            maker = None if listed is None else listed["maker"]
            found = _placed(entries, axes, habits, None if maker is None else "torch" in maker, maker is not None)
            return replace(found, vector=_of_vectors(entries, maker is not None))
        case Tuple():
            return Shape(tree)
        case Product(factors) if not whole:
            return _multiplied(text, plain, factors, axes, habits, sized)
    return Shape(tree) if drawn else None


def _multiplied(
    text: str, plain: str, factors: Sequence[Written], axes: Sequence[str], habits: Convention, sized: bool
) -> Shape | None:
    """What a product is where it is no number: one value an axis, 3×3, or a shape, 7×7×64 or 7*7*64."""
    drawn = text != plain
    crossed = _CROSS.search(plain) is not None and _OTHER_TIMES.search(plain) is None
    numbers = not any(map(symbols, factors))
    square = any(left == right for left, right in pairwise(factors))
    if len(axes) == 1:
        if drawn or (crossed and numbers and (sized or square)):
            message = _english.value_on_one_axis(text.strip(), "*".join(map(PLAIN, factors)), axes[0])
            raise FormulaError(message, text, (len(text) - len(text.lstrip()), len(text.rstrip())))
        return None
    order = axes if numbers or len({*factors}) == 1 else _named(axes, factors)
    if crossed and len(factors) == len(axes) and order:
        on = dict(zip(order, factors, strict=True))
        return Shape(Tuple(tuple(on[axis] for axis in axes)), notes=(_english.FACTORS_ARE_VALUES,))
    batched = _is_batch(factors[0]) and not any(map(symbols, factors[1:]))
    if sized and ((numbers and crossed) or ((numbers or batched) and len(factors) > len(axes))):
        return _placed(factors, axes, habits, True if "@" in text else None, made=False)
    return None


def _named(axes: Sequence[str], sizes: Sequence[Written]) -> Sequence[str] | None:
    """The axis that each size names, as in w-2 and n_h-2; None where they do not name all of them."""
    named = [axis for size in sizes for axis in axes if any(_names(symbol, axis) for symbol in symbols(size))]
    return named if len(named) == len(axes) == len({*named}) else None


def _names(symbol: str, axis: str) -> bool:
    letter, _, index = symbol.partition("_")
    return axis in (symbol, letter.lower(), index)


def _placed(
    entries: Sequence[Written], axes: Sequence[str], habits: Convention, first: bool | None, made: bool
) -> Shape:
    """What each entry is: a batch, channels, or the size on an axis. `first`: the channels come before the sizes."""
    more = len(entries) - len(axes)
    if not 0 <= more <= 2 or (more == 0 and not made):
        return Shape(Tuple(tuple(entries)))  # one value an axis, in the order of the axes; or too many, or too few
    batched = _is_batch(entries[0]) and PLAIN(entries[0]).lower() not in axes if more == 1 else more == 2
    rest = entries[1:] if batched else entries
    channels: Written | None = None
    sizes = rest
    if len(rest) > len(axes):
        before = _channels_first(entries, rest, habits, first)
        channels, sizes = (rest[0], rest[1:]) if before else (rest[-1], rest[:-1])
    if not isinstance(channels, Number | Symbol | None) or (len(axes) == 1 and more == 2 and not _is_batch(entries[0])):
        return Shape(Tuple(tuple(entries)))
    on = dict(zip(_named(axes, sizes) or _downward(axes), sizes, strict=True))
    batch = entries[0] if batched else None
    said = [None if each is None else PLAIN(each) for each in (channels, batch)]
    note = _english.is_shape([(axis, PLAIN(size)) for axis, size in on.items()], *said)
    return Shape(tupled([on[axis] for axis in axes]), _number(channels), _number(batch), (note,))


def _of_vectors(entries: Sequence[Written], made: bool) -> Shape | None:
    """A batch of vectors, (N, 10); None where a size of one pixel may be meant, or it is something else."""
    if len(entries) != 2 or not _is_batch(entries[0]) or not isinstance(entries[1], Number):
        return None
    if entries[0] == entries[1] and not made:
        return None
    note = _english.is_vector(PLAIN(entries[1]), PLAIN(entries[0]))
    return Shape(Number(1), entries[1].value, _number(entries[0]), (note,))


def _downward(axes: Sequence[str]) -> Sequence[str]:
    """Axes in the order of frameworks: height before width."""
    return sorted(axes, key=lambda axis: _DOWNWARD[axis]) if {*axes} <= {*_DOWNWARD} else axes


def _channels_first(
    entries: Sequence[Written], rest: Sequence[Written], habits: Convention, first: bool | None
) -> bool:
    """By who has printed the shape, else by which sizes are the same, as those of an image are, else by habit."""
    if first is not None:
        return first
    if entries[0] == Symbol("None") and habits.name == "tensorflow":  # Keras has printed it
        return False
    ends = [len({*rest[1:]}) == 1, len({*rest[:-1]}) == 1]
    if len(rest) > 2 and any(ends) and not all(ends):
        return ends[0]
    return entries[0] != Symbol("None") and habits.name != "tensorflow"  # None, as Keras has it


def _is_batch(tree: Written) -> bool:
    return tree in (Number(1), Negative(Number(1))) or (isinstance(tree, Symbol) and tree.name in _BATCHES)


def _number(tree: Written | None) -> int | None:
    return tree.value if isinstance(tree, Number) else None
