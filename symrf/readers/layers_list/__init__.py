"""Lists and tables of layers: VGG's letters, (k, s, p) in Python, JSON or CSV, dictionaries, (t, c, n, s)."""

from symrf.readers.layers_list.reading import claims, graphs, read

__all__ = ["claims", "graphs", "read"]
