from itertools import product

from odoo import Command
from odoo.tests import Form, tagged

from .exact_common import INCLUDED, ExactCase
from .sampling import sample


@tagged("post_install", "-at_install")
class TestAllowance(ExactCase):
    """An amount off one line, or charged on it: no piece moves."""

    def set_scene(self):
        self.sold = self.invoice(("Chair", 5, 100.0), ("Desk", 1, 400.0))
        self.chair = self.sold.invoice_line_ids[0]

    def row(self, move, place=0, model="account.move.reversal", **values):
        window = (
            self.env[model]
            .with_context(active_model="account.move", active_ids=move.ids)
            .create({"date": "2026-03-10", "correction_mode": "lines", **values})
        )
        return window.line_ids[place]

    def take(self, move, place=0, **values):
        """Return the credit note that comes of some values in a row."""
        is_untaxed = values.pop("is_untaxed", False)
        row = self.row(move, place, is_untaxed=is_untaxed)
        row.write(values)
        return self.finish(row.wizard_id, {}, row.wizard_id.refund_moves, True)

    def test_an_amount_in_the_window(self):
        with Form(self.row(self.sold).wizard_id) as form:
            with form.line_ids.edit(0) as row:
                row.amount = 57.5
                self.assertEqual(row.subtotal, 50.0)
            self.assertIn("57.50", form.preview)
            form.is_untaxed = True
            with form.line_ids.edit(0) as row:
                self.assertEqual(row.subtotal, 57.5)
            form.is_untaxed = False
            self.assertEqual(form.reason_id.kind, "goodwill")
        note = self.finish(form.record, {}, form.record.refund_moves, True)
        self.assertEqual(self.figures(note), (50.0, 7.5, 57.5))
        line = note.invoice_line_ids
        self.assertEqual(line.origin_line_id, self.chair)
        self.assertIn("Chair\nAllowance", line.name)
        self.assertEqual(line.tax_ids, self.tax)
        self.assertEqual(self.chair.note_remaining_quantity, 5)
        self.assertEqual(self.chair.note_remaining_amount, 450.0)
        self.assertEqual(self.row(self.sold).price, 90.0)

    def test_before_taxes(self):
        note = self.take(self.sold, amount=50.0, is_untaxed=True)
        self.assertEqual(self.figures(note), (50.0, 7.5, 57.5))

    def test_what_is_left_comes_back_to_the_cent(self):
        taxed = (
            (self.tax, 33.33),
            (self.new_tax(19.0, **INCLUDED), 7.77),
            (self.eco_taxes(), 11.11),
        )
        cases = product(taxed, ("full", "lines"))
        for (tax, amount), last in sample(cases, 2, "rests"):
            with self.subTest(tax=tax.mapped("name"), last=last):
                sold = self.invoice(("Pen", 3, 33.33), ("Ink", 1, 9.99), tax=tax)
                note = self.take(sold, amount=amount)
                self.assertEqual(self.figures(note)[2], amount)
                self.pieces(sold, 1)
                self.correct(sold, last, take_remaining=last == "lines")
                self.assert_nothing_left(sold)

    def test_no_more_than_remains_of_the_line(self):
        window = self.row(self.sold, 1).wizard_id
        window.line_ids[1].amount = 460.01
        self.assertTrue(window.is_refused)
        with self.refused(self.sold.name, "Desk", "460.01", "460.00"):
            window.refund_moves()
        self.assertEqual(self.figures(self.take(self.sold, 1, amount=460.0))[2], 460)
        with self.refused("Desk", "0.00"):
            self.take(self.sold, 1, amount=0.01)
        self.rest(self.sold)
        self.assert_nothing_left(self.sold)

    def test_other_changes_of_the_line_count(self):
        with self.refused("Chair", "345.00"):
            self.take(self.sold, quantity=2, amount=345.01)
        note = self.take(self.sold, quantity=2, amount=115.0)
        self.assertEqual(self.figures(note), (300.0, 45.0, 345.0))
        note = self.take(self.sold, 1, new_price=300.0, amount=11.5)
        self.assertEqual(note.amount_untaxed, 110.0)
        low = self.tax.copy({"name": "Low", "amount": 5.0})
        values = {"new_tax_ids": [Command.set(low.ids)], "amount": 10.5}
        note = self.take(self.sold, **values)
        self.assertEqual(note.invoice_line_ids.sorted("id")[-1].tax_ids, low)
        self.rest(self.sold)
        self.assert_nothing_left(self.sold)

    def test_goodwill_at_the_foot_stays(self):
        window = self.row(self.sold).wizard_id
        window.line_ids[0].amount = 575.0
        window.write({"amount_type": "percent", "percent": 10})
        note = self.finish(window, {}, window.refund_moves, True)
        # The chairs cost nothing any more: a tenth of the desk
        self.assertEqual(self.figures(note), (540.0, 81.0, 621.0))

    def test_below_zero_is_refused(self):
        with self.refused("Chair", "above zero"):
            self.take(self.sold, amount=-1.0)

    def test_of_a_vendor(self):
        bill = self.invoice(("Chair", 3, 33.33), move_type="in_invoice", ref="B 1")
        note = self.take(bill, amount=10.0)
        self.assertEqual((note.move_type, note.amount_total), ("in_refund", 10.0))
        self.rest(bill)
        self.assert_nothing_left(bill)

    def test_a_private_part_is_lowered_in_proportion(self):
        bill = self.invoice(
            ("Phone", 1, 100.0), move_type="in_invoice", ref="B 2", post=False
        )
        bill.invoice_line_ids.deductible_amount = 60.0
        bill.action_post()
        note = self.take(bill, amount=11.5)
        self.assertEqual(note.amount_total, 11.5)
        self.assertEqual(note.invoice_line_ids.deductible_amount, 60.0)
        self.rest(bill)
        self.assert_nothing_left(bill)

    def test_more_is_charged_on_a_line(self):
        for move_type in ("out_invoice", "in_invoice"):
            sold = self.invoice(("Chair", 5, 100.0), move_type=move_type, ref="B 3")
            row = self.row(sold, model="account.debit.note")
            row.amount = 1150.0
            self.assertEqual(row.subtotal, 1000.0)
            window = row.wizard_id
            note = self.finish(window, {}, window.create_debit, True)
            self.assertEqual(self.figures(note), (1000.0, 150.0, 1150.0))
            self.assertIn("Additional charge", note.invoice_line_ids.name)
            self.assertEqual(sold.invoice_line_ids.note_remaining_quantity, 5)
            self.correct(note, "full")
            self.rest(sold)
            self.assert_nothing_left(sold)

    def ask(self, method, mode="lines", is_untaxed=False, **line):
        request = {
            "invoice_ids": self.sold.ids,
            "mode": mode,
            "is_untaxed": is_untaxed,
            "lines": [{"line_id": self.chair.id, **line}],
        }
        return getattr(self.env["account.note.api"], method)(request)

    def test_over_the_api(self):
        for method, mode in (
            ("create_credit_note", "lines"),
            ("create_credit_note", "several"),
            ("create_debit_note", "lines"),
        ):
            with self.subTest(method=method, mode=mode):
                side = {"side": method.split("_")[1]}
                request = {
                    "invoice_ids": self.sold.ids,
                    "mode": mode,
                    "lines": [{"line_id": self.chair.id, "amount": 11.5}],
                }
                api = self.env["account.note.api"]
                (told,) = api.preview_correction({**request, **side})["previews"]
                (note,) = getattr(api, method)({**request, "state": "posted"})["notes"]
                self.assertEqual(note["amount_total"], 11.5)
                self.assertEqual(told["total_amount"], 11.5)
                self.assertEqual(told["untaxed_amount"], note["amount_untaxed"])
        (note,) = self.ask("create_credit_note", is_untaxed=True, amount=10)["notes"]
        self.assertEqual((note["amount_untaxed"], note["amount_total"]), (10.0, 11.5))

    def test_programs_are_refused(self):
        with self.refused("over_credited: ", "Chair"):
            self.ask("create_credit_note", amount=600)
        with self.refused("bad_request: lines[0].amount"):
            self.ask("create_credit_note", amount=-1)
        with self.refused("bad_request: lines[0].amount"):
            self.ask("create_credit_note", "price", price_unit=90, amount=1)
