"""What is wrong with a text that is not in the notation: which sentence, and where."""

from __future__ import annotations

import re

from symrf.formulas.spelling import nearest
from symrf.networks.notation import _english
from symrf.networks.notation.kinds import ATTRIBUTES, WORDS, Kind

__all__ = ["reads_as_layer", "unknown_name", "unreadable"]

_WORDS = frozenset({*WORDS, *(kind.sign for kind in Kind if kind.sign and not kind.number)})
_OF_SIGN = {sign: kind for kind in Kind for sign in kind.signs if kind.number}
_NUMBERED = tuple(_OF_SIGN)
_LAYER = re.compile(rf"(?:{'|'.join(sorted(_NUMBERED, key=len, reverse=True))})[0-9{{].*")
_ATTRIBUTES = {sign: field.replace("_", " ") for field, sign in ATTRIBUTES.items()}
_BLANKS = re.compile(r"(?:[ \t\r,;\n]|->|→|#[^\n]*+)*")
_WORD = re.compile(r"[A-Za-z_0-9]+|\S")
_LETTERS = re.compile(r"[A-Za-z]+")
_NUMBERLESS = re.compile(r"[a-z-](?:[^A-Za-z0-9{]|x[0-9{]|$)")
_UNFINISHED = re.compile(r"[^\s,;()\[\]|&+>→=]+$")
_LABEL = re.compile(r"[A-Za-z_][A-Za-z0-9_]*(?:[./][A-Za-z0-9_]+)*:")
_INPUT_SIZE = re.compile(r"(?<![A-Za-z0-9_])(in(?:[0-9]+|\{[^{}]*\})?@)([0-9]+(?:x[0-9]+)*)?([\s,]*)$")
_INPUT_SIZE_GOES_ON = re.compile(r"[.,:/(\[]")
_TAP = re.compile(r"@[A-Za-z_][\w./]*")
_FITTING = frozenset(kind.sign for kind in Kind if kind.fits)
_START = re.compile(r"[^\s,;()\[\]|&+>→=]*$")


def reads_as_layer(word: str) -> bool:
    """Whether a word is, or begins like, a layer of the notation, so that it cannot be a name."""
    return word in _WORDS or _LAYER.match(word) is not None


def unknown_name(word: str, known: tuple[str, ...]) -> str:
    """The message for a word that is neither a layer nor a defined name."""
    if word in _NUMBERED:
        return _english.number_missing(word, 2 if _OF_SIGN[word].pools else 3)
    if re.fullmatch("in[0-9]+", word):
        return _english.INPUT_COMES_FIRST
    if word == "out":
        return _english.OUTPUTS_COME_LAST
    near = nearest(word, (*known, *_WORDS))
    if near is not None:
        return _english.unknown_name(word, near)
    letters = _LETTERS.match(word)
    if letters and letters.group() not in known and word != letters.group():
        return _english.no_kind(letters.group())
    return _english.unknown_name(word, None)


def unreadable(text: str, place: int) -> tuple[str, tuple[int, int]]:
    """The message, and the span, for a text that the grammar stops reading at `place`."""
    if _BLANKS.fullmatch(text):
        return _english.EMPTY, (0, 0)
    rest = text[place:].lstrip(" \t\r\n,")
    place = len(text) - len(rest)
    if rest and (of_input := _of_input(text, place)) is not None:
        return of_input
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
        return _english.NOT_UTF_8, (place, place + 1)
    if rest[0].isspace():
        return _english.strange_blank(ord(rest[0])), (place, place + 1)
    if not rest[0].isprintable():
        return _english.control_character(ord(rest[0])), (place, place + 1)
    if not rest[0].isascii():
        kind = _english.DIGIT_OF_ANOTHER_SCRIPT if rest[0].isdigit() else _english.strange_character(rest[0])
        return _english.not_ascii(kind), (place, place + 1)
    if sign == "]" and not text[:place].rstrip().endswith(("+", "|", "&", "[")):
        return _english.ONE_BRANCH, here
    if layer and _NUMBERLESS.match(rest) and rest[0] in _ATTRIBUTES and layer[-1] not in "x:-" and rest[:2] != "p-":
        return _english.missing_after(_english.number_of(_ATTRIBUTES[rest[0]]), rest[0]), (place, place + 1)
    if layer:
        return _inside_layer(layer, sign, rest), here
    if sign == "@":
        return _of_tap(text, place)
    return _between_layers(text[:place], sign), here


def _of_tap(text: str, place: int) -> tuple[str, tuple[int, int]]:
    """What is wrong with a tap, and where."""
    found = _TAP.match(text, place)
    if found is None:
        return _english.missing_after(_english.NAME, "@"), (place, place + 1)
    return _english.tap_has_no_name(found.group()), found.span()


def _of_input(text: str, place: int) -> tuple[str, tuple[int, int]] | None:
    """What is wrong with the size of the input, and where, if that is what is read at a place."""
    place += text.startswith("@", place)
    found = _INPUT_SIZE.search(text[:place])
    if found is None:
        return None
    sign, numbers, between = found.groups()
    begins = text[: found.start()].rstrip(" \t\r,")
    if begins and begins[-1] not in ";\n=":
        return _english.INPUT_COMES_FIRST, found.span(1)
    more = re.match(r"[×*\s]*([0-9]+)", text[place:])
    if numbers and more:
        return _english.input_size_apart(f"{sign}{numbers}x{more[1]}"), (found.start(2), place + more.end())
    if between or (numbers and not _INPUT_SIZE_GOES_ON.match(text[place:])):
        return None
    end = re.compile(r"[^\s;#]*").match(text, found.end(1))
    size = end.group() if end else ""
    return _english.input_size_in_symbols(size), (found.end(1), max(place, found.end(1) + len(size)))


def _unfinished(text: str) -> tuple[str, tuple[int, int]]:
    """The message for a text that ends too soon."""
    end = len(text.rstrip())
    word = _UNFINISHED.search(text[:end])
    last = word.group() if word else text[end - 1]
    missing = (
        _english.NUMBER
        if last[-1] in "x:-*" and (reads_as_layer(last) or not _LABEL.fullmatch(last))
        else _english.LAYER
    )
    return _english.missing_after(missing, last), (end, end)


def _inside_layer(layer: str, sign: str, rest: str) -> str:
    """The message for a sign that cannot go on the layer before it."""
    last = layer[-1]
    if last in "x:-":
        return _english.missing_after(_english.NUMBER, last)
    if sign == "@":
        found = None if layer in _FITTING else _TAP.match(rest)
        return _english.missing_after(_english.NAME, "@") if found is None else _english.blank_missing(found.group())
    if rest.startswith("p-"):
        return _english.NEGATIVE_PADDING
    if reads_as_layer(sign):
        return _english.blank_missing(sign, sure=False)
    if sign == "x":
        return _english.missing_after(_english.NUMBER, sign)
    if sign in "([":
        return _english.blank_missing(sign)
    if sign == "*" and layer.startswith("*"):
        return _english.repeated_twice(layer, rest[1:2] or "2")
    if sign == "*":
        return _english.repeated_alone(layer, rest[1:2] or "2")
    if sign.isalnum():
        return _english.no_attribute(sign)
    return _english.no_meaning_after(sign, layer)


def _between_layers(before: str, sign: str) -> str:
    """The message for a sign that cannot stand where a layer begins."""
    if sign.isdigit():
        return _english.kind_missing(f"c{sign}", f"p{sign}")
    if sign == "*" and before.rstrip().endswith(")"):
        return _english.REPEATS_MISSING
    if sign == "*":
        return _english.repeated_alone("…", "2")
    if sign == "=":
        return _english.NAME_MISSING
    if sign in "+|&" and "[" in before:
        return _english.MIXED_BRANCHES
    if sign in "+|&":
        return _english.bare_branches(sign)
    if sign in ")]" and before.rstrip().endswith(("(", "[")):
        return _english.missing_before(_english.LAYER, sign)
    if sign in ")]" and before.rstrip().endswith(("+", "|", "&")):
        return _english.missing_before(_english.BRANCH, sign)
    if sign == "{":
        return _english.kind_missing("c{k}")
    return _english.no_meaning(sign)
