"""What is said, apart from how it is laid out.

For others: `document.Document`, `drawing.Drawing`.
"""
