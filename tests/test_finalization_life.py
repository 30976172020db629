from odoo.tests import tagged

from .common import NoteCase


@tagged("post_install", "-at_install")
class TestFinalizationLife(NoteCase):
    """A final note goes on living: only what it says has come to rest."""

    def final(self, note=None):
        note = note or self.goodwill()
        note.action_finalize()
        return note

    def assert_untouched(self, note):
        note.env.flush_all()
        note.env.invalidate_all()
        self.assertTrue(note.is_finalized)
        self.assertEqual(note.state, "posted")
        self.assertTrue(note._note_is_finalization_intact())

    # Settlement

    def test_applied_and_unapplied(self):
        note, invoice = self.final(), self.invoice()
        credit, item = self.open_items(note), self.open_items(invoice)
        self.apply((credit, item, 60.0))
        self.assertEqual(note.amount_residual, 40.0)
        self.assertEqual(note.note_status, "partly_applied")
        credit.remove_move_reconcile()
        self.assertEqual(note.amount_residual, 100.0)
        self.assertEqual(note.payment_state, "not_paid")
        self.apply((credit, item, 100.0))
        self.assertEqual(note.payment_state, "paid")
        self.assert_untouched(note)

    def test_paid_out(self):
        note = self.final()
        self._register_payment(note)
        self.assertEqual(note.amount_residual, 0.0)
        self.assert_untouched(note)

    def test_settled_by_an_outstanding_line_and_taken_back(self):
        note = self.final()
        invoice = self.invoice()
        credit = self.open_items(note)
        invoice.js_assign_outstanding_line(credit.id)
        self.assertEqual(note.payment_state, "paid")
        partial = credit.matched_debit_ids
        invoice.js_remove_outstanding_partial(partial.id)
        self.assertEqual(note.payment_state, "not_paid")
        self.assert_untouched(note)

    def test_matched_with_a_bank_transaction(self):
        note = self.final()
        statement = self.env["account.bank.statement.line"].create(
            {
                "journal_id": self.company_data["default_journal_bank"].id,
                "amount": -100.0,
                "date": "2026-03-12",
                "payment_ref": "Money back",
                "partner_id": self.partner_a.id,
            }
        )
        suspense = statement._seek_for_lines()[1]
        item = self.open_items(note)
        suspense.account_id = item.account_id
        (suspense | item).reconcile()
        self.assertEqual(note.amount_residual, 0.0)
        self.assert_untouched(note)

    def test_foreign_currency_and_doubtful(self):
        currency = self.setup_other_currency("EUR")
        note = self.final(self.goodwill(currency_id=currency.id))
        invoice = self.invoice(currency_id=currency.id, invoice_date="2026-02-01")
        (self.open_items(note) | self.open_items(invoice)).reconcile()
        self.doubt(note)
        self.assertEqual(note.payment_state, "paid")
        self.assert_untouched(note)

    # Sending and talking

    def test_printed_sent_and_shared(self):
        note = self.final()
        self.partner_a.email = "customer@example.com"
        window = self.env["account.move.send.wizard"].create({"move_id": note.id})
        window.action_send_and_print(allow_fallback_pdf=True)
        self.assertTrue(note.is_move_sent)
        self.assertTrue(note.invoice_pdf_report_id)
        self.assertTrue(note._portal_ensure_token())
        self.assert_untouched(note)

    def test_followed_commented_and_planned(self):
        note, clerk = self.final(), self.clerk("final-follower")
        note.message_subscribe(clerk.partner_id.ids)
        note.with_user(clerk).message_post(body="Where is the money?")
        note.activity_schedule("mail.mail_activity_data_todo", user_id=clerk.id)
        note.activity_ids.action_done()
        self.assertIn(clerk.partner_id, note.message_partner_ids)
        self.assert_untouched(note)

    def test_hashed(self):
        note = self.goodwill()
        note.journal_id.restrict_mode_hash_table = True
        self.final(note)
        note.button_hash()
        self.assertTrue(note.inalterable_hash)
        self.assert_untouched(note)

    def test_checked_by_the_accountant(self):
        note = self.final()
        note.checked = not note.checked
        self.assert_untouched(note)

    # Later documents

    def test_credited_and_debited_by_later_notes(self):
        debit = self.final(self.debit(self.invoice(("Desk", 2, 100.0))))
        self.credit(debit, Desk=1)
        self.assertEqual(debit.amount_residual, 115.0)
        credit = self.final(self.credit(self.invoice()))
        self.window(credit).reverse_moves()
        credit.reversal_move_ids.action_post()
        self.assert_untouched(debit)
        self.assert_untouched(credit)

    def test_replaced(self):
        debit = self.final(self.debit(self.invoice()))
        window = self.window(debit)
        action = window.modify_moves()
        replacement = self.env["account.move"].browse(action["res_id"])
        replacement.action_post()
        self.assertEqual(replacement.replaced_move_id, debit)
        self.assertEqual(debit.payment_state, "reversed")
        self.assert_untouched(debit)

    def test_copy_is_an_ordinary_draft(self):
        copy = self.final().copy()
        self.assertFalse(copy.is_finalized or copy.finalized_by_id)
        self.assertFalse(copy.finalization_digest)
        copy.invoice_line_ids.price_unit = 7.0
        self.assertEqual(copy.amount_total, 7.0)

    def test_next_numbers_and_origin_of_a_final_note(self):
        invoice = self.invoice(("Desk", 2, 100.0))
        note = self.final(self.credit(invoice, Desk=1))
        other = self.credit(invoice, Desk=1)
        self.assertEqual(other.sequence_number, note.sequence_number + 1)
        self.assertFalse(note.made_sequence_gap)
        other.button_draft()
        other.name = False
        other.unlink()
        self.assert_untouched(note)
