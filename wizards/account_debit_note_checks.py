from odoo import models
from odoo.exceptions import UserError


class AccountDebitNote(models.TransientModel):
    """What core's window checks when it opens, a program may hand over as well."""

    _inherit = "account.debit.note"

    def _note_check_debited_documents(self):
        """Check what is to be debited, and the journal.

        :raises UserError: naming the document, the rule and the way out
        """
        self.ensure_one()
        if not self.move_ids:
            self._refuse_no_document()
        for move in self.move_ids:
            refusal = self._note_get_debit_refusal(
                move
            ) or self._note_get_journal_refusal(move)
            if refusal:
                raise UserError(refusal)

    def _note_get_debit_refusal(self, move):
        """Return why no debit note can be issued for a document, or None."""
        names = {"document": move.display_name}
        if refusal := move._note_get_side_refusal("debit"):
            return refusal
        if move.state != "posted":
            return move._note_get_unposted_text("debit")
        if move.debit_origin_id:
            return self.env._(
                "%(document)s is a debit note itself. Issue the debit note for "
                "%(origin)s, which it adds to.",
                origin=move.debit_origin_id.display_name,
                **names,
            )
        return None

    def _note_get_journal_refusal(self, move):
        """Return why the chosen journal is not for a document, or None."""
        journal = self.journal_id or move.journal_id
        fits = journal.type == ("sale" if move.is_sale_document() else "purchase")
        if fits and journal.company_id in move.company_id.sudo().parent_ids:
            return None
        return self.env._(
            "%(document)s of %(company)s cannot be debited in the journal "
            "%(journal)s of %(other)s. Choose a journal for %(kind)s of this company.",
            document=move.display_name,
            company=move.company_id.display_name,
            journal=journal.display_name,
            other=journal.company_id.display_name,
            kind=self.env._("sales")
            if move.is_sale_document()
            else self.env._("purchases"),
        )
