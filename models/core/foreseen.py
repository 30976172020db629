"""What is remembered while documents are created of which all lines are known."""


class Foreseen:
    """What core computes of one of many alike, for the others."""

    def __init__(self):
        # Values of a line by what decides on them
        self.of_lines = {}
        self.is_begun = False
        self.forget_created()

    def forget_created(self):
        """Forget which documents are created, and what was found of them."""
        self.created, self.answers = [], {}
        # Ids of those of which nothing was said, once somebody asked
        self.silent = None
