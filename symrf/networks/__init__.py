"""What a network is, and what it comes to on each axis, layer by layer."""
