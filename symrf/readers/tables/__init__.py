"""Networks of Keras as data, and the tables that Keras and PyTorch print of a network, which do not say all of it."""
