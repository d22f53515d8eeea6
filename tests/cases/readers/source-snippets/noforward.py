self.conv1 = nn.Conv2d(3, 32, 3, stride=2)
self.conv2 = nn.Conv2d(32, 64, 3)
self.fc = nn.Linear(64*6*6, 10)
