"""Tools of this repository's developers, on Python's standard library alone.

Each module is one concept; `cli` is the door, `machine` puts the parts in order.
"""
