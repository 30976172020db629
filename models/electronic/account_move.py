from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ...tools import billing
from ...tools.origin_rules import CORRECTED_TYPES


class AccountMove(models.Model):
    """How electronic documents and imported tables name what a note corrects."""

    _inherit = "account.move"

    origin_number = fields.Char(
        string="Number of Corrected Document",
        compute="_compute_note_origin_number",
        inverse="_inverse_note_origin_number",
        help="Number of the document that this note corrects. For vendors it is the "
        "reference of the bill. Entering it, in an imported table for example, links "
        "the two.",
    )

    @api.depends("reversed_entry_id", "debit_origin_id")
    def _compute_note_origin_number(self):
        for move in self:
            origin = move._note_get_header_origin()
            move.origin_number = origin._note_get_billing_number() if origin else False

    def _inverse_note_origin_number(self):
        numbers = {
            move: move.origin_number.strip()
            for move in self
            if (move.origin_number or "").strip()
        }
        candidates = self._note_find_by_number(set(numbers.values()))
        for move, number in numbers.items():
            origin = move._note_choose_origin_by_number(number, candidates)
            name = "reversed_entry_id" if move._is_credit_note() else "debit_origin_id"
            with move._note_following_rate():
                move[name] = origin

    def _search_display_name(self, operator, value):
        domain = super()._search_display_name(operator, value)
        if not self.env.context.get("import_file"):
            return domain
        # Companies number alike, and a table does not say which one it means
        own = Domain(domain) & Domain("company_id", "=", self.env.company.id)
        return own if self.search_count(own, limit=1) else domain

    def _note_find_by_number(self, numbers):
        """Return the documents of these companies with one of some numbers."""
        return self.search(
            Domain("company_id", "in", self.company_id.ids)
            & Domain("state", "in", ("posted", "draft"))
            & Domain("move_type", "in", list(CORRECTED_TYPES))
            & (
                Domain("name", "in", list(numbers))
                | Domain("ref", "in", list(numbers))
                & Domain("move_type", "in", self.get_purchase_types())
            )
        )

    def _note_get_billing_references(self):
        """Return number and date of every document this note corrects.

        :return: a list of ``tools.billing.Reference``, that of the head first; the
            invoice of an older system where it corrects one
        """
        self.ensure_one()
        if self._is_note() and self._note_has_external_origin():
            number = self.external_origin_number.strip()
            return [billing.Reference(number, self.external_origin_date or None)]
        return [
            origin._note_get_billing_reference()
            for origin in self._note_get_origins()
            if origin._note_get_billing_number()
        ]

    def _note_get_billing_reference(self):
        """Return how the electronic document of a note refers to this one."""
        day = self.invoice_date or self.date
        return billing.Reference(self._note_get_billing_number(), day or None)

    def _note_get_billing_number(self):
        # A vendor knows a bill by the vendor's number, unless we issued it
        is_ours = self.is_sale_document(include_receipts=True)
        if is_ours or self.journal_id.is_self_billing:
            return self.name
        return self.ref or self.name

    def _get_electronic_note_text(self):
        """Return why the note is issued, and what the law wants to be said on it.

        :return: text in the language of the context, empty where there is none
        """
        self.ensure_one()
        if not self._is_note():
            return ""
        texts = [self.note_reason_text]
        if self.is_net_of_tax:
            texts.append(self._note_get_net_of_tax_text())
        texts.append(self._note_get_law_text())
        return "\n".join(text for text in texts if text)

    def _note_explain_exemption(self, group, length=None):
        """Return a tax group of this note that says why it bears no VAT.

        :param dict group: with the category and, where a tax has one, the code of the
            exemption, by the names of core's exports
        :param length: how many characters the format takes
        """
        is_exempt = group["tax_category_code"] == "E"
        if (
            not self.is_net_of_tax
            or not is_exempt
            or group["tax_exemption_reason_code"]
        ):
            return group
        country = self.company_id.partner_id.commercial_partner_id.country_code
        codes = billing.NET_OF_TAX_CODES if self._is_credit_note() else {}
        return {
            **group,
            "tax_exemption_reason": self._note_get_net_of_tax_text()[:length],
            "tax_exemption_reason_code": codes.get(country),
        }

    def _prepare_tax_lines_for_taxes_computation(self, tax_amls, round_from_tax_lines):
        # core: Factur-X computes the taxes anew, while those of a note are what closes
        # its origins to the cent (19.0), delete when it takes them from the books
        return super()._prepare_tax_lines_for_taxes_computation(
            tax_amls, round_from_tax_lines or self._is_note()
        )

    def _note_get_order_reference(self):
        """Return the customer's reference, without core's words on the origin.

        :return: what was entered on the note, else what all its invoices share
        """
        self.ensure_one()
        if self.ref and not self._note_is_ref_of_origin():
            return self.ref
        origins = self._note_get_origins()
        if not origins or not self.is_sale_document(include_receipts=True):
            return False
        shared = {
            origin.ref for origin in origins if not origin._note_is_ref_of_origin()
        }
        return shared.pop() if len(shared) == 1 else False

    def _note_choose_origin_by_number(self, number, candidates):
        """Return the document that a number means for this note.

        :raises ValidationError: where there is none, or where it cannot be told
        """
        fitting = candidates.filtered(
            lambda move: (
                number in (move.name, move.ref)
                and move.company_id == self.company_id
                and move.move_type in CORRECTED_TYPES.get(self.move_type, ())
            )
        )
        partner = self.commercial_partner_id
        own = fitting.filtered(lambda move: move.commercial_partner_id == partner)
        rows = [
            billing.Candidate(move.id, posted=move.state == "posted") for move in own
        ]
        chosen = billing.choose(billing.Reference(number), rows)
        if not chosen:
            raise ValidationError(
                self._note_get_number_refusal(number, own, fitting - own)
            )
        return self.browse(chosen.key)

    def _note_get_number_refusal(self, number, own, others):
        """Return why a number tells no origin.

        :param own: several documents of the partner that have it
        :param others: documents of other partners that have it
        """
        names = {"note": self.display_name, "number": number}
        if own:
            return self.env._(
                "%(note)s: several documents of %(partner)s have the number "
                "%(number)s: %(documents)s. Link the right one on the note.",
                partner=self.commercial_partner_id.display_name,
                documents=", ".join(own.mapped("display_name")),
                **names,
            )
        if others:
            return self._note_get_origin_refusal_text("partner", others[0])
        return self.env._(
            "%(note)s: no document that it could correct has the number %(number)s. "
            "Check the number, or give it as that of an invoice in an older system.",
            **names,
        )
