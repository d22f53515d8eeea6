"""How a chain of layers samples its input: windows, what up-samples, and their sizes as functions."""
