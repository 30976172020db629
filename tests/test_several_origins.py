from odoo import Command
from odoo.tests import Form, tagged

from .common import NoteCase


@tagged("post_install", "-at_install")
class TestSeveralOrigins(NoteCase):
    """One note over several invoices settles each with its own part."""

    def note_over(self, origins, amounts, post=True, **values):
        note = self.invoice(
            *[("Rebate", 1, amount) for amount in amounts],
            move_type="out_refund",
            invoice_date="2026-03-10",
            post=False,
            **values,
        )
        for line, origin in zip(note.invoice_line_ids, origins, strict=True):
            line.origin_move_id = origin
        if post:
            note.action_post()
        return note

    def open_of(self, *moves):
        return [move.amount_residual for move in moves]

    def test_each_origin_gets_the_sum_of_its_lines(self):
        first, second = self.invoice(), self.invoice()
        note = self.note_over([first, second, first], [10.0, 20.0, 30.0])
        # taxes of 15 % included: 46.00 and 23.00
        self.assertEqual(self.open_of(first, second, note), [69.0, 92.0, 0.0])

    def test_form_names_the_origins_of_the_lines(self):
        self.assertFalse(self.goodwill().origin_hint)
        first, second = self.invoice(), self.invoice()
        note = self.note_over([first, second], [10.0, 20.0], post=False)
        self.assertFalse(note.reversed_entry_id)
        self.assertEqual(note.origin_hint, f"{first.name}, {second.name}")

    def test_head_names_the_first_origin(self):
        first, second = self.invoice(), self.invoice()
        note = self.note_over([second, first], [10.0, 20.0], post=False)
        self.assertFalse(note.reversed_entry_id)
        note.action_post()
        self.assertEqual(note.reversed_entry_id, second)
        self.assertEqual(note.invoice_line_ids.mapped("origin_move_id"), second | first)

    def test_line_without_origin_stays_open_on_the_note(self):
        first, second = self.invoice(), self.invoice()
        nobody = self.env["account.move"]
        note = self.note_over([first, second, nobody], [10.0, 20.0, 30.0])
        self.assertEqual(self.open_of(first, second, note), [103.5, 92.0, 34.5])
        self.assertFalse(note.invoice_line_ids[2].origin_move_id)

    def test_one_origin_by_line_alone_is_that_of_the_note(self):
        invoice = self.invoice()
        note = self.note_over([invoice], [10.0])
        self.assertEqual(note.reversed_entry_id, invoice)
        self.assertEqual(self.open_of(invoice, note), [103.5, 0.0])

    def test_what_an_origin_does_not_owe_stays_open(self):
        paid, second = self.invoice(), self.invoice()
        self._register_payment(paid)
        note = self.note_over([paid, second], [10.0, 20.0])
        self.assertEqual(self.open_of(paid, second, note), [0.0, 92.0, 11.5])
        self.assertIn(paid.payment_state, ("paid", "in_payment"))

    def test_instalments_are_settled_by_their_maturity(self):
        first = self.invoice(invoice_payment_term_id=self.pay_terms_b.id)
        second = self.invoice()
        note = self.note_over([first, second], [40.0, 20.0])
        items = first.line_ids.filtered(
            lambda line: line.display_type == "payment_term"
        ).sorted("date_maturity")
        # 30 % now, the rest later: 34.50 and 80.50 of 115.00; 46.00 are credited
        self.assertEqual(items.mapped("amount_residual"), [0.0, 69.0])
        self.assertEqual(note.amount_residual, 0.0)

    def test_last_origin_takes_the_rounding(self):
        rounding = self.env["account.cash.rounding"].create(
            {
                "name": "Five cents",
                "rounding": 0.05,
                "strategy": "biggest_tax",
                "rounding_method": "HALF-UP",
            }
        )
        first, second = self.invoice(), self.invoice()
        note = self.note_over(
            [first, second], [10.0, 10.03], invoice_cash_rounding_id=rounding.id
        )
        # 11.50 and 11.53 are 23.03, rounded to 23.05
        self.assertEqual(note.amount_total, 23.05)
        self.assertEqual(self.open_of(first, second, note), [103.5, 103.45, 0.0])

    def test_rebate_over_twenty_five_invoices(self):
        origins = self.env["account.move"].union(
            *[self.invoice(("Desk", 1, 100.0 + n)) for n in range(25)]
        )
        note = self.note_over(origins, [1.0 + n for n in range(25)])
        self.assertEqual(note.amount_residual, 0.0)
        self.assertEqual(note.payment_state, "paid")
        for n, origin in enumerate(origins):
            credited = origin.amount_total - origin.amount_residual
            self.assertAlmostEqual(credited, 1.15 * (1 + n), 2)

    def test_amounts_per_origin_are_shown_on_the_note(self):
        first, second = self.invoice(), self.invoice()
        note = self.note_over([first, second, first], [10.0, 20.0, 30.0])
        for text in (first.name, "46.00", second.name, "23.00", "03/01/2026"):
            self.assertIn(text, note.origin_amounts)

    def test_note_of_one_document_needs_no_amounts(self):
        invoice = self.invoice()
        self.assertFalse(invoice.origin_amounts)
        self.assertFalse(self.credit(invoice).origin_amounts)

    def test_amounts_follow_the_lines_while_they_are_edited(self):
        first, second = self.invoice(), self.invoice()
        note = self.note_over([first, second], [10.0, 20.0], post=False)
        with Form(note) as form:
            with form.invoice_line_ids.edit(1) as line:
                line.price_unit = 40.0
            self.assertIn("46.00", form.origin_amounts)

    def test_entered_rate_stays_when_the_head_is_filled_in(self):
        euro = self.setup_other_currency(
            "EUR", rates=[("2026-03-01", 0.5), ("2026-03-10", 0.8)]
        )
        origins = [self.invoice(currency_id=euro.id) for _ in range(2)]
        note = self.note_over(origins, [10.0, 20.0], currency_id=euro.id, post=False)
        note.invoice_currency_rate = 0.6
        note.action_post()
        self.assertEqual(note.invoice_currency_rate, 0.6)

    def test_two_origins_in_the_head_of_a_new_note(self):
        first, second = self.invoice(), self.invoice()
        note = self.env["account.move"].create(
            {
                "move_type": "out_refund",
                "partner_id": self.partner_a.id,
                "invoice_date": "2026-03-10",
                "invoice_line_ids": [
                    Command.create(
                        {"name": "Rebate", "price_unit": 10, "origin_move_id": move.id}
                    )
                    for move in (first, second)
                ],
            }
        )
        note.action_post()
        self.assertEqual(note.origin_move_ids, first | second)
