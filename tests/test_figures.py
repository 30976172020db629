from odoo.tests import tagged

from .common import NoteCase


@tagged("post_install", "-at_install")
class TestFigures(NoteCase):
    """What is shown of notes is right within one transaction, whatever was read."""

    def set_scene(self):
        self.origin = self.invoice(("Desk", 4, 100.0))

    def figures(self):
        line = self.origin.invoice_line_ids
        return (
            self.origin.note_credited_untaxed_amount,
            self.origin.note_reserved_untaxed_amount,
            self.origin.note_debited_untaxed_amount,
            line.note_credited_quantity,
            line.note_reserved_quantity,
            self.origin.has_notes,
        )

    def check(self, *wanted):
        self.assertEqual(self.figures(), wanted)

    def test_a_draft_that_changes(self):
        self.check(0, 0, 0, 0, 0, False)
        draft = self.credit(self.origin, post=False, Desk=1)
        self.check(0, 100, 0, 0, 1, True)
        draft.invoice_line_ids.quantity = 2
        self.check(0, 200, 0, 0, 2, True)
        draft.invoice_line_ids.price_unit = 90.0
        self.assertEqual(self.origin.note_reserved_untaxed_amount, 180)
        draft.invoice_line_ids.price_unit = 100.0
        draft.action_post()
        self.check(200, 0, 0, 2, 0, True)
        draft.button_draft()
        self.check(0, 200, 0, 0, 2, True)
        draft.button_cancel()
        self.check(0, 0, 0, 0, 0, False)

    def test_notes_on_notes(self):
        note = self.credit(self.origin, Desk=3)
        self.check(300, 0, 0, 3, 0, True)
        back = self.credit(note, Desk=1)
        self.check(300, 0, 100, 2, 0, True)
        back.button_draft()
        back.unlink()
        self.check(300, 0, 0, 3, 0, True)

    def test_a_debit_note_and_its_credit(self):
        self.check(0, 0, 0, 0, 0, False)
        debit = self.debit(self.origin)
        self.assertEqual(self.origin.note_debited_untaxed_amount, 400)
        self.credit(debit)
        self.assertEqual(self.origin.note_credited_untaxed_amount, 400)

    def test_a_line_that_names_the_document_alone(self):
        note = self.invoice(("Rebate", 1, 40.0), move_type="out_refund", post=False)
        self.check(0, 0, 0, 0, 0, False)
        note.invoice_line_ids.origin_move_id = self.origin
        self.check(0, 40, 0, 0, 0, True)
        self.assertEqual(self.origin.credit_note_ids, note)
        note.unlink()
        self.check(0, 0, 0, 0, 0, False)
        self.assertFalse(self.origin.credit_note_ids)
