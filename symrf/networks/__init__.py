"""What a network is, and what it comes to on each axis, layer by layer.

For others: `derivation.derive`, `derivation.Derivation`, `laws.LAWS`, `quantities.QUANTITIES`,
`conventions.CONVENTIONS`.
"""
