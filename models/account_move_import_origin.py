from typing import NamedTuple

from odoo import models
from odoo.fields import Domain
from odoo.tools import format_date

from ..tools import billing, matching


class Match(NamedTuple):
    """What became of one reference of a received document."""

    reference: billing.Reference
    origin: object
    text: str


class AccountMove(models.Model):
    """A received note is linked with what it corrects, and its chatter says so.

    The numbers are the sender's: the references of a vendor's bills, our own numbers
    in a journal of sales or of self-billing.
    """

    _inherit = "account.move"

    def _match_imported_origins(self, document):
        """Look up what a received document refers to.

        :param tools.received.Received document: what it says
        :return: a list of ``Match``, one for each reference
        """
        self.ensure_one()
        if not document.references or not self._is_received_note(document):
            return []
        candidates = self._search_imported_origins(document)
        currency = self.currency_id.with_context(active_test=False).search(
            [("name", "=", document.currency)], limit=1
        )
        note = self._prepare_matching_document()._replace(
            currency=(currency or self.currency_id).id, date=document.day
        )
        return [
            self._match_imported_origin(reference, candidates, note)
            for reference in document.references
        ]

    def _is_received_note(self, document):
        # An ordinary invoice refers to others for many reasons, down payments say
        return self._is_credit_note() or document.code in billing.DEBIT_CODES

    def _search_imported_origins(self, document):
        numbers = [reference.number for reference in document.references]
        ours, theirs = Domain("name", "in", numbers), Domain("ref", "in", numbers)
        if self.is_purchase_document(include_receipts=True):
            numbered = theirs | (ours & Domain("journal_id.is_self_billing", "=", True))
        elif document.code in billing.SELF_BILLED_CODES:
            numbered = ours | theirs
        else:
            numbered = ours
        partner = self.commercial_partner_id
        return self.search(
            numbered
            & Domain("company_id", "=", self.company_id.id)
            & Domain("commercial_partner_id", "=", partner.id or 0)
            & Domain("move_type", "in", matching.CORRECTED_TYPES[self.move_type])
            & Domain("state", "in", ("posted", "draft"))
            & Domain("id", "!=", self.id)
        )

    def _match_imported_origin(self, reference, candidates, note):
        same = candidates.filtered(
            lambda move: reference.number in (move.ref, move.name)
        )
        broken = {
            move: matching.refusals(note, move._prepare_matching_document(), True)
            for move in same
        }
        # A bill may still be a draft when its credit note comes
        fitting = same.filtered(lambda move: set(broken[move]) <= {"state"})
        origin = fitting._choose_imported_origin(reference)
        if origin:
            text = self._get_found_origin_text(reference, origin)
        elif fitting:
            text = self._get_several_origins_text(reference, fitting)
        elif same:
            code = next(code for code in broken[same[0]] if code != "state")
            text = self._get_refusal_text(code, same[0])
        else:
            text = self._get_no_origin_text(reference)
        return Match(reference, origin, text)

    def _choose_imported_origin(self, reference):
        """Return the one of these documents that a reference means, or None."""
        rows = [
            billing.Candidate(
                move.id, move.invoice_date or None, move.state == "posted"
            )
            for move in self
        ]
        chosen = billing.choose(reference, rows)
        return self.browse(chosen.key) if chosen else None

    def _get_found_origin_text(self, reference, origin):
        day = origin.invoice_date
        if reference.date and day and day != reference.date:
            return self.env._(
                "Corrects %(origin)s, by the number %(number)s. It is dated %(date)s, "
                "but the received document says %(other)s: check that it is the right "
                "one.",
                origin=origin._get_html_link(),
                number=reference.number,
                date=format_date(self.env, day),
                other=format_date(self.env, reference.date),
            )
        return self.env._(
            "Corrects %(origin)s, by the number %(number)s.",
            origin=origin._get_html_link(),
            number=reference.number,
        )

    def _get_several_origins_text(self, reference, moves):
        return self.env._(
            "Several documents have the number %(number)s: %(documents)s. Choose the "
            "one that is corrected.",
            number=reference.number,
            documents=", ".join(moves.mapped("display_name")),
        )

    def _get_no_origin_text(self, reference):
        partner = self.commercial_partner_id.display_name or self.env._("nobody")
        if reference.date:
            return self.env._(
                "No document of %(partner)s has the number %(number)s of %(date)s.",
                partner=partner,
                number=reference.number,
                date=format_date(self.env, reference.date),
            )
        return self.env._(
            "No document of %(partner)s has the number %(number)s.",
            partner=partner,
            number=reference.number,
        )
