from unittest.mock import patch

from odoo import Command
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import NoteCase


@tagged("post_install", "-at_install")
class TestOriginFinder(NoteCase):
    """Notes of other flows; those of real modules are in test_flow_*."""

    def note_of(self, *invoices, **values):
        """Return a draft credit note whose flow knows these invoices."""
        lines = self.env["account.move"].union(*invoices).invoice_line_ids
        flow = patch.object(type(lines), "_get_flow_lines", lambda _line: lines.sudo())
        with flow:
            return self.invoice(
                ("Back", 1, 100.0),
                **{"move_type": "out_refund", "post": False, **values},
            )

    def said(self, document):
        """Return all messages of a document."""
        return str(document.message_ids.mapped("body"))

    def test_found_invoice_is_the_origin_of_line_and_document(self):
        invoice = self.invoice()
        note = self.note_of(invoice)
        self.assertEqual(note.invoice_line_ids.origin_line_id, invoice.invoice_line_ids)
        self.assertEqual(note.reversed_entry_id, invoice)

    def test_draft_of_another_note_is_not_offered_twice(self):
        first, second = self.invoice(), self.invoice()
        notes = [self.note_of(first, second) for _count in range(2)]
        self.assertEqual([note.origin_move_ids for note in notes], [second, first])

    def test_newest_invoice_is_taken(self):
        first = self.invoice(invoice_date="2026-02-01")
        second = self.invoice(invoice_date="2026-03-01")
        note = self.note_of(first, second, invoice_date="2026-03-10")
        self.assertEqual(note.origin_move_ids, second)

    def test_younger_invoice_is_linked_and_told(self):
        invoice = self.invoice(invoice_date="2026-03-01")
        note = self.note_of(invoice, invoice_date="2026-02-28")
        self.assertEqual(note.origin_move_ids, invoice)
        self.assertIn("account_note_date", note.alerts)

    def test_younger_invoice_is_left_alone_where_it_would_be_refused(self):
        self.env.company.note_refuse_early_date = True
        invoice = self.invoice(invoice_date="2026-03-01")
        note = self.note_of(invoice, invoice_date="2026-02-28")
        self.assertFalse(note.origin_move_ids)
        for part in ("Back names no invoice", invoice.name, "02/28/2026"):
            self.assertIn(part, self.said(note))
        note.action_post()
        self.assertEqual(note.state, "posted")

    def test_invoice_of_another_currency_is_left_alone_and_said(self):
        other = self.setup_other_currency("EUR")
        invoice = self.invoice(currency_id=other.id)
        note = self.note_of(invoice)
        self.assertFalse(note.origin_move_ids)
        self.assertIn(f"{invoice.name} is in EUR", self.said(note))
        note.action_post()
        self.assertEqual(note.state, "posted")

    def test_invoice_of_another_customer_is_left_alone_and_said(self):
        invoice = self.invoice(partner_id=self.partner_b.id)
        note = self.note_of(invoice)
        self.assertFalse(note.origin_move_ids)
        self.assertIn("same partner", self.said(note))

    def test_dearer_line_is_linked_and_warned(self):
        invoice = self.invoice(("Desk", 1, 99.0))
        note = self.note_of(invoice)
        self.assertEqual(note.invoice_line_ids.origin_line_id, invoice.invoice_line_ids)
        self.assertEqual(note.alerts["account_note_over_credit"]["level"], "warning")
        self.assertIn("113.85", self.said(note))
        note.action_post()
        self.assertEqual(note.state, "posted")
        for document in (note, invoice):
            self.assertIn(f"{invoice.name} cannot be credited", self.said(document))
        self.assertEqual(invoice.payment_state, "reversed")

    def test_dearer_line_of_a_vendor_is_linked_and_warned(self):
        bill = self.invoice(("Desk", 1, 99.0), move_type="in_invoice")
        note = self.note_of(bill, move_type="in_refund")
        self.assertEqual(note.alerts["account_note_over_credit"]["level"], "warning")
        note.action_post()
        self.assertEqual(bill.payment_state, "reversed")

    def test_credited_invoice_is_linked_and_warned(self):
        invoice = self.invoice()
        self.credit(invoice)
        note = self.note_of(invoice)
        note.action_post()
        self.assertEqual(note.origin_move_ids, invoice)
        self.assertEqual(note.state, "posted")

    def test_line_that_only_several_invoices_bear_is_left_and_said(self):
        first, second = self.invoice(("Desk", 1, 60.0)), self.invoice(("Desk", 1, 60.0))
        note = self.note_of(first, second)
        self.assertFalse(note.origin_move_ids)
        for part in (first.name, second.name, "together"):
            self.assertIn(part, self.said(note))

    def test_what_somebody_makes_of_it_is_judged(self):
        note = self.note_of(self.invoice(("Desk", 1, 99.0)))
        note.invoice_line_ids.price_unit = 150.0
        self.assertEqual(note.alerts["account_note_over_credit"]["level"], "danger")
        with self.refused("113.85", "172.50"):
            note.action_post()

    def test_another_invoice_that_somebody_chooses_is_judged(self):
        note = self.note_of(self.invoice(("Desk", 1, 99.0)))
        other = self.invoice(("Desk", 1, 10.0))
        note.invoice_line_ids.origin_line_id = other.invoice_line_ids
        with self.refused(other.name):
            note.action_post()

    def test_lower_amounts_stay_found(self):
        note = self.note_of(self.invoice(("Desk", 1, 80.0)))
        note.invoice_line_ids.price_unit = 90.0
        note.action_post()
        self.assertEqual(note.state, "posted")

    def test_chosen_origin_is_judged_whatever_is_found(self):
        chosen = self.invoice(("Desk", 1, 99.0))
        note = self.note_of(chosen, reversed_entry_id=chosen.id)
        with self.refused(chosen.name):
            note.action_post()

    def test_nobody_writes_that_something_was_found(self):
        note = self.invoice(move_type="out_refund", post=False)
        kept = {"total": 1e9, "links": {}}
        with self.assertRaises(AccessError):
            note.note_found_origins = kept
        with self.assertRaises(AccessError):
            self.invoice(note_found_origins=kept, post=False)

    def test_one_button_takes_all_origins_off_a_draft(self):
        first, second = self.invoice(), self.invoice()
        note = self.credit(first, post=False)
        note.invoice_line_ids = [
            Command.create(
                {
                    "name": "More",
                    "price_unit": 10.0,
                    "origin_line_id": second.invoice_line_ids.id,
                }
            )
        ]
        self.assertEqual(note.origin_move_ids, first | second)
        note.action_clear_origins()
        self.assertFalse(note.origin_move_ids)
        self.assertFalse(note.invoice_line_ids.origin_line_id)
        self.assertFalse(note.reversed_entry_id)
        note.action_post()
        self.assertEqual(first.amount_residual, 115.0)

    def test_button_takes_the_origin_off_a_debit_note(self):
        debit = self.debit(self.invoice(), post=False)
        debit.action_clear_origins()
        self.assertFalse(debit.is_note)

    def test_button_is_for_drafts(self):
        note = self.credit(self.invoice())
        with self.refused(note.name, "Reset it to draft") as caught:
            note.action_clear_origins()
        self.assertEqual(caught.exception.note_code, "not_draft")

    def test_chosen_origin_is_kept(self):
        chosen, other = self.invoice(), self.invoice()
        note = self.note_of(other, reversed_entry_id=chosen.id)
        self.assertEqual(note.origin_move_ids, chosen)
