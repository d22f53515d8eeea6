"""Random networks, families, formulas and claims."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from campaign.formulas import (
    STYLES,
    Environment,
    Formula,
    add,
    divided,
    down,
    least_of,
    mul,
    number,
    power,
    smaller,
    summed,
    symbol,
    times,
    up,
)
from campaign.networks import Branches, Item, Items, Repeat, Window, names
from campaign.questions import Claim, Premise
from campaign.truths import chain

__all__ = ["claims", "family", "premises", "scattered", "sizable"]

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
    like = rng.choice((KEEPS, KEEPS, HALVES, HALVES_UP))
    return Branches(tuple(rng.choice(like) for _ in range(rng.randint(2, 3))), rng.choice("+|"))


def _upward(rng: Random) -> Window:
    kernel = rng.randint(2, 4)
    choices = (
        Window("u", number(rng.randint(2, 3))),
        Window("t", number(kernel), number(rng.randint(1, kernel))),
        Window("t", number(4), TWO, (ONE, ONE)),
        Window("pu", TWO),
        Window("gap"),
    )
    return rng.choice(choices[:4] if rng.random() < 0.9 else choices)


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


# ---- claims ------------------------------------------------------------------------------------------------------


def claims(rng: Random, items: Items, axes: Sequence[str], count: int, env: Environment, family: bool) -> list[Claim]:
    """Claims about a network: true ones, those with a slip, those that hold somewhere, and any."""
    return [_claim(rng, items, axes, env, family) for _ in range(count)]


def _claim(rng: Random, items: Items, axes: Sequence[str], env: Environment, family: bool) -> Claim:
    known = chain(items)
    quantity = rng.choice(("size", "size", "size", "rf", "rf", "jump") if known else ("size",))
    relation = rng.choice(("=", "=", "=", "<=", ">="))
    style = rng.choice(STYLES)
    symbols = sorted(names(items))
    formulas = []
    for axis in axes if quantity == "size" else axes[:1]:
        within = [*symbols, axis] if quantity == "size" else symbols
        formulas.append(_claimed(rng, known and _true(rng, known, quantity, axis), within, env, family))
    if rng.random() < 0.3:
        formulas = formulas[:1] * len(formulas)
        formulas = [_renamed(formula, axes[0], axis) for formula, axis in zip(formulas, axes, strict=False)]
    return Claim(quantity, relation, tuple(formulas), style)


def _true(rng: Random, known: object, quantity: str, axis: str) -> Formula:
    from campaign.truths import Chain

    assert isinstance(known, Chain)
    if quantity == "size":
        return known.by_hand(axis) if rng.random() < 0.3 else known.size(axis)
    return known.field if quantity == "rf" else known.jump


def _claimed(rng: Random, truth: Formula | None, within: Sequence[str], env: Environment, family: bool) -> Formula:
    chance = rng.random()
    if chance > 0.97:
        return _monstrous(rng, within)
    if truth is not None and chance < 0.35:
        return truth
    if truth is not None and chance < 0.6:
        return _slipped(rng, truth)
    if truth is not None and chance < 0.8:
        try:
            value = truth.at(env)
        except (KeyError, ValueError):
            value = 8
        return number(int(value) + rng.choice((0, 0, 0, 0, 1, -1)))
    return scattered(rng, within, 2 if family else 3)


def _monstrous(rng: Random, within: Sequence[str]) -> Formula:
    """What nobody would claim, but can: long numbers, high powers, and minima and floors in each other."""
    some = symbol(rng.choice(within)) if within else number(7)
    kind = rng.randrange(4)
    if kind == 0:
        return add(some, 10 ** rng.choice((12, 40, 400)))
    if kind == 1:
        return power(rng.choice((2, 3)), add(some, 10 ** rng.choice((3, 6, 10))))
    if kind == 2:
        return summed(power(2, symbol("j")), "j", add(mul(some, some), 10**6))
    found = some
    for _ in range(rng.choice((6, 12, 20))):
        other = add(symbol(rng.choice(within)) if within else number(3), rng.randint(-9, 9))
        found = down(divided(Formula(rng.choice(("min", "max")), (add(found, 1), mul(2, other))), rng.randint(1, 3)))
    return found


def _slipped(rng: Random, truth: Formula) -> Formula:
    """Nearly the same."""
    chance = rng.random()
    if chance < 0.3:
        return add(truth, rng.choice((-1, 1)))
    if chance < 0.5 and truth.sign == "floor":
        return up(truth.parts[0])
    if chance < 0.6:
        return mul(2, truth)
    if chance < 0.7 and truth.symbols:
        return least_of(truth, number(rng.randint(1, 60)))
    slips = list(smaller(truth))[1:]
    return rng.choice(slips) if slips else add(truth, 1)


def scattered(rng: Random, within: Sequence[str], deep: int) -> Formula:
    """Any formula in symbols."""
    if deep == 0 or rng.random() < 0.15:
        return symbol(rng.choice(within)) if within and rng.random() < 0.65 else number(rng.randint(0, 40))
    one, two = scattered(rng, within, deep - 1), scattered(rng, within, deep - 1)
    below = number(rng.randint(2, 5))
    choice = rng.random()
    if choice < 0.3:
        return add(one, two)
    if choice < 0.45:
        return add(one, times(-1, two))
    if choice < 0.6:
        return mul(rng.randint(2, 4), one)
    if choice < 0.75:
        return down(divided(add(one, rng.randint(-4, 4)), below))
    if choice < 0.8:
        return up(divided(one, below))
    if choice < 0.85:
        return divided(one, below)
    if choice < 0.9:
        return Formula(rng.choice(("min", "max")), (one, two))
    if choice < 0.94:
        return Formula("mod", (one, below))
    if choice < 0.97:
        return mul(one, two)
    return power(2, symbol(rng.choice([each for each in within if each in "nki"] or ["n"]))) if "n" in within else one


def _renamed(formula: Formula, old: str, new: str) -> Formula:
    if formula.sign == "symbol":
        return symbol(new) if formula.word == old else formula
    return Formula(formula.sign, tuple(_renamed(part, old, new) for part in formula.parts), formula.word, formula.value)
