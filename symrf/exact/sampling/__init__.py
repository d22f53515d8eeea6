"""How a chain of layers samples its input: windows, what up-samples, and their sizes as functions.

For others: `states.State`, `windows.Window`, `scaled.Scaled`, `samplings.Sampling`.
"""
