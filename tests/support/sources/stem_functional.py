"""Odds and ends: crops, strides by slices, pools by functions, chunks, einops-free shuffles."""

import torch
import torch.nn as nn
import torch.nn.functional as F  # noqa: N812


class Shortcut(nn.Module):
    """Option A of the first ResNets: every second pixel, and channels of zeros."""

    def __init__(self, planes):
        super().__init__()
        self.planes = planes

    def forward(self, x):
        return F.pad(x[:, :, ::2, ::2], (0, 0, 0, 0, self.planes // 4, self.planes // 4), "constant", 0)


class Odds(nn.Module):
    def __init__(self):
        super().__init__()
        self.stem = nn.Conv2d(3, 32, 3, padding="same")
        self.down = nn.Conv2d(32, 64, 3, stride=2, padding=1)
        self.short = Shortcut(64)
        self.left = nn.Conv2d(32, 16, (1, 3), padding=(0, 1))
        self.right = nn.Conv2d(32, 48, (3, 1), padding=(1, 0))
        self.pad = nn.ZeroPad2d((0, 1, 2, 3))
        self.last = nn.Conv2d(64, 8, 3, stride=2)

    def forward(self, x):
        x = F.relu(self.stem(x))
        x = F.relu(self.down(x) + self.short(x))
        a, b = torch.chunk(x, 2, dim=1)
        x = torch.cat((self.left(a), self.right(b)), dim=-3)
        x = F.max_pool2d(self.pad(x), 3, stride=2, ceil_mode=True)
        x = x[..., 1:-1, 1:]
        first, rest = x.split([24, 40], dim=1)
        x = torch.cat([rest, first], 1)
        x = F.avg_pool2d(F.pad(x, (1, 1)), kernel_size=(2, 3), stride=(1, 2))
        return F.log_softmax(self.last(x), dim=1)


model = Odds()
