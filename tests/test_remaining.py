from odoo.tests import tagged

from .common import NoteCase

AMOUNTS = ["debited", "credited", "reserved", "remaining"]


@tagged("post_install", "-at_install")
class TestRemaining(NoteCase):
    """What is left to credit, as invoices and their lines show it."""

    def assert_amounts(self, invoice, gross, net):
        for name, expected in (
            ("note_%s_amount", gross),
            ("note_%s_untaxed_amount", net),
        ):
            self.assertEqual([invoice[name % word] for word in AMOUNTS], expected)

    def test_untouched_invoice_remains_whole(self):
        invoice = self.invoice()
        self.assertFalse(invoice.has_notes)
        self.assert_amounts(invoice, [0, 0, 0, 115.0], [0, 0, 0, 100.0])

    def test_posted_notes_count_and_drafts_reserve(self):
        invoice = self.invoice(("Desk", 5, 100.0))
        self.credit(invoice, Desk=1)
        self.credit(invoice, post=False, Desk=2)
        self.debit(invoice)
        self.assertTrue(invoice.has_notes)
        self.assert_amounts(
            invoice, [575.0, 115.0, 230.0, 1035.0], [500.0, 100.0, 200.0, 900.0]
        )

    def test_a_list_shows_what_each_form_shows(self):
        invoice = self.invoice(("Desk", 5, 100.0))
        debit = self.debit(invoice)
        self.credit(debit, Desk=1)
        documents = invoice | debit
        documents.invalidate_recordset()
        together = documents.mapped("note_remaining_amount")
        alone = []
        for number in documents.ids:
            documents.invalidate_recordset()
            alone.append(documents.browse(number).note_remaining_amount)
        self.assertEqual(together, alone)
        self.assertEqual(together, [1035.0, 460.0])

    def test_posting_a_draft_shows_at_once(self):
        invoice = self.invoice(("Desk", 5, 100.0))
        note = self.credit(invoice, post=False, Desk=2)
        self.assertEqual(invoice.note_reserved_amount, 230.0)
        note.action_post()
        self.assert_amounts(invoice, [0, 230.0, 0, 345.0], [0, 200.0, 0, 300.0])

    def test_cancelled_note_counts_for_nothing(self):
        invoice = self.invoice()
        self.credit(invoice, post=False).button_cancel()
        self.assertFalse(invoice.has_notes)

    def test_reversed_credit_note_gives_back(self):
        invoice = self.invoice()
        self.credit(self.credit(invoice))
        self.assertEqual(invoice.note_remaining_amount, 115.0)

    def test_note_over_two_invoices_is_shared_by_its_lines(self):
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
        self.assert_amounts(first, [0, 11.5, 0, 103.5], [0, 10.0, 0, 90.0])
        self.assert_amounts(second, [0, 23.0, 0, 92.0], [0, 20.0, 0, 80.0])

    def test_credit_notes_and_drafts_have_nothing_to_credit(self):
        note = self.credit(self.invoice())
        self.assertFalse(note.has_notes)

    def test_earlier_note_in_another_currency_counts_by_its_rate(self):
        invoice = self.invoice()
        note = self.credit(invoice, post=False)
        other = self.setup_other_currency("EUR", rates=[("2016-01-01", 2.0)])
        # As notes could be before the installation, past the rules of links
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE account_move SET currency_id = %s, invoice_currency_rate = 2.0 "
            "WHERE id = %s",
            (other.id, note.id),
        )
        self.env.invalidate_all()
        self.assertEqual(invoice.note_reserved_amount, 57.5)

    def test_lines_show_quantity_and_amount(self):
        invoice = self.invoice(("Desk", 5, 10.0), ("Chair", 1, 20.0))
        self.credit(invoice, Desk=2)
        self.credit(invoice, post=False, Desk=1, Chair=1)
        self.assertRecordValues(
            invoice.invoice_line_ids,
            [
                {
                    "note_credited_quantity": 2,
                    "note_reserved_quantity": 1,
                    "note_remaining_quantity": 3,
                    "note_credited_amount": 20.0,
                    "note_reserved_amount": 10.0,
                    "note_remaining_amount": 30.0,
                },
                {
                    "note_credited_quantity": 0,
                    "note_reserved_quantity": 1,
                    "note_remaining_quantity": 1,
                    "note_credited_amount": 0.0,
                    "note_reserved_amount": 20.0,
                    "note_remaining_amount": 20.0,
                },
            ],
        )

    def test_lines_bear_goodwill_by_what_stands_of_them(self):
        invoice = self.invoice(("Desk", 2, 100.0), ("Chair", 1, 50.0))
        lines = invoice.invoice_line_ids

        def remaining():
            self.env.invalidate_all()
            amounts = [round(amount, 2) for amount in lines.mapped(field)]
            self.assertAlmostEqual(sum(amounts), invoice.note_remaining_untaxed_amount)
            return amounts

        field = "note_remaining_amount"
        window = self.window(invoice, correction_mode="amount", amount=28.75)
        note = self.env["account.move"].browse(window.refund_moves()["res_id"])
        self.assertEqual(remaining(), [200.0, 50.0])
        self.assertEqual(lines.mapped("note_reserved_amount"), [20.0, 5.0])
        note.action_post()
        self.assertEqual(remaining(), [180.0, 45.0])
        self.assertEqual(lines.mapped("note_credited_amount"), [20.0, 5.0])
        self.assertEqual(lines.mapped("note_reserved_amount"), [0.0, 0.0])
        # A desk comes back at its price: what stands bears the goodwill
        self.credit(invoice, Desk=1)
        self.assertEqual(remaining(), [83.33, 41.67])
        self.assertEqual(lines.mapped("note_remaining_quantity"), [1.0, 1.0])

    def test_lines_of_notes_and_headings_show_nothing(self):
        note = self.credit(self.invoice())
        line = note.invoice_line_ids
        self.assertEqual(
            (line.note_remaining_quantity, line.note_remaining_amount), (0, 0)
        )

    def test_all_lines_are_read_in_one_group(self):
        invoice = self.invoice(*[(f"Desk {number}", 5, 10.0) for number in range(20)])
        self.credit(invoice)
        self.env.invalidate_all()
        lines = invoice.invoice_line_ids
        lines.mapped("price_subtotal")
        lines.move_id.mapped("move_type")
        # However many lines there are
        with self.assertQueryCount(8):
            lines.mapped("note_remaining_quantity")
