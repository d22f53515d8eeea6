"""Networks as papers write them: Cireşan's line, CycleGAN's, pix2pix's, patterns, calls, tables and sentences."""

from symrf.readers.papers.reading import claims, read

__all__ = ["claims", "read"]
