from collections import defaultdict

from markupsafe import Markup

from odoo import Command, api, fields, models

from ...tools.settlement import OPEN_ACCOUNT_TYPES


class AccountMove(models.Model):
    """What settles a document besides its own credit notes.

    Payments of a replaced document move to the one that takes its place.
    """

    _inherit = "account.move"

    released_payment_ids = fields.One2many(
        "account.move.released.payment",
        "move_id",
        string="Released Payments",
        readonly=True,
        copy=False,
    )
    # Of what replaces nothing, the form asks for none
    shown_released_payment_ids = fields.Many2many(
        "account.move.released.payment",
        string="Released Payments of the Replaced Document",
        compute="_compute_note_shown_released_payment_ids",
    )
    takes_released_payments = fields.Boolean(
        string="Payments move here",
        copy=False,
        help="When this document is posted, it is settled by what had settled the "
        "document it replaces, as far as that is still open.",
    )
    payment_transfer = fields.Char(compute="_compute_note_payment_transfer")

    @api.depends("replaced_move_id", "released_payment_ids")
    def _compute_note_shown_released_payment_ids(self):
        for move in self:
            replaced = move.replaced_move_id
            rows = replaced and move._origin.released_payment_ids
            move.shown_released_payment_ids = rows or False

    @api.depends("journal_id")
    def _compute_note_payment_transfer(self):
        for move in self:
            move.payment_transfer = move.journal_id._note_policy().payment_transfer

    def _note_get_payment_partials(self):
        """Return the matches that taking this document back releases.

        Those with its credit notes stay, and the exchange entries of these.
        """
        notes = self._get_earlier_credit_notes()
        lines = self.line_ids
        items = lines.filtered(lambda line: line.account_type in OPEN_ACCOUNT_TYPES)
        # Read for all documents of which this is one
        items = items.with_prefetch(lines._prefetch_ids)
        partials = items.matched_debit_ids | items.matched_credit_ids
        kept = partials.filtered(
            lambda partial: partial._note_get_moves() & notes
        ).exchange_move_id
        return partials.filtered(
            lambda partial: not partial._note_get_moves() & (notes | kept)
        )

    def _note_get_payment_matches(self):
        """Return how much other open items settle of this document.

        :return: amounts in the document's currency by journal item
        """
        found = defaultdict(float)
        partials = self._note_get_payment_partials()
        for partial in partials:
            if partial._note_get_moves() & partials.exchange_move_id:
                continue
            if partial.debit_move_id.move_id == self:
                found[partial.credit_move_id] += partial.debit_amount_currency
            else:
                found[partial.debit_move_id] += partial.credit_amount_currency
        return dict(found)

    def _note_get_pending_payments(self):
        """Return the payments that wait for the bank, without an entry of their own."""
        return self.matched_payment_ids.filtered(
            lambda payment: not payment.move_id and payment.state == "in_process"
        )

    def _note_get_releasable(self):
        """Return what taking this document back sets free.

        :return: amounts in the document's currency by journal item, or by payment
            where that has no entry yet
        """
        found = self._note_get_payment_matches()
        for payment in self._note_get_pending_payments():
            found[payment] = payment.currency_id._convert(
                payment.amount, self.currency_id, self.company_id, payment.date
            )
        return found

    def _note_store_released_by_original(self, before, is_wanted):
        """Keep for this replacement what taking back its original has set free.

        :param dict before: ``_note_get_releasable`` of the original, before that
        :param bool is_wanted: the answer of the user, where the company asks
        """
        # Where an earlier note was paid out, its part stays on the original
        kept = self.replaced_move_id._note_get_payment_matches() if before else {}
        released = {
            source: amount - kept.get(source, 0.0) for source, amount in before.items()
        }
        self._note_store_released_payments(released, is_wanted)

    def _note_store_released_payments(self, released, is_wanted):
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
                self._prepare_note_released_payment(source, amount)
                for source, amount in released.items()
                if self.currency_id.compare_amounts(amount, 0.0) > 0
            ]
        )
        # core: a credit note of the same amount makes a payment that waits for the bank
        # one that has come (19.0), delete when its state follows from the bank alone
        waiting = rows.payment_id.filtered(lambda payment: payment.state == "paid")
        waiting.state = "in_process"

    def _prepare_note_released_payment(self, source, amount):
        is_payment = source._name == "account.payment"
        return {
            "move_id": self.id,
            "payment_id" if is_payment else "line_id": source.id,
            "amount": amount,
            "currency_id": self.currency_id.id,
        }

    def _note_take_released_payments(self):
        """Settle these documents with the payments that their replacing released.

        What was used elsewhere meanwhile stays there.
        """
        for move in self.filtered("released_payment_ids"):
            move._note_move_released_payments()

    def _note_move_released_payments(self):
        """Settle this document with the released payments, or say what is open."""
        rows = self.released_payment_ids
        moved = self._note_move_payments(rows) if self._note_wants_payments() else []
        if moved:
            lead = self.env._("Payments of the replaced document moved here:")
            self._note_log_payments(lead, moved)
        rest = [
            (line, line.currency_id.format(abs(line.amount_residual_currency)))
            for line in rows.line_id
            if not line.reconciled
        ]
        if rest:
            lead = self.env._("Released by the replaced document, and still open:")
            self._note_log_payments(lead, rest)

    def _note_wants_payments(self):
        answers = {"always": True, "never": False}
        return answers.get(self.payment_transfer, self.takes_released_payments)

    def _note_move_payments(self, rows):
        """Settle this document with released payments, as far as they are there.

        :return: [(journal item or payment, amount as text)]
        """
        pending = self.replaced_move_id._note_get_pending_payments() & rows.payment_id
        # First the payments that wait for the bank: core finds them by this link
        pending.invoice_ids = [
            Command.unlink(self.replaced_move_id.id),
            Command.link(self.id),
        ]
        remaining = [(row.line_id, row.amount - row.applied_amount) for row in rows]
        settled = self._note_settle_with(
            [(line, amount) for line, amount in remaining if line]
        )
        return [
            (payment, payment.currency_id.format(payment.amount)) for payment in pending
        ] + [(line, self.currency_id.format(amount)) for _item, line, amount in settled]

    def _note_log_payments(self, lead, amounts):
        rows = Markup().join(
            Markup("<li>%s: %s</li>")
            % (self._note_get_payment_document(source)._get_html_link(), amount)
            for source, amount in amounts
        )
        self._message_log(body=Markup("<p>%s</p><ul>%s</ul>") % (lead, rows))

    def _note_get_payment_document(self, source):
        return source if source._name == "account.payment" else source.move_id
