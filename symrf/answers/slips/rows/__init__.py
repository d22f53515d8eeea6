"""The slips, a row each, by what they are in."""
