import logging
from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from .batch_common import BatchCase

ADDON = "odoo.addons.account_credit_debit_note"
LOGGERS = f"{ADDON}.models.batch"


@tagged("post_install", "-at_install")
class TestBatch(BatchCase):
    """A batch is worked off in chunks; what fails, fails alone."""

    def test_nothing_happens_before_it_is_started(self):
        batch = self.batch(self.invoices(2), start=False)
        self.run_job()
        self.assertEqual(batch.state, "draft")
        self.assertEqual(batch.waiting_count, 2)

    def test_every_document_gets_its_note(self):
        invoices = self.invoices(3)
        batch = self.batch(invoices)
        self.assertEqual(batch.state, "running")
        self.in_chunks_of(2)
        self.assertEqual(self.run_job(), [(0, 3), (2, None), (1, None), (0, 0)])
        self.assertRecordValues(
            batch,
            [
                {
                    "state": "done",
                    "total_count": 3,
                    "done_count": 3,
                    "waiting_count": 0,
                    "progress": 100.0,
                }
            ],
        )
        for row in batch.line_ids:
            self.assertEqual(row.note_id, row.move_id.credit_note_ids)
            self.assertEqual(row.note_id.state, "posted")
            self.assertEqual(row.note_id.create_uid, self.bookkeeper)
        self.assertEqual(set(invoices.mapped("payment_state")), {"reversed"})

    def test_a_failing_document_stops_no_other(self):
        invoices = self.invoices(3)
        self.credit(invoices[1])
        batch = self.batch(invoices)
        self.run_job()
        self.assertEqual((batch.done_count, batch.failed_count), (2, 1))
        failed = batch.failed_line_ids
        self.assertEqual(failed.move_id, invoices[1])
        self.assertEqual(failed.error_code, "over_credited")
        self.assertIn(invoices[1].name, failed.error)
        self.assertEqual(len(invoices[1].credit_note_ids), 1, "no draft is left")

    @mute_logger(
        "odoo.addons.account_credit_debit_note.models.batch.account_note_batch_line"
    )
    def test_a_crash_is_an_error_of_its_document(self):
        invoices = self.invoices(2)
        batch = self.batch(invoices)
        rows = type(batch.line_ids)
        make = rows._make_notes

        def crash(rows):
            notes = make(rows)
            if invoices[0] in rows.move_id:
                raise ValueError("Boom")
            return notes

        with patch.object(rows, "_make_notes", crash):
            self.run_job()
        self.assertEqual(batch.failed_line_ids.error, "ValueError: Boom")
        self.assertFalse(invoices[0].credit_note_ids)
        self.assertEqual(len(invoices[1].credit_note_ids), 1)

    def test_retry_of_what_failed(self):
        draft = self.invoice(post=False)
        batch = self.batch(self.invoice() | draft)
        self.run_job()
        self.assertEqual(batch.failed_line_ids.error_code, "not_posted")
        draft.action_post()
        other = self.clerk("retry-clerk")
        batch.with_user(other).action_retry()
        self.assertEqual((batch.state, batch.waiting_count), ("running", 1))
        self.run_job()
        self.assertEqual((batch.done_count, batch.failed_count), (2, 0))
        self.assertFalse(batch.line_ids.filtered("error"))
        self.assertEqual(draft.credit_note_ids.create_uid, other)
        self.assertEqual(len(batch.line_ids.note_id), 2)

    def test_cancel_the_rest(self):
        batch = self.batch(self.invoices(3))
        self.in_chunks_of(1)
        self.run_job(seconds=0)
        batch.action_cancel()
        self.run_job()
        self.assertRecordValues(
            batch, [{"state": "done", "done_count": 1, "cancelled_count": 2}]
        )
        self.assertEqual(len(batch.line_ids.note_id), 1)

    def test_with_the_rights_and_the_language_of_who_started_it(self):
        self.bookkeeper.lang = "fr_FR"
        batch = self.batch(self.invoice())
        seen = []
        api = type(self.env["account.note.api"])
        make = api._make_notes

        def look(api, side, values):
            seen.append((api.env.user, api.env.su, api.env.lang, api.env.company))
            return make(api, side, values)

        with patch.object(api, "_make_notes", look):
            self.run_job()
        company = self.env.company
        self.assertEqual(seen, [(self.bookkeeper, False, "fr_FR", company)])
        self.assertEqual(batch.done_count, 1)

    def test_who_lost_the_right_makes_no_notes(self):
        batch = self.batch(self.invoices(1))
        self.bookkeeper.group_ids = self.env.ref("base.group_user")
        self.run_job()
        row = batch.sudo().failed_line_ids
        self.assertEqual(row.error_code, "access_denied")
        self.assertFalse(row.move_id.credit_note_ids)

    def test_who_left_makes_no_notes(self):
        batch = self.batch(self.invoices(1))
        self.bookkeeper.active = False
        self.run_job()
        self.assertIn("archived", batch.sudo().failed_line_ids.error)

    def test_drafts_debit_notes_amounts_and_bills(self):
        invoices = self.invoices(2)
        drafts = self.batch(invoices, state="draft", mode="amount", percent=10.0)
        debits = self.batch(invoices, "debit", mode="amount", amount=23.0)
        bill = self.batch(self.invoice(move_type="in_invoice"), state="finalized")
        self.run_job()
        self.assertEqual(drafts.line_ids.note_id.mapped("state"), ["draft"] * 2)
        self.assertEqual(drafts.line_ids.note_id.mapped("amount_total"), [11.5] * 2)
        self.assertEqual(debits.line_ids.note_id.mapped("amount_total"), [23.0] * 2)
        self.assertEqual(debits.line_ids.note_id.debit_origin_id, invoices)
        self.assertTrue(bill.line_ids.note_id.finalized_on)
        self.assertEqual(bill.partner_side, "vendor")

    def test_documents_that_do_not_go_together(self):
        entry = self.env["account.move"].create({"move_type": "entry"})
        invoice, bill = self.invoice(), self.invoice(move_type="in_invoice")
        for moves, text in (
            (entry, "invoices"),
            (entry.browse(), "invoices"),
            (invoice | bill, "customers or of vendors"),
        ):
            with self.subTest(text), self.refused(text):
                self.batch(moves)

    def test_documents_of_two_companies(self):
        other = self.setup_other_company()
        self.bookkeeper.company_ids |= other["company"]
        foreign = self.invoice(
            tax=self.env["account.tax"],
            company_id=other["company"].id,
            journal_id=other["default_journal_sale"].id,
        )
        with self.refused("one company"):
            self.batch(self.invoice() | foreign)

    def test_nobody_writes_rows_or_batches(self):
        batch = self.batch(self.invoices(1))
        rows = batch.line_ids
        for records in (batch, rows):
            for env in (self.env(su=True), self.env):
                records = records.with_env(env).with_context(note_gate=True)
                for attempt in (
                    lambda r=records: r.write({"create_uid": 1}),
                    lambda r=records: r.unlink(),
                    lambda r=records: r.create([{}]),
                ):
                    with self.assertRaises(AccessError), self.env.cr.savepoint():
                        attempt()

    def test_jobs_of_the_queue_where_it_is_installed(self):
        """What the module queue_job adds to models is stood in for here."""
        batch = self.batch(self.invoices(3), start=False)
        jobs = []

        class Delayed:
            def _run_queued_chunk(self):
                jobs.append(batch._run_queued_chunk)

        batches = type(batch)
        with (
            patch.object(batches, "_has_queue", lambda _self: True),
            patch.object(
                batches, "with_delay", lambda *_, **__: Delayed(), create=True
            ),
            patch(
                "odoo.addons.account_credit_debit_note.models.batch.account_note_batch_run"
                ".CHUNK",
                2,
            ),
        ):
            batch.action_start()
        self.assertEqual(len(jobs), 2)
        self.assertEqual([job() for job in jobs], [3, 0])
        self.assertEqual(batch.done_count, 3)

    def test_the_reason_is_called_by_its_name(self):
        batch = self.batch(self.invoices(1), start=False, reason="REBATE")
        reason = self.env["account.note.reason"].search([("code", "=", "REBATE")])
        self.assertEqual(batch.reason_text, reason.name)
        reason.active = False
        batch.invalidate_recordset(["reason_text"])
        self.assertEqual(batch.reason_text, reason.name)

    def test_search_by_state(self):
        batches = self.env["account.note.batch"]
        draft = self.batch(self.invoices(1), start=False)
        done = self.batch(self.invoices(1))
        self.run_job()
        running = self.batch(self.invoices(1))
        for state, batch in (("draft", draft), ("running", running), ("done", done)):
            found = batches.search([("state", "=", state)])
            self.assertEqual(found & (draft | done | running), batch.sudo(False))

    def test_auditors_and_others_run_none(self):
        batch = self.batch(self.invoices(1), start=False)
        auditor = self.clerk("batch-auditor")
        auditor.group_ids = self.env.ref("account.group_account_readonly")
        seen = batch.with_user(auditor)
        self.assertEqual(seen.total_count, 1)
        for step in (seen.action_start, seen.action_retry, seen.action_cancel):
            with self.assertRaises(AccessError):
                step()
        with self.assertRaises(UserError):
            self.batch(self.invoice(), user=auditor)

    def test_the_log_tells_of_start_steps_and_end(self):
        names = "account_note_batch", "account_note_batch_run"
        loggers = [f"{LOGGERS}.{name}" for name in names]
        invoices = self.invoices(3)
        self.credit(invoices[0])
        self.in_chunks_of(2)
        with self.assertLogs(loggers[0], logging.INFO) as start:
            batch = self.batch(invoices)
        user = self.bookkeeper.id
        line = f"Batch {batch.id} started by user {user}: 3 documents wait"
        self.assertEqual([r.getMessage() for r in start.records], [line])
        self.run_job()
        after = [*self.env.cr.postcommit._funcs]
        with self.assertLogs(loggers[1], logging.INFO) as steps:
            # Core's own look for what a test does not commit
            for call in after:
                name = getattr(getattr(call, "func", None), "__name__", "")
                if name == "_log_step":
                    call()
        told = [record.getMessage() for record in steps.records]
        self.assertRegex(told[0], rf"^Batch {batch.id}: 2 documents in \d+\.\d\d s$")
        self.assertRegex(
            told[-1], rf"^Batch {batch.id} ended after \d+ s: 2 done, 1 failed, 0 canc"
        )

    def test_the_log_is_silent_about_ordinary_work(self):
        with self.assertNoLogs(ADDON, logging.INFO):
            invoice = self.invoice()
            note = self.credit(invoice)
            note.button_draft()
