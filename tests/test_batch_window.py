from odoo.tests import Form, tagged

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
