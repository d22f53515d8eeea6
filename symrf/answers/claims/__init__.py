"""What people claim of a network, read: text -> Claim.

For others: `reader.parse`, `reader.Claim`, `values.Value`, `amounts.units`.
"""
