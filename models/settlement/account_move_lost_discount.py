from odoo import fields, models
from odoo.tools import format_date


class AccountMove(models.Model):
    """A part that comes back may cost the customer the discount for early payment.

    Core grants it on an invoice of which nothing is settled yet. So a note may be kept
    open until the payment has come.
    """

    _inherit = "account.move"

    note_keep_open = fields.Boolean(
        string="Keep Open until Payment",
        copy=False,
        help="Posting the note settles nothing: the discount for early payment of the "
        "invoice stays. Apply the credit once the invoice is paid, or refund it.",
    )

    def _note_get_discount_alerts(self):
        if self.state != "draft" or not self._is_credit_note() or self.note_keep_open:
            return {}
        origins = self._note_get_origins()._origin._note_find_lost_discounts(
            self.amount_total, self.invoice_date or self.date
        )
        return {
            f"account_note_discount_{origin.id}": {
                "level": "warning",
                "message": origin._note_get_lost_discount_text(),
            }
            for origin in origins
        }

    def _note_get_lost_discount_text(self):
        return self.env._(
            "%(invoice)s bears a discount of %(percent)s %% for payment until "
            "%(date)s. Once this note settles a part of it, the discount is "
            "not offered any more: tick Keep Open until Payment, post the note after "
            "the payment, or agree on what is to be paid.",
            invoice=self.name,
            percent=self.invoice_payment_term_id.discount_percentage,
            date=format_date(self.env, self._note_get_discount_date()),
        )

    def _note_find_lost_discounts(self, amount, day):
        """Return those of these documents whose discount a credit would end.

        :param amount: what is credited, taxes included: all of it costs no discount
        :param day: of the credit
        """
        return self.filtered(
            lambda origin: (
                origin.state == "posted"
                and origin.payment_state == "not_paid"
                and origin._is_eligible_for_early_payment_discount(
                    origin.currency_id, day
                )
                and origin.currency_id.compare_amounts(amount, origin.amount_residual)
                < 0
            )
        )

    def _note_is_kept_open(self, day):
        """Tell whether this credit waits for a payment that still has its discount."""
        origins = self._note_get_origins().sudo() if self.note_keep_open else ()
        return any(
            origin.payment_state == "not_paid"
            and origin._is_eligible_for_early_payment_discount(origin.currency_id, day)
            for origin in origins
        )

    def _note_may_apply_alone(self):
        """Tell whether this credit may be applied by a strategy, by nobody's choice.

        While its invoice is put right, it waits for it; or for the payment.
        """
        today = fields.Date.context_today(self)
        return self._note_is_origin_standing() and not self._note_is_kept_open(today)

    def _note_get_discount_date(self):
        dates = self.line_ids.filtered("discount_date").mapped("discount_date")
        return min(dates) if dates else self.invoice_date
