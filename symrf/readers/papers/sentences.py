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
from symrf.readers.papers.forms import ALARMS, NUMBER_WORDS, Clause, kinds, scanned
from symrf.readers.papers.lines import Input, network
from symrf.readers.pasted import Pasted

__all__ = ["claims", "read"]

_KERNEL = re.compile(
    r"\d\s*[x×]\s*\d|\b(?:filter|kernel)s?[\s_-]*(?:size|width)\D{0,6}\d|\bconv\d{1,2}\s*-\s*\d|\d\s*@\s*\d", re.I
)
_LAYER = re.compile(r"\bconv|convol|\bfilters?\b|\bkernels?\b|pool|\bC\d:?\s.*@", re.I)
_CODE = re.compile(
    r"\(None,|\bnn\.|\bself\b|\bimport\b|\bdef\b|\breturn\b|Param #|\(\d+\):|"
    r"\(Conv\d[dD]|Conv\d[dD]\w*\s*\(|Conv\d[dD]-\d|\blayer\s*\{|\[convolutional\]|"
    r"[({]\s*['\"]|^[ \t]*\d+[ \t]+'|==|\w\(\w+=|[\])}]\s*#|^[ \t]*\w+\s*=\s*[\[({\d]|"
    r"^[ \t]*-[ \t]+\[|\bweight\b.*:|torch|keras",
    re.M,
)
_PROSE = re.compile(r"\b(?:the|is|are|has|have|by|we|layers?|of)\b", re.I)
_WINDOWS = {"conv", "depthwise", "transposed", "max", "average"}
_RELU = re.compile(r"\brelus?\d{0,2}\b|rectif\w*", re.I)
_SOFTMAX = re.compile(r"soft-?\s?max", re.I)
_FILTERS = re.compile(r"\b(?:filters?|kernels?)\s+of\b", re.I)
_LABELS = {"c": "conv", "s": "average", "p": "max", "f": "dense"}
_COLOURS = re.compile(r"rgb|colou?r", re.I)
_MAXIMUM = re.compile(r"\bmax", re.I)
_COLUMNS = re.compile(r"conv\d\s*-\s*\d+[ \t|]+conv\d\s*-\s*\d+", re.I)
_ALONE = re.compile(r"^[ \t|]*max-?pool[ \t|]*$", re.I | re.M)
_EACH = re.compile(
    r"\b(?:each|every)\b[^.,;:\n]{0,80}\bfollowed\s+by\b"
    r"(?:(?!\bthen\b|\bfollowed\b|\bfinally\b|\bdense|\bfully|\bconv|\bfc\b|->|→)[^.;:\n]){0,80}$",
    re.I,
)
_BEHIND = (Kind.MAX_POOL, Kind.AVERAGE_POOL, Kind.PASS)
_BLOCKS = re.compile(
    rf"\b(?:{'|'.join(NUMBER_WORDS)}|\d{{1,2}})\s+(?:[a-z]+\s+){{0,2}}blocks?\b[^.\n]{{0,40}}\b(?:each|of|consist\w*|contain\w*)\b",
    re.I,
)
_NEGATED = re.compile(
    r"\b(?:no|without(?:\s+any)?|instead\s+of|rather\s+than)\s+(?:(?:max|average|any)[\s-]*)?"
    r"(?:pool\w*|dropout|dense|fully[\s-]connected|batch\s*norm\w*)(?:\s+layers?)?",
    re.I,
)
_AFTER = re.compile(r"\b(?:after|behind|following)\s+(?:each|every)\b", re.I)
_BARE = re.compile(r"\W*(?:convolution(?:al)?|conv)(?:\s+layer)?\W*", re.I)
_DEEP = re.compile(r"\bconv3d\b|\b(?:3-?d|three-dimensional)[\s-]+(?:conv|cnn|max|pool)\w*", re.I)
_FLAT = re.compile(r"\bconv1d\b|\b(?:1-?d|one-dimensional)[\s-]+(?:conv|cnn|max|pool)|max-?pool(?:ing)?1d", re.I)
_OUTPUT = re.compile(r"\W*outputs?\b", re.I)
_COSTS = re.compile(r"\W*(?:#?\s*params?\b|parameters\b|flops\b|macs\b|total\b)", re.I)
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
    found = [each for each in found if isinstance(each, Block) or re.search(r"\w\w", each.text)]
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
    deep = _DEEP.search(text)
    if deep:
        raise pasted.error(_english.not_in_words(deep[0]), *deep.span())
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
    reading.building.assume(_english.IN_ORDER, certain=len(_PROSE.findall(text)) < 4)
    given = reading.given
    if _FLAT.search(text):
        reading.building.assume(_english.ONE_AXIS, certain=True)
        given = replace(given, axes=("w",), size=given.size[:1])
    return (network(pasted, reading.building, reading.pieces, given, keeps),)


@dataclass
class _Reading(Described):
    """Clauses that become layers, one behind the other."""

    stages: int = 0
    several: tuple[int, int, list[list[Step]]] = (-1, 0, [])

    # ---- clauses

    def part(self, part: Part) -> None:
        """Append the layer of a clause, where it has one."""
        if len(part.text) > limits.CLAUSE_CHARACTERS:
            raise self.pasted.error(_english.SEVERAL, *part.span)
        if negated := _NEGATED.search(part.text):
            self.building.assume(_english.left_out(negated[0]), self.pasted.span(*part.span))
            part = replace(part, text=_NEGATED.sub(lambda found: " " * len(found[0]), part.text))
        alarm = ALARMS.search(part.text) or _BLOCKS.search(part.text)
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
        for each in _each_of(kind, clause):
            self._append(kind, part, each)

    def _append(self, kind: str, part: Part, clause: Clause) -> None:
        if kind in _WINDOWS and clause.empty and not clause.left and kind not in {"average", "max"}:
            if _BARE.fullmatch(part.text):
                raise self.pasted.error(_english.NO_KERNEL, *part.span)
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
        self._put(found, part, clause.times)
        if kind == "dense" and found and _SOFTMAX.search(part.text):
            self.pieces.append(Step(Layer(Kind.PASS, word="softmax"), part.span))

    def _put(self, found: list[Step], part: Part, times: int) -> None:
        """Append the layers of a clause; behind several of which each is followed by it, they are put after each."""
        after = _AFTER.search(part.text)
        each = after or _EACH.search(self.pasted.clean[max(0, part.start - 120) : part.start])
        place, start, groups = self.several
        behind = all(step.layer.kind in _BEHIND for step in found)
        if found and (after or (each and behind)):
            if not behind or len(groups) < 2 or times != 1 or start + sum(map(len, groups)) != len(self.pieces):
                raise self.pasted.error(_english.EACH, *part.span)
            groups[:] = [[*group, *found] for group in groups]
            self.pieces[start:] = [step for group in groups for step in group]
            return
        if place != part.start:
            self.several = part.start, len(self.pieces), []
        self.several[2].extend([found] * times)
        self.pieces += found * times

    def _without_a_kind(self, part: Part, clause: Clause) -> None:
        if clause.image:
            return
        if len(re.findall(r"input", part.text, re.I)) and clause.size:
            self._input(replace(clause, image=(*clause.size, *([clause.channels] if clause.channels else []))))
            return
        if _RELU.search(part.text) and clause.empty and not clause.left:
            self.pieces.append(Step(Layer(Kind.PASS, word="relu"), part.span))
            return
        if clause.size and _OUTPUT.match(part.text) and self.pieces:
            self.gave(clause.size)
            return
        if (clause.kernel or clause.stride) and not _COSTS.match(part.text):
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


def _each_of(kind: str, clause: Clause) -> list[Clause]:
    """A clause of several layers as one each, where it says a number for each: two layers with 128 and 64 units."""
    left = [int(text) for text, _ in clause.left if text.isdecimal()]
    said = clause.units if kind == "dense" else clause.channels
    if not 1 < clause.times == len(left) + 1 == len(clause.left) + 1 or said is None or kind not in {"conv", "dense"}:
        return [clause]
    plain = replace(clause, left=[], times=1)
    if kind == "dense":
        return [replace(plain, units=number) for number in (*left, said)]
    return [replace(plain, channels=number) for number in (*left, said)]


def _labelled(part: Part, clause: Clause) -> list[str]:
    """The kind that a label alone tells: conv1, or LeNet's C1, S2 and F6."""
    named = [kind for kind, _ in kinds(part.label)]
    letter = part.label[:1].lower()
    if named or not re.fullmatch(r"[csfp]\d{1,2}", part.label, re.I) or (clause.empty and not clause.left):
        return named
    return [_LABELS[letter]]


def _norm(text: str) -> str:
    return "bn" if re.search(r"batch", text, re.I) else "lrn"
