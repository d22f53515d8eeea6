"""What the program calls an operation: the module that it was, from what an exporter writes."""

from __future__ import annotations

__all__ = ["module"]

_WEIGHT = ".weight"


def module(name: str, scope: str, parameters: tuple[str, ...]) -> str | None:
    """The module of a node: by the weights that it takes, by its scope, or by the path that is its name.

    >>> module("/layer1/layer1.0/conv1/Conv", "", ())
    'layer1.0.conv1'
    >>> module("Conv_3", "", ("features.0.weight",))
    'features.0'
    """
    for each in parameters:
        if each.endswith(_WEIGHT):
            return each.removesuffix(_WEIGHT)
    if scope:
        return scope
    whole, last = "", ""
    for part in [each for each in name.split("/") if each][:-1]:
        if last and part.startswith(last + "."):
            whole = whole[: len(whole) - len(last)] + part
        else:
            whole = f"{whole}.{part}" if whole else part
        last = part
    return whole or None
