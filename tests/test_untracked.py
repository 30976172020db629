from unittest.mock import patch

from odoo.models import BaseModel
from odoo.tests import tagged

from .common import NoteCase


@tagged("post_install", "-at_install")
class TestUntracked(NoteCase):
    """Core describes all fields for a history in which nothing is written."""

    def descriptions(self, line, **values):
        """Return for which fields core asks while it writes to a line."""
        asked, describe = [], BaseModel.fields_get

        def listen(model, allfields=None, attributes=None):
            asked.append(allfields)
            return describe(model, allfields, attributes)

        # Odoo's tests leave the history out
        tracked = line.with_context(tracking_disable=False)
        with patch.object(BaseModel, "fields_get", listen):
            tracked.write(values)
        return asked

    def test_nothing_is_described_for_what_is_not_tracked(self):
        line = self.invoice(post=False).invoice_line_ids
        self.assertFalse(self.descriptions(line, sequence=7))
        self.assertEqual(line.sequence, 7)

    def test_tracked_changes_stay_in_the_history(self):
        invoice = self.invoice()
        invoice.button_draft()
        other = self.company_data["default_account_revenue"].copy()
        messages = invoice.message_ids
        line = invoice.invoice_line_ids
        self.assertIn(["account_id"], self.descriptions(line, account_id=other.id))
        invoice.invalidate_recordset(["message_ids"])
        self.assertTrue((invoice.message_ids - messages).sudo().tracking_value_ids)

    def test_everybody_else_gets_all_fields(self):
        lines = self.env["account.move.line"]
        for sent in (True, "yes", None):
            fields = lines.with_context(note_untracked=sent).fields_get([])
            self.assertIn("account_id", fields)
