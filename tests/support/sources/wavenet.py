"""WaveNet's residual stack: gates of two halves, and skips that are added up."""

import torch
import torch.nn as nn


class CausalConv1d(nn.Conv1d):
    def __init__(self, in_channels, out_channels, kernel_size, dilation=1):
        self.left = (kernel_size - 1) * dilation
        super().__init__(in_channels, out_channels, kernel_size, padding=self.left, dilation=dilation)

    def forward(self, x):
        out = super().forward(x)
        return out[:, :, : -self.left] if self.left else out


class ResidualBlock(nn.Module):
    def __init__(self, channels, skip_channels, dilation):
        super().__init__()
        self.filter = CausalConv1d(channels, channels, 2, dilation)
        self.gate = CausalConv1d(channels, channels, 2, dilation)
        self.residual = nn.Conv1d(channels, channels, 1)
        self.skip = nn.Conv1d(channels, skip_channels, 1)

    def forward(self, x):
        out = torch.tanh(self.filter(x)) * torch.sigmoid(self.gate(x))
        return self.residual(out) + x, self.skip(out)


class WaveNet(nn.Module):
    def __init__(self, channels=16, skip_channels=32, layers=4, blocks=2, classes=256):
        super().__init__()
        self.start = nn.Conv1d(1, channels, 1)
        self.blocks = nn.ModuleList(
            [ResidualBlock(channels, skip_channels, 2**i) for _ in range(blocks) for i in range(layers)]
        )
        self.end1 = nn.Conv1d(skip_channels, skip_channels, 1)
        self.end2 = nn.Conv1d(skip_channels, classes, 1)

    def forward(self, x):
        x = self.start(x)
        skips = []
        for block in self.blocks:
            x, skip = block(x)
            skips.append(skip)
        out = torch.relu(sum(skips))
        out = torch.relu(self.end1(out))
        return self.end2(out)


wavenet = WaveNet()
