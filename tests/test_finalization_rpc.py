import xmlrpc.client

from odoo.tests import HttpCase, tagged

from .common import NoteCase


@tagged("post_install", "-at_install")
class TestFinalizationRpc(NoteCase, HttpCase):
    """Over XML-RPC, whatever context a program sends."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.user = cls.clerk("final-robot")

    def set_scene(self):
        self.note = self.invoice(("Desk", 2, 100.0), move_type="out_refund")
        self.note.action_finalize()

    def test_programs_change_nothing(self):
        note = self.note
        line = note.invoice_line_ids
        for model, method, *args in (
            ("account.move", "write", note.ids, {"ref": "x"}),
            ("account.move", "write", note.ids, {"finalized_on": False}),
            ("account.move", "button_draft", note.ids),
            ("account.move", "button_cancel", note.ids),
            ("account.move", "unlink", note.ids),
            ("account.move", "web_save", note.ids, {"narration": "x"}, {}),
            ("account.move.line", "write", line.ids, {"name": "x"}),
            ("account.move.line", "unlink", line.ids),
            ("account.move.line", "create", [{"move_id": note.id, "name": "x"}]),
        ):
            with self.subTest(method=method), self.assertRaises(xmlrpc.client.Fault):
                self.call(
                    model,
                    method,
                    *args,
                    context={
                        "note_gate": True,
                        "skip_readonly_check": True,
                        "force_delete": True,
                    },
                )
        note.invalidate_recordset()
        self.assertTrue(note._note_is_finalization_intact())

    def test_program_finalizes(self):
        note = self.goodwill()
        self.assertIs(self.call("account.move", "action_finalize", note.ids), True)
        self.assertTrue(note.is_finalized)
        self.assertEqual(note.finalized_by_id, self.user)

    def call(self, model, method, *args, **kwargs):
        return self.xmlrpc_object.execute_kw(
            self.env.cr.dbname,
            self.user.id,
            self.user.login,
            model,
            method,
            args,
            kwargs,
        )
