"""What each module and each function of PyTorch is as layers: a table of their signatures, and a function a family."""

from __future__ import annotations

from collections.abc import Mapping

from symrf.formulas.tree import Written
from symrf.networks.notation.architecture import Layer, Value
from symrf.networks.notation.kinds import Kind
from symrf.readers import _english
from symrf.readers.torch_families import FAMILIES, axes, padded
from symrf.readers.torch_signatures import FUNCTIONS, LAZY, SIGNATURES, WORDS

__all__ = ["Arguments", "axes", "functional", "module", "named", "takes"]

Arguments = Mapping[str | int, object]
"""What a call is given: positional by index, keywords by name."""


def module(name: str, arguments: Arguments) -> tuple[Layer, ...] | None:
    """What a module of torch.nn is as layers, one after another; None where it is not known.

    It is none where it changes nothing. A ValueError says what is wrong with the arguments.

    >>> [layer.text for layer in module("Conv2d", {0: 3, 1: 64, 2: 7, "stride": 2, "padding": 3})]
    ['c7s2p3-64']
    >>> module("Identity", {}), module("SPPF", {})
    ((), None)
    """
    if name in WORDS:
        return (Layer(Kind.PASS, word=WORDS[name]),)
    if name not in SIGNATURES:
        return None
    return FAMILIES[SIGNATURES[name][0]](name, named(name, arguments))


def functional(name: str, arguments: Arguments, count: int = 2) -> tuple[Layer, ...] | None:
    """What a function of torch or torch.nn.functional does to a tensor with so many axes; None where it is not known.

    The arguments are those behind the tensor, counted from 0 on.

    >>> [layer.text for layer in functional("max_pool2d", {0: 2})]
    ['p2s2p0floor']
    >>> [layer.text for layer in functional("pad", {0: (1, 2)})]
    ['z0x1:2']
    """
    if name == "pad":
        return padded(arguments.get(0, arguments.get("pad")), count)
    of = FUNCTIONS.get(name)
    return None if of is None else module(of, arguments)


def takes(name: str, arguments: Arguments) -> tuple[str, Value] | None:
    """What a module says that it receives: its "channels" or its "features", where they are said.

    >>> takes("Linear", {0: 400, 1: 120})
    ('features', 400)
    """
    if name in LAZY or name not in SIGNATURES:
        return None
    given = named(name, arguments)
    for word, quantity in (("in_channels", "channels"), ("num_features", "channels"), ("in_features", "features")):
        value = given.get(word)
        if isinstance(value, int | Written) and not isinstance(value, bool):
            return quantity, value
    return None


def named(name: str, arguments: Arguments) -> dict[str, object]:
    """The arguments of a module by their names; a ValueError names one that it does not have, or lacks.

    >>> named("MaxPool2d", {0: 2})["kernel_size"]
    2
    """
    return _bound(name, SIGNATURES[name][1], arguments)


def _bound(name: str, signature: Mapping[str, object], arguments: Arguments) -> dict[str, object]:
    words = [*signature]
    bound = dict(signature)
    for key, value in arguments.items():
        if isinstance(key, int) and key >= len(words):
            raise ValueError(_english.too_many_arguments(name, words))
        word = words[key] if isinstance(key, int) else key
        bound[word] = value
    missing = [word for word in words if bound[word] is ...]
    if missing:
        raise ValueError(_english.argument_is_missing(name, missing[0]))
    return bound
