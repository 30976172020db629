from odoo.tests import tagged

from .common import NoteCase


@tagged("post_install", "-at_install")
class TestGuard(NoteCase):
    def test_second_full_credit_is_refused_on_posting(self):
        invoice = self.invoice()
        second = self.credit(invoice, post=False)
        self.credit(invoice)
        with self.refused(invoice.name, "115.00", "0.00", "debit note"):
            second.action_post()
        self.assertEqual(second.state, "draft")

    def test_two_drafts_posted_together_count_together(self):
        invoice = self.invoice()
        drafts = self.credit(invoice, post=False) | self.credit(invoice, post=False)
        with self.refused(invoice.name, "230.00"):
            drafts.action_post()

    def test_raised_quantity_of_a_line_is_refused(self):
        invoice = self.invoice(("Desk", 2, 10.0), ("Chair", 1, 500.0))
        note = self.credit(invoice, post=False, Desk=1)
        note.invoice_line_ids.quantity = 3
        with self.refused(invoice.name, "Desk", "30.00", "20.00"):
            note.action_post()

    def test_raised_price_of_a_line_is_refused(self):
        invoice = self.invoice(("Desk", 2, 10.0), ("Chair", 1, 500.0))
        note = self.credit(invoice, post=False, Desk=2)
        note.invoice_line_ids.price_unit = 11.0
        with self.refused(invoice.name, "Desk", "22.00", "20.00"):
            note.action_post()

    def test_note_from_scratch_counts_with_its_header_origin(self):
        invoice = self.invoice()
        note = self.invoice(
            ("Goodwill", 1, 101.0),
            move_type="out_refund",
            reversed_entry_id=invoice.id,
            post=False,
        )
        with self.refused(invoice.name):
            note.action_post()

    def test_debit_note_raises_what_may_be_credited(self):
        invoice = self.invoice()
        debit = self.debit(invoice)
        self.credit(invoice)
        self.credit(debit)
        self.assertEqual(invoice.payment_state, "reversed")
        self.assertEqual(debit.payment_state, "reversed")

    def test_debit_note_in_use_cannot_be_reset(self):
        invoice = self.invoice()
        debit = self.debit(invoice)
        self.invoice(
            ("All of it", 1, 200.0),
            move_type="out_refund",
            reversed_entry_id=invoice.id,
        )
        with self.refused(invoice.name):
            debit.button_draft()

    def test_reversed_credit_note_gives_the_amount_back(self):
        invoice = self.invoice()
        note = self.credit(invoice)
        self.credit(note)
        self.credit(invoice)
        self.assertEqual(invoice.credit_note_count, 2)

    def test_debit_note_with_a_credit_note_on_it_cannot_be_reset(self):
        debit = self.debit(self.invoice())
        credit = self.credit(debit)
        with self.refused(debit.name, credit.name):
            debit.button_draft()
        credit.button_draft()
        debit.button_draft()
        self.assertEqual(debit.state, "draft")

    def test_credit_note_reset_to_draft_gives_the_amount_back(self):
        invoice = self.invoice()
        self.credit(invoice).button_draft()
        self.assertEqual(self.credit(invoice).state, "posted")

    def test_invoice_posted_again_for_less_is_refused(self):
        invoice = self.invoice(("Desk", 2, 100.0))
        self.credit(invoice, Desk=1)
        invoice.button_draft()
        invoice.invoice_line_ids.price_unit = 40.0
        with self.refused(invoice.name, "115.00"):
            invoice.action_post()

    def test_reverse_and_create_counts_earlier_credit_notes(self):
        invoice = self.invoice(("Desk", 2, 100.0))
        earlier = self.credit(invoice, Desk=1)
        self.window(invoice, correction_mode="full").modify_moves()
        note = invoice.credit_note_ids - earlier
        self.assertEqual(note.amount_total, 115.0)

    def test_vendor_credit_is_guarded_too(self):
        bill = self.invoice(move_type="in_invoice")
        self.credit(bill)
        with self.refused(bill.name, "nothing remains"):
            self.credit(bill)

    def test_more_pieces_than_invoiced_pass_while_the_money_fits(self):
        invoice = self.invoice(("Desk", 1, 100.0))
        for price in (40.0, 60.0):
            note = self.credit(invoice, post=False)
            note.invoice_line_ids.write({"quantity": 1, "price_unit": price})
            note.action_post()
        self.assertEqual(invoice.payment_state, "reversed")

    def test_dozen_units_count_in_the_unit_of_the_invoice(self):
        dozen = self.env.ref("uom.product_uom_dozen")
        invoice = self.invoice(("Pencil", 2, 12.0), post=False)
        invoice.invoice_line_ids.product_uom_id = dozen
        invoice.invoice_line_ids.price_unit = 12.0
        invoice.action_post()
        note = self.credit(invoice, post=False, Pencil=1)
        note.invoice_line_ids.write(
            {
                "product_uom_id": self.env.ref("uom.product_uom_unit").id,
                "quantity": 18,
                "price_unit": 1.0,
            }
        )
        note.action_post()
        self.assertEqual(invoice.invoice_line_ids.note_remaining_quantity, 0.5)
