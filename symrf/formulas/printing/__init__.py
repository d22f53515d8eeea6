"""How a tree is printed: LaTeX, plain text, Unicode, MathML, Typst."""
