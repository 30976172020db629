from unittest.mock import patch

from odoo import Command
from odoo.exceptions import UserError, ValidationError
from odoo.tests import tagged

from .equality_common import EqualityCase


@tagged("post_install", "-at_install")
class TestBatchCopyTaxes(EqualityCase):
    """Copies whose lines are known before have those that core would leave them."""

    def check_known(self, moves, is_known=True, **values):
        """Compare with core's loop, and tell whether lines were known before."""
        with self.counting_known() as counts:
            self.reverse(moves, **values).unlink()
        self.assertEqual(sum(counts), len(moves) if is_known else 0)
        return self.check(moves, **values)

    def with_tags(self, tax):
        """Return a copy of a tax whose notes have other tags and accounts."""
        tags = self.env["account.account.tag"].create(
            [
                {"name": name, "applicability": "taxes", "country_id": False}
                for name in ("+base", "+tax", "-base", "-tax")
            ]
        )
        account = self.company_data["default_account_tax_sale"].copy()
        parts = [
            Command.create({"repartition_type": kind, "document_type": document, **own})
            for document, kind, own in (
                ("invoice", "base", {"tag_ids": tags[0].ids}),
                ("invoice", "tax", {"tag_ids": tags[1].ids, "factor_percent": 40}),
                ("invoice", "tax", {"factor_percent": 60}),
                ("refund", "base", {"tag_ids": tags[2].ids}),
                (
                    "refund",
                    "tax",
                    {
                        "tag_ids": tags[3].ids,
                        "factor_percent": 40,
                        "account_id": account.id,
                    },
                ),
                ("refund", "tax", {"factor_percent": 60}),
            )
        ]
        return tax.copy({"name": "Tagged", "repartition_line_ids": parts})

    def test_repartition_of_notes_is_another(self):
        self.check_known(self.three(tax=self.with_tags(self.tax)))

    def test_several_taxes_and_groups(self):
        first = self.tax.copy({"name": "On top", "include_base_amount": True})
        second = self.percent_tax(7, is_base_affected=True)
        group = self.env["account.tax"].create(
            {
                "name": "Group",
                "amount_type": "group",
                "children_tax_ids": [Command.set((first | second).ids)],
            }
        )
        self.check_known(self.three(tax=first | second))
        self.check_known(self.three(tax=group))

    def test_included_and_fixed_taxes(self):
        included = self.tax.copy(
            {"name": "Included", "price_include_override": "tax_included"}
        )
        fixed = self.percent_tax(0.37, amount_type="fixed", include_base_amount=True)
        self.check_known(self.three(tax=included))
        self.check_known(self.three(tax=fixed | self.tax))

    def test_no_taxes_and_lines_below_zero(self):
        self.check_known(self.three(tax=self.env["account.tax"]))
        lines = ("Desk", 3, 33.33), ("Discount", -1, 10.0), ("Lamp", 0, 5.0)
        self.check_known(self.invoice(*lines) | self.three())

    def test_reverse_charge(self):
        tax = self.tax.copy(
            {
                "name": "Reverse charge",
                "repartition_line_ids": [
                    Command.create(
                        {
                            "repartition_type": kind,
                            "document_type": document,
                            "factor_percent": factor,
                        }
                    )
                    for document in ("invoice", "refund")
                    for kind, factor in (("base", 100), ("tax", 100), ("tax", -100))
                ],
            }
        )
        self.check_known(self.three(move_type="in_invoice", tax=tax))

    def test_a_tax_that_was_changed_since(self):
        tax = self.tax.copy({"name": "Changed"})
        moves = self.three(tax=tax)
        tax.amount = 19
        tax.refund_repartition_line_ids.account_id = self.company_data[
            "default_account_revenue"
        ]
        self.check_known(moves)

    def test_an_archived_tax(self):
        tax = self.tax.copy({"name": "Archived"})
        moves = self.three(tax=tax)
        tax.active = False
        self.check_known(moves)

    def test_a_customer_of_another_parent(self):
        contact = self.partner_a.copy({"name": "Ann"})
        moves = self.three(partner_id=contact.id)
        self.check_known(moves)
        contact.parent_id = self.partner_b
        # Core gives the lines of posted documents another partner, or leaves it
        is_known = moves.line_ids.partner_id == self.partner_b
        self.check_known(moves, is_known)

    def test_rate_of_the_origin(self):
        euro = self.setup_other_currency(
            "EUR", rates=[("2026-03-01", 0.5), ("2026-03-10", 0.8)]
        )
        moves = self.three(currency_id=euro.id)
        self.check_known(moves, is_known=False)
        self.check_known(moves, invoice_currency_rate=0.5)

    def test_rounding_per_line(self):
        self.env.company.tax_calculation_rounding_method = "round_per_line"
        self.check_known(self.three())

    def test_accounts_of_discounts(self):
        accounts = self.company_data["default_account_revenue"].copy()
        self.check_known(self.three())
        self.env.company.account_discount_expense_allocation_id = accounts
        moves = self.three(post=False)
        moves.invoice_line_ids.discount = 12.5
        moves.action_post()
        self.check_known(moves, is_known=False)

    def test_instalments_of_the_original_are_one(self):
        moves = self.three(invoice_payment_term_id=self.halves.id)
        self.check_known(moves)
        self.check_known(moves, False, invoice_payment_term_id=self.halves.id)

    def test_a_customer_of_another_company_is_refused(self):
        moves, other = self.three(), self.setup_other_company()
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE res_partner SET company_id = %s WHERE id = %s",
            [other["company"].id, self.partner_b.id],
        )
        self.env.invalidate_all()
        # Of one customer among several, and of one alone
        for some in (moves, moves[1]):
            with self.assertRaisesRegex(UserError, "belongs to another company"):
                self.reverse(some)

    def test_taxes_that_may_not_be_mixed_any_more_are_refused(self):
        self.env.company.tax_exigibility = True
        transition = self.company_data["default_account_tax_sale"].copy()
        transition.reconcile = True
        paid = {
            "tax_exigibility": "on_payment",
            "cash_basis_transition_account_id": transition.id,
        }
        taxes = self.tax.copy({"name": "At once"})
        taxes |= self.tax.copy({"name": "On payment", **paid})
        moves = self.three() | self.invoice(tax=taxes)
        tag = {"name": "Base", "applicability": "taxes", "country_id": False}
        parts = taxes.refund_repartition_line_ids.filtered(
            lambda part: part.repartition_type == "base"
        )
        parts.tag_ids = self.env["account.account.tag"].create(tag)
        refusing = self.assertRaisesRegex(ValidationError, "cannot be mixed")
        with self.counting_known() as known, refusing:
            self.reverse(moves)
        self.assertTrue(any(known))

    def debit_all(self, moves):
        """Charge documents once more; return how many notes took other cents."""
        taken, take = [], type(moves)._note_take_cents

        def listen(note, families):
            taken.append(note)
            return take(note, families)

        with patch.object(type(moves), "_note_take_cents", listen):
            self.env["account.debit.note"].with_context(
                active_model="account.move", active_ids=moves.ids
            ).create({"date": "2026-03-10", "copy_lines": True}).create_debit()
            moves.debit_note_ids.action_post()
        return len(taken)

    def assert_debited(self, moves, taken):
        """Check that notes have the cents they have where each is looked at."""
        counts = []
        found, _statements = self.play(lambda: counts.append(self.debit_all(moves)))
        with patch.object(type(moves), "_note_repeats", lambda *_args: False):
            expected, _statements = self.play(
                lambda: counts.append(self.debit_all(moves))
            )
        self.assertEqual(found, expected)
        self.assertEqual(counts, [taken, 2 * len(moves)])

    def test_debit_notes_keep_what_core_computed(self):
        prices = (0.03, 0.1, 0.17, 1.23, 3.37, 9.97, 33.33)
        moves = self.env["account.move"].union(
            *(
                self.invoice(("Desk", 1, price), ("Lamp", 3, 0.11 * number))
                for number, price in enumerate(prices)
            )
        )
        self.assert_debited(moves, 0)

    def test_debit_notes_of_what_was_entered_by_hand_do_not(self):
        bill = self.invoice(move_type="in_invoice", post=False)
        line = bill.line_ids.filtered("tax_line_id")
        amount = line.amount_currency + 0.02
        bill.line_ids = [Command.update(line.id, {"amount_currency": amount})]
        bill.action_post()
        self.assert_debited(bill, 2)
        self.env.company.tax_calculation_rounding_method = "round_per_line"
        self.assert_debited(self.invoice(), 2)
