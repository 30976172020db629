from odoo.tests import HttpCase, tagged

from .common import NoteCase

# Characters that keep an amount together on its line
SPACES = {0xA0: " ", 0xFEFF: None}


class PaymentLineCase(NoteCase):
    def lines(self, move):
        widget = move.invoice_payments_widget
        return widget["content"] if widget else []

    def texts(self, move):
        return [line.get("applied_text") for line in self.lines(move)]

    def note(self, *lines, **values):
        return self.invoice(*lines, move_type="out_refund", **values)

    def settle(self, *moves):
        items = self.env["account.move"].union(*moves).line_ids
        items.filtered(
            lambda line: line.account_type in ("asset_receivable", "liability_payable")
        ).reconcile()

    def pay(self, move, amount):
        window = self.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=move.ids
        )
        window.create(
            {"amount": amount, "payment_date": "2026-03-20"}
        )._create_payments()

    def html(self, move):
        content, _kind = self.env["ir.actions.report"]._render_qweb_html(
            "account.account_invoices", move.ids
        )
        return " ".join(content.decode().translate(SPACES).split())


@tagged("post_install", "-at_install")
class TestPaymentLines(PaymentLineCase):
    """An applied credit stands among the payments, with the number of the note."""

    def test_invoice_names_its_credit_note(self):
        invoice = self.invoice(("Desk", 2, 100.0))
        note = self.credit(invoice, Desk=1)
        [line] = self.lines(invoice)
        self.assertEqual(line["applied_text"], f"Credit note {note.name} on 03/10/2026")
        self.assertEqual(line["applied_amount"], -115.0)
        self.assertIn("-115.00", line["applied_amount_text"])
        self.assertRecordValues(
            invoice, [{"amount_total": 230.0, "amount_residual": 115.0}]
        )

    def test_what_core_says_stays_as_it_is(self):
        invoice = self.invoice()
        note = self.credit(invoice)
        self.assert_invoice_outstanding_reconciled_widget(invoice, {note.id: 115.0})
        [line] = self.lines(invoice)
        self.assertTrue(line["is_refund"])

    def test_note_names_what_it_was_applied_to(self):
        first, second = self.invoice(), self.invoice()
        note = self.note(("Rebate", 2, 100.0))
        self.settle(note, first)
        self.settle(note, second)
        self.assertCountEqual(
            self.texts(note),
            [f"Applied to {move.name} on 03/01/2026" for move in first | second],
        )
        self.assertEqual(
            [line["applied_amount"] for line in self.lines(note)], [115.0, 115.0]
        )

    def test_bill_and_note_of_a_vendor(self):
        bill = self.invoice(move_type="in_invoice")
        note = self.credit(bill)
        # Core books a late bill at the end of its month; the note cannot settle it
        # before
        self.assertEqual((str(bill.date), str(note.date)), ("2026-03-31", "2026-03-10"))
        self.assertEqual(self.texts(bill), [f"Credit note {note.name} on 03/31/2026"])
        self.assertEqual(self.texts(note), [f"Applied to {bill.name} on 03/31/2026"])

    def test_notes_and_payments_mixed(self):
        invoice = self.invoice(("Desk", 3, 100.0))
        notes = self.credit(invoice, Desk=1) | self.credit(invoice, Desk=1)
        self.pay(invoice, 15.0)
        lines = {line["move_id"]: line for line in self.lines(invoice)}
        self.assertEqual(
            {lines.pop(note.id)["applied_text"] for note in notes},
            {f"Credit note {note.name} on 03/10/2026" for note in notes},
        )
        [payment] = lines.values()
        self.assertNotIn("applied_text", payment)
        self.assertEqual(payment["amount"], 15.0)
        self.assertEqual(invoice.amount_residual, 100.0)

    def test_money_paid_out_on_a_note_is_a_payment(self):
        note = self.note()
        self.pay(note, 15.0)
        self.assertEqual(self.texts(note), [None])

    def test_date_is_that_of_the_application(self):
        note = self.note(invoice_date="2026-01-05")
        invoice = self.invoice()
        self.settle(note, invoice)
        self.assertEqual(
            self.texts(invoice), [f"Credit note {note.name} on 03/01/2026"]
        )

    def test_foreign_currency(self):
        currency = self.setup_other_currency(
            "EUR", rates=[("2026-01-01", 2.0), ("2026-03-05", 4.0)]
        )
        invoice = self.invoice(("Desk", 2, 100.0), currency_id=currency.id)
        note = self.note(currency_id=currency.id, invoice_date="2026-03-10")
        self.settle(invoice, note)
        lines = self.lines(invoice)
        [line] = [line for line in lines if not line["is_exchange"]]
        self.assertEqual(line["applied_amount"], -115.0)
        self.assertIn(currency.symbol, line["applied_amount_text"])
        [difference] = [line for line in lines if line["is_exchange"]]
        self.assertNotIn("applied_text", difference)

    def test_settled_draft_without_a_number(self):
        invoice, note = self.invoice(), self.note(post=False)
        note.name = False
        self.settle(invoice, note)
        [text] = self.texts(invoice)
        self.assertIn("Draft Credit Note", text)

    def test_payment_lines_of_a_reader(self):
        invoice = self.invoice()
        note = self.credit(invoice)
        reader = self.clerk("reader")
        reader.group_ids = self.env.ref("account.group_account_readonly")
        self.assertEqual(
            self.texts(invoice.with_user(reader)),
            [f"Credit note {note.name} on 03/10/2026"],
        )


@tagged("post_install", "-at_install")
class TestPrintedPaymentLines(PaymentLineCase):
    def test_invoice_prints_its_notes_beside_its_payments(self):
        invoice = self.invoice(("Desk", 3, 100.0))
        note = self.credit(invoice, Desk=1)
        self.pay(invoice, 15.0)
        html = self.html(invoice)
        self.assertIn(f"Credit note {note.name} on 03/10/2026</i>", html)
        self.assertNotIn("Reversed on", html)
        self.assertRegex(html, r"Paid on\s*(<[^>]*>)?03/20/2026")
        self.assertRegex(html, r"\$ ?(<[^>]*>)*-115\.00")
        self.assertRegex(html, r"\$ ?(<[^>]*>)*345\.00")
        self.assertRegex(html, r"Amount Due.*215\.00")

    def test_note_prints_what_it_was_applied_to(self):
        invoice = self.invoice()
        html = self.html(self.credit(invoice))
        self.assertRegex(html, rf"Applied to.*{invoice.name}.*03/10/2026.*115\.00")
        self.assertNotRegex(html, r"-115\.00")

    def test_printed_in_the_language_of_the_partner(self):
        self.env["res.lang"]._activate_lang("fr_FR")
        self.partner_a.lang = "fr_FR"
        invoice = self.invoice()
        note = self.credit(invoice)
        # The clerk has seen the lines in English in the same transaction
        self.assertEqual(self.lines(invoice)[0]["applied_text"][-10:], "03/10/2026")
        self.assertIn(f"Avoir {note.name} du 10/03/2026", self.html(invoice))


@tagged("post_install", "-at_install")
class TestPaymentLinesInTheBrowser(PaymentLineCase, HttpCase):
    def test_form_names_note_and_payment(self):
        invoice = self.invoice(("Desk", 3, 100.0))
        self.credit(invoice, Desk=1)
        self.pay(invoice, 15.0)
        self.clerk("tour-reader")
        self.start_tour(
            f"/odoo/account.move/{invoice.id}",
            "account_note_payment_lines",
            login="tour-reader",
        )
