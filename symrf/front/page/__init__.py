"""symrf in a browser: a page, and what answers it, in Pyodide or on this machine."""
