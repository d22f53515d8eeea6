"""Strings of blocks, as timm's `ir_r2_k3_s2_e6_c24` and EfficientNet's `r2_k3_s22_e6_i16_o24_se0.25`."""

from symrf.readers.block_strings.reading import claims, read

__all__ = ["claims", "read"]
