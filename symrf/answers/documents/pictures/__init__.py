"""Derivation -> Drawing: what pictures show, before it is drawn."""
