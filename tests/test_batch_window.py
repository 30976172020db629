from odoo.exceptions import AccessError
from odoo.tests import Form, new_test_user, tagged

from .batch_common import BatchCase


@tagged("post_install", "-at_install")
class TestBatchWindow(BatchCase):
    """The window over the list, and what the page of a batch says."""

    def bulk(self, moves, side="credit"):
        return Form(
            self.env["account.note.bulk"]
            .with_user(self.bookkeeper)
            .with_context(
                active_model="account.move", active_ids=moves.ids, default_side=side
            )
        )

    def made_by(self, window):
        action = window.save().action_create_batch()
        self.assertEqual(action["res_model"], "account.note.batch")
        batch = self.env["account.note.batch"].browse(action["res_id"])
        return batch.with_user(self.bookkeeper)

    def test_percentage_with_a_reason(self):
        invoices = self.invoices(2)
        reason = self.env["account.note.reason"].search([], limit=1)
        with self.bulk(invoices) as window:
            self.assertEqual(window.move_count, 2)
            window.mode = "percent"
            window.percent = 10.0
            window.date = "2026-03-10"
            window.reason_id = reason
            window.state = "posted"
        batch = self.made_by(window)
        self.assertRecordValues(
            batch,
            [
                {
                    "state": "draft",
                    "total_count": 2,
                    "correction_text": "10 % of each document",
                    "note_state": "posted",
                    "partner_side": "customer",
                    "user_id": self.bookkeeper.id,
                }
            ],
        )
        self.assertEqual(str(batch.note_date), "2026-03-10")
        batch.action_start()
        self.run_job()
        notes = batch.line_ids.note_id
        self.assertEqual(notes.mapped("amount_total"), [11.5, 11.5])
        self.assertEqual(notes.note_reason_id, reason)
        self.assertEqual(batch.action_open_notes()["res_model"], "account.move")

    def test_debit_by_amount_over_bills(self):
        bill = self.invoice(move_type="in_invoice")
        with self.bulk(bill, "debit") as window:
            window.mode = "amount"
            window.amount = 23.0
        batch = self.made_by(window)
        batch.action_start()
        self.run_job()
        row = batch.line_ids
        self.assertEqual(row.note_id.debit_origin_id, bill)
        self.assertEqual(row.note_id.amount_total, 23.0)
        self.assertEqual(row.note_id.state, "draft")
        self.assertEqual(row.action_open_note()["res_id"], row.note_id.id)
        self.assertEqual(row.action_open_document()["res_id"], bill.id)

    def test_what_each_note_will_come_to_is_seen_before_the_start(self):
        invoices = self.invoices(3)
        self.credit(invoices[1])
        batch = self.batch(invoices, start=False, mode="amount", percent=10.0)
        batch = batch.with_user(self.bookkeeper)
        first, refused, last = batch.line_ids
        self.assertEqual(first.foreseen_amount, 11.5)
        self.assertFalse(first.foreseen_refusal)
        self.assertIn(invoices[1].name, refused.foreseen_refusal)
        last.action_take_out()
        batch.action_take_out_refused()
        self.assertEqual(
            batch.line_ids.mapped("state"), ["waiting", "cancelled", "cancelled"]
        )
        self.assertIn(invoices[1].name, refused.error)
        last.action_put_back()
        batch.action_start()
        self.run_job()
        self.assertRecordValues(batch, [{"done_count": 2, "cancelled_count": 1}])
        self.assertEqual(first.note_id.amount_total, 11.5)
        self.assertFalse(first.foreseen_amount)
        # What was taken out stays out of a batch that was started
        refused.action_put_back()
        self.assertEqual(refused.state, "cancelled")

    def test_readers_take_nothing_out(self):
        batch = self.batch(self.invoices(1), start=False)
        auditor = new_test_user(
            self.env, "batch-reader", "account.group_account_readonly"
        )
        row = batch.line_ids.with_user(auditor)
        self.assertEqual(row.state, "waiting")
        for action in (
            row.action_take_out,
            batch.with_user(auditor).action_take_out_refused,
        ):
            with self.assertRaises(AccessError):
                action()

    def test_a_figure_is_needed(self):
        window = self.bulk(self.invoice()).save()
        for mode in ("percent", "amount"):
            window.mode = mode
            with self.subTest(mode), self.refused("above zero"):
                window.action_create_batch()

    def test_page_of_a_batch(self):
        batch = self.batch(self.invoices(2))
        self.run_job()
        with Form(batch) as page:
            self.assertEqual(page.done_count, 2)
            self.assertEqual(page.progress, 100.0)
