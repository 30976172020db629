from contextlib import contextmanager
from importlib import import_module
from unittest.mock import patch

from odoo import Command
from odoo.tests import tagged

from .equality_common import EqualityCase


@tagged("post_install", "-at_install")
class TestBatchCopyReplaced(EqualityCase):
    """New invoices have the lines, numbers and messages that core would give them."""

    def invoice(self, *lines, **values):
        # One of the customers pays in instalments
        return super().invoice(*lines, **{"invoice_payment_term_id": False, **values})

    @contextmanager
    def counting_replaced(self):
        """Count how often new invoices are made of which all lines are known."""
        counts, path = [], "odoo.addons.account_credit_debit_note.models.core"
        replacing = import_module(f"{path}.account_move_replaced")._Replacements
        begin = replacing.begin

        def listen(replacements, moves):
            is_begun = begin(replacements, moves)
            counts.append(is_begun)
            return is_begun

        with patch.object(replacing, "begin", listen):
            yield counts

    def check_replaced(self, moves, is_known=True, **values):
        """Compare with core's loop, and tell whether lines were known before."""
        with self.counting_replaced() as counts:
            result = self.assert_equal_rows(
                lambda: self.window(moves, **values).modify_moves()
            )
        self.assertEqual(sum(counts), int(is_known))
        return result

    def test_invoices(self):
        moves = self.three()
        core, ours = self.check_replaced(moves)
        self.assertLess(ours, core)
        self.check_replaced(moves[0])

    def test_bills_and_notes(self):
        self.check_replaced(self.three(move_type="in_invoice"))
        invoice = self.invoice(("Desk", 2, 100.0))
        self.check_replaced(self.credit(invoice, Desk=1))
        self.check_replaced(self.debit(invoice))

    def test_when_they_are_due(self):
        month = self.env["account.payment.term"].create(
            {
                "name": "30 days",
                "line_ids": [
                    Command.create(
                        {"value": "percent", "value_amount": 100, "nb_days": 30}
                    )
                ],
            }
        )
        moves = self.three(invoice_payment_term_id=month.id)
        self.check_replaced(moves)
        self.check_replaced(moves, date="2026-03-10")
        moves = self.three(invoice_payment_term_id=self.halves.id)
        self.check_replaced(moves, is_known=False)

    def test_early_discount(self):
        early = self.env["account.payment.term"].create(
            {
                "name": "2 % in ten days",
                "early_discount": True,
                "discount_percentage": 2,
                "discount_days": 10,
                "line_ids": [Command.create({"value": "percent", "value_amount": 100})],
            }
        )
        moves = self.three(invoice_payment_term_id=early.id)
        self.check_replaced(moves, is_known=False)

    def test_headings_and_analytic_distribution(self):
        plan = self.env["account.analytic.plan"].create({"name": "Projects"})
        account = self.env["account.analytic.account"].create(
            {"name": "House", "plan_id": plan.id}
        )
        moves = self.three(post=False)
        moves.invoice_line_ids.analytic_distribution = {str(account.id): 100}
        heading = {"display_type": "line_section", "name": "Goods", "sequence": 1}
        moves[0].invoice_line_ids = [Command.create(heading)]
        moves.action_post()
        self.check_replaced(moves)

    def test_another_account_of_what_is_due(self):
        moves = self.three()
        account = self.company_data["default_account_receivable"].copy()
        moves.partner_id[0].property_account_receivable_id = account
        self.check_replaced(moves)

    def test_taxes_entered_by_hand_are_computed(self):
        bill = self.invoice(move_type="in_invoice", post=False)
        line = bill.line_ids.filtered("tax_line_id")
        amount = line.amount_currency + 0.02
        bill.line_ids = [Command.update(line.id, {"amount_currency": amount})]
        bill.action_post()
        self.check_replaced(bill)

    def test_foreign_currency_and_cash_rounding_are_left_to_core(self):
        euro = self.setup_other_currency("EUR", rates=[("2026-03-01", 0.5)])
        self.check_replaced(self.three(currency_id=euro.id), is_known=False)
        rounded = self.three(invoice_cash_rounding_id=self.cash_rounding_a.id)
        self.check_replaced(rounded, is_known=False)

    def test_values_changed_on_their_way_are_those_of_the_new_invoice(self):
        moves = self.three()
        model = type(moves)
        create = model.create

        def changing_create(records, vals_list):
            for vals in vals_list:
                if vals.get("replaced_move_id") == moves[0].id:
                    vals["line_ids"][0][2]["quantity"] = 10
            return create(records, vals_list)

        window = self.window(moves)
        with patch.object(model, "create", changing_create):
            window.modify_moves()
        self.assertEqual(window.new_move_ids[0].invoice_line_ids[0].quantity, 10)
        self.assertEqual(
            window.new_move_ids.mapped("amount_untaxed"),
            [1033.33, *moves[1:].mapped("amount_untaxed")],
        )

    def test_who_follows_new_invoices_is_told(self):
        clerk = self.clerk("in-charge")
        created = self.env.ref("account.mt_invoice_created")
        moves = self.three(invoice_user_id=clerk.id) | self.three()

        def subscribe(move, values, **_options):
            if values.get("invoice_user_id") == clerk.id:
                move.message_subscribe(clerk.partner_id.ids, created.ids)

        with patch.object(type(moves), "_message_auto_subscribe", subscribe):
            self.check_replaced(moves)
            window = self.window(moves)
            window.modify_moves()
        made = window.new_move_ids
        told = made.message_ids.filtered(lambda found: found.subtype_id == created)
        self.assertEqual(sorted(told.mapped("res_id")), made.ids)
        notices = told.notification_ids
        self.assertEqual(notices.res_partner_id, clerk.partner_id)
        in_charge = made.filtered(lambda move: move.invoice_user_id == clerk)
        self.assertEqual(
            sorted(notices.mail_message_id.mapped("res_id")), in_charge.ids
        )

    def test_numbers_between_numbers_given_by_hand(self):
        moves = self.three() | self.three()
        notes = self.reverse(moves)

        def way():
            notes[:3].action_post()
            notes[3].name = "CN/2026/0009"
            notes[3:5].action_post()
            notes[5:].action_post()

        self.assert_equal_rows(way)

    def test_numbers_of_several_periods_and_journals(self):
        journal = self.company_data["default_journal_sale"].copy()
        moves = self.three() | self.three() | self.three()
        days = ("2026-03-10", "2025-12-31", "2026-03-10")
        values = [
            {"date": day, "invoice_date": day, "journal_id": each.id}
            for each in (moves.journal_id, journal, moves.journal_id)
            for day in days
        ]

        def way():
            moves._reverse_moves([dict(each) for each in values]).action_post()

        self.assert_equal_rows(way)
