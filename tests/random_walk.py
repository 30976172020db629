"""A long random life of documents; Hypothesis drives the short ones.

An example of Hypothesis leaves most rules out, and ends after 8 KiB of choices.
"""

import random

CURRENCIES = ("own", "own", "euro", "pound")
# What a step of a long life is drawn from, by the name of the argument
DRAWN = {
    "price": lambda chance: chance.randint(1, 40_000) / 100,
    "part": lambda chance: chance.randint(1, 100),
    "currency": lambda chance: chance.choice(CURRENCIES),
    "in_halves": lambda chance: chance.random() < 0.5,
    "is_b": lambda chance: chance.random() < 0.5,
    "which": lambda chance: chance.randrange(10**6),
    "other": lambda chance: chance.randrange(10**6),
}


def live_long(machine, seed, steps):
    chance = random.Random(seed)
    for step in range(steps):
        try:
            _take_a_step(machine, chance)
            # All laws on all documents: what is broken once mostly stays so
            if step % 5 == 4:
                _hold_laws(machine)
        except Exception as error:  # noqa: PERF203
            raise AssertionError(f"seed {seed}, step {step}") from error
    machine.teardown()


def _take_a_step(machine, chance):
    order = chance.sample(machine.rules, len(machine.rules))
    rule = next(r for r in order if all(holds(machine) for holds in r.preconditions))
    drawn = {name: DRAWN[name](chance) for name in rule.arguments}
    rule.function(machine, **drawn)


def _hold_laws(machine):
    for law in machine.invariants:
        law.function(machine)
