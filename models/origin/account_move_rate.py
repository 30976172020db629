from contextlib import contextmanager, nullcontext

from odoo import api, models
from odoo.tools import float_compare

# What a date decides is the rate; nothing else of a note depends on it
RATE_DATES = {"invoice_date", "date", "taxable_supply_date"}
HEADER = {"reversed_entry_id", "debit_origin_id"}
RATE_DIGITS = 9


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
        kept = self.filtered(lambda note: note._note_keeps_rate())
        for note in kept:
            note.invoice_currency_rate = note.invoice_currency_rate
        return super(AccountMove, self - kept)._compute_invoice_currency_rate()

    def _get_expected_currency_rate_at(self, date):
        return self._note_get_origin_rate() or super()._get_expected_currency_rate_at(
            date
        )

    def _note_keeping_entered_rate(self):
        """Return a context in which a rate other than that of the date stays."""
        if not self._note_has_entered_rate():
            return nullcontext()
        return self.env.protecting([self._fields["invoice_currency_rate"]], self)

    @contextmanager
    def _note_following_rate(self):
        """Let this document, once it has an origin, take the rate of that.

        While a document is created nothing does: its rate was computed before. One that
        somebody entered stays.
        """
        is_entered = self._note_has_entered_rate()
        yield
        rate = 0.0 if is_entered else self._note_get_origin_rate()
        if rate and not is_same_rate(self.invoice_currency_rate, rate):
            self.invoice_currency_rate = rate

    def _note_has_entered_rate(self):
        """Tell whether the rate of this document is another than that of its date."""
        of_date = self.env["res.currency"]._get_conversion_rate(
            self.company_currency_id,
            self.currency_id,
            self.company_id,
            self._get_invoice_currency_rate_date(),
        )
        return not is_same_rate(self.invoice_currency_rate, of_date)

    def _note_keeps_rate(self):
        """Tell whether only the date changed in a window that is not saved yet."""
        before = self._origin
        return (
            self != before
            and bool(before)
            and before.currency_id == self.currency_id
            and before._note_get_header_origin()
            == self._note_get_header_origin()._origin
            and bool(self._note_get_origin_rate())
        )

    def _note_get_origin_rate(self):
        """Return the rate of the documents this one corrects.

        :return: 0.0 where the note's own date decides: by the settings, without an
            origin, or with origins of differing rates or another currency
        """
        self.ensure_one()
        if not self.is_note or self.journal_id._note_policy().rate != "origin":
            return 0.0
        origins = self._note_get_origins()._origin
        rates = origins.mapped("invoice_currency_rate")
        if not origins or origins.currency_id != self.currency_id:
            return 0.0
        same = all(is_same_rate(rates[0], rate) for rate in rates)
        return rates[0] if same else 0.0

    def _note_has_foreign_header(self, vals):
        """Tell whether another document in the head means other balances."""
        return bool(vals.keys() & HEADER) and any(
            move.currency_id != move.company_currency_id for move in self
        )

    def _note_keeping_rate(self, vals):
        """Return a context in which a date that is written leaves rates alone.

        Core would compute the rate again, over one entered by hand as well.
        """
        dated = vals.keys() & RATE_DATES and not vals.keys() & {"currency_id", *HEADER}
        rated = (
            self.filtered(lambda note: note._note_get_origin_rate()) if dated else None
        )
        field = self._fields["invoice_currency_rate"]
        return self.env.protecting([field], rated) if rated else nullcontext()


def is_same_rate(rate, other):
    """Tell whether the exchange rates of two documents are the same.

    Open items, some of which belong to no document with a rate of its own, are compared
    by :func:`tools.application_rules.is_near_rate`.
    """
    return not float_compare(rate, other, RATE_DIGITS)
