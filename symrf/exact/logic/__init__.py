"""For which values a statement about formulas holds, and what proves it."""
