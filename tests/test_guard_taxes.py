from odoo import Command
from odoo.tests import tagged

from odoo.addons.account_credit_debit_note.tools.correction import Correction

from .common import NoteCase


class TaxCase(NoteCase):
    """Invoices of 500 at 21 % and 100 at 6 %, and notes with taxes of their own."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.high, cls.low = cls.percent(21), cls.percent(6)
        cls.bought_high, cls.bought_low = (
            cls.percent(rate, "purchase") for rate in (21, 6)
        )

    @classmethod
    def percent(cls, rate, use="sale"):
        return cls.env["account.tax"].create(
            {"name": f"{rate} % {use}", "amount": rate, "type_tax_use": use}
        )

    def mixed(self, move_type="out_invoice", high=500.0, low=100.0):
        """Return a posted invoice of two rates."""
        taxes = (
            (self.high, self.low)
            if move_type.startswith("out_")
            else (self.bought_high, self.bought_low)
        )
        return self.rows(
            ("Desk", 1, high, taxes[0]), ("Book", 1, low, taxes[1]), move_type=move_type
        )

    def rows(self, *rows, **values):
        """Return a document of (name, quantity, price, taxes)."""
        commands = [
            Command.create(
                {
                    "name": name,
                    "quantity": quantity,
                    "price_unit": price,
                    "tax_ids": [Command.set(taxes.ids)],
                }
            )
            for name, quantity, price, taxes in rows
        ]
        return self.invoice(invoice_line_ids=commands, **values)

    def free(self, invoice, *rows, post=True, **values):
        """Return a credit note on an invoice whose lines name none of its lines."""
        kind = "out_refund" if invoice.move_type.startswith("out_") else "in_refund"
        note = self.rows(
            *rows, move_type=kind, reversed_entry_id=invoice.id, post=False, **values
        )
        if post:
            note.action_post()
        return note

    def retax(self, invoice, name, tax):
        """Return the draft that charges a line of an invoice at another tax."""
        line = invoice.invoice_line_ids.filtered(lambda line: line.name == name)
        window = self.window(invoice, correction_mode="tax")
        row = window.line_ids.filtered(lambda row: row.move_line_id == line)
        row.new_tax_ids = tax
        return self.env["account.move"].browse(window.refund_moves()["res_id"])


@tagged("post_install", "-at_install")
class TestGuardTaxes(TaxCase):
    """No tax is taken back that was never charged."""

    def test_more_than_was_charged_at_a_rate_is_refused(self):
        invoice = self.mixed()
        note = self.free(invoice, ("Rebate", 1, 300.0, self.low), post=False)
        self.assertIn("6 % sale", note.over_credit_text)
        with self.refused(
            invoice.name, "6 % sale", "300.00", "100.00", "200.00", "debit note"
        ):
            note.action_post()
        note.invoice_line_ids.tax_ids = self.high
        note.action_post()
        self.assertEqual(note.amount_total, 363.0)

    def test_more_than_was_charged_on_a_bill_is_refused(self):
        bill = self.mixed("in_invoice")
        note = self.free(bill, ("Rebate", 1, 300.0, self.bought_low), post=False)
        with self.refused(bill.name, "6 % purchase", "300.00", "100.00"):
            note.action_post()

    def test_two_notes_at_a_rate_count_together(self):
        invoice = self.mixed()
        self.free(invoice, ("Rebate", 1, 60.0, self.low))
        with self.refused("60.00", "40.00"):
            self.free(invoice, ("Rebate", 1, 60.0, self.low))

    def test_edited_taxes_of_a_draft_are_judged(self):
        invoice = self.mixed()
        note = self.credit(invoice, post=False, Desk=1)
        note.invoice_line_ids.tax_ids = self.low
        with self.refused("500.00", "6 % sale"):
            note.action_post()

    def test_tax_that_was_never_charged_is_refused(self):
        invoice = self.invoice(tax=self.low)
        with self.refused("21 % sale", "0.00"):
            self.free(invoice, ("Rebate", 1, 10.0, self.high))

    def test_setting_decides_as_for_the_total(self):
        self.env.company.note_guard = "warn"
        note = self.free(self.mixed(), ("Rebate", 1, 300.0, self.low))
        self.assertIn("6 % sale", str(note.message_ids.mapped("body")))
        self.env.company.note_guard = "off"
        note = self.free(self.mixed(), ("Rebate", 1, 300.0, self.low))
        self.assertNotIn("6 % sale", str(note.message_ids.mapped("body")))

    def test_somebody_may_accept_it(self):
        self.env.user.group_ids |= self.env.ref(
            "account_credit_debit_note.group_note_over_credit"
        )
        note = self.free(self.mixed(), ("Rebate", 1, 300.0, self.low), post=False)
        note._note_override_over_credit("Agreed")
        note.action_post()
        self.assertEqual(note.state, "posted")

    def test_right_taxes_pass_and_are_known_to_the_next_note(self):
        invoice = self.mixed()
        self.retax(invoice, "Desk", self.low).action_post()
        self.free(invoice, ("Rebate", 1, 300.0, self.low))
        with self.refused("21 % sale"):
            self.free(invoice, ("Rebate", 1, 10.0, self.high))

    def test_right_taxes_of_what_was_charged_without_pass(self):
        invoice = self.rows(("Desk", 1, 500.0, self.high), ("Book", 1, 100.0, self.low))
        none = self.env["account.tax"]
        self.retax(invoice, "Desk", none).action_post()
        self.credit(invoice)
        self.assertEqual(invoice.note_remaining_amount, 0.0)

    def test_debit_note_raises_what_may_be_credited_at_a_rate(self):
        invoice = self.mixed()
        self.debit(invoice)
        self.free(invoice, ("Rebate", 1, 150.0, self.low))
        with self.refused("200.00", "50.00"):
            self.free(invoice, ("Rebate", 1, 60.0, self.low))

    def test_reversed_credit_note_gives_the_rate_back(self):
        invoice = self.mixed()
        self.credit(self.free(invoice, ("Rebate", 1, 90.0, self.low)))
        self.assertEqual(
            self.free(invoice, ("Rebate", 1, 100.0, self.low)).state, "posted"
        )

    def test_lines_without_taxes_take_no_tax_back(self):
        invoice, none = self.mixed(), self.env["account.tax"]
        self.free(invoice, ("Net of tax", 1, 550.0, none))
        with self.refused(invoice.name, "60.00", "50.00", "before taxes"):
            self.free(invoice, ("Net of tax", 1, 60.0, none))

    def test_discount_line_at_another_rate(self):
        invoice = self.rows(("Desk", 1, 500.0, self.high), ("Less", 1, -50.0, self.low))
        self.credit(invoice)
        self.assertEqual(invoice.payment_state, "reversed")
        invoice = self.rows(("Desk", 1, 500.0, self.high), ("Less", 1, -50.0, self.low))
        with self.refused("6 % sale"):
            self.free(invoice, ("Rebate", 1, 100.0, self.low))

    def test_fixed_tax_of_a_piece_is_left_by_a_rebate(self):
        eco = self.env["account.tax"].create(
            {"name": "Eco", "amount_type": "fixed", "amount": 5.0}
        )
        invoice = self.rows(("Desk", 1, 500.0, self.high | eco))
        self.window(invoice, correction_mode="amount", amount=121.0).refund_moves()
        invoice.credit_note_ids.action_post()
        self.assertEqual(invoice.credit_note_ids.state, "posted")

    def test_invoice_posted_again_at_another_rate_is_refused(self):
        invoice = self.mixed()
        self.free(invoice, ("Rebate", 1, 100.0, self.low))
        invoice.button_draft()
        invoice.invoice_line_ids[1].tax_ids = self.high
        with self.refused(invoice.name, "6 % sale", "100.00"):
            invoice.action_post()

    def test_audit_finds_what_another_setting_let_pass(self):
        self.env.company.note_guard = "off"
        invoice = self.mixed()
        self.free(invoice, ("Rebate", 1, 300.0, self.low))
        self.env.flush_all()
        self.env["account.note.finding"].action_audit()
        finding = self.env["account.note.finding"].search(
            [("move_id", "=", invoice.id), ("rule", "=", "over_credited")]
        )
        self.assertEqual(finding.amount, 200.0)


@tagged("post_install", "-at_install")
class TestGuardRounding(TaxCase):
    """The paper of a vendor rounds as it likes."""

    def paper(self, more, post=True, kind="in_invoice"):
        """Return a note whose tax was entered by hand, higher than ours."""
        tax = self.high if kind == "out_invoice" else self.bought_high
        note = self.credit(
            self.rows(("Toner", 1, 20.06, tax), move_type=kind), post=False
        )
        tax = note.line_ids.filtered(lambda line: line.display_type == "tax")
        pay = note.line_ids.filtered(lambda line: line.display_type == "payment_term")
        more *= note.direction_sign
        note.write(
            {
                "line_ids": [
                    Command.update(
                        tax.id, {"amount_currency": tax.amount_currency + more}
                    ),
                    Command.update(
                        pay.id, {"amount_currency": pay.amount_currency - more}
                    ),
                ]
            }
        )
        if post:
            note.action_post()
        return note

    def test_a_cent_on_the_paper_passes_and_is_told(self):
        for kind in ("in_invoice", "out_invoice"):
            note = self.paper(0.01, post=False, kind=kind)
            self.assertEqual(note.amount_total, 24.28)
            self.assertFalse(note.over_credit_text)
            alert = note.alerts["account_note_rounded"]
            self.assertEqual(alert["level"], "info")
            for part in ("24.28", "24.27", "0.01"):
                self.assertIn(part, alert["message"])
            note.action_post()
            self.assertEqual(note.amount_total, 24.28)
            self.assertIn("24.27", str(note.message_ids.mapped("body")))

    def test_bill_with_such_a_note_is_posted_again(self):
        bill = self.paper(0.01).reversed_entry_id
        bill.button_draft()
        bill.action_post()
        self.assertEqual(bill.state, "posted")

    def test_nothing_is_left_for_another_cent(self):
        note = self.paper(0.01)
        bill = note.reversed_entry_id
        with self.refused(bill.name):
            self.free(bill, ("Once more", 1, 0.01, self.env["account.tax"]))

    def test_more_than_a_step_a_line_is_refused(self):
        with self.refused("24.29", "24.27"):
            self.paper(0.02)

    def test_audit_accuses_nobody_of_it(self):
        note = self.paper(0.01)
        self.env.flush_all()
        self.env["account.note.finding"].action_audit()
        found = self.env["account.note.finding"].search(
            [("move_id", "in", (note | note.reversed_entry_id).ids)]
        )
        self.assertNotIn("over_credited", found.mapped("rule"))


@tagged("post_install", "-at_install")
class TestLimitsOfDebitNotesAreForeseen(TaxCase):
    """A credit on a debit note is judged by its invoice, before it is made too."""

    def set_scene(self):
        self.invoiced = self.mixed(low=500.0)
        self.desk, self.book = self.invoiced.invoice_line_ids

    def debited(self, **values):
        """Return a posted debit note on the invoice."""
        spec = Correction(side="debit", **values)
        note = self.invoiced._note_correct(spec, {"date": "2026-03-10"})
        note.action_post()
        return note

    def credited(self, debit, **values):
        """Return the preview of a credit on a debit note, and make and post it."""
        spec = Correction(**values)
        preview = debit._note_preview(spec)

        def post():
            debit._note_correct(spec, {"date": "2026-03-10"}).action_post()

        return preview, post

    def test_more_at_taxes_than_the_invoice_has_left(self):
        debit = self.debited(mode="lines", quantities={self.desk.id: 1})
        self.free(self.invoiced, ("Goodwill", 1, 600.0, self.high))
        preview, post = self.credited(debit, mode="amount", amount=544.5)
        (refusal,) = preview["refusals"]
        self.assertEqual(refusal["code"], "over_credited")
        said = f"at {self.high.name}: of what was charged at these taxes"
        self.assertIn(said, refusal["text"])
        self.assertIn(self.invoiced.name, refusal["text"])
        with self.refused(self.invoiced.name, said):
            post()

    def test_the_whole_is_what_the_invoice_has_left_at_taxes(self):
        debit = self.debited(mode="lines", quantities={self.desk.id: 1})
        self.free(self.invoiced, ("Goodwill", 1, 600.0, self.high))
        preview, post = self.credited(debit)
        self.assertEqual(preview["refusals"], [])
        self.assertEqual(preview["total_amount"], debit.amount_total - 121.0)
        post()
        self.assertEqual(debit.note_remaining_amount, 121.0)

    def test_all_that_the_invoice_has_left_at_taxes(self):
        debit = self.debited(mode="lines", quantities={self.desk.id: 1})
        self.free(self.invoiced, ("Goodwill", 1, 500.0, self.high))
        preview, post = self.credited(debit)
        self.assertEqual(preview["refusals"], [])
        post()
        self.assertEqual(self.invoiced.note_remaining_amount, 530.0)

    def test_taxes_that_the_debit_note_moved(self):
        debit = self.debited(mode="tax", taxes={self.book.id: tuple(self.high.ids)})
        self.correct_price_of_desk()
        preview, post = self.credited(debit)
        self.assertEqual(preview["refusals"], [])
        post()
        self.env.invalidate_all()
        self.assertEqual(self.invoiced.note_remaining_amount, 1014.0)

    def correct_price_of_desk(self):
        spec = Correction(mode="price", prices={self.desk.id: 400.0})
        self.invoiced._note_correct(spec, {"date": "2026-03-10"}).action_post()
