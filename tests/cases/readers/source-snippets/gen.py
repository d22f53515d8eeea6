class G(nn.Module):
    def __init__(self, z_dim=64, d=128):
        super().__init__()
        self.fc = nn.Linear(z_dim, 4 * 4 * d)
        self.net = nn.Sequential(nn.ConvTranspose2d(d, d // 2, 4, 2, 1), nn.ReLU(), nn.ConvTranspose2d(d // 2, 3, 4, 2, 1), nn.Tanh())
        self.d = d
    def forward(self, z):
        x = self.fc(z.view(z.size(0), -1))
        x = x.view(-1, self.d, 4, 4)
        return self.net(x)
