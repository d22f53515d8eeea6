"""The stand-in: a tensor without numbers that tells a recording of each function that it is given to."""

from __future__ import annotations

from typing import Any

from symrf.readers.live.recording import Recording
from symrf.readers.live.shapes import BATCH, CHANNELS, Standing

__all__ = ["standing_in"]


def standing_in(recording: Recording, shape: tuple[int, ...]) -> Any:
    """A tensor of a shape, on no device, that stands for the input of a network."""
    torch = recording.torch

    class StandIn(torch.Tensor):  # type: ignore[misc,name-defined]
        """A tensor of a recording."""

        @classmethod
        def __torch_function__(cls, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
            return recording.called(func, args, kwargs or {})

    recording.kind = StandIn
    made = torch.empty(shape, device="meta", dtype=recording.number).as_subclass(StandIn)
    roles = (BATCH, CHANNELS, *range(len(shape) - 2))
    recording.put(made, Standing(0, roles, flat=len(shape) == 2))
    return made
