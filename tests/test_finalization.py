from odoo import Command
from odoo.tests import Form, tagged

from .common import NoteCase


@tagged("post_install", "-at_install")
class TestFinalization(NoteCase):
    """Notes are made final, one by one, from the list, or on posting."""

    def final(self, note=None):
        note = note or self.goodwill()
        note.action_finalize()
        return note

    def assert_untouched(self, note):
        note.env.flush_all()
        note.env.invalidate_all()
        self.assertTrue(note.is_finalized)
        self.assertEqual(note.state, "posted")
        self.assertTrue(note._is_finalization_intact())

    def window_on(self, *moves):
        moves = self.env["account.move"].union(*moves)
        return self.env["account.note.finalize"].with_context(
            active_model="account.move", active_ids=moves.ids
        )

    def test_who_and_when_are_kept_and_told(self):
        clerk, note = self.clerk("final-clerk"), self.goodwill()
        note.with_user(clerk).action_finalize()
        self.assertEqual(note.finalized_by_id, clerk)
        self.assertEqual(note.finalized_on, self.env.cr.now())
        self.assertIn("Finalized.", note.message_ids[0].body)
        self.assert_untouched(note)

    def test_finalizing_rewrites_nothing_else(self):
        note = self.goodwill()
        lines = note.line_ids
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE account_move_line SET write_date = '2026-03-02' WHERE move_id = %s",
            [note.id],
        )
        self.env.invalidate_all()
        before = note.is_manually_modified
        self.final(note)
        self.env.flush_all()
        self.env.invalidate_all()
        self.assertEqual(note.is_manually_modified, before)
        self.assertEqual(
            {str(line.write_date.date()) for line in lines}, {"2026-03-02"}
        )

    def test_window_finalizes_credit_and_debit_notes_together(self):
        credit, debit = self.goodwill(), self.debit(self.invoice())
        window = Form(self.window_on(credit, debit)).save()
        self.assertFalse(window.refusal_text)
        window.action_finalize()
        self.assertTrue(credit.is_finalized and debit.is_finalized)

    def test_nothing_is_finalized_when_one_cannot_be(self):
        note, draft, invoice = (
            self.goodwill(),
            self.goodwill(post=False),
            self.invoice(),
        )
        earlier = self.final()
        window = self.window_on(note, draft, invoice, earlier).create({})
        self.assertIn(invoice.name, window.refusal_text)
        with self.refused(
            f"{invoice.name} is neither a credit note nor a debit note",
            f"of {self.partner_a.name} is not posted. Confirm it",
            f"{earlier.name} is finalized already",
        ):
            window.action_finalize()
        self.assertFalse(note.is_finalized)

    def test_empty_choice_is_refused(self):
        with self.refused("Choose the notes"):
            self.env["account.move"].action_finalize()

    def test_reader_cannot_finalize(self):
        auditor, note = self.clerk("final-auditor"), self.goodwill()
        auditor.group_ids = [
            Command.set(self.env.ref("account.group_account_readonly").ids)
        ]
        with self.refused("not allowed"):
            note.with_user(auditor).action_finalize()

    def test_search_finds_final_documents(self):
        final, other = self.final(), self.goodwill()
        ours = [("id", "in", (final | other).ids)]
        search = self.env["account.move"].search
        self.assertEqual(search([*ours, ("is_finalized", "=", True)]), final)
        self.assertEqual(search([*ours, ("is_finalized", "=", False)]), other)
        self.assertEqual(search([*ours, ("is_finalized", "!=", True)]), other)

    def test_company_finalizes_on_posting(self):
        self.env.company.note_finalize_on_posting = True
        note, invoice = self.goodwill(), self.invoice()
        # Until the transaction ends, localizations may complete the document
        note.delivery_date = "2026-03-02"
        self.env.cr.precommit.run()
        self.assertTrue(note.is_finalized)
        self.assertFalse(invoice.is_finalized)
        self.assert_untouched(note)

    def test_note_reset_before_the_end_of_the_transaction_stays_open(self):
        self.env.company.note_finalize_on_posting = True
        note, gone = self.goodwill(), self.goodwill(post=False)
        gone.name = False
        note.button_draft()
        self.env.cr.precommit.run()
        self.assertFalse(note.is_finalized)

    def test_posting_alone_does_not_finalize(self):
        note = self.goodwill()
        self.env.cr.precommit.run()
        self.assertFalse(note.is_finalized)

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
