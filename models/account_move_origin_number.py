from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ..tools import billing
from ..tools.matching import CORRECTED_TYPES


class AccountMove(models.Model):
    """The origin of a note by its number, as tables and other programs know it."""

    _inherit = "account.move"

    origin_number = fields.Char(
        string="Number of Corrected Document",
        compute="_compute_origin_number",
        inverse="_inverse_origin_number",
        help="Number of the document that this note corrects. For vendors it is the "
        "reference of the bill. Entering it, in an imported table for example, links "
        "the two.",
    )

    @api.depends("reversed_entry_id", "debit_origin_id")
    def _compute_origin_number(self):
        for move in self:
            origin = move._get_header_origin()
            move.origin_number = origin._get_billing_number() if origin else False

    def _inverse_origin_number(self):
        numbers = {
            move: move.origin_number.strip()
            for move in self
            if (move.origin_number or "").strip()
        }
        candidates = self._search_by_number(set(numbers.values()))
        for move, number in numbers.items():
            origin = move._choose_origin_by_number(number, candidates)
            if move._is_credit_note():
                move.reversed_entry_id = origin
            else:
                move.debit_origin_id = origin

    def _search_display_name(self, operator, value):
        domain = super()._search_display_name(operator, value)
        # Companies number alike, and a table does not say which one it means
        if self.env.context.get("import_file"):
            return Domain(domain) & Domain("company_id", "=", self.env.company.id)
        return domain

    def _search_by_number(self, numbers):
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

    def _choose_origin_by_number(self, number, candidates):
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
            raise ValidationError(self._get_number_refusal(number, own, fitting - own))
        return self.browse(chosen.key)

    def _get_number_refusal(self, number, own, others):
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
            return self._get_refusal_text("partner", others[0])
        return self.env._(
            "%(note)s: no document that it could correct has the number %(number)s. "
            "Check the number, or give it as that of an invoice in an older system.",
            **names,
        )
