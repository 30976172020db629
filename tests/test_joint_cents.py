from odoo import Command
from odoo.tests import tagged

from .exact_common import INCLUDED, ExactCase
from .sampling import sample

STRATEGIES = "add_invoice_line", "biggest_tax"


@tagged("post_install", "-at_install")
class TestJointCents(ExactCase):
    """A note over several invoices leaves nothing of any that it takes as a whole."""

    def set_scene(self):
        self.high = self.new_tax(21.0)
        self.first = self.invoice(
            ("Pen", 7, 0.35), ("Ink", 3, 33.33), ("Pad", 1, 1.07), tax=self.high
        )
        self.second = self.invoice(("Cap", 11, 0.93), ("Clip", 9, 0.57), tax=self.high)
        self.both = self.first | self.second

    def joint(self, mode, post=True, rows=None, **values):
        """Return one note on both; ``rows`` are quantities by name of the line."""
        window = self.window(self.both, note_for="all", correction_mode=mode, **values)
        for row in window.line_ids if rows else ():
            row.quantity = rows.get(row.name, 0.0)
        note = self.env["account.move"].browse(window.refund_moves()["res_id"])
        if post:
            note.action_post()
        return note

    def assert_all_closed(self, *notes):
        self.env.invalidate_all()
        family = self.both | self.both.credit_note_ids
        sums = {}
        for line in family.filtered(lambda move: move.state == "posted").line_ids:
            if line.display_type != "payment_term":
                sums[line.account_id] = sums.get(line.account_id, 0.0) + line.balance
        self.assertFalse({a.code for a, left in sums.items() if round(left, 3)})
        for invoice in self.both:
            self.assertEqual(invoice.amount_residual, 0.0)
            self.assertEqual(invoice.note_remaining_amount, 0.0)
            self.assertEqual(invoice.note_remaining_untaxed_amount, 0.0)
        for note in notes:
            self.assertEqual(note.amount_residual, 0.0)

    def test_all_that_remains_of_two(self):
        self.pieces(self.first, 3, place=0)
        self.pieces(self.first, 2, place=1)
        self.assert_all_closed(self.joint("full"))

    def test_lines_with_all_that_remains(self):
        self.pieces(self.first, 4, place=0)
        self.pieces(self.second, 5, place=1)
        self.assert_all_closed(self.joint("lines", take_remaining=True))

    def test_taxes_in_the_price(self):
        tax = self.new_tax(19.0, **INCLUDED)
        self.first = self.invoice(("Pen", 7, 1.99), ("Ink", 3, 3.33), tax=tax)
        self.second = self.invoice(("Cap", 5, 0.99), ("Clip", 3, 1.01), tax=tax)
        self.both = self.first | self.second
        self.pieces(self.first, 3)
        self.assert_all_closed(self.joint("full"))

    def test_rest_of_each_after_parts_of_both(self):
        for _time in range(3):
            self.joint("lines", rows={"Pen": 1, "Ink": 1, "Cap": 1, "Clip": 1})
        self.rest(self.first)
        self.rest(self.second)
        self.assert_all_closed()

    def test_rest_of_both_after_amounts_of_both(self):
        self.joint("amount", amount=17.77)
        self.joint("amount", amount_type="percent", percent=12.5)
        self.assert_all_closed(self.joint("full"))

    def test_drafts_posted_together(self):
        own = self.correct(self.first, "lines", post=False, rows={0: {"quantity": 3}})
        part = self.joint("lines", post=False, rows={"Pen": 2, "Cap": 4})
        rest = self.joint("full", post=False)
        for line in rest.invoice_line_ids:
            taken = {"Pen": 5, "Cap": 4}.get(line.name, 0)
            line.quantity -= taken
        (own | part | rest).action_post()
        self.assert_all_closed()

    def test_its_reversal_gives_everything_back(self):
        self.pieces(self.first, 3, place=0)
        left = self.both.mapped("note_remaining_amount")
        note = self.joint("full")
        undone = note._reverse_moves([{"invoice_date": "2026-03-11"}])
        undone.action_post()
        self.env.invalidate_all()
        self.assertEqual(self.both.mapped("note_remaining_amount"), left)

    def test_each_part_is_as_its_preview_says(self):
        self.pieces(self.first, 3, place=0)
        rows = {"Pen": 2, "Ink": 1, "Cap": 5, "Clip": 2}
        window = self.window(self.both, note_for="all", correction_mode="lines")
        for row in window.line_ids:
            row.quantity = rows.get(row.name, 0.0)
        told = [shown["total_amount"] for _move, shown in window._note_get_previews()]
        note = self.joint("lines", rows=rows)
        parts = note._note_get_origin_amounts()
        self.assertEqual([parts[invoice] for invoice in self.both], told)
        self.assertAlmostEqual(sum(told), note.amount_total, 2)

    def test_cash_rounding_of_one_of_them(self):
        account = self.company_data["default_account_expense"].id
        coins = self.env["account.cash.rounding"].create(
            {
                "name": "Coins",
                "rounding": 0.05,
                "rounding_method": "HALF-UP",
                "strategy": "add_invoice_line",
                "profit_account_id": account,
                "loss_account_id": account,
            }
        )
        self.first = self.invoice(
            ("Cap", 11, 0.93), tax=self.high, invoice_cash_rounding_id=coins.id
        )
        self.assertEqual(self.first.amount_total, 12.4)
        self.both = self.first | self.second
        self.pieces(self.second, 3)
        self.assert_all_closed(self.joint("full"))

    def rounded(self, strategy, count=2, **values):
        """Let invoices rounded to coins of 0.05 be those of the notes."""
        coins = self.coins(strategy)
        coins.write(values)
        self.both = self.env["account.move"].union(
            *(
                self.invoice(
                    ("Pen", 3, 10.03), tax=self.high, invoice_cash_rounding_id=coins.id
                )
                for _invoice in range(count)
            )
        )

    def foretold(self, mode, **values):
        """Return a joint note, whose parts are as its preview says."""
        window = self.window(self.both, note_for="all", correction_mode=mode, **values)
        told = [shown["total_amount"] for _move, shown in window._note_get_previews()]
        note = self.joint(mode, **values)
        parts = note._note_get_origin_amounts()
        self.assertEqual([parts[invoice] for invoice in self.both], told)
        self.assertAlmostEqual(sum(told), note.amount_total, 2)
        return note

    def test_cash_rounding_of_each_of_them(self):
        for strategy in sample(STRATEGIES, 1, self._testMethodName):
            with self.subTest(strategy):
                self.rounded(strategy)
                note = self.foretold("full")
                self.assertEqual(note.amount_total, 72.8)
                self.assert_all_closed(note)

    def test_cash_rounding_after_parts_of_each(self):
        for strategy in sample(STRATEGIES, 1, self._testMethodName):
            with self.subTest(strategy):
                self.rounded(strategy)
                # 3.64 of each is 3.65 in coins
                note = self.foretold("amount", amount_type="percent", percent=10.0)
                self.assertEqual(note.amount_total, 7.3)
                self.pieces(self.both[0], 1)
                self.assert_all_closed(self.foretold("full"))

    def test_cash_rounding_of_a_part_is_taken_back_with_its_own(self):
        for strategy in sample(STRATEGIES, 1, self._testMethodName):
            with self.subTest(strategy):
                self.rounded(strategy)
                self.joint("amount", amount_type="percent", percent=10.0)
                for invoice in self.both:
                    self.correct(invoice, "full")
                self.assert_all_closed()

    def test_last_pieces_take_what_rounding_up_before_left(self):
        coins = self.coins()
        coins.rounding = 100.0
        self.both = self.env["account.move"].union(
            *(
                self.invoice(
                    ("Pen", 5, 60.0),
                    ("Ink", 1, 30.0),
                    tax=self.env["account.tax"],
                    invoice_cash_rounding_id=coins.id,
                )
                for _invoice in range(2)
            )
        )
        # 330.00 is 300.00 in coins, and so are three pens of five
        notes = [self.joint("lines", rows={"Pen": 1}) for _piece in range(5)]
        totals = [note.amount_total for note in notes]
        self.assertEqual(totals, [200.0, 200.0, 200.0, 0.0, 0.0])
        self.joint("lines", take_remaining=True)
        self.assert_all_closed()

    def test_amount_in_coins_over_three(self):
        self.rounded("add_invoice_line", count=3)
        # 5.92 + 5.92 + 5.91 would be 17.70 in coins
        note = self.foretold("amount", amount=17.75)
        self.assertEqual(note.amount_total, 17.75)
        self.assert_all_closed(self.foretold("full"))

    def reverse_joint(self):
        note = self.joint("full")
        note._reverse_moves([{"invoice_date": "2026-03-11"}]).action_post()

    def assert_all_credited(self, notes):
        totals = [sum(moves.mapped("amount_total")) for moves in (notes, self.both)]
        self.assertEqual(*totals)
        for invoice in self.both:
            self.assertEqual(invoice.amount_residual, 0.0)
            self.assertEqual(invoice.note_remaining_amount, 0.0)

    def test_all_of_both_after_its_reversal(self):
        self.reverse_joint()
        self.assert_all_credited(self.joint("full"))

    def test_all_of_each_after_its_reversal(self):
        self.reverse_joint()
        first = self.correct(self.first, "full")
        self.assert_all_credited(first | self.correct(self.second, "full"))

    def test_its_reversal_gives_the_rounding_back(self):
        self.rounded("add_invoice_line", rounding_method="DOWN")
        self.foretold("amount", amount_type="percent", percent=10.0)
        left = self.both.mapped("note_remaining_amount")
        note = self.foretold("full")
        undone = note._reverse_moves([{"invoice_date": "2026-03-11"}])
        undone.action_post()
        self.assertEqual(undone.amount_total, note.amount_total)
        self.env.invalidate_all()
        self.assertEqual(self.both.mapped("note_remaining_amount"), left)

    def test_edited_lines_that_name_each_their_own(self):
        lines = self.both.invoice_line_ids
        rows = [
            {
                "name": line.name,
                "quantity": line.quantity,
                "price_unit": line.price_unit,
                "tax_ids": [Command.set(line.tax_ids.ids)],
                "origin_line_id": line.id,
            }
            for line in lines
        ]
        self.pieces(self.first, 3, place=1)
        rows[1]["quantity"] = 0
        note = self.invoice(
            move_type="out_refund",
            invoice_line_ids=[Command.create(row) for row in rows if row["quantity"]],
        )
        self.assert_all_closed(note)
