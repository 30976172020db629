from odoo import api, models
from odoo.tools import ormcache

from ...tools.extension import only_known

# What has a part in the form of a number, and whose extensions were read
METHODS = {
    "_deduce_sequence_number_reset",
    "_get_last_sequence",
    "_get_last_sequence_domain",
    "_get_next_sequence_format",
    "_get_sequence_date_range",
    "_get_sequence_format_param",
    "_get_starting_sequence",
    "_locked_increment",
    "_set_next_sequence",
}
KNOWN_ADDONS = {"account", "account_debit_note"}
# In core's memory of the numbers that it gave, beside its own keys
FORMATS = "note_formats"


class AccountMove(models.Model):
    """Of many documents that get numbers together, few look up the one before.

    Core remembers the number that it gave last in a transaction, and counts on from
    there; it looks up the last number of the journal for its form alone, for each
    document. Once two documents after each other found the same form, it is that of all
    which are alike.
    """

    _inherit = "account.move"

    # core: looks up the form of each number in the database, where it counts on in
    # memory (`_get_next_sequence_format`, 19.0), delete when it remembers the form too
    def _note_recall_number_format(self):
        """Return the form and the last number of a series, None where it is not known.

        :return: as ``_get_next_sequence_format`` does
        """
        form = self._note_get_number_formats().get(self._note_get_series_key())
        if not form or not form[-1]:
            return None
        template, values, _is_sure = form
        key = template.format(**values, seq=0), self.journal_id
        number = self._get_sequence_cache().get(key)
        return None if number is None else (template, {**values, "seq": number})

    def _note_remember_number_format(self, template, values):
        """Remember the form of a number that core looked up.

        It is sure where the document before in the same series found the same.
        """
        formats, key = self._note_get_number_formats(), self._note_get_series_key()
        if key:
            form = template, {name: values[name] for name in values if name != "seq"}
            before = formats.get(key)
            formats[key] = (*form, bool(before) and before[:2] == form)

    def _note_forget_number_formats(self, vals_list):
        """Look forms up again where somebody numbers new documents."""
        if any(vals.get("name") for vals in vals_list):
            self._note_get_number_formats().clear()

    def _note_get_number_formats(self):
        """Return forms by series; core forgets them with the numbers it gave."""
        return self._get_sequence_cache().setdefault(FORMATS, {})

    def _note_get_series_key(self):
        """Return what core looks at to find the number before this one.

        :return: None where it is looked up for each document
        """
        journal = self.journal_id
        if (
            not self._note_knows_numbers()
            or journal.is_self_billing
            or self.note_number_base
            or self._note_follows_numbers()
        ):
            return None
        return (
            journal.id,
            self.date,
            self.move_type,
            bool(self.debit_origin_id),
            bool(self.origin_payment_id),
            journal.debit_sequence,
            journal.payment_sequence,
            journal.refund_sequence,
            journal.sequence_override_regex,
            *map(self.env.context.get, ("is_payment", "no_anti_regex")),
        )

    @api.model
    @ormcache()
    def _note_knows_numbers(self):
        """Tell whether all addons that have a part in numbers were read."""
        return only_known(type(self), METHODS, KNOWN_ADDONS)
