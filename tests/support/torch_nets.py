"""Networks as people write them in PyTorch, with the blocks that go by name."""

from __future__ import annotations

from typing import Any

from support.extras import needed

torch = needed("torch")
nn = torch.nn
F = torch.nn.functional

__all__ = ["NETS"]


def twice(into: int, out: int) -> Any:
    """Two convolutions of 3, padded."""
    layers = [nn.Conv2d(into, out, 3, padding=1), nn.BatchNorm2d(out), nn.ReLU(), nn.Conv2d(out, out, 3, padding=1)]
    return nn.Sequential(*layers, nn.ReLU(inplace=True))


class UNet(nn.Module):
    """A U-Net whose stages are modules of the network itself."""

    def __init__(self) -> None:
        super().__init__()
        self.encoder1, self.pool1 = twice(3, 8), nn.MaxPool2d(2)
        self.encoder2, self.pool2 = twice(8, 16), nn.MaxPool2d(2)
        self.bottleneck = twice(16, 32)
        self.upconv2, self.decoder2 = nn.ConvTranspose2d(32, 16, 2, 2), twice(32, 16)
        self.upconv1, self.decoder1 = nn.ConvTranspose2d(16, 8, 2, 2), twice(16, 8)
        self.conv = nn.Conv2d(8, 1, 1)

    def forward(self, x: Any) -> Any:
        first = self.encoder1(x)
        second = self.encoder2(self.pool1(first))
        x = self.upconv2(self.bottleneck(self.pool2(second)))
        x = self.upconv1(self.decoder2(torch.cat((x, second), dim=1)))
        return torch.sigmoid(self.conv(self.decoder1(torch.cat((x, first), dim=1))))


class Up(nn.Module):
    """The way up in a U-Net without padding: what comes from the way down is cropped."""

    def __init__(self, into: int, out: int) -> None:
        super().__init__()
        self.up = nn.ConvTranspose2d(into, out, 2, 2)
        self.conv = nn.Sequential(nn.Conv2d(into, out, 3), nn.ReLU(), nn.Conv2d(out, out, 3), nn.ReLU())

    def forward(self, x: Any, skip: Any) -> Any:
        x = self.up(x)
        top, left = ((skip.shape[axis] - x.shape[axis]) // 2 for axis in (2, 3))
        return self.conv(torch.cat([skip[:, :, top : top + x.shape[2], left : left + x.shape[3]], x], dim=1))


class ValidUNet(nn.Module):
    """A U-Net without padding."""

    def __init__(self) -> None:
        super().__init__()
        self.inc = nn.Sequential(nn.Conv2d(1, 4, 3), nn.ReLU(), nn.Conv2d(4, 4, 3), nn.ReLU())
        self.down1 = nn.Sequential(nn.MaxPool2d(2), nn.Conv2d(4, 8, 3), nn.ReLU(), nn.Conv2d(8, 8, 3), nn.ReLU())
        self.down2 = nn.Sequential(nn.MaxPool2d(2), nn.Conv2d(8, 16, 3), nn.ReLU(), nn.Conv2d(16, 16, 3), nn.ReLU())
        self.up1 = Up(16, 8)
        self.up2 = Up(8, 4)
        self.outc = nn.Conv2d(4, 2, 1)

    def forward(self, x: Any) -> Any:
        first = self.inc(x)
        second = self.down1(first)
        return self.outc(self.up2(self.up1(self.down2(second), second), first))


class Fire(nn.Module):
    """SqueezeNet's block."""

    def __init__(self, into: int, narrow: int, wide: int) -> None:
        super().__init__()
        self.squeeze = nn.Conv2d(into, narrow, 1)
        self.squeeze_activation = nn.ReLU(inplace=True)
        self.expand1x1 = nn.Conv2d(narrow, wide, 1)
        self.expand1x1_activation = nn.ReLU(inplace=True)
        self.expand3x3 = nn.Conv2d(narrow, wide, 3, padding=1)
        self.expand3x3_activation = nn.ReLU(inplace=True)

    def forward(self, x: Any) -> Any:
        x = self.squeeze_activation(self.squeeze(x))
        wide = self.expand3x3_activation(self.expand3x3(x))
        return torch.cat([self.expand1x1_activation(self.expand1x1(x)), wide], 1)


class SqueezeNet(nn.Module):
    """Fires and pools that round up."""

    def __init__(self) -> None:
        super().__init__()
        pools = [nn.MaxPool2d(3, 2, ceil_mode=True) for _ in range(2)]
        fires = [Fire(16, 4, 8), Fire(16, 8, 16)]
        self.features = nn.Sequential(nn.Conv2d(3, 16, 3, 2), nn.ReLU(), pools[0], *fires, pools[1])
        self.classifier = nn.Sequential(nn.Dropout(0.5), nn.Conv2d(32, 10, 1), nn.ReLU(), nn.AdaptiveAvgPool2d((1, 1)))

    def forward(self, x: Any) -> Any:
        return torch.flatten(self.classifier(self.features(x)), 1)


class SqueezeExcitation(nn.Module):
    """A factor for each channel."""

    def __init__(self, channels: int, narrow: int) -> None:
        super().__init__()
        self.avgpool = nn.AdaptiveAvgPool2d(1)
        self.fc1 = nn.Conv2d(channels, narrow, 1)
        self.fc2 = nn.Conv2d(narrow, channels, 1)
        self.activation = nn.ReLU()
        self.scale_activation = nn.Hardsigmoid()

    def forward(self, x: Any) -> Any:
        return self.scale_activation(self.fc2(self.activation(self.fc1(self.avgpool(x))))) * x


class InvertedResidual(nn.Module):
    """MobileNetV3's block."""

    def __init__(self, into: int, wide: int, out: int, kernel: int, stride: int) -> None:
        super().__init__()
        self.same = stride == 1 and into == out
        self.block = nn.Sequential(
            nn.Sequential(nn.Conv2d(into, wide, 1, bias=False), nn.BatchNorm2d(wide), nn.Hardswish()),
            nn.Conv2d(wide, wide, kernel, stride, kernel // 2, groups=wide, bias=False),
            SqueezeExcitation(wide, 4),
            nn.Sequential(nn.Conv2d(wide, out, 1, bias=False), nn.BatchNorm2d(out)),
        )

    def forward(self, x: Any) -> Any:
        return x + self.block(x) if self.same else self.block(x)


class MobileNet(nn.Module):
    """Gated inverted residuals, and a head."""

    def __init__(self) -> None:
        super().__init__()
        blocks = [
            InvertedResidual(8, 16, 12, 3, 2),
            InvertedResidual(12, 24, 12, 5, 1),
            InvertedResidual(12, 24, 16, 5, 2),
        ]
        self.features = nn.Sequential(nn.Conv2d(3, 8, 3, 2, 1), *blocks)
        self.avgpool = nn.AdaptiveAvgPool2d(1)
        self.classifier = nn.Sequential(nn.Linear(16, 20), nn.Hardswish(), nn.Dropout(), nn.Linear(20, 5))

    def forward(self, x: Any) -> Any:
        return self.classifier(torch.flatten(self.avgpool(self.features(x)), 1))


class BasicBlock(nn.Module):
    """ResNet's block, with its projection."""

    def __init__(self, into: int, out: int, stride: int) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(into, out, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(out)
        self.conv2 = nn.Conv2d(out, out, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(out)
        self.shortcut = nn.Sequential()
        if stride != 1 or into != out:
            self.shortcut = nn.Sequential(nn.Conv2d(into, out, 1, stride, bias=False), nn.BatchNorm2d(out))

    def forward(self, x: Any) -> Any:
        found = self.bn2(self.conv2(F.relu(self.bn1(self.conv1(x)))))
        found += self.shortcut(x)
        return F.relu(found)


class ResNet(nn.Module):
    """Blocks, and a pool that forward does."""

    def __init__(self) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(3, 8, 3, 1, 1, bias=False)
        self.layer1 = nn.Sequential(BasicBlock(8, 8, 1), BasicBlock(8, 8, 1))
        self.layer2 = nn.Sequential(BasicBlock(8, 16, 2), BasicBlock(16, 16, 1))
        self.linear = nn.Linear(16, 10)

    def forward(self, x: Any) -> Any:
        x = self.layer2(self.layer1(F.relu(self.conv1(x))))
        return self.linear(F.adaptive_avg_pool2d(x, 1).view(x.size(0), -1))


class ShuffleBlock(nn.Module):
    """ShuffleNetV2's block: one half goes on, or both branches are given all."""

    def __init__(self, into: int, out: int, stride: int) -> None:
        super().__init__()
        half = out // 2
        self.stride = stride
        self.branch1 = nn.Sequential()
        if stride > 1:
            self.branch1 = nn.Sequential(nn.Conv2d(into, into, 3, 2, 1, groups=into), nn.Conv2d(into, half, 1))
        given = into if stride > 1 else half
        middle = nn.Conv2d(half, half, 3, stride, 1, groups=half)
        self.branch2 = nn.Sequential(nn.Conv2d(given, half, 1), nn.ReLU(), middle, nn.Conv2d(half, half, 1))

    def forward(self, x: Any) -> Any:
        if self.stride == 1:
            first, second = x.chunk(2, dim=1)
            found = torch.cat((first, self.branch2(second)), dim=1)
        else:
            found = torch.cat((self.branch1(x), self.branch2(x)), dim=1)
        batch, channels, height, width = found.size()
        found = torch.transpose(found.view(batch, 2, channels // 2, height, width), 1, 2).contiguous()
        return found.view(batch, channels, height, width)


ShuffleBlock.__name__ = ShuffleBlock.__qualname__ = "InvertedResidual"  # as torchvision prints it


class ShuffleNet(nn.Module):
    """Two stages, and the mean of all pixels."""

    def __init__(self) -> None:
        super().__init__()
        self.conv1 = nn.Sequential(nn.Conv2d(3, 8, 3, 2, 1), nn.ReLU())
        self.maxpool = nn.MaxPool2d(3, 2, 1)
        self.stage2 = nn.Sequential(ShuffleBlock(8, 16, 2), ShuffleBlock(16, 16, 1))
        self.fc = nn.Linear(16, 7)

    def forward(self, x: Any) -> Any:
        return self.fc(self.stage2(self.maxpool(self.conv1(x))).mean([2, 3]))


class Chomp1d(nn.Module):
    """What a causal convolution padded too much is cut off."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self.size = size

    def forward(self, x: Any) -> Any:
        return x[:, :, : -self.size].contiguous()


class TemporalBlock(nn.Module):
    """The block of a temporal convolutional network, whose modules are printed twice."""

    def __init__(self, into: int, out: int, dilation: int) -> None:
        super().__init__()
        self.conv1 = nn.Conv1d(into, out, 3, padding=2 * dilation, dilation=dilation)
        self.chomp1 = Chomp1d(2 * dilation)
        self.relu1 = nn.ReLU()
        self.conv2 = nn.Conv1d(out, out, 3, padding=2 * dilation, dilation=dilation)
        self.chomp2 = Chomp1d(2 * dilation)
        self.net = nn.Sequential(self.conv1, self.chomp1, self.relu1, self.conv2, self.chomp2)
        self.downsample = nn.Conv1d(into, out, 1) if into != out else None
        self.relu = nn.ReLU()

    def forward(self, x: Any) -> Any:
        return self.relu(self.net(x) + (x if self.downsample is None else self.downsample(x)))


class TCN(nn.Module):
    """Blocks of growing dilation."""

    def __init__(self) -> None:
        super().__init__()
        self.network = nn.Sequential(TemporalBlock(2, 5, 1), TemporalBlock(5, 5, 2), TemporalBlock(5, 5, 4))

    def forward(self, x: Any) -> Any:
        return self.network(x)


class Generator(nn.Module):
    """A vector that becomes an image."""

    def __init__(self) -> None:
        super().__init__()
        self.fc = nn.Linear(10, 128)
        self.t_conv1 = nn.Sequential(nn.ConvTranspose2d(8, 4, 4, 2, 1, bias=False), nn.BatchNorm2d(4))
        self.t_conv2 = nn.ConvTranspose2d(4, 3, 4, 2, 1)

    def forward(self, x: Any) -> Any:
        x = self.fc(x).view(-1, 8, 4, 4)
        return torch.tanh(self.t_conv2(F.relu(self.t_conv1(x))))


def normed(into: int, out: int, kernel: int, **words: int) -> Any:
    """A convolution without bias, batch normalization and an activation."""
    return nn.Sequential(nn.Conv2d(into, out, kernel, bias=False, **words), nn.BatchNorm2d(out), nn.ReLU(inplace=True))


class Inception(nn.Module):
    """GoogLeNet's block."""

    def __init__(self, into: int, narrow: int) -> None:
        super().__init__()
        self.branch1 = normed(into, narrow, 1)
        self.branch2 = nn.Sequential(normed(into, 4, 1), normed(4, 8, 3, padding=1))
        self.branch3 = nn.Sequential(normed(into, 4, 1), normed(4, 8, 5, padding=2))
        self.branch4 = nn.Sequential(nn.MaxPool2d(3, 1, 1, ceil_mode=True), normed(into, 4, 1))

    def forward(self, x: Any) -> Any:
        return torch.cat([self.branch1(x), self.branch2(x), self.branch3(x), self.branch4(x)], 1)


class GoogLeNet(nn.Module):
    """Blocks between pools that round up."""

    def __init__(self) -> None:
        super().__init__()
        self.conv1 = normed(3, 8, 7, stride=2, padding=3)
        self.maxpool1 = nn.MaxPool2d(3, stride=2, ceil_mode=True)
        self.inception3a = Inception(8, 12)
        self.inception3b = Inception(32, 12)
        self.maxpool2 = nn.MaxPool2d(3, stride=2, ceil_mode=True)
        self.inception4a = Inception(32, 4)
        self.avgpool = nn.AdaptiveAvgPool2d((1, 1))
        self.dropout = nn.Dropout(0.2)
        self.fc = nn.Linear(24, 10)

    def forward(self, x: Any) -> Any:
        x = self.inception3b(self.inception3a(self.maxpool1(self.conv1(x))))
        x = torch.flatten(self.avgpool(self.inception4a(self.maxpool2(x))), 1)
        return self.fc(self.dropout(x))


class FPN(nn.Module):
    """A pyramid of features: what comes down is resized to the stage before and added to it."""

    def __init__(self) -> None:
        super().__init__()
        self.conv1 = nn.Conv2d(3, 8, 3, 2, 1)
        self.conv2 = nn.Conv2d(8, 12, 3, 2, 1)
        self.conv3 = nn.Conv2d(12, 16, 3, 2, 1)
        self.toplayer = nn.Conv2d(16, 8, 1)
        self.latlayer1 = nn.Conv2d(12, 8, 1)
        self.latlayer2 = nn.Conv2d(8, 8, 1)
        self.smooth1 = nn.Conv2d(8, 8, 3, 1, 1)
        self.smooth2 = nn.Conv2d(8, 8, 3, 1, 1)

    def upsampled(self, x: Any, y: Any) -> Any:
        _, _, height, width = y.size()
        return F.interpolate(x, size=(height, width), mode="nearest") + y

    def forward(self, x: Any) -> Any:
        c1 = F.relu(self.conv1(x))
        c2 = F.relu(self.conv2(c1))
        p3 = self.toplayer(F.relu(self.conv3(c2)))
        p2 = self.upsampled(p3, self.latlayer1(c2))
        p1 = self.upsampled(p2, self.latlayer2(c1))
        return self.smooth2(p1), self.smooth1(p2), p3


NETS: dict[str, tuple[type[Any], tuple[tuple[int, ...], ...]]] = {
    "unet": (UNet, ((3, 32, 48), (3, 64, 64))),
    "unet without padding": (ValidUNet, ((1, 60, 76), (1, 68, 60))),
    "squeezenet": (SqueezeNet, ((3, 64, 64), (3, 65, 49))),
    "mobilenet": (MobileNet, ((3, 64, 64), (3, 33, 47))),
    "resnet": (ResNet, ((3, 32, 32), (3, 17, 30))),
    "shufflenet": (ShuffleNet, ((3, 64, 64), (3, 33, 47))),
    "tcn": (TCN, ((2, 40), (2, 61))),
    "generator": (Generator, ((10,),)),
    "googlenet": (GoogLeNet, ((3, 64, 64), (3, 71, 50))),
    "fpn": (FPN, ((3, 32, 48), (3, 40, 56))),
}
"""Each network, and shapes of its input."""
