"""What the page asks, read from JSON: every name and every kind is checked, as anybody may have written it."""

from __future__ import annotations

import binascii
import json
from base64 import b64decode
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from symrf.errors import InputError
from symrf.front.options import OPTIONS, request
from symrf.front.page import _english
from symrf.front.requests import DEFAULTS, Request

__all__ = ["TAKEN", "VIEWS", "File", "Question", "question"]

VIEWS = (*("answer", "claims", "steps", "table", "picture", "words", "reach", "solve", "export", "code", "choices"),)
_NAMES = ("axes", "at", "form", "convention", "origin", "where", "meaning", "columns", "arrows", "write-as", "from")
_MORE = ("network", "assume", "rate", "pixel")
TAKEN = tuple(option for option in OPTIONS if option.name in (*_NAMES, *_MORE))
"""The options that a question may have: none that names a file."""

_SPELLED = {"kind": "from", "write_as": "write-as"}  # as a Request has them


@dataclass(frozen=True)
class File:
    """A file that was dropped on the page: what it is called, and its bytes."""

    name: str
    data: bytes


@dataclass(frozen=True)
class Question:
    """What is asked, in which view; `whole` says that nothing long is folded.

    >>> question('{"network": "c3", "options": {"axes": "t"}}').request.axes
    ('t',)
    """

    view: str = "answer"
    network: str = ""
    file: File | None = None
    request: Request = DEFAULTS
    claims: str = ""
    conditions: str = ""
    picture: str = "pyramid"
    form: str = "pytorch"
    whole: bool = False


_TEXTS = ("view", "network", "claims", "conditions", "picture", "form")
_SWITCHES = ("whole",)
_OTHERS = ("file", "options", "unknown", "target", "contents", "standalone")


def question(text: str) -> Question:
    """The question that a text in JSON is; an InputError says why it is none."""
    try:
        given = json.loads(text)
    except (ValueError, RecursionError):
        given = None
    if not isinstance(given, dict):
        raise InputError(_english.NO_JSON)
    for name in given:
        if name not in (*_TEXTS, *_SWITCHES, *_OTHERS):
            raise InputError(_english.is_unknown(_clean(name), (*_TEXTS, *_SWITCHES, *_OTHERS)))
    said: dict[str, Any] = {name: _text(name, given[name]) for name in _TEXTS if name in given}
    file = _file(given["file"]) if "file" in given else None
    asked = Question(**said, file=file, whole=_switch("whole", given), request=_request(given))
    if asked.view not in VIEWS:
        raise InputError(_english.no_view(asked.view, VIEWS))
    if asked.network and asked.file:
        raise InputError(_english.NETWORK_OR_FILE)
    return asked


def _request(given: Mapping[str, object]) -> Request:
    """What is asked of the network."""
    options = given.get("options", {})
    if not isinstance(options, dict):
        raise InputError(_english.is_to_be("options", "an object"))
    said = {_SPELLED.get(name, _clean(name)): _texts(name, value) for name, value in options.items()}
    found = request(said, taken=TAKEN)
    contents = given.get("contents", [])
    return replace(
        found,
        contents=tuple(_texts("contents", contents)),
        unknown=_text("unknown", given["unknown"]) or None if "unknown" in given else None,
        target=_text("target", given["target"]) if "target" in given else None,
        standalone=_switch("standalone", given),
    )


def _texts(name: str, value: object) -> list[str]:
    """The texts of an option: one, several, or none of a flag that is set."""
    match value:
        case True:
            return []
        case str() | int() | float():
            return [_clean(str(value))]
        case [*parts]:
            return [_text(name, part) for part in parts]
    raise InputError(_english.is_to_be(_clean(name), _english.TEXTS))


def _text(name: str, value: object) -> str:
    if not isinstance(value, str):
        raise InputError(_english.is_to_be(_clean(name), "a text"))
    return _clean(value)


def _clean(text: str) -> str:
    """A text without halves of characters, which JSON may have, and nothing can write."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _switch(name: str, given: Mapping[str, object]) -> bool:
    value = given.get(name, False)
    if not isinstance(value, bool):
        raise InputError(_english.is_to_be(name, _english.SWITCH))
    return value


def _file(value: object) -> File:
    match value:
        case {"name": str(name), "base64": str(data)}:
            try:
                return File(_clean(name), b64decode(data, validate=True))
            except (ValueError, binascii.Error):
                raise InputError(_english.NO_BASE64) from None
    raise InputError(_english.is_to_be("file", _english.FILE))
