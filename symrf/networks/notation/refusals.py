"""What is wrong with a text that is not in the notation, said in the notation's own words."""

from __future__ import annotations

import re
from difflib import get_close_matches

from symrf.networks.notation import _english
from symrf.networks.notation.kinds import WORDS, Kind

__all__ = ["reads_as_layer", "unknown_name", "unreadable"]

_WORDS = frozenset({*WORDS, *(kind.sign for kind in Kind if kind.sign and not kind.number)})
_OF_SIGN = {sign: kind for kind in Kind for sign in kind.signs if kind.number}
_NUMBERED = tuple(_OF_SIGN)
_LAYER = re.compile(rf"(?:{'|'.join(sorted(_NUMBERED, key=len, reverse=True))})[0-9{{].*")
_ATTRIBUTES = {"s": "stride", "p": "padding", "d": "dilation", "g": "groups", "o": "output padding", "-": "channels"}
_BLANKS = re.compile(r"(?:[ \t\r,;\n]|->|→|#[^\n]*+)*")
_WORD = re.compile(r"[A-Za-z_0-9]+|\S")
_LETTERS = re.compile(r"[A-Za-z]+")
_NUMBERLESS = re.compile(r"[a-z-](?:[^A-Za-z0-9{]|x[0-9{]|$)")
_UNFINISHED = re.compile(r"[^\s,;()\[\]|+>→=]+$")
_LABEL = re.compile(r"[A-Za-z_][A-Za-z0-9_]*:")
_START = re.compile(r"[^\s,;()\[\]|+>→=]*$")
EXAMPLE = "write layers such as c3s1 p2s2 c3s1"


def reads_as_layer(word: str) -> bool:
    """Whether a word is, or begins like, a layer of the notation, so that it cannot be a name."""
    return word in _WORDS or _LAYER.match(word) is not None


def unknown_name(word: str, known: tuple[str, ...]) -> str:
    """The message for a word that is neither a layer nor a defined name."""
    if word in _NUMBERED:
        return f"the number after {word} is missing: write {word}{2 if _OF_SIGN[word].pools else 3}"
    if re.fullmatch("in[0-9]+", word):
        return _english.INPUT_COMES_FIRST
    message = f"{word} is neither a layer nor a name defined before"
    close = get_close_matches(word, (*known, *_WORDS), 1)
    if close:
        return f"{message}: is {close[0]} meant?"
    letters = _LETTERS.match(word)
    if letters and letters.group() not in known and word != letters.group():
        return f"there is no kind of layer {letters.group()}: {KINDS}"
    return message


KINDS = "c is a convolution, p max pooling, a average pooling, z zero padding, …"


def unreadable(text: str, place: int) -> tuple[str, tuple[int, int]]:
    """The message, and the span, for a text that the grammar stops reading at `place`."""
    if _BLANKS.fullmatch(text):
        return f"the network is empty: {EXAMPLE}", (0, 0)
    rest = text[place:].lstrip(" \t\r\n,")
    place = len(text) - len(rest)
    if place + 1 < len(text) and text[place].isalpha() and text[place + 1].isdigit() and not text[place + 1].isascii():
        place, rest = place + 1, rest[1:]
    if not rest:
        return _unfinished(text)
    found = _WORD.match(rest)
    sign = found.group() if found else rest[0]
    here = (place, place + len(sign))
    before = _START.search(text[:place])
    layer = before.group() if before else ""
    if sign == "{" and "}" not in rest:
        return _english.never_closed("{"), here
    if "\ud800" <= rest[0] <= "\udfff":
        return "these bytes are not text in UTF-8", (place, place + 1)
    if rest[0].isspace():
        return f"this blank (code {ord(rest[0])}) is not read: write a plain one", (place, place + 1)
    if not rest[0].isprintable():
        return f"a control character (code {ord(rest[0])}) has no meaning here", (place, place + 1)
    if not rest[0].isascii():
        kind = "a digit of another script" if rest[0].isdigit() else f"the character {rest[0]}"
        return f"{kind} has no meaning here: write digits 0-9 and letters a-z", (place, place + 1)
    if sign == "]" and not text[:place].rstrip().endswith(("+", "|", "[")):
        return "branches are two or more: [a + b], or [a | b]; a group has round brackets", here
    if layer and _NUMBERLESS.match(rest) and rest[0] in _ATTRIBUTES and layer[-1] not in "x:-" and rest[:2] != "p-":
        return f"the number of the {_ATTRIBUTES[rest[0]]} is missing after {rest[0]}", (place, place + 1)
    if layer:
        return _inside_layer(layer, sign, rest), here
    return _between_layers(text[:place], sign), here


def _unfinished(text: str) -> tuple[str, tuple[int, int]]:
    """The message for a text that ends too soon."""
    end = len(text.rstrip())
    word = _UNFINISHED.search(text[:end])
    last = word.group() if word else text[end - 1]
    missing = "a number" if last[-1] in "x:-*" and (reads_as_layer(last) or not _LABEL.fullmatch(last)) else "a layer"
    return f"{missing} is missing after {last}", (end, end)


def _inside_layer(layer: str, sign: str, rest: str) -> str:
    """The message for a sign that cannot go on the layer before it."""
    last = layer[-1]
    if last in "x:-":
        return f"a number is missing after {last}"
    if rest.startswith("p-"):
        return "padding is 0 or more: a layer z-1 crops"
    if reads_as_layer(sign):
        return f"is a blank missing before {sign}?"
    if sign == "x":
        return "a number is missing after x"
    if sign in "([":
        return f"a blank is missing before {sign}"
    if sign == "*" and layer.startswith("*"):
        return f"a group is repeated once: write ((…){layer})*{rest[1:2] or 2}"
    if sign == "*":
        return f"only a group is repeated: write ({layer})*{rest[1:2] or 2}"
    if sign.isalnum():
        return f"{sign} is no attribute: s stride, p padding, d dilation, g groups, same, valid, causal, ceil, …"
    return f"{sign} has no meaning after {layer}"


def _between_layers(before: str, sign: str) -> str:
    """The message for a sign that cannot stand where a layer begins."""
    if sign.isdigit():
        return f"a layer starts with its kind: is c{sign} or p{sign} meant?"
    if sign == "*" and before.rstrip().endswith(")"):
        return "the number of repeats is missing after *"
    if sign == "*":
        return "only a group is repeated: write (…)*2"
    if sign == "=":
        return "a name is missing before ="
    if sign in "+|" and "[" in before:
        return "branches are joined all by + or all by |: nest them, [[a + b] | c]"
    if sign in "+|":
        return f"branches stand in square brackets: [a {sign} b]"
    if sign in ")]" and before.rstrip().endswith(("(", "[")):
        return f"a layer is missing before {sign}: id passes the input on"
    if sign in ")]" and before.rstrip().endswith(("+", "|")):
        return f"a branch is missing before {sign}: id passes the input on"
    if sign == "{":
        return "a layer starts with its kind: is c{k} meant?"
    return f"{sign} has no meaning here: {EXAMPLE}"
