import json
import math

from odoo.exceptions import AccessError, MissingError
from odoo.tests import tagged

from .batch_common import BatchCase


@tagged("post_install", "-at_install")
class TestApiBatch(BatchCase):
    """Batches asked for by programs."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.api = cls.env["account.note.api"].with_user(cls.bookkeeper)

    def test_made_started_and_told(self):
        invoices = self.invoices(2) | self.invoice(post=False)
        told = self.api.create_batch(
            {"invoice_ids": invoices.ids, "state": "posted", "mode": "full"}
        )
        self.assertEqual((told["state"], told["waiting"]), ("running", 3))
        self.run_job()
        told = self.api.get_batch(told["batch_id"])
        self.assertEqual((told["state"], told["done"], told["failed"]), ("done", 2, 1))
        self.assertEqual(
            told["notes"],
            [
                {"invoice_id": move.id, "note_id": move.credit_note_ids.id}
                for move in invoices[:2]
            ],
        )
        (error,) = told["errors"]
        self.assertEqual(error["invoice_id"], invoices[2].id)
        self.assertTrue(error["text"])
        json.dumps(told, allow_nan=False)

    def test_retry_and_cancel(self):
        draft = self.invoice(post=False)
        batch_id = self.api.create_batch({"invoice_ids": draft.ids})["batch_id"]
        self.run_job()
        draft.action_post()
        self.assertEqual(self.api.retry_batch(batch_id)["waiting"], 1)
        told = self.api.cancel_batch(batch_id)
        self.assertEqual((told["cancelled"], told["state"]), (1, "done"))
        self.run_job()
        self.assertFalse(draft.credit_note_ids)

    def test_domain(self):
        mine = self.invoice(partner_id=self.partner_b.id)
        self.invoice(partner_id=self.partner_b.id, post=False)
        told = self.api.create_batch(
            {
                "domain": [["partner_id", "=", self.partner_b.id]],
                "side": "debit",
                "mode": "amount",
                "percent": 10,
            }
        )
        self.run_job()
        self.assertEqual(told["total"], 1)
        self.assertEqual(mine.debit_note_ids.amount_total, 11.5)

    def test_once(self):
        request = {"invoice_ids": self.invoice().ids, "idempotency_key": "batch-1"}
        first = self.api.create_batch(request)
        self.assertEqual(self.api.create_batch(request), first)
        with self.refused("key_used: "):
            self.api.create_batch({**request, "side": "debit"})

    def test_hostile_requests(self):
        ids = self.invoice().ids
        batches = self.env["account.note.batch"].search_count([])
        for word, request in (
            ("bad_request", None),
            ("bad_request", {}),
            ("bad_request", {"invoice_ids": ids, "domain": [["id", "in", ids]]}),
            ("bad_request", {"invoice_ids": [*ids, *ids]}),
            ("bad_request", {"invoice_ids": "all"}),
            ("bad_request", {"invoice_ids": ids, "mode": "lines"}),
            ("bad_request", {"invoice_ids": ids, "mode": "amount"}),
            ("bad_request", {"invoice_ids": ids, "mode": "amount", "percent": -1}),
            ("bad_request", {"invoice_ids": ids, "amount": math.nan, "mode": "amount"}),
            ("bad_request", {"invoice_ids": ids, "date": "tomorrow"}),
            ("bad_request", {"invoice_ids": ids, "user_id": 1}),
            ("bad_request", {"domain": "[(1, '=', 1)]"}),
            ("bad_request", {"domain": [["nonsense", "=", 1]]}),
            ("refused", {"domain": [["id", "=", 10**30]]}),
            ("bad_request", {"domain": ["&", ["id", "=", 1]]}),
            ("bad_request", {"domain": [["name", "like", "\x00"]]}),
            ("bad_request", {"domain": [1, None, {}]}),
            ("refused", {"domain": [["id", "=", 0]]}),
            ("refused", {"invoice_ids": ids, "reason": "NONSENSE"}),
            ("not_found", {"invoice_ids": [2**31 - 1]}),
        ):
            with self.subTest(request), self.refused(f"{word}: "):
                self.api.create_batch(request)
        for method in (
            self.api.get_batch,
            self.api.retry_batch,
            self.api.cancel_batch,
        ):
            for batch_id in (None, "1", 0, -1, True, [], {}, 10**12, 1.5):
                with self.subTest(batch_id), self.refused("bad_request: "):
                    method(batch_id)
            with self.assertRaises(MissingError):
                method(2**31 - 1)
        self.assertEqual(self.env["account.note.batch"].search_count([]), batches)

    def test_batches_of_another_company(self):
        other = self.setup_other_company()["company"]
        batch = self.batch(self.invoice())
        stranger = self.clerk("batch-stranger")
        stranger.write({"company_ids": [(6, 0, other.ids)], "company_id": other.id})
        api = self.api.with_user(stranger)
        for method in (api.get_batch, api.retry_batch, api.cancel_batch):
            with self.assertRaises(AccessError):
                method(batch.id)
        with self.assertRaises(AccessError):
            api.create_batch({"invoice_ids": self.invoice().ids})
        self.assertEqual(batch.waiting_count, 1)
