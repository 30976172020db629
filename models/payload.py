from odoo import models
from odoo.exceptions import UserError

from ..tools.payload import are_vals, find_unkept, read_ids


def ensure_vals(env, values):
    """Check that these are values by name, with texts that can be kept.

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


def get_changes(record, vals, names=None):
    """Return the names of the fields that some values would change.

    :param names: those that are asked about, all if none are given
    """
    return {
        name
        for name, value in vals.items()
        if (names is None or name in names)
        and name in record._fields
        and _would_change(record, name, value)
    }


def _would_change(record, name, value):
    field = record._fields[name]
    if field.type in ("one2many", "many2many"):
        if value and not isinstance(value, list | tuple):
            # No commands at all: whatever core makes of it
            return True
        return any(_would_link(record[name], command) for command in value or ())
    if field.type == "binary" and field.attachment and not record[name]:
        # A file is made when it is first printed or sent, and stays from then on
        return False
    new = field.convert_to_cache(value, record)
    old = field.convert_to_cache(record[name], record)
    # An empty text and none are the same to a person
    return (new or None) != (old or None)


def _would_link(records, command):
    """Tell whether a command changes linked records, or which are linked."""
    if not isinstance(command, list | tuple) or not command:
        # No command at all: whatever core makes of it
        return True
    code, record_id, payload = (*command, None, None)[:3]
    if code == 1 and isinstance(payload, dict):
        return bool(get_changes(records.browse(record_id), payload))
    if code == 4:
        return record_id not in records.ids
    if code == 6 and isinstance(payload, list | tuple):
        return sorted(map(str, payload)) != sorted(map(str, records.ids))
    return code != 5 or bool(records)
