from odoo.tests import tagged

from .common import NoteCase


@tagged("post_install", "-at_install")
class TestApiShares(NoteCase):
    """Explicit shares of credits: their order, their names, and what they cost."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.api = cls.env["account.note.api"].with_user(cls.clerk("shares-clerk"))

    def test_applications_are_in_the_order_of_the_shares(self):
        notes = [self.goodwill(20.0 + number) for number in range(3)]
        invoices = [
            self.invoice(),
            self.invoice(invoice_payment_term_id=self.halves.id),
        ]
        pairs = [(2, 1), (0, 0), (1, 1), (2, 0), (0, 1), (2, 1)]
        shares = [
            {
                "credit_id": notes[note].id,
                "invoice_id": invoices[invoice].id,
                "amount": 3 + note,
            }
            for note, invoice in pairs
        ]
        answer = self.api.apply_credit({"shares": shares, "date": "2026-03-15"})
        journal = self.env["account.note.application"].browse(answer["applications"])
        self.assertEqual(
            [
                (row.credit_move_id.id, row.item_line_id.id, row.amount)
                for row in journal
            ],
            [
                (share["credit_id"], share["line_id"], share["amount"])
                for share in answer["shares"]
            ],
        )
        self.assertEqual(answer["shares"][0]["amount"], 10.0, "one pair, one share")

    def test_the_names_are_the_numbers(self):
        note = self.credit(self.invoice(), post=False)
        note.ref = "Complaint of 3 March"
        note.action_post()
        (row,) = self.api.get_applications(note.ids)
        self.assertEqual(row["credit_name"], note.name)
        self.assertEqual(row["invoice_name"], note.reversed_entry_id.name)

    def test_shares_cost_little_each(self):
        def ask(count):
            notes = [self.goodwill(20.0) for _number in range(count)]
            invoices = [self.invoice() for _number in range(count)]
            shares = [
                {"credit_id": note.id, "invoice_id": invoice.id, "amount": 10}
                for note, invoice in zip(notes, invoices, strict=True)
            ]
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            self.api.apply_credit({"shares": shares, "date": "2026-03-15"})
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        ask(1)
        few, many = ask(5), ask(15)
        self.assertLessEqual((many - few) / 10, 3.5, (few, many))
        self.assertLessEqual(many / 15, 3.5, (few, many))

    def test_debit_notes_with_a_payment_term_cost_little_each(self):
        lines = [("Desk", 1, 10.0), ("Lamp", 2, 20.0), ("Chair", 3, 30.0)]

        def make(count):
            moves = self.env["account.move"].union(
                *(
                    self.invoice(*lines, invoice_payment_term_id=self.halves.id)
                    for _number in range(count)
                )
            )
            window = self.env["account.debit.note"].with_context(
                active_model="account.move", active_ids=moves.ids
            )
            window = window.create({"date": "2026-03-10", "copy_lines": True})
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            window.create_debit()
            self.env.flush_all()
            return self.env.cr.sql_log_count - before

        make(1)
        few, many = make(5), make(15)
        self.assertLessEqual(many / 15, 8.0)
        self.assertLessEqual((many - few) / 10, 5.0, (few, many))

    def test_hostile_shares(self):
        note, invoice = self.goodwill(), self.invoice()
        share = {"credit_id": note.id, "invoice_id": invoice.id, "amount": 1}
        for word, wrong in (
            ("not_found: shares[1].credit_id", {"credit_id": 2**31 - 1}),
            ("not_found: shares[1].invoice_id", {"invoice_id": 2**31 - 1}),
            (
                "bad_request: shares[1].line_id",
                {"invoice_id": None, "line_id": 2**31 - 1},
            ),
            (
                "bad_request: shares[1].line_id",
                {"invoice_id": None, "line_id": invoice.invoice_line_ids.id},
            ),
        ):
            with self.subTest(word), self.refused(word):
                self.api.apply_credit({"shares": [share, {**share, **wrong}]})
        self.assertEqual(note.amount_residual, 100.0)
