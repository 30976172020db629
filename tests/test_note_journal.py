from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import NoteCase


@tagged("post_install", "-at_install")
class TestNoteJournal(NoteCase):
    """What is applied and unapplied is on record, whoever did it, for good."""

    def set_scene(self):
        no_tax = self.env["account.tax"]
        self.bought, self.other = (self.invoice(tax=no_tax) for _each in range(2))
        self.note = self.goodwill()

    def apply_both(self):
        credit = self.open_items(self.note)
        return [
            self.apply((credit, self.open_items(invoice), amount))
            for invoice, amount in ((self.bought, 40.0), (self.other, 60.0))
        ]

    def test_taking_back_one_application_leaves_the_others(self):
        kept, undone = self.apply_both()

        event = undone._unapply("Wrong invoice")

        self.assertEqual(self.bought.amount_residual, 60.0)
        self.assertEqual(self.other.amount_residual, 100.0)
        self.assertEqual(self.other.payment_state, "not_paid")
        self.assertEqual(self.note.amount_residual, 60.0)
        self.assertTrue(kept.is_in_force)
        self.assertFalse(undone.is_in_force)
        self.assertRecordValues(
            event,
            [
                {
                    "kind": "unapply",
                    "undone_id": undone.id,
                    "amount": -60.0,
                    "item_amount": -60.0,
                    "company_amount": -60.0,
                    "reason": "Wrong invoice",
                }
            ],
        )
        with self.refused(self.note.name, self.other.name, "no longer"):
            undone._unapply()

    def test_all_applications_of_a_document_are_taken_back(self):
        self.apply_both()

        self.assertEqual(len(self.unapply(self.note, "All wrong")), 2)

        self.assertEqual(self.bought.amount_residual, 100.0)
        self.assertEqual(self.note.amount_residual, 100.0)
        self.assertFalse(self.note.has_note_applications)
        self.assertEqual(len(self.note.note_application_ids), 4)

    def test_an_invoice_gives_back_its_own_applications_alone(self):
        kept, undone = self.apply_both()
        self.unapply(self.other)
        self.assertEqual((kept | undone).filtered("is_in_force"), kept)

    def test_the_journal_catches_every_route(self):
        invoice = self.invoice()
        note = self.credit(invoice)
        applied = note.note_application_ids
        self.assertEqual(applied.reason, "Applied automatically on posting")
        self.assertEqual(applied.amount, 115.0)

        invoice.js_remove_outstanding_partial(applied.partial_number)
        self.assertEqual(note.note_application_ids[0].undone_id, applied)

        invoice.js_assign_outstanding_line(self.open_items(note).id)
        self.assertEqual(len(note.note_application_ids), 3)
        note.button_draft()
        self.assertEqual(note.note_application_ids[0].reason, "Reset to draft")
        self.assertEqual(sum(note.note_application_ids.mapped("amount")), 0.0)

    def test_payments_of_ordinary_invoices_are_no_applications(self):
        self.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=self.bought.ids
        ).create({})._create_payments()
        self.assertEqual(self.bought.amount_residual, 0.0)
        self.assertFalse(self.bought.note_application_ids)

    def test_nobody_changes_the_journal(self):
        record = self.apply_both()[0]
        for who in (self.env.user, self.env.ref("base.user_admin")):
            mine = record.with_user(who).sudo()
            with self.assertRaises(AccessError):
                mine.write({"amount": 1.0})
            with self.assertRaises(AccessError):
                mine.with_context(_force_unlink=True).unlink()
            with self.assertRaises(AccessError):
                mine.with_context(note_gate=True).copy()

    def test_what_was_applied_is_found_by_whether_it_is_in_force(self):
        kept, undone = self.apply_both()
        undone._unapply()
        records = self.note.note_application_ids
        self.assertEqual(records.search([("is_in_force", "=", True)]) & records, kept)
        self.assertEqual(
            records.search([("is_in_force", "=", False)]) & records, records - kept
        )
