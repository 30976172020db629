from odoo.tests import Form, tagged

from .guide_common import GuideCase


@tagged("post_install", "-at_install")
class TestGuideRebate(GuideCase):
    page = "rebate"

    def test_the_story(self):
        invoices = self.env["account.move"].union(
            *map(self.invoice, self.lines("The invoices, with 15 % sales tax"))
        )
        action = invoices.action_open_rebate()
        form = self.open_form(action["res_model"], invoices, **action["context"])
        form.percent = 2
        self.assertEqual(form.reason_id, self.reason("Volume rebate"))
        note = self.press(form, "action_create_and_confirm")
        self.assert_entry("The credit note", note)
        self.assert_open("Open amounts afterwards", *invoices, note)
        for invoice in invoices:
            self.assertIn(invoice.name, note.origin_amounts)


@tagged("post_install", "-at_install")
class TestGuideReplace(GuideCase):
    page = "replace-invoice"

    def test_the_story(self):
        invoice = self.invoice(*self.lines("The invoice, with 15 % sales tax"))
        self._register_payment(invoice, amount=1900.0)
        form = self.open_form("account.move.reversal", invoice)
        form.reason_id = self.reason("Mistake in the invoice")
        self.assertTrue(form.move_payments)
        draft = self.press(form, "modify_moves")
        self.assertEqual(draft.released_payment_ids.amount, 1900.0)
        with Form(draft) as form, form.invoice_line_ids.edit(0) as line:
            line.quantity = 28
        draft.action_post()
        self.assert_entry("The credit note", invoice.credit_note_ids)
        self.assert_entry("The new invoice, with 28 hours instead of 30", draft)
        caption = "Open amounts after a payment of 1900.00 on the first invoice"
        self.assert_open(caption, invoice, invoice.credit_note_ids, draft)
        self.assertEqual(draft.replaced_move_id, invoice)
        self.assertEqual(invoice.chain_replacement_count, 1)

    def test_only_what_is_left_is_taken_back(self):
        invoice = self.invoice(*self.lines("The invoice, with 15 % sales tax"))
        self.credit(invoice, **{"Visits to the site": 1})
        self.window(invoice, correction_mode="full").modify_moves()
        self.assertEqual(invoice.note_credited_amount, invoice.amount_total)


@tagged("post_install", "-at_install")
class TestGuideDebit(GuideCase):
    page = "debit-note"

    def test_the_story(self):
        invoice = self.invoice(*self.lines("The invoice, with 15 % sales tax"))
        form = self.open_form("account.debit.note", invoice)
        self.assertEqual(form.correction_mode, "blank")
        form.reason_id = self.reason("Additional charge")
        debit = self.press(form, "create_debit")
        with Form(debit) as form, form.invoice_line_ids.new() as line:
            line.name = "Freight"
            line.price_unit = 180.0
            line.tax_ids = self.tax
        debit.action_post()
        self.assert_entry("The debit note", debit)
        self.assert_open("Open amounts afterwards", invoice, debit)
        self.assertEqual(debit.debit_origin_id, invoice)
        self.assertEqual(invoice.note_remaining_amount, 5244.0 + 207.0)

    def test_what_credit_notes_need_is_not_reset(self):
        invoice = self.invoice(*self.lines("The invoice, with 15 % sales tax"))
        debit = self.debit(invoice)
        over = ("Conference room", 1, invoice.amount_untaxed + 10.0)
        self.invoice(over, move_type="out_refund", reversed_entry_id=invoice.id)
        with self.refused(invoice.name):
            debit.button_draft()
