"""A typed formula is read as it is written, or refused in words, with a caret; whatever we print is read back."""

from __future__ import annotations

import re
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.strategies import formula_like_texts, written_trees

import symrf.formulas.reader
from symrf.errors import FormulaError
from symrf.formulas import grammars
from symrf.formulas.printing.latex import GREEK, LATEX
from symrf.formulas.printing.plain import PLAIN, UNICODE, WORDED, Printer
from symrf.formulas.reader import parse
from symrf.formulas.refusals import RelationError
from symrf.formulas.tree import Fraction, Negative, Number, Power, Product, Sum, Symbol, Tuple, Written, symbols

w, h, n = Symbol("w"), Symbol("h"), Symbol("n")

READ = [
    # numbers and symbols
    ("0", "0"),
    ("007", "7"),
    ("w", "w"),
    ("W", "W"),
    ("p_l", "p_l"),
    ("W_in", "W_in"),
    ("W_{in}", "W_in"),
    ("W_{ in }", "W_in"),
    (r"W_{\mathrm{in}}", "W_in"),
    (r"W_{\text{in}}", "W_in"),
    (r"W_\mathrm{in}", "W_in"),
    ("F_1", "F_1"),
    ("F_{12}", "F_12"),
    ("W_in_1", "W_in_1"),
    (r"W_{in\_1}", "W_in_1"),
    ("height", "height"),
    (r"\mathrm{height}", "height"),
    (r"\mathit{height}", "height"),
    (r"\text{ height }", "height"),
    (r"\operatorname{height}", "height"),
    (r"\mathrm{pad\_left}", "pad_left"),
    (r"\mathrm{height}_{in}", "height_in"),
    (r"\sigma", "sigma"),
    (r"\sigma_1", "sigma_1"),
    (r"W_\sigma", "W_sigma"),
    ("σ", "sigma"),
    ("Λ", "Lambda"),
    ("λ_2", "lambda_2"),
    ("i'", "i_prime"),
    ("W'_{in}", "W_prime_in"),
    # decimals
    ("3.5", "7/2"),
    ("5.0", "5"),
    ("5.", "5"),
    (".5", "1/2"),
    ("w+1.5", "w+3/2"),
    ("-3.5", "-7/2"),
    ("2.5w", "(5/2)*w"),
    ("1.5/2", "(3/2)/2"),
    ("2^.5", "2**(1/2)"),
    (r"\frac{3.5}{2}", "(7/2)/2"),
    ("0.1+0.2", "1/10+1/5"),
    ("200_704", "200704"),
    ("1_0.2_5", "41/4"),
    ("1.5e7", "15000000"),
    ("1E3", "1000"),
    ("2.5e-1", "1/4"),
    ("2.0e+3", "2000"),
    ("2e", "2*e"),
    ("2*e-3", "2*e-3"),
    # the number of an axis after a name
    ("k[0]", "k"),
    ("k [ 1 ]", "k"),
    ("k[i]", "k"),
    (r"\text{padding}[0]", "padding"),
    (r"\text{kernel\_size}[1]", "kernel_size"),
    (r"\text{kernel\_size[1]}", "kernel_size"),
    (r"n-\mathrm{k} \left[0\right]+1", "n-k+1"),
    ("W_{in}[0]", "W_in"),
    ("pads[start_i]+pads[end_i]", "pads_start_i+pads_end_i"),
    ("(h-k[0], w-k[1])", "(h-k, w-k)"),
    ("[w/2]", "floor(w/2)"),
    ("2[w/2]", "2*floor(w/2)"),
    # sums and signs
    ("a+b-c", "a+b-c"),
    ("a−b", "a-b"),
    ("-a", "-a"),
    ("-a*b", "-a*b"),
    ("-a/b", "-a/b"),
    ("-a+b", "-a+b"),
    ("a+(b+c)", "a+(b+c)"),
    ("(a+b)+c", "(a+b)+c"),
    ("a-(-b)", "a-(-b)"),
    ("-(-a)", "-(-a)"),
    ("((a))", "a"),
    # products
    ("a*b*c", "a*b*c"),
    ("a·b", "a*b"),
    ("a⋅b", "a*b"),
    ("a×b", "a*b"),
    ("a∗b", "a*b"),
    (r"a\ast b", "a*b"),
    (r"a\cdot b", "a*b"),
    (r"2\times3", "2*3"),
    ("(a*b)*c", "(a*b)*c"),
    ("2w", "2*w"),
    ("2(w-1)", "2*(w-1)"),
    (r"3 \cdot 2^{n}", "3*2**n"),
    ("w h", "w*h"),
    ("wh", "wh"),
    ("w(w-1)", "w*(w-1)"),
    ("p_l(w-1)", "p_l*(w-1)"),
    ("height_in(w-1)", "height_in*(w-1)"),
    (r"\sigma(w-1)", "sigma*(w-1)"),
    ("height*(w-1)", "height*(w-1)"),
    ("(a)(b)", "a*b"),
    (r"\frac{1}{2}w", "(1/2)*w"),
    ("2^{n}w", "2**n*w"),
    ("2^n w", "2**n*w"),
    ("2^{height}(w)", "2**height*w"),
    (r"2\frac{w}{3}", "2*(w/3)"),
    ("2w h*3", "2*w*h*3"),
    # divisions
    ("a/b", "a/b"),
    ("a/b/c", "(a/b)/c"),
    ("a/(b/c)", "a/(b/c)"),
    ("a*b/c", "a*b/c"),
    ("a/b*c", "(a/b)*c"),
    ("2w/3", "2*w/3"),
    ("(1/2)w", "(1/2)*w"),
    ("1/(2w)", "1/(2*w)"),
    ("a//b", "floor(a/b)"),
    ("a*b//c//d", "floor(floor(a*b/c)/d)"),
    ("-a//b", "floor((-a)/b)"),
    ("-(-a//b)", "-floor((-a)/b)"),
    ("-(a//b)", "-floor(a/b)"),
    ("c-a//b", "c-floor(a/b)"),
    ("-a//b+c", "floor((-a)/b)+c"),
    ("-2*a//b//c*d", "floor(floor((-2)*a/b)/c)*d"),
    ("-a**2//b", "floor((-a**2)/b)"),
    ("{-a//b}*c", "floor((-a)/b)*c"),
    ("-{a//b}", "floor((-a)/b)"),
    ("-(-n//2)", "-floor((-n)/2)"),
    ("-(n//-2)", "-floor(n/(-2))"),
    ("a//-b*c", "floor(a/(-b))*c"),
    ("a//b*c", "floor(a/b)*c"),
    ("a*b//c", "floor(a*b/c)"),
    ("a÷b", "a/b"),
    (r"a\div b", "a/b"),
    ("-a/b", "-a/b"),
    ("-floor(a/b)", "-floor(a/b)"),
    (r"\frac{w-2}{2}-2", "(w-2)/2-2"),
    (r"\dfrac{a}{b}", "a/b"),
    (r"\tfrac{a}{b}", "a/b"),
    (r"\frac12", "1/2"),
    (r"\frac12w", "(1/2)*w"),
    (r"\frac1{23}", "1/23"),
    (r"\frac w2", "w/2"),
    # powers
    ("2**n", "2**n"),
    ("2^n", "2**n"),
    ("2^{n-1}", "2**(n-1)"),
    ("2^12", "2**12"),
    ("a^b^c", "a**(b**c)"),
    ("(a^b)^c", "(a**b)**c"),
    ("-2^n", "-2**n"),
    ("(-2)^n", "(-2)**n"),
    ("2^-n", "2**(-n)"),
    ("2^-n^2", "2**(-n**2)"),
    ("2*w^2", "2*w**2"),
    ("W_{in}^2", "W_in**2"),
    ("9**9**9", "9**(9**9)"),
    # floors, ceilings and functions
    (r"\lfloor w/2\rfloor", "floor(w/2)"),
    (r"\left\lfloor\frac{w}{2}\right\rfloor", "floor(w/2)"),
    (r"\bigl\lfloor w \bigr\rfloor", "floor(w)"),
    (r"\lfloor{w-1}\rfloor", "floor(w-1)"),
    ("⌊w/2⌋", "floor(w/2)"),
    ("floor(w/2)", "floor(w/2)"),
    (r"\operatorname{floor}\left(w\right)", "floor(w)"),
    (r"\lceil w/2\rceil", "ceiling(w/2)"),
    (r"\left\lceil w\right\rceil", "ceiling(w)"),
    ("⌈w/2⌉", "ceiling(w/2)"),
    ("ceil(w/2)", "ceiling(w/2)"),
    ("ceiling(w/2)", "ceiling(w/2)"),
    ("2⌊w⌋⌈h⌉", "2*floor(w)*ceiling(h)"),
    ("math.floor(w/2)", "floor(w/2)"),
    ("np.ceil(w/2)", "ceiling(w/2)"),
    ("tf.math.floordiv(w, 2)", "floor(w/2)"),
    ("floor_divide(w, 2)", "floor(w/2)"),
    ("float(w)/2", "w/2"),
    ("ceil(float(w-k+1)/float(s))", "ceiling((w-k+1)/s)"),
    ("int(w/2)", "max(floor(w/2), 0)+min(ceiling(w/2), 0)"),
    ("min(a, b)", "min(a, b)"),
    (r"\min(a, b, c)", "min(a, b, c)"),
    (r"\min\{a, b\}", "min(a, b)"),
    ("max(a, 0)", "max(a, 0)"),
    (r"\max\left(a, b\right)", "max(a, b)"),
    (r"\max\left\{a, b\right\}", "max(a, b)"),
    (r"\operatorname{min}(a, b)", "min(a, b)"),
    ("minimum", "minimum"),
    # remainders
    ("Mod(w, 2)", "Mod(w, 2)"),
    ("w mod 2", "Mod(w, 2)"),
    (r"w \bmod 2", "Mod(w, 2)"),
    (r"w \operatorname{mod} 2", "Mod(w, 2)"),
    ("2*w mod 3", "Mod(2*w, 3)"),
    ("a mod 2b", "Mod(a, 2*b)"),
    ("a + b mod c", "a+Mod(b, c)"),
    ("(a + b) mod c", "Mod(a+b, c)"),
    ("(a mod b) mod c", "Mod(Mod(a, b), c)"),
    ("a % b", "Mod(a, b)"),
    (r"a \% b", "Mod(a, b)"),
    ("-a%b", "Mod(-a, b)"),
    ("-(a%b)", "-Mod(a, b)"),
    ("a%-b", "Mod(a, -b)"),
    ("a%b*c", "Mod(a, b)*c"),
    ("a*b%c", "Mod(a*b, c)"),
    ("a//b%c//d", "floor(Mod(floor(a/b), c)/d)"),
    ("-2a%b+c", "Mod((-2)*a, b)+c"),
    ("-a**2%b", "Mod(-a**2, b)"),
    ("a mod b*c", "Mod(a, b*c)"),
    # sums over an index: the sign holds the product after it
    (r"\sum_{i=0}^{n-1}2^{i}", "Sum(2**i, (i, 0, n-1))"),
    (r"\sum_{i=0}^n i", "Sum(i, (i, 0, n))"),
    (r"\sum^{n - 1}_{i = 0} 2^i", "Sum(2**i, (i, 0, n-1))"),
    (r"\sum\limits_{i=0}^{12}12", "Sum(12, (i, 0, 12))"),
    (r"\sum _ {k_1=k}^2 k_1", "Sum(k_1, (k_1, k, 2))"),
    ("∑_{i=0}^{n−1} 2^i", "Sum(2**i, (i, 0, n-1))"),
    ("Sum(2**i, (i, 0, n-1))", "Sum(2**i, (i, 0, n-1))"),
    ("Sum(i*j, (i, 0, j), (j, 1, n))", "Sum(Sum(i*j, (i, 0, j)), (j, 1, n))"),
    (r"\sum_{i=0}^n 2i w/3+1", "Sum(2*i*w/3, (i, 0, n))+1"),
    (r"1-\sum_{i=0}^n(i+1)w", "1-Sum((i+1)*w, (i, 0, n))"),
    (r"\sum_{i=0}^n\sum_{j=0}^i i j", "Sum(Sum(i*j, (j, 0, i)), (i, 0, n))"),
    (r"2(k-1)\sum_{i=0}^n i", "2*(k-1)*Sum(i, (i, 0, n))"),
    (r"2\cdot\sum_{i=0}^n i\cdot\sum_{i=0}^n i", "2*Sum(i*Sum(i, (i, 0, n)), (i, 0, n))"),
    (r"\left(\sum_{i=0}^n i\right)w", "Sum(i, (i, 0, n))*w"),
    (r"\frac{\sum_{i=0}^n i}{2}", "Sum(i, (i, 0, n))/2"),
    (r"(\sum_{i=0}^n i) \bmod 2", "Mod(Sum(i, (i, 0, n)), 2)"),
    # cases
    (r"\begin{cases}n&\text{if }s=1\\2n&\text{otherwise}\end{cases}", "Piecewise((n, Eq(s, 1)), (2*n, True))"),
    (
        r"\begin{cases} n, & s = 1 \\ m, & s = 2, \\ h, & \text{else} \\ \end{cases}",
        "Piecewise((n, Eq(s, 1)), (m, Eq(s, 2)), (h, True))",
    ),
    (
        r"\begin{dcases} n & \text{for } s = 1 \\ m \text{ if } s = 2 \\ h \text{ otherwise } \end{dcases}",
        "Piecewise((n, Eq(s, 1)), (m, Eq(s, 2)), (h, True))",
    ),
    ("{n if s = 1; (s^n−1)/(s−1) otherwise}", "Piecewise((n, Eq(s, 1)), ((s**n-1)/(s-1), True))"),
    ("{n for s=1; m if s=2; h else}", "Piecewise((n, Eq(s, 1)), (m, Eq(s, 2)), (h, True))"),
    ("n if s = 1, m if s=2, else h", "Piecewise((n, Eq(s, 1)), (m, Eq(s, 2)), (h, True))"),
    ("2(n if s = 1, otherwise m)+1", "2*Piecewise((n, Eq(s, 1)), (m, True))+1"),
    ("Piecewise((n, Eq(s, 1)), (m, True))", "Piecewise((n, Eq(s, 1)), (m, True))"),
    (
        "Piecewise((n, Eq(s, 1)), (Piecewise((m, Eq(s, 2)), (h, True)), True))",
        "Piecewise((n, Eq(s, 1)), (m, Eq(s, 2)), (h, True))",
    ),
    ("2{n if s=1; m otherwise}^2+1", "2*Piecewise((n, Eq(s, 1)), (m, True))**2+1"),
    (
        "{{n if k=1; 2 otherwise} if {k if n=1; 3 otherwise} = 1; m otherwise}",
        "Piecewise((Piecewise((n, Eq(k, 1)), (2, True)), Eq(Piecewise((k, Eq(n, 1)), (3, True)), 1)), (m, True))",
    ),
    (r"2\begin{cases}n&s=1\\m&\text{otherwise}\end{cases}", "2*Piecewise((n, Eq(s, 1)), (m, True))"),
    ("if*otherwise+for-Eq*True", "if*otherwise+for-Eq*True"),
    (r"w & - \\ 2", "w-2"),
    # shapes
    ("(a, b)", "(a, b)"),
    ("(a, b, c)", "(a, b, c)"),
    (r"\left(\frac{w-2}{2}-2, \frac{h-2}{2}-2\right)", "((w-2)/2-2, (h-2)/2-2)"),
    ("((a, b))", "(a, b)"),
    # what LaTeX puts around and between, and any size of bracket
    ("$w$", "w"),
    ("$$w$$", "w"),
    (r"\(w\)", "w"),
    (r"\[w\]", "w"),
    (r" $ \displaystyle w $ ", "w"),
    (r"w\,h\;n\!p^{n}\quad w~h", "w*h*n*p**n*w*h"),
    ("w\n-\r\n\t2", "w-2"),
    ("w\N{NO-BREAK SPACE}-\N{THIN SPACE}2", "w-2"),
    (r"\bigl(w\bigr)\Bigl(w\Bigr)\bigg(w\bigg)\left(w\right)", "w*w*w*w"),
    ("{w-1}", "w-1"),
    ("{w}^{2}", "w**2"),
    ("{(w-1)}^2", "(w-1)**2"),
    (r"2{w}{\frac{h}{2}}", "2*w*(h/2)"),
]


@pytest.mark.parametrize(("text", "plain"), READ, ids=[text for text, _ in READ])
def test_a_formula_is_read(text: str, plain: str) -> None:
    assert PLAIN(parse(text)) == plain


TREES: list[tuple[str, Written]] = [
    ("a-b", Sum((Symbol("a"), Negative(Symbol("b"))))),
    ("-w*h", Negative(Product((w, h)))),
    ("-w/h", Negative(Fraction(w, h))),
    ("w+(h+n)", Sum((w, Sum((h, n))))),
    ("w*h*n", Product((w, h, n))),
    ("w*(h*n)", Product((w, Product((h, n))))),
    ("w*h/n", Fraction(Product((w, h)), n)),
    ("w/h*n", Product((Fraction(w, h), n))),
    ("-2^n", Negative(Power(Number(2), n))),
    ("2^-n", Power(Number(2), Negative(n))),
    ("(w, h-2)", Tuple((w, Sum((h, Negative(Number(2))))))),
]


@pytest.mark.parametrize(("text", "tree"), TREES, ids=[text for text, _ in TREES])
def test_a_tree_keeps_what_is_written(text: str, tree: Written) -> None:
    assert parse(text) == tree


EMPTY = "the formula is empty: write a number, a symbol or a bracket"
MISSING = "a number, a symbol or a bracket is missing"
SQUARE = "square brackets after a name give the number of an axis, as in k[0]: write * before a floor"
AXES = "[0] and [1] are two axes, but a formula is about one: give each a name of its own"
MODULO = "mod must stand between two sides, once: write a mod b, Mod(a, b) or (a mod b) mod c"
EQUALS = "a formula has no equals sign; a claim has one"
AROUND = "this sign may only enclose a whole formula, on both sides"
COMMA = "a comma may only be in round brackets, as in (a, b)"
BOUNDS = r"a sum needs an index and two bounds, as in \sum_{i=0}^{n} and Sum(2**i, (i, 0, n))"
NO_INDEX = "the index of a sum must be a symbol"
ENVIRONMENT = r"only cases, and a display around a whole formula, are read: write \begin{cases}…\end{cases}"
CASES = "each case must have an equation as its condition, and the last one none, as in "
CASES_LATEX = CASES + r"\begin{cases}n&\text{if }s=1\\m&\text{otherwise}\end{cases}"
CASES_PLAIN = CASES + "Piecewise((n, Eq(s, 1)), (m, True))"
CASES_UNICODE = CASES + "n if s = 1, else m"
INDEX = "an index must be made of letters and digits, as in W_in or W_{in}"
FRAC = r"\frac needs two parts in braces, as in \frac{a}{b}"
THERE_ARE = "the functions are floor, ceil, min, max and Mod"

# What is refused, the carets below it, the whole message, and the nearest text that is read.
REFUSED = [
    # nothing, or one side of something
    ("", "^", EMPTY, "w"),
    ("  ", "  ^", EMPTY, " w"),
    ("()", " ^", f"{MISSING} before )", "(w)"),
    ("$$", "  ^", f"{MISSING} after $$", "$w$"),
    ("w-", "  ^", f"{MISSING} after -", "w-2"),
    ("w* ", "   ^", f"{MISSING} after *", "w*2"),
    ("*w", "^", f"{MISSING} before *", "2*w"),
    ("2^", "  ^", f"{MISSING} after ^", "2^n"),
    ("a+*b", "  ^", f"{MISSING} before *", "a*b"),
    ("(a,)", "   ^", f"{MISSING} before )", "(a,b)"),
    (r"\frac{a}{}", "         ^", f"{MISSING} before }}", r"\frac{a}{b}"),
    ("+w", "^", "a plus sign may only stand between two terms", "-w"),
    ("a*-b", "  ^", "a minus after * needs brackets: write a*(-b)", "a*(-b)"),
    ("a--b", "  ^", "a minus after - needs brackets: write a-(-b)", "a-(-b)"),
    (r"a\cdot-b", "      ^", r"a minus after \cdot needs brackets: write a\cdot(-b)", r"a\cdot(-b)"),
    # brackets
    ("(w-2", "^", "this bracket is never closed", "(w-2)"),
    ("(w-", "^", "this bracket is never closed", "(w-2)"),
    (r"2\left(w", "      ^", "this bracket is never closed", r"2\left(w\right)"),
    (r"\frac{a}{b", "        ^", "this bracket is never closed", r"\frac{a}{b}"),
    ("w)", " ^", "this bracket was never opened", "(w)"),
    ("(w⌋", "  ^", "( is closed by ⌋: write )", "⌊w⌋"),
    (r"\min\{a, b)", "          ^", r"\{ is closed by ): write \}", r"\min\{a, b\}"),
    ("ceil_n", "^^^^^^", "ceil is a function and has no index: write ceil(…)", "ceil(n)"),
    ("w[w/2]", " ^", SQUARE, "w*[w/2]"),
    (r"\text{k}[k]", "        ^", SQUARE, r"\text{k}_k"),
    (r"n-\mathrm{k} \left[00+1\right]", "             ^^^^^^", SQUARE, r"n-\mathrm{k} \left[00\right]"),
    ("{k}[0]", "   ^", SQUARE, "k[0]"),
    ("(k)[0]", "   ^", SQUARE, "k[0]"),
    ("W_{in}[W/2]", "      ^", SQUARE, "W_{in}*[W/2]"),
    (
        "p[0]+p[1]",
        "      ^^^",
        AXES,
        "p_0+p_1",
    ),
    (r"\{w\}", "^^", r"these braces may only follow \min and \max: write (…)", "{w}"),
    (r"\left w", "^^^^^", "this may only come before a bracket", r"\left(w\right)"),
    ("{a+b}c", "^^^^^", "LaTeX does not show these braces: write (a+b)", "(a+b)c"),
    ("{2w}^2", "^^^^", "LaTeX does not show these braces: write (2w)", "(2w)^2"),
    ("3{2}", " ^^^", "LaTeX does not show these braces: write a sign before the number", "3*{2}"),
    ("a,b", " ^", COMMA, "(a,b)"),
    ("⌊a,b⌋", "  ^", COMMA, "⌊a+b⌋"),
    ("(a,b)*2", "^^^^^", "a pair must stand alone, not inside a formula", "(a*b)*2"),
    ("((a,b),c)", " ^^^^^", "a pair must stand alone, not inside a formula", "((a*b),c)"),
    # numbers
    ("3 2", "  ^", "two numbers stand side by side: write 3*2", "3*2"),
    ("w2", " ^", "a sign is missing before this number: write *2, or _2 for an index", "w_2"),
    ("(w)2", "   ^", "a sign is missing before this number: write *2", "(w)*2"),
    ("w1.5", " ^^^", "a sign is missing before this number: write *1.5", "w*1.5"),
    ("1.5.5", "   ^^", "two numbers stand side by side: write 1.5*.5", "1.5*.5"),
    ("1.5 2", "    ^", "two numbers stand side by side: write 1.5*2", "1.5*2"),
    ("w.h", " ^", "a point may only be part of a number, as in 3.5", "w*h"),
    ("2e-3", "^^^^", "this can be read in two ways: write 2.0e-3 or 2*e-3", "2.0e-3"),
    ("2'", " ^", "a prime must follow a symbol, as in i'", "i'"),
    ("½", "^", "write 1/2", "1/2"),
    ("w²", " ^", "write ^2", "w^2"),
    ("F₁", " ^", "write _1", "F_1"),
    ("٣", "^", "write 3", "3"),
    ("1/2w", "^^^^", "this can be read in two ways: write (1/2)w or 1/(2w)", "1/2*w"),
    ("w//2(h)", "^^^^^^^", "this can be read in two ways: write (w//2)(h) or w//(2(h))", "w//2*(h)"),
    ("1/a b", "^^^^^", "this can be read in two ways: write (1/a) b or 1/(a b)", "1/a*b"),
    # words
    ("sin(x)", "^^^", f"unknown function sin: {THERE_ARE}; a product is sin*(…)", "sin*(x)"),
    ("2sin (x)", " ^^^", f"unknown function sin: {THERE_ARE}; a product is sin*(…)", "2min(x,1)"),
    ("flor(w)", "^^^^", "unknown function flor: did you mean floor?", "floor(w)"),
    ("Floor(w)", "^^^^^", "unknown function Floor: did you mean floor?", "floor(w)"),
    ("math.sqrt(2)", "^^^^^^^^^", f"unknown function math.sqrt: {THERE_ARE}", "math.floor(2)"),
    ("int", "   ^", "int needs brackets: int(…)", "int(w)"),
    ("int(a,b)", "^^^^^^^^", "int takes one argument", "int(a+b)"),
    ("floordiv(a)", "^^^^^^^^^^^", "floordiv takes two arguments", "floordiv(a,b)"),
    ("floor w", "      ^", "floor needs brackets: floor(…)", "floor(w)"),
    ("min", "   ^", "min needs brackets: min(…)", "min(1,2)"),
    ("min(a)", "^^^^^^", "min takes two arguments or more", "min(a,b)"),
    ("floor(a,b)", "^^^^^^^^^^", "floor takes one argument", "floor(a+b)"),
    ("Mod(a)", "^^^^^^", "Mod takes two arguments", "Mod(a,b)"),
    ("mod(a,b)", "^^^", MODULO, "Mod(a,b)"),
    ("a mod b mod c", "        ^^^", MODULO, "a mod b*c"),
    (r"a\bmod b\bmod c", "        ^^^^^", MODULO, r"a\bmod b\cdot c"),
    ("-a mod b", "^^^^^^^^", "this can be read in two ways: write (-a) mod b or -(a mod b)", "(-a) mod b"),
    (
        r"-2a \bmod b+c",
        "^^^^^^^^^^^",
        r"this can be read in two ways: write (-2a) \bmod b or -(2a \bmod b)",
        r"c-2a \bmod b",
    ),
    ("a%2b", "^^^^", "this can be read in two ways: write (a%2)b or a%(2b)", "a%2*b"),
    ("a*-b", "  ^", "a minus after * needs brackets: write a*(-b)", "a%-b"),
    ("5%", "  ^", f"{MISSING} after %", "5%2"),
    ("w_", " ^", INDEX, "w_1"),
    ("W_{i-1}", " ^", INDEX, "W_{i1}"),
    # commands of LaTeX
    (r"\sqrt{2}", "^^^^^", r"unknown command \sqrt", r"{2}"),
    (r"\input{/etc/passwd}", "^^^^^^", r"unknown command \input", "w"),
    (r"\lfoor w\rfloor", "^^^^^^", r"unknown command \lfoor: did you mean \lfloor?", r"\lfloor w\rfloor"),
    (r"w \pmod{2}", "  ^^^^^", r"unknown command \pmod: did you mean \bmod?", r"w \bmod{2}"),
    (r"\text{a b}", "^^^^^", "the braces after this must hold one word of letters", r"\text{ab}"),
    (r"\frac{a}", "        ^", FRAC, r"\frac{a}2"),
    (r"\frac ab", "      ^^", FRAC, r"\frac a2"),
    ("$w", "  ^", "the sign before the formula has no partner after it", "$w$"),
    ("w$", " ^", AROUND, "$w$"),
    ("$$w$", "   ^", AROUND, "$$w$$"),
    (r"\(w$", "   ^", AROUND, r"\(w\)"),
    ("$w$+1", "   ^", "+ cannot be used here", "$w+1$"),
    # sums over an index
    (r"\sum_{2=0}^{n} i", "      ^", NO_INDEX, r"\sum_{k=0}^{n} i"),
    ("Sum(i, (i+1, 0, n))", "        ^^^", NO_INDEX, "Sum(i, (i_1, 0, n))"),
    ("∑_{(a,b)=0}^n i", "   ^^^^^", NO_INDEX, "∑_{ab=0}^n i"),
    (r"\sum i", "     ^", BOUNDS, r"\sum_{i=0}^n i"),
    (r"\sum_{i}^{n} i", "       ^", BOUNDS, r"\sum_{i=0}^{n} i"),
    (r"\sum_{i=0} i", "           ^", BOUNDS, r"\sum_{i=0}^1 i"),
    (r"\sum_i=0^n i", "     ^", BOUNDS, r"\sum_{i=0}^n i"),
    (r"\sum^n i", "       ^", BOUNDS, r"\sum^n_{i=0} i"),
    (r"\sum_{i=0}^\sigma i", "           ^^^^^^", BOUNDS, r"\sum_{i=0}^{\sigma} i"),
    (r"\sum_{i=}^n i", "        ^", f"{MISSING} before }}", r"\sum_{i=0}^n i"),
    (r"\sum_{i=0}^{n}", "              ^", f"{MISSING} after }}", r"\sum_{i=0}^{n}i"),
    ("Sum", "   ^", "Sum needs brackets: Sum(…)", "Sum(i,(i,0,n))"),
    ("Sum_1", "^^^^^", "Sum is a function and has no index: write Sum(…)", "Su_1"),
    ("Sum(i)", "     ^", BOUNDS, "Sum(i,(i,0,n))"),
    ("Sum(i, i, 0, n)", "       ^", BOUNDS, "Sum(i, (i, 0, n))"),
    ("Sum(i, (i, 0))", "            ^", BOUNDS, "Sum(i, (i, 0, 0))"),
    (r"1/\sum_{i=0}^n i", "  ^^^^", r"a sum after / needs brackets: write a/(\sum…)", r"1/(\sum_{i=0}^n i)"),
    ("2^∑_{i=0}^n i", "  ^", "a sum after ^ needs brackets: write a^(∑…)", "2^(∑_{i=0}^n i)"),
    ("1/2∑_{i=0}^n i", "^" * 14, "this can be read in two ways: write (1/2)∑_{i=0}^n i or 1/(2∑_{i=0}^n i)", "1/2"),
    ("∑_{i=0}^n i mod 2", "            ^^^", MODULO, "(∑_{i=0}^n i) mod 2"),
    (r"{\sum_{i=0}^n i}j", "^" * 16, r"LaTeX does not show these braces: write (\sum_{i=0}^n i)", r"(\sum_{i=0}^n i)j"),
    (r"\sum_{i=0}^n{i+1}", "            ^^^^^", "LaTeX does not show these braces: write (i+1)", r"\sum_{i=0}^n(i+1)"),
    # cases
    (r"\begin{cases}n\\m\end{cases}", " " * 14 + "^^", CASES_LATEX, "n"),
    (r"\begin{cases}n&s=1\end{cases}", " " * 18 + "^^^^", CASES_LATEX, r"\begin{cases}n&s=1\\m&\text{else}\end{cases}"),
    (r"\begin{cases}n&s=1\\m\end{cases}", " " * 21 + "^^^^", CASES_LATEX, "n"),
    (r"\begin{cases}n&s=1\\m&\text{else}", " " * 33 + "^", CASES_LATEX, "n"),
    (r"\begin{cases}n&s\\m&\text{else}\end{cases}", " " * 16 + "^^", CASES_LATEX, "n"),
    (r"\begin{cases}n&s>1\\m&\text{else}\end{cases}", " " * 16 + "^", CASES_LATEX, "n"),
    (r"\begin{cases}n&s=1", " " * 18 + "^", CASES_LATEX, "n"),
    (r"\begin{cases}\end{cases}", " " * 13 + "^^^^", CASES_LATEX, "n"),
    (r"\begin{matrix}n\end{matrix}", "^^^^^^", ENVIRONMENT, r"\begin{align}n\end{align}"),
    (r"n\end{cases}", " ^^^^", ENVIRONMENT, "n"),
    ("{n if s=1}", "         ^", CASES_UNICODE, "{n if s=1; 2 else}"),
    ("{n; m otherwise}", "  ^", CASES_UNICODE, "{n if s=1; m otherwise}"),
    ("{n if s; m otherwise}", "       ^", CASES_UNICODE, "{n if s=1; m otherwise}"),
    ("{n if s>1; m otherwise}", "       ^", CASES_UNICODE, "{n if s=1; m otherwise}"),
    ("{n if s=1; m}", "            ^", CASES_UNICODE, "{n if s=1; m otherwise}"),
    ("{n otherwise}", "   ^^^^^^^^^", CASES_UNICODE, "{n}"),
    ("n if s=1", "        ^", CASES_UNICODE, "n if s=1, else m"),
    ("(n if s=1)", "         ^", CASES_UNICODE, "(n if s=1, else m)"),
    ("Piecewise(n)", "          ^", CASES_PLAIN, "n"),
    ("Piecewise((n, s), (m, True))", "              ^", CASES_PLAIN, "Piecewise((n, Eq(s, 1)), (m, True))"),
    ("Piecewise((n, Eq(s)), (m, True))", "                  ^", CASES_PLAIN, "n"),
    ("Piecewise((n, Eq(s, 1)))", " " * 23 + "^", CASES_PLAIN, "n"),
    ("Piecewise((n, Eq(s, 1)), m)", " " * 25 + "^", CASES_PLAIN, "n"),
    # signs of something else
    ("w=2", " ^", EQUALS, "w*2"),
    ("w ≥ 2", "  ^", EQUALS, "w * 2"),
    ("a–b", " ^", "write - for a minus", "a-b"),
    ("a!", " ^", "! is not part of a formula", "a"),
    ("a;b", " ^", "; is not part of a formula", "a b"),
    ("日", "^", "日 is not part of a formula", "w"),
    ("__import__('os')", "^", INDEX, "import"),
]


@pytest.mark.parametrize(("text", "carets", "message", "nearest"), REFUSED, ids=[repr(row[0]) for row in REFUSED])
def test_what_is_no_formula_is_refused_in_words(text: str, carets: str, message: str, nearest: str) -> None:
    with pytest.raises(FormulaError) as refused:
        parse(text)
    assert str(refused.value) == f"{message}\n  {text}\n  {carets}"
    assert refused.value.source == text
    parse(nearest)


@pytest.mark.parametrize(("text", "kind"), [("w = 2", RelationError), ("w ≥ 2", RelationError), ("w 2", FormulaError)])
def test_an_equals_sign_is_told_by_the_type_of_the_refusal(text: str, kind: type[FormulaError]) -> None:
    with pytest.raises(FormulaError) as refused:
        parse(text)
    assert type(refused.value) is kind


@pytest.mark.parametrize(
    "character", ["\0", "\x07", "\x0b", "\x0c", "\x1b", "\x7f", "\x85", "\u200b", "\u202e", "\ud800"]
)
def test_a_control_character_is_named(character: str) -> None:
    with pytest.raises(FormulaError) as refused:
        parse(f"w{character}")
    assert refused.value.message == f"the character U+{ord(character):04X} is not part of a formula"
    assert refused.value.span == (1, 2)


@given(written_trees(), st.sampled_from((PLAIN, WORDED, UNICODE, LATEX)))
def test_print_then_parse_is_the_identity(tree: Written, printer: Printer) -> None:
    assert parse(printer(tree)) == tree


def test_a_word_before_a_bracket_prints_as_no_function() -> None:
    assert LATEX(Product((Symbol("height"), w - 1))) == r"\mathrm{height} \cdot (w-1)"
    assert LATEX(Product((Symbol("sigma"), w - 1))) == r"\sigma(w-1)"


@pytest.mark.parametrize("printer", [PLAIN, WORDED, UNICODE, LATEX], ids=["plain", "worded", "unicode", "latex"])
@pytest.mark.parametrize("text", [text for text, _ in READ])
def test_what_is_read_prints_and_is_read_again(text: str, printer: Printer) -> None:
    tree = parse(text)
    assert parse(printer(tree)) == tree


def outcome(text: str) -> Written | FormulaError:
    try:
        return parse(text)
    except FormulaError as refused:
        return refused


@given(st.text() | formula_like_texts())
def test_any_text_is_read_or_politely_refused(text: str) -> None:
    result = outcome(text)
    if isinstance(result, FormulaError):
        start, stop = result.span or (-1, -1)
        assert 0 <= start <= stop <= len(text)
        assert not terminals_in(result.message)
    else:
        assert {parse(printer(result)) for printer in (PLAIN, WORDED, UNICODE, LATEX)} == {result}


@pytest.mark.parametrize("text", [row[0] for row in REFUSED], ids=repr)
def test_no_message_names_a_terminal_of_the_grammar(text: str) -> None:
    with pytest.raises(FormulaError) as refused:
        parse(text)
    assert not terminals_in(refused.value.message)


TERMINALS = re.findall(r"^([A-Z_]+)(?=[.:])", grammars.read("formula"), re.MULTILINE)


def terminals_in(message: str) -> list[str]:
    """The terminals of the grammar that a message names."""
    return [name for name in TERMINALS if re.search(rf"\b{name}\b", message)]


@pytest.mark.parametrize("name", sorted(GREEK))
def test_each_greek_letter_is_read_as_a_command_and_as_a_character(name: str) -> None:
    kind = "SMALL" if name.islower() else "CAPITAL"
    character = unicodedata.lookup(f"GREEK {kind} LETTER {name.upper().replace('LAMBDA', 'LAMDA')}")
    assert parse(f"\\{name}") == parse(character) == parse(name) == Symbol(name)


# Limits: the last text that is read, and the first that is not.
LIMITS = [
    (
        "brackets",
        "(" * 100 + "w" + ")" * 100,
        "(" * 101 + "w" + ")" * 101,
        "brackets are nested more than 100 deep",
        100,
    ),
    ("braces", "{" * 100 + "w" + "}" * 100, "{" * 101 + "w" + "}" * 101, "brackets are nested more than 100 deep", 100),
    ("divisions", "w" + "/2" * 99, "w" + "/2" * 100, "operations are nested more than 100 deep", 198),
    ("powers", "2^" * 99 + "n", "2^" * 100 + "n", "operations are nested more than 100 deep", 200),
    ("floors", "⌊" * 99 + "w" + "⌋" * 99, "⌊" * 100 + "w" + "⌋" * 100, "operations are nested more than 100 deep", 199),
    (
        "sums",
        "Sum(1, (i, 0, " * 49 + "w" + "))" * 49,
        "Sum(1, (i, 0, " * 50 + "w" + "))" * 50,
        "operations are nested more than 100 deep",
        798,
    ),
    (
        "cases",
        "Piecewise((1, Eq(1, " * 33 + "w" + ")), (1, True))" * 33,
        "Piecewise((1, Eq(1, " * 34 + "w" + ")), (1, True))" * 34,
        "brackets are nested more than 100 deep",
        670,
    ),
    (
        "cases after cases",
        "{1 if w = 1; " * 33 + "w" + " otherwise}" * 33,
        "{1 if w = 1; " * 34 + "w" + " otherwise}" * 34,
        "operations are nested more than 100 deep",
        805,
    ),
    ("digits", "9" * 1000, "9" * 1001, "a number may have at most 1,000 digits", 0),
    ("digits of a decimal", "." + "9" * 999, "." + "9" * 1000, "a number may have at most 1,000 digits", 0),
    ("digits of a power of ten", "1e999", "1e1000", "a number may have at most 1,000 digits", 0),
    ("decimals in decimals", "2^" * 98 + ".5", "2^" * 99 + ".5", "operations are nested more than 100 deep", 198),
    (
        "what int stands over",
        "int(" + "w+" * 9998 + "w)",
        "int(" + "w+" * 9999 + "w)",
        "int(…) contains more than 10,000 signs: write floor(…)",
        0,
    ),
    ("characters", "w" + " " * 99_999, "w" + " " * 100_000, "a formula may have at most 100,000 characters", 100_000),
]


@pytest.mark.parametrize(
    ("last", "first", "message", "start"), [row[1:] for row in LIMITS], ids=[row[0] for row in LIMITS]
)
def test_a_limit_is_where_it_is_said_to_be(last: str, first: str, message: str, start: int) -> None:
    assert {parse(printer(parse(last))) for printer in (PLAIN, WORDED, UNICODE, LATEX)} == {parse(last)}
    with pytest.raises(FormulaError) as refused:
        parse(first)
    assert refused.value.message == message
    assert refused.value.span is not None
    assert refused.value.span[0] == start


HOSTILE = [
    ("ten thousand brackets", "(" * 10_000 + "w" + ")" * 10_000),
    ("only opening brackets", "(" * 100_000),
    ("only closing brackets", ")" * 100_000),
    ("braces in braces", r"\frac{" * 16_000),
    ("int in int", "int(" * 99 + "w" + ")" * 99),
    ("a tower of tens", "1e" + "9" * 90_000),
    ("a small decimal", "1.0e-999999999"),
    ("a million characters", "w+" * 500_000),
    ("a tower of powers", "9**" * 30_000 + "9"),
    ("a tower of minuses", "2^" + "-" * 90_000),
    ("a long decimal", "1" * 50_000 + "." + "1" * 40_000),
    ("sizes without brackets", r"\left" * 20_000),
    ("blanks", " " * 100_000),
    ("an import", "__import__('os').system('true')"),
    ("a lambda", "(lambda: 0)()"),
    ("a file", r"\input{/etc/passwd}"),
    ("a definition", r"\def\w{\w}\w"),
]


@pytest.mark.parametrize("text", [text for _, text in HOSTILE], ids=[name for name, _ in HOSTILE])
def test_a_hostile_text_is_refused(text: str) -> None:
    with pytest.raises(FormulaError) as refused:
        parse(text)
    assert len(str(refused.value)) < 400


def test_a_long_formula_is_read() -> None:
    assert parse("w+" * 40_000 + "w") == Sum((w,) * 40_001)


def test_importing_the_reader_loads_neither_lark_nor_sympy() -> None:
    program = "import sys, symrf.formulas.reader; print({'lark', 'sympy'} & set(sys.modules))"
    root = Path(symrf.formulas.reader.__file__).parents[2]
    run = subprocess.run([sys.executable, "-c", program], cwd=root, capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "set()"


def test_a_remainder_by_a_product_is_printed_with_brackets() -> None:
    assert UNICODE(parse("a mod 2b")) == "a mod (2·b)"
    assert UNICODE(parse("2a mod b")) == "2·a mod b"


def test_a_dot_stands_between_a_number_and_a_fraction_which_would_be_a_mixed_number() -> None:
    assert LATEX(2 * Fraction(Number(1), Number(3))) == r"2 \cdot \frac{1}{3}"
    assert LATEX(2 * Symbol("w")) == "2w"


def test_the_index_of_a_sum_is_no_symbol_of_it_but_where_it_is_free() -> None:
    assert symbols(parse("Sum(i*k, (i, 0, n-1))")) == {"k", "n"}
    assert symbols(parse("Sum(i, (i, 0, i))+k")) == {"i", "k"}
