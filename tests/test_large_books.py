import re
from contextlib import contextmanager
from unittest.mock import patch

from odoo.tests import tagged

from .common import NoteCase

ITEMS = "account_move_line"
# A condition on an id, of the item itself or of what it belongs to
BY_RECORD = re.compile(r"\bid = |_id = ")


@tagged("post_install", "-at_install")
class TestLargeBooks(NoteCase):
    """What is asked of one document reads no other, however many there are."""

    @contextmanager
    def reading_no_others(self):
        """Check that each statement finds the journal items it reads by an index."""
        cursor, asked = type(self.env.cr), []
        execute = cursor.execute

        def listen(cr, query, params=None, **options):
            asked.append(cr.mogrify(query, params))
            return execute(cr, query, params, **options)

        self.env.flush_all()
        self.env.invalidate_all()
        with patch.object(cursor, "execute", listen):
            yield
        asked = [query for query in asked if query.strip().startswith(b"SELECT")]
        about_items = [query for query in asked if ITEMS.encode() in query]
        self.assertTrue(about_items)
        # Of the few items of a test all would be read otherwise
        for way in ("seqscan", "bitmapscan", "hashjoin", "mergejoin", "material"):
            self.env.cr.execute(f"SET LOCAL enable_{way} = off")
        for query in about_items:
            self.env.cr.execute(b"EXPLAIN (FORMAT JSON) " + query)
            plan = self.env.cr.fetchone()[0][0]["Plan"]
            with self.subTest(query.decode()):
                self.assertFalse(list(self.find_scans_of_all(plan)))

    def find_scans_of_all(self, plan):
        """Yield the nodes of a plan that go through all journal items."""
        found = plan.get("Index Cond") or plan.get("Recheck Cond") or ""
        # By a kind or a state nearly all are found
        if plan.get("Relation Name") == ITEMS and not BY_RECORD.search(found):
            yield plan
        for below in plan.get("Plans", ()):
            yield from self.find_scans_of_all(below)

    def test_what_remains_of_lines(self):
        invoice = self.invoice(("Desk", 5, 100.0), ("Lamp", 1, 30.0))
        self.credit(self.credit(invoice, Desk=2))
        with self.reading_no_others():
            invoice.invoice_line_ids.mapped("note_remaining_amount")

    def test_preview(self):
        invoice = self.invoice(("Desk", 5, 100.0), ("Lamp", 1, 30.0))
        self.credit(invoice, Desk=2)
        window = self.window(invoice, correction_mode="lines")
        window.line_ids[0].quantity = 1.0
        with self.reading_no_others():
            self.assertTrue(window.preview)
