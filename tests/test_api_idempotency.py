from odoo.exceptions import AccessError
from odoo.tests import tagged

from ..tools.request import verbatim_digest
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

    def test_what_is_meant_anyway_may_be_said(self):
        invoice = self.invoice()
        first = self.api.create_credit_note(self.request(invoice))
        for values in (
            {"mode": "full", "state": "draft"},
            {"amount": None, "reason": None, "is_net_of_tax": False},
        ):
            again = self.api.create_credit_note(self.request(invoice, **values))
            self.assertEqual(first, again)
        self.assertEqual(len(invoice.credit_note_ids), 1)

    def test_what_is_meant_anyway_may_be_said_of_lines(self):
        invoice = self.invoice()
        row = {"line_id": invoice.invoice_line_ids.id, "quantity": 1}
        request = self.request(invoice, mode="lines", lines=[row])
        first = self.api.create_credit_note(request)
        more = {"price_unit": None, "discount": None, "tax_ids": None}
        request["lines"] = [{**row, "quantity": 1.0, **more}]
        request.update(keep_open=False, reason_text=" ", is_untaxed=None)
        self.assertEqual(first, self.api.create_credit_note(request))
        self.assertEqual(len(invoice.credit_note_ids), 1)
        request["lines"] = [{**row, "tax_ids": []}]
        with self.refused("key_used: "):
            self.api.create_credit_note(request)

    def test_what_is_meant_anyway_may_be_said_of_a_note_on_no_invoice(self):
        row = {"name": "Goodwill", "price_unit": 50}
        request = {
            "partner_id": self.partner_a.id,
            "lines": [row],
            "idempotency_key": "free-7",
        }
        first = self.api.create_credit_note(request)
        for more in (
            {"quantity": 1, "product_id": None},
            {"quantity": 1.0, "name": "Goodwill ", "account_id": None},
        ):
            again = {**request, "partner_side": "customer", "lines": [{**row, **more}]}
            self.assertEqual(first, self.api.create_credit_note(again))
        with self.refused("key_used: "):
            self.api.create_credit_note({**request, "lines": [{**row, "quantity": 2}]})

    def test_what_is_meant_anyway_may_be_said_of_shares(self):
        note, invoice = self.goodwill(50.0), self.invoice()
        share = {"credit_id": note.id, "invoice_id": invoice.id, "amount": 30}
        request = {"shares": [share], "idempotency_key": "a"}
        first = self.api.apply_credit(request)
        again = {"shares": [{**share, "line_id": None}], "reason": ""}
        self.assertEqual(first, self.api.apply_credit({**request, **again}))
        self.assertEqual(note.amount_residual, 20.0)

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

    def test_same_request_in_other_words_is_done_once(self):
        invoice = self.invoice()
        first = self.api.create_credit_note(
            self.request(invoice, mode="amount", amount=5)
        )
        for values in (
            {"amount": 5.0},
            {"amount": 5, "date": None, "reason": None},
        ):
            request = self.request(invoice, mode="amount", **values)
            self.assertEqual(first, self.api.create_credit_note(request))
        second = self.env["res.company"].create({"name": "Second"})
        self.api.env.user.company_ids |= second
        ids = [self.env.company.id, second.id]
        answers = [
            self.api.with_context(allowed_company_ids=order).create_credit_note(
                self.request(
                    invoice, mode="amount", amount=6, idempotency_key="order-8"
                )
            )
            for order in (ids, ids[::-1])
        ]
        self.assertEqual(answers[0], answers[1])
        self.assertEqual(len(invoice.credit_note_ids), 2)

    def test_keys_of_earlier_versions_are_known(self):
        invoice = self.invoice()
        request = self.request(invoice, mode="amount", amount=5)
        first = self.api.create_credit_note(request)
        facts = {name: request[name] for name in request if name != "idempotency_key"}
        known = self.env["account.note.api.request"].sudo().search([], limit=1)
        companies = self.api.env.companies.ids
        known.digest = verbatim_digest("create_credit_note", facts, companies)
        self.assertEqual(first, self.api.create_credit_note(request))

    def test_half_a_letter_is_refused_in_words(self):
        invoice = self.invoice()
        for values in (
            {"reason": "half \ud800"},
            {"idempotency_key": "half \udfff"},
        ):
            with self.refused("text"):
                self.api.create_credit_note(self.request(invoice, **values))
