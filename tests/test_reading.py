from odoo.tests import Form, tagged

from .reading_common import ReadingCase


@tagged("post_install", "-at_install")
class TestReading(ReadingCase):
    """Reading a document, whatever became of it, changes nothing in the database."""

    def lives(self):
        """Yield (what became of it, document), of documents and their notes."""
        yield "draft", self.invoice(post=False)
        yield "posted", self.invoice()
        yield "bill", self.invoice(move_type="in_invoice", ref="A1")
        cancelled = self.invoice(post=False)
        cancelled.button_cancel()
        yield "cancelled", cancelled
        yield "draft note", self.credit(self.invoice(), post=False)
        invoice = self.invoice(("Desk", 2, 100.0))
        yield "part", self.credit(invoice, Desk=1.0)
        yield "credited in part", invoice
        yield "debit note", self.debit(self.invoice())
        yield "goodwill", self.goodwill()
        yield "doubtful", self.doubt(self.invoice())
        yield "entry", self.entry()
        yield from self.lives_of_notes()

    def lives_of_notes(self):
        paid = self.invoice()
        self.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=paid.ids
        ).create({})._create_payments()
        self.invoice()
        # The alerts of such a note offer what its windows would do
        yield "credit of a paid invoice", self.credit(paid)
        yield "paid", paid
        reset = self.credit(self.invoice())
        reset.button_draft()
        reset.action_post()
        yield "posted again", reset
        final = self.credit(self.invoice())
        final.action_finalize()
        yield "final", final

    def entry(self):
        account = self.company_data["default_account_revenue"]
        lines = [
            (0, 0, {"account_id": account.id, "debit": 5.0}),
            (0, 0, {"account_id": account.id, "credit": 5.0}),
        ]
        return self.env["account.move"].create({"line_ids": lines})

    def test_every_field_of_documents_and_lines(self):
        clerk = self.clerk("reader")
        for life, document in self.lives():
            for reader in (document, document.with_user(clerk)):
                with self.subTest(life, user=reader.env.user.login):
                    with self.nothing_written():
                        reader.read()
                        reader.line_ids.read()
                    with self.nothing_written():
                        reader.web_read({name: {} for name in reader.read()[0]})

    def test_opening_the_form(self):
        for life, document in self.lives():
            with self.subTest(life), self.nothing_written():
                Form(document)
