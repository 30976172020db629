from freezegun import freeze_time

from odoo import Command
from odoo.tests import Form, tagged

from odoo.addons.account_credit_debit_note.tools.correction import Correction

from .common import NoteCase


@freeze_time("2026-03-05")
@tagged("post_install", "-at_install")
class TestKeepOpen(NoteCase):
    """A part that comes back may cost the discount for early payment: or wait."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.early = cls.env["account.payment.term"].create(
            {
                "name": "2/10 net 30",
                "early_discount": True,
                "discount_percentage": 2.0,
                "discount_days": 10,
                "line_ids": [
                    Command.create(
                        {"value": "percent", "value_amount": 100, "nb_days": 30}
                    )
                ],
            }
        )

    def discounted(self, **values):
        lines = [("Desk", 1, 100.0), ("Chair", 1, 40.0)]
        return self.invoice(*lines, invoice_payment_term_id=self.early.id, **values)

    def warned(self, note):
        note.invalidate_recordset()
        return [
            alert["message"]
            for key, alert in (note.alerts or {}).items()
            if key.startswith("account_note_discount")
        ]

    def granted(self, invoice):
        invoice.invalidate_recordset()
        return invoice._is_eligible_for_early_payment_discount(
            invoice.currency_id, invoice.invoice_date
        )

    def part(self, invoice, **values):
        window = self.window(
            invoice,
            date="2026-03-05",
            correction_mode="amount",
            amount=46.0,
            **values,
        )
        return self.env["account.move"].browse(window.refund_moves()["res_id"])

    def test_a_part_within_the_period_warns_and_costs(self):
        for move_type in ("out_invoice", "in_invoice"):
            invoice = self.discounted(move_type=move_type)
            note = self.part(invoice)
            (text,) = self.warned(note)
            self.assertIn(invoice.name, text)
            self.assertIn("Keep Open until Payment", text)
            note.action_post()
            self.assertFalse(self.granted(invoice))

    def test_the_window_warns_and_keeps_open(self):
        invoice = self.discounted()
        context = {"active_model": "account.move", "active_ids": invoice.ids}
        window = Form(self.env["account.move.reversal"].with_context(**context))
        self.assertTrue(window.has_early_discount)
        window.date = "2026-03-05"
        window.correction_mode = "amount"
        window.amount = 46.0
        self.assertIn("bears a discount of", window.preview)
        window.keep_open = True
        self.assertNotIn("bears a discount of", window.preview)
        action = window.save().refund_moves()
        note = self.env["account.move"].browse(action["res_id"])
        self.assertTrue(note.note_keep_open)
        self.assertEqual(self.warned(note), [])
        note.action_post()
        self.assertEqual(note.amount_residual, 46.0)
        self.assertTrue(self.granted(invoice))

    def test_a_choice_on_the_draft(self):
        invoice = self.discounted()
        note = self.part(invoice)
        with Form(note) as page:
            page.note_keep_open = True
        self.assertEqual(self.warned(note), [])
        note.action_post()
        self.assertTrue(self.granted(invoice))

    def test_many_drafts_posted_together(self):
        kept = [self.part(self.discounted(), keep_open=True) for _number in range(3)]
        plain = self.part(self.discounted())
        self.env["account.move"].union(plain, *kept).action_post()
        self.assertEqual([note.amount_residual for note in kept], [46.0] * 3)
        self.assertEqual(plain.amount_residual, 0.0)

    def test_programs_keep_open_and_are_warned(self):
        api = self.env["account.note.api"].with_user(self.clerk("keep-clerk"))
        invoice = self.discounted()
        request = {"invoice_ids": invoice.ids, "mode": "amount", "amount": 46}
        (preview,) = api.preview_correction(request)["previews"]
        self.assertIn("bears a discount of", "".join(preview["warnings"]))
        request["keep_open"] = True
        (preview,) = api.preview_correction(request)["previews"]
        self.assertEqual(preview["warnings"], [])
        (note,) = api.create_credit_note({**request, "state": "posted"})["notes"]
        self.assertEqual(note["amount_open"], 46.0)
        self.assertTrue(self.granted(invoice))
        with self.refused("bad_request: keep_open"):
            api.create_debit_note(request)

    def test_what_costs_no_discount_warns_of_none(self):
        whole = self.credit(self.discounted(), post=False)
        late = self.part(self.discounted())
        late.invoice_date = "2026-03-20"
        plain = self.credit(self.invoice(), post=False)
        for note in (whole, late, plain):
            self.assertEqual(self.warned(note), [])
        spec = Correction(mode="amount", amount=10.0)
        preview = self.invoice()._note_preview_correction(spec)
        self.assertEqual(preview["warnings"], [])

    def test_nothing_applies_it_before_the_payment(self):
        invoice = self.discounted()
        note = self.part(invoice, keep_open=True)
        note.action_post()
        partner = self.partner_a
        partner._note_apply_open_credits(self.env.company)
        self.assertTrue(self.granted(invoice))
        with freeze_time("2026-03-20"):
            partner._note_apply_open_credits(self.env.company)
        self.assertEqual(note.amount_residual, 0.0)

    def test_it_settles_another_invoice_once_its_own_is_paid(self):
        invoice = self.discounted()
        note = self.part(invoice, keep_open=True)
        note.action_post()
        self.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=invoice.ids
        ).create({"payment_date": "2026-03-05"})._create_payments()
        other = self.invoice()
        self.partner_a._note_apply_open_credits(self.env.company)
        self.assertEqual(other.amount_residual, 69.0)

    def test_a_copy_is_not_kept_open(self):
        note = self.part(self.discounted(), keep_open=True)
        self.assertFalse(note.copy().note_keep_open)
