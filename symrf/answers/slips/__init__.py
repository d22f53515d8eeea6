"""Why a number is another: slips that people make, as data, tried on the network that they calculated.

For others: `explaining.explained`, `asked.Reason`.
"""
