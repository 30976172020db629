from odoo.tests import tagged

from .payment_common import PaymentCase


@tagged("post_install", "-at_install")
class TestPaymentNetting(PaymentCase):
    """Invoices and credit notes that are paid together: core nets them wrongly."""

    def test_selected_invoice_and_credit_make_one_payment(self):
        """Core shows 70 and makes two payments, 100 in and 30 out."""
        invoice, note = self.debt(100), self.goodwill(30)
        window = self.pay_window(invoice, note)
        self.assertEqual(window.amount, 70.0)
        payment = self.pay(window)
        self.assertRecordValues(payment, [{"amount": 70.0, "payment_type": "inbound"}])
        self.assertEqual(self.residuals(invoice, note), [0.0, 0.0])

    def test_selected_credits_need_no_tick_by_the_company(self):
        self.env.company.note_payment_ticked = False
        window = self.pay_window(self.debt(100), self.goodwill(30))
        self.assertEqual(window.amount, 70.0)

    def test_an_unticked_selected_credit_stays_open(self):
        invoice, note = self.debt(100), self.goodwill(30)
        window = self.pay_window(invoice, note)
        self.tick(window, row_0=False)
        self.assertEqual(window.amount, 100.0)
        self.assertEqual(self.pay(window).amount, 100.0)
        self.assertEqual(self.residuals(invoice, note), [0.0, 30.0])

    def test_different_banks_are_no_obstacle(self):
        """Core never nets documents of different bank accounts."""
        banks = self.env["res.partner.bank"].create(
            [
                {
                    "acc_number": number,
                    "partner_id": partner.id,
                    "allow_out_payment": True,
                }
                for number, partner in (
                    ("BE01", self.env.company.partner_id),
                    ("BE02", self.partner_a),
                )
            ]
        )
        invoice = self.debt(100, partner_bank_id=banks[0].id)
        note = self.goodwill(30, partner_bank_id=banks[1].id)
        window = self.pay_window(invoice, note)
        self.assertTrue(window.can_edit_wizard)
        payment = self.pay(window)
        self.assertRecordValues(payment, [{"amount": 70.0, "payment_type": "inbound"}])
        self.assertEqual(self.residuals(invoice, note), [0.0, 0.0])

    def test_a_net_of_zero_makes_no_payment(self):
        """Core makes a payment of 0.00 and matches nothing."""
        invoice, note = self.debt(100), self.goodwill(100)
        window = self.pay_window(invoice, note)
        self.assertTrue(window.is_settled_by_credits)
        self.assertFalse(self.pay(window))
        self.assertEqual(self.residuals(invoice, note), [0.0, 0.0])
        self.assertEqual(invoice.payment_state, "reversed")

    def test_what_is_left_of_a_selected_credit_is_paid_out(self):
        invoice, note = self.debt(100), self.goodwill(130)
        window = self.pay_window(invoice, note)
        self.assertEqual(window.payment_type, "outbound")
        self.assertEqual(window.amount, 30.0)
        self.assertEqual(window.credit_refund_amount, 30.0)
        payment = self.pay(window)
        self.assertRecordValues(payment, [{"amount": 30.0, "payment_type": "outbound"}])
        self.assertEqual(self.residuals(invoice, note), [0.0, 0.0])

    def test_selected_credits_are_used_before_others(self):
        older = self.goodwill(100, invoice_date="2026-01-01")
        invoice, note = self.debt(100), self.goodwill(30)
        window = self.pay_window(invoice, note)
        self.assertEqual(self.shown(window), [(note, True, 30.0), (older, True, 70.0)])
        self.assertFalse(self.pay(window))
        self.assertEqual(self.residuals(invoice, note, older), [0.0, 0.0, 30.0])

    def test_instalments_are_settled_before_the_next_one_is_paid(self):
        invoice = self.debt(
            100,
            invoice_payment_term_id=self.halves.id,
            invoice_date="2027-03-01",
        )
        note = self.goodwill(30)
        window = self.pay_window(invoice, note)
        self.assertEqual(window.installments_mode, "next")
        self.assertEqual(window.amount, 20.0)
        self.assertEqual(window.payment_difference, 0.0)
        self.pay(window)
        lines = invoice.line_ids.filtered(lambda line: line.date_maturity)
        self.assertEqual(lines.sorted("id").mapped("amount_residual"), [0.0, 50.0])

    def test_a_selected_credit_without_its_invoice_is_paid_out_beside_it(self):
        invoice = self.debt(100, partner_id=self.partner_b.id)
        note = self.goodwill(30)
        payments = self.pay(self.pay_window(invoice, note))
        self.assertEqual(
            sorted(payments.mapped(lambda p: (p.payment_type, p.amount))),
            [("inbound", 100.0), ("outbound", 30.0)],
        )

    def test_each_invoice_gets_what_the_credits_leave(self):
        first, second = self.debt(100), self.debt(50, invoice_date="2026-03-02")
        note = self.goodwill(120)
        window = self.pay_window(first, second)
        self.assertEqual(window.amount, 30.0)
        self.assertFalse(window.group_payment)
        payment = self.pay(window)
        self.assertEqual(payment.amount, 30.0)
        self.assertEqual(payment.memo, second.payment_reference)
        self.assertEqual(payment.reconciled_invoice_ids, second)
        self.assertEqual(self.residuals(first, note), [0.0, 0.0])

    def test_several_invoices_make_a_payment_each_or_one(self):
        for group, amounts in ((False, [50.0, 70.0]), (True, [120.0])):
            with self.subTest(group=group):
                invoices = self.debt(100), self.debt(50, invoice_date="2026-03-02")
                note = self.goodwill(30)
                window = self.pay_window(*invoices)
                window.group_payment = group
                payments = self.pay(window)
                self.assertEqual(sorted(payments.mapped("amount")), amounts)
                self.assertEqual(note.amount_residual, 0.0)

    def test_each_partner_uses_their_own_credits(self):
        mine, theirs = self.debt(100), self.debt(100, partner_id=self.partner_b.id)
        note = self.goodwill(30)
        other = self.goodwill(60, partner_id=self.partner_b.id)
        for group in (False, True):
            with self.subTest(group=group), self.env.cr.savepoint() as savepoint:
                window = self.pay_window(mine, theirs)
                self.assertEqual(window.amount, 110.0)
                if group and window.can_group_payments:
                    window.group_payment = True
                payments = self.pay(window)
                self.assertEqual(
                    {p.partner_id: p.amount for p in payments},
                    {self.partner_a: 70.0, self.partner_b: 40.0},
                )
                self.assertEqual(self.residuals(note, other), [0.0, 0.0])
                savepoint.rollback()

    def test_two_partners_of_whom_one_owes_nothing_any_more(self):
        mine, theirs = self.debt(100), self.debt(100, partner_id=self.partner_b.id)
        self.goodwill(100)
        window = self.pay_window(mine, theirs)
        payment = self.pay(window)
        self.assertEqual(payment.partner_id, self.partner_b)
        self.assertEqual(payment.amount, 100.0)
        self.assertEqual(mine.amount_residual, 0.0)
