import torch
import torch.nn as nn
m = nn.Conv2d(16, 33, (3, 5), stride=(2, 1), padding=(4, 2), dilation=(3, 1))
input = torch.randn(20, 16, 50, 100)
output = m(input)
pool = nn.MaxPool2d(2)
out = pool(output)
print(out.shape)
