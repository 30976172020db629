"""Which credits close open items exactly."""

from collections import defaultdict, deque
from operator import attrgetter

# (only documents that the credit corrects, all open items of a document), in turn.
# What fits elsewhere changes the rest of a document, so own ones are tried again.
ROUNDS = ((True, False), (True, True), (False, False), (True, True), (False, True))


def exact_fits(credits, items):
    """Return the credits that fit exactly, each with the items it closes.

    A credit closes one item of the same amount, else all open items of one
    document that come to it; documents that it corrects are tried first. What the
    rounds before closed is not open any more. No credit and no item comes twice.

    :param credits: a list of ``allocation.Credit``, the first chooses first
    :param items: a list of ``allocation.Item``, the first is chosen first
    :return: [(credit, [item, ...])]
    """
    found = []
    for own, whole in ROUNDS:
        found += _round(credits, items, own, whole)
        used = {credit.key for credit, _group in found}
        closed = {item.key for _credit, group in found for item in group}
        credits = [credit for credit in credits if credit.key not in used]
        items = [item for item in items if item.key not in closed]
    return found


def _round(credits, items, own, whole):
    groups, queues = defaultdict(list), defaultdict(deque)
    for item in items:
        groups[item.document if whole else item.key].append(item)
    for place, group in enumerate(groups.values()):
        total = sum(map(attrgetter("amount"), group))
        queues[group[0].document if own else None, total].append((place, group))
    found = []
    for credit in credits:
        documents = credit.origins if own else [None]
        keys = [(document, credit.amount) for document in documents]
        fitting = [queues[key] for key in keys if queues.get(key)]
        if fitting:
            # Queues compare by their first place, and no place comes twice
            found.append((credit, min(fitting).popleft()[1]))
    return found
