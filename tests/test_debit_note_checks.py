from odoo.tests import tagged

from .common import NoteCase


@tagged("post_install", "-at_install")
class TestDebitNoteChecks(NoteCase):
    """What a program may hand over to the windows."""

    def debit_of(self, *moves, **values):
        moves = self.env["account.move"].union(*moves)
        window = self.env["account.debit.note"].create(
            {"move_ids": moves.ids, "date": "2026-03-10", **values}
        )
        return self.env["account.move"].browse(window.create_debit()["res_id"])

    def test_lines_of_a_credit_note_are_not_copied(self):
        note = self.debit_of(self.invoice(move_type="out_refund"), copy_lines=True)
        self.assertEqual(note.move_type, "out_invoice")
        self.assertFalse(note.invoice_line_ids)

    def test_no_document_is_refused(self):
        with self.refused("No document is chosen"):
            self.debit_of()

    def test_draft_is_refused(self):
        with self.refused("is not posted"):
            self.debit_of(self.invoice(post=False))

    def test_entry_is_refused(self):
        entry = self.env["account.move"].create({"move_type": "entry"})
        with self.refused("neither an invoice nor a credit note"):
            self.debit_of(entry)

    def test_receipt_is_refused(self):
        receipt = self.invoice(move_type="out_receipt")
        with self.refused(receipt.name, "neither an invoice nor a credit note"):
            self.debit_of(receipt)

    def test_debit_note_of_a_debit_note_is_refused(self):
        invoice = self.invoice()
        debit = self.debit(invoice)
        with self.refused(debit.name, invoice.name):
            self.debit_of(debit)

    def test_journal_of_another_type_is_refused(self):
        invoice = self.invoice()
        journal = self.company_data["default_journal_purchase"]
        with self.refused(invoice.name, journal.name, "sales"):
            self.debit_of(invoice, journal_id=journal.id)

    def test_journal_of_another_company_is_refused(self):
        bill = self.invoice(move_type="in_invoice")
        other = self.setup_other_company()
        journal = other["default_journal_purchase"]
        with self.refused(bill.name, "purchases"):
            self.debit_of(bill, journal_id=journal.id)

    def test_windows_without_ids_are_refused_clearly(self):
        for model in ("account.move.reversal", "account.debit.note"):
            window = self.env[model].with_context(active_model="account.move")
            with self.subTest(model), self.refused("No document is chosen"):
                window.create({})

    def test_windows_take_documents_by_their_field_alone(self):
        invoice = self.invoice()
        for model in ("account.move.reversal", "account.debit.note"):
            window = self.env[model].with_context(active_model="account.move")
            with self.subTest(model):
                window = window.create({"move_ids": invoice.ids})
                self.assertEqual(window.move_ids, invoice)
