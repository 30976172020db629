from itertools import product

from odoo import Command
from odoo.tests import Form, tagged

from .exact_common import ExactCase
from .sampling import sample


@tagged("post_install", "-at_install")
class TestUnits(ExactCase):
    """Eggs of a line in dozens come back by the piece."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.piece = cls.env.ref("uom.product_uom_unit")
        cls.dozen = cls.env.ref("uom.product_uom_dozen")
        cls.env.user.group_ids |= cls.env.ref("uom.group_uom")

    def sell(self, *lines, move_type="out_invoice", unit=None, **values):
        move = self.invoice(*lines, move_type=move_type, post=False, **values)
        move.invoice_line_ids.product_uom_id = unit or self.dozen
        move.action_post()
        return move

    def open(self, *moves, model="account.move.reversal", **values):
        ids = self.env["account.move"].union(*moves).ids
        window = self.env[model].with_context(
            active_model="account.move", active_ids=ids
        )
        values = {"date": "2026-03-10", "correction_mode": "lines", **values}
        return window.create(values)

    def make(self, window):
        press = getattr(window, "create_debit", None) or window.refund_moves
        note = self.env["account.move"].browse(press()["res_id"])
        note.action_post()
        return note

    def give_back(self, move, quantity, unit=None):
        window = self.open(move)
        window.line_ids[0].product_uom_id = unit or self.piece
        window.line_ids[0].quantity = quantity
        return self.make(window)

    def test_a_row_in_pieces_of_a_dozen(self):
        eggs = self.sell(("Eggs", 2, 12.0))
        with Form(self.open(eggs)) as form, form.line_ids.edit(0) as row:
            self.assertEqual(row.product_uom_id, self.dozen)
            self.assertEqual((row.remaining_quantity, row.price), (2, 12.0))
            row.product_uom_id = self.piece
            self.assertEqual(
                (row.invoiced_quantity, row.remaining_quantity, row.price),
                (24, 24, 1.0),
            )
            self.assertEqual(row.new_price, 1.0)
            row.quantity = 5
            self.assertEqual(row.subtotal, 5.0)
        note = self.make(form.record)
        line = note.invoice_line_ids
        self.assertEqual(
            (line.quantity, line.price_unit, line.product_uom_id), (5, 1.0, self.piece)
        )
        self.assertEqual(line.origin_line_id, eggs.invoice_line_ids)
        self.assertAlmostEqual(eggs.invoice_line_ids.note_remaining_amount, 19.0)

    def test_a_dozen_in_three_notes_leaves_nothing(self):
        cases = product((12.0, 10.0, 9.99, 0.07), ((4, 4, 4), (1, 5, 6)))
        for price, parts in sample(cases, 3, "dozens"):
            with self.subTest(price=price, parts=parts):
                eggs = self.sell(("Eggs", 1, price))
                for part in parts:
                    note = self.give_back(eggs, part)
                    self.assertEqual(note.invoice_line_ids.quantity, part)
                self.assert_nothing_left(eggs)

    def test_what_is_left_of_a_dozen_are_pieces(self):
        for last in ("full", "lines"):
            with self.subTest(last):
                eggs = self.sell(("Eggs", 1, 10.0))
                self.give_back(eggs, 4)
                window = self.open(eggs, correction_mode=last, take_remaining=True)
                if last == "lines":
                    row = window.line_ids
                    self.assertEqual(
                        (row.product_uom_id, row.quantity), (self.piece, 8)
                    )
                self.assertEqual(self.make(window).invoice_line_ids.quantity, 8)
                self.assert_nothing_left(eggs)

    def test_everything_is_taken_in_the_chosen_unit(self):
        eggs = self.sell(("Eggs", 1, 10.0))
        with Form(self.open(eggs)) as form:
            form.take_remaining = True
            with form.line_ids.edit(0) as row:
                row.product_uom_id = self.piece
                self.assertEqual(row.quantity, 12)
        self.make(form.record)
        self.assert_nothing_left(eggs)

    def test_more_pieces_than_stand_are_refused_in_their_unit(self):
        eggs = self.sell(("Eggs", 1, 12.0))
        self.give_back(eggs, 4)
        with self.refused("Eggs", "9.00 Units", "from 0 to 8.00 Units"):
            self.give_back(eggs, 9)

    def test_another_price_of_some_pieces(self):
        eggs = self.sell(("Eggs", 1, 12.0))
        window = self.open(eggs)
        row = window.line_ids
        row.product_uom_id = self.piece
        row.update({"quantity": 3, "new_price": 0.8})
        self.assertAlmostEqual(row.subtotal, 0.6)
        note = self.make(window)
        self.assertEqual(note.amount_untaxed, 0.6)
        self.assertEqual(note.invoice_line_ids.mapped("quantity"), [3, -3])
        self.assertIn("0.80 instead of 1.00", note.invoice_line_ids[1].name)
        words = [words for _key, words in self.open(eggs).line_ids.layers]
        self.assertEqual(words, ["0.25 Dozens at 9.60", "0.75 Dozens at 12.00"])
        self.rest(eggs)
        self.assert_nothing_left(eggs)

    def test_a_price_that_rises_is_refused_in_the_unit(self):
        window = self.open(self.sell(("Eggs", 1, 12.0)))
        window.line_ids.product_uom_id = self.piece
        window.line_ids.new_price = 1.5
        with self.refused("Eggs", "1.50", "price of 1.00"):
            window.refund_moves()

    def test_a_unit_of_another_kind_is_refused(self):
        window = self.open(self.sell(("Eggs", 1, 12.0)))
        window.line_ids.product_uom_id = self.env.ref("uom.product_uom_kgm")
        window.line_ids.quantity = 1
        self.assertTrue(window.is_refused)
        with self.refused("Eggs", "kg", "Dozens", "same kind"):
            window.refund_moves()

    def test_pieces_of_a_vendor(self):
        eggs = self.sell(("Eggs", 1, 10.0), move_type="in_invoice", ref="B 1")
        for part in (5, 7):
            note = self.give_back(eggs, part)
            self.assertEqual(note.move_type, "in_refund")
        self.assert_nothing_left(eggs)

    def test_dozens_of_a_line_in_pieces(self):
        eggs = self.sell(("Eggs", 30, 0.5), unit=self.piece)
        note = self.give_back(eggs, 2, self.dozen)
        self.assertEqual(
            (note.invoice_line_ids.price_unit, note.amount_untaxed), (6.0, 12.0)
        )
        self.rest(eggs)
        self.assert_nothing_left(eggs)

    def test_a_debit_note_in_pieces(self):
        for move_type in ("out_invoice", "in_invoice"):
            eggs = self.sell(("Eggs", 1, 12.0), move_type=move_type, ref="B 2")
            window = self.open(eggs, model="account.debit.note")
            window.line_ids.product_uom_id = self.piece
            window.line_ids.update({"quantity": 3, "new_price": 1.1})
            self.assertAlmostEqual(window.line_ids.subtotal, 0.3)
            self.assertEqual(self.make(window).amount_untaxed, 0.3)
            window = self.open(eggs, model="account.debit.note")
            window.line_ids.product_uom_id = self.piece
            window.line_ids.quantity = 2
            note = self.make(window)
            self.assertEqual(note.invoice_line_ids.quantity, 2)
            self.assertEqual(note.invoice_line_ids.product_uom_id, self.piece)

    def test_goodwill_and_pieces_leave_nothing(self):
        eggs = self.sell(("Eggs", 1, 10.0), ("Milk", 3, 3.33))
        window = self.open(eggs, correction_mode="amount", amount=1.0)
        self.make(window)
        for part in (5, 3, 4):
            self.give_back(eggs, part)
        self.rest(eggs)
        self.assert_nothing_left(eggs)

    def test_a_tax_of_a_fixed_amount_follows_the_line(self):
        for taxes in (
            self.new_tax(0.1, amount_type="fixed") | self.tax,
            self.eco_taxes(each=0.7),
        ):
            eggs = self.sell(("Eggs", 2, 12.0), tax=taxes)
            window = self.open(eggs)
            window.line_ids.product_uom_id = self.piece
            window.line_ids.quantity = 12
            (_move, told) = window._note_get_previews()[0]
            note = self.make(window)
            self.assertEqual(note.amount_total, told["total_amount"])
            self.assertEqual(note.amount_total, eggs.amount_total / 2)
            for part in (5, 7):
                self.give_back(eggs, part)
            self.assert_nothing_left(eggs)

    def ask(self, method, move, mode="lines", **line):
        line_id = move.invoice_line_ids[:1].id
        request = {
            "invoice_ids": move.ids,
            "mode": mode,
            "lines": [{"line_id": line_id, "uom_id": self.piece.id, **line}],
        }
        return getattr(self.env["account.note.api"], method)(request)

    def test_program_names_a_unit(self):
        for move_type in ("out_invoice", "in_invoice"):
            eggs = self.sell(("Eggs", 1, 10.0), move_type=move_type, ref="B 3")
            (told,) = self.ask("preview_correction", eggs, quantity=5)["previews"]
            (note,) = self.ask("create_credit_note", eggs, quantity=5)["notes"]
            self.assertEqual(told["total_amount"], note["amount_total"])
            (line,) = note["lines"]
            self.assertEqual((line["quantity"], line["uom_id"]), (5, self.piece.id))
            (note,) = self.ask("create_debit_note", eggs, quantity=5)["notes"]
            self.assertEqual(note["lines"][0]["quantity"], 5)

    def test_program_names_a_price_in_the_unit(self):
        eggs = self.sell(("Eggs", 1, 12.0))
        answer = self.ask("create_credit_note", eggs, "price", price_unit=0.5)
        self.assertEqual(answer["notes"][0]["amount_untaxed"], 6.0)
        eggs = self.sell(("Eggs", 1, 12.0))
        answer = self.ask("create_debit_note", eggs, "several", price_unit=1.5)
        self.assertEqual(answer["notes"][0]["amount_untaxed"], 6.0)

    def test_program_gets_units_and_hands_back_what_it_read(self):
        eggs = self.sell(("Eggs", 1, 10.0))
        self.give_back(eggs, 4)
        api = self.env["account.note.api"]
        (line,) = api.get_creditable(eggs.ids)[0]["lines"]
        self.assertEqual(line["uom_id"], self.dozen.id)
        row = {"line_id": line["line_id"], "quantity": line["remaining_quantity"]}
        request = {"invoice_ids": eggs.ids, "mode": "lines", "lines": [row]}
        (note,) = api.create_credit_note({**request, "state": "posted"})["notes"]
        self.assertEqual(note["lines"][0]["quantity"], 8)
        self.assert_nothing_left(eggs)

    def test_program_is_refused_a_wrong_unit(self):
        eggs = self.sell(("Eggs", 1, 12.0))
        kilo = self.env.ref("uom.product_uom_kgm").id
        with self.refused("wrong_unit: ", "Eggs", "kg"):
            self.ask("create_credit_note", eggs, quantity=1, uom_id=kilo)
        with self.refused("wrong_unit: ", "Eggs"):
            self.ask("create_credit_note", eggs, quantity=1, uom_id=2**31 - 1)
        bare = self.invoice()
        with self.refused("wrong_unit: ", "without a unit"):
            self.ask("create_credit_note", bare, quantity=1)
        with self.refused("over_credited: ", "13.00 Units", "12.00 Units"):
            self.ask("create_credit_note", eggs, quantity=13)

    def test_lines_of_another_note_keep_their_unit(self):
        eggs = self.sell(("Eggs", 1, 10.0))
        window = self.open(eggs, model="account.debit.note")
        window.line_ids.product_uom_id = self.piece
        window.line_ids.quantity = 3
        more = self.make(window)
        self.give_back(more, 1)
        self.rest(more)
        self.rest(eggs)
        self.assert_nothing_left(eggs)

    def test_edited_by_hand_in_pieces(self):
        eggs = self.sell(("Eggs", 1, 10.0))
        line = {
            "name": "Eggs",
            "quantity": 5,
            "price_unit": 10 / 12,
            "product_uom_id": self.piece.id,
            "tax_ids": [Command.set(self.tax.ids)],
            "origin_line_id": eggs.invoice_line_ids.id,
        }
        lines = [Command.create(line)]
        self.invoice(move_type="out_refund", invoice_line_ids=lines)
        self.give_back(eggs, 7)
        self.assert_nothing_left(eggs)
