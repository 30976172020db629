from odoo.tests import tagged

from .json2 import BILLING, READERS, Json2Case


@tagged("post_install", "-at_install")
class TestRightsBatch(Json2Case):
    """Who may run batches, and that nobody writes them from outside."""

    def test_batches(self):
        batch = self.env["account.note.batch"]._make("credit", {}, self.invoice())
        for method, roles in (
            ("get_batch", READERS),
            ("cancel_batch", BILLING),
            ("retry_batch", BILLING),
        ):
            with self.subTest(method):
                self.assert_only(
                    roles,
                    lambda role, method=method: self.ask(
                        role, "account.note.api", method, batch_id=batch.id
                    ),
                )
        for method in ("action_start", "action_retry", "action_cancel"):
            with self.subTest(method):
                self.assert_only(
                    BILLING,
                    lambda role, method=method: self.ask(
                        role, "account.note.batch", method, batch.ids
                    ),
                )
        for records in (batch, batch.line_ids):
            with self.subTest(records._name):
                self.assert_only(
                    set(),
                    lambda role, records=records: self.ask(
                        role,
                        records._name,
                        "write",
                        records.ids,
                        vals={"create_uid": 1},
                        context={"note_gate": True},
                    ),
                )
