from odoo import Command
from odoo.tests import tagged

from .exact_common import INCLUDED, ON_TOP, ExactCase
from .sampling import sample

# Of two lines each
PRICES = (33.33, 4.51), (10.07, 2.99), (1.49, 7.77)


@tagged("post_install", "-at_install")
class TestJointSpecial(ExactCase):
    """One note over several documents whose taxes are lowered by lines about all goods:
    a discount for early payment, private parts; and taxes that belong to pieces."""

    def discounted(self, *lines, tax):
        """Return an invoice whose tax a discount of 2 % lowers in any case."""
        term = self.env["account.payment.term"].create(
            {
                "name": "2 %",
                "early_discount": True,
                "discount_percentage": 2,
                "discount_days": 10,
                "early_pay_discount_computation": "mixed",
            }
        )
        return self.invoice(*lines, tax=tax, invoice_payment_term_id=term.id)

    def private_bill(self, *lines):
        """Return a bill of (quantity, price, taxes, deductible part) lines."""
        rows = [
            Command.create(
                {
                    "name": "Phone",
                    "quantity": quantity,
                    "price_unit": price,
                    "tax_ids": [Command.set(taxes.ids)],
                    "deductible_amount": part,
                }
            )
            for quantity, price, taxes, part in lines
        ]
        return self.invoice(
            move_type="in_invoice", ref=f"P{len(lines)}", invoice_line_ids=rows
        )

    def joint(self, moves, mode, quantity=0, **values):
        """Return one posted note, whose parts are as its preview says."""
        window = self.window(moves, note_for="all", correction_mode=mode, **values)
        for row in window.line_ids if quantity else ():
            row.quantity = quantity
        told = [shown["total_amount"] for _move, shown in window._note_get_previews()]
        note = self.env["account.move"].browse(window.refund_moves()["res_id"])
        if note.is_purchase_document():
            note.ref = f"Paper {note.id}"
        note.action_post()
        self.assertAlmostEqual(sum(told), note.amount_total, 2)
        parts = note._note_get_origin_amounts()
        for amount, part in zip(parts.values(), filter(None, told), strict=True):
            self.assertAlmostEqual(amount, part, 2)
        return note

    def assert_nothing_left_of(self, moves, notes):
        self.env.invalidate_all()
        sums = {}
        for line in (moves | notes).line_ids:
            if line.display_type != "payment_term":
                sums[line.account_id] = sums.get(line.account_id, 0.0) + line.balance
        self.assertFalse({a.code for a, left in sums.items() if round(left, 3)})
        for document in moves | notes:
            self.assertEqual(document.amount_residual, 0.0)
        for move in moves:
            self.assertEqual(move.note_remaining_amount, 0.0)
            self.assertEqual(move.note_remaining_untaxed_amount, 0.0)

    def test_discount_that_lowers_the_tax(self):
        tax = self.new_tax(21.0, **ON_TOP)
        for price, other in sample(PRICES, 1, "prices"):
            with self.subTest(price):
                moves = self.discounted(("Pen", 1, price), ("Ink", 2, other), tax=tax)
                moves |= self.discounted(("Cap", 1, other), ("Pad", 3, price), tax=tax)
                part = self.joint(moves, "lines", quantity=1)
                self.assert_nothing_left_of(moves, part | self.joint(moves, "full"))

    def test_discount_on_one_of_them(self):
        tax = self.new_tax(21.0, **ON_TOP)
        moves = self.discounted(("Pen", 7, 33.33), tax=tax)
        moves |= self.invoice(("Cap", 1, 19.78), tax=self.new_tax(6.0, **ON_TOP))
        self.assert_nothing_left_of(moves, self.joint(moves, "full"))

    def test_amount_that_a_lowered_tax_passes_over(self):
        moves = self.discounted(("Pen", 7, 33.33), tax=self.new_tax(21.0, **ON_TOP))
        moves |= self.discounted(("Cap", 1, 7.77), tax=self.new_tax(23.0, **INCLUDED))
        for step in sample(range(20), 4, "passed over"):
            amount = 70.0 + step / 100
            with self.subTest(amount):
                note = self.joint(moves, "amount", amount=amount)
                self.assertAlmostEqual(note.amount_total, amount, 2)
                note.button_draft()
                note.unlink()

    def test_private_parts(self):
        high = self.new_tax(21.0, "purchase", **ON_TOP)
        low = self.new_tax(6.0, "purchase", **ON_TOP)
        for price, other in sample(PRICES, 1, "prices"):
            with self.subTest(price):
                moves = self.private_bill((1, price, high, 50.0), (2, other, low, 100))
                moves |= self.private_bill((1, other, high, 50), (3, price, low, 60))
                part = self.joint(moves, "lines", quantity=1)
                self.assert_nothing_left_of(moves, part | self.joint(moves, "full"))

    def test_private_part_that_ends_before_another(self):
        tax = self.new_tax(21.0, "purchase", **ON_TOP)
        bill = self.private_bill((3, 33.33, tax, 50.0))
        moves = bill | self.private_bill((3, 146.88, tax, 60.0))
        # 3.47 and 7.04 would be 10.51 of 10.50
        notes = self.joint(moves, "lines", quantity=0.99)
        notes |= self.joint(moves, "lines", quantity=2.01)
        self.assert_nothing_left_of(moves, notes)

    def test_taxes_of_pieces_are_those_of_each(self):
        taxes = self.eco_taxes()
        moves = self.invoice(("Lamp", 5, 13.38), ("Bulb", 0.33, 8.41), tax=taxes)
        moves |= self.invoice(("Lamp", 1, 8.64), ("Lamp", 5, 213.41), tax=taxes)
        part = self.joint(moves, "lines", quantity=0.33)
        self.assert_nothing_left_of(moves, part | self.joint(moves, "full"))

    def test_net_that_core_gives_to_one_line(self):
        high = self.new_tax(21.0, **ON_TOP)
        moves = self.invoice(("Pen", 3, 33.33), tax=high)
        moves |= self.invoice(("Ink", 1, 163.7), tax=high)
        third = self.invoice(
            ("Cap", 1, 8.251), ("Pad", 0.33, 44.87), ("Clip", 2, 394.03), tax=high
        )
        moves |= third
        third.button_draft()
        third.invoice_line_ids[0].tax_ids = self.eco_taxes()
        third.invoice_line_ids[2].tax_ids = False
        third.action_post()
        window = self.window(moves, note_for="all", correction_mode="lines")
        for row in window.line_ids:
            row.quantity = {"Ink": 0.33, "Cap": 0.5}.get(row.name, 0)
        note = self.env["account.move"].browse(window.refund_moves()["res_id"])
        note.action_post()
        self.assert_nothing_left_of(moves, note | self.joint(moves, "full"))
