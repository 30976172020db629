from odoo import models
from odoo.exceptions import UserError

from ..tools.payload import are_vals, find_unkept, read_ids


def ensure_vals(env, values):
    """Refuse what is no list of values by name, or no text that can be kept.

    :raises UserError: saying what belongs there
    """
    if not are_vals(values):
        raise UserError(
            env._(
                "Records are made and changed with values by name, and with nothing "
                "else."
            )
        )
    name = find_unkept(values)
    if name:
        raise UserError(
            env._(
                "%(field)s has characters that cannot be kept, such as half a letter. "
                "Enter the text again.",
                field=name,
            )
        )


def get_chosen_ids(env, model):
    """Return the ids of the records that a window was opened about.

    :param str model: whose; none where it was opened about others
    :raises UserError: where the context has no ids
    """
    if env.context.get("active_model") != model:
        return []
    chosen = env.context.get("active_ids") or []
    if isinstance(chosen, models.BaseModel) and chosen._name == model:
        chosen = chosen.ids
    ids = read_ids(chosen)
    if ids is None:
        raise UserError(
            env._(
                "active_ids is no list of ids. Choose the records in a list, or hand "
                "over their ids."
            )
        )
    return ids
