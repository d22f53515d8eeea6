"""The notation: a text, and the architecture that it stands for."""
