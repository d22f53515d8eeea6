"""Where people are: the command, notebooks, Sphinx, papers; and how a document looks there.

For others: `cli.main`, `requests.Request`, `options.OPTIONS`, `display.document`.
"""
