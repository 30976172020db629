from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.tests import tagged
from odoo.tools import SQL

from odoo.addons.account_credit_debit_note.models.api import account_note_api_request
from odoo.addons.account_credit_debit_note.models.batch import (
    account_note_batch_retention,
)

from .batch_common import BatchCase


@tagged("post_install", "-at_install")
class TestRetention(BatchCase):
    """What is over is deleted by age; notes and their history never are."""

    def aged(self, records, days, *columns):
        """Return records as if they had been made some days ago."""
        self.env.flush_all()
        day = fields.Datetime.now() - timedelta(days=days)
        for column in columns or ("create_date",):
            self.env.cr.execute(
                SQL(
                    "UPDATE %s SET %s = %s WHERE id IN %s",
                    SQL.identifier(records._table),
                    SQL.identifier(column),
                    day,
                    tuple(records.ids),
                )
            )
        self.env.invalidate_all()
        return records

    def finished(self, days, count=1, **request):
        """Return a batch that was finished some days ago."""
        batch = self.batch(self.invoices(count), **request).sudo()
        self.run_job()
        self.aged(batch.line_ids, days, "create_date", "done_on")
        return self.aged(batch, days, "create_date", "started_on")

    def clean(self):
        return self.env["account.note.batch"]._forget_old_batches()

    def test_a_finished_batch_goes_and_its_notes_stay(self):
        batch = self.finished(401)
        rows = batch.line_ids
        note, invoice = rows.note_id, rows.move_id
        history = note.note_application_ids
        self.assertTrue(history)
        self.assertEqual(self.clean(), (1, False))
        self.assertFalse(batch.exists())
        self.assertFalse(rows.exists())
        for kept in (note, invoice, history):
            self.assertEqual(kept.exists(), kept)

    def test_what_is_young_waits_or_is_needed_stays(self):
        young = self.finished(399)
        drafts = self.finished(401, state="draft")
        late = self.finished(401)
        self.aged(late.line_ids, 10, "done_on")
        waits = self.batch(self.invoices(1), start=False).sudo()
        self.aged(waits, 401)
        self.assertEqual(self.clean(), (0, False))
        self.assertEqual(len((young | drafts | late | waits).exists()), 4)
        drafts.line_ids.note_id.action_post()
        self.clean()
        self.assertFalse(drafts.exists())

    def test_the_company_says_how_long(self):
        batch = self.finished(20)
        self.env.company.note_batch_days = 0
        self.clean()
        self.env.company.note_batch_days = 10
        self.clean()
        # An answer may still name it
        self.assertTrue(batch.exists())
        self.env.company.note_request_days = 10
        self.clean()
        self.assertFalse(batch.exists())

    def test_large_ones_go_in_steps(self):
        batches = self.finished(402, count=3) | self.finished(401)
        with patch.object(account_note_batch_retention, "CHUNK", 2):
            self.assertEqual(self.clean(), (2, True))
            self.assertEqual(len(batches.exists()), 2)
            self.assertEqual(self.clean(), (1, True))
            self.assertEqual(len(batches.exists()), 1)
            self.assertEqual(self.clean(), (1, False))
        self.assertEqual(self.clean(), (0, False))

    def test_answers_to_programs_go_by_age(self):
        api = self.env["account.note.api"].with_user(self.bookkeeper)
        requests = self.env["account.note.api.request"].sudo()
        for key in "abc":
            invoice = self.invoice()
            api.create_credit_note({"invoice_ids": invoice.ids, "idempotency_key": key})
        made = requests.search([("user_id", "=", self.bookkeeper.id)], order="id")
        self.aged(made[:2], 31)
        self.aged(made[2], 29)
        self.env.company.note_request_days = 0
        self.assertEqual(requests._forget_old_requests(), (0, False))
        self.env.company.note_request_days = 30
        with patch.object(account_note_api_request, "CHUNK", 1):
            self.assertEqual(requests._forget_old_requests(), (1, True))
            self.assertEqual(requests._forget_old_requests(), (1, True))
            self.assertEqual(requests._forget_old_requests(), (0, False))
        self.assertEqual(made.exists(), made[2])
