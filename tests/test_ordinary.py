from contextlib import contextmanager
from unittest.mock import patch

from odoo.tests import tagged
from odoo.tools import SQL

from .common import NoteCase

# What only notes and what settles them stand in
OWN_TABLES = (
    "account_note_application",
    "account_note_reason",
    "account_move_released_payment",
)


@tagged("post_install", "-at_install")
class TestOrdinary(NoteCase):
    """Invoices that nobody corrects cost what they cost without the addon."""

    @contextmanager
    def statements(self):
        """Collect what is asked of the database."""
        found, execute = [], type(self.env.cr).execute

        def listen(cursor, query, *args, **kwargs):
            text = query.code if isinstance(query, SQL) else query
            found.append(text.decode() if isinstance(text, bytes) else text)
            return execute(cursor, query, *args, **kwargs)

        self.env.flush_all()
        with patch.object(type(self.env.cr), "execute", listen):
            yield found
            self.env.flush_all()

    def assert_not_ours(self, statements):
        self.assertTrue(statements)
        for statement in statements:
            for table in OWN_TABLES:
                self.assertNotIn(f'"{table}"', statement)
            # Which notes correct the document, and waiting for their authors
            self.assertNotIn('"origin_move_id" IN', statement)
            self.assertNotIn("SET write_date = write_date", statement)

    def test_invoices_are_made_and_posted_by_core_alone(self):
        with self.statements() as statements:
            self.invoice(("Desk", 1, 100.0), ("Lamp", 2, 20.0))
        self.assert_not_ours(statements)

    def test_payments_are_registered_by_core_alone(self):
        invoice = self.invoice()
        window = self.env["account.payment.register"].with_context(
            active_model="account.move", active_ids=invoice.ids
        )
        with self.statements() as statements:
            window.create({})._create_payments()
        self.assertTrue(invoice.currency_id.is_zero(invoice.amount_residual))
        # Whether there are credits to use is one question to core's own table
        self.assert_not_ours(statements)

    def test_a_line_without_matches_opens_no_journal(self):
        # Core takes back matches of each line that it writes: hundreds for a batch
        journal = self.registry["account.note.application"]
        with patch.object(journal, "_of_partials") as asked:
            invoice = self.invoice(("Desk", 1, 100.0), post=False)
            invoice.invoice_line_ids.price_unit = 120.0
            invoice.line_ids.remove_move_reconcile()
        asked.assert_not_called()

    def test_no_draft_waits_for_nothing(self):
        moves = self.registry["account.move"]
        with patch.object(moves, "_serialize_corrections") as waiting:
            self.env["account.move"].button_draft()
        waiting.assert_not_called()
