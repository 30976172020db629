from odoo.tests import tagged

from .common import NoteCase


@tagged("post_install", "-at_install")
class TestStatus(NoteCase):
    """What became of a credit note, shown and searched alike."""

    def assert_status(self, note, status):
        self.assertEqual(note.note_status, status)
        words = [word for word, _label in note._fields["note_status"].selection]
        for word in [*words, False]:
            found = note.search([("note_status", "=", word), ("id", "=", note.id)])
            self.assertEqual(bool(found), word == status, word)
            others = note.search([("note_status", "!=", word), ("id", "=", note.id)])
            self.assertEqual(bool(others), word != status, word)

    def goodwill(self, amount=100.0, **values):
        return self.invoice(
            ("Goodwill", 1, amount),
            move_type=values.pop("move_type", "out_refund"),
            **values,
        )

    def settle(self, *moves):
        moves = self.env["account.move"].union(*moves)
        moves.line_ids.filtered(
            lambda line: line.account_type in ("asset_receivable", "liability_payable")
        ).reconcile()

    def test_draft(self):
        self.assert_status(self.goodwill(post=False), "draft")

    def test_cancelled(self):
        note = self.goodwill(post=False)
        note.button_cancel()
        self.assert_status(note, "cancelled")

    def test_open(self):
        self.assert_status(self.goodwill(), "open")

    def test_partly_applied_to_an_invoice(self):
        note = self.goodwill()
        self.settle(note, self.invoice(("Desk", 1, 40.0)))
        self.assert_status(note, "partly_applied")

    def test_partly_refunded_is_partly_applied(self):
        note = self.goodwill()
        self._register_payment(note, amount=15.0)
        self.assert_status(note, "partly_applied")

    def test_applied_to_its_invoice(self):
        self.assert_status(self.credit(self.invoice()), "applied")

    def test_applied_to_an_entry(self):
        note = self.goodwill()
        account = self.company_data["default_account_receivable"]
        entry = self.env["account.move"].create(
            {
                "line_ids": [
                    (
                        0,
                        0,
                        {
                            "account_id": other.id,
                            "partner_id": self.partner_a.id,
                            "balance": balance,
                        },
                    )
                    for other, balance in [
                        (account, 115.0),
                        (self.company_data["default_account_expense"], -115.0),
                    ]
                ]
            }
        )
        entry.action_post()
        self.settle(note, entry)
        self.assert_status(note, "applied")

    def test_nothing_to_apply(self):
        note = self.credit(self.invoice(("Sample", 1, 0.0)))
        self.assert_status(note, "applied")

    def test_refunded(self):
        note = self.goodwill()
        self._register_payment(note)
        self.assert_status(note, "refunded")

    def test_refunded_by_a_vendor(self):
        note = self.goodwill(move_type="in_refund")
        self._register_payment(note)
        self.assert_status(note, "refunded")

    def test_refunded_by_a_line_of_the_bank(self):
        note = self.goodwill()
        line = self.env["account.bank.statement.line"].create(
            {
                "journal_id": self.company_data["default_journal_bank"].id,
                "date": "2026-03-10",
                "payment_ref": "refund",
                "partner_id": self.partner_a.id,
                "amount": -115.0,
            }
        )
        _liquidity, suspense, _other = line._seek_for_lines()
        suspense.account_id = self.company_data["default_account_receivable"]
        (
            suspense
            | note.line_ids.filtered(
                lambda item: item.account_type == "asset_receivable"
            )
        ).reconcile()
        self.assert_status(note, "refunded")

    def test_applied_and_refunded_counts_as_refunded(self):
        note = self.goodwill()
        self.settle(note, self.invoice(("Desk", 1, 40.0)))
        self._register_payment(note)
        self.assert_status(note, "refunded")

    def test_invoices_debit_notes_and_entries_have_none(self):
        invoice = self.invoice()
        self.assert_status(invoice, False)
        self.assert_status(self.debit(invoice), False)

    def test_several_are_found_together(self):
        draft, opened = self.goodwill(post=False), self.goodwill()
        found = self.env["account.move"].search(
            [
                ("note_status", "in", ["draft", "open"]),
                ("id", "in", [draft.id, opened.id, self.credit(self.invoice()).id]),
            ]
        )
        self.assertEqual(found, draft | opened)

    def test_list_reads_all_at_once(self):
        notes = self.env["account.move"].union(
            *(self.credit(self.invoice()) for _note in range(10))
        )
        self.env.invalidate_all()
        notes.mapped("payment_state")
        with self.assertQueryCount(1):
            notes.mapped("note_status")

    def test_bookkeeper_of_sales_alone_sees_it_too(self):
        note = self.credit(self.invoice()).with_user(self.clerk("status-clerk"))
        self.assert_status(note, "applied")
