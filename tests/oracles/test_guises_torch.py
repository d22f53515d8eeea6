"""A network as its print, its source, the live module, ONNX files and what symrf writes of it: one answer, that of
PyTorch."""

from __future__ import annotations

import copy
import io
import re
import warnings
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from math import prod

import pytest
from support.extras import needed
from support.laws import thorough
from support.nets_torch import ALL, Net
from support.shapes_torch import Reached, called, counted, reached

import symrf
from symrf.errors import InputError, ReadError
from symrf.formulas.values import evaluate
from symrf.networks.derivation import Derivation

torch = needed("torch")
onnx = needed("onnx")

Shape = tuple[int, ...]
WINDOWS = ("Conv1d", "Conv2d", "ConvTranspose2d", "CausalConv1d", "MaxPool2d", "AvgPool2d")
MOST = 6  # modules whose field is looked at


def printed(net: Net) -> symrf.Paste:
    return symrf.read(str(net.model))


def source(net: Net) -> symrf.Paste:
    return symrf.read(net.source, network=net.network)


def live(net: Net) -> symrf.Paste:
    return symrf.read(net.model)


@cache
def exported(net: Net, newer: bool) -> bytes:
    """The ONNX file that an exporter of torch makes; the older one with free axes, the newer with those of the input.

    Statistics are no zeros, or the newer exporter leaves out the biases that it folds them into.
    """
    model, image = copy.deepcopy(net.model).eval(), torch.zeros(2, *net.shapes[0])
    for module in model.modules():
        if getattr(module, "running_mean", None) is not None:
            module.running_mean.fill_(0.5)
    file = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        if newer:
            needed("onnxscript")
            torch.onnx.export(model, (image,), dynamo=True, verbose=False).save(file)
        else:
            free = {axis: f"d{axis}" for axis in range(2, image.ndim)}
            torch.onnx.export(
                model, (image,), file, dynamo=False, input_names=["x"], dynamic_axes={"x": {0: "n", **free}}
            )
    return file.getvalue()


def older(net: Net) -> symrf.Paste:
    return symrf.read(exported(net, False))


def newer(net: Net) -> symrf.Paste:
    return symrf.read(exported(net, True))


def written(form: str) -> Callable[[Net], symrf.Paste]:
    def again(net: Net) -> symrf.Paste:
        paste = source(net)
        return symrf.read(symrf.write(paste, form, at=dict(zip(paste.axes, net.shapes[0][1:], strict=False))))

    return again


GUISES: Mapping[str, Callable[[Net], symrf.Paste]] = {
    "print": printed,
    "source": source,
    "live": live,
    "older onnx": older,
    "newer onnx": newer,
    "written pytorch": written("pytorch"),
    "written onnx": written("onnx"),
}
SLOW = frozenset({"newer onnx"})  # which takes seconds
READ = ("print", "source", "live", "older onnx", "newer onnx")
WRITTEN = ("written pytorch", "written onnx")
WITHOUT_FORM = "PyTorch has no|ONNX has|not looked into"
UNCOUNTED = {
    "convnext.model": "the scale of a layer, a parameter that is in no module",
    "wavenet.wavenet": "a convolution whose output nothing reads",
    "patch_embedding.model": "attention, which is not looked into",
}
"""Networks with weights that no layer of the notation has."""
LEARNT = frozenset({"Conv", "ConvTranspose", "Gemm", "MatMul", "BatchNormalization"})


REFUSED: Mapping[tuple[str, str], str] = {
    ("fpn.model", "print"): "does not show what forward does",
    ("wavenet.wavenet", "print"): "what CausalConv1d does is not printed",
    ("stem_functional.model", "print"): "what Shortcut does is not printed",
    ("patch_embedding.model", "print"): "reads a sequence",
    ("patch_embedding.model", "live"): "flatten folds axes",
    ("patch_embedding.model", "older onnx"): "split pixels and channels",
    ("unet without padding.model", "older onnx"): "a calculation that cannot be followed",
    ("unet.unet", "older onnx"): "a calculation that cannot be followed",
    ("mobilenet_v2.net", "older onnx"): "needs the input size",
    ("dcgan.netD", "older onnx"): "which layers run depends on the data",
    ("stem_functional.model", "older onnx"): "pads channels",
    ("stem_functional.model", "newer onnx"): "pads channels",
    ("vgg.model", "newer onnx"): "GatherND",
}
"""What is said of a network that a guise does not show."""
NOT_EXPORTED = {("vgg.model", "older onnx")}
"""What an exporter of torch refuses itself."""
SUPPOSED = {("lenet.net", "print")}
"""Whose print does not show that a pool is called twice, which is said."""


def cases(guises: Iterable[str]) -> list[tuple[Net, str]]:
    """The networks that a guise shows."""
    every = [(net, guise) for net in ALL for guise in guises if guise not in SLOW or thorough()]
    return [(net, guise) for net, guise in every if (str(net), guise) not in REFUSED.keys() | NOT_EXPORTED | SUPPOSED]


@cache
def paste_of(net: Net, guise: str) -> symrf.Paste:
    return GUISES[guise](net)


@cache
def made(net: Net, shape: Shape) -> tuple[dict[str, Shape], list[Shape]]:
    """The shapes that PyTorch has, after each module that is called once and at the end."""
    calls, outputs = called(net.model, shape)
    times = Counter(name for name, _ in calls)
    return {name: given for name, given in calls if times[name] == 1}, outputs


@cache
def gradients(net: Net, gated: bool) -> dict[str, Reached]:
    """What the output in the middle reads after some modules that are called once."""
    names = [name for name, _ in called(net.model, net.shapes[-1])[0]]
    modules = dict(net.model.named_modules())
    alone = [name for name in names if type(modules[name]).__name__ in WINDOWS and names.count(name) == 1]
    return reached(net.model, net.shapes[-1], alone[:: -(-len(alone) // MOST) or 1], gated=gated)


def outputs_of(derivation: Derivation) -> list[Derivation]:
    return list(derivation.outputs.values()) if derivation.several else [derivation]


def places(net: Net, derivation: Derivation, names: Mapping[str, object]) -> Iterator[tuple[str, int]]:
    """The modules of torch, of those named, that are a layer of a derivation, and their places."""
    modules = dict(net.model.named_modules())
    for name, (first, last) in derivation.architecture.modules.items():
        if name in names and first == last and type(modules[name]).__module__.startswith("torch.nn"):
            yield name, last


def same_sizes(net: Net, derivation: Derivation, shape: Shape) -> None:
    """The size after each module, and at the end, is PyTorch's."""
    calls, outputs = made(net, shape)
    sizes = shape[1:] or (1,) * len(derivation.axes)  # a vector has no pixels
    for name, place in places(net, derivation, calls):
        step = derivation.steps[place - 1]
        ours = tuple(step[axis].size.at(n) for axis, n in zip(derivation.axes, sizes, strict=False))
        assert len(calls[name]) <= len(ours) or ours in (calls[name][1:], calls[name][:-1]), (name, ours, calls[name])
    for one, theirs in zip(outputs_of(derivation), outputs, strict=True):
        if len(theirs) > 1:
            assert tuple(one[axis].size.at(n) for axis, n in zip(one.axes, sizes, strict=True)) == theirs[1:]


def same_length(net: Net, paste: symrf.Paste, derivation: Derivation) -> None:
    """The length that the first dense layer takes, which what was read claims, and that of an image at the end."""
    at = dict(zip(derivation.axes, net.shapes[0][1:], strict=False))
    if paste.claims:
        assert {verdict.status for verdict in symrf.check(paste, at=at)} <= {"proved", "conditional"}
    for one, theirs in zip(outputs_of(derivation), made(net, net.shapes[0])[1], strict=True):
        if len(theirs) > 1 and at and not any(isinstance(each, torch.nn.Linear) for each in net.model.modules()):
            assert evaluate(one.written("flat"), at) == prod(theirs)


def same_fields(net: Net, derivation: Derivation) -> None:
    """What outputs read, from which pixel to which, has a gradient; of gates either with them or without."""
    shape, whole, ungated = net.shapes[-1], gradients(net, True), gradients(net, False)
    for name, place in places(net, derivation, whole):
        for axis, n, every, window in zip(derivation.axes, shape[1:], whole[name], ungated.get(name, ()), strict=False):
            reading = derivation.steps[place - 1][axis]
            output, *ends = every
            found = reading.reads(output, n)
            assert [found[0], found[-1]] in ([ends, list(window[1:])] if reading.gated else [ends]), (name, axis)


def same_parameters(net: Net, guise: str, paste: symrf.Paste, derivation: Derivation) -> None:
    """As many parameters as in the modules that are called, or as are weights in the file, if none are left out."""
    if any("counted" in note.text for note in paste.notes) or str(net) in UNCOUNTED:
        return
    at = dict(zip(derivation.axes, net.shapes[0][1:], strict=False))
    theirs = of_file(exported(net, guise == "newer onnx")) if "onnx" in guise else counted(net.model, net.shapes[0])
    assert evaluate(derivation.written("params"), at) == theirs


def of_file(data: bytes) -> int:
    """The numbers that are weights of a layer in an ONNX file."""
    graph = onnx.load_model_from_string(data).graph
    sizes = {each.name: prod(each.dims) for each in graph.initializer}
    found = 0
    for node in graph.node:
        if node.op_type == "Identity" and node.input[0] in sizes:  # several layers have the same numbers
            sizes[node.output[0]] = sizes[node.input[0]]
        learnt = {"BatchNormalization": slice(1, 3)}.get(node.op_type, slice(1, None))
        if node.op_type in LEARNT:
            found += sum(sizes.get(name, 0) for name in node.input[learnt])
    return found


@pytest.mark.parametrize(("net", "guise"), cases(READ), ids=str)
def test_a_guise_of_a_network_is_what_pytorch_makes_of_it(net: Net, guise: str) -> None:
    paste = paste_of(net, guise)
    derivation = symrf.derive(paste)
    for shape in net.shapes:
        same_sizes(net, derivation, shape)
    same_length(net, paste, derivation)
    same_fields(net, derivation)
    same_parameters(net, guise, paste, derivation)


@pytest.mark.parametrize(("net", "guise"), cases(WRITTEN), ids=str)
def test_what_is_written_of_a_network_is_what_its_source_is(net: Net, guise: str) -> None:
    first = symrf.derive(paste_of(net, "source"))
    try:
        second = symrf.derive(paste_of(net, guise))
    except InputError as refused:
        assert re.search(WITHOUT_FORM, str(refused))  # noqa: PT017
        return
    for shape in net.shapes:
        same_sizes(net, second, shape)
        assert [*answers(second, shape)] == [*answers(first, shape)]
    if paste_of(net, guise).certain:
        assert second.params == first.params


def answers(derivation: Derivation, shape: Shape) -> Iterator[object]:
    """Size, field with and without gates, jump and start on each axis, for a size of the input."""
    for one in outputs_of(derivation):
        for axis, n in zip(one, shape[1:], strict=False):
            yield axis.size.at(n)
            for tree in (axis.tree("receptive_field"), axis.ungated_tree, axis.tree("jump"), axis.start_tree):
                yield tree and evaluate(tree, {axis.track.axis: n})


@pytest.mark.parametrize(("name", "guise"), [each for each in REFUSED if thorough() or each[1] not in SLOW])
def test_what_a_guise_does_not_show_is_refused(name: str, guise: str) -> None:
    (net,) = (net for net in ALL if str(net) == name)
    with pytest.raises(ReadError, match=REFUSED[name, guise]):
        GUISES[guise](net)


@pytest.mark.parametrize(("name", "guise"), sorted(SUPPOSED))
def test_what_is_not_certain_is_said_to_be(name: str, guise: str) -> None:
    (net,) = (net for net in ALL if str(net) == name)
    paste = paste_of(net, guise)
    assert paste.notes
    assert not paste.certain
