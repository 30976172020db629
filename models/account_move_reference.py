from odoo import models

from ..tools import billing


class AccountMove(models.Model):
    """What an electronic document says of the documents it corrects."""

    _inherit = "account.move"

    def _get_billing_references(self):
        """Return number and date of every document this note corrects.

        :return: a list of ``tools.billing.Reference``, that of the head first; the
            invoice of an older system where it corrects one
        """
        self.ensure_one()
        if self._is_note() and self._has_external_origin():
            number = self.external_origin_number.strip()
            return [billing.Reference(number, self.external_origin_date or None)]
        return [
            origin._get_billing_reference()
            for origin in self._get_origins()
            if origin._get_billing_number()
        ]

    def _get_billing_reference(self):
        """Return how the electronic document of a note refers to this one."""
        day = self.invoice_date or self.date
        return billing.Reference(self._get_billing_number(), day or None)

    def _get_billing_number(self):
        # A vendor knows a bill by the vendor's number, unless we issued it
        is_ours = self.is_sale_document(include_receipts=True)
        if is_ours or self.journal_id.is_self_billing:
            return self.name
        return self.ref or self.name

    def _get_electronic_note_text(self):
        """Return why the note is issued, and that it leaves the VAT alone.

        :return: text in the language of the context, empty where there is none
        """
        self.ensure_one()
        if not self._is_note():
            return ""
        texts = [self.note_reason_text]
        if self.is_net_of_tax:
            texts.append(self._get_net_of_tax_text())
        return "\n".join(text for text in texts if text)

    def _get_order_reference(self):
        """Return the customer's reference, without core's words on the origin.

        :return: what was entered on the note, else what all its invoices share
        """
        self.ensure_one()
        if self.ref and not self._is_ref_of_origin():
            return self.ref
        origins = self._get_origins()
        if not origins or not self.is_sale_document(include_receipts=True):
            return False
        shared = {origin.ref for origin in origins if not origin._is_ref_of_origin()}
        return shared.pop() if len(shared) == 1 else False
