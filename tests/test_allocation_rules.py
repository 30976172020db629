from odoo import Command, fields
from odoo.exceptions import AccessError
from odoo.tests import tagged

from .allocation_common import AllocationCase


@tagged("post_install", "-at_install")
class TestAllocationRules(AllocationCase):
    """What the window warns of, what it refuses, and who may use it."""

    def test_a_doubtful_credit_shows_why_it_settles_nothing(self):
        invoice, doubtful = self.debt(30.0, "2026-01-01"), self.debt(30.0)
        note, other = self.goodwill(40.0), self.goodwill(10.0)
        self.doubt(doubtful | note)
        window = self.open_window(note)
        self.assertEqual(self.to_apply(window), [0.0, 30.0])
        self.assertIn("doubtful", window.item_ids[0].refusal)
        self.assertFalse(window.item_ids[1].refusal)
        window.item_ids[0].amount = 5.0
        with self.refused(note.name, invoice.name, "doubtful"):
            window.action_apply()

        # Another credit settles it, the doubtful one goes where only it can
        both = self.open_window(note, other)
        self.assertEqual(self.to_apply(both), [10.0, 30.0])
        self.assertFalse(both.has_refusals)
        both.item_ids[0].amount = 15.0
        with self.refused("5.00", "not covered"):
            both.action_apply()
        both.strategy = "oldest"
        both.action_apply()
        self.assertEqual(note.note_application_ids.item_move_id, doubtful)
        self.assertEqual(invoice.amount_residual, 20.0)

    def test_the_same_rate_is_required_where_the_company_says_so(self):
        euro = self.setup_other_currency("EUR", rates=[("2016-01-01", 2.0)])
        self.env["res.currency.rate"].create(
            {"name": "2026-03-05", "rate": 4.0, "currency_id": euro.id}
        )
        invoice = self.debt(currency_id=euro.id)
        note = self.goodwill(50.0, currency_id=euro.id, invoice_date="2026-03-10")
        window = self.open_window(note)
        self.assertIn("exchange difference", window.warning)
        self.assertIn(invoice.name, window.warning)

        self.env.company.note_apply_rate = "same"
        window = self.open_window(note)
        self.assertIn("exchange rate", window.item_ids.refusal)
        self.assertEqual(window.applied_amount, 0.0)
        self.assertFalse(window.warning)

        self.env.company.note_apply_rate = "any"
        self.open_window(note).action_apply()
        self.assertEqual(invoice.amount_residual, 50.0)

    def test_a_discount_that_would_be_lost_is_named(self):
        term = self.env["account.payment.term"].create(
            {
                "name": "2 % within 10 days",
                "early_discount": True,
                "discount_percentage": 2.0,
                "discount_days": 10,
                "line_ids": [
                    Command.create(
                        {"value": "percent", "value_amount": 100.0, "nb_days": 30}
                    )
                ],
            }
        )
        invoice = self.debt(invoice_payment_term_id=term.id)
        window = self.open_window(self.goodwill(10.0))
        window.date = "2026-03-05"
        self.assertIn("discount", window.warning)
        self.assertIn(invoice.name, window.warning)
        window.date = "2026-03-25"
        self.assertFalse(window.warning)

    def test_several_credits_settle_what_they_correct_first(self):
        self.env.company.note_apply_on_posting = False
        older, invoice = self.debt(30.0, "2026-01-01"), self.debt(30.0)
        goodwill, note = self.goodwill(30.0), self.credit(invoice)
        window = self.open_window(goodwill, note)
        window.item_ids[1].amount = 30.0
        window.strategy = "manual"
        window.action_apply()
        self.assertEqual(note.note_application_ids.item_move_id, invoice)
        self.assertEqual(goodwill.note_application_ids.item_move_id, older)

    def test_documents_of_two_companies_are_refused(self):
        other = self.setup_other_company()["company"]
        note = self.goodwill(10.0)
        foreign = self.invoice(
            ("Desk", 1, 20.0),
            tax=self.env["account.tax"],
            company_id=other.id,
            journal_id=self.env["account.journal"]
            .search([("company_id", "=", other.id), ("type", "=", "sale")], limit=1)
            .id,
        )
        self.assertEqual(foreign.company_id, other)
        with self.refused("several companies", other.name):
            (note | foreign).action_apply_credits()
        window = self.open_window(note)
        self.assertNotIn(foreign, window.item_ids.move_id)
        window.item_ids = [Command.create({"line_id": self.open_items(foreign).id})]
        window.item_ids[-1].amount = 10.0
        with self.refused(note.name, foreign.name):
            window.action_apply()
        self.assertEqual(foreign.amount_residual, 20.0)

    def test_lines_that_are_no_open_items_are_refused(self):
        invoice, note = self.debt(30.0), self.goodwill(10.0)
        window = self.open_window(note)
        revenue = invoice.invoice_line_ids
        window.item_ids = [
            Command.clear(),
            Command.create({"line_id": revenue.id, "amount": 5.0, "open_amount": 9.0}),
        ]
        with self.refused(invoice.name):
            window.action_apply()
        window = self.open_window(note)
        window.credit_ids = [
            Command.clear(),
            Command.create({"line_id": self.open_items(invoice).id, "amount": 5.0}),
        ]
        window.item_ids.amount = 5.0
        with self.refused(invoice.name, "no credit note"):
            window.action_apply()

    def test_a_program_writes_amounts_and_applies_them(self):
        clerk = self.clerk("allocation-clerk")
        first, second = self.debt(30.0, "2026-01-01"), self.debt(30.0)
        note = self.goodwill(40.0)
        model = self.env["account.note.allocation"].with_user(clerk)
        window = model.with_context(
            active_model="account.move", active_ids=note.ids
        ).create({"reason": "By a program"})
        rows = self.env["account.note.allocation.item"].with_user(clerk)
        found = rows.search_read([("wizard_id", "=", window.id)], ["move_id"])
        self.assertEqual([row["move_id"][0] for row in found], [first.id, second.id])
        rows.browse(found[1]["id"]).write({"amount": 25.0})
        self.assertEqual(window.strategy, "manual")
        rows.browse(found[0]["id"]).write({"amount": 0.0})
        self.assertEqual(window.action_apply()["type"], "ir.actions.client")
        self.assertEqual(second.amount_residual, 5.0)
        self.assertRecordValues(
            note.note_application_ids,
            [{"user_id": clerk.id, "reason": "By a program", "amount": 25.0}],
        )

    def test_readers_and_other_users_have_no_window(self):
        invoice, note = self.debt(30.0), self.goodwill(10.0)
        reader = self.clerk("allocation-reader")
        reader.group_ids = self.env.ref("account.group_account_readonly")
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            note.with_user(reader).action_apply_credits()
        window = self.open_window(note)
        other = window.with_user(self.clerk("allocation-other"))
        with self.assertRaises(AccessError), self.env.cr.savepoint():
            other.action_apply()
        self.assertEqual(invoice.amount_residual, 30.0)

    def test_a_locked_period_is_refused(self):
        self.debt(30.0)
        window = self.open_window(self.goodwill(10.0))
        self.env.company.fiscalyear_lock_date = fields.Date.to_date("2026-04-30")
        window.date = "2026-04-15"
        with self.refused("locked"):
            window.action_apply()

    def test_the_button_shows_where_there_is_something_to_apply(self):
        invoice, alone = self.debt(30.0), self.debt(9.0, partner_id=self.partner_b.id)
        self.assertFalse(invoice.can_apply_credits)
        note, draft = self.goodwill(30.0), self.goodwill(post=False)
        self.env.invalidate_all()
        moves = invoice | alone | note | draft
        self.assertEqual(moves.mapped("can_apply_credits"), [True, False, True, False])
        self.open_window(note).action_apply()
        self.env.invalidate_all()
        self.assertFalse(any(moves.mapped("can_apply_credits")))
