"""Which credits close open items exactly."""

from __future__ import annotations

from collections import defaultdict, deque
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from .allocation import Credit, Item

    # A credit, and the items it closes
    Match: TypeAlias = tuple[Credit, list[Item]]

# (only documents that the credit corrects, all open items of a document), in turn.
# What matches elsewhere changes the rest of a document, so own ones are tried again.
ROUNDS = ((True, False), (True, True), (False, False), (True, True), (False, True))


def find_exact_matches(credits: list[Credit], items: list[Item]) -> list[Match]:
    """Return the credits that match exactly, each with the items it closes.

    A credit closes one item of the same amount, else all open items of one
    document that come to it; documents that it corrects are tried first. What the
    rounds before closed is not open any more. No credit and no item comes twice.

    :param credits: the first chooses first
    :param items: the first is chosen first
    """
    found: list[Match] = []
    for own, whole in ROUNDS:
        found += _round(credits, items, own, whole)
        used = {credit.key for credit, _group in found}
        closed = {item.key for _credit, group in found for item in group}
        credits = [credit for credit in credits if credit.key not in used]
        items = [item for item in items if item.key not in closed]
    return found


def _round(
    credits: list[Credit], items: list[Item], own: bool, whole: bool
) -> list[Match]:
    groups: dict[int, list[Item]] = defaultdict(list)
    # By document, or None, and amount: groups with their place
    queues: dict[tuple[int | None, int], deque[tuple[int, list[Item]]]]
    queues = defaultdict(deque)
    for item in items:
        groups[item.document if whole else item.key].append(item)
    for place, group in enumerate(groups.values()):
        total = sum(item.amount for item in group)
        queues[group[0].document if own else None, total].append((place, group))
    found = []
    for credit in credits:
        documents = credit.origins if own else {None}
        keys = [(document, credit.amount) for document in documents]
        matching = [queues[key] for key in keys if queues.get(key)]
        if matching:
            # Queues compare by their first place, and no place comes twice
            found.append((credit, min(matching).popleft()[1]))
    return found
