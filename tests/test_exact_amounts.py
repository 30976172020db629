from odoo.tests import tagged

from odoo.addons.account_credit_debit_note.models.application import (
    account_move_line_match,
)

from .common import NoteCase


@tagged("post_install", "-at_install")
class TestExactAmounts(NoteCase):
    """The seam to core's reconciliation."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.euro = cls.setup_other_currency(
            "EUR", rates=[("2026-03-01", 0.5), ("2026-03-10", 0.8)]
        )
        cls.nothing = cls.env["account.tax"]

    def item(self, amount, move_type="out_invoice", **values):
        move = self.invoice(
            ("Desk", 1, amount), move_type=move_type, tax=self.nothing, **values
        )
        return move._note_get_open_items()

    def credit_item(self, amount, **values):
        return self.item(amount, move_type="out_refund", **values)

    def apply(self, *triples):
        self.env["account.move.line"]._note_apply_exact_amounts(list(triples))

    def residuals(self, *items):
        return [item.amount_residual_currency for item in items]

    def test_named_amount_is_settled_and_the_rest_stays_open(self):
        debt, credit = self.item(50), self.credit_item(100)
        self.apply((debt, credit, 30))
        self.assertEqual(self.residuals(debt, credit), [20, -70])

    def test_order_of_the_two_lines_does_not_matter(self):
        debt, credit = self.item(50), self.credit_item(100)
        self.apply((credit, debt, 30))
        self.assertEqual(self.residuals(debt, credit), [20, -70])

    def test_one_plan_spreads_a_credit_over_several_items(self):
        debts, credit = [self.item(50) for _ in range(3)], self.credit_item(100)
        self.apply(*zip(debts, [credit] * 3, [50, 20, 30], strict=True))
        self.assertEqual(self.residuals(*debts, credit), [0, 30, 20, 0])
        self.assertEqual(debts[0].move_id.payment_state, "reversed")

    def test_slices_leave_no_cent_behind(self):
        debt, credit = self.item(9.9), self.credit_item(9.9)
        for _slice in range(30):
            self.apply((debt, credit, 0.33))
        self.assertEqual(self.residuals(debt, credit), [0, 0])
        self.assertTrue(debt.full_reconcile_id)

    def test_same_pair_named_twice_takes_both_amounts(self):
        debt, credit = self.item(50), self.credit_item(100)
        self.apply((debt, credit, 30), (debt, credit, 10))
        self.assertEqual(self.residuals(debt, credit), [10, -60])

    def test_other_rate_leaves_its_exchange_difference(self):
        # 30 EUR: 60.00 at 0.5, 37.50 at 0.8
        debt = self.item(50, currency_id=self.euro.id)
        credit = self.credit_item(
            100, currency_id=self.euro.id, invoice_date="2026-03-10"
        )
        self.apply((debt, credit, 30))
        self.assertEqual(self.residuals(debt, credit), [20, -70])
        self.assertEqual(debt.amount_residual, 40.0)
        self.assertEqual(debt.matched_credit_ids.exchange_move_id.state, "posted")

    def test_other_currency_is_bounded_by_the_first_line(self):
        debt = self.item(50, currency_id=self.euro.id)
        credit = self.credit_item(100)
        self.apply((debt, credit, 30))
        self.assertEqual(debt.amount_residual_currency, 20)
        self.assertEqual(credit.amount_residual, -40)

    def test_more_than_is_open_is_refused(self):
        debt, credit = self.item(50), self.credit_item(100)
        with self.refused(debt.move_id.name, "60.00", "50.00"):
            self.apply((debt, credit, 60))

    def test_more_than_a_credit_has_is_refused_over_all_its_pairs(self):
        debts, credit = [self.item(50), self.item(50)], self.credit_item(80)
        with self.refused(credit.move_id.name, "100.00", "80.00"):
            self.apply((debts[0], credit, 50), (debts[1], credit, 50))

    def test_amount_of_zero_is_refused(self):
        debt, credit = self.item(50), self.credit_item(100)
        with self.refused(debt.move_id.name, "above zero"):
            self.apply((debt, credit, 0))

    def test_two_debts_are_refused(self):
        one, other = self.item(50), self.item(50)
        with self.refused(one.move_id.name, other.move_id.name, "a credit"):
            self.apply((one, other, 10))

    def test_draft_is_refused(self):
        debt = self.item(50)
        draft = self.invoice(move_type="out_refund", post=False)
        term = draft.line_ids.filtered(lambda line: line.display_type == "payment_term")
        with self.refused("must be posted"):
            self.apply((debt, term, 10))

    def test_client_cannot_cap_a_match_by_its_context(self):
        debt, credit = self.item(50), self.credit_item(100)
        pair = ((debt.id, credit.id), debt.currency_id.id)
        for forged in ({pair: 1.0}, {"amounts": {pair: 1.0}}, [1.0], True):
            lines = (debt | credit).with_context(note_match_limits=forged)
            with self.subTest(forged), self.env.cr.savepoint() as savepoint:
                lines.reconcile()
                self.assertEqual(self.residuals(debt, credit), [0, -50])
                savepoint.rollback()

    def test_caps_cannot_be_changed_after_the_check(self):
        with self.assertRaises(TypeError):
            account_move_line_match.MatchLimits({(1, 2): 3.0}).amounts[1, 2] = 4.0
