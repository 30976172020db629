from textwrap import shorten

from odoo import models

# Of a reference in the name of a draft, as core shortens it
REF_WIDTH = 50
# Countries whose law knows no note, only invoices that correct others
CORRECTIVE = {
    # Reglamento de facturación (RD 1619/2012), art. 15: increases as well
    "ES",
    # Áfa tv. (2007. évi CXXVII. törvény), 77. § and 170. §
    "HU",
    # Ustawa o VAT, art. 106j: faktura korygująca
    "PL",
}
# Languages in which core's word for a credit note is another document, or not the one
# that the rest of the page has
OWN_WORDS = (
    # Gutschrift: §14 (2) UStG, an invoice that the buyer writes
    "de",
    # Nota kredytowa: the law has faktura korygująca alone, ustawa o VAT, art. 106j
    "pl",
    # Jóváírás: a helyesbítő számla or sztornó számla, Áfa tv. 170. §
    "hu",
    # Creditfactuur beside creditnota, core's own words
    "nl",
    # Notă credit beside notă de credit, core's own words
    "ro",
    # Avoir beside note de crédit, the word of arrêté royal n° 1 and n° 4
    "fr_BE",
)


class AccountMove(models.Model):
    """Titles of printed notes that core titles wrongly.

    To core a debit note is an invoice or a bill, and a vendor's credit note has the
    same title whether posted, draft or cancelled. In German it calls every credit note
    a Gutschrift, which by §14 (2) UStG is an invoice that the buyer writes. In some
    countries a note is an invoice that corrects another one. All other titles are
    core's, or those of a localization.
    """

    _inherit = "account.move"

    def _get_note_title(self, proforma=False):
        """Return the title to print, in the current language.

        :param proforma: whether the document is printed as a proforma
        :return: false where core's title is right
        """
        self.ensure_one()
        titles = {}
        if self._note_is_corrective_invoice():
            titles = self._note_get_corrective_titles(proforma)
        elif self.debit_origin_id and self.move_type == "out_invoice":
            titles = self._note_get_debit_titles(proforma)
        elif self.debit_origin_id and self.move_type == "in_invoice":
            titles = self._note_get_vendor_debit_titles(proforma)
        elif self.move_type == "in_refund":
            titles = self._note_get_vendor_credit_titles(proforma)
        elif self.move_type == "out_refund" and self._note_has_own_words():
            titles = self._note_get_credit_titles(proforma)
        return titles.get(self.state, False)

    def _get_move_display_name(self, show_ref=False):
        context = self.env.context
        if (
            self.state != "draft"
            or not self.debit_origin_id
            or self.move_type not in ("out_invoice", "in_invoice")
            or context.get("name_as_amount_total")
            or context.get("input_full_display_name")
        ):
            return super()._get_move_display_name(show_ref)
        # Core calls a draft debit note Draft Invoice
        parts = [self._get_note_title()]
        if self.name and self.name != "/":
            parts.append(self.name)
        if show_ref and self.ref:
            parts.append(f"({shorten(self.ref, width=REF_WIDTH)})")
        return " ".join(parts)

    def _note_get_din5008_title(self, proforma=False):
        """Return the title in the layout DIN 5008, whose words are not core's."""
        title = self._get_note_title(proforma)
        if not title and self.move_type == "out_refund":
            # In French it has note de crédit, on a page that speaks of an avoir
            title = self._note_get_credit_titles(proforma).get(self.state)
        return title

    def _note_is_corrective_invoice(self):
        """Tell whether the law of the country knows this note as an invoice.

        Not a credit without an origin, which corrects none.
        """
        return (
            self._note_get_law() in CORRECTIVE
            and self.is_sale_document()
            and self._is_note()
            and bool(self._note_has_external_origin() or self._note_get_origins())
        )

    def _note_get_corrective_titles(self, proforma):
        if proforma:
            return {
                "posted": self.env._("Proforma Corrective Invoice"),
                "draft": self.env._("Draft Proforma Corrective Invoice"),
                "cancel": self.env._("Cancelled Proforma Corrective Invoice"),
            }
        return {
            "posted": self.env._("Corrective Invoice"),
            "draft": self.env._("Draft Corrective Invoice"),
            "cancel": self.env._("Cancelled Corrective Invoice"),
        }

    def _get_invoice_proforma_pdf_report_filename(self):
        if self.is_finalized:
            # What is printed of it is no proforma
            return self._get_invoice_report_filename()
        return super()._get_invoice_proforma_pdf_report_filename()

    def _note_get_debit_titles(self, proforma):
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

    def _note_get_vendor_debit_titles(self, proforma):
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

    def _note_get_vendor_credit_titles(self, proforma):
        if self.journal_id.is_self_billing:
            return {}
        if self._note_is_german():
            return self._note_get_corrective_titles(proforma)
        own = self._note_has_own_words()
        if proforma:
            title = own and self.env._("Proforma Vendor Credit Note")
            return dict.fromkeys(("posted", "draft", "cancel"), title)
        return {
            "posted": own and self.env._("Vendor Credit Note"),
            "draft": self.env._("Draft Vendor Credit Note"),
            "cancel": self.env._("Cancelled Vendor Credit Note"),
        }

    def _note_get_credit_titles(self, proforma):
        if self._note_is_german():
            return self._note_get_corrective_titles(proforma)
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

    def _note_has_own_words(self):
        return (self.env.lang or "").startswith(OWN_WORDS)

    def _note_is_german(self):
        """Tell whether paper says Rechnungskorrektur, where screens say Gutschrift."""
        return (self.env.lang or "").startswith("de")
