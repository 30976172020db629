import xmlrpc.client

from odoo.tests import HttpCase, tagged

from .common import NoteCase


@tagged("post_install", "-at_install")
class TestRpc(NoteCase, HttpCase):
    """The partial credit as a program does it, over XML-RPC."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.clerk_id = cls.clerk("robot-clerk").id

    def call(self, model, method, *args, **kwargs):
        return self.xmlrpc_object.execute_kw(
            self.env.cr.dbname,
            self.clerk_id,
            "robot-clerk",
            model,
            method,
            args,
            kwargs,
        )

    def credit_by_rpc(self, invoice, **quantities):
        context = {"active_model": "account.move", "active_ids": invoice.ids}
        window = self.call(
            "account.move.reversal",
            "create",
            {"correction_mode": "lines", "date": "2026-03-10"},
            context=context,
        )
        rows = self.call(
            "account.move.reversal.line",
            "search_read",
            [("wizard_id", "=", window)],
            ["name", "remaining_quantity"],
        )
        for row in rows:
            quantity = quantities.get(row["name"], 0.0)
            self.call(
                "account.move.reversal.line",
                "write",
                [row["id"]],
                {"quantity": quantity},
            )
        return self.call("account.move.reversal", "refund_moves", [window])["res_id"]

    def test_partial_credit_note_is_created_and_posted(self):
        invoice = self.invoice(("Desk", 5, 10.0), ("Chair", 2, 100.0))
        note_id = self.credit_by_rpc(invoice, Desk=2)
        self.call("account.move", "action_post", [note_id])
        note = self.call(
            "account.move",
            "read",
            [note_id],
            ["name", "amount_total", "payment_state", "origin_move_ids"],
        )[0]
        self.assertTrue(note["name"].startswith("RINV/"))
        self.assertEqual(note["amount_total"], 23.0)
        self.assertEqual(note["payment_state"], "paid")
        self.assertEqual(note["origin_move_ids"], invoice.ids)

    def test_over_credit_is_a_user_error_that_names_the_figures(self):
        invoice = self.invoice(("Desk", 5, 10.0))
        with self.assertRaises(xmlrpc.client.Fault) as caught:
            self.credit_by_rpc(invoice, Desk=6)
        self.assertEqual(caught.exception.faultCode, 2)
        self.assertIn("Desk: 6.00", caught.exception.faultString)

    def test_rows_of_somebody_else_cannot_be_handed_over(self):
        invoice, other = self.invoice(("Desk", 5, 10.0)), self.invoice()
        context = {"active_model": "account.move", "active_ids": invoice.ids}
        window = self.call(
            "account.move.reversal",
            "create",
            {
                "correction_mode": "lines",
                "date": "2026-03-10",
                "line_ids": [
                    (
                        0,
                        0,
                        {"move_line_id": other.invoice_line_ids.id, "quantity": 1},
                    )
                ],
            },
            context=context,
        )
        with self.assertRaises(xmlrpc.client.Fault) as caught:
            self.call("account.move.reversal", "refund_moves", [window])
        self.assertIn("not among the documents", caught.exception.faultString)

    def test_private_methods_stay_closed(self):
        for method in ("_note_override_over_credit", "_prepare_correction"):
            with self.assertRaises(xmlrpc.client.Fault):
                self.call("account.move", method, self.invoice().ids)

    def test_override_is_not_written_from_outside(self):
        note = self.credit(self.invoice(), post=False)
        values = {"note_override_basis": "0", "note_override_reason": "Because"}
        for gate in (True, 1, {}, []):
            with self.assertRaises(xmlrpc.client.Fault) as caught:
                self.call(
                    "account.move",
                    "write",
                    note.ids,
                    values,
                    context={"note_gate": gate},
                )
            self.assertIn("cannot be written", caught.exception.faultString)

    def test_override_window_is_closed_without_the_right(self):
        invoice = self.invoice()
        note = self.credit(invoice, post=False)
        self.credit(invoice)
        with self.assertRaises(xmlrpc.client.Fault) as caught:
            self.call(
                "account.note.override", "create", {"move_id": note.id, "reason": "x"}
            )
        self.assertIn("Credit above the invoice", caught.exception.faultString)
