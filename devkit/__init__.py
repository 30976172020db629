"""Tools of this repository's developers.

Each module is one concept with its commands; `cli` is the door. Any Python imports
them, so libraries are imported where they are used: `machine` makes the environment
with whose Python each command goes on. Odoo's shell runs the scripts of `shell`.
"""
