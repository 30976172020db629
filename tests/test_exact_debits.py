from odoo.tests import tagged

from odoo.addons.account_credit_debit_note.tools.correction import Correction

from .exact_common import INCLUDED, ExactCase


@tagged("post_install", "-at_install")
class TestWhatStandsOfDebitNotes(ExactCase):
    """Pieces that a debit note added, or made dearer, stand on the invoice alone."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.spec = Correction()

    def sold(self, **values):
        lines = ("Desk", 3, 33.35), ("Pen", 2, 5.0)
        return self.invoice(*lines, tax=self.new_tax(21.0), **values)

    def close(self, *documents):
        """Take back all that stands of each, as the previews say."""
        notes = []
        for move in documents:
            preview = move._note_preview(self.spec)
            self.assertEqual(preview["refusals"], [])
            note = self.correct(move, "full")
            self.env.invalidate_all()
            self.assertEqual(note.amount_total, preview["total_amount"])
            self.assertEqual(
                note.currency_id.round(move.note_remaining_amount),
                preview["remaining_amount"],
            )
            notes.append(note)
        return notes

    def added(self, invoice):
        return self.charge(invoice, "lines", rows={0: {"quantity": 2}})

    def raised(self, invoice):
        return self.charge(invoice, "price", rows={0: {"new_price": 35.0}})

    def test_added_pieces_that_came_back_with_the_others_are_gone(self):
        invoice = self.sold()
        debit = self.added(invoice)
        self.pieces(invoice, 1, quantity=4)
        self.assertEqual(
            self.window(debit, correction_mode="lines").line_ids.remaining_quantity, 1.0
        )
        (answer,) = self.env["account.note.api"].get_creditable(debit.ids)
        self.assertEqual(answer["lines"][0]["remaining_quantity"], 1.0)
        _pens, desk = self.close(invoice, debit)
        self.assertEqual(desk.amount_untaxed, 33.35)
        self.assert_nothing_left(invoice)

    def test_added_pieces_have_the_lower_price_of_the_invoice(self):
        invoice = self.sold()
        debit = self.added(invoice)
        self.reprice(invoice, 30.0)
        _own, note = self.close(invoice, debit)
        self.assertEqual(note.amount_untaxed, 60.0)
        self.assert_nothing_left(invoice)

    def test_added_pieces_have_the_right_taxes_of_the_invoice(self):
        invoice = self.sold()
        debit = self.added(invoice)
        self.retax(invoice, self.new_tax(6.0))
        self.pieces(invoice, 1)
        _own, note = self.close(invoice, debit)
        self.assertEqual(self.figures(note), (66.7, 4.01, 70.71))
        self.assert_nothing_left(invoice)

    def test_reduction_by_hand_lowers_what_stands_of_added_pieces(self):
        invoice = self.sold()
        debit = self.added(invoice)
        note = self.correct(invoice, "full", post=False)
        note.invoice_line_ids[1].unlink()
        note.invoice_line_ids.write({"quantity": 5, "price_unit": 25.0})
        note.action_post()
        self.close(invoice, debit)
        self.assert_nothing_left(invoice)

    def test_higher_price_of_pieces_that_came_back_is_gone(self):
        invoice = self.sold()
        debit = self.raised(invoice)
        self.pieces(invoice, 1)
        (note,) = self.close(debit)
        self.assertEqual(note.amount_untaxed, 3.3)
        self.close(invoice)
        self.assert_nothing_left(invoice)

    def test_reversal_of_a_higher_price_adds_no_pieces(self):
        invoice = self.sold()
        debit = self.raised(invoice)
        self.reprice(invoice, 34.0)
        self.close(debit)
        row = self.window(invoice, correction_mode="lines").line_ids[0]
        self.assertEqual(row.remaining_quantity, 3.0)
        self.close(invoice)
        self.assert_nothing_left(invoice)

    def test_rebate_on_a_higher_price_counts_on_the_invoice(self):
        invoice = self.sold()
        debit = self.raised(invoice)
        self.correct(debit, "amount", amount=1.0)
        (note,) = self.close(invoice)
        self.assertEqual(
            note.currency_id.round(note.amount_total),
            note.currency_id.round(invoice.amount_total + debit.amount_total - 1.0),
        )
        self.assert_nothing_left(invoice)

    def test_last_of_a_debit_note_is_previewed_to_the_cent(self):
        taxes = self.eco_taxes(0.35, 7.0, **INCLUDED)
        taxes[1].price_include_override = "tax_included"
        invoice = self.invoice(("Desk", 12, 33.82), tax=taxes)
        line = invoice.invoice_line_ids
        spec = Correction(mode="price", discounts={line.id: 20.0})
        invoice._note_correct(spec, {"date": "2026-03-10"}).action_post()
        debit = self.charge(invoice, "lines", rows={0: {"quantity": 12}})
        self.pieces(invoice, 1)
        self.correct(invoice, "amount", amount_type="percent", percent=12.5)
        self.close(invoice, debit)
        self.assert_nothing_left(invoice)

    def test_whole_invoice_beside_its_debit_note_makes_no_exchange_entry(self):
        currency = self.setup_other_currency("KWD", rates=[("2026-01-01", 0.31)])
        invoice = self.invoice(
            ("Desk", 12, 1.143),
            move_type="in_invoice",
            tax=self.new_tax(19.0, "purchase", **INCLUDED),
            currency_id=currency.id,
        )
        debit = self.charge(invoice, "lines", rows={0: {"quantity": 12}})
        note = self.correct(invoice, "full")
        self.assertEqual(
            sorted(note.line_ids.mapped("balance")),
            sorted(-balance for balance in invoice.line_ids.mapped("balance")),
        )
        self.correct(debit, "full")
        self.assert_nothing_left(invoice)
        matched = self.family(invoice).line_ids
        entries = matched.matched_debit_ids | matched.matched_credit_ids
        self.assertFalse(entries.exchange_move_id)
