"""Where PyTorch does otherwise than is derived, against PyTorch itself."""

from __future__ import annotations

from support.extras import needed

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
