from unittest.mock import patch

from odoo import fields
from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.account_credit_debit_note.models.application import res_partner

from .common import NoteCase


@tagged("post_install", "-at_install")
class TestAutomatic(NoteCase):
    """Open credits are applied by strategy: at once, or by a scheduled action."""

    def set_scene(self):
        self.no_tax = self.env["account.tax"]
        self.company = self.env.company
        self.company.note_auto_apply = True

    def run_job(self):
        # A scheduled action commits; a test must not
        with (
            patch.object(type(self.env["ir.cron"]), "_commit_progress") as commit,
            patch.object(res_partner, "retrying", lambda job, _env: job()),
        ):
            commit.return_value = 60.0
            self.env["res.partner"]._cron_apply_open_credits()
        return commit

    def debt(self, amount, day, **values):
        return self.invoice(
            ("Desk", 1, amount),
            tax=self.no_tax,
            invoice_payment_term_id=False,
            invoice_date_due=day,
            **values,
        )

    def test_the_oldest_due_is_settled_first(self):
        self.company.note_apply_strategy = "oldest"
        june, may = (self.debt(60.0, day) for day in ("2026-06-30", "2026-05-31"))
        note = self.goodwill()
        self.run_job()
        self.assertEqual(may.amount_residual, 0.0)
        self.assertEqual(june.amount_residual, 20.0)
        self.assertEqual(
            set(note.note_application_ids.mapped("reason")), {"Applied automatically"}
        )

    def test_each_partner_is_a_step_of_its_own(self):
        self.debt(60.0, "2026-05-31")
        self.goodwill()
        other = self.invoice(tax=self.no_tax, partner_id=self.partner_b.id)
        self.goodwill(30.0, partner_id=self.partner_b.id)
        commit = self.run_job()
        self.assertEqual(sum(1 for call in commit.call_args_list if call.args), 2)
        self.assertEqual(other.amount_residual, 70.0)

    def test_off_is_off(self):
        self.company.note_auto_apply = False
        invoice, note = self.debt(60.0, "2026-05-31"), self.goodwill()
        self.run_job()
        self.assertEqual(invoice.amount_residual, 60.0)
        self.assertEqual(note.amount_residual, 100.0)

    def test_young_credits_wait(self):
        self.company.note_auto_apply_days = 10
        today = fields.Date.today()
        invoice = self.debt(60.0, "2026-05-31")
        young = self.goodwill(20.0, invoice_date=today)
        old = self.goodwill(10.0)
        self.run_job()
        self.assertEqual(invoice.amount_residual, 50.0)
        self.assertEqual(young.amount_residual, 20.0)
        self.assertEqual(old.amount_residual, 0.0)

    def test_what_stops_one_partner_stops_no_other(self):
        first = self.debt(60.0, "2026-05-31")
        self.goodwill()
        second = self.invoice(tax=self.no_tax, partner_id=self.partner_b.id)
        self.goodwill(30.0, partner_id=self.partner_b.id)
        stubborn = type(self.env["account.move"])
        apply = stubborn._note_apply

        def refuse_first(moves, spec):
            if spec.allocations[0].item_id in first.line_ids.ids:
                raise UserError(first.name)
            return apply(moves, spec)

        with (
            patch.object(stubborn, "_note_apply", refuse_first),
            patch.object(self.env.cr, "rollback"),
            mute_logger(res_partner.__name__),
        ):
            self.run_job()
        self.assertEqual(first.amount_residual, 60.0)
        self.assertEqual(second.amount_residual, 70.0)

    def test_rules_are_kept(self):
        self.company.note_apply_strategy = "oldest"
        sure = self.debt(60.0, "2026-05-31")
        doubted = self.debt(60.0, "2026-06-30")
        note = self.goodwill(100.0)
        self.doubt(note | doubted)
        fine = self.goodwill(70.0)
        self.run_job()
        self.assertEqual(doubted.amount_residual, 0.0)
        self.assertEqual(note.amount_residual, 40.0)
        self.assertEqual(sure.amount_residual, 0.0)
        self.assertEqual(fine.amount_residual, 10.0)

    def test_payments_and_other_sides_are_no_open_items(self):
        bill = self.invoice(move_type="in_invoice", tax=self.no_tax)
        payment = self.env["account.payment"].create(
            {
                "payment_type": "outbound",
                "partner_type": "customer",
                "partner_id": self.partner_a.id,
                "amount": 40.0,
                "date": "2026-03-02",
            }
        )
        payment.action_post()
        note = self.goodwill()
        self.run_job()
        self.assertEqual(note.amount_residual, 100.0)
        self.assertEqual(bill.amount_residual, 100.0)

    def test_chosen_partners_are_settled_now(self):
        self.company.note_auto_apply = False
        invoice, note = self.debt(60.0, "2026-05-31"), self.goodwill()
        bill = self.invoice(move_type="in_invoice", tax=self.no_tax)
        self.goodwill(40.0, move_type="in_refund")
        clerk = self.clerk("settling_clerk")
        action = self.partner_a.with_user(clerk).action_apply_open_credits()
        self.assertEqual(action["params"]["type"], "success")
        self.assertEqual(invoice.amount_residual, 0.0)
        self.assertEqual(note.amount_residual, 40.0)
        self.assertEqual(bill.amount_residual, 60.0)
        action = self.partner_a.with_user(clerk).action_apply_open_credits()
        self.assertEqual(action["params"]["type"], "info")

    def test_a_reader_applies_nothing(self):
        self.debt(60.0, "2026-05-31")
        note = self.goodwill()
        reader = self.clerk("reading_auditor")
        reader.group_ids = self.env.ref("account.group_account_readonly")
        with self.assertRaises(AccessError):
            self.partner_a.with_user(reader).action_apply_open_credits()
        self.assertEqual(note.amount_residual, 100.0)
