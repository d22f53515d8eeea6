"""YAML -> plain values that know where they stand; nothing is made but numbers, texts, lists and mappings."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from symrf.formulas import limits
from symrf.readers.detector_yaml import _english
from symrf.readers.pasted import Pasted

__all__ = ["Plain", "Value", "loaded"]

_WHOLE = re.compile(r"[-+]?\d{1,9}")
_DECIMAL = re.compile(r"[-+]?(?:\d{1,9}\.\d{0,17}|\.\d{1,17})")
_WORDS: dict[str, bool | None] = {
    **dict.fromkeys(("true", "yes", "on"), True),
    **dict.fromkeys(("false", "no", "off"), False),
    **dict.fromkeys(("null", "~", "none", ""), None),
}

Plain = int | float | bool | str | None


@dataclass(frozen=True, slots=True)
class Value:
    """A value of YAML, and where it stands in the text that is read."""

    of: Plain | tuple[Value, ...] | dict[str, Value]
    start: int
    stop: int

    def __iter__(self) -> Iterator[Value]:
        return iter(self.of if isinstance(self.of, tuple) else ())

    def get(self, key: str) -> Value | None:
        """The value of a key; None where there is none."""
        return self.of.get(key) if isinstance(self.of, dict) else None


def loaded(pasted: Pasted) -> Value:
    """The one document in a text; a ReadError points at what is no YAML."""
    try:
        import yaml
    except ImportError:
        raise pasted.error(_english.NO_YAML) from None
    if len(pasted.clean) > limits.READ_YAML_CHARACTERS:
        raise pasted.error(_english.too_long())
    try:
        node = yaml.compose(pasted.clean, getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        start = min(getattr(mark, "index", 0), len(pasted.clean))
        problem = str(getattr(error, "problem", None) or type(error).__name__)
        raise pasted.error(_english.not_yaml(problem[:100]), start) from None
    except (RecursionError, ValueError) as error:
        raise pasted.error(_english.TOO_DEEP if isinstance(error, RecursionError) else _english.not_yaml("")) from None
    return Value(None, 0, 0) if node is None else _Making(pasted).value(node, 0)


class _Making:
    """Values from the nodes of PyYAML, of which each may stand in several places."""

    def __init__(self, pasted: Pasted) -> None:
        self.pasted = pasted
        self.count = 0

    def value(self, node: Any, depth: int) -> Value:
        """A value; a ReadError where they are nested too deep, or too many."""
        start, stop = node.start_mark.index, node.end_mark.index
        self.count += 1
        if depth > limits.READ_DEPTH or self.count > limits.READ_NODES * 10:
            raise self.pasted.error(_english.TOO_DEEP, start, max(stop, start + 1))
        match node.id:
            case "sequence":
                return Value(tuple(self.value(each, depth + 1) for each in node.value), start, stop)
            case "mapping":
                pairs = ((self.value(key, depth + 1), self.value(each, depth + 1)) for key, each in node.value)
                return Value({str(key.of): each for key, each in pairs}, start, stop)
        text = str(node.value)
        return Value(text if node.style in ("'", '"') and text != "None" else _plain(text), start, stop)


def _plain(text: str) -> Plain:
    """A number, a word that stands for something, or a text."""
    if _WHOLE.fullmatch(text):
        return int(text)
    if _DECIMAL.fullmatch(text):
        return float(text)
    return _WORDS.get(text.lower(), text)
