"""Closed-form output sizes and receptive fields of convolutional networks, with the steps, in LaTeX.

>>> import symrf
>>> d = symrf.derive("c3s1 p2s2 c3s1")
>>> print(d.latex())
\\left(\\frac{w-2}{2}-2, \\frac{h-2}{2}-2\\right)
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from symrf.errors import DerivationError, FormulaError, InputError, NotationError, SizeError, SymrfError

if TYPE_CHECKING:
    from symrf.architecture import Architecture
    from symrf.derivation import Derivation

__version__ = "0.1.0"

__all__ = [
    "DerivationError",
    "FormulaError",
    "InputError",
    "NotationError",
    "SizeError",
    "SymrfError",
    "derive",
    "parse",
]


def parse(text: str) -> Architecture:
    """The network that a text in the notation describes; a NotationError points at what is not in the notation.

    >>> str(parse("c3s1, p2s2 -> c3s1"))
    'c3s1 p2s2 c3s1'
    """
    from symrf import notation

    return notation.parse(text)


def derive(
    network: str | Architecture, axes: Sequence[str] = ("w", "h"), convention: str = "pytorch", origin: float = 0
) -> Derivation:
    """The output size and receptive field of a network on one to three axes, with the step to each layer.

    `origin` is where the centre of the first pixel is, for the starts of windows: 0, 0.5 or 1.

    >>> derive("c3s1 p2s2 c3s1")["w"].receptive_field
    8
    >>> derive("c3s1 p2s2 c3s1", origin=0.5)["w"].start
    4
    """
    from symrf import derivation

    return derivation.derive(parse(network) if isinstance(network, str) else network, axes, convention, origin)
