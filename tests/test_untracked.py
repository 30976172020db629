from datetime import date
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

    def test_what_core_remembers_in_memory_changes_no_line(self):
        invoice = self.invoice(("Desk", 1, 100.0), ("Lamp", 2, 20.0))
        self.env.flush_all()
        table, ids = "account_move_line", tuple(invoice.line_ids.ids)
        self.env.cr.execute(f"UPDATE {table} SET write_date = '2020-01-01'")
        self.env.invalidate_all()
        invoice.invoice_origin = "Order 7"
        self.env.flush_all()
        self.env.cr.execute(
            f"SELECT DISTINCT write_date::date FROM {table} WHERE id IN %s", [ids]
        )
        self.assertEqual(self.env.cr.fetchall(), [(date(2020, 1, 1),)])

    def test_a_partner_is_written_where_it_is_another(self):
        invoice = self.invoice(post=False)
        invoice.partner_id = self.partner_b
        self.assertEqual(invoice.line_ids.partner_id, self.partner_b)
