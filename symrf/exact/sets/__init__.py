"""Sets of whole numbers: residue classes with exceptions, boxes, and the values of symbols.

For others: `periodic.Periodic`, `residues.Residues`, `region.Region`, `parameters.Parameters`.
"""
