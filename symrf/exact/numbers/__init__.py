"""Whole numbers, some of them with symbols: sums, powers, bounds and identities.

For others: `powers.Whole`, `parametric.Parametric`, `identities.Forms`, `bounds.Bounds`.
"""
