"""install the addon of docs/extending.md on top of this one, and test it"""

from .. import example, machine


def add_arguments(_parser):
    pass


def main(_options):
    example.check(machine.prepare())
