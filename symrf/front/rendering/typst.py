"""Documents as Typst: words with formulas in them, and displays that are aligned at their first sign."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from symrf.answers.documents.document import (
    Block,
    Code,
    Copy,
    Count,
    Document,
    Equations,
    Heading,
    Inline,
    Marked,
    Paragraph,
    Picture,
    Table,
)
from symrf.formulas.printing.typst import TYPST as FORMULA
from symrf.formulas.printing.typst import quoted
from symrf.formulas.relations import Across, Applied, Composition, Congruence, Divides, Mathematics, Relation, Word
from symrf.front.rendering.breadth import PAGE, breadth
from symrf.front.rendering.cells import numeric
from symrf.front.rendering.tabulars import summed

__all__ = ["TYPST", "TypstRenderer", "mathematics", "page", "sheet"]


class TypstRenderer:
    """Documents as Typst that needs nothing around it: no package is imported, nothing is set for what follows."""

    def __call__(self, document: Document) -> str:
        """The document, its blocks apart by a blank line; a display belongs to the paragraph before it."""
        text = ""
        for block in document.blocks:
            if said := self.block(block):
                text += ("\n" if isinstance(block, Equations) else "\n\n") + said
        return text.strip("\n") + "\n"

    def block(self, block: Block) -> str:
        match block:
            case Heading(inlines):
                return f"== {self.inlines(inlines)}"
            case Paragraph(inlines):
                return self.inlines(inlines)
            case Equations():
                return display(block)
            case Table():
                return self.table(block)
            case Picture():
                return self.picture(block)
            case Copy():
                return ""

    def table(self, table: Table) -> str:
        """A table with a rule above, one under its head and one below; one that is too wide is set in smaller type."""
        table = summed(table, 2 * PAGE, breadth)
        head, *rows = [", ".join(f"[{self.inlines(cell)}]" for cell in row) for row in (table.head, *table.body)]
        lines = [
            f"columns: ({', '.join(_columns(table))}), align: ({', '.join(_sides(table))}),",
            "stroke: none, inset: (x: 0.5em, y: 0.4em),",
            f"table.hline(stroke: 0.08em), table.header({head}), table.hline(stroke: 0.05em),",
            *(f"{row}," for row in rows),
            "table.hline(stroke: 0.08em),",
        ]
        if table.foot:
            lines.insert(-2, "table.hline(stroke: 0.05em),")
        made = "\n".join(("table(", *(f"  {line}" for line in lines), ")"))
        if not table.prose:
            made = f"layout(area => {{\n{_SMALLER}let made = {made}\ntext(smaller(made), made)\n}})"
        if not table.caption and not table.label:
            return f"#align(center, {made})"
        label = f" <{table.label}>" if table.label else ""
        figure = f"#figure(kind: table, caption: [{self.inlines(table.caption)}], {made}){label}"
        return f"#[\n#show figure: set block(breakable: true)\n#set figure.caption(position: top)\n{figure}\n]"

    def picture(self, picture: Picture) -> str:
        """A figure that holds its drawing as SVG, between more backticks than stand in it."""
        from symrf.front.rendering.svg import SVG

        drawn = SVG(picture.drawing).strip()
        fence = "`" * max(3, 1 + max(map(len, re.findall("`+", drawn)), default=0))
        caption = f"caption: [{self.inlines(picture.caption)}], " if picture.caption else ""
        numbering = "" if picture.label else "numbering: none, "
        label = f" <{picture.label}>" if picture.label else ""
        lines = (
            f"#figure({numbering}{caption}image(",
            f'  format: "svg", alt: {quoted(picture.drawing.description)}, bytes({fence}svg',
            drawn,
            f"{fence}.text))){label}",
        )
        return "\n".join(lines)

    def inlines(self, inlines: Sequence[Inline]) -> str:
        return _START.sub(r"\1\2\\", "".join(map(self.inline, inlines)))

    def inline(self, inline: Inline) -> str:
        match inline:
            case str(text) | Count(text):
                return "$->$".join(map(escaped, text.split("->")))
            case Marked(text, mark):
                return f"#strong[{escaped(text)}]" if mark == "strong" else escaped(text)
            case Code(text):
                bare = text and text.isprintable() and "`" not in text
                return f"`{text}`" if bare else f"#raw({quoted(text)});"
        return f"${mathematics(inline)}$"


def mathematics(formula: Mathematics) -> str:
    """A formula between dollars."""
    match formula:
        case Word(""):
            return ""
        case Word(text):
            return quoted(text)
        case Composition(names):
            return " compose ".join(map(FORMULA, names))
        case Applied(word, to):
            return f"{quoted(word)}({FORMULA(to)})"
        case Relation(sides, sign):
            return f" {sign} ".join(map(mathematics, sides))
        case Across(lengths):
            return " times ".join(map(FORMULA, lengths))
        case Congruence(symbol, residue, modulus):
            return f"{FORMULA(symbol)} equiv {FORMULA(residue)} thick (mod {FORMULA(modulus)})"
        case Divides(divisor, dividend):
            return f"{FORMULA(divisor)} divides {FORMULA(dividend)}"
    return FORMULA(formula)


def display(equations: Equations) -> str:
    """Rows aligned at their first sign, with the words behind them in a column, or below where there is no room."""
    rows = equations.rows
    left = max(breadth(row.relation.sides[:1]) for row in rows)
    right = max(breadth([Relation(row.relation.sides[1:])]) for row in rows)
    beside = left + right + max(breadth(row.beside) for row in rows) < PAGE
    lines = []
    for row in rows:
        first, *others = row.relation.sides
        line = f"{mathematics(first)} &= {mathematics(others[0])}"
        room = PAGE - left - breadth(others[:1])
        for side in others[1:]:
            taken = breadth([side])
            if taken < room:
                line += f" = {mathematics(side)}"
            else:
                lines.append(line)
                line = f"&= {mathematics(side)}"
                room = PAGE - left
            room -= taken
        if row.beside and beside:
            line += f" &&quad {_in_display(row.beside)}"
        elif row.beside:
            lines.append(line)
            *above, line = (f"&quad {_in_display(words)}" for words in _broken(row.beside, PAGE - left))
            lines += above
        lines.append(line)
    return "$\n" + " \\\n".join(f"  {line}" for line in lines) + "\n$"


def _broken(inlines: Sequence[Inline], room: float) -> list[list[Inline]]:
    """Lines of words and formulas that have room, each of which begins with a word, where there is one."""
    lines: list[list[Inline]] = [[]]
    for piece in _pieces(inlines):
        if lines[-1] and breadth([*lines[-1], *piece]) > room:
            lines.append([])
        lines[-1] += piece
    return lines


def _pieces(inlines: Sequence[Inline]) -> Iterator[Sequence[Inline]]:
    """A word, and the formulas up to the next."""
    starts = [place for place, inline in enumerate(inlines) if isinstance(inline, str)]
    for start, stop in pairwise(sorted({0, *starts, len(inlines)})):
        yield inlines[start:stop]


def _in_display(inlines: Sequence[Inline]) -> str:
    """Words and formulas inside mathematics; blanks around words stand outside of the quotes, and are set."""
    said = ""
    for inline in inlines:
        match inline:
            case str(text) | Marked(text) | Count(text):
                words = text.strip()
                said += text.replace(words, quoted(words), 1) if words else text
            case Code(text):
                said += f"#raw({quoted(text)});"
            case _:
                said += mathematics(inline)
    return said.strip()


def _columns(table: Table) -> list[str]:
    """How wide the columns are: as what they hold, and sentences as what is left."""
    widths = [max(map(breadth, column)) + 2 for column in zip(table.head, *table.body, strict=True)]
    *others, _ = columns = ["auto"] * len(widths)
    return [*others, "1fr"] if table.prose and sum(widths) >= PAGE > sum(widths[:-1]) / 0.7 else columns


def _sides(table: Table) -> Iterator[str]:
    """On which side of its column a cell stands: numbers on the right."""
    for column in zip(*table.body, strict=True):
        yield "right" if numeric(column) else "left"
    yield from ["left"] * (len(table.head) if not table.body else 0)
    yield from [""] if len(table.head) == 1 else []  # the comma that makes it a list


# how small the type of a table must be for its natural width to be that of the line; beyond, its cells are wrapped
_SMALLER = "let smaller(made) = calc.clamp(area.width / calc.max(measure(made).width, 1pt), 0.62, 1) * 1em\n"


def escaped(text: str) -> str:
    r"""A text that Typst sets as it is.

    >>> print(escaped("#import @x, 2*3_000"))
    \#import \@x, 2\*3\_000
    """
    return _SIGNS.sub(r"\\\g<0>", re.sub(r"\s", " ", text))


_SIGNS = re.compile(r"[\\#$*_`<@\[\]~/]|(?<=-)[-?]|(?<=\.)\.")
_START = re.compile(r"^( *)(?:([0-9]+)(?=\.)|(?=[-+=]))")  # of a heading, a list or an item with a number


def page(text: str) -> str:
    """A whole document: pages of A4, in a font that Typst brings along."""
    return _PREAMBLE.format(page='paper: "a4", margin: 25mm, numbering: "1"') + text


def sheet(text: str) -> str:
    """One page that is as high as what stands on it: a picture of the document."""
    return _PREAMBLE.format(page="width: 170mm, height: auto, margin: 5mm") + text


_PREAMBLE = """\
#set document(date: none)
#set page({page})
#set text(font: "New Computer Modern", size: 11pt, lang: "en")
#set par(justify: true)
#set math.cases(gap: 0.6em)
#show table: set par(justify: false)
#show heading: set block(above: 1.6em, below: 1em)
#show math.equation.where(block: false): it => context if measure(it).width < 3cm {{ box(it) }} else {{ it }}

"""
TYPST = TypstRenderer()
