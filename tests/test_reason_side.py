from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .batch_common import BatchCase


@tagged("post_install", "-at_install")
class TestReasonSide(BatchCase):
    """A reason for one side only is refused on notes of the other, on every path."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.api = cls.env["account.note.api"].with_user(cls.bookkeeper)

    def window_over(self, moves, **values):
        window = self.env["account.note.bulk"].with_user(self.bookkeeper)
        return window.with_context(
            active_model="account.move", active_ids=moves.ids
        ).create(values)

    def reasons(self):
        reasons = self.env["account.note.reason"]
        return reasons.create(
            [
                {"name": "Only credit", "code": "ONLY-C", "used_for": "credit"},
                {"name": "Only debit", "code": "ONLY-D", "used_for": "debit"},
            ]
        )

    def assert_refused(self, paths):
        for path, ask in paths.items():
            with self.subTest(path), self.refused("Only ", "notes only"):
                ask()

    def test_refused_in_windows(self):
        of_credit, of_debit = self.reasons()
        invoice = self.invoice()
        of_wrong, debit = {"reason_id": of_debit.id}, {"reason_id": of_credit.id}
        self.assert_refused(
            {
                "credit": lambda: self.window(invoice, **of_wrong).refund_moves(),
                "debit": lambda: self.debit(invoice, **debit),
                "bulk": lambda: self.window_over(
                    invoice, **of_wrong
                ).action_create_batch(),
                "bulk of debit": lambda: self.window_over(
                    invoice, side="debit", **debit
                ).action_create_batch(),
            }
        )

    def test_refused_by_the_model(self):
        of_credit, of_debit = self.reasons()
        wrong, debit = (
            {"note_reason_id": of_debit.id},
            {"note_reason_id": of_credit.id},
        )
        invoice = self.invoice()
        self.assert_refused(
            {
                "create": lambda: self.goodwill(post=False, **wrong),
                "write": lambda: self.goodwill(post=False).write(wrong),
                "posted": lambda: self.goodwill().write(wrong),
                "debit": lambda: self.debit(invoice, post=False).write(debit),
            }
        )

    def test_refused_over_the_api(self):
        self.reasons()
        ids = {"invoice_ids": self.invoice().ids}
        free = {
            "partner_id": self.partner_a.id,
            "lines": [{"name": "Goodwill", "price_unit": 5, "tax_ids": []}],
        }
        for method, request in (
            ("create_credit_note", {**ids, "reason": "ONLY-D"}),
            ("create_debit_note", {**ids, "reason": "ONLY-C"}),
            ("create_credit_note", {**free, "reason": "ONLY-D"}),
            ("create_batch", {**ids, "reason": "ONLY-D"}),
            ("create_batch", {**ids, "side": "debit", "reason": "ONLY-C"}),
        ):
            with self.subTest(method, **request), self.refused("reason_side: "):
                getattr(self.api, method)(request)

    def test_a_batch_whose_reason_changed_meanwhile_says_so(self):
        reason = self.reasons()[0]
        batch = self.batch(self.invoice(), reason="ONLY-C")
        reason.used_for = "debit"
        self.run_job()
        self.assertEqual(batch.failed_line_ids.error_code, "reason_side")

    def test_the_preview_foresees_the_wrong_reason(self):
        self.reasons()
        request = {"invoice_ids": self.invoice().ids, "reason": "ONLY-D"}
        (preview,) = self.api.preview_correction(request)["previews"]
        self.assertEqual([one["code"] for one in preview["refusals"]], ["reason_side"])

    def test_a_reason_of_the_other_side_is_not_imported(self):
        self.reasons()
        result = self.env["account.move"].load(
            ["move_type", "partner_id/.id", "note_reason_id"],
            [["out_refund", str(self.partner_a.id), "Only debit"]],
        )
        self.assertFalse(result["ids"])
        self.assertIn("debit notes only", result["messages"][0]["message"])

    def test_a_reason_that_fits_is_kept(self):
        of_credit, of_debit = self.reasons()
        invoice = self.invoice()
        note = self.debit(invoice, reason_id=of_debit.id)
        self.assertEqual(note.note_reason_id, of_debit)
        credit = self.goodwill(note_reason_id=of_credit.id)
        # What takes a credit note back charges nothing anew
        back = self.window(credit, reason_id=of_credit.id).refund_moves()
        back = self.env["account.move"].browse(back["res_id"])
        self.assertEqual(back.note_reason_id, of_credit)
        # A catalogue that changes leaves what was issued
        of_debit.used_for = "credit"
        note.ref = "Seen"
        with self.assertRaises(ValidationError), self.env.cr.savepoint():
            note.note_reason_id = of_credit.copy({"code": "ONLY-C2"})

    def test_a_draft_of_another_kind_needs_another_reason(self):
        of_credit, _of_debit = self.reasons()
        note = self.goodwill(note_reason_id=of_credit.id, post=False)
        note.action_switch_move_type()
        self.assertEqual(note.move_type, "out_invoice", "no note, so no rule of notes")
