"""What SymPy says wrongly of products, taken back: that `4**n/6` is whole, and that `6**n/3` is not.

SymPy (as of 1.14) asks of a product over a number only which powers of 2 are in it. So its word is not taken for one
over a number with an odd factor, where a power with a symbol as its exponent is in it; and with the word go the floors
from which SymPy takes such a product out.
"""

from __future__ import annotations

from math import gcd
from typing import Any

__all__ = ["corrected"]


def corrected() -> None:
    """Takes it back, before the first whole symbol is made.

    >>> import sympy
    >>> corrected()
    >>> n = sympy.Symbol("n", integer=True, positive=True)
    >>> (4**n / 6).is_integer, (6**n / 3).is_integer, (4**n / 2).is_integer
    (None, None, True)
    """
    from sympy.core.mul import Mul

    told = Mul._prop_handler["integer"]
    if told.__module__ == __name__:
        return

    def is_whole(product: Any) -> bool | None:
        answer: bool | None = told(product)
        number = product.args[0]
        below = int(number.q) if number.is_Rational else 1
        odd = below // (below & -below)
        if answer is None or odd == 1:
            return answer
        powers = [each.base for each in product.args if each.is_Pow and not each.exp.is_Integer]
        doubtful = any(base.is_Integer and (answer or gcd(int(base), odd) > 1) for base in powers)
        return None if doubtful else answer

    Mul._prop_handler["integer"] = is_whole
