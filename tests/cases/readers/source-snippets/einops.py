from einops.layers.torch import Rearrange
from einops import rearrange
class PatchEmbedding(nn.Module):
    def __init__(self, in_channels: int = 3, patch_size: int = 16, emb_size: int = 768):
        self.patch_size = patch_size
        super().__init__()
        self.projection = nn.Sequential(
            nn.Conv2d(in_channels, emb_size, kernel_size=patch_size, stride=patch_size),
            Rearrange('b e (h) (w) -> b (h w) e'),
        )
    def forward(self, x):
        x = self.projection(x)
        return x
PatchEmbedding()(torch.randn(1, 3, 224, 224)).shape
