"""Formulas of the campaign as somebody writes them: in plain text, in LaTeX and with the signs of Unicode."""

from __future__ import annotations

from campaign.formulas import Formula, mul, number

__all__ = ["STYLES", "written"]

SUM, PRODUCT, POWER, ATOM = range(4)  # how tightly a sign binds


def written(formula: Formula, style: str = "plain") -> str:
    """A formula in one of the hands."""
    return _WRITERS[style](formula)[0]


def _inside(of: Formula, style: str, least: int) -> str:
    text, binds = _WRITERS[style](of)
    return text if binds >= least else _bracketed(text, style)


def _bracketed(text: str, style: str) -> str:
    return rf"\left({text}\right)" if style == "latex" else f"({text})"


def _sum(of: Formula, style: str) -> tuple[str, int]:
    minus = "−" if style == "unicode" else "-"
    text = ""
    for part in of.parts:
        negative, rest = _negated(part)
        sign = minus if negative else ("+" if text else "")
        text += sign + _inside(rest, style, PRODUCT)
    return text, SUM


def _negated(part: Formula) -> tuple[bool, Formula]:
    """Whether a term is taken away, and what is."""
    if part.sign == "number" and part.value < 0:
        return True, number(-part.value)
    first = part.parts[0] if part.sign == "*" else None
    if first is not None and first.sign == "number" and first.value < 0:
        return True, mul(-first.value, *part.parts[1:])
    return False, part


def _common(of: Formula, style: str) -> tuple[str, int]:
    """What is written alike in all hands, but for its brackets."""
    match of.sign:
        case "number":
            minus = "−" if style == "unicode" else "-"
            return (str(of.value), ATOM) if of.value >= 0 else (f"{minus}{-of.value}", SUM)
        case "symbol":
            return of.word, ATOM
        case "+":
            return _sum(of, style)
    raise AssertionError(of.sign)


def _plain(of: Formula) -> tuple[str, int]:
    match of.sign:
        case "*":
            return "*".join(_inside(part, "plain", POWER) for part in of.parts), PRODUCT
        case "/":
            above, below = of.parts
            return f"{_inside(above, 'plain', POWER)}/{_inside(below, 'plain', POWER)}", PRODUCT
        case "^":
            return "^".join(_inside(part, "plain", ATOM) for part in of.parts), POWER
        case "mod":
            above, below = of.parts
            return f"(({_plain(above)[0]}) mod {_inside(below, 'plain', ATOM)})", ATOM
        case "sum":
            return f"Sum({_plain(of.parts[0])[0]}, ({of.word}, 0, {_plain(of.parts[1])[0]}))", ATOM
        case "floor" | "ceil" | "min" | "max":
            return f"{of.sign}({', '.join(_plain(part)[0] for part in of.parts)})", ATOM
    return _common(of, "plain")


def _latex(of: Formula) -> tuple[str, int]:
    match of.sign:
        case "*":
            return r" \cdot ".join(_inside(part, "latex", POWER) for part in of.parts), PRODUCT
        case "/":
            return rf"\frac{{{_latex(of.parts[0])[0]}}}{{{_latex(of.parts[1])[0]}}}", PRODUCT
        case "^":
            return f"{_inside(of.parts[0], 'latex', ATOM)}^{{{_latex(of.parts[1])[0]}}}", POWER
        case "mod":
            above, below = of.parts
            return _bracketed(rf"{_inside(above, 'latex', ATOM)} \bmod {_inside(below, 'latex', ATOM)}", "latex"), ATOM
        case "sum":
            term, last = of.parts
            text = rf"\sum_{{{of.word}=0}}^{{{_latex(last)[0]}}}{_inside(term, 'latex', PRODUCT)}"
            return _bracketed(text, "latex"), ATOM
        case "floor" | "ceil":
            return rf"\left\l{of.sign} {_latex(of.parts[0])[0]}\right\r{of.sign}", ATOM
        case "min" | "max":
            return rf"\{of.sign}\left({', '.join(_latex(part)[0] for part in of.parts)}\right)", ATOM
    return _common(of, "latex")


def _unicode(of: Formula) -> tuple[str, int]:
    match of.sign:
        case "*":
            return "·".join(_inside(part, "unicode", POWER) for part in of.parts), PRODUCT
        case "/":
            return "/".join(_inside(part, "unicode", POWER) for part in of.parts), PRODUCT
        case "sum":
            term, last = of.parts
            text = f"∑_{{{of.word}=0}}^{{{_unicode(last)[0]}}} {_inside(term, 'unicode', PRODUCT)}"
            return f"({text})", ATOM
        case "floor":
            return f"⌊{_unicode(of.parts[0])[0]}⌋", ATOM
        case "ceil":
            return f"⌈{_unicode(of.parts[0])[0]}⌉", ATOM
        case "^":
            return "^".join(_inside(part, "unicode", ATOM) for part in of.parts), POWER
        case "mod":
            return f"({' mod '.join(_inside(part, 'unicode', ATOM) for part in of.parts)})", ATOM
        case "min" | "max":
            return f"{of.sign}({', '.join(_unicode(part)[0] for part in of.parts)})", ATOM
    return _common(of, "unicode")


_WRITERS = {"plain": _plain, "latex": _latex, "unicode": _unicode}
STYLES = tuple(_WRITERS)
