from odoo import models
from odoo.tools import format_date

from ...tools.origin_rules import is_before


class AccountMove(models.Model):
    """A note dated before what it corrects is told so.

    An invoice may be dated ahead, and a vendor's note may come with any date: it is
    refused only where the company says so, see :meth:`_get_origin_refusals`. The day of
    delivery is that of the goods, so a note has the day of its document.
    """

    _inherit = "account.move"

    def _note_keep_delivery_dates(self, data):
        """Let notes name the delivery that they correct.

        :param data: values of copies of these documents
        """
        # core: a note of a German company is posted as delivered on its own day
        # (`l10n_de`, 19.0), delete when it has the day of its document, as in Hungary
        for move, vals in zip(self, data, strict=True):
            is_note = vals.get("reversed_entry_id") or vals.get("debit_origin_id")
            if is_note and move.delivery_date:
                vals.setdefault("delivery_date", move.delivery_date)

    def _note_get_date_alerts(self):
        if self.state != "draft" or not self.is_note:
            return {}
        texts = [self._note_get_early_text(*found) for found in self._note_find_early()]
        if not texts:
            return {}
        is_refused = self.journal_id._note_policy().refuse_early_date
        level = "danger" if is_refused else "warning"
        return {"account_note_date": {"level": level, "message": "\n\n".join(texts)}}

    def _note_find_early(self):
        """Return (number, date) of each document that is younger than this note."""
        return [
            (number, day)
            for number, day in self._note_get_dated_origins()
            if is_before(self.invoice_date or self.date, day or None)
        ]

    def _note_get_early_text(self, number, day):
        """Return the sentence that this note is older than what it corrects."""
        return self.env._(
            "%(note)s is dated %(date)s, before %(origin)s of %(other)s, which it "
            "corrects. Check both dates.",
            note=self.display_name,
            date=format_date(self.env, self.invoice_date or self.date),
            origin=number,
            other=format_date(self.env, day),
        )
