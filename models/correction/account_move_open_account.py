from odoo import models


class AccountMove(models.Model):
    """A note is owed on the account on which its origin is owed.

    Partners get other accounts in the course of time, and invoices are moved to
    those of a factor: a note elsewhere would settle nothing.
    """

    _inherit = "account.move"

    def _note_take_origin_account(self):
        """Put the open items of these drafts on the account of their origins.

        Where somebody chose another account than that of the partner, it stays.
        """
        for note in self.filtered(lambda move: move.is_note and move.state == "draft"):
            accounts = note._note_get_open_lines(note._note_get_origins()).account_id
            own = note._note_get_open_lines(note)
            others = own.account_id - accounts
            if (
                len(accounts) == 1
                and others
                and others <= note._note_get_open_accounts()
            ):
                own.with_context(skip_invoice_sync=True).account_id = accounts

    def _note_get_open_accounts(self):
        """Return the accounts on which new documents of the partner are owed."""
        partner = self.commercial_partner_id.with_company(self.company_id)
        return (
            partner.property_account_receivable_id | partner.property_account_payable_id
        )

    def _note_get_open_lines(self, documents):
        return documents.sudo().line_ids.filtered(
            lambda line: line.display_type == "payment_term"
        )
