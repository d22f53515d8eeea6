"""What darknet prints while it loads a network, a row a layer, as the sections of its cfg."""

from __future__ import annotations

import re
from collections.abc import Mapping

from symrf.readers.darknet import _english
from symrf.readers.darknet.sections import Section
from symrf.readers.pasted import Pasted

__all__ = ["is_printed", "printed"]

_ROW = re.compile(r"^[ \t]*(\d{1,4})[ \t]+(Shortcut Layer:|[a-z]\w*)[ \t]*([^\n]*)$", re.MULTILINE)
_SIZES = re.compile(r"(\d+)[ \t]*x[ \t]*(\d+)[ \t]*x[ \t]*(\d+)[ \t]*->[ \t]*(\d+)[ \t]*x[ \t]*(\d+)[ \t]*x[ \t]*(\d+)")
_GIVES = re.compile(r"(?:->|outputs:)[ \t]*(\d+)[ \t]*x[ \t]*(\d+)[ \t]*x[ \t]*(\d+)")
_WINDOW = re.compile(
    r"(?:(?P<filters>\d+)(?:[ \t]*/[ \t]*(?P<groups>\d+))?[ \t]+)?(?P<size>\d+)[ \t]*x[ \t]*(?P<other>\d+)"
    r"[ \t]*/[ \t]*(?P<stride>\d+)(?![\dx])(?:[ \t]*\([ \t]*(?P<dilation>\d+)[ \t]*\))?"
)
_NAMES = {
    "conv": "convolutional",
    "max": "maxpool",
    "res": "shortcut",
    "Shortcut Layer:": "shortcut",
    "avg": "avgpool",
    "detection": "region",
}
_KEPT = ("route", "upsample", "reorg", "yolo", "dropout", "softmax", "cost")
_LINEAR = {"activation": "linear"}
_LEAST = 2  # rows with the sizes before and behind a layer, of which none is a convolution with its window


def is_printed(pasted: Pasted) -> bool:
    """Whether rows of darknet's own stand in a text, such as `0 conv 32 3 x 3 / 1 416 x 416 x 3 -> 416 x 416 x 32`."""
    rows = [match for match in _ROW.finditer(pasted.clean) if match[2] in (*_NAMES, *_KEPT)]
    sized = [match for match in rows if _SIZES.search(match[3])]
    return len(sized) >= _LEAST or any(match[2] == "conv" and _WINDOW.match(match[3]) for match in sized)


def printed(pasted: Pasted) -> list[Section]:
    """The sections of what is printed, [net] first; a ReadError points at a row that says too little."""
    found: list[Section] = []
    for match in _ROW.finditer(pasted.clean):
        name = _NAMES.get(match[2], match[2])
        if name not in (*_NAMES.values(), *_KEPT):
            raise pasted.error(_english.not_printed(match[2]), *match.span(2))
        sizes = _SIZES.search(match[3])
        if not found:
            if sizes is None or match[1] != "0":
                raise pasted.error(_english.NOT_FROM_THE_FIRST, *match.span())
            width, height, channels = sizes.group(1, 2, 3)
            found.append(_section(pasted, match, "net", {"width": width, "height": height, "channels": channels}))
        if int(match[1]) != len(found) - 1:
            raise pasted.error(_english.row_missing(len(found) - 1), *match.span(1))
        section = _section(pasted, match, name, _options(pasted, match, name, sizes))
        if gives := _GIVES.search(match[3]):
            width, height, channels = map(int, gives.groups())
            section.gives = height, width, channels
        found.append(section)
    return found


def _section(pasted: Pasted, match: re.Match[str], name: str, options: Mapping[str, str]) -> Section:
    start, stop = match.span()
    return Section(name, pasted, start, stop, {key: (value, start, stop) for key, value in options.items()})


def _options(pasted: Pasted, match: re.Match[str], name: str, sizes: re.Match[str] | None) -> dict[str, str]:
    """What a cfg says of the layer in a row."""
    text = match[3].partition("->")[0] if sizes is None else match[3][: sizes.start()]
    if name in ("convolutional", "maxpool"):
        found = _windowed(_WINDOW.match(text), sizes, convolves=name == "convolutional")
        if found is None:
            raise pasted.error(_english.ROW_UNREAD, *match.span())
        return found
    share = re.search(r"(\d+)/[ \t]*(\d+)", text)
    numbers = re.match(r"[\d, \t]*", text if share is None else text[: share.start()])
    listed = ",".join((numbers[0] if numbers else "").replace(",", " ").split())
    match name:
        case "route":
            return {"layers": listed} | ({} if share is None else {"group_id": share[1], "groups": share[2]})
        case "shortcut":
            return {"from": listed, **_LINEAR}
        case "upsample":
            return {"stride": re.sub(r"\D.*", "", text.strip()) or "2"}
        case _:
            return {}


def _windowed(window: re.Match[str] | None, sizes: re.Match[str] | None, convolves: bool) -> dict[str, str] | None:
    """A convolution, padded by half or not at all, or a pool, as the sizes say; None where they say neither."""
    if window is None or sizes is None or convolves != (window["filters"] is not None):
        return None
    kernel, stride, dilation = int(window["size"]), int(window["stride"]), int(window["dilation"] or 1)
    if window["size"] != window["other"] or not stride:
        return None
    reach = dilation * (kernel - 1) + 1
    before, after = (tuple(map(int, each)) for each in (sizes.group(1, 2), sizes.group(4, 5)))
    for padding in (kernel // 2 * 2 * dilation, 0) if convolves else (kernel - 1, 0):
        if all((each + padding - reach) // stride + 1 == then for each, then in zip(before, after, strict=True)):
            options = {"size": str(kernel), "stride": str(stride)}
            if not convolves:
                return options | {"padding": str(padding)}
            shares = {key: window[key] for key in ("groups", "dilation") if window[key] is not None}
            return options | shares | {"padding": str(padding // 2), "filters": window["filters"], **_LINEAR}
    return None
