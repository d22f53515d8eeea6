"""What papers say in a phrase of its own: WaveNet's dilations, TextCNN's windows; and networks that are only named."""

from __future__ import annotations

import re
from collections.abc import Sequence

from symrf.formulas import limits
from symrf.networks.notation.architecture import Join, Layer, PaddingRule
from symrf.networks.notation.kinds import Kind
from symrf.readers.drafts import Piece, Split, Step, convolution
from symrf.readers.graph import Building, Graph
from symrf.readers.papers import _english
from symrf.readers.papers.lines import Input, network
from symrf.readers.pasted import Pasted

__all__ = ["claims", "read"]

_NAMED = re.compile(
    r"\s*(?!(?:\w+\.)?models\.\w+\()(?:torchvision\.models\.|timm/|models\.)?"
    r"(?P<name>(?:pre-?activation\s+|wide[\s_-]*)?(?:WRN|ResNe[tX]t?|SE-?ResNet|Res2Net|RegNet|VGG|DenseNet|EfficientNet|"
    r"MobileNet|ShuffleNet|MnasNet|SqueezeNet|Inception|Xception|GoogLe-?Net|AlexNet|LeNet|NASNet|ConvNeXt|ViT|Swin|"
    r"DeiT|YOLO|SSD|Faster\s*R-?CNN|Mask\s*R-?CNN|RetinaNet|U-?Net|SegNet|FCN|DeepLab|PSPNet|BERT|GPT|WaveNet|"
    r"TextCNN|C3D|I3D|DCGAN)(?:[\s_-]{0,3}[A-Za-z]?\d[\w.]*)?"
    r"(?:[\s-]{1,3}(?:[A-Za-z]?\d[\w.]*|large|small|base|tiny|nano|lite|bn|[xsml])){0,4})"
    r"(?:\(\))?[\s.]*",
    re.I,
)
_LIST = r"[\[(]?\s*\d{1,6}(?:(?:[\s,&…]|\.\.\.|and)+\d{1,6})+\s*[\])]?"
_DILATIONS = re.compile(
    rf"[^\d]{{0,200}}?\bdilations?\b(?:\s+(?:rates?|factors?))?\s*(?:of|are|is|=|:)?\s*(?P<list>{_LIST})(?P<rest>[^\d]*"
    r"(?:(?:kernel|filter)\s*(?:size|width|length)?\s*(?:of|=|:|is)?\s*(?P<kernel>\d{1,3})[^\d]*)?)",
    re.I,
)
_WINDOWS = re.compile(
    rf"[^\d]{{0,300}}?\b(?:filter|kernel|window|region)\s*(?:windows?|sizes?|heights?)?\s*(?:\(h\))?\s*(?:of|=|:)?\s*"
    rf"(?P<list>{_LIST})\s*,?\s*(?:with|each with|and)\s+(?P<maps>\d{{1,5}})\s+"
    r"(?:feature\s+maps|filters|kernels|channels)"
    r"(?P<rest>.*)",
    re.I | re.S,
)
_NUMBER = re.compile(r"\d+|…|\.\.\.")


def claims(pasted: Pasted) -> bool:
    """Whether the text is one of these phrases and nothing else."""
    text = pasted.clean
    return len(text) < 1000 and any(form.fullmatch(text) for form in (_NAMED, _DILATIONS, _WINDOWS))


def read(pasted: Pasted) -> tuple[Graph, ...]:
    """The network of a phrase; a name alone is refused, with what to paste instead."""
    named = _NAMED.fullmatch(pasted.clean)
    if named:
        raise pasted.error(_english.only_named(named["name"].strip()), *named.span("name"))
    windows = _WINDOWS.fullmatch(pasted.clean)
    if windows:
        return (_side_by_side(pasted, windows),)
    dilations = _DILATIONS.fullmatch(pasted.clean)
    if dilations is None:
        raise pasted.error(_english.NO_LAYER, 0, len(pasted.clean))
    return (_dilated(pasted, dilations),)


def _numbers(pasted: Pasted, match: re.Match[str]) -> list[int]:
    """The numbers of a list, of which dots stand for doublings."""
    found: list[int] = []
    dots = False
    for word in _NUMBER.finditer(pasted.clean, *match.span("list")):
        if not word[0].isdecimal():
            dots = True
            continue
        number = int(word[0])
        if number < 1:
            raise pasted.error(_english.ZERO, *word.span())
        if dots:
            found += _doublings(pasted, found, number, match.span("list"))
        found.append(number)
        dots = False
        if len(found) > limits.LINE_LAYERS:
            raise pasted.error(_english.TOO_MANY, *word.span())
    return found


def _doublings(pasted: Pasted, before: Sequence[int], last: int, span: tuple[int, int]) -> list[int]:
    """The numbers between, where each is twice the one before."""
    found: list[int] = []
    each = before[-1] * 2
    doubled = len(before) > 1 and before[-1] == 2 * before[-2]
    while doubled and each < last:
        found.append(each)
        each *= 2
    if not doubled or each != last:
        raise pasted.error(_english.DOTS, *span)
    return found


def _dilated(pasted: Pasted, match: re.Match[str]) -> Graph:
    """A stack of causal convolutions."""
    building = Building()
    kernel = int(match["kernel"] or 2)
    if kernel < 1:
        raise pasted.error(_english.ZERO, *match.span("kernel"))
    span = match.span("list")
    building.assume(_english.dilated(kernel, bool(match["kernel"])), pasted.span(*span))
    pieces: list[Piece] = []
    for far in _numbers(pasted, match):
        layer = convolution((kernel,), dilation=(far,), padding=None)
        causal = Layer(layer.kind, layer.sizes, layer.stride, PaddingRule.CAUSAL, layer.dilation)
        pieces.append(Step(causal, span))
    return network(pasted, building, pieces, Input(axes=("w",)), keeps=False)


def _side_by_side(pasted: Pasted, match: re.Match[str]) -> Graph:
    """Convolutions over words side by side, each followed by its maximum."""
    building = Building()
    span = match.span("list")
    building.assume(_english.WORDS_SIDE_BY_SIDE, pasted.span(*span))
    if re.search(r"\d", match["rest"]):
        building.assume(_english.left_out(match["rest"].strip(" ,.;")), pasted.span(*match.span("rest")))
    maps = int(match["maps"])
    if maps < 1:
        raise pasted.error(_english.ZERO, *match.span("maps"))
    branches = tuple(
        (
            Step(convolution((height,), maps), span),
            Step(Layer(Kind.PASS, word="relu"), span),
            Step(Layer(Kind.GLOBAL_MAX), span),
        )
        for height in _numbers(pasted, match)
    )
    return network(pasted, building, (Split(branches, Join.CONCATENATE, span),), Input(axes=("w",)), keeps=False)
