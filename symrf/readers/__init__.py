"""Networks that other programs wrote, read as an architecture, with what was assumed."""
