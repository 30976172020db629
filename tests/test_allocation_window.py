from datetime import date
from unittest.mock import patch

from odoo import Command
from odoo.tests import Form, tagged

from .allocation_common import AllocationCase


@tagged("post_install", "-at_install")
class TestAllocationWindow(AllocationCase):
    """The window that applies credits: rows, strategies, amounts by hand."""

    def test_a_credit_note_opens_with_every_open_item_of_its_partner(self):
        invoice = self.debt(invoice_payment_term_id=self.halves.id)
        other = self.debt(30.0, "2026-01-05")
        self.debt(50.0, partner_id=self.partner_b.id)
        note, waiting = self.goodwill(60.0), self.goodwill(15.0)

        window = self.open_window(note)

        self.assertRecordValues(
            window,
            [
                {
                    "partner_id": self.partner_a.id,
                    "currency_id": self.env.company.currency_id.id,
                    "strategy": "origins",
                    "to_use_amount": 60.0,
                    "applied_amount": 60.0,
                    "left_amount": 0.0,
                    "open_before_amount": 130.0,
                    "open_after_amount": 70.0,
                    "problem": False,
                    "empty_text": False,
                }
            ],
        )
        self.assertRecordValues(
            window.credit_ids,
            [
                {"move_id": note.id, "open_amount": 60.0, "amount": 60.0},
                {"move_id": waiting.id, "open_amount": 15.0, "amount": 0.0},
            ],
        )
        self.assertRecordValues(
            window.item_ids,
            [
                {"move_id": other.id, "installment": False, "amount": 30.0},
                {"move_id": invoice.id, "installment": "1/2", "amount": 30.0},
                {"move_id": invoice.id, "installment": "2/2", "amount": 0.0},
            ],
        )

    def test_what_the_window_shows_is_applied(self):
        invoice = self.debt(invoice_payment_term_id=self.halves.id)
        note = self.goodwill(60.0)
        window = self.open_window(note)
        window.write({"date": "2026-04-02", "reason": "Agreed"})
        shown = window.item_ids.mapped("after_amount")

        action = window.action_apply()

        self.assertEqual(
            self.open_items(invoice).mapped("amount_residual"),
            [left for left in shown if left],
        )
        self.assertEqual(note.payment_state, "paid")
        self.assertRecordValues(
            note.note_application_ids.sorted("id"),
            [
                {"amount": 50.0, "reason": "Agreed", "date": date(2026, 4, 2)},
                {"amount": 10.0, "reason": "Agreed", "date": date(2026, 4, 2)},
            ],
        )
        self.assertIn(invoice.name, action["params"]["message"])

    def test_an_invoice_opens_with_its_own_instalments_proposed(self):
        older, invoice = self.debt(40.0, "2026-01-05"), self.debt(80.0)
        note, second = self.goodwill(50.0), self.goodwill(50.0)

        window = self.open_window(invoice)

        self.assertRecordValues(
            window.item_ids,
            [
                {"move_id": older.id, "is_proposed": False, "amount": 0.0},
                {"move_id": invoice.id, "is_proposed": True, "amount": 80.0},
            ],
        )
        window.action_apply()
        self.assertEqual(older.amount_residual, 40.0)
        self.assertEqual(invoice.amount_residual, 0.0)
        self.assertEqual((note | second).mapped("amount_residual"), [0.0, 20.0])

    def test_every_strategy_fills_the_amounts(self):
        may, june, july = (
            self.debt(amount, day)
            for amount, day in (
                (60.0, "2026-01-01"),
                (30.0, "2026-02-01"),
                (90.0, "2026-03-01"),
            )
        )
        note = self.credit(july, post=False)
        self.env.company.note_apply_on_posting = False
        note.action_post()
        expected = {
            "origins": [0.0, 0.0, 90.0],
            "oldest": [60.0, 30.0, 0.0],
            "newest": [0.0, 0.0, 90.0],
            "smallest": [60.0, 30.0, 0.0],
            "largest": [0.0, 0.0, 90.0],
            "prorata": [30.0, 15.0, 45.0],
            "exact": [0.0, 0.0, 90.0],
        }
        window = self.open_window(note)
        for strategy, amounts in expected.items():
            with self.subTest(strategy):
                window.strategy = strategy
                self.assertEqual(self.to_apply(window), amounts)
                with Form(window) as form:
                    form.strategy = "manual"
                    form.strategy = strategy
                self.assertEqual(self.to_apply(window), amounts)
                self.assertEqual(window.strategy, strategy)
        window.strategy = "prorata"
        window.action_apply()
        self.assertEqual(
            [move.amount_residual for move in (may, june, july)], [30.0, 15.0, 45.0]
        )

    def test_the_company_chooses_the_strategy_to_start_with(self):
        self.env.company.note_apply_strategy = "newest"
        self.debt(30.0, "2026-01-01"), self.debt(30.0, "2026-02-01")
        self.assertEqual(
            self.to_apply(self.open_window(self.goodwill(40.0))), [10.0, 30.0]
        )

    def test_an_amount_entered_goes_on_by_hand(self):
        self.debt(30.0, "2026-01-01"), self.debt(30.0, "2026-02-01")
        window = self.open_window(self.goodwill(40.0))
        with Form(window) as form:
            with form.item_ids.edit(0) as row:
                row.amount = 5.0
            self.assertEqual(form.strategy, "manual")
            self.assertEqual(form.applied_amount, 15.0)
            self.assertEqual(form.left_amount, 25.0)
            with form.credit_ids.edit(0) as row:
                row.amount = 20.0
            self.assertEqual(form.applied_amount, 15.0)
            with form.item_ids.edit(1) as row:
                row.is_full = True
            self.assertEqual(form.applied_amount, 35.0)
            self.assertIn("35.00", form.problem)
            form.strategy = "oldest"
            self.assertFalse(form.problem)
        self.assertEqual(self.to_apply(window), [20.0, 0.0])

    def test_what_may_be_used_of_a_credit_changes_the_proposal(self):
        self.debt(30.0, "2026-01-01"), self.debt(30.0, "2026-02-01")
        window = self.open_window(self.goodwill(40.0))
        with Form(window) as form, form.credit_ids.edit(0) as row:
            row.amount = 10.0
        self.assertEqual(self.to_apply(window), [10.0, 0.0])
        window.credit_ids.amount = 35.0
        self.assertEqual(self.to_apply(window), [30.0, 5.0])

    def test_a_row_left_out_gets_nothing(self):
        self.debt(30.0, "2026-01-01"), self.debt(30.0, "2026-02-01")
        window = self.open_window(self.goodwill(40.0))
        with Form(window) as form, form.item_ids.edit(0) as row:
            row.is_proposed = False
        self.assertEqual(self.to_apply(window), [0.0, 30.0])
        self.assertEqual(window.strategy, "origins")
        window.item_ids[0].is_proposed = True
        self.assertEqual(self.to_apply(window), [30.0, 10.0])

    def test_more_than_the_credits_have_is_refused(self):
        first, note = self.debt(30.0), self.goodwill(20.0)
        window = self.open_window(note)
        window.item_ids.amount = 25.0
        self.assertIn("25.00", window.problem)
        with self.refused("25.00", "20.00"):
            window.action_apply()
        window.item_ids.amount = 30.01
        with self.refused(first.name, "30.01", "30.00"):
            window.action_apply()
        window.item_ids.amount = 0.0
        with self.refused("Nothing is applied"):
            window.action_apply()
        self.assertEqual(note.amount_residual, 20.0)

    def test_a_stale_window_is_refused(self):
        invoice, note = self.debt(30.0), self.goodwill(20.0)
        window, late = self.open_window(note), self.open_window(invoice)
        window.action_apply()
        with self.refused(note.name, "20.00"):
            late.action_apply()
        self.assertEqual(invoice.amount_residual, 10.0)

    def test_amounts_that_are_no_amounts_are_refused(self):
        self.debt(30.0)
        window = self.open_window(self.goodwill(20.0))
        for row in (window.item_ids, window.credit_ids):
            for amount in (-5.0, float("nan"), float("inf")):
                with self.subTest(row=row._name, amount=amount), self.refused(""):
                    row.write({"amount": amount})
        window.item_ids.amount = 1e15
        with self.refused("only"):
            window.action_apply()

    def test_the_amounts_can_be_cleared(self):
        self.debt(40.0)
        window = self.open_window(self.goodwill(10.0))
        action = window.action_clear()
        self.assertEqual(action["res_id"], window.id)
        self.assertEqual((window.applied_amount, window.strategy), (0.0, "manual"))

    def test_three_hundred_items_need_no_row_from_the_client(self):
        term = self.env["account.payment.term"].create(
            {
                "name": "Hundred",
                "line_ids": [
                    Command.create(
                        {"value": "percent", "value_amount": 1.0, "nb_days": days}
                    )
                    for days in range(100)
                ],
            }
        )
        debts = [
            self.debt(300.0, invoice_payment_term_id=term.id) for _each in range(3)
        ]
        window = self.open_window(self.goodwill(500.0), *debts)
        self.assertEqual(len(window.item_ids), 300)
        self.assertEqual(window.applied_amount, 500.0)
        window.web_save({"strategy": "newest"}, {"applied_amount": {}})
        self.assertEqual(window.item_ids[-1].amount, 3.0)
        self.assertEqual(window.item_ids[0].amount, 0.0)
        window.credit_ids.write({"amount": 450.0})
        self.assertEqual(window.applied_amount, 450.0)
        window.action_apply()
        self.assertEqual(window.credit_ids.move_id.amount_residual, 50.0)

    def test_rows_that_are_read_apart_judge_themselves_alone(self):
        items = [self.debt(10.0) for _count in range(3)]
        window = self.open_window(self.goodwill(5.0))
        window.item_ids.invalidate_recordset()
        judged, lines = [], self.registry["account.move.line"]
        facts = lines._note_get_application_facts

        def listen(line):
            judged.append(line.move_id)
            return facts(line)

        with patch.object(lines, "_note_get_application_facts", listen):
            for row in window.item_ids:
                judged.clear()
                self.assertFalse(row.with_prefetch().refusal)
                self.assertEqual({*judged} & {*items}, {row.move_id})

    def test_no_lines_are_read_of_documents_with_one_instalment(self):
        one, two = self.debt(10.0), self.debt(invoice_payment_term_id=self.halves.id)
        lines = (one | two).line_ids.filtered("date_maturity")
        self.assertEqual(lines._note_find_in_instalments(), {two.id})
