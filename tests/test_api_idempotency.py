from odoo.exceptions import AccessError
from odoo.tests import tagged

from .common import NoteCase


@tagged("post_install", "-at_install")
class TestApiIdempotency(NoteCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.api = cls.env["account.note.api"].with_user(cls.clerk("api-clerk"))

    def request(self, invoice, **values):
        return {"invoice_ids": invoice.ids, "idempotency_key": "order-7", **values}

    def test_same_key_and_request_is_done_once(self):
        invoice = self.invoice()
        first = self.api.create_credit_note(self.request(invoice, date="2026-03-10"))
        again = self.api.create_credit_note(self.request(invoice, date="2026-03-10"))
        self.assertEqual(first, again)
        self.assertEqual(len(invoice.credit_note_ids), 1)

    def test_answer_is_that_of_then(self):
        invoice = self.invoice()
        first = self.api.create_credit_note(self.request(invoice))
        invoice.credit_note_ids.action_post()
        again = self.api.create_credit_note(self.request(invoice))
        self.assertEqual(again["notes"][0]["state"], "draft")
        self.assertEqual(first, again)

    def test_another_request_is_refused(self):
        invoice = self.invoice()
        self.api.create_credit_note(self.request(invoice))
        with self.refused("key_used: ", "order-7", "create_credit_note"):
            self.api.create_credit_note(self.request(invoice, mode="amount", amount=1))
        with self.refused("key_used: "):
            self.api.create_debit_note(self.request(invoice))
        self.assertEqual(len(invoice.credit_note_ids), 1)

    def test_without_a_key_it_is_done_each_time(self):
        invoice = self.invoice()
        for _time in range(2):
            self.api.create_credit_note({"invoice_ids": invoice.ids})
        self.assertEqual(len(invoice.credit_note_ids), 2)

    def test_a_key_is_the_callers_own(self):
        invoice = self.invoice()
        self.api.create_credit_note(self.request(invoice))
        other = self.api.with_user(self.clerk("api-other"))
        other.create_credit_note(self.request(invoice))
        self.assertEqual(len(invoice.credit_note_ids), 2)

    def test_a_refused_request_leaves_its_key(self):
        invoice = self.invoice(post=False)
        with self.refused():
            self.api.create_credit_note(self.request(invoice))
        invoice.action_post()
        self.assertTrue(self.api.create_credit_note(self.request(invoice))["notes"])

    def test_every_writing_method_takes_a_key(self):
        note, invoice = self.goodwill(50.0), self.invoice()
        share = {"credit_id": note.id, "invoice_id": invoice.id, "amount": 30}
        request = {"shares": [share], "idempotency_key": "a"}
        made = [self.api.apply_credit(request) for _time in range(2)]
        self.assertEqual(made[0], made[1])
        self.assertEqual(note.amount_residual, 20.0)
        request = {"application_ids": made[0]["applications"], "idempotency_key": "u"}
        undone = [self.api.unapply_credit(request) for _time in range(2)]
        self.assertEqual(undone[0], undone[1])
        request = {"invoice_ids": invoice.ids, "idempotency_key": "d"}
        debits = [self.api.create_debit_note(request) for _time in range(2)]
        self.assertEqual(debits[0], debits[1])

    def test_nobody_reads_or_writes_requests(self):
        requests = self.env["account.note.api.request"].with_user(self.api.env.user)
        with self.assertRaises(AccessError):
            requests.search([])
        with self.assertRaises(AccessError):
            requests.create({"key": "x"})
