r"""Displays in LaTeX: chains that are aligned at their first sign, and where they go on a new line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from symrf.answers.documents.document import Equations, Inline, Row, Words
from symrf.formulas.printing.latex import LATEX
from symrf.formulas.printing.plain import SIGNED, SUMMED
from symrf.formulas.relations import Composition, Mathematics, Relation
from symrf.formulas.tree import (
    Ceiling,
    Floor,
    Maximum,
    Minimum,
    Negative,
    Piecewise,
    Product,
    Sum,
    Tuple,
    Written,
    nodes,
)
from symrf.front.rendering.formulas import SIGNS, mathematics, said
from symrf.front.rendering.widths import width

__all__ = ["SCREEN", "broken", "cased", "display", "displayed", "least_width"]

_SMALLER = ("", "\\textstyle ", "\\scriptstyle ", "\\scriptscriptstyle ")
_WORDS = re.compile(r"\s*\S+\s?|\s+")
SCREEN = 480.0  # points of a display on a page of the web, in type of 10pt
_GAP = 20.0  # points between a formula and the words beside it


def display(equations: Equations, environment: str, room: float, within: str = " \\\\\n") -> str:
    """Rows in an environment of amsmath, none wider than `room` points; words that do not fit beside go below.

    `within` stands between the lines of one row.
    """
    lefts = [mathematics(row.relation.sides[0]) for row in equations.rows]
    sign = width("= ")
    rest = room - max(map(width, lefts))
    chains = [_chain(row.relation, rest, sign) for row in equations.rows]
    words = [said(row.beside) for row in equations.rows]
    beside = True
    if any(words):
        widest = max(width(line) for chain in chains for line in chain)
        beside = widest + _GAP + max(map(width, words)) <= rest
    said_rows = []
    for left, chain, row, word in zip(lefts, chains, equations.rows, words, strict=True):
        first, *others = chain
        lines = [f"{left} &{first}" + (f" && {word}" if word and beside else "")]
        lines += [f"&{line}" for line in others]
        if word and not beside:
            lines += [f"&\\quad {line}" for line in _worded(row, rest - width("\\quad "))]
        said_rows.append(within.join(lines))
    return _environment(said_rows, environment)


def displayed(formula: Mathematics, room: float, marked: str = "aligned") -> str:
    """A formula alone on its line, or on as many as it needs."""
    first, *others = broken(formula, room)
    return _environment([f"&{first}", *(f"&\\quad {line}" for line in others)], marked) if others else first


def broken(formula: Mathematics, room: float) -> list[str]:
    r"""A formula on lines that fit: broken at its signs and commas, and what has none is set smaller.

    >>> from symrf.formulas.tree import Symbol
    >>> broken(Tuple((Symbol("w") - 2, Symbol("h") - 2)), 60)
    ['\\left(w-2,\\right.', '\\left.h-2\\right)']
    """
    text = mathematics(formula)
    if width(text) <= room:
        return [text]
    match formula:
        case Relation(sides, sign):
            start, *ends = [broken(side, room - 14) for side in sides]
            return _packed([start, *([f" {SIGNS[sign]} {end[0]}", *end[1:]] for end in ends)], room)
        case Composition((first_name, *names)):
            return _packed([[LATEX(first_name)], *([f" \\circ {LATEX(name)}"] for name in names)], room)
        case Sum((first_term, *terms)):
            return _packed([_bracketed(first_term, SIGNED, room), *(_term(term, room) for term in terms)], room)
        case Product(factors):
            return _factored(factors, room - 10)
        case Tuple(entries):
            *others, last = [broken(entry, room - 15) for entry in entries]
            return _closed("(", _packed([*([*lines[:-1], f"{lines[-1]},"] for lines in others), last], room - 15), ")")
        case Minimum(entries) | Maximum(entries):
            *others, last = [broken(entry, room - 40) for entry in entries]
            pieces = [*([*lines[:-1], f"{lines[-1]},"] for lines in others), last]
            name = "\\min" if isinstance(formula, Minimum) else "\\max"
            first, *rest = _closed("(", _packed(pieces, room - 40), ")")
            return [f"{name}{first}", *(f"\\quad {line}" for line in rest)]
        case Floor(of):
            return _closed("\\lfloor ", broken(of, room - 15), "\\rfloor")
        case Ceiling(of):
            return _closed("\\lceil ", broken(of, room - 15), "\\rceil")
    return [next((small for style in _SMALLER if width(small := style + text) <= room), _SMALLER[-1] + text)]


def cased(formula: Mathematics) -> bool:
    """Whether a formula has cases, which are too tall for a line of text."""
    return isinstance(formula, Written) and any(isinstance(node, Piecewise) for node in nodes(formula))


def least_width(formula: Mathematics) -> float:
    """How wide a formula is at least, when it is broken wherever it can be; what can only be made smaller stays."""
    return max(width(line.removeprefix(_SMALLER[-1])) for line in broken(formula, 0.0))


def _environment(lines: Sequence[str], name: str) -> str:
    body = " \\\\\n".join(lines)
    return f"\\begin{{{name}}}\n{body}\n\\end{{{name}}}"


def _chain(relation: Relation, room: float, sign: float) -> list[str]:
    """The sides after the first, each behind its sign, on a new line where the next one does not fit."""
    sides = relation.sides[1:]
    texts = list(map(mathematics, sides))
    lines: list[str] = []
    used = room
    for side, text in zip(sides, texts, strict=True):
        wide = sign + width(text)
        if used + wide <= room:
            lines[-1] += f" = {text}"
            used += wide
        elif wide <= room:
            lines.append(f"= {text}")
            used = wide
        else:
            first, *others = broken(side, room - sign - 20)
            lines += [f"= {first}", *(f"\\qquad {line}" for line in others)]
            used = room
    return lines


def _worded(row: Row, room: float) -> Iterator[str]:
    """The words of a row, on lines that fit; a formula among them is not parted unless it must be."""
    line: list[Inline] = []
    used = 0.0
    for inline in _words(row.beside):
        wide = width(said((inline,)))
        if used + wide > room and line:
            yield said(tuple(_joined(line)))
            line, used = [], 0.0
        if wide > room and not isinstance(inline, Words):
            *firsts, last = broken(inline, room)
            yield from firsts
            yield last
            continue
        line.append(inline)
        used += wide
    if line:
        yield said(tuple(_joined(line)))


def _words(inlines: Iterable[Inline]) -> Iterator[Inline]:
    """Inlines with each word of a text alone."""
    for inline in inlines:
        if isinstance(inline, str):
            yield from _WORDS.findall(inline)
        else:
            yield inline


def _joined(inlines: Iterable[Inline]) -> Iterator[Inline]:
    """Words that are neighbours as one text."""
    text = ""
    for inline in inlines:
        if isinstance(inline, str):
            text += inline
            continue
        if text:
            yield text
        text = ""
        yield inline
    if text.strip():
        yield text.rstrip()


def _term(term: Written, room: float) -> list[str]:
    sign, tree = ("-", term.of) if isinstance(term, Negative) else ("+", term)
    first, *others = _bracketed(tree, SUMMED, room - 12)
    return [f"{sign}{first}", *others]


def _factored(factors: Sequence[Written], room: float) -> list[str]:
    """A product on lines, of which those after the first begin with a sign."""
    groups: list[tuple[Written, ...]] = []
    for factor in factors:
        if groups and width(LATEX.product((*groups[-1], factor))) <= room:
            groups[-1] += (factor,)
        else:
            groups.append((factor,))
    first, *others = map(LATEX.product, groups)
    return [first, *(f"{{}}\\cdot {other}" for other in others)]


def _bracketed(tree: Written, level: int, room: float) -> list[str]:
    """A part of a formula on lines, in brackets where it needs them."""
    if LATEX.fold(tree)[0] >= level:
        return broken(tree, room)
    return _closed("(", broken(tree, room - 15), ")")


def _closed(opening: str, lines: list[str], closing: str) -> list[str]:
    r"""Lines between brackets: one that is not on its line leaves its place to an invisible one."""
    openings = [opening, *"." * (len(lines) - 1)]
    closings = [*"." * (len(lines) - 1), closing]
    ends = zip(openings, lines, closings, strict=True)
    return [f"\\left{left}{line}\\right{right}" for left, line, right in ends]


def _packed(pieces: Sequence[list[str]], room: float) -> list[str]:
    """Pieces, each on lines of its own, with those that fit on one line together."""
    lines: list[str] = []
    for first, *others in pieces:
        if lines and not (others) and width(lines[-1] + first) <= room:
            lines[-1] += first
        else:
            lines.append(first if not lines or first[0] not in "+- " else f"{{}}{first.lstrip()}")
        lines += others
    return lines
