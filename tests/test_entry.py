from odoo import Command
from odoo.tests import Form, tagged

from .common import NoteCase


@tagged("post_install", "-at_install")
class TestEntry(NoteCase):
    """Entries that are no invoices are what they are without the addon."""

    def test_debit_and_credit_entered_by_hand(self):
        journal = self.company_data["default_journal_misc"]
        debit, credit = (
            self.company_data[f"default_account_{kind}"]
            for kind in ("expense", "revenue")
        )
        form = Form(
            self.env["account.move"].with_context(default_move_type="entry"),
            view="account.view_move_form",
        )
        form.journal_id = journal
        with form.line_ids.new() as line:
            line.account_id = debit
            line.debit = 100.0
            line.tax_ids.clear()
        with form.line_ids.new() as line:
            line.account_id = credit
            line.credit = 100.0
            line.tax_ids.clear()
        entry = form.save()
        self.assertRecordValues(
            entry.line_ids.sorted("balance"),
            [
                {"debit": 0.0, "credit": 100.0, "balance": -100.0},
                {"debit": 100.0, "credit": 0.0, "balance": 100.0},
            ],
        )

    def test_debit_of_a_program(self):
        accounts = {
            kind: self.company_data[f"default_account_{kind}"]
            for kind in ("expense", "revenue")
        }
        entry = self.env["account.move"].create(
            {
                "line_ids": [
                    Command.create(
                        {
                            "account_id": accounts[kind].id,
                            **sides,
                        }
                    )
                    for kind, sides in (
                        ("expense", {"debit": 70.0}),
                        ("revenue", {"credit": 70.0}),
                    )
                ]
            }
        )
        self.assertEqual(sorted(entry.line_ids.mapped("balance")), [-70.0, 70.0])
