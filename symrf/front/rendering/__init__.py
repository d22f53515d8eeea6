"""Documents as text, one module a format.

For others: `targets.TARGETS`, `publication.text`.
"""
