from lxml import etree

from odoo.tests import Form, tagged

from .allocation_common import AllocationCase


@tagged("post_install", "-at_install")
class TestNoteScreens(AllocationCase):
    """Forms, lists and small windows around notes."""

    def set_reason(self, moves, **values):
        reason = self.env.ref("account_credit_debit_note.reason_goodwill")
        self.env["account.note.reason.choice"].create(
            {"move_ids": moves.ids, "reason_id": reason.id, **values}
        ).action_set_reason()
        return reason

    def test_a_posted_note_gets_a_reason_on_its_form(self):
        note = self.goodwill()
        with Form(note) as form:
            form.note_reason_id = self.env.ref(
                "account_credit_debit_note.reason_goodwill"
            )
        self.assertEqual(note.note_reason_kind, "goodwill")
        self.assertEqual(note.state, "posted")

    def test_many_notes_get_a_reason_and_those_with_one_keep_it(self):
        notes = self.goodwill() + self.goodwill(note_reason_id=self.former_reason.id)
        reason = self.set_reason(notes + self.invoice())
        self.assertEqual(
            notes.mapped("note_reason_id.id"), [reason.id, self.former_reason.id]
        )
        self.set_reason(notes, only_missing=False)
        self.assertEqual(notes.note_reason_id, reason)

    @property
    def former_reason(self):
        return self.env.ref("account_credit_debit_note.reason_rebate")

    def test_what_can_get_no_reason_is_refused(self):
        note = self.goodwill()
        note.action_finalize()
        with self.refused("final"):
            self.set_reason(note + self.invoice())

    def test_the_audit_leads_to_the_window(self):
        note = self.goodwill()
        self.env["account.note.finding"].action_audit()
        found = self.env["account.note.finding"].search([("move_id", "=", note.id)])
        action = found.action_set_reason()
        self.assertEqual(action["context"]["default_move_ids"], note.ids)

    def test_no_button_calls_a_method_that_takes_no_records(self):
        data = self.env["ir.model.data"].search(
            [
                ("module", "=", "account_credit_debit_note"),
                ("model", "=", "ir.ui.view"),
            ]
        )
        called = 0
        for view in self.env["ir.ui.view"].browse(data.mapped("res_id")):
            if not view.model:
                continue
            model = self.env[view.model]
            for node in etree.fromstring(view.arch_db).iter("button", "a"):
                name = node.get("name")
                method = node.get("type") == "object" and getattr(model, name, None)
                if method:
                    called += 1
                    self.assertFalse(getattr(method, "_api_model", False), name)
        self.assertGreater(called, 50)

    def test_cancelled_credit_notes_are_not_counted(self):
        invoice = self.invoice()
        note = self.credit(invoice, post=False)
        note.button_cancel()
        self.assertEqual(invoice.credit_note_count, 0)
        self.assertEqual(invoice.credit_note_ids, note)

    def test_applying_automatically_says_what_it_will_do(self):
        invoice, note = self.invoice(), self.goodwill(40.0)
        action = self.partner_a.action_ask_to_apply_open_credits()
        window = (
            self.env[action["res_model"]].with_context(**action["context"]).create({})
        )
        self.assertIn("40.00", window.summary)
        self.assertEqual(note.amount_residual, 40.0)
        window.action_apply()
        self.assertEqual(note.amount_residual, 0.0)
        self.assertEqual(invoice.amount_residual, 75.0)
        again = window.create({"partner_ids": self.partner_a.ids})
        self.assertFalse(again.has_something)
