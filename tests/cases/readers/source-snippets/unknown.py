class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Conv2d(3, 8, 3, padding=1)
        self.sppf = SPPF(8, 16, 5)
    def forward(self, x):
        return self.sppf(self.a(x))
