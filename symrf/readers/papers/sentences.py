"""Tables and sentences of layers: `7x7 conv, 64, /2`, "32 filters of 8x8 with stride 4", `[1x1, 64; 3x3, 64] x 3`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from symrf.formulas import limits
from symrf.networks.notation.architecture import Join, Layer
from symrf.networks.notation.kinds import Kind
from symrf.readers.drafts import Split, Step, convolution, steps
from symrf.readers.graph import Building, Graph, Span
from symrf.readers.layers_list.tables import is_table
from symrf.readers.papers import _english
from symrf.readers.papers.clauses import Block, Part, parts
from symrf.readers.papers.described import Described, sides_of
from symrf.readers.papers.forms import ALARMS, Clause, kinds, scanned
from symrf.readers.papers.lines import Input, network
from symrf.readers.pasted import Pasted

__all__ = ["claims", "read"]

_KERNEL = re.compile(r"\d\s*[x×]\s*\d|\bconv\d{1,2}\s*-\s*\d|\d\s*@\s*\d", re.I)
_LAYER = re.compile(r"\bconv|convol|\bfilters?\b|\bkernels?\b|pool|\bC\d:?\s.*@", re.I)
_CODE = re.compile(
    r"\(None,|\bnn\.|\bself\b|\bimport\b|\bdef\b|\breturn\b|Param #|\(\d+\):|Conv\d[dD]|\blayer\s*\{|\[convolutional\]|"
    r"[({]\s*['\"]|^[ \t]*\d+[ \t]+'|==|\w\(\w+=|#|^[ \t]*-[ \t]+\[|\bweight\b.*:|torch|keras",
    re.M,
)
_PROSE = re.compile(r"\b(?:the|is|are|has|have|by|we|layers?|of)\b", re.I)
_WINDOWS = {"conv", "depthwise", "transposed", "max", "average"}
_RELU = re.compile(r"\brelus?\b|rectif\w*", re.I)
_SOFTMAX = re.compile(r"soft-?\s?max", re.I)
_FILTERS = re.compile(r"\b(?:filters?|kernels?)\s+of\b", re.I)
_LABELS = {"c": "conv", "s": "average", "p": "max", "f": "dense"}
_COLOURS = re.compile(r"rgb|colou?r", re.I)
_MAXIMUM = re.compile(r"\bmax", re.I)
_COLUMNS = re.compile(r"conv\d\s*-\s*\d+[ \t|]+conv\d\s*-\s*\d+", re.I)
_ALONE = re.compile(r"^[ \t|]*max-?pool[ \t|]*$", re.I | re.M)
_POOLED = re.compile(r"\bpooled\b", re.I)


def claims(pasted: Pasted) -> bool:
    """Whether layers are named with kernels in words, and nothing of the text is code."""
    text = pasted.clean
    if (
        len(text) > limits.PROSE_CHARACTERS
        or is_table(pasted)
        or not _KERNEL.search(text)
        or not _LAYER.search(text)
        or _CODE.search(text)
    ):
        return False
    found = list(parts(text, 0, len(text)))
    told = [each for each in found if isinstance(each, Block) or _told(each)]
    return bool(told) and (len(told) * 3 >= len(found) or bool(_PROSE.search(text)))


def _told(part: Part) -> bool:
    named = kinds(part.text[: limits.CLAUSE_CHARACTERS]) or part.label
    return bool(named) and bool(_KERNEL.search(part.text) or re.search(r"\d", part.text))


def read(pasted: Pasted) -> tuple[Graph, ...]:
    """The network of a table or of sentences."""
    text = pasted.clean
    columns = _COLUMNS.search(text)
    if columns and _ALONE.search(text):
        raise pasted.error(_english.SEVERAL_COLUMNS, *columns.span())
    found = list(parts(text, 0, len(text)))
    blocks = any(isinstance(each, Block) for each in found)
    reading = _Reading(pasted, Building())
    for each in found:
        if isinstance(each, Block):
            reading.block(each)
        else:
            reading.part(each)
    if not any(step.layer.kind is not Kind.PASS for step in steps(reading.pieces)):
        raise pasted.error(_english.NO_LAYER, 0, len(text))
    keeps = blocks or (len(_PROSE.findall(text)) < 4 and not _FILTERS.search(text))
    reading.building.assume(_english.IN_ORDER, certain=not reading.prose)
    return (network(pasted, reading.building, reading.pieces, reading.given, keeps),)


@dataclass
class _Reading(Described):
    """Clauses that become layers, one behind the other."""

    stages: int = 0
    prose: bool = False

    # ---- clauses

    def part(self, part: Part) -> None:
        """Append the layer of a clause, where it has one."""
        if len(part.text) > limits.CLAUSE_CHARACTERS:
            raise self.pasted.error(_english.SEVERAL, *part.span)
        alarm = ALARMS.search(part.text)
        if alarm:
            start = part.start + alarm.start()
            raise self.pasted.error(_english.not_in_words(alarm[0]), start, start + len(alarm[0]))
        clause = scanned(part.text, part.start)
        named = [kind for kind, _ in kinds(part.text)] or _labelled(part, clause)
        strong = [kind for kind in named if kind in _WINDOWS]
        if "average" in strong and "max" in strong and not _MAXIMUM.search(part.text):
            strong = ["average"]  # a pool is named twice
        if clause.image:
            self._input(clause)
        if not named:
            self._without_a_kind(part, clause)
            return
        kind = strong[0] if strong else "conv" if "filters" in named else named[0]
        if _POOLED.search(part.text) and kind == "conv":
            raise self.pasted.error(_english.POOLS_BETWEEN, *part.span)
        if len(set(strong)) > 1:
            raise self.pasted.error(_english.SEVERAL, *part.span)
        if clause.twice:
            raise self.pasted.error(_english.SAID_TWICE, *clause.twice[0])
        self._append(kind, part, clause)

    def _append(self, kind: str, part: Part, clause: Clause) -> None:
        if kind in _WINDOWS and clause.empty and not clause.left and kind not in {"average", "max"}:
            return  # it is only mentioned
        match kind:
            case "conv" | "depthwise" | "transposed":
                found = self.convolution(kind, part, clause)
            case "max" | "average":
                found = self.pool(kind, part, clause)
            case "gap" | "gmp":
                found = self.whole(kind, part, clause)
            case "dense":
                found = self.dense(part, clause)
            case "softmax":
                found = self.softmax(part, clause)
            case "norm" | "drop":
                found = [Step(Layer(Kind.PASS, word=_norm(part.text) if kind == "norm" else "drop"), part.span)]
            case _:
                found = [Step(Layer(Kind.FLATTEN), part.span)]
        if kind in {"conv", "depthwise", "transposed", "dense"} and found and _RELU.search(part.text):
            found.append(Step(Layer(Kind.PASS, word="relu"), part.span))
        if len(found) * clause.times + len(self.pieces) > limits.LINE_LAYERS:
            raise self.pasted.error(_english.TOO_MANY, *part.span)
        self.pieces += found * clause.times
        if kind == "dense" and found and _SOFTMAX.search(part.text):
            self.pieces.append(Step(Layer(Kind.PASS, word="softmax"), part.span))

    def _without_a_kind(self, part: Part, clause: Clause) -> None:
        if clause.image:
            return
        if len(re.findall(r"input", part.text, re.I)) and clause.size:
            self._input(replace(clause, image=(*clause.size, *([clause.channels] if clause.channels else []))))
            return
        if _RELU.search(part.text) and clause.empty and not clause.left:
            self.pieces.append(Step(Layer(Kind.PASS, word="relu"), part.span))
            return
        if clause.kernel or clause.stride:
            raise self.pasted.error(_english.NO_KIND, *part.span)
        if clause.left or not clause.empty or part.label or re.search(r"\d", part.text):
            self.building.assume(_english.left_out(part.text.strip()), self.pasted.span(*part.span))

    def _input(self, clause: Clause) -> None:
        match clause.image:
            case [first, second, third] if third < first:
                channels: int | None = third
                size = first, second
            case [first, second, third]:
                channels, size = first, (second, third)
            case [first, second]:
                channels, size = (3 if _COLOURS.search(clause.text) else None), (first, second)
            case _:
                return
        if min(size) < 1 or channels == 0:
            raise self.pasted.error(_english.ZERO, *clause.span)
        if not self.pieces:
            self.given = Input(channels, size)
            self.channels, self.here = channels, size

    # ---- blocks in brackets

    def block(self, block: Block) -> None:
        """Append residual blocks; the first of each stage after the first has stride 2."""
        self.stages += 1
        rows = [self._row(row) for row in block.rows]
        if not 0 < block.times * (len(rows) + 2) + len(self.pieces) <= limits.LINE_LAYERS:
            raise self.pasted.error(_english.TOO_MANY if block.times else _english.NO_REPEAT, *block.span)
        if self.stages == 1:
            self.building.assume(_english.RESIDUAL, self.pasted.span(*block.span))
        stride = 2 if self.stages > 1 else 1
        for turn in range(block.times):
            if turn == block.times - 1:
                rows[-1] = replace(rows[-1], gives=block.size)
            self.pieces.append(self._residual(rows, stride if turn == 0 else 1, block.span))
        self.here = ()

    def _row(self, row: Part) -> Step:
        clause = scanned(row.text, row.start)
        channels = clause.channels if clause.channels is not None else self.left(row, clause, wanted=True)
        kernel = sides_of(clause.kernel)
        if not kernel or channels is None or clause.stride:
            raise self.pasted.error(_english.NO_KERNEL, *row.span)
        self.positive(row, *kernel, channels)
        return Step(convolution(kernel, channels, padding=None), row.span, open=True)

    def _residual(self, rows: Sequence[Step], stride: int, span: Span) -> Split:
        first = replace(rows[0], layer=replace(rows[0].layer, stride=(stride,)))
        after = rows[-1].layer.channels
        plain = stride == 1 and after == self.channels
        shortcut = () if plain else (Step(convolution((1,), after, (stride,)), span),)
        self.channels = after if isinstance(after, int) else None
        return Split(((first, *rows[1:]), shortcut), Join.ADD, span)


def _labelled(part: Part, clause: Clause) -> list[str]:
    """The kind that a label alone tells: conv1, or LeNet's C1, S2 and F6."""
    named = [kind for kind, _ in kinds(part.label)]
    letter = part.label[:1].lower()
    if named or not re.fullmatch(r"[csfp]\d{1,2}", part.label, re.I) or (clause.empty and not clause.left):
        return named
    return [_LABELS[letter]]


def _norm(text: str) -> str:
    return "bn" if re.search(r"batch", text, re.I) else "lrn"
