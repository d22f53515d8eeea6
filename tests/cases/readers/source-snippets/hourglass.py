class Hourglass(nn.Module):
    def __init__(self, n, f):
        super().__init__()
        self.up1 = nn.Conv2d(f, f, 3, padding=1)
        self.pool1 = nn.MaxPool2d(2, 2)
        self.low1 = nn.Conv2d(f, f, 3, padding=1)
        self.n = n
        if self.n > 1:
            self.low2 = Hourglass(n - 1, f)
        else:
            self.low2 = nn.Conv2d(f, f, 3, padding=1)
        self.up2 = nn.Upsample(scale_factor=2, mode='nearest')
    def forward(self, x):
        up1 = self.up1(x)
        low = self.low2(self.low1(self.pool1(x)))
        return up1 + self.up2(low)
hg = Hourglass(2, 16)
