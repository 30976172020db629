from odoo.tests import tagged

from .common import NoteCase


@tagged("post_install", "-at_install")
class TestPrint(NoteCase):
    def html(self, move):
        content, _kind = self.env["ir.actions.report"]._render_qweb_html(
            "account.report_invoice", move.ids
        )
        return " ".join(content.decode().split())

    def test_note_prints_number_and_date_of_its_origin(self):
        invoice = self.invoice()
        html = self.html(self.credit(invoice))
        self.assertIn("Corrects", html)
        self.assertIn(invoice.name, html)
        self.assertIn("03/01/2026", html)

    def test_note_prints_its_reason_once(self):
        window = self.window(self.invoice(), reason="Desk leg broken")
        note = self.env["account.move"].browse(window.refund_moves()["res_id"])
        note.action_post()
        self.assertEqual(self.html(note).count("Desk leg broken"), 1)

    def test_reference_of_the_customer_is_still_printed(self):
        note = self.credit(self.invoice(), post=False)
        note.ref = "Your claim 4711"
        note.action_post()
        self.assertIn("Your claim 4711", self.html(note))

    def test_invoice_prints_nothing_about_corrections(self):
        html = self.html(self.invoice())
        self.assertNotIn("Corrects", html)

    def test_every_origin_is_printed(self):
        first, second = self.invoice(), self.invoice()
        note = self.invoice(
            ("Rebate", 1, 10.0),
            ("Rebate", 1, 20.0),
            move_type="out_refund",
            reversed_entry_id=first.id,
            post=False,
        )
        note.invoice_line_ids[1].origin_move_id = second
        html = self.html(note)
        self.assertIn(first.name, html)
        self.assertIn(second.name, html)

    def test_debit_note_is_titled_as_what_it_is(self):
        invoice = self.invoice()
        note = self.debit(invoice, post=False)
        self.assertIn("Draft Debit Note", self.html(note))
        note.action_post()
        html = self.html(note)
        self.assertIn("Debit Note", html)
        self.assertIn(f"Adds to</strong> <div> <span>{invoice.name}", html)

    def test_vendor_debit_note_is_titled_as_what_it_is(self):
        note = self.debit(self.invoice(move_type="in_invoice"))
        self.assertIn("Vendor Debit Note", self.html(note))
