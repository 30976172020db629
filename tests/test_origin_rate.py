from odoo.tests import Form, tagged

from .common import NoteCase


@tagged("post_install", "-at_install")
class TestOriginRate(NoteCase):
    """Notes in euro of a company in dollar: 0.5 on 1 March, 0.8 on 10 March."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.euro = cls.setup_other_currency(
            "EUR",
            rates=[("2026-03-01", 0.5), ("2026-03-05", 0.25), ("2026-03-10", 0.8)],
        )

    def in_euro(self, *lines, **values):
        return self.invoice(*lines, currency_id=self.euro.id, **values)

    def exchange_moves(self, *moves):
        lines = self.env["account.move"].union(*moves).line_ids
        partials = lines.matched_debit_ids | lines.matched_credit_ids
        return partials.exchange_move_id

    def test_credit_note_takes_the_rate_of_its_invoice(self):
        invoice = self.in_euro()
        note = self.credit(invoice)
        self.assertEqual(note.invoice_currency_rate, 0.5)
        self.assertEqual([invoice.amount_residual, note.amount_residual], [0, 0])
        self.assertFalse(self.exchange_moves(invoice, note))

    def test_parts_leave_no_exchange_difference_either(self):
        invoice = self.in_euro(("Desk", 3, 33.37), tax=self.env["account.tax"])
        notes = [self.credit(invoice, Desk=1) for _unit in range(3)]
        self.assertEqual(invoice.payment_state, "reversed")
        self.assertFalse(self.exchange_moves(invoice, *notes))

    def test_debit_note_takes_the_rate_of_its_invoice(self):
        note = self.debit(self.in_euro())
        self.assertEqual(note.invoice_currency_rate, 0.5)

    def test_rate_of_the_date_leaves_an_exchange_difference(self):
        self.env.company.note_rate = "date"
        invoice = self.in_euro()
        note = self.credit(invoice)
        self.assertEqual(note.invoice_currency_rate, 0.8)
        self.assertEqual(invoice.payment_state, "reversed")
        self.assertEqual(self.exchange_moves(invoice).state, "posted")

    def test_changed_date_keeps_the_rate_of_the_origin(self):
        note = self.credit(self.in_euro(), post=False)
        note.invoice_date = "2026-03-05"
        self.assertEqual(note.invoice_currency_rate, 0.5)
        with Form(note) as form:
            form.invoice_date = "2026-03-06"
        self.assertEqual(note.invoice_currency_rate, 0.5)

    def test_changed_date_changes_the_rate_of_the_date(self):
        self.env.company.note_rate = "date"
        note = self.credit(self.in_euro(), post=False)
        note.invoice_date = "2026-03-05"
        self.assertEqual(note.invoice_currency_rate, 0.25)

    def test_rate_of_an_ordinary_invoice_follows_its_date(self):
        invoice = self.in_euro(post=False)
        invoice.invoice_date = "2026-03-05"
        self.assertEqual(invoice.invoice_currency_rate, 0.25)

    def test_entered_rate_stays(self):
        note = self.credit(self.in_euro(), post=False)
        note.invoice_currency_rate = 0.6
        note.invoice_date = "2026-03-05"
        self.assertEqual(note.invoice_currency_rate, 0.6)
        with Form(note) as form:
            form.invoice_date = "2026-03-06"
        self.assertEqual(note.invoice_currency_rate, 0.6)
        note.action_post()
        self.assertEqual(note.invoice_currency_rate, 0.6)

    def test_entered_rate_of_the_invoice_goes_over(self):
        invoice = self.in_euro(post=False)
        invoice.invoice_currency_rate = 0.4
        invoice.action_post()
        note = self.credit(invoice)
        self.assertEqual(note.invoice_currency_rate, 0.4)
        self.assertFalse(self.exchange_moves(invoice))

    def test_origin_chosen_later_brings_its_rate(self):
        invoice = self.in_euro()
        note = self.in_euro(
            ("Desk", 1, 10.0),
            move_type="out_refund",
            invoice_date="2026-03-10",
            post=False,
        )
        self.assertEqual(note.invoice_currency_rate, 0.8)
        note.reversed_entry_id = invoice
        self.assertEqual(note.invoice_currency_rate, 0.5)

    def test_origin_found_by_an_order_brings_its_rate_to_the_balances_too(self):
        # Flows write an origin without core's sync: it changed no amount before
        invoice = self.in_euro()
        note = self.in_euro(
            move_type="out_refund", invoice_date="2026-03-10", post=False
        )
        note.with_context(skip_invoice_sync=True).reversed_entry_id = invoice
        self.assertEqual(note.invoice_line_ids.balance, 200.0)
        note.action_post()
        self.assertFalse(self.exchange_moves(note))

    def test_origins_of_differing_rates_leave_it_to_the_date(self):
        first = self.in_euro(("Desk", 1, 100.0))
        second = self.in_euro(("Lamp", 1, 100.0), invoice_date="2026-03-05")
        note = self.in_euro(
            ("Desk", 1, 10.0),
            ("Lamp", 1, 10.0),
            move_type="out_refund",
            invoice_date="2026-03-10",
            post=False,
        )
        note.invoice_line_ids[0].origin_move_id = first
        note.invoice_line_ids[1].origin_move_id = second
        note.action_post()
        self.assertEqual(note.invoice_currency_rate, 0.8)

    def test_origins_of_one_rate_bring_it(self):
        first, second = self.in_euro(), self.in_euro()
        note = self.in_euro(
            ("Desk", 1, 10.0),
            ("Lamp", 1, 10.0),
            move_type="out_refund",
            invoice_date="2026-03-10",
            post=False,
        )
        for line, origin in zip(note.invoice_line_ids, [first, second], strict=True):
            line.origin_move_id = origin
        note.action_post()
        self.assertEqual(note.invoice_currency_rate, 0.5)
        self.assertFalse(self.exchange_moves(note))
