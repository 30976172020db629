from odoo.tests import tagged

from .window_common import WindowCase


@tagged("post_install", "-at_install")
class TestReasonCompany(WindowCase):
    """A reason of another company is neither offered nor accepted."""

    def set_scene(self):
        other = self.env["res.company"].create({"name": "Elsewhere"})
        self.env.user.company_ids |= other
        self.reason = self.env["account.note.reason"].create(
            {"name": "Theirs", "code": "THEIRS", "company_id": other.id}
        )
        self.own = self.reason.copy({"code": "OURS", "company_id": False})
        self.sold = self.invoice()

    def test_windows_know_the_companies_of_the_documents(self):
        for model in ("account.move.reversal", "account.debit.note"):
            with self.subTest(model):
                form = self.open(model, self.sold)
                self.assertEqual(form.reason_company_ids[:], self.sold.company_id)

    def test_windows_say_so_and_refuse(self):
        for model, press in (
            ("account.move.reversal", "refund_moves"),
            ("account.debit.note", "create_debit"),
        ):
            with self.subTest(model):
                form = self.open(model, self.sold)
                form.date = "2026-03-10"
                form.correction_mode = "amount"
                form.amount = 11.5
                form.reason_id = self.reason
                self.assertIn("Theirs, which is for Elsewhere only", form.preview)
                window = form.save()
                with self.refused("Theirs", "Elsewhere", "shared one"):
                    getattr(window, press)()
                window.reason_id = self.own
                self.assertNotIn("Elsewhere", window.preview)
                note = getattr(window, press)()["res_id"]
                note = self.env["account.move"].browse(note)
                self.assertEqual(note.note_reason_id, self.own)

    def test_set_reason_and_bulk_refuse(self):
        note = self.credit(self.sold)
        choices = self.env["account.note.reason.choice"]
        choice = choices.create(
            {"move_ids": note.ids, "reason_id": self.reason.id, "only_missing": False}
        )
        with self.refused(note.name, "Theirs", "Elsewhere"):
            choice.action_set_reason()
        bulk = self.env["account.note.bulk"].create(
            {"move_ids": self.invoice().ids, "reason_id": self.reason.id}
        )
        with self.refused("Theirs", "Elsewhere"):
            bulk.action_create_batch()
