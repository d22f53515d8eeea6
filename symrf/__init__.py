"""Closed-form output sizes and receptive fields of convolutional networks, with the steps, in LaTeX.

>>> import symrf
>>> d = symrf.derive("c3s1 p2s2 c3s1")
>>> print(d.latex())
\\left(\\frac{w-2}{2}-2, \\frac{h-2}{2}-2\\right)
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any

from symrf.errors import DerivationError, FormulaError, InputError, NotationError, SizeError, SymrfError
from symrf.networks.display import register

if TYPE_CHECKING:
    from symrf.answers.solutions import Solution
    from symrf.answers.verdicts import Report
    from symrf.networks.derivation import Derivation
    from symrf.networks.notation.architecture import Architecture

__version__ = "0.1.0"

__all__ = [
    "DerivationError",
    "FormulaError",
    "InputError",
    "NotationError",
    "SizeError",
    "SymrfError",
    "check",
    "check_file",
    "derive",
    "parse",
    "solve",
]


register(lambda: import_module("symrf.front.display"))


def parse(text: str, where: Sequence[str] = ()) -> Architecture:
    """The network that a text in the notation describes; a NotationError points at what is not in the notation.

    `where` is what is taken for granted of its symbols: `k odd`, `p = (k-1)/2`, `s >= 2`.

    >>> str(parse("c3s1, p2s2 -> c3s1"))
    'c3s1 p2s2 c3s1'
    >>> str(parse("c{k}p{p}", where=["p = (k-1)/2"]))
    'c{k}p{(k-1)/2}'
    """
    from symrf.networks.notation import reader as notation
    from symrf.networks.notation.assumptions import assumptions

    network = notation.parse(text, assumptions(where))
    return _under(network, where) if where else network


def _under(network: str | Architecture, where: Sequence[str]) -> Architecture:
    """A network under assumptions, each of which must be about it."""
    if isinstance(network, str):
        return parse(network, where)
    if not where:
        return network
    from symrf.networks.notation.assumptions import assumptions
    from symrf.networks.notation.parameters import assumed, check_spoken

    held = assumptions(where)
    check_spoken(held, [network])
    return network if network.assumed == held else assumed(network, held)


def check(
    network: str | Architecture,
    claims: Sequence[str],
    axes: Sequence[str] = ("w", "h"),
    convention: str = "pytorch",
    symbols: Mapping[str, str] | None = None,
    where: Sequence[str] = (),
) -> Report:
    """The verdicts on claims about a network, such as `size = (w-4, h-4)` or `rf = 5`; the exact truth beside each.

    `symbols` says what symbols in the formulas stand for, such as `{"W": "w"}`; the usual ones are guessed. `where` is
    what is taken for granted of the network's symbols.

    >>> verdict = check("c3s1 p2s2 c3s1", ["size = ((w-2)/2-2, (h-2)/2-2)"])[0]
    >>> verdict.status, verdict.condition, verdict.counterexample
    ('conditional', 'for even w and h', {'w': 9})
    """
    from symrf.answers import checking

    return checking.check(_under(network, where), claims, axes, convention, symbols)


def check_file(
    text: str,
    axes: Sequence[str] = ("w", "h"),
    convention: str = "pytorch",
    symbols: Mapping[str, str] | None = None,
    where: Sequence[str] = (),
) -> Report:
    """The verdicts on a text of definitions and claims, a line each; a claim is about the last network before it.

    >>> [verdict.status for verdict in check_file("F = c3; M = p2; O = F M F\\nrf = 8\\nrf(F M) = 5")]
    ['proved', 'refuted']
    """
    from symrf.answers import checking
    from symrf.networks.notation.assumptions import assumptions

    return checking.check_file(text, axes, convention, symbols, assumptions(where))


def load_ipython_extension(shell: Any) -> None:
    """`%load_ext symrf`: the magics %symrf and %%symrf."""
    from symrf.front import notebook

    notebook.load_ipython_extension(shell)


def derive(
    network: str | Architecture,
    axes: Sequence[str] = ("w", "h"),
    convention: str = "pytorch",
    origin: float = 0,
    where: Sequence[str] = (),
) -> Derivation:
    """The output size and receptive field of a network on one to three axes, with the step to each layer.

    `origin` is where the centre of the first pixel is, for the starts of windows: 0, 0.5 or 1. `where` is what is taken
    for granted of the network's symbols: `k odd`, `p = (k-1)/2`, `s >= 2`.

    >>> derive("c3s1 p2s2 c3s1")["w"].receptive_field
    8
    >>> derive("c3s1 p2s2 c3s1", origin=0.5)["w"].start
    4
    """
    from symrf.networks import derivation

    return derivation.derive(_under(network, where), axes, convention, origin)


def solve(
    network: str | Architecture,
    conditions: str | Sequence[str],
    unknown: str | None = None,
    at: Mapping[str, int] | None = None,
    axes: Sequence[str] = ("w", "h"),
    convention: str = "pytorch",
    symbols: Mapping[str, str] | None = None,
) -> Solution:
    """The inputs, or the values of a parameter, for which conditions such as `size = 28` or `rf >= 224` hold together.

    The unknown is the one parameter of the network, or else the size of the input; `at` gives numbers to others.

    >>> solve("(c3)*{n}", "rf >= 224").least
    112
    >>> solve("c{k}p{p}", "size = w", unknown="p").to_dict()["answer"]
    'p = (k-1)/2 for odd k, for every w'
    """
    from symrf.answers import solving

    given = [conditions] if isinstance(conditions, str) else conditions
    parsed = parse(network) if isinstance(network, str) else network
    return solving.solve(parsed, given, unknown, at, axes, convention, symbols)
