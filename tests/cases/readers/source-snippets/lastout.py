class RNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv1d(8, 16, 3)
        self.lstm = nn.LSTM(16, 32, batch_first=True)
        self.fc = nn.Linear(32, 2)
    def forward(self, x):
        x = self.conv(x)
        x = x.permute(0, 2, 1)
        out, (h, c) = self.lstm(x)
        return self.fc(out[:, -1, :])
