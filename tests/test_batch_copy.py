from unittest.mock import patch

from odoo import Command
from odoo.models import BaseModel
from odoo.tests import tagged

from .equality_common import EqualityCase
from .sampling import sample


@tagged("post_install", "-at_install")
class TestBatchCopy(EqualityCase):
    """Notes that are copied and settled together are those of core's loop."""

    def test_invoices(self):
        core, ours = self.check(self.three())
        self.assertLess(ours, core)

    def test_no_line_is_written_again(self):
        written, write = [], BaseModel.write

        def listen(records, vals):
            if records._name == "account.move.line":
                written.append(vals)
            return write(records, vals)

        moves = self.three()
        with patch.object(BaseModel, "write", listen):
            self.reverse(moves)
        self.assertFalse(written)

    def test_lines_are_kept_in_step_once_at_most(self):
        calls, sync = [], type(self.env["account.move"])._sync_tax_lines

        def listen(moves, container):
            calls.append(len(container["records"]))
            return sync(moves, container)

        moves = self.three()
        with patch.object(type(moves), "_sync_tax_lines", listen):
            self.reverse(moves)
            self.assertFalse(calls)
            self.reverse(moves, invoice_payment_term_id=self.halves.id)
        self.assertEqual(calls, [len(moves)])

    def test_lines_of_which_a_part_is_known_are_read_together(self):
        notes = self.reverse(self.three())
        self.env.flush_all()
        self.env.invalidate_all()
        (notes | notes.reversed_entry_id).line_ids.fetch(["display_type"])
        (notes | notes.reversed_entry_id)._note_read_lines()
        notes[0]._note_mirrors(notes[0].reversed_entry_id)
        with self.assertQueryCount(0):
            for note in notes:
                self.assertTrue(note._note_mirrors(note.reversed_entry_id))

    def test_one_document(self):
        invoice = self.invoice()
        self.check(invoice)
        core, ours = self.assert_equal_rows(lambda: self.reverse(invoice))
        self.assertLess(ours, core)

    def test_without_a_date(self):
        moves = self.three()
        self.check(moves, invoice_date=False)
        euro = self.setup_other_currency("EUR", rates=[("2026-03-01", 0.5)])
        self.check(self.three(currency_id=euro.id), invoice_date=False)

    def test_bills(self):
        self.check(self.three(move_type="in_invoice"))

    def test_several_currencies_and_rates(self):
        euro = self.setup_other_currency(
            "EUR", rates=[("2026-03-01", 0.5), ("2026-03-10", 0.8)]
        )
        moves = self.three(currency_id=euro.id) | self.three()
        for note_rate in sample(("date", "origin"), 1, "rate"):
            self.env.company.note_rate = note_rate
            self.check(moves)

    def test_cash_rounding(self):
        for strategy in sample(("biggest_tax", "add_invoice_line"), 1, "rounding"):
            rounding = self.cash_rounding_a.copy(
                {
                    "strategy": strategy,
                    "rounding": 0.05,
                    "loss_account_id": self.company_data["default_account_expense"].id,
                    "profit_account_id": self.company_data[
                        "default_account_revenue"
                    ].id,
                }
            )
            self.check(self.three(invoice_cash_rounding_id=rounding.id))

    def test_early_payment_discount(self):
        for computation in sample(("included", "excluded", "mixed"), 1, "discount"):
            term = self.env["account.payment.term"].create(
                {
                    "name": "2 % in ten days",
                    "early_discount": True,
                    "discount_percentage": 2,
                    "discount_days": 10,
                    "early_pay_discount_computation": computation,
                    "line_ids": [
                        Command.create(
                            {"value": "percent", "value_amount": 100, "nb_days": 30}
                        )
                    ],
                }
            )
            self.check(self.three(invoice_payment_term_id=term.id))

    def test_instalments(self):
        moves = self.three(invoice_payment_term_id=self.halves.id)
        self.check(moves, invoice_payment_term_id=self.halves.id)
        _core, together = self.check(moves, invoice_payment_term_id=False)
        # What is due at once costs what it costs where nothing was due later
        self.assertLess(together, self.check(self.three())[1] + 2 * len(moves))

    def test_cash_basis(self):
        self.env.company.tax_exigibility = True
        transition = self.company_data["default_account_tax_sale"].copy()
        transition.reconcile = True
        tax = self.tax.copy(
            {
                "name": "On payment",
                "tax_exigibility": "on_payment",
                "cash_basis_transition_account_id": transition.id,
            }
        )
        moves = self.three(tax=tax)
        self.assert_equal_rows(lambda: self.reverse(moves))
        self.assert_equal_rows(lambda: self.reverse(moves, cancel=True))
        balances = []

        def way():
            # Which of two documents core takes first depends on their ids
            notes = self.reverse(moves)
            notes.action_post()
            lines = self.env["account.move.line"].search(
                [("move_id.tax_cash_basis_origin_move_id", "in", (moves | notes).ids)]
            )
            self.assertTrue(lines)
            groups = lines.grouped("account_id").items()
            balances.append({key: sum(own.mapped("balance")) for key, own in groups})

        with self.core_alone():
            self.play(way)
        self.play(way)
        self.assertEqual(balances[1], balances[0])

    def test_storno(self):
        self.env.company.account_storno = True
        for move_type in sample(("out_invoice", "in_invoice"), 1, "storno"):
            self.check(self.three(move_type=move_type))

    def test_taxes_entered_by_hand(self):
        moves = self.three(move_type="in_invoice", post=False)
        for move in moves:
            line = move.line_ids.filtered("tax_line_id")
            amount = line.amount_currency + 0.02
            commands = [Command.update(line.id, {"amount_currency": amount})]
            move.write({"line_ids": commands})
        moves.action_post()
        self.check(moves)

    def test_analytic_headings_and_deferrals(self):
        plan = self.env["account.analytic.plan"].create({"name": "Projects"})
        project = self.env["account.analytic.account"].create(
            {"name": "Harbour", "plan_id": plan.id}
        )
        moves = self.three(post=False)
        for move in moves:
            move.invoice_line_ids.analytic_distribution = {str(project.id): 100}
            move.invoice_line_ids = [
                Command.create({"display_type": kind, "name": kind, "sequence": 0})
                for kind in ("line_section", "line_note")
            ]
        moves.action_post()
        self.check(moves)

    def test_receipts_notes_and_entries(self):
        kinds = ("out_receipt", "in_receipt", "out_refund", "in_refund")
        for move_type in sample(kinds, 1, "kinds"):
            self.check(self.three(move_type=move_type))
        accounts = (
            self.company_data["default_account_receivable"],
            self.company_data["default_account_revenue"],
        )
        entries = self.env["account.move"].create(
            [
                {
                    "date": f"2026-03-0{day}",
                    "line_ids": [
                        Command.create({"account_id": account.id, "balance": balance})
                        for account, balance in zip(accounts, (day, -day), strict=True)
                    ],
                }
                for day in (1, 2, 3)
            ]
        )
        entries.action_post()
        self.check(entries)
        self.check(entries[0] | self.three() | entries[1:])
