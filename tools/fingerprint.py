"""What somebody agreed to, as a short text that any change makes another."""

import hashlib


def fingerprint(*facts: object) -> str:
    """Return the fingerprint of some facts: strings, whole numbers, tuples of them.

    >>> fingerprint("EUR", 11500, (1, 2)) == fingerprint("EUR", 11500, (1, 2))
    True
    >>> fingerprint("EUR", 11500, (1, 2)) == fingerprint("EUR", 11501, (1, 2))
    False
    """
    return hashlib.sha256(repr(facts).encode()).hexdigest()
