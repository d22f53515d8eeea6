"""Exact mathematics without networks: numbers with symbols, sets of inputs, windows, what holds."""
