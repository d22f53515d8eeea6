class MLP(nn.Module):
    def __init__(self, input_size=784, hidden=[200, 100], num_classes=10):
        super().__init__()
        dims = [input_size] + hidden + [num_classes]
        self.layers = nn.ModuleList(nn.Linear(a, b) for a, b in zip(dims[:-1], dims[1:]))
    def forward(self, x):
        x = x.view(x.size(0), -1)
        for i, l in enumerate(self.layers):
            x = l(x)
            if i < len(self.layers) - 1:
                x = F.relu(x)
        return x
