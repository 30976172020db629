from odoo.tests import Form, tagged

from .print_common import PrintCase


@tagged("post_install", "-at_install")
class TestSend(PrintCase):
    """Notes go out by e-mail, with their page attached and a letter of their own."""

    def set_scene(self):
        self.partner_a.write(
            {"email": "desk@example.com", "invoice_sending_method": "email"}
        )
        company = self.env.company
        company.external_report_layout_id = self.env.ref("web.external_layout_standard")

    def send(self, *moves, **values):
        """Send some documents, and return the messages in their chatter."""
        moves = self.env["account.move"].union(*moves)
        before = moves.message_ids
        moves.with_context(force_report_rendering=True)._generate_and_send(**values)
        return (moves.message_ids - before).filtered("attachment_ids")

    def window(self, move, **values):
        if move._name != "account.move" or values:
            return super().window(move, **values)
        action = move.action_send_and_print()
        return (
            self.env[action["res_model"]].with_context(**action["context"]).create({})
        )

    def page(self, message):
        [file] = message.attachment_ids.filtered(
            lambda file: file.mimetype == "application/pdf"
        )
        return self.text_of(file.raw)

    def bill(self, **values):
        return self.invoice(move_type="in_invoice", ref="4711", **values)

    def test_debit_note_has_a_letter_of_its_own(self):
        invoice = self.invoice()
        note = self.debit(invoice)
        message = self.send(note)
        self.assertIn(f"Debit Note {note.name}", message.subject)
        self.assertIn("Please find attached debit note", message.body)
        self.assertIn(f"{invoice.name} of 03/01/2026", message.body)
        self.assertEqual(message.partner_ids, self.partner_a)
        self.assertIn(f"Debit Note {note.name}", self.page(message))

    def test_credit_note_has_the_letter_of_core(self):
        note = self.credit(self.invoice())
        self.assertEqual(
            note._get_mail_template(),
            self.env.ref("account.email_template_edi_credit_note"),
        )

    def test_vendor_credit_note(self):
        bill = self.bill()
        note = self.credit(bill, post=False)
        note.note_reason_text = "Paper was damp"
        note.action_post()
        message = self.send(note)
        self.assertIn(f"Credit Claim {note.name}", message.subject)
        self.assertIn("4711", message.body)
        self.assertIn("Paper was damp", message.body)
        self.assertIn("Please send us your credit note", message.body)
        self.assertIn("Corrects 4711", self.page(message))
        self.assertTrue(note.is_move_sent)

    def test_vendor_gets_no_letter_by_post(self):
        if "snailmail.letter" not in self.env:
            self.skipTest("Nothing is sent by post here.")
        country = self.env.ref("base.be")
        self.partner_a.write(
            {
                "street": "Main 1",
                "zip": "1000",
                "city": "Here",
                "country_id": country.id,
            }
        )
        ours = self.window(self.credit(self.invoice()))
        self.assertIn("snailmail", ours.sending_method_checkboxes)
        self.assertTrue(ours._is_applicable_to_move("snailmail", ours.move_id))
        claim = self.window(self.credit(self.bill()))
        self.assertEqual(set(claim.sending_method_checkboxes), {"email"})
        self.assertFalse(claim._is_applicable_to_move("snailmail", claim.move_id))

    def test_vendor_debit_note(self):
        note = self.debit(self.bill())
        message = self.send(note)
        self.assertIn("Please tell us if it differs", message.body)
        self.assertIn(f"Vendor Debit Note {note.name}", self.page(message))

    def test_letter_and_page_in_the_language_of_the_partner(self):
        partner = self.french()
        template = self.env.ref(
            "account_credit_debit_note.mail_template_vendor_credit_note"
        )
        template.with_context(lang="fr_FR").subject = "Avoir {{ object.name }}"
        note = self.credit(self.bill())
        message = self.send(note)
        self.assertEqual(message.subject, f"Avoir {note.name}")
        self.assertEqual(note.partner_id, partner)
        self.assertIn("10/03/2026", self.page(message))

    def test_many_at_once(self):
        bill = self.bill()
        notes = self.credit(bill, Desk=1) | self.debit(bill)
        notes.action_send_and_print()
        messages = self.send(notes)
        self.assertEqual(len(messages), 2)
        self.assertEqual(set(messages.mapped("res_id")), set(notes.ids))

    def test_many_in_the_background(self):
        notes = self.credit(self.bill()) | self.debit(self.invoice())
        window = self.window(notes)
        window.action_send_and_print()
        self.assertTrue(all(note.sending_data for note in notes))
        sending = self.env["account.move.send"].with_context(
            force_report_rendering=True
        )
        sending._generate_and_send_invoices(notes, from_cron=True)
        self.assertTrue(all(note.is_move_sent for note in notes))
        self.assertFalse(any(note.sending_data for note in notes))

    def test_drafts_are_refused(self):
        note = self.credit(self.bill(), post=False)
        with self.refused("not posted"):
            note.action_send_and_print()
        with self.refused("not posted"):
            self.env["account.move.send.wizard"].create({"move_id": note.id})

    def test_bills_are_still_refused(self):
        bill = self.bill()
        with self.refused("sales documents"):
            bill.action_send_and_print()
        with self.refused("sales documents"):
            (bill | self.credit(bill)).action_send_and_print()

    def test_document_of_the_vendor_stays_in_sight(self):
        note = self.credit(self.bill())
        scan = self.env["ir.attachment"].create(
            {"name": "scan.pdf", "res_model": "account.move", "res_id": note.id}
        )
        note.message_main_attachment_id = scan
        self.send(note)
        self.assertEqual(note.message_main_attachment_id, scan)
        self.assertTrue(note.invoice_pdf_report_id)

    def test_vendor_gets_no_electronic_document(self):
        self.partner_a.write(
            {"invoice_edi_format": "ubl_bis3", "invoice_sending_method": "manual"}
        )
        settings = self.env["account.move.send"]._get_default_sending_settings(
            self.credit(self.bill())
        )
        self.assertEqual(settings["sending_methods"], {"email"})
        self.assertFalse(settings["invoice_edi_format"] or settings["extra_edis"])

    def test_final_note_is_sent(self):
        note = self.credit(self.bill())
        note.action_finalize()
        message = self.send(note)
        self.assertTrue(message)
        self.assertTrue(note.is_move_sent)
        self.assertTrue(note._note_is_finalization_intact())

    def test_template_of_the_journal_is_attached(self):
        note = self.credit(self.bill())
        self.assertIn("Applied to", self.page(self.send(note)))
        journal = self.company_data["default_journal_purchase"]
        journal.note_template_pdf_report_id = self.env.ref(
            "account_credit_debit_note.action_report_note"
        )
        note = self.credit(self.bill())
        self.assertNotIn("Applied to", self.page(self.send(note)))

    def test_button_of_the_form(self):
        note = self.credit(self.bill(), post=False)
        self.assertFalse(note.display_send_button)
        note.action_post()
        self.assertTrue(note.display_send_button)
        self.assertFalse(note.highlight_send_button)
        self.assertFalse(note.reversed_entry_id.display_send_button)
        action = note.action_invoice_sent()
        self.assertEqual(action["res_model"], "account.move.send.wizard")
        window = Form(
            self.env["account.move.send.wizard"].with_context(**action["context"])
        )
        self.assertIn("Credit Claim", window.subject)

    def test_deleted_letter_falls_back_to_that_of_core(self):
        self.env.ref("account_credit_debit_note.mail_template_debit_note").unlink()
        note = self.debit(self.invoice())
        self.assertEqual(
            note._get_mail_template(),
            self.env.ref("account.email_template_edi_invoice"),
        )

    def test_bookkeeper_sends(self):
        note = self.credit(self.bill()).with_user(self.clerk("send-clerk"))
        self.assertTrue(self.send(note))
