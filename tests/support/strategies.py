"""Hypothesis strategies: the shapes of data that the laws are tested on."""

from __future__ import annotations

from hypothesis import strategies as st

from symrf.formulas.tree import (
    Ceiling,
    Floor,
    Fraction,
    Maximum,
    Minimum,
    Modulo,
    Negative,
    Number,
    Piecewise,
    Power,
    Product,
    Sum,
    Summation,
    Symbol,
    Tuple,
    Written,
)

SYMBOLS = (
    *("w", "h", "W", "n", "p_l", "W_in", "F_1", "F_12", "W_in_1"),
    *("height", "height_in", "sigma", "sigma_1", "Gamma"),
)


def written_leaves() -> st.SearchStrategy[Written]:
    """Symbols, and numbers from 0 to beyond any machine word."""
    numbers = st.integers(0, 12) | st.integers(0, 10**30)
    return st.sampled_from(SYMBOLS).map(Symbol) | numbers.map(Number)


def written_formulas(max_leaves: int = 20) -> st.SearchStrategy[Written]:
    """Well-formed trees without a Tuple: whatever means one number, or would if it did not divide by 0.

    A Sum, a Product, a Minimum and a Maximum have two parts or more, a Number is 0 or more, and every part may be
    of any kind: a Sum in a Sum, a Negative of a Negative, a Power as an exponent, a Modulo of Modulos, a Summation
    in the bounds of another, a Piecewise in a condition.
    """

    def grown(parts: st.SearchStrategy[Written]) -> st.SearchStrategy[Written]:
        several = st.lists(parts, min_size=2, max_size=4).map(tuple)
        indices = st.sampled_from(SYMBOLS).map(Symbol)
        return st.one_of(
            *(st.builds(node, several) for node in (Sum, Product, Minimum, Maximum)),
            *(st.builds(node, parts) for node in (Negative, Floor, Ceiling)),
            *(st.builds(node, parts, parts) for node in (Fraction, Power, Modulo)),
            st.builds(Summation, parts, indices, parts, parts),
            st.builds(Piecewise, parts, parts, parts, parts),
        )

    return st.recursive(written_leaves(), grown, max_leaves=max_leaves)


def written_trees(max_leaves: int = 20) -> st.SearchStrategy[Written]:
    """Well-formed trees: a formula, or a Tuple of two formulas or more. A Tuple is nowhere but at the root."""
    shapes = st.lists(written_formulas(max_leaves // 2), min_size=2, max_size=3).map(tuple).map(Tuple)
    return written_formulas(max_leaves) | shapes


def formula_like_texts() -> st.SearchStrategy[str]:
    """Texts made of the pieces of formulas: most are none, and some nearly are."""
    pieces = (
        *("0", "2", "12", "1.5", "w", "h", "p_l", "W_{in}", "height", "sin", "_", "½", "٣", "²", "é", "\x00"),
        *(
            "+",
            "-",
            "−",
            "*",
            "**",
            "^",
            "/",
            "//",
            "·",
            "×",
            "=",
            ",",
            ".",
            " ",
            "\n",
            "~",
            "mod",
            "σ",
            "%",
            "÷",
            "e",
            "e-",
            "[0]",
            "[i]",
            "'",
        ),
        *("(", ")", "{", "}", "[", "]", "⌊", "⌋", "⌈", "⌉", "$", "$$", "\\", r"\{", r"\}", r"\(", r"\)", r"\[", r"\]"),
        *(
            "floor",
            "int(",
            "math.",
            "float(",
            "min(",
            "max",
            "Mod(",
            r"\frac",
            r"\cdot",
            r"\left",
            r"\right",
            r"\lfloor",
            r"\rfloor",
            r"\bmod",
        ),
        *(r"\sigma", r"\mathrm{", r"\text", r"\operatorname{ceil}", r"\bigl", r"\,", r"\quad", r"\sqrt", r"\min"),
        *(
            r"\sum_{i=0}^{n}",
            "∑_",
            "^n",
            r"\sum\limits",
            "Sum(",
            "(i,0,n)",
            "i",
            ";",
            "{n if s=1;",
            "otherwise",
            "if",
            "&",
        ),
        *("Piecewise(", "(n,Eq(s,1))", "True", r"\begin{cases}", r"\end{cases}", r"\text{if }", r"\text{else}", r"\\"),
    )
    return st.lists(st.sampled_from(pieces), max_size=25).map("".join)
