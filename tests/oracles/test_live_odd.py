"""Live modules whose forward is written in odd ways, beside the sizes that PyTorch gives them."""

from __future__ import annotations

import pytest
from support.extras import needed

import symrf
from symrf.errors import ReadError

torch = needed("torch")
nn = torch.nn
F = torch.nn.functional


class Focus(nn.Module):
    """Every second pixel is a channel, so that the first convolution takes four times those of the input."""

    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(12, 8, 3, 1, 1)

    def forward(self, x):
        parts = [x[..., ::2, ::2], x[..., 1::2, ::2], x[..., ::2, 1::2], x[..., 1::2, 1::2]]
        return F.interpolate(self.conv(torch.cat(parts, 1)), scale_factor=1.5)


class Gated(nn.Module):
    """The factor is made an image by an index of None."""

    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 8, 3, 2, 1)
        self.less, self.more = nn.Linear(8, 2), nn.Linear(2, 8)

    def forward(self, x):
        x = self.conv(x)
        factor = torch.sigmoid(self.more(F.relu(self.less(x.mean((2, 3))))))
        return x * factor[:, :, None, None] + x * factor[..., None, None]


class Causal(nn.Module):
    """The layer that reads the input is made last."""

    def __init__(self):
        super().__init__()
        self.convs = nn.ModuleList([nn.Conv1d(8, 8, 2, dilation=2**place) for place in range(3)])
        self.first = nn.Conv1d(1, 8, 1)

    def forward(self, x):
        x = self.first(x)
        for conv in self.convs:
            x = x + torch.tanh(conv(F.pad(x, (conv.dilation[0], 0))))
        return x[:, :, 3:]


@pytest.mark.parametrize(
    ("made", "shape", "certain"), [(Focus, (3, 64, 44), False), (Gated, (3, 33, 40), True), (Causal, (1, 100), False)]
)
def test_sizes_are_those_of_pytorch(made, shape, certain):
    model = made().eval()
    paste = symrf.read(model)
    with torch.no_grad():
        given = model(torch.zeros(1, *shape)).shape
    assert symrf.derive(paste).at(**dict(zip(paste.axes, shape[1:], strict=True))) == dict(
        zip(paste.axes, given[2:], strict=True)
    )
    assert paste.certain == certain
    assert any("channels of the first convolution" in note.text for note in paste.notes) != certain


def test_what_no_channels_fit_is_refused_with_the_first_failure():
    class Broken(nn.Module):
        def __init__(self):
            super().__init__()
            self.one, self.other = nn.Conv2d(3, 8, 3), nn.Conv2d(5, 8, 3)

        def forward(self, x):
            return self.other(self.one(x))

    with pytest.raises(ReadError, match=r"shape \(1, 8, 222, 222\)|\(1, 3, 224, 224\)"):
        symrf.read(Broken())


def test_a_single_place_of_an_axis_is_refused():
    class Picked(nn.Module):
        def __init__(self):
            super().__init__()
            self.conv = nn.Conv2d(3, 8, 3)

        def forward(self, x):
            return self.conv(x)[:, :, 0]

    with pytest.raises(ReadError, match="single positions"):
        symrf.read(Picked())
