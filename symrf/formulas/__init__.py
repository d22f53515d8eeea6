"""The tree of what a hand writes: read, walked, printed, and turned into SymPy and back.

For others: `tree.Written`, `reader.parse`, `fold.Fold`, `printing.latex.LATEX`, `printing.plain.PLAIN`,
`values.evaluate`, `to_sympy.to_sympy`, `to_sympy.Ring`, `from_sympy.from_sympy`, `relations.Relation`, and `limits`.
"""
