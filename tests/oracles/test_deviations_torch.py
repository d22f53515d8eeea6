"""Where PyTorch does otherwise than is derived, against PyTorch itself."""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from math import gcd

from support.extras import needed

import symrf
from symrf.networks.deviations import NEAREST_WRONG

torch = needed("torch")


def test_pytorch_reads_wrong_pixels_at_those_factors() -> None:
    wrong = set()
    for factor in range(1, 65):
        for size in (2, 3, 17, 64):
            image = torch.arange(size, dtype=torch.float32).view(1, 1, 1, size)
            larger = torch.nn.functional.interpolate(image, scale_factor=(1.0, float(factor)), mode="nearest")
            if not torch.equal(larger, image.repeat_interleave(factor, 3)):
                wrong.add(factor)
    assert wrong == set(NEAREST_WRONG)


def test_pytorch_goes_wrong_at_those_factors_that_are_no_whole_numbers() -> None:
    for above, below in product(range(1, 9), range(2, 9)):
        if gcd(above, below) > 1:
            continue
        for kind, mode in (("u", "nearest"), ("ub", "linear")):
            wrong = any(not _right(size, Fraction(above, below), mode) for size in range(below, 256))
            said = [note.deviation.name for note in symrf.derive(f"{kind}{above}/{below}").notes]
            assert said == ["SCALE"] * wrong, f"{kind}{above}/{below}"


def _right(size: int, factor: Fraction, mode: str) -> bool:
    """Whether PyTorch gives as many pixels as it should, and the nearest ones."""
    image = torch.arange(size, dtype=torch.float32).view(1, 1, size)
    given = torch.nn.functional.interpolate(image, scale_factor=float(factor), mode=mode)[0, 0].tolist()
    if mode == "linear":
        return len(given) == size * factor // 1
    return given == [output // factor for output in range(size * factor // 1)]
