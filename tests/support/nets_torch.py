"""Networks in PyTorch of which both are there, the module and its source."""

from __future__ import annotations

import inspect
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any

from support import torch_nets

__all__ = ["ALL", "SIAMESE", "SOURCES", "Net"]

Shapes = tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class Net:
    """A network: its module, its source and what it is called there, and shapes of the input without the batch."""

    name: str
    model: Any = field(repr=False)
    source: str = field(repr=False)
    network: str
    shapes: Shapes

    def __str__(self) -> str:
        return f"{self.name}.{self.network}"


def _of_source(module: str, network: str, *shapes: tuple[int, ...]) -> Net:
    """A network of `support.sources`."""
    found = import_module(f"support.sources.{module}")
    return Net(module, getattr(found, network), inspect.getsource(found), network, shapes)


SOURCES = (
    _of_source("lenet", "net", (3, 32, 32)),
    _of_source("vgg", "model", (3, 64, 64), (3, 70, 97)),
    _of_source("resnet", "model", (3, 64, 64), (3, 75, 97)),
    _of_source("mobilenet_v2", "net", (3, 64, 64), (3, 75, 97)),
    _of_source("unet", "unet", (3, 32, 48), (3, 64, 16)),
    _of_source("dcgan", "netG", (100, 1, 1), (100, 2, 3)),
    _of_source("dcgan", "netD", (3, 32, 32)),
    _of_source("autoencoder", "model", (1, 28, 28)),
    _of_source("dqn", "net", (4, 84, 84)),
    _of_source("senet", "model", (3, 32, 32), (3, 45, 30)),
    _of_source("densenet", "model", (3, 64, 64), (3, 75, 97)),
    _of_source("convnext", "model", (3, 64, 64), (3, 75, 97)),
    _of_source("wavenet", "wavenet", (1, 60), (1, 77)),
    _of_source("efficientnet", "model", (3, 32, 32), (3, 45, 61)),
    _of_source("espcn", "model", (1, 12, 14), (1, 9, 20)),
    _of_source("patch_embedding", "model", (3, 224, 224)),
    _of_source("stem_functional", "model", (3, 32, 40), (3, 41, 52)),
)
SIAMESE = _of_source("siamese", "net", (1, 20, 20))
"""Which has two inputs."""


def _of_net(name: str, made: type[Any], shapes: Shapes) -> Net:
    """A network of `support.torch_nets`, whose module has all of them."""
    return Net(name, made(), f"{inspect.getsource(torch_nets)}\nmodel = {made.__name__}()\n", "model", shapes)


ALL = (*(_of_net(name, *each) for name, each in torch_nets.NETS.items()), *SOURCES)
