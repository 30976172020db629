from itertools import product

from odoo import Command
from odoo.tests import tagged

from odoo.addons.account_credit_debit_note.tools.correction import Correction

from .exact_common import INCLUDED, ExactCase
from .sampling import sample


@tagged("post_install", "-at_install")
class TestCents(ExactCase):
    """The sum of rounded parts is not the rounded sum: the last makes up for it."""

    def assert_single_pieces_close(self, count, price, rate):
        invoice = self.invoice(("Clip", count, price), tax=self.new_tax(rate))
        for _piece in range(count):
            self.by_hand(invoice, quantity=1)
        self.assert_nothing_left(invoice)

    def test_three_pieces_by_hand(self):
        self.assert_single_pieces_close(3, 10.15, 5.0)

    def test_seven_pieces_by_hand(self):
        self.assert_single_pieces_close(7, 10.03, 21.0)

    def test_rest_with_another_rate_after_single_pieces(self):
        invoice = self.invoice(("Clip", 3, 10.03), ("Book", 1, 50.0), post=False)
        invoice.invoice_line_ids[0].tax_ids = self.new_tax(21.0)
        invoice.invoice_line_ids[1].tax_ids = self.new_tax(6.0)
        invoice.action_post()
        self.pieces(invoice, 3)
        self.assertEqual(self.rest(invoice).amount_total, 53.0)
        self.assert_nothing_left(invoice)

    def test_every_piece_with_tax_in_its_price_costs_the_same(self):
        invoice = self.invoice(("Clip", 5, 14.35), tax=self.new_tax(23.0, **INCLUDED))
        notes = self.pieces(invoice, 5)
        self.assertEqual([note.amount_total for note in notes], [14.35] * 5)
        self.assert_nothing_left(invoice)

    def four_lines(self):
        lines = [("Clip", 1, price) for price in (68.33, 68.33, 57.5, 85.0)]
        invoice = self.invoice(*lines, tax=self.new_tax(20.0))
        drafts = [
            self.correct(invoice, "lines", rows={place: {"quantity": 1}}, post=False)
            for place in range(4)
        ]
        return invoice, self.env["account.move"].union(*drafts)

    def test_drafts_of_all_lines_may_be_posted_together(self):
        invoice, drafts = self.four_lines()
        drafts.action_post()
        self.assertAlmostEqual(sum(drafts.mapped("amount_total")), 334.99)
        self.assert_nothing_left(invoice)

    def test_drafts_of_all_lines_may_be_posted_in_any_order(self):
        invoice, drafts = self.four_lines()
        for draft in drafts[::-1]:
            draft.action_post()
        self.assert_nothing_left(invoice)

    def test_last_part_is_previewed_as_it_will_be(self):
        invoice, drafts = self.four_lines()
        drafts[:3].action_post()
        spec = Correction(mode="lines", quantities={invoice.invoice_line_ids[3].id: 1})
        self.assertEqual(invoice._note_preview(spec)["total_amount"], 101.99)
        drafts[3].action_post()
        self.assertEqual(drafts[3].amount_total, 101.99)

    def test_foreign_currency_leaves_no_exchange_entry(self):
        dinars = self.setup_other_currency("KWD", rates=[("2026-01-01", 0.31)])
        invoice = self.invoice(
            ("Clip", 7, 2.21),
            ("Desk", 3, 339.11),
            tax=self.new_tax(21.0),
            currency_id=dinars.id,
        )
        self.pieces(invoice, 3, 2)
        self.pieces(invoice, 2, 1, place=1)
        self.rest(invoice)
        self.assert_nothing_left(invoice)
        matches = self.family(invoice).line_ids
        partials = matches.matched_debit_ids | matches.matched_credit_ids
        self.assertFalse(partials.exchange_move_id)

    def test_reversal_of_a_note_comes_to_what_the_note_did(self):
        invoice = self.invoice(
            ("Pen", 7, 0.35), ("Ink", 3, 33.33), ("Pad", 1, 1.07), tax=self.new_tax(21)
        )
        self.pieces(invoice, 3)
        note = self.rest(invoice)
        # By itself it would be 123.98: three single pens were rounded up
        self.assertEqual(note.amount_total, 123.99)
        undone = note._reverse_moves([{"invoice_date": "2026-03-11"}])
        undone.action_post()
        self.assertEqual(undone.amount_total, 123.99)
        self.rest(invoice)
        self.assertEqual(invoice.note_remaining_amount, 0.0)

    def typed(self, cents):
        tax = self.new_tax(21.0, "purchase")
        bill = self.invoice(
            ("Desk", 2, 50.0), move_type="in_invoice", tax=tax, post=False
        )
        line = bill.line_ids.filtered("tax_line_id")
        amount = line.amount_currency + cents
        bill.write({"line_ids": [Command.update(line.id, {"amount_currency": amount})]})
        bill.action_post()
        return bill

    def test_tax_entered_by_hand_beside_a_debit_note_of_an_amount(self):
        bill = self.typed(0.07)
        self.charge(bill, "amount", amount=12.1)
        self.assertEqual(self.correct(bill, "full").amount_total, 121.07)
        self.assertEqual(bill.amount_residual, 0.0)

    def test_lower_tax_entered_by_hand_beside_a_debit_note(self):
        bill = self.typed(-0.07)
        debit = self.charge(bill, "blank", post=False)
        debit.invoice_line_ids = [
            Command.create(
                {"name": "Stamp", "price_unit": 0.01, "tax_ids": [Command.clear()]}
            )
        ]
        debit.action_post()
        self.assertEqual(self.correct(bill, "full").amount_total, 120.93)
        self.assertEqual(bill.amount_residual, 0.0)

    def test_cash_rounding_comes_back_from_where_it_was_booked(self):
        invoice = self.invoice(
            ("Clip", 2, 10.01),
            tax=self.env["account.tax"],
            invoice_cash_rounding_id=self.coins().id,
        )
        self.assertEqual(invoice.amount_total, 20.0)
        self.correct(invoice, "full")
        self.assert_nothing_left(invoice)

    def test_the_last_of_drafts_posted_together_takes_the_cash_rounding(self):
        invoice = self.invoice(
            ("Clip", 3, 10.03),
            tax=self.env["account.tax"],
            invoice_cash_rounding_id=self.coins().id,
        )
        self.assertEqual(invoice.amount_total, 30.1)
        drafts = self.env["account.move"].union(
            *(self.credit(invoice, post=False, Clip=1) for _time in range(3))
        )
        self.assertEqual(drafts.mapped("amount_total"), [10.05, 10.05, 10.05])
        drafts.action_post()
        self.assertEqual(drafts.mapped("amount_total"), [10.05, 10.05, 10.0])
        self.assert_nothing_left(invoice)

    def test_last_pieces_take_what_rounding_up_before_left(self):
        rounded = ("add_invoice_line", 60.0), ("biggest_tax", 50.0)
        ways = ("HALF-UP", "out_invoice", "sale"), ("UP", "in_invoice", "purchase")
        cases = product(rounded, ways)
        for (strategy, price), (method, kind, use) in sample(cases, 1, "coins"):
            with self.subTest(strategy=strategy, method=method, kind=kind):
                coins = self.coins(strategy)
                coins.write({"rounding": 100.0, "rounding_method": method})
                lines = ("Desk", 5, price), ("Lamp", 1, price / 2)
                invoice = self.invoice(
                    *lines,
                    move_type=kind,
                    tax=self.new_tax(19.0, use),
                    invoice_cash_rounding_id=coins.id,
                )
                self.assert_pieces_are_as_previewed(invoice)
                self.assert_nothing_left(invoice)

    def assert_pieces_are_as_previewed(self, invoice):
        desk, lamp = invoice.invoice_line_ids.ids
        for line in (*[desk] * 5, lamp):
            spec = Correction(mode="lines", quantities={line: 1})
            preview = invoice._note_preview(spec)
            self.assertEqual(preview["refusals"], [])
            note = invoice._note_correct(spec, {"date": "2026-03-10"})
            if note.move_type == "in_refund":
                note.ref = f"Note {note.id}"
            note.action_post()
            self.assertEqual(
                (note.amount_untaxed, note.amount_total),
                (preview["untaxed_amount"], preview["total_amount"]),
            )
            self.env.invalidate_all()

    def test_rounding_hides_no_excess(self):
        coins = self.coins()
        coins.rounding = 100.0
        invoice = self.invoice(
            ("Desk", 5, 60.0),
            tax=self.env["account.tax"],
            invoice_cash_rounding_id=coins.id,
        )
        self.pieces(invoice, 3)
        note = self.correct(invoice, "full", post=False)
        note.invoice_line_ids.write({"origin_line_id": False, "quantity": 4})
        with self.refused("only $\xa00.00 remains"):
            note.action_post()

    def test_what_was_rounded_in_two_taxes_comes_back_from_both(self):
        coins = self.coins("biggest_tax")
        invoice = self.invoice(
            ("Lamp", 2.25, 239.23),
            ("Desk", 7, 235.99),
            tax=self.new_tax(21.0),
            post=False,
            invoice_cash_rounding_id=coins.id,
        )
        invoice.invoice_line_ids[0].discount = 33.0
        invoice.invoice_line_ids[1].tax_ids = self.new_tax(23.0, **INCLUDED)
        invoice.action_post()
        for place, quantity in ((0, 0.56), (1, 1.75)):
            note = self.correct(invoice, "full", post=False)
            (note.invoice_line_ids - note.invoice_line_ids[place]).unlink()
            note.invoice_line_ids.quantity = quantity
            note.action_post()
        rounded = self.family(invoice).line_ids.filtered(
            lambda line: line.display_type == "rounding"
        )
        self.assertEqual(len(rounded.account_id), 2)
        self.rest(invoice)
        self.assert_nothing_left(invoice)


@tagged("post_install", "-at_install")
class TestFinePrices(ExactCase):
    """Prices may have more decimals than the currency."""

    def differing(self, side, price, quantity, new_price):
        invoice = self.invoice(("Screw", quantity, price), tax=self.env["account.tax"])
        spec = Correction(
            "price", side, prices={invoice.invoice_line_ids.id: new_price}
        )
        preview = invoice._note_preview(spec)
        note = invoice._note_correct(spec, {"date": "2026-03-10"})
        note.action_post()
        self.assertEqual(preview["untaxed_amount"], note.amount_untaxed)
        return note.amount_untaxed

    def test_lower_price_of_five_decimals(self):
        self.assertEqual(self.differing("credit", 0.12345, 10000, 0.11111), 123.4)

    def test_higher_price_of_three_decimals(self):
        self.assertEqual(self.differing("debit", 0.12345, 10000, 0.125), 15.5)

    def test_amount_off_a_line_that_its_quantity_does_not_divide(self):
        self.assertEqual(self.differing("credit", 33.33, 3, 89.99 / 3), 10.0)

    def test_window_keeps_all_decimals(self):
        invoice = self.invoice(("Screw", 10000, 0.12345), tax=self.env["account.tax"])
        self.assertEqual(self.reprice(invoice, 0.11111).amount_untaxed, 123.4)


@tagged("post_install", "-at_install")
class TestReductions(ExactCase):
    """A note for a part of the price is no return of the piece."""

    def set_scene(self):
        self.tax = self.env["account.tax"]

    def test_price_is_lowered_by_hand_until_nothing_is_left(self):
        invoice = self.invoice(("Desk", 1, 100.0))
        for _time in range(2):
            self.by_hand(invoice, price_unit=40.0)
        self.assertEqual(invoice.amount_residual, 20.0)
        with self.refused(invoice.name):
            self.by_hand(invoice, price_unit=40.0)

    def test_two_discounts_make_up_the_whole(self):
        invoice = self.invoice(("Desk", 2, 100.0))
        totals = [self.by_hand(invoice, discount=off).amount_total for off in (60, 40)]
        self.assertEqual(totals, [80.0, 120.0])
        self.assert_nothing_left(invoice)

    def test_line_may_be_split_in_two(self):
        invoice = self.invoice(("Desk", 1, 100.0))
        note = self.by_hand(invoice, post=False, price_unit=40.0)
        note.invoice_line_ids = [
            Command.create(
                {
                    "name": "Rest",
                    "price_unit": 60.0,
                    "tax_ids": [Command.clear()],
                    "origin_line_id": invoice.invoice_line_ids.id,
                }
            )
        ]
        note.action_post()
        self.assert_nothing_left(invoice)

    def test_rest_knows_what_was_taken_off_by_hand(self):
        invoice = self.invoice(("Desk", 1, 150.0))
        self.by_hand(invoice, price_unit=50.0)
        self.assertEqual(self.rest(invoice).amount_total, 100.0)
        self.assert_nothing_left(invoice)

    def test_rest_and_whole_know_a_goodwill(self):
        for close in (self.rest, lambda move: self.correct(move, "full")):
            invoice = self.invoice(("Desk", 3, 100.0), ("Chair", 1, 50.0))
            self.correct(invoice, "amount", amount=70.0)
            self.pieces(invoice, 1)
            self.assertEqual(close(invoice).amount_total, 180.0)
            self.assert_nothing_left(invoice)

    def test_money_of_another_line_is_refused(self):
        invoice = self.invoice(("Desk", 1, 10000.0), ("Chair", 1, 2000.0))
        with self.refused(invoice.name, "Chair", "names no line"):
            self.by_hand(invoice, price_unit=6000.0)

    def test_percentages_that_round_leave_nothing(self):
        invoice = self.invoice(("Desk", 1, 100.01))
        for _half in range(2):
            self.correct(invoice, "amount", amount_type="percent", percent=50)
        self.assert_nothing_left(invoice)


@tagged("post_install", "-at_install")
class TestSeveralChanges(ExactCase):
    def test_one_note_may_change_several_things(self):
        invoice = self.invoice(("Chair", 4, 50.0), ("Desk", 1, 300.0))
        chair, desk = invoice.invoice_line_ids
        spec = Correction(
            "several", quantities={chair.id: 2}, prices={desk.id: 280.0}, amount=23.0
        )
        preview = invoice._note_preview(spec)
        note = invoice._note_correct(spec, {"date": "2026-03-10"})
        note.action_post()
        self.assertEqual(self.figures(note), (140.0, 21.0, 161.0))
        self.assertEqual(preview["total_amount"], 161.0)
        self.assertEqual(chair.note_remaining_quantity, 2.0)
        self.assertEqual(self.correct(invoice, "full").amount_total, 414.0)
        self.assert_nothing_left(invoice)


@tagged("post_install", "-at_install")
class TestRaisedPrices(ExactCase):
    """What a debit note changed is known to the next correction."""

    def set_scene(self):
        self.tax = self.env["account.tax"]
        self.raised = self.invoice(("Desk", 2, 100.0))
        self.charge(self.raised, "price", rows={0: {"new_price": 120.0}})

    def test_window_starts_with_the_raised_price(self):
        window = (
            self.env["account.debit.note"]
            .with_context(active_model="account.move", active_ids=self.raised.ids)
            .create({"correction_mode": "price"})
        )
        self.assertEqual(window.line_ids.price, 120.0)
        with self.refused(self.raised.name):
            window.create_debit()

    def test_raised_price_is_lowered_again(self):
        self.assertEqual(self.reprice(self.raised, 110.0).amount_total, 20.0)

    def test_pieces_come_back_at_the_raised_price(self):
        note = self.by_hand(self.raised, price_unit=120.0)
        self.assertEqual(note.amount_total, 240.0)
        self.assertEqual(self.books(self.raised), {})

    def test_pieces_charged_later_come_back_with_the_others(self):
        invoice = self.invoice(("Desk", 2, 100.0))
        self.charge(invoice, "lines", rows={0: {"quantity": 1}})
        self.assertEqual(self.by_hand(invoice, quantity=3).amount_total, 300.0)


@tagged("post_install", "-at_install")
class TestPrivateParts(ExactCase):
    """Bills that are deductible in part only."""

    def bill(self, deductible, price=50.0):
        bill = self.invoice(
            ("Car", 2, price),
            move_type="in_invoice",
            tax=self.new_tax(21.0, "purchase"),
            post=False,
        )
        bill.invoice_line_ids.deductible_amount = deductible
        bill.action_post()
        return bill

    def test_half_takes_half_of_the_input_tax_back(self):
        note = self.correct(
            self.bill(60.0), "amount", amount_type="percent", percent=50
        )
        booked = abs(sum(note.line_ids.filtered("tax_line_id").mapped("balance")))
        self.assertEqual((note.amount_total, round(booked, 2)), (60.5, 6.3))

    def test_two_amounts_close_every_account(self):
        bill = self.bill(50.0, 100.0)
        for _half in range(2):
            self.correct(bill, "amount", amount=121.0)
        self.assert_nothing_left(bill)
