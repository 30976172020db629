"""Tools of this repository's developers, on Python's standard library alone.

Each module is one concept with its commands; `cli` is the door. What needs the virtual
environment (`pictures`, `description`, pytest's plugins) is run with its Python, and
the scripts of `shell` by Odoo's shell.
"""
