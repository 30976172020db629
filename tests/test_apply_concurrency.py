from odoo.tests import tagged
from odoo.tools import mute_logger

from odoo.addons.account_credit_debit_note.tools.application import Application

from .two_connections import TwoConnections


@tagged("post_install", "-at_install")
class TestApplyConcurrency(TwoConnections):
    """Two people apply one credit at once: never more than there is."""

    def make_documents(self, env):
        invoices = [self.make_move(env, "out_invoice", 0) for _each in "ab"]
        note = self.make_move(env, "out_refund", 1)
        for move in (*invoices, note):
            move.action_post()
        self.invoice_ids = [invoice.id for invoice in invoices]
        self.note_id = note.id

    def apply_60(self, env, invoice_id, seen=None):
        credit, item = (
            env["account.move"].browse(move_id)._note_get_open_items()
            for move_id in (self.note_id, invoice_id)
        )
        seen = {credit.id: seen} if seen else {}
        spec = Application.of([(credit, item, 60.0)], seen=seen)
        env["account.move"]._note_apply(spec)

    def amounts_left(self):
        with self.transaction() as env:
            moves = env["account.move"].browse([self.note_id, *self.invoice_ids])
            return moves.mapped("amount_residual")

    @mute_logger("odoo.sql_db", "odoo.service.model")
    def test_what_one_has_taken_the_other_cannot_take(self):
        outcomes, tries = self.do_at_once(self.apply_60, self.invoice_ids)
        refusals = [outcome for outcome in outcomes if outcome != "done"]
        self.assertEqual(len(refusals), 1)
        self.assertIn("40.00", refusals[0])
        self.assertEqual(len(tries), 3, "one of the two was repeated once")
        left = self.amounts_left()
        self.assertEqual(left[0], 40.0)
        self.assertEqual(sorted(left[1:]), [40.0, 100.0])

    @mute_logger("odoo.sql_db", "odoo.service.model")
    def test_a_plan_that_has_gone_stale_is_refused(self):
        def apply_as_seen(env, invoice_id):
            self.apply_60(env, invoice_id, seen=100.0)

        outcomes, _tries = self.do_at_once(apply_as_seen, self.invoice_ids)
        (refusal,) = (outcome for outcome in outcomes if outcome != "done")
        self.assertIn("changed in the meantime", refusal)
        self.assertEqual(self.amounts_left()[0], 40.0)

    @mute_logger("odoo.sql_db", "odoo.service.model")
    def test_the_scheduled_action_takes_what_is_left(self):
        with self.transaction() as env:
            env.company.note_auto_apply = True
        self.addCleanup(self.switch_off)

        def apply_or_job(env, key):
            if key == "job":
                partner = env["res.partner"].browse(self.partner_id)
                partner._note_try_to_apply(env.company)
            else:
                self.apply_60(env, self.invoice_ids[0])

        outcomes, _tries = self.do_at_once(apply_or_job, ["person", "job"])
        left = self.amounts_left()
        self.assertEqual(left[0], 0.0)
        self.assertEqual(sum(left[1:]), 100.0)
        self.assertIn("done", outcomes)

    def switch_off(self):
        with self.transaction() as env:
            env.company.note_auto_apply = False
