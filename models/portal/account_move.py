from odoo import api, models

from ...tools.extension import ADDON

# What fields say that this addon brought
BY_ADDON = (ADDON,)
# What of this addon's fields people outside of the company may read of a document: what
# is printed on it, and where it stands. Of its lines it is none.
FIELDS_FOR_OUTSIDERS = {
    "external_origin_date",
    "external_origin_number",
    "finalized_on",
    "is_finalized",
    "is_net_of_tax",
    "is_note",
    "note_reason_text",
    "note_status",
}


class AccountMove(models.Model):
    """Which notes people outside of the company see, and what the page says of others.

    Record rules hold for those who log in. A token passes them by, so whatever takes a
    token asks here. Numbers are shown of documents that the reader may see: those of
    the same customer, where the company does not keep them back. A link needs the right
    to open them; whoever came with a token has it for one document alone.
    """

    _inherit = "account.move"

    def _has_field_access(self, field, operation):
        # Asked of each of some thousand fields of a form: the shortest question first
        if field._modules[:1] == BY_ADDON and is_kept_back(self.env, field):
            return False
        return super()._has_field_access(field, operation)

    @api.model
    def _get_thread_with_access(self, thread_id, **kwargs):
        thread = super()._get_thread_with_access(thread_id, **kwargs)
        if thread and thread._is_hidden_from(self.env.user):
            return self.browse()
        return thread

    def _is_hidden_from(self, user):
        """Tell whether the company keeps this note from a user until it is final."""
        self.ensure_one()
        move = self.sudo()
        return (
            user.share
            and move.company_id.note_portal == "final"
            and move._is_note()
            and not move.finalized_on
        )

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
                    **self._prepare_note_portal_link(origin, reader),
                    "date": origin.invoice_date or origin.date,
                }
                for origin in self._note_get_origins()
            ],
            "note_applications": [
                self._prepare_note_portal_application(line, reader)
                for line in (self.invoice_payments_widget or {}).get("content", ())
                if not line["is_exchange"]
            ],
        }

    def _prepare_note_portal_application(self, line, reader):
        """Return a row for a line of core's payments widget, its amount positive."""
        other = self.browse(line["move_id"])
        match = self.env["account.partial.reconcile"].browse(line["partial_id"])
        if other.is_invoice(include_receipts=True):
            row = self._prepare_note_portal_link(other, reader)
        else:
            row = {"name": other._note_get_settlement_kind(line), "url": False}
        return {
            **row,
            "date": match.max_date,
            "amount": line["amount"],
            "currency": self.env["res.currency"].browse(line["currency_id"]),
        }

    def _prepare_note_portal_link(self, document, reader):
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


def is_kept_back(env, field):
    """Tell whether a field of this addon is not for who reads, being from outside."""
    return field.name not in FIELDS_FOR_OUTSIDERS and not env.su and env.user.share
