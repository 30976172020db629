from odoo.tests import tagged

from odoo.addons.account_credit_debit_note.tools.correction import Correction

from .exact_common import ExactCase


@tagged("post_install", "-at_install")
class TestEarlyDiscounts(ExactCase):
    """Discounts for early payment, with VAT always on the lower amount."""

    def discounted(self, rate, computation="mixed", **values):
        term = self.env["account.payment.term"].create(
            {
                "name": "2 % within 10 days",
                "early_discount": True,
                "discount_percentage": 2,
                "discount_days": 10,
                "early_pay_discount_computation": computation,
            }
        )
        return self.invoice(
            ("Desk", 2, 50.0),
            tax=self.new_tax(rate),
            invoice_payment_term_id=term.id,
            **values,
        )

    def test_whole_amount_is_previewed_credited_and_settles(self):
        invoice = self.discounted(15.0)
        spec = Correction(mode="amount", amount=114.7)
        self.assertEqual(invoice._note_preview(spec)["total_amount"], 114.7)
        note = self.correct(invoice, "amount", amount=114.7)
        self.assertEqual(note.amount_total, 114.7)
        self.assert_nothing_left(invoice)

    def test_part_of_it_is_exact(self):
        invoice = self.discounted(15.0)
        note = self.correct(invoice, "amount", amount=33.33)
        self.assertEqual(note.amount_total, 33.33)

    def test_piece_is_previewed_as_it_will_be(self):
        invoice = self.discounted(21.0)
        spec = Correction(mode="lines", quantities={invoice.invoice_line_ids.id: 1})
        self.assertEqual(invoice._note_preview(spec)["total_amount"], 60.29)
        self.assertEqual(self.pieces(invoice, 1)[0].amount_total, 60.29)

    def test_part_that_ends_the_discount_says_so(self):
        invoice = self.discounted(21.0, "included")
        row = {0: {"quantity": 1}}
        note = self.correct(invoice, "lines", rows=row, date="2026-03-05", post=False)
        told = [alert["message"] for alert in note.alerts.values()]
        self.assertIn("discount", " ".join(told))


@tagged("post_install", "-at_install")
class TestChangedSurroundings(ExactCase):
    """Partners, accounts and journals may be others than when it was invoiced."""

    def test_contact_that_became_a_company(self):
        group = self.env["res.partner"].create({"name": "Group", "is_company": True})
        contact = self.env["res.partner"].create(
            {"name": "Branch", "parent_id": group.id}
        )
        invoices = [self.invoice(partner_id=contact.id) for _document in range(2)]
        contact.is_company = True
        self.correct(invoices[0], "full")
        self.window(invoices[1]).modify_moves()
        for invoice in invoices:
            self.assertEqual(invoice.amount_residual, 0.0)

    def test_contact_that_works_elsewhere(self):
        firms = self.env["res.partner"].create(
            [{"name": name, "is_company": True} for name in ("First", "Second")]
        )
        contact = self.env["res.partner"].create(
            {"name": "Ann", "parent_id": firms[0].id}
        )
        invoice = self.invoice(partner_id=contact.id)
        contact.parent_id = firms[1]
        self.correct(invoice, "full")
        self.assertEqual(invoice.amount_residual, 0.0)

    def test_note_is_owed_where_the_invoice_is_owed(self):
        invoice = self.invoice(("Desk", 2, 50.0))
        other = invoice._note_get_open_items().account_id.copy()
        self.partner_a.property_account_receivable_id = other
        self.pieces(invoice, 1)
        self.assertEqual(invoice.amount_residual, 57.5)

    def test_archived_journal_makes_way_for_another(self):
        journal = self.company_data["default_journal_sale"]
        account = journal.default_account_id.id
        journal = journal.copy({"code": "OLD", "default_account_id": account})
        invoice = self.invoice(journal_id=journal.id)
        journal.active = False
        note = invoice._note_correct(Correction(), {"date": "2026-03-10"})
        self.assertTrue(note.journal_id.active)


@tagged("post_install", "-at_install")
class TestDebitNoteThatIsGone(ExactCase):
    """What remains of a debit note is no more than of what it adds to."""

    def test_higher_price_came_back_with_the_pieces(self):
        invoice = self.invoice(("Desk", 3, 100.0), tax=self.new_tax(20.0))
        debit = self.charge(invoice, "price", rows={0: {"new_price": 110.0}})
        self.assertEqual(debit.note_remaining_amount, 36.0)
        note = self.correct(invoice, "full")
        self.assertEqual(note.amount_total, 396.0)
        self.assertEqual(debit.note_remaining_amount, 0.0)
        (answer,) = self.env["account.note.api"].get_creditable(debit.ids)
        self.assertEqual(answer["remaining"], 0.0)

    def test_charge_of_its_own_stays(self):
        invoice = self.invoice(("Desk", 3, 100.0), tax=self.new_tax(20.0))
        debit = self.charge(invoice, "amount", amount=12.0)
        self.correct(invoice, "full")
        self.assertEqual(debit.note_remaining_amount, 12.0)
