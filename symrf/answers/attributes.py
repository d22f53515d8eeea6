"""The numbers of a layer in a formula, as PyTorch has them: `kernel_size`, `stride`, or k, s, p, d."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from symrf.answers.settling import in_shape
from symrf.answers.subjects import Subject
from symrf.errors import SymrfError
from symrf.exact.sampling.hand import whole
from symrf.formulas.tree import Written, symbols
from symrf.networks.conventions import Windows, windows
from symrf.networks.notation.architecture import Layer, PaddingRule
from symrf.networks.notation.kinds import Effect

__all__ = ["attribute", "attribute_of_word", "layers_with_windows"]

_WORDS: Mapping[str, str] = {
    word: name
    for name, words in {
        "kernel": "k K f F kernel kernel_size kernel_shape kernel_spatial_shape filter filter_size filter_shape ksize"
        " pool_size spatial_filter_shape spatial_kernel_shape filter_height filter_width kernel_height kernel_width",
        "stride": "s S stride strides stride_spatial_shape strides_spatial_shape stride_size",
        "padding": "p P pad padding",
        "padding before": "pads_start_i pads_start pads_begin pad_before padding_before",
        "padding after": "pads_end_i pads_end pad_after padding_after",
        "padding in all": "pad_shape total_padding",
        "dilation": "d D dilation dilation_rate dilations",
        "output padding": "output_padding",
    }.items()
    for word in words.split()
}
_WINDOWED = (Effect.WINDOWS, Effect.SPREAD)
_INDEXED = re.compile(r"(?P<word>\w+?)_(?P<index>[0-9]|[a-z])")


def attribute_of_word(word: str) -> str | None:
    """The number of a layer that a word names; None where it names none."""
    if word in _WORDS:
        return _WORDS[word]
    indexed = _INDEXED.fullmatch(word)
    return None if indexed is None else _WORDS.get(indexed["word"])


def attribute(subject: Subject, word: str, axis: str) -> Written | None:
    """A number of the layers on an axis, or on the one that the word says; None where they have not the same.

    >>> from symrf.networks.conventions import convention
    >>> from symrf.networks.notation.reader import parse
    >>> subject = Subject(parse("c{k}s2 relu"), ("w", "h"), convention("pytorch"), {})
    >>> attribute(subject, "kernel_size", "w"), attribute(subject, "s", "w")
    (Symbol(name='k'), Number(value=2))
    """
    name, indexed = attribute_of_word(word), _INDEXED.fullmatch(word)
    if name is None:
        return None
    if word not in _WORDS and indexed is not None:
        ordered, index = in_shape(subject.axes), indexed["index"]
        if index.isdigit():
            index = ordered[int(index)] if int(index) < len(ordered) else ""
        if index not in subject.axes:
            return None
        axis = index
    found = {each for layer in subject.network.layers() for each in _of_layer(subject, layer, name, axis)}
    (one, *others) = found or {None}
    return None if others or one is None or not symbols(one) <= {*subject.parameters.names} else one


def layers_with_windows(subject: Subject) -> int:
    """How many layers of a network have a kernel, each as often as it is written."""
    return sum(layer.kind.effect in _WINDOWED for layer in subject.network.layers())


def _of_layer(subject: Subject, layer: Layer, name: str, axis: str) -> Iterator[Written | None]:
    """A number of a layer that has windows; None where it is no one number."""
    if layer.kind.effect not in _WINDOWED:
        return
    known = subject.parameters
    try:
        settled = windows(layer, subject.axes.index(axis), subject.axes, subject.habits, known)
    except SymrfError:
        yield None
    else:
        yield _number(layer, settled, name)


def _number(layer: Layer, settled: Windows, name: str) -> Written | None:
    match name:
        case "kernel":
            return whole(settled.kernel)
        case "stride":
            return whole(settled.stride)
        case "dilation":
            return whole(settled.dilation)
        case "output padding" if layer.kind.effect is Effect.SPREAD:
            return whole(settled.extra)
        case "padding" | "padding before" | "padding after" | "padding in all" if layer.padding is PaddingRule.SAME:
            return None  # it varies with the input
        case "padding" if settled.before == settled.after:
            return whole(settled.before)
        case "padding before":
            return whole(settled.before)
        case "padding after":
            return whole(settled.after)
        case "padding in all":
            return whole(settled.before + settled.after)
    return None
