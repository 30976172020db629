from odoo import Command
from odoo.tests import Form, tagged

from odoo.addons.account_credit_debit_note.tools.correction import Correction

from .common import NoteCase

SENTENCE = "Net of tax: this document does not correct the VAT of the invoice"


@tagged("post_install", "-at_install")
class TestNetOfTax(NoteCase):
    def credit_net(self, move, amount=0.0, percent=0.0, post=True):
        window = self.window(
            move,
            correction_mode="amount",
            amount_type="fixed" if amount else "percent",
            amount=amount,
            percent=percent,
            is_net_of_tax=True,
        )
        note = self.env["account.move"].browse(window.refund_moves()["res_id"])
        if post:
            note.action_post()
        return note

    def two_accounts(self, **values):
        """Return an invoice of three lines on two accounts."""
        invoice = self.invoice(
            ("Desk", 1, 100.0), ("Chair", 1, 50.0), ("Pen", 1, 50.0), post=False
        )
        invoice.invoice_line_ids[1:].account_id = invoice.invoice_line_ids[
            0
        ].account_id.copy()
        invoice.write(values)
        invoice.action_post()
        return invoice

    def html(self, move):
        content, _kind = self.env["ir.actions.report"]._render_qweb_html(
            "account.report_invoice", move.ids
        )
        return " ".join(content.decode().split())

    def test_amount_is_credited_without_taxes(self):
        invoice = self.invoice()
        note = self.credit_net(invoice, 23.0)
        self.assertTrue(note.is_net_of_tax)
        self.assertFalse(note.invoice_line_ids.tax_ids)
        self.assertEqual((note.amount_total, note.amount_tax), (23.0, 0.0))
        self.assertEqual(invoice.amount_residual, 92.0)

    def test_amount_is_spread_over_the_accounts_exactly(self):
        invoice = self.two_accounts()
        note = self.credit_net(invoice, 33.33)
        shares = {
            line.account_id: line.price_subtotal for line in note.invoice_line_ids
        }
        desk, chair, _pen = invoice.invoice_line_ids
        # Half and half of 33.33: the odd cent goes to the first account
        self.assertEqual(shares, {desk.account_id: 16.67, chair.account_id: 16.66})

    def test_lines_of_other_projects_stay_apart(self):
        plan = self.env["account.analytic.plan"].create({"name": "Projects"})
        first, second = self.env["account.analytic.account"].create(
            [{"name": name, "plan_id": plan.id} for name in ("First", "Second")]
        )
        invoice = self.invoice(
            ("Desk", 1, 75.0), ("Chair", 1, 20.0), ("Pen", 1, 5.0), post=False
        )
        for line, project in zip(
            invoice.invoice_line_ids, (first, second, second), strict=True
        ):
            line.analytic_distribution = {str(project.id): 100}
        invoice.action_post()
        note = self.credit_net(invoice, 10.0)
        self.assertEqual(
            [
                (line.analytic_distribution, line.price_subtotal)
                for line in note.invoice_line_ids
            ],
            [({str(first.id): 100}, 7.5), ({str(second.id): 100}, 2.5)],
        )

    def test_discount_lines_take_their_share(self):
        invoice = self.invoice(("Desk", 1, 100.0), ("Discount", 1, -20.0), post=False)
        sales = invoice.invoice_line_ids[0].account_id
        invoice.invoice_line_ids[1].account_id = sales.copy()
        invoice.action_post()
        note = self.credit_net(invoice, 40.0)
        self.assertEqual(
            sorted(note.invoice_line_ids.mapped("price_subtotal")), [-10.0, 50.0]
        )

    def test_percentage_is_of_the_total_with_taxes(self):
        self.assertEqual(self.credit_net(self.invoice(), percent=10).amount_total, 11.5)

    def test_currency_of_five_hundredths_is_exact(self):
        francs = self.setup_other_currency("CHF", rounding=0.05)
        invoice = self.two_accounts(currency_id=francs.id)
        self.assertEqual(self.credit_net(invoice, 50.05).amount_total, 50.05)

    def test_taxes_included_in_prices_are_left_out(self):
        self.tax.price_include_override = "tax_included"
        note = self.credit_net(self.invoice(), 11.11)
        self.assertEqual((note.amount_total, note.amount_tax), (11.11, 0.0))

    def test_vendor_bill_is_credited_without_taxes(self):
        note = self.credit_net(self.invoice(move_type="in_invoice"), 10.0)
        self.assertEqual((note.amount_total, note.amount_tax), (10.0, 0.0))

    def test_more_than_the_invoice_is_refused_on_posting(self):
        with self.refused("115.01"):
            self.credit_net(self.invoice(), 115.01)

    def test_no_amount_is_refused(self):
        with self.refused("no amount"):
            self.credit_net(self.invoice())

    def test_document_without_net_is_refused(self):
        invoice = self.invoice(("Desk", 1, 10.0), ("Desk back", 1, -10.0))
        with self.refused(invoice.name, "cannot be spread", "from scratch"):
            self.credit_net(invoice, 5.0)

    def test_preview_shows_no_taxes(self):
        preview = self.invoice()._note_preview_correction(
            Correction(mode="amount", amount=23.0, is_net_of_tax=True)
        )
        self.assertEqual(
            (preview["untaxed_amount"], preview["taxes"], preview["total_amount"]),
            (23.0, [], 23.0),
        )

    def test_window_previews_without_taxes(self):
        window = self.window(self.invoice(), correction_mode="amount", amount=23.0)
        self.assertIn("Tax 15%", window.preview)
        window.is_net_of_tax = True
        self.assertNotIn("Tax 15%", window.preview)

    def test_another_mode_clears_the_box(self):
        window = self.window(
            self.invoice(), correction_mode="amount", is_net_of_tax=True
        )
        window.correction_mode = "full"
        self.assertFalse(window.is_net_of_tax)

    def test_program_that_asks_it_of_another_mode_is_refused(self):
        invoice = self.invoice()
        with self.refused(invoice.name, "Choose the mode Amount"):
            self.window(invoice, correction_mode="lines", is_net_of_tax=True)

    def test_lines_with_taxes_are_refused_on_posting(self):
        note = self.invoice(move_type="out_refund", post=False, is_net_of_tax=True)
        with self.refused("bears 15%", "15.00", "Remove the taxes"):
            note.action_post()
        note.invoice_line_ids.tax_ids = [Command.clear()]
        note.action_post()
        self.assertEqual(note.state, "posted")

    def test_taxes_of_zero_leave_the_vat_alone(self):
        note = self.invoice(
            move_type="out_refund", tax=self.percent_tax(0), is_net_of_tax=True
        )
        self.assertEqual((note.state, note.amount_tax), ("posted", 0.0))

    def test_taxes_of_zero_need_not_be_those_of_the_invoice(self):
        invoice = self.invoice(("Desk", 1, 100.0))
        note = self.window(
            invoice,
            correction_mode="amount",
            amount_type="fixed",
            amount=50.0,
            is_net_of_tax=True,
        ).refund_moves()
        note = self.env["account.move"].browse(note["res_id"])
        note.invoice_line_ids.tax_ids = self.percent_tax(0)
        note.action_post()
        self.assertEqual((note.state, invoice.amount_residual), ("posted", 65.0))

    def test_box_is_on_the_form_of_a_note_from_scratch(self):
        form = Form(
            self.env["account.move"].with_context(default_move_type="out_refund")
        )
        form.partner_id = self.partner_a
        form.is_net_of_tax = True
        self.assertTrue(form.save().is_net_of_tax)

    def test_note_prints_the_sentence(self):
        self.assertIn(SENTENCE, self.html(self.credit_net(self.invoice(), 10.0)))

    def test_other_notes_print_no_sentence(self):
        self.assertNotIn(SENTENCE, self.html(self.credit(self.invoice())))

    def test_sentence_of_the_company_is_printed_in_the_language_of_the_partner(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        company = self.env.company
        company.note_net_of_tax_text = "VAT stays."
        company.with_context(lang="fr_FR").note_net_of_tax_text = "Net de taxe."
        note = self.credit_net(self.invoice(), 10.0)
        self.assertIn("VAT stays.", self.html(note))
        self.partner_a.lang = "fr_FR"
        html = self.html(note)
        self.assertIn("Net de taxe.", html)
        self.assertNotIn(SENTENCE, html)

    def test_copy_of_a_note_corrects_the_vat_again(self):
        self.assertFalse(self.credit_net(self.invoice(), 10.0).copy().is_net_of_tax)
