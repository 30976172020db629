from markupsafe import Markup

from odoo import api, fields, models

from ...tools.cause import Cause
from ...tools.money import from_steps, to_steps
from ...tools.settlement import OPEN_ACCOUNT_TYPES, amounts_by_origin, pairs


class AccountMove(models.Model):
    """How a note meets the documents it corrects: their open items, and what settles
    them.

    A note settles when it is posted, and gives that back when it becomes a draft; core
    keeps the match then, and invoices stayed paid by a draft.
    """

    _inherit = "account.move"

    origin_amounts = fields.Html(
        string="Amounts by Document",
        compute="_compute_note_origin_amounts",
        sanitize=False,
        help="What a note over several documents corrects of each, taxes included.",
    )

    @api.depends("invoice_line_ids.origin_move_id", "invoice_line_ids.price_total")
    def _compute_note_origin_amounts(self):
        for move in self:
            move.origin_amounts = move._note_render_origin_amounts()

    def _note_render_origin_amounts(self):
        """Return the documents of a note and their amounts, None for less than two."""
        if len(self._note_get_origins()) < 2:
            return None
        amounts = self._note_get_origin_amounts()
        return self.env["ir.qweb"]._render(
            "account_credit_debit_note.note_origin_amounts",
            {
                "note": self,
                "rows": [(move._origin, amount) for move, amount in amounts.items()],
            },
        )

    # core: pairs origins and notes by position, but origins come without repetition: of
    # two notes on one invoice, posted together, one settles somebody else's (`_post`,
    # 19.0), delete when each note settles its own
    def _note_settle_posted(self, move_reverse_cancel):
        """Let these posted notes settle what they correct, each its own.

        :param bool move_reverse_cancel: Reverse and Create Invoice means to settle,
            whatever the setting
        """
        reason = self.env._("Applied automatically on posting")
        settling = self.with_context(note_application_cause=Cause(reason))
        settling = settling.filtered(
            lambda note: (
                move_reverse_cancel
                # Entries may be posted among them
                or not note._is_note()
                or (
                    note.journal_id._note_policy().apply_on_posting
                    and not note.note_keep_open
                )
            )
        )
        together = settling._note_get_settled_together()
        together._note_settle_in_plans(move_reverse_cancel)
        for note in settling - together:
            if len(note._note_get_origins()) > 1:
                note._note_settle_origins()
            else:
                note.reversed_entry_id._note_reconcile_as_core(
                    note, move_reverse_cancel
                )
        for note in settling:
            note._note_settle_family()

    def _note_settle_family(self):
        """Settle what else the family of this credit note owes, the oldest due first.

        That is the invoice and its debit notes, once what the note names is settled.
        What then remains stays a credit.
        """
        credits = self._note_get_open_items() if self._is_credit_note() else None
        if not credits:
            return
        heads = self.sudo()._note_get_family_roots()
        if len(heads) != 1 or heads == self:
            return
        parts = heads._note_get_family_parts()[heads]
        family = heads.union(*(part.note for part in parts))
        charging = family.filtered(lambda move: not move._is_credit_note())
        items = charging.with_env(self.env)._note_get_open_items()
        for item in items:
            item.move_id._note_settle_with(
                [(line, None) for line in self._note_get_open_items()], items=item
            )

    def _note_settle_origins(self):
        """Settle every origin of this note with the part that belongs to it.

        What an origin does not owe any more stays open on the note.
        """
        for origin, amount in self._note_get_origin_amounts().items():
            credits = [(line, None) for line in self._note_get_open_items()]
            origin._note_settle_with(credits, amount)

    def _note_get_origin_amounts(self):
        """Return what this note corrects of each origin, taxes included.

        :return: amounts in the note's currency by document, above zero
        """
        self.ensure_one()
        step = self.currency_id.rounding
        lines = self._note_get_goods().grouped("origin_move_id")
        sums = {
            origin: to_steps(self._note_get_total_of(found), step)
            for origin, found in lines.items()
        }
        has_free_lines = sums.pop(self.browse(), None) is not None
        origins = self.browse().union(*sums)
        for origin in sums:
            rounding = self._note_get_rounding_for(origin, origins)
            sums[origin] += to_steps(rounding, step)
        # While a form is edited, core's total is that of before
        has_remainder = has_free_lines or self != self._origin
        total = to_steps(self.amount_total, step)
        amounts = amounts_by_origin(total, sums, has_remainder)
        return {
            origin: from_steps(amount, step)
            for origin, amount in amounts.items()
            if amount > 0
        }

    def _note_get_open_items(self):
        """Return the unsettled receivable and payable lines, the earliest due first."""
        return self.line_ids.filtered(lambda line: line._note_is_open_item()).sorted(
            lambda line: (line.date_maturity or line.date, line.id)
        )

    def _note_settle_with(self, credits, amount=None, items=None):
        """Settle what is open of this document, at most what is open on both sides.

        :param credits: [(line, amount or None)] of other documents, the amount in
            this document's currency; None takes all of the line
        :param amount: how much to settle at most, None for all of it
        :param items: own items to settle, None for all that are open
        :return: what was settled: [(own line, line, amount)]
        """
        opened = self._note_get_open_items() if items is None else items
        triples, step = [], self.currency_id.rounding
        remaining = float("inf") if amount is None else to_steps(amount, step)
        for account, own_items in opened.grouped("account_id").items():
            facing = [
                (line, line._note_get_usable_steps(self.currency_id, limit))
                for line, limit in credits
                if line.account_id == account and line._note_can_settle(own_items[0])
            ]
            own = [
                (item, item._note_get_usable_steps(self.currency_id))
                for item in own_items
            ]
            for item, line, steps in pairs(remaining, own, facing):
                triples.append((item, line, from_steps(steps, step)))
                remaining -= steps
        if triples:
            self.env["account.move.line"]._note_apply_exact_amounts(triples)
        return triples

    # core: a credit note that is reset to draft keeps its matches, and invoices stay
    # paid by a draft (`button_draft`, 19.0), delete when it takes them back
    def _note_unapply_before_draft(self):
        """Unapply what those of these credit notes settle that become drafts.

        Core keeps the match: invoices stayed paid by a draft.
        """
        for note in self:
            if note.state == "posted" and note._is_credit_note():
                note._note_unapply_settlements()

    def _note_unapply_by_state(self, vals):
        """Unapply what these settle where a program writes their state alone."""
        if vals.get("state") in ("draft", "cancel"):
            self._note_unapply_before_draft()

    def _note_unapply_settlements(self):
        """Unapply what this credit note settled, and say so on all documents."""
        items = self.line_ids.filtered(
            lambda line: line.account_type in OPEN_ACCOUNT_TYPES
        )
        released = items._note_get_settlements()
        if not released:
            return
        cause = Cause(self.env._("Reset to draft"), is_reset=True)
        items.with_context(note_application_cause=cause).remove_move_reconcile()
        self._note_log_released(released)

    def _note_log_released(self, released):
        rows = Markup().join(
            Markup("<li>%s: %s</li>") % (line.move_id._get_html_link(), amount)
            for line, amount in released
        )
        lead = self.env._("Reset to draft: what was settled is open again.")
        self._message_log(body=Markup("<p>%s</p><ul>%s</ul>") % (lead, rows))
        for line, amount in released:
            if line.move_id.is_invoice(include_receipts=True):
                line.move_id._message_log(
                    body=self.env._(
                        "%(amount)s is open again: %(note)s was reset to draft.",
                        amount=amount,
                        note=self._get_html_link(),
                    )
                )
