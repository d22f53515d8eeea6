"""Through which place every path to another goes: the last such before it is where its branches part."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["parting"]


def parting(sources: Sequence[tuple[int, ...]]) -> list[int]:
    """For each place the last one before it that every path from the input to it goes through; 0 is the input.

    Each place but 0 reads earlier ones. It is found by pointers that jump far back, of E. W. Myers ("An applicative
    random-access stack", 1983), in a number of steps that is about the logarithm of the depth.

    >>> parting([(), (0,), (1,), (1,), (2, 3)])
    [0, 0, 1, 1, 1]
    """
    above, depth, jump = [0], [0], [0]
    for read in sources[1:]:
        found = read[0]
        for other in read[1:]:
            found = _meeting(found, other, above, depth, jump)
        far = jump[found]
        above.append(found)
        depth.append(depth[found] + 1)
        jump.append(jump[far] if depth[found] - depth[far] == depth[far] - depth[jump[far]] else found)
    return above


def _meeting(one: int, other: int, above: list[int], depth: list[int], jump: list[int]) -> int:
    """Where the ways back from two places meet."""
    if depth[one] < depth[other]:
        one, other = other, one
    while depth[one] > depth[other]:
        one = jump[one] if depth[jump[one]] >= depth[other] else above[one]
    while one != other:
        far = jump[one] != jump[other]
        one, other = (jump[one], jump[other]) if far else (above[one], above[other])
    return one
