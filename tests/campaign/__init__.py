"""A campaign: random questions to the public surface, and oracles that share no code with what they judge."""
