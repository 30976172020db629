from odoo.tests import tagged

from odoo.addons.account_credit_debit_note.tools.correction import Correction

from .exact_common import INCLUDED, ExactCase
from .sampling import sample


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

    def exchange_entries(self, invoice):
        items = self.family(invoice).line_ids
        return (items.matched_debit_ids | items.matched_credit_ids).exchange_move_id

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

    def test_the_debit_note_that_remains_is_named(self):
        invoice = self.sold()
        done, debit = self.added(invoice), self.added(invoice)
        self.correct(done, "full")
        self.pieces(invoice, 1, quantity=3)
        self.pieces(invoice, 1, quantity=2, place=1)
        (refusal,) = invoice._note_preview(self.spec)["refusals"]
        self.assertEqual(refusal["code"], "over_credited")
        self.assertIn(f"debit notes ({debit.name})", refusal["text"])
        with self.refused(refusal["text"]):
            self.correct(invoice, "full")
        self.close(debit)
        with self.refused(invoice.name, "nothing remains to take back"):
            self.correct(invoice, "full")
        self.assert_nothing_left(invoice)

    def test_an_amount_above_the_invoice_itself_comes_off_its_debit_notes(self):
        taxes = self.new_tax(21.0), self.new_tax(6.0)
        for debits, taken in ((1, 150.0), (2, 200.0)):
            with self.subTest(debits=debits):
                invoice = self.invoice(
                    ("Desk", 1, 100.0), ("Lamp", 1, 10.0), post=False
                )
                for line, tax in zip(invoice.invoice_line_ids, taxes, strict=True):
                    line.tax_ids = tax
                invoice.action_post()
                notes = [self.debit(invoice) for _number in range(debits)]
                self.correct(invoice, "amount", amount_type="fixed", amount=taken)
                self.env.invalidate_all()
                rests = [note.amount_total for note in self.close(*notes)]
                self.assertAlmostEqual(sum(rests), 131.6 * (debits + 1) - taken)
                self.assertEqual(rests[:-1], [131.6] * (debits - 1))
                (refusal,) = invoice._note_preview(self.spec)["refusals"]
                self.assertIn("nothing remains to take back", refusal["text"])
                self.assert_nothing_left(invoice)

    def test_what_the_invoice_has_left_on_another_account_pays_for_it_first(self):
        other = self.company_data["default_account_revenue"].copy()
        for is_reversed in sample((False, True), 1, "order"):
            with self.subTest(is_reversed=is_reversed):
                invoice = self.sold(post=False)
                invoice.invoice_line_ids[1].account_id = other
                invoice.invoice_line_ids[1].price_unit = 50.0
                invoice.action_post()
                debit = self.added(invoice)
                self.pieces(invoice, 3)
                self.correct(invoice, "amount", amount_type="fixed", amount=30.0)
                self.env.invalidate_all()
                own = invoice.note_remaining_amount - debit.amount_total
                closed = [invoice, debit][:: -1 if is_reversed else 1]
                totals = {note.amount_total for note in self.close(*closed)}
                self.assertEqual(totals, {own, debit.amount_total})
                self.assert_nothing_left(invoice)

    def test_nothing_remains_of_a_debit_note_whose_invoice_lost_all_of_it(self):
        invoice = self.sold()
        debit = self.debit(invoice)
        amount = 2 * invoice.amount_total
        note = self.correct(invoice, "amount", amount_type="fixed", amount=amount)
        self.env.invalidate_all()
        (refusal,) = debit._note_preview(self.spec)["refusals"]
        self.assertEqual(refusal["code"], "over_credited")
        self.assertIn(note.name, refusal["text"])
        with self.refused(debit.name, "nothing remains to take back"):
            self.correct(debit, "full")

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
        self.assertFalse(self.exchange_entries(invoice))

    def test_rest_of_an_invoice_leaves_debit_notes_their_cents(self):
        invoice = self.invoice(
            ("Desk", 1, 99.99), ("Pen", 2, 5.0), tax=self.tax.browse()
        )
        desk, pen = invoice.invoice_line_ids
        invoice.button_draft()
        desk.tax_ids = self.new_tax(19.0, **INCLUDED)
        pen.tax_ids = self.new_tax(21.0)
        invoice.action_post()
        one_desk = self.charge(invoice, "lines", rows={0: {"quantity": 1}})
        self.correct(invoice, "amount", amount_type="percent", percent=2.0)
        one_pen = self.charge(invoice, "lines", rows={1: {"quantity": 1}})
        self.close(invoice, one_desk, one_pen)
        self.assert_nothing_left(invoice)

    def test_what_a_debit_note_stands_beside_makes_no_exchange_entry(self):
        self.env.company.tax_calculation_rounding_method = "round_per_line"
        yen = self.setup_other_currency("JPY", rates=[("2026-01-01", 133.7)])
        invoice = self.invoice(
            ("Desk", 2.25, 168.0), tax=self.tax.browse(), currency_id=yen.id
        )
        first = self.charge(invoice, "lines", rows={0: {"quantity": 1}})
        self.reprice(invoice, 84.0)
        second = self.charge(invoice, "lines", rows={0: {"quantity": 3.25}})
        self.close(first, invoice, second)
        self.assert_nothing_left(invoice)
        self.assertFalse(self.exchange_entries(invoice))

    def test_note_worth_less_than_a_cent_makes_no_exchange_entry(self):
        self.env.company.tax_calculation_rounding_method = "round_per_line"
        yen = self.setup_other_currency("JPY", rates=[("2026-01-01", 133.7)])
        invoice = self.invoice(
            ("Pen", 2, 5.0),
            ("Desk", 5, 129.0),
            tax=self.tax.browse(),
            currency_id=yen.id,
        )
        note = self.reprice(invoice, 4.5)
        self.assertEqual((note.amount_total, note.amount_total_signed), (1.0, 0.0))
        self.close(invoice)
        self.assert_nothing_left(invoice)
        self.assertFalse(self.exchange_entries(invoice))

    def test_cents_worth_many_steps_of_the_company_are_rounding(self):
        self.env.company.tax_calculation_rounding_method = "round_per_line"
        dear = self.setup_other_currency("JPY", rates=[("2026-01-01", 0.01)])
        invoice = self.invoice(
            ("Desk", 2.25, 621.0), tax=self.tax.browse(), currency_id=dear.id
        )
        first = self.charge(invoice, "lines", rows={0: {"quantity": 2.25}})
        self.assertEqual(first.amount_untaxed, 1397.0)
        self.reprice(invoice, 559.0)
        second = self.charge(invoice, "lines", rows={0: {"quantity": 0.25}})
        self.close(invoice, first, second)
        self.assert_nothing_left(invoice)
        self.assertFalse(self.exchange_entries(invoice))
