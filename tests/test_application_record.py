import xmlrpc.client

from odoo.tests import HttpCase, tagged

from .common import NoteCase


@tagged("post_install", "-at_install")
class TestApplicationRecord(NoteCase, HttpCase):
    """What the journal of applications recorded of a match is not written over."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.user = cls.clerk("matching-robot")

    def overwrite(self, partial, values):
        self.xmlrpc_object.execute_kw(
            self.env.cr.dbname,
            self.user.id,
            self.user.login,
            "account.partial.reconcile",
            "write",
            (partial.ids, values),
        )

    def test_amount_sides_and_day_stay(self):
        invoice = self.invoice(("Desk", 2, 100.0))
        note = self.credit(invoice, Desk=1.0)
        other = self.invoice()
        partial = note.line_ids.matched_debit_ids
        self.assertEqual(len(partial), 1)
        line = self.open_items(other)
        for values in (
            {"amount": 1.0},
            {"debit_amount_currency": 1.0, "credit_amount_currency": 1.0},
            {"debit_move_id": line.id},
            {"credit_move_id": line.id},
            {"max_date": "2020-01-01"},
            {"application_date": "2026-04-01"},
        ):
            with (
                self.subTest(values=values),
                self.assertRaisesRegex(xmlrpc.client.Fault, "journal of applications"),
            ):
                self.overwrite(partial, values)
        self.assertEqual(partial.amount, 115.0)
        self.assertEqual(partial.debit_move_id.move_id, invoice)
        self.overwrite(partial, {"amount": 115.0})

    def test_match_of_a_payment_is_left_to_odoo(self):
        invoice = self.invoice()
        window = self.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=invoice.ids
        )
        window.create({})._create_payments()
        partial = invoice.line_ids.matched_credit_ids
        partial.write({"max_date": "2026-04-01"})
