from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import format_date

from ...tools import origin_rules
from ...tools.errors import with_code


class AccountMove(models.Model):
    """A credit note on an invoice that is kept in an older system.

    There is no document to point to: number and date alone say what is corrected.
    A debit note is one by its origin in Odoo, so it cannot have an external one.
    """

    _inherit = "account.move"

    external_origin_number = fields.Char(
        string="Invoice in an older system",
        copy=False,
        tracking=True,
        help="Number of the corrected invoice, where it was never entered in Odoo. "
        "Printed on the credit note.",
    )
    external_origin_date = fields.Date(
        string="Date in the older system",
        copy=False,
        tracking=True,
        help="Date of the corrected invoice in the older system.",
    )

    @api.constrains(
        "external_origin_number",
        "external_origin_date",
        "reversed_entry_id",
        "debit_origin_id",
        "move_type",
    )
    def _check_note_external_origin(self):
        # Every journal entry that is made passes here
        for move in self.filtered(
            lambda move: move.external_origin_number or move.external_origin_date
        ):
            move._note_check_external_origin()

    def _note_has_external_origin(self):
        """Tell whether the note corrects a document of an older system."""
        self.ensure_one()
        return bool((self.external_origin_number or "").strip())

    def _note_check_external_origin(self, posting=False):
        """Check the origin in an older system.

        :param bool posting: check as well what must hold once the note is posted
        :raises ValidationError: naming note and origin, the rule and the way out
        """
        if not self.external_origin_number and not self.external_origin_date:
            return
        refusal = self._note_get_external_origin_refusal()
        is_dated_before = (
            posting
            and self.journal_id._note_policy().refuse_early_date
            and origin_rules.is_before(
                self.invoice_date or self.date, self.external_origin_date or None
            )
        )
        if refusal:
            raise with_code(ValidationError(refusal), "external_origin")
        if is_dated_before:
            raise with_code(
                ValidationError(self._note_get_external_date_refusal()),
                "external_origin",
            )

    def _note_get_external_origin_refusal(self):
        """Return why the origin in an older system is not accepted, or nothing."""
        names = {
            "note": self.display_name,
            "number": self.external_origin_number or "",
            "date": format_date(self.env, self.external_origin_date),
        }
        if not self._note_has_external_origin():
            return self.external_origin_date and self.env._(
                "%(note)s: %(date)s is the date of an invoice in an older system, "
                "but its number is missing. Enter the number, or remove the date.",
                **names,
            )
        if not self._is_credit_note():
            return self.env._(
                "%(note)s is no credit note, so it cannot correct %(number)s of an "
                "older system. Issue a credit note, or remove the number.",
                **names,
            )
        origins = self._note_get_origins()
        return origins and self.env._(
            "%(note)s corrects %(origins)s, so it cannot correct %(number)s of an "
            "older system as well. Remove one of the two, or issue two credit notes.",
            origins=", ".join(origins.mapped("display_name")),
            **names,
        )

    def _note_get_external_date_refusal(self):
        return self.env._(
            "%(note)s is dated %(date)s, before %(number)s of %(other)s in an older "
            "system. A note cannot be older than what it corrects: change its date, "
            "or the date of that invoice. The settings decide whether such notes are "
            "refused (Refuse Early Dates).",
            note=self.display_name,
            date=format_date(self.env, self.invoice_date or self.date),
            number=self.external_origin_number,
            other=format_date(self.env, self.external_origin_date),
        )
