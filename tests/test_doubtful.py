from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from .common import NoteCase


@tagged("post_install", "-at_install")
class TestDoubtful(NoteCase):
    """Somebody says that a payment is doubtful, and why."""

    def window(self, *moves, **values):
        if "correction_mode" in values:
            return super().window(*moves, **values)
        moves = self.env["account.move"].union(*moves)
        return (
            self.env["account.note.doubt"]
            .with_context(active_model="account.move", active_ids=moves.ids)
            .create({"reason": "Insolvent", **values})
        )

    def test_set_and_cleared_with_a_reason_by_somebody(self):
        clerk, invoice = self.clerk("doubt-clerk"), self.invoice()
        window = self.window(invoice).with_user(clerk)
        self.assertEqual(window.verdict, "doubtful")
        window.action_set_doubtful()
        self.assertRecordValues(
            invoice, [{"is_doubtful": True, "doubtful_reason": "Insolvent"}]
        )
        self.assertIn("doubtful: Insolvent", invoice.message_ids[0].body)
        self.assertEqual(invoice.message_ids[0].author_id, clerk.partner_id)
        window = self.window(invoice, reason="Bank guarantee")
        self.assertEqual(window.verdict, "sound")
        window.action_set_doubtful()
        self.assertRecordValues(
            invoice, [{"is_doubtful": False, "doubtful_reason": False}]
        )
        self.assertIn("no longer doubtful: Bank", invoice.message_ids[0].body)

    def test_several_documents_of_a_list(self):
        invoice, bill = self.invoice(), self.invoice(move_type="in_invoice")
        self.doubt(bill, "Disputed")
        window = Form(
            self.env["account.note.doubt"].with_context(
                active_model="account.move", active_ids=(invoice | bill).ids
            )
        )
        window.reason = "Insolvent"
        window.save().action_set_doubtful()
        self.assertTrue(invoice.is_doubtful)
        # What was doubtful before keeps its own reason
        self.assertEqual(bill.doubtful_reason, "Disputed")

    def test_a_reason_is_wanted(self):
        invoice = self.invoice()
        with self.refused("say why"):
            self.window(invoice, reason="  ").action_set_doubtful()
        self.assertFalse(invoice.is_doubtful)

    def test_entries_are_not_doubtful(self):
        entry = self.env["account.move"].create({"move_type": "entry"})
        invoice = self.invoice()
        with self.refused("neither an invoice nor a note"):
            self.window(invoice, entry).action_set_doubtful()
        self.assertFalse(invoice.is_doubtful)

    def test_nobody_writes_it_past_the_reason(self):
        invoice = self.invoice()
        for values in ({"is_doubtful": True}, {"doubtful_reason": "Insolvent"}):
            with self.refused("Doubtful Debt"):
                invoice.sudo().with_context(note_gate=True).write(values)
            with self.refused("Doubtful Debt"):
                self.invoice(post=False, **values)
        with self.refused("Doubtful Debt"):
            self.env["account.move"].with_context(default_is_doubtful=True).create(
                {"move_type": "out_invoice"}
            )

    def test_readers_cannot_set_it(self):
        reader, invoice = self.clerk("doubt-reader"), self.invoice()
        reader.group_ids = self.env.ref("account.group_account_readonly")
        with self.assertRaises(AccessError):
            invoice.with_user(reader)._note_set_doubtful(True, "Insolvent")

    def test_notes_of_a_doubtful_document_are_doubtful(self):
        invoice, sound = self.invoice(), self.invoice()
        self.doubt(invoice)
        for note in (self.credit(invoice, post=False), self.debit(invoice, post=False)):
            self.assertTrue(note.is_doubtful)
            self.assertEqual(note.doubtful_reason, "Insolvent")
        self.assertFalse(self.credit(sound, post=False).is_doubtful)

    def test_draft_that_gets_a_doubtful_origin_is_doubtful(self):
        invoice, note = self.invoice(), self.goodwill(10.0, post=False)
        self.doubt(invoice)
        note.reversed_entry_id = invoice
        self.assertTrue(note.is_doubtful)

    def test_note_on_a_sound_document_as_well_is_not(self):
        doubtful, sound = self.invoice(), self.invoice()
        self.doubt(doubtful)
        note = self.credit(sound, post=False)
        note.invoice_line_ids[0].copy(
            {"move_id": note.id, "origin_move_id": doubtful.id}
        )
        note.reversed_entry_id = sound
        self.assertFalse(note.is_doubtful)

    def test_final_documents_may_change_it(self):
        note = self.goodwill()
        note.action_finalize()
        self.doubt(note)
        self.assertTrue(note.is_doubtful)
        self.assertTrue(note._note_is_finalization_intact())
        note._note_set_doubtful(False, "Paid by the guarantor")
        self.assertFalse(note.is_doubtful)

    def test_list_finds_doubtful_documents(self):
        invoice = self.invoice()
        self.doubt(invoice)
        found = self.env["account.move"].search(
            [("is_doubtful", "=", True), ("company_id", "=", self.env.company.id)]
        )
        self.assertEqual(found, invoice)
