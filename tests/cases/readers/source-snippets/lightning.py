import pytorch_lightning as pl
class LitClassifier(pl.LightningModule):
    def __init__(self, hidden_dim=128, learning_rate=1e-3):
        super().__init__()
        self.save_hyperparameters()
        self.layer_1 = torch.nn.Conv2d(1, hidden_dim, 3)
        self.bn = nn.BatchNorm2d(hidden_dim)
        self.head = nn.Linear(hidden_dim * 13 * 13, 10)
        self.loss = nn.CrossEntropyLoss()
        self.accuracy = torchmetrics.Accuracy()

    def forward(self, x):
        x = torch.relu(self.bn(self.layer_1(x)))
        x = torch.max_pool2d(x, 2)
        return self.head(x.reshape(x.size(0), -1))

    def training_step(self, batch, batch_idx):
        x, y = batch
        loss = self.loss(self(x), y)
        return loss

    def configure_optimizers(self):
        return torch.optim.Adam(self.parameters(), lr=self.hparams.learning_rate)

trainer = pl.Trainer(max_epochs=3)
trainer.fit(LitClassifier(), train_loader)
