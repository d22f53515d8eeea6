"""Sets of whole numbers: residue classes with exceptions, boxes, and the values of symbols.

For others: `periodic.Condition`, `residues.Residues`, `boxes.Cases`, `parameters.Parameters`.
"""
