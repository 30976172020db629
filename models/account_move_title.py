from odoo import models


class AccountMove(models.Model):
    """Titles of printed notes that core titles wrongly.

    To core a debit note is an invoice or a bill, and a vendor's credit note has the
    same title whether posted, draft or cancelled. In German it calls every credit note
    a Gutschrift, which by §14 (2) UStG is an invoice that the buyer writes. All other
    titles are core's, or those of a localization.
    """

    _inherit = "account.move"

    def _get_note_title(self, proforma=False):
        """Return the title to print, in the current language.

        :param proforma: whether the document is printed as a proforma
        :return: false where core's title is right
        """
        self.ensure_one()
        titles = {}
        if self.debit_origin_id and self.move_type == "out_invoice":
            titles = self._get_debit_titles(proforma)
        elif self.debit_origin_id and self.move_type == "in_invoice":
            titles = self._get_vendor_debit_titles(proforma)
        elif self.move_type == "in_refund":
            titles = self._get_vendor_credit_titles(proforma)
        elif self.move_type == "out_refund" and self._speaks_german():
            titles = self._get_credit_titles(proforma)
        return titles.get(self.state, False)

    def _get_debit_titles(self, proforma):
        if proforma:
            return {
                "posted": self.env._("Proforma Debit Note"),
                "draft": self.env._("Draft Proforma Debit Note"),
                "cancel": self.env._("Cancelled Proforma Debit Note"),
            }
        return {
            "posted": self.env._("Debit Note"),
            "draft": self.env._("Draft Debit Note"),
            "cancel": self.env._("Cancelled Debit Note"),
        }

    def _get_vendor_debit_titles(self, proforma):
        if proforma:
            title = self.env._("Proforma Vendor Debit Note")
            return dict.fromkeys(("posted", "draft", "cancel"), title)
        if self.journal_id.is_self_billing:
            title = self.env._("Self Billing Debit Note")
            return dict.fromkeys(("posted", "draft", "cancel"), title)
        return {
            "posted": self.env._("Vendor Debit Note"),
            "draft": self.env._("Draft Vendor Debit Note"),
            "cancel": self.env._("Cancelled Vendor Debit Note"),
        }

    def _get_vendor_credit_titles(self, proforma):
        if self.journal_id.is_self_billing:
            return {}
        german = self._speaks_german()
        if proforma:
            title = german and self.env._("Proforma Vendor Credit Note")
            return dict.fromkeys(("posted", "draft", "cancel"), title)
        return {
            "posted": german and self.env._("Vendor Credit Note"),
            "draft": self.env._("Draft Vendor Credit Note"),
            "cancel": self.env._("Cancelled Vendor Credit Note"),
        }

    def _get_credit_titles(self, proforma):
        if proforma:
            return {
                "posted": self.env._("Proforma Credit Note"),
                "draft": self.env._("Draft Proforma Credit Note"),
                "cancel": self.env._("Cancelled Proforma Credit Note"),
            }
        return {
            "posted": self.env._("Credit Note"),
            "draft": self.env._("Draft Credit Note"),
            "cancel": self.env._("Cancelled Credit Note"),
        }

    def _speaks_german(self):
        return (self.env.lang or "").startswith("de")
