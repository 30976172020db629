from typing import NamedTuple

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import format_date

from ...tools import billing, origin_rules


class Match(NamedTuple):
    """What became of one reference of a received document."""

    reference: billing.Reference
    origin: object
    text: str


FOLDER = "/account_credit_debit_note/static/xls"


class AccountMove(models.Model):
    """A received note is linked with what it corrects, and its chatter says so.

    The numbers are the sender's: the references of a vendor's bills, our own numbers in
    a journal of sales or of self-billing. One document or several become its origin.
    """

    _inherit = "account.move"

    def _note_find_imported_origins(self, document):
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
            & Domain("move_type", "in", origin_rules.CORRECTED_TYPES[self.move_type])
            & Domain("state", "in", ("posted", "draft"))
            & Domain("id", "!=", self.id)
        )

    @api.model
    def get_import_templates(self):
        """Return the templates that the import window offers, as core does.

        :return: a list of dicts with ``label`` and ``template``, a path
        """
        templates = super().get_import_templates()
        files = {"out_refund": "customer", "in_refund": "vendor"}
        file = files.get(self.env.context.get("default_move_type"))
        if not file:
            return templates
        label = self.env._("Import Template for Credit Notes on Invoices")
        path = f"{FOLDER}/{file}_credit_notes_import_template.xlsx"
        return [{"label": label, "template": path}, *templates]

    def _note_match_imported_origins(self, document):
        """Look up what a received document refers to.

        :param tools.received.Received document: what it says
        :return: a list of ``Match``, one for each reference
        """
        self.ensure_one()
        if not document.references or not self._is_received_note(document):
            return []
        candidates = self._note_find_imported_origins(document)
        currency = self.currency_id.with_context(active_test=False).search(
            [("name", "=", document.currency)], limit=1
        )
        note = self._note_prepare_link_facts()._replace(
            currency=(currency or self.currency_id).id, date=document.day
        )
        return [
            self._note_match_imported_origin(reference, candidates, note)
            for reference in document.references
        ]

    def _is_received_note(self, document):
        # An ordinary invoice refers to others for many reasons, down payments say
        return self._is_credit_note() or document.code in billing.CORRECTION_CODES

    def _note_match_imported_origin(self, reference, candidates, note):
        same = candidates.filtered(
            lambda move: reference.number in (move.ref, move.name)
        )
        dated = self.journal_id._note_policy().refuse_early_date
        broken = {
            move: origin_rules.find_errors(
                note, move._note_prepare_link_facts(), True, dated
            )
            for move in same
        }
        # A bill may still be a draft when its credit note comes
        fitting = same.filtered(lambda move: set(broken[move]) <= {"state"})
        # Numbers begin anew each year
        fitting = fitting.filtered(lambda m: not m._note_is_younger(note)) or fitting
        origin = fitting._note_choose_imported_origin(reference)
        if origin:
            text = self._note_get_found_origin_text(reference, origin)
        elif fitting:
            text = self._note_get_several_origins_text(reference, fitting)
        elif same:
            code = next(code for code in broken[same[0]] if code != "state")
            text = self._note_get_origin_refusal_text(code, same[0])
        else:
            text = self._note_get_no_origin_text(reference)
        return Match(reference, origin, text)

    def _note_is_younger(self, note):
        return origin_rules.is_before(note.date, self._note_prepare_link_facts().date)

    def _note_choose_imported_origin(self, reference):
        """Return the one of these documents that a reference means, or None."""
        rows = [
            billing.Candidate(
                move.id, move.invoice_date or None, move.state == "posted"
            )
            for move in self
        ]
        chosen = billing.choose(reference, rows)
        return self.browse(chosen.key) if chosen else None

    def _note_get_found_origin_text(self, reference, origin):
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

    def _note_get_several_origins_text(self, reference, moves):
        return self.env._(
            "Several documents have the number %(number)s: %(documents)s. Choose the "
            "one that is corrected.",
            number=reference.number,
            documents=", ".join(moves.mapped("display_name")),
        )

    def _note_get_no_origin_text(self, reference):
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

    def _note_link_imported_origins(self, document, matches):
        """Link this draft with the documents behind its references.

        :param tools.received.Received document: what was received
        :param matches: a list of ``Match``; their texts are for the chatter
        :return: the texts for the chatter
        """
        self.ensure_one()
        texts = self._note_link_matches(document, matches)
        if self._note_get_origins():
            self._note_keep_found_origins()
            over_credits = self._note_find_over_credits()
            texts += [over_credit.text for over_credit in over_credits]
        return texts

    def _note_link_matches(self, document, matches):
        texts = [match.text for match in matches]
        origins = self.browse(
            dict.fromkeys(match.origin.id for match in matches if match.origin)
        )
        if not matches:
            return texts
        if not self._is_credit_note():
            self.debit_origin_id = origins[:1]
            return texts + self._note_get_corrected_texts(document, origins)
        if not origins:
            return texts + self._note_keep_external_origin(matches[0].reference)
        if len(origins) == 1:
            self.reversed_entry_id = origins
            return texts
        return texts + self._note_link_several_origins(origins)

    def _note_get_corrected_texts(self, document, origins):
        """Return what to check of a bill that corrects another one, above zero."""
        if document.code != billing.CORRECTED_CODE or not origins:
            return []
        return [
            self.env._(
                "The sender calls it a corrected invoice (type 384). It is linked as "
                "an addition to %(origin)s; where it takes the place of that bill, "
                "credit the bill in full.",
                origin=origins[0]._get_html_link(),
            )
        ]

    def _note_keep_external_origin(self, reference):
        self.write(
            {
                "external_origin_number": reference.number,
                "external_origin_date": reference.date,
            }
        )
        return [
            self.env._(
                "The number %(number)s is kept as that of an invoice in an older "
                "system.",
                number=reference.number,
            )
        ]

    def _note_link_several_origins(self, origins):
        lines = self._note_get_goods()
        free = lines.filtered(lambda line: not line.origin_move_id)
        if free == lines:
            self.reversed_entry_id = origins[0]
            return [
                self.env._(
                    "The received document does not say which line corrects which "
                    "invoice. For now all lines correct %(origin)s: choose the right "
                    "one on each line.",
                    origin=origins[0].display_name,
                )
            ]
        if free:
            return [
                self.env._(
                    "%(count)s lines name no invoice. Choose the one that each of "
                    "them corrects.",
                    count=len(free),
                )
            ]
        # Posting would fill it in; until then the form would speak of goodwill
        self.reversed_entry_id = lines[0].origin_move_id
        return [self.env._("Each line names the invoice it corrects.")]
