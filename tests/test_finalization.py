from lxml import etree

from odoo import Command
from odoo.tests import Form, tagged
from odoo.tools.safe_eval import safe_eval

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
        self.assertTrue(note._note_is_finalization_intact())

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

    def test_offered_where_notes_are_listed_alone(self):
        offered = {
            "account.action_move_out_invoice": False,
            "account.action_move_in_invoice": False,
            "account.action_move_out_refund_type": True,
            "account.action_move_in_refund_type": True,
            "account_credit_debit_note.account_move_action_out_debit_note": True,
            "account_credit_debit_note.account_move_action_in_debit_note": True,
        }
        window = self.env.ref("account_credit_debit_note.account_note_finalize_action")
        self.assertFalse(window.binding_model_id)
        for xmlid, expected in offered.items():
            action = self.env.ref(xmlid)
            context = safe_eval(action.context)
            for view_id, kind in action.views[:2]:
                with self.subTest(action=xmlid, kind=kind):
                    view = self.env["account.move"].get_view(view_id, kind)
                    [button] = etree.fromstring(view["arch"]).xpath(
                        f"//header/button[@name='{window.id}']"
                    )
                    hidden = safe_eval(button.get("invisible"), {"context": context})
                    self.assertEqual(not hidden, expected)

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
