"""What is asked of a network and what is answered, as values: verdicts on claims, and solutions.

For others: `checking.check`, `solving.solve`, `verdicts.Report`, `solutions.Solution`, `claims.reader.parse`.
"""
