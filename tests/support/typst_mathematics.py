"""What Typst itself understands of formulas: its own tree of an equation, written down again in LaTeX."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping, Sequence
from tempfile import TemporaryDirectory
from typing import Any

import typst

__all__ = ["understood"]

SIGNS = {"−": "-", "⋅": r"\cdot ", "∑": r"\sum ", "⌊": r"\lfloor ", "⌋": r"\rfloor ", "⌈": r"\lceil ", "⌉": r"\rceil "}
OPERATORS = {"min": r"\min ", "max": r"\max ", "mod": r"\bmod "}


def understood(formulas: Sequence[str]) -> list[str]:
    """The formulas, each of which Typst has parsed, in LaTeX."""
    source = "\n\n".join(f"${formula}$" for formula in formulas)
    with TemporaryDirectory() as root:
        compiler = typst.Compiler(source.encode(), root=root, ignore_system_fonts=True)
        equations = json.loads(compiler.query("math.equation"))
    return [latex(equation["body"]) for equation in equations]


def latex(node: Mapping[str, Any]) -> str:
    match node:
        case {"func": "sequence", "children": children}:
            return "".join(map(latex, children))
        case {"func": "lr", "body": body}:
            return latex(body)
        case {"func": "frac", "num": above, "denom": below}:
            return f"\\frac{{{latex(above)}}}{{{latex(below)}}}"
        case {"func": "attach", "base": base}:
            scripts = (f"{sign}{{{latex(node[key])}}}" for key, sign in (("b", "_"), ("t", "^")) if key in node)
            return latex(base) + "".join(scripts)
        case {"func": "cases", "children": rows}:
            return r"\begin{cases}" + r" \\ ".join(map(latex, rows)) + r"\end{cases}"
        case {"func": "align-point"}:
            return "&"
        case {"func": "h" | "space"}:
            return " "
        case {"func": "op", "text": {"text": name}}:
            return OPERATORS[name]
        case {"func": "symbol", "text": sign}:
            kind, _, letter = unicodedata.name(sign).partition(" LETTER ")
            if kind.startswith("GREEK"):
                letter = "lambda" if letter == "LAMDA" else letter.lower()
                return f"\\{letter.title() if 'CAPITAL' in kind else letter} "
            return SIGNS.get(sign, sign)
        case {"func": "text", "text": ("if" | "otherwise") as word}:
            return f"\\text{{{word} }}"
        case {"func": "text", "text": text} if text.isdigit():
            return str(text)
        case {"func": "text", "text": text}:
            return "\\mathrm{" + text.replace("_", "\\_") + "}"
    raise AssertionError(f"what is {node}?")
