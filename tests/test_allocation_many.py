from unittest.mock import patch

from odoo.tests import Form, tagged

from ..wizards import account_note_allocation_load
from .allocation_common import AllocationCase


@tagged("post_install", "-at_install")
class TestAllocationMany(AllocationCase):
    """Of very many open items the window shows those due first, and finds others."""

    def setUp(self):
        super().setUp()
        self.startPatcher(patch.object(account_note_allocation_load, "MOST_ITEMS", 3))
        days = [f"2026-01-{day:02}" for day in (5, 4, 3, 2, 1)]
        self.debts = [
            self.debt(10.0 * number, day, ref=f"ORDER-{number}")
            for number, day in enumerate(days, 1)
        ]

    def shown(self, window):
        return [row.move_id.amount_total for row in window.item_ids]

    def test_what_is_due_first_is_shown_and_all_is_summed(self):
        window = self.open_window(self.goodwill(20.0))
        self.assertEqual(self.shown(window), [50.0, 40.0, 30.0])
        self.assertIn("3 of 5", window.shown_text)
        self.assertEqual(window.open_before_amount, 150.0)
        self.assertEqual(window.open_after_amount, 130.0)
        window.action_apply()
        self.assertEqual(self.debts[4].amount_residual, 30.0)

    def test_chosen_documents_are_always_shown(self):
        credit = self.goodwill(20.0)
        window = self.open_window(credit, *self.debts[:4])
        self.assertEqual(self.shown(window), [40.0, 30.0, 20.0, 10.0])
        window = self.open_window(credit, self.debts[0])
        self.assertEqual(self.shown(window), [50.0, 40.0, 10.0])
        self.assertEqual(self.to_apply(window), [0.0, 0.0, 10.0])

    def test_find_shows_others_and_keeps_what_was_entered(self):
        window = self.open_window(self.goodwill(20.0))
        with Form(window) as form:
            with form.item_ids.edit(1) as row:
                row.amount = 7.0
            with form.item_ids.edit(0) as row:
                row.amount = 0.0
            self.assertEqual(form.strategy, "manual")
            self.assertEqual(
                [row["open_amount"] for row in form.item_ids._records],
                [50.0, 40.0, 30.0],
            )
            form.find = " order-2 "
            with form.item_ids.edit(1) as row:
                row.amount = 5.0
            form.find = False
        found = {row.move_id.ref: row.amount for row in window.item_ids}
        self.assertEqual(found, {"ORDER-4": 7.0, "ORDER-2": 5.0, "ORDER-5": 0.0})
        window.action_apply()
        self.assertEqual(self.debts[3].amount_residual, 33.0)
        self.assertEqual(self.debts[1].amount_residual, 15.0)

    def test_strategy_fills_what_was_found(self):
        window = self.open_window(self.goodwill(20.0))
        window.find = "ORDER-1"
        self.assertEqual(self.shown(window), [10.0])
        self.assertEqual(self.to_apply(window), [10.0])
        window.find = "nothing like that"
        self.assertFalse(window.item_ids)
        self.assertIn("number or reference", window.empty_text)
        window.find = False
        self.assertEqual(self.shown(window), [50.0, 40.0, 30.0])

    def test_what_is_no_text_is_refused(self):
        window = self.open_window(self.goodwill(20.0))
        spec = {"find": {}, "item_ids": {"fields": {"amount": {}}}}
        for text in ("\x00", "\ud800"):
            with self.refused("cannot be kept"):
                window.onchange({"find": text}, ["find"], spec)
            with self.refused("cannot be kept"):
                window.write({"find": text})

    def test_what_a_strategy_settles_is_shown(self):
        window = self.open_window(self.goodwill(20.0))
        window.strategy = "newest"
        self.assertEqual(self.shown(window), [50.0, 20.0, 10.0])
        self.assertEqual(self.to_apply(window), [0.0, 10.0, 10.0])
        window.strategy = "prorata"
        self.assertEqual(len(window.item_ids), 5)
        window.strategy = "oldest"
        window.credit_ids.amount = 5.0
        self.assertEqual(self.to_apply(window), [5.0, 0.0, 0.0])

    def test_what_a_credit_corrects_is_shown(self):
        newest = self.debt(60.0, "2026-01-09")
        self.env.company.note_apply_on_posting = False
        window = self.open_window(self.goodwill(60.0, reversed_entry_id=newest.id))
        self.assertEqual(self.shown(window), [50.0, 40.0, 60.0])
        self.assertEqual(self.to_apply(window), [0.0, 0.0, 60.0])

    def test_few_items_are_all_shown(self):
        self.debts[0].button_draft()
        self.debts[1].button_draft()
        window = self.open_window(self.goodwill(20.0))
        self.assertFalse(window.is_long or window.shown_text)
