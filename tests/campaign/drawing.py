"""Random networks of numbers, families, and what is taken for granted of them."""

from __future__ import annotations

from random import Random

from campaign.formulas import (
    Formula,
    add,
    divided,
    down,
    number,
    power,
    symbol,
    times,
)
from campaign.networks import Branches, Item, Items, Repeat, Window, names
from campaign.questions import Premise

__all__ = ["family", "premises", "sizable"]

ZERO, ONE, TWO, THREE = map(number, range(4))
KERNELS, STRIDES = (1, 2, 2, 3, 3, 3, 4, 5, 7), (None, None, 1, 2, 2, 2, 3, 4)
KEEPS: tuple[Items, ...] = (
    (Window("id"),),
    (Window("c", THREE, padding=(ONE, ONE)),),
    (Window("c", number(5), padding=(TWO, TWO)), Window("relu")),
    (Window("c", THREE, padding="same"),),
    (Window("c", THREE, padding=(TWO, TWO), dilation=TWO),),
    (Window("u", TWO), Window("p", TWO)),
    (Window("c", THREE), Window("t", THREE)),
    (Window("p", THREE, ONE, (ONE, ONE)),),
    (Window("c", TWO, padding="causal", dilation=number(4)),),
)
LESS: tuple[Items, ...] = (
    (Window("p", TWO), Window("c", THREE), Window("t", TWO, TWO)),
    (Window("c", THREE),),
    (Window("c", number(5)), Window("id")),
    (Window("p", TWO), Window("u", TWO), Window("c", number(4), padding=(ONE, TWO))),
)
HALVES: tuple[Items, ...] = (
    (Window("p", TWO),),
    (Window("c", number(4), TWO, (ONE, ONE)),),
    (Window("a", TWO, TWO),),
    (Window("c", TWO, TWO),),
)
HALVES_UP: tuple[Items, ...] = (
    (Window("c", THREE, TWO, (ONE, ONE)),),
    (Window("p", THREE, TWO, (ONE, ONE)),),
    (Window("p", TWO, rounding="ceil"),),
    (Window("c", ONE, TWO),),
)


# ---- networks of numbers -----------------------------------------------------------------------------------------


def sizable(rng: Random, most: int = 6, convention: str = "pytorch", branching: bool = True) -> Items:
    """A network of numbers: windows, repeats, and under PyTorch branches and up-sampling."""
    found = tuple(_item(rng, convention, branching) for _ in range(rng.randint(1, most)))
    return found if _jump(found) <= 512 else found[:1]


def _item(rng: Random, convention: str, branching: bool) -> Item:
    kind = rng.random()
    if kind < 0.12:
        inner = tuple(_window(rng, convention) for _ in range(rng.randint(1, 2)))
        return Repeat(inner, number(rng.randint(2, 4) if _jump(inner) <= 4 else 2))
    if kind < 0.3 and branching and convention == "pytorch":
        return _joined(rng) if rng.random() < 0.5 else _upward(rng)
    return _window(rng, convention)


def _joined(rng: Random) -> Branches:
    if rng.random() < 0.2:
        return Branches(((Window("crop"),), rng.choice(LESS)), rng.choice("+|"))
    like = rng.choice((KEEPS, KEEPS, HALVES, HALVES_UP))
    return Branches(tuple(rng.choice(like) for _ in range(rng.randint(2, 3))), rng.choice("+|"))


def _upward(rng: Random) -> Window:
    kernel = rng.randint(2, 4)
    choices = (
        Window("u", number(rng.randint(2, 3))),
        Window("ub", number(rng.randint(2, 3))),
        Window("t", number(kernel), number(rng.randint(1, kernel))),
        Window("t", number(4), TWO, (ONE, ONE)),
        Window("t", TWO, THREE),
        Window("ps", TWO),
        Window("pu", TWO),
    )
    takes_all = (Window("gap"), Window("ad", number(7)), Window("resize", number(5)))
    return rng.choice(choices if rng.random() < 0.9 else takes_all)


def _window(rng: Random, convention: str) -> Window:
    kind = rng.choice("cccccppaz" if rng.random() < 0.9 else ("dw", "relu", "id"))
    if kind in ("relu", "id"):
        return Window(kind)
    if kind == "z":
        return Window("z", padding=(number(rng.randint(-2, 2)), number(rng.randint(-2, 2))))
    kernel, stride, dilation = rng.choice(KERNELS), rng.choice(STRIDES), rng.choice((None, None, None, 2, 3))
    padding = _padding(rng, min(3, 1 + (kernel - 1) * (dilation or 1)) if kind in "pa" else 3)
    if convention == "darknet" and kind in "pa" and padding is None:
        dilation = None
    rounding = rng.choice((None, None, None, "ceil", "ceil", "rawceil", "floor")) if kind in "pa" else None
    if isinstance(padding, str):
        rounding = None
    given = None if stride is None else number(stride)
    return Window(kind, number(kernel), given, padding, None if dilation is None else number(dilation), rounding)


def _padding(rng: Random, most: int) -> tuple[Formula, Formula] | str | None:
    kind = rng.random()
    if kind < 0.4:
        return None
    if kind < 0.55:
        return rng.choice(("same", "same", "valid", "causal"))
    before = number(rng.randint(0, most))
    return (before, before if kind < 0.85 else number(rng.randint(0, most)))


def _jump(items: Items) -> int:
    """The product of the strides, about."""
    total = 1
    for item in items:
        match item:
            case Repeat(inner, count):
                total *= _jump(inner) ** count.value
            case Branches(branches):
                total *= max(map(_jump, branches))
            case Window(kind, kernel, stride):
                own = stride or (kernel if kind in ("p", "a", "pu") else ONE)
                total *= own.value
    return total


# ---- families ----------------------------------------------------------------------------------------------------


def family(rng: Random) -> Items:
    """A family: a few layers with one to three symbols."""
    while True:
        found = tuple(_member(rng) for _ in range(rng.choice((1, 1, 1, 2, 2, 3, 4))))
        if 1 <= len(names(found)) <= 3:
            return found


def _member(rng: Random) -> Item:
    kind = rng.random()
    if kind < 0.22:
        inner = tuple(_symbolic(rng, few=True) for _ in range(rng.choice((1, 1, 2))))
        n = symbol("n")
        if rng.random() < 0.15:
            inner = (Repeat(inner, symbol("m")), _symbolic(rng, few=True))
        return Repeat(inner, rng.choice((n, n, n, times(2, n), add(n, 1), symbol("m"), number(3))))
    if kind < 0.32:
        return _indexed(rng)
    if kind < 0.37:
        k = symbol("k")
        kept: Items = (Window("c", k, padding=(_half(k), _half(k))),)
        return Branches((kept, (Window("id"),)), rng.choice("+|"))
    if kind < 0.41:
        return rng.choice((Window("u", symbol("f")), Window("t", symbol("k"), symbol("s")), Window("u", TWO)))
    return _symbolic(rng)


def _half(k: Formula) -> Formula:
    return divided(add(k, -1), 2)


def _indexed(rng: Random) -> Repeat:
    i = symbol("i")
    kernel, dilation = rng.choice(
        (
            (TWO, power(2, i)),
            (THREE, power(2, i)),
            (THREE, add(i, 1)),
            (symbol("k"), power(2, i)),
            (add(i, 2), None),
            (add(times(2, i), 1), None),
            (THREE, power(3, i)),
        )
    )
    stride = rng.choice((None, None, None, TWO))
    padding = rng.choice((None, None, None, (ONE, ONE)))
    return Repeat((Window("c", kernel, stride, padding, dilation),), rng.choice((symbol("n"), symbol("n"), THREE)), "i")


def _symbolic(rng: Random, few: bool = False) -> Window:
    """A window some of whose numbers are symbols."""
    if rng.random() < (0.5 if few else 0.3):
        window = _window(rng, "pytorch")
        return window if window.kind != "z" else Window("c", THREE)
    k, s, d, p = map(symbol, "ksdp")
    kernel = rng.choice((k, k, k, symbol("m"), add(k, 1), add(times(2, k), 1), add(times(2, k), -1), THREE, TWO))
    kind = rng.choice("ccccccpa")
    stride = rng.choice((None, None, ONE, TWO, s, s if not few else TWO))
    padding: tuple[Formula, Formula] | str | None = None
    chance = rng.random()
    if kind == "c" and chance < 0.45:
        sides: list[Formula] = [p, p, ONE, add(kernel, -1) if kernel != ONE else ZERO, down(divided(kernel, 2))]
        if kernel in (k, add(times(2, k), 1), add(times(2, k), -1)):
            sides += [k if kernel == add(times(2, k), 1) else _half(k) if kernel == k else add(k, -1)] * 2
        before = rng.choice(sides)
        padding = (before, before if chance < 0.4 else rng.choice((ZERO, ONE, symbol("q"))))
    elif kind == "c" and chance < 0.5:
        padding = rng.choice(("same", "causal"))
    dilation = rng.choice((None, None, None, None, d, TWO)) if kind == "c" else None
    rounding = "ceil" if kind in "pa" and padding is None and stride is None and rng.random() < 0.2 else None
    return Window(kind, kernel, stride, padding, dilation, rounding)


def premises(rng: Random, items: Items) -> tuple[Premise, ...]:
    """What is taken for granted of a family, sometimes."""
    known = names(items)
    k, s, n = map(symbol, "ksn")
    offers = [
        Premise("k odd", "odd", k, k),
        Premise("k even", "even", k, k),
        Premise("k >= 3", ">=", k, THREE),
        Premise("s >= 2", ">=", s, TWO),
        Premise("n >= 2", ">=", n, TWO),
        Premise("k >= s", ">=", k, s),
    ]
    fitting = [each for each in offers if each.left.symbols | each.right.symbols <= known]
    return (rng.choice(fitting),) if fitting and rng.random() < 0.15 else ()
