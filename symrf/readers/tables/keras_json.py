"""A Keras model as data: `model.to_json()` and `model.get_config()`, of Keras 1, 2 and 3."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Mapping, Sequence

from symrf.readers.graph import Graph
from symrf.readers.pasted import Pasted
from symrf.readers.tables import _english
from symrf.readers.tables.models import model_graph

__all__ = ["claims", "read"]

_BEGINNING = re.compile(r"\s*(?:\"\s*)?[{\[]\s*\\?[\"'{]")
_NAMED = re.compile(r"\\?[\"'](?:layers|class_name)\\?[\"']\s*:\s*(?:\[|\\?[\"'][A-Za-z0-9_>]+\\?[\"'])")
_AROUND = ("modelTopology", "model_config")  # what TensorFlow.js and HDF5 have around a model
_SCANNED = 20_000  # characters in which the first layer stands


def claims(pasted: Pasted) -> bool:
    """Whether a text is a Keras model as JSON, or as Python prints its configuration."""
    if _BEGINNING.match(pasted.clean) is None:
        return False
    start = pasted.clean[:_SCANNED]
    return _NAMED.search(start) is not None and re.search(r"[\"']class_name\\?[\"']", start) is not None


def read(pasted: Pasted) -> tuple[Graph, ...]:
    """The model; a ReadError points at a layer that cannot be read."""
    model = _loaded(pasted)
    for key in _AROUND:
        inner = model.get(key) if isinstance(model, Mapping) else None
        model = inner if isinstance(inner, Mapping) else model
    if not isinstance(model, Mapping | Sequence) or isinstance(model, str):
        raise pasted.error(_english.NO_MODEL)
    return (model_graph(pasted, model),)


def _loaded(pasted: Pasted) -> object:
    text = pasted.clean
    try:
        if re.match(r"\s*[{\[]\s*(?:\{\s*)?'", text):
            return _literal(pasted)
        found = json.loads(text)
        return json.loads(found) if isinstance(found, str) else found
    except json.JSONDecodeError as error:
        told = _english.CUT if error.pos >= len(text.rstrip()) else _english.no_json(error.msg)
        raise pasted.error(told, min(error.pos, len(text) - 1)) from None
    except RecursionError:
        raise pasted.error(_english.TOO_DEEP) from None


def _literal(pasted: Pasted) -> object:
    """A configuration as Python prints it: nothing in it is run."""
    try:
        return ast.literal_eval(pasted.clean.strip())
    except SyntaxError as error:
        lines = pasted.lines
        start = lines[min(max((error.lineno or 1) - 1, 0), len(lines) - 1)][0] + max((error.offset or 1) - 1, 0)
        raise pasted.error(_english.no_json(error.msg), min(start, len(pasted.clean) - 1)) from None
    except (ValueError, MemoryError, TypeError):
        raise pasted.error(_english.no_json(_english.OBJECT)) from None
