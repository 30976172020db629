"""A sample of the cases of a sweep: each commit is asked another part of them.

`./dev test --full`, and any other runner than the project's own, asks all.
"""

import os
import random


def sample(cases, count, key=""):
    """Return some of the cases, in their order, or all of them in a full run.

    The sample of a commit and a key is always the same.
    """
    cases = list(cases)
    seed = os.environ.get("NOTE_SAMPLE")
    if seed is None or len(cases) <= count:
        return cases
    chosen = random.Random(f"{seed} {key}").sample(range(len(cases)), count)
    return [cases[index] for index in sorted(chosen)]
