from markupsafe import Markup

from odoo import Command, api, fields, models


class AccountMove(models.Model):
    """Payments of a replaced document move to the one that takes its place."""

    _inherit = "account.move"

    released_payment_ids = fields.One2many(
        "account.move.released.payment",
        "move_id",
        string="Released Payments",
        readonly=True,
        copy=False,
    )
    takes_released_payments = fields.Boolean(
        string="Payments move here",
        copy=False,
        help="When this document is posted, it is settled by what had settled the "
        "document it replaces, as far as that is still open.",
    )
    payment_transfer = fields.Char(compute="_compute_payment_transfer")

    @api.depends("journal_id")
    def _compute_payment_transfer(self):
        for move in self:
            move.payment_transfer = move.journal_id._note_policy().payment_transfer

    def _post(self, soft=True):
        posted = super()._post(soft)
        for move in posted.filtered("released_payment_ids"):
            move._take_released_payments()
        return posted

    def _store_released_by_original(self, before, is_wanted):
        """Keep for this replacement what taking back its original has set free.

        :param dict before: ``_get_releasable`` of the original, before that
        :param bool is_wanted: the answer of the user, where the company asks
        """
        # Where an earlier note was paid out, its part stays on the original
        kept = self.replaced_move_id._get_payment_matches() if before else {}
        released = {
            source: amount - kept.get(source, 0.0) for source, amount in before.items()
        }
        self._store_released_payments(released, is_wanted)

    def _store_released_payments(self, released, is_wanted):
        """Keep for this replacement what taking back the replaced one released.

        :param dict released: amounts in the document's currency by journal item,
            or by payment
        :param bool is_wanted: the answer of the user, where the company asks
        """
        if self.takes_released_payments != is_wanted:
            self.takes_released_payments = is_wanted
        if not released:
            return
        # Nobody may create these rows by hand: they decide on real payments
        rows = self.env["account.move.released.payment"].sudo()
        rows = rows.create(
            [
                self._prepare_released_payment(source, amount)
                for source, amount in released.items()
                if self.currency_id.compare_amounts(amount, 0.0) > 0
            ]
        )
        # A credit note of the same amount makes core take a payment that waits for
        # the bank for one that has come
        waiting = rows.payment_id.filtered(lambda payment: payment.state == "paid")
        waiting.state = "in_process"

    def _prepare_released_payment(self, source, amount):
        is_payment = source._name == "account.payment"
        return {
            "move_id": self.id,
            "payment_id" if is_payment else "line_id": source.id,
            "amount": amount,
            "currency_id": self.currency_id.id,
        }

    def _take_released_payments(self):
        """Settle this document with the released payments, or say that they are open.

        What was used elsewhere meanwhile stays there.
        """
        rows = self.released_payment_ids
        moved = self._move_payments(rows) if self._wants_payments() else []
        if moved:
            lead = self.env._("Payments of the replaced document moved here:")
            self._log_payments(lead, moved)
        rest = [
            (line, line.currency_id.format(abs(line.amount_residual_currency)))
            for line in rows.line_id
            if not line.reconciled
        ]
        if rest:
            lead = self.env._("Released by the replaced document, and still open:")
            self._log_payments(lead, rest)

    def _wants_payments(self):
        answers = {"always": True, "never": False}
        return answers.get(self.payment_transfer, self.takes_released_payments)

    def _move_payments(self, rows):
        """Settle this document with released payments, as far as they are there.

        :return: [(journal item or payment, amount as text)]
        """
        pending = self.replaced_move_id._get_pending_payments() & rows.payment_id
        # First the payments that wait for the bank: core finds them by this link
        pending.invoice_ids = [
            Command.unlink(self.replaced_move_id.id),
            Command.link(self.id),
        ]
        left = [(row.line_id, row.amount - row.applied_amount) for row in rows]
        settled = self._settle_with([(line, amount) for line, amount in left if line])
        return [
            (payment, payment.currency_id.format(payment.amount)) for payment in pending
        ] + [(line, self.currency_id.format(amount)) for _item, line, amount in settled]

    def _log_payments(self, lead, amounts):
        rows = Markup().join(
            Markup("<li>%s: %s</li>")
            % (self._get_payment_document(source)._get_html_link(), amount)
            for source, amount in amounts
        )
        self._message_log(body=Markup("<p>%s</p><ul>%s</ul>") % (lead, rows))

    def _get_payment_document(self, source):
        return source if source._name == "account.payment" else source.move_id
