"""Gates: squeeze-excite by convolutions, and attention over channels and pixels."""

import torch
import torch.nn as nn


class SqueezeExcitation(nn.Module):
    def __init__(self, in_channels, squeeze_factor=4):
        super().__init__()
        squeeze = in_channels // squeeze_factor
        self.fc1 = nn.Conv2d(in_channels, squeeze, 1)
        self.relu = nn.ReLU(inplace=True)
        self.fc2 = nn.Conv2d(squeeze, in_channels, 1)

    def forward(self, x):
        scale = nn.functional.adaptive_avg_pool2d(x, 1)
        scale = self.relu(self.fc1(scale))
        scale = nn.functional.hardsigmoid(self.fc2(scale), inplace=True)
        return scale * x


class ChannelGate(nn.Module):
    def __init__(self, channels, reduction=8):
        super().__init__()
        self.avg_pool = nn.AdaptiveAvgPool2d(1)
        self.max_pool = nn.AdaptiveMaxPool2d(1)
        self.mlp = nn.Sequential(
            nn.Flatten(),
            nn.Linear(channels, channels // reduction),
            nn.ReLU(),
            nn.Linear(channels // reduction, channels),
        )

    def forward(self, x):
        att = self.mlp(self.avg_pool(x)) + self.mlp(self.max_pool(x))
        return x * torch.sigmoid(att).unsqueeze(2).unsqueeze(3)


class SpatialGate(nn.Module):
    def __init__(self, kernel_size=7):
        super().__init__()
        self.conv = nn.Conv2d(2, 1, kernel_size, padding=kernel_size // 2, bias=False)

    def forward(self, x):
        avg_out = torch.mean(x, dim=1, keepdim=True)
        max_out, _ = torch.max(x, dim=1, keepdim=True)
        out = self.conv(torch.cat([avg_out, max_out], dim=1))
        return x * torch.sigmoid(out)


class Block(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.conv = nn.Conv2d(channels, channels, 3, padding=1)
        self.se = SqueezeExcitation(channels)
        self.channel = ChannelGate(channels)
        self.spatial = SpatialGate(3)

    def forward(self, x):
        out = self.se(self.conv(x))
        out = self.spatial(self.channel(out))
        return x + out


model = nn.Sequential(nn.Conv2d(3, 32, 3, 2, 1), Block(32), nn.AvgPool2d(2), Block(32))
