"""Source code that is read as a network by an evaluator of its own: nothing is executed, imported or fetched."""
