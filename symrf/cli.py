"""The command `symrf`, which lives in symrf.front.cli."""

from symrf.front.cli import main as main
