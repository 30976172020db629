"""One module per command: its docstring is its help, `main` does it.

A module with TAKES_REST hands what it does not know to the program it runs.
"""
