from odoo import fields, models
from odoo.exceptions import UserError

from ...tools.errors import describe, with_code
from ...tools.money import exceeds
from ..ledger.account_move import CreditedPart

# What may still be put right on a draft: figures are shown all the same
OF_POSTING = (
    "approval_needed",
    "origin_date",
    "reason_company",
    "reason_missing",
    "reason_side",
)


class AccountMove(models.Model):
    """What posting the note of a correction would be refused for.

    The note is a record in memory, and the rules are asked that posting asks.
    """

    _inherit = "account.move"

    def _note_foresee_refusals(self, correction, figures):
        """Return what posting the note would be refused for: codes and sentences.

        Another addon adds what its own rules say.
        """
        total, side = self._note_round(figures["total"]), correction.side
        if self.state != "posted":
            text = self._note_get_unposted_text(side)
            return [{"code": "not_posted", "text": text}]
        if self.currency_id.compare_amounts(total, 0.0) < 0:
            return [
                {"code": "wrong_direction", "text": self._note_name_raise(total, side)}
            ]
        note = self._note_prepare_foreseen(correction, total)
        # An amount that was asked for is exact
        lines = 0 if correction.mode == "amount" else figures.get("lines", 0)
        refusals = []
        if side == "credit":
            refusals = self._note_foresee_excess(note, total, lines)
            # Without taxes none comes back
            if not refusals and not correction.is_net_of_tax:
                refusals = self._note_foresee_limits(note, figures)
        return refusals + note._note_foresee_by_checks(self)

    def _note_foresee_by_checks(self, origins=()):
        """Return what posting this note, a record in memory, would be refused for.

        :param origins: the documents that it would correct
        """
        checks = (
            lambda: self._note_foresee_origin_errors(origins),
            self._check_note_reason_side,
            self._check_note_reason_company,
            self._note_check_reasons,
            lambda: self._check_note_approval(self.display_name),
        )
        return [
            describe(error, note=self.display_name)
            for error in map(self._note_catch, checks)
            if error
        ]

    @staticmethod
    def _note_catch(check):
        """Return the error that a check raises, None where it has none."""
        try:
            check()
        except UserError as error:
            return error
        return None

    def _note_foresee_origin_errors(self, origins):
        for origin in origins:
            for code in self._get_origin_refusals(origin, True):
                error = self._note_get_origin_error(code, origin)
                raise with_code(error, f"origin_{code}")

    def _note_foresee_excess(self, note, total, lines):
        """Return that a note takes too much, as the guard judges it.

        :param lines: of the note: each may be off by one step, while anything remains
        """
        if not self._note_is_creditable() or note._get_note_guard() != "block":
            return []
        remaining = self.note_remaining_amount
        step = self.currency_id.rounding
        if not exceeds(total, remaining, step, lines if remaining > 0 else 0):
            return []
        text = self.env._(
            "%(document)s cannot be credited by %(total)s: only %(left)s "
            "remains. Reduce this note.",
            document=self.name,
            total=self._note_format_amount(total),
            left=self._note_format_amount(max(remaining, 0.0)),
        )
        return [{"code": "over_credited", "text": text}]

    def _note_foresee_limits(self, note, figures):
        """Return that a note takes more before taxes, or of a tax, than remains.

        Judged is the family, as where the note is posted: of a debit note its invoice.
        """
        is_judged = "foreseen" in figures and note._note_get_guard() == "block"
        if not is_judged or not self._note_may_exceed_taxes():
            return []
        draft, charges = figures["foreseen"]
        part = CreditedPart(draft, -figures["total"], 0, -figures["untaxed"], -1)
        heads, step = self.sudo()._note_get_heads(), self.currency_id.rounding
        heads = heads.filtered(lambda head: head.currency_id == self.currency_id)
        return [
            {
                "code": "over_credited",
                "text": head._note_get_over_credit_refusal(limit, draft),
            }
            for head, parts in heads._note_get_family_parts().items()
            for limit in head._note_iter_limits(parts, draft, [(part, charges)])
            if limit.remaining.now and limit.remaining.is_exceeded(step)
        ][:1]

    def _note_may_exceed_taxes(self):
        """Tell whether a note may take too much, and no more of a line than it charged.

        Only other notes, and lines that take something off, make it so.
        """
        return (
            self.is_note
            or self.is_named_by_others
            or any(line.price_subtotal < 0 for line in self._note_get_goods())
        )

    def _note_prepare_foreseen(self, correction, total):
        """Return the note of a correction in memory: its head, and its total."""
        note = self._note_prepare_unsaved([], correction.side)
        note.update(
            {
                "invoice_date": correction.date or fields.Date.context_today(self),
                "journal_id": correction.journal_id or self.journal_id.id,
                "note_reason_id": correction.reason_id or False,
                "invoice_currency_rate": self.invoice_currency_rate,
            }
        )
        note.amount_total = total
        rate = self.invoice_currency_rate or 1.0
        note.amount_total_signed = self.company_currency_id.round(total / rate)
        # It has no number yet, and no id to be called by
        note.display_name = self.env._("The note on %s", self.name)
        return note

    def _note_name_raise(self, total, side):
        names = {"document": self.name, "amount": self._note_format_amount(-total)}
        if side == "credit":
            return self.env._(
                "%(document)s: what is right is %(amount)s higher than what was "
                "invoiced. Create a debit note for it.",
                **names,
            )
        return self.env._(
            "%(document)s: what is right is %(amount)s lower than what was invoiced. "
            "Create a credit note for it.",
            **names,
        )
