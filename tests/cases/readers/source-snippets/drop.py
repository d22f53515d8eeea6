import torch
from torch import nn, optim
from torch.nn import functional as F
from torch.nn import Conv2d, Linear, MaxPool2d, ReLU, Sequential, Module
class Net(Module):
    def __init__(self):
        super(Net, self).__init__()
        self.cnn_layers = Sequential(Conv2d(1, 4, kernel_size=3, stride=1, padding=1), ReLU(inplace=True), MaxPool2d(kernel_size=2, stride=2))
        self.linear_layers = Sequential(Linear(4 * 7 * 7, 10))
    def forward(self, x):
        x = self.cnn_layers(x)
        x = x.view(x.size(0), -1)
        x = self.linear_layers(x)
        return x
