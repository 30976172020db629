from odoo.tests import Form, tagged

from .approval_common import ApprovalCase


@tagged("post_install", "-at_install")
class TestApprovalNotice(ApprovalCase):
    """Activities for approvers, and what the screens say."""

    def test_every_approver_gets_an_activity_until_one_decides(self):
        second = self.approver("second-chief")
        note = self.draft()
        self.request(note)
        self.assertEqual(self.waiting(note), self.chief | second)
        self.approve(note, second)
        self.assertFalse(self.waiting(note))

    def test_refusal_takes_the_activities_away(self):
        note = self.draft()
        self.request(note)
        self.refuse(note)
        self.assertFalse(self.waiting(note))

    def test_new_request_leaves_one_activity_each(self):
        note = self.draft()
        self.request(note)
        note.invoice_line_ids.price_unit = 1900.0
        self.request(note)
        self.assertEqual(len(note.sudo().activity_ids), 1)

    def test_note_lowered_below_the_limit_takes_them_away_when_posted(self):
        note = self.draft()
        self.request(note)
        note.invoice_line_ids.price_unit = 900.0
        note.action_post()
        self.assertFalse(self.waiting(note))
        self.assertFalse(note.note_approval_state)

    def test_cancelled_note_takes_them_away(self):
        note = self.draft()
        self.request(note)
        note.button_cancel()
        self.assertFalse(self.waiting(note))

    def test_requester_hears_of_the_approval(self):
        note = self.approved()
        self.assertEqual(note.message_ids[0].partner_ids, self.maker.partner_id)

    def test_alerts_tell_where_it_stands(self):
        def alert():
            return note.alerts["account_note_approval"]

        note = self.draft()
        self.assertEqual(alert()["level"], "warning")
        self.assertIn("2,000.00", alert()["message"])
        self.assertIn("1,000.00", alert()["message"])
        self.request(note)
        self.assertIn("requested by maker-clerk", alert()["message"])
        self.refuse(note, "Half is enough")
        self.assertEqual(alert()["level"], "danger")
        self.assertIn("Half is enough", alert()["message"])
        self.request(note)
        self.approve(note)
        self.assertIn("chief-clerk approved", alert()["message"])
        note.invoice_line_ids.price_unit = 1900.0
        self.assertIn("needs approval again", alert()["message"])

    def test_filter_and_menu_find_what_waits(self):
        note, other = self.draft(), self.draft()
        self.request(note)
        action = self.env.ref(
            "account_credit_debit_note.account_move_action_note_to_approve"
        )
        found = self.env["account.move"].search(
            [("note_approval", "=", "requested"), ("state", "=", "draft")]
        )
        self.assertIn(note, found)
        self.assertNotIn(other, found)
        menu = self.env.ref(
            "account_credit_debit_note.account_move_menu_note_to_approve"
        )
        self.assertEqual(menu.action, action)
        for user, is_shown in ((self.maker, False), (self.chief, True)):
            visible = menu.with_user(user)._visible_menu_ids()
            self.assertEqual(menu.id in visible, is_shown)

    def test_form_shows_the_buttons_to_the_right_people(self):
        note = self.draft()
        self.request(note)
        with Form(note.with_user(self.chief)) as form:
            self.assertTrue(form.may_decide_on_note)
            self.assertEqual(form.note_approval_state, "requested")
        self.assertFalse(note.with_user(self.maker).may_decide_on_note)
