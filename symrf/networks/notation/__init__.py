"""The notation: a text, and the architecture that it stands for.

For others: `reader.parse`, `architecture.Architecture`, `kinds.Kind`.
"""
