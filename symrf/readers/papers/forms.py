"""What a clause says of a layer: the forms in which papers write kernels, channels, strides and sizes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from symrf.readers.graph import Span

__all__ = ["NUMBER_WORDS", "Clause", "kinds", "scanned"]

_N = r"(\d{1,6})"
_X = r"\s*[x×*]\s*"
_WORDY = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8}
NUMBER_WORDS = {word: number for word, number in _WORDY.items() if number > 1}
_COUNTS = "|".join(NUMBER_WORDS)
_ORDINAL = r"first|second|third|fourth|fifth|sixth|seventh|eighth|last|next|final|following"
_NOUN = r"(?:filters?|kernels?|feature\s+maps?|(?:output\s+)?channels?|maps?|outputs?)"
_UNIT = r"(?:(?:hidden|rectifier|linear|relu|output)\s+)*(?:neurons?|units?|nodes?|classes|outputs?|-?\s?way|-?\s?d\b)"

_FORMS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern, re.I))
    for name, pattern in (
        ("blank", r"\(?\b(?:code\s+)?lines?\s+\d+(?:\s*[-–]\s*\d+)?\b\)?|^\s*\d{1,2}[.)](?=\s)|^\s*\|?\s*\d{1,2}\s*\|"),
        ("blank", r"[\s,;:.()|'\"`]+"),
        ("features", rf"(?:inputs?\s*[:=]?|in(?:\s+features)?\s*[:=])\s*{_N}\b(?!{_X})(?!\s*(?:@|channels|filters))"),
        ("pair", rf"{_N}\s*(?:features|units|neurons|inputs)?\s*(?:->|→)\s*{_N}\s*(?:logits|{_UNIT})"),
        ("units", rf"outputs?\s*[:=]?\s*{_N}\b(?!{_X})(?!\s*(?:channels|filters|maps|feature))"),
        (
            "shape",
            rf"(?:outputs?|gives)\s*(?:(?:shape|size|dim\w*|volume|is|of)\s*)*[:=]?\s*[\[(]?\s*{_N}{_X}{_N}{_X}{_N}",
        ),
        ("shape", rf"[\[(]?\s*{_N}{_X}{_N}{_X}{_N}[\])]?\s+outputs?\b"),
        (
            "side",
            rf"(?:(?:filter|kernel)s?[\s_-]*(?:size|width)\s*(?:of|=|:|is)?|kernel\s*=)\s*{_N}\b(?!{_X}|\s*(?:filters|kernels))",
        ),
        ("ignored", rf"(?:output|map|image|feature)s?\s+(?:size|dim\w*|resolution)\s*[:=]?\s*{_N}\b(?!{_X})"),
        ("ignored", rf"in_?channels\s*[:=]\s*{_N}"),
        ("cost", r"(?:memory|weights|params?|parameters)\s*:.*"),
        ("shape", rf"\[\s*{_N}{_X}{_N}(?:{_X}{_N})?\s*\]|\[\s*{_N}\s*\]"),
        ("maps", rf"{_N}\s*@\s*{_N}{_X}{_N}"),
        ("weights", rf"{_N}{_X}{_N}{_X}{_N}{_X}{_N}"),
        (
            "image",
            rf"{_N}{_X}{_N}(?:{_X}{_N})?(?:\s+pixels?)?\s+(?:(?:rgb|gr[ae]y(?:-?scale)?|colou?r)\s+)?(?:input|image)",
        ),
        ("input", rf"(?:input|image)s?\b[^\d\[]{{0,60}}?{_N}{_X}{_N}(?:{_X}{_N})?"),
        ("spatial", rf"(?:output|feature\s+maps?|maps?|resolution)\s+(?:size\s+)?(?:of\s+)?(?:size\s+)?{_N}{_X}{_N}"),
        ("over", rf"over\s+{_N}{_X}{_N}(?:\s+spatial(?:\s+dimensions)?)?"),
        ("to_size", rf"(?:->|→|to|=)\s*{_N}{_X}{_N}(?:{_X}{_N})?(?!\s*(?:conv|filter|kernel|max|pool))"),
        (
            "stride",
            rf"strides?\s*(?:of|is|r\s*=|=|:)?\s*{_N}(?:{_X}{_N})?|{_N}{_X}{_N}(?:{_X}1)?\s+strides?|/\s*{_N}(?!\d)",
        ),
        ("stride", rf"\bs\s*=?\s*{_N}\b"),
        ("unstrided", r"non-?\s?strided"),
        ("padding", rf"(?:zero-?\s?)?pad(?:ding|ded)?\s*(?:of|is|by|=|:)?\s*{_N}|\bp\s*=?\s*{_N}\b"),
        (
            "rule",
            r"(same|valid|no|without)(?:\s+zero)?[\s-]+padding|padding\s*[=:]?\s*(same|valid)|(\bsame\b|\bvalid\b)",
        ),
        ("dilation", rf"dilat(?:ion|ed)(?:\s+(?:rate|factor))?\s*(?:of|by|=|:)?\s*{_N}"),
        ("wide_kernel", rf"{_N}\s+(?:filters?|kernels?)\s+(?:each\s+)?(?:of\s+)?(?:size\s+)?{_N}{_X}{_N}(?:{_X}{_N})?"),
        ("wide_kernel", rf"{_N}\s+{_N}{_X}{_N}()\s+(?:filters?|kernels?|conv\w*)"),
        ("vgg", rf"conv(?:olution)?\s?{_N}(?:{_X}\d+)?\s*-\s*{_N}"),
        ("pooled", rf"pool(?:ing)?[\s_-]+(?:of\s+)?size\s*(?:of|=|:|is)?\s*{_N}(?:{_X}{_N})?\b"),
        ("pooled", rf"(?:max|avg|average)?[\s-]?pool(?:ing)?[\s_-]?{_N}(?:{_X}{_N})?(?![\s_-]*[x×@:\d])"),
        ("pooled", rf"(?:pool)\s?{_N}\s*:(?=\s*\[)"),
        ("name", r"(?:relu|dropout|convolution|conv2d|max-?pool|avg-?pool|softmax|bn|dense)_?\d{1,2}\b(?!\s*[x×@-])"),
        ("name", r"(?:conv|pool|fc|norm|layer|block|stage|ip|c|s|f)_?\d{1,2}(?:[_.-][\dx]{1,2})?\b(?!\s*[x×@])"),
        (
            "times",
            r"([1-9])\s+(?=(?:[a-z]+[\s-]+){0,2}(?:(?:conv\w*|fully[\s-]connected|dense)\s+layers?\b(?!\s+\d)|(?:max|av\w*)[\s-]*pool))",
        ),
        (
            "units",
            rf"(?:fc|fully[\s-]connected(?:\s+layers?)?|dense(?:\s+layer)?)\s*[-,:(]?\s*{_N}\b(?!{_X}|\s*(?:\(\w+\)\s*)?:|\s*(?:features|inputs))",
        ),
        ("units", rf"{_N}[\s-]*{_UNIT}"),
        ("units", rf"{_N}[\s-]*(?=(?:fc|fully|dense)\b)"),
        ("percent", r"(?:probability|rate|ratio|p)?\s*(?:of|=)?\s*(?:0?\.\d+|\d{1,2}\s?%)"),
        ("kernel", rf"{_N}{_X}{_N}(?:{_X}{_N})?"),
        ("channels", rf"{_N}\s*-?\s*{_NOUN}|(?:(?:out|num)_?)?{_NOUN}\s*[=:]\s*{_N}"),
        (
            "times",
            rf"(?:(?:{_ORDINAL})\s+)?({_COUNTS})\s+(?=(?:\w+[\s-]+){{0,2}}(?:conv|layer|fully|dense|max|pool|are))",
        ),
        ("ordinal", r"\d{1,2}(?:st|nd|rd|th)\b|layers?\s+\d\b|^\d{1,2}[.)]"),
        ("word", r"[^\W\d_][^\W\d]*(?:['’_-]+[^\W\d]+)*"),
        ("number", rf"{_N}"),
        ("sign", r"[^\w\s]"),
        ("odd", r"\S"),
    )
)

_DENSE = (
    r"fully|\bfc|\bdense\b|\blinear layer|hidden units|neurons|\boutput layer|\baffine\b|"
    r"^\s*output\b(?!\s*(?:size|dim|shape|resolution|volume)|\s*[:=]\s*[\[(]?\d+\s*[x×*]\s*\d)"
)
_KINDS: tuple[tuple[str, str], ...] = (
    (r"global\w*[\s-]+(?:av\w*|mean)(?:[\s-]*pool\w*)?|\bgap\b", "gap"),
    (r"global\w*[\s-]+max(?:[\s-]*pool\w*)?|\bgmp\b", "gmp"),
    (r"transposed|deconv|fractional|up-?conv", "transposed"),
    (r"depth-?\s?wise|\bconv dw\b|\bdw\b", "depthwise"),
    (r"av\w*[\s-]*pool\w*|sub-?\s?sampl\w*", "average"),
    (r"max[\s-]*pool(?!ed)\w*|\bpool(?!ed)\w*", "max"),
    (r"conv\w*", "conv"),
    (r"filters?\b|kernels?\b", "filters"),
    (_DENSE, "dense"),
    (r"soft-?\s?max", "softmax"),
    (r"dropout", "drop"),
    (r"\b(?:local response |contrast |response |batch )?(?<!image )norm\w*", "norm"),
    (r"flatten", "flatten"),
)
ALARMS = re.compile(
    r"residual|shortcut|skip[\s-]connection|concat\w*|inception|attention|recurrent|lstm|\bgru\b|atrous|up-?sampl\w*|"
    r"\btwice\b|\bthrice\b|\brepeat(?:s|ed)?\b|separable|grouped|\bgroups?\b|pixel[\s-]shuffle",
    re.I,
)
"""Words of what changes a network and is not read in a sentence."""


@dataclass
class Clause:
    """What a clause says: each number by what it is, with what is left over."""

    text: str
    span: Span
    kernel: tuple[int, ...] = ()
    channels: int | None = None
    depth: int | None = None
    stride: tuple[int, ...] = ()
    padding: int | None = None
    rule: str = ""
    dilation: int = 1
    size: tuple[int, ...] = ()
    image: tuple[int, ...] = ()
    before: tuple[int, ...] = ()
    units: int | None = None
    takes: int | None = None
    times: int = 1
    window: tuple[int, ...] = ()
    left: list[tuple[str, Span]] = field(default_factory=list)
    twice: list[Span] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        """Whether no number of a layer stands in it."""
        said = (self.kernel, self.channels, self.stride, self.units, self.window, self.size, self.padding)
        return not any(said)


def kinds(text: str) -> list[tuple[str, int]]:
    """The kinds of layers that a clause names, in the order of the text, with where each stands."""
    found: list[tuple[str, int]] = []
    taken: list[tuple[int, int]] = []
    for pattern, kind in _KINDS:
        for match in re.finditer(pattern, text, re.I):
            if not any(start < match.end() and match.start() < stop for start, stop in taken):
                taken.append(match.span())
                found.append((kind, match.start()))
    return sorted(found, key=lambda each: each[1])


def scanned(text: str, start: int) -> Clause:
    """A clause that begins at `start`, read form by form from left to right."""
    clause = Clause(text, (start, start + max(len(text), 1)))
    at = 0
    while at < len(text):
        name, match = next((name, found) for name, form in _FORMS if (found := form.match(text, at)))
        _take(clause, name, [int(each) for each in match.groups() if each and each.isdecimal()], match, start)
        at = max(match.end(), at + 1)
    return clause


def _take(clause: Clause, name: str, numbers: list[int], match: re.Match[str], start: int) -> None:
    """Put what a form says into the clause."""
    here = (start + match.start(), start + match.end())
    match name, numbers:
        case "shape", [height, width, *rest]:
            clause.size, clause.channels = (height, width), rest[0] if rest else clause.channels
        case "shape", [units]:
            clause.units = units
        case "maps", [channels, height, width]:
            clause.channels, clause.size = channels, (height, width)
        case "weights", [height, width, depth, channels]:
            clause.kernel, clause.depth, clause.channels = (height, width), depth, channels
        case "image" | "input", sides:
            clause.image = tuple(sides)
        case "spatial" | "over" | "to_size", [height, width, *_]:
            clause.size = (height, width)
        case "stride", sides:
            _once(clause, "stride", tuple(sides), here)
        case "unstrided", _:
            _once(clause, "stride", (1,), here)
        case "padding", [padding]:
            clause.padding = padding
        case "rule", _:
            said = next(each for each in match.groups() if each).lower()
            clause.rule = "valid" if said in {"no", "without"} else said
        case "dilation", [dilation]:
            clause.dilation = dilation
        case "wide_kernel", [channels, height, width, *depth]:
            _once(clause, "kernel", (height, width), here)
            _once(clause, "channels", channels, here)
            clause.depth = depth[0] if depth else None
        case "vgg", [kernel, channels]:
            _once(clause, "kernel", (kernel,), here)
            _once(clause, "channels", channels, here)
        case "pooled", sides:
            clause.window = tuple(sides)
        case "pair", [features, units]:
            clause.takes = features
            _once(clause, "units", units, here)
        case "features", [features]:
            clause.takes = features
        case "side", [side]:
            _once(clause, "kernel", (side, side), here)
        case "units", [units]:
            _once(clause, "units", units, here)
        case "kernel", [height, width, *depth]:
            _sides(clause, height, width, depth, here)
        case "channels", [channels]:
            _once(clause, "channels", channels, here)
        case "times", _:
            clause.times = numbers[0] if numbers else NUMBER_WORDS[match[1].lower()]
        case "number", [number]:
            clause.left.append((str(number), here))
        case "odd", _:
            clause.left.append((match[0], here))


def _sides(clause: Clause, height: int, width: int, rest: list[int], here: Span) -> None:
    """A kernel, or a size where the numbers are too large for one."""
    if clause.kernel and rest:  # a column with the size of the input
        clause.before = (height, width, *rest)
        return
    if min(height, width) > 11:
        clause.size, clause.channels = (height, width), rest[0] if rest else clause.channels
        return
    _once(clause, "kernel", (height, width), here)
    if rest:
        clause.depth = rest[0]


def _once(clause: Clause, name: str, value: object, here: Span) -> None:
    """Set what is said once; said again and otherwise, it is noted."""
    said = getattr(clause, name)
    if said not in (None, ()) and said != value:
        clause.twice.append(here)
    setattr(clause, name, value)
