class GatedConv(nn.Module):
    def __init__(self, c):
        super().__init__()
        self.conv = nn.Conv1d(c, 2 * c, 3, padding=1)
    def forward(self, x):
        return F.glu(self.conv(x), dim=1)
net = nn.Sequential(nn.Conv1d(1, 16, 1), GatedConv(16), nn.GLU(1))
