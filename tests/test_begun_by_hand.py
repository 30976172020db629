from odoo import Command
from odoo.tests import Form, tagged

from .common import NoteCase


@tagged("post_install", "-at_install")
class TestBegunByHand(NoteCase):
    """A credit note that begins with *New* and not with a button of its invoice."""

    def draft(self, origin=None, **values):
        return self.env["account.move"].create(
            {
                "move_type": "out_refund",
                "partner_id": self.partner_a.id,
                "invoice_date": "2026-03-10",
                "reversed_entry_id": origin and origin.id,
                **values,
            }
        )

    def begin(self, origin):
        form = Form(
            self.env["account.move"].with_context(default_move_type="out_refund")
        )
        form.partner_id = self.partner_a
        form.reversed_entry_id = origin
        return form

    def test_the_form_shows_what_remains_of_the_invoice(self):
        invoice = self.invoice(("Desk", 2, 100.0), ("Chair", 1, 50.0))
        self.credit(invoice, Desk=1)
        form = self.begin(invoice)
        self.assertEqual(form.origin_remaining_amount, 172.5)
        self.assertTrue(form.can_fetch_origin_lines)

    def test_the_lines_that_remain_are_fetched_and_settle_the_invoice(self):
        invoice = self.invoice(("Desk", 2, 100.0), ("Chair", 1, 50.0))
        self.credit(invoice, Desk=1)
        note = self.begin(invoice).save()
        self.assertFalse(note.invoice_line_ids)
        note.action_fetch_origin_lines()
        self.assertRecordValues(
            note.invoice_line_ids,
            [
                {"name": "Desk", "quantity": 1.0, "price_unit": 100.0},
                {"name": "Chair", "quantity": 1.0, "price_unit": 50.0},
            ],
        )
        self.assertEqual(note.invoice_line_ids.origin_line_id, invoice.invoice_line_ids)
        note.action_post()
        self.assertEqual(invoice.payment_state, "reversed")
        self.assertEqual(invoice.note_remaining_amount, 0.0)

    def test_a_whole_invoice_comes_with_its_headings(self):
        invoice = self.invoice(("Desk", 2, 100.0), post=False)
        heading = {"display_type": "line_section", "name": "Office", "sequence": 0}
        invoice.invoice_line_ids = [Command.create(heading)]
        invoice.action_post()
        note = self.draft(invoice)
        note.action_fetch_origin_lines()
        self.assertEqual(
            note.invoice_line_ids.sorted("sequence").mapped("name"), ["Office", "Desk"]
        )
        self.assertEqual(note.amount_total, invoice.amount_total)

    def test_lines_entered_before_stay(self):
        note = self.draft(
            self.invoice(),
            invoice_line_ids=[Command.create({"name": "Freight", "price_unit": -5.0})],
        )
        note.action_fetch_origin_lines()
        self.assertEqual(note.invoice_line_ids.mapped("name"), ["Freight", "Desk"])

    def test_lines_are_fetched_once(self):
        invoice = self.invoice()
        note = self.draft(invoice)
        note.action_fetch_origin_lines()
        self.assertFalse(note.can_fetch_origin_lines)
        with self.refused(invoice.name, "Delete them first"):
            note.action_fetch_origin_lines()
        note.invoice_line_ids.unlink()
        self.assertTrue(note.can_fetch_origin_lines)

    def test_nothing_is_fetched_where_nothing_remains(self):
        invoice = self.invoice()
        self.credit(invoice)
        note = self.draft(invoice)
        self.assertFalse(note.can_fetch_origin_lines)
        with self.refused(invoice.name, "nothing remains"):
            note.action_fetch_origin_lines()

    def test_only_drafts_that_correct_something_fetch(self):
        with self.refused("Corrects"):
            self.draft().action_fetch_origin_lines()
        with self.refused("draft"):
            self.credit(self.invoice()).action_fetch_origin_lines()

    def test_each_of_several_drafts_fetches_its_own(self):
        origins = [self.invoice(("Desk", 1, price)) for price in (100.0, 50.0)]
        drafts = self.env["account.move"].union(*map(self.draft, origins))
        drafts.action_fetch_origin_lines()
        self.assertEqual(drafts.mapped("amount_untaxed"), [100.0, 50.0])
        drafts.browse().action_fetch_origin_lines()  # of none, nothing

    def test_another_customer_clears_what_is_corrected(self):
        invoice = self.invoice()
        note = self.draft(invoice)
        note.action_fetch_origin_lines()
        with Form(note) as form:
            form.partner_id = self.partner_b
            self.assertFalse(form.reversed_entry_id)
        self.assertFalse(note.reversed_entry_id)
        self.assertFalse(note.invoice_line_ids.origin_line_id)
        self.assertFalse(note.invoice_line_ids.origin_move_id)
        self.assertEqual(note.invoice_line_ids.mapped("name"), ["Desk"])

    def test_another_address_of_the_customer_clears_nothing(self):
        invoice = self.invoice()
        office = self.env["res.partner"].create(
            {"name": "Office", "type": "invoice", "parent_id": self.partner_a.id}
        )
        note = self.draft(invoice)
        with Form(note) as form:
            form.partner_id = office
        self.assertEqual(note.reversed_entry_id, invoice)

    def test_programs_are_told_instead(self):
        note = self.draft(self.invoice())
        with self.refused(self.partner_b.name):
            note.partner_id = self.partner_b
