"""Verdicts as theorems that another prover checks: Rocq, or a solver that reads SMT-LIB.

For others: `certifying.certify`, `certifying.Certificate`, `judgements.Judged`, `certifying.language_of`.
"""
