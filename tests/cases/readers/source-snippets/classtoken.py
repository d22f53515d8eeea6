class ViT(nn.Module):
    def __init__(self, dim=192, n=196):
        super().__init__()
        self.proj = nn.Conv2d(3, dim, 16, 16)
        self.cls_token = nn.Parameter(torch.zeros(1, 1, dim))
        self.pos_embed = nn.Parameter(torch.zeros(1, n + 1, dim))
        self.blocks = nn.TransformerEncoder(nn.TransformerEncoderLayer(dim, 3), 4)
        self.head = nn.Linear(dim, 10)
    def forward(self, x):
        B = x.shape[0]
        x = self.proj(x).flatten(2).transpose(1, 2)
        cls = self.cls_token.expand(B, -1, -1)
        x = torch.cat((cls, x), dim=1)
        x = x + self.pos_embed
        x = self.blocks(x)
        return self.head(x[:, 0])
