from odoo.tests import tagged

from .common import NoteCase


@tagged("post_install", "-at_install")
class TestLedger(NoteCase):
    def credited(self, invoice, states=("posted",)):
        figures = invoice.invoice_line_ids._note_get_credited(states)
        return [figures[line.id][:2] for line in invoice.invoice_line_ids]

    def test_lines_tell_what_was_credited_of_them(self):
        invoice = self.invoice(("Desk", 5, 10.0), ("Chair", 1, 20.0))
        self.credit(invoice, Desk=2)
        self.credit(invoice, post=False, Desk=1, Chair=1)
        self.assertEqual(self.credited(invoice), [(2, 20.0), (0, 0.0)])
        self.assertEqual(
            self.credited(invoice, ("posted", "draft")), [(3, 30.0), (1, 20.0)]
        )

    def test_cancelled_note_counts_for_nothing(self):
        invoice = self.invoice(("Desk", 5, 10.0))
        self.credit(invoice, post=False, Desk=2).button_cancel()
        self.assertEqual(self.credited(invoice, ("posted", "draft")), [(0, 0.0)])

    def test_reversal_of_a_note_gives_the_line_back(self):
        invoice = self.invoice(("Desk", 5, 10.0))
        note = self.credit(invoice, Desk=3)
        self.credit(note, Desk=1)
        self.assertEqual(self.credited(invoice), [(2, 20.0)])

    def test_credit_of_a_debit_note_leaves_the_invoice_alone(self):
        invoice = self.invoice(("Desk", 5, 10.0))
        self.credit(self.debit(invoice))
        self.assertEqual(self.credited(invoice), [(0, 0.0)])

    def test_family_gathers_notes_on_notes(self):
        invoice = self.invoice(("Desk", 2, 100.0))
        debit = self.debit(invoice)
        note = self.credit(invoice, Desk=1)
        on_debit = self.credit(debit, Desk=1)
        back = self.credit(note)
        parts = invoice._note_get_family_parts()[invoice]
        self.assertEqual(
            {part.note: part.amount for part in parts},
            {debit: 230.0, note: -115.0, on_debit: -115.0, back: 115.0},
        )

    def test_note_over_several_invoices_is_shared_by_its_lines(self):
        first, second = self.invoice(), self.invoice()
        note = self.invoice(
            ("Rebate", 1, 10.0),
            ("Rebate", 1, 20.0),
            move_type="out_refund",
            reversed_entry_id=first.id,
            post=False,
        )
        note.invoice_line_ids[1].origin_move_id = second
        note.action_post()
        parts = (first | second)._note_get_family_parts()
        self.assertEqual(
            [tuple(part)[:4] for part in parts[first]], [(note, -11.5, 1, -10.0)]
        )
        self.assertEqual(
            [tuple(part)[:4] for part in parts[second]], [(note, -23.0, 1, -20.0)]
        )

    def test_families_that_point_at_each_other_end(self):
        first, second = self.invoice(), self.invoice()
        self.env.cr.execute(
            "UPDATE account_move SET debit_origin_id = %s WHERE id = %s",
            (second.id, first.id),
        )
        self.env.cr.execute(
            "UPDATE account_move SET debit_origin_id = %s WHERE id = %s",
            (first.id, second.id),
        )
        self.env.invalidate_all()
        self.assertFalse(first._note_get_family_roots())
