"""Graphs as exporters print them: PyTorch's verbose export, old and new, and onnx.helper.printable_graph."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from symrf.errors import ReadError
from symrf.formulas import limits
from symrf.readers.graph import Graph
from symrf.readers.onnx import _english
from symrf.readers.onnx.interpreting import interpreted
from symrf.readers.onnx.model import Attribute, Constant, Model, Operation, Port, known
from symrf.readers.onnx.naming import module
from symrf.readers.pasted import Pasted

__all__ = ["claims", "read"]

_NAME = r"%[^\s%,()\[\]{}=]++"
_TYPE = r"[A-Z]\w*(?:\([^()]*\))?"
_TYPED = rf"{_NAME}(?:[ \t]*:[ \t]*{_TYPE})?"
_OUTPUT = re.compile(rf"({_NAME})(?:\s*:\s*({_TYPE}))?")
_NODE = re.compile(
    rf"^[ \t]*({_TYPED}(?:[ \t]*,[ \t]*{_TYPED})*+)[ \t]*=[ \t]*(?:onnx::)?([A-Z]\w*)(?=[\[(])", re.MULTILINE
)
_PORT = re.compile(rf"({_NAME})(?:\s*:\s*({_TYPE})|\[\s*\w+\s*,\s*([^\]]*)\])")
_HEAD = re.compile(r"\bgraph\b[^(\n]*\(")
_RETURN = re.compile(r"^[ \t]*return[ \t]*\(?([^)\n;]*)", re.MULTILINE)
_SCOPE = re.compile(r"\)\s*,\s*scope:[ \t]*(\S+)")
_TENSOR = re.compile(r"(?:\{([^{}]*)\}|([-\d.e+ \n]*)\[ ?[A-Za-z]{1,40}Type ?\{[\d,]*\} ?\])")
_WHOLE_NUMBERS = re.compile(rf"{_NAME}(?:\[INT(?:32|64),|\s*:\s*Long\(\d)")  # constants that are handed to a graph
_NEED_NUMBERS = (_english.NOT_FOLLOWED, _english.REDUCED)
_INTEGER = re.compile(r"[-+]?\d{1,18}")
_DECIMAL = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d{1,3})?")
_CLOSING = {"(": ")", "[": "]", "{": "}"}


def claims(pasted: Pasted) -> bool:
    """Whether operations of ONNX stand in a text as an exporter prints them."""
    text = pasted.clean
    printed = "onnx::" in text or (_HEAD.search(text) is not None and "[" in text)
    return printed and _NODE.search(text) is not None


def read(pasted: Pasted) -> tuple[Graph, ...]:
    """The network of a printed graph, whose printed shapes are claims; a ReadError points at what is not read."""
    operations = tuple(_operations(pasted))
    if not 0 < len(operations) <= limits.READ_NODES:
        raise pasted.error(_english.too_many(len(operations)) if operations else _english.NO_OUTPUT)
    ports, held = _ports(pasted)
    names = {name for operation in operations for name in operation.outputs}
    if not ports:
        first = next((name for each in operations for name in each.inputs if name not in names), "")
        ports = [Port(first, None, span=operations[0].span)]
    known_names = names | {port.name for port in ports} | held.keys()
    missing = {name for each in operations for name in each.inputs if name not in known_names}
    held |= {name: Constant(()) for name in missing}
    found = [match[1] for match in _RETURN.finditer(pasted.clean)]
    returned = re.findall(_NAME, found[-1]) if found else []
    outputs = returned or [each.outputs[0] for each in operations[-1:]]
    model = Model(
        operations, tuple(ports[:1]), tuple(Port(name, None, span=operations[-1].span) for name in outputs), held
    )
    try:
        return (interpreted(model, pasted.text, pasted.assumed),)
    except ReadError as error:
        unprinted = _WHOLE_NUMBERS.search(pasted.clean) is not None
        if not unprinted or not error.message.endswith(_NEED_NUMBERS):
            raise
        raise ReadError(_english.not_printed(error.message.partition(":")[0]), pasted.text, error.span) from None


def _ports(pasted: Pasted) -> tuple[list[Port], dict[str, Constant]]:
    """The input, which comes first, and what else is handed to the graph: its weights."""
    head = _HEAD.search(pasted.clean)
    if head is None:
        return [], {}
    node = _NODE.search(pasted.clean, head.end())
    stop = node.start() if node else len(pasted.clean)
    ports: list[Port] = []
    held: dict[str, Constant] = {}
    for match in _PORT.finditer(pasted.clean, head.end(), stop):
        dims = _dims(match[2]) if match[2] else tuple(map(_dim, re.split(r"[x,]\s*", match[3])))
        if not ports:
            ports.append(Port(match[1], dims or None, span=pasted.span(match.start(1), match.end(1))))
        else:
            held[match[1]] = Constant(tuple(each if isinstance(each, int) else 0 for each in dims or ()))
    return ports, held


def _dims(kind: str) -> tuple[int | str | None, ...]:
    """The dimensions in Float(1, 3, h, *, strides=[…], …)."""
    inside = kind.partition("(")[2].rstrip(")")
    parts = [each.strip().rstrip("!") for each in inside.split(",")]
    found = []
    for part in parts:
        if "=" in part or not part:
            break
        found.append(_dim(part))
    return tuple(found)


def _dim(part: str) -> int | str | None:
    part = part.strip()
    return int(part) if _INTEGER.fullmatch(part) and int(part) > 0 else None if part == "*" else part


def _operations(pasted: Pasted) -> Iterator[Operation]:
    """The operations in their order."""
    text = pasted.clean
    for match in _NODE.finditer(text):
        place, attributes = match.end(), ""
        if text[place] == "[":
            stop = _closed(pasted, place)
            attributes, place = text[place + 1 : stop - 1], stop
        stop = _closed(pasted, place) if text[place : place + 1] == "(" else place
        inputs = re.findall(_NAME, text[place:stop])
        line = text.find("\n", stop)
        scope = _SCOPE.match(text, max(stop - 1, 0), line if line >= 0 else len(text))
        outputs = _OUTPUT.findall(match[1])
        shape = _dims(outputs[0][1])
        sizes = tuple(each for each in shape if isinstance(each, int))
        found = dict(_attributes(attributes))
        name = found.pop("onnx_name", "")
        yield Operation(
            match[2],
            tuple(inputs),
            tuple(each for each, _ in outputs),
            "",
            _module(scope[1] if scope else "", str(name), tuple(each.removeprefix("%") for each in inputs[1:])),
            found,
            span=pasted.span(match.start(2), stop),
            shape=sizes if sizes and len(sizes) == len(shape) else None,
        )


def _module(scope: str, name: str, parameters: tuple[str, ...]) -> str | None:
    """The module of an operation, from Net/Sequential[model]/Conv2d[1] or from Net::/Conv2d::conv1."""
    parts = []
    for part in scope.split("/"):
        named = re.search(r"\[(\w+)\]$|::([\w.]+)$", part)
        if named:
            parts.append(named[1] or named[2])
    return module(name or "/".join([*parts, ""]) + "-", "", parameters)


def _closed(pasted: Pasted, place: int) -> int:
    """The place behind the bracket that closes the one at a place."""
    text = pasted.clean
    opened: list[str] = []
    quoted = ""
    for here in range(place, len(text)):
        letter = text[here]
        if quoted:
            quoted = "" if letter == quoted else quoted
        elif letter in "\"'":
            quoted = letter
        elif letter in _CLOSING:
            opened.append(_CLOSING[letter])
        elif letter in ")]}":
            if not opened or opened.pop() != letter:
                break
            if not opened:
                return here + 1
        elif letter == "\n" and text[here + 1 : here + 2] == "%":
            break
    raise pasted.error(_english.NOT_CLOSED, place)


def _attributes(text: str) -> Iterator[tuple[str, Attribute]]:
    """The attributes between square brackets."""
    starts = list(re.finditer(r"(?:^|,)\s*(\w+)\s*=\s*", text))
    for place, match in enumerate(starts):
        stop = starts[place + 1].start() if place + 1 < len(starts) else len(text)
        yield match[1], _attribute(text[match.end() : stop].strip())


def _attribute(text: str) -> Attribute:
    """A number, a text, a list, or a tensor."""
    tensor = _TENSOR.fullmatch(text)
    if tensor:
        return _list_of(re.split(r"[\s,]+", (tensor[1] or tensor[2] or "").strip()), tensor[1] is not None)
    if text.startswith("["):
        values = [_number(each) for each in text.strip("[]").split(",") if each.strip()]
        whole = tuple(each for each in values if isinstance(each, int))
        return whole if len(whole) == len(values) else tuple(float(each) for each in values if each is not None)
    if text[:1] in "\"'":
        return text.strip("\"'")
    return _number(text) if _DECIMAL.fullmatch(text) else Constant(()) if text.startswith("<") else text


def _list_of(parts: list[str], alone: bool) -> Constant:
    """A tensor that is printed: one number, or several."""
    values = [_number(each) for each in parts if each]
    items = tuple(each if isinstance(each, int) or each is None else Fraction(each) for each in values)
    return known(() if alone and len(items) == 1 else (len(items),), items)


def _number(text: str) -> int | float | None:
    """A number as it is printed."""
    text = text.strip()
    if _INTEGER.fullmatch(text):
        return int(text)
    return float(text) if _DECIMAL.fullmatch(text) else None
