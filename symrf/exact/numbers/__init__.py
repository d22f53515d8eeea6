"""Whole numbers, some of them with symbols: sums, powers, bounds and identities."""
