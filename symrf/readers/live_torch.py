"""A PyTorch module that is there, as an object."""

from symrf.readers.live.pytorch import graphs

__all__ = ["graphs"]
