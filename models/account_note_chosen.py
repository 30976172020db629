from odoo.exceptions import UserError

from ..tools.chosen import are_ids, are_named


def check_named(env, values):
    """Refuse what is no list of values by name, before it is looked at.

    :raises UserError: saying what belongs there
    """
    if not are_named(values):
        raise UserError(
            env._(
                "Records are made and changed with values by name, and with nothing "
                "else."
            )
        )


def get_chosen_ids(env, model):
    """Return the ids of the records that a window was opened about.

    :param str model: whose; none where it was opened about others
    :raises UserError: where the context has no ids
    """
    if env.context.get("active_model") != model:
        return []
    ids = env.context.get("active_ids") or []
    if not are_ids(ids):
        raise UserError(
            env._(
                "active_ids is no list of ids. Choose the records in a list, or hand "
                "over their ids."
            )
        )
    return list(ids)
