"""For which values a statement about formulas holds, and what proves it.

For others: `decision.decide`, `symbolic.decide_with_symbols`, `decision.Answer`, `truth_sets.truth_set`.
"""
