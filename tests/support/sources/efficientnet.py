"""EfficientNet-like blocks, made from a table of settings."""

import math
from functools import partial

import torch
from torch import nn


def _make_divisible(v, divisor=8, min_value=None):
    if min_value is None:
        min_value = divisor
    new_v = max(min_value, int(v + divisor / 2) // divisor * divisor)
    if new_v < 0.9 * v:
        new_v += divisor
    return new_v


class ConvNormAct(nn.Sequential):
    def __init__(self, cin, cout, kernel_size=3, stride=1, groups=1, act=nn.SiLU, norm=nn.BatchNorm2d):
        padding = (kernel_size - 1) // 2
        layers = [nn.Conv2d(cin, cout, kernel_size, stride, padding, groups=groups, bias=False), norm(cout)]
        if act is not None:
            layers.append(act())
        super().__init__(*layers)


class SE(nn.Module):
    def __init__(self, channels, squeeze):
        super().__init__()
        self.reduce = nn.Conv2d(channels, squeeze, 1)
        self.expand = nn.Conv2d(squeeze, channels, 1)

    def forward(self, x):
        s = x.mean((2, 3), keepdim=True)
        s = torch.nn.functional.silu(self.reduce(s))
        return self.expand(s).sigmoid() * x


class MBConv(nn.Module):
    def __init__(self, cin, cout, expand, kernel_size, stride, norm):
        super().__init__()
        self.use_res = stride == 1 and cin == cout
        hidden = _make_divisible(cin * expand)
        layers = []
        if hidden != cin:
            layers.append(ConvNormAct(cin, hidden, 1, norm=norm))
        layers += [
            ConvNormAct(hidden, hidden, kernel_size, stride, groups=hidden, norm=norm),
            SE(hidden, max(1, cin // 4)),
            ConvNormAct(hidden, cout, 1, act=None, norm=norm),
        ]
        self.block = nn.Sequential(*layers)

    def forward(self, x):
        result = self.block(x)
        if self.use_res:
            result += x
        return result


class EfficientNet(nn.Module):
    settings = [  # noqa: RUF012
        # expand, channels, repeats, stride, kernel
        (1, 16, 1, 1, 3),
        (6, 24, 2, 2, 3),
        (6, 40, 2, 2, 5),
    ]

    def __init__(self, width=1.0, depth=1.1, dropout=0.2, num_classes=10):
        super().__init__()
        norm = partial(nn.BatchNorm2d, eps=1e-3, momentum=0.01)
        channels = _make_divisible(32 * width)
        features = [ConvNormAct(3, channels, 3, 2, norm=norm)]
        for expand, c, n, s, k in self.settings:
            cout = _make_divisible(c * width)
            repeats = int(math.ceil(n * depth))
            for i in range(repeats):
                features.append(MBConv(channels, cout, expand, k, s if i == 0 else 1, norm))
                channels = cout
        features.append(ConvNormAct(channels, 4 * channels, 1, norm=norm))
        self.features = nn.Sequential(*features)
        self.pool = nn.AdaptiveAvgPool2d(1)
        self.classifier = nn.Sequential(nn.Dropout(dropout), nn.Linear(4 * channels, num_classes))

    def forward(self, x):
        x = self.pool(self.features(x))
        return self.classifier(x.flatten(1))


model = EfficientNet()
