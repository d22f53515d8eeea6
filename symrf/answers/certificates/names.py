"""Names that both Rocq and SMT-LIB take, and what is defined, applied to arguments."""

from __future__ import annotations

from itertools import count

from symrf.formulas.tree import Symbol

__all__ = ["applied", "fresh", "plain"]

_RESERVED = frozenset(  # words of either language
    {
        *("as", "at", "cofix", "else", "end", "exists", "exists2", "fix", "for", "forall", "fun", "if", "in", "is"),
        *("let", "match", "mod", "return", "then", "using", "where", "with", "Prop", "Set", "Type", "Z", "I", "True"),
        *("abs", "and", "assert", "distinct", "div", "false", "ite", "not", "or", "par", "pop", "push", "true", "xor"),
        *("Int", "Bool", "min", "max", "False"),
    }
)
_DEFINED = (  # what names begin with that are defined already
    *(
        "advance",
        "after",
        "below",
        "between",
        "cycle",
        "either",
        "ends",
        "equal",
        "field",
        "first",
        "geometric",
        "high",
    ),
    *("hull", "itself", "jump", "low", "most", "output", "padding", "passed", "pixel", "range", "ranging", "reach"),
    *("reads", "received", "rising", "run", "size", "span", "spread", "takes", "taps", "through", "times", "turns"),
    *("twice", "window"),
)


def plain(name: str) -> str:
    """A name in letters, digits and `_`, that is no word of either language; different names stay different.

    >>> plain("w"), plain("layer1.0.conv"), plain("in"), plain("α")
    ('w', 'layer1_0_conv', 'in_', 'u3b1')
    """
    found = "".join(
        each if each.isascii() and (each.isalnum() or each == "_") else "_" if each in "./" else f"u{ord(each):x}"
        for each in name
    )
    if not found[:1].isalpha() or found.startswith(_DEFINED):
        found = f"l_{found}"
    return f"{found}_" if found in _RESERVED else found


def fresh(name: str, taken: dict[str, str]) -> str:
    """A plain name that is not among the values of those taken, with a number where it is; it is taken then, too."""
    first = found = plain(name)
    numbers = count(2)
    while found in taken.values():
        found = f"{first}_{next(numbers)}"
    taken[f"layer {name} {len(taken)}"] = found
    return found


def applied(name: str, *arguments: str | int) -> Symbol:
    """What a definition gives of its arguments: a symbol whose name has blanks, as both languages write it.

    >>> applied("size", "w").name
    'size w'
    """
    return Symbol(" ".join((name, *map(str, arguments))))
