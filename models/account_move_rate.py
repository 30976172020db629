from contextlib import nullcontext

from odoo import api, models
from odoo.tools import float_compare

# What a date decides is the rate; nothing else of a note depends on it
RATE_DATES = {"invoice_date", "date", "taxable_supply_date"}
HEADER = {"reversed_entry_id", "debit_origin_id"}


class AccountMove(models.Model):
    """A note takes the exchange rate of the document it corrects.

    Settling it leaves no exchange difference then. A rate that somebody entered
    by hand stays, even if the date changes.
    """

    _inherit = "account.move"

    @api.depends("reversed_entry_id", "debit_origin_id")
    def _compute_expected_currency_rate(self):
        return super()._compute_expected_currency_rate()

    @api.depends("reversed_entry_id", "debit_origin_id")
    def _compute_invoice_currency_rate(self):
        kept = self.filtered(lambda note: note._keeps_rate())
        for note in kept:
            note.invoice_currency_rate = note.invoice_currency_rate
        return super(AccountMove, self - kept)._compute_invoice_currency_rate()

    def _get_expected_currency_rate_at(self, date):
        return self._get_origin_rate() or super()._get_expected_currency_rate_at(date)

    def write(self, vals):
        foreign = self.filtered(
            lambda move: move.currency_id != move.company_currency_id
        )
        if foreign and vals.keys() & HEADER:
            # Another rate means other balances: they may not be left behind
            self = self.with_context(skip_invoice_sync=False)
        dated = vals.keys() & RATE_DATES and not vals.keys() & {"currency_id", *HEADER}
        rated = self.filtered(lambda note: note._get_origin_rate()) if dated else None
        # Core would compute the rate again, over one entered by hand as well
        field = self._fields["invoice_currency_rate"]
        keeping = self.env.protecting([field], rated) if rated else nullcontext()
        with keeping:
            return super().write(vals)

    def _keeping_entered_rate(self):
        """Return a context in which a rate other than that of the date stays."""
        of_date = self.env["res.currency"]._get_conversion_rate(
            self.company_currency_id,
            self.currency_id,
            self.company_id,
            self._get_invoice_currency_rate_date(),
        )
        if not float_compare(self.invoice_currency_rate, of_date, 9):
            return nullcontext()
        return self.env.protecting([self._fields["invoice_currency_rate"]], self)

    def _keeps_rate(self):
        """Tell whether only the date changed in a window that is not saved yet."""
        before = self._origin
        return (
            self != before
            and bool(before)
            and before.currency_id == self.currency_id
            and before._get_header_origin() == self._get_header_origin()._origin
            and bool(self._get_origin_rate())
        )

    def _get_origin_rate(self):
        """Return the rate of the documents this one corrects.

        :return: 0.0 where the note's own date decides: by the settings, without an
            origin, or with origins of differing rates or another currency
        """
        self.ensure_one()
        if not self.is_note or self.journal_id._note_policy().rate != "origin":
            return 0.0
        origins = self._get_origins()._origin
        rates = origins.mapped("invoice_currency_rate")
        if not origins or origins.currency_id != self.currency_id:
            return 0.0
        same = all(not float_compare(rates[0], rate, 9) for rate in rates)
        return rates[0] if same else 0.0
