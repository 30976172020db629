from odoo import models


class AccountMove(models.Model):
    """What the page of a document on the portal says of corrections.

    Numbers are shown of documents that the reader may see: those of the same
    customer, where the company does not keep them back. A link needs the right to
    open them; whoever came with a token has it for one document alone.
    """

    _inherit = "account.move"

    def _prepare_portal_note(self, reader):
        """Return the values of the page.

        :param reader: the user who looks at it, the public one for a token
        :return: ``note_origins``: of what this note corrects;
            ``note_applications``: of what it was applied to, or what was applied to it
        :rtype: dict
        """
        self.ensure_one()
        return {
            "note_origins": [
                {
                    **self._prepare_portal_link(origin, reader),
                    "date": origin.invoice_date or origin.date,
                }
                for origin in self._get_origins()
            ],
            "note_applications": [
                self._prepare_portal_application(line, reader)
                for line in (self.invoice_payments_widget or {}).get("content", ())
                if not line["is_exchange"]
            ],
        }

    def _prepare_portal_application(self, line, reader):
        """Return a row for a line of core's payments widget, its amount positive."""
        other = self.browse(line["move_id"])
        match = self.env["account.partial.reconcile"].browse(line["partial_id"])
        if other.is_invoice(include_receipts=True):
            row = self._prepare_portal_link(other, reader)
        else:
            row = {"name": other._get_settlement_kind(line), "url": False}
        return {
            **row,
            "date": match.max_date,
            "amount": line["amount"],
            "currency": self.env["res.currency"].browse(line["currency_id"]),
        }

    def _prepare_portal_link(self, document, reader):
        """Return name and address of another document, as the reader may see them."""
        if document.with_user(reader).has_access("read"):
            return {"name": document.name, "url": document.access_url}
        is_theirs = (
            document.state == "posted"
            and document.commercial_partner_id == self.commercial_partner_id
            and not document._is_hidden_from(reader)
        )
        name = document.name if is_theirs else self.env._("Another document")
        return {"name": name, "url": False}
