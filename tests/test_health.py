from datetime import timedelta

from odoo import Command, fields
from odoo.exceptions import AccessError
from odoo.tests import tagged
from odoo.tools import SQL

from .batch_common import BatchCase
from .reading_common import ReadingCase

STUCK, FAILED, RUNNING, UNSTARTED, FINISHED, LOST, IDLE, AUDITED = (
    *range(1, 6),
    20,
    21,
    40,
)


@tagged("post_install", "-at_install")
class TestHealth(ReadingCase, BatchCase):
    """The page for administrators: batches, background work, the last audit."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.manager = cls.clerk("health-manager")
        cls.manager.group_ids = [
            Command.set(cls.env.ref("account.group_account_manager").ids)
        ]
        named = cls.env["ir.model.data"].search(
            [
                ("module", "=", "account_credit_debit_note"),
                ("model", "=", "ir.cron"),
            ]
        )
        crons = cls.env["ir.cron"].browse(named.mapped("res_id"))
        crons.nextcall = fields.Datetime.now()
        cls.health = cls.env["account.note.health"].with_user(cls.manager)

    def rows(self):
        """Return {key: row} of the page as it is now."""
        self.env.flush_all()
        self.env.invalidate_all()
        return {row.id: row for row in self.health.search([])}

    def levels(self, *keys):
        rows = self.rows()
        return [(rows[key].level, rows[key].count) for key in keys]

    def an_hour_ago(self, batch):
        day = fields.Datetime.now() - timedelta(minutes=61)
        self.env.flush_all()
        self.env.cr.execute(
            SQL(
                "UPDATE account_note_batch SET started_on = %s WHERE id = %s",
                day,
                batch.id,
            )
        )

    def test_nothing_happened_yet(self):
        rows = self.rows()
        self.assertEqual({row.count for row in rows.values()}, {0})
        audited = rows.pop(AUDITED)
        self.assertEqual((audited.level, audited.since), ("2_look", False))
        self.assertIn("never audited", audited.text)
        self.assertEqual({row.level for row in rows.values()}, {"0_well", "3_info"})
        self.assertEqual(rows[STUCK].level, "0_well")
        self.assertTrue(all(row.name and row.text for row in rows.values()))
        self.assertFalse(any(row.can_open for row in rows.values()))

    def test_reading_it_writes_nothing(self):
        self.batch(self.invoices(2))
        with self.nothing_written():
            rows = self.health.search([])
            rows.read()
            self.health.formatted_read_group([], ["topic"], ["__count"])
            for row in rows.filtered("can_open"):
                if row.id != AUDITED:
                    row.action_open()

    def test_batches_by_state(self):
        self.batch(self.invoices(1), start=False)
        batch = self.batch(self.invoices(2))
        keys = STUCK, FAILED, RUNNING, UNSTARTED, FINISHED
        well, none, one = ("0_well", 0), ("3_info", 0), ("3_info", 1)
        self.assertEqual(self.levels(*keys), [well, well, one, one, none])
        self.an_hour_ago(batch)
        stuck = self.rows()[STUCK]
        self.assertEqual((stuck.level, stuck.count), ("1_fault", 1))
        self.assertIn("for an hour", stuck.text)
        action = stuck.action_open()
        self.assertEqual(action.get("res_id") or action["domain"][0][2], batch.id)
        self.run_job()
        self.assertEqual(self.levels(*keys), [well, well, none, one, one])

    def test_failed_documents_and_lost_workers(self):
        invoice = self.invoice()
        self.credit(invoice)
        self.batch(invoice)
        self.run_job()
        self.assertEqual(self.levels(FAILED, FINISHED), [("2_look", 1), ("3_info", 0)])
        waits = self.batch(self.invoices(1)).line_ids
        attempts = self.env["account.note.batch.attempt"].sudo()
        attempt = attempts.create({"line_id": waits.id, "worker": "w"})
        self.assertEqual(self.levels(LOST), [("0_well", 0)])
        self.env.cr.execute(
            "UPDATE account_note_batch_attempt "
            "SET create_date = create_date - interval '2 hours' WHERE id = %s",
            [attempt.id],
        )
        self.assertEqual(self.levels(LOST), [("1_fault", 1)])

    def test_scheduled_actions_that_do_not_run(self):
        cron = self.env.ref("account_credit_debit_note.ir_cron_note_batch")
        for values in (
            {"nextcall": fields.Datetime.now() - timedelta(hours=2)},
            {"active": False, "nextcall": fields.Datetime.now()},
        ):
            cron.write(values)
            self.assertEqual(self.levels(IDLE), [("1_fault", 1)])
        row = self.rows()[IDLE]
        self.assertFalse(row.can_open)
        self.assertTrue(row.with_user(self.env.ref("base.user_admin")).can_open)

    def test_the_last_audit_and_what_it_found(self):
        self.env["account.note.finding"].with_user(self.manager).action_audit()
        row = self.rows()[AUDITED]
        self.assertEqual((row.level, row.count), ("0_well", 0))
        self.assertAlmostEqual(
            row.since, fields.Datetime.now(), delta=timedelta(minutes=5)
        )
        self.credit(self.invoice())
        self.env.company.note_guard = "off"
        invoice = self.invoice()
        self.goodwill(200.0, reversed_entry_id=invoice.id)
        self.env.flush_all()
        row.action_open()
        found = {row.rule: (row.level, row.count) for row in self.rows().values()}
        self.assertEqual(found["over_credited"], ("1_fault", 1))
        self.assertEqual(found["without_reason"], ("2_look", 2))
        row = self.rows()[AUDITED]
        self.assertEqual((row.level, row.count), ("3_info", 3))

    def test_other_companies_are_not_counted(self):
        other = self.env["res.company"].create({"name": "Other"})
        self.batch(self.invoices(1))
        self.manager.company_ids |= other
        health = self.health.with_context(allowed_company_ids=other.ids)
        self.assertEqual(health.browse(RUNNING).count, 0)
        both = (self.env.company | other).ids
        health = self.health.with_context(allowed_company_ids=both)
        self.assertEqual(health.browse(RUNNING).count, 1)

    def test_it_is_for_administrators(self):
        for model in ("account.note.health", "account.note.audit"):
            with self.assertRaises(AccessError):
                self.env[model].with_user(self.bookkeeper).search([])
        with self.assertRaises(AccessError):
            self.health.create({"count": 1})
