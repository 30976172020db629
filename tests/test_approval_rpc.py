import xmlrpc.client

from odoo.tests import HttpCase, tagged

from .approval_common import ApprovalCase


@tagged("post_install", "-at_install")
class TestApprovalRpc(ApprovalCase, HttpCase):
    """The same, attacked from outside by users with an account."""

    def call(self, user, model, method, *args, **kwargs):
        return self.xmlrpc_object.execute_kw(
            self.env.cr.dbname, user.id, user.login, model, method, args, kwargs
        )

    def stopped(self, text, user, *args, **kwargs):
        with self.assertRaises(xmlrpc.client.Fault) as caught:
            self.call(user, *args, **kwargs)
        self.assertIn(text, caught.exception.faultString)

    def test_whole_way_over_rpc(self):
        ids = self.draft().ids
        self.stopped("cannot be posted", self.maker, "account.move", "action_post", ids)
        self.stopped(
            "cannot be posted",
            self.maker,
            "account.move",
            "write",
            ids,
            {"state": "posted"},
        )
        step = "action_request_note_approval"
        self.assertTrue(self.call(self.maker, "account.move", step, ids))
        step = "action_approve_notes"
        self.stopped("You may not approve", self.maker, "account.move", step, ids)
        self.assertTrue(self.call(self.chief, "account.move", step, ids))
        self.call(self.maker, "account.move", "action_post", ids)
        self.assertEqual(self.env["account.move"].browse(ids).state, "posted")

    def test_fields_and_private_methods_stay_closed(self):
        ids = self.draft().ids
        self.stopped(
            "cannot be written",
            self.chief,
            "account.move",
            "write",
            ids,
            {"note_approval": "approved"},
            context={"note_gate": True},
        )
        for method in ("_note_write_approval", "_note_decide", "_note_reject"):
            with self.assertRaises(xmlrpc.client.Fault):
                self.call(self.chief, "account.move", method, ids)

    def test_refusal_window_is_closed_without_the_right(self):
        note = self.draft()
        self.request(note)
        values = {"move_id": note.id, "comment": "No"}
        self.stopped(
            "Approve notes",
            self.maker,
            "account.note.refusal",
            "create",
            values,
        )
        window = self.call(self.chief, "account.note.refusal", "create", values)
        self.call(self.chief, "account.note.refusal", "action_refuse", [window])
        note.invalidate_recordset()
        self.assertEqual(note.note_approval_state, "refused")

    def test_hostile_input_is_answered(self):
        ids = self.draft().ids
        self.request(self.env["account.move"].browse(ids))
        for seen in ("x", 7, [1], {"a": 1}):
            self.stopped(
                "while you looked at it",
                self.chief,
                "account.move",
                "action_approve_notes",
                ids,
                context={"note_approval_seen": seen},
            )
        approve = ("account.move", "action_approve_notes")
        self.assertTrue(self.call(self.chief, *approve, []))
        with self.assertRaises(xmlrpc.client.Fault):
            self.call(self.chief, *approve, [10**9])

    def test_json_is_refused_as_well(self):
        note = self.draft()
        self.authenticate("maker-clerk", "maker-clerk")
        for method, args in (
            ("action_post", [note.ids]),
            ("write", [note.ids, {"note_approval": "approved"}]),
            ("web_save", [note.ids, {"state": "posted"}, {}]),
        ):
            answer = self.url_open(
                f"/web/dataset/call_kw/account.move/{method}",
                json={
                    "params": {
                        "model": "account.move",
                        "method": method,
                        "args": args,
                        "kwargs": {},
                    }
                },
            ).json()
            self.assertIn("error", answer)
        note.invalidate_recordset()
        self.assertEqual(note.state, "draft")
