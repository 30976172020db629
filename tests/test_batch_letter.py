from unittest.mock import patch

from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.account_credit_debit_note.wizards import account_note_letter_send
from odoo.addons.base.tests.common import MockSmtplibCase

from .batch_common import BatchCase
from .letter_common import LetterCase


@tagged("post_install", "-at_install")
class TestBatchLetter(LetterCase, BatchCase, MockSmtplibCase):
    """Many letters go out in the background, in steps, each once."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.partners = cls.partner_a | cls.partner_b
        cls.startClassPatcher(patch.object(account_note_letter_send, "MAX_AT_ONCE", 1))
        cls.bookkeeper.email = "clerk@example.com"
        cls.env["ir.config_parameter"].set_param(
            "mail.default.from", "books@example.com"
        )
        # Its connections are those of the test case
        cls.env["ir.mail_server"].create(
            {"name": "Post", "smtp_host": "smtp.example.com", "smtp_encryption": "none"}
        )
        # A connection of its own would see nothing of the test
        rows = cls.registry["account.note.batch.line"]
        cls.startClassPatcher(
            patch.object(rows, "_send_apart", lambda rows: rows._send_mails(False))
        )

    def send(self, kind="letter"):
        """Send letters to both partners, and return the batch."""
        for partner in self.partners:
            self.bill_and_note(partner=partner)
        window = self.letter(kind=kind, date="2026-03-31", user=self.bookkeeper)
        action = window.action_send()
        self.assertEqual(action["res_model"], "account.note.batch")
        return self.env["account.note.batch"].browse(action["res_id"])

    def work(self, fails=False):
        """Work the batch off, and return the addresses that were written to."""
        with self.mock_smtplib_connection():
            if fails:
                refuse = patch.object(
                    type(self.env["ir.mail_server"]),
                    "_connect__",
                    side_effect=OSError("No route"),
                )
                with refuse:
                    self.run_job()
            else:
                self.run_job()
            if not fails:
                errors = self.env["account.note.batch.line"].search(
                    [("error_code", "=", "mail")]
                )
                self.assertFalse(errors.mapped("error"))
            return sorted(mail["smtp_to_list"][0] for mail in self.emails)

    def posted(self, partner):
        return partner.message_ids.filtered("attachment_ids")

    def test_each_partner_gets_its_letter_in_steps(self):
        batch = self.send()
        self.assertEqual((batch.state, batch.waiting_count), ("running", 2))
        self.assertFalse(self.posted(self.partner_a))
        self.in_chunks_of(1)
        with self.mock_smtplib_connection():
            # Posted one by one and sent one by one
            self.assertEqual(
                self.run_job(),
                [(0, 4), (1, None), (1, None), (1, None), (1, None), (0, 0)],
            )
        self.assertRecordValues(
            batch, [{"state": "done", "done_count": 2, "failed_count": 0}]
        )
        for partner in self.partners:
            message = self.posted(partner)
            self.assertEqual(message.partner_ids, partner)
            self.assertEqual(message.author_id, self.bookkeeper.partner_id)
            self.assertIn(partner.name, message.attachment_ids.name)
            self.assertFalse(message.sudo().mail_ids, "sent and gone")
        self.assertEqual(
            batch.line_ids.mapped("letter_amount_text"), ["$\xa040.00", "$\xa040.00"]
        )

    def test_statements_in_the_words_of_their_day(self):
        batch = self.send("statement")
        self.assertEqual(self.work(), ["a@example.com", "b@example.com"])
        self.assertEqual(batch.correction_text, "As of 03/31/2026")
        self.assertIn("Statements of Open Items", batch.display_name)
        self.assertIn("2026-03-31", self.posted(self.partner_a).attachment_ids.name)

    @mute_logger("odoo.addons.mail.models.mail_mail")
    def test_a_mail_server_that_fails_leaves_a_list_and_a_retry(self):
        batch = self.send()
        self.assertFalse(self.work(fails=True))
        self.assertRecordValues(batch, [{"state": "done", "failed_count": 2}])
        self.assertEqual(batch.failed_line_ids.mapped("error_code"), ["mail", "mail"])
        self.assertIn("No route", batch.failed_line_ids[0].error)
        batch.with_user(self.bookkeeper).action_retry()
        self.assertEqual(self.work(), ["a@example.com", "b@example.com"])
        self.assertRecordValues(batch, [{"done_count": 2, "failed_count": 0}])
        for partner in self.partners:
            self.assertEqual(len(self.posted(partner)), 1)

    def test_an_address_is_entered_afterwards(self):
        self.partner_b.email = False
        batch = self.send()
        self.assertEqual(self.work(), ["a@example.com"])
        self.assertEqual(batch.failed_line_ids.error_code, "no_email")
        self.partner_b.email = "b@example.com"
        batch.with_user(self.bookkeeper).action_retry()
        self.assertEqual(self.work(), ["b@example.com"])
        self.assertEqual(batch.done_count, 2)

    def test_what_is_over_before_it_is_sent(self):
        batch = self.send("statement")
        invoice = self.env["account.move"].search(
            [("partner_id", "=", self.partner_b.id), ("move_type", "=", "out_invoice")]
        )
        self.register_payment(invoice, 60.0)
        self.assertEqual(self.work(), ["a@example.com"])
        row = batch.line_ids.filtered(lambda row: row.state == "cancelled")
        self.assertEqual(row.partner_id, self.partner_b)
        self.assertIn("nothing to report", row.error)

    def test_cancelled_between_posting_and_sending(self):
        batch = self.send()
        self.run_job(seconds=0)
        self.assertTrue(self.posted(self.partner_a))
        batch.with_user(self.bookkeeper).action_cancel()
        mail = self.posted(self.partner_a).sudo().mail_ids
        self.assertEqual(mail.state, "cancel")
        self.assertFalse(self.work())
        self.assertEqual(batch.cancelled_count, 2)

    def test_few_are_sent_at_once(self):
        self.bill_and_note()
        action = self.letter(user=self.bookkeeper).action_send()
        self.assertEqual(action["tag"], "display_notification")
        self.assertTrue(self.posted(self.partner_a))
