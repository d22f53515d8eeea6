"""A call of a function of torch on stand-ins, and what it gives back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from symrf.readers.live import _english
from symrf.readers.live.recording import NotFollowed, Recording
from symrf.readers.live.shapes import Length, Standing

__all__ = ["Call", "plain"]


@dataclass(frozen=True, slots=True)
class Call:
    """A function by its name, what it is given, and what it gives by PyTorch itself."""

    net: Recording
    name: str
    args: Sequence[Any]
    kwargs: Mapping[str, Any]
    given: Any

    def all(self) -> list[Any]:
        """What it is given, with what stands in its lists."""
        found: list[Any] = []
        for each in (*self.args, *self.kwargs.values()):
            found += each if isinstance(each, tuple | list) else [each]
        return found

    def received(self, tensor: Any) -> Standing:
        """Where a tensor stands, whose axes are as convolutions take them; NotFollowed where they are not."""
        standing = self.net.standing(tensor)
        if standing is None or not standing.plain:
            raise NotFollowed(_english.other_form(self.name))
        return standing

    def stands(self, tensor: Any) -> Standing:
        """Where a tensor stands; NotFollowed where it is none of the network."""
        standing = self.net.standing(tensor)
        if standing is None:
            raise NotFollowed(_english.unknown(self.name))
        return standing

    def gives(self, tensor: Any, standing: Standing) -> Any:
        """A tensor that it gave, standing there; the same one where it changed it in place."""
        made = tensor if isinstance(tensor, self.net.kind) else tensor.as_subclass(self.net.kind)
        return self.net.put(made, standing)


def plain(value: Any) -> Any:
    """Numbers that remember nothing."""
    if isinstance(value, tuple | list):
        return tuple(map(plain, value))
    return int(value) if isinstance(value, Length) else value
