"""Derivation -> Drawing: what pictures show, before it is drawn.

For others: `pyramid.pyramid`, `graph.graph`, `grid.grid`.
"""
