from odoo import fields, models
from odoo.fields import NO_ACCESS
from odoo.tools import plaintext2html


class AccountMove(models.Model):
    """What was wrong with the notes on a document before it became a draft.

    Books are older than this addon and its settings: a document comes back as long as
    nothing is worse than it was. What is wrong still is told, and found by the audit.
    """

    _inherit = "account.move"

    note_known_faults = fields.Json(
        copy=False,
        groups=NO_ACCESS,
        help="As of the last reset to draft under notes: `unfit`, notes and the rules "
        "they break; `excess`, by document what it is credited above itself; `lines`, "
        "the documents of which lines are. Nothing where it was reset before the addon "
        "was there.",
    )

    def _note_remember_faults(self, vals):
        """Remember what is wrong with the notes on those of these that are reset."""
        if vals.get("state") != "draft":
            return
        posted = self.filtered(
            lambda move: (
                move.state == "posted" and move.is_invoice(include_receipts=True)
            )
        )
        family = posted._note_find_named() | set(posted.filtered("is_note").ids)
        for move in posted.sudo():
            faults = move._note_find_faults() if move.id in family else None
            if faults != (move.note_known_faults or None):
                move.note_known_faults = faults

    def _note_find_faults(self):
        unfit = [
            [note.id, code]
            for note in self._note_find_posted_notes()
            for code in note._get_origin_refusals(self, posting=False)
        ]
        found = self._note_find_reduced()
        excess = {str(each.invoice.id): each.amount for each in found if each.amount}
        lines = sorted({each.invoice.id for each in found if not each.amount})
        return {"unfit": unfit, "excess": excess, "lines": lines}

    def _note_is_known_misfit(self, note, code):
        """Tell whether a note broke a rule before this document was reset."""
        known = self.sudo().note_known_faults
        return not known or [note.id, code] in known["unfit"]

    def _note_is_known_excess(self, found):
        """Tell whether as much was credited too much before these were reset."""
        of_family = self.filtered(
            lambda move: found.invoice in move | move._note_get_heads()
        )
        return any(move._note_is_excess_known_here(found) for move in of_family)

    def _note_is_excess_known_here(self, found):
        known, invoice = self.sudo().note_known_faults, found.invoice
        if not known:
            return True
        if not found.amount:
            return invoice.id in known["lines"]
        before = known["excess"].get(str(invoice.id), 0.0)
        return invoice.currency_id.compare_amounts(found.amount, before) <= 0

    def _note_tell_still_unfit(self, reasons):
        """Say on this document what did not fit before, and does not now."""
        if reasons:
            text = self.env._(
                "%(document)s was posted again as it was: notes that correct it did "
                "not fit it before, either.\n%(reasons)s",
                document=self.display_name,
                reasons="\n".join(reasons),
            )
            self.message_post(body=plaintext2html(text))
