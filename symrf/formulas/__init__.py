"""The tree of what a hand writes: read, walked, printed, and turned into SymPy and back."""
