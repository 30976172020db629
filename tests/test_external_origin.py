from odoo.tests import Form, tagged

from .common import NoteCase


@tagged("post_install", "-at_install")
class TestExternalOrigin(NoteCase):
    def note(self, post=False, **values):
        values = {
            "external_origin_number": "OLD-4711",
            "external_origin_date": "2026-02-01",
            **values,
        }
        return self.invoice(move_type="out_refund", post=post, **values)

    def html(self, move):
        content, _kind = self.env["ir.actions.report"]._render_qweb_html(
            "account.report_invoice", move.ids
        )
        return " ".join(content.decode().split())

    def test_note_on_an_invoice_of_an_older_system_is_posted(self):
        note = self.note(post=True)
        self.assertEqual(note.state, "posted")
        self.assertTrue(note._note_has_external_origin())

    def test_vendor_note_has_one_as_well(self):
        note = self.invoice(move_type="in_refund", external_origin_number="BILL-9")
        self.assertTrue(note._note_has_external_origin())

    def test_number_is_enough(self):
        self.assertEqual(
            self.note(post=True, external_origin_date=False).state, "posted"
        )

    def test_date_without_a_number_is_refused(self):
        for number in (False, "  "):
            with self.refused("02/01/2026", "Enter the number"):
                self.note(external_origin_number=number)

    def test_older_system_besides_a_real_origin_is_refused(self):
        invoice = self.invoice()
        with self.refused(invoice.name, "OLD-4711", "Remove one"):
            self.note(reversed_entry_id=invoice.id)

    def test_real_origin_entered_afterwards_is_refused(self):
        note, invoice = self.note(), self.invoice()
        with self.refused(invoice.name, "OLD-4711", "Remove one"):
            note.reversed_entry_id = invoice

    def test_real_origin_of_a_line_is_refused_on_posting(self):
        note, invoice = self.note(), self.invoice()
        note.invoice_line_ids.origin_move_id = invoice
        with self.refused(invoice.name, "OLD-4711", "Remove one"):
            note.action_post()

    def test_note_dated_before_the_older_invoice_is_refused_on_posting(self):
        note = self.note(external_origin_date="2026-03-02")
        self.assertIn("OLD-4711", note.alerts["account_note_date"]["message"])
        self.env.company.note_refuse_early_date = True
        with self.refused("03/01/2026", "OLD-4711", "03/02/2026", "change its date"):
            note.action_post()
        self.env.company.note_refuse_early_date = False
        note.action_post()
        self.assertEqual(note.state, "posted")

    def test_note_of_the_same_day_is_posted(self):
        note = self.note(post=True, external_origin_date="2026-03-01")
        self.assertEqual(note.state, "posted")

    def test_invoice_with_an_older_origin_is_refused(self):
        with self.refused("OLD-4711", "no credit note", "Issue a credit note"):
            self.invoice(external_origin_number="OLD-4711", post=False)

    def test_form_takes_number_and_date(self):
        form = Form(
            self.env["account.move"].with_context(default_move_type="out_refund")
        )
        form.partner_id = self.partner_a
        form.external_origin_number = "OLD-1"
        form.external_origin_date = "2026-01-02"
        self.assertEqual(form.save().external_origin_number, "OLD-1")

    def test_number_and_date_are_printed(self):
        html = self.html(self.note(post=True))
        self.assertIn("<strong>Corrects</strong>", html)
        self.assertIn("OLD-4711", html)
        self.assertIn("02/01/2026", html)

    def test_number_without_date_is_printed_alone(self):
        html = self.html(self.note(post=True, external_origin_date=False))
        self.assertIn('<span class="text-nowrap">OLD-4711</span> </div>', html)

    def test_notes_are_found_by_the_older_number(self):
        note = self.note()
        found = self.env["account.move"].search(
            [("external_origin_number", "ilike", "old-47")]
        )
        self.assertEqual(found, note)

    def test_copy_of_a_note_corrects_nothing(self):
        copy = self.note(post=True).copy()
        self.assertFalse(copy.external_origin_number)
        self.assertFalse(copy.external_origin_date)
