"""What programs print of a network: modules in modules, as PyTorch, Torch 7, Gluon and MATLAB show them."""
