from odoo import api, models
from odoo.exceptions import UserError

# What a document corrects, and how, is settled with posting
SETTLED_FIELDS = {
    "reversed_entry_id",
    "debit_origin_id",
    "external_origin_number",
    "external_origin_date",
    "is_net_of_tax",
}
SETTLED_LINE_FIELDS = {"origin_line_id", "origin_move_id", "correction_mode"}


class AccountMove(models.Model):
    """What a posted document corrects does not change any more."""

    _inherit = "account.move"

    def write(self, vals):
        names = SETTLED_FIELDS & vals.keys()
        for move in self if names else ():
            move._refuse_unsettling(_get_changed(move, names, vals), self)
        return super().write(vals)

    def _refuse_unsettling(self, names, records):
        """Refuse to change what this document corrects once it is posted.

        :param names: the fields that would change, none for no change
        :param records: records of the model of these fields
        :raises UserError: naming the document, the fields and the way out
        """
        if names and self.state == "posted":
            labels = records.fields_get(list(names), ["string"]).values()
            raise UserError(
                self.env._(
                    "%(document)s is posted, and what it corrects is settled: "
                    "%(fields)s cannot change. Reset it to draft to change that.",
                    document=self.display_name,
                    fields=", ".join(sorted(label["string"] for label in labels)),
                )
            )


class AccountMoveLine(models.Model):
    _inherit = "account.move.line"

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            names = {name for name in SETTLED_LINE_FIELDS if vals.get(name)}
            if names:
                move = self.env["account.move"].browse(vals.get("move_id"))
                move._refuse_unsettling(names, self)
        return super().create(vals_list)

    def write(self, vals):
        names = SETTLED_LINE_FIELDS & vals.keys()
        for line in self if names else ():
            line.move_id._refuse_unsettling(_get_changed(line, names, vals), self)
        return super().write(vals)


def _get_changed(record, names, vals):
    """Return the fields that some values would change, out of some."""
    changed = set()
    for name in names:
        field = record._fields[name]
        new = field.convert_to_cache(vals[name], record, validate=False)
        old = field.convert_to_cache(record[name], record, validate=False)
        # An empty text and none are the same to a person
        if (new or None) != (old or None):
            changed.add(name)
    return changed
