"""For which values a statement about formulas holds, and what proves it.

For others: `holding.holds`, `statements.Statement`, `statements.Domain`, `answer.Answer`, `ladder.truth_of`.
"""
