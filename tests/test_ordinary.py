from contextlib import contextmanager
from unittest.mock import patch

from odoo import Command
from odoo.tests import Form, new_test_user, tagged
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

    def test_reading_the_form_asks_two_things_more(self):
        invoice = self.invoice(("Desk", 1, 100.0), ("Lamp", 2, 20.0))
        fields = Form(invoice)._view["fields_spec"]
        self.env.invalidate_all()
        with self.statements() as statements:
            invoice.web_read(fields)
        # Behind FROM, for core reads our columns along with its own
        conditions = [text.partition(" FROM ")[2] for text in statements]
        ours = [
            text
            for text in conditions
            if "reversed_entry_id" in text
            or "replaced_move_id" in text
            or any(table in text for table in OWN_TABLES)
        ]
        self.assertEqual(len(ours), 2, ours)

    def test_lines_whose_taxes_go_are_written_as_by_core(self):
        draft = self.invoice(("Desk", 1, 100.0), post=False)
        self.assertTrue(draft.line_ids.filtered("tax_line_id"))
        draft.line_ids.write({"tax_ids": [Command.clear()]})
        self.assertFalse(draft.line_ids.filtered("tax_line_id"))

    def test_who_keeps_no_books_is_asked_for_no_journal(self):
        user = new_test_user(self.env, "note-seller", "base.group_user")
        names = self.env["account.move"].with_user(user).sudo(False)
        self.env["ir.model.access"].create(
            {
                "name": "Reads invoices",
                "model_id": self.env["ir.model"]._get_id("account.move"),
                "group_id": self.env.ref("base.group_user").id,
                "perm_read": True,
            }
        )
        shown = names.fields_get()
        for name in (
            "can_apply_credits",
            "has_note_applications",
            "note_application_ids",
        ):
            self.assertNotIn(name, shown)
        view = names.get_view(view_type="form")["arch"]
        self.assertNotIn("note_application_ids", view)

    def test_what_names_a_document_is_seen_at_once(self):
        invoice, other = self.invoice(), self.invoice()
        self.assertFalse(invoice.credit_note_ids)
        self.assertFalse(invoice.has_notes)
        note = self.credit(other, post=False)
        note.button_cancel()
        self.assertTrue(other.is_named_by_others)
        draft = self.env["account.move"].create(
            {
                "move_type": "out_refund",
                "partner_id": invoice.partner_id.id,
                "invoice_line_ids": [
                    Command.create(
                        {
                            "name": "Desk",
                            "origin_line_id": invoice.invoice_line_ids[:1].id,
                            "quantity": 1,
                            "price_unit": 10.0,
                            "tax_ids": False,
                        }
                    )
                ],
            }
        )
        self.assertEqual(invoice.credit_note_ids, draft)
        self.assertTrue(invoice.has_notes)
        draft.unlink()
        self.assertFalse(invoice.credit_note_ids)
        self.assertFalse(invoice.has_notes)

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
        with patch.object(moves, "_note_lock_corrected_documents") as waiting:
            self.env["account.move"].button_draft()
        waiting.assert_not_called()
