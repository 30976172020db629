"""Which addon this is, and who else extends a method of a model."""

from collections.abc import Collection, Set

ADDON = "account_credit_debit_note"
ADDONS = "odoo.addons."


def only_known(model: type, methods: Set[str], addons: Collection[str]) -> bool:
    """Tell whether no other addon than these and ours has a part in some methods.

    A shorter way is taken only where all are known. What lies outside of Odoo's
    addons, its ORM above all, counts as known.

    >>> class Ours: copy, __module__ = None, "odoo.addons.account.models.move"
    >>> class Theirs(Ours): copy, __module__ = None, "odoo.addons.other.models.move"
    >>> only_known(Ours, {"copy"}, {"account"})
    True
    >>> only_known(Theirs, {"copy"}, {"account"})
    False
    >>> only_known(Theirs, {"write"}, {"account"})
    True
    """
    modules = [
        owner.__module__ for owner in model.mro() if not methods.isdisjoint(vars(owner))
    ]
    return all(
        not module.startswith(ADDONS) or module.split(".")[2] in {ADDON, *addons}
        for module in modules
    )
