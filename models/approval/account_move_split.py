from odoo import fields, models
from odoo.fields import Domain
from odoo.tools import format_date, plaintext2html

from ...tools.approval import is_above


class AccountMove(models.Model):
    """Notes on one document that stay below the limit each, and together do not.

    Each is judged by itself; but approvers hear of the sum of a day.
    """

    _inherit = "account.move"

    def _note_find_split(self, states=("draft", "posted")):
        """Return the notes of the same day and kind on the documents of this one.

        :return: no record where they are not above the limit together
        """
        limit = self._note_get_approval_limit()
        note = self.sudo()
        origins = limit is not None and note._note_get_origins()
        if not origins:
            return self.browse()
        corrects = (
            Domain("reversed_entry_id", "in", origins.ids)
            | Domain("debit_origin_id", "in", origins.ids)
            | Domain("line_ids.origin_move_id", "in", origins.ids)
        )
        day = note._note_get_day()
        others = note.search(
            corrects
            & Domain("state", "in", states)
            & Domain("move_type", "=", note.move_type)
            & Domain("invoice_date", "in", {day, False})
            & Domain("id", "!=", note._origin.id)
        ).filtered(lambda other: other._note_get_day() == day)
        total = note._note_sum_judged(others)
        compare = note.company_id.currency_id.compare_amounts
        return others if others and is_above(total, limit, compare) else self.browse()

    def _note_get_day(self):
        # Posting gives it the date of today
        return self.invoice_date or fields.Date.context_today(self)

    def _note_sum_judged(self, others):
        return sum(note._note_get_judged_total() for note in self | others)

    def _note_get_split_text(self, others):
        note = self.sudo()
        currency = note.company_id.currency_id
        return self.env._(
            "With %(others)s of %(date)s, %(note)s comes to %(total)s on %(origins)s: "
            "together they are above %(limit)s, the limit of approval.",
            others=", ".join(others.mapped("display_name")),
            date=format_date(self.env, self._note_get_day()),
            note=self.display_name,
            total=currency.format(note._note_sum_judged(others)),
            origins=", ".join(note._note_get_origins().mapped("display_name")),
            limit=currency.format(self._note_get_approval_limit()),
        )

    def _note_get_split_alerts(self):
        if self.state != "draft" or not self._is_note():
            return {}
        others = self._origin._note_find_split()
        if not others:
            return {}
        text = self._note_get_split_text(others)
        return {"account_note_split": {"level": "warning", "message": text}}

    def _note_tell_split(self):
        """Tell approvers of those of these notes, just posted, that nobody approved."""
        for note in self:
            if not note._is_note() or note._needs_approval():
                continue
            others = note._note_find_split(states=("posted",))
            if others:
                approvers = note._note_get_approvers()
                note.sudo().message_post(
                    body=plaintext2html(note._note_get_split_text(others)),
                    partner_ids=approvers.partner_id.ids,
                )
