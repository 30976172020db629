from unittest.mock import patch

from odoo import Command
from odoo.tests import tagged

from .flow_common import FlowCase


@tagged("post_install", "-at_install")
class TestFlowEdi(FlowCase):
    """Electronic documents that an authority takes, and cancels on request."""

    needs = "account.edi.document"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        formats = cls.registry["account.edi.format"]
        cls.asked = cls.env["account.move"]
        flow = {"post": cls.agree, "cancel": cls.agree}
        for name, method in (
            ("_needs_web_services", lambda _format: True),
            ("_check_move_configuration", lambda _format, move: []),
            ("_get_move_applicability", lambda _format, move: flow),
        ):
            # The authority is all that is made up
            cls.startClassPatcher(patch.object(formats, name, method))
        cls.env.company.account_fiscal_country_id = cls.env.ref("base.us")
        edi_format = cls.env["account.edi.format"].create(
            {"name": "Authority", "code": "authority"}
        )
        journal = cls.company_data["default_journal_sale"]
        journal.edi_format_ids = [Command.set(edi_format.ids)]

    @classmethod
    def agree(cls, moves):
        cls.asked |= moves
        return {move: {"success": True} for move in moves}

    def sent(self):
        invoice = self.invoice()
        self.run_job()
        self.assertEqual(invoice.edi_state, "sent")
        type(self).asked = self.env["account.move"]
        return invoice

    def run_job(self):
        documents = self.env["account.edi.document"].search(
            [
                ("state", "in", ("to_send", "to_cancel")),
                ("move_id.state", "=", "posted"),
                ("blocking_level", "!=", "error"),
                ("move_id.company_id", "=", self.env.company.id),
            ]
        )
        # The scheduled action commits between documents
        documents._process_documents_web_services(with_commit=False)

    def test_a_cancellation_under_notes_is_not_requested(self):
        invoice = self.sent()
        note = self.goodwill(40.0, reversed_entry_id=invoice.id)
        with self.refused(invoice.name, "cannot be cancelled", note.name):
            invoice.button_cancel_posted_moves()
        self.assertEqual(invoice.edi_state, "sent")

    def test_a_note_that_came_later_holds_it_back_and_nothing_else(self):
        invoice, other = self.sent(), self.sent()
        (invoice | other).button_cancel_posted_moves()
        note = self.goodwill(40.0, reversed_entry_id=invoice.id)
        self.run_job()
        self.assertNotIn(invoice, self.asked)
        self.assertEqual((invoice.state, other.state), ("posted", "cancel"))
        self.assertIn(note.name, invoice.edi_error_message)
        self.assertEqual(invoice.edi_blocking_level, "error")
        note.edi_document_ids.unlink()
        note.button_draft()
        invoice.action_retry_edi_documents_error()
        self.assertEqual(invoice.state, "cancel")

    def test_without_notes_it_is_cancelled_as_ever(self):
        invoice = self.sent()
        invoice.button_cancel_posted_moves()
        self.run_job()
        self.assertEqual((invoice.state, self.asked), ("cancel", invoice))
