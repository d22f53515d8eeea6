"""Where people are: the command, notebooks, Sphinx, papers; and how a document looks there."""
