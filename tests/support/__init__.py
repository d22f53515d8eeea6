"""What the tests share: plain descriptions of networks, oracles that know nothing of symrf, readers of documents."""
