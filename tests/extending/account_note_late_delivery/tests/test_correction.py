from odoo.fields import Date
from odoo.tests import Form, tagged

from odoo.addons.account_credit_debit_note.tests.common import NoteCase
from odoo.addons.account_credit_debit_note.tools.application import (
    Application,
    Unapplication,
)
from odoo.addons.account_credit_debit_note.tools.correction import Correction


@tagged("post_install", "-at_install")
class TestLateDelivery(NoteCase):
    """The mode, in the window, in the preview and for programs; kind and print."""

    def setUp(self):
        super().setUp()
        self.reason = self.env.ref("account_note_late_delivery.reason_late")

    def late_note(self, invoice, days):
        with Form(
            self.env["account.move.reversal"].with_context(
                active_model="account.move", active_ids=invoice.ids
            )
        ) as form:
            form.date = "2026-03-10"
            form.correction_mode = "late"
            form.days_late = days
            form.reason_id = self.reason
            self.assertIn(self.format(invoice, days), form.preview)
        note = self.env["account.move"].browse(form.record.refund_moves()["res_id"])
        note.action_post()
        return note

    def format(self, invoice, days):
        total = invoice.amount_total * days * 0.5 / 100
        return f"{total:.2f}"

    def test_the_window_credits_half_a_percent_a_day(self):
        note = self.late_note(self.invoice(("Desk", 2, 500.0)), days=8)
        self.assertRecordValues(note, [{"amount_total": 46.0, "days_late": 8}])
        self.assertEqual(note.note_reason_kind, "delay")

    def test_what_a_late_delivery_credits_leaves_the_quantity_alone(self):
        invoice = self.invoice(("Desk", 2, 500.0))
        self.late_note(invoice, days=8)
        credited = invoice.invoice_line_ids._note_get_credited()
        self.assertEqual(credited[invoice.invoice_line_ids.id].quantity, 0.0)

    def test_too_many_days_are_refused(self):
        invoice = self.invoice()
        with self.refused(invoice.name, "1 to 60"):
            self.window(invoice, correction_mode="late", days_late=90).refund_moves()

    def test_code_makes_notes_and_applies_them(self):
        invoice, other = self.invoice(("Desk", 2, 500.0)), self.invoice()
        day, item = Date.to_date("2026-03-10"), self.open_items(other)
        wish = Correction(mode="amount", percent=10.0, date=day, keep_open=True)
        assert not invoice._note_preview(wish)["refusal"]
        note = invoice._note_correct(wish)
        note.action_post()
        credit = note.line_ids.filtered("date_maturity")
        applied = note._note_apply(Application.of([(credit, item, 50.0)], day=day))
        self.assertEqual(other.amount_total - other.amount_residual, 50.0)
        note._note_unapply(Unapplication(applied.ids, reason="A mistake"))
        self.assertEqual(other.amount_residual, other.amount_total)
        self.assertEqual(note.reversed_entry_id, invoice)

    def test_programs_ask_for_it(self):
        request = {
            "invoice_ids": self.invoice(("Desk", 2, 500.0)).ids,
            "mode": "late",
            "days_late": 4,
            "reason": "LATE",
            "date": "2026-03-10",
        }
        api = self.env["account.note.api"]
        preview = api.preview_correction(request)["previews"][0]
        self.assertEqual(preview["total_amount"], 23.0)
        note = api.create_credit_note({**request, "state": "posted"})["notes"][0]
        self.assertEqual((note["amount_total"], note["days_late"]), (23.0, 4))

    def test_the_block_is_printed_on_late_notes_alone(self):
        invoice = self.invoice()
        note = self.late_note(invoice, days=3)
        self.assertIn("Days late: <span>3</span>", self.html(note))
        self.assertNotIn("note_days_late", self.html(self.credit(invoice, Desk=0.1)))

    def html(self, move):
        report = self.env["ir.actions.report"]
        return report._render_qweb_html("account.report_invoice", move.ids)[0].decode()

    def test_the_audit_asks_for_the_days(self):
        note = self.late_note(self.invoice(), days=3)
        silent = self.credit(self.invoice(), Desk=0.1)
        silent.note_reason_id = self.reason
        findings = self.env["account.note.finding"]._audit()
        found = findings.filtered(lambda one: one.rule == "delay_without_days")
        self.assertIn(silent, found.move_id)
        self.assertNotIn(note, found.move_id)
        self.assertIn(silent.name, found.filtered(lambda f: f.move_id == silent).text)
