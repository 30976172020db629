from odoo.tests import tagged

from .common import NoteCase

HALF = "half a letter: \ud800"


@tagged("post_install", "-at_install")
class TestKeptWords(NoteCase):
    """Texts that no database keeps are refused in words, wherever they are entered."""

    def test_windows(self):
        note = self.credit(self.invoice(), post=False)
        for model, values in (
            ("account.note.refusal", {"move_id": note.id, "comment": HALF}),
            ("account.note.override", {"move_id": note.id, "reason": HALF}),
            ("account.note.doubt", {"move_ids": note.ids, "reason": HALF}),
            ("account.note.unapply", {"reason": HALF}),
            ("account.debit.note", {"reason": HALF}),
            ("account.move.reversal", {"reason": HALF, "move_ids": note.ids}),
        ):
            name = "comment" if "comment" in values else "reason"
            with self.subTest(model), self.refused(name, "cannot be kept"):
                self.env[model].create(values)

    def test_records(self):
        reason = self.env["account.note.reason"].search([], limit=1)
        with self.refused("printed_text", "cannot be kept"):
            reason.printed_text = HALF
        with self.refused("code", "cannot be kept"):
            reason.create({"name": "Broken", "code": HALF})

    def test_documents(self):
        with self.refused("invoice_line_ids", "cannot be kept"):
            self.invoice((HALF, 1, 1.0))
        note = self.goodwill(post=False)
        with self.refused("note_reason_text", "cannot be kept"):
            note.note_reason_text = HALF
        with self.refused("cannot be kept"):
            note.invoice_line_ids.name = HALF
        with self.refused("invoice_line_ids", "cannot be kept"):
            note.write({"invoice_line_ids": [(0, 0, {"name": HALF})]})
