from odoo.tests import tagged

from .allocation_common import AllocationCase

ALERT = "account_note_reapply"


@tagged("post_install", "-at_install")
class TestApplyAgain(AllocationCase):
    """A credit note reset to draft and posted again offers what it had settled."""

    def test_the_former_amounts_are_offered(self):
        first, second = self.debt(30.0, "2026-01-01"), self.debt(30.0)
        note = self.goodwill(40.0)
        window = self.open_window(note)
        window.item_ids[0].amount = 12.0
        window.item_ids[1].amount = 20.0
        window.action_apply()
        self.assertNotIn(ALERT, note._get_alerts())

        note.button_draft()
        self.assertNotIn(ALERT, note._get_alerts())
        note.action_post()
        self.open_window(self.goodwill(15.0), second).action_apply()

        alert = note._get_alerts()[ALERT]
        self.assertIn(f"{first.name}: $\xa012.00", alert["message"])
        self.assertIn(f"{second.name}: $\xa015.00", alert["message"])
        action = note.action_apply_again()
        window = self.env[action["res_model"]].browse(action["res_id"])
        self.assertEqual(self.to_apply(window), [12.0, 15.0])
        self.assertEqual(window.credit_ids.filtered("amount").move_id, note)
        window.action_apply()
        self.assertEqual(note.amount_residual, 13.0)
        self.assertNotIn(ALERT, note._get_alerts())
        with self.refused(note.name):
            note.action_apply_again()

    def test_what_was_taken_back_on_purpose_is_not_offered(self):
        self.debt(30.0)
        note = self.goodwill(40.0)
        self.open_window(note).action_apply()
        self.unapply(note)
        self.assertNotIn(ALERT, note._get_alerts())

    def test_a_smaller_credit_offers_what_it_has(self):
        self.debt(30.0)
        note = self.goodwill(40.0)
        self.open_window(note).action_apply()
        note.button_draft()
        note.invoice_line_ids.price_unit = 10.0
        note.action_post()
        window = self.env["account.note.allocation"].browse(
            note.action_apply_again()["res_id"]
        )
        self.assertEqual(self.to_apply(window), [10.0])

    def test_readers_are_not_asked(self):
        self.debt(30.0)
        note = self.goodwill(40.0)
        self.open_window(note).action_apply()
        note.button_draft()
        note.action_post()
        reader = self.clerk("apply-again-reader")
        reader.group_ids = self.env.ref("account.group_account_readonly")
        self.assertNotIn(ALERT, note.with_user(reader)._get_alerts())
        self.assertEqual(
            note._get_alerts()[ALERT]["action"]["type"], "ir.actions.server"
        )
