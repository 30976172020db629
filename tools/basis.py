"""What somebody agreed to, as a short text that any change makes another."""

import hashlib


def digest(*facts):
    """Return the digest of some facts: strings, whole numbers, tuples of them.

    >>> digest("EUR", 11500, (1, 2)) == digest("EUR", 11500, (1, 2))
    True
    >>> digest("EUR", 11500, (1, 2)) == digest("EUR", 11501, (1, 2))
    False
    """
    return hashlib.sha256(repr(facts).encode()).hexdigest()
