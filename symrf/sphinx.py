"""The Sphinx extension `symrf.sphinx`, which lives in symrf.front.sphinx."""

from symrf.front.sphinx import setup as setup
