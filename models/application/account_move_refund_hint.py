from odoo import models

from ...tools.settlement import OPEN_ACCOUNT_TYPES
from ..settlement.account_move_plan import LIQUIDITY

# Invoices on which nothing is left for a credit to settle
SETTLED = ("paid", "in_payment", "reversed")


class AccountMove(models.Model):
    """A posted credit of a paid invoice asks what becomes of the money."""

    _inherit = "account.move"

    def _note_get_refund_alerts(self):
        if not self._note_is_refund_due():
            return {}
        return {
            "account_note_refund": {
                "level": "info",
                "message": self._note_get_refund_text(),
                "action_text": self.env._("Register the refund"),
                "action": self.action_register_payment(),
            }
        }

    def _note_is_refund_due(self):
        """Tell whether all this open credit corrects is settled, by money in part."""
        origins = self._note_get_origins().sudo() if self._is_credit_note() else ()
        return bool(
            origins
            and self.state == "posted"
            and self.payment_state in ("not_paid", "partial")
            and all(origin.payment_state in SETTLED for origin in origins)
            and self.env.user.has_group("account.group_account_invoice")
            and not self.currency_id.is_zero(self._note_get_refundable(origins))
        )

    def _note_get_refundable(self, origins):
        """Return how much of this open credit was really paid, and not taken since.

        A discount taken for early payment, a debt written off and what other credit
        notes settled are no money that could go back.
        """
        others = origins.credit_note_ids.filtered(
            lambda note: note.state == "posted" and note.id < self.id
        )
        given = sum(note._note_get_amount_beyond(origins) for note in others)
        paid = origins._note_get_paid_amount(self.currency_id) - given
        return max(min(self.amount_residual, paid), 0.0)

    def _note_get_amount_beyond(self, origins):
        """Return what of this credit note's part on some documents settled none."""
        amounts = self._note_get_origin_amounts()
        part = sum(amounts.get(origin, 0.0) for origin in origins)
        if len(self._note_get_origins()) == 1:
            part = self.amount_total
        settled = sum(
            amount
            for line, amount in self._note_iter_matches()
            if line.move_id in origins
        )
        return max(part - settled, 0.0)

    def _note_get_paid_amount(self, currency):
        """Return what of these documents was settled by money, in a currency."""
        paid = 0.0
        for move in self:
            amount = sum(
                settled * line.move_id._note_get_part_of_money(line)
                for line, settled in move._note_iter_matches()
            )
            # Payments that have no entry until the bank says so
            amount += sum(
                payment._note_get_amount_for(move)
                for payment in move.matched_payment_ids
                if not payment.move_id and payment.state in ("in_process", "paid")
            )
            day = move.invoice_date or move.date
            paid += move.currency_id._convert(amount, currency, move.company_id, day)
        return currency.round(paid)

    def _note_iter_matches(self):
        """Yield (counterpart line, amount in this currency) of what settled these."""
        items = self.line_ids.filtered(
            lambda line: line.account_type in OPEN_ACCOUNT_TYPES
        )
        for partial in items.matched_debit_ids:
            yield partial.debit_move_id, partial.credit_amount_currency
        for partial in items.matched_credit_ids:
            yield partial.credit_move_id, partial.debit_amount_currency

    def _note_get_part_of_money(self, line):
        """Return which part of an open item of this entry stands for money.

        In an entry of 100.00 of which the bank has 98.00, two per cent are a discount
        or were written off.
        """
        if self.is_invoice(include_receipts=True):
            return 0.0
        items = self.line_ids.filtered(
            lambda item: item.account_type in OPEN_ACCOUNT_TYPES
        )
        same_side = items.filtered(
            lambda item: (item.balance > 0) == (line.balance > 0)
        )
        whole = abs(sum(same_side.mapped("balance")))
        money = abs(sum(self._note_get_money_lines(items).mapped("balance")))
        return min(money / whole, 1.0) if whole else 0.0

    def _note_get_money_lines(self, items):
        """Return the lines of this entry that are money: at the bank, or on its way."""
        payment = self.origin_payment_id
        if payment:
            return payment._seek_for_lines()[0]
        if self.statement_line_id:
            liquidity, suspense, _others = self.statement_line_id._seek_for_lines()
            return liquidity or suspense
        if "pos_payment_ids" in self._fields and self.pos_payment_ids:
            return self.line_ids - items
        return self.line_ids.filtered(lambda line: line.account_type in LIQUIDITY)

    def _note_get_refund_text(self):
        origins = self._note_get_origins().sudo()
        refundable = self._note_get_refundable(origins)
        values = {
            "invoices": ", ".join(origins.mapped("name")),
            "amount": self.currency_id.format(refundable),
        }
        texts = [self._note_get_refund_advice(values)]
        beyond = self.currency_id.round(self.amount_residual - refundable)
        if beyond > 0:
            texts.append(
                self.env._(
                    "%s more of it is open and was never paid: a discount for early "
                    "payment, or what was written off.",
                    self.currency_id.format(beyond),
                )
            )
        return " ".join(texts)

    def _note_get_refund_advice(self, values):
        if self.move_type == "out_refund":
            return self.env._(
                "%(invoices)s is settled already, so %(amount)s of this credit is "
                "open: refund it to the customer, or keep it as a credit and apply "
                "it to other invoices.",
                **values,
            )
        return self.env._(
            "%(invoices)s is settled already, so %(amount)s of this credit is open: "
            "register the vendor's refund when it arrives, or keep it as a credit "
            "and apply it to other bills.",
            **values,
        )
